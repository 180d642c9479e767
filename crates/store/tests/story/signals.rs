//! Signals and the verdicts on them. The story begins in `main.rs`.

use crate::*;

#[test]
fn signals_are_kept_renewed_and_judged() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let keep = |found: &[Signal]| {
            let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
            let items: Vec<ItemId> = (1..=4).map(ItemId).collect();
            let added = change.keep_signals(&region, &items, found).unwrap();
            let with = store.reader().unwrap().matched(&region, "v1").unwrap();
            let kept =
                change.set_matched(&region, (with.to, LedgerNumber(4)), "v1", &with.fingerprint);
            assert!(kept.unwrap());
            assert!(
                !change
                    .set_matched(&region, (LedgerNumber(4), LedgerNumber(4)), "v1", "other")
                    .unwrap()
            );
            assert!(
                !change
                    .set_matched(
                        &region,
                        (LedgerNumber(3), LedgerNumber(4)),
                        "v1",
                        &with.fingerprint
                    )
                    .unwrap(),
                "somebody else walked on"
            );
            change.commit().unwrap();
            added
        };
        let first = signal(1, "spoor", 0.921_064_314_245_735_9, Tier::Decide);
        let second = signal(1, "arbeid", 0.4, Tier::Know);
        let third = Signal {
            deadline: None,
            bearing: Bearing::Threat,
            ..signal(4, "spoor", 0.6, Tier::Know)
        };
        assert_eq!(keep(&[first.clone(), second.clone(), third]), 3);
        let reader = store.reader().unwrap();
        let with = reader.matched(&region, "v1").unwrap();
        assert_eq!((with.to, with.fresh), (LedgerNumber(4), true));
        assert!(
            !reader.matched(&region, "v2").unwrap().fresh,
            "another version matches again"
        );

        let today = date(2025, 10, 2);
        let list = |filter: &SignalFilter| -> Vec<i64> {
            let part = reader.signals(&region, filter, today).unwrap();
            assert_eq!(part.total as usize, part.rows.len());
            part.rows.iter().map(|c| c.signal.item.0).collect()
        };
        let any = SignalFilter::default();
        assert_eq!(list(&any), [4, 1, 1], "newest arrival first");
        assert_eq!(
            list(&SignalFilter {
                order: Order::Best,
                ..any.clone()
            }),
            [1, 4, 1]
        );
        assert_eq!(
            list(&SignalFilter {
                order: Order::Deadline,
                ..any.clone()
            }),
            [1, 1, 4]
        );
        assert_eq!(
            list(&SignalFilter {
                tier: Some(Tier::Decide),
                ..any.clone()
            }),
            [1]
        );
        assert_eq!(
            list(&SignalFilter {
                bearing: Some(Bearing::Threat),
                ..any.clone()
            }),
            [4]
        );
        assert_eq!(
            list(&SignalFilter {
                dossier: Some(id("arbeid")),
                ..any.clone()
            }),
            [1]
        );
        assert_eq!(
            list(&SignalFilter {
                country: Some(Country::De),
                ..any.clone()
            }),
            [4]
        );
        assert_eq!(
            list(&SignalFilter {
                language: Some(Language::Nl),
                ..any.clone()
            }),
            [1, 1]
        );
        assert_eq!(
            list(&SignalFilter {
                from: Some(date(2025, 9, 15)),
                ..any.clone()
            }),
            [1, 1]
        );
        assert_eq!(
            list(&SignalFilter {
                item: Some(ItemId(4)),
                ..any.clone()
            }),
            [4]
        );

        let card = reader
            .signals(
                &region,
                &SignalFilter {
                    tier: Some(Tier::Decide),
                    ..any.clone()
                },
                today,
            )
            .unwrap()
            .rows
            .remove(0);
        assert_eq!(card.signal.reasons, first.reasons);
        assert_eq!(card.signal.deadline, first.deadline);
        assert_eq!(card.dossier_title.text(Language::De), "Bahn");
        assert_eq!(card.item.source_name, nl("Tweede Kamer"));
        let judge = |triage: &Triage| {
            let mut change = store
                .change(&Who("adviseur".into()), "bellen", now())
                .unwrap();
            change.set_triage(&region, &card, triage).unwrap();
            change.commit().unwrap();
        };
        judge(&Triage::Judged {
            verdict: Verdict::Act,
            why: "bellen".into(),
        });
        assert_eq!(
            list(&SignalFilter {
                standing: Standing::Judged(Verdict::Act),
                ..any.clone()
            }),
            [1]
        );
        assert_eq!(
            list(&SignalFilter {
                standing: Standing::Open,
                ..any.clone()
            }),
            [4, 1]
        );
        let history = reader.history("dossier", "spoor", 5).unwrap();
        assert_eq!(
            (history[0].what.as_str(), history[0].why.as_str()),
            ("signal-act", "bellen")
        );

        assert_eq!(keep(&[second]), 0);
        assert_eq!(
            list(&any),
            [1, 1],
            "an open signal that is no longer found goes, a judged one stays"
        );
        let judged = reader.signal(&region, card.signal.id).unwrap().unwrap();
        assert_eq!(judged.triage.verdict(), Some(Verdict::Act));
        judge(&Triage::Open);
        assert_eq!(
            reader
                .history("signal", &card.signal.id.to_string(), 5)
                .unwrap()[0]
                .what,
            "signal-undone"
        );

        let tiering = reader.tierings(&region).unwrap();
        assert_eq!(
            (tiering[0].tier, tiering[0].deadline),
            (Tier::Decide, Some(date(2025, 10, 6)))
        );
        assert!(!tiering[0].dates.is_empty());
        let stored = reader.item(card.item.id).unwrap().unwrap();
        let called_off = Item {
            state: Some(ItemState::Cancelled),
            ..stored.item
        };
        let source = stored.head.source.to_string();
        crate::origins::from(store, &source, &[called_off], &[]);
        let off = reader.tierings(&region).unwrap();
        assert!(off[0].dates.is_empty(), "what was called off asks nothing");
        let mut change = store.change(&Who::desk(), "another day", now()).unwrap();
        change.set_tier(card.signal.id, Tier::Know, None).unwrap();
        change.set_unmatched(&region, "v1").unwrap();
        change.commit().unwrap();
        let card = reader.signal(&region, card.signal.id).unwrap().unwrap();
        assert_eq!((card.signal.tier, card.signal.deadline), (Tier::Know, None));
        let with = reader.matched(&region, "v1").unwrap();
        assert_eq!((with.to, with.fresh), (LedgerNumber(0), true));
    });
}

#[test]
fn whoever_is_added_while_everything_is_matched_again_gets_no_archive() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let wish = Wish {
            name: "Lezer".into(),
            address: "lezer@example.org".into(),
            language: Language::Nl,
            cadence: Cadence::AtOnce,
            tiers: Tier::ALL.to_vec(),
            dossiers: Vec::new(),
            heartbeat: false,
        };
        let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
        let found = [1, 3].map(|item| signal(item, "spoor", 0.9, Tier::Act));
        let items: Vec<ItemId> = (1..=4).map(ItemId).collect();
        change.keep_signals(&region, &items, &found).unwrap();
        let with = store.reader().unwrap().matched(&region, "v1").unwrap();
        let walk = change.begin_matching(&region, 0).unwrap();
        let whole = (LedgerNumber(0), LedgerNumber(4));
        assert!(
            change
                .set_matched(&region, whole, "v1", &with.fingerprint)
                .unwrap()
        );
        change.end_matching(walk, 4, 2, &[], None).unwrap();
        let before = change.add_subscriber(&region, &wish, "one").unwrap();
        change.set_unmatched(&region, "v2").unwrap();
        let during = change.add_subscriber(&region, &wish, "two").unwrap();
        change.commit().unwrap();

        let reader = store.reader().unwrap();
        for id in [before, during] {
            let subscriber = reader.subscriber(&region, id).unwrap().unwrap();
            let news = reader.news(&region, &subscriber, 10).unwrap();
            assert!(news.is_empty(), "{id}: {news:?}");
            let (last, next) = reader.marks(&region, id).unwrap();
            assert_eq!((last.ledger, next), (LedgerNumber(4), last), "{id}");
        }
    });
}
