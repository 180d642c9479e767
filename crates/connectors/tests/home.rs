//! Official publications and councils: that a run goes the whole way through each service, moves its
//! cursor only past what was stored, and reads no paper twice.

mod server;

use noaber_connectors::{Extract, Fault, Fetcher, Harvest, Manners, kinds, read_recording};
use noaber_domain::source::Cursor;
use noaber_domain::{Item, ItemKind, ItemState, Relation};
use serde_json::json;
use server::{fetcher, manners, ok_json, reply, run, serve, source};
use std::path::Path;

fn items(pages: &[Harvest]) -> Vec<&Item> {
    pages.iter().flat_map(|page| &page.items).collect()
}

fn last_cursor(pages: &[Harvest]) -> Option<Cursor> {
    pages
        .iter()
        .filter_map(|page| page.cursor.clone())
        .next_back()
}

/// A fetcher that takes every file for text.
fn reader() -> Fetcher {
    fetcher(Manners {
        extract: Extract::new(|bytes| Ok(format!("Tekst van {} bytes.", bytes.len()))),
        ..manners()
    })
}

fn record(seq: u64, op: &str, entity: &str, payload: &str) -> String {
    let payload = if payload.is_empty() {
        String::new()
    } else {
        format!(",\"payload\":{payload}")
    };
    format!(
        "{{\"seq\":{seq},\"op\":\"{op}\",\"entity_id\":\"{entity}\",\"source_key\":\"proef\"{payload}}}\n"
    )
}

const STATUS: &str = r#"{"suppliers":[],"sources":[{"sourceKey":"proef","state":"failing","lastSuccessAt":"2026-08-05T00:00:00Z","lastErrorMessage":"blocked","coverage":{"missingDocuments":3,"supplierDocuments":10,"windowFrom":"2026-01-01","windowTo":"2026-02-01"}}]}"#;

#[tokio::test]
async fn a_council_is_read_whole_and_then_by_its_changes() {
    let (base, log) = serve(|asked, _| {
        let path = asked.path.as_str();
        let lines = |more: &str, next: &str, body: String| {
            let next = format!("X-Next-Cursor: {next}");
            let more = format!("X-Has-More: {more}");
            reply("200 OK", &["Content-Type: application/x-ndjson", &next, &more, "X-Changes-Cursor: 7"], &body)
        };
        if path.starts_with("/api/status") {
            return ok_json(STATUS);
        }
        if path.contains("/entities/") {
            return match path.contains("%3A2") {
                true => reply("404 Not Found", &[], "{}"),
                false => ok_json(r##"{"entityId":"document:notubiz:gemeente:proef:1","markdownText":"# Kop\n\nDe trein rijdt."}"##),
            };
        }
        if path.contains("changes") && path.contains("cursor=9") {
            return lines("false", "9", String::new());
        }
        if path.contains("changes") {
            return lines("false", "9", record(8, "delete", "document:notubiz:gemeente:proef:1", ""));
        }
        match path.contains("cursor=") {
            false => {
                let new = r#"{"name":"Stuk een","last_discussed_at":"2099-01-01T10:00:00Z"}"#;
                let old = r#"{"name":"Oud stuk","last_discussed_at":"2001-01-01T10:00:00Z"}"#;
                let body = record(1, "upsert", "document:notubiz:gemeente:proef:1", new)
                    + &record(2, "upsert", "document:notubiz:gemeente:proef:0", old);
                lines("true", "document:x", body)
            }
            true => {
                let new = r#"{"name":"Stuk twee"}"#;
                lines("false", "meeting:y", record(3, "upsert", "document:notubiz:gemeente:proef:2", new))
            }
        }
    })
    .await;
    let of = source("open_besluitvorming", &base, &[("organisation", "proef")]);
    let fetcher = fetcher(manners());
    let (first, pages) = run(&of, None, &fetcher).await;
    assert!(first.complete, "{:?}", first.fault);
    let titles: Vec<&str> = items(&pages)
        .iter()
        .map(|item| item.title.as_str())
        .collect();
    assert_eq!(
        titles,
        ["Stuk een", "Stuk twee"],
        "the old paper is passed over"
    );
    assert_eq!(items(&pages)[0].body, "Kop\nDe trein rijdt.");
    assert_eq!(
        items(&pages)[1].body,
        "",
        "its text is not there, its title is"
    );
    assert_eq!(pages.iter().flat_map(|page| &page.tombstones).count(), 1);
    let told: Vec<&str> = first.rejected.iter().map(|r| r.fault.as_str()).collect();
    assert!(
        told[0].contains("failing") && told[0].contains("blocked"),
        "{told:?}"
    );
    assert!(told[1].contains("3 of 10"), "{told:?}");
    let asked = log.lock().expect("the log").len();
    let (second, pages) = run(&of, last_cursor(&pages), &fetcher).await;
    assert!(
        second.complete && items(&pages).is_empty(),
        "{:?}",
        second.fault
    );
    assert!(
        second
            .cursor
            .as_ref()
            .is_some_and(|c| c.0.contains("\"changes\":\"9\"")),
        "{:?}",
        second.cursor
    );
    assert_eq!(
        log.lock().expect("the log").len() - asked,
        2,
        "the state and one page of changes"
    );
}

#[tokio::test]
async fn a_search_over_all_councils_brings_papers_with_their_text() {
    let (base, log) = serve(|asked, _| match asked.path.as_str() {
        path if path.starts_with("/api/search") => ok_json(r#"{"results":[{"entityId":"document:notubiz:gemeente:elders:5","title":"Over Twente","sortDate":"2026-05-07 00:00:00"}],"hasMore":false}"#),
        path if path.contains("/entities/") => ok_json(r#"{"entityId":"document:notubiz:gemeente:elders:5","markdownText":"Twente en de rest"}"#),
        _ => reply("500 Internal Server Error", &[], "{}"),
    })
    .await;
    let of = source("open_besluitvorming", &base, &[("query", "Twente spoor")]);
    let (done, pages) = run(&of, None, &fetcher(manners())).await;
    assert!(
        done.complete,
        "without its state a search goes on: {:?}",
        done.fault
    );
    assert_eq!(items(&pages)[0].body, "Twente en de rest");
    let log = log.lock().expect("the log");
    assert!(
        log.iter()
            .any(|asked| asked.path.contains("query=Twente+spoor"))
    );
}

#[tokio::test]
async fn a_busy_reader_is_waited_for() {
    let (base, log) =
        serve(
            |asked, before| match (asked.path.starts_with("/api/status"), before) {
                (true, _) => ok_json(STATUS),
                (false, 1) => reply(
                    "429 Too Many Requests",
                    &["Retry-After: 1"],
                    r#"{"code":"rate_limited"}"#,
                ),
                _ => reply(
                    "200 OK",
                    &[
                        "Content-Type: application/x-ndjson",
                        "X-Has-More: false",
                        "X-Changes-Cursor: 1",
                        "X-Next-Cursor: x",
                    ],
                    "",
                ),
            },
        )
        .await;
    let of = source("open_besluitvorming", &base, &[("organisation", "proef")]);
    let start = std::time::Instant::now();
    let (done, _) = run(&of, None, &fetcher(manners())).await;
    assert!(done.complete, "{:?}", done.fault);
    assert!(start.elapsed() >= std::time::Duration::from_secs(1));
    assert!(log.lock().expect("the log").len() >= 4);
}

#[tokio::test]
async fn notubiz_is_walked_meeting_by_meeting_and_no_paper_is_read_twice() {
    let meeting = |id: u32, version: u32| {
        json!({ "meeting": { "id": id, "plannings": [{ "start_date": "2026-06-16 19:30:00" }],
            "attributes": [{ "id": 1, "value": format!("Raad {id}") }],
            "documents": [{ "id": id + 100, "title": "Stuk", "version": version }], "agenda_items": [] } })
        .to_string()
    };
    let (base, log) = serve(move |asked, before| {
        let path = asked.path.split('?').next().unwrap_or("");
        match path {
            "/events" => ok_json(
                r#"{"events":[{"id":1},{"id":2},{"id":3}],"pagination":{"has_more_pages":false}}"#,
            ),
            "/events/meetings/2" => reply("403 Forbidden", &[], "{}"),
            "/events/meetings/1" => ok_json(&meeting(1, if before > 8 { 2 } else { 1 })),
            "/events/meetings/3" => ok_json(&meeting(3, 1)),
            "/modules/6/items" => ok_json(r#"{"items":[]}"#),
            "/document/101/1" | "/document/101/2" => {
                reply("200 OK", &["Content-Type: application/pdf"], "%PDF-1.7 x")
            }
            _ => reply("400 Bad Request", &[], "token"),
        }
    })
    .await;
    let of = source(
        "notubiz",
        &base,
        &[("organisation", "275"), ("modules", "6")],
    );
    let fetcher = reader();
    let (first, pages) = run(&of, None, &fetcher).await;
    assert!(first.complete, "{:?}", first.fault);
    let found: Vec<(&str, &str)> = items(&pages)
        .iter()
        .map(|i| (i.key.as_str(), i.body.as_str()))
        .collect();
    assert!(
        found.contains(&("notubiz:document:101", "Tekst van 10 bytes.")),
        "{found:?}"
    );
    assert!(
        found.contains(&("notubiz:document:103", "")),
        "its title at least: {found:?}"
    );
    assert!(found.iter().any(|(key, _)| *key == "notubiz:meeting:1"));
    assert_eq!(
        first.rejected_count, 2,
        "a closed meeting and a closed paper are told"
    );
    let files = |log: &server::Log| {
        log.lock()
            .expect("the log")
            .iter()
            .filter(|a| a.path.starts_with("/document/"))
            .count()
    };
    assert_eq!(files(&log), 2);
    let (second, pages) = run(&of, last_cursor(&pages), &fetcher).await;
    assert!(second.complete, "{:?}", second.fault);
    assert_eq!(
        files(&log),
        3,
        "only the paper with a new version is read again"
    );
    assert!(
        items(&pages)
            .iter()
            .any(|item| item.key == "notubiz:document:101")
    );
}

#[tokio::test]
async fn gemeente_oplossingen_is_asked_for_weeks_and_each_paper_once() {
    let (base, log) = serve(|asked, _| match asked.path.as_str() {
        path if path.starts_with("/api/v1/meetings?date_from=") => ok_json(r#"[{"id":1,"date":"2026-06-14","items":[],"documents":[{"id":5,"filename":"Stuk.pdf"}]}]"#),
        "/api/v1/meetings/1/documents/5" => reply("200 OK", &["Content-Type: application/pdf"], "%PDF-1.7 x"),
        _ => reply("404 Not Found", &[], ""),
    })
    .await;
    let of = source(
        "gemeente_oplossingen",
        &format!("{base}/api"),
        &[("organisation", "proef")],
    );
    let fetcher = reader();
    let (first, pages) = run(&of, None, &fetcher).await;
    assert!(first.complete, "{:?}", first.fault);
    assert!(
        items(&pages)
            .iter()
            .any(|item| item.body == "Tekst van 10 bytes.")
    );
    let (second, pages) = run(&of, last_cursor(&pages), &fetcher).await;
    assert!(
        second.complete && items(&pages).len() == 1,
        "{:?}",
        second.fault
    );
    assert_eq!(log.lock().expect("the log").len(), 3);
}

const RECORD: &str = "<record><identifier>ID</identifier><title>Titel</title><publicatienaam>NAAM</publicatienaam><dossiernummer>99010</dossiernummer><ondernummer>D</ondernummer><itemUrl manifestation=\"FORM\">BASE/ID.FORM</itemUrl></record>";

#[tokio::test]
async fn publications_come_with_the_best_text_there_is() {
    let (base, log) = serve(|asked, _| {
        let host = server::host_of(asked);
        let one = |id: &str, name: &str, form: &str| {
            RECORD.replace("ID", id).replace("NAAM", name).replace("FORM", form).replace("BASE", &host)
        };
        let xml = |body: String| reply("200 OK", &["Content-Type: application/xml"], &body);
        match asked.path.as_str() {
            "/stcrt-2026-1.xml" => xml("<officiele-publicatie><staatscourant><al>Artikel 1.</al><al>Zie COM(2021) 206.</al></staatscourant></officiele-publicatie>".into()),
            "/gmb-2026-2.html" => reply("200 OK", &["Content-Type: text/html"], "<!DOCTYPE html><html><head><title>x</title></head><body><p>Het plan ligt ter inzage.</p></body></html>"),
            "/kst-9900009.pdf" => reply("200 OK", &["Content-Type: application/pdf"], "%PDF-1.7 x"),
            path if path.starts_with("/sru") => xml(format!(
                "<searchRetrieveResponse><numberOfRecords>4</numberOfRecords><records>{}{}{}{}</records></searchRetrieveResponse>",
                one("stcrt-2026-1", "Staatscourant", "xml"),
                one("gmb-2026-2", "Gemeenteblad", "html"),
                one("kst-9900009", "Kamerstuk", "pdf"),
                one("stb-2026-3", "Staatsblad", "xml"),
            )),
            _ => reply("200 OK", &["Content-Type: text/html"], "<html>Fout 404</html>"),
        }
    })
    .await;
    let of = source(
        "koop_sru",
        &format!("{base}/sru"),
        &[
            (
                "publications",
                "Staatscourant, Blad gemeenschappelijke regeling",
            ),
            ("creators", "Ens\"chede"),
            ("by", "both"),
            ("since", "2026-03-01"),
        ],
    );
    let (done, pages) = run(&of, None, &reader()).await;
    assert!(done.complete, "{:?}", done.fault);
    let found = items(&pages);
    let bodies: Vec<&str> = found.iter().map(|item| item.body.as_str()).collect();
    assert_eq!(
        bodies,
        [
            "Artikel 1.\nZie COM(2021) 206.",
            "Het plan ligt ter inzage.",
            "Tekst van 10 bytes.",
            ""
        ]
    );
    assert_eq!(found[2].key, "kst:kst-9900009");
    assert_eq!(found[2].same, ["kst-9900009", "kst-99010-d"]);
    assert!(
        found[0].links.iter().any(|link| link.to == "com-2021-206"),
        "{:?}",
        found[0].links
    );
    assert_eq!((done.rejected_count, found[3].kind), (1, ItemKind::Law));
    let query = log.lock().expect("the log")[0].path.clone();
    for part in [
        "%28w.publicatienaam%3D%3D%22Staatscourant%22%20OR%20w.publicatienaam%3D%3D%22Blad%20gemeenschappelijke%20regeling%22%29",
        "dt.creator%3D%3D%22Enschede%22",
        "%28dt.modified%3E%3D2026-03-01%20OR%20dt.issued%3E%3D2026-03-01%29",
    ] {
        assert!(query.contains(part), "{part} in {query}");
    }
    assert!(done.cursor.is_some());
}

#[test]
fn a_source_without_the_settings_it_needs_does_not_start() {
    for kind in ["koop_sru", "open_besluitvorming", "notubiz"] {
        let of = source(kind, "https://example.org", &[]);
        let start = kinds::find(kind).expect("a kind").start;
        let fault = start(&of, None, jiff::Timestamp::UNIX_EPOCH).expect_err("no settings");
        assert!(matches!(fault, Fault::Setting { .. }), "{kind}: {fault}");
    }
    let start = kinds::find("maildrop").expect("a kind").start;
    let web = source("maildrop", "https://example.org", &[]);
    assert!(matches!(
        start(&web, None, jiff::Timestamp::UNIX_EPOCH),
        Err(Fault::Refused { .. })
    ));
}

#[test]
fn recorded_answers_of_councils_are_read_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/nl/councils");
    if !folder.exists() {
        println!("skipped: ../shared/data/nl/councils is not here");
        return;
    }
    let read = |kind: &str, path: &str| {
        let bytes = std::fs::read(folder.join(path)).expect("a recorded answer");
        let of = source(kind, "https://api.example.org", &[("organisation", "275")]);
        let harvest = read_recording(kinds::find(kind).expect("a kind"), &of, &bytes, path)
            .expect("readable");
        let sorts: Vec<&str> = harvest.items.iter().map(|item| item.kind.code()).collect();
        println!(
            "{path}: {} items {sorts:?}, {} rejected {:?}",
            harvest.items.len(),
            harvest.rejected.len(),
            harvest.rejected
        );
        harvest
    };
    let ours = "openbesluitvorming/payloads";
    let altena = read("notubiz", &format!("{ours}/notubiz_altena_motions.json"));
    let motion = altena
        .items
        .iter()
        .find(|item| item.kind == ItemKind::Motion)
        .expect("a motion");
    assert_eq!(motion.state, Some(ItemState::Adopted));
    assert!(motion.body.contains("Stemmen voor: 23"), "{}", motion.body);
    let alkmaar = read("notubiz", &format!("{ours}/notubiz_alkmaar_motions.json"));
    let amendment = alkmaar
        .items
        .iter()
        .find(|item| item.kind == ItemKind::Amendment && item.key.contains("motion"));
    assert_eq!(
        amendment.expect("an amendment").state,
        Some(ItemState::Rejected)
    );
    assert!(
        alkmaar
            .items
            .iter()
            .any(|item| item.links.iter().any(|link| link.what == Relation::AnnexOf))
    );
    let haarlem = read("notubiz", &format!("{ours}/notubiz_haarlem_meeting.json"));
    assert_eq!(haarlem.items.len(), 3);
    let old = "open-raadsinformatie/payloads";
    let amsterdam = read("notubiz", &format!("{old}/notubiz_meeting_amsterdam.json"));
    let meeting = amsterdam
        .items
        .iter()
        .find(|item| item.kind == ItemKind::Meeting)
        .expect("a meeting");
    assert_eq!(meeting.title, "raadscommissie Financiën");
    assert!(amsterdam.items.len() > 10);
    let meetings = read("gemeente_oplossingen", &format!("{ours}/go_meetings.json"));
    assert_eq!(meetings.items.len(), 3);
    for harvest in [altena, alkmaar, haarlem, amsterdam, meetings] {
        assert!(harvest.rejected.is_empty(), "{:?}", harvest.rejected);
    }
}
