//! The query language: what a query is, and its limits. `query/parse` reads it, `query/print` writes
//! it; how it is held against a text is the business of `plan`.
//!
//! ```text
//! list    = or { ("," | ";" | newline) or }       the members of a list are alternatives
//! or      = and { "OR" and }
//! and     = near { ["AND"] near }                 words side by side must all occur
//! near    = not { "NEAR" ["/" n] not }            at most n words apart, in either order
//! not     = "NOT" not | weight
//! weight  = unit [ "^" number ]                   0.1 to 10
//! unit    = "(" list ")" | field ":" unit | language ":" unit | phrase | word
//! phrase  = ["="] '"' words '"'                   "=" keeps case and endings
//! word    = ["="] letters ["*"]                   "*" takes any ending
//! field   = title | actor | committee | country | source | kind      language = nl | de | en
//! ```
//!
//! Operators are written in capitals. A query must ask for something: `NOT a` alone is refused.

mod codes;
mod fault;
mod lexer;
mod parse;
mod print;

pub use codes::codes;
pub use fault::{Fault, Wrong};
pub use parse::parse;

use crate::lang::Lang;

/// Characters a query may have.
pub const MOST_CHARACTERS: usize = 10_000;
/// Words and phrases a query may have.
pub const MOST_TERMS: usize = 500;
/// Groups within groups.
pub const DEEPEST: usize = 32;
/// Words apart, when `NEAR` does not say.
pub const NEAR: u32 = 10;

/// A query that was read. Two queries are equal when they ask the same in the same order.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// What is asked.
    pub root: Node,
}

impl Query {
    /// Whether any part of it looks in this field.
    pub fn asks(&self, field: Field) -> bool {
        self.root.asks(field)
    }
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// One word, code or hyphenated compound.
    Word {
        /// As written, without its signs.
        text: String,
        /// How it is compared.
        form: WordForm,
    },
    /// Words that follow each other.
    Phrase {
        /// As written between the quotes.
        text: String,
        /// Whether case and endings are kept.
        exact: bool,
    },
    /// Two parts near each other, in either order.
    Near {
        /// One.
        left: Box<Node>,
        /// The other.
        right: Box<Node>,
        /// Words apart at most; 1 is side by side.
        within: u32,
    },
    /// All of these; a [`Node::Not`] among them excludes.
    All(Vec<Node>),
    /// At least one of these.
    Any(Vec<Node>),
    /// What must not occur; stands only within [`Node::All`], beside something that is asked.
    Not(Box<Node>),
    /// Looked for in one field only.
    In(Field, Box<Node>),
    /// Looked for in items of one language only.
    Language(Lang, Box<Node>),
    /// Counts more or less than others.
    Weight(Weight, Box<Node>),
}

impl Node {
    fn asks(&self, field: Field) -> bool {
        match self {
            Node::Word { .. } | Node::Phrase { .. } => false,
            Node::Near { left, right, .. } => left.asks(field) || right.asks(field),
            Node::All(parts) | Node::Any(parts) => parts.iter().any(|part| part.asks(field)),
            Node::In(own, inner) => *own == field || inner.asks(field),
            Node::Not(inner) | Node::Language(_, inner) | Node::Weight(_, inner) => {
                inner.asks(field)
            }
        }
    }
}

/// How a word is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordForm {
    /// By its stem: `gemeente` finds `gemeenten`.
    Stem,
    /// By its beginning, and by its stem: `grens*`.
    Prefix,
    /// Letter by letter, case kept: `=MST`.
    Exact,
}

/// A field of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The title.
    Title,
    /// Who acts.
    Actor,
    /// The committee.
    Committee,
    /// The code of the country: `nl`, `de`, `eu`.
    Country,
    /// Where it came from: what its keys begin with, such as `tk`, `kst` or `dip`; an item of several
    /// sources came from each of them.
    Source,
    /// The code of the kind of paper: `motion`.
    Kind,
}

impl Field {
    /// All fields.
    pub const ALL: [Field; 6] = [
        Field::Title,
        Field::Actor,
        Field::Committee,
        Field::Country,
        Field::Source,
        Field::Kind,
    ];

    /// Its name in a query.
    pub fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Actor => "actor",
            Field::Committee => "committee",
            Field::Country => "country",
            Field::Source => "source",
            Field::Kind => "kind",
        }
    }

    /// Whether its value is a code that is compared whole, rather than a text.
    pub fn is_code(self) -> bool {
        matches!(self, Field::Country | Field::Source | Field::Kind)
    }
}

/// How much a part counts, in hundredths: 10 to 1,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Weight(u16);

impl Weight {
    /// Brings a factor within 0.1 to 10; what is no number counts 1.
    pub fn new(factor: f64) -> Weight {
        let factor = if factor.is_nan() { 1.0 } else { factor };
        Weight((factor.clamp(0.1, 10.0) * 100.0).round() as u16)
    }
    /// The factor.
    pub fn factor(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl std::str::FromStr for Query {
    type Err = Fault;
    fn from_str(text: &str) -> Result<Query, Fault> {
        parse(text)
    }
}
