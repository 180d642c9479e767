//! The verbs on every engine: what arrives late is matched, what was judged stays judged, what was
//! cut off goes on, and what is faulty changes nothing.

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot do it should stop at"
)]

use jiff::Timestamp;
use jiff::civil::date;
use noaber_connectors::{Manners, Reach};
use noaber_domain::*;
use noaber_store::Store;
use noaber_store::views::{Health, SignalFilter};
use noaber_testkit::{databases, serve_files};
use noaber_work::collect::{Recorded, collect, take_recorded, try_source};
use noaber_work::load_region::{self, BadPack};
use noaber_work::{Clock, Ctx, Refused, match_items, shape_dossier, triage};
use std::path::Path;

const REGION: &str = r#"
id = "twente"
name = { nl = "Twente" }
about = { nl = "Veertien gemeenten" }
language = "nl"
time_zone = "Europe/Amsterdam"
members = ["hengelo"]
"#;
const ORGANISATIONS: &str = r#"
[[organisation]]
id = "hengelo"
kind = "municipality"
name = { nl = "Hengelo" }
country = "nl"
of_region = true
"#;
const DOSSIER: &str = r#"
id = "spoor"
title = { nl = "Spoor naar Duitsland" }
about = { nl = "De trein over de grens." }

[[interest]]
id = "spoor-nl"
language = "nl"
query = "spoorverbinding, \"trein naar Duitsland\""
"#;
const SOURCES: &str = r#"
[[source]]
id = "krant"
kind = "feed"
name = { nl = "Krant" }
address = "https://example.org/feed.xml"
country = "nl"
language = "nl"

[[source]]
id = "stukken"
kind = "jsonl"
name = { nl = "Stukken" }
address = "https://example.org/stukken"
country = "nl"
language = "nl"
"#;

fn now() -> Timestamp {
    "2025-10-02T10:00:00Z".parse().unwrap()
}

fn ctx() -> Ctx {
    Ctx {
        region: "twente".parse().unwrap(),
        who: Who("test".into()),
        now: now(),
    }
}

fn write_pack(folder: &Path, dossier: &str) {
    std::fs::create_dir_all(folder.join("dossiers")).unwrap();
    for (name, text) in [
        ("region.toml", REGION),
        ("organisations.toml", ORGANISATIONS),
        ("dossiers/spoor.toml", dossier),
        ("sources.toml", SOURCES),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

fn load(store: &Store, dossier: &str) {
    let folder = tempfile::tempdir().unwrap();
    write_pack(folder.path(), dossier);
    let pack = load_region::check(folder.path()).unwrap();
    load_region::load(store, &Who("test".into()), "test", &pack, now()).unwrap();
}

fn paper(key: &str, day: &str, title: &str) -> String {
    format!(
        r#"{{"key":"{key}","kind":"motion","country":"nl","language":"nl","title":"{title}","body":"De Kamer verzoekt om een besluit.","url":"https://example.org/{key}","published":"{day}"}}"#
    )
}

fn take(store: &Store, lines: &[String]) -> noaber_work::collect::Collected {
    let source = store.reader().unwrap().sources().unwrap().remove(1);
    let page = Recorded {
        name: "a.jsonl".into(),
        bytes: lines.join("\n").into_bytes(),
    };
    take_recorded(store, &ctx(), &source, [page], |_| {}).unwrap()
}

fn match_all(store: &Store) -> match_items::Matched {
    match_items::match_items(store, &ctx(), date(2025, 10, 2), |_, _| true).unwrap()
}

fn titles(store: &Store) -> Vec<String> {
    let reader = store.reader().unwrap();
    let part = reader
        .signals(&ctx().region, &SignalFilter::default(), date(2025, 10, 2))
        .unwrap();
    part.rows.into_iter().map(|c| c.item.title).collect()
}

fn on_every_engine(story: impl Fn(&Store)) {
    for database in databases() {
        eprintln!("on {}", database.name);
        let store = Store::open(&database.address, now()).unwrap();
        load(&store, DOSSIER);
        story(&store);
    }
}

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
fn bad_records_are_named_and_the_rest_goes_on() {
    on_every_engine(|store| {
        let taken = take(
            store,
            &[
                paper("a", "2025-10-01", "Motie over een spoorverbinding"),
                "{ this is no record".into(),
                paper("b", "2025-13-45", "Een dag die niet bestaat"),
                paper("c", "2025-10-01", "Nog een stuk"),
            ],
        );
        assert_eq!((taken.counts.added, taken.rejected), (2, 2));
        let source = store.reader().unwrap().sources().unwrap().remove(1);
        let rejects = store.reader().unwrap().rejects(&source.id).unwrap();
        assert!(
            rejects[0].0.contains('2'),
            "the record is named: {rejects:?}"
        );
        let pages = ["", "<html>storing</html>", "\u{0}\u{1}"].map(|text| Recorded {
            name: "kapot.jsonl".into(),
            bytes: text.as_bytes().to_vec(),
        });
        let taken = take_recorded(store, &ctx(), &source, pages, |_| {}).unwrap();
        assert_eq!(taken.counts.added, 0);
        assert!(taken.rejected >= 2, "{taken:?}");
        assert!(noaber_store::check(store).unwrap().iter().all(|f| f.fine));
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
fn a_living_source_is_read_and_its_failure_is_written_down() {
    let feed = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Krant</title>
<item><guid>1</guid><title>Plan voor een spoorverbinding</title><link>https://example.org/1</link><pubDate>Wed, 01 Oct 2025 08:00:00 GMT</pubDate><description>Hengelo is blij.</description></item>
</channel></rss>"#;
    for database in databases() {
        let store = Store::open(&database.address, now()).unwrap();
        load(&store, DOSSIER);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("feed.xml"), feed).unwrap();
        let server = serve_files(folder.path());
        let mut source = store.reader().unwrap().sources().unwrap().remove(0);
        source.address = server.address("feed.xml");
        let manners = Manners {
            reach: Reach::Loopback,
            tries: 1,
            ..Manners::default()
        };
        let brought = collect(&store, &ctx(), &source, manners.clone(), |_| true).unwrap();
        assert_eq!((brought.counts.added, brought.fault.as_deref()), (1, None));
        assert_eq!(match_all(&store).added, 1);
        assert_eq!(try_source(&source, &manners), Ok(1));
        let again = collect(&store, &ctx(), &source, manners.clone(), |_| true).unwrap();
        assert_eq!(again.counts.added, 0, "known items are not taken in twice");

        source.address = source.address.replace("feed.xml", "weg.xml");
        let failed = collect(&store, &ctx(), &source, manners.clone(), |_| true).unwrap();
        assert!(failed.fault.is_some());
        assert!(try_source(&source, &manners).is_err());
        let state = store
            .reader()
            .unwrap()
            .source_states(now())
            .unwrap()
            .remove(0);
        assert_eq!(
            (state.health, state.failures, state.items),
            (Health::Failing, 1, 1)
        );
        source.kind = "nergens".into();
        let unknown = collect(&store, &ctx(), &source, manners, |_| true).unwrap();
        assert!(unknown.fault.unwrap().contains("nergens"));
    }
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
            "otter, bever",
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
        let bad = shape_dossier::save_query(store, &ctx(), &dossier, Language::Nl, "otter AND (");
        assert_eq!(bad.unwrap_err().key(), "refused-query");
        let reader = store.reader().unwrap();
        let interests = reader.interests(&ctx().region).unwrap();
        assert!(
            interests.iter().any(|i| i.query == "otter, bever"),
            "the old query stands"
        );
        shape_dossier::save_query(store, &ctx(), &dossier, Language::Nl, "bever").unwrap();
        shape_dossier::backfill(store, &ctx(), date(2025, 10, 2), |_, _| true).unwrap();
        assert_eq!(
            titles(store).len(),
            1,
            "what is no longer asked for is gone"
        );
        let again =
            shape_dossier::add_dossier(store, &ctx(), "Otters, bevers", "", Language::Nl, "x");
        assert_eq!(again.unwrap().as_str(), "otters-bevers-2");
        let empty = shape_dossier::add_dossier(store, &ctx(), " ", "", Language::Nl, "x");
        assert_eq!(empty.unwrap_err().key(), "refused-title");
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

#[test]
fn a_poisoned_record_is_named_and_the_rest_of_its_page_is_kept() {
    on_every_engine(|store| {
        let words: String = (0..200_000).map(|n| format!("woord{n} ")).collect();
        let long = paper("lang", "2025-10-01", "Een stuk met heel veel woorden")
            .replace("De Kamer verzoekt om een besluit.", &words);
        let odd = paper("raar", "2025-10-01", "Een nummer met een nulteken")
            .replace("\"kind\"", "\"number\":\"2025\\u0000Z1\",\"kind\"");
        let taken = take(store, &[paper("a", "2025-10-01", "Gewoon"), long, odd]);
        assert_eq!((taken.counts.added, taken.rejected), (3, 0), "{taken:?}");
        let reader = store.reader().unwrap();
        let odd = reader.item_by_key("raar").unwrap().unwrap();
        assert_eq!(odd.item.number.as_deref(), Some("2025 Z1"));
        assert!(noaber_store::check(store).unwrap().iter().all(|f| f.fine));
    });
}

#[test]
fn many_that_open_a_new_database_at_once_wait_for_each_other() {
    for database in databases() {
        let opened: Vec<bool> = std::thread::scope(|scope| {
            let open = || {
                Store::open(&database.address, now())
                    .map_err(|f| eprintln!("{f}"))
                    .is_ok()
            };
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert!(
            opened.iter().all(|ok| *ok),
            "on {}: {opened:?}",
            database.name
        );
    }
}
