//! What is asked of the Parliament and in what order: each feed, then the records it names, at last
//! the sittings. What a record says is not known here.

use super::tail;
use crate::connector::{Forgives, Harvest, Page, Request};
use crate::fault::Fault;
use crate::formats::dates;
use crate::formats::gather::Gather;
use crate::formats::json::string;
use jiff::SignedDuration;
use jiff::civil::Date;
use noaber_domain::Source;
use noaber_domain::source::Cursor;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The feeds, and whether they take a span of time.
const FEEDS: [(&str, bool); 6] = [
    ("adopted-texts", true),
    ("plenary-documents", false),
    ("committee-documents", false),
    ("parliamentary-questions", false),
    ("documents", false),
    ("procedures", true),
];
/// The list of sittings of this year, which has no feed.
const MEETINGS: &str = "meetings";
/// The list of sittings of next year, which follows it in December.
const AHEAD: &str = "meetings-ahead";
/// What is read when the source does not say.
const USUAL: &str = "adopted-texts,plenary-documents,committee-documents,parliamentary-questions,meetings,procedures";
/// Records in one request.
const BATCH: usize = 8;
/// Sittings in one page.
const PAGE: usize = 50;
/// A record that a feed goes on naming is read again every so many days.
const AGAIN: u32 = 7;

/// How far the reading came: the cursor of the kind. It holds a short mark of each record that the
/// feeds named last, so it is bounded by what the feeds hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    /// The feed that was under way when the run ended.
    at: Option<String>,
    /// Marks of the records that each feed named, eight signs each.
    seen: BTreeMap<String, String>,
}

/// What a request carries.
#[derive(Debug, Serialize, Deserialize)]
enum Note {
    /// A feed or a page of sittings: the first of those that are still to do.
    Feed {
        place: Place,
        todo: Vec<String>,
        offset: usize,
    },
    /// Records, and the cursor to store after them.
    Records { done: Option<Cursor> },
}

/// The first request of a run. The feed at which the last run ended comes last, so that one that
/// always fails does not keep the others from being read.
pub fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    let mut todo = feeds(source)?;
    let mut place = cursor
        .and_then(|cursor| serde_json::from_str::<Place>(&cursor.0).ok())
        .unwrap_or_default();
    if let Some(at) = place.at.take()
        && let Some(index) = todo.iter().position(|name| *name == at)
    {
        let failed = todo.remove(index);
        todo.push(failed);
    }
    let today = dates::central_european(now).date();
    if today.month() == 12 && todo.iter().any(|name| name == MEETINGS) {
        todo.push(AHEAD.to_owned());
    }
    Ok(feed_request(source, place, todo, 0, today)
        .into_iter()
        .collect())
}

fn feeds(source: &Source) -> Result<Vec<String>, Fault> {
    let wanted = source.settings.get("feeds").map_or(USUAL, String::as_str);
    let names: Vec<String> = wanted
        .split(',')
        .map(|name| name.trim().to_owned())
        .collect();
    let known = |name: &str| name == MEETINGS || FEEDS.iter().any(|(feed, _)| *feed == name);
    match names.iter().find(|name| !known(name)) {
        Some(name) => Err(Fault::Setting {
            source_id: source.id.to_string(),
            setting: "feeds",
            why: format!("expected names such as {USUAL}; found '{name}'"),
        }),
        None => Ok(names),
    }
}

/// The request for the first of `todo`; `None` when nothing is left. A feed that has nothing to
/// tell answers with 404: the next one follows then.
fn feed_request(
    source: &Source,
    mut place: Place,
    todo: Vec<String>,
    offset: usize,
    today: Date,
) -> Option<Request> {
    let name = todo.first()?.clone();
    place.at = Some(name.clone());
    let base = source.address.trim_end_matches('/');
    let spanned = FEEDS
        .iter()
        .any(|(feed, spanned)| *feed == name && *spanned);
    let query = match (name.as_str(), spanned) {
        (MEETINGS | AHEAD, _) => {
            let year = today.year() + i16::from(name == AHEAD);
            format!("meetings?year={year}&offset={offset}&limit={PAGE}&")
        }
        (_, true) => format!("{name}/feed?timeframe=one-week&"),
        (_, false) => format!("{name}/feed?"),
    };
    let mut request = json_request(format!("{base}/{query}"));
    let mut skipped = Harvest::default();
    onward(source, place.clone(), &todo, today, &mut skipped);
    request.otherwise = Some(Box::new(skipped));
    let note = Note::Feed {
        place,
        todo,
        offset,
    };
    request.carry = serde_json::to_string(&note).ok();
    Some(request)
}

/// The request for what comes after the first of `todo`, or the cursor of a finished run.
fn onward(source: &Source, place: Place, todo: &[String], today: Date, harvest: &mut Harvest) {
    let rest = todo.get(1..).unwrap_or_default().to_vec();
    match feed_request(source, place.clone(), rest, 0, today) {
        Some(next) => harvest.next.push(next),
        None => harvest.cursor = finished(place),
    }
}

fn finished(mut place: Place) -> Option<Cursor> {
    place.at = None;
    stored(&place)
}

fn stored(place: &Place) -> Option<Cursor> {
    serde_json::to_string(place).ok().map(Cursor)
}

fn json_request(start: String) -> Request {
    let url = format!("{start}format=application%2Fld%2Bjson");
    Request::get(url, "application/ld+json, application/json").in_full()
}

fn is_sittings(name: &str) -> bool {
    name == MEETINGS || name == AHEAD
}

fn note_of(page: &Page) -> Option<Note> {
    serde_json::from_str(page.carry.as_deref()?).ok()
}

/// Whether a page is a feed, whose rows only name records.
pub fn is_feed(page: &Page) -> bool {
    matches!(note_of(page), Some(Note::Feed { todo, .. }) if todo.first().is_some_and(|name| !is_sittings(name)))
}

/// The records that a page was asked for by name; none for feeds, lists and agendas.
pub fn asked(page: &Page) -> Vec<String> {
    let path = page.url.split('?').next().unwrap_or_default();
    let names = path.rsplit('/').next().unwrap_or_default();
    match note_of(page) {
        Some(Note::Records { .. }) if !path.ends_with("/foreseen-activities") => {
            names.split(',').map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// What follows from a page with these rows.
pub fn follow(source: &Source, page: &Page, rows: &[Value], gather: Gather) -> Harvest {
    let mut harvest = gather.harvest;
    let today = dates::central_european(page.retrieved).date();
    match note_of(page) {
        Some(Note::Records { done }) => harvest.cursor = done,
        Some(Note::Feed {
            place,
            todo,
            offset,
        }) if todo.first().is_some_and(|name| is_sittings(name)) => {
            after_sittings(source, rows, place, todo, offset, today, &mut harvest);
        }
        Some(Note::Feed { place, todo, .. }) => {
            after_feed(source, rows, place, &todo, today, &mut harvest);
        }
        None => {}
    }
    harvest
}

/// After a feed: its records, then the next feed. The cursor stays at this feed until they came.
fn after_feed(
    source: &Source,
    rows: &[Value],
    mut place: Place,
    todo: &[String],
    today: Date,
    harvest: &mut Harvest,
) {
    let Some(name) = todo.first() else { return };
    harvest.cursor = stored(&place);
    let known = place.seen.get(name).cloned().unwrap_or_default();
    let named: Vec<String> = rows.iter().filter_map(record_id).collect();
    let wanted: Vec<&String> = named
        .iter()
        .filter(|id| is_due(id, &known, today))
        .collect();
    let marks = named.iter().map(|id| mark(id)).collect();
    place.seen.insert(name.clone(), marks);
    let base = source.address.trim_end_matches('/');
    let collection = format!("{base}/{name}");
    let batches = wanted.chunks(BATCH);
    harvest
        .next
        .extend(batches.map(|ids| batch_request(&collection, ids)));
    finish(source, place, todo, today, harvest);
}

/// After a page of sittings: the agenda of those near, then the next page or feed.
fn after_sittings(
    source: &Source,
    rows: &[Value],
    place: Place,
    todo: Vec<String>,
    offset: usize,
    today: Date,
    harvest: &mut Harvest,
) {
    harvest.cursor = stored(&place);
    let base = source.address.trim_end_matches('/');
    let near = rows
        .iter()
        .filter(|row| is_near(row, today))
        .filter_map(record_id);
    for id in near {
        let url = format!("{base}/meetings/{id}/foreseen-activities?offset=0&limit=200&");
        harvest.next.push(records_request(url));
    }
    if rows.len() < PAGE {
        finish(source, place, &todo, today, harvest);
    } else {
        let next = feed_request(source, place, todo, offset + PAGE, today);
        harvest.next.extend(next);
    }
}

/// Adds what comes after the first of `todo`; at the end of all, the last request takes the cursor
/// of the finished run along.
fn finish(source: &Source, place: Place, todo: &[String], today: Date, harvest: &mut Harvest) {
    let mut after = Harvest::default();
    onward(source, place, todo, today, &mut after);
    match (after.cursor, harvest.next.pop()) {
        (Some(done), Some(last)) => harvest.next.push(closing(last, done)),
        (Some(done), None) => harvest.cursor = Some(done),
        (None, last) => harvest.next.extend(last),
    }
    harvest.next.append(&mut after.next);
}

/// A request for some records. When they cannot be had together each is asked for by itself: one
/// that the service does not know must not take the others along.
fn batch_request(collection: &str, ids: &[&String]) -> Request {
    let names: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
    let mut request = records_request(format!("{collection}/{}?", names.join(",")));
    if ids.len() > 1 {
        let each = names.iter().map(|id| format!("{collection}/{id}?"));
        request.forgives = Forgives::Any;
        request.otherwise = Some(Box::new(Harvest {
            next: each.map(records_request).collect(),
            ..Harvest::default()
        }));
    }
    request
}

/// A request for records. One that the service has lost does not end the run.
fn records_request(start: String) -> Request {
    let mut request = json_request(start);
    request.forgives = Forgives::Record;
    request.otherwise = Some(Box::default());
    request.carry = serde_json::to_string(&Note::Records { done: None }).ok();
    request
}

/// The same request as the last of a run, which takes the cursor of the finished run along,
/// whatever becomes of it.
fn closing(mut request: Request, done: Cursor) -> Request {
    if let Some(otherwise) = &mut request.otherwise {
        match otherwise.next.pop() {
            Some(last) => otherwise.next.push(closing(last, done.clone())),
            None => otherwise.cursor = Some(done.clone()),
        }
    }
    let note = Note::Records { done: Some(done) };
    request.carry = serde_json::to_string(&note).ok();
    request
}

/// The name of a record within its collection, when it is one that is worth reading.
pub fn record_id(row: &Value) -> Option<String> {
    let sort = string(row, &["work_type"]).unwrap_or_default();
    if tail(&sort).starts_with("AMENDMENT") || tail(&sort).starts_with("LIST_ATTEND") {
        return None;
    }
    let id = string(row, &["identifier", "process_id", "activity_id", "id"])?;
    let name = tail(&id).to_owned();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '(' | ')');
    (name.len() <= 80 && name.chars().all(plain)).then_some(name)
}

/// Whether a record that a feed names is to be read today: when it is new, or on its day of the
/// week.
fn is_due(id: &str, known: &str, today: Date) -> bool {
    let mark = mark(id);
    let is_known = known
        .as_bytes()
        .chunks(mark.len())
        .any(|one| one == mark.as_bytes());
    let weekday = u32::from_str_radix(&mark[..4], 16).unwrap_or(0) % AGAIN;
    !is_known || i64::from(weekday) == i64::from(today.day_of_year()).rem_euclid(i64::from(AGAIN))
}

/// A short mark of a name: eight signs of its digest.
fn mark(id: &str) -> String {
    let digest = Sha256::digest(id.as_bytes());
    digest
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Whether a sitting lies between a week ago and four weeks ahead.
fn is_near(row: &Value, today: Date) -> bool {
    let Some((day, _)) = super::sittings::moment(row) else {
        return false;
    };
    let days = |count: i64| SignedDuration::from_hours(24 * count);
    (today - days(7)..=today + days(28)).contains(&day)
}
