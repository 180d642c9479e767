//! Circumstances of an item that are read from its words: the border it is about and the money in it.
//! The words stand in `rules/context.toml`.

use noaber_domain::Country;
use noaber_text::{Analyser, Document, Lang, Part, Plan, parse};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// The circumstances, ready to be looked for.
#[derive(Debug)]
pub(crate) struct Context {
    border: Table,
    money: Table,
    procedural: Table,
}

type Table = FxHashMap<Lang, Plan>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    border: FxHashMap<Lang, String>,
    money: FxHashMap<Lang, String>,
    procedural: FxHashMap<Lang, String>,
}

impl Context {
    /// Reads the rules that are part of the program.
    pub fn new(analyser: &Analyser) -> Context {
        let written: Written = toml::from_str(include_str!("../rules/context.toml"))
            .expect("the rules are part of the program and a test reads them");
        let table = |queries: FxHashMap<Lang, String>| {
            let plan = |(lang, query): (Lang, String)| (lang, rule(analyser, &query));
            queries.into_iter().map(plan).collect()
        };
        Context {
            border: table(written.border),
            money: table(written.money),
            procedural: table(written.procedural),
        }
    }

    /// The words by which a paper is about the border; `None` where that says nothing, since only
    /// German papers are many and mostly about something else.
    pub fn border(&self, country: Country, document: &Document) -> Option<Vec<String>> {
        (country == Country::De).then(|| met(&self.border, document))
    }

    /// The words that speak of money.
    pub fn money(&self, document: &Document) -> Vec<String> {
        met(&self.money, document)
    }
}

impl Context {
    /// The words by which a title only settles the course of business.
    pub fn procedural(&self, document: &Document) -> Vec<String> {
        met(&self.procedural, document)
    }
}

/// Makes a query of the rules ready.
pub(crate) fn rule(analyser: &Analyser, query: &str) -> Plan {
    let query = parse(query).expect("the queries of the rules are read by a test");
    Plan::new(analyser, &query)
}

fn met(table: &Table, document: &Document) -> Vec<String> {
    let plan = document.lang.and_then(|lang| table.get(&lang));
    let hits = plan
        .and_then(|plan| plan.find(document))
        .unwrap_or_default()
        .hits;
    let mut words: Vec<String> = Vec::new();
    for hit in hits {
        if let Some(word) = spelling(document, hit.part, hit.start, hit.end)
            && !words.iter().any(|known| known.eq_ignore_ascii_case(word))
            && words.len() < 3
        {
            words.push(word.to_owned());
        }
    }
    words
}

/// The words of a text between two bytes.
pub(crate) fn spelling<'t>(
    document: &Document<'t>,
    part: Part,
    start: usize,
    end: usize,
) -> Option<&'t str> {
    let text = match part {
        Part::Title => document.title.text,
        Part::Body => document.body.text,
        Part::Other => return None,
    };
    text.get(start..end)
}
