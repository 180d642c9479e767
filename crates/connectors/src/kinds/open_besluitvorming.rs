//! Councils, provinces and water boards through Open Besluitvorming, which reads all suppliers of
//! council information systems: first everything, then what changed. Where a run stands is kept in
//! `place`, records become items in `records`, texts and finds in `entity`, its state in `status`.

mod entity;
mod place;
mod records;
mod status;

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::guard::{Form, text_of};
use crate::formats::json;
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Language, Source, Wording};
use place::Note;
pub(super) use records::{event, kind_of, state_of};
use serde_json::Value;

/// The kind `open_besluitvorming`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "an answer of Open Besluitvorming (JSON or lines of JSON)";

fn card() -> Card {
    Card {
        code: "open_besluitvorming",
        title: Wording {
            nl: Some("Open Besluitvorming: gemeenteraden, Staten en waterschappen".into()),
            de: Some(
                "Open Besluitvorming: niederländische Gemeinderäte, Provinzen und Wasserverbände"
                    .into(),
            ),
            en: Some("Open Besluitvorming: Dutch councils, provinces and water boards".into()),
        },
        owner: "Ontola, for the municipalities; the papers are those of the councils",
        licence: "open; papers under the terms of each council",
        languages: &[Language::Nl],
        countries: &[Country::Nl],
        requests_per_second: 0.8,
        needs_key: false,
        reads_folder: false,
        home: "https://openbesluitvorming.nl/docs/api",
        seen: "the description of the service; no recorded answer",
        settings: &[
            (
                "organisation",
                "key of the council in /api/sources, such as enschede",
            ),
            (
                "query",
                "reads what a search finds instead of the whole council; without organisation over all councils",
            ),
            (
                "since",
                "first day of the meetings of the first reading; 60 days back by default",
            ),
        ],
        notes: &[
            "Address: https://openbesluitvorming.nl",
            "Sixty units a minute and client; an answer 429 names the seconds to wait, which are waited.",
            "The first reading passes over what is older than `since`; afterwards every change comes, of old papers with their title only.",
            "What Open Besluitvorming says of its own state (supplier blocked, papers missing) is told with each run.",
            "Words of a search are all to be found; inside double quotes they stand together.",
            "Half of the councils have no motions or votes here; the papers are there.",
        ],
    }
}

fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    place::start(source, cursor, now)
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let note = Note::of(page);
    if page.body.iter().all(u8::is_ascii_whitespace) && page.header("x-has-more") == Some("false") {
        return Ok(place::caught_up(source, page, &note));
    }
    let text = text_of(page, Form::Json, EXPECTED)?;
    if let Some(lines) = records::lines(&text, page)? {
        return Ok(records::read(source, page, &note, lines));
    }
    let value = json::value_of(page, EXPECTED)?;
    let has = |name: &str| value.get(name).is_some();
    if has("sources") && has("suppliers") {
        Ok(status::read(source, &value))
    } else if value.get("results").is_some_and(Value::is_array) {
        Ok(entity::found(source, page, &note, &value))
    } else if has("entityId") {
        Ok(entity::read(page, note, &value))
    } else {
        let why = "there are neither records nor results, sources or an entity";
        Err(json::form_changed(page, EXPECTED, why))
    }
}
