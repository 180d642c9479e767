//! Words that an older program cut otherwise are cut anew, while everything goes on. The story begins
//! in `main.rs`.

use crate::*;
use noaber_store::Cutting;
use noaber_testkit::TestDatabase;

/// What an older program left: other words, and nothing that says by which analysis they were cut.
fn age(database: &TestDatabase) {
    let mark = "UPDATE words_cut SET analysis = 0, aim = 0, place = 0";
    database.tamper(
        &format!(
            "DELETE FROM item_words WHERE rowid IN (SELECT place FROM items WHERE gone IS NULL);
             INSERT INTO item_words (rowid, title, body) SELECT place, 'nlouderwets', 'nlspoorwegh' FROM items WHERE gone IS NULL;
             {mark};"
        ),
        &format!("UPDATE item_words SET words = '''nlouderwets'':1A'::text::tsvector; {mark}"),
    );
}

fn find(store: &Store, words: &str) -> Vec<String> {
    let ask = SearchAsk {
        words: words.into(),
        ..SearchAsk::default()
    };
    let answer = store.reader().unwrap().search(&id("twente"), &ask).unwrap();
    answer.rows.into_iter().map(|row| row.item.key).collect()
}

fn told(store: &Store) -> String {
    let findings = check(store).unwrap();
    assert!(findings.iter().all(|f| f.fine), "{findings:?}");
    let words = findings
        .into_iter()
        .find(|f| f.what.contains("words are cut"));
    words.unwrap().found
}

fn cut(store: &Store, most: usize) -> bool {
    let recut = store.reader().unwrap().cut_anew(most).unwrap().unwrap();
    let mut change = store.change(&Who::desk(), "words", now()).unwrap();
    let kept = change.keep_recut(recut).unwrap();
    change.commit().unwrap();
    kept
}

#[test]
fn words_of_an_older_analysis_are_cut_anew_newest_first() {
    for database in databases() {
        let open = || Store::open(&database.address, now()).unwrap();
        let store = open();
        assert_eq!(store.reader().unwrap().cutting().unwrap(), Cutting::Done);
        with_papers(&store);
        assert_eq!(
            told(&store),
            "as it should be",
            "a new database is never behind"
        );
        drop(store);
        age(&database);

        let store = open();
        let reader = store.reader().unwrap();
        assert_eq!(reader.cutting().unwrap(), Cutting::Behind);
        assert!(find(&store, "motie, brief, Bahn*").is_empty());
        assert!(told(&store).starts_with("4 of 4 items"), "{}", told(&store));
        assert!(cut(&store, 1));
        assert_eq!(find(&store, "motie, brief, Bahn*"), ["tk:3"], "the newest");
        assert!(told(&store).starts_with("3 of 4 items"), "{}", told(&store));

        // Cut, and not kept before the program died: another one begins where it was.
        drop(store.reader().unwrap().cut_anew(2).unwrap());
        drop((reader, store));
        let store = open();
        assert!(cut(&store, 2));
        assert_eq!(
            find(&store, "motie, brief, Bahn*"),
            ["tk:3", "tk:2", "tk:1"]
        );
        store
            .change(&Who::desk(), "too early", now())
            .and_then(|mut change| {
                change.end_recut()?;
                change.commit()
            })
            .unwrap();
        assert_eq!(store.reader().unwrap().cutting().unwrap(), Cutting::Behind);

        assert!(cut(&store, 2) && cut(&store, 2));
        assert_eq!(store.reader().unwrap().cutting().unwrap(), Cutting::Cut);
        assert!(
            told(&store).contains("matches everything"),
            "{}",
            told(&store)
        );
        assert!(store.reader().unwrap().cut_anew(2).unwrap().is_none());
        let mut change = store.change(&Who::desk(), "words", now()).unwrap();
        change.end_recut().unwrap();
        change.commit().unwrap();
        assert_eq!(store.reader().unwrap().cutting().unwrap(), Cutting::Done);
        assert_eq!(
            find(&store, "motie, brief, Bahn*"),
            ["tk:3", "tk:2", "tk:1", "dip:1"]
        );
        assert!(
            find(&store, "ouderwets").is_empty(),
            "nothing of the old is left"
        );
    }
}

#[test]
fn what_changes_while_words_are_cut_keeps_its_newest_words() {
    for database in databases() {
        let store = Store::open(&database.address, now()).unwrap();
        with_papers(&store);
        drop(store);
        age(&database);
        let store = Store::open(&database.address, now()).unwrap();
        let early = store.reader().unwrap().cut_anew(10).unwrap().unwrap();
        let twice = store.reader().unwrap().cut_anew(10).unwrap().unwrap();
        let mut changed = papers().remove(0);
        changed.title = "Motie over de veerboot".into();
        let gone = Tombstone {
            key: "tk:2".into(),
            reason: "ingetrokken".into(),
        };
        take(&store, &[changed], &[gone], "c3");
        for (recut, kept) in [(early, true), (twice, false)] {
            let mut change = store.change(&Who::desk(), "words", now()).unwrap();
            assert_eq!(change.keep_recut(recut).unwrap(), kept, "{}", database.name);
            change.commit().unwrap();
        }
        assert_eq!(find(&store, "veerboot"), ["tk:1"]);
        assert!(find(&store, "spoor").is_empty() && find(&store, "visserij").is_empty());
        assert_eq!(find(&store, "brief"), ["tk:3"]);
        assert!(cut(&store, 10));
        assert!(told(&store).starts_with("all are"), "{}", told(&store));
    }
}

#[test]
fn another_aim_begins_at_the_newest_again() {
    for database in databases() {
        let store = Store::open(&database.address, now()).unwrap();
        with_papers(&store);
        drop(store);
        age(&database);
        // A program of yet another analysis was nearly done.
        let mark = "UPDATE words_cut SET aim = -7, place = 5";
        database.tamper(mark, mark);
        let store = Store::open(&database.address, now()).unwrap();
        assert_eq!(store.reader().unwrap().words_to_cut().unwrap(), (4, 4));
        assert!(cut(&store, 10) && find(&store, "motie").len() == 2);
    }
}

#[test]
fn whoever_holds_vectors_learns_which_are_new_and_that_some_went() {
    on_every_engine(|store| {
        with_papers(store);
        let reader = store.reader().unwrap();
        let keep = |items: &[i64], byte: u8| {
            let mut change = store.change(&Who::desk(), "meaning", now()).unwrap();
            let all = items
                .iter()
                .map(|n| (ItemId(*n), LedgerNumber(*n), vec![byte]));
            change.keep_vectors("m", all.collect()).unwrap();
            change.commit().unwrap();
            store.reader().unwrap().vector_changes().unwrap()
        };
        let first = keep(&[1, 2, 3], 1);
        let then = keep(&[2], 9);
        assert_eq!(reader.vector_count("m").unwrap(), 3, "as many as before");
        assert!(then.written > first.written && then.removed == first.removed);
        let new = reader.vectors("m", first.written, 10).unwrap();
        assert_eq!(
            (new.len(), new[0].item, &new[0].vector[..]),
            (1, ItemId(2), &[9][..])
        );
        assert_eq!(reader.vectors("m", 0, 2).unwrap().len(), 2);
        assert_eq!(keep(&[], 0), then, "nothing written is no change");

        let mut change = store.change(&Who::desk(), "weg", now()).unwrap();
        change.take_down(ItemId(3)).unwrap();
        change.commit().unwrap();
        let gone = reader.vector_changes().unwrap();
        assert_eq!(
            (gone.written, gone.removed),
            (then.written, then.removed + 1)
        );
    });
}
