//! Sources and databases that fail while the desk runs on: each failure is told for as long as it
//! lasts, and is made good by itself the day after.

use crate::post::Post;
use crate::world::*;
use jiff::{SignedDuration, Timestamp};
use noaber_connectors::{Manners, Reach};
use noaber_store::Store;
use noaber_store::views::Health;
use noaber_testkit::{SmtpDeed, SmtpPoint, databases};
use noaber_work::collect::{Collected, collect};
use noaber_work::match_items::match_items;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// How a source misbehaves, and how the desk must then call it; `None` where nothing is wrong with
/// what comes.
const FAULTS: [(&str, Mood, Option<Health>, &str); 20] = [
    (FEED, Mood::Down, Some(Health::Failing), "no answer"),
    (HOUSE, Mood::Down, Some(Health::Failing), "no answer"),
    (FEED, Mood::Slow, Some(Health::Failing), "timed out"),
    (HOUSE, Mood::Slow, Some(Health::Failing), "timed out"),
    (
        FEED,
        Mood::Busy,
        Some(Health::Failing),
        "come back in 3600 s",
    ),
    (
        HOUSE,
        Mood::Busy,
        Some(Health::Failing),
        "come back in 3600 s",
    ),
    (FEED, Mood::Overloaded, Some(Health::Failing), "503"),
    (HOUSE, Mood::Overloaded, Some(Health::Failing), "503"),
    (FEED, Mood::Blocked, Some(Health::Blocked), "block page"),
    (HOUSE, Mood::Blocked, Some(Health::Blocked), "block page"),
    (FEED, Mood::Cut, Some(Health::Failing), "no answer"),
    (HOUSE, Mood::Cut, Some(Health::Failing), "no answer"),
    (FEED, Mood::Half, Some(Health::Failing), "breaks off"),
    (HOUSE, Mood::Half, Some(Health::Failing), "breaks off"),
    (FEED, Mood::OtherEncoding, None, ""),
    (HOUSE, Mood::OtherEncoding, None, ""),
    (HOUSE, Mood::PlaceGone, Some(Health::Failing), "410"),
    (FEED, Mood::Reversed, None, ""),
    (HOUSE, Mood::Reversed, None, ""),
    (
        HOUSE,
        Mood::SameForEver,
        Some(Health::Failing),
        "the same page came again",
    ),
];

fn begin() -> Timestamp {
    "2026-06-01T10:00:00Z".parse().unwrap()
}

fn manners() -> Manners {
    Manners {
        haste: 10_000.0,
        timeout: Duration::from_millis(450),
        tries: 2,
        first_pause: Duration::from_millis(10),
        longest_pause: Duration::from_secs(2),
        reach: Reach::Loopback,
        ..Manners::default()
    }
}

/// The desk of the walk, and a reader who is told what is new each day.
struct Desk {
    store: Store,
    now: Timestamp,
    post: Post,
}

impl Desk {
    fn new(address: &str, world: &World, query: Option<&str>) -> Desk {
        let store = Store::open(address, begin()).unwrap();
        world.load(&store, query, begin());
        let post = Post::new();
        post.subscribe(&store, begin());
        Desk {
            store,
            now: begin(),
            post,
        }
    }

    fn collect(&self, source: &str) -> Collected {
        let sources = self.store.reader().unwrap().sources().unwrap();
        let source = sources.iter().find(|s| s.id.as_str() == source).unwrap();
        collect(&self.store, &ctx(self.now), source, manners(), |_| true).unwrap()
    }

    fn matching(&self) -> noaber_work::match_items::Matched {
        let today = self.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        match_items(&self.store, &ctx(self.now), today, |_, _| true).unwrap()
    }

    /// A day: both sources are read, what came is matched, and the reader is written to.
    fn day(&mut self) {
        self.now += SignedDuration::from_hours(24);
        for source in [FEED, HOUSE] {
            self.collect(source);
        }
        self.matching();
        self.post.deliver(&self.store, self.now);
    }

    /// What must be true once all is well again.
    fn is_whole(&self, world: &World, after: &str) {
        let items = items(&self.store);
        let expected = world.keys(|_| true);
        assert!(
            items.keys().eq(expected.iter()),
            "{after}: there are {items:?}, published was {expected:?}"
        );
        let changed: Vec<_> = items.iter().filter(|(_, version)| **version != 1).collect();
        assert!(changed.is_empty(), "{after}: nothing changed: {changed:?}");
        let found = signals(&self.store);
        let once: BTreeSet<String> = found.iter().cloned().collect();
        assert_eq!(once, world.keys(|p| p.matching), "{after}: signals");
        assert_eq!(found.len(), once.len(), "{after}: a signal is there twice");
        let told: BTreeMap<usize, usize> = [FEED, HOUSE]
            .into_iter()
            .flat_map(|source| world.papers(source))
            .filter(|paper| paper.matching)
            .map(|paper| (paper.number, 1))
            .collect();
        assert_eq!(self.post.told(), told, "{after}: papers told, how often");
        for source in [FEED, HOUSE] {
            let state = state(&self.store, source, self.now);
            assert_eq!(
                (state.health, state.failures, state.fault),
                (Health::Fine, 0, None),
                "{after}: {source}"
            );
            assert_eq!(state.items as usize, world.papers(source).len(), "{after}");
        }
        let findings = noaber_store::check(&self.store).unwrap();
        assert!(findings.iter().all(|f| f.fine), "{after}: {findings:?}");
    }
}

#[test]
fn what_sources_do_wrong_is_told_and_made_good() {
    for database in databases() {
        let world = World::new();
        let mut desk = Desk::new(&database.address, &world, None);
        world.publish(desk.now);
        desk.day();
        desk.is_whole(&world, "a first day");
        for (source, mood, health, words) in FAULTS {
            let after = format!("{}: {source} {mood:?}", database.name);
            world.publish(desk.now);
            world.behave(source, mood);
            desk.day();
            let state = state(&desk.store, source, desk.now);
            match health {
                Some(health) => {
                    assert_eq!((state.health, state.failures), (health, 1), "{after}");
                    let fault = state.fault.unwrap();
                    assert!(fault.contains(words), "{after}: {fault}");
                }
                None => assert_eq!((state.health, state.fault), (Health::Fine, None), "{after}"),
            }
            world.behave(source, Mood::Good);
            desk.day();
            desk.is_whole(&world, &after);
        }
    }
}

#[test]
fn days_of_silence_on_the_line_lose_nothing() {
    for database in databases() {
        let world = World::new();
        let mut desk = Desk::new(&database.address, &world, None);
        for mood in [Mood::Down, Mood::PlaceGone, Mood::Busy, Mood::Half] {
            world.behave(HOUSE, mood);
            world.behave(FEED, mood);
            for _ in 0..4 {
                world.publish(desk.now);
                desk.day();
            }
            let failures = state(&desk.store, HOUSE, desk.now).failures;
            assert_eq!(failures, 4, "{}: {mood:?}", database.name);
            world.behave(HOUSE, Mood::Good);
            world.behave(FEED, Mood::Good);
            desk.day();
            desk.is_whole(&world, &format!("{}: four days of {mood:?}", database.name));
        }
    }
}

#[test]
fn a_mail_server_that_refuses_for_two_days_gets_every_letter_once() {
    for database in databases() {
        let refusals = [
            (SmtpPoint::Greeting, SmtpDeed::Close),
            (SmtpPoint::Greeting, SmtpDeed::Say("421 4.3.2 not today")),
            (SmtpPoint::Recipient, SmtpDeed::Say("450 4.2.1 later")),
            (SmtpPoint::Letter, SmtpDeed::Say("451 4.3.0 no room")),
        ];
        let world = World::new();
        let mut desk = Desk::new(&database.address, &world, None);
        for refusal in refusals {
            desk.post.server.always(Some(refusal));
            let before = desk.post.told();
            for _ in 0..2 {
                world.publish(desk.now);
                desk.day();
            }
            let after = format!("{}: {refusal:?}", database.name);
            assert_eq!(desk.post.told(), before, "{after}: nothing was taken");
            let waiting = desk.post.waiting(&desk.store);
            assert!(waiting > 0, "{after}: the outbox says what waits");
            desk.post.server.always(None);
            desk.day();
            desk.day();
            assert_eq!(desk.post.waiting(&desk.store), 0, "{after}");
            desk.is_whole(&world, &after);
        }
    }
}

#[test]
fn a_clock_that_jumps_loses_nothing_and_doubles_nothing() {
    for database in databases() {
        let world = World::new();
        let mut desk = Desk::new(&database.address, &world, None);
        for hours in [24, -24 * 400, 24 * 400, 24 * 90, -24 * 90, -3, 3] {
            world.publish(begin() + SignedDuration::from_hours(world.papers(FEED).len() as i64));
            desk.now += SignedDuration::from_hours(hours);
            desk.day();
        }
        desk.is_whole(&world, database.name);
    }
}

#[test]
fn a_query_that_fails_once_finds_everything_afterwards() {
    for database in databases() {
        let world = World::new();
        let mut desk = Desk::new(&database.address, &world, Some("spoorverbinding AND ("));
        for _ in 0..3 {
            world.publish(desk.now);
            desk.day();
        }
        assert_eq!(desk.matching().bad.len(), 1, "the failing query is named");
        assert!(desk.post.told().is_empty(), "{:?}", desk.post.told());
        world.load(&desk.store, None, desk.now);
        desk.day();
        assert!(desk.matching().bad.is_empty());
        desk.is_whole(&world, database.name);
    }
}

#[test]
fn a_database_that_goes_away_during_a_look_takes_nothing_along() {
    for database in databases() {
        let world = World::new();
        let mut desk = Desk::new(&database.address, &world, None);
        for _ in 0..3 {
            world.publish(desk.now);
        }
        let sources = desk.store.reader().unwrap().sources().unwrap();
        for source in &sources {
            // Every page of the House's list, and the one page of the feed, comes back to a
            // connection that is gone; the look may end with it, and says so.
            let _ = collect(&desk.store, &ctx(desk.now), source, manners(), |_| {
                database.cut_connections();
                true
            });
            let _ = collect(&desk.store, &ctx(desk.now), source, manners(), |_| true);
        }
        database.cut_connections();
        let today = desk.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let _ = match_items(&desk.store, &ctx(desk.now), today, |_, _| true);
        desk.day();
        desk.day();
        desk.is_whole(&world, database.name);
    }
}
