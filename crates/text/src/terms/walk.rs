//! A walk over the runs of a text that decides the plain ones, a word of letters with a space after it,
//! byte by byte. Everything else is left to `scan`, so that both always agree.

use crate::scan::{is_invisible, runs};
use unicode_normalization::char::is_combining_mark;

/// What a byte below 128 does at the end of a plain word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A letter or digit.
    Word,
    /// It ends the word.
    Gap,
    /// It may tie the word to what follows.
    Joint,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Gap; 256];
    let mut b = 0;
    while b < 256 {
        let byte = b as u8;
        if byte.is_ascii_alphanumeric() {
            kinds[b] = Kind::Word;
        } else if matches!(byte, b'\'' | b'.' | b',' | b'-' | b'_' | b'/' | b'+' | b'&')
            || byte >= 0x80
        {
            kinds[b] = Kind::Joint;
        }
        b += 1;
    }
    kinds
};

/// Calls `each` with start and end of every run of a text, in order.
pub fn walk(text: &str, mut each: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if KINDS[byte as usize] != Kind::Word && !is_latin_letter(bytes, at) {
            if byte < 0x80 {
                at += 1;
                continue;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                return;
            };
            if !c.is_alphanumeric() {
                at += c.len_utf8();
                continue;
            }
        }
        let start = at;
        at = plain_end(bytes, at);
        if at == start || !ends_here(text, at) {
            let Some(run) = text.get(start..).and_then(|rest| runs(rest).next()) else {
                return;
            };
            at = start + run.end;
        }
        each(start, at);
    }
}

/// The end of the letters and digits of Western Europe from here on.
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        while bytes
            .get(at)
            .is_some_and(|b| KINDS[*b as usize] == Kind::Word)
        {
            at += 1;
        }
        if !is_latin_letter(bytes, at) {
            return at;
        }
        at += 2;
    }
}

/// Whether a letter between `À` and `ÿ` stands here.
fn is_latin_letter(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&0xC3) && bytes.get(at + 1).is_some_and(|b| !matches!(b, 0x97 | 0xB7))
}

/// Whether it is plain that the run ends at `at`; when not, `scan` decides.
fn ends_here(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let Some(&sign) = bytes.get(at) else {
        return true;
    };
    if sign >= 0x80 {
        let c = text.get(at..).and_then(|rest| rest.chars().next());
        return c.is_some_and(|c| {
            !(c.is_alphanumeric()
                || is_combining_mark(c)
                || is_invisible(c)
                || matches!(c, '’' | 'ʼ' | '‐' | '\u{2011}' | '–'))
        });
    }
    let follows = |b: &u8| *b >= 0x80 || b.is_ascii_alphanumeric();
    sign != b'+' && (KINDS[sign as usize] != Kind::Joint || !bytes.get(at + 1).is_some_and(follows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(text: &str) -> Vec<(usize, usize)> {
        runs(text).map(|run| (run.start, run.end)).collect()
    }

    fn walked(text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        walk(text, |start, end| found.push((start, end)));
        found
    }

    proptest! {
        #[test]
        fn it_walks_like_the_scanner(text in "[a-dA-D0-3 .,'/()_+&\u{2011}’–éß×÷ªµ½ł\u{ad}\u{301}“€🙂-]{0,40}") {
            prop_assert_eq!(walked(&text), plain(&text));
        }

        #[test]
        fn and_over_any_text(text in "\\PC{0,60}") {
            prop_assert_eq!(walked(&text), plain(&text));
        }
    }

    #[test]
    fn codes_and_quotes_are_left_to_the_scanner() {
        let text = "D'66 en 2025/0260(COD), “Münster” 3,5% – Oost-Nederland. d.w.z. IC-141’s";
        assert_eq!(walked(text), plain(text));
    }
}
