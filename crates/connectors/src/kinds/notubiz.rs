//! Councils whose information system is Notubiz: meetings with agenda and papers, motions,
//! commitments and questions from its registers. The way through the interface stands in `path`,
//! meetings are read in `meetings`, registers in `registers`.

mod meetings;
mod path;
mod registers;

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::council::read_paper;
use crate::formats::json;
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Language, Source, Wording};
use path::Note;
use serde_json::Value;

/// The kind `notubiz`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "an answer of Notubiz (JSON)";

fn card() -> Card {
    Card {
        code: "notubiz",
        title: Wording {
            nl: Some("Raadsinformatie van Notubiz".into()),
            de: Some("Niederländisches Ratsinformationssystem Notubiz".into()),
            en: Some("Dutch council information, Notubiz".into()),
        },
        owner: "the council; Notubiz runs the service",
        licence: "public papers of the council, under its own terms",
        languages: &[Language::Nl],
        countries: &[Country::Nl],
        requests_per_second: 1.0,
        needs_key: false,
        reads_folder: false,
        home: "https://api.notubiz.nl",
        seen: "recorded meetings and registers of four councils",
        settings: &[
            (
                "organisation",
                "number of the council at Notubiz, such as 275",
            ),
            (
                "modules",
                "numbers of the registers to read: 1 letters received, 3 commitments, 4 questions, 6 motions and amendments, 19 proposals; 3,4,6 by default, none for no register",
            ),
            (
                "days",
                "days of meetings to read, back and ahead: 30,120 by default",
            ),
        ],
        notes: &[
            "Address: https://api.notubiz.nl",
            "There is no list of changes: the meetings of some weeks back and ahead are read anew each time, papers only when their version is new.",
            "Earlier versions of a paper are closed (status 400) once a new one is there.",
            "Votes of members are not here; a register may hold the outcome and who brought it.",
            "Labels of a register differ from council to council, their numbers do not.",
            "How the later pages of a register are asked for is not known: when it gives only a part, the run says so.",
        ],
    }
}

fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    path::start(source, cursor, now)
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    if let Some(read) = read_paper(page) {
        return read;
    }
    let value = json::value_of(page, EXPECTED)?;
    let note = Note::of(page);
    if note.runs() {
        as_asked(page, &value)?;
    }
    if value.get("events").is_some() {
        return Ok(path::events(source, note, &value));
    }
    if value.get("items").is_some() {
        return Ok(registers::read(source, note, &value));
    }
    let meeting = value.get("meeting").unwrap_or(&value);
    if meeting.get("agenda_items").is_some() && meeting.get("plannings").is_some() {
        return Ok(meetings::read(source, note, meeting));
    }
    let why = "there are neither events nor items nor a meeting";
    Err(json::form_changed(page, EXPECTED, why))
}

/// Whether a page is the one that was asked for: the page of another meeting must not pass for a
/// register, or for this meeting, and move the cursor past it.
fn as_asked(page: &Page, value: &Value) -> Result<(), Unreadable> {
    let path = page.url.split('?').next().unwrap_or_default();
    let meeting = value.get("meeting").unwrap_or(value);
    let fits = match path.split_once("/events/meetings/") {
        Some((_, id)) => json::string(meeting, &["id"]).as_deref() == Some(id),
        None if path.contains("/modules/") => value.get("items").is_some(),
        None => value.get("events").is_some(),
    };
    match fits {
        true => Ok(()),
        false => {
            let why = "it is another page than the one that was asked for";
            Err(json::form_changed(page, EXPECTED, why))
        }
    }
}
