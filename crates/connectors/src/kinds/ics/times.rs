//! Days and times of a calendar, turned into Central European time. Which days an event repeats on
//! is worked out in `repeats`.

use super::lines::Line;
use crate::formats::dates::central_european;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// A moment of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day here.
    pub on: Date,
    /// The time here; `None` for a whole day.
    pub at: Option<Time>,
}

/// How well a time zone was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zone {
    /// The time is right.
    Known,
    /// The zone is not known; the time is as written.
    Unknown(String),
}

/// Reads the moment of a line such as `DTSTART`, or `None` when it is none.
pub fn moment(line: &Line) -> Option<(Moment, Zone)> {
    read(line.value.trim(), line.parameter("TZID"))
}

/// Reads `20260317`, `20260317T100000` or `20260317T090000Z`.
pub fn read(text: &str, zone: Option<&str>) -> Option<(Moment, Zone)> {
    let digits = |from: usize, to: usize| -> Option<i16> {
        let piece = text.get(from..to)?;
        piece
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| piece.parse().ok())?
    };
    let day = Date::new(digits(0, 4)?, digits(4, 6)? as i8, digits(6, 8)? as i8).ok()?;
    if !(1900..=2100).contains(&day.year()) {
        return None;
    }
    if text.len() == 8 {
        return Some((Moment { on: day, at: None }, Zone::Known));
    }
    if text.as_bytes().get(8) != Some(&b'T') {
        return None;
    }
    let second = digits(13, 15).unwrap_or(0).min(59);
    let time = Time::new(digits(9, 11)? as i8, digits(11, 13)? as i8, second as i8, 0).ok()?;
    let written = day.to_datetime(time);
    let as_written = Moment {
        on: day,
        at: Some(time),
    };
    let zone = match (text.ends_with('Z'), zone) {
        (true, _) => "UTC",
        (false, None) => return Some((as_written, Zone::Known)),
        (false, Some(zone)) => zone,
    };
    if is_central(zone) {
        return Some((as_written, Zone::Known));
    }
    Some(match elsewhere(zone).and_then(|rule| here(written, rule)) {
        Some(moment) => (moment, Zone::Known),
        None => (as_written, Zone::Unknown(zone.to_owned())),
    })
}

fn here(written: DateTime, rule: &str) -> Option<Moment> {
    let zone = TimeZone::posix(rule).ok()?;
    let there = written.to_zoned(zone).ok()?;
    let local = central_european(there.timestamp());
    Some(Moment {
        on: local.date(),
        at: Some(local.time()),
    })
}

/// The city of a zone's name, whatever stands before it: some programs put their own address there.
fn city(zone: &str) -> String {
    zone.trim()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
        .replace(' ', "_")
}

/// Whether a zone keeps the time of the Netherlands and Germany.
fn is_central(zone: &str) -> bool {
    const CITIES: [&str; 20] = [
        "amsterdam",
        "berlin",
        "brussels",
        "paris",
        "luxembourg",
        "vienna",
        "zurich",
        "copenhagen",
        "stockholm",
        "oslo",
        "madrid",
        "rome",
        "prague",
        "warsaw",
        "budapest",
        "busingen",
        "cet",
        "met",
        "strasbourg",
        "monaco",
    ];
    const PROGRAMS: [&str; 4] = [
        "w._europe_standard_time",
        "romance_standard_time",
        "central_europe_standard_time",
        "central_european_standard_time",
    ];
    let city = city(zone);
    let offset = ["(utc+01:00)", "(gmt+01:00)"]
        .iter()
        .any(|mark| city.starts_with(mark));
    CITIES.contains(&city.as_str()) || PROGRAMS.contains(&city.as_str()) || offset
}

/// The rule of another zone: its offset and when its summer begins and ends.
fn elsewhere(zone: &str) -> Option<&'static str> {
    Some(match city(zone).as_str() {
        "utc"
        | "gmt"
        | "z"
        | "zulu"
        | "etc_utc"
        | "uct"
        | "universal"
        | "coordinated_universal_time" => "UTC0",
        "london" | "dublin" | "lisbon" | "gmt_standard_time" => "GMT0BST,M3.5.0/1,M10.5.0",
        "athens" | "helsinki" | "bucharest" | "sofia" | "riga" | "vilnius" | "tallinn" | "kyiv"
        | "kiev" | "fle_standard_time" | "gtb_standard_time" => "EET-2EEST,M3.5.0/3,M10.5.0/4",
        "new_york" | "eastern_standard_time" | "toronto" => "EST5EDT,M3.2.0,M11.1.0",
        "los_angeles" | "pacific_standard_time" => "PST8PDT,M3.2.0,M11.1.0",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn at(text: &str, zone: Option<&str>) -> (Moment, Zone) {
        read(text, zone).expect("a moment")
    }

    #[test]
    fn times_of_other_zones_become_ours() {
        let moment = |h, m| Moment {
            on: date(2026, 3, 17),
            at: Some(time(h, m, 0, 0)),
        };
        assert_eq!(
            at("20260317T100000", Some("Europe/Berlin")),
            (moment(10, 0), Zone::Known)
        );
        assert_eq!(at("20260317T090000Z", None), (moment(10, 0), Zone::Known));
        assert_eq!(
            at("20260317T090000", Some("/example.org/Europe/London")),
            (moment(10, 0), Zone::Known)
        );
        assert_eq!(
            at("20260317T100000", Some("W. Europe Standard Time")),
            (moment(10, 0), Zone::Known)
        );
        assert_eq!(
            at("20260317T100000", Some("Mars/Olympus")),
            (moment(10, 0), Zone::Unknown("Mars/Olympus".into()))
        );
        assert_eq!(at("20260630T230000Z", None).0.on, date(2026, 7, 1));
        assert_eq!(
            at("20260317", None).0,
            Moment {
                on: date(2026, 3, 17),
                at: None
            }
        );
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for bad in [
            "",
            "2026",
            "20261317",
            "20260317X100000",
            "20260317T9",
            "éé260317",
            "18000101",
        ] {
            assert_eq!(read(bad, None), None, "{bad}");
        }
    }
}
