//! Folding: how a word is spelt for matching, without case, marks and apostrophes. Endings are the
//! business of `stems`.

use crate::scan::is_invisible;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters kept of a word. What is longer is no word of any language, and is cut for matching.
pub(crate) const LONGEST: usize = 64;

/// Place names that are often written with `ae`, `oe` or `ue` for an umlaut. Words in general are
/// left alone in Dutch and English, where `oe` and `ue` are letters of their own; the German
/// stemmer knows the rule for German words.
const PLACES: [(&str, &str); 12] = [
    ("muenster", "munster"),
    ("osnabrueck", "osnabruck"),
    ("koeln", "koln"),
    ("duesseldorf", "dusseldorf"),
    ("muenchen", "munchen"),
    ("goettingen", "gottingen"),
    ("saarbruecken", "saarbrucken"),
    ("thueringen", "thuringen"),
    ("wuerttemberg", "wurttemberg"),
    ("oesterreich", "osterreich"),
    ("guetersloh", "gutersloh"),
    ("loehne", "lohne"),
];

/// The word in lower case without marks; connecting signs of codes (`-./()_`) stay. At most
/// [`LONGEST`] characters; empty when nothing can be matched.
pub(crate) fn fold(word: &str) -> String {
    let word = without_genitive(word);
    let mut folded = if word.len() <= LONGEST && word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        word.to_ascii_lowercase()
    } else {
        fold_signs(word)
    };
    if !folded.bytes().any(|b| b.is_ascii_digit()) {
        folded.retain(|c| c != '.');
    }
    for (written, meant) in PLACES {
        if let Some(rest) = folded.strip_prefix(written) {
            folded = format!("{meant}{rest}");
        }
    }
    folded
}

/// The word in lower case with its umlauts written as `ae`, `oe`, `ue`.
pub(crate) fn with_umlauts_written(word: &str) -> String {
    let mut marked = String::with_capacity(word.len() + 4);
    for c in word
        .chars()
        .take(4 * LONGEST)
        .nfc()
        .flat_map(char::to_lowercase)
    {
        match c {
            'ä' => marked.push_str("ae"),
            'ö' => marked.push_str("oe"),
            'ü' => marked.push_str("ue"),
            _ => marked.push(c),
        }
    }
    marked
}

/// Cuts the `'s` of `regio's` and `region's`.
fn without_genitive(word: &str) -> &str {
    ["'s", "’s", "ʼs", "'S", "’S"]
        .iter()
        .find_map(|end| {
            word.strip_suffix(end)
                .filter(|rest| rest.chars().count() > 1)
        })
        .unwrap_or(word)
}

fn fold_signs(word: &str) -> String {
    let mut folded = String::with_capacity(word.len().min(4 * LONGEST));
    let letters = word.chars().take(4 * LONGEST).nfkd();
    for c in letters.flat_map(char::to_lowercase) {
        match c {
            _ if is_combining_mark(c) || is_invisible(c) => {}
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'þ' => folded.push_str("th"),
            ',' => folded.push('.'),
            '‐' | '\u{2011}' | '–' => folded.push('-'),
            '-' | '.' | '/' | '(' | ')' | '_' => folded.push(c),
            _ if c.is_alphanumeric() => folded.push(c),
            _ => {}
        }
    }
    match folded.char_indices().nth(LONGEST) {
        Some((end, _)) => {
            folded.truncate(end);
            folded
        }
        None => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_marks_and_apostrophes_do_not_matter() {
        for (word, want) in [
            ("Münster", "munster"),
            ("Muenster", "munster"),
            ("MUNSTER", "munster"),
            ("regio's", "regio"),
            ("D'66", "d66"),
            ("d.w.z", "dwz"),
            ("65,8", "65.8"),
            ("Straße", "strasse"),
            ("coördi\u{ad}natie", "coordinatie"),
            ("2025/0260(COD)", "2025/0260(cod)"),
            ("ﬁets", "fiets"),
        ] {
            assert_eq!(fold(word), want, "{word}");
        }
    }

    #[test]
    fn an_endless_word_is_cut() {
        assert_eq!(fold(&"x".repeat(1_000_000)).len(), LONGEST);
        assert_eq!(fold(&"é".repeat(1_000)).chars().count(), LONGEST);
    }
}
