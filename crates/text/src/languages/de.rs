//! German: its abbreviations and its function words. Its stemmer needs no correction.

use crate::stems::snowball;
use frostem::Algorithm;

/// The stem of a folded German word. The stemmer reads `ae`, `oe` and `ue` as umlauts.
pub(crate) fn stem(folded: &str) -> String {
    snowball(Algorithm::German, folded)
}

/// Words that a point follows within a sentence, without that point.
pub(crate) const ABBREVIATIONS: &[&str] = &[
    "abg", "abs", "abschn", "anh", "anl", "anm", "art", "aufl", "az", "bd", "beschl", "bsp",
    "bspw", "bzgl", "bzw", "ca", "drs", "dr", "ebd", "einschl", "etc", "evtl", "exkl", "ff", "gem",
    "ggf", "hrsg", "inkl", "insb", "insbes", "jg", "kap", "lt", "max", "min", "mio", "mrd", "nr",
    "nrn", "prof", "rd", "rn", "s", "sog", "st", "str", "tel", "ua", "urt", "usw", "uvm", "verf",
    "vgl", "vom", "vorl", "vs", "zb", "ziff", "zzgl",
];

/// Words that a text of some length cannot do without, and that neither Dutch nor English has.
pub(crate) const FUNCTION_WORDS: &[&str] = &[
    "der", "das", "und", "den", "dem", "des", "ein", "eine", "einer", "eines", "einem", "einen",
    "zur", "zum", "im", "von", "vom", "für", "fur", "mit", "auf", "ist", "sind", "nicht", "auch",
    "sich", "bei", "nach", "über", "uber", "durch", "werden", "wird", "wurde", "zu", "aus",
    "sowie", "oder", "zwischen", "gegen", "ohne", "unter", "wie", "dass", "haben", "kein", "keine",
    "beim", "bis", "ihre", "deren", "diese", "dieser",
];
