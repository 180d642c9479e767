//! Runs through a source against a real HTTP server: paging, resumption, cursors, circles.

mod server;

use noaber_connectors::{Fault, Limits, Unreadable, harvest, kinds};
use noaber_domain::source::Cursor;
use std::convert::Infallible;

use server::*;

#[tokio::test]
async fn a_source_that_sends_the_same_page_for_ever_is_left() {
    let (base, log) = serve(|asked, before| {
        // The third source has other rows on each page, and no end.
        let row = match asked.path.starts_with("/eindeloos") {
            true => case(before, "2026-02-01T00:00:00Z"),
            false => case(1, "2026-02-01T00:00:00Z"),
        };
        let host = asked
            .head
            .split("host: ")
            .nth(1)
            .and_then(|h| h.split_whitespace().next())
            .unwrap_or("")
            .to_owned();
        // The first source repeats its link, the second counts it up around the same rows.
        let token = match asked.path.starts_with("/Zaak") {
            true => 7,
            false => before,
        };
        let path = asked.path.split('?').next().unwrap_or("");
        ok_json(&format!(
            r#"{{"value":[{row}],"@odata.nextLink":"http://{host}{path}?$skiptoken={token}"}}"#
        ))
    })
    .await;
    let (same, pages) = run(
        &source("tweede_kamer", &base, &[("entity", "Zaak")]),
        None,
        &fetcher(manners()),
    )
    .await;
    assert!(
        matches!(same.fault, Some(Fault::Circle { .. })),
        "{:?}",
        same.fault
    );
    assert_eq!(pages.len(), 1);
    assert!(log.lock().expect("the log").len() <= 3);
    let zaak = [("entity", "Zaak")];
    let counting = source("tweede_kamer", &format!("{base}/telt"), &zaak);
    let (counted, pages) = run(&counting, None, &fetcher(manners())).await;
    assert!(
        matches!(counted.fault, Some(Fault::Circle { .. })),
        "{:?}",
        counted.fault
    );
    assert_eq!(pages.len(), 2);
    let endless = source("tweede_kamer", &format!("{base}/eindeloos"), &zaak);
    let kind = kinds::find("tweede_kamer").expect("a kind");
    let limits = Limits { pages: 5 };
    let bounded = harvest(kind, &endless, None, &fetcher(manners()), limits, |_| {
        Ok::<_, Infallible>(true)
    })
    .await;
    assert_eq!(
        bounded.expect("no fault of storing").pages,
        5,
        "the limit of pages holds"
    );
}

#[tokio::test]
async fn pages_follow_the_next_link_and_then_the_next_entity() {
    let (base, log) = serve(|asked, _| paged(asked, &host_of(asked))).await;
    let settings = [
        ("since", "2026-01-31"),
        ("entity", "Zaak,Document,Activiteit"),
    ];
    let (run, pages) = run(
        &source("tweede_kamer", &base, &settings),
        None,
        &fetcher(manners()),
    )
    .await;
    assert_eq!(
        (run.fault, run.complete, run.pages, run.items),
        (None, true, 4, 3)
    );
    assert_eq!(keys(&pages), ["2026Z00001", "2026Z00002", "2026Z00003"]);
    let cursor = run.cursor.expect("a cursor").0;
    assert!(
        cursor.contains(r#""Zaak":"2026-02-03T00:00:00Z""#),
        "{cursor}"
    );
    let log = log.lock().expect("the log");
    assert!(
        log[0]
            .path
            .starts_with("/Zaak?$filter=ApiGewijzigdOp%20gt%202026-01-30T23:50:00Z&$orderby="),
        "{}",
        log[0].path
    );
    assert!(log[2].path.starts_with("/Document?") && log[3].path.starts_with("/Activiteit?"));
}

#[tokio::test]
async fn without_a_next_link_pages_follow_by_skip_until_a_short_one() {
    let (base, log) = serve(|asked, _| {
        let first = if asked.path.contains("$skip=4") {
            5
        } else if asked.path.contains("$skip=2") {
            3
        } else {
            1
        };
        let rows: Vec<String> = (first..(first + 2).min(6))
            .map(|n| case(n, "2026-02-01T00:00:00Z"))
            .collect();
        ok_json(&format!(r#"{{"value":[{}]}}"#, rows.join(",")))
    })
    .await;
    let settings = [("entity", "Zaak"), ("page_size", "2")];
    let (run, pages) = run(
        &source("tweede_kamer", &base, &settings),
        None,
        &fetcher(manners()),
    )
    .await;
    assert_eq!((run.fault, run.complete, run.pages), (None, true, 3));
    assert_eq!(keys(&pages).len(), 5);
    assert!(
        log.lock().expect("the log")[2]
            .path
            .ends_with("&$top=2&$skip=4")
    );
}

#[tokio::test]
async fn a_run_that_was_cut_off_resumes_at_its_cursor() {
    let (base, log) = serve(|asked, before| {
        if before == 1 {
            return ok_json("<html>");
        }
        paged(asked, &host_of(asked))
    })
    .await;
    let source = source(
        "tweede_kamer",
        &base,
        &[("since", "2026-01-01"), ("entity", "Zaak")],
    );
    let fetcher = fetcher(manners());
    let (first, pages) = run(&source, None, &fetcher).await;
    assert!(
        matches!(
            &first.fault,
            Some(Fault::Page {
                why: Unreadable::WrongType { .. },
                ..
            })
        ),
        "{:?}",
        first.fault
    );
    assert_eq!(
        keys(&pages),
        ["2026Z00001", "2026Z00002"],
        "what came before the fault was handed over"
    );
    assert_eq!(
        pages[0].cursor, first.cursor,
        "each page carries the cursor to store with it"
    );
    let (second, pages) = run(&source, first.cursor, &fetcher).await;
    assert!(second.complete && keys(&pages).contains(&"2026Z00003".to_owned()));
    let log = log.lock().expect("the log");
    assert_eq!(log[2].path, "/Zaak?$skiptoken=2", "it goes on at the page");
}

#[tokio::test]
async fn the_caller_can_stop_a_run_after_any_page() {
    let (base, log) = serve(|asked, _| paged(asked, &host_of(asked))).await;
    let kind = kinds::find("tweede_kamer").expect("a kind");
    let source = source("tweede_kamer", &base, &[]);
    let stopped = harvest(
        kind,
        &source,
        None,
        &fetcher(manners()),
        Limits::default(),
        |_| Ok::<_, Infallible>(false),
    )
    .await;
    let stopped = stopped.expect("no fault of storing");
    assert_eq!(
        (stopped.pages, stopped.complete, stopped.fault),
        (1, false, None)
    );
    assert_eq!(log.lock().expect("the log").len(), 1);
}

#[tokio::test]
async fn the_german_list_ends_when_its_cursor_stands_still() {
    let (base, log) = serve(|asked, _| {
        let next = if asked.path.contains("cursor=B") || asked.path.contains("cursor=A") { "B" } else { "A" };
        let entity = if asked.path.starts_with("/drucksache") { "d" } else { "v" };
        ok_json(&format!(r#"{{"cursor":"{next}","documents":[{{"id":"{entity}{next}","typ":"Vorgang","vorgangstyp":"Antrag","titel":"T {next}","datum":"2026-05-04"}}]}}"#))
    })
    .await;
    let kind = kinds::find("dip").expect("a kind");
    let source = source("dip", &base, &[]);
    let now = "2026-06-01T00:00:00Z".parse().expect("a moment");
    let client = fetcher(manners());
    let mut asked = (kind.start)(&source, None, now).expect("it starts");
    let mut last = None;
    let mut count = 0;
    // Walked by hand, without the key, as the loop would.
    while let Some(mut request) = asked.pop() {
        request.headers.clear();
        let noaber_connectors::http::Fetched::Page(page, _) =
            client.fetch(&request, 1_000.0).await.expect("a page")
        else {
            panic!("a page was expected");
        };
        let harvest = (kind.read)(&source, &page).expect("readable");
        asked.extend(harvest.next);
        last = harvest.cursor;
        count += 1;
        assert!(count < 20, "the list never ends");
    }
    assert_eq!(count, 6, "three pages of each entity");
    assert_eq!(
        last,
        Some(Cursor(
            r#"{"since":"2026-05-31T22:00:00Z","until":"2026-06-01T00:00:00Z"}"#.into()
        ))
    );
    assert!(
        log.lock().expect("the log")[5]
            .path
            .contains("/drucksache?")
    );
}

const RECORD: &str = r#"<record><recordData><gzd><originalData><meta><owmskern><identifier>kst-99-{N}</identifier></owmskern><owmsmantel><issued>2026-03-03</issued></owmsmantel><tpmeta><documenttitel>Motie {N}</documenttitel><subrubriek>Motie</subrubriek></tpmeta></meta></originalData><enrichedData><itemUrl manifestation="xml">{HOST}/kst-99-{N}.xml</itemUrl></enrichedData></gzd></recordData></record>"#;

#[tokio::test]
async fn a_search_leads_to_its_texts_and_a_missing_text_leaves_the_title() {
    let (base, log) = serve(|asked, _| {
        let xml = |body: &str| reply("200 OK", &["Content-Type: application/xml"], body);
        let host = host_of(asked);
        if asked.path.contains("kst-99-2.xml") {
            return reply("404 Not Found", &[], "fout404");
        }
        if asked.path.ends_with(".xml") {
            return xml("<officiele-publicatie><kamerstuk><dossier><dossiernummer><dossiernr>99</dossiernr></dossiernummer><titel>D</titel></dossier><stuk><stuknr>Nr. <ondernummer>1</ondernummer></stuknr><titel>MOTIE</titel><al>Tekst.</al></stuk></kamerstuk></officiele-publicatie>");
        }
        let last_page = asked.path.contains("identifier%3E%22kst-99-2");
        let numbers: &[&str] = if last_page { &["3"] } else { &["1", "2"] };
        let records: String = numbers.iter().map(|n| RECORD.replace("{N}", n).replace("{HOST}", &host)).collect();
        let more = if last_page { "" } else { "<nextRecordPosition>3</nextRecordPosition>" };
        xml(&format!("<searchRetrieveResponse><numberOfRecords>3</numberOfRecords><records>{records}</records>{more}</searchRetrieveResponse>"))
    })
    .await;
    let (run, pages) = run(
        &source("kst", &format!("{base}/sru"), &[("since", "2026-03-01")]),
        None,
        &fetcher(manners()),
    )
    .await;
    assert_eq!(
        (run.fault.clone(), run.complete),
        (None, true),
        "{:?}",
        run.fault
    );
    let items: Vec<_> = pages.iter().flat_map(|page| &page.items).collect();
    let seen: Vec<(&str, bool)> = items
        .iter()
        .map(|i| (i.key.as_str(), i.body.is_empty()))
        .collect();
    assert_eq!(
        seen,
        [
            ("kst:kst-99-1", false),
            ("kst:kst-99-2", true),
            ("kst:kst-99-3", false)
        ]
    );
    assert_eq!(run.rejected_count, 1);
    assert!(run.cursor.expect("a cursor").0.contains("\"since\""));
    assert_eq!(log.lock().expect("the log").len(), 5);
}

#[tokio::test]
async fn a_run_can_go_on_beside_others() {
    let (base, _) = serve(|asked, _| paged(asked, &host_of(asked))).await;
    let beside = tokio::spawn(async move {
        let source = source("tweede_kamer", &base, &[]);
        let (run, _) = run(&source, None, &fetcher(manners())).await;
        run.items
    });
    assert_eq!(beside.await.expect("the run ends"), 3);
}
