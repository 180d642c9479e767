//! Compounds: where a Dutch or German word divides into two that occur on their own. How often words
//! occur is said by the word lists in `data/`; what is done with the parts is the analyser's matter.

use crate::lang::Lang;
use crate::languages::{de, nl};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::sync::LazyLock;

/// Letters of the shortest part.
const SHORTEST: usize = 4;
/// Letters of the longest word that is divided.
const LONGEST: usize = 48;
/// Letters of an unlisted left part from which on it may be a compound itself.
const LONG: usize = 2 * SHORTEST + 1;

/// Levels by which the rarer part must be more common than the compound, or the compound counts as a
/// word of its own (*landbouw*): two levels are two and a half times as common.
const OWN: i32 = 2;

/// What a language says of its compounds.
pub(crate) struct Rules {
    /// Letters between two parts, with what they cost. An `s` is better taken for a link than for the
    /// end of a part.
    pub links: &'static [(&'static str, i32)],
    /// Words that are no part: function words and endings that look like words.
    pub no_parts: &'static [&'static str],
    /// Words that look like compounds and are none, or have become words of their own.
    pub whole: &'static [&'static str],
}

/// The words of a language, by the hash of their letters, with how common each is.
struct Words {
    levels: FxHashMap<u64, i32>,
    rules: &'static Rules,
}

static DUTCH: LazyLock<Words> =
    LazyLock::new(|| Words::read(include_str!("../data/words-nl.txt"), &nl::COMPOUNDS));
static GERMAN: LazyLock<Words> =
    LazyLock::new(|| Words::read(include_str!("../data/words-de.txt"), &de::COMPOUNDS));

/// The two parts of a folded word, without the letters that link them. `None` for a word that is no
/// compound, or is so common that it has become a word of its own.
pub(crate) fn divide(lang: Lang, word: &str) -> Option<(&str, &str)> {
    if !(2 * SHORTEST..=LONGEST).contains(&word.len()) || !is_plain(word) {
        return None;
    }
    let words = match lang {
        Lang::Nl => &*DUTCH,
        Lang::De => &*GERMAN,
        Lang::En => return None,
    };
    let inflected = |whole: &&str| word.starts_with(*whole) && word.len() <= whole.len() + 2;
    if words.rules.whole.iter().any(inflected) {
        return None;
    }
    words.divide(word).or_else(|| words.divide_unlisted(word))
}

fn is_plain(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase())
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

impl Words {
    /// Reads a word list: each line begins with the number of letters shared with the word before
    /// (one digit of base 36), then come the other letters, then the level as a capital. Lines that
    /// begin with `#` are remarks.
    fn read(list: &str, rules: &'static Rules) -> Words {
        let mut levels = FxHashMap::default();
        let mut word = String::new();
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let Some((shared, rest)) = line.split_at_checked(1) else {
                continue;
            };
            let Some((letters, level)) = rest.split_at_checked(rest.len().saturating_sub(1)) else {
                continue;
            };
            word.truncate(usize::from_str_radix(shared, 36).unwrap_or(0));
            word.push_str(letters);
            let level = level.bytes().next().unwrap_or(b'A');
            levels.insert(hash(&word), i32::from(level.saturating_sub(b'A')));
        }
        for word in rules.no_parts {
            levels.remove(&hash(word));
        }
        Words { levels, rules }
    }

    fn level(&self, part: &str) -> Option<i32> {
        self.levels.get(&hash(part)).copied()
    }

    /// The division into two listed words that together are the most common, unless the word itself
    /// is about as common as the rarer of them.
    fn divide<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        let mut best: Option<(i32, i32, (&str, &str))> = None;
        for at in SHORTEST..=word.len() - SHORTEST {
            let (before, right) = word.split_at(at);
            let Some(right_level) = self.level(right) else {
                continue;
            };
            for (left, cost) in self.lefts(before) {
                let Some(left_level) = self.level(left) else {
                    continue;
                };
                let score = left_level + right_level - cost;
                if best.is_none_or(|(most, _, _)| score > most) {
                    best = Some((score, left_level.min(right_level), (left, right)));
                }
            }
        }
        let (_, rarer, parts) = best?;
        let own = self.level(word).unwrap_or(-1);
        (own + OWN <= rarer).then_some(parts)
    }

    /// The division into a compound that is not listed and a listed word.
    fn divide_unlisted<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        if self.level(word).is_some() {
            return None;
        }
        let mut best: Option<(i32, (&str, &str))> = None;
        for at in LONG..=word.len().checked_sub(SHORTEST)? {
            let (before, right) = word.split_at(at);
            let Some(level) = self.level(right) else {
                continue;
            };
            let lefts = self.lefts(before).filter(|(left, _)| left.len() >= LONG);
            for (left, cost) in lefts {
                let score = level - cost;
                if best.is_none_or(|(most, _)| score > most) && self.divide(left).is_some() {
                    best = Some((score, (left, right)));
                }
            }
        }
        best.map(|(_, parts)| parts)
    }

    /// What may stand before a link, with the cost of the link.
    fn lefts<'w>(&self, before: &'w str) -> impl Iterator<Item = (&'w str, i32)> {
        let links = self.rules.links.iter();
        links.filter_map(|(link, cost)| {
            let left = before.strip_suffix(link)?;
            (left.len() >= SHORTEST).then_some((left, *cost))
        })
    }
}
