//! Have your say, the portal on which the European Commission asks for opinions before it proposes:
//! which lists and details are asked for. How a record becomes an item stands in `initiative`.

mod initiative;

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::dates;
use crate::formats::gather::Gather;
use crate::formats::json::{self, list, string};
use jiff::SignedDuration;
use jiff::civil::Date;
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Language, Source, Wording};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The kind `have_your_say`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "initiatives of Have your say (JSON)";
/// Rows in a page. The service gives no more, but counts its pages by what was asked: asking for
/// more would lose half of them without a word.
const PAGE: usize = 100;
/// Days after its end in which a consultation is still looked at, for its state and its summary.
const AFTERMATH: i64 = 30;

fn card() -> Card {
    Card {
        code: "have_your_say",
        title: Wording {
            nl: Some("Geef uw mening: raadplegingen van de Europese Commissie".into()),
            de: Some("Ihre Meinung zählt: Konsultationen der Europäischen Kommission".into()),
            en: Some("Have your say: consultations of the European Commission".into()),
        },
        owner: "European Commission",
        licence: "Commission reuse policy (2011/833/EU): free with mention of the source",
        languages: &[Language::En, Language::Nl, Language::De],
        countries: &[Country::Eu],
        requests_per_second: 1.0,
        needs_key: false,
        reads_folder: false,
        home: "https://ec.europa.eu/info/law/better-regulation/have-your-say",
        seen: "one recorded list; single consultations after the description",
        settings: &[(
            "topic",
            "code of a topic to keep to, such as ENV; all topics by default",
        )],
        notes: &[
            "Address: https://ec.europa.eu/info/law/better-regulation/brpapi (the path /api/ answers with a web page and status 200).",
            "Every run reads the whole list, some 42 pages: the service ignores most filters and cannot tell changes.",
            "Asked in detail are consultations that are open or closed less than 30 days ago, new initiatives, and one in seven of the announced ones each day.",
            "The title is taken in the language of the source row where the portal has it; the titles in Dutch, German and English stand in the text.",
            "Numbers come as 18805.0 and times without a zone; they are Brussels time.",
        ],
    }
}

/// How far the list was read: the cursor of the kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    /// The page that comes next, from 0.
    page: usize,
    /// The highest number that the last whole run saw; what is above it is new.
    known: i64,
    /// The highest number that this run has seen.
    top: i64,
}

/// What a request carries: the place of a list, or the row whose details were asked for.
#[derive(Debug, Serialize, Deserialize)]
enum Note {
    List(Place),
    Detail { row: Value, done: Option<Cursor> },
}

fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    _: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    let place = cursor
        .and_then(|cursor| serde_json::from_str::<Place>(&cursor.0).ok())
        .unwrap_or_default();
    Ok(vec![list_request(source, place)])
}

fn list_request(source: &Source, place: Place) -> Request {
    let base = source.address.trim_end_matches('/');
    let mut url = format!(
        "{base}/searchInitiatives?text=&page={}&size={PAGE}&language=EN",
        place.page
    );
    if let Some(topic) = source.settings.get("topic") {
        let topic: String = url::form_urlencoded::byte_serialize(topic.as_bytes()).collect();
        url.push_str(&format!("&topic={topic}"));
    }
    carrying(url, &Note::List(place))
}

fn carrying(url: String, note: &Note) -> Request {
    let mut request = Request::get(url, "application/json").in_full();
    request.carry = serde_json::to_string(note).ok();
    request
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let value = json::value_of(page, EXPECTED)?;
    let note = page.carry.as_deref();
    let note = note.and_then(|note| serde_json::from_str::<Note>(note).ok());
    let rows = value.get("initiativeResultDtoPage");
    match (rows, note) {
        (Some(rows), Some(Note::List(place))) if rows.get("content").is_some() => {
            Ok(follow(source, page, rows, place))
        }
        // A recorded list: what it tells is all there is.
        (Some(rows), _) if rows.get("content").is_some() => {
            let mut gather = Gather::default();
            for row in list(rows, "content") {
                initiative::take(source, row, None, &mut gather);
            }
            Ok(gather.harvest)
        }
        (_, Some(Note::Detail { row, done })) if initiative::is_detail(&value) => {
            let mut gather = Gather::default();
            initiative::take(source, &row, Some(&value), &mut gather);
            gather.harvest.cursor = done;
            Ok(gather.harvest)
        }
        (None, _) if initiative::is_detail(&value) => {
            let mut gather = Gather::default();
            initiative::take(source, &value, Some(&value), &mut gather);
            Ok(gather.harvest)
        }
        _ => Err(refused(page, &value)),
    }
}

fn refused(page: &Page, value: &Value) -> Unreadable {
    match string(value, &["message", "error"]) {
        Some(why) => Unreadable::Refused {
            expected: EXPECTED,
            why,
        },
        None => json::form_changed(page, EXPECTED, "there is no 'initiativeResultDtoPage'"),
    }
}

/// What follows from a page of the list: the details that are wanted, then the next page. The
/// cursor stays at this page until all of its details have come.
fn follow(source: &Source, page: &Page, rows: &Value, place: Place) -> Harvest {
    let today = dates::central_european(page.retrieved).date();
    let content = list(rows, "content");
    let mut gather = Gather::default();
    let mut wanted = Vec::new();
    let mut next = place.clone();
    for row in content {
        match initiative::number(row) {
            Some(number) => {
                next.top = next.top.max(number);
                let is_new = place.known > 0 && number > place.known;
                if is_new || is_due(row, number, today, place.known == 0) {
                    wanted.push((number, row));
                }
            }
            None => gather.reject("initiative", "the initiative has no number"),
        }
    }
    next.page += 1;
    let pages = rows
        .get("totalPages")
        .and_then(Value::as_f64)
        .unwrap_or(0.0);
    let more = !content.is_empty() && (next.page as f64) < pages;
    let mut harvest = gather.harvest;
    let here = serde_json::to_string(&place).ok().map(Cursor);
    let done = (!more).then(|| next.finished()).flatten();
    let last = wanted.len();
    harvest.next = (1..)
        .zip(wanted)
        .map(|(nth, (number, row))| {
            detail_request(source, number, row, done.clone().filter(|_| nth == last))
        })
        .collect();
    harvest.cursor = match last {
        0 => done.or(here),
        _ => here,
    };
    harvest
        .next
        .extend(more.then(|| list_request(source, next)));
    harvest
}

impl Place {
    /// The cursor after the last page: the next run begins anew and knows what is new.
    fn finished(&self) -> Option<Cursor> {
        let place = Place {
            page: 0,
            known: self.top.max(self.known),
            top: 0,
        };
        serde_json::to_string(&place).ok().map(Cursor)
    }
}

/// Whether an initiative is worth a look today; on the first run all announced ones are.
fn is_due(row: &Value, number: i64, today: Date, first_run: bool) -> bool {
    let horizon = today - SignedDuration::from_hours(AFTERMATH * 24);
    match initiative::feedback(row) {
        Some(period) if period.status == "OPEN" => true,
        Some(period) if period.end.is_some_and(|end| end >= horizon) => true,
        Some(period) if period.status == "UPCOMING" => {
            let day = today.day_of_year();
            first_run || number.rem_euclid(7) == i64::from(day).rem_euclid(7)
        }
        _ => false,
    }
}

/// Asks for the details of a row; with the cursor to store after it when it is the last of a run.
/// Where the details cannot be had, what the list told is taken.
fn detail_request(source: &Source, number: i64, row: &Value, done: Option<Cursor>) -> Request {
    let base = source.address.trim_end_matches('/');
    let url = format!("{base}/groupInitiatives/{number}?language=EN");
    let row = initiative::essence(row);
    let mut gather = Gather::default();
    initiative::take(source, &row, None, &mut gather);
    gather.harvest.cursor = done.clone();
    let mut request = carrying(url, &Note::Detail { row, done });
    request.otherwise = Some(Box::new(gather.harvest));
    request
}
