//! The analyser: from a text to its terms, each with its place. It remembers the spellings it has
//! met, which changes how fast it answers and never what.

pub use crate::forms::Form;
use crate::forms::{form_of, written_together};
use crate::lang::Lang;
use crate::scan::{Run, runs};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, RwLock};

/// The number of this analysis. Whoever changes what [`Analyser::index_terms`] gives for any text must
/// raise it: by it a store notices that its words were cut by another analysis, and cuts them anew.
pub const ANALYSIS: i64 = 1;
/// Spellings remembered per language; when they are full they are forgotten together.
const REMEMBERED: usize = 200_000;
/// The term that stands between the words of a text and the additional terms of its compounds.
const BREAK: &str = "xx_";

/// A word or code of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    form: Arc<Form>,
    /// The number of its term, here too so that who reads only numbers need not look the form up.
    key: u64,
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
        self.key
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
            key: form.key,
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
            key: form.key,
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
