//! The analyser: from a text to its terms, each with its place. It remembers the spellings it has
//! met, which changes how fast it answers and never what.

use crate::compounds;
use crate::fold::{fold, with_umlauts_written};
use crate::lang::Lang;
use crate::scan::{Run, runs};
use crate::stems::stem;
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, RwLock};

/// Spellings remembered per language; when they are full they are forgotten together.
const REMEMBERED: usize = 200_000;
/// The term that stands between the words of a text and the additional terms of its compounds.
const BREAK: &str = "xx_";

/// What a spelling stands for.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    /// The word without case and marks.
    pub folded: Box<str>,
    /// Its language and stem, or `xx` and the word itself: `nlspoor`, `xxn35`.
    pub term: Box<str>,
    /// The term as a number, for look-ups within one run of the program.
    pub key: u64,
    /// What a compound is met by besides: its parts, and its two parts as one term (`nlregio_deal`).
    pub extras: Box<[Arc<Form>]>,
}

/// The number of a term. Two terms of a corpus share one with a chance below one in a billion.
pub(crate) fn key_of(term: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    term.hash(&mut hasher);
    hasher.finish()
}

/// A word or code of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    form: Arc<Form>,
    /// Start of its spelling in the text, in bytes.
    pub start: usize,
    /// End of its spelling in the text, in bytes.
    pub end: usize,
    /// Its place among the words of the text, from 0.
    pub position: u32,
    /// The place of its last word: the same, but for the whole of a compound.
    pub last: u32,
    /// Whether it stands beside the words of the text rather than among them: the whole of a compound
    /// with a hyphen, whose parts are words themselves, or a part of a word.
    pub whole: bool,
    /// Whether it is a part of the word before it: a weaker meeting than a word. Start, end and
    /// position are those of the word.
    pub part: bool,
}

impl Token {
    /// The term it is matched by: two letters of language and the stem.
    pub fn term(&self) -> &str {
        &self.form.term
    }
    /// What its spelling stands for.
    pub(crate) fn form(&self) -> &Arc<Form> {
        &self.form
    }
    /// The word without case and marks.
    pub fn folded(&self) -> &str {
        &self.form.folded
    }
    /// The term as a number, the same for the same term within one run of the program.
    pub fn key(&self) -> u64 {
        self.form.key
    }
}

impl Token {
    /// Whether a word is not found from its beginning by its stem: `grenzen`, of which that is `grens`.
    fn is_irregular(&self) -> bool {
        let (code, stem) = self.term().split_at_checked(2).unwrap_or_default();
        !self.part && code != Lang::prefix(None) && !self.folded().starts_with(stem)
    }
}

fn push_apart(terms: &mut String, term: &str) {
    terms.push_str(BREAK);
    terms.push(' ');
    terms.push_str(term);
    terms.push(' ');
}

type Memory = RwLock<FxHashMap<Box<str>, Arc<Form>>>;

/// Makes tokens and terms. A clone shares the memory of its origin.
#[derive(Debug, Clone, Default)]
pub struct Analyser {
    memory: Arc<[Memory; 4]>,
}

impl Analyser {
    /// An analyser that remembers nothing yet.
    pub fn new() -> Analyser {
        Analyser::default()
    }

    /// The tokens of a text in order; the whole of a compound with a hyphen follows its parts and has
    /// the position of the first; the parts of a word follow it and have its position. Without a
    /// language words are matched as they are spelt and are not divided.
    pub fn tokens(&self, lang: Option<Lang>, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 7 + 1);
        let mut missed: Vec<(&str, Arc<Form>)> = Vec::new();
        {
            let memory = self.memory[Lang::slot(lang)]
                .read()
                .unwrap_or_else(|poisoned| poisoned.into_inner());
            let mut look_up = |start: usize, end: usize| {
                let spelling = &text[start..end];
                if let Some(form) = memory.get(spelling) {
                    return form.clone();
                }
                let form = Arc::new(form_of(lang, spelling));
                missed.push((spelling, form.clone()));
                form
            };
            let mut position = 0;
            for run in runs(text) {
                position = push_words(&mut tokens, &mut look_up, &run, position);
                push_whole(&mut tokens, &mut look_up, lang, text, &run, position);
            }
        }
        self.remember(lang, missed);
        tokens
    }

    /// The terms of a text as words joined by single spaces, for an index that counts places:
    /// adjacent words of the text are adjacent terms. Wholes and parts that are no word of the text
    /// come after all others, once each, with a term between them that no query has, so that a row of
    /// terms is a row of words. So do the words of which the stem is no beginning (`nl_grenzen`). A
    /// term consists of letters, digits and `-./()_`.
    pub fn index_terms(&self, lang: Option<Lang>, text: &str) -> String {
        let tokens = self.tokens(lang, text);
        let mut terms = String::with_capacity(text.len() * 2);
        let mut met: FxHashSet<u64> = FxHashSet::default();
        let mut irregular: Vec<&Token> = Vec::new();
        for token in tokens.iter().filter(|token| !token.whole) {
            met.insert(token.key());
            terms.push_str(token.term());
            terms.push(' ');
        }
        for token in &tokens {
            if token.whole && met.insert(token.key()) {
                push_apart(&mut terms, token.term());
            }
            if token.is_irregular() {
                irregular.push(token);
            }
        }
        irregular.sort_unstable_by_key(|token| token.folded());
        irregular.dedup_by_key(|token| token.folded());
        for token in irregular {
            let code = &token.term()[..2];
            push_apart(&mut terms, &format!("{code}_{}", token.folded()));
        }
        terms.pop();
        terms
    }

    /// The terms that one written word can have: in `lang` only, or else in every language and in
    /// texts of unknown language. Several words give the terms of the first.
    pub fn word_terms(&self, lang: Option<Lang>, word: &str) -> Vec<String> {
        let mut terms: Vec<String> = Vec::new();
        for lang in readings(lang) {
            if let Some(token) = self.tokens(lang, word).first() {
                terms.push(token.term().to_owned());
            }
        }
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    fn remember(&self, lang: Option<Lang>, missed: Vec<(&str, Arc<Form>)>) {
        if missed.is_empty() {
            return;
        }
        let mut memory = self.memory[Lang::slot(lang)]
            .write()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        for (spelling, form) in missed {
            if memory.len() >= REMEMBERED {
                memory.clear();
            }
            if spelling.len() <= 2 * crate::fold::LONGEST {
                memory.insert(spelling.into(), form);
            }
        }
    }
}

/// The languages in which a query word is read: one, or each and unknown.
pub(crate) fn readings(lang: Option<Lang>) -> Vec<Option<Lang>> {
    match lang {
        Some(lang) => vec![Some(lang), None],
        None => vec![Some(Lang::Nl), Some(Lang::De), Some(Lang::En), None],
    }
}

/// Adds the words of a run, each with its parts; gives the position that comes next.
fn push_words(
    tokens: &mut Vec<Token>,
    look_up: &mut impl FnMut(usize, usize) -> Arc<Form>,
    run: &Run,
    mut position: u32,
) -> u32 {
    for (start, end) in run.parts() {
        let form = look_up(start, end);
        if form.folded.is_empty() {
            continue;
        }
        let token = |form: Arc<Form>, part: bool| Token {
            form,
            start,
            end,
            position,
            last: position,
            whole: part,
            part,
        };
        tokens.push(token(form.clone(), false));
        tokens.extend(form.extras.iter().map(|extra| token(extra.clone(), true)));
        position += 1;
    }
    position
}

/// Adds the whole of a run of several parts, or of one with a plus behind it (`Erasmus+`). The next
/// position is `next`.
fn push_whole(
    tokens: &mut Vec<Token>,
    look_up: &mut impl FnMut(usize, usize) -> Arc<Form>,
    lang: Option<Lang>,
    text: &str,
    run: &Run,
    next: u32,
) {
    let count = run.count();
    let spelling = &text[run.start..run.end];
    if (count < 2 && !spelling.ends_with('+')) || (next as usize) < count {
        return;
    }
    let together = written_together(lang, spelling, count).map(Arc::new);
    for form in [Some(look_up(run.start, run.end)), together]
        .into_iter()
        .flatten()
    {
        tokens.push(Token {
            form,
            start: run.start,
            end: run.end,
            position: next - count as u32,
            last: next - 1,
            whole: true,
            part: false,
        });
    }
}

/// A code of letters and digits without its hyphen: `ic141` for `IC-141`.
fn written_together(lang: Option<Lang>, spelling: &str, parts: usize) -> Option<Form> {
    let (letters, digits) = spelling.split_once('-')?;
    let is_code = parts == 2
        && letters.chars().all(char::is_alphabetic)
        && digits.bytes().all(|b| b.is_ascii_digit());
    is_code.then(|| form_of(lang, &format!("{letters}{digits}")))
}

/// What a spelling stands for: a code keeps its signs, the whole of a compound with hyphens is written
/// together, a word gets its stem and the parts it is made of.
pub(crate) fn form_of(lang: Option<Lang>, spelling: &str) -> Form {
    if let Some(name) = spelling.strip_suffix('+') {
        return with_plus(&fold(name));
    }
    let mut folded = fold(spelling);
    let is_code = folded.chars().any(char::is_numeric);
    if !is_code {
        folded.retain(char::is_alphanumeric);
    }
    let term = match lang.filter(|_| !is_code) {
        Some(lang) => {
            let marked = match lang {
                Lang::De => with_umlauts_written(spelling),
                Lang::Nl | Lang::En => String::new(),
            };
            format!("{}{}", lang.code(), stem(lang, &folded, &marked))
        }
        None => format!("{}{folded}", Lang::prefix(None)),
    };
    let extras = match lang {
        Some(lang) if !is_code && !spelling.contains(['-', '‐', '\u{2011}']) => {
            extras(lang, &folded, &term)
        }
        _ => Box::default(),
    };
    Form {
        key: key_of(&term),
        folded: folded.into(),
        term: term.into(),
        extras,
    }
}

/// A name with its plus, in all languages the same: `xxerasmus_`.
fn with_plus(name: &str) -> Form {
    let term = format!("{}{name}_", Lang::prefix(None));
    Form {
        key: key_of(&term),
        folded: format!("{name}+").into(),
        term: term.into(),
        extras: Box::default(),
    }
}

/// How often parts are divided again.
const DEPTH: usize = 2;

/// What a word is met by besides its own term: its two parts, the parts of these, and the two as one.
fn extras(lang: Lang, folded: &str, own: &str) -> Box<[Arc<Form>]> {
    let mut found: Vec<Form> = Vec::new();
    add_extras(lang, folded, DEPTH, &mut found);
    found.retain(|form| *form.term != *own);
    found.into_iter().map(Arc::new).collect()
}

fn add_extras(lang: Lang, folded: &str, depth: usize, found: &mut Vec<Form>) {
    let Some((left, right)) = compounds::divide(lang, folded).filter(|_| depth > 0) else {
        return;
    };
    let stems = [left, right].map(|part| part_stem(lang, part));
    let pair = format!("{}{}", lang.code(), stems.join("_"));
    let terms = stems.map(|stem| format!("{}{stem}", lang.code()));
    let names = [left.to_owned(), right.to_owned(), format!("{left}_{right}")];
    for (folded, term) in names.into_iter().zip(terms.into_iter().chain([pair])) {
        if found.iter().all(|form| *form.term != *term) {
            found.push(Form {
                key: key_of(&term),
                folded: folded.into(),
                term: term.into(),
                extras: Box::default(),
            });
        }
    }
    add_extras(lang, left, depth - 1, found);
    add_extras(lang, right, depth - 1, found);
}

/// The stem of a part, which is known without its marks.
fn part_stem(lang: Lang, part: &str) -> String {
    stem(lang, part, part)
}
