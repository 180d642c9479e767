//! What a dossier wants to hear of, as words: the terms of its interests and the telling words of
//! its description, in each language. What meeting them counts for is not known here.

use crate::core::Core;
use crate::rarity::Rarity;
use noaber_domain::{Dossier, Language};
use noaber_text::document::Analysed;
use noaber_text::query::{Node, Query, WordForm};
use noaber_text::{Analyser, Document, Lang};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Below this rarity a word of a term does not tell by itself.
pub(crate) const TELLING: f64 = 2.0;
/// Below this rarity a word of the description does not tell.
const ABOUT: f64 = 4.0;
/// Readings of a term: each language and unknown.
const READINGS: [Option<Lang>; 4] = [Some(Lang::Nl), Some(Lang::De), Some(Lang::En), None];

/// The words of a dossier.
#[derive(Debug, Default)]
pub(crate) struct Subject {
    /// Languages that its interests are written for; empty when they read everything.
    languages: FxHashSet<Lang>,
    everything: bool,
    /// How many terms its interests have, by the language that they read.
    counts: FxHashMap<Option<Lang>, usize>,
    /// The terms, each once.
    pub terms: Vec<Term>,
    /// Single words of the terms, by reading, with their rarity.
    words: [Vec<(u64, f64)>; 4],
    /// Words of title and description, by reading, with their rarity.
    about: [FxHashMap<u64, f64>; 4],
    /// What its terms and titles have in common, by reading.
    core: [Core; 4],
}

/// A member of the list that an interest is: a word, a phrase, or words that must occur together.
#[derive(Debug)]
pub(crate) struct Term {
    /// Its words as written, in lower case.
    label: String,
    pub weight: f64,
    pub words: usize,
    /// Which atoms it is in the plans of its interests: number of the interest, first, behind last.
    pub atoms: Vec<(usize, Range<usize>)>,
    /// Whether its words stand for it: nothing but words, all of them needed.
    pub plain: bool,
    /// The numbers of its words, by reading; empty for what only its interest can find.
    rows: [Vec<u64>; 4],
    /// How rare it is, by reading.
    rarity: [f64; 4],
}

fn slot(lang: Option<Lang>) -> usize {
    READINGS.iter().position(|l| *l == lang).unwrap_or(3)
}

impl Subject {
    /// Reads what a dossier says of itself.
    pub fn new(analyser: &Analyser, dossier: &Dossier) -> Subject {
        let mut subject = Subject::default();
        let rarity = Rarity::shipped();
        for language in Language::ALL {
            let texts = [dossier.title.get(language), dossier.about.get(language)];
            for text in texts.into_iter().flatten() {
                subject.hear(analyser, rarity, text);
            }
            if let Some(title) = dossier.title.get(language) {
                let reading = Lang::from_code(language.code());
                subject.core[slot(reading)].hear(analyser, reading, title);
            }
        }
        subject
    }

    /// Adds the telling words of a text that says what it is about.
    fn hear(&mut self, analyser: &Analyser, rarity: &Rarity, text: &str) {
        for (of, reading) in self.about.iter_mut().zip(READINGS) {
            for token in analyser.tokens(reading, text) {
                let rare = rarity.of(reading, token.key());
                if rare > ABOUT && token.folded().len() > 3 {
                    of.insert(token.key(), rare);
                }
            }
        }
    }

    /// Adds the terms of its interest of this number.
    pub fn add(&mut self, analyser: &Analyser, number: usize, lang: Option<Lang>, query: &Query) {
        match lang {
            Some(lang) => {
                self.languages.insert(lang);
            }
            None => self.everything = true,
        }
        let mut members = Vec::new();
        list(&query.root, 1.0, &mut 0, &mut members);
        *self.counts.entry(lang).or_default() += members.len();
        for member in members {
            let atoms = (number, member.atoms);
            let label = member.words.join(" ").to_lowercase();
            if let Some(known) = self.terms.iter_mut().find(|term| term.label == label) {
                known.atoms.push(atoms);
                continue;
            }
            let mut term = Term {
                label,
                weight: member.weight,
                words: member.words.len(),
                atoms: vec![atoms],
                plain: member.plain,
                rows: Default::default(),
                rarity: [6.0; 4],
            };
            if term.plain {
                self.read(analyser, &mut term);
            }
            let own = READINGS
                .into_iter()
                .filter(|r| lang.is_none() || *r == lang);
            own.for_each(|r| self.core[slot(r)].hear(analyser, r, &term.label));
            self.terms.push(term);
        }
    }

    /// Reads a term in each language.
    fn read(&mut self, analyser: &Analyser, term: &mut Term) {
        let table = Rarity::shipped();
        for (place, reading) in READINGS.into_iter().enumerate() {
            let tokens = analyser.tokens(reading, &term.label);
            let keys = tokens.iter().filter(|t| !t.whole).map(|t| t.key());
            let row: Vec<u64> = keys.collect();
            let rare: Vec<f64> = row.iter().map(|key| table.of(reading, *key)).collect();
            let (most, sum) = rare
                .iter()
                .fold((0.0, 0.0), |(m, s), r| (f64::max(m, *r), s + r));
            // A phrase is rarer than its rarest word, but its words come together for a reason.
            term.rarity[place] = most + 0.15 * (sum - most);
            for (key, rare) in row.iter().zip(rare) {
                let known = self.words[place].iter().any(|(k, _)| k == key);
                if rare > TELLING && !known {
                    self.words[place].push((*key, rare));
                }
            }
            term.rows[place] = row;
        }
    }

    /// How much of what its terms have in common a text speaks of, 0 to 1, with the spellings.
    pub fn core<'t>(&self, lang: Option<Lang>, text: &'t Analysed) -> (f64, Vec<&'t str>) {
        self.core[slot(lang)].met(text)
    }

    /// Whether none of its interests is written in the language of a document.
    pub fn is_far(&self, lang: Option<Lang>) -> bool {
        !self.everything && lang.is_none_or(|lang| !self.languages.contains(&lang))
    }

    /// How many terms its interests have that read this language.
    pub fn count_for(&self, lang: Option<Lang>) -> usize {
        let of = |lang: &Option<Lang>| self.counts.get(lang).copied().unwrap_or(0);
        match lang {
            Some(_) => of(&lang) + of(&None),
            None => of(&None),
        }
    }

    /// The single words of its terms that a text can have.
    pub fn words(&self, lang: Option<Lang>) -> &[(u64, f64)] {
        &self.words[slot(lang)]
    }

    /// The telling words that a text shares with the description: their rarity together, and their
    /// spellings.
    pub fn shared<'t>(&self, lang: Option<Lang>, text: &'t Analysed) -> (f64, Vec<&'t str>) {
        let about = &self.about[slot(lang)];
        let (mut sum, mut spelt) = (0.0, Vec::new());
        let mut seen = FxHashSet::default();
        for token in text.tokens.iter().filter(|token| !token.whole) {
            if let Some(rare) = about.get(&token.key())
                && seen.insert(token.key())
            {
                sum += rare;
                spelt.extend(text.text.get(token.start..token.end));
            }
        }
        (sum, spelt)
    }
}

/// A member of a list while it is read.
struct Member {
    words: Vec<String>,
    weight: f64,
    plain: bool,
    atoms: Range<usize>,
}

/// Divides a query into the members of its list. `next` is the number of the next atom.
fn list(node: &Node, weight: f64, next: &mut usize, members: &mut Vec<Member>) {
    match node {
        Node::Any(nodes) => nodes
            .iter()
            .for_each(|node| list(node, weight, next, members)),
        Node::Weight(factor, node) => list(node, weight * factor.factor(), next, members),
        _ => {
            let first = *next;
            let mut member = Member {
                words: Vec::new(),
                weight,
                plain: true,
                atoms: 0..0,
            };
            member.gather(node, next, true);
            member.atoms = first..*next;
            members.push(member);
        }
    }
}

impl Member {
    /// Counts the atoms of a part and keeps its words.
    fn gather(&mut self, node: &Node, next: &mut usize, asked: bool) {
        match node {
            Node::Word { text, form } => {
                *next += 1;
                self.plain &= *form == WordForm::Stem || !asked;
                self.words.extend(asked.then(|| text.clone()));
            }
            Node::Phrase { text, exact } => {
                *next += 1;
                self.plain &= !exact || !asked;
                let words = text.split_whitespace().map(str::to_owned);
                self.words.extend(words.filter(|_| asked));
            }
            Node::All(nodes) => nodes.iter().for_each(|node| self.gather(node, next, asked)),
            Node::Any(nodes) => {
                self.plain = false;
                nodes.iter().for_each(|node| self.gather(node, next, asked));
            }
            Node::Near { left, right, .. } => {
                self.gather(left, next, asked);
                self.gather(right, next, asked);
            }
            Node::Not(node) => self.gather(node, next, false),
            Node::In(_, node) | Node::Language(_, node) => {
                self.plain = false;
                self.gather(node, next, asked);
            }
            Node::Weight(_, node) => self.gather(node, next, asked),
        }
    }
}

impl Term {
    /// Whether only its interest can find it: a beginning, an exact form or a field.
    pub fn is_alone(&self) -> bool {
        self.rows.iter().all(Vec::is_empty)
    }

    /// How rare it is in a language.
    pub fn rarity(&self, lang: Option<Lang>) -> f64 {
        self.rarity[slot(lang)]
    }

    /// Where its words stand in a row: how often, and the bytes of the first place.
    pub fn places(&self, lang: Option<Lang>, text: &Analysed) -> (usize, Option<(usize, usize)>) {
        let row = &self.rows[slot(lang)];
        let Some((first, rest)) = row.split_first() else {
            return (0, None);
        };
        let (mut count, mut place) = (0, None);
        for token in text.with_key(*first) {
            if token.part || (token.whole && !rest.is_empty()) {
                continue;
            }
            let mut end = token.end;
            let follows = rest.iter().zip(token.position + 1..).all(|(key, at)| {
                let next = text.at(at).filter(|next| next.key() == *key);
                end = next.map_or(end, |next| next.end);
                next.is_some()
            });
            if follows {
                count += 1;
                place = Some((token.start, end));
            }
        }
        (count, place)
    }

    /// What part of its words, by rarity, stands anywhere in the texts: 0 to 1.
    pub fn covered(&self, document: &Document, texts: &[&Analysed]) -> f64 {
        let table = Rarity::shipped();
        let row = &self.rows[slot(document.lang)];
        let rare = |key: &u64| table.of(document.lang, *key);
        let there = |key: &&u64| texts.iter().any(|t| t.with_key(**key).any(|t| !t.part));
        let all: f64 = row.iter().map(rare).sum();
        if all <= 0.0 {
            return 0.0;
        }
        row.iter().filter(there).map(rare).sum::<f64>() / all
    }
}
