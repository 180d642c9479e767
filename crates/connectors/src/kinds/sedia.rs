//! Calls for proposals of the European Union, from the search service of the Funding & Tenders
//! portal. Its own records are read in `portal`, records that others normalised in `plain`; which
//! pages follow each other, and when a call is called gone, is the matter of `scan`.

mod plain;
mod portal;
mod scan;

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::gather::Gather;
use crate::formats::json::{self, string, strings};
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Language, Source, Wording};
use serde_json::Value;

/// The kind `sedia`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "a page of funding calls (JSON)";
const TOPIC_PAGE: &str = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/";

fn card() -> Card {
    Card {
        code: "sedia",
        title: Wording {
            nl: Some("EU Funding & Tenders: oproepen".into()),
            de: Some("EU Funding & Tenders: Förderaufrufe".into()),
            en: Some("EU Funding & Tenders: calls for proposals".into()),
        },
        owner: "European Commission",
        licence: "Commission reuse policy (2011/833/EU): free with mention of the source",
        languages: &[Language::En],
        countries: &[Country::Eu],
        requests_per_second: 1.0,
        needs_key: false,
        reads_folder: false,
        home: "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/support/apis",
        seen: "recorded answers and three daily lists of calls",
        settings: &[
            (
                "status",
                "forthcoming, open, closed, divided by commas; forthcoming,open by default",
            ),
            (
                "programme",
                "code of a framework programme to keep to, such as 43108390 (Horizon Europe)",
            ),
        ],
        notes: &[
            "Address: https://api.tech.ec.europa.eu/search-api/prod/rest/search (the key SEDIA is public and the same for all; it is added to the address).",
            "The query must go as multipart; a plain JSON body is ignored and the whole index comes back.",
            "Every run reads all open calls; there is no way to ask for changes only.",
            "Pages overlap: a call may come twice or be missing from one look. A call that two full scans in a row do not list is asked for by name: most are closed by then, and only one that the portal does not know any more is called gone.",
            "A call that the list gives without its text is asked for by name when it is new, then once every seven scans.",
            "A call with several cut-offs has several deadlines; one that is opened again is open again.",
        ],
    }
}

fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    _: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    scan::start(source, cursor)
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let mut gather = Gather::default();
    let answer = match json::value_of(page, EXPECTED) {
        Ok(value) => value,
        // Calls as lines of JSON, one object each.
        Err(Unreadable::Malformed { .. }) => {
            lines(page, &mut gather)?;
            return Ok(gather.harvest);
        }
        Err(other) => return Err(other),
    };
    let records = records_of(page, &answer)?;
    for record in records {
        take(record, &mut gather);
    }
    let total = answer.get("totalResults").and_then(Value::as_u64);
    let total = total.map_or(records.len(), |count| {
        usize::try_from(count).unwrap_or(usize::MAX)
    });
    let listed = records.iter().filter_map(listed).collect();
    let mut harvest = gather.harvest;
    scan::follow(source, page, &listed, total, &mut harvest);
    Ok(harvest)
}

fn records_of<'a>(page: &Page, answer: &'a Value) -> Result<&'a [Value], Unreadable> {
    match (answer, answer.get("results"), answer.get("grants")) {
        (Value::Array(rows), _, _)
        | (_, Some(Value::Array(rows)), _)
        | (_, _, Some(Value::Array(rows))) => Ok(rows),
        (Value::Object(fields), _, _)
            if ["metadata", "topicId", "identifier"]
                .iter()
                .any(|name| fields.contains_key(*name)) =>
        {
            Ok(std::slice::from_ref(answer))
        }
        (Value::Object(fields), _, _) if fields.contains_key("message") => {
            Err(Unreadable::Refused {
                expected: EXPECTED,
                why: json::string(answer, &["message"]).unwrap_or_default(),
            })
        }
        _ => Err(json::form_changed(page, EXPECTED, "there are no 'results'")),
    }
}

fn lines(page: &Page, gather: &mut Gather) -> Result<(), Unreadable> {
    let text = crate::formats::charset::decode(&page.body, None);
    // Some files have no line ends between the objects: the reader takes value after value.
    let values = serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}'))
        .into_iter::<Value>();
    for value in values {
        match value {
            Ok(value) => take(&value, gather),
            Err(fault) if fault.is_eof() => {
                return Err(Unreadable::Truncated {
                    expected: EXPECTED,
                    length: page.body.len(),
                    start: crate::formats::guard::start_of(&text),
                });
            }
            Err(fault) => {
                return Err(Unreadable::Malformed {
                    expected: EXPECTED,
                    why: fault.to_string(),
                    start: crate::formats::guard::start_of(&text),
                });
            }
        }
    }
    Ok(())
}

fn take(record: &Value, gather: &mut Gather) {
    let item = match record.get("metadata") {
        Some(metadata) => portal::item_of(record, metadata, gather),
        None => plain::item_of(record, gather),
    };
    match item {
        Some(item) => gather.item(item),
        None => gather.reject("call", "the call has no identifier"),
    }
}

/// The identifier of a record, and whether its text came with it.
fn listed(record: &Value) -> Option<(String, bool)> {
    let metadata = record.get("metadata")?;
    let identifier = strings(metadata, "identifier").into_iter().next();
    let identifier = identifier.or_else(|| string(record, &["reference"]))?;
    Some((identifier, !strings(metadata, "descriptionByte").is_empty()))
}

/// The page for people of a call.
fn topic_page(identifier: &str) -> String {
    let path: String = url::form_urlencoded::byte_serialize(identifier.as_bytes()).collect();
    format!("{TOPIC_PAGE}{path}")
}

/// The key of a call, the same in whatever case its identifier is written.
fn key_of(identifier: &str) -> String {
    format!("sedia:{}", identifier.to_lowercase())
}

/// The identity of a call, by which other lists know it too.
fn identity_of(identifier: &str) -> String {
    format!("call:{}", identifier.to_uppercase())
}
