//! Makes numbers alike before a text is encoded: the model reads 3 million and 5 million as two
//! different stories. Numbers that are part of a name (N35, A1) stay.

use std::borrow::Cow;

/// What stands for every number.
const ONE: char = '#';

/// The text with every free-standing number, date, amount or percentage as one and the same sign.
pub fn neutralise(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        if !letter.is_ascii_digit() || before.is_alphanumeric() || before == '_' {
            made.push(letter);
            before = letter;
            continue;
        }
        made.push(ONE);
        before = '0';
        // Points, commas and dashes inside go with it; one at the end closes the sentence.
        while let Some(next) = letters.peek().copied() {
            let inside = ".,:/-–".contains(next) && digit_follows(&letters);
            if next.is_ascii_digit() || inside {
                letters.next();
            } else {
                break;
            }
        }
    }
    Cow::Owned(made)
}

fn digit_follows(letters: &std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    letters
        .clone()
        .nth(1)
        .is_some_and(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::neutralise;

    #[test]
    fn numbers_become_alike_and_names_stay() {
        for (text, expected) in [
            (
                "De subsidie van 12.500,75 euro loopt tot 2027.",
                "De subsidie van # euro loopt tot #.",
            ),
            ("25 % in 2024-2026, 10h", "# % in #, #h"),
            ("N35 en A1 bij 2025/0260(COD)", "N35 en A1 bij #(COD)"),
            ("Drucksache 19/12345", "Drucksache #"),
            ("geen getal", "geen getal"),
            ("", ""),
        ] {
            assert_eq!(neutralise(text), expected);
        }
    }
}
