//! From a query to its plan: every word becomes the rows of terms by which a text can meet it.

use super::{Atom, Key, Plan, Row, Step, Test};
use crate::analyser::{Analyser, Form, Token, form_of};
use crate::lang::Lang;
use crate::query::{Field, Node, Query, WordForm};

impl Plan {
    /// Makes a query ready.
    pub fn new(analyser: &Analyser, query: &Query) -> Plan {
        let mut maker = Maker {
            analyser,
            atoms: Vec::new(),
        };
        let scope = Scope {
            field: None,
            lang: None,
            weight: 1.0,
        };
        let root = maker.step(&query.root, scope);
        Plan {
            root,
            atoms: maker.atoms,
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
    atoms: Vec<Atom>,
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
            } => Step::Near(
                Box::new(self.step(left, scope)),
                Box::new(self.step(right, scope)),
                *within,
            ),
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

    fn atom(&mut self, text: &str, form: WordForm, phrase: bool, scope: Scope) -> Step {
        let test = match form {
            _ if scope.field.is_some_and(Field::is_code) => Test::Code(text.to_owned()),
            WordForm::Stem => Test::Rows(readings(|lang| self.rows(lang, text, phrase))),
            WordForm::Prefix => Test::Prefix {
                folded: form_of(None, text).folded.into(),
                stems: readings(|lang| vec![key(&form_of(lang, text))]),
            },
            WordForm::Exact => {
                let words = self.words(None, text);
                let spelt = words
                    .iter()
                    .map(|word| text[word.start..word.end].to_owned());
                Test::Exact {
                    spellings: spelt.collect(),
                    rows: readings(|lang| row(&self.words(lang, text))),
                }
            }
        };
        self.atoms.push(Atom {
            label: text.to_owned(),
            words: self.words(None, text).len(),
            weight: scope.weight,
            field: scope.field,
            lang: scope.lang,
            test,
        });
        Step::Atom(self.atoms.len() - 1)
    }

    /// The tokens of a query text without the wholes of compounds.
    fn words(&self, lang: Option<Lang>, text: &str) -> Vec<Token> {
        let mut tokens = self.analyser.tokens(lang, text);
        tokens.retain(|token| !token.whole);
        tokens
    }

    /// The rows by which a text in `lang` meets a word or phrase: its words in a row; the whole of a
    /// compound; two words written together; a code with its letters and digits apart.
    fn rows(&self, lang: Option<Lang>, text: &str, phrase: bool) -> Vec<Row> {
        let words = self.words(lang, text);
        let mut rows = vec![row(&words)];
        if !phrase {
            let wholes = self.analyser.tokens(lang, text).into_iter();
            let covers =
                |t: &Token| t.whole && t.last as usize + 1 - t.position as usize == words.len();
            rows.extend(wholes.filter(covers).map(|whole| row(&[whole])));
        }
        if let [first, second] = &words[..]
            && let Some(together) = written_together(first.folded(), second.folded())
        {
            rows.push(vec![key(&form_of(lang, &together))]);
        }
        if let [code] = &words[..]
            && let Some(apart) = written_apart(code.folded())
        {
            rows.push(row(&self.words(lang, &apart)));
        }
        rows.retain(|row| !row.is_empty());
        rows.sort_unstable_by_key(|row| row.iter().map(|k| k.key).collect::<Vec<_>>());
        rows.dedup();
        rows
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

fn row(tokens: &[Token]) -> Row {
    let key = |token: &Token| Key {
        key: token.key(),
        letters: token.folded().chars().count(),
    };
    tokens.iter().map(key).collect()
}

/// `Regio Deal` may be written *regiodeal*, and `A 30` *A30*.
fn written_together(first: &str, second: &str) -> Option<String> {
    let letters = |word: &str| word.chars().all(char::is_alphabetic);
    let digits = second.bytes().all(|b| b.is_ascii_digit());
    let words = letters(first) && letters(second) && first.len() >= 3 && second.len() >= 3;
    let code = letters(first) && first.len() <= 4 && digits;
    (words || code).then(|| format!("{first}{second}"))
}

/// `N35` may be written *N 35*.
fn written_apart(code: &str) -> Option<String> {
    let at = code.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = code.split_at(at);
    let is_code = (1..=4).contains(&letters.len())
        && letters.chars().all(char::is_alphabetic)
        && digits.bytes().all(|b| b.is_ascii_digit());
    is_code.then(|| format!("{letters} {digits}"))
}
