//! A subscriber: somebody who gets the digest, how often and about what. How a digest is made and how
//! it gets to them is not known here.
//!
//! Name and address are personal data. They are kept for one purpose, to send the digest that was
//! asked for, and erased when the subscriber is removed.

use crate::id::DossierId;
use crate::signal::Tier;
use crate::wording::Language;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// Longest name, in characters.
const LONGEST_NAME: usize = 120;
/// Longest address, in bytes (RFC 5321, section 4.5.3.1.3).
const LONGEST_ADDRESS: usize = 254;
/// Days that are looked back for a turn that was missed because nothing ran.
const LOOK_BACK: i64 = 7;
/// After so long without anything new a digest at once says that all is well.
const QUIET: SignedDuration = SignedDuration::from_hours(24);

/// A subscriber in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SubscriberId(pub i64);

impl std::fmt::Display for SubscriberId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for SubscriberId {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// How often a digest comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "how")]
pub enum Cadence {
    /// As soon as there is something new.
    AtOnce,
    /// Every day at this time.
    Daily {
        /// Local time in the region.
        at: Time,
    },
    /// Once a week.
    Weekly {
        /// On this day, 1 for Monday to 7 for Sunday.
        day: i8,
        /// Local time in the region.
        at: Time,
    },
    /// On days on which parliament sits.
    SittingDays {
        /// Local time in the region.
        at: Time,
    },
}

impl Cadence {
    /// The codes, in the order of the form; also the translation keys `cadence-<code>`.
    pub const CODES: [&str; 4] = ["at-once", "daily", "weekly", "sitting-days"];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Cadence::AtOnce => Cadence::CODES[0],
            Cadence::Daily { .. } => Cadence::CODES[1],
            Cadence::Weekly { .. } => Cadence::CODES[2],
            Cadence::SittingDays { .. } => Cadence::CODES[3],
        }
    }

    /// From a code with a time and a day of the week (1 for Monday); what the code does not need is
    /// passed over.
    pub fn from_code(code: &str, at: Time, day: i8) -> Option<Cadence> {
        match code {
            "at-once" => Some(Cadence::AtOnce),
            "daily" => Some(Cadence::Daily { at }),
            "weekly" if (1..=7).contains(&day) => Some(Cadence::Weekly { day, at }),
            "sitting-days" => Some(Cadence::SittingDays { at }),
            _ => None,
        }
    }

    /// The time of day, unless it comes at once.
    pub fn at(self) -> Option<Time> {
        match self {
            Cadence::AtOnce => None,
            Cadence::Daily { at } | Cadence::Weekly { at, .. } | Cadence::SittingDays { at } => {
                Some(at)
            }
        }
    }

    /// The newest turn up to `now`, the last seven days considered; nothing when there was none.
    /// `sits` says whether parliament sits on a day.
    pub fn newest_turn<E>(
        self,
        now: Timestamp,
        zone: &TimeZone,
        mut sits: impl FnMut(Date) -> Result<bool, E>,
    ) -> Result<Option<Timestamp>, E> {
        let Some(at) = self.at() else {
            return Ok(Some(now));
        };
        let today = now.to_zoned(zone.clone()).date();
        for back in 0..=LOOK_BACK {
            let day = today.saturating_sub(back.days());
            // A time that the clock jumps over is that moment of the day which follows it.
            let Ok(turn) = day.to_datetime(at).to_zoned(zone.clone()) else {
                continue;
            };
            if turn.timestamp() <= now && self.falls_on(day, &mut sits)? {
                return Ok(Some(turn.timestamp()));
            }
        }
        Ok(None)
    }

    fn falls_on<E>(
        self,
        day: Date,
        sits: &mut impl FnMut(Date) -> Result<bool, E>,
    ) -> Result<bool, E> {
        match self {
            Cadence::AtOnce | Cadence::Daily { .. } => Ok(true),
            Cadence::Weekly { day: wanted, .. } => {
                Ok(Weekday::from_monday_one_offset(wanted).is_ok_and(|w| w == day.weekday()))
            }
            Cadence::SittingDays { .. } => sits(day),
        }
    }
}

/// What a digest may be for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is not the time.
    Not,
    /// It is the time, when there is something new.
    IfNew,
    /// It is the time, also when there is nothing new: then it says that all is well.
    Always,
}

/// What a subscriber asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// What they are called in the digest.
    pub name: String,
    /// Where the digest goes.
    pub address: String,
    /// The language of the digest.
    pub language: Language,
    /// How often.
    pub cadence: Cadence,
    /// Which tiers; never empty.
    pub tiers: Vec<Tier>,
    /// Which dossiers; empty means all.
    #[serde(default)]
    pub dossiers: Vec<DossierId>,
    /// Whether a quiet day gets a line that says so.
    pub heartbeat: bool,
}

/// Why a wish was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWish {
    /// No name, or a very long one.
    #[error("a name of 1 to 120 characters on one line is needed")]
    Name,
    /// The address cannot be one.
    #[error("this cannot be a mail address; expected name@place.example")]
    Address,
    /// No tier was chosen.
    #[error("choose at least one tier")]
    Tiers,
}

impl Wish {
    /// Brings a wish into its canonical form, or says what is wrong with it.
    pub fn checked(mut self) -> Result<Wish, BadWish> {
        self.name = self.name.trim().to_owned();
        self.address = self.address.trim().to_owned();
        let plain = |text: &str| !text.chars().any(char::is_control);
        let long = self.name.chars().count();
        if long == 0 || long > LONGEST_NAME || !plain(&self.name) {
            return Err(BadWish::Name);
        }
        if !is_address(&self.address) {
            return Err(BadWish::Address);
        }
        if self.tiers.is_empty() {
            return Err(BadWish::Tiers);
        }
        self.tiers.sort();
        self.tiers.dedup();
        self.dossiers.sort();
        self.dossiers.dedup();
        Ok(self)
    }

    /// Whether the wish is for this dossier.
    pub fn wants(&self, dossier: &DossierId) -> bool {
        self.dossiers.is_empty() || self.dossiers.contains(dossier)
    }
}

/// Whether a text can be the address of a mailbox. Only what is certainly none is refused; whether
/// somebody reads there is found out by sending.
fn is_address(text: &str) -> bool {
    let Some((name, place)) = text.rsplit_once('@') else {
        return false;
    };
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>,;:\"()[]\\".contains(c);
    let label = |l: &str| !l.is_empty() && !l.starts_with('-') && !l.ends_with('-');
    text.len() <= LONGEST_ADDRESS
        && (1..=64).contains(&name.len())
        && !text.contains(odd)
        && !name.contains('@')
        && !name.starts_with('.')
        && !name.ends_with('.')
        && place.contains('.')
        && place.split('.').all(label)
}

/// Somebody who gets the digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subscriber {
    /// Their number; says nothing about them once they are removed.
    pub id: SubscriberId,
    /// What they asked for.
    pub wish: Wish,
    /// No digest up to and including the day before this one.
    pub paused_until: Option<Date>,
    /// When they were added, UTC.
    pub since: Timestamp,
    /// When the last digest was made, UTC.
    pub last: Option<Timestamp>,
    /// The number of the last digest; 0 before the first.
    pub number: i64,
}

impl Subscriber {
    /// Whether no digest is made on this day.
    pub fn is_paused(&self, today: Date) -> bool {
        self.paused_until.is_some_and(|until| today < until)
    }

    /// Whether a digest is to be made now. `sits` says whether parliament sits on a day.
    pub fn turn<E>(
        &self,
        now: Timestamp,
        zone: &TimeZone,
        sits: impl FnMut(Date) -> Result<bool, E>,
    ) -> Result<Turn, E> {
        if self.is_paused(now.to_zoned(zone.clone()).date()) {
            return Ok(Turn::Not);
        }
        let last = self.last.unwrap_or(self.since);
        let quiet = |yes: bool| match yes && self.wish.heartbeat {
            true => Turn::Always,
            false => Turn::IfNew,
        };
        if self.wish.cadence == Cadence::AtOnce {
            return Ok(quiet(now.duration_since(last) >= QUIET));
        }
        let turn = self.wish.cadence.newest_turn(now, zone, sits)?;
        Ok(match turn {
            Some(turn) if last < turn => quiet(true),
            _ => Turn::Not,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use std::convert::Infallible;

    fn wish(cadence: Cadence) -> Wish {
        Wish {
            name: " Adviseur Den Haag ".into(),
            address: " adviseur@twente.example ".into(),
            language: Language::Nl,
            cadence,
            tiers: vec![Tier::Act, Tier::Decide, Tier::Act],
            dossiers: Vec::new(),
            heartbeat: true,
        }
    }

    fn moment(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn subscriber(cadence: Cadence, last: &str) -> Subscriber {
        Subscriber {
            id: SubscriberId(1),
            wish: wish(cadence),
            paused_until: None,
            since: moment("2025-09-01T08:00:00Z"),
            last: Some(moment(last)),
            number: 3,
        }
    }

    fn turn(one: &Subscriber, now: &str) -> Turn {
        let zone = TimeZone::get("Europe/Amsterdam").expect("a zone");
        let tuesdays = |day: Date| Ok::<_, Infallible>(day.weekday() == Weekday::Tuesday);
        let Ok(turn) = one.turn(moment(now), &zone, tuesdays);
        turn
    }

    #[test]
    fn a_wish_is_brought_into_form_or_refused() {
        let good = wish(Cadence::AtOnce).checked().expect("a good wish");
        assert_eq!(good.address, "adviseur@twente.example");
        assert_eq!(good.tiers, [Tier::Decide, Tier::Act]);
        let with = |change: fn(&mut Wish)| {
            let mut bad = wish(Cadence::AtOnce);
            change(&mut bad);
            bad.checked().err()
        };
        assert_eq!(with(|w| w.name = "\n".into()), Some(BadWish::Name));
        assert_eq!(with(|w| w.name = "a\r\nBcc: b".into()), Some(BadWish::Name));
        assert_eq!(with(|w| w.tiers.clear()), Some(BadWish::Tiers));
        for bad in [
            "",
            "a",
            "a@b",
            "@b.c",
            "a@.c",
            "a b@c.d",
            "a@b.c>",
            "a@b.c\r\nRCPT",
            "a@b..c",
            ".a@b.c",
        ] {
            let refused = Wish {
                address: bad.into(),
                ..wish(Cadence::AtOnce)
            };
            assert_eq!(refused.checked().err(), Some(BadWish::Address), "{bad}");
        }
    }

    #[test]
    fn a_daily_turn_comes_once_and_is_made_up_for_when_it_was_missed() {
        let daily = Cadence::Daily {
            at: time(7, 0, 0, 0),
        };
        let one = subscriber(daily, "2025-10-02T05:00:00Z");
        assert_eq!(turn(&one, "2025-10-02T05:01:00Z"), Turn::Not, "made today");
        assert_eq!(turn(&one, "2025-10-03T04:59:00Z"), Turn::Not, "too early");
        assert_eq!(turn(&one, "2025-10-03T05:00:00Z"), Turn::Always);
        assert_eq!(turn(&one, "2025-10-03T22:00:00Z"), Turn::Always, "late");
        let silent = Subscriber {
            wish: Wish {
                heartbeat: false,
                ..one.wish.clone()
            },
            ..one.clone()
        };
        assert_eq!(turn(&silent, "2025-10-03T05:00:00Z"), Turn::IfNew);
        let paused = Subscriber {
            paused_until: Some(date(2025, 10, 4)),
            ..one
        };
        assert_eq!(turn(&paused, "2025-10-03T12:00:00Z"), Turn::Not);
        assert_eq!(turn(&paused, "2025-10-04T12:00:00Z"), Turn::Always);
    }

    #[test]
    fn weekly_and_sitting_days_fall_on_their_days() {
        let at = time(8, 30, 0, 0);
        let weekly = subscriber(Cadence::Weekly { day: 1, at }, "2025-10-01T00:00:00Z");
        assert_eq!(turn(&weekly, "2025-10-05T12:00:00Z"), Turn::Not, "a Sunday");
        assert_eq!(turn(&weekly, "2025-10-06T06:30:00Z"), Turn::Always);
        assert_eq!(
            turn(&weekly, "2025-10-08T12:00:00Z"),
            Turn::Always,
            "the Monday was missed"
        );
        let sitting = subscriber(Cadence::SittingDays { at }, "2025-10-01T00:00:00Z");
        assert_eq!(turn(&sitting, "2025-10-06T12:00:00Z"), Turn::Not);
        assert_eq!(turn(&sitting, "2025-10-07T06:30:00Z"), Turn::Always);
    }

    #[test]
    fn at_once_says_that_all_is_well_after_a_quiet_day() {
        let one = subscriber(Cadence::AtOnce, "2025-10-02T05:00:00Z");
        assert_eq!(turn(&one, "2025-10-02T05:01:00Z"), Turn::IfNew);
        assert_eq!(turn(&one, "2025-10-03T05:00:00Z"), Turn::Always);
    }

    #[test]
    fn the_hour_that_the_clock_skips_is_not_lost() {
        let daily = Cadence::Daily {
            at: time(2, 30, 0, 0),
        };
        let one = subscriber(daily, "2025-03-29T12:00:00Z");
        assert_eq!(turn(&one, "2025-03-30T01:45:00Z"), Turn::Always);
    }
}
