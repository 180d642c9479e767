//! Parlamentsspiegel, the common search of the sixteen German state parliaments: how its pages
//! follow each other. It has no interface for programs; what stands in a page is read in `page`.

mod page;

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::dates;
use crate::formats::gather::Gather;
use crate::formats::guard::{Form, start_of, text_of};
use jiff::SignedDuration;
use jiff::civil::Date;
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Language, Source, Wording};
use serde::{Deserialize, Serialize};

/// The kind `parlamentsspiegel`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "a page of results of the Parlamentsspiegel (HTML)";
/// Procedures in a page.
const PAGE: usize = 50;
/// Pages of one run at most.
const MOST: usize = 20;
/// Days that are read again on each run, for papers that are entered late.
const OVERLAP: i64 = 30;

fn card() -> Card {
    Card {
        code: "parlamentsspiegel",
        title: Wording {
            nl: Some("Parlamentsspiegel: stukken van de Duitse deelstaatparlementen".into()),
            de: Some("Parlamentsspiegel: Dokumente der Landesparlamente".into()),
            en: Some("Parlamentsspiegel: papers of the German state parliaments".into()),
        },
        owner: "Landtag Nordrhein-Westfalen, for the parliaments of the Länder",
        licence: "not stated; only title, summary and link are kept",
        languages: &[Language::De],
        countries: &[Country::De],
        requests_per_second: 0.2,
        needs_key: false,
        reads_folder: false,
        home: "https://www.parlamentsspiegel.de/suche",
        seen: "the form of its pages as others describe it; no recorded page",
        settings: &[
            ("land", "code of a state, such as NW or NDS; NW by default"),
            (
                "sort",
                "sort of procedure: Anfrage, Antrag, Gesetz, Debatte, Bericht or Beschlussempfehlung; all by default",
            ),
            (
                "since",
                "first day to read when there is no cursor yet; 30 days back by default",
            ),
        ],
        notes: &[
            "Address: https://www.parlamentsspiegel.de/suche",
            "There is no interface for programs, only the search form: this reads its pages, one request in five seconds and twenty pages a run; what is left comes with the next run. What the site lets programs do (robots.txt) could not be seen when this was written: look before switching a source on.",
            "The names of the classes in the page are all there is to go by. When the portal is rebuilt, the run fails and says so rather than finding nothing.",
            "Pages count from 0. Each run reads the last 30 days again.",
            "Papers themselves lie with each parliament and are only linked to. Where there is a feed of its own (the Landtage of Bavaria and others have one), the kind feed is the better way.",
        ],
    }
}

/// How far a run came: the cursor of the kind, and the note that requests carry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Place {
    since: Date,
    today: Date,
    page: usize,
}

fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    let today = dates::central_european(now).date();
    let stored = cursor
        .and_then(|cursor| serde_json::from_str::<Place>(&cursor.0).ok())
        // A place ahead of the clock says nothing of what was read.
        .filter(|place| place.today <= today);
    let place = match (stored, source.settings.get("since")) {
        (Some(cut_off), _) if cut_off.page > 0 => cut_off,
        (None, Some(text)) => Place {
            since: text.parse().map_err(|_| Fault::Setting {
                source_id: source.id.to_string(),
                setting: "since",
                why: format!("expected a day such as 2026-01-31, found '{text}'"),
            })?,
            today,
            page: 0,
        },
        (through, _) => Place {
            since: through.map_or(today, |place| place.since)
                - SignedDuration::from_hours(24 * OVERLAP),
            today,
            page: 0,
        },
    };
    Ok(vec![request(source, &place)])
}

fn request(source: &Source, place: &Place) -> Request {
    let base = source.address.split('?').next().unwrap_or_default();
    let land = source.settings.get("land").map_or("NW", String::as_str);
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query
        .append_pair("type", "vorgang")
        .append_pair("als", "0")
        .append_pair("qyHerk", land)
        .append_pair("qyZeitAb", &place.since.strftime("%d.%m.%Y").to_string())
        .append_pair("size", &PAGE.to_string())
        .append_pair("page", &place.page.to_string());
    if let Some(sort) = source.settings.get("sort") {
        query.append_pair("qyVTyp", sort);
    }
    let mut request = Request::get(format!("{base}?{}", query.finish()), "text/html").in_full();
    request.carry = serde_json::to_string(place).ok();
    request
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let html = text_of(page, Form::Html, EXPECTED)?;
    let start = start_of(&html);
    if !page::is_results(&html) {
        return Err(Unreadable::WrongType {
            expected: EXPECTED,
            came: "another web page".into(),
            start,
        });
    }
    if !html.trim_end().ends_with("</html>") {
        return Err(Unreadable::Truncated {
            expected: EXPECTED,
            length: page.body.len(),
            start,
        });
    }
    let mut gather = Gather::default();
    let procedures = page::take(&html, &mut gather);
    if procedures > 0 && gather.harvest.items.is_empty() {
        return Err(Unreadable::FormChanged {
            expected: EXPECTED,
            why: "none of the procedures has a number and a title in the known places".into(),
            start,
        });
    }
    let mut harvest = gather.harvest;
    follow(source, page, procedures, &mut harvest);
    Ok(harvest)
}

/// The next page while pages are full; then the next run begins where this one was made.
fn follow(source: &Source, page: &Page, procedures: usize, harvest: &mut Harvest) {
    let note = page.carry.as_deref();
    let Some(place) = note.and_then(|note| serde_json::from_str::<Place>(note).ok()) else {
        return;
    };
    let full = procedures >= PAGE;
    // After so many pages the site gets its rest: the next run goes on there.
    let more = full && !(place.page + 1).is_multiple_of(MOST);
    let next = match full {
        true => Place {
            page: place.page + 1,
            ..place
        },
        false => Place {
            since: place.today,
            page: 0,
            ..place
        },
    };
    harvest.cursor = serde_json::to_string(&next).ok().map(Cursor);
    harvest.next.extend(more.then(|| request(source, &next)));
}
