//! Circumstances of an item that are read from its words: the border it is about and the money in it.
//! The words stand in `rules/context.toml`.

use crate::features::{InTitle, distinct};
use crate::places::Named;
use noaber_domain::{Country, Item};
use noaber_text::plan::Hit;
use noaber_text::{Analyser, Document, Lang, Part, Plan, parse};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// The circumstances, ready to be looked for.
#[derive(Debug)]
pub(crate) struct Context {
    border: Table,
    money: Table,
    procedural: Table,
    union: Table,
    single: Table,
    elsewhere: Table,
}

type Table = FxHashMap<Lang, Plan>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    border: FxHashMap<Lang, String>,
    money: FxHashMap<Lang, String>,
    procedural: FxHashMap<Lang, String>,
    union: FxHashMap<Lang, String>,
    single: FxHashMap<Lang, String>,
    elsewhere: FxHashMap<Lang, String>,
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
            union: table(written.union),
            single: table(written.single),
            elsewhere: table(written.elsewhere),
        }
    }

    /// The words by which a foreign paper is about the region's own border.
    pub fn border(&self, country: Country, document: &Document) -> InTitle {
        match country {
            Country::Nl => InTitle::default(),
            Country::De | Country::Eu => in_title(&self.border, document, |_| true),
        }
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

    /// The words by which a title is an act of the Union or a paper on one: it begins with them, or
    /// with one word before them. A title that only mentions an act is none.
    pub fn union(&self, document: &Document) -> Vec<String> {
        in_title(&self.union, document, |hit| hit.first <= 1).title
    }

    /// Whether it is one question of one member: by its label or its text.
    pub fn is_single(&self, item: &Item, document: &Document) -> bool {
        let label = item.label.as_deref().unwrap_or_default();
        let said = ["schriftliche", "mündliche"]
            .iter()
            .any(|word| label.to_lowercase().starts_with(word));
        said || !met(&self.single, document).is_empty()
    }

    /// Other regions and countries that are named, but for the names of `own` organisations.
    pub fn elsewhere(&self, document: &Document, own: &[Named]) -> InTitle {
        let is_own = |word: &str| {
            let word = word.to_lowercase();
            own.iter()
                .any(|n| n.spelling.to_lowercase().contains(&word))
        };
        let mut elsewhere = in_title(&self.elsewhere, document, |_| true);
        for words in [&mut elsewhere.title, &mut elsewhere.all] {
            words.retain(|word| !is_own(word));
            *words = distinct(words.iter().map(String::as_str));
        }
        elsewhere
    }
}

/// Makes a query of the rules ready.
pub(crate) fn rule(analyser: &Analyser, query: &str) -> Plan {
    let query = parse(query).expect("the queries of the rules are read by a test");
    Plan::new(analyser, &query).words_only()
}

fn hits(table: &Table, document: &Document) -> Vec<Hit> {
    let plan = document.lang.and_then(|lang| table.get(&lang));
    let found = plan.and_then(|plan| plan.find(document));
    found.unwrap_or_default().hits
}

/// The words that were met, in the title and anywhere.
fn in_title(table: &Table, document: &Document, counts: impl Fn(&Hit) -> bool) -> InTitle {
    let mut found = InTitle::default();
    for hit in hits(table, document).into_iter().filter(counts) {
        if let Some(word) = spelling(document, hit.part, hit.start, hit.end) {
            found.all.push(word.to_owned());
            if hit.part == Part::Title {
                found.title.push(word.to_owned());
            }
        }
    }
    found
}

fn met(table: &Table, document: &Document) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for hit in hits(table, document) {
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
