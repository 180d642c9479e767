//! Days and times as sources write them, with a window outside of which a date is a mistake. What
//! a date means for an item is for the kinds.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// A date that cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadDate {
    /// Outside of 1900 to 2100.
    #[error("the date {0} lies outside 1900-2100")]
    OutOfWindow(String),
    /// Not a date.
    #[error("'{0}' is no date (expected the form 2026-03-17)")]
    NotADate(String),
}

/// Reads `2026-03-17`, `2026-03-17T10:00:00+01:00`, `2023-12-07T01:00:00.000+0100`, `20260317` or
/// `17-03-2026` as the local day the source wrote, with its time when there is one. `Z` is turned
/// into Central European time.
pub fn local(text: &str) -> Result<(Date, Option<Time>), BadDate> {
    let text = text.trim();
    let bad = || BadDate::NotADate(text.chars().take(40).collect());
    let (date, time) = match (text.get(..10).and_then(day), text.get(10..)) {
        (Some(date), Some("")) => (date, None),
        (Some(date), Some(rest)) => zoned(date, rest).ok_or_else(bad)?,
        _ => (compact(text).ok_or_else(bad)?, None),
    };
    if !(1900..=2100).contains(&date.year()) {
        return Err(BadDate::OutOfWindow(text.chars().take(40).collect()));
    }
    Ok((date, time))
}

/// The day of a moment in Central European time, in which all our sources live.
pub fn central_european(moment: jiff::Timestamp) -> DateTime {
    moment.to_zoned(zone()).datetime()
}

/// Central European time as a rule rather than from the system's tables, which a container may
/// lack. Holds for the Netherlands, Germany and Brussels since 1996.
fn zone() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC)
}

fn day(text: &str) -> Option<Date> {
    let year_first = || {
        let (year, month, day) = (text.get(..4)?, text.get(5..7)?, text.get(8..10)?);
        let marks = (text.as_bytes().get(4)?, text.as_bytes().get(7)?);
        (matches!(marks, (b'-', b'-') | (b'/', b'/'))).then_some(())?;
        Date::new(number(year)?, number(month)? as i8, number(day)? as i8).ok()
    };
    let day_first = || {
        let (day, month, year) = (text.get(..2)?, text.get(3..5)?, text.get(6..10)?);
        let marks = (text.as_bytes().get(2)?, text.as_bytes().get(5)?);
        (matches!(marks, (b'-', b'-') | (b'.', b'.'))).then_some(())?;
        Date::new(number(year)?, number(month)? as i8, number(day)? as i8).ok()
    };
    year_first().or_else(day_first)
}

fn compact(text: &str) -> Option<Date> {
    (text.len() == 8 && text.is_ascii()).then_some(())?;
    let (year, month, day) = (&text[..4], &text[4..6], &text[6..]);
    Date::new(number(year)?, number(month)? as i8, number(day)? as i8).ok()
}

fn number(digits: &str) -> Option<i16> {
    digits.bytes().all(|b| b.is_ascii_digit()).then_some(())?;
    digits.parse().ok()
}

/// The time in `T10:00:00.000+0100`; the offset is dropped, since the day is the source's own, but
/// for `Z`.
fn zoned(date: Date, rest: &str) -> Option<(Date, Option<Time>)> {
    let clock = rest.strip_prefix(['T', ' '])?;
    let (hour, minute) = (number(clock.get(..2)?)?, number(clock.get(3..5)?)?);
    let second = clock.get(6..8).and_then(number).unwrap_or(0).min(59);
    let time = Time::new(hour as i8, minute as i8, second as i8, 0).ok()?;
    if !clock.ends_with(['Z', 'z']) {
        return Some((date, Some(time)));
    }
    let moment = date.to_datetime(time).to_zoned(TimeZone::UTC).ok()?;
    let there = central_european(moment.timestamp());
    Some((there.date(), Some(there.time())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn each_way_of_writing_a_day_is_read_as_the_local_day() {
        let d = date(2026, 3, 17);
        for text in [
            "2026-03-17",
            "20260317",
            "17-03-2026",
            "17.03.2026",
            "2026/03/17",
        ] {
            assert_eq!(local(text), Ok((d, None)), "{text}");
        }
        assert_eq!(
            local("2026-03-17T16:30:00+01:00"),
            Ok((d, Some(time(16, 30, 0, 0))))
        );
        assert_eq!(
            local("2026-03-17T01:00:00.000+0100"),
            Ok((d, Some(time(1, 0, 0, 0))))
        );
        assert_eq!(
            local("2026-06-30T23:00:00.000Z"),
            Ok((date(2026, 7, 1), Some(time(1, 0, 0, 0))))
        );
    }

    #[test]
    fn a_date_that_cannot_be_meant_is_refused_with_its_reason() {
        assert!(matches!(local("1899-12-31"), Err(BadDate::OutOfWindow(_))));
        assert!(matches!(
            local("2999-01-01T00:00:00"),
            Err(BadDate::OutOfWindow(_))
        ));
        for text in [
            "",
            "morgen",
            "2026-02-30",
            "2026-13-01",
            "2026-03-17Tx",
            "één-12-34",
            "99999999999",
            "-026-01-01",
        ] {
            assert!(matches!(local(text), Err(BadDate::NotADate(_))), "{text}");
        }
    }
}
