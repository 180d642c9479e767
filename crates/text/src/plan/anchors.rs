//! Anchors: terms of which a document must hold at least one to be found. A document without any
//! anchor of a query need not be looked at.

use super::{Atom, Key, Plan, Row, Step, Test};
use crate::query::Field;

/// Something a document can be known by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Anchor {
    /// A term, by its number.
    Key(u64),
    /// A beginning of a folded word.
    Prefix(String),
    /// A code of a field.
    Code(Field, String),
}

/// Anchors with how common they are guessed to be.
struct Guess {
    anchors: Vec<Anchor>,
    cost: f64,
}

impl Plan {
    /// Anchors of which every document that the query finds holds at least one: the parts that are
    /// guessed to be rarest. Empty when the query can find nothing.
    pub fn anchors(&self) -> Vec<Anchor> {
        let mut anchors = self
            .guess(&self.root)
            .map(|g| g.anchors)
            .unwrap_or_default();
        anchors.sort_unstable();
        anchors.dedup();
        anchors
    }

    fn guess(&self, step: &Step) -> Option<Guess> {
        match step {
            Step::Atom(i) => Some(of_atom(&self.atoms[*i])),
            Step::Near(left, right, _) => rarest([self.guess(left), self.guess(right)]),
            Step::All(members) => rarest(members.iter().map(|m| self.guess(m))),
            Step::Any(members) => {
                let mut all = Guess {
                    anchors: Vec::new(),
                    cost: 0.0,
                };
                for guess in members.iter().filter_map(|m| self.guess(m)) {
                    all.anchors.extend(guess.anchors);
                    all.cost += guess.cost;
                }
                Some(all)
            }
            Step::Not(_) => None,
        }
    }
}

fn rarest(guesses: impl IntoIterator<Item = Option<Guess>>) -> Option<Guess> {
    let cheaper = |a: &Guess, b: &Guess| a.cost.total_cmp(&b.cost);
    guesses.into_iter().flatten().min_by(cheaper)
}

fn of_atom(atom: &Atom) -> Guess {
    match &atom.test {
        Test::Rows(rows) => of_rows(rows.iter().flatten()),
        Test::Exact { rows, .. } => of_rows(rows.iter()),
        Test::Prefix { folded, stems } => {
            let mut guess = of_rows(stems.iter());
            guess.anchors.push(Anchor::Prefix(folded.clone()));
            guess.cost *= 4.0;
            guess
        }
        Test::Code(code) => Guess {
            anchors: atom
                .field
                .map(|field| Anchor::Code(field, code.to_ascii_lowercase()))
                .into_iter()
                .collect(),
            cost: 1_000.0,
        },
    }
}

fn of_rows<'a>(rows: impl Iterator<Item = &'a Row>) -> Guess {
    let longest = |row: &Row| row.iter().max_by_key(|key| key.letters).copied();
    let keys: Vec<Key> = rows.filter_map(longest).collect();
    Guess {
        cost: keys.iter().map(|key| cost(key.letters)).sum(),
        anchors: keys.iter().map(|key| Anchor::Key(key.key)).collect(),
    }
}

/// Long words are rare: each letter makes a word about a quarter rarer.
fn cost(letters: usize) -> f64 {
    0.75_f64.powi(letters.min(40) as i32)
}
