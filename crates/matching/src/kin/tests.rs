//! What is kin, and what is not. The rules stand in `kin.rs`.

use super::*;

fn counted(words: &[(&str, i64, i64)]) -> Vec<Counted> {
    let one = |(word, items, actors): &(&str, i64, i64)| Counted {
        word: (*word).to_owned(),
        items: *items,
        actors: *actors,
    };
    words.iter().map(one).collect()
}

#[test]
fn kin_by_letters_is_told_without_an_encoder_and_names_nobody() {
    let words = counted(&[
        ("grens", 50, 0),
        ("grenzen", 40, 0),
        ("grensregio", 12, 0),
        ("Grensma", 3, 3),
        ("spoor", 9, 0),
    ]);
    let analyser = Analyser::new();
    let lexicon = Lexicon::new(&analyser, [(Language::Nl, words)]);
    let query = noaber_text::parse("grens NOT spoor").unwrap();
    let kin = lexicon.kin(None, Language::Nl, &query);
    let told: Vec<(&str, Tie, i64)> = kin
        .iter()
        .map(|k| (k.word.as_str(), k.tie, k.items))
        .collect();
    assert_eq!(
        told,
        [
            ("grenzen", Tie::Form, 40),
            ("grensregio", Tie::Compound, 12)
        ]
    );
    assert!(lexicon.kin(None, Language::De, &query).is_empty());
}

#[test]
fn what_the_query_has_already_is_not_told() {
    let words = counted(&[("grens", 5, 0), ("grenzen", 4, 0), ("grensregio", 3, 0)]);
    let lexicon = Lexicon::new(&Analyser::new(), [(Language::Nl, words)]);
    let query = noaber_text::parse("grens, Grensregio, grenzen").unwrap();
    assert!(lexicon.kin(None, Language::Nl, &query).is_empty());
}

#[test]
fn letters_that_follow_each_other_make_words_look_alike() {
    assert_eq!(in_common("diploma", "diplomatischen"), 7);
    assert!(look_alike("overstroming", "instromen"));
    assert!(!look_alike("wolf", "golf"));
    assert!(is_acronym("EURES") && !is_acronym("Eures"));
}

#[test]
fn only_words_with_a_subject_are_compared() {
    let words = counted(&[
        ("voor", 90, 0),
        ("kas", 9, 0),
        ("waterstof", 9, 0),
        ("Jansen", 9, 8),
        ("Hengelo", 9, 0),
        ("waterstof-", 1, 0),
    ]);
    let lexicon = Lexicon::new(&Analyser::new(), [(Language::Nl, words)]);
    let content: Vec<&str> = lexicon.content(Language::Nl).collect();
    assert_eq!(content, ["waterstof"]);
}
