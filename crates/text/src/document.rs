//! A document: the texts and codes of one item, divided into tokens, as queries read it.

use crate::analyser::{Analyser, Token};
use crate::lang::Lang;
use crate::query::Field;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A text with its tokens.
#[derive(Debug, Default)]
pub struct Analysed<'t> {
    /// The text.
    pub text: &'t str,
    /// Its tokens, as [`Analyser::tokens`] gives them.
    pub tokens: Vec<Token>,
    places: OnceLock<Places>,
}

/// Where each term stands: the last token of a term, and for each token the one before it with the
/// same term.
#[derive(Debug, Default)]
struct Places {
    last: FxHashMap<u64, usize>,
    before: Vec<Option<usize>>,
    /// The token of each position, wholes left out.
    words: Vec<usize>,
}

impl<'t> Analysed<'t> {
    fn new(analyser: &Analyser, lang: Option<Lang>, text: &'t str) -> Analysed<'t> {
        Analysed {
            text,
            tokens: analyser.tokens(lang, text),
            places: OnceLock::new(),
        }
    }

    fn places(&self) -> &Places {
        self.places.get_or_init(|| {
            let mut places = Places::default();
            for (i, token) in self.tokens.iter().enumerate() {
                places.before.push(places.last.insert(token.key(), i));
                if !token.whole {
                    places.words.push(i);
                }
            }
            places
        })
    }

    /// The tokens with this term, last first.
    pub fn with_key(&self, key: u64) -> impl Iterator<Item = &Token> {
        let places = self.places();
        let mut next = places.last.get(&key).copied();
        std::iter::from_fn(move || {
            let i = next?;
            next = places.before[i];
            Some(&self.tokens[i])
        })
    }

    /// The word at a position.
    pub fn at(&self, position: u32) -> Option<&Token> {
        let i = *self.places().words.get(position as usize)?;
        self.tokens.get(i)
    }
}

/// The texts and codes of one item.
#[derive(Debug, Default)]
pub struct Document<'t> {
    /// The language of title, body and committee; `None` when it is not known.
    pub lang: Option<Lang>,
    /// The title.
    pub title: Analysed<'t>,
    /// The body.
    pub body: Analysed<'t>,
    /// Who acts.
    pub actors: Vec<Analysed<'t>>,
    /// The committee.
    pub committee: Analysed<'t>,
    codes: Vec<(Field, &'t str)>,
}

impl<'t> Document<'t> {
    /// A document of title and body.
    pub fn new(
        analyser: &Analyser,
        lang: Option<Lang>,
        title: &'t str,
        body: &'t str,
    ) -> Document<'t> {
        Document {
            lang,
            title: Analysed::new(analyser, lang, title),
            body: Analysed::new(analyser, lang, body),
            ..Document::default()
        }
    }

    /// Adds who acts. Names have no language.
    pub fn with_actors(mut self, analyser: &Analyser, actors: &'t [String]) -> Document<'t> {
        let named = actors
            .iter()
            .map(|name| Analysed::new(analyser, None, name));
        self.actors = named.collect();
        self
    }

    /// Adds the committee.
    pub fn with_committee(mut self, analyser: &Analyser, committee: &'t str) -> Document<'t> {
        self.committee = Analysed::new(analyser, self.lang, committee);
        self
    }

    /// Adds the code of a country, source or kind.
    pub fn with_code(mut self, field: Field, code: &'t str) -> Document<'t> {
        self.codes.push((field, code));
        self
    }

    /// Whether it carries this code.
    pub fn has_code(&self, field: Field, code: &str) -> bool {
        let same = |(f, c): &(Field, &str)| *f == field && c.eq_ignore_ascii_case(code);
        self.codes.iter().any(same)
    }

    /// Every token of every field.
    pub fn all_tokens(&self) -> impl Iterator<Item = &Token> {
        let texts = [&self.title, &self.body, &self.committee];
        texts
            .into_iter()
            .chain(&self.actors)
            .flat_map(|analysed| &analysed.tokens)
    }
}
