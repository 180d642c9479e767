//! Recognising the language of a text when its source does not say. Function words decide; the
//! letters are asked only when those are too few.

use crate::lang::Lang;
use crate::languages::{de, en, nl};
use crate::scan::runs;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use whatlang::Detector;

/// Words of a text that are read to recognise it.
const WORDS: usize = 200;

static FUNCTION_WORDS: LazyLock<FxHashMap<&'static str, Lang>> = LazyLock::new(|| {
    let tables = [
        (nl::FUNCTION_WORDS, Lang::Nl),
        (de::FUNCTION_WORDS, Lang::De),
        (en::FUNCTION_WORDS, Lang::En),
    ];
    let pairs = tables
        .iter()
        .flat_map(|(words, lang)| words.iter().map(|w| (*w, *lang)));
    pairs.collect()
});

/// Languages told apart by letters; those that are not ours guard against a French text being
/// called English.
static LETTERS: LazyLock<Detector> = LazyLock::new(|| {
    use whatlang::Lang::{Ces, Dan, Deu, Eng, Fra, Hun, Ita, Nld, Pol, Por, Ron, Slk, Spa, Swe};
    Detector::with_allowlist(vec![
        Nld, Deu, Eng, Fra, Spa, Ita, Por, Pol, Dan, Swe, Ces, Slk, Ron, Hun,
    ])
});

/// Whether a word, in small letters, is one that a text of this language cannot do without and that
/// says nothing of its subject.
pub fn is_function_word(lang: Lang, word: &str) -> bool {
    FUNCTION_WORDS.get(word) == Some(&lang)
}

/// The language of a text, when it can be told and is one of ours.
pub fn recognise(text: &str) -> Option<Lang> {
    let mut counts = [0_usize; 3];
    let mut end = 0;
    for run in runs(text).take(WORDS) {
        end = run.end;
        let word = text[run.start..run.end].to_lowercase();
        if let Some(lang) = FUNCTION_WORDS.get(word.as_str()) {
            counts[*lang as usize] += 1;
        }
    }
    let best = Lang::ALL
        .into_iter()
        .max_by_key(|lang| counts[*lang as usize])?;
    let most = counts[best as usize];
    let others = counts.iter().sum::<usize>() - most;
    if most >= 2 && most >= 3 * others {
        return Some(best);
    }
    let read = LETTERS.detect(sample(text, end))?;
    let lang = match read.lang() {
        whatlang::Lang::Nld => Some(Lang::Nl),
        whatlang::Lang::Deu => Some(Lang::De),
        whatlang::Lang::Eng => Some(Lang::En),
        _ => None,
    };
    let agreed = lang == Some(best) && most > others;
    let silent = most == 0 && read.is_reliable();
    match agreed || silent {
        true => lang,
        false => (most >= 1 && others == 0 && !read.is_reliable()).then_some(best),
    }
}

/// At most 2,000 bytes of the words that were read.
fn sample(text: &str, end: usize) -> &str {
    let mut to = end.min(2_000);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[..to]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_three_parliaments_are_told_apart() {
        for (text, lang) in [
            (
                "Motie van het lid Omtzigt over een fiets- en treinverbinding naar Münster",
                Lang::Nl,
            ),
            (
                "Grensoverschrijdende arbeidsmarkt in de grensregio",
                Lang::Nl,
            ),
            (
                "Vragen over de sluiting van de spoedeisende hulp in Twente",
                Lang::Nl,
            ),
            (
                "Grenzüberschreitender Bahnverkehr zwischen Nordrhein-Westfalen und den Niederlanden",
                Lang::De,
            ),
            (
                "Antrag der Fraktion zur Entlastung der Grenzpendler",
                Lang::De,
            ),
            (
                "Proposal for a regulation on the European Regional Development Fund",
                Lang::En,
            ),
            (
                "Innovative solutions for the healthcare workforce",
                Lang::En,
            ),
        ] {
            assert_eq!(recognise(text), Some(lang), "{text}");
        }
    }

    #[test]
    fn what_is_no_text_or_another_language_has_none() {
        for text in [
            "",
            "N35",
            "2025/0260(COD)",
            "🙂🙂",
            "Proposition de règlement du Parlement européen et du Conseil relatif au Fonds",
        ] {
            assert_eq!(recognise(text), None, "{text}");
        }
    }
}
