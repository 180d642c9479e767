//! Holding a plan against a document: whether it is found, and which places of the text say so.

use super::{Atom, Plan, Row, Step, Test};
use crate::analyser::Token;
use crate::document::{Analysed, Document};
use crate::lang::Lang;
use crate::query::Field;

/// A part of a document that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The title.
    Title,
    /// The body.
    Body,
    /// A field that is matched and not shown: actors, committee, codes.
    Other,
}

/// A place where an atom was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Where.
    pub part: Part,
    /// Start of the words, in bytes.
    pub start: usize,
    /// End of the words, in bytes.
    pub end: usize,
    /// Position of the first word.
    pub first: u32,
    /// Position of the last word.
    pub last: u32,
    /// Which atom of the plan.
    pub atom: usize,
    /// Whether only a part of a compound was met, or its parts apart: weaker than the word itself.
    pub compound: bool,
}

/// A marked range of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Title or body.
    pub part: Part,
    /// Start, in bytes.
    pub start: usize,
    /// End, in bytes.
    pub end: usize,
}

/// What was found: every place that helped the document to be found, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The places.
    pub hits: Vec<Hit>,
}

impl Found {
    /// The ranges to mark, in order, not overlapping, each within one part.
    pub fn marks(&self) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for hit in self.hits.iter().filter(|hit| hit.part != Part::Other) {
            match marks.last_mut() {
                Some(last) if last.part == hit.part && hit.start < last.end => {
                    last.end = last.end.max(hit.end);
                }
                _ => marks.push(Mark {
                    part: hit.part,
                    start: hit.start,
                    end: hit.end,
                }),
            }
        }
        marks
    }

    /// The atoms that were met and how often.
    pub fn counts(&self) -> Vec<(usize, usize)> {
        let mut counts = std::collections::BTreeMap::new();
        for hit in &self.hits {
            *counts.entry(hit.atom).or_insert(0) += 1;
        }
        counts.into_iter().collect()
    }
}

impl Plan {
    /// Holds the query against a document; `None` when the document is not found.
    pub fn find(&self, document: &Document) -> Option<Found> {
        let mut hits = Vec::new();
        if !self.holds(&self.root, document, &mut hits) {
            return None;
        }
        hits.sort_unstable();
        hits.dedup();
        Some(Found { hits })
    }

    /// Whether a step holds; the places that say so are added to `hits`, none when it does not.
    fn holds(&self, step: &Step, document: &Document, hits: &mut Vec<Hit>) -> bool {
        let before = hits.len();
        let holds = match step {
            Step::Atom(_) | Step::Near(..) => {
                hits.extend(self.places(step, document).into_iter().flat_map(|p| p.hits));
                hits.len() > before
            }
            Step::All(members) => members.iter().all(|m| self.holds(m, document, hits)),
            Step::Any(members) => {
                // Every branch is read, so that all that was met can be shown.
                let met = members.iter().filter(|m| self.holds(m, document, hits));
                met.count() > 0
            }
            Step::Not(inner) => !self.holds(inner, document, &mut Vec::new()),
        };
        if !holds {
            hits.truncate(before);
        }
        holds
    }

    /// The places of a step that has any: an atom, alternatives, or two things near each other.
    fn places(&self, step: &Step, document: &Document) -> Vec<Place> {
        match step {
            Step::Atom(i) => atom_hits(*i, &self.atoms[*i], document)
                .into_iter()
                .filter(|hit| !(self.words_only && hit.compound))
                .map(|hit| Place {
                    part: hit.part,
                    first: hit.first,
                    last: hit.last,
                    hits: vec![hit],
                })
                .collect(),
            Step::Any(members) => members
                .iter()
                .flat_map(|m| self.places(m, document))
                .collect(),
            Step::Near(left, right, within) => near(
                &self.places(left, document),
                self.places(right, document),
                *within,
            ),
            Step::All(_) | Step::Not(_) => Vec::new(),
        }
    }
}

/// A stretch of words and the hits it consists of.
#[derive(Debug, Clone)]
struct Place {
    part: Part,
    first: u32,
    last: u32,
    hits: Vec<Hit>,
}

/// Pairs each left place with the nearest right place after and before it, when at most `within`
/// words lie between their ends. Overlapping places are no pair.
fn near(left: &[Place], mut right: Vec<Place>, within: u32) -> Vec<Place> {
    let mut pairs = Vec::new();
    right.sort_unstable_by_key(|p| (p.part, p.first));
    for l in left {
        let i = right.partition_point(|p| (p.part, p.first) <= (l.part, l.last));
        if let Some(r) = right.get(i).filter(|r| r.part == l.part)
            && r.first - l.last <= within
        {
            pairs.push(joined(l, r));
        }
    }
    right.sort_unstable_by_key(|p| (p.part, p.last));
    for l in left {
        let i = right.partition_point(|p| (p.part, p.last) < (l.part, l.first));
        let before = i.checked_sub(1).and_then(|i| right.get(i));
        if let Some(r) = before.filter(|r| r.part == l.part)
            && l.first - r.last <= within
        {
            pairs.push(joined(r, l));
        }
    }
    pairs
}

fn joined(a: &Place, b: &Place) -> Place {
    Place {
        part: a.part,
        first: a.first.min(b.first),
        last: a.last.max(b.last),
        hits: a.hits.iter().chain(&b.hits).copied().collect(),
    }
}

/// Every place where an atom is met.
fn atom_hits(index: usize, atom: &Atom, document: &Document) -> Vec<Hit> {
    if atom.lang.is_some() && atom.lang != document.lang {
        return Vec::new();
    }
    let mut hits = Vec::new();
    let lang = document.lang;
    // Each actor starts far from the one before, so that no nearness reaches over two names.
    let mut look = |part, text: &Analysed, lang, apart: u32| {
        for (first, last) in spans(&atom.test, text, lang) {
            hits.push(Hit {
                part,
                start: first.start,
                end: last.end,
                first: first.position + apart,
                last: last.last + apart,
                atom: atom.owner,
                compound: first.part || atom.owner != index,
            });
        }
    };
    match atom.field {
        None => {
            look(Part::Title, &document.title, lang, 0);
            look(Part::Body, &document.body, lang, 0);
        }
        Some(Field::Title) => look(Part::Title, &document.title, lang, 0),
        Some(Field::Actor) => {
            for (actor, i) in document.actors.iter().zip(0..) {
                look(Part::Other, actor, None, i * 1_000);
            }
        }
        Some(Field::Committee) => look(Part::Other, &document.committee, lang, 0),
        Some(field) => {
            if matches!(&atom.test, Test::Code(code) if document.has_code(field, code)) {
                hits.push(Hit {
                    part: Part::Other,
                    start: 0,
                    end: 0,
                    first: 0,
                    last: 0,
                    atom: atom.owner,
                    compound: false,
                });
            }
        }
    }
    hits
}

/// First and last token of every place where a test is met in a text.
fn spans<'a>(test: &Test, text: &'a Analysed, lang: Option<Lang>) -> Vec<(&'a Token, &'a Token)> {
    let slot = Lang::slot(lang);
    match test {
        Test::Rows(rows) => rows[slot]
            .iter()
            .flat_map(|row| row_spans(row, text))
            .collect(),
        Test::Exact { spellings, rows } => {
            let spelt = |first: &Token| {
                spellings
                    .iter()
                    .zip(first.position..)
                    .all(|(spelling, at)| {
                        let token = text.at(at);
                        token.is_some_and(|t| text.text.get(t.start..t.end) == Some(spelling))
                    })
            };
            let rows = row_spans(&rows[slot], text);
            rows.into_iter().filter(|(first, _)| spelt(first)).collect()
        }
        Test::Prefix { folded, stems } => {
            let stem = stems[slot].first().map(|key| key.key);
            let begins =
                |t: &&Token| Some(t.key()) == stem || (!t.part && t.folded().starts_with(folded));
            text.tokens.iter().filter(begins).map(|t| (t, t)).collect()
        }
        Test::Code(_) => Vec::new(),
    }
}

fn row_spans<'a>(row: &Row, text: &'a Analysed) -> Vec<(&'a Token, &'a Token)> {
    match row.as_slice() {
        [] => Vec::new(),
        [only] => text.with_key(only.key).map(|t| (t, t)).collect(),
        [first, rest @ ..] => text
            .with_key(first.key)
            .filter(|t| !t.whole)
            .filter_map(|t| {
                let follows = |(key, at): (&super::Key, u32)| {
                    text.at(at).is_some_and(|next| next.key() == key.key)
                };
                let last = t.position + rest.len() as u32;
                let all = rest.iter().zip(t.position + 1..).all(follows);
                text.at(last).filter(|_| all).map(|end| (t, end))
            })
            .collect(),
    }
}
