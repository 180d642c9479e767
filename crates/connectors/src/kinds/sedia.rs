//! Calls for proposals of the European Union, from the search service of the Funding & Tenders
//! portal. Its own records are read in `portal`, records that others normalised in `plain`.

mod plain;
mod portal;

use crate::connector::{Card, Harvest, Kind, Method, Page, Part, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::gather::Gather;
use crate::formats::json;
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Language, Source, Wording};
use serde_json::Value;

/// The kind `sedia`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "a page of funding calls (JSON)";
/// Records in a page; the service gives no more, whatever is asked.
const PAGE: usize = 100;
/// The service refuses positions beyond this.
const WINDOW: usize = 10_000;
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
        home: "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/support/apis",
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
            "Address: https://api.tech.ec.europa.eu/search-api/prod/rest/search?apiKey=SEDIA&text=*** (this key is public and the same for all).",
            "The query must go as multipart; a plain JSON body is ignored and the whole index comes back.",
            "Pages overlap: a call may come twice or be missing from one look. Nothing is called gone because it was not listed.",
            "Every run reads all open calls; there is no way to ask for changes only.",
            "A call with several cut-offs has several deadlines.",
        ],
    }
}

fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    _: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    let statuses = status_codes(source)?;
    let page = cursor.and_then(|cursor| cursor.0.parse().ok()).unwrap_or(1);
    Ok(vec![request(source, &statuses, page)])
}

fn status_codes(source: &Source) -> Result<Vec<&'static str>, Fault> {
    let wanted = source
        .settings
        .get("status")
        .map_or("forthcoming,open", String::as_str);
    wanted
        .split(',')
        .map(|status| match status.trim() {
            "forthcoming" => Ok("31094501"),
            "open" => Ok("31094502"),
            "closed" => Ok("31094503"),
            other => Err(Fault::Setting {
                source_id: source.id.to_string(),
                setting: "status",
                why: format!("expected forthcoming, open or closed, found '{other}'"),
            }),
        })
        .collect()
}

fn request(source: &Source, statuses: &[&str], page: usize) -> Request {
    let mut must = vec![
        serde_json::json!({"terms": {"type": ["1", "2", "8"]}}),
        serde_json::json!({"terms": {"status": statuses}}),
    ];
    if let Some(programme) = source.settings.get("programme") {
        must.push(serde_json::json!({"terms": {"frameworkProgramme": [programme]}}));
    }
    let part = |name: &str, value: Value| Part {
        name: name.to_owned(),
        media_type: "application/json",
        content: value.to_string(),
    };
    let parts = vec![
        part("query", serde_json::json!({"bool": {"must": must}})),
        part("languages", serde_json::json!(["en"])),
        // Sorting by a field that some records lack would drop those records.
        part(
            "sort",
            serde_json::json!({"field": "identifier", "order": "ASC"}),
        ),
        part("displayFields", serde_json::json!(portal::FIELDS)),
    ];
    let joint = if source.address.contains('?') {
        '&'
    } else {
        '?'
    };
    let url = format!("{}{joint}pageSize={PAGE}&pageNumber={page}", source.address);
    let mut request = Request::get(url, "application/json").carrying(page.to_string());
    request.method = Method::PostMultipart(parts);
    request
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
    let mut harvest = gather.harvest;
    follow(source, page, &answer, records.len(), &mut harvest);
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
        _ => Err(json::malformed(page, EXPECTED, "there are no 'results'")),
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
            Err(fault) => return Err(json::malformed(page, EXPECTED, &fault.to_string())),
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

fn follow(source: &Source, page: &Page, answer: &Value, records: usize, harvest: &mut Harvest) {
    let Some(number) = page
        .carry
        .as_deref()
        .and_then(|note| note.parse::<usize>().ok())
    else {
        return;
    };
    let total = answer
        .get("totalResults")
        .and_then(Value::as_u64)
        .unwrap_or(0);
    let more =
        records > 0 && (number * PAGE) < WINDOW.min(usize::try_from(total).unwrap_or(WINDOW));
    let next = if more { number + 1 } else { 1 };
    harvest.cursor = Some(Cursor(next.to_string()));
    if let (true, Ok(statuses)) = (more, status_codes(source)) {
        harvest.next.push(request(source, &statuses, next));
    }
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
