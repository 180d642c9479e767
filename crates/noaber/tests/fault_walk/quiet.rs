//! What is missed without anybody failing: a source that answers and brings nothing, a desk that does
//! not ask, a paper that comes weeks late, a clock that was wrong.

use crate::desk::{Desk, begin};
use crate::told::{Told, program};
use crate::world::*;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use noaber_testkit::databases;

/// Days of which the desk learns what each source brings.
const LEARNED: usize = 50;

fn today(desk: &Desk) -> Date {
    desk.now.to_zoned(TimeZone::UTC).date()
}

/// A day on which the feed brings a paper, and the House three, when it works and is not in recess.
fn usual(desk: &mut Desk, world: &World, house: bool) {
    let day = today(desk);
    world.publish_one(FEED, true, day, desk.now);
    let works = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    for place in 0..3 {
        if works && house {
            let changed = desk.now + SignedDuration::from_mins(place);
            world.publish_one(HOUSE, place == 0, day, changed);
        }
    }
    desk.day();
}

#[test]
fn a_source_that_answers_and_brings_nothing_is_called_silent() {
    for database in databases() {
        let world = World::new();
        let mut desk = Desk::new(&database, &world, None);
        for _ in 0..LEARNED {
            usual(&mut desk, &world, true);
        }
        let told = desk.proof(&world, database.name);
        assert!(told.fine, "{}: weekends are no silence", database.name);
        let by = told.source(HOUSE)["outlook"]["silent_after"].as_str();
        let by: Date = by.unwrap().parse().unwrap();
        let since = told.source(HOUSE)["newest"].clone();
        while today(&desk) < by {
            usual(&mut desk, &world, false);
        }
        let told = desk.proof(&world, "the last day on which that may be");
        assert_eq!((told.state(HOUSE), told.fine), ("fine", true));

        usual(&mut desk, &world, false);
        let told = desk.proof(&world, "the day after");
        assert_eq!((told.state(HOUSE), told.fine), ("silent", false));
        assert_eq!(told.state(FEED), "fine", "the other one speaks");
        assert_eq!(told.source(HOUSE)["failures"], 0, "it answers");
        assert_eq!(told.silences().len(), 1);
        let silence = &told.silences()[0];
        assert_eq!(
            (&silence["source"], &silence["since"]),
            (&HOUSE.into(), &since)
        );
        assert!(silence["expected"].as_f64().unwrap() > 3.0, "{silence}");
        assert!(silence["closed"].is_null());

        for _ in 0..3 {
            usual(&mut desk, &world, true);
        }
        let told = desk.is_whole(&world, database.name);
        let closed = &told.silences()[0]["closed"];
        assert!(!closed.is_null(), "it spoke again, and that is on record");
    }
}

#[test]
fn a_desk_that_does_not_ask_says_so() {
    for database in databases() {
        let world = World::new();
        let mut desk = Desk::new(&database, &world, None);
        world.publish(desk.now);
        desk.day();
        desk.now += SignedDuration::from_hours(24 * 3);
        world.publish(desk.now);
        let told = desk.proof(&world, "three days later");
        assert_eq!((told.state(FEED), told.state(HOUSE)), ("late", "late"));
        assert!(!told.fine);
        desk.day();
        desk.is_whole(&world, database.name);
    }
}

#[test]
fn a_paper_that_comes_three_weeks_late_is_told_and_named() {
    for database in databases() {
        let world = World::new();
        let mut desk = Desk::new(&database, &world, None);
        for _ in 0..4 {
            usual(&mut desk, &world, true);
        }
        for source in [FEED, HOUSE] {
            let day = today(&desk) - 21.days();
            let paper = world.publish_one(source, true, day, desk.now);
            let before = desk.post.told();
            usual(&mut desk, &world, true);
            let told = desk.is_whole(&world, database.name);
            let lateness = &told.source(source)["lateness"];
            let (latest, median) = (&lateness["latest"][0], &lateness["median"]);
            assert_eq!(latest[0], paper.key(source), "{lateness}");
            assert_eq!((&latest[2], median), (&22.into(), &1.into()), "{lateness}");
            assert!(!before.contains_key(&paper.number));
            assert_eq!(desk.post.told().get(&paper.number), Some(&1), "told once");
            let hit = Told::moment(&told.interest()["last"]);
            assert_eq!(hit, desk.now, "matched on the day it came");
        }
    }
}

#[test]
fn a_clock_that_jumps_loses_nothing_and_doubles_nothing() {
    /// Hours by which it jumps, and how the sources are called before they are asked again.
    const JUMPS: [(i64, &str); 7] = [
        (12, "fine"),
        (-24 * 400, "late"),
        (24 * 400, "late"),
        (24 * 90, "late"),
        (-24 * 90, "late"),
        (-3, "late"),
        (3, "fine"),
    ];
    for database in databases() {
        let world = World::new();
        let mut desk = Desk::new(&database, &world, None);
        world.publish(desk.now);
        desk.day();
        for (hours, state) in JUMPS {
            let when = format!("{}: {hours} hours", database.name);
            world.publish(begin() + SignedDuration::from_hours(world.papers(FEED).len() as i64));
            desk.now += SignedDuration::from_hours(hours);
            let told = desk.proof(&world, &when);
            assert_eq!(
                (told.state(FEED), told.state(HOUSE)),
                (state, state),
                "{when}"
            );
            desk.day();
            let told = desk.is_whole(&world, &when);
            for source in [FEED, HOUSE] {
                let source = told.source(source);
                assert_eq!(Told::moment(&source["asked"]), desk.now, "{when}");
                assert_eq!(Told::moment(&source["newest"]), desk.now, "{when}");
            }
        }
    }
}

#[test]
fn a_source_that_was_asked_in_a_future_that_never_came_is_asked_again() {
    // Also when that future is nearer than the rhythm of the source.
    let far = databases().into_iter().map(|database| (database, 24 * 400));
    let near = databases().into_iter().map(|database| (database, 2));
    for (database, hours) in far.chain(near) {
        let world = World::new();
        let mut desk = Desk::new(&database, &world, None);
        desk.now = Timestamp::now() + SignedDuration::from_hours(hours);
        world.publish(begin());
        desk.collect(FEED);
        let before = world.asked(FEED).0;
        let out = program(&database.address)
            .args(["collect", "--own-network"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success(), "{}: {said}", database.name);
        assert_eq!(world.asked(FEED).0, before + 1, "{}: {said}", database.name);
        let told = Told::ask(&database.address);
        assert_eq!((told.state(FEED), told.fine), ("fine", true));
    }
}
