//! What is asked of CELLAR and in what order: the works of each day of the window, the facts about
//! those that changed, the text of each. What an answer says is not known here.

use super::acts::kind_of;
use super::{cell, questions};
use crate::connector::{Harvest, Header, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::dates;
use crate::formats::gather::Gather;
use crate::formats::guard::{Form, start_of, text_of};
use crate::formats::text::html_to_text;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use noaber_domain::source::Cursor;
use noaber_domain::{Item, Language, Source};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Works in one question.
const BATCH: usize = 20;
/// Days looked through when the source does not say.
const WINDOW: i64 = 30;
/// Changes are read again over this span.
const OVERLAP: SignedDuration = SignedDuration::from_hours(6);

/// How far a run came: the cursor of the kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Place {
    /// Works changed since then are wanted; `None` on the first run, when all are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<Timestamp>,
    /// When this run began.
    began: Timestamp,
    /// The day that comes next; `None` when the run is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<Date>,
}

/// What a request carries.
#[derive(Debug, Serialize, Deserialize)]
enum Note {
    /// A day's works.
    Day(Place),
    /// Facts about works, and the cursor to store after them and their texts.
    Works { done: Option<Cursor> },
    /// The text of an item.
    Text {
        item: Box<Item>,
        done: Option<Cursor>,
    },
}

/// The first request of a run: the day at which the last one was cut off, else the first of the
/// window.
pub fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<Vec<Request>, Fault> {
    let first = first_day(source, now, cursor.is_some())?;
    let stored = cursor
        .and_then(|cursor| serde_json::from_str::<Place>(&cursor.0).ok())
        // A place ahead of the clock says nothing of what was read.
        .filter(|place| place.began <= now);
    let place = match stored {
        Some(cut_off) if cut_off.day.is_some() => cut_off,
        Some(through) => Place {
            since: Some(through.began - OVERLAP),
            began: now,
            day: Some(first),
        },
        None => Place {
            since: None,
            began: now,
            day: Some(first),
        },
    };
    Ok(day_request(source, &place).into_iter().collect())
}

fn first_day(source: &Source, now: Timestamp, has_cursor: bool) -> Result<Date, Fault> {
    let fault = |setting, why: String| Fault::Setting {
        source_id: source.id.to_string(),
        setting,
        why,
    };
    let window = match source.settings.get("window") {
        Some(text) => text
            .parse::<i64>()
            .ok()
            .filter(|days| (1..=400).contains(days))
            .ok_or_else(|| fault("window", format!("expected 1 to 400 days, found '{text}'")))?,
        None => WINDOW,
    };
    let today = dates::central_european(now).date();
    match source.settings.get("since").filter(|_| !has_cursor) {
        Some(text) => text.parse().map_err(|_| {
            fault(
                "since",
                format!("expected a day such as 2026-01-31, found '{text}'"),
            )
        }),
        None => Ok(today - SignedDuration::from_hours(24 * window)),
    }
}

fn day_request(source: &Source, place: &Place) -> Option<Request> {
    let question = questions::works_of(place.day?);
    Some(ask(source, &question, &Note::Day(place.clone())))
}

fn ask(source: &Source, question: &str, note: &Note) -> Request {
    let question: String = url::form_urlencoded::byte_serialize(question.as_bytes()).collect();
    let base = source.address.split('?').next().unwrap_or_default();
    let mut request = Request::get(
        format!("{base}?query={question}"),
        "application/sparql-results+json",
    )
    .in_full();
    request.carry = serde_json::to_string(note).ok();
    request
}

fn note_of(page: &Page) -> Option<Note> {
    serde_json::from_str(page.carry.as_deref()?).ok()
}

fn stored(place: &Place) -> Option<Cursor> {
    serde_json::to_string(place).ok().map(Cursor)
}

/// After the works of a day: the facts about those that changed, then the next day. The cursor
/// stays at this day until they came.
pub fn after_day(source: &Source, page: &Page, rows: &[Value]) -> Harvest {
    let mut harvest = Harvest::default();
    let mut gather = Gather::default();
    let place = match note_of(page) {
        Some(Note::Day(place)) => Some(place),
        _ => None,
    };
    if rows.len() >= questions::MOST {
        gather.reject(
            "day",
            "the day has more works than were asked for; the rest is missing",
        );
        harvest.rejected = gather.harvest.rejected;
    }
    let since = place.as_ref().and_then(|place| place.since);
    let mut works: Vec<String> = rows.iter().filter_map(|row| wanted(row, since)).collect();
    works.sort();
    works.dedup();
    let language = source.language.unwrap_or(Language::En);
    let facts = works.chunks(BATCH).map(|batch| {
        let question = questions::facts_of(batch, language);
        ask(source, &question, &Note::Works { done: None })
    });
    harvest.next = facts.collect();
    if let Some(place) = place {
        follow(source, place, &mut harvest);
    }
    harvest
}

/// The address of a work that is of a wanted sort and changed since then.
fn wanted(row: &Value, since: Option<Timestamp>) -> Option<String> {
    kind_of(&cell(row, "celex")?)?;
    let work = cell(row, "work")
        .filter(|work| work.starts_with("http") && !work.contains(['<', '>', '"', ' ', '\\']))?;
    let modified = cell(row, "modified").and_then(|text| text.parse::<Timestamp>().ok());
    match (since, modified) {
        (Some(since), Some(modified)) if modified < since => None,
        _ => Some(work),
    }
}

/// Adds the next day; at the end of the window the last request takes the cursor of the finished
/// run along.
fn follow(source: &Source, place: Place, harvest: &mut Harvest) {
    harvest.cursor = stored(&place);
    let today = dates::central_european(place.began).date();
    let tomorrow = place.day.and_then(|day| day.checked_add(1.day()).ok());
    let next = Place {
        day: tomorrow.filter(|day| *day <= today),
        ..place
    };
    if let Some(request) = day_request(source, &next) {
        harvest.next.push(request);
        return;
    }
    let done = stored(&next);
    match harvest.next.last_mut() {
        Some(last) => last.carry = serde_json::to_string(&Note::Works { done }).ok(),
        None => harvest.cursor = done,
    }
}

/// After the facts about works: their texts, unless the source leaves them out. The items come with
/// their text, and without it where the text cannot be had.
pub fn after_works(source: &Source, page: &Page, gather: Gather) -> Harvest {
    let mut harvest = gather.harvest;
    let Some(Note::Works { done }) = note_of(page) else {
        return harvest;
    };
    if source.settings.get("text").is_some_and(|wish| wish == "no") || harvest.items.is_empty() {
        harvest.cursor = done;
        return harvest;
    }
    let items = std::mem::take(&mut harvest.items);
    let last = items.len();
    harvest.next = (1..)
        .zip(items)
        .map(|(nth, item)| text_request(source, item, done.clone().filter(|_| nth == last)))
        .collect();
    harvest
}

/// Asks for the text of an item in its language.
fn text_request(source: &Source, item: Item, done: Option<Cursor>) -> Request {
    let celex = item.key.trim_start_matches("cellar:");
    let site = source.address.split("/webapi").next().unwrap_or_default();
    let mut request = Request::get(
        format!("{site}/resource/celex/{celex}"),
        "application/xhtml+xml, text/html",
    )
    .in_full();
    let tag = match item.language.unwrap_or(Language::En) {
        Language::Nl => "nld",
        Language::De => "deu",
        Language::En => "eng",
    };
    request.headers.push(Header::Plain {
        name: "Accept-Language",
        value: tag.to_owned(),
    });
    request.otherwise = Some(Box::new(Harvest {
        items: vec![item.clone()],
        cursor: done.clone(),
        ..Harvest::default()
    }));
    let note = Note::Text {
        item: Box::new(item),
        done,
    };
    request.carry = serde_json::to_string(&note).ok();
    request
}

/// The item of a page that is its text; `None` when the page is an answer to a question.
pub fn text(page: &Page) -> Result<Option<Harvest>, Unreadable> {
    const EXPECTED: &str = "the text of an act (XHTML)";
    let Some(Note::Text { mut item, done }) = note_of(page) else {
        return Ok(None);
    };
    let html = text_of(page, Form::Html, EXPECTED)?;
    // Acts come as XHTML and say so; a page of a service that is down does not.
    if !html.contains("http://www.w3.org/1999/xhtml") {
        return Err(Unreadable::WrongType {
            expected: EXPECTED,
            came: "another web page".into(),
            start: start_of(&html),
        });
    }
    if !html.trim_end().ends_with("</html>") {
        return Err(Unreadable::Truncated {
            expected: EXPECTED,
            length: page.body.len(),
            start: start_of(&html),
        });
    }
    item.body = format!("{}\n{}", item.body, html_to_text(&html));
    let mut gather = Gather::default();
    gather.item(*item);
    gather.harvest.cursor = done;
    Ok(Some(gather.harvest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_works_that_changed_since_the_last_run_are_asked_for() {
        let row = |modified: &str| {
            serde_json::json!({
                "work": {"value": "http://publications.europa.eu/resource/cellar/1"},
                "celex": {"value": "52026PC0901"},
                "modified": {"value": modified},
            })
        };
        let since = "2026-06-01T12:00:00Z".parse().ok();
        assert_eq!(wanted(&row("2026-06-01T13:59:59+02:00"), since), None);
        assert!(wanted(&row("2026-06-01T14:00:01+02:00"), since).is_some());
        // What cannot be told is asked for, and so is everything on the first run.
        assert!(wanted(&row("gisteren"), since).is_some());
        assert!(wanted(&row("2026-06-01T13:59:59+02:00"), None).is_some());
    }
}
