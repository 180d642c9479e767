//! Where a reading of Open Besluitvorming stands: the first reading of everything, then the changes,
//! or the pages of a search; and the requests that follow. What comes back is read elsewhere.

use crate::connector::{Harvest, Page, Request};
use crate::fault::Fault;
use crate::formats::dates::central_european;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use noaber_domain::source::Cursor;
use noaber_domain::{Item, Source};
use serde::{Deserialize, Serialize};

const JSON: &str = "application/json";
const LINES: &str = "application/x-ndjson, application/json";
/// Records of a page, and finds of a page of search.
pub const RECORDS: usize = 500;
const FOUND: usize = 100;
/// Pages of a search that are followed at most.
const MOST_PAGES: usize = 20;

/// How far a reading came: the cursor of the kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Older papers are passed over by the first reading, and come without text afterwards.
    pub since: Date,
    /// The last entity that the first reading took in; `None` once it is through, and for a search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub everything: Option<String>,
    /// Where the changes go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<String>,
    /// Finds of the search that were read in this run.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub offset: usize,
}

fn is_nought(number: &usize) -> bool {
    *number == 0
}

impl Place {
    /// As a cursor.
    pub fn cursor(&self) -> Cursor {
        Cursor(serde_json::to_string(self).unwrap_or_default())
    }

    /// Whether a paper of this day is worth its text; one without a day is.
    pub fn reaches(&self, day: Option<Date>) -> bool {
        day.is_none_or(|day| day >= self.since)
    }
}

/// What a request is for, carried to the page that answers.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Note {
    /// Where the reading stands with this page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The paper that awaits its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Box<Item>>,
    /// The cursor once this paper was stored; only the last of a page has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Cursor>,
}

impl Note {
    /// The note of a page; empty for a recording.
    pub fn of(page: &Page) -> Note {
        let carried = page.carry.as_deref();
        carried
            .and_then(|note| serde_json::from_str(note).ok())
            .unwrap_or_default()
    }

    fn on(self, mut request: Request) -> Request {
        request.carry = serde_json::to_string(&self).ok();
        request.in_full()
    }
}

/// The requests of a run: how the service is doing, then where the last run stopped.
pub fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<Vec<Request>, Fault> {
    if setting(source, "organisation").is_none() && setting(source, "query").is_none() {
        return Err(Fault::Setting {
            source_id: source.id.to_string(),
            setting: "organisation",
            why: "expected the key of a council such as enschede, or a query; found neither".into(),
        });
    }
    let kept = cursor.and_then(|cursor| serde_json::from_str::<Place>(&cursor.0).ok());
    let first = Place {
        since: since(source, now)?,
        everything: None,
        changes: None,
        offset: 0,
    };
    if setting(source, "query").is_some() {
        return Ok(vec![status(source), search(source, first)]);
    }
    let next = match kept {
        // Where the service does not know the place any more, everything is read anew.
        Some(kept) => onward(source, kept).or_anew(onward(source, first)),
        None => onward(source, first),
    };
    Ok(vec![status(source), next])
}

fn since(source: &Source, now: Timestamp) -> Result<Date, Fault> {
    match setting(source, "since") {
        Some(text) => text.parse().map_err(|_| Fault::Setting {
            source_id: source.id.to_string(),
            setting: "since",
            why: format!("expected a day such as 2026-01-31, found '{text}'"),
        }),
        None => Ok(central_european(now - SignedDuration::from_hours(60 * 24)).date()),
    }
}

/// A setting with something in it.
pub fn setting<'a>(source: &'a Source, name: &str) -> Option<&'a str> {
    let value = source.settings.get(name)?.trim();
    (!value.is_empty()).then_some(value)
}

/// How the service is doing; a run goes on without that.
fn status(source: &Source) -> Request {
    let mut request = Request::get(address(source, "status", &[]), JSON).in_full();
    request.otherwise = Some(Box::default());
    request
}

/// The next page of records after a place.
pub fn onward(source: &Source, place: Place) -> Request {
    let limit = RECORDS.to_string();
    let key = setting(source, "organisation")
        .unwrap_or_default()
        .to_owned();
    let mut terms = vec![("source", key.as_str()), ("limit", limit.as_str())];
    let through = place.everything.is_none() && place.changes.is_some();
    let (path, from) = match through {
        true => ("export/changes", place.changes.clone()),
        false => ("export/snapshot", place.everything.clone()),
    };
    terms.extend(from.as_deref().map(|cursor| ("cursor", cursor)));
    let request = Request::get(address(source, path, &terms), LINES);
    let place = Some(place);
    Note {
        place,
        ..Note::default()
    }
    .on(request)
}

/// A page of finds.
pub fn search(source: &Source, place: Place) -> Request {
    let (limit, offset) = (FOUND.to_string(), place.offset.to_string());
    let day = place.since.to_string();
    let mut terms = vec![
        ("query", setting(source, "query").unwrap_or_default()),
        ("sort", "date_desc"),
        ("dateFrom", day.as_str()),
        ("limit", limit.as_str()),
        ("offset", offset.as_str()),
    ];
    terms.extend(setting(source, "organisation").map(|key| ("organization", key)));
    let request = Request::get(address(source, "search", &terms), JSON);
    let place = Some(place);
    Note {
        place,
        ..Note::default()
    }
    .on(request)
}

/// The page of finds after one with `found` of them.
pub fn next_search(source: &Source, place: &Place, found: usize) -> Option<Request> {
    let offset = place.offset + found;
    let more = found > 0 && offset < MOST_PAGES * FOUND;
    let place = Place {
        offset,
        ..place.clone()
    };
    more.then(|| search(source, place))
}

/// The text of a paper; its title alone when the text cannot be had.
pub fn text(source: &Source, entity: &str, item: Item, done: Option<Cursor>) -> Request {
    let code: String = url::form_urlencoded::byte_serialize(entity.as_bytes()).collect();
    let path = format!("entities/{}", code.replace('+', "%20"));
    let mut request = Request::get(address(source, &path, &[]), JSON);
    request.otherwise = Some(Box::new(Harvest {
        items: vec![item.clone()],
        cursor: done.clone(),
        ..Harvest::default()
    }));
    let known = Some(Box::new(item));
    Note {
        place: None,
        known,
        done,
    }
    .on(request)
}

/// Adds the texts that are to be fetched and what follows; the cursor moves with the last of them.
pub fn follow(
    source: &Source,
    harvest: &mut Harvest,
    texts: Vec<(String, Item)>,
    after: (Option<Cursor>, Option<Request>),
) {
    let (cursor, next) = after;
    let count = texts.len();
    if count == 0 {
        harvest.cursor = cursor.clone();
    }
    for (index, (entity, item)) in texts.into_iter().enumerate() {
        let done = cursor.clone().filter(|_| index + 1 == count);
        harvest.next.push(text(source, &entity, item, done));
    }
    harvest.next.extend(next);
}

/// Where the reading stands after a page of records: what the headers say, else what the records
/// tell. The place, and whether more waits there.
pub fn after(page: &Page, place: &Place, last: Option<(&str, u64)>, count: usize) -> (Place, bool) {
    let more = match page.header("x-has-more") {
        Some(said) => said == "true",
        None => count >= RECORDS,
    };
    let header = |name: &str| {
        page.header(name)
            .filter(|v| !v.is_empty())
            .map(str::to_owned)
    };
    let next = header("x-next-cursor");
    let mut place = place.clone();
    if place.everything.is_none() && place.changes.is_some() {
        let told = next.or_else(|| last.map(|(_, seq)| (seq + 1).to_string()));
        place.changes = told.or(place.changes);
        return (place, more);
    }
    // Taken from the first page: what changes while everything is read must not be missed.
    place.changes = place.changes.or_else(|| header("x-changes-cursor"));
    place.everything = next
        .or_else(|| last.map(|(entity, _)| entity.to_owned()))
        .filter(|_| more);
    if place.everything.is_none() {
        place.changes.get_or_insert_with(|| "0".to_owned());
    }
    (place, more)
}

/// Nothing new: the cursor as the service gives it.
pub fn caught_up(source: &Source, page: &Page, note: &Note) -> Harvest {
    let Some(place) = &note.place else {
        return Harvest::default();
    };
    let before = (place.everything.is_none(), place.changes.is_some());
    let (place, _) = after(page, place, None, 0);
    let mut harvest = Harvest {
        cursor: Some(place.cursor()),
        ..Harvest::default()
    };
    // Everything was read, to its empty end: now the changes since it began.
    if before != (true, true) {
        harvest.next.push(onward(source, place));
    }
    harvest
}

fn address(source: &Source, path: &str, terms: &[(&str, &str)]) -> String {
    let base = source.address.trim_end_matches('/');
    let query: String = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(terms)
        .finish();
    match query.is_empty() {
        true => format!("{base}/api/{path}"),
        false => format!("{base}/api/{path}?{query}"),
    }
}
