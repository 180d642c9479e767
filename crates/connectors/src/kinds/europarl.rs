//! The European Parliament's open data: documents, questions, adopted texts, procedures and the
//! agenda of the plenary. What follows what stands in `paging`, how records become items in `works`
//! and `sittings`.

mod paging;
mod sittings;
mod works;

use crate::connector::{Card, Harvest, Kind, Page, Unreadable};
use crate::formats::gather::Gather;
use crate::formats::json::{self, list, string};
use noaber_domain::{Country, Language, Source, Wording};
use serde_json::Value;

/// The kind `europarl`.
pub const KIND: Kind = Kind {
    card,
    start: paging::start,
    read,
};

const EXPECTED: &str = "open data of the European Parliament (JSON-LD)";

fn card() -> Card {
    Card {
        code: "europarl",
        title: Wording {
            nl: Some("Europees Parlement: stukken, vragen, procedures en agenda".into()),
            de: Some(
                "Europäisches Parlament: Dokumente, Anfragen, Verfahren und Tagesordnung".into(),
            ),
            en: Some("European Parliament: documents, questions, procedures and agenda".into()),
        },
        owner: "European Parliament",
        licence: "CC BY 4.0: European Parliament",
        languages: &[Language::Nl, Language::De, Language::En],
        countries: &[Country::Eu],
        requests_per_second: 1.0,
        needs_key: false,
        reads_folder: false,
        home: "https://data.europarl.europa.eu/en/developer-corner/opendata-api",
        seen: "recorded records of version 2, and the published OpenAPI; feeds after the description",
        settings: &[(
            "feeds",
            "which of adopted-texts, plenary-documents, committee-documents, parliamentary-questions, procedures, documents and meetings to read, divided by commas; all but documents by default",
        )],
        notes: &[
            "Address: https://data.europarl.europa.eu/api/v2. At most 500 requests in five minutes.",
            "Feeds tell only what changed, in the last week or month and without titles: the records themselves follow, eight at a time. A record that a feed goes on naming is read again once a week.",
            "In recess a feed answers with status 404 or 204; that is noted and the next feed follows. The feed of procedures is slow and has failed for weeks; it comes after the others, and a feed that ended a run comes last in the next.",
            "The title is taken in the language of the source row where there is one; the titles in Dutch, German and English stand in the text.",
            "Files (PDF, DOCX) are not read; the text holds titles, authors and numbers. EuroVoc words come with the acts from CELLAR.",
            "Events come with what they belong to: the steps of a procedure as its dates and stage, the points of a sitting as items. The feed of events by itself repeats them, has no titles and is not read.",
            "The agenda of the plenary is read from a week back to four weeks ahead; its points have no titles until it is published.",
        ],
    }
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    // Nothing to tell: the answer has no body at all.
    if page.status == 204 {
        return Ok(paging::follow(source, page, &[], Gather::default()));
    }
    let value = json::value_of(page, EXPECTED)?;
    let Some(Value::Array(_)) = value.get("data") else {
        return Err(refused(page, &value));
    };
    let rows = list(&value, "data");
    let mut gather = Gather::default();
    missing(page, rows, &mut gather)?;
    let is_feed = paging::is_feed(page);
    for row in rows.iter().filter(|row| !is_feed || is_told(row)) {
        take(source, row, &mut gather);
    }
    Ok(paging::follow(source, page, rows, gather))
}

/// Tells of records that were asked for and did not come; when none of them did, it is another page.
fn missing(page: &Page, rows: &[Value], gather: &mut Gather) -> Result<(), Unreadable> {
    let asked = paging::asked(page);
    let came: Vec<String> = rows.iter().filter_map(paging::record_id).collect();
    let lacks: Vec<&String> = asked.iter().filter(|id| !came.contains(id)).collect();
    if !rows.is_empty() && !asked.is_empty() && lacks.len() == asked.len() {
        let why = "none of the records that were asked for is on it";
        return Err(json::form_changed(page, EXPECTED, why));
    }
    for id in lacks {
        gather.reject(id, "it was asked for and did not come");
    }
    Ok(())
}

fn refused(page: &Page, value: &Value) -> Unreadable {
    match string(value, &["error", "message", "detail", "reason"]) {
        Some(why) => Unreadable::Refused {
            expected: EXPECTED,
            why,
        },
        None => json::form_changed(page, EXPECTED, "there is no 'data'"),
    }
}

/// Whether a record holds more than its name; the rows of a feed do not.
fn is_told(row: &Value) -> bool {
    let fields = [
        "title_dcterms",
        "is_realized_by",
        "process_title",
        "activity_label",
    ];
    fields.iter().any(|field| row.get(field).is_some())
}

/// Takes one record in.
fn take(source: &Source, row: &Value, gather: &mut Gather) {
    match string(row, &["type"]).as_deref() {
        Some("Process") => works::procedure(source, row, gather),
        Some("Work") => works::document(source, row, gather),
        Some("Activity" | "ForeseenActivity" | "Decision") => sittings::take(source, row, gather),
        _ => gather.reject("record", "the record is of no sort that is known"),
    }
}

/// The last part of an address within the Parliament's data: `A-10-2026-0106` of
/// `eli/dl/doc/A-10-2026-0106`.
fn tail(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}
