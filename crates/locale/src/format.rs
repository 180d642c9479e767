//! Numbers, shares, days and moments as each language writes them. Sentences around them stand in
//! the catalogue.

use crate::catalog::Lang;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

const NO_BREAK: char = '\u{a0}';

const WEEKDAYS: [[&str; 7]; 3] = [
    [
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
    ],
    [
        "Montag",
        "Dienstag",
        "Mittwoch",
        "Donnerstag",
        "Freitag",
        "Samstag",
        "Sonntag",
    ],
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
];

const WEEKDAYS_SHORT: [[&str; 7]; 3] = [
    ["ma", "di", "wo", "do", "vr", "za", "zo"],
    ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
];

const MONTHS: [[&str; 12]; 3] = [
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

const MONTHS_SHORT: [[&str; 12]; 3] = [
    [
        "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
    ],
    [
        "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
        "Dez.",
    ],
    [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec",
    ],
];

/// A whole number with its thousands divided: `314.206`, in English `314,206`.
pub fn number(lang: Lang, value: i64) -> String {
    let divider = if lang == Lang::En { ',' } else { '.' };
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('−');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(divider);
        }
        text.push(digit);
    }
    text
}

/// An amount: below ten with one decimal, `2,4` and in English `2.4`; else whole.
pub fn amount(lang: Lang, value: f64) -> String {
    if !value.is_finite() || value.abs() >= 9.95 {
        let whole = if value.is_finite() {
            value.round()
        } else {
            0.0
        };
        return number(lang, whole as i64);
    }
    let text = format!("{value:.1}").replace('-', "−");
    if lang == Lang::En {
        text
    } else {
        text.replace('.', ",")
    }
}

/// A share of 0 to 1 in whole per cents: `94%`, in German with a space: `94 %`.
pub fn percent(lang: Lang, share: f64) -> String {
    let whole = if share.is_finite() {
        (share * 100.0).round() as i64
    } else {
        0
    };
    let space = if lang == Lang::De {
        NO_BREAK.to_string()
    } else {
        String::new()
    };
    format!("{}{space}%", number(lang, whole))
}

/// A day in full: `donderdag 2 oktober 2025`.
pub fn day_long(lang: Lang, day: Date) -> String {
    let weekday = WEEKDAYS[lang as usize][weekday(day)];
    let month = MONTHS[lang as usize][month(day)];
    match lang {
        Lang::De => format!("{weekday}, {}. {month} {}", day.day(), day.year()),
        Lang::Nl | Lang::En => format!("{weekday} {} {month} {}", day.day(), day.year()),
    }
}

/// A day in a list: `ma 6 okt`; with its year when that is not the year of `today`.
pub fn day_short(lang: Lang, day: Date, today: Date) -> String {
    let weekday = WEEKDAYS_SHORT[lang as usize][weekday(day)];
    let rest = if day.year() == today.year() {
        day_and_month(lang, day)
    } else {
        day_plain(lang, day)
    };
    format!("{weekday}{NO_BREAK}{rest}")
}

/// Weekday and day of the month alone, for a list of the coming days: `ma 6`.
pub fn day_tiny(lang: Lang, day: Date) -> String {
    let weekday = WEEKDAYS_SHORT[lang as usize][weekday(day)];
    let dot = if lang == Lang::De { "." } else { "" };
    format!("{weekday}{NO_BREAK}{}{dot}", day.day())
}

/// A day without its weekday: `6 okt 2025`.
pub fn day_plain(lang: Lang, day: Date) -> String {
    format!("{}{NO_BREAK}{}", day_and_month(lang, day), day.year())
}

/// A month with its year, in full: `oktober 2025`.
pub fn month_long(lang: Lang, day: Date) -> String {
    format!("{} {}", MONTHS[lang as usize][month(day)], day.year())
}

/// A month with its year, for an axis: `okt 2025`.
pub fn month_short(lang: Lang, day: Date) -> String {
    format!(
        "{}{NO_BREAK}{}",
        MONTHS_SHORT[lang as usize][month(day)],
        day.year()
    )
}

fn day_and_month(lang: Lang, day: Date) -> String {
    let month = MONTHS_SHORT[lang as usize][month(day)];
    let dot = if lang == Lang::De { "." } else { "" };
    format!("{}{dot}{NO_BREAK}{month}", day.day())
}

/// A time of day: `13:00`.
pub fn time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// A moment on the clock of `zone`: `ma 6 okt, 13:00`.
pub fn moment(lang: Lang, at: Timestamp, zone: &TimeZone, today: Date) -> String {
    let local = at.to_zoned(zone.clone());
    format!(
        "{}, {}",
        day_short(lang, local.date(), today),
        time(local.time())
    )
}

fn weekday(day: Date) -> usize {
    day.weekday().to_monday_zero_offset() as usize
}

fn month(day: Date) -> usize {
    (day.month() - 1) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_are_divided_as_each_language_does() {
        assert_eq!(number(Lang::Nl, 314_206), "314.206");
        assert_eq!(number(Lang::En, 1_000_000), "1,000,000");
        assert_eq!(number(Lang::De, 999), "999");
        assert_eq!(number(Lang::Nl, -1_412), "−1.412");
        assert_eq!(percent(Lang::Nl, 0.944), "94%");
        assert_eq!(percent(Lang::De, 0.5), "50\u{a0}%");
        assert_eq!(percent(Lang::En, f64::NAN), "0%");
    }

    #[test]
    fn days_are_written_as_each_language_does() {
        let day = date(2025, 10, 2);
        assert_eq!(day_long(Lang::Nl, day), "donderdag 2 oktober 2025");
        assert_eq!(day_long(Lang::De, day), "Donnerstag, 2. Oktober 2025");
        assert_eq!(day_long(Lang::En, day), "Thursday 2 October 2025");
        assert_eq!(day_short(Lang::Nl, day, day), "do\u{a0}2\u{a0}okt");
        assert_eq!(
            day_short(Lang::De, day, date(2026, 1, 1)),
            "Do\u{a0}2.\u{a0}Okt.\u{a0}2025"
        );
        assert_eq!(day_tiny(Lang::De, day), "Do\u{a0}2.");
    }

    #[test]
    fn a_moment_stands_on_the_clock_of_its_zone() {
        let at: Timestamp = "2025-10-02T15:30:00Z".parse().expect("a moment");
        let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
        let text = moment(Lang::En, at, &zone, date(2025, 10, 2));
        assert_eq!(text, "Thu\u{a0}2\u{a0}Oct, 17:30");
    }
}
