//! From a query to what the full text can look for. Where the full text cannot say all that the
//! query says, it looks for more, and whoever searches holds the plan against what was found.

use crate::engine::fulltext::Seek;
use noaber_text::query::{Field, Node, Query, WordForm};
use noaber_text::{Analyser, Lang};

/// What to look for, and whether it says all that the query says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sought {
    /// What to look for; `None`: everything.
    pub seek: Option<Seek>,
    /// Whether every find is a true find.
    pub exact: bool,
}

/// What the full text can look for, for this query.
pub(crate) fn sought(analyser: &Analyser, query: &Query) -> Sought {
    let mut build = Build {
        analyser,
        exact: true,
    };
    let seek = build.node(&query.root, None);
    Sought {
        seek,
        exact: build.exact,
    }
}

struct Build<'a> {
    analyser: &'a Analyser,
    exact: bool,
}

impl Build<'_> {
    fn node(&mut self, node: &Node, lang: Option<Lang>) -> Option<Seek> {
        match node {
            Node::Word { text, form } => self.word(text, *form, lang),
            Node::Phrase { text, exact: true } => self.exact_row(text, lang),
            Node::Phrase { text, exact: false } => self.rows(text, lang, true),
            Node::Near { left, right, .. } => self.near(left, right, lang),
            Node::All(parts) => self.all_of(parts, lang),
            Node::Any(parts) => {
                let parts: Option<Vec<Seek>> = parts.iter().map(|p| self.node(p, lang)).collect();
                parts.map(Seek::Any)
            }
            Node::Not(_) => {
                self.exact = false;
                None
            }
            Node::In(Field::Title, inner) => self
                .node(inner, lang)
                .map(|seek| Seek::Title(Box::new(seek))),
            Node::In(_, _) => {
                self.exact = false;
                None
            }
            Node::Language(lang, inner) => {
                // Codes and texts of unknown language have terms of no language.
                self.exact = false;
                self.node(inner, Some(*lang))
            }
            Node::Weight(_, inner) => self.node(inner, lang),
        }
    }

    /// Exclusion is left to the full text only where it is exact: a wider net that excludes would
    /// lose what should be found.
    fn all_of(&mut self, parts: &[Node], lang: Option<Lang>) -> Option<Seek> {
        let asked = parts.iter().filter(|p| !matches!(p, Node::Not(_)));
        let seek = all(asked.filter_map(|p| self.node(p, lang)).collect::<Vec<_>>())?;
        let mut out = Vec::new();
        for part in parts {
            let Node::Not(inner) = part else { continue };
            let before = std::mem::replace(&mut self.exact, true);
            match self.node(inner, lang) {
                Some(not) if self.exact => {
                    out.push(not);
                    self.exact = before;
                }
                _ => self.exact = false,
            }
        }
        Some(match out.is_empty() {
            true => seek,
            false => Seek::Without(Box::new(seek), Box::new(Seek::Any(out))),
        })
    }

    fn word(&mut self, text: &str, form: WordForm, lang: Option<Lang>) -> Option<Seek> {
        match form {
            WordForm::Stem => self.stem(text, lang),
            WordForm::Exact => self.exact_row(text, lang),
            WordForm::Prefix => self.prefix(text, lang),
        }
    }

    /// A word; where it is a compound also its parts, of which the full text does not know the
    /// distance.
    fn stem(&mut self, text: &str, lang: Option<Lang>) -> Option<Seek> {
        let mut seeks: Vec<Seek> = self.rows(text, lang, false).into_iter().collect();
        for reading in readings(lang) {
            if let Some(parts) = self.analyser.apart(reading, text) {
                self.exact = false;
                seeks.extend(all(parts.map(|part| Seek::Terms(vec![part]))));
            }
        }
        any(seeks)
    }

    fn prefix(&mut self, text: &str, lang: Option<Lang>) -> Option<Seek> {
        self.exact = false;
        let mut seeks = Vec::new();
        for reading in readings(lang) {
            let beginning = self.analyser.beginning(reading, text);
            seeks.extend(beginning.beginnings.into_iter().map(Seek::Beginning));
            seeks.extend(
                beginning
                    .terms
                    .into_iter()
                    .map(|term| Seek::Terms(vec![term])),
            );
        }
        any(seeks)
    }

    fn exact_row(&mut self, text: &str, lang: Option<Lang>) -> Option<Seek> {
        self.exact = false;
        let rows = readings(lang)
            .into_iter()
            .map(|reading| self.analyser.words_row(reading, text));
        one_of(rows.collect())
    }

    /// The rows by which a text meets a word or phrase, in every language it may be read in.
    fn rows(&self, text: &str, lang: Option<Lang>, phrase: bool) -> Option<Seek> {
        let rows = readings(lang)
            .into_iter()
            .flat_map(|reading| self.analyser.rows(reading, text, phrase));
        one_of(rows.collect())
    }

    /// Both parts; or, where both are words, the compound of both.
    fn near(&mut self, left: &Node, right: &Node, lang: Option<Lang>) -> Option<Seek> {
        self.exact = false;
        let both = all([self.node(left, lang), self.node(right, lang)]
            .into_iter()
            .flatten());
        let mut seeks: Vec<Seek> = both.into_iter().collect();
        if let (Node::Word { text: first, .. }, Node::Word { text: second, .. }) = (left, right) {
            for reading in readings(lang) {
                let terms = self.analyser.together(reading, first, second);
                seeks.extend(terms.into_iter().map(|term| Seek::Terms(vec![term])));
            }
        }
        any(seeks)
    }
}

fn one_of(mut rows: Vec<Vec<String>>) -> Option<Seek> {
    rows.retain(|row| !row.is_empty());
    rows.sort();
    rows.dedup();
    any(rows.into_iter().map(Seek::Terms).collect())
}

fn any(seeks: Vec<Seek>) -> Option<Seek> {
    (!seeks.is_empty()).then_some(Seek::Any(seeks))
}

fn all(parts: impl IntoIterator<Item = Seek>) -> Option<Seek> {
    let mut parts: Vec<Seek> = parts.into_iter().collect();
    if parts.len() > 1 {
        Some(Seek::All(parts))
    } else {
        parts.pop()
    }
}

fn readings(lang: Option<Lang>) -> Vec<Option<Lang>> {
    match lang {
        Some(lang) => vec![Some(lang), None],
        None => vec![Some(Lang::Nl), Some(Lang::De), Some(Lang::En), None],
    }
}
