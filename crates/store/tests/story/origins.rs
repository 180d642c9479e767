//! One thing that several sources tell of, its versions and its links. The story begins in `main.rs`.

use crate::*;
use noaber_store::JOINED;
use std::collections::BTreeSet;

pub(crate) fn from(
    store: &Store,
    source: &str,
    items: &[Item],
    tombstones: &[Tombstone],
) -> TakenCounts {
    let source = id(source);
    let mut change = store.change(&Who::desk(), "test", now()).unwrap();
    let run = change.begin_run(&source).unwrap();
    let taken = Taken {
        source: &source,
        run,
        items,
        tombstones,
        rejected: &[],
        cursor: None,
    };
    let counts = change.take_in(&taken).unwrap();
    change.end_run(&source, run, &RunEnd::Done).unwrap();
    change.commit().unwrap();
    counts
}

pub(crate) fn loaded(store: &Store) {
    let mut change = store.change(&Who::desk(), "begin", now()).unwrap();
    change.load_region(&pack()).unwrap();
    change.commit().unwrap();
}

/// What the register says of a paper.
pub(crate) fn register() -> Item {
    Item {
        same: vec!["kst-1-2".into(), "tk:2025Z1".into()],
        links: vec![Link::new(Relation::PartOf, "tk:zaak:7")],
        ..item("tk:1", "Motie over het spoor", "")
    }
}

/// What the official publication says of the same paper.
pub(crate) fn publication() -> Item {
    Item {
        kind: ItemKind::News,
        same: vec!["kst-1-2".into()],
        actors: vec!["Lid B".into()],
        dates: vec![],
        ..item(
            "kst:1-2",
            "Kamerstuk 1, nr. 2",
            "De Kamer verzoekt de regering het spoor te verdubbelen.",
        )
    }
}

pub(crate) fn gone(key: &str) -> Tombstone {
    Tombstone {
        key: key.into(),
        reason: "deleted".into(),
    }
}

pub(crate) fn whole(store: &Store) {
    let found = check(store).unwrap();
    assert!(found.iter().all(|f| f.fine), "{found:?}");
}

/// All that is kept, without numbers of items and of the ledger.
pub(crate) fn content(store: &Store) -> BTreeSet<String> {
    let reader = store.reader().unwrap();
    let heads = reader.heads_after(ItemId(0), 1_000).unwrap();
    let standing = heads.iter().filter(|head| head.gone.is_none());
    let told = standing.map(|head| {
        let stored = reader.item(head.id).unwrap().unwrap();
        let origins: Vec<_> = reader.origins(head.id).unwrap();
        let keys: BTreeSet<String> = origins.into_iter().map(|o| o.key).collect();
        let links = reader.links_from(head.id).unwrap();
        let links: BTreeSet<String> = links
            .into_iter()
            .map(|l| format!("{:?} {} {:?}", l.what, l.to, l.item.map(|i| i.key)))
            .collect();
        let text = serde_json::to_string(&stored.item).unwrap();
        format!("{text} {:?} {keys:?} {links:?}", head.source)
    });
    told.collect()
}

#[test]
fn a_thing_of_two_sources_is_one_item() {
    on_every_engine(|store| {
        loaded(store);
        from(store, "tk-zaak", &[register()], &[]);
        let counts = from(store, "dip", &[publication()], &[]);
        assert_eq!(counts.added, 1, "new to this source");
        let reader = store.reader().unwrap();
        assert_eq!(reader.item_count().unwrap(), 1);
        let one = reader.item_by_key("kst:1-2").unwrap().unwrap();
        assert_eq!((one.head.id, one.head.version), (ItemId(1), 2));
        assert_eq!(one.item.key, "tk:1");
        assert_eq!(one.item.title, "Motie over het spoor");
        assert!(one.item.body.contains("verdubbelen"));
        assert_eq!(one.item.actors, ["commissie I&W", "Lid B"]);
        assert_eq!(reader.item_named("tk:2025Z1").unwrap(), Some(ItemId(1)));
        let told: Vec<String> = reader
            .origins(ItemId(1))
            .unwrap()
            .into_iter()
            .map(|origin| format!("{} {}", origin.source, origin.key))
            .collect();
        assert_eq!(told, ["dip kst:1-2", "tk-zaak tk:1"]);

        let again = from(store, "dip", &[publication()], &[]);
        assert_eq!((again.same, reader.ledger_end().unwrap().0), (1, 2));
        let silent = Item {
            number: None,
            ..publication()
        };
        assert_eq!(from(store, "dip", &[silent], &[]).changed, 1);
        let end = reader.ledger_end().unwrap().0;
        assert_eq!(end, 2, "what changes nothing in the item is no news");
        whole(store);
    });
}

#[test]
fn an_item_is_gone_when_its_last_source_took_it_away() {
    on_every_engine(|store| {
        loaded(store);
        from(store, "tk-zaak", &[register()], &[]);
        from(store, "dip", &[publication()], &[]);
        assert_eq!(from(store, "tk-zaak", &[], &[gone("tk:1")]).gone, 1);
        let reader = store.reader().unwrap();
        let one = reader.item(ItemId(1)).unwrap().unwrap();
        assert_eq!((one.head.gone, one.item.key.as_str()), (None, "kst:1-2"));
        assert_eq!(one.item.title, "Kamerstuk 1, nr. 2");
        let last = from(store, "dip", &[], &[gone("kst:1-2"), gone("tk:1")]);
        assert_eq!((last.gone, last.unknown), (1, 1));
        let one = reader.item(ItemId(1)).unwrap().unwrap();
        assert_eq!(one.head.gone.as_deref(), Some("deleted"));
        whole(store);
        from(store, "tk-zaak", &[register()], &[]);
        let back = reader.item(ItemId(1)).unwrap().unwrap();
        assert_eq!((back.head.gone, back.item.key.as_str()), (None, "tk:1"));
        assert_eq!(back.item.body, "", "the other source still has it not");
        assert_eq!(reader.versions(ItemId(1)).unwrap().len(), 4);
        whole(store);
    });
}

fn triage(store: &Store, region: &RegionId, item: i64, verdict: Verdict, why: &str) {
    let filter = SignalFilter {
        item: Some(ItemId(item)),
        ..SignalFilter::default()
    };
    let reader = store.reader().unwrap();
    let card = reader.signals(region, &filter, date(2025, 10, 2)).unwrap();
    let triage = Triage::Judged {
        verdict,
        why: why.into(),
    };
    let mut change = store.change(&Who("adviseur".into()), "", now()).unwrap();
    change.set_triage(region, &card.rows[0], &triage).unwrap();
    change.commit().unwrap();
}

#[test]
fn two_items_that_turn_out_to_be_one_are_joined_and_no_verdict_is_lost() {
    on_every_engine(|store| {
        loaded(store);
        let region: RegionId = id("twente");
        let apart = Item {
            same: vec![],
            ..publication()
        };
        let points = Item {
            links: vec![Link::new(Relation::Answers, "kst:1-2")],
            ..item("tk:9", "Brief", "Antwoord.")
        };
        from(store, "tk-zaak", &[register(), points], &[]);
        from(store, "dip", &[apart], &[]);
        let reader = store.reader().unwrap();
        assert_eq!(reader.item_count().unwrap(), 3);
        let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
        let found = [
            signal(1, "spoor", 0.9, Tier::Act),
            signal(3, "spoor", 0.5, Tier::Know),
            signal(3, "arbeid", 0.4, Tier::Know),
        ];
        let items = [ItemId(1), ItemId(3)];
        change.keep_signals(&region, &items, &found).unwrap();
        change.commit().unwrap();
        triage(store, &region, 3, Verdict::Act, "bellen");

        from(store, "dip", &[publication()], &[]);
        let younger = reader.item_head(ItemId(3)).unwrap().unwrap();
        assert_eq!(younger.gone.as_deref(), Some(&*format!("{JOINED}1")));
        let one = reader.item_by_key("kst:1-2").unwrap().unwrap();
        assert_eq!(one.head.id, ItemId(1));
        let filter = SignalFilter::default();
        let cards = reader.signals(&region, &filter, date(2025, 10, 2)).unwrap();
        let mut told: Vec<(String, i64, i64, Option<&str>)> = cards
            .rows
            .iter()
            .map(|card| {
                let verdict = card.triage.verdict().map(Verdict::code);
                let signal = &card.signal;
                (
                    signal.dossier.to_string(),
                    signal.id.0,
                    signal.item.0,
                    verdict,
                )
            })
            .collect();
        told.sort();
        assert_eq!(
            told,
            [
                ("arbeid".to_owned(), 3, 1, None),
                ("spoor".to_owned(), 2, 1, Some("act")),
            ]
        );
        let to = reader.links_to(ItemId(1), 10).unwrap();
        assert_eq!(to.len(), 1, "links follow: {to:?}");
        assert_eq!(to[0].item.as_ref().map(|i| i.id), Some(ItemId(2)));
        let told = reader.history("signal", "2", 9).unwrap();
        assert!(
            told.iter().any(|line| line.what == "signals-joined"),
            "{told:?}"
        );
        whole(store);
    });
}

#[test]
fn of_two_verdicts_the_later_stays_and_the_other_is_told() {
    on_every_engine(|store| {
        loaded(store);
        let region: RegionId = id("twente");
        let apart = Item {
            same: vec![],
            ..publication()
        };
        from(store, "tk-zaak", &[register(), apart], &[]);
        let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
        let found = [
            signal(1, "spoor", 0.9, Tier::Act),
            signal(2, "spoor", 0.5, Tier::Know),
        ];
        let items = [ItemId(1), ItemId(2)];
        change.keep_signals(&region, &items, &found).unwrap();
        change.commit().unwrap();
        triage(store, &region, 2, Verdict::Dismiss, "dubbel");
        triage(store, &region, 1, Verdict::Act, "bellen");
        from(store, "tk-zaak", &[publication()], &[]);
        let reader = store.reader().unwrap();
        let filter = SignalFilter::default();
        let cards = reader.signals(&region, &filter, date(2025, 10, 2)).unwrap();
        assert_eq!(cards.rows.len(), 1);
        assert_eq!(cards.rows[0].triage.verdict(), Some(Verdict::Act));
        let told = reader.history("signal", "1", 9).unwrap();
        let line = told.iter().find(|line| line.what == "signals-joined");
        assert_eq!(line.unwrap().detail, "2 dismiss: dubbel");
        whole(store);
    });
}

/// Pages of two sources that share identities in several ways.
pub(crate) fn pages() -> Vec<(&'static str, Vec<Item>)> {
    let other = Item {
        same: vec!["kst-1-3".into()],
        ..item("tk:3", "Brief", "Kort.")
    };
    let bridge = Item {
        same: vec!["kst-1-3".into(), "com-1".into()],
        links: vec![Link::new(Relation::Implements, "eu:1")],
        ..item("kst:1-3", "Brief, nr. 3", "De hele brief.")
    };
    let act = Item {
        country: Country::Eu,
        same: vec!["com-2".into()],
        ..item("eu:1", "Voorstel", "Tekst.")
    };
    let fiche = Item {
        same: vec!["com-1".into()],
        ..item("fiche:1", "Fiche", "")
    };
    vec![
        ("tk-zaak", vec![register(), other, fiche]),
        ("dip", vec![publication(), bridge]),
        ("tk-zaak", vec![act]),
    ]
}

#[test]
fn the_same_pages_again_or_in_another_order_give_the_same_content() {
    on_every_engine(|store| {
        loaded(store);
        let play = |store: &Store, turned: bool| {
            let mut pages = pages();
            if turned {
                pages.reverse();
                pages.iter_mut().for_each(|(_, items)| items.reverse());
            }
            for (source, items) in pages {
                from(store, source, &items, &[]);
            }
        };
        play(store, false);
        let (once, end) = (
            content(store),
            store.reader().unwrap().ledger_end().unwrap(),
        );
        assert_eq!(once.len(), 3, "{once:#?}");
        play(store, false);
        play(store, true);
        assert_eq!(content(store), once);
        assert_eq!(store.reader().unwrap().ledger_end().unwrap(), end);
        whole(store);
        for other in databases() {
            let turned = Store::open(&other.address, now()).unwrap();
            loaded(&turned);
            play(&turned, true);
            assert_eq!(content(&turned), once, "whichever source came first");
            whole(&turned);
        }
    });
}

#[test]
fn older_versions_are_ways_back_and_come_back_whole() {
    on_every_engine(|store| {
        loaded(store);
        let long = "De trein rijdt elk uur over de grens. ".repeat(60);
        let form = |n: i8| Item {
            title: format!("Versie {n}"),
            body: format!(
                "{long}Nummer {n}.\n{}",
                "Meer tekst. ".repeat(usize::from(n.unsigned_abs()))
            ),
            published: Some(date(2025, 9, n)),
            committee: (n % 2 == 0).then(|| "Vervoer".into()),
            ..item("tk:1", "", "")
        };
        let mut seen = Vec::new();
        for n in [1, 2, 3, 2, 5] {
            from(store, "tk-zaak", &[form(n)], &[]);
            seen.push(form(n));
        }
        let reader = store.reader().unwrap();
        let versions = reader.versions(ItemId(1)).unwrap();
        let items: Vec<Item> = versions.iter().map(|v| v.item.clone()).collect();
        assert_eq!(items, seen);
        let bodies = reader.ledger_after(LedgerNumber(0), 10).unwrap();
        let there: Vec<bool> = bodies.iter().map(|entry| entry.body.is_some()).collect();
        assert_eq!(there, [false, false, false, false, true]);
        let seen = reader.version_at(ItemId(1), LedgerNumber(2)).unwrap();
        assert_eq!(seen.unwrap().item.title, "Versie 2");
        whole(store);

        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        export(store, &id("twente"), &out, now(), |_, _| {}).unwrap();
        for other in databases() {
            let read = Store::open(&other.address, now()).unwrap();
            import(&read, &out, &Who::desk(), now(), |_, _| {}).unwrap();
            let there = read.reader().unwrap().versions(ItemId(1)).unwrap();
            assert_eq!(there, versions);
            whole(&read);
        }
    });
}

#[test]
fn a_link_finds_its_item_whichever_comes_first() {
    on_every_engine(|store| {
        loaded(store);
        let case = Item {
            links: vec![
                Link::new(Relation::PartOf, "tk:dossier:1"),
                Link::new(Relation::Related, "tk:zaak:7"),
            ],
            same: vec!["tk:2025Z7".into()],
            ..item("tk:zaak:7", "Zaak", "")
        };
        let vote = Item {
            links: vec![Link::new(Relation::Concerns, "tk:2025Z7")],
            ..item("tk:besluit:1", "Besluit", "")
        };
        from(store, "tk-zaak", &[register()], &[]);
        let reader = store.reader().unwrap();
        let waits = reader.links_from(ItemId(1)).unwrap();
        assert_eq!((waits.len(), waits[0].item.clone()), (1, None));
        from(store, "tk-zaak", &[case.clone(), vote], &[]);
        let found = reader.links_from(ItemId(1)).unwrap();
        assert_eq!(
            found[0].item.as_ref().map(|i| i.title.as_str()),
            Some("Zaak")
        );
        let to: Vec<(Relation, i64)> = reader
            .links_to(ItemId(2), 10)
            .unwrap()
            .into_iter()
            .filter_map(|l| Some((l.what, l.item?.id.0)))
            .collect();
        assert_eq!(to, [(Relation::Concerns, 3), (Relation::PartOf, 1)]);
        let own = reader.links_from(ItemId(2)).unwrap();
        assert_eq!(own.len(), 1, "a thing does not point to itself");
        let bare = Item {
            links: vec![],
            ..case
        };
        from(store, "tk-zaak", &[bare], &[]);
        assert!(reader.links_from(ItemId(2)).unwrap().is_empty());
        whole(store);
    });
}

#[test]
fn another_origin_gets_a_number_though_it_tells_nothing_new() {
    on_every_engine(|store| {
        loaded(store);
        let both = Item {
            same: vec!["kst-1-2".into()],
            ..item("tk:1", "Motie over het spoor", "De trein.")
        };
        let echo = Item {
            kind: ItemKind::News,
            body: String::new(),
            key: "kst:1-2".into(),
            ..both.clone()
        };
        let walked = || {
            let reader = store.reader().unwrap();
            let entries = reader.ledger_after(LedgerNumber(0), 100).unwrap();
            let codes = reader.origin_codes(&[ItemId(1)]).unwrap();
            let newest = entries.iter().find(|entry| entry.newest).unwrap();
            let told = (entries.len(), newest.body.is_some());
            (told, codes.get(&ItemId(1)).cloned().unwrap_or_default())
        };
        from(store, "tk-zaak", std::slice::from_ref(&both), &[]);
        assert_eq!(walked(), ((1, true), vec!["tk".to_owned()]));
        from(store, "dip", std::slice::from_ref(&echo), &[]);
        let codes = vec!["tk".to_owned(), "kst".to_owned()];
        let told = store.reader().unwrap().versions(ItemId(1)).unwrap();
        assert_eq!(told.first().map(|v| &v.item), told.last().map(|v| &v.item));
        assert_eq!(walked().0.0, 2, "`source:kst` is held against it");
        from(store, "tk-zaak", &[both], &[]);
        from(store, "dip", &[echo], &[]);
        let (entries, mut found) = walked();
        found.sort_unstable_by(|a, b| b.cmp(a));
        assert_eq!((entries, found), ((2, true), codes), "told twice is once");
        from(store, "dip", &[], &[gone("kst:1-2")]);
        assert_eq!(walked(), ((3, true), vec!["tk".to_owned()]));
        whole(store);
    });
}
