//! CELLAR, the store of the Publications Office behind EUR-Lex: acts and proposals of the Union.
//! The questions are written in `questions`, what follows what stands in `paging`, how rows of
//! answers become items in `acts`.

mod acts;
mod paging;
mod questions;

use crate::connector::{Card, Harvest, Kind, Page, Unreadable};
use crate::formats::gather::Gather;
use crate::formats::json::{self, list};
use noaber_domain::{Country, Language, Source, Wording};
use serde_json::Value;

/// The kind `cellar`.
pub const KIND: Kind = Kind {
    card,
    start: paging::start,
    read,
};

const EXPECTED: &str = "an answer of CELLAR (SPARQL results as JSON)";

fn card() -> Card {
    Card {
        code: "cellar",
        title: Wording {
            nl: Some("EUR-Lex (CELLAR): voorstellen en wetgeving van de Unie".into()),
            de: Some("EUR-Lex (CELLAR): Vorschläge und Rechtsakte der Union".into()),
            en: Some("EUR-Lex (CELLAR): proposals and acts of the Union".into()),
        },
        owner: "Publications Office of the European Union",
        licence: "Commission reuse policy (2011/833/EU): free with mention of the source",
        languages: &[Language::Nl, Language::De, Language::En],
        countries: &[Country::Eu],
        requests_per_second: 1.0,
        needs_key: false,
        reads_folder: false,
        home: "https://op.europa.eu/en/web/cellar/cellar-data/metadata/knowledge-graph",
        seen: "recorded texts of acts; the answers to questions after the W3C form",
        settings: &[
            (
                "since",
                "first day of documents to read when there is no cursor yet; 30 days back by default",
            ),
            (
                "window",
                "days back from today whose documents are looked through for changes; 30 by default",
            ),
            (
                "text",
                "`no` leaves the texts out and takes titles, words and links only",
            ),
        ],
        notes: &[
            "Address: https://publications.europa.eu/webapi/rdf/sparql",
            "One item a work, not one a language: the title is that in the language of the source row, the titles in Dutch, German and English all stand in the text, and EuroVoc words come in the language of the row. A work is known by its CELEX number and, for proposals and communications, by its COM number.",
            "A question over many days, or one that asks for an order, times out: each day is asked for by itself and put in order here. What changed since the last run is asked for in detail, 20 works at a time.",
            "Works that change after the window has passed (late EuroVoc words, say) are not seen to change.",
            "Taken are regulations, directives, decisions and recommendations, proposals, communications, working documents, and opinions of the two advisory committees; corrigenda and parts are left out, and texts of Parliament come from the kind europarl.",
            "The text comes from the same store as XHTML in the language of the row. Where there is only a list of files (status 300) or it is still being made (202), the title is kept and the text comes when the work next changes.",
            "The website eur-lex.europa.eu holds programs back; it is only linked to.",
        ],
    }
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    if let Some(text) = paging::text(page)? {
        return Ok(text);
    }
    let value = json::value_of(page, EXPECTED)?;
    let rows = value
        .get("results")
        .filter(|results| results.get("bindings").is_some());
    let Some(rows) = rows.map(|results| list(results, "bindings")) else {
        return Err(json::form_changed(
            page,
            EXPECTED,
            "there are no 'results' with 'bindings'",
        ));
    };
    let variables = value
        .get("head")
        .map(|head| json::strings(head, "vars"))
        .unwrap_or_default();
    if variables.iter().any(|name| name == "field") {
        let mut gather = Gather::default();
        acts::take(source, rows, &mut gather);
        return Ok(paging::after_works(source, page, gather));
    }
    if variables.iter().any(|name| name == "work") {
        return Ok(paging::after_day(source, page, rows));
    }
    Err(json::form_changed(
        page,
        EXPECTED,
        "the columns are not those that were asked for",
    ))
}

/// The value of a column in a row of an answer.
fn cell(row: &Value, column: &str) -> Option<String> {
    json::string(row.get(column)?, &["value"])
}
