//! What may be passed over and what ends a run: one record that is lost is told and left, records that
//! all fail are asked for again, and a look of which nothing can be used moves no cursor.

use crate::{Ask, Running, Service, json, look, reader, server, services};
use noaber_connectors::{Fault, Validators};
use noaber_testkit::Reply;

/// The Parliament of which the answers to single records, and to all that are asked for together,
/// are bent.
fn parliament(bend: impl Fn(&Ask, Reply) -> Reply + Send + Sync + 'static) -> Running {
    let all = services().into_iter();
    let mut parliament = all.filter(|service| service.kind == "europarl");
    let parliament = parliament.next().expect("it stands among the services");
    parliament.run(move |ask, reply| match is_record(&ask.path) {
        true => bend(ask, reply),
        false => reply,
    })
}

fn is_record(path: &str) -> bool {
    path.contains("/TA-10-") || path.contains("/CJ-10-")
}

fn is_batch(path: &str) -> bool {
    path.contains(',')
}

fn closed() -> Reply {
    Reply::new("403 Forbidden", "geen toegang")
}

#[tokio::test]
async fn a_door_that_is_shut_or_another_form_is_of_no_single_record() {
    let fetcher = reader(Validators::default());
    let other = |_: &Ask, _| json(r#"{"nieuw":{"vorm":[1,2,3]}}"#);
    let shut = |_: &Ask, _| closed();
    let unknown = |_: &Ask, _| Reply::new("401 Unauthorized", "wie bent u");
    for running in [parliament(other), parliament(shut), parliament(unknown)] {
        let (run, found) = look(&fetcher, &running, None).await;
        let fault = run.fault.expect("a fault");
        assert!(!fault.is_of_one_record(), "{fault}");
        assert!(!run.complete && found.is_empty(), "{found:?}");
        let cursor = run.cursor.map_or(String::new(), |cursor| cursor.0);
        assert!(
            cursor.contains(r#""seen":{}"#),
            "nothing is known: {cursor}"
        );
    }
}

#[tokio::test]
async fn when_no_record_of_a_batch_comes_it_is_not_the_records() {
    let fetcher = reader(Validators::default());
    for status in ["500 Internal Server Error", "404 Not Found"] {
        let running = parliament(move |_, _| Reply::new(status, "{}"));
        let (run, found) = look(&fetcher, &running, None).await;
        assert!(
            matches!(run.fault, Some(Fault::Status { .. })),
            "{status}: {:?}",
            run.fault
        );
        let cursor = run.cursor.map_or(String::new(), |cursor| cursor.0);
        assert!(
            found.is_empty() && cursor.contains(r#""seen":{}"#),
            "{cursor}"
        );
    }
}

#[tokio::test]
async fn records_that_are_lost_are_told_with_the_page_that_stands_in_for_them() {
    let fetcher = reader(Validators::default());
    let running = parliament(|ask, reply| {
        let lost = ask.path.contains("/TA-10-2026-0003?") || ask.path.contains("-0009?");
        match is_batch(&ask.path) || lost {
            true => Reply::new("404 Not Found", ""),
            false => reply,
        }
    });
    let (run, pages) = server::run(&running.source, None, &fetcher).await;
    assert_eq!((run.fault, run.complete), (None, true));
    let rejected = pages.iter().flat_map(|page| &page.rejected);
    let lost: Vec<&str> = rejected
        .filter(|record| !record.kept)
        .map(|record| record.record.rsplit('/').next().unwrap_or_default())
        .collect();
    assert_eq!(lost, ["TA-10-2026-0003", "TA-10-2026-0009"]);
}

#[tokio::test]
async fn a_service_that_answers_nothing_at_all_is_not_read_to_its_end() {
    let fetcher = reader(Validators::default());
    let all = services().into_iter();
    let mut parliament = all.filter(|service| service.kind == "europarl");
    let parliament = parliament.next().expect("it stands among the services");
    let running = parliament.run(|_, _| closed());
    let (run, _) = look(&fetcher, &running, None).await;
    assert!(!run.complete && run.fault.is_some(), "{:?}", run.rejected);
    let running = parliament.run(|_, _| Reply::new("404 Not Found", ""));
    let (run, _) = look(&fetcher, &running, None).await;
    assert_eq!(
        (run.fault, run.complete),
        (None, true),
        "so it is in recess"
    );
}

/// A House whose pages hold these rows, one page after the other.
const GOOD: &str = r#"{"Id":"00000000-0000-4000-8000-000000000002","Nummer":"2026Z00002","Soort":"Motie","Onderwerp":"Over sloten","ApiGewijzigdOp":"2026-02-02T10:00:00Z"}"#;
const BAD: &str =
    r#"{"Identificatie":"z","Onderwerp":"Zaak","ApiGewijzigdOp":"2026-02-01T10:00:00Z"}"#;

fn house(answer: fn(&Ask) -> Reply) -> Service {
    Service {
        kind: "tweede_kamer",
        path: "",
        settings: &[
            ("entity", "Zaak"),
            ("since", "2026-01-01"),
            ("expand", "no"),
        ],
        cursor: None,
        keys: &[],
        dated: true,
        answer,
    }
}

#[tokio::test]
async fn a_look_of_which_no_record_can_be_used_moves_no_cursor_however_few_there_are() {
    let fetcher = reader(Validators::default());
    let running = house(|_| json(&format!("{{\"value\":[{BAD}]}}"))).run(|_, reply| reply);
    let (run, pages) = server::run(&running.source, None, &fetcher).await;
    let fault = run.fault.expect("a fault");
    assert!(fault.is_change_of_form(), "{fault}");
    assert!(!run.complete && run.cursor.is_none(), "{:?}", run.cursor);
    assert!(pages.iter().all(|page| page.cursor.is_none()));
    assert_eq!((run.rejected_count, pages.len()), (1, 1), "it is told");
}

#[tokio::test]
async fn one_record_that_can_be_used_excuses_those_before_it() {
    let fetcher = reader(Validators::default());
    let paged = |ask: &Ask| match ask.path.contains("skiptoken") {
        true => json(&format!("{{\"value\":[{GOOD}]}}")),
        false => json(&format!(
            "{{\"value\":[{BAD}],\"@odata.nextLink\":\"{}/Zaak?$skiptoken=2\"}}",
            ask.host
        )),
    };
    let running = house(paged).run(|_, reply| reply);
    let (run, pages) = server::run(&running.source, None, &fetcher).await;
    assert_eq!((run.fault, run.complete), (None, true));
    assert_eq!((run.items, run.rejected_count, pages.len()), (1, 1, 2));
    assert!(pages[0].items.is_empty(), "in the order in which they came");
    assert!(pages[0].cursor.is_some() && run.cursor == pages[1].cursor);
}
