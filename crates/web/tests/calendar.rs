//! The calendar as a page, as data and as a file, its secret addresses, and the files of a dossier side
//! by side.

mod common;

use common::{Desk, now};
use noaber_domain::{DateKind, Item, ItemDate, ItemId, ItemKind, Who};
use noaber_store::Taken;

/// The path of the address that a page shows once.
fn address(body: &str) -> String {
    let from = body.find("/feeds/").expect("an address");
    let rest = &body[from..];
    let end = rest.find(['"', '<', '&']).expect("its end");
    rest[..end].to_owned()
}

#[test]
fn the_calendar_shows_days_with_their_dossiers() {
    let desk = Desk::local();
    let month = desk.get("/calendar?lang=nl&view=month&at=2025-10-01").body;
    assert!(
        month.contains("<time datetime=\"2025-10-06\">ma\u{a0}6\u{a0}okt</time>"),
        "{month}"
    );
    assert!(month.contains("oktober 2025") && month.contains("href=\"/dossiers/spoor\""));
    let week = desk.get("/calendar?lang=nl&view=week&at=2025-10-08").body;
    assert_eq!(
        week.matches("<section class=\"day").count(),
        7,
        "a week is whole"
    );
    let ahead = desk.get("/calendar?lang=nl&at=2025-10-06").body;
    assert!(
        ahead.contains("ma\u{a0}6\u{a0}okt – di\u{a0}4\u{a0}nov")
            && ahead.contains("at=2025-11-05"),
        "thirty days, and the next thirty: {ahead}"
    );
    let other = desk.get("/calendar?lang=nl&at=2026-01-01").body;
    assert!(!other.contains("<section class=\"day") && other.contains("class=\"empty\""));
    let json: serde_json::Value =
        serde_json::from_str(&desk.get("/calendar.json?at=2025-10-01").body).expect("JSON");
    let rows = json.as_array().expect("a list");
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0]["date"]["on"], "2025-10-06");
    let csv = desk.get("/calendar.csv?from=2025-10-06&to=2025-10-06").body;
    assert_eq!(csv.lines().count(), 4, "{csv}");
}

/// A paper like the first of the desk, with one date by which something is to be done.
fn closing(desk: &Desk, key: &str, kind: ItemKind, on: jiff::civil::Date) -> Item {
    let reader = desk.store.reader().expect("a reader");
    let first = reader.item(ItemId(1)).expect("it reads");
    let what = DateKind::Deadline;
    Item {
        key: key.into(),
        kind,
        dates: vec![ItemDate { on, at: None, what }],
        ..first.expect("it is there").item
    }
}

#[test]
fn an_empty_page_says_when_the_next_date_is() {
    let desk = Desk::local();
    for view in ["", "&view=week", "&view=month"] {
        let page = desk
            .get(&format!("/calendar?lang=nl&at=2025-08-04{view}"))
            .body;
        assert!(
            page.contains("De eerstvolgende datum is") && page.contains("ma\u{a0}6\u{a0}okt</a>"),
            "{view}: {page}"
        );
        assert!(page.contains("at=2025-10-06"), "the way there: {page}");
    }
    let after = desk.get("/calendar?lang=nl&at=2026-01-01").body;
    assert!(after.contains("daarna ook niet") && !after.contains("eerstvolgende"));
    let full = desk.get("/calendar?lang=nl&at=2025-10-01").body;
    assert!(!full.contains("class=\"empty\""));
}

#[test]
fn a_day_that_passed_has_closed_and_a_commitment_is_due() {
    let desk = Desk::local();
    let day = jiff::civil::date;
    let items = [
        closing(&desk, "dicht:1", ItemKind::Call, day(2025, 10, 1)),
        closing(&desk, "open:1", ItemKind::Call, day(2025, 10, 2)),
        closing(&desk, "toegezegd:1", ItemKind::Commitment, day(2025, 10, 3)),
    ];
    let source = "kamer".parse().expect("an id");
    let mut change = desk
        .store
        .change(&Who::desk(), "proef", now())
        .expect("a change");
    let run = change.begin_run(&source).expect("a run");
    let taken = Taken {
        source: &source,
        run,
        items: &items,
        tombstones: &[],
        rejected: &[],
        cursor: None,
    };
    change.take_in(&taken).expect("items are taken");
    change.commit().expect("it lasts");
    for (lang, words) in [
        ("nl", ["Gesloten", "Sluit", "Uiterlijk"]),
        ("de", ["Frist abgelaufen", "Frist", "Fällig"]),
        ("en", ["Closed", "Closes", "Due"]),
    ] {
        let address = format!("/calendar?lang={lang}&scope=all&view=week&at=2025-10-01");
        let page = desk.get(&address).body;
        for word in words {
            assert!(
                page.contains(&format!("<span>{word}</span>")),
                "{word}: {page}"
            );
        }
    }
}

#[test]
fn a_number_that_is_not_here_goes_back_to_the_form_it_came_from() {
    let desk = Desk::local();
    let asked = desk.post("/dossiers/spoor/files", "name=COM(2021)+206+%22%3E%3C", &[]);
    assert_eq!(asked.status, 303);
    let back = asked.header("location").expect("a way back");
    assert!(back.starts_with("/dossiers/spoor?paper="), "{back}");
    let path = back.split('#').next().expect("a path");
    let page = desk.get(&format!("{path}&lang=nl")).body;
    assert!(
        page.contains("role=\"alert\" id=\"file-unknown\""),
        "{page}"
    );
    assert!(page.contains("bij geen stuk dat hier binnen is"));
    let kept = "value=\"COM(2021) 206 &#34;&#62;&#60;\"";
    assert!(page.contains(kept), "what was typed is kept: {page}");
    let plain = desk.get("/dossiers/spoor?lang=nl").body;
    assert!(!plain.contains("file-unknown"));
}

#[test]
fn a_secret_address_opens_until_it_is_withdrawn() {
    let desk = Desk::local();
    let made = desk.post("/calendar/feeds", "name=Spoor&dossier=spoor", &[]);
    assert_eq!(made.status, 200, "{}", made.body);
    assert_eq!(made.header("cache-control"), Some("no-store"));
    let path = address(&made.body);
    let file = desk.get(&path);
    assert_eq!(file.status, 200);
    assert_eq!(
        file.header("content-type"),
        Some("text/calendar; charset=utf-8")
    );
    assert!(
        file.body.starts_with("BEGIN:VCALENDAR\r\n"),
        "{}",
        file.body
    );
    assert_eq!(file.body.matches("BEGIN:VEVENT").count(), 3);
    assert!(
        file.cookie("noaber-form").is_none(),
        "programs get no cookies"
    );
    let tag = file.header("etag").expect("a tag").to_owned();
    for known in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
        let again = desk.get_with(&path, &[("If-None-Match", &known)]);
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{known}");
    }
    assert_eq!(
        desk.get_with(&path, &[("If-None-Match", "\"x\"")]).status,
        200
    );
    assert_eq!(desk.get("/feeds/0000/noaber.ics").status, 404);

    let page = desk.get("/calendar?lang=nl").body;
    assert!(
        !page.contains(path.split('/').nth(2).expect("a secret")),
        "it is not shown again"
    );
    assert!(page.contains("action=\"/calendar/feeds/1/withdraw\""));
    assert_eq!(desk.post("/calendar/feeds/1/withdraw", "", &[]).status, 303);
    assert_eq!(desk.get(&path).status, 404);
    assert_eq!(desk.post("/calendar/feeds/1/withdraw", "", &[]).status, 404);
    assert_eq!(desk.post("/calendar/feeds", "name=", &[]).status, 409);
    assert_eq!(
        desk.post("/calendar/feeds", "name=a&dossier=nergens", &[])
            .status,
        404
    );
}

#[test]
fn the_files_of_a_matter_stand_side_by_side() {
    let desk = Desk::local();
    let before = desk.get("/dossiers/spoor?lang=nl").body;
    assert!(before.contains("id=\"files\"") && !before.contains("class=\"file\""));
    for piece in [
        "Wie beslist hier",
        "Amt für Bahnen",
        "Bestelt treinen",
        "(2025)",
    ] {
        assert!(before.contains(piece), "who decides is told: {piece}");
    }
    let added = desk.post("/dossiers/spoor/files", "item=1&competent=Ministerie", &[]);
    assert_eq!(added.status, 303, "{}", added.body);
    assert_eq!(
        desk.post("/dossiers/spoor/files", "name=/items/2", &[])
            .status,
        303
    );
    let held = desk.get("/dossiers/spoor?lang=nl").body;
    assert!(held.contains("class=\"file\"") && held.contains("Ministerie"));
    assert!(
        held.contains("Vergadering ma\u{a0}6\u{a0}okt"),
        "its next date"
    );
    assert!(held.contains("stuk naast de andere gelegd"), "its history");
    assert_eq!(
        desk.post("/dossiers/spoor/files/remove", "item=1", &[])
            .status,
        303
    );
    assert_eq!(
        desk.post("/dossiers/spoor/files/remove", "item=1", &[])
            .status,
        404
    );
    let number = desk.post("/dossiers/spoor/files", "name=2025z1", &[]);
    assert_eq!(number.header("location"), Some("/dossiers/spoor#files"));
    assert_eq!(
        desk.post("/dossiers/nergens/files", "item=1", &[]).status,
        404
    );
    let long = "a".repeat(201);
    let refused = desk.post(
        "/dossiers/spoor/files",
        &format!("item=1&competent={long}"),
        &[],
    );
    assert_eq!(refused.status, 409);
}
