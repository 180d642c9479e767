//! A calendar is read back by a parser that others wrote, and held against the rules of RFC 5545 line by
//! line. What is tested stands in the file above.

use super::*;
use icalendar::Component;
use jiff::civil::{date, time};
use std::collections::BTreeSet;

const HOSTILE: &str = "Spoor; grens, \\ én \"aanhaling\"\r\nEND:VCALENDAR\nBEGIN:VEVENT \u{202e}om 🚆 über die Grenze hinaus und noch weiter";

fn event(item: i64, what: DateKind, on: Date, at: Option<Time>) -> Event {
    Event {
        item: ItemId(item),
        nr: 0,
        date: ItemDate { on, at, what },
        country: Country::Nl,
        off: false,
        version: 1,
        changed: "2025-10-02T08:00:00Z".parse().expect("a moment"),
        kind: ItemKind::Debate,
        label: Some("Commissiedebat".into()),
        title: HOSTILE.into(),
        committee: Some("Infrastructuur, Water; Staat".into()),
        url: "https://example.org/stuk?a=1&b=é".into(),
        dossiers: vec![Wording::of(Language::Nl, "Spoor, over de grens")],
    }
}

fn calendar(events: Vec<Event>) -> Calendar {
    Calendar {
        region_id: "grensland".into(),
        name: "Grensland, alle data".into(),
        language: Language::Nl,
        desk: Some("https://desk.example".into()),
        events,
    }
}

fn three() -> Calendar {
    calendar(vec![
        event(
            1,
            DateKind::Event,
            date(2025, 10, 6),
            Some(time(14, 0, 0, 0)),
        ),
        event(2, DateKind::Deadline, date(2025, 11, 4), None),
        Event {
            off: true,
            version: 3,
            ..event(
                3,
                DateKind::Vote,
                date(2025, 12, 2),
                Some(time(15, 0, 0, 0)),
            )
        },
    ])
}

/// The properties of a text, unfolded, held against the rules of lines.
fn checked(text: &str) -> Vec<(String, String)> {
    assert!(text.ends_with("\r\n"), "the last line is ended");
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        let odd = line.chars().any(|c| c.is_control());
        assert!(!odd, "a control character: {line:?}");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().expect("a line before").push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    let split = |line: &String| {
        let (name, value) = line.split_once(':').expect("a name and a value");
        let legal = |c: char| c.is_ascii_alphanumeric() || "-;=".contains(c);
        assert!(name.chars().all(legal), "{name}");
        (name.to_owned(), value.to_owned())
    };
    lines.iter().map(split).collect()
}

/// Holds nesting, what must be there once, and what may be, against RFC 5545, section 3.6.
fn check_components(lines: &[(String, String)]) {
    let mut open: Vec<(String, Vec<String>)> = Vec::new();
    let mut uids = BTreeSet::new();
    for (name, value) in lines {
        let bare = name.split(';').next().unwrap_or_default().to_owned();
        match bare.as_str() {
            "BEGIN" => open.push((value.clone(), Vec::new())),
            "END" => {
                let (kind, seen) = open.pop().expect("something is open");
                assert_eq!(&kind, value, "ends what was begun");
                check_component(&kind, &seen);
            }
            _ => {
                let (kind, seen) = open.last_mut().expect("within a component");
                assert!(!seen.contains(&bare), "{bare} stands twice in {kind}");
                if bare == "UID" {
                    assert!(uids.insert(value.clone()), "{value} stands twice");
                }
                seen.push(bare);
            }
        }
    }
    assert!(open.is_empty());
}

fn check_component(kind: &str, seen: &[String]) {
    let (needed, allowed): (&[&str], &[&str]) = match kind {
        "VCALENDAR" => (
            &["VERSION", "PRODID"],
            &[
                "CALSCALE",
                "NAME",
                "X-WR-CALNAME",
                "REFRESH-INTERVAL",
                "X-PUBLISHED-TTL",
            ],
        ),
        "VEVENT" => (
            &["UID", "DTSTAMP", "DTSTART"],
            &[
                "LAST-MODIFIED",
                "SEQUENCE",
                "SUMMARY",
                "DESCRIPTION",
                "URL",
                "CATEGORIES",
                "STATUS",
                "TRANSP",
                "DURATION",
            ],
        ),
        "VALARM" => (&["ACTION", "TRIGGER", "DESCRIPTION"], &[]),
        other => panic!("an unknown component {other}"),
    };
    for name in needed {
        assert!(seen.iter().any(|s| s == name), "{kind} has no {name}");
    }
    for name in seen {
        let known = needed.iter().chain(allowed).any(|a| a == name);
        assert!(known, "{kind} may not have {name}");
    }
}

#[test]
fn every_line_keeps_the_rules() {
    let text = ics(&three());
    let lines = checked(&text);
    check_components(&lines);
    let value = |name: &str| {
        lines
            .iter()
            .filter(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(value("DTSTART"), ["20251006T120000Z", "20251202T140000Z"]);
    assert_eq!(value("DTSTART;VALUE=DATE"), ["20251104"]);
    assert_eq!(
        value("DURATION"),
        ["PT1H"],
        "of the meeting, not of the vote"
    );
    assert_eq!(value("STATUS"), ["CONFIRMED", "CONFIRMED", "CANCELLED"]);
    assert_eq!(value("SEQUENCE"), ["0", "0", "2"]);
    assert_eq!(
        value("TRIGGER"),
        ["-P6DT15H", "-P1DT15H"],
        "nine o'clock, 7 and 2 days before"
    );
    assert_eq!(value("URL")[0], "https://example.org/stuk?a=1&b=%C3%A9");
    assert_eq!(value("CATEGORIES")[0], "Spoor\\, over de grens");
    assert_eq!(value("BEGIN").iter().filter(|v| **v == "VEVENT").count(), 3);
    assert_eq!(ics(&three()), text, "the same dates give the same bytes");
}

#[test]
fn a_parser_reads_back_what_was_meant() {
    let text = ics(&three());
    let read: icalendar::Calendar = text.parse().expect("it can be read");
    let events: Vec<&icalendar::Event> = read.events().collect();
    assert_eq!(events.len(), 3);
    let summary = events[0].get_summary().expect("a summary");
    let title = clean(HOSTILE);
    assert_eq!(summary, format!("Commissiedebat: {title}"));
    assert!(summary.contains("; grens, \\ én"));
    assert_eq!(events[0].get_uid(), Some("item-1-event-0@grensland.noaber"));
    let told = events[0].get_description().expect("a description");
    assert!(
        told.contains("Infrastructuur, Water; Staat\n14:00 (Europe/Amsterdam)"),
        "{told}"
    );
    assert!(told.ends_with("https://desk.example/items/1"));
    assert!(told.contains("eindtijd is hier niet bekend"), "{told}");
    assert_eq!(
        events[2].get_status(),
        Some(icalendar::EventStatus::Cancelled)
    );
    assert!(
        events[2]
            .get_summary()
            .is_some_and(|s| s.starts_with("Vervalt: "))
    );
    // The parser leaves NAME as it is written (RFC 7986 makes it a text); the older name it reads.
    let name = read.property_value("X-WR-CALNAME");
    assert_eq!(name, Some("Grensland, alle data"));
}

#[test]
fn a_commitment_is_due_and_does_not_close() {
    let mut due = event(4, DateKind::Deadline, date(2025, 11, 4), None);
    (due.kind, due.title) = (ItemKind::Commitment, "Brief".into());
    let text = ics(&calendar(vec![due]));
    assert!(text.contains("SUMMARY:Uiterlijk: Brief\r\n"), "{text}");
    assert!(!text.contains("\nDURATION") && !text.contains("VALARM"));
}

#[test]
fn an_event_keeps_its_name_when_it_moves() {
    let before = three();
    let mut after = before.clone();
    after.events[0].date.on = date(2025, 10, 13);
    after.events[0].version = 2;
    let uid = |calendar: &Calendar| {
        let lines = checked(&ics(calendar));
        let uid = lines.iter().find(|(name, _)| name == "UID");
        uid.map(|(_, value)| value.clone())
    };
    assert_eq!(uid(&before), uid(&after));
    let moved = ics(&after);
    assert!(moved.contains("DTSTART:20251013T120000Z") && moved.contains("SEQUENCE:1"));
}

#[test]
fn every_language_and_any_length_of_title_can_be_sent() {
    for language in Language::ALL {
        for length in 0..160 {
            let title = "é🚆a,".chars().cycle().take(length).collect::<String>();
            let mut one = three();
            one.language = language;
            one.events[0].title = title.clone();
            let text = ics(&one);
            check_components(&checked(&text));
            let read: icalendar::Calendar = text.parse().expect("it can be read");
            let summary = read.events().next().and_then(|e| e.get_summary());
            assert!(
                summary.is_some_and(|s| s.ends_with(title.trim())),
                "{length}"
            );
        }
    }
}
