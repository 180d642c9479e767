//! A calendar as calendar programs read it (RFC 5545). Which dates stand in it is chosen elsewhere;
//! here they become events that keep their name, say when they moved and when they are called off.
//!
//! The same dates give the same bytes: nothing here looks at a clock, so that who asks again can be
//! told that nothing changed.

use crate::say::{CATALOG, clean, web_address};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use noaber_domain::calendar::{REMINDERS, moment};
use noaber_domain::{Country, DateKind, ItemDate, ItemId, ItemKind, Language, Wording};
use noaber_locale::{Lang, format};

/// Longest line, in octets, without its end (RFC 5545, section 3.1).
const LINE: usize = 75;
/// How long a meeting with a time of day is shown, which programs need to give it room: items have no
/// end. The description says that it is not known.
const SHOWN: &str = "PT1H";
/// Hour at which a reminder of a whole day sounds.
const MORNING: i64 = 9;

/// A calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// Id of the region; part of the name of every event.
    pub region_id: String,
    /// What the calendar is called.
    pub name: String,
    /// The language it is in.
    pub language: Language,
    /// Where the desk is, without a slash at the end, when it can be reached.
    pub desk: Option<String>,
    /// Its events.
    pub events: Vec<Event>,
}

/// A date of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The item.
    pub item: ItemId,
    /// Which of its dates of that sort, from 0; with item and sort the name of the event for ever.
    pub nr: i64,
    /// When, on the clock of the arena.
    pub date: ItemDate,
    /// The arena.
    pub country: Country,
    /// Whether it does not take place.
    pub off: bool,
    /// Version of the item, from 1: a higher one replaces what a program has.
    pub version: i64,
    /// When that version arrived, UTC.
    pub changed: Timestamp,
    /// Sort of item.
    pub kind: ItemKind,
    /// The source's own word for the sort.
    pub label: Option<String>,
    /// Title, as published.
    pub title: String,
    /// Committee.
    pub committee: Option<String>,
    /// Page of the source for people.
    pub url: String,
    /// Titles of the dossiers that it touches.
    pub dossiers: Vec<Wording>,
}

/// Writes the calendar, lines ended by CRLF.
pub fn ics(calendar: &Calendar) -> String {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Noaber//Noaber//EN");
    lines.put("CALSCALE", "GREGORIAN");
    lines.text("NAME", &calendar.name);
    lines.text("X-WR-CALNAME", &calendar.name);
    lines.put("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    lines.put("X-PUBLISHED-TTL", "PT1H");
    for event in &calendar.events {
        one(&mut lines, calendar, event);
    }
    lines.put("END", "VCALENDAR");
    lines.0
}

fn one(lines: &mut Lines, calendar: &Calendar, event: &Event) {
    let say = Say::of(calendar);
    lines.put("BEGIN", "VEVENT");
    let what = event.date.what.code();
    lines.text(
        "UID",
        &format!(
            "item-{}-{what}-{}@{}.noaber",
            event.item, event.nr, calendar.region_id
        ),
    );
    // Without a method this is when what the event says was last revised (section 3.8.7.2).
    lines.put("DTSTAMP", &utc(event.changed));
    lines.put("LAST-MODIFIED", &utc(event.changed));
    lines.put("SEQUENCE", &(event.version - 1).max(0).to_string());
    match start(event) {
        Start::Day(day) => lines.put("DTSTART;VALUE=DATE", &plain_day(day)),
        Start::Moment(at) => lines.put("DTSTART", &utc(at)),
    }
    if takes_time(event) {
        lines.put("DURATION", SHOWN);
    }
    let summary = say.summary(event);
    lines.text("SUMMARY", &summary);
    lines.text("DESCRIPTION", &say.description(calendar, event));
    if let Some(url) = web_address(&event.url) {
        lines.put("URL", &uri(url));
    }
    let categories: Vec<String> = event
        .dossiers
        .iter()
        .map(|d| escape(&say.wording(d)))
        .collect();
    if !categories.is_empty() {
        lines.put("CATEGORIES", &categories.join(","));
    }
    lines.put("STATUS", if event.off { "CANCELLED" } else { "CONFIRMED" });
    lines.put("TRANSP", "TRANSPARENT");
    if event.date.what == DateKind::Deadline && !event.off && event.kind != ItemKind::Commitment {
        REMINDERS
            .iter()
            .for_each(|days| alarm(lines, *days, event, &summary));
    }
    lines.put("END", "VEVENT");
}

/// A reminder: of a time of day so many times 24 hours before, of a whole day in the morning of the
/// day so many days before.
fn alarm(lines: &mut Lines, days: i64, event: &Event, summary: &str) {
    let before = match start(event) {
        Start::Moment(_) => format!("-P{days}D"),
        Start::Day(_) => format!("-P{}DT{}H", days - 1, 24 - MORNING),
    };
    lines.put("BEGIN", "VALARM");
    lines.put("ACTION", "DISPLAY");
    lines.put("TRIGGER", &before);
    lines.text("DESCRIPTION", summary);
    lines.put("END", "VALARM");
}

enum Start {
    Day(Date),
    Moment(Timestamp),
}

/// A time of day stands on the clock of the arena; as a moment in UTC no program needs to know zones.
fn start(event: &Event) -> Start {
    let at = event.date.at;
    let at = at.and_then(|at: Time| moment(event.country, event.date.on, at));
    at.map_or(Start::Day(event.date.on), Start::Moment)
}

/// Whether it goes on for a while from a time of day; what closes, opens or is voted on is a moment.
fn takes_time(event: &Event) -> bool {
    event.date.what == DateKind::Event && matches!(start(event), Start::Moment(_))
}

/// Says things in the language of the calendar.
struct Say {
    lang: Lang,
    language: Language,
}

impl Say {
    fn of(calendar: &Calendar) -> Say {
        Say {
            lang: Lang::from_code(calendar.language.code()).unwrap_or(Lang::Nl),
            language: calendar.language,
        }
    }

    fn t(&self, key: &str) -> String {
        CATALOG.text(self.lang, key, &[])
    }

    fn wording(&self, wording: &Wording) -> String {
        clean(wording.text(self.language))
    }

    /// `Sluit: Oproep voor …`, and before it that it was called off.
    fn summary(&self, event: &Event) -> String {
        let what = match event.date.what {
            DateKind::Event => match event.label.as_deref().map(clean) {
                Some(label) if !label.is_empty() => label,
                _ => self.t(&format!("kind-{}", event.kind.code())),
            },
            DateKind::Deadline if event.kind == ItemKind::Commitment => self.t("date-promised"),
            what => self.t(&format!("date-{}", what.code())),
        };
        let told = format!("{what}: {}", clean(&event.title));
        match event.off {
            true => format!("{}: {told}", self.t("calendar-off")),
            false => told,
        }
    }

    fn description(&self, calendar: &Calendar, event: &Event) -> String {
        let kind = self.t(&format!("kind-{}", event.kind.code()));
        let country = self.t(&format!("country-{}", event.country.code()));
        let mut lines = vec![format!("{country} · {kind}")];
        lines.extend(event.committee.as_deref().map(clean));
        if let (Some(at), Start::Moment(_)) = (event.date.at, start(event)) {
            let clock = noaber_domain::calendar::zone_of(event.country);
            lines.push(format!("{} ({clock})", format::time(at)));
        }
        if takes_time(event) {
            lines.push(self.t("calendar-hour"));
        }
        let dossiers: Vec<String> = event.dossiers.iter().map(|d| self.wording(d)).collect();
        if !dossiers.is_empty() {
            lines.push(dossiers.join(", "));
        }
        if let Some(desk) = &calendar.desk {
            lines.push(format!("{desk}/items/{}", event.item));
        }
        lines.join("\n")
    }
}

/// Lines as they are sent: folded, and ended by CRLF.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A property whose value is no text, or is escaped already.
    fn put(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut room = LINE;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            room -= c.len_utf8();
            self.0.push(c);
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is a text.
    fn text(&mut self, name: &str, value: &str) {
        self.put(name, &escape(value));
    }
}

/// A text as a value (section 3.3.11), without what steers a terminal.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// An address with everything beyond ASCII in per cents.
fn uri(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte.is_ascii_graphic() {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn plain_day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

#[cfg(test)]
mod tests;
