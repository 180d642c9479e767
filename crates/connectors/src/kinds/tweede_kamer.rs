//! The open data of the Dutch House of Representatives over OData: cases (Zaak), papers (Document)
//! and meetings (Activiteit). How a row becomes an item stands in `rows`, what its sort means in
//! `sorts`, how pages follow each other in `paging`.

mod paging;
mod rows;
mod sorts;

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::gather::Gather;
use crate::formats::json;
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Language, Source, Wording};
use serde_json::Value;

/// The kind `tweede_kamer`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "a page of Tweede Kamer OData rows (JSON)";

fn card() -> Card {
    Card {
        code: "tweede_kamer",
        title: Wording {
            nl: Some("Tweede Kamer: zaken, stukken en activiteiten".into()),
            de: Some("Tweede Kamer: Vorgänge, Dokumente und Sitzungen".into()),
            en: Some("Dutch House of Representatives: cases, papers and meetings".into()),
        },
        owner: "Tweede Kamer der Staten-Generaal",
        licence: "CC0",
        languages: &[Language::Nl],
        countries: &[Country::Nl],
        requests_per_second: 2.0,
        needs_key: false,
        home: "https://opendata.tweedekamer.nl",
        settings: &[
            (
                "entity",
                "which of Zaak, Document and Activiteit to read, divided by commas; all three by default",
            ),
            (
                "since",
                "first day to read when there is no cursor yet, as 2026-01-31; 60 days back by default",
            ),
            (
                "page_size",
                "rows a page ($top); leave out to let the service page by nextLink",
            ),
            ("expand", "`yes` asks for the actors of each row too"),
        ],
        notes: &[
            "Address: https://gegevensmagazijn.tweedekamer.nl/OData/v5 (v4 was switched off in 2026; its field names are read as well).",
            "Deleted rows come with all fields empty; they are tombstones.",
            "Changes are followed by ApiGewijzigdOp, with an overlap of ten minutes.",
            "With page_size the service gives no nextLink; pages then follow by $skip until a short one. Version 5 refuses more than 100.",
            "The service has stood still for days without an error: mind the silence of the source.",
        ],
    }
}

fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    let marks = paging::Marks::begin(source, cursor, now)?;
    let first = paging::entities(source)?.first().copied();
    Ok(first
        .map(|entity| paging::first_request(source, entity, &marks))
        .into_iter()
        .collect())
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let value = json::value_of(page, EXPECTED)?;
    // Some recordings keep the answer under "data", beside the request that was made.
    let answer = match value.get("data") {
        Some(inner) if value.get("status").is_some() => inner,
        _ => &value,
    };
    let rows = rows_of(page, answer)?;
    let mut gather = Gather::default();
    for row in rows {
        rows::take(row, page, &mut gather);
    }
    let mut harvest = gather.harvest;
    paging::follow(source, page, answer, rows, &mut harvest);
    Ok(harvest)
}

/// The rows of `{"value": [...]}`, of a bare array, or of a single entity.
fn rows_of<'a>(page: &Page, answer: &'a Value) -> Result<&'a [Value], Unreadable> {
    let malformed = |why: String| json::malformed(page, EXPECTED, &why);
    match answer {
        Value::Array(rows) => Ok(rows),
        Value::Object(fields) => match (fields.get("value"), fields.get("error")) {
            (Some(Value::Array(rows)), _) => Ok(rows),
            (_, Some(error)) => Err(Unreadable::Refused {
                expected: EXPECTED,
                why: json::string(error, &["message"])
                    .unwrap_or_else(|| "an error without a message".into()),
            }),
            (None, None) if fields.contains_key("Id") => Ok(std::slice::from_ref(answer)),
            _ => Err(malformed("there is neither 'value' nor 'Id'".into())),
        },
        _ => Err(malformed("it is neither an object nor an array".into())),
    }
}
