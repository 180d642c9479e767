//! A query made ready to be held against documents: its words brought to terms once. Which documents
//! are worth holding it against is said by its anchors; how a document is found is in `plan/find`.

mod anchors;
mod compile;
mod find;

pub use anchors::Anchor;
pub use find::{Found, Hit, Mark, Part};

use crate::lang::Lang;
use crate::query::Field;

/// A query ready for use. Cheap to hold against a document, never changes.
#[derive(Debug, Clone)]
pub struct Plan {
    pub(crate) root: Step,
    /// The written ones, then those that are looked for on behalf of one of them.
    pub(crate) atoms: Vec<Atom>,
    written: usize,
    words_only: bool,
}

impl Plan {
    /// The same, met by words only: not by parts of compounds, nor by the parts of one apart. For
    /// rules, where *verbinding* must not be read in *spoorverbinding*.
    pub fn words_only(self) -> Plan {
        Plan {
            words_only: true,
            ..self
        }
    }

    /// The words and phrases of the query, in the order in which they were written.
    pub fn atoms(&self) -> &[Atom] {
        &self.atoms[..self.written]
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Step {
    Atom(usize),
    Near(Box<Step>, Box<Step>, u32),
    All(Vec<Step>),
    Any(Vec<Step>),
    Not(Box<Step>),
}

/// A word or phrase of a query.
#[derive(Debug, Clone)]
pub struct Atom {
    /// As written.
    pub label: String,
    /// How many words it has.
    pub words: usize,
    /// How much it counts; 1 unless the query says otherwise.
    pub weight: f64,
    /// The only field it is looked for in.
    pub field: Option<Field>,
    /// The only language it is looked for in.
    pub lang: Option<Lang>,
    /// The written atom on whose behalf it is looked for: itself when it was written.
    pub(crate) owner: usize,
    pub(crate) test: Test,
}

/// A row of terms, by their numbers, that must follow each other.
pub(crate) type Row = Vec<Key>;

/// A term with the letters of its word, by which rarity is guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) key: u64,
    letters: usize,
}

/// What an atom asks of a text; tables have a place for each language and one for unknown.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    /// One of these rows.
    Rows([Vec<Row>; 4]),
    /// A word with this beginning, or with the stem of the beginning.
    Prefix { folded: String, stems: [Row; 4] },
    /// These spellings in a row; the terms lead to them.
    Exact {
        spellings: Vec<String>,
        rows: [Row; 4],
    },
    /// This code.
    Code(String),
}
