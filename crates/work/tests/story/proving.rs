//! The proof: what is told of a source that goes on, falls silent and speaks again, of a walk that
//! is behind, and of an interest that cannot be used. The story begins in `main.rs`.

use crate::*;
use jiff::ToSpan;
use noaber_connectors::{kinds, read_recording};
use noaber_store::{SilenceRow, Taken};
use noaber_work::proof::{Proof, listen, prove};

/// The desk at ten in the morning of a day.
fn on(day: jiff::civil::Date) -> Ctx {
    let at = day.at(10, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    Ctx {
        now: at.unwrap().timestamp(),
        ..ctx()
    }
}

/// A day of the desk: what came is taken in and listened to.
fn live(store: &Store, day: jiff::civil::Date, papers: &[String]) {
    let source = store.reader().unwrap().sources().unwrap().remove(1);
    let page = Recorded {
        name: "a.jsonl".into(),
        bytes: papers.join("\n").into_bytes(),
    };
    take_recorded(store, &on(day), &source, [page], |_| {}).unwrap();
    listen(store, &on(day), day).unwrap();
}

fn proof(store: &Store, day: jiff::civil::Date) -> Proof {
    let since = on(day.saturating_sub(30.days())).now;
    prove(store, &ctx().region, since, on(day).now).unwrap()
}

fn health(proof: &Proof) -> Health {
    proof.sources[1].state.health
}

fn open(proof: &Proof) -> Vec<&SilenceRow> {
    proof
        .silences
        .iter()
        .filter(|s| s.closed.is_none())
        .collect()
}

#[test]
fn a_source_that_falls_silent_is_noticed_once_and_made_good_when_it_speaks() {
    on_every_engine(|store| {
        let first = date(2025, 7, 7);
        let day = |n: i64| first.checked_add(n.days()).unwrap();
        let works = |n: i64| n % 7 < 5;
        for n in (0..70).filter(|n| works(*n)) {
            let one = |i: i64| paper(&format!("p{n}-{i}"), &day(n).to_string(), "Een stuk");
            live(store, day(n), &[one(1), one(2), one(3)]);
        }
        let friday = proof(store, day(67));
        assert_eq!(health(&friday), Health::Fine);
        let outlook = friday.sources[1].outlook.clone().unwrap();
        assert!((2.5..3.5).contains(&outlook.per_day), "{outlook:?}");
        let by = outlook.silent_after.unwrap();
        assert!(by > day(69), "a weekend is no silence: {outlook:?}");
        assert!(by < day(80), "two weeks are one: {outlook:?}");

        // Asked every day, and nothing comes.
        for n in 70..84 {
            live(store, day(n), &[]);
        }
        let silent = proof(store, day(83));
        assert_eq!((health(&silent), silent.fine), (Health::Silent, false));
        let silences = open(&silent);
        assert_eq!(silences.len(), 1, "noticed once: {:?}", silent.silences);
        assert!(silences[0].expected > 3.0, "{silences:?}");
        assert_eq!(silences[0].source.as_str(), "stukken");

        live(
            store,
            day(84),
            &[paper("weer", &day(84).to_string(), "Weer een stuk")],
        );
        let spoken = proof(store, day(84));
        assert_eq!(health(&spoken), Health::Fine);
        assert!(open(&spoken).is_empty());
        assert!(spoken.silences[0].closed.is_some(), "it stays on record");
    });
}

/// A debate of the House on a day, as another source than the one that is watched tells it.
fn debate(store: &Store, day: jiff::civil::Date) {
    let line = format!(
        r#"{{"key":"debat-{day}","kind":"debate","country":"nl","language":"nl","title":"Debat","url":"https://example.org/d","published":"{day}","dates":[{{"on":"{day}","what":"event"}}]}}"#
    );
    tell(store, day, &[line]);
}

/// The first source, made to read recorded papers, tells of these.
fn tell(store: &Store, day: jiff::civil::Date, papers: &[String]) {
    let mut source = store.reader().unwrap().sources().unwrap().remove(0);
    source.kind = "jsonl".into();
    let page = Recorded {
        name: "b.jsonl".into(),
        bytes: papers.join("\n").into_bytes(),
    };
    take_recorded(store, &on(day), &source, [page], |_| {}).unwrap();
}

#[test]
fn a_silence_on_sitting_days_is_noticed_and_one_in_recess_is_not() {
    on_every_engine(|store| {
        let first = date(2025, 1, 7);
        let week = |n: i64| first.checked_add((7 * n).days()).unwrap();
        let sits = |n: i64| !(7..12).contains(&n) && !(17..21).contains(&n);
        for n in (0..24).filter(|n| sits(*n)) {
            debate(store, week(n));
        }
        let papers = |n: i64| {
            let one = |i: i64| paper(&format!("t{n}-{i}"), &week(n).to_string(), "Een stuk");
            vec![one(1), one(2)]
        };
        for n in (0..17).filter(|n| sits(*n)) {
            live(store, week(n), &papers(n));
        }
        for n in 17..21 {
            live(store, week(n), &[]);
            assert_eq!(health(&proof(store, week(n))), Health::Fine, "recess {n}");
        }
        for n in 21..24 {
            live(store, week(n), &[]);
        }
        let after = proof(store, week(23));
        assert_eq!(
            health(&after),
            Health::Silent,
            "{:?}",
            after.sources[1].outlook
        );
    });
}

#[test]
fn a_source_that_always_comes_second_is_no_silent_one() {
    on_every_engine(|store| {
        let first = date(2025, 7, 7);
        let day = |n: i64| first.checked_add(n.days()).unwrap();
        for n in 0..50 {
            let one = paper(&format!("p{n}"), &day(n).to_string(), "Een stuk");
            tell(store, day(n), std::slice::from_ref(&one));
            live(store, day(n), &[one]);
        }
        let proof = proof(store, day(49));
        let second = &proof.sources[1];
        assert_eq!(
            (second.tally.looks, second.tally.new),
            (31, 31),
            "of thirty days"
        );
        assert_eq!(second.state.health, Health::Fine);
        let outlook = second.outlook.clone().unwrap();
        assert!(outlook.days > 40 && outlook.per_day > 0.9, "{outlook:?}");
        assert!(outlook.silent_after.unwrap() < day(55), "{outlook:?}");
        assert!(second.lateness.papers > 25, "{:?}", second.lateness);
    });
}

#[test]
fn papers_that_come_late_are_counted_and_named() {
    on_every_engine(|store| {
        let today = date(2025, 10, 2);
        live(store, today, &[paper("oud", "2025-01-01", "Het verleden")]);
        let next = today.tomorrow().unwrap();
        let soon = |n: i64| paper(&format!("vlot{n}"), "2025-10-03", "Vlot stuk");
        let mut papers: Vec<String> = (0..20).map(soon).collect();
        papers.push(paper("laat", "2025-09-12", "Een stuk van drie weken terug"));
        live(store, next, &papers);
        let lateness = &proof(store, next).sources[1].lateness;
        assert_eq!((lateness.papers, lateness.median), (21, 0), "{lateness:?}");
        assert_eq!(lateness.latest[0].0, "laat");
        assert_eq!(lateness.latest[0].2, 21);
    });
}

#[test]
fn a_first_look_that_never_comes_to_its_end_hides_no_lateness() {
    on_every_engine(|store| {
        let source = store.reader().unwrap().sources().unwrap().remove(1);
        let kind = kinds::find(&source.kind).unwrap();
        let first = date(2025, 9, 1);
        let day = |n: i64| first.checked_add(n.days()).unwrap();
        // Every day it is cut off after two papers: one of the past, one of two days ago.
        for n in 0..10 {
            let old = paper(&format!("oud{n}"), "2024-05-01", "Het verleden");
            let recent = day(n - 2).to_string();
            let new = paper(&format!("nieuw{n}"), &recent, "Een stuk");
            let bytes = [old, new].join("\n").into_bytes();
            let read = read_recording(kind, &source, &bytes, "a.jsonl").unwrap();
            let mut change = store.change(&ctx().who, "", on(day(n)).now).unwrap();
            let taken = Taken {
                source: &source.id,
                run: change.begin_run(&source.id).unwrap(),
                items: &read.items,
                tombstones: &[],
                rejected: &[],
                cursor: None,
            };
            change.take_in(&taken).unwrap();
            change.commit().unwrap();
        }
        let lateness = &proof(store, day(9)).sources[1].lateness;
        assert_eq!((lateness.papers, lateness.median), (7, 2), "{lateness:?}");
    });
}

#[test]
fn what_waits_to_be_matched_and_what_cannot_be_used_is_told() {
    on_every_engine(|store| {
        let today = date(2025, 10, 2);
        live(
            store,
            today,
            &[paper("a", "2025-10-01", "Plan voor een spoorverbinding")],
        );
        let before = proof(store, today);
        assert_eq!((before.matched_to, before.ledger_end), (0, 1));
        assert!(!before.fine);
        match_all(store);
        let after = proof(store, today);
        assert_eq!((after.matched_to, after.fresh), (1, true));
        assert_eq!((after.matchings[0].to, after.matchings[0].added), (1, 1));
        assert_eq!(after.interests[0].hits.since, 1);
        assert!(after.interests[0].fault.is_none());

        let walks = after.matchings.len();
        match_all(store);
        let idle = proof(store, today).matchings.len();
        assert_eq!(idle, walks, "a walk with nothing to do leaves no line");

        let reader = store.reader().unwrap();
        let mut interest = reader.interests(&ctx().region).unwrap().remove(0);
        interest.query = "kapot AND (".into();
        let mut change = store.change(&Who("test".into()), "test", now()).unwrap();
        change.save_interest(&ctx().region, &interest).unwrap();
        change.commit().unwrap();
        match_all(store);
        let bad = proof(store, today);
        let fault = bad.interests[0].fault.as_ref().unwrap();
        assert!(!fault.is_empty() && !bad.fine, "{fault:?}");
    });
}

#[test]
fn every_page_that_was_asked_for_has_its_place() {
    let feed = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Krant</title>
<item><guid>1</guid><title>Plan voor een spoorverbinding</title><link>https://example.org/1</link><pubDate>Wed, 01 Oct 2025 08:00:00 GMT</pubDate></item>
</channel></rss>"#;
    on_every_engine(|store| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("feed.xml"), feed).unwrap();
        let server = serve_files(folder.path());
        let mut source = store.reader().unwrap().sources().unwrap().remove(0);
        source.address = format!("{}?sleutel=geheim", server.address("feed.xml"));
        let manners = Manners {
            reach: Reach::Loopback,
            tries: 1,
            ..Manners::default()
        };
        collect(store, &ctx(), &source, manners, |_| true).unwrap();
        let reader = store.reader().unwrap();
        let pages = reader.pages(&source.id, Timestamp::UNIX_EPOCH, 10).unwrap();
        assert_eq!(pages.len(), 1);
        let page = &pages[0];
        assert_eq!((page.status, page.bytes), (200, feed.len() as i64));
        assert_eq!((page.items, page.ledger_from, page.ledger_to), (1, 0, 1));
        assert!(!page.url.contains("geheim"), "no key is kept: {}", page.url);
    });
}
