//! What the analysis gives, pinned to its number: whoever changes a term of any word must raise
//! `ANALYSIS`, so that databases notice that their words were cut otherwise.

use noaber_text::{ANALYSIS, Analyser, Lang};

/// Sentences in which every rule of the analysis has something to do.
const SENTENCES: [(Option<Lang>, &str); 8] = [
    (
        Some(Lang::Nl),
        "De grensregio's en het MKB in Oost-Nederland: arbeidsmarktkrapte, kst-36045-299, d.w.z. de N35 en 65,8 miljoen.",
    ),
    (
        Some(Lang::Nl),
        "Coördinatie van de spoorverbindingen; grenzen, huizen, IC-141 en Erasmus+ (2025/0260(COD)).",
    ),
    (
        Some(Lang::De),
        "Grenzpendlerinnen und Grenzpendler in Münster, Muenster und GRONAU: Straßenbahnen, Häuser, Förderprogramme.",
    ),
    (
        Some(Lang::De),
        "Wirtschafts- und Verkehrspolitik des Landes Nordrhein‐Westfalen; Drucksache 20/10390, 3. Änderung.",
    ),
    (
        Some(Lang::En),
        "The region’s cross-border workers, EURES and the ROCs; houses, policies, COM(2025) 119 final.",
    ),
    (None, "Grenzpendler Spoor N35 D'66 www.example.org/2025-10"),
    (
        Some(Lang::Nl),
        "ﬁetspaden\u{ad}plan \u{202e}🙂 ''s-Hertogenbosch 'k",
    ),
    (Some(Lang::En), ""),
];

/// FNV-1a: the same on every machine and in every run.
fn add(print: &mut u64, text: &str) {
    for byte in text.bytes().chain([b'\n']) {
        *print = (*print ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
}

/// The words of a list of compounds, which is written with what each shares with the one before it.
fn words(list: &str) -> Vec<String> {
    let mut word = String::new();
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let shared = usize::from_str_radix(line.get(..1)?, 36).ok()?;
            word.truncate(shared);
            word.push_str(line.get(1..line.len() - 1)?);
            Some(word.clone())
        })
        .collect()
}

/// A number for all that the analysis gives for the sentences and for every word of the lists, alone and
/// with the word after it written together.
fn print() -> u64 {
    let analyser = Analyser::new();
    let mut print = 0xcbf2_9ce4_8422_2325;
    for (lang, text) in SENTENCES {
        add(&mut print, &analyser.index_terms(lang, text));
    }
    let lists = [
        (Lang::Nl, include_str!("../data/words-nl.txt")),
        (Lang::De, include_str!("../data/words-de.txt")),
    ];
    for (lang, list) in lists {
        let words = words(list);
        assert!(words.len() > 10_000, "the list was not read");
        for both in words.windows(2) {
            let text = format!("{} {}{}", both[0], both[0], both[1]);
            add(&mut print, &analyser.index_terms(Some(lang), &text));
            add(&mut print, &analyser.index_terms(Some(Lang::En), &both[0]));
        }
    }
    print
}

#[test]
fn another_analysis_has_another_number() {
    assert_eq!(
        (ANALYSIS, print()),
        (1, 0x6ad9_159c_2897_49df),
        "the analysis gives other terms than before: raise ANALYSIS and write down both numbers"
    );
}
