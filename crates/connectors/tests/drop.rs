//! Folders of newsletters and calendars: that each mail is read once, nothing outside of a folder
//! ever, and that an empty calendar is a calendar.

mod server;

use noaber_connectors::{Fault, Harvest, Limits, Page, harvest, kinds};
use noaber_domain::Item;
use noaber_domain::source::Cursor;
use server::{fetcher, manners, run, source};

fn items(pages: &[Harvest]) -> Vec<&Item> {
    pages.iter().flat_map(|page| &page.items).collect()
}

fn last_cursor(pages: &[Harvest]) -> Option<Cursor> {
    pages
        .iter()
        .filter_map(|page| page.cursor.clone())
        .next_back()
}

fn mail(id: &str, subject: &str) -> String {
    format!(
        "Message-ID: <{id}>\nFrom: Nieuws <nieuws@example.org>\nDate: Wed, 3 Jun 2026 10:00:00 +0200\nSubject: {subject}\n\nZie https://example.org/{subject} voor meer.\n"
    )
}

#[tokio::test]
async fn each_mail_of_a_folder_is_read_once_and_nothing_outside_of_it() {
    let (folder, elsewhere) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("another"),
    );
    let at = |name: &str| folder.path().join(name);
    let secret = elsewhere.path().join("geheim.eml");
    std::fs::write(&secret, mail("geheim@example.org", "Geheim")).expect("written");
    std::fs::write(at("een brief.eml"), mail("1@example.org", "Een")).expect("written");
    std::fs::write(at("kopie.eml"), mail("1@example.org", "Een")).expect("written");
    std::fs::write(at("notitie.txt"), "geen brief").expect("written");
    std::fs::write(at("kapot.eml"), "dit is geen brief").expect("written");
    std::fs::write(
        at("groot.eml"),
        mail("2@example.org", "Groot") + &"x".repeat(300_000),
    )
    .expect("written");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&secret, at("link.eml")).expect("a link");
    let address = url::Url::from_directory_path(folder.path()).expect("an address");
    let of = source("maildrop", address.as_str(), &[]);
    let fetcher = fetcher(manners());
    let (first, pages) = run(&of, None, &fetcher).await;
    assert!(first.complete, "{:?}", first.fault);
    let found: Vec<&str> = items(&pages).iter().map(|item| item.key.as_str()).collect();
    assert_eq!(
        found,
        ["mail:proef:1@example.org", "mail:proef:1@example.org"],
        "the same mail twice is one item"
    );
    assert_eq!(items(&pages)[0].url, "https://example.org/Een");
    let told = format!("{:?}", first.rejected);
    assert!(
        told.contains("kapot.eml") && told.contains("groot.eml"),
        "{told}"
    );
    #[cfg(unix)]
    assert!(told.contains("link.eml"), "{told}");
    let (second, pages) = run(&of, last_cursor(&pages), &fetcher).await;
    assert!(
        second.complete && items(&pages).is_empty() && second.requests == 1,
        "{second:?}"
    );
    std::fs::write(at("nieuw.eml"), mail("3@example.org", "Nieuw")).expect("written");
    let (third, pages) = run(&of, second.cursor, &fetcher).await;
    assert_eq!(items(&pages).len(), 1, "{third:?}");
    let gone = source("maildrop", "file:///does/not/exist", &[]);
    let (none, _) = run(&gone, None, &fetcher).await;
    assert!(
        matches!(none.fault, Some(Fault::Folder { .. })),
        "{:?}",
        none.fault
    );
}

#[tokio::test]
async fn a_file_is_never_served_to_a_source_that_is_no_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("feed.xml"), server::FEED).expect("written");
    let file = url::Url::from_file_path(folder.path().join("feed.xml")).expect("an address");
    let (done, _) = run(
        &source("feed", file.as_str(), &[]),
        None,
        &fetcher(manners()),
    )
    .await;
    assert!(
        matches!(done.fault, Some(Fault::Refused { .. })),
        "{:?}",
        done.fault
    );
}

#[tokio::test]
async fn more_mails_than_a_batch_are_read_in_one_run() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..450 {
        let name = folder.path().join(format!("{number:03}.eml"));
        std::fs::write(name, mail(&format!("{number}@example.org"), "Brief")).expect("written");
    }
    let address = url::Url::from_directory_path(folder.path()).expect("an address");
    let of = source("maildrop", address.as_str(), &[]);
    let kind = kinds::find("maildrop").expect("a kind");
    let (mut keys, mut cursors) = (std::collections::BTreeSet::new(), 0);
    let limits = Limits { pages: 1_000 };
    let done = harvest(kind, &of, None, &fetcher(manners()), limits, |page| {
        keys.extend(page.items.iter().map(|item| item.key.clone()));
        cursors += usize::from(page.cursor.is_some());
        Ok::<bool, std::convert::Infallible>(true)
    })
    .await
    .expect("storing cannot fail here");
    assert!(done.complete, "{:?}", done.fault);
    assert_eq!((keys.len(), cursors, done.requests), (450, 3, 453));
}

#[test]
fn a_calendar_with_webcal_is_asked_for_over_https() {
    let of = source(
        "ics",
        "webcal://example.org/agenda.ics",
        &[("kind", "debate")],
    );
    let kind = kinds::find("ics").expect("a kind");
    let request = (kind.start)(&of, None, jiff::Timestamp::UNIX_EPOCH)
        .expect("starts")
        .remove(0);
    assert_eq!(request.url, "https://example.org/agenda.ics");
    let page = Page {
        url: request.url,
        status: 200,
        content_type: Some("text/calendar".into()),
        body: b"BEGIN:VCALENDAR\nEND:VCALENDAR\n".to_vec(),
        retrieved: jiff::Timestamp::UNIX_EPOCH,
        carry: None,
        headers: Vec::new(),
    };
    let harvest = (kind.read)(&of, &page).expect("an empty calendar is a calendar");
    assert!(harvest.items.is_empty() && harvest.rejected.is_empty());
}
