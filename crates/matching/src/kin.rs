//! Words that could be added to a query, by how they are related to one of its words: forms,
//! spellings and compounds by the words of the archive, neighbours in meaning and words of other
//! languages by the encoder. Where words were counted, and where vectors are kept, is not known here.

mod content;
mod meanings;

use content::{Shares, is_content, is_name};
use meanings::Meanings;
use noaber_domain::Language;
use noaber_meaning::Encoder;
use noaber_text::query::{Node, Query, WordForm};
use noaber_text::vocabulary::How;
use noaber_text::{Analyser, Lang, Vocabulary};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

pub use meanings::meanings_of;

/// Words of a language that are compared in meaning; the most frequent ones.
const COMPARED: usize = 30_000;
/// Words of one sort that are told of a word, or of two; fewer of each when there are more.
const MOST: usize = 8;
/// Words of a query whose kin is sought.
const ASKED: usize = 6;
/// How near the nearest word of another language is to a word that the encoder knows.
const KNOWN: f32 = 0.3;
/// So many words of a language are enough to find it among.
const ENOUGH: usize = 1_000;
/// Items that a word stands in, at least, before it is told for its meaning.
const OFTEN: i64 = 3;
/// Words of the language of a query that may be nearer to a word than the word it was found by.
const MUTUAL: usize = 3;
/// Letters that two words share before they look alike.
const PIECE: usize = 4;
/// Letters of the shortest word whose compounds are known by their beginning or end.
const STEM_OF_COMPOUND: usize = 5;

/// A word of the archive as it was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The word, in the case in which it was written.
    pub word: String,
    /// Items in which it stands so.
    pub items: i64,
    /// Items that name it among those who act.
    pub actors: i64,
}

/// How a word is related to a word of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tie {
    /// Another form of it, found already.
    Form,
    /// Written otherwise.
    Spelling,
    /// A compound that contains it, or a part of it.
    Compound,
    /// Near to it in meaning.
    Meaning,
    /// Near to it in meaning, in another language.
    Language,
}

/// A word that could be added to a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Kin {
    /// The word, as it is most often written.
    pub word: String,
    /// Its language.
    pub language: Language,
    /// How it is related.
    pub tie: Tie,
    /// The word of the query it is related to.
    pub to: String,
    /// Items in which it is written so, counted when they arrived.
    pub items: i64,
}

/// The words of an archive in all its languages.
#[derive(Debug)]
pub struct Lexicon {
    analyser: Analyser,
    tongues: Vec<Tongue>,
}

/// The words of one language.
#[derive(Debug)]
struct Tongue {
    language: Language,
    lang: Option<Lang>,
    vocabulary: Vocabulary,
    /// Of each word in small letters, how it is written.
    shares: FxHashMap<String, Shares>,
    /// Words that may be compared in meaning, with the items they stand in.
    content: Vec<(String, i64)>,
    meanings: OnceLock<Meanings>,
}

impl Lexicon {
    /// A lexicon of counted words.
    pub fn new(
        analyser: &Analyser,
        counted: impl IntoIterator<Item = (Language, Vec<Counted>)>,
    ) -> Lexicon {
        let tongue = |(language, words)| Tongue::new(analyser, language, words);
        Lexicon {
            tongues: counted.into_iter().map(tongue).collect(),
            analyser: analyser.clone(),
        }
    }

    /// The words of a language that may be compared in meaning, the most frequent first.
    pub fn content(&self, language: Language) -> impl Iterator<Item = &str> {
        let own = self.tongues.iter().filter(move |t| t.language == language);
        own.flat_map(|tongue| tongue.content.iter().map(|(word, _)| word.as_str()))
    }

    /// Takes in what the words of a language mean, as [`meanings_of`] tells it; once.
    pub fn learn(&self, language: Language, vectors: &std::collections::HashMap<String, Vec<u8>>) {
        for tongue in self.tongues.iter().filter(|t| t.language == language) {
            let meanings = || Meanings::new(&tongue.content, vectors);
            tongue.meanings.get_or_init(meanings);
        }
    }

    /// The words related to those that a query asks for, in the order of the words of the query,
    /// then of the ties, then the nearest or the most frequent first; no word twice.
    pub fn kin(&self, encoder: Option<&Encoder>, language: Language, query: &Query) -> Vec<Kin> {
        let mut asked = Vec::new();
        words_of(&query.root, &mut asked);
        let own: FxHashSet<String> = asked.iter().map(|word| word.to_lowercase()).collect();
        asked.dedup();
        asked.truncate(ASKED);
        let mut told = Told {
            most: (2 * MOST / asked.len().max(1)).min(MOST),
            ..Told::default()
        };
        for word in &own {
            told.known.insert((language, word.clone()));
        }
        for word in &asked {
            self.by_letters(language, word, &mut told);
        }
        if let Some(encoder) = encoder {
            for word in asked.iter().filter(|word| !is_acronym(word)) {
                self.by_meaning(encoder, language, word, &mut told);
            }
        }
        told.kin
    }

    fn by_letters(&self, language: Language, word: &str, told: &mut Told) {
        let Some(tongue) = self.tongues.iter().find(|t| t.language == language) else {
            return;
        };
        let mut terms: FxHashSet<String> = FxHashSet::default();
        for one in tongue.vocabulary.related(&self.analyser, word) {
            let tie = match one.how {
                How::Morphology => Tie::Form,
                How::Spelling => Tie::Spelling,
                How::Compound => Tie::Compound,
            };
            let items = one.count as i64;
            let term = self.term(tongue.lang, &one.word);
            let fresh = tie == Tie::Form || term.is_none_or(|term| terms.insert(term));
            if fresh && !tongue.is_name(&one.word) {
                told.add(language, one.word, tie, word, items);
            }
        }
    }

    fn by_meaning(&self, encoder: &Encoder, language: Language, word: &str, told: &mut Told) {
        let own = self.tongues.iter().find(|t| t.language == language);
        let lang = own.and_then(|tongue| tongue.lang);
        let direction = meanings::direction_of(&self.analyser, encoder, lang, word);
        let found: Vec<(&Tongue, Vec<(usize, f32)>)> = self
            .tongues
            .iter()
            .filter_map(|tongue| {
                let meanings = tongue.meanings.get()?;
                Some((
                    tongue,
                    meanings.near(&direction, tongue.language == language),
                ))
            })
            .collect();
        let is_known = is_known(&found, language);
        let asked = Asked {
            word,
            direction: &direction,
            tongue: own,
            parts: self.parts(lang, word),
        };
        for (tongue, near) in found {
            let same = tongue.language == language;
            let mut terms: FxHashSet<String> = FxHashSet::default();
            terms.extend(self.term(tongue.lang, word).filter(|_| same));
            let mut left = MOST;
            for (place, close) in near {
                let (near, items) = &tongue.content[place];
                let tie = match same {
                    true if holds(near, word) => Tie::Compound,
                    true => Tie::Meaning,
                    false => Tie::Language,
                };
                let fits = match tie {
                    Tie::Meaning => is_known && close >= least(near, word),
                    _ => true,
                };
                let fits = fits && left > 0 && *items >= OFTEN;
                let fits = fits && (same || !self.is_foreign_name(tongue, near));
                if fits
                    && (tie == Tie::Compound || self.is_mutual(&asked, tongue, place))
                    && self
                        .term(tongue.lang, near)
                        .is_none_or(|term| terms.insert(term))
                {
                    left -= 1;
                    told.add(tongue.language, near.clone(), tie, word, *items);
                }
            }
        }
    }

    /// Whether the word that was asked for is among the nearest of its language to a word that is
    /// near to it, and the two look alike only where they share a part.
    fn is_mutual(&self, asked: &Asked, tongue: &Tongue, place: usize) -> bool {
        let near = &tongue.content[place].0;
        let Some(own) = asked.tongue else {
            return true;
        };
        if own.language == tongue.language && look_alike(asked.word, near) {
            let parts = self.parts(tongue.lang, near);
            if parts.is_disjoint(&asked.parts) {
                return false;
            }
        }
        let (Some(meanings), Some(others)) = (own.meanings.get(), tongue.meanings.get()) else {
            return true;
        };
        if meanings.len() < ENOUGH {
            return true;
        }
        let small = near.to_lowercase();
        let alike = in_common(asked.word, near);
        let is_own = |place: usize| {
            let word = &own.content[place].0;
            let looks = look_alike(asked.word, word) && in_common(word, near) <= alike;
            looks || word.to_lowercase() == small
        };
        meanings.nearer(asked.direction, (others, place), is_own) < MUTUAL
    }

    /// Whether a German word, which has a capital anyway, is a name: other languages write it with
    /// one as well.
    fn is_foreign_name(&self, tongue: &Tongue, word: &str) -> bool {
        let others = self.tongues.iter().filter(|t| t.lang != Some(Lang::De));
        let small = word.to_lowercase();
        tongue.lang == Some(Lang::De)
            && others
                .filter_map(|other| other.shares.get(&small))
                .any(Shares::is_capital)
    }

    /// The terms of a word and of its parts.
    fn parts(&self, lang: Option<Lang>, word: &str) -> FxHashSet<String> {
        let tokens = self.analyser.tokens(lang, word);
        tokens.iter().map(|t| t.term().to_owned()).collect()
    }

    fn term(&self, lang: Option<Lang>, word: &str) -> Option<String> {
        let tokens = self.analyser.tokens(lang, word);
        let words: Vec<&str> = tokens
            .iter()
            .filter(|t| !t.whole)
            .map(|t| t.term())
            .collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

impl Tongue {
    fn new(analyser: &Analyser, language: Language, words: Vec<Counted>) -> Tongue {
        let lang = Lang::from_code(language.code());
        let mut shares: FxHashMap<String, Shares> = FxHashMap::default();
        for one in &words {
            shares.entry(one.word.to_lowercase()).or_default().add(one);
        }
        let counts = words
            .into_iter()
            .map(|one| (one.word, one.items.max(0) as u64));
        let vocabulary = Vocabulary::from_counts(analyser, lang, counts);
        let mut content: Vec<(String, i64)> = vocabulary
            .words()
            .filter(|(word, _)| {
                let share = shares.get(&word.to_lowercase());
                share.is_some_and(|share| is_content(lang, word, share))
            })
            .map(|(word, items)| (word.to_owned(), items as i64))
            .collect();
        content.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        content.truncate(COMPARED);
        Tongue {
            language,
            lang,
            vocabulary,
            shares,
            content,
            meanings: OnceLock::new(),
        }
    }

    fn is_name(&self, word: &str) -> bool {
        self.shares.get(&word.to_lowercase()).is_some_and(is_name)
    }
}

/// What was told already.
#[derive(Default)]
struct Told {
    /// Words of one sort that are told of a word.
    most: usize,
    kin: Vec<Kin>,
    known: FxHashSet<(Language, String)>,
    counts: FxHashMap<(Language, Tie, String), usize>,
}

impl Told {
    fn add(&mut self, language: Language, word: String, tie: Tie, to: &str, items: i64) {
        let count = self
            .counts
            .entry((language, tie, to.to_owned()))
            .or_default();
        if *count >= self.most || !self.known.insert((language, word.to_lowercase())) {
            return;
        }
        *count += 1;
        self.kin.push(Kin {
            word,
            language,
            tie,
            to: to.to_owned(),
            items,
        });
    }
}

/// A word whose kin in meaning is sought.
struct Asked<'a> {
    word: &'a str,
    direction: &'a [f32; noaber_meaning::LENGTH],
    tongue: Option<&'a Tongue>,
    /// Its terms.
    parts: FxHashSet<String>,
}

/// Whether two words have letters in common that follow each other, as many as a piece has by which
/// the encoder takes words for kin.
fn look_alike(a: &str, b: &str) -> bool {
    in_common(a, b) >= PIECE
}

/// How many letters that follow each other two words have in common.
fn in_common(a: &str, b: &str) -> usize {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let b: Vec<char> = b.chars().collect();
    let mut most = 0;
    let mut row = vec![0; b.len() + 1];
    for letter in a.chars() {
        for place in (0..b.len()).rev() {
            row[place + 1] = if b[place] == letter {
                row[place] + 1
            } else {
                0
            };
            most = most.max(row[place + 1]);
        }
    }
    most
}

/// Whether a word is written in capitals: a name of letters has no meaning to compare.
fn is_acronym(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.all(char::is_uppercase)
}

/// Whether a word is a compound with another, as far as letters tell.
fn holds(word: &str, part: &str) -> bool {
    let (word, part) = (word.to_lowercase(), part.to_lowercase());
    part.chars().count() >= STEM_OF_COMPOUND
        && (word.starts_with(&part) || word.ends_with(&part) || part.starts_with(&word))
}

/// Whether the encoder knows a word of this language: it then finds it in another. What it finds for
/// a word that it does not know only looks alike.
fn is_known(found: &[(&Tongue, Vec<(usize, f32)>)], language: Language) -> bool {
    let mut others = found
        .iter()
        .filter(|(tongue, _)| tongue.language != language)
        .filter(|(tongue, _)| tongue.meanings.get().is_some_and(|m| m.len() >= ENOUGH))
        .peekable();
    let is_near = |near: &[(usize, f32)]| near.first().is_some_and(|best| best.1 >= KNOWN);
    others.peek().is_none() || others.any(|(_, near)| is_near(near))
}

/// How near a word must be that looks like the other: the encoder reads pieces of words, and words
/// that share one seem near to each other. Compounds are told as such whatever their nearness.
fn least(near: &str, word: &str) -> f32 {
    let (near, word) = (near.to_lowercase(), word.to_lowercase());
    let shared = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(a, b)| a == b).count()
    };
    let ending = shared(&mut near.chars().rev(), &mut word.chars().rev());
    let beginning = shared(&mut near.chars(), &mut word.chars());
    match (ending, beginning) {
        _ if holds(&near, &word) => 0.0,
        (4.., _) => f32::INFINITY,
        (_, 4..) => 0.35,
        _ => 0.0,
    }
}

/// The words and phrases that a query asks for, as they are written.
fn words_of(node: &Node, words: &mut Vec<String>) {
    match node {
        Node::Word { text, form } if *form != WordForm::Prefix => words.push(text.clone()),
        Node::Phrase { text, .. } => words.push(text.clone()),
        Node::Word { .. } | Node::Not(_) => {}
        Node::Near { left, right, .. } => {
            words_of(left, words);
            words_of(right, words);
        }
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|n| words_of(n, words)),
        Node::In(field, inner) if !field.is_code() => words_of(inner, words),
        Node::In(..) => {}
        Node::Language(_, inner) | Node::Weight(_, inner) => words_of(inner, words),
    }
}

#[cfg(test)]
mod tests;
