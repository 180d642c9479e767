//! English: names that its stemmer would tear apart, its abbreviations and its function words. What a
//! stem is for is the analyser's matter.

use crate::stems::snowball;
use frostem::Algorithm;

/// The stem of a folded English word.
pub(crate) fn stem(folded: &str) -> String {
    if NAMES.contains(&folded) {
        return folded.to_owned();
    }
    snowball(Algorithm::English, folded)
}

/// Names that look like a plural and are none: the stem of *EURES*, the network of employment services,
/// would be that of an amount in *EUR*.
const NAMES: &[&str] = &["eures"];

/// Words that a point follows within a sentence, without that point.
pub(crate) const ABBREVIATIONS: &[&str] = &[
    "approx", "art", "arts", "cf", "ch", "dr", "ed", "eds", "eg", "et", "etc", "fig", "figs", "ie",
    "inc", "incl", "ltd", "max", "min", "mr", "mrs", "ms", "no", "nos", "para", "paras", "pp",
    "prof", "ref", "sec", "st", "vol", "vs",
];

/// Words that a text of some length cannot do without, and that neither Dutch nor German has.
pub(crate) const FUNCTION_WORDS: &[&str] = &[
    "the", "and", "to", "for", "on", "with", "by", "from", "that", "this", "these", "are", "be",
    "been", "its", "their", "which", "as", "at", "has", "have", "not", "or", "between", "through",
    "into", "should", "will", "shall", "a", "across", "towards", "other", "more", "such", "it",
];
