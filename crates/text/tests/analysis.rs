//! The analyser from outside: terms, places and memory.

use noaber_text::{Analyser, Document, Lang, Plan, parse, recognise, sentences};
use proptest::prelude::*;

#[test]
fn index_terms_carry_their_language_and_keep_their_order() {
    let analyser = Analyser::new();
    let terms = |lang, text: &str| analyser.index_terms(lang, text);
    assert_eq!(
        terms(Some(Lang::Nl), "Het spoor, de N35"),
        "nlhet nlspoor nlde xxn35"
    );
    assert_eq!(
        terms(Some(Lang::De), "Grenzpendler"),
        "degrenzpendl xx_ degrenz xx_ dependl xx_ degrenz_pendl"
    );
    assert_eq!(terms(None, "Grenzpendler Spoor"), "xxgrenzpendler xxspoor");
    assert_eq!(
        terms(Some(Lang::Nl), "arbeidsmarktkrapte: krapte"),
        "nlarbeidsmarktkrap nlkrap xx_ nlarbeidsmarkt xx_ nlarbeidsmarkt_krap"
    );

    assert_eq!(terms(Some(Lang::En), ""), "");
    let compound = terms(Some(Lang::Nl), "kst-36045-299 in Oost-Nederland");
    assert_eq!(
        compound,
        "nlkst xx36045 xx299 nlin nloost nlnederland xx_ xxkst-36045-299 xx_ nloostnederland"
    );
}

#[test]
fn a_query_word_has_a_term_in_every_language() {
    let analyser = Analyser::new();
    assert_eq!(
        analyser.word_terms(None, "Sporen"),
        ["despor", "ensporen", "nlspoor", "xxsporen"]
    );
    assert_eq!(analyser.word_terms(None, "N35"), ["xxn35"]);
    assert_eq!(
        analyser.word_terms(Some(Lang::Nl), "Sporen"),
        ["nlspoor", "xxsporen"]
    );
    assert!(analyser.word_terms(None, "🙂").is_empty());
}

#[test]
fn an_acronym_is_no_form_of_another() {
    let analyser = Analyser::new();
    let finds = |query: &str, lang, text: &str| {
        let plan = Plan::new(&analyser, &parse(query).expect("a query"));
        let document = Document::new(&analyser, lang, "", text);
        plan.find(&document).is_some()
    };
    let cases = [
        ("EUR", "the EURES network", false),
        ("EURES", "EUR 5 million", false),
        ("eures", "EUR 5 million", false),
        ("eures", "the EURES network", true),
        ("EURES", "the EURES network", true),
        ("ROC", "two ROCs", true),
        ("house", "HOUSE PRICES", true),
        ("houses", "a house", true),
        ("HOUSES", "a house", false),
    ];
    for (query, text, found) in cases {
        assert_eq!(finds(query, Some(Lang::En), text), found, "{query}: {text}");
    }
    for (query, text, found) in [
        ("mkb", "het MKB", true),
        ("MKB", "het mkb", true),
        ("wonen", "WONEN in de regio", true),
        ("EFRO", "het EFRO-fonds", true),
    ] {
        assert_eq!(finds(query, Some(Lang::Nl), text), found, "{query}: {text}");
    }
}

#[test]
fn a_clone_shares_its_memory_and_threads_agree() {
    let analyser = Analyser::new();
    let text = "De grensregio's en de gemeenten in Oost-Nederland ".repeat(50);
    let alone = Analyser::new().tokens(Some(Lang::Nl), &text);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let (analyser, text, alone) = (analyser.clone(), &text, &alone);
            scope.spawn(move || assert_eq!(&analyser.tokens(Some(Lang::Nl), text), alone));
        }
    });
}

fn hostile() -> Vec<String> {
    vec![
        "x".repeat(1_000_000),
        "é".repeat(500_000),
        "a\u{301}".repeat(300_000),
        "\u{202e}\u{200b}".repeat(200_000),
        "a-".repeat(300_000),
        "a.".repeat(300_000),
        "1/2,3.4-".repeat(100_000),
        "🙂".repeat(200_000),
        "\u{0}\u{1}\u{7f}spoor\u{feff}".repeat(50_000),
        "spoor ".repeat(150_000),
        "'’\"(".repeat(100_000),
        "שלום עולם مرحبا ".repeat(20_000),
    ]
}

#[test]
fn a_million_bytes_of_anything_are_read_in_time() {
    let analyser = Analyser::new();
    let query =
        parse("spoor NEAR/3 spoor, \"a a\", xx*, =spoor, N35, xx NEAR spoor").expect("a query");
    let plan = Plan::new(&analyser, &query);
    for text in hostile() {
        for lang in [Some(Lang::Nl), Some(Lang::De), None] {
            let document = Document::new(&analyser, lang, &text, "");
            if let Some(found) = plan.find(&document) {
                for mark in found.marks() {
                    assert!(
                        text.get(mark.start..mark.end)
                            .is_some_and(|m| !m.is_empty())
                    );
                }
            }
            for (from, to) in sentences(lang, &text) {
                assert!(text.get(from..to).is_some());
            }
        }
        let _ = recognise(&text);
        let terms = analyser.index_terms(Some(Lang::Nl), &text);
        let allowed = |c: char| c.is_alphanumeric() || " -./()_".contains(c);
        assert!(terms.chars().all(allowed));
    }
}

proptest! {
    #[test]
    fn what_is_remembered_never_changes_an_answer(text in "[a-zA-ZéüßÉ0-9 '’.,/()_\\-\u{ad}]{0,80}") {
        let analyser = Analyser::new();
        for lang in [None, Some(Lang::Nl), Some(Lang::De), Some(Lang::En)] {
            let first = analyser.tokens(lang, &text);
            prop_assert_eq!(&analyser.tokens(lang, &text), &first);
            for token in &first {
                prop_assert!(text.get(token.start..token.end).is_some_and(|t| !t.is_empty()));
                prop_assert!(token.position <= token.last);
            }
            let terms = analyser.index_terms(lang, &text);
            prop_assert!(terms.split(' ').all(|t| t.len() > 2 || terms.is_empty()));
        }
    }

    #[test]
    fn any_text_gives_terms_of_plain_signs(text in any::<String>()) {
        let analyser = Analyser::new();
        let terms = analyser.index_terms(recognise(&text), &text);
        let plain = |c: char| c.is_alphanumeric() || " -./()_".contains(c);
        prop_assert!(terms.chars().all(plain), "{:?}", terms);
        let words = analyser.tokens(None, &text);
        let positions: Vec<u32> = words.iter().filter(|t| !t.whole).map(|t| t.position).collect();
        prop_assert!(positions.iter().zip(0..).all(|(p, i)| *p == i));
    }
}
