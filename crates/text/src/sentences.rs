//! Sentences, as byte ranges of a text. A point that ends an abbreviation, an initial or an ordinal
//! ends no sentence.

use crate::lang::Lang;
use crate::languages::{de, en, nl};

/// The sentences of a text in order, without the blanks around them. A line ends a sentence, and so
/// does a semicolon, for the considerations of a motion are divided by them.
pub fn sentences(lang: Option<Lang>, text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let ends = match c {
            '\n' => true,
            ';' | '!' | '?' | '…' => at_gap(text, end),
            '.' => at_gap(text, end) && is_full_stop(lang, text, start, at),
            _ => false,
        };
        if ends {
            let end = after_quotes(text, end);
            push(&mut found, text, start, end);
            start = end;
        }
    }
    push(&mut found, text, start, text.len());
    found
}

fn push(found: &mut Vec<(usize, usize)>, text: &str, start: usize, end: usize) {
    let Some(sentence) = text.get(start..end) else {
        return;
    };
    let from = start + sentence.len() - sentence.trim_start().len();
    let to = from + sentence.trim().len();
    if to > from {
        found.push((from, to));
    }
}

/// Whether a blank or the end follows, after closing quotes and brackets.
fn at_gap(text: &str, from: usize) -> bool {
    let next = text[after_quotes(text, from)..].chars().next();
    next.is_none_or(char::is_whitespace)
}

fn after_quotes(text: &str, from: usize) -> usize {
    let closing = |c: char| matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»');
    let rest = &text[from..];
    from + rest.len() - rest.trim_start_matches(closing).len()
}

/// Whether the point at `at` ends the sentence that began at `start`.
fn is_full_stop(lang: Option<Lang>, text: &str, start: usize, at: usize) -> bool {
    let before = &text[start..at];
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '/' | '„' | '“'))
        .next()
        .unwrap_or("");
    let next = text[at + 1..].trim_start().chars().next();
    if next.is_some_and(char::is_lowercase) || word.is_empty() {
        return next.is_none();
    }
    if next.is_none() || word.len() > 24 {
        return true;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let digits = word.chars().all(|c| c.is_ascii_digit());
    let initial = letters == 1 && word.chars().count() == 1;
    let ordinal = digits && word.len() <= 2 && (lang == Some(Lang::De) || before.trim() == word);
    let dotted =
        word.contains('.') && letters > 0 && word.split('.').all(|p| p.chars().count() <= 2);
    !(initial || ordinal || dotted || is_abbreviation(lang, word))
}

fn is_abbreviation(lang: Option<Lang>, word: &str) -> bool {
    let lower = word.to_lowercase();
    let knows = |table: &[&str]| table.contains(&lower.as_str());
    match lang {
        Some(Lang::Nl) => knows(nl::ABBREVIATIONS),
        Some(Lang::De) => knows(de::ABBREVIATIONS),
        Some(Lang::En) => knows(en::ABBREVIATIONS),
        None => [nl::ABBREVIATIONS, de::ABBREVIATIONS, en::ABBREVIATIONS]
            .iter()
            .any(|table| knows(table)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(lang: Lang, text: &str) -> Vec<&str> {
        let ranges = sentences(Some(lang), text);
        ranges.into_iter().map(|(a, b)| &text[a..b]).collect()
    }

    #[test]
    fn abbreviations_initials_and_dates_end_no_sentence() {
        let nl =
            "Dit geldt bijv. Twente, d.w.z. Enschede. De heer J. Jansen (art. 3, nr. 4) sprak.";
        assert_eq!(split(Lang::Nl, nl).len(), 2, "{:?}", split(Lang::Nl, nl));
        let de =
            "Am 3. Oktober gilt z. B. Abs. 2 Nr. 5 der Verordnung. Das betrifft Prof. Schmidt.";
        assert_eq!(split(Lang::De, de).len(), 2, "{:?}", split(Lang::De, de));
        let en = "See e.g. Article 4, no. 7 of the act. Dr. Smith agrees, i.e. No change.";
        assert_eq!(split(Lang::En, en).len(), 2, "{:?}", split(Lang::En, en));
    }

    #[test]
    fn lines_semicolons_and_quotes_are_seen() {
        let text = "overwegende dat het spoor ontbreekt; verzoekt de regering te handelen.\nHij zei: \"Nu.\" Toen niet meer";
        let parts = split(Lang::Nl, text);
        assert_eq!(parts.len(), 4, "{parts:?}");
        assert_eq!(parts[2], "Hij zei: \"Nu.\"");
    }

    #[test]
    fn a_year_ends_a_sentence_and_nothing_is_lost() {
        let parts = split(Lang::De, "Das gilt bis 2025. Danach nicht.");
        assert_eq!(parts, ["Das gilt bis 2025.", "Danach nicht."]);
        assert!(sentences(None, " \n \u{1} ").len() <= 1);
    }
}
