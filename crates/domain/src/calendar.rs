//! Dates as a calendar sees them: which of them a reader is reminded of, on which clock they stand,
//! and where a week and a month begin. How a calendar is kept, shown or sent is not known here.

use crate::item::{Country, DateKind, ItemDate, ItemKind};
use crate::link::ItemState;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// Days before a deadline on which it is brought to mind, the first reminder first.
pub const REMINDERS: [i64; 2] = [7, 2];

/// How near a deadline is that asks for a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reminder {
    /// Within two days, today among them.
    Urgent,
    /// Within a week.
    Soon,
}

impl Reminder {
    /// Both, the more urgent first.
    pub const ALL: [Reminder; 2] = [Reminder::Urgent, Reminder::Soon];

    /// Stable code, also the translation key `reminder-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Reminder::Urgent => "urgent",
            Reminder::Soon => "soon",
        }
    }
}

/// Whether a date of an item of this sort is brought to mind on `today`, and how urgently. Only what
/// closes for the reader asks for it: what a minister is to do by a day stands among the commitments,
/// and what was called off or is over closes no more.
pub fn reminder(
    kind: ItemKind,
    date: &ItemDate,
    state: Option<ItemState>,
    today: Date,
) -> Option<Reminder> {
    let over = matches!(
        state,
        Some(
            ItemState::Cancelled
                | ItemState::Closed
                | ItemState::Withdrawn
                | ItemState::Kept
                | ItemState::Adopted
                | ItemState::Rejected
        )
    );
    if date.what != DateKind::Deadline || kind == ItemKind::Commitment || over {
        return None;
    }
    let days = today.until((jiff::Unit::Day, date.on)).ok()?.get_days();
    let [soon, urgent] = REMINDERS;
    match i64::from(days) {
        left if left < 0 || left > soon => None,
        left if left <= urgent => Some(Reminder::Urgent),
        _ => Some(Reminder::Soon),
    }
}

/// The clock on which the sources of an arena give their times.
pub fn zone_of(country: Country) -> &'static str {
    match country {
        Country::Nl => "Europe/Amsterdam",
        Country::De => "Europe/Berlin",
        Country::Eu => "Europe/Brussels",
    }
}

/// The moment of a time of day in an arena. A time that the clock skips in spring is the one an hour
/// later; one that it passes twice in autumn is the first of the two.
pub fn moment(country: Country, on: Date, at: Time) -> Option<Timestamp> {
    let zone = TimeZone::get(zone_of(country)).ok()?;
    let zoned = on.to_datetime(at).to_zoned(zone).ok()?;
    Some(zoned.timestamp())
}

/// The Monday of the week of a day.
pub fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.saturating_sub(back.days())
}

/// A stretch of days, the last one included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Days {
    /// The week of a day, Monday to Sunday.
    pub fn week(day: Date) -> Days {
        let from = monday(day);
        Days {
            from,
            to: from.saturating_add(6.days()),
        }
    }

    /// The month of a day.
    pub fn month(day: Date) -> Days {
        Days {
            from: day.first_of_month(),
            to: day.last_of_month(),
        }
    }

    /// Thirty days from a day on, that day included.
    pub fn ahead(day: Date) -> Days {
        Days {
            from: day,
            to: day.saturating_add(29.days()),
        }
    }

    /// Every day of it, in order.
    pub fn each(self) -> impl Iterator<Item = Date> {
        let next = |day: &Date| day.tomorrow().ok();
        std::iter::successors(Some(self.from), next).take_while(move |day| *day <= self.to)
    }
}

/// Which dates of a calendar somebody wants. What is absent does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Selection {
    /// Only of items with a signal for this dossier that was not dismissed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dossier: Option<crate::DossierId>,
    /// Every date that is known, also of items without a signal.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub all: bool,
    /// Only this arena.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// Only of items that this source tells of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<crate::SourceId>,
    /// Only items of this sort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ItemKind>,
    /// Only where these letters stand in the name of somebody who acts or of the committee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn closes(on: Date) -> ItemDate {
        ItemDate {
            on,
            at: None,
            what: DateKind::Deadline,
        }
    }

    #[test]
    fn a_deadline_is_brought_to_mind_a_week_and_two_days_before() {
        let today = date(2025, 10, 2);
        let told = |kind, state, on| reminder(kind, &closes(on), state, today);
        let call = |on| told(ItemKind::Call, None, on);
        assert_eq!(call(date(2025, 10, 10)), None, "eight days ahead");
        assert_eq!(call(date(2025, 10, 9)), Some(Reminder::Soon));
        assert_eq!(call(date(2025, 10, 5)), Some(Reminder::Soon));
        assert_eq!(call(date(2025, 10, 4)), Some(Reminder::Urgent));
        assert_eq!(call(today), Some(Reminder::Urgent));
        assert_eq!(call(date(2025, 10, 1)), None, "over");
        let near = date(2025, 10, 3);
        assert_eq!(told(ItemKind::Commitment, None, near), None);
        assert_eq!(told(ItemKind::Call, Some(ItemState::Cancelled), near), None);
        let event = ItemDate {
            what: DateKind::Event,
            ..closes(near)
        };
        assert_eq!(reminder(ItemKind::Debate, &event, None, today), None);
    }

    #[test]
    fn a_time_of_day_is_a_moment_in_summer_and_in_winter() {
        let at = |day, at| moment(Country::Nl, day, at).expect("a moment").to_string();
        assert_eq!(
            at(date(2025, 7, 1), time(14, 0, 0, 0)),
            "2025-07-01T12:00:00Z"
        );
        assert_eq!(
            at(date(2025, 12, 1), time(14, 0, 0, 0)),
            "2025-12-01T13:00:00Z"
        );
        assert_eq!(
            at(date(2025, 3, 30), time(2, 30, 0, 0)),
            "2025-03-30T01:30:00Z"
        );
        assert_eq!(
            at(date(2025, 10, 26), time(2, 30, 0, 0)),
            "2025-10-26T00:30:00Z"
        );
        for country in Country::ALL {
            assert!(moment(country, date(2025, 7, 1), time(9, 0, 0, 0)).is_some());
        }
    }

    #[test]
    fn weeks_begin_on_monday_and_months_are_whole() {
        let week = Days::week(date(2026, 1, 1));
        assert_eq!((week.from, week.to), (date(2025, 12, 29), date(2026, 1, 4)));
        assert_eq!(Days::week(date(2025, 12, 29)), week);
        assert_eq!(week.each().count(), 7);
        let ahead = Days::ahead(date(2026, 8, 31));
        assert_eq!((ahead.to, ahead.each().count()), (date(2026, 9, 29), 30));
        assert_eq!(Days::month(date(2024, 2, 9)).each().count(), 29);
    }
}
