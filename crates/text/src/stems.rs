//! Stems: the part of a word that its inflections share. Snowball's algorithms do the work; the
//! exceptions of each language stand in `languages/`.

use crate::lang::Lang;
use frostem::{Algorithm, Stemmer};

#[path = "languages/nl.rs"]
mod nl;

/// The stem of a folded word. A word that the exceptions name has the stem they give.
pub(crate) fn stem(lang: Lang, folded: &str) -> String {
    match lang {
        Lang::Nl => nl::stem(folded),
        Lang::De => snowball(Algorithm::German, folded),
        Lang::En => snowball(Algorithm::English, folded),
    }
}

/// Snowball's stem, or the word itself where the algorithm would leave nothing.
fn snowball(algorithm: Algorithm, folded: &str) -> String {
    let stem = Stemmer::new(algorithm).stem(folded).into_owned();
    if stem.is_empty() {
        folded.to_owned()
    } else {
        stem
    }
}
