//! Verdicts, packs and dossiers. The story begins in `main.rs`.

use crate::*;

#[test]
fn a_verdict_is_given_undone_and_written_down() {
    on_every_engine(|store| {
        take(
            store,
            &[paper(
                "a",
                "2025-10-01",
                "Motie over een spoorverbinding met Hengelo",
            )],
        );
        match_all(store);
        let reader = store.reader().unwrap();
        let region = ctx().region;
        let id = reader
            .signals(&region, &SignalFilter::default(), date(2025, 10, 2))
            .unwrap()
            .rows[0]
            .signal
            .id;
        let card = triage::judge(store, &ctx(), id, Verdict::Dismiss, " niet voor ons ").unwrap();
        assert_eq!(
            card.triage,
            Triage::Judged {
                verdict: Verdict::Dismiss,
                why: "niet voor ons".into()
            }
        );
        let refused =
            triage::judge(store, &ctx(), id, Verdict::Dismiss, "niet voor ons").unwrap_err();
        assert_eq!(refused.key(), "refused-same-verdict");
        assert_eq!(
            triage::undo(store, &ctx(), id).unwrap().triage,
            Triage::Open
        );
        assert_eq!(
            triage::undo(store, &ctx(), id).unwrap_err().key(),
            "refused-nothing-to-undo"
        );
        let unknown = triage::undo(store, &ctx(), SignalId(99)).unwrap_err();
        assert!(matches!(unknown, Refused::Unknown { .. }), "{unknown}");
        let history = reader.history("dossier", "spoor", 10).unwrap();
        let what: Vec<&str> = history.iter().map(|c| c.what.as_str()).collect();
        assert_eq!(what, ["signal-undone", "signal-dismiss", "dossier-added"]);
        assert_eq!(history[1].why, "niet voor ons");
    });
}

#[test]
fn a_bad_pack_changes_nothing_and_names_the_line() {
    let folder = tempfile::tempdir().unwrap();
    write_pack(
        folder.path(),
        &DOSSIER.replace("spoorverbinding,", "spoorverbinding AND (,"),
    );
    match load_region::check(folder.path()) {
        Err(BadPack::Faults(faults)) => {
            let text = faults[0].to_string();
            assert!(text.starts_with("dossiers/spoor.toml:9:"), "{text}");
        }
        other => panic!("expected faults, came {other:?}"),
    }
    write_pack(folder.path(), &DOSSIER.replace("title =", "titel ="));
    assert!(matches!(
        load_region::check(folder.path()),
        Err(BadPack::Faults(_))
    ));
    std::fs::write(folder.path().join("region.toml"), [0xff, 0xfe, 0x00]).unwrap();
    assert!(matches!(
        load_region::check(folder.path()),
        Err(BadPack::Unreadable { .. })
    ));
    let nowhere = folder.path().join("nowhere");
    assert!(matches!(
        load_region::check(&nowhere),
        Err(BadPack::Unreadable { .. })
    ));
}

#[test]
fn a_demo_has_a_clock_that_stands_still() {
    on_every_engine(|store| {
        assert!(!Clock::of(store).unwrap().is_fixed());
        Clock::fix(store, &Who::desk(), "demo", now()).unwrap();
        let clock = Clock::of(store).unwrap();
        assert!(clock.is_fixed() && clock.now() == now());
        let region = store.reader().unwrap().regions().unwrap().remove(0);
        assert_eq!(clock.today(&region), date(2025, 10, 2));
    });
}

#[test]
fn a_new_dossier_finds_its_past_and_a_bad_query_loses_nothing() {
    on_every_engine(|store| {
        take(
            store,
            &[
                paper(
                    "a",
                    "2025-10-01",
                    "Motie over een spoorverbinding met Hengelo",
                ),
                paper("b", "2025-03-01", "Brief over de herinvoering van de otter"),
                paper("c", "2024-03-01", "Otters in de Dinkel"),
            ],
        );
        match_all(store);
        let dossier = shape_dossier::add_dossier(
            store,
            &ctx(),
            "Otters & bevers",
            "",
            Language::Nl,
            &[(Language::Nl, "otter, bever"), (Language::De, " ")],
        )
        .unwrap();
        assert_eq!(dossier.as_str(), "otters-bevers");
        let mut steps = Vec::new();
        let told = shape_dossier::backfill(store, &ctx(), date(2025, 10, 2), |done, total| {
            steps.push((done, total));
            true
        })
        .unwrap();
        assert_eq!((told.interests, told.items, told.added), (1, 2, 2));
        assert_eq!(steps, [(2, 2)]);
        assert_eq!(
            match_all(store).walked,
            0,
            "nothing is matched twice for it"
        );
        let bad =
            shape_dossier::save_query(store, &ctx(), &dossier, Language::Nl, "otter AND (", false);
        assert_eq!(bad.unwrap_err().key(), "refused-query");
        let reader = store.reader().unwrap();
        let interests = reader.interests(&ctx().region).unwrap();
        assert!(
            interests.iter().any(|i| i.query == "otter, bever"),
            "the old query stands"
        );
        shape_dossier::save_query(store, &ctx(), &dossier, Language::Nl, "bever", false).unwrap();
        shape_dossier::backfill(store, &ctx(), date(2025, 10, 2), |_, _| true).unwrap();
        assert_eq!(
            titles(store).len(),
            1,
            "what is no longer asked for is gone"
        );
        let again = shape_dossier::add_dossier(
            store,
            &ctx(),
            "Otters, bevers",
            "",
            Language::Nl,
            &[(Language::Nl, "x")],
        );
        assert_eq!(again.unwrap().as_str(), "otters-bevers-2");
        let empty = shape_dossier::add_dossier(
            store,
            &ctx(),
            " ",
            "",
            Language::Nl,
            &[(Language::Nl, "x")],
        );
        assert_eq!(empty.unwrap_err().key(), "refused-title");
    });
}

#[test]
fn a_language_that_is_taken_out_leaves_what_was_judged_and_what_another_finds() {
    on_every_engine(|store| {
        take(
            store,
            &[
                paper("otter", "2025-10-01", "Motie over de otter in de Regge"),
                paper("bever", "2025-10-01", "Motie over de bever in de Dinkel"),
                paper("beide", "2025-10-01", "Motie over otter, bever en beaver"),
            ],
        );
        let today = date(2025, 10, 2);
        let dossier = shape_dossier::add_dossier(
            store,
            &ctx(),
            "Dieren",
            "",
            Language::Nl,
            &[(Language::Nl, "otter, bever")],
        )
        .unwrap();
        shape_dossier::backfill(store, &ctx(), today, |_, _| true).unwrap();
        let region = ctx().region;
        let mut change = store.change(&ctx().who, "beaver", ctx().now).unwrap();
        let reader = store.reader().unwrap();
        let own = |i: &Interest| i.dossier == dossier;
        let first = reader.interests(&region).unwrap().into_iter().find(own);
        let every = Interest {
            id: InterestId::new("dieren-alle").unwrap(),
            language: None,
            query: "beaver".to_owned(),
            ..first.unwrap()
        };
        change.save_interest(&region, &every).unwrap();
        change.commit().unwrap();
        shape_dossier::backfill(store, &ctx(), today, |_, _| true).unwrap();
        let found = |title: &str| {
            let reader = store.reader().unwrap();
            let filter = SignalFilter {
                dossier: Some(dossier.clone()),
                ..SignalFilter::default()
            };
            let rows = reader.signals(&region, &filter, today).unwrap().rows;
            rows.into_iter().find(|row| row.item.title.contains(title))
        };
        let judged = found("Regge").unwrap().signal.id;
        triage::judge(store, &ctx(), judged, Verdict::Watch, "").unwrap();
        let out = shape_dossier::save_query(store, &ctx(), &dossier, Language::Nl, " ", false);
        assert_eq!(out.unwrap(), None);
        shape_dossier::backfill(store, &ctx(), today, |_, _| true).unwrap();
        assert!(found("Regge").is_some(), "what was judged stays");
        assert!(found("Dinkel").is_none(), "nothing finds it any more");
        assert!(found("beaver").is_some(), "another interest finds it");
        let last = shape_dossier::save_query(store, &ctx(), &dossier, Language::Nl, "bever", false);
        assert!(last.unwrap().is_some(), "writing it again brings it back");
        shape_dossier::backfill(store, &ctx(), today, |_, _| true).unwrap();
        assert!(found("Dinkel").is_some());
    });
}

#[test]
fn a_past_that_was_read_before_a_paper_changed_says_nothing_of_the_newer_version() {
    on_every_engine(|store| {
        let line = |n: usize| {
            paper(
                &format!("p{n}"),
                "2025-03-01",
                &format!("Otters, nummer {n}"),
            )
        };
        let papers: Vec<String> = (0..600).map(line).collect();
        take(store, &papers);
        match_all(store);
        let asked = [(Language::Nl, "otter")];
        shape_dossier::add_dossier(store, &ctx(), "Otters", "", Language::Nl, &asked).unwrap();
        let day = date(2025, 10, 2);
        let mut first = true;
        // While the first portion is kept the second is read; then its papers change.
        let past = shape_dossier::backfill(store, &ctx(), day, |_, _| {
            if std::mem::take(&mut first) {
                let other = |n| paper(&format!("p{n}"), "2025-03-01", "Over iets anders");
                take(store, &(0..100).map(other).collect::<Vec<_>>());
                match_all(store);
            }
            true
        });
        assert_eq!(past.unwrap().interests, 1);
        let reader = store.reader().unwrap();
        let filter = SignalFilter::default();
        let total = reader.signal_total(&ctx().region, &filter).unwrap();
        assert_eq!(total, 500, "only what is about otters still");
    });
}
