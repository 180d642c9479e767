//! Calendars in the iCalendar form: agendas of ministries, committees, networks, one's own. The
//! lines of a calendar are read in `lines`, its times in `times`, what repeats in `repeats`, and an
//! event becomes an item in `events`.

mod events;
mod lines;
mod repeats;
mod times;

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::text::clean_title;
use noaber_domain::source::Cursor;
use noaber_domain::{ItemKind, Source, Wording};

/// The kind `ics`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "a calendar (iCalendar)";

fn card() -> Card {
    Card {
        code: "ics",
        title: Wording {
            nl: Some("Agenda (iCalendar)".into()),
            de: Some("Kalender (iCalendar)".into()),
            en: Some("Calendar (iCalendar)".into()),
        },
        owner: "the publisher of the calendar",
        licence: "as the publisher says",
        languages: &[],
        countries: &[],
        requests_per_second: 0.5,
        needs_key: false,
        reads_folder: false,
        home: "https://www.rfc-editor.org/rfc/rfc5545",
        seen: "RFC 5545, written by hand",
        settings: &[
            (
                "kind",
                "kind of its items, such as debate; meeting by default",
            ),
            (
                "page",
                "page for people of an event that has none; the calendar itself by default",
            ),
        ],
        notes: &[
            "What repeats is one item with its dates of this year and the next, at most 60 of them; what cannot be followed (BYSETPOS and its like) is taken with its first date, and the run says so.",
            "A single date that was moved or called off replaces the one of the series; of two versions the one with the higher SEQUENCE counts.",
            "An event that is called off stays, with that state; one that is no longer in the calendar stays as it was.",
            "Times are those of the Netherlands and Germany; other time zones are turned into them, unknown ones are kept as written, and the run says so.",
        ],
    }
}

fn start(source: &Source, _: Option<&Cursor>, _: jiff::Timestamp) -> Result<Vec<Request>, Fault> {
    kind_of(source).ok_or_else(|| Fault::Setting {
        source_id: source.id.to_string(),
        setting: "kind",
        why: "expected a kind of item such as meeting, debate or consultation".into(),
    })?;
    // Calendars are often given as webcal://, which is https with another name.
    let address = match source.address.strip_prefix("webcal://") {
        Some(rest) => format!("https://{rest}"),
        None => source.address.clone(),
    };
    Ok(vec![Request::get(
        address,
        "text/calendar, text/plain;q=0.5",
    )])
}

fn kind_of(source: &Source) -> Option<ItemKind> {
    match source.settings.get("kind") {
        Some(code) => ItemKind::from_code(code),
        None => Some(ItemKind::Meeting),
    }
}

/// What a calendar calls itself, on one line; nothing when it cannot be read.
pub(crate) fn title_of(page: &Page) -> Option<String> {
    let title = clean_title(&lines::calendar(page).ok()?.name?);
    (!title.is_empty()).then_some(title)
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let calendar = lines::calendar(page)?;
    Ok(events::read(source, page, &calendar))
}
