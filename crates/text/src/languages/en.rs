//! English: its abbreviations and its function words. Its stemmer needs no correction.

use crate::stems::snowball;
use frostem::Algorithm;

/// The stem of a folded English word.
pub(crate) fn stem(folded: &str) -> String {
    snowball(Algorithm::English, folded)
}

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
