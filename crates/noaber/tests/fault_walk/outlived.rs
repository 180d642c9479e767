//! Sources, letters and databases that fail while the desk runs on: each failure is told for as long
//! as it lasts, by the program itself, and is made good by itself the day after.

use crate::desk::{Desk, manners};
use crate::told::Told;
use crate::world::*;
use jiff::SignedDuration;
use noaber_store::views::Health;
use noaber_testkit::{SmtpDeed, SmtpPoint, databases};
use noaber_work::collect::collect;
use noaber_work::match_items::match_items;
use serde_json::json;

/// How a source misbehaves, and how the desk must then call it; `None` where nothing is wrong with
/// what comes.
const FAULTS: &[(&str, Mood, Option<Health>, &str)] = &[
    (FEED, Mood::Down, Some(Health::Failing), "no answer"),
    (HOUSE, Mood::Down, Some(Health::Failing), "no answer"),
    (FEED, Mood::Slow, Some(Health::Failing), "timed out"),
    (HOUSE, Mood::Slow, Some(Health::Failing), "timed out"),
    (FEED, Mood::Busy, Some(Health::Failing), IN_AN_HOUR),
    (HOUSE, Mood::Busy, Some(Health::Failing), IN_AN_HOUR),
    (FEED, Mood::BusyUnsaid, Some(Health::Failing), "429"),
    (HOUSE, Mood::BusyUnsaid, Some(Health::Failing), "429"),
    (FEED, Mood::BusyForOnce, None, ""),
    (HOUSE, Mood::BusyForOnce, None, ""),
    (FEED, Mood::Overloaded, Some(Health::Failing), "503"),
    (HOUSE, Mood::Overloaded, Some(Health::Failing), "503"),
    (
        FEED,
        Mood::OverloadedUntil,
        Some(Health::Failing),
        "come back in",
    ),
    (
        HOUSE,
        Mood::OverloadedUntil,
        Some(Health::Failing),
        "come back in",
    ),
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
        "came again",
    ),
];
const IN_AN_HOUR: &str = "come back in 3600 s";

#[test]
fn what_sources_do_wrong_is_told_and_made_good() {
    for database in databases() {
        let world = World::new();
        let mut desk = Desk::new(&database, &world, None);
        world.publish(desk.now);
        desk.day();
        desk.is_whole(&world, "a first day");
        for (source, mood, health, words) in FAULTS {
            let after = format!("{}: {source} {mood:?}", database.name);
            world.publish(desk.now);
            world.behave(source, *mood);
            desk.day();
            let told = desk.proof(&world, &after);
            let other = if *source == FEED { HOUSE } else { FEED };
            assert_eq!(told.state(other), "fine", "{after}: not its fault");
            let (state, fault) = (told.state(source), &told.source(source)["fault"]);
            match health {
                Some(health) => {
                    assert_eq!(state, health.code(), "{after}");
                    assert_eq!(told.source(source)["failures"], 1, "{after}");
                    let fault = fault.as_str().unwrap();
                    assert!(fault.contains(words), "{after}: {fault}");
                }
                None => assert_eq!((state, fault.is_null()), ("fine", true), "{after}: {fault}"),
            }
            world.behave(source, Mood::Good);
            desk.day();
            let told = desk.is_whole(&world, &after);
            if health.is_some() {
                let last = &told.source(source)["tally"]["last_failure"][1];
                let last = last.as_str().unwrap();
                assert!(last.contains(words), "{after}: it stays on record: {last}");
            }
        }
    }
}

#[test]
fn days_of_silence_on_the_line_lose_nothing() {
    for database in databases() {
        let world = World::new();
        let mut desk = Desk::new(&database, &world, None);
        for mood in [Mood::Down, Mood::PlaceGone, Mood::Busy, Mood::Half] {
            world.behave(HOUSE, mood);
            world.behave(FEED, mood);
            for _ in 0..4 {
                world.publish(desk.now);
                desk.day();
            }
            let told = desk.proof(&world, &format!("{}: {mood:?}", database.name));
            assert_eq!(told.source(HOUSE)["failures"], 4, "{mood:?}");
            assert_eq!(told.state(HOUSE), "failing", "{mood:?}");
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
            (SmtpPoint::Greeting, SmtpDeed::Close, ""),
            (
                SmtpPoint::Greeting,
                SmtpDeed::Say("421 4.3.2 not today"),
                "421",
            ),
            (
                SmtpPoint::Recipient,
                SmtpDeed::Say("450 4.2.1 later"),
                "450",
            ),
            (SmtpPoint::Letter, SmtpDeed::Say("451 4.3.0 no room"), "451"),
        ];
        let world = World::new();
        let mut desk = Desk::new(&database, &world, None);
        for (point, deed, words) in refusals {
            let refusal = (point, deed);
            desk.post.server.always(Some(refusal));
            let before = desk.post.told();
            for _ in 0..2 {
                world.publish(desk.now);
                desk.day();
            }
            let after = format!("{}: {refusal:?}", database.name);
            assert_eq!(desk.post.told(), before, "{after}: nothing was taken");
            let told = desk.proof(&world, &after);
            let waiting = &told.letters()["waiting"];
            assert!(waiting["letters"].as_i64().unwrap() > 0, "{after}");
            assert!(!told.fine, "{after}: letters that wait are told");
            let since = Told::moment(&waiting["since"]);
            let age = desk.now.duration_since(since);
            assert_eq!(age, SignedDuration::from_hours(24), "{after}: since when");
            assert!(Told::moment(&waiting["next_try"]) > desk.now, "{after}");
            let said = waiting["answer"][1].as_str().unwrap();
            assert!(said.contains(words), "{after}: {said}");
            let text = Told::text(&desk.address);
            let line = text.lines().find(|line| line.starts_with("letters: "));
            let line = line.unwrap();
            assert!(
                line.contains("waiting since") && line.contains(words),
                "{line}"
            );
            desk.post.server.always(None);
            desk.day();
            desk.day();
            assert_eq!(desk.post.waiting(&desk.store), 0, "{after}");
            desk.is_whole(&world, &after);
        }
    }
}

#[test]
fn a_query_that_fails_once_finds_everything_afterwards() {
    for database in databases() {
        let world = World::new();
        let mut desk = Desk::new(&database, &world, Some("spoorverbinding AND ("));
        for _ in 0..3 {
            world.publish(desk.now);
            desk.day();
        }
        assert_eq!(desk.matching().bad.len(), 1, "the failing query is named");
        assert!(desk.post.told().is_empty(), "{:?}", desk.post.told());
        let told = desk.proof(&world, database.name);
        let interest = told.interest();
        assert!(!told.fine, "an interest that finds nothing is told");
        assert!(!interest["fault"].as_str().unwrap().is_empty());
        assert_eq!(
            (&interest["matched_to"], &interest["last"]),
            (&json!(0), &json!(null))
        );
        assert_eq!(Told::moment(&interest["last_failure"][0]), desk.now);
        let failed = desk.now;
        world.load(&desk.store, None, desk.now);
        let told = desk.proof(&world, "mended, not yet matched");
        assert_eq!((told.fine, told.number("matched_to") > 0), (false, true));
        assert_eq!(
            told.interest()["matched_to"],
            0,
            "nothing with this query yet"
        );
        desk.day();
        assert!(desk.matching().bad.is_empty());
        let told = desk.is_whole(&world, database.name);
        let interest = told.interest();
        assert!(interest["fault"].is_null());
        assert_eq!(Told::moment(&interest["last"]), desk.now, "its last hit");
        assert_eq!(
            Told::moment(&interest["last_failure"][0]),
            failed,
            "on record"
        );
    }
}

#[test]
fn a_database_that_goes_away_during_a_look_takes_nothing_along() {
    for database in databases() {
        let world = World::new();
        let mut desk = Desk::new(&database, &world, None);
        for _ in 0..3 {
            world.publish(desk.now);
        }
        let sources = desk.store.reader().unwrap().sources().unwrap();
        desk.lost_sight = true;
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
        desk.proof(&world, database.name);
        desk.day();
        desk.day();
        desk.is_whole(&world, database.name);
    }
}
