//! When a digest comes: at once, once a week, on sitting days, and not during a pause or after a
//! farewell. The story begins in `main.rs`.

use crate::desk::*;
use jiff::civil::{date, time};
use noaber_domain::*;
use noaber_testkit::{SmtpDeed, SmtpPoint};
use noaber_work::deliver::{Delivered, Step};
use noaber_work::digest;

/// Delivers every six hours for so many days; gives the days on which letters went out.
fn days_of_letters(desk: &mut Desk, days: i64) -> Vec<String> {
    let mut on = Vec::new();
    for _ in 0..days * 4 {
        desk.later(6);
        for _ in 0..desk.deliver().sent {
            on.push(desk.now.strftime("%a %-d").to_string());
        }
    }
    on
}

#[test]
fn once_a_week_everything_of_the_week_comes_in_one_letter() {
    for mut desk in desks() {
        // It is Thursday.
        let at = time(7, 0, 0, 0);
        desk.subscribe(Cadence::Weekly { day: 1, at });
        desk.publish(&[spoor("donderdag")]);
        assert_eq!(days_of_letters(&mut desk, 2), Vec::<String>::new());
        desk.publish(&[spoor("zaterdag")]);
        assert_eq!(days_of_letters(&mut desk, 4), ["Mon 6"]);
        let letters = desk.letters();
        for day in ["donderdag", "zaterdag"] {
            assert!(
                letters[0].contains(&format!("Spoorverbinding {day} over")),
                "{letters:?}"
            );
        }
        desk.publish(&[spoor("woensdag")]);
        assert_eq!(days_of_letters(&mut desk, 7), ["Mon 13"]);
        assert_eq!(count(&desk, "Spoorverbinding woensdag over"), 1);
        assert_eq!(count(&desk, "Spoorverbinding zaterdag over"), 1);

        // The desk was off on Monday: the letter comes when it is on again.
        desk.publish(&[spoor("later")]);
        desk.later(7 * 24);
        assert_eq!(desk.deliver().sent, 1);
        assert_eq!(days_of_letters(&mut desk, 3), Vec::<String>::new());
    }
}

#[test]
fn on_sitting_days_it_comes_when_the_house_sits() {
    for mut desk in desks() {
        let at = time(8, 0, 0, 0);
        desk.subscribe(Cadence::SittingDays { at });
        let off = paper(
            "afgelast",
            "2025-10-01",
            "Spoorverbinding afgelast",
            "2025-10-03",
        )
        .replace("\"dates\"", "\"state\":\"cancelled\",\"dates\"");
        let sits = paper(
            "dinsdag",
            "2025-10-01",
            "Spoorverbinding dinsdag",
            "2025-10-07",
        );
        desk.publish(&[off, sits]);
        assert_eq!(
            days_of_letters(&mut desk, 8),
            ["Tue 7"],
            "not on Friday, when it was called off"
        );
        assert_eq!(count(&desk, "Spoorverbinding dinsdag"), 1);
        assert_eq!(count(&desk, "Spoorverbinding afgelast"), 1);
    }
}

#[test]
fn at_once_is_at_the_next_delivery_and_a_letter_for_each() {
    for mut desk in desks() {
        desk.subscribe(Cadence::AtOnce);
        for nr in 0..3 {
            desk.publish(&[spoor(&format!("nr{nr}"))]);
            assert_eq!(desk.deliver().sent, 1);
            assert_eq!(desk.deliver(), Delivered::default());
            desk.later(1);
        }
        assert_eq!(desk.letters().len(), 3);
    }
}

#[test]
fn a_pause_holds_what_is_uncertain_too_and_ends_when_told() {
    for mut desk in desks() {
        let id = desk.subscribe(Cadence::AtOnce).id;
        desk.publish(&[spoor("een")]);
        desk.server.once(SmtpPoint::Letter, SmtpDeed::TakeAndClose);
        assert_eq!(desk.deliver().unclear, 1);
        let far = Some(date(2026, 1, 1));
        digest::pause(&desk.store, &desk.ctx(), id, far).unwrap();
        desk.publish(&[spoor("twee")]);
        desk.later(24 * 30);
        assert_eq!(desk.deliver(), Delivered::default());
        assert_eq!(desk.states(), [("held".to_owned(), 1)]);

        digest::pause(&desk.store, &desk.ctx(), id, None).unwrap();
        let done = desk.deliver();
        assert_eq!((done.made, done.sent), (1, 2), "{done:?}");
        assert_eq!(count(&desk, "Spoorverbinding twee over"), 1);
        let reader = desk.store.reader().unwrap();
        let lines = reader.outbox(&desk.region.id, Some(id), 9).unwrap();
        let first = lines.iter().find(|line| line.number == 1).unwrap();
        assert_eq!(first.unclear, 1, "it may have come twice, and says so");
    }
}

#[test]
fn whoever_leaves_between_making_and_sending_gets_nothing() {
    for step in [Step::Made, Step::Claimed, Step::Ready] {
        for mut desk in desks() {
            let id = desk.subscribe(Cadence::AtOnce).id;
            desk.publish(&[spoor("een")]);
            let done = desk.deliver_until(|reached| {
                if reached == step {
                    digest::remove(&desk.store, &desk.ctx(), id).unwrap();
                }
                true
            });
            assert_eq!(done.sent, 0, "{step:?}: {done:?}");
            desk.later(24);
            assert_eq!(desk.deliver(), Delivered::default(), "{step:?}");
            assert_eq!(desk.server.taken(), [], "{step:?}");
            assert_eq!(desk.states(), [("dropped".to_owned(), 1)], "{step:?}");
        }
    }
}
