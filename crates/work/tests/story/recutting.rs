//! A program that cuts words otherwise than the one before it: words and signals follow, wherever it is
//! broken off. The story begins in `main.rs`.

use crate::*;
use noaber_store::views::SearchAsk;
use noaber_store::{Cutting, check};
use noaber_work::recut;

/// Words of an older program, and one signal that its analysis did not find.
const AGED_FILE: &str = "DELETE FROM item_words WHERE rowid IN (SELECT place FROM items);
    INSERT INTO item_words (rowid, title, body) SELECT place, 'nlouderwets', '' FROM items;
    UPDATE words_cut SET analysis = 0, aim = 0, place = 0;
    DELETE FROM signals WHERE item_id = 6";
const AGED_SERVER: &str = "UPDATE item_words SET words = '''nlouderwets'':1A'::text::tsvector;
    UPDATE words_cut SET analysis = 0, aim = 0, place = 0;
    DELETE FROM signals WHERE item_id = 6";

fn found(store: &Store, words: &str) -> i64 {
    let ask = SearchAsk {
        words: words.into(),
        ..SearchAsk::default()
    };
    let reader = store.reader().unwrap();
    reader.search(&ctx().region, &ask).unwrap().count
}

fn cutting(store: &Store) -> Cutting {
    store.reader().unwrap().cutting().unwrap()
}

#[test]
fn words_and_signals_follow_another_analysis_wherever_it_is_broken_off() {
    for database in databases() {
        eprintln!("on {}", database.name);
        let store = Store::open(&database.address, now()).unwrap();
        load(&store, DOSSIER);
        let line = |n: usize| {
            let subject = if n.is_multiple_of(3) {
                "Veerdienst"
            } else {
                "Spoorverbinding"
            };
            let day = format!("2025-0{}-01", 1 + n % 9);
            paper(&format!("p{n}"), &day, &format!("{subject} nummer {n}"))
        };
        let papers: Vec<String> = (0..1_200).map(line).collect();
        take(&store, &papers);
        assert_eq!(match_all(&store).added, 800);
        drop(store);
        database.tamper(AGED_FILE, AGED_SERVER);

        let store = Store::open(&database.address, now()).unwrap();
        assert!(recut::waits(&store).unwrap());
        assert_eq!((found(&store, "nummer"), titles_count(&store)), (0, 799));
        // A wish whose past the old words hide.
        let asked = [(Language::Nl, "veerdienst")];
        let title = "Over het water";
        shape_dossier::add_dossier(&store, &ctx(), title, title, Language::Nl, &asked).unwrap();
        let day = date(2025, 10, 2);
        let past = shape_dossier::backfill(&store, &ctx(), day, |_, _| true).unwrap();
        assert_eq!((past.interests, past.added), (1, 0));

        // Broken off after every portion, and each time begun by a new program.
        drop(store);
        let mut steps = 0;
        let store = loop {
            let store = Store::open(&database.address, now()).unwrap();
            if cutting(&store) == Cutting::Done {
                break store;
            }
            let words = found(&store, "nummer");
            match_items::match_items(&store, &ctx(), day, |_, _| false).unwrap();
            assert!(
                found(&store, "nummer") >= words,
                "what was found stays found"
            );
            let sound = check(&store).unwrap();
            assert!(sound.iter().all(|finding| finding.fine), "{sound:?}");
            steps += 1;
            assert!(steps < 50, "it goes on where it was");
        };
        assert!(steps > 4, "{steps} steps: words in portions, then the walk");
        assert_eq!(found(&store, "ouderwets"), 0);
        assert_eq!(found(&store, "nummer AND Veerdienst"), 400);
        assert_eq!(
            titles_count(&store),
            800 + 400,
            "nothing lost, nothing doubled"
        );
        assert!(!recut::waits(&store).unwrap());
        let again = match_all(&store);
        assert_eq!((again.walked, again.added), (0, 0));
    }
}

fn titles_count(store: &Store) -> i64 {
    let reader = store.reader().unwrap();
    let filter = SignalFilter::default();
    reader.signal_total(&ctx().region, &filter).unwrap()
}
