//! The analyser: from a text to its terms, each with its place. It remembers the spellings it has
//! met, which changes how fast it answers and never what.

use crate::fold::fold;
use crate::lang::Lang;
use crate::scan::{Run, runs};
use crate::stems::stem;
use rustc_hash::FxHashMap;
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
    /// Whether it is the whole of a compound, whose parts are tokens themselves.
    pub whole: bool,
}

impl Token {
    /// The term it is matched by: two letters of language and the stem.
    pub fn term(&self) -> &str {
        &self.form.term
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

    /// The tokens of a text in order; the whole of a compound follows its parts and has the
    /// position of the first. Without a language words are matched as they are spelt.
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
                position = push_parts(&mut tokens, &mut look_up, &run, position);
                push_whole(&mut tokens, &mut look_up, lang, text, &run, position);
            }
        }
        self.remember(lang, missed);
        tokens
    }

    /// The terms of a text as words joined by single spaces, for an index that counts places:
    /// adjacent words of the text are adjacent terms. The wholes of compounds come after all others.
    /// A term consists of letters, digits and `-./()_`.
    pub fn index_terms(&self, lang: Option<Lang>, text: &str) -> String {
        let tokens = self.tokens(lang, text);
        let (wholes, words): (Vec<_>, Vec<_>) = tokens.iter().partition(|token| token.whole);
        let mut terms: Vec<&str> = words.iter().map(|token| token.term()).collect();
        if !wholes.is_empty() {
            terms.push(BREAK);
            terms.extend(wholes.iter().map(|token| token.term()));
        }
        terms.join(" ")
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

/// Adds the parts of a run; gives the position that comes next.
fn push_parts(
    tokens: &mut Vec<Token>,
    look_up: &mut impl FnMut(usize, usize) -> Arc<Form>,
    run: &Run,
    mut position: u32,
) -> u32 {
    for &(start, end) in &run.parts {
        let form = look_up(start, end);
        if form.folded.is_empty() {
            continue;
        }
        tokens.push(Token {
            form,
            start,
            end,
            position,
            last: position,
            whole: false,
        });
        position += 1;
    }
    position
}

/// Adds the whole of a run of several parts, of which the next position is `next`.
fn push_whole(
    tokens: &mut Vec<Token>,
    look_up: &mut impl FnMut(usize, usize) -> Arc<Form>,
    lang: Option<Lang>,
    text: &str,
    run: &Run,
    next: u32,
) {
    let count = run.parts.len();
    if count < 2 || (next as usize) < count {
        return;
    }
    let spelling = &text[run.start..run.end];
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

/// What a spelling stands for: a code keeps its signs, the whole of a compound of words is written
/// together, a word gets its stem.
pub(crate) fn form_of(lang: Option<Lang>, spelling: &str) -> Form {
    let mut folded = fold(spelling);
    let is_code = folded.chars().any(char::is_numeric);
    if !is_code {
        folded.retain(char::is_alphanumeric);
    }
    let term = match lang.filter(|_| !is_code) {
        Some(lang) => format!("{}{}", lang.code(), stem(lang, &folded)),
        None => format!("{}{folded}", Lang::prefix(None)),
    };
    Form {
        key: key_of(&term),
        folded: folded.into(),
        term: term.into(),
    }
}
