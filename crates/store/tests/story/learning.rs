//! What is learned from verdicts: which are heard, whose signals wait, and what is put aside under its
//! number. The story begins in `main.rs`.

use crate::*;
use noaber_store::{Found, Rescoring};

fn learned(mut signal: Signal, share: f64) -> Signal {
    signal.reasons.push(Reason {
        code: Reason::LEARNED.into(),
        words: vec!["start".into()],
        share,
    });
    signal
}

fn keep(store: &Store, region: &RegionId, shown: &[Signal], muted: &[Signal]) -> i64 {
    let items: Vec<_> = (1..=4).map(|n| (ItemId(n), LedgerNumber(n))).collect();
    let found = Found {
        items: &items,
        dossier: None,
        shown,
        muted,
    };
    let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
    let added = change.keep_found(region, &found).unwrap();
    change.commit().unwrap();
    added
}

fn numbers(store: &Store, region: &RegionId) -> Vec<(i64, i64)> {
    let reader = store.reader().unwrap();
    let filter = SignalFilter::default();
    let rows = reader
        .signals(region, &filter, date(2025, 10, 2))
        .unwrap()
        .rows;
    let mut all: Vec<_> = rows
        .iter()
        .map(|c| (c.signal.item.0, c.signal.id.0))
        .collect();
    all.sort_unstable();
    all
}

fn judge(store: &Store, region: &RegionId, item: i64, triage: &Triage) {
    let reader = store.reader().unwrap();
    let filter = SignalFilter {
        item: Some(ItemId(item)),
        ..SignalFilter::default()
    };
    let card = reader
        .signals(region, &filter, date(2025, 10, 2))
        .unwrap()
        .rows
        .remove(0);
    let mut change = store.change(&Who("adviseur".into()), "", now()).unwrap();
    change.set_triage(region, &card, triage).unwrap();
    change.commit().unwrap();
}

fn dismissed() -> Triage {
    Triage::Judged {
        verdict: Verdict::Dismiss,
        why: String::new(),
    }
}

#[test]
fn what_is_muted_comes_back_under_its_number_and_no_number_is_given_twice() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let one = |item| signal(item, "spoor", 0.5, Tier::Know);
        assert_eq!(keep(store, &region, &[one(1), one(2)], &[]), 2);
        assert_eq!(numbers(store, &region), [(1, 1), (2, 2)]);
        assert_eq!(keep(store, &region, &[one(1)], &[one(2)]), 0);
        assert_eq!(numbers(store, &region), [(1, 1)]);
        // A new one does not take the number of what is only put aside.
        assert_eq!(
            keep(store, &region, &[one(1), one(3)], &[one(2), one(4)]),
            1
        );
        assert_eq!(numbers(store, &region), [(1, 1), (3, 3)]);
        let reader = store.reader().unwrap();
        let muted = reader.muted(&region, &id("spoor")).unwrap();
        assert_eq!(muted, [ItemId(4), ItemId(2)]);
        judge(store, &region, 1, &dismissed());
        assert_eq!(
            keep(store, &region, &[one(2), one(3), one(4)], &[one(1)]),
            0
        );
        let all = [(1, 1), (2, 2), (3, 3), (4, 4)];
        assert_eq!(
            numbers(store, &region),
            all,
            "what was judged is never muted"
        );
        assert_eq!(keep(store, &region, &[], &[one(4)]), 0);
        assert_eq!(numbers(store, &region), [(1, 1)]);
        assert_eq!(reader.muted(&region, &id("spoor")).unwrap(), [ItemId(4)]);
    });
}

#[test]
fn a_verdict_asks_for_its_dossier_alone_and_a_newer_wish_stands() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let shown = [
            learned(signal(1, "spoor", 0.5, Tier::Know), 0.1),
            learned(signal(2, "spoor", 0.5, Tier::Know), -0.1),
            learned(signal(3, "spoor", 0.5, Tier::Know), -0.001),
            signal(4, "arbeid", 0.5, Tier::Know),
        ];
        keep(store, &region, &shown, &[]);
        let reader = store.reader().unwrap();
        assert!(reader.rescorings(&region).unwrap().is_empty());
        let before = reader.heard(&region).unwrap();
        judge(store, &region, 4, &dismissed());
        let asked = reader.rescorings(&region).unwrap();
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].dossier, id("arbeid"));
        let mut change = store.change(&Who::desk(), "test", now()).unwrap();
        assert!(!change.is_heard(&region, before).unwrap());
        assert!(change.is_heard(&region, before + 1).unwrap());
        assert!(change.is_heard(&id("nergens"), 0).is_err());
        let stale = Rescoring {
            asked: before,
            ..asked[0].clone()
        };
        change.end_rescoring(&region, &stale).unwrap();
        change.commit().unwrap();
        assert_eq!(
            reader.rescorings(&region).unwrap(),
            asked,
            "the newer wish stands"
        );
        let mut change = store.change(&Who::desk(), "test", now()).unwrap();
        change.end_rescoring(&region, &asked[0]).unwrap();
        change.commit().unwrap();
        assert!(reader.rescorings(&region).unwrap().is_empty());

        judge(store, &region, 1, &dismissed());
        let heard: Vec<(String, i64)> = reader
            .verdicts(&region)
            .unwrap()
            .iter()
            .map(|j| (j.dossier.to_string(), j.item.0))
            .collect();
        assert_eq!(heard, [("arbeid".to_owned(), 4), ("spoor".to_owned(), 1)]);
        let learning = reader.learning(&region, &id("spoor")).unwrap();
        assert_eq!((learning.rose, learning.fell, learning.muted), (0, 1, 0));
        let again = reader.to_rescore(&region, &id("spoor"), 1).unwrap();
        assert_eq!(
            again,
            [ItemId(3), ItemId(2)],
            "the newest, and what was touched"
        );
        let mut change = store.change(&Who("adviseur".into()), "", now()).unwrap();
        assert!(
            change
                .set_learning_aside(&region, &id("spoor"), true)
                .unwrap()
        );
        change.commit().unwrap();
        assert_eq!(reader.verdicts(&region).unwrap().len(), 1);
        assert!(reader.learning(&region, &id("spoor")).unwrap().aside);
    });
}

#[test]
fn what_was_read_in_an_older_version_touches_nothing_of_a_newer_one() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let reader = store.reader().unwrap();
        // Read while the first versions stood: nothing in 1, something in 2 and 3.
        let read: Vec<_> = (1..=3).map(|n| (ItemId(n), LedgerNumber(n))).collect();
        let mut newer = papers();
        newer.truncate(2);
        newer
            .iter_mut()
            .for_each(|item| item.body.push_str(" Nader."));
        take(store, &newer, &[], "c3");
        let end = reader.ledger_end().unwrap();
        assert_eq!(end, LedgerNumber(6));
        // Meanwhile somebody walked the ledger: something in 1, nothing in 2.
        let now_read = [5, 6].map(|n| (ItemId(n - 4), LedgerNumber(n)));
        let mut one = signal(1, "spoor", 0.5, Tier::Know);
        one.ledger = LedgerNumber(5);
        let keep = |items: &[(ItemId, LedgerNumber)], shown: &[Signal], muted: &[Signal]| {
            let found = Found {
                items,
                dossier: None,
                shown,
                muted,
            };
            let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
            let added = change.keep_found(&region, &found).unwrap();
            change.commit().unwrap();
            added
        };
        assert_eq!(keep(&now_read, std::slice::from_ref(&one), &[]), 1);

        let [two, three] = [2, 3].map(|item| signal(item, "spoor", 0.5, Tier::Know));
        assert_eq!(
            keep(&read, &[two, three], &[]),
            1,
            "only 3 is as it was read"
        );
        assert_eq!(numbers(store, &region), [(1, 1), (3, 2)]);
        let old = signal(1, "spoor", 0.5, Tier::Know);
        assert_eq!(keep(&read[..2], &[], &[old]), 0);
        assert_eq!(numbers(store, &region), [(1, 1), (3, 2)], "nor is it muted");
        assert_eq!(keep(&now_read, &[], &[one]), 0);
        assert_eq!(
            numbers(store, &region),
            [(3, 2)],
            "the newer reading counts"
        );
    });
}
