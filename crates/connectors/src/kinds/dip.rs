//! DIP, the documentation of the German Bundestag and Bundesrat: procedures, printed papers, steps in
//! the plenary and minutes. How a document becomes an item stands in `records` and `steps`, what the
//! German words mean in `words`, how lists follow each other in `paging`.

mod paging;
mod records;
mod steps;
pub(crate) mod words;

use crate::connector::{Card, Harvest, Kind, Page, Unreadable};
use crate::formats::gather::Gather;
use crate::formats::json::{self, string};
use noaber_domain::{Country, Language, Source, Wording};
use paging::start;
use serde_json::Value;

/// The kind `dip`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "a DIP list of documents (JSON)";

fn card() -> Card {
    Card {
        code: "dip",
        title: Wording {
            nl: Some("Bundestag en Bundesrat: procedures, stukken en stemmingen".into()),
            de: Some("Bundestag und Bundesrat: Vorgänge, Drucksachen und Abstimmungen".into()),
            en: Some("Bundestag and Bundesrat: procedures, papers and votes".into()),
        },
        owner: "Deutscher Bundestag",
        licence: "DIP terms of use; name the source: Deutscher Bundestag/Bundesrat – DIP",
        languages: &[Language::De],
        countries: &[Country::De],
        requests_per_second: 1.0,
        needs_key: true,
        reads_folder: false,
        home: "https://dip.bundestag.de/über-dip/hilfe/api",
        seen: "recorded papers, procedures and steps of July 2026, and the published OpenAPI",
        settings: &[
            (
                "api_key_env",
                "name of the environment variable with the key; NOABER_DIP_KEY by default, must begin with NOABER_",
            ),
            (
                "entity",
                "which of vorgang, drucksache (or drucksache-text for the same papers in full text), vorgangsposition and plenarprotokoll, divided by commas; vorgang,drucksache by default",
            ),
            (
                "since",
                "first day to read when there is no cursor yet; 30 days back by default",
            ),
            ("wahlperiode", "electoral term to keep to, such as 21"),
        ],
        notes: &[
            "Address: https://search.dip.bundestag.de/api/v1",
            "The public key changes each May; the help page of DIP names it. A personal one is given on request.",
            "Fast bursts lead to a challenge page (/.enodia/) and a block of about 15 minutes.",
            "A filter the service does not know is ignored without a word: the answer is then unfiltered.",
            "The list ends when the cursor of the service no longer changes.",
            "Lists have 100 documents a page, those with full text only 10.",
            "A vorgangsposition is taken when it is a debate or a vote; one that is a printed paper comes as that paper.",
            "An answer is linked to its question, a recommendation to its motions, by the numbers in its title; a paper names at most four of its procedures.",
            "Activities of single members (aktivitaet) are not read: what they asked stands in the procedure.",
        ],
    }
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let value = json::value_of(page, EXPECTED)?;
    let documents = match (&value, value.get("documents")) {
        (Value::Array(rows), _) | (_, Some(Value::Array(rows))) => rows.as_slice(),
        (Value::Object(fields), _) if fields.contains_key("titel") => std::slice::from_ref(&value),
        (Value::Object(fields), _)
            if fields.contains_key("code") || fields.contains_key("message") =>
        {
            let why = string(&value, &["message", "code"]).unwrap_or_default();
            return Err(Unreadable::Refused {
                expected: EXPECTED,
                why,
            });
        }
        _ => {
            return Err(json::form_changed(
                page,
                EXPECTED,
                "there is no 'documents'",
            ));
        }
    };
    let mut gather = Gather::default();
    for document in documents {
        records::take(document, &mut gather);
    }
    let mut harvest = gather.harvest;
    paging::follow(source, page, &value, &mut harvest);
    Ok(harvest)
}
