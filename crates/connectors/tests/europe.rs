//! Runs through the sources of Brussels and the German states against a real HTTP server: what is
//! asked in what order, what is skipped, what is called gone, and what the next run begins with.

mod server;

use noaber_connectors::Harvest;
use noaber_domain::ItemState;
use noaber_domain::source::Cursor;
use server::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn call(identifier: &str, status: &str, text: &str) -> String {
    format!(
        r#"{{"metadata":{{"identifier":["{identifier}"],"title":["Call {identifier}"],"status":["{status}"],"descriptionByte":["{text}"]}}}}"#
    )
}

fn calls(rows: &[String]) -> Vec<u8> {
    ok_json(&format!(
        r#"{{"totalResults":{},"results":[{}]}}"#,
        rows.len(),
        rows.join(",")
    ))
}

fn gone(pages: &[Harvest]) -> Vec<&str> {
    let tombstones = pages.iter().flat_map(|page| &page.tombstones);
    tombstones.map(|gone| gone.key.as_str()).collect()
}

#[tokio::test]
async fn calls_are_asked_for_by_multipart_and_page_by_page() {
    let (base, log) = serve(|asked, _| {
        let number = if asked.path.contains("pageNumber=2") {
            2
        } else {
            1
        };
        let row = call(&format!("C-{number}"), "31094502", "text");
        ok_json(&format!(r#"{{"totalResults":150,"results":[{row}]}}"#))
    })
    .await;
    let source = source("sedia", &format!("{base}/search?apiKey=OTHER"), &[]);
    let (run, pages) = run(&source, None, &fetcher(manners())).await;
    assert_eq!((run.fault, run.complete, run.pages), (None, true, 2));
    assert_eq!(keys(&pages), ["C-1", "C-2"]);
    let log = log.lock().expect("the log");
    assert!(
        log[0]
            .head
            .starts_with("post /search?apikey=sedia&text=***&pagesize=100&pagenumber=1"),
        "{}",
        log[0].head
    );
    assert!(log[0].head.contains("multipart/form-data"));
}

#[tokio::test]
async fn a_call_is_gone_only_when_two_scans_miss_it_and_the_portal_denies_it() {
    // Four days: B leaves the list, is asked for by name on the second day without it, and told to
    // be closed; C vanishes altogether; on the last day B is opened again.
    let day = Arc::new(AtomicUsize::new(0));
    let now = day.clone();
    let (base, log) = serve(move |asked, _| {
        let open = |name: &str| call(name, "31094502", "text");
        match (now.load(Ordering::SeqCst), asked.path.contains("text=***")) {
            (_, false) if asked.path.contains("%22B%22") => calls(&[call("b", "31094503", "text")]),
            (_, false) => calls(&[]),
            (0, _) => calls(&[open("A"), open("B"), open("C")]),
            (3, _) => calls(&[open("A"), open("B")]),
            _ => calls(&[open("A")]),
        }
    })
    .await;
    let source = source("sedia", &format!("{base}/search"), &[]);
    let fetcher = fetcher(manners());
    let (first, _) = run(&source, None, &fetcher).await;
    day.store(1, Ordering::SeqCst);
    let (second, pages) = run(&source, first.cursor, &fetcher).await;
    assert_eq!((second.requests, gone(&pages).len()), (1, 0));
    day.store(2, Ordering::SeqCst);
    let (third, pages) = run(&source, second.cursor, &fetcher).await;
    assert_eq!(
        (third.fault, third.complete, third.requests),
        (None, true, 3)
    );
    assert_eq!(gone(&pages), ["sedia:c"]);
    let states: Vec<_> = pages.iter().flat_map(|page| &page.items).collect();
    assert_eq!(states[1].key, "sedia:b");
    assert_eq!(states[1].state, Some(ItemState::Closed));
    assert_eq!(states[1].same, ["call:B"]);
    day.store(3, Ordering::SeqCst);
    let (fourth, pages) = run(&source, third.cursor, &fetcher).await;
    let reopened = pages[0].items.iter().find(|item| item.key == "sedia:b");
    assert_eq!(reopened.and_then(|item| item.state), Some(ItemState::Open));
    assert!(fourth.cursor.expect("a cursor").0.len() < 200);
    assert_eq!(log.lock().expect("the log").len(), 6);
}

#[tokio::test]
async fn a_call_without_its_text_is_asked_for_by_name() {
    let (base, _) = serve(|asked, _| match asked.path.contains("text=***") {
        true => calls(&[r#"{"metadata":{"identifier":["A-1"],"title":["Call"]}}"#.to_owned()]),
        false => calls(&[call("A-1", "31094501", "<p>The long text</p>")]),
    })
    .await;
    let source = source("sedia", &format!("{base}/search"), &[]);
    let (run, pages) = run(&source, None, &fetcher(manners())).await;
    assert_eq!((run.fault, run.requests), (None, 2));
    assert_eq!(pages[1].items[0].body, "The long text");
    assert_eq!(pages[1].items[0].state, Some(ItemState::Planned));
}

const WORK: &str = r#"{"type":"Work","work_type":"def/ep-document-types/TEXT_ADOPTED","identifier":"{N}","title_dcterms":{"en":"Text {N}"}}"#;

#[tokio::test]
async fn feeds_of_the_parliament_lead_to_records_in_batches_and_a_silent_feed_is_passed_over() {
    let (base, log) = serve(|asked, _| {
        let path = asked.path.as_str();
        if path.starts_with("/adopted-texts/feed") {
            let rows: Vec<String> = (0..10)
                .map(|n| format!(r#"{{"type":"Work","identifier":"TA-10-2026-{n:04}"}}"#))
                .collect();
            let page = format!(r#"{{"data":[{}]}}"#, rows.join(","));
            return reply(
                "200 OK",
                &["Content-Type: application/json", "ETag: \"1\""],
                &page,
            );
        }
        if let Some(ids) = path.strip_prefix("/adopted-texts/") {
            let ids = ids.split('?').next().unwrap_or_default();
            let rows: Vec<String> = ids.split(',').map(|id| WORK.replace("{N}", id)).collect();
            return ok_json(&format!(r#"{{"data":[{}]}}"#, rows.join(",")));
        }
        match path.starts_with("/plenary-documents") {
            true => reply("404 Not Found", &[], "nothing"),
            false => reply("204 No Content", &[], ""),
        }
    })
    .await;
    let source = source("europarl", &base, &[]);
    let fetcher = fetcher(manners());
    let (first, pages) = run(&source, None, &fetcher).await;
    assert_eq!((first.fault, first.complete, first.items), (None, true, 10));
    assert_eq!(
        first.rejected_count, 1,
        "the feed that answered 404 is told"
    );
    assert_eq!(pages.iter().map(|page| page.items.len()).max(), Some(8));
    let asked = log.lock().expect("the log").len();
    // Six feeds and lists, and two batches.
    assert_eq!(asked, 8);
    let (second, _) = run(&source, first.cursor, &fetcher).await;
    assert!(
        second.complete && second.items < 10,
        "what is known is not read again at once"
    );
    let log = log.lock().expect("the log");
    assert!(
        log.iter()
            .all(|asked| !asked.head.contains("if-none-match")),
        "an unchanged feed would end the run before the other feeds"
    );
}

#[tokio::test]
async fn a_feed_that_ends_a_run_comes_last_in_the_next() {
    let (base, log) = serve(|asked, _| match asked.path.starts_with("/procedures") {
        true => reply("503 Service Unavailable", &[], "too slow"),
        false => ok_json(r#"{"data":[]}"#),
    })
    .await;
    let source = source("europarl", &base, &[("feeds", "procedures,adopted-texts")]);
    let fetcher = fetcher(manners());
    let (first, _) = run(
        &source,
        Some(Cursor(r#"{"at":"procedures"}"#.into())),
        &fetcher,
    )
    .await;
    assert!(first.fault.is_some() && first.pages == 1);
    let log = log.lock().expect("the log");
    assert!(
        log[0]
            .path
            .starts_with("/adopted-texts/feed?timeframe=one-week"),
        "{}",
        log[0].path
    );
    assert!(log[0].path.contains("format=application%2Fld%2Bjson"));
}

fn initiative(number: usize, status: &str) -> String {
    format!(
        r#"{{"id":{number}.0,"shortTitle":"Initiative {number}","currentStatuses":[{{"receivingFeedbackStatus":"{status}","isCurrent":true}}]}}"#
    )
}

#[tokio::test]
async fn initiatives_come_with_their_details_or_as_the_list_tells_them() {
    let (base, log) = serve(|asked, _| {
        let path = asked.path.as_str();
        let list = |rows: &[String]| {
            ok_json(&format!(
                r#"{{"initiativeResultDtoPage":{{"totalPages":2.0,"content":[{}]}}}}"#,
                rows.join(",")
            ))
        };
        if path.contains("page=0") {
            return list(&[initiative(7, "OPEN"), initiative(8, "DISABLED")]);
        }
        if path.contains("page=1") {
            return list(&[initiative(9, "UPCOMING")]);
        }
        match path.contains("/7?") {
            true => {
                ok_json(r#"{"id":7.0,"shortTitle":"Initiative 7","dossierSummary":"<p>Why</p>"}"#)
            }
            false => reply("400 Bad Request", &[], r#"{"message":"bad_request"}"#),
        }
    })
    .await;
    let source = source("have_your_say", &base, &[]);
    let (run, pages) = run(&source, None, &fetcher(manners())).await;
    assert_eq!(
        (run.fault, run.complete, run.rejected_count),
        (None, true, 1)
    );
    let items: Vec<_> = pages.iter().flat_map(|page| &page.items).collect();
    let told: Vec<(&str, &str)> = items
        .iter()
        .map(|i| (i.key.as_str(), i.body.as_str()))
        .collect();
    assert_eq!(told, [("hys:7", "Why"), ("hys:9", "")]);
    assert_eq!(items[1].state, Some(ItemState::Planned));
    let cursor = run.cursor.expect("a cursor");
    assert_eq!(cursor.0, r#"{"page":0,"known":9,"top":0}"#);
    let log = log.lock().expect("the log");
    assert!(
        log[0].path.contains("size=100&language=EN"),
        "{}",
        log[0].path
    );
}

fn rows(variables: &str, bindings: &str) -> Vec<u8> {
    ok_json(&format!(
        r#"{{"head":{{"vars":[{variables}]}},"results":{{"bindings":[{bindings}]}}}}"#
    ))
}

#[tokio::test]
async fn acts_are_looked_for_day_by_day_and_come_with_their_text() {
    let (base, log) = serve(|asked, before| {
        let path = asked.path.as_str();
        if path.starts_with("/resource/celex/") {
            return match path.contains("32026L0001") {
                true => reply("200 OK", &["Content-Type: application/xhtml+xml"], "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>Artikel 1</p></body></html>"),
                false => reply("300 Multiple Choices", &[], "DOC_1 DOC_2"),
            };
        }
        if path.contains("VALUES") {
            let fact = |celex: &str| format!(
                r#"{{"celex":{{"value":"{celex}"}},"date":{{"value":"2026-05-20"}},"field":{{"value":"title"}},"value":{{"value":"Titel {celex}"}},"lang":{{"value":"NLD"}}}}"#
            );
            return rows(r#""celex","field""#, &[fact("32026L0001"), fact("52026PC0002")].join(","));
        }
        let works = r#"{"work":{"value":"http://example.org/1"},"celex":{"value":"32026L0001"}},{"work":{"value":"http://example.org/2"},"celex":{"value":"52026PC0002"}}"#;
        rows(r#""work","celex","modified""#, if before == 0 { works } else { "" })
    })
    .await;
    let address = format!("{base}/webapi/rdf/sparql");
    let source = source("cellar", &address, &[("window", "2")]);
    let (run, pages) = run(&source, None, &fetcher(manners())).await;
    assert_eq!((run.fault, run.complete), (None, true));
    let items: Vec<_> = pages.iter().flat_map(|page| &page.items).collect();
    let told: Vec<(&str, &str)> = items
        .iter()
        .map(|i| (i.key.as_str(), i.body.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("cellar:32026L0001", "Artikel 1"),
            ("cellar:52026PC0002", "")
        ]
    );
    assert_eq!(items[1].same, ["celex:52026PC0002", "com-2026-2"]);
    let cursor = run.cursor.expect("a cursor").0;
    assert!(
        !cursor.contains("day") && cursor.contains("began"),
        "{cursor}"
    );
    let log = log.lock().expect("the log");
    // Three days, one question for facts, two texts.
    assert_eq!(log.len(), 6);
    assert!(
        log[2].head.contains("accept-language: nld"),
        "{}",
        log[2].head
    );
}

#[tokio::test]
async fn state_parliaments_are_read_page_by_page() {
    let block = |n: usize| {
        format!(
            r#"<div class="ps-vorgang"><p class="ps-titel"><a aria-controls="ps-detail-NW_V{n}_D{n}"><span>Vorgang {n}</span></a></p><p class="ps-dokument"><a href="https://example.org/{n}.pdf"><span>Drucksache 18/{n}</span></a><span>NRW</span><span>Antrag; 29.04.2026</span></p></div>"#
        )
    };
    let (base, log) = serve(move |asked, _| {
        let numbers = if asked.path.contains("page=0") {
            1..51
        } else {
            51..53
        };
        let blocks: String = numbers.map(block).collect();
        let page =
            format!("<!DOCTYPE html><html><body><div id=\"iTreffer\">{blocks}</div></body></html>");
        reply("200 OK", &["Content-Type: text/html;charset=UTF-8"], &page)
    })
    .await;
    let source = source(
        "parlamentsspiegel",
        &format!("{base}/suche"),
        &[("land", "NDS")],
    );
    let (run, _) = run(&source, None, &fetcher(manners())).await;
    assert_eq!((run.fault, run.complete, run.items), (None, true, 52));
    assert!(
        run.cursor
            .is_some_and(|cursor| cursor.0.contains(r#""page":0"#))
    );
    let log = log.lock().expect("the log");
    assert!(
        log[0].path.contains("qyHerk=NDS") && log[0].path.contains("size=50&page=0"),
        "{}",
        log[0].path
    );
}
