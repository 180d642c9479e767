//! Items, their versions and their places in the ledger. The story begins in `main.rs`.

use crate::*;

#[test]
fn items_take_their_place_in_the_ledger_in_order_of_arrival() {
    on_every_engine(|store| {
        with_papers(store);
        let again = take(store, &papers(), &[], "c3");
        assert_eq!((again.added, again.changed, again.same), (0, 0, 3));

        let mut moved = papers();
        moved[0].title = "Gewijzigde motie over het spoor naar Duitsland".into();
        moved[0].published = Some(date(2025, 10, 2));
        let gone = Tombstone {
            key: "tk:2".into(),
            reason: "deleted".into(),
        };
        let unknown = Tombstone {
            key: "tk:99".into(),
            reason: "deleted".into(),
        };
        let counts = take(store, &moved, &[gone.clone(), unknown, gone], "c4");
        assert_eq!(
            counts,
            TakenCounts {
                added: 0,
                changed: 1,
                same: 2,
                gone: 1,
                unknown: 2
            }
        );
        let reader = store.reader().unwrap();
        assert_eq!(reader.ledger_end().unwrap(), LedgerNumber(6));
        let entries = reader.ledger_after(LedgerNumber(0), 100).unwrap();
        let numbers: Vec<i64> = entries.iter().map(|e| e.number.0).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
        assert!(
            !entries[0].newest && entries[4].newest,
            "only the newest version is matched"
        );
        assert!(entries[5].body.is_none(), "a tombstone has no body");

        let first = reader.item_by_key("tk:1").unwrap().unwrap();
        assert_eq!(
            (first.head.version, first.head.ledger),
            (2, LedgerNumber(5))
        );
        let titles: Vec<String> = reader
            .versions(first.head.id)
            .unwrap()
            .into_iter()
            .map(|v| v.item.title)
            .collect();
        assert_eq!(titles.len(), 2);
        assert!(titles[1].starts_with("Gewijzigde"));
        let second = reader.item_by_key("tk:2").unwrap().unwrap();
        assert_eq!(second.head.gone.as_deref(), Some("deleted"));
        assert_eq!(
            second.item.title, "Motie over de visserij",
            "a gone item keeps its last text"
        );

        let back = take(store, &papers()[1..2], &[], "c5");
        assert_eq!(back.changed, 1, "what came back is a new version");
        assert_eq!(reader.item_by_key("tk:2").unwrap().unwrap().head.gone, None);
        assert_eq!(reader.item_count().unwrap(), 4);
        assert_eq!(reader.days().unwrap()[0], (date(2025, 10, 2), 1));
        assert!(reader.item(ItemId(77)).unwrap().is_none());
        assert!(
            check(store).unwrap().iter().all(|f| f.fine),
            "{:?}",
            check(store)
        );
    });
}

#[test]
fn a_page_is_kept_whole_or_not_at_all() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let source: SourceId = id("tk-zaak");
        {
            let mut change = store.change(&Who::desk(), "cut off", now()).unwrap();
            let run = change.begin_run(&source).unwrap();
            let items = [item("tk:9", "Nooit aangekomen", "spoor")];
            let taken = Taken {
                source: &source,
                run,
                items: &items,
                tombstones: &[],
                rejected: &[],
                cursor: Some("c9"),
            };
            change.take_in(&taken).unwrap();
        }
        let reader = store.reader().unwrap();
        assert!(reader.item_by_key("tk:9").unwrap().is_none());
        assert_eq!(reader.cursor(&source).unwrap(), Some(Cursor("c2".into())));
        assert_eq!(reader.ledger_end().unwrap(), LedgerNumber(4));
        let ask = SearchAsk {
            words: "aangekomen".into(),
            ..SearchAsk::default()
        };
        assert_eq!(reader.search(&region, &ask).unwrap().count, 0);
        assert_eq!(
            take(store, &[item("tk:9", "Toch aangekomen", "")], &[], "c9").added,
            1
        );
        assert_eq!(reader.search(&region, &ask).unwrap().count, 1);
    });
}
