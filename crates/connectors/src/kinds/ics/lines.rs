//! The lines of a calendar: unfolded, divided into name, parameters and value, gathered into
//! events. What they mean is read in `events` and `times`.

use super::EXPECTED;
use crate::connector::{Page, Unreadable};
use crate::formats::charset::decode;
use crate::formats::guard::{Form, start_of, text_of};

/// Lines of a calendar at most.
const MOST_LINES: usize = 1_000_000;

/// A line: `DTSTART;TZID=Europe/Berlin:20260317T100000`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its name in capitals.
    pub name: String,
    parameters: Vec<(String, String)>,
    /// What stands after the colon, as written.
    pub value: String,
}

impl Line {
    fn of(text: &str) -> Option<Line> {
        let colon = outside_quotes(text, ':')?;
        let (head, value) = (&text[..colon], &text[colon + 1..]);
        let mut parts = Vec::new();
        let mut rest = head;
        while let Some(at) = outside_quotes(rest, ';') {
            parts.push(&rest[..at]);
            rest = &rest[at + 1..];
        }
        parts.push(rest);
        let name = parts.remove(0).trim().to_ascii_uppercase();
        let parameters = parts.into_iter().filter_map(|part| {
            let (name, value) = part.split_once('=')?;
            Some((
                name.to_ascii_uppercase(),
                value.trim_matches('"').to_owned(),
            ))
        });
        (!name.is_empty()).then(|| Line {
            name,
            parameters: parameters.collect(),
            value: value.trim_end().to_owned(),
        })
    }

    /// The value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The value as text: line breaks and escaped signs as they were meant.
    pub fn text(&self) -> String {
        let mut out = String::with_capacity(self.value.len());
        let mut signs = self.value.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '\\' => match signs.next() {
                    Some('n' | 'N') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => {}
                },
                other => out.push(other),
            }
        }
        out
    }
}

/// The first place of a sign outside of double quotes.
fn outside_quotes(text: &str, sign: char) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == sign && !quoted).then_some(at)
    })
}

/// One event of a calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// Its lines, without those of alarms within.
    pub lines: Vec<Line>,
}

impl Event {
    /// The first line with this name.
    pub fn line(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// The text of the first line with this name, when it has any.
    pub fn text(&self, name: &str) -> Option<String> {
        let text = self.line(name)?.text();
        (!text.trim().is_empty()).then(|| text.trim().to_owned())
    }
}

/// A calendar: its name and its events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// What it calls itself.
    pub name: Option<String>,
    /// Its events in their order.
    pub events: Vec<Event>,
}

/// The calendar of a page.
pub fn calendar(page: &Page) -> Result<Calendar, Unreadable> {
    let gate = text_of(page, Form::Xml, EXPECTED);
    if let Err(closed @ (Unreadable::Blocked { .. } | Unreadable::Empty { .. })) = gate {
        return Err(closed);
    }
    let text = decode(&page.body, page.content_type.as_deref());
    let text = text.trim_start_matches('\u{feff}');
    let start = || start_of(text);
    if text.trim().is_empty() {
        return Err(Unreadable::Empty { expected: EXPECTED });
    }
    let claimed = page
        .content_type
        .as_deref()
        .unwrap_or("text/calendar")
        .to_ascii_lowercase();
    let fits = ["calendar", "text/plain", "octet-stream", "ical"];
    let begins = text
        .trim_start()
        .get(..15)
        .is_some_and(|s| s.eq_ignore_ascii_case("BEGIN:VCALENDAR"));
    if !begins || !fits.iter().any(|word| claimed.contains(word)) {
        return Err(Unreadable::WrongType {
            expected: EXPECTED,
            came: page
                .content_type
                .clone()
                .unwrap_or_else(|| "another form".into()),
            start: start(),
        });
    }
    gather(text).ok_or_else(|| Unreadable::Truncated {
        expected: EXPECTED,
        length: page.body.len(),
        start: start(),
    })
}

/// The events of a text; `None` when the calendar is not closed.
fn gather(text: &str) -> Option<Calendar> {
    let mut calendar = Calendar::default();
    let mut open: Vec<String> = Vec::new();
    let mut event = Event::default();
    for line in unfolded(text).iter().filter_map(|line| Line::of(line)) {
        let what = line.value.trim().to_ascii_uppercase();
        match line.name.as_str() {
            "BEGIN" => open.push(what),
            "END" => {
                if open.pop().as_deref() != Some(what.as_str()) {
                    return None;
                }
                if what == "VEVENT" {
                    calendar.events.push(std::mem::take(&mut event));
                }
            }
            "X-WR-CALNAME" | "NAME" if open.len() == 1 => {
                calendar.name.get_or_insert_with(|| line.text());
            }
            _ if open.last().is_some_and(|inner| inner == "VEVENT") => event.lines.push(line),
            _ => {}
        }
    }
    open.is_empty().then_some(calendar)
}

/// Lines that were folded, put together: what begins with a blank goes on from the line before.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for raw in text.lines().take(MOST_LINES) {
        match (raw.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(before)) => before.push_str(rest),
            _ => lines.push(raw.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_quotes_and_escapes_are_understood() {
        let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY;ALTREP=\"cid:a;b:c\":Brug\\, weg\r\n  en\\nspoor\r\nBEGIN:VALARM\r\nSUMMARY:Wekker\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let calendar = gather(text).unwrap();
        assert_eq!(calendar.events.len(), 1);
        assert_eq!(
            calendar.events[0].text("SUMMARY").as_deref(),
            Some("Brug, weg en\nspoor")
        );
        assert_eq!(
            calendar.events[0].lines[0].parameter("ALTREP"),
            Some("cid:a;b:c")
        );
        assert_eq!(gather("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x"), None);
        assert_eq!(gather("BEGIN:VCALENDAR\nEND:VEVENT"), None);
    }
}
