//! What the terms of a dossier have in common: the words, parts of words and beginnings that many of
//! them share, such as `grens`. What meeting them counts for is not known here.

use crate::rarity::Rarity;
use crate::subject::TELLING;
use noaber_text::document::Analysed;
use noaber_text::{Analyser, Lang, Token};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

/// So many letters make the beginning of a longer word the same subject.
const BEGINNING: usize = 5;

/// The words of the terms and titles of a dossier in one language.
#[derive(Debug, Default)]
pub(crate) struct Core {
    /// The distinct stems of each term, with those of the parts of its words.
    terms: Vec<FxHashSet<String>>,
    /// What part of the terms has a word of this stem, or one that begins with it, 0 to 1; only
    /// those of more than one. Counted when it is first asked for.
    shared: OnceLock<FxHashMap<String, f64>>,
}

impl Core {
    /// Adds a term or a title.
    pub fn hear(&mut self, analyser: &Analyser, reading: Option<Lang>, text: &str) {
        let table = Rarity::shipped();
        let tokens = analyser.tokens(reading, text);
        let telling = tokens
            .iter()
            .filter(|t| (!t.whole || t.part) && table.of(reading, t.key()) > TELLING);
        self.terms
            .push(telling.map(|t| stem(t).to_owned()).collect());
        self.shared = OnceLock::new();
    }

    fn shared(&self) -> &FxHashMap<String, f64> {
        self.shared.get_or_init(|| {
            let mut with: FxHashMap<&str, f64> = FxHashMap::default();
            for term in &self.terms {
                let words = term.iter().flat_map(|word| beginnings(word));
                for stem in words.collect::<FxHashSet<&str>>() {
                    *with.entry(stem).or_default() += 1.0;
                }
            }
            let all = self.terms.len() as f64;
            let stems: FxHashSet<&String> = self.terms.iter().flatten().collect();
            let parts = stems.into_iter().map(|s| (s.clone(), with[s.as_str()]));
            let several = parts.filter(|(_, terms)| *terms > 1.0);
            several.map(|(stem, terms)| (stem, terms / all)).collect()
        })
    }

    /// How much of it a text speaks of, 0 to 1: each word counts by the part of the terms that share
    /// it, the same once. With the spellings.
    pub fn met<'t>(&self, text: &'t Analysed) -> (f64, Vec<&'t str>) {
        let (mut sum, mut spelt) = (0.0, Vec::new());
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for token in &text.tokens {
            if let Some((stem, part)) = self.best(stem(token))
                && seen.insert(stem)
            {
                sum += part;
                spelt.extend(text.text.get(token.start..token.end));
            }
        }
        (f64::min(sum, 1.0), spelt)
    }

    /// The stem that a word has or begins with which most terms share.
    fn best(&self, word: &str) -> Option<(&str, f64)> {
        let shared = self.shared();
        let known = beginnings(word).filter_map(|stem| shared.get_key_value(stem));
        let most = known.max_by(|a, b| a.1.total_cmp(b.1));
        most.map(|(stem, part)| (stem.as_str(), *part))
    }
}

/// A word and its beginnings of enough letters.
fn beginnings(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().map(|(end, _)| end).skip(BEGINNING);
    ends.map(|end| &word[..end]).chain([word])
}

/// The stem of a token, without its language.
fn stem(token: &Token) -> &str {
    token.term().get(2..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use noaber_text::Document;

    #[test]
    fn what_several_terms_share_is_met_in_other_words_too() {
        let analyser = Analyser::new();
        let mut core = Core::default();
        for term in [
            "grensarbeiders",
            "grensinfopunten",
            "over de grens",
            "stage",
        ] {
            core.hear(&analyser, Some(Lang::Nl), term);
        }
        let met = |title: &str| {
            let document = Document::new(&analyser, Some(Lang::Nl), title, "");
            core.met(&document.title).0
        };
        assert!(met("De positie van grenswerkers") >= 0.5);
        assert_eq!(met("Een stage in de zorg"), 0.0, "of one term only");
        assert!(met("grens, grenzen, grensstreek, grensloket") <= 1.0);
    }
}
