//! How rare a word is in papers of its language: from a table of counts that is part of the program.
//! What rarity counts for is not known here.

use noaber_text::{Analyser, Lang};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Words of a text of middling length where the table says nothing.
const MIDDLING: f64 = 60.0;
/// The rarity of a word of which the language is not known.
const UNKNOWN: f64 = 6.0;

/// The counts of one language.
#[derive(Debug, Default)]
struct Counts {
    papers: f64,
    words: f64,
    lowest: f64,
    of: FxHashMap<u64, f64>,
}

/// The counts of all languages.
#[derive(Debug, Default)]
pub(crate) struct Rarity {
    of: FxHashMap<Lang, Counts>,
}

impl Rarity {
    /// The table that is part of the program, read once.
    pub fn shipped() -> &'static Rarity {
        static TABLE: OnceLock<Rarity> = OnceLock::new();
        TABLE.get_or_init(|| {
            Rarity::read(&Analyser::new(), include_str!("../rules/frequencies.txt"))
        })
    }

    /// Forms of a word are counted together: a term has the papers of its forms, at most all.
    fn read(analyser: &Analyser, table: &str) -> Rarity {
        let mut rarity = Rarity::default();
        let mut lang = None;
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split(' ');
            let first = cells.next().unwrap_or_default();
            let mut number = || cells.next().and_then(|n| n.parse::<f64>().ok());
            if first == "=" {
                lang = line.split(' ').nth(1).and_then(Lang::from_code);
                number();
                if let (Some(lang), Some(papers), Some(words), Some(lowest)) =
                    (lang, number(), number(), number())
                {
                    let of = FxHashMap::default();
                    let counts = Counts {
                        papers,
                        words,
                        lowest,
                        of,
                    };
                    rarity.of.insert(lang, counts);
                }
            } else if let (Some(known), Some(count)) = (lang, number())
                && let Some(counts) = rarity.of.get_mut(&known)
                && let Some(token) = analyser.tokens(lang, first).first()
            {
                let sum = counts.of.entry(token.key()).or_default();
                *sum = (*sum + count).min(counts.papers);
            }
        }
        rarity
    }

    /// How much meeting a term tells: about 0 for a word of every paper, 9 for one of hardly any
    /// (the logarithm of papers over papers with the term).
    pub fn of(&self, lang: Option<Lang>, key: u64) -> f64 {
        let Some(counts) = lang.and_then(|lang| self.of.get(&lang)) else {
            return UNKNOWN;
        };
        let known = counts.of.get(&key).copied();
        let with = known.unwrap_or(counts.lowest / 4.0);
        (1.0 + (counts.papers - with + 0.5) / (with + 0.5)).ln()
    }

    /// Words of a text of middling length in a language.
    pub fn middling(&self, lang: Option<Lang>) -> f64 {
        let counts = lang.and_then(|lang| self.of.get(&lang));
        counts.map_or(MIDDLING, |counts| counts.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_tell_more_than_common_ones_in_every_language() {
        let (analyser, rarity) = (Analyser::new(), Rarity::shipped());
        for (lang, common, middling, rare) in [
            (Lang::Nl, "de", "subsidies", "twentekanalen"),
            (Lang::De, "der", "Förderung", "Grenzinfopunkte"),
            (Lang::En, "the", "funding", "cofunded"),
        ] {
            let of = |word: &str| {
                let tokens = analyser.tokens(Some(lang), word);
                rarity.of(Some(lang), tokens[0].key())
            };
            assert!(of(common) < 2.0, "{common} {}", of(common));
            assert!(
                of(common) < of(middling) && of(middling) < of(rare),
                "{middling}"
            );
            assert!(rarity.middling(Some(lang)) > 20.0);
        }
    }
}
