//! Parliamentary papers (Kamerstukken) with their full text, from the repository of official
//! publications: found by SRU search, read as XML. The search stands in `search` and `record`, the
//! two dialects of the papers in `paper` and `text`, their titles in `title`; other publications of
//! the repository are read by the kind `koop_sru` with the same means.

mod identity;
mod paper;
mod record;
pub(super) mod search;
mod sort;
mod text;
mod title;

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::extract::extracted;
use crate::fault::Fault;
use crate::formats::com_number;
use crate::formats::gather::Gather;
use crate::formats::guard::{Form, start_of, text_of};
use crate::formats::text::html_to_text;
use crate::formats::xml;
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Item, Language, Source, Wording};
use record::Text;
use search::{Note, Scope};

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
        reads_folder: false,
        home: "https://repository.overheid.nl",
        seen: "recorded search answers and one publication as XML",
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
            "Positions beyond 10,000 are refused: pages follow by the last identifier. When records do not come in the order of identifiers, the run says so and keeps its place.",
            "The newest papers are not typeset yet and have only a PDF, which is read too; once typeset a paper has another number, and both are one item.",
            "A file that is missing or cannot be read leaves the title, and is told with the run; a paper that changes comes again.",
        ],
    }
}

fn scope() -> Scope {
    Scope {
        conditions: vec![
            "c.product-area==officielepublicaties".into(),
            "w.publicatienaam==Kamerstuk".into(),
        ],
        dates: &["dt.modified"],
    }
}

fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    search::start(source, &scope(), cursor, now)
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    read_within(source, &scope(), page)
}

/// Reads a search answer of this scope, or the text that one led to.
pub(super) fn read_within(
    source: &Source,
    scope: &Scope,
    page: &Page,
) -> Result<Harvest, Unreadable> {
    let note = Note::of(page);
    if let Some(text) = plain_text(page, &note)? {
        return Ok(with_text(text, note));
    }
    let root = xml::root_of(page, EXPECTED)?;
    match root.name.as_str() {
        "searchRetrieveResponse" | "diagnostics" => search::read(source, scope, page, &root),
        "officiele-publicatie" | "kamerwrk" => Ok(published(&root, page, note)),
        other => Err(Unreadable::FormChanged {
            expected: EXPECTED,
            why: format!("the root element is '{other}'"),
            start: start_of(&String::from_utf8_lossy(&page.body)),
        }),
    }
}

/// A publication in XML.
fn published(root: &xml::Node, page: &Page, note: Note) -> Harvest {
    let other = |item: &Item| !item.key.starts_with("kst:");
    if note.known.as_ref().is_some_and(other) {
        return with_text(text::paragraphs(root).join("\n"), note);
    }
    let mut gather = Gather::default();
    paper::take(root, page, &note, &mut gather);
    let mut harvest = gather.harvest;
    harvest.cursor = note.done;
    harvest
}

/// The text of a page that is no XML, where something else was asked for.
fn plain_text(page: &Page, note: &Note) -> Result<Option<String>, Unreadable> {
    match (note.form, extracted(page)) {
        (Text::Odt | Text::Pdf, Some(text)) => Ok(Some(text.to_owned())),
        (Text::Html, _) => {
            let html = text_of(page, Form::Html, "a publication as a web page")?;
            if page.url.contains("fout404") || page.url.contains("foutpagina") {
                return Err(Unreadable::Refused {
                    expected: "a publication as a web page",
                    why: "the repository led to its error page".into(),
                });
            }
            Ok(Some(html_to_text(&html)))
        }
        _ => Ok(None),
    }
}

/// What the search knew of a publication, with its text.
fn with_text(text: String, note: Note) -> Harvest {
    let mut gather = Gather::default();
    if let Some(mut item) = note.known {
        item.links = com_number::links(&item.title, &text);
        item.body = text;
        gather.item(item);
    }
    let mut harvest = gather.harvest;
    harvest.cursor = note.done;
    harvest
}
