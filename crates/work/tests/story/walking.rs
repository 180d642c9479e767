//! Walking the ledger. The story begins in `main.rs`.

use crate::*;

#[test]
fn a_paper_that_arrives_late_is_matched_like_any_other() {
    on_every_engine(|store| {
        take(
            store,
            &[paper(
                "a",
                "2025-10-01",
                "Motie over een spoorverbinding met Hengelo",
            )],
        );
        let first = match_all(store);
        assert_eq!((first.walked, first.added, first.again), (1, 1, true));
        take(
            store,
            &[paper(
                "b",
                "2025-01-05",
                "Brief over de spoorverbindingen in het oosten",
            )],
        );
        let second = match_all(store);
        assert_eq!((second.walked, second.added, second.again), (1, 1, false));
        assert!(
            titles(store)[0].starts_with("Brief"),
            "newest arrival first: {:?}",
            titles(store)
        );
        assert_eq!(match_all(store).walked, 0, "nothing is walked twice");
    });
}

#[test]
fn a_walk_that_was_stopped_goes_on_where_it_was() {
    on_every_engine(|store| {
        let papers: Vec<String> = (0..2_500)
            .map(|n| {
                paper(
                    &format!("p{n}"),
                    "2025-09-01",
                    &format!("Spoorverbinding nummer {n}"),
                )
            })
            .collect();
        let taken = take(store, &papers);
        assert_eq!(taken.counts.added, 2_500);
        let stopped =
            match_items::match_items(store, &ctx(), date(2025, 10, 2), |_, _| false).unwrap();
        assert_eq!((stopped.walked, stopped.to), (1_000, 1_000));
        let rest = match_all(store);
        assert_eq!((rest.walked, rest.to, rest.again), (1_500, 2_500, false));
        let all = stopped.added + rest.added;
        assert_eq!(all, 2_500, "nothing lost, nothing doubled");
    });
}

#[test]
fn a_changed_interest_matches_everything_again_and_keeps_verdicts() {
    on_every_engine(|store| {
        take(
            store,
            &[
                paper(
                    "a",
                    "2025-10-01",
                    "Motie over een spoorverbinding met Hengelo",
                ),
                paper("b", "2025-10-01", "Motie over de visserij op de Noordzee"),
                paper(
                    "c",
                    "2025-10-01",
                    "Brief over spoorverbindingen in het land",
                ),
            ],
        );
        assert_eq!(match_all(store).added, 2);
        let reader = store.reader().unwrap();
        let region = ctx().region;
        let filter = SignalFilter::default();
        let cards = reader
            .signals(&region, &filter, date(2025, 10, 2))
            .unwrap()
            .rows;
        let judged = cards.iter().find(|c| c.item.key == "a").unwrap().signal.id;
        triage::judge(
            store,
            &ctx(),
            judged,
            Verdict::Act,
            "bellen met het ministerie",
        )
        .unwrap();

        load(
            store,
            &DOSSIER.replace("spoorverbinding, \\\"trein naar Duitsland\\\"", "visserij"),
        );
        let again = match_all(store);
        assert!(
            again.again && again.walked == 3 && again.added == 1,
            "{again:?}"
        );
        let mut left = titles(store);
        left.sort();
        assert_eq!(
            left.len(),
            2,
            "the open one is gone, the judged one stays: {left:?}"
        );
        assert!(
            left.iter()
                .any(|t| t.contains("spoorverbinding met Hengelo")),
            "{left:?}"
        );
        assert!(left.iter().any(|t| t.contains("visserij")), "{left:?}");
        let card = reader.signal(&region, judged).unwrap().unwrap();
        assert_eq!(card.triage.verdict(), Some(Verdict::Act));

        match_items::begin_again(store, &ctx()).unwrap();
        assert_eq!((match_all(store).walked, titles(store).len()), (3, 2));
    });
}

#[test]
fn a_deadline_that_passed_asks_nothing_any_more() {
    on_every_engine(|store| {
        let debate = paper(
            "d",
            "2025-09-30",
            "Debat over een spoorverbinding met Duitsland",
        )
        .replace("\"motion\"", "\"debate\"")
        .replace("}", r#","dates":[{"on":"2025-10-06","what":"event"}]}"#);
        take(store, &[debate]);
        match_all(store);
        let tier = || {
            let reader = store.reader().unwrap();
            let rows = reader
                .signals(&ctx().region, &SignalFilter::default(), date(2025, 10, 2))
                .unwrap()
                .rows;
            (rows[0].signal.tier, rows[0].signal.deadline.map(|d| d.on))
        };
        assert_eq!(tier(), (Tier::Decide, Some(date(2025, 10, 6))));
        assert_eq!(
            match_items::settle_tiers(store, &ctx(), date(2025, 10, 6)).unwrap(),
            0
        );
        assert_eq!(
            match_items::settle_tiers(store, &ctx(), date(2025, 12, 1)).unwrap(),
            1
        );
        assert_eq!(tier(), (Tier::Know, None));
    });
}

#[test]
fn interests_that_change_during_a_walk_are_not_lost() {
    on_every_engine(|store| {
        let papers: Vec<String> = (0..1_500)
            .map(|n| {
                paper(
                    &format!("p{n}"),
                    "2025-09-01",
                    &format!("Visserijbeleid, deel {n}"),
                )
            })
            .collect();
        take(store, &papers);
        let mut loaded = false;
        let told = match_items::match_items(store, &ctx(), date(2025, 10, 2), |_, _| {
            if !loaded {
                loaded = true;
                load(
                    store,
                    &DOSSIER.replace("spoorverbinding, ", "visserijbeleid, "),
                );
            }
            true
        })
        .unwrap();
        assert_eq!(told.to, 1_500);
        assert_eq!(
            titles_count(store),
            1_500,
            "every paper met the new interest: {told:?}"
        );
        assert_eq!(match_all(store).walked, 0);
    });
}

fn titles_count(store: &Store) -> i64 {
    let reader = store.reader().unwrap();
    let filter = SignalFilter::default();
    reader
        .signals(&ctx().region, &filter, date(2025, 10, 2))
        .unwrap()
        .total
}
