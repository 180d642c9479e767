//! Parliamentary papers (Kamerstukken) with their full text, from the repository of official
//! publications: found by SRU search, read as XML. The search stands in `search`, the two dialects
//! of the papers in `paper` and `text`, their titles in `title`.

mod paper;
mod search;
mod text;
mod title;

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::gather::Gather;
use crate::formats::guard::start_of;
use crate::formats::xml;
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Language, Source, Wording};

/// The kind `kst`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "a Kamerstuk or a search answer of the repository (XML)";

fn card() -> Card {
    Card {
        code: "kst",
        title: Wording {
            nl: Some("Officiële publicaties: Kamerstukken met tekst".into()),
            de: Some(
                "Amtliche Veröffentlichungen: niederländische Parlamentsdrucksachen mit Text"
                    .into(),
            ),
            en: Some("Official publications: Dutch parliamentary papers with text".into()),
        },
        owner: "KOOP, Kennis- en exploitatiecentrum Officiële Overheidspublicaties",
        licence: "free to use again, with mention of the source",
        languages: &[Language::Nl],
        countries: &[Country::Nl],
        requests_per_second: 2.0,
        needs_key: false,
        home: "https://repository.overheid.nl",
        settings: &[
            (
                "query",
                "more conditions in CQL, such as w.dossiernummer==36867",
            ),
            (
                "since",
                "first day to read when there is no cursor yet; 14 days back by default",
            ),
        ],
        notes: &[
            "Address: https://repository.overheid.nl/sru",
            "An error comes with status 200 and a diagnostic inside; it is told as such.",
            "Positions beyond 10,000 are refused: pages follow by the last identifier.",
            "Papers without XML (only PDF yet) are taken with their title; a paper that changes comes again.",
            "The paper that a missing file leads to may be an error page with status 200; the title is kept then.",
        ],
    }
}

fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    search::start(source, cursor, now)
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let root = xml::root_of(page, EXPECTED)?;
    match root.name.as_str() {
        "searchRetrieveResponse" | "diagnostics" => search::read(source, page, &root),
        "officiele-publicatie" | "kamerwrk" => {
            let mut gather = Gather::default();
            let note = search::Note::of(page);
            paper::take(&root, page, &note, &mut gather);
            let mut harvest = gather.harvest;
            harvest.cursor = note.done;
            Ok(harvest)
        }
        other => Err(Unreadable::Malformed {
            expected: EXPECTED,
            why: format!("the root element is '{other}'"),
            start: start_of(&String::from_utf8_lossy(&page.body)),
        }),
    }
}
