//! The outline of a plan for the texts of one language: what must stand where, without the words of
//! the query. How an index uses it is not known here.

use crate::lang::Lang;
use crate::plan::{Atom, Plan, Step, Test};
use crate::query::Field;

/// What a query asks of documents of one language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Outline {
    /// Nothing can be found.
    Nothing,
    /// One of these rows of units that follow each other.
    Rows(Zone, Vec<Vec<Unit>>),
    /// A code of the item, in lower case.
    Code(Field, String),
    /// Two parts with at most so many words between their ends.
    Near(Box<Outline>, Box<Outline>, u32),
    /// All of these.
    All(Vec<Outline>),
    /// At least one of these.
    Any(Vec<Outline>),
    /// Not this.
    Not(Box<Outline>),
    /// Only the plan itself can say.
    Opaque,
}

/// Where an atom is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Zone {
    /// Title and body.
    Text,
    /// The title.
    Title,
    /// Who acts.
    Actor,
    /// The committee.
    Committee,
}

/// What is asked of one word.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Its term has this number.
    Term(u64),
    /// It begins so, folded.
    Beginning(String),
    /// It has this term and is spelt so.
    Spelling(u64, String),
}

impl Plan {
    /// What this plan asks of documents of one language, or of those without one.
    pub fn outline(&self, lang: Option<Lang>) -> Outline {
        self.outline_of(&self.root, lang)
    }

    fn outline_of(&self, step: &Step, lang: Option<Lang>) -> Outline {
        let of = |step: &Step| self.outline_of(step, lang);
        match step {
            Step::Atom(i) => of_atom(&self.atoms[*i], lang),
            Step::Near(left, right, within) => near(of(left), of(right), *within),
            Step::All(members) => all(members.iter().map(of).collect()),
            Step::Any(members) => any(members.iter().map(of).collect()),
            Step::Not(inner) => Outline::Not(Box::new(of(inner))),
        }
    }
}

fn of_atom(atom: &Atom, lang: Option<Lang>) -> Outline {
    if atom.lang.is_some() && atom.lang != lang {
        return Outline::Nothing;
    }
    let (zone, lang) = match atom.field {
        None => (Zone::Text, lang),
        Some(Field::Title) => (Zone::Title, lang),
        Some(Field::Committee) => (Zone::Committee, lang),
        // Names have no language.
        Some(Field::Actor) => (Zone::Actor, None),
        Some(field) => {
            return match &atom.test {
                Test::Code(code) => Outline::Code(field, code.to_ascii_lowercase()),
                _ => Outline::Nothing,
            };
        }
    };
    let slot = Lang::slot(lang);
    let terms = |row: &crate::plan::Row| row.iter().map(|k| Unit::Term(k.key)).collect::<Vec<_>>();
    let mut rows: Vec<Vec<Unit>> = match &atom.test {
        Test::Rows(rows) => rows[slot].iter().map(terms).collect(),
        Test::Prefix { folded, stems } => {
            let stem = stems[slot].first().map(|k| vec![Unit::Term(k.key)]);
            let beginning = vec![Unit::Beginning(folded.clone())];
            stem.into_iter().chain([beginning]).collect()
        }
        Test::Exact { spellings, rows } => {
            let units = rows[slot].iter().zip(spellings);
            vec![
                units
                    .map(|(k, s)| Unit::Spelling(k.key, s.clone()))
                    .collect(),
            ]
        }
        Test::Code(_) => return Outline::Nothing,
        #[allow(
            unreachable_patterns,
            reason = "a new test is answered by the plan itself"
        )]
        _ => return Outline::Opaque,
    };
    rows.retain(|row| !row.is_empty());
    rows.dedup();
    match rows.is_empty() {
        true => Outline::Nothing,
        false => Outline::Rows(zone, rows),
    }
}

/// Only places of the text itself have a nearness that is plain; names and codes are left to the plan.
fn near(left: Outline, right: Outline, within: u32) -> Outline {
    match (places(&left), places(&right)) {
        (Places::None, _) | (_, Places::None) => Outline::Nothing,
        (Places::Plain, Places::Plain) => Outline::Near(Box::new(left), Box::new(right), within),
        _ => Outline::Opaque,
    }
}

/// What sort of places an outline has.
enum Places {
    None,
    Plain,
    Other,
}

fn places(outline: &Outline) -> Places {
    match outline {
        Outline::Rows(Zone::Text | Zone::Title, _) | Outline::Near(..) => Places::Plain,
        Outline::Any(members) => {
            let mut found = Places::None;
            for member in members {
                match places(member) {
                    Places::None => {}
                    Places::Plain => found = Places::Plain,
                    Places::Other => return Places::Other,
                }
            }
            found
        }
        Outline::Nothing | Outline::All(_) | Outline::Not(_) => Places::None,
        Outline::Rows(..) | Outline::Code(..) | Outline::Opaque => Places::Other,
    }
}

fn all(members: Vec<Outline>) -> Outline {
    let mut kept = Vec::new();
    for member in members {
        match member {
            Outline::Nothing => return Outline::Nothing,
            Outline::Not(inner) if *inner == Outline::Nothing => {}
            Outline::All(inner) => kept.extend(inner),
            other => kept.push(other),
        }
    }
    one_or(kept, Outline::All)
}

fn any(members: Vec<Outline>) -> Outline {
    let mut kept = Vec::new();
    for member in members {
        match member {
            Outline::Nothing => {}
            Outline::Any(inner) => kept.extend(inner),
            other => kept.push(other),
        }
    }
    match kept.is_empty() {
        true => Outline::Nothing,
        false => one_or(kept, Outline::Any),
    }
}

fn one_or(mut members: Vec<Outline>, many: impl Fn(Vec<Outline>) -> Outline) -> Outline {
    match (members.len(), members.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            members.extend(last);
            many(members)
        }
    }
}
