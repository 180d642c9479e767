//! Forms: what a spelling stands for, its term and the terms of the parts it is made of. Where a
//! spelling stands in a text is not known here.

use crate::compounds;
use crate::fold::{fold, with_umlauts_written};
use crate::lang::Lang;
use crate::stems::stem;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

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

/// A code of letters and digits without its hyphen: `ic141` for `IC-141`.
pub(crate) fn written_together(lang: Option<Lang>, spelling: &str, parts: usize) -> Option<Form> {
    let (letters, digits) = spelling.split_once('-')?;
    let is_code = parts == 2
        && letters.chars().all(char::is_alphabetic)
        && digits.bytes().all(|b| b.is_ascii_digit());
    is_code.then(|| form_of(lang, &format!("{letters}{digits}")))
}

/// Letters of the longest word that is read as an acronym where it stands in capitals; a longer one
/// is taken for a heading.
const ACRONYM: usize = 6;

/// Whether a spelling is an acronym: a few letters, all of them capitals.
fn is_acronym(spelling: &str) -> bool {
    spelling.chars().all(char::is_uppercase) && (2..=ACRONYM).contains(&spelling.chars().count())
}

/// What the capitals of a word stand for, where that is not what the word stands for: `eures` is met by
/// *EURES* too, which is no form of `EUR`.
pub(crate) fn in_capitals(lang: Option<Lang>, form: &Form) -> Option<Form> {
    let own = form.term.get(2..)? == &*form.folded;
    let short =
        form.folded.chars().all(char::is_alphabetic) && form.folded.chars().count() <= ACRONYM;
    (short && !own).then(|| form_of(lang, &form.folded.to_uppercase()))
}

/// What a spelling stands for: a code keeps its signs, the whole of a compound with hyphens is written
/// together, an acronym keeps its letters, a word gets its stem and the parts it is made of.
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
        Some(lang) if is_acronym(spelling) => format!("{}{folded}", lang.code()),
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
