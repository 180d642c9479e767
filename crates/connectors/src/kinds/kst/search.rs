//! The SRU search of the repository: which papers changed, where their text lies, and how pages
//! follow each other. The papers themselves are read in `paper`, the records in `record`.

use super::EXPECTED;
use super::record::{Text, known, text_of};
use crate::connector::{Harvest, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::gather::Gather;
use crate::formats::xml::Node;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use noaber_domain::source::Cursor;
use noaber_domain::{Item, Source};
use serde::{Deserialize, Serialize};

const XML: &str = "application/xml, text/xml";
/// Records of a page of search.
const PAGE: usize = 100;

/// How far a search came: the cursor of the kind, and the note that a search request carries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Changes from this day on.
    since: Date,
    /// The day on which this search began; the next one begins there.
    until: Date,
    /// The last identifier that was taken in, in the order of identifiers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    /// The first identifier of the page before. It cannot come again, unless records do not come in
    /// the order of identifiers: then some would be passed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first: Option<String>,
}

impl Place {
    fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Where the next run begins once this one is through. A day is read twice: changes of the
    /// first day may come after its search.
    fn through(&self) -> Cursor {
        let next = Place {
            since: self.until,
            until: self.until,
            last: None,
            first: None,
        };
        Cursor(next.written())
    }
}

/// What of the repository a source reads, in CQL: everything but the place of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Which publications: `w.publicatienaam==Kamerstuk`.
    pub conditions: Vec<String>,
    /// Dates that say that something is new: `dt.modified`, `dt.issued`.
    pub dates: &'static [&'static str],
}

impl Scope {
    fn query(&self, source: &Source, place: &Place) -> String {
        let mut all = self.conditions.clone();
        let since = |date: &&str| format!("{date}>={}", place.since);
        let dates: Vec<String> = self.dates.iter().map(since).collect();
        all.push(either(dates));
        if let Some(more) = source.settings.get("query") {
            all.push(format!("({more})"));
        }
        if let Some(last) = &place.last {
            all.push(format!("dt.identifier>{}", quoted(last)));
        }
        format!("{} sortBy dt.identifier/sort.ascending", all.join(" AND "))
    }
}

/// One of these conditions holds.
pub fn either(conditions: Vec<String>) -> String {
    match conditions.len() {
        1 => conditions.concat(),
        _ => format!("({})", conditions.join(" OR ")),
    }
}

/// A term of CQL in quotes, which it cannot end by itself.
pub fn quoted(term: &str) -> String {
    format!("\"{}\"", term.replace(['"', '\\'], ""))
}

/// What the search says of a paper, carried to the page with its text.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Note {
    /// The paper as the search knows it: number, title, day, topics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Item>,
    /// The cursor once this paper was stored; only the last of a search has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Cursor>,
    /// The form of the text that was asked for.
    #[serde(default)]
    pub form: Text,
}

impl Note {
    /// The note of a page; empty for a recording.
    pub fn of(page: &Page) -> Note {
        let carried = page.carry.as_deref();
        carried
            .and_then(|note| serde_json::from_str(note).ok())
            .unwrap_or_default()
    }
}

/// The first search of a run: goes on where the last one was cut off, else begins a new one.
pub fn start(
    source: &Source,
    scope: &Scope,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<Vec<Request>, Fault> {
    let today = crate::formats::dates::central_european(now).date();
    let stored = cursor
        .and_then(|cursor| serde_json::from_str::<Place>(&cursor.0).ok())
        // A place ahead of the clock says nothing of what was read.
        .filter(|place| place.since <= today);
    let place = match stored {
        Some(cut_off) if cut_off.last.is_some() => Place {
            until: cut_off.until.min(today),
            ..cut_off
        },
        Some(through) => Place {
            until: today,
            ..through
        },
        None => Place {
            since: since(source, now)?,
            until: today,
            last: None,
            first: None,
        },
    };
    Ok(vec![request(source, scope, &place)])
}

fn since(source: &Source, now: Timestamp) -> Result<Date, Fault> {
    match source.settings.get("since") {
        Some(text) => text.parse().map_err(|_| Fault::Setting {
            source_id: source.id.to_string(),
            setting: "since",
            why: format!("expected a day such as 2026-01-31, found '{text}'"),
        }),
        None => {
            let then = now - SignedDuration::from_hours(14 * 24);
            Ok(crate::formats::dates::central_european(then).date())
        }
    }
}

fn request(source: &Source, scope: &Scope, place: &Place) -> Request {
    let query = scope.query(source, place);
    let encoded: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
    let base = source.address.trim_end_matches(['/', '?']);
    let url = format!(
        "{base}?operation=searchRetrieve&version=2.0&startRecord=1&maximumRecords={PAGE}&query={}",
        encoded.replace('+', "%20")
    );
    Request::get(url, XML).carrying(place.written()).in_full()
}

/// Reads a search answer: papers with a text become requests, papers without become items.
pub fn read(
    source: &Source,
    scope: &Scope,
    page: &Page,
    root: &Node,
) -> Result<Harvest, Unreadable> {
    if root.name == "diagnostics" || root.find("diagnostic").is_some() {
        return Err(diagnosis(root));
    }
    if root.find("numberOfRecords").is_none() {
        let why = "the answer has no numberOfRecords".to_owned();
        return Err(Unreadable::FormChanged {
            expected: EXPECTED,
            why,
            start: String::new(),
        });
    }
    in_order(page, root)?;
    let mut gather = Gather::default();
    let mut texts = Vec::new();
    for record in root.all("record") {
        match known(record, &mut gather) {
            Some(item) => match text_of(record) {
                Some(text) => texts.push((text, item)),
                None => gather.item(item),
            },
            None => gather.reject("record", "the record has no identifier"),
        }
    }
    let mut harvest = gather.harvest;
    follow((source, scope), page, root, texts, &mut harvest);
    Ok(harvest)
}

/// Records come in the order of identifiers, or nothing of the page is taken.
fn in_order(page: &Page, root: &Node) -> Result<(), Unreadable> {
    let Some(before) = place_of(page).and_then(|place| place.first) else {
        return Ok(());
    };
    let came = |record: &&Node| record.text_of("identifier").as_ref() == Some(&before);
    match root.all("record").iter().any(came) {
        true => Err(Unreadable::FormChanged {
            expected: EXPECTED,
            why: format!("records are not in the order of identifiers: {before} came again"),
            start: String::new(),
        }),
        false => Ok(()),
    }
}

fn place_of(page: &Page) -> Option<Place> {
    serde_json::from_str(page.carry.as_deref()?).ok()
}

fn diagnosis(root: &Node) -> Unreadable {
    let words = ["message", "details", "uri"].map(|name| root.text_of(name));
    let why: Vec<String> = words.into_iter().flatten().collect();
    Unreadable::Refused {
        expected: EXPECTED,
        why: why.join("; "),
    }
}

/// Adds the requests for the texts, then the next page of search. The cursor of a page is its own
/// place: all pages before it are stored by then, its own texts not yet.
fn follow(
    (source, scope): (&Source, &Scope),
    page: &Page,
    root: &Node,
    texts: Vec<((Text, String), Item)>,
    harvest: &mut Harvest,
) {
    let place = place_of(page);
    let all = root.all("record");
    let number = |record: &&Node| record.text_of("identifier");
    let (first, last) = (all.first().and_then(number), all.last().and_then(number));
    let records = all.len();
    let more = last.is_some() && (root.find("nextRecordPosition").is_some() || records >= PAGE);
    let done = place.as_ref().filter(|_| !more).map(Place::through);
    harvest.cursor = match &done {
        Some(cursor) if texts.is_empty() => Some(cursor.clone()),
        _ => place
            .as_ref()
            .filter(|place| place.last.is_some())
            .map(|place| Cursor(place.written())),
    };
    let count = texts.len();
    for (index, (text, item)) in texts.into_iter().enumerate() {
        let done = done.clone().filter(|_| index + 1 == count);
        harvest.next.push(text_request(text, item, done));
    }
    if let (Some(place), true) = (place, more) {
        harvest.next.push(request(
            source,
            scope,
            &Place {
                last,
                first,
                ..place
            },
        ));
    }
}

fn text_request((form, address): (Text, String), item: Item, done: Option<Cursor>) -> Request {
    let note = Note {
        known: Some(item.clone()),
        done: done.clone(),
        form,
    };
    let title_only = Harvest {
        items: vec![item],
        cursor: done,
        ..Harvest::default()
    };
    let mut request = Request::get(address, form.accept());
    // A run that was cut off asks for it again, and what had come must come again.
    request = request.in_full();
    request.carry = serde_json::to_string(&note).ok();
    request.otherwise = Some(Box::new(title_only));
    request
}
