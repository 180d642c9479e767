//! The SRU search of the repository: which papers changed, where their XML lies, and how pages
//! follow each other. The papers themselves are read in `paper`.

use super::EXPECTED;
use super::paper::kind_of;
use crate::connector::{Harvest, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::gather::Gather;
use crate::formats::xml::Node;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Item, Language, Source};
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
        };
        Cursor(next.written())
    }
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
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<Vec<Request>, Fault> {
    let today = crate::formats::dates::central_european(now).date();
    let stored = cursor.and_then(|cursor| serde_json::from_str::<Place>(&cursor.0).ok());
    let place = match stored {
        Some(cut_off) if cut_off.last.is_some() => cut_off,
        Some(through) => Place {
            until: today,
            ..through
        },
        None => Place {
            since: since(source, now)?,
            until: today,
            last: None,
        },
    };
    Ok(vec![request(source, &place)])
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

fn request(source: &Source, place: &Place) -> Request {
    let mut query = format!(
        "c.product-area==officielepublicaties AND w.publicatienaam==Kamerstuk AND dt.modified>={}",
        place.since
    );
    if let Some(more) = source.settings.get("query") {
        query.push_str(&format!(" AND ({more})"));
    }
    if let Some(last) = &place.last {
        query.push_str(&format!(" AND dt.identifier>\"{}\"", last.replace('"', "")));
    }
    query.push_str(" sortBy dt.identifier/sort.ascending");
    let encoded: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
    let base = source.address.trim_end_matches(['/', '?']);
    let url = format!(
        "{base}?operation=searchRetrieve&version=2.0&startRecord=1&maximumRecords={PAGE}&query={}",
        encoded.replace('+', "%20")
    );
    Request::get(url, XML).carrying(place.written())
}

/// Reads a search answer: papers with XML become requests, papers without become items.
pub fn read(source: &Source, page: &Page, root: &Node) -> Result<Harvest, Unreadable> {
    if root.name == "diagnostics" || root.find("diagnostic").is_some() {
        return Err(diagnosis(root));
    }
    if root.find("numberOfRecords").is_none() {
        let why = "the answer has no numberOfRecords".to_owned();
        return Err(Unreadable::Malformed {
            expected: EXPECTED,
            why,
            start: String::new(),
        });
    }
    let mut gather = Gather::default();
    let mut texts = Vec::new();
    for record in root.all("record") {
        match known(record, &mut gather) {
            Some(item) => match xml_address(record) {
                Some(address) => texts.push((address, item)),
                None => gather.item(item),
            },
            None => gather.reject("record", "the record has no identifier"),
        }
    }
    let mut harvest = gather.harvest;
    follow(source, page, root, texts, &mut harvest);
    Ok(harvest)
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
    source: &Source,
    page: &Page,
    root: &Node,
    texts: Vec<(String, Item)>,
    harvest: &mut Harvest,
) {
    let carried = page.carry.as_deref();
    let place: Option<Place> = carried.and_then(|note| serde_json::from_str(note).ok());
    let last = root
        .all("record")
        .last()
        .and_then(|record| record.text_of("identifier"));
    let records = root.all("record").len();
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
    for (index, (address, item)) in texts.into_iter().enumerate() {
        let done = done.clone().filter(|_| index + 1 == count);
        harvest.next.push(text_request(address, item, done));
    }
    if let (Some(place), true) = (place, more) {
        harvest.next.push(request(source, &Place { last, ..place }));
    }
}

fn text_request(address: String, item: Item, done: Option<Cursor>) -> Request {
    let note = Note {
        known: Some(item.clone()),
        done: done.clone(),
    };
    let title_only = Harvest {
        items: vec![item],
        cursor: done,
        ..Harvest::default()
    };
    let mut request = Request::get(address, XML);
    request.carry = serde_json::to_string(&note).ok();
    request.otherwise = Some(Box::new(title_only));
    request
}

fn xml_address(record: &Node) -> Option<String> {
    record
        .all("itemUrl")
        .into_iter()
        .find(|node| node.attribute("manifestation") == Some("xml"))
        .map(Node::text)
        .filter(|address| address.starts_with("http"))
}

/// The paper as its record describes it.
fn known(record: &Node, gather: &mut Gather) -> Option<Item> {
    let number = record.text_of("identifier")?;
    let sort = record
        .text_of("subrubriek")
        .or_else(|| record.text_of("type"));
    let own = record.text_of("documenttitel");
    let file_title = record.text_of("dossiertitel");
    let title = own
        .clone()
        .or_else(|| record.text_of("title"))
        .unwrap_or_default();
    let key = format!("kst:{number}");
    let day = record.text_of("issued").or_else(|| record.text_of("date"));
    let page = record
        .text_of("preferredUrl")
        .filter(|url| url.starts_with("http"));
    let published = gather.day(&key, day);
    Some(Item {
        kind: kind_of(sort.as_deref().unwrap_or(""), &title),
        label: sort,
        country: Country::Nl,
        language: Some(Language::Nl),
        title,
        body: String::new(),
        url: page.unwrap_or_else(|| super::paper::address(&number)),
        published,
        dates: Vec::new(),
        actors: record.text_of("creator").into_iter().collect(),
        committee: None,
        file: record.text_of("dossiernummer"),
        links: Vec::new(),
        same: Vec::new(),
        state: None,
        topics: file_title
            .into_iter()
            .chain(record.all("subject").into_iter().map(Node::text))
            .collect(),
        number: Some(number),
        key,
    })
}
