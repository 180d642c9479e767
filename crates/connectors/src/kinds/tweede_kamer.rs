//! The open data of the Dutch House of Representatives over OData: cases (Zaak), papers (Document),
//! meetings (Activiteit), decisions with their votes (Besluit) and commitments (Toezegging). Which
//! entities there are stands in `entity`, how a row becomes an item in `rows`, how pages follow
//! each other in `paging`, how papers get their text in `texts`.

mod commitments;
pub(super) mod entity;
mod fields;
pub(super) mod identities;
pub(super) mod meetings;
pub(super) mod notes;
pub(super) mod paging;
mod papers;
pub(super) mod rows;
mod sorts;
mod texts;
mod votes;

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::gather::Gather;
use crate::formats::json;
use entity::Entity;
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Item, Language, Source, Wording};
use notes::{FollowUp, Note};
use serde_json::Value;
use std::collections::HashMap;

/// The kind `tweede_kamer`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "a page of Tweede Kamer OData rows (JSON)";
const EXPECTED_TEXT: &str = "the text of a paper (XML, PDF or DOCX)";
/// The House's pages for people.
const SITE: &str = "https://www.tweedekamer.nl";

fn card() -> Card {
    Card {
        code: "tweede_kamer",
        title: Wording {
            nl: Some("Tweede Kamer: zaken, stukken, debatten, stemmingen en toezeggingen".into()),
            de: Some(
                "Tweede Kamer: Vorgänge, Dokumente, Sitzungen, Abstimmungen und Zusagen".into(),
            ),
            en: Some(
                "Dutch House of Representatives: cases, papers, meetings, votes and commitments"
                    .into(),
            ),
        },
        owner: "Tweede Kamer der Staten-Generaal",
        licence: "CC0",
        languages: &[Language::Nl],
        countries: &[Country::Nl],
        requests_per_second: 2.0,
        needs_key: false,
        reads_folder: false,
        home: "https://opendata.tweedekamer.nl",
        seen: "recorded pages of 2025 with the field names of version 4; version 5 after its description",
        settings: SETTINGS,
        notes: NOTES,
    }
}

const SETTINGS: &[(&str, &str)] = &[
    (
        "entity",
        "which of Zaak, Document, Activiteit, Agendapunt, Besluit, Stemming, Toezegging and DocumentPublicatie to read, divided by commas; all by default",
    ),
    (
        "since",
        "first day to read when there is no cursor yet, as 2026-01-31; 60 days back by default",
    ),
    (
        "page_size",
        "rows a page ($top); leave out to let the service page by nextLink",
    ),
    (
        "expand",
        "`no` asks for the rows alone, without actors, files, agendas and votes",
    ),
    (
        "text",
        "`xml` takes the text only of papers that were published as XML, `no` of none; by default PDF and DOCX files are read as well",
    ),
];

const NOTES: &[&str] = &[
    "Address: https://gegevensmagazijn.tweedekamer.nl/OData/v5 (v4 was switched off by October 2026; its field names are read as well).",
    "Deleted rows come with all fields empty; they are tombstones.",
    "Changes are followed by ApiGewijzigdOp, with an overlap of ten minutes. The mark of an entity moves when all its pages were read, in whatever order rows came; a run that broke off goes on at its page. GewijzigdOp was rewritten in bulk on 19 February 2024 and says nothing.",
    "A point of an agenda and a vote are no items of their own: their meeting or decision is read anew, whole, when one changes. Votes are rolled up by group.",
    "What the government thinks of a case (Kabinetsappreciatie: Oordeel Kamer, Ontraden) stands among its subjects, where it is known.",
    "A motion, an amendment, a question or a letter and the case that the House makes of it are one item: the case is an identity of the paper.",
    "Of a debate whose date is only a week the date is the Monday, and the sort says the week.",
    "Proposed decisions, and those that only book a paper in, are passed over. Persons, groups and committees give names to those who act.",
    "A paper gets its text from its publication as XML (about a quarter of them, some days after the PDF), else from its PDF or DOCX file; the text is an origin of its own.",
    "When the service refuses what is asked along with the rows, the rows are read alone and the refusal is told.",
    "A meeting that was called off or moved keeps its date and is marked as cancelled.",
    "With page_size, 100 at most, the service gives no nextLink; pages then follow from the last change on, and by $skip only among rows that changed at once: Besluit answered 500 at a deep $skip.",
    "The service has stood still for days without an error (July and September 2024, March 2026): mind the silence of the source.",
];

fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    let marks = paging::begin(source, cursor, now)?;
    Ok(paging::first(source, &marks)?.into_iter().collect())
}

pub(super) fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let note = Note::of(page);
    if let Some(paper) = &note.text {
        return texts::read(source, page, &note, paper);
    }
    let value = json::value_of(page, EXPECTED)?;
    // Some recordings keep the answer under "data", beside the request that was made.
    let answer = match value.get("data") {
        Some(inner) if value.get("status").is_some() => inner,
        _ => &value,
    };
    let rows = rows_of(page, answer)?;
    as_asked(page, rows)?;
    let mut gather = Gather::default();
    let follow_ups = take_all(source, page, rows, &mut gather);
    missing(note, &mut gather);
    let mut harvest = gather.harvest;
    paging::follow(source, page, answer, rows, follow_ups, &mut harvest);
    Ok(harvest)
}

/// Whether rows are of the entity that was asked for. A service that gives the page before once more
/// must not move the mark of another entity.
fn as_asked(page: &Page, rows: &[Value]) -> Result<(), Unreadable> {
    let asked = Entity::of_address(&page.url).filter(|_| page.carry.is_some());
    let came = rows.iter().map(Entity::of_row);
    let mut strangers = came.map(|came| came.filter(|came| Some(*came) != asked));
    match (asked, strangers.next()) {
        (Some(asked), Some(Some(other))) if strangers.all(|other| other.is_some()) => {
            let why = format!("rows of {} where {} was asked", other.name(), asked.name());
            Err(json::form_changed(page, EXPECTED, &why))
        }
        _ => Ok(()),
    }
}

/// Takes all rows of a page in; what completes them comes back.
fn take_all(source: &Source, page: &Page, rows: &[Value], gather: &mut Gather) -> Vec<FollowUp> {
    let asked = Entity::of_address(&page.url);
    let recorded = page.carry.is_none();
    let entity = |row: &Value| Entity::of_row(row).or(asked);
    if recorded && rows.iter().find_map(entity) == Some(Entity::Stemming) {
        for decision in votes::decisions_of_votes(rows) {
            rows::take(Entity::Besluit, &decision, gather);
        }
        return Vec::new();
    }
    for row in rows {
        // Rows of other entities (persons, groups) are no items and are passed over.
        if let Some(entity) = entity(row) {
            rows::take(entity, row, gather);
        }
    }
    let Some(entity) = asked.filter(|_| !recorded) else {
        return Vec::new();
    };
    match entity.owner() {
        Some((owner, _)) => {
            let first = rows.iter().find_map(fields::id_of).unwrap_or_default();
            let tag = format!("{}-{first}", entity.name());
            paging::anew(source, owner, &rows::owners(entity, rows), &tag)
        }
        None => text_requests(source, rows, gather),
    }
}

/// Adds what was asked for anew and did not come: the service may lag behind its own feed, and what
/// the feed said is better than nothing.
fn missing(note: Note, gather: &mut Gather) {
    for item in note.bare {
        let harvest = &gather.harvest;
        let came = harvest.items.iter().any(|other| other.key == item.key)
            || harvest.tombstones.iter().any(|gone| gone.key == item.key);
        if !came {
            gather.item(item);
        }
    }
}

/// Requests for the texts of the papers among these rows.
fn text_requests(source: &Source, rows: &[Value], gather: &Gather) -> Vec<FollowUp> {
    let items = gather.harvest.items.iter();
    let papers: HashMap<&str, &Item> = items.map(|item| (item.key.as_str(), item)).collect();
    let paper = |row| papers.get(Entity::Document.key(&fields::id_of(row)?).as_str());
    rows.iter()
        .filter_map(|row| texts::request(source, paper(row)?, row))
        .collect()
}

/// The address of the OData service: the source's own, or the one it names beside it.
pub(super) fn base(source: &Source) -> &str {
    let address = source.settings.get("odata").unwrap_or(&source.address);
    address.trim_end_matches('/')
}

/// The rows of `{"value": [...]}`, of a bare array, or of a single entity.
fn rows_of<'a>(page: &Page, answer: &'a Value) -> Result<&'a [Value], Unreadable> {
    let malformed = |why: String| json::form_changed(page, EXPECTED, &why);
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
