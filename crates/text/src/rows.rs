//! Rows: by which terms in a row a text can meet a written word or phrase. The plan of a query and the
//! full text of a store both take them from here, so that both find the same.

use crate::analyser::{Analyser, Form, Token};
use crate::forms::{form_of, in_capitals, key_of};
use crate::lang::Lang;
use std::sync::Arc;

/// Words that may lie between the two parts of a compound that is written apart, and one more:
/// *krapte op de arbeidsmarkt* for `arbeidsmarktkrapte`.
pub const APART: u32 = 4;

impl Analyser {
    /// The rows of terms by which a text in `lang` meets a word or phrase. A row of one term is met by
    /// a word, by a part of one and by the whole of a compound; a longer row by words that follow each
    /// other.
    pub fn rows(&self, lang: Option<Lang>, text: &str, phrase: bool) -> Vec<Vec<String>> {
        let terms = |row: Vec<Arc<Form>>| row.iter().map(|form| form.term.to_string()).collect();
        rows(self, lang, text, phrase)
            .into_iter()
            .map(terms)
            .collect()
    }

    /// The row of the words of a text as they stand: what an exact word or phrase is found by.
    pub fn words_row(&self, lang: Option<Lang>, text: &str) -> Vec<String> {
        let words = words(self, lang, text);
        words.iter().map(|token| token.term().to_owned()).collect()
    }

    /// What [`Analyser::index_terms`] holds of every text in which a word begins as `text` does.
    pub fn beginning(&self, lang: Option<Lang>, text: &str) -> Beginning {
        let folded = form_of(None, text).folded;
        let code = Lang::prefix(lang);
        let mut beginnings = vec![format!("{code}{folded}")];
        let mut terms = vec![form_of(lang, text).term.to_string()];
        if lang.is_some() {
            beginnings.push(format!("{code}_{folded}"));
            let shorter = folded.char_indices().skip(1).map(|(end, _)| &folded[..end]);
            terms.extend(shorter.map(|stem| format!("{code}{stem}")));
        }
        Beginning { beginnings, terms }
    }

    /// The terms of the two parts of a word that is a compound in `lang`: a text meets it, more weakly,
    /// where both stand at most [`APART`] words apart.
    pub fn apart(&self, lang: Option<Lang>, word: &str) -> Option<[String; 2]> {
        let parts = apart(self, lang, word)?;
        Some(parts.map(|form| form.term.to_string()))
    }

    /// The terms of the compounds that two words make, in either order, and of the two written
    /// together: what meets `a NEAR b` within one word.
    pub fn together(&self, lang: Option<Lang>, first: &str, second: &str) -> Vec<String> {
        let forms = together(self, lang, first, second);
        forms.iter().map(|form| form.term.to_string()).collect()
    }
}

/// What tells that a text may have a word that begins in a certain way. Some such texts have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// A term begins with one of these.
    pub beginnings: Vec<String>,
    /// Or is one of these: the stem of a word may be shorter than what was asked.
    pub terms: Vec<String>,
}

/// The tokens of a query text without the wholes and parts of compounds.
pub(crate) fn words(analyser: &Analyser, lang: Option<Lang>, text: &str) -> Vec<Token> {
    let mut tokens = analyser.tokens(lang, text);
    tokens.retain(|token| !token.whole);
    tokens
}

/// The rows by which a text in `lang` meets a word or phrase: its words in a row; the whole of a
/// compound; two words written together, or as parts of a compound; a short word in capitals; a code
/// with its letters and digits apart. A name with a plus is met by itself only.
pub(crate) fn rows(
    analyser: &Analyser,
    lang: Option<Lang>,
    text: &str,
    phrase: bool,
) -> Vec<Vec<Arc<Form>>> {
    let tokens = analyser.tokens(lang, text);
    let words: Vec<&Token> = tokens.iter().filter(|t| !t.whole).collect();
    if let ([_], Some(plus)) = (
        &words[..],
        tokens.iter().find(|t| t.folded().ends_with('+')),
    ) {
        return vec![vec![plus.form().clone()]];
    }
    let mut rows: Vec<Vec<Arc<Form>>> = vec![words.iter().map(|t| t.form().clone()).collect()];
    if !phrase {
        let covers = |t: &&Token| {
            t.whole && !t.part && t.last as usize + 1 - t.position as usize == words.len()
        };
        rows.extend(tokens.iter().filter(covers).map(|t| vec![t.form().clone()]));
    }
    if let [first, second] = &words[..] {
        let (first, second) = (first.form(), second.form());
        let joined = written_together(&first.folded, &second.folded);
        rows.extend(joined.map(|word| vec![Arc::new(form_of(lang, &word))]));
        rows.extend(pair(lang, first, second).map(|form| vec![form]));
    }
    if let [word] = &words[..] {
        let capitals = in_capitals(lang, word.form());
        rows.extend(capitals.map(|form| vec![Arc::new(form)]));
    }
    if let [code] = &words[..]
        && let Some(apart) = written_apart(code.folded())
    {
        let words = self::words(analyser, lang, &apart);
        rows.push(words.iter().map(|t| t.form().clone()).collect());
    }
    rows.retain(|row| !row.is_empty());
    rows.sort_unstable_by_key(|row| row.iter().map(|form| form.key).collect::<Vec<_>>());
    rows.dedup();
    rows
}

/// The forms of the two parts of a single word.
pub(crate) fn apart(analyser: &Analyser, lang: Option<Lang>, word: &str) -> Option<[Arc<Form>; 2]> {
    let words = words(analyser, lang, word);
    let [word] = &words[..] else { return None };
    let extras = &word.form().extras;
    let pair = extras.iter().find(|form| form.folded.contains('_'))?;
    let of = |name: &str| extras.iter().find(|form| *form.folded == *name).cloned();
    let (left, right) = pair.folded.split_once('_')?;
    Some([of(left)?, of(right)?])
}

/// The compounds that two words make, in either order.
pub(crate) fn together(
    analyser: &Analyser,
    lang: Option<Lang>,
    first: &str,
    second: &str,
) -> Vec<Arc<Form>> {
    let (first, second) = (words(analyser, lang, first), words(analyser, lang, second));
    let ([first], [second]) = (&first[..], &second[..]) else {
        return Vec::new();
    };
    let mut forms = Vec::new();
    for (a, b) in [(first.form(), second.form()), (second.form(), first.form())] {
        forms.extend(pair(lang, a, b));
    }
    forms.dedup();
    forms
}

/// The term of a compound of which these are the parts.
fn pair(lang: Option<Lang>, left: &Form, right: &Form) -> Option<Arc<Form>> {
    let code = lang?.code();
    let (a, b) = (
        left.term.strip_prefix(code)?,
        right.term.strip_prefix(code)?,
    );
    let long = |form: &Form| form.folded.len() >= 4 && form.folded.chars().all(char::is_alphabetic);
    if !long(left) || !long(right) {
        return None;
    }
    let term = format!("{code}{a}_{b}");
    Some(Arc::new(Form {
        key: key_of(&term),
        folded: format!("{}_{}", left.folded, right.folded).into(),
        term: term.into(),
        extras: Box::default(),
    }))
}

/// `Regio Deal` may be written *regiodeal*, `A 30` *A30* and `36 410` *36410*.
fn written_together(first: &str, second: &str) -> Option<String> {
    let letters = |word: &str| word.chars().all(char::is_alphabetic);
    let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let words = letters(first) && letters(second) && first.len() >= 3 && second.len() >= 3;
    let code = letters(first) && first.len() <= 4 && digits(second);
    let paper = digits(first) && digits(second) && first.len() == 2 && second.len() == 3;
    (words || code || paper).then(|| format!("{first}{second}"))
}

/// `N35` may be written *N 35*, and the paper `36410` *36 410*.
fn written_apart(code: &str) -> Option<String> {
    let at = code.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = code.split_at(at);
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if letters.is_empty() {
        let (first, second) = (digits.len() == 5).then(|| digits.split_at(2))?;
        return Some(format!("{first} {second}"));
    }
    let is_code = (1..=4).contains(&letters.len()) && letters.chars().all(char::is_alphabetic);
    is_code.then(|| format!("{letters} {digits}"))
}
