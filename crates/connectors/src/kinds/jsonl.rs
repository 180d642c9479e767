//! Noaber's own exchange format: one item as JSON a line, in the words of `domain::Item`. Used for
//! samples and for what other programs hand over.

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::gather::Gather;
use crate::formats::guard::{Form, start_of, text_of};
use noaber_domain::source::Cursor;
use noaber_domain::{Item, Source, Wording};

/// The kind `jsonl`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "lines with one item as JSON each";

fn card() -> Card {
    Card {
        code: "jsonl",
        title: Wording {
            nl: Some("Uitwisselbestand (JSON-regels)".into()),
            de: Some("Austauschdatei (JSON-Zeilen)".into()),
            en: Some("Exchange file (JSON lines)".into()),
        },
        owner: "whoever wrote the file",
        licence: "as agreed with the owner",
        languages: &[],
        countries: &[],
        requests_per_second: 1.0,
        needs_key: false,
        reads_folder: false,
        home: "https://jsonlines.org",
        seen: "its own form",
        settings: &[],
        notes: &[
            "One item a line: key, kind, country, title and url are required; see the handbook.",
            "A line that cannot be read is passed over and named with its number; the rest goes on.",
        ],
    }
}

fn start(source: &Source, _: Option<&Cursor>, _: jiff::Timestamp) -> Result<Vec<Request>, Fault> {
    Ok(vec![Request::get(
        source.address.as_str(),
        "application/jsonl, application/json",
    )])
}

fn read(_: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let text = text_of(page, Form::Json, EXPECTED)?;
    let mut gather = Gather::default();
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    for (number, line) in lines {
        match serde_json::from_str::<Item>(line.trim_start_matches('\u{feff}').trim()) {
            Ok(item) => {
                let item = checked(item, number + 1, &mut gather);
                gather.item(item);
            }
            Err(fault) => gather.reject(&format!("line {}", number + 1), fault.to_string()),
        }
    }
    let harvest = gather.harvest;
    match harvest.rejected.iter().find(|r| !r.kept) {
        Some(first) if harvest.items.is_empty() => Err(Unreadable::Malformed {
            expected: EXPECTED,
            why: format!("no line can be read; {}: {}", first.record, first.fault),
            start: start_of(&text),
        }),
        _ => Ok(harvest),
    }
}

/// Drops the dates of an item that cannot be meant.
fn checked(mut item: Item, number: usize, gather: &mut Gather) -> Item {
    let record = format!("line {number}");
    let day = item.published.map(|day| day.to_string());
    item.published = gather.day(&record, day);
    item.dates
        .retain(|date| gather.day(&record, Some(date.on.to_string())).is_some());
    item
}
