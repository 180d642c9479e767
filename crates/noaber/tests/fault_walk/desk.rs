//! A desk on which days pass, with a reader who is told what is new: what it does in a day, and what
//! must be true of it once all is well.

use crate::post::Post;
use crate::told::Told;
use crate::world::*;
use jiff::{SignedDuration, Timestamp};
use noaber_connectors::{Manners, Reach};
use noaber_store::Store;
use noaber_store::views::Health;
use noaber_testkit::TestDatabase;
use noaber_work::Clock;
use noaber_work::collect::{Collected, collect};
use noaber_work::match_items::{Matched, match_items};
use noaber_work::proof::listen;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The first day, a Monday.
pub fn begin() -> Timestamp {
    "2026-06-01T10:00:00Z".parse().unwrap()
}

/// How the desk asks servers of its own machine.
pub fn manners() -> Manners {
    Manners {
        haste: 10_000.0,
        timeout: Duration::from_millis(1_000),
        tries: 2,
        first_pause: Duration::from_millis(10),
        longest_pause: Duration::from_secs(2),
        reach: Reach::Loopback,
        ..Manners::default()
    }
}

/// The desk of the walk, and a reader who is told what is new each day.
pub struct Desk {
    pub store: Store,
    pub now: Timestamp,
    pub post: Post,
    /// Whether its database went away while a source was asked, so that it cannot know how often.
    pub lost_sight: bool,
    pub address: String,
}

impl Desk {
    pub fn new(database: &TestDatabase, world: &World, query: Option<&str>) -> Desk {
        let address = database.address.clone();
        let store = Store::open(&address, begin()).unwrap();
        world.load(&store, query, begin());
        let post = Post::new();
        post.subscribe(&store, begin());
        Desk {
            store,
            now: begin(),
            post,
            lost_sight: false,
            address,
        }
    }

    pub fn collect(&self, source: &str) -> Collected {
        let sources = self.store.reader().unwrap().sources().unwrap();
        let source = sources.iter().find(|s| s.id.as_str() == source).unwrap();
        collect(&self.store, &ctx(self.now), source, manners(), |_| true).unwrap()
    }

    pub fn matching(&self) -> Matched {
        let today = self.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        match_items(&self.store, &ctx(self.now), today, |_, _| true).unwrap()
    }

    /// A day: both sources are read, what came is matched, and the reader is written to.
    pub fn day(&mut self) {
        self.now += SignedDuration::from_hours(24);
        for source in [FEED, HOUSE] {
            self.collect(source);
        }
        self.matching();
        self.listen();
        self.post.deliver(&self.store, self.now);
    }

    fn listen(&self) {
        let today = self.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        listen(&self.store, &ctx(self.now), today).unwrap();
    }

    /// What the program proves of this desk at this moment; its counts are held against those of the
    /// servers.
    pub fn proof(&self, world: &World, when: &str) -> Told {
        let who = noaber_domain::Who("test".into());
        Clock::fix(&self.store, &who, "a day of the walk", self.now).unwrap();
        let told = Told::ask(&self.address);
        told.counts(world, &self.post, !self.lost_sight, when);
        told.is_true(world, &self.store, &self.post, when);
        told
    }

    /// What must be true once all is well again.
    pub fn is_whole(&self, world: &World, after: &str) -> Told {
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
        let proof = self.proof(world, after);
        assert!(proof.fine, "{after}: the proof says so");
        let (to, letters) = (proof.number("ledger_end"), proof.letters());
        assert_eq!(proof.interest()["matched_to"], to, "{after}");
        assert_eq!(letters["made"], letters["sent"], "{after}");
        for source in [FEED, HOUSE] {
            let published = world.papers(source).len() as u64;
            assert_eq!(proof.count(source, "new"), published, "{after}: {source}");
        }
        proof
    }
}
