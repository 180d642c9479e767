//! From a query to its plan: every word becomes the rows of terms by which a text can meet it.

use super::{Atom, Key, Plan, Row, Step, Test};
use crate::analyser::{Analyser, Form};
use crate::forms::form_of;
use crate::lang::Lang;
use crate::query::{Field, Node, Query, WordForm};
use crate::rows::{APART, apart, rows, together, words};
use std::sync::Arc;

impl Plan {
    /// Makes a query ready.
    pub fn new(analyser: &Analyser, query: &Query) -> Plan {
        let mut maker = Maker {
            analyser,
            atoms: Vec::new(),
            hidden: Vec::new(),
        };
        let scope = Scope {
            field: None,
            lang: None,
            weight: 1.0,
        };
        let mut root = maker.step(&query.root, scope);
        let written = maker.atoms.len();
        hidden_last(&mut root, written);
        let mut atoms = maker.atoms;
        atoms.append(&mut maker.hidden);
        Plan {
            root,
            atoms,
            written,
            words_only: false,
        }
    }
}

#[derive(Clone, Copy)]
struct Scope {
    field: Option<Field>,
    lang: Option<Lang>,
    weight: f64,
}

struct Maker<'a> {
    analyser: &'a Analyser,
    /// What was written.
    atoms: Vec<Atom>,
    /// What is looked for besides; numbered from [`HIDDEN`] until all is read.
    hidden: Vec<Atom>,
}

/// The number of the first hidden atom before they are put behind the others.
const HIDDEN: usize = 1 << 32;

/// Numbers the hidden atoms from `written` on.
fn hidden_last(step: &mut Step, written: usize) {
    match step {
        Step::Atom(i) if *i >= HIDDEN => *i = *i - HIDDEN + written,
        Step::Atom(_) => {}
        Step::Near(left, right, _) => {
            hidden_last(left, written);
            hidden_last(right, written);
        }
        Step::All(members) | Step::Any(members) => {
            members.iter_mut().for_each(|m| hidden_last(m, written));
        }
        Step::Not(inner) => hidden_last(inner, written),
    }
}

impl Maker<'_> {
    fn step(&mut self, node: &Node, scope: Scope) -> Step {
        match node {
            Node::Word { text, form } => self.atom(text, *form, false, scope),
            Node::Phrase { text, exact: true } => self.atom(text, WordForm::Exact, true, scope),
            Node::Phrase { text, exact: false } => self.atom(text, WordForm::Stem, true, scope),
            Node::Near {
                left,
                right,
                within,
            } => self.near(left, right, *within, scope),
            Node::All(members) => Step::All(members.iter().map(|m| self.step(m, scope)).collect()),
            Node::Any(members) => Step::Any(members.iter().map(|m| self.step(m, scope)).collect()),
            Node::Not(inner) => Step::Not(Box::new(self.step(inner, scope))),
            Node::In(field, inner) => {
                let field = Some(*field);
                self.step(inner, Scope { field, ..scope })
            }
            Node::Language(lang, inner) => {
                let lang = Some(*lang);
                self.step(inner, Scope { lang, ..scope })
            }
            Node::Weight(weight, inner) => {
                let weight = scope.weight * weight.factor();
                self.step(inner, Scope { weight, ..scope })
            }
        }
    }

    /// Two parts near each other, or, where both are words, the compound of both.
    fn near(&mut self, left: &Node, right: &Node, within: u32, scope: Scope) -> Step {
        let owner = self.atoms.len();
        let near = Step::Near(
            Box::new(self.step(left, scope)),
            Box::new(self.step(right, scope)),
            within,
        );
        let (Some(first), Some(second)) = (plain_word(left), plain_word(right)) else {
            return near;
        };
        let rows = readings(|lang| {
            let forms = together(self.analyser, lang, first, second);
            forms.into_iter().map(|form| vec![key(&form)]).collect()
        });
        Step::Any(vec![near, self.hidden_atom(owner, rows)])
    }

    fn atom(&mut self, text: &str, form: WordForm, phrase: bool, scope: Scope) -> Step {
        let analyser = self.analyser;
        let row_of = |lang| {
            let words = words(analyser, lang, text);
            words.iter().map(|t| key(t.form())).collect::<Row>()
        };
        let test = match form {
            _ if scope.field.is_some_and(Field::is_code) => Test::Code(text.to_owned()),
            WordForm::Stem => Test::Rows(readings(|lang| {
                let rows = rows(analyser, lang, text, phrase);
                rows.iter().map(|row| row_of_forms(row)).collect()
            })),
            WordForm::Prefix => Test::Prefix {
                folded: form_of(None, text).folded.into(),
                stems: readings(|lang| vec![key(&form_of(lang, text))]),
            },
            WordForm::Exact => {
                let words = words(analyser, None, text);
                let spelt = words
                    .iter()
                    .map(|word| text[word.start..word.end].to_owned());
                Test::Exact {
                    spellings: spelt.collect(),
                    rows: readings(row_of),
                }
            }
        };
        let may_be_apart = form == WordForm::Stem && !phrase && matches!(test, Test::Rows(_));
        let owner = self.atoms.len();
        self.atoms.push(Atom {
            label: text.to_owned(),
            words: words(analyser, None, text).len(),
            weight: scope.weight,
            field: scope.field,
            lang: scope.lang,
            owner,
            test,
        });
        match may_be_apart {
            true => self.or_apart(owner, text),
            false => Step::Atom(owner),
        }
    }

    /// A word, or its two parts near each other where it is a compound.
    fn or_apart(&mut self, owner: usize, text: &str) -> Step {
        let parts = readings(|lang| apart(self.analyser, lang, text));
        if parts.iter().all(Option::is_none) {
            return Step::Atom(owner);
        }
        let [left, right] = [0, 1].map(|side| {
            let rows = parts.each_ref().map(|parts| {
                let part = parts.iter().map(|parts| vec![key(&parts[side])]);
                part.collect()
            });
            Box::new(self.hidden_atom(owner, rows))
        });
        Step::Any(vec![Step::Atom(owner), Step::Near(left, right, APART)])
    }

    /// What else is looked for, on behalf of a written atom.
    fn hidden_atom(&mut self, owner: usize, rows: [Vec<Row>; 4]) -> Step {
        let written = &self.atoms[owner];
        let hidden = Atom {
            test: Test::Rows(rows),
            owner,
            ..written.clone()
        };
        self.hidden.push(hidden);
        Step::Atom(HIDDEN + self.hidden.len() - 1)
    }
}

/// The text of a word that is compared by its stem, whatever its weight.
fn plain_word(node: &Node) -> Option<&str> {
    match node {
        Node::Word {
            text,
            form: WordForm::Stem,
        } => Some(text),
        _ => None,
    }
}

fn readings<T>(of: impl Fn(Option<Lang>) -> T) -> [T; 4] {
    [
        of(Some(Lang::Nl)),
        of(Some(Lang::De)),
        of(Some(Lang::En)),
        of(None),
    ]
}

fn key(form: &Form) -> Key {
    Key {
        key: form.key,
        letters: form.folded.chars().count(),
    }
}

fn row_of_forms(forms: &[Arc<Form>]) -> Row {
    forms.iter().map(|form| key(form)).collect()
}
