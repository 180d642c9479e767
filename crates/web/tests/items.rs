//! The page of one paper: what its versions changed, which sources tell of it, where it went when it
//! was joined to another or taken down.

mod common;

use common::{Desk, now};
use noaber_domain::{Item, ItemState, SourceId, Who};
use noaber_store::Taken;

fn take(desk: &Desk, items: &[Item]) {
    let source: SourceId = "kamer".parse().expect("an id");
    let mut change = desk
        .store
        .change(&Who::desk(), "proef", now())
        .expect("a change");
    let run = change.begin_run(&source).expect("a run");
    let taken = Taken {
        source: &source,
        run,
        items,
        tombstones: &[],
        rejected: &[],
        cursor: None,
    };
    change.take_in(&taken).expect("items are taken");
    change.commit().expect("it lasts");
}

fn stored(desk: &Desk, key: &str) -> Item {
    let reader = desk.store.reader().expect("a reader");
    let found = reader.item_by_key(key).expect("it reads");
    found.expect("it is there").item
}

#[test]
fn what_a_version_changed_is_said_in_words() {
    let desk = Desk::local();
    let mut item = stored(&desk, "proef:1");
    item.state = Some(ItemState::Cancelled);
    item.actors.push("Lid Nieuw".into());
    take(&desk, &[item]);
    for (lang, said) in [
        ("nl", ["Vervallen", "Nieuw betrokken: Lid Nieuw"]),
        ("de", ["Abgesagt", "Neu beteiligt: Lid Nieuw"]),
        ("en", ["Cancelled", "Newly involved: Lid Nieuw"]),
    ] {
        let body = desk.get(&format!("/items/2?lang={lang}")).body;
        for piece in said {
            assert!(body.contains(piece), "{piece}: {body}");
        }
    }
    let body = desk.get("/items/1?lang=nl").body;
    assert!(body.contains("4 woorden toegevoegd"), "{body}");
}

/// The page once what was seen before it has been kept, for that is done beside the page.
fn settled(desk: &Desk, path: &str, holds: impl Fn(&str) -> bool) -> String {
    let mut body = String::new();
    for _ in 0..200 {
        body = desk.get(path).body;
        if holds(&body) {
            return body;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    panic!("{path} did not come to it: {body}");
}

/// The card of the second item, which is `proef:1`.
fn card(body: &str) -> &str {
    let mut cards = body.split("<article");
    let own = cards.find(|card| card.contains("href=\"/items/2\""));
    own.unwrap_or_else(|| panic!("no card: {body}"))
}

#[test]
fn a_card_says_what_changed_until_the_paper_was_opened() {
    let desk = Desk::local();
    let told = "Gewijzigd op";
    let mut item = stored(&desk, "proef:1");
    desk.get("/items/2");
    settled(&desk, "/signals?lang=nl", |body| !card(body).contains(told));
    item.dates[0].on = jiff::civil::date(2025, 10, 9);
    item.state = Some(ItemState::Cancelled);
    take(&desk, &[item]);
    for (lang, since, what) in [
        ("nl", "nadat het hier is bekeken", "Vervallen"),
        ("de", "nachdem es hier angesehen wurde", "Abgesagt"),
        ("en", "after it was last looked at here", "Cancelled"),
    ] {
        let body = desk.get(&format!("/signals?lang={lang}")).body;
        let card = card(&body);
        assert!(card.contains(since) && card.contains(what), "{card}");
    }
    let moved = "Verplaatst: Vergadering ma\u{a0}6\u{a0}okt → do\u{a0}9\u{a0}okt";
    for path in ["/?lang=nl", "/dossiers/spoor?lang=nl"] {
        let body = desk.get(path).body;
        assert!(body.contains(moved), "{path}: {body}");
    }
    let body = desk.get("/items/2?lang=nl").body;
    assert!(body.contains("nadat het hier is bekeken"), "{body}");
    settled(&desk, "/signals?lang=nl", |body| !card(body).contains(told));
    settled(&desk, "/items/2?lang=nl", |body| {
        !body.contains("nadat het hier is bekeken")
    });
}

#[test]
fn a_verdict_is_a_sight() {
    let desk = Desk::local();
    let mut item = stored(&desk, "proef:1");
    let list = "/signals?lang=nl";
    let id = card(&desk.get(list).body)
        .split_once("data-signal=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(id, _)| id.to_owned())
        .expect("the card has a number");
    desk.post(&format!("/signals/{id}/judge"), "verdict=watch", &[]);
    item.title = "Een andere titel over het spoor".into();
    take(&desk, &[item]);
    let body = desk.get(list).body;
    assert!(card(&body).contains("nadat het hier is bekeken"), "{body}");
}

#[test]
fn a_paper_of_two_sources_names_both_and_the_joined_one_leads_to_it() {
    let desk = Desk::local();
    let (mut one, mut two) = (stored(&desk, "proef:1"), stored(&desk, "proef:2"));
    assert!(
        !desk
            .get("/items/2?lang=nl")
            .body
            .contains("Bronnen van dit stuk")
    );
    one.same = vec!["kst-1".into()];
    two.same = vec!["kst-1".into()];
    take(&desk, &[one, two]);
    let body = desk.get("/items/2?lang=nl").body;
    assert!(body.contains("Bronnen van dit stuk"), "{body}");
    assert!(body.contains("herkend als hetzelfde stuk"), "{body}");
    let joined = desk.get("/items/3");
    assert_eq!(
        (joined.status, joined.header("location")),
        (303, Some("/items/2"))
    );
}

#[test]
fn a_paper_that_was_taken_down_says_so_and_shows_none_of_it() {
    let desk = Desk::local();
    let item = desk.store.reader().expect("a reader").item_named("proef:1");
    let item = item.expect("it reads").expect("it is there");
    let title = stored(&desk, "proef:1").title;
    let who = Who("griffie".into());
    let mut change = desk
        .store
        .change(&who, "op verzoek", now())
        .expect("a change");
    change.take_down(item).expect("it goes");
    change.commit().expect("it lasts");
    let reply = desk.get("/items/2?lang=nl");
    assert_eq!(reply.status, 200);
    for piece in ["De tekst is verwijderd", "griffie", "op verzoek"] {
        assert!(reply.body.contains(piece), "{piece}: {}", reply.body);
    }
    assert!(
        !reply.body.contains("De bron gaf geen tekst"),
        "its text was taken down, not left out by its source"
    );
    for path in ["/items/2?lang=nl", "/", "/signals", "/search?q=grenzraum"] {
        assert!(!desk.get(path).body.contains(&title), "{path}");
    }
}
