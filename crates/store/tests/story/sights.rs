//! What the desk saw of an item and what changed since, and finding an item by every source that tells
//! of it. The story begins in `main.rs`.

use crate::origins::from;
use crate::*;
use noaber_domain::Altered;
use noaber_store::Unseen;

fn unseen(store: &Store, region: &RegionId, item: i64) -> Option<Unseen> {
    let reader = store.reader().unwrap();
    let head = reader.item_head(ItemId(item)).unwrap().unwrap();
    reader
        .unseen(region, [&head], Timestamp::MIN)
        .unwrap()
        .remove(&head.id)
}

fn see(store: &Store, region: &RegionId, item: i64, ledger: i64) {
    let mut change = store.change(&Who::desk(), "seen", now()).unwrap();
    let seen = change.see(region, ItemId(item), LedgerNumber(ledger));
    seen.unwrap();
    change.commit().unwrap();
}

fn moved(to: jiff::civil::Date) -> Item {
    let mut item = papers().remove(0);
    item.dates[0].on = to;
    item
}

fn codes(unseen: &Unseen) -> Vec<&'static str> {
    unseen.altered.iter().map(Altered::code).collect()
}

#[test]
fn what_changed_is_told_until_it_was_seen() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let kept = [signal(1, "spoor", 0.9, Tier::Decide)];
        let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
        change.keep_signals(&region, &[ItemId(1)], &kept).unwrap();
        change.commit().unwrap();
        assert_eq!(unseen(store, &region, 1), None, "nothing changed yet");

        take(store, &[moved(date(2025, 10, 9))], &[], "c3");
        let told = unseen(store, &region, 1).unwrap();
        assert!(!told.since_seen, "nobody looked at it");
        assert_eq!(codes(&told), ["date-moved"]);
        let end = store.reader().unwrap().ledger_end().unwrap().0;
        see(store, &region, 1, 1);
        assert!(unseen(store, &region, 1).unwrap().since_seen);
        see(store, &region, 1, end);
        assert_eq!(unseen(store, &region, 1), None, "it was seen");
        see(store, &region, 1, 1);
        assert_eq!(unseen(store, &region, 1), None, "who saw more saw this too");

        let mut newest = moved(date(2025, 10, 13));
        newest.actors.push("Lid Nieuw".into());
        take(store, &[moved(date(2025, 10, 10))], &[], "c4");
        take(store, &[newest], &[], "c5");
        let told = unseen(store, &region, 1).unwrap();
        assert_eq!(
            codes(&told),
            ["date-moved", "new-actor"],
            "over two versions"
        );
        let Altered::Moved { from, to } = &told.altered[0] else {
            panic!("{told:?}");
        };
        assert_eq!((from.on, to.on), (date(2025, 10, 9), date(2025, 10, 13)));

        see(store, &region, 2, end);
        let mut other = papers().remove(1);
        other.title = "Motie over de zeevisserij".into();
        take(store, &[other], &[], "c6");
        let told = unseen(store, &region, 2).unwrap();
        assert!(!told.since_seen, "no sight is kept of what is no signal");
    });
}

#[test]
fn what_was_seen_goes_along_in_an_export_and_with_what_is_joined() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let kept = [2, 3].map(|item| signal(item, "spoor", 0.9, Tier::Decide));
        let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
        let items = [ItemId(2), ItemId(3)];
        change.keep_signals(&region, &items, &kept).unwrap();
        change.commit().unwrap();
        see(store, &region, 3, 3);

        let (mut one, mut two) = (papers().remove(1), papers().remove(2));
        one.same = vec!["kst-1-2".into()];
        one.title = "Motie over de zeevisserij".into();
        two.same = vec!["kst-1-2".into()];
        take(store, &[one, two], &[], "c3");
        let reader = store.reader().unwrap();
        let stays = reader.item_named("kst-1-2").unwrap().unwrap();
        assert_eq!(stays, ItemId(2));
        assert!(unseen(store, &region, 2).is_some_and(|told| told.since_seen));

        let folder = tempfile::tempdir().unwrap();
        let one = folder.path().join("one");
        export(store, &region, &one, now(), |_, _| {}).unwrap();
        let other = folder.path().join("other.db").display().to_string();
        let other = Store::open(&other, now()).unwrap();
        import(&other, &one, &Who::desk(), now(), |_, _| {}).unwrap();
        assert!(unseen(&other, &region, 2).is_some_and(|told| told.since_seen));
    });
}

#[test]
fn an_item_is_found_by_every_source_that_tells_of_it() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let both = Item {
            same: vec!["kst-1-2".into()],
            ..papers().remove(0)
        };
        take(store, std::slice::from_ref(&both), &[], "c3");
        let publication = Item {
            kind: ItemKind::News,
            same: vec!["kst-1-2".into()],
            ..item("kst:1-2", "Kamerstuk 1, nr. 2", "Het spoor.")
        };
        from(store, "dip", &[publication], &[]);
        let reader = store.reader().unwrap();
        let find = |words: &str, source: Option<&str>| -> Vec<(String, usize)> {
            let ask = SearchAsk {
                words: words.into(),
                source: source.map(id),
                ..SearchAsk::default()
            };
            let answer = reader.search(&region, &ask).unwrap();
            assert_eq!(answer.count as usize, answer.rows.len(), "{words}");
            let rows = answer.rows.into_iter();
            rows.map(|row| (row.item.key, row.also.len())).collect()
        };
        let found = vec![("tk:1".to_owned(), 1)];
        for source in [None, Some("tk-zaak"), Some("dip")] {
            assert_eq!(find("spoor motie", source), found, "{source:?}");
        }
        for words in [
            "source:kst spoor",
            "source:tk spoor",
            "spoor source:kst source:tk",
        ] {
            assert_eq!(find(words, None), found, "{words}");
        }
        assert!(find("spoor NOT source:kst", None).is_empty());
        assert!(find("visserij", Some("dip")).is_empty());

        let gone = Tombstone {
            key: "kst:1-2".into(),
            reason: "deleted".into(),
        };
        from(store, "dip", &[], &[gone]);
        let alone = vec![("tk:1".to_owned(), 0)];
        assert_eq!(find("source:tk spoor", Some("tk-zaak")), alone);
        assert!(find("spoor", Some("dip")).is_empty());
        assert!(find("source:kst", None).is_empty());
    });
}

#[test]
fn what_was_seen_of_a_paper_hides_nothing_of_the_one_that_it_is_joined_to() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let kept = [1, 3].map(|item| signal(item, "spoor", 0.9, Tier::Decide));
        let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
        let items = [ItemId(1), ItemId(3)];
        change.keep_signals(&region, &items, &kept).unwrap();
        change.commit().unwrap();
        // The older one changes and nobody looks; then somebody sees a change of the younger.
        let day = date(2025, 10, 9);
        take(store, &[moved(day)], &[], "c3");
        let mut younger = papers().remove(2);
        younger.body.push_str(" Meer.");
        take(store, std::slice::from_ref(&younger), &[], "c4");
        see(store, &region, 3, 6);

        younger.same = vec!["kst-1-2".into()];
        let mut older = moved(day);
        older.same = vec!["kst-1-2".into()];
        take(store, &[older, younger], &[], "c5");
        let told = unseen(store, &region, 1).unwrap();
        let date = |one: &Altered| matches!(one, Altered::Set { date } if date.on == day);
        assert!(told.altered.iter().any(date), "{told:?}");
    });
}

#[test]
fn of_what_nobody_saw_only_what_is_recent_is_looked_at() {
    for database in databases() {
        let store = Store::open(&database.address, now()).unwrap();
        let region = with_papers(&store);
        let kept = [signal(1, "spoor", 0.9, Tier::Decide)];
        let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
        change.keep_signals(&region, &[ItemId(1)], &kept).unwrap();
        change.commit().unwrap();
        take(&store, &[moved(date(2025, 10, 9))], &[], "c3");
        let reader = store.reader().unwrap();
        let head = reader.item_head(ItemId(1)).unwrap().unwrap();
        let told = |lately: &str| {
            let all = reader.unseen(&region, [&head], at(lately)).unwrap();
            all.get(&ItemId(1)).map(|told| told.since_seen)
        };
        assert_eq!(told("2025-10-02T08:00:00Z"), Some(false));
        assert_eq!(told("2025-10-02T08:00:01Z"), None);
        see(&store, &region, 1, 1);
        assert_eq!(told("2025-10-02T08:00:01Z"), Some(true), "it saw the first");
    }
}
