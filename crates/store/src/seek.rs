//! From a query to what the full text can look for. Where the full text cannot say all that the
//! query says, it looks for more, and whoever searches holds the plan against what was found.

use crate::engine::fulltext::Seek;
use noaber_text::query::{Field, Node, Query, WordForm};
use noaber_text::{Analyser, Lang, Token};

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
            Node::Phrase { text, exact } => {
                self.exact &= !exact;
                self.row(text, lang)
            }
            Node::Near { left, right, .. } => {
                self.exact = false;
                all([self.node(left, lang), self.node(right, lang)]
                    .into_iter()
                    .flatten())
            }
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
            Node::Language(lang, inner) => self.node(inner, Some(*lang)),
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
        if form == WordForm::Exact {
            self.exact = false;
        }
        let seek = self.row(text, lang);
        if form != WordForm::Prefix {
            return seek;
        }
        self.exact = false;
        let mut beginnings: Vec<Seek> = Vec::new();
        for reading in readings(lang) {
            let tokens = self.analyser.tokens(reading, text);
            let words: Vec<&Token> = tokens.iter().filter(|t| !t.whole).collect();
            if let [word] = words[..] {
                let code = reading.map_or("xx", Lang::code);
                beginnings.push(Seek::Beginning(format!("{code}{}", word.folded())));
            }
        }
        beginnings.extend(seek);
        Some(Seek::Any(beginnings))
    }

    /// Words that follow each other, in every language they may be read in; the compound written
    /// with a hyphen also as one word.
    fn row(&self, text: &str, lang: Option<Lang>) -> Option<Seek> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for reading in readings(lang) {
            let tokens = self.analyser.tokens(reading, text);
            let (wholes, words): (Vec<&Token>, Vec<&Token>) = tokens.iter().partition(|t| t.whole);
            rows.push(words.iter().map(|t| t.term().to_owned()).collect());
            if words
                .iter()
                .all(|w| wholes.iter().any(|t| t.start <= w.start && w.end <= t.end))
            {
                rows.extend(wholes.iter().map(|t| vec![t.term().to_owned()]));
            }
        }
        rows.retain(|row| !row.is_empty());
        rows.sort();
        rows.dedup();
        let rows: Vec<Seek> = rows.into_iter().map(Seek::Terms).collect();
        (!rows.is_empty()).then_some(Seek::Any(rows))
    }
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
