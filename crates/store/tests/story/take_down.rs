//! Taking an item down, and letting it come again. The story begins in `main.rs`.

use crate::*;
use noaber_store::TAKEN_DOWN;

/// A word that stands nowhere else.
const MARK: &str = "kwikstaartbrug";

fn secret(title: &str) -> Item {
    Item {
        same: vec!["kst-9-9".into()],
        actors: vec![format!("Fractie {MARK}")],
        ..item("tk:geheim", title, &format!("De {MARK} over het spoor."))
    }
}

/// Everything that an export of the region writes.
fn exported(store: &Store) -> String {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    export(store, &id("twente"), &out, now(), |_, _| {}).unwrap();
    let files = std::fs::read_dir(&out).unwrap();
    files
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect()
}

fn with_secret(store: &Store) -> (RegionId, ItemId) {
    let region = with_papers(store);
    take(
        store,
        &[secret(&format!("Motie over de {MARK}"))],
        &[],
        "c3",
    );
    take(
        store,
        &[secret(&format!("Gewijzigde motie over de {MARK}"))],
        &[],
        "c4",
    );
    let reader = store.reader().unwrap();
    let item = reader.item_named("kst-9-9").unwrap().unwrap();
    let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
    let mut found = [
        signal(item.0, "spoor", 0.9, Tier::Act),
        signal(item.0, "arbeid", 0.4, Tier::Know),
    ];
    for one in &mut found {
        one.passages[0].text = format!("Gewijzigde motie over de {MARK}");
        one.reasons[0].words = vec![MARK.into()];
    }
    change.keep_signals(&region, &[item], &found).unwrap();
    change
        .keep_vectors("m", vec![(item, LedgerNumber(6), vec![1, 2, 3])])
        .unwrap();
    change.commit().unwrap();
    let filter = SignalFilter {
        dossier: Some(id("spoor")),
        ..SignalFilter::default()
    };
    let card = reader
        .signals(&region, &filter, date(2025, 10, 2))
        .unwrap()
        .rows
        .remove(0);
    let act = Triage::Judged {
        verdict: Verdict::Act,
        why: "bellen".into(),
    };
    let mut change = store.change(&Who("adviseur".into()), "", now()).unwrap();
    change.set_triage(&region, &card, &act).unwrap();
    change.commit().unwrap();
    while let Some(counts) = reader.count_words(100).unwrap() {
        let mut change = store.change(&Who::desk(), "words", now()).unwrap();
        change.keep_words(counts).unwrap();
        change
            .keep_word_vectors("m", Language::Nl, vec![(MARK.into(), vec![1])])
            .unwrap();
        change.commit().unwrap();
    }
    (region, item)
}

#[test]
fn what_is_taken_down_leaves_no_word_and_does_not_come_back() {
    on_every_engine(|store| {
        let (region, item) = with_secret(store);
        let ask = SearchAsk {
            words: MARK.into(),
            ..SearchAsk::default()
        };
        let reader = store.reader().unwrap();
        assert_eq!(reader.search(&region, &ask).unwrap().count, 1);
        assert!(exported(store).contains(MARK));
        let end = reader.ledger_end().unwrap();

        let mut change = store
            .change(&Who("griffie".into()), "persoonsgegevens", now())
            .unwrap();
        let done = change.take_down(item).unwrap();
        change.commit().unwrap();
        assert_eq!(
            (done.items, done.versions, done.names, done.signals),
            (1, 2, 2, 2)
        );
        assert_eq!(
            reader.ledger_end().unwrap().0,
            end.0 + 1,
            "its numbers stay"
        );
        assert_eq!(reader.search(&region, &ask).unwrap().count, 0);
        assert!(!exported(store).to_lowercase().contains(MARK));
        let filter = SignalFilter::default();
        let cards = reader
            .signals(&region, &filter, date(2025, 10, 2))
            .unwrap()
            .rows;
        assert_eq!(cards.len(), 1, "the verdict stays");
        assert_eq!(cards[0].triage.verdict(), Some(Verdict::Act));
        assert!(cards[0].signal.passages.is_empty() && cards[0].item.title.is_empty());
        assert!(reader.vectors("m", 0, 9).unwrap().is_empty());
        assert!(reader.word_vectors("m", Language::Nl).unwrap().is_empty());
        let words = reader.vocabulary(Language::Nl, 0, 10_000).unwrap();
        assert!(words.iter().any(|word| word.word.contains("spoor")));
        assert!(words.iter().all(|word| !word.word.contains(MARK)));
        assert!(reader.item(item).unwrap().is_none() && reader.versions(item).unwrap().is_empty());
        let head = reader.item_head(item).unwrap().unwrap();
        assert_eq!(head.gone.as_deref(), Some(TAKEN_DOWN));
        let told = &reader.history("item", &item.to_string(), 1).unwrap()[0];
        assert_eq!(
            (told.who.as_str(), told.why.as_str()),
            ("griffie", "persoonsgegevens")
        );
        assert!(
            check(store).unwrap().iter().all(|f| f.fine),
            "{:?}",
            check(store)
        );

        let under_another_name = Item {
            same: vec!["kst-9-9".into()],
            ..item_of("dip:77")
        };
        let again = take(store, &[secret(MARK), under_another_name], &[], "c5");
        assert_eq!((again.added, again.changed, again.same), (0, 0, 2));
        assert!(!exported(store).contains(MARK));
        let refused = reader.refusal_named("tk:geheim").unwrap().unwrap();
        assert_eq!((refused.item, refused.names.len()), (item, 2));

        let mut change = store
            .change(&Who("griffie".into()), "vergissing", now())
            .unwrap();
        assert!(change.lift_take_down(item).unwrap());
        change.commit().unwrap();
        assert_eq!(take(store, &[secret(MARK)], &[], "c6").added, 1);
        let anew = reader.item_named("kst-9-9").unwrap().unwrap();
        assert!(anew > item, "it comes under a new number");
        assert!(check(store).unwrap().iter().all(|f| f.fine));
    });
}

fn item_of(key: &str) -> Item {
    item(key, &format!("De {MARK}"), "")
}

#[test]
fn after_clearing_up_no_file_of_the_database_holds_a_word_of_it() {
    for database in databases() {
        let store = Store::open(&database.address, now()).unwrap();
        let (_, item) = with_secret(&store);
        let Some(file) = store.file().map(std::path::Path::to_owned) else {
            assert!(store.purge().unwrap());
            continue;
        };
        let mut change = store.change(&Who("griffie".into()), "", now()).unwrap();
        change.take_down(item).unwrap();
        change.commit().unwrap();
        assert!(store.purge().unwrap(), "nobody else reads");
        let folder = std::fs::read_dir(file.parent().unwrap()).unwrap();
        for found in folder {
            let bytes = std::fs::read(found.unwrap().path()).unwrap();
            for piece in [
                &MARK.as_bytes()[..9],
                b"kwikstaart",
                b"tk:geheim",
                b"kst-9-9",
            ] {
                let holds = bytes
                    .windows(piece.len())
                    .any(|w| w.eq_ignore_ascii_case(piece));
                assert!(!holds, "{} is still there", String::from_utf8_lossy(piece));
            }
        }
        assert!(check(&store).unwrap().iter().all(|f| f.fine));
    }
}
