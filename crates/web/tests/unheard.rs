//! What *Today* says of sources that bring nothing, and what a page says of what does not go on. How a
//! source comes to be silent or failing is not tried here.

mod common;

use common::{Desk, now, pack};
use noaber_domain::{Item, ItemState, Source, SourceId, Who};
use noaber_store::{RunEnd, Taken};

/// What people read of a page.
fn words(html: &str) -> String {
    let tags = html.split('<').map(|part| match part.split_once('>') {
        Some((_, text)) => text,
        None => part,
    });
    let text = tags.collect::<Vec<_>>().concat();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A desk with one source that answers, five that fail, two that hold back and one never read.
fn mostly_deaf() -> Desk {
    let desk = Desk::local();
    let mut pack = pack();
    let first: Source = pack.sources[0].clone();
    for nr in 1..=8 {
        let mut more = first.clone();
        more.id = format!("bron-{nr}").parse().expect("an id");
        more.name = noaber_domain::Wording::of(noaber_domain::Language::Nl, format!("Bron {nr}"));
        more.address = format!("https://example.org/{nr}");
        pack.sources.push(more);
    }
    let mut change = desk
        .store
        .change(&Who::desk(), "", now())
        .expect("a change");
    change.load_region(&pack).expect("the pack is taken");
    let mut look = |id: &str, end: RunEnd| {
        let id: SourceId = id.parse().expect("an id");
        let run = change.begin_run(&id).expect("a run");
        change.end_run(&id, run, &end).expect("its end");
    };
    look(first.id.as_str(), RunEnd::Done);
    for nr in 1..=5 {
        look(&format!("bron-{nr}"), RunEnd::Failed("no answer".into()));
    }
    for nr in 6..=7 {
        look(&format!("bron-{nr}"), RunEnd::Blocked("a page".into()));
    }
    change.commit().expect("it lasts");
    desk
}

#[test]
fn today_counts_only_what_answered_and_tells_in_a_line_what_did_not() {
    let desk = mostly_deaf();
    for (lang, said) in [
        (
            "nl",
            [
                "uit 1 van 9 bronnen.",
                "5 bronnen geven een fout (Bron 1, Bron 2, Bron 3 en nog 2).",
                "Bron 6 weert ons met een controlepagina.",
                "1 bron is nog nooit gelezen (Bron 8).",
            ],
        ),
        (
            "de",
            [
                "aus 1 von 9 Quellen.",
                "5 Quellen melden einen Fehler (Bron 1, Bron 2, Bron 3 und 2 weitere).",
                "Bron 6 weist uns mit einer Prüfseite ab.",
                "1 Quelle wurde noch nie gelesen (Bron 8).",
            ],
        ),
        (
            "en",
            [
                "from 1 of 9 sources.",
                "5 sources report an error (Bron 1, Bron 2, Bron 3 and 2 more).",
                "Bron 6 holds us back with a challenge page.",
                "1 source has never been read (Bron 8).",
            ],
        ),
    ] {
        let body = words(&desk.get(&format!("/?lang={lang}")).body);
        for piece in said {
            assert!(body.contains(piece), "{piece}: {body}");
        }
        assert!(!body.contains("Bron 4"), "not every one is named: {body}");
    }
}

#[test]
fn where_every_source_answered_there_is_no_part_of_a_whole() {
    let desk = Desk::local();
    let source: SourceId = "kamer".parse().expect("an id");
    let mut change = desk
        .store
        .change(&Who::desk(), "", now())
        .expect("a change");
    let run = change.begin_run(&source).expect("a run");
    change
        .end_run(&source, run, &RunEnd::Done)
        .expect("its end");
    change.commit().expect("it lasts");
    let body = words(&desk.get("/?lang=nl").body);
    assert!(body.contains("uit 1 bron."), "{body}");
}

#[test]
fn what_was_called_off_says_so_on_its_page_and_on_its_card() {
    let desk = Desk::local();
    let reader = desk.store.reader().expect("a reader");
    let found = reader.item_by_key("proef:1").expect("it reads");
    let stored = found.expect("it is there");
    let path = format!("/items/{}", stored.head.id);
    let planned = words(&desk.get(&format!("{path}?lang=nl")).body);
    assert!(!planned.contains("Vervallen"), "{planned}");
    let off = Item {
        state: Some(ItemState::Cancelled),
        ..stored.item
    };
    let source: SourceId = "kamer".parse().expect("an id");
    let mut change = desk
        .store
        .change(&Who::desk(), "", now())
        .expect("a change");
    let run = change.begin_run(&source).expect("a run");
    let taken = Taken {
        source: &source,
        run,
        items: &[off],
        tombstones: &[],
        rejected: &[],
        cursor: None,
    };
    change.take_in(&taken).expect("it is taken");
    change.commit().expect("it lasts");
    for (lang, said, date) in [
        (
            "nl",
            "Vervallen: Vergadering ma 6 okt",
            "Vergadering ma 6 okt",
        ),
        ("de", "Abgesagt: Sitzung Mo 6. Okt.", "Sitzung Mo 6. Okt."),
        ("en", "Cancelled: Meeting Mon 6 Oct", "Meeting Mon 6 Oct"),
    ] {
        let page = desk.get(&format!("{path}?lang={lang}")).body;
        let head = page.split("<aside").next().unwrap_or_default();
        assert!(words(head).contains(said), "{said}: {page}");
        let struck = format!("<del>{date}</del>");
        assert!(page.replace('\u{a0}', " ").contains(&struck), "{page}");
        for list in ["/", "/signals"] {
            let body = words(&desk.get(&format!("{list}?lang={lang}")).body);
            assert!(body.contains(said), "{said} on {list}: {body}");
        }
    }
}
