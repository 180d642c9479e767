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
    for path in ["/items/2?lang=nl", "/", "/signals", "/search?q=grenzraum"] {
        assert!(!desk.get(path).body.contains(&title), "{path}");
    }
}
