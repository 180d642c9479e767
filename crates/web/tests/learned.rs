//! What verdicts teach a dossier, on its page and on the cards: shown, counted, set aside and undone.

mod common;

use common::{Desk, Reply};
use noaber_domain::RegionId;
use std::time::{Duration, Instant};

const PAGE: &str = "/dossiers/spoor?lang=nl";
const SWITCH: &str = "/dossiers/spoor/learning";

fn region() -> RegionId {
    RegionId::new("grensland").expect("an id")
}

fn judge(desk: &Desk, id: i64, verdict: &str) -> Reply {
    let path = format!("/signals/{id}/judge");
    let form = format!("verdict={verdict}&shape=compact");
    desk.post(&path, &form, &[("HX-Request", "true")])
}

/// Waits for the thread that weighs signals anew.
fn until_weighed(desk: &Desk) {
    let since = Instant::now();
    while since.elapsed() < Duration::from_secs(20) {
        let reader = desk.store.reader().expect("a reader");
        if reader.rescorings(&region()).expect("it reads").is_empty() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("the signals were not weighed anew");
}

#[test]
fn a_verdict_says_that_the_others_are_weighed_and_the_page_says_what_was_learned() {
    let desk = Desk::local();
    assert!(
        desk.get(PAGE)
            .body
            .contains("Zodra u signalen van dit dossier beoordeelt")
    );
    let id = desk.signals[0].0;
    let bar = judge(&desk, id, "dismiss");
    assert!(
        bar.body.contains("worden opnieuw gewogen") || bar.body.contains("weighed anew"),
        "{}",
        bar.body
    );
    until_weighed(&desk);
    let page = desk.get(PAGE).body;
    for piece in [
        "Wat u bewaarde en wegdeed, telt mee",
        "1 oordeel gehoord: 1 niet voor ons",
        "Door uw oordelen:",
        "spreekt er minder voor",
        "Laat oordelen niet meetellen",
    ] {
        assert!(page.contains(piece), "{piece} is not there:\n{page}");
    }
    let part = desk.get_with(&format!("{SWITCH}?lang=nl"), &[("HX-Request", "true")]);
    assert!(part.body.contains("1 oordeel gehoord") && !part.body.contains("<html"));

    let undone = desk.post(&format!("/signals/{id}/undo"), "", &[]);
    assert_eq!(undone.status, 303);
    until_weighed(&desk);
    assert!(
        desk.get(PAGE)
            .body
            .contains("Zodra u signalen van dit dossier beoordeelt")
    );
}

#[test]
fn learning_is_set_aside_with_a_line_of_history() {
    let desk = Desk::local();
    judge(&desk, desk.signals[0].0, "act");
    until_weighed(&desk);
    let reply = desk.post(SWITCH, "learning=aside", &[]);
    assert_eq!(reply.header("location"), Some("/dossiers/spoor#learned"));
    until_weighed(&desk);
    let page = desk.get(PAGE).body;
    for piece in [
        "De oordelen op dit dossier tellen niet mee",
        "Laat oordelen weer meetellen",
        "oordelen tellen niet meer mee",
    ] {
        assert!(page.contains(piece), "{piece} is not there:\n{page}");
    }
    assert_eq!(desk.post(SWITCH, "learning=counts", &[]).status, 303);
    until_weighed(&desk);
    assert!(
        desk.get(PAGE)
            .body
            .contains("1 oordeel gehoord: 1 opgepakt")
    );
    assert_eq!(desk.post(SWITCH, "learning=misschien", &[]).status, 400);
    let nobody = desk.post("/dossiers/niemand/learning", "learning=aside", &[]);
    assert_eq!(nobody.status, 404);
}
