//! What verdicts teach a dossier, and that taking them back undoes it to the last digit. The story
//! begins in `main.rs`.

use crate::*;
use noaber_store::views::{Order, SignalCard};
use noaber_work::rescore;

const TODAY: jiff::civil::Date = date(2025, 10, 2);

fn cards(store: &Store) -> Vec<SignalCard> {
    let filter = SignalFilter {
        order: Order::Best,
        limit: 10_000,
        ..SignalFilter::default()
    };
    let reader = store.reader().unwrap();
    reader.signals(&ctx().region, &filter, TODAY).unwrap().rows
}

/// What a list shows, without what it says of verdicts.
fn shown(store: &Store) -> Vec<(SignalId, Signal, Timestamp)> {
    let all = cards(store).into_iter();
    all.map(|c| (c.signal.id, c.signal, c.found)).collect()
}

/// The same of what has no verdict.
fn open(store: &Store) -> Vec<Signal> {
    let all = cards(store).into_iter();
    let open = all.filter(|c| c.triage == Triage::Open);
    open.map(|c| c.signal).collect()
}

fn weigh(store: &Store) -> rescore::Rescored {
    rescore::rescore(store, &ctx(), TODAY, |_, _| true).unwrap()
}

fn judge(store: &Store, id: SignalId, verdict: Verdict) {
    triage::judge(store, &ctx(), id, verdict, "").unwrap();
}

fn undo(store: &Store, id: SignalId) {
    triage::undo(store, &ctx(), id).unwrap();
}

fn learned(store: &Store) -> rescore::Learned {
    let reader = store.reader().unwrap();
    rescore::learned(&reader, &ctx().region, &"spoor".parse().unwrap()).unwrap()
}

/// Ten papers about another region and ten about our own, all met by the same word.
fn papers() -> Vec<String> {
    let elsewhere = (0..10).map(|n| {
        let title = format!("Stand van zaken nummer {n} rond de spoorverbinding in Groningen");
        paper(&format!("g{n}"), "2025-09-20", &title)
    });
    let ours = (0..10).map(|n| {
        let title = format!("Motie nummer {n} over een spoorverbinding met Hengelo");
        paper(&format!("h{n}"), "2025-09-20", &title)
    });
    elsewhere.chain(ours).collect()
}

fn of(cards: &[SignalCard], key: &str) -> SignalCard {
    let found = cards.iter().find(|c| c.item.key == key);
    found
        .unwrap_or_else(|| panic!("{key} is not there"))
        .clone()
}

#[test]
fn three_dismissals_change_the_list_say_why_and_are_undone_to_the_last_digit() {
    on_every_engine(|store| {
        take(store, &papers());
        match_all(store);
        let before = shown(store);
        let all = cards(store);
        assert_eq!(all.len(), 20, "{all:#?}");
        assert!(all.iter().all(|c| c.signal.learned() == 0.0));
        let dismissed = ["g0", "g1", "g2"].map(|key| of(&all, key).signal.id);
        for id in dismissed {
            judge(store, id, Verdict::Dismiss);
        }
        judge(store, of(&all, "h0").signal.id, Verdict::Act);
        assert!(learned(store).state.waits);
        let told = weigh(store);
        assert_eq!((told.dossiers, told.items), (1, 16), "{told:?}");
        assert_eq!(
            weigh(store),
            rescore::Rescored::default(),
            "nothing waits any more"
        );

        let after = cards(store);
        for key in ["g3", "g9"] {
            if let Some(now) = after.iter().find(|c| c.item.key == key) {
                assert_falls(&of(&all, key), now);
            }
        }
        let far = |cards: &[SignalCard]| {
            let score = |key| {
                let found = cards.iter().find(|c| c.item.key == key);
                found.map_or(0.0, |c| c.signal.score.value())
            };
            score("h5") - score("g5")
        };
        assert!(far(&after) > far(&all), "{} {}", far(&after), far(&all));
        let learned_now = learned(store);
        let lesson = learned_now.lesson.unwrap();
        assert_eq!(lesson.heard, [1, 0, 3]);
        assert!(lesson.words.iter().any(|m| m.to < m.from), "{lesson:?}");
        let state = learned_now.state;
        assert!(!state.waits);
        assert_eq!(state.rose + state.fell + state.muted, 16, "{state:?}");

        for id in dismissed {
            undo(store, id);
        }
        undo(store, of(&all, "h0").signal.id);
        weigh(store);
        assert!(shown(store) == before, "not digit for digit as it was");
        assert_eq!(learned(store).lesson, None);
        assert_eq!(learned(store).state.muted, 0);
    });
}

/// A card whose score fell, with a reason that says so and parts that still add up.
fn assert_falls(before: &SignalCard, now: &SignalCard) {
    let (was, is) = (before.signal.score.value(), now.signal.score.value());
    assert!(is < was, "{was} {is}");
    assert!((now.signal.learned() - (is - was)).abs() < 1e-9);
    let own = now
        .signal
        .reasons
        .iter()
        .find(|r| r.code == Reason::LEARNED);
    assert!(!own.unwrap().words.is_empty());
    let sum: f64 = now.signal.reasons.iter().map(|r| r.share).sum();
    assert!((sum - is).abs() < 1e-9);
}

/// Dismisses the papers of elsewhere until one that is left is muted.
fn silence(store: &Store) -> Vec<SignalId> {
    let dismissed: Vec<SignalId> = (0..40)
        .map(|n| of(&cards(store), &format!("g{n}")).signal.id)
        .collect();
    for id in &dismissed {
        judge(store, *id, Verdict::Dismiss);
    }
    weigh(store);
    dismissed
}

fn many() -> Vec<String> {
    let paper = |n: usize| {
        let title = "Over een spoorverbinding in het land, in Groningen en in Zeeland";
        let one = paper(
            &format!("g{n}"),
            "2025-09-20",
            &format!("{title}, deel {n}"),
        );
        one.replace("\"motion\"", "\"record\"")
    };
    (0..60).map(paper).collect()
}

#[test]
fn what_is_silenced_comes_back_under_its_number_also_what_arrived_meanwhile() {
    on_every_engine(|store| {
        take(store, &many());
        match_all(store);
        let before = shown(store);
        assert_eq!(before.len(), 60);
        let dismissed = silence(store);
        let left = shown(store).len();
        let state = learned(store).state;
        assert!(state.muted > 0, "{state:?}");
        assert_eq!(left as i64 + state.muted, 60);
        // What arrives now is read with what was learned.
        let late = paper(
            "late",
            "2025-10-01",
            "Over een spoorverbinding in het land, in Groningen en in Zeeland, slot",
        );
        take(store, &[late.replace("\"motion\"", "\"record\"")]);
        assert_eq!(match_all(store).added, 0);
        assert_eq!(learned(store).state.muted, state.muted + 1);
        // Matching everything again comes to the same.
        let now = open(store);
        match_items::begin_again(store, &ctx()).unwrap();
        match_all(store);
        assert!(open(store) == now, "not the same again");

        dismissed.into_iter().for_each(|id| undo(store, id));
        weigh(store);
        let after = shown(store);
        assert_eq!(after.len(), 61, "the late one is there too");
        let known: Vec<_> = after.into_iter().filter(|a| before.contains(a)).collect();
        assert_eq!(known.len(), 60, "each as it was, under its own number");
    });
}

#[test]
fn terms_that_are_always_shown_stay_whatever_is_learned() {
    on_every_engine(|store| {
        load(
            store,
            &DOSSIER.replace(
                "language = \"nl\"\nquery",
                "language = \"nl\"\nalways = true\nquery",
            ),
        );
        take(store, &many());
        match_all(store);
        silence(store);
        let state = learned(store).state;
        assert_eq!((state.muted, cards(store).len()), (0, 60));
        let all = cards(store);
        let low = all.iter().filter(|c| c.signal.score.value() < 0.3).count();
        assert!(low >= 20, "learning counts all the same: {low}");
    });
}

#[test]
fn learning_is_set_aside_and_taken_up_again() {
    on_every_engine(|store| {
        take(store, &papers());
        match_all(store);
        let all = cards(store);
        for key in ["g0", "g1", "g2"] {
            judge(store, of(&all, key).signal.id, Verdict::Dismiss);
        }
        weigh(store);
        let taught = shown(store);
        let dossier: DossierId = "spoor".parse().unwrap();
        let set = |aside| rescore::set_learning_aside(store, &ctx(), &dossier, aside).unwrap();
        assert!(set(true) && !set(true));
        weigh(store);
        let aside = learned(store);
        assert!(aside.state.aside && aside.lesson.is_none());
        assert!(cards(store).iter().all(|c| c.signal.learned() == 0.0));
        assert!(set(false));
        weigh(store);
        assert!(shown(store) == taught, "not as it was taught");
        let history = store
            .reader()
            .unwrap()
            .history("dossier", "spoor", 2)
            .unwrap();
        let what: Vec<&str> = history.iter().map(|c| c.what.as_str()).collect();
        assert_eq!(what, ["learning-counts", "learning-aside"]);
        let nobody = "niemand".parse().unwrap();
        let refused = rescore::set_learning_aside(store, &ctx(), &nobody, true).unwrap_err();
        assert!(matches!(refused, Refused::Unknown { .. }));
    });
}

#[test]
fn a_verdict_during_a_walk_loses_nothing() {
    on_every_engine(|store| {
        let ours = |from: usize, to: usize| -> Vec<String> {
            let title = |n| format!("Motie nummer {n} over een spoorverbinding met Hengelo");
            (from..to)
                .map(|n| paper(&format!("h{n}"), "2025-09-20", &title(n)))
                .collect()
        };
        take(store, &ours(0, 2_500));
        let first = |store: &Store| of(&cards(store), "h0").signal.id;
        let mut judged = None;
        match_items::match_items(store, &ctx(), TODAY, |_, _| {
            if judged.is_none() {
                let id = first(store);
                judge(store, id, Verdict::Act);
                judged = Some(id);
            }
            true
        })
        .unwrap();
        weigh(store);
        let all = cards(store);
        assert_eq!(all.len(), 2_500, "nothing lost, nothing doubled");
        let open = all.iter().filter(|c| c.triage == Triage::Open);
        let parts: std::collections::BTreeSet<String> = open
            .map(|c| format!("{:?} {}", c.signal.score, c.signal.learned()))
            .collect();
        assert_eq!(parts.len(), 1, "all by the same weights: {parts:?}");
        assert_eq!(of(&all, "h0").triage.verdict(), Some(Verdict::Act));
        assert!(all.iter().any(|c| c.signal.learned() > 0.0));
    });
}

#[test]
fn where_meaning_is_known_it_is_learned_from_and_undone_as_well() {
    use noaber_work::mirror::{encoder_of, folder_of, read_meaning};
    let model =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/model/noaber-meaning-1.bin");
    if !model.is_file() {
        println!("skipped: no model in target/model; `cargo xtask model` puts it there");
        return;
    }
    on_every_engine(|store| {
        if store.file().is_none() {
            return;
        }
        let folder = folder_of(store);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(&model, folder.join("noaber-meaning-1.bin")).unwrap();
        take(store, &papers());
        let encoder = encoder_of(store).unwrap().unwrap();
        assert_eq!(read_meaning(store, &ctx(), &encoder, |_| true).unwrap(), 20);
        match_all(store);
        let before = shown(store);
        let all = cards(store);
        for key in ["g0", "g1", "g2"] {
            judge(store, of(&all, key).signal.id, Verdict::Dismiss);
        }
        weigh(store);
        let lesson = learned(store).lesson.unwrap();
        assert!(
            !lesson.meaning.is_empty() && !lesson.words.is_empty(),
            "{lesson:?}"
        );
        assert!(open(store).iter().any(|s| s.learned() < 0.0));
        for key in ["g0", "g1", "g2"] {
            undo(store, of(&all, key).signal.id);
        }
        weigh(store);
        assert!(shown(store) == before, "not digit for digit as it was");
    });
}
