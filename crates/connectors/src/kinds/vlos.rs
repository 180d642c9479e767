//! Debate reports of the Dutch House of Representatives: what was said in plenary and in committee,
//! by whom. Which reports changed stands in `listing`, how one is read in `report` and `spoken`.

mod listing;
mod report;
mod spoken;

use crate::connector::{Card, Harvest, Kind, Page, Unreadable};
use crate::formats::charset::decode;
use crate::formats::gather::Gather;
use crate::formats::guard::start_of;
use crate::formats::xml;
use crate::kinds::tweede_kamer::notes::Note;
use noaber_domain::{Country, Language, Source, Wording};

/// The kind `vlos`.
pub const KIND: Kind = Kind {
    card,
    start: listing::start,
    read,
};

const EXPECTED: &str = "a page of reports (JSON) or a debate report (VLOS XML)";

fn card() -> Card {
    Card {
        code: "vlos",
        title: Wording {
            nl: Some("Tweede Kamer: verslagen van debatten".into()),
            de: Some("Tweede Kamer: Protokolle der Debatten".into()),
            en: Some("Dutch House of Representatives: debate reports".into()),
        },
        owner: "Tweede Kamer der Staten-Generaal",
        licence: "CC0",
        languages: &[Language::Nl],
        countries: &[Country::Nl],
        requests_per_second: 1.0,
        needs_key: false,
        reads_folder: false,
        home: "https://opendata.tweedekamer.nl",
        seen: "six recorded reports",
        settings: &[(
            "since",
            "first day to read when there is no cursor yet, as 2026-01-31; 60 days back by default",
        )],
        notes: &[
            "Address: https://gegevensmagazijn.tweedekamer.nl/OData/v5",
            "A report comes first as Casco (a frame without text, passed over), within hours as Ongecorrigeerd, days later as Gecorrigeerd. The newest of a sitting counts; while it is uncorrected the item is open.",
            "Each debate of a sitting is an item. Stemmingen and Regeling van werkzaamheden come without the number of their meeting (OpenDataPortaal issue 188) and are known by their place in the report.",
            "Papers are cited by file and number; cases by their number where the report has it.",
            "Commitments are not marked: the chair reads them out as lists within the text. They come as items with tweede_kamer and tk_syncfeed.",
            "The XML begins with a byte order mark.",
        ],
    }
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let text = decode(&page.body, page.content_type.as_deref());
    if text.trim_start().starts_with(['{', '[']) {
        return listing::read(source, page);
    }
    let root = xml::root_of(page, EXPECTED)?;
    if !["vlosCoreDocument", "vlosdocument"].contains(&root.name.as_str()) {
        return Err(Unreadable::FormChanged {
            expected: EXPECTED,
            why: format!("the root element is '{}'", root.name),
            start: start_of(&text),
        });
    }
    let mut gather = Gather::default();
    report::take(&root, &mut gather);
    let mut harvest = gather.harvest;
    harvest.cursor = Note::of(page).done;
    Ok(harvest)
}
