//! Which words have a subject: no function words, no names. Decided by how the archive writes them;
//! what they mean is not asked.

use super::Counted;
use noaber_text::Lang;
use noaber_text::recognise::is_function_word;

/// Letters of the shortest word that is compared in meaning.
const SHORTEST: usize = 4;
/// Of ten times that a name is written, how many begin with a capital.
const CAPITALS: i64 = 9;
/// A name stands among those who act at least once for so many items that speak of it.
const ACTS: i64 = 3;

/// How a word is written, in all its cases together.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shares {
    items: i64,
    capitals: i64,
    actors: i64,
}

impl Shares {
    /// Counts the word in one more case.
    pub fn add(&mut self, counted: &Counted) {
        self.items += counted.items;
        self.actors += counted.actors;
        if counted.word.starts_with(char::is_uppercase) {
            self.capitals += counted.items;
        }
    }

    /// Whether it is written with a capital as good as always.
    pub fn is_capital(&self) -> bool {
        self.capitals * 10 >= self.items * CAPITALS
    }
}

/// Whether a word is the name of somebody who acts.
pub fn is_name(shares: &Shares) -> bool {
    shares.actors * ACTS >= shares.items.max(1) && shares.is_capital()
}

/// Whether a word may be compared in meaning. Dutch and English write names with a capital and other
/// words without; German writes all nouns with one.
pub fn is_content(lang: Option<Lang>, word: &str, shares: &Shares) -> bool {
    let small = word.to_lowercase();
    let is_noun_or_plain = lang == Some(Lang::De) || !shares.is_capital();
    let of_a_name = |part: &str| lang != Some(Lang::De) && part.starts_with(char::is_uppercase);
    word.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST
        && is_noun_or_plain
        && !word.split('-').skip(1).any(of_a_name)
        && !is_name(shares)
        && !lang.is_some_and(|lang| is_function_word(lang, &small))
}
