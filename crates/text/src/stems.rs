//! Stems: the part of a word that its inflections share. Snowball's algorithms do the work; what
//! each language adds stands in `languages/`.

use crate::lang::Lang;
use crate::languages::{de, en, nl};
use frostem::{Algorithm, Stemmer};

/// The stem of a folded word; `marked` is the word with its umlauts written as `ae`, `oe`, `ue`.
pub(crate) fn stem(lang: Lang, folded: &str, marked: &str) -> String {
    match lang {
        Lang::Nl => nl::stem(folded),
        Lang::De => de::stem(folded, marked),
        Lang::En => en::stem(folded),
    }
}

/// Snowball's stem, or the word itself where the algorithm would leave nothing.
pub(crate) fn snowball(algorithm: Algorithm, folded: &str) -> String {
    let stem = Stemmer::new(algorithm).stem(folded).into_owned();
    if stem.is_empty() {
        folded.to_owned()
    } else {
        stem
    }
}
