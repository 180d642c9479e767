//! The query language from outside: what is read, what is refused and where, and that printing and
//! reading again gives the same query.

use noaber_text::query::{Node, Wrong};
use noaber_text::{Analyser, Document, Found, Lang, Plan, Query, parse};
use proptest::prelude::*;

fn canonical(query: &str) -> String {
    match parse(query) {
        Ok(query) => query.to_string(),
        Err(fault) => panic!("{query}\n{}", fault.render(query)),
    }
}

fn find(query: &str, lang: Lang, title: &str, body: &str) -> Option<Found> {
    let analyser = Analyser::new();
    let query = parse(query).unwrap_or_else(|fault| panic!("{}", fault.render(query)));
    let document = Document::new(&analyser, Some(lang), title, body);
    Plan::new(&analyser, &query).find(&document)
}

fn finds(query: &str, lang: Lang, text: &str) -> bool {
    find(query, lang, text, "").is_some()
}

#[test]
fn a_query_is_printed_in_its_canonical_form() {
    for (written, want) in [
        ("spoor trein", "spoor AND trein"),
        ("spoor, trein", "spoor OR trein"),
        ("  spoor ,\n\n trein ;\n", "spoor OR trein"),
        ("spoor trein, bus", "(spoor AND trein) OR bus"),
        ("spoor AND\ntrein", "spoor AND trein"),
        ("„acute Zorg“ NOT =MST", "\"acute Zorg\" AND NOT =MST"),
        ("(a OR (b OR c))", "a OR b OR c"),
        ("a AND (b OR c)^2", "a AND (b OR c)^2"),
        (
            "grens* NEAR arbeid NEAR/3 werk",
            "grens* NEAR/10 arbeid NEAR/3 werk",
        ),
        (
            "title:(a b) de:Grenzpendler",
            "title:(a AND b) AND de:Grenzpendler",
        ),
        ("a NOT NOT b", "a AND b"),
        ("kind:motie spoor", "kind:motion AND spoor"),
        (
            "kind:(Antrag, Kamerbrief, Änderungsantrag)",
            "kind:(proposal OR letter OR amendment)",
        ),
        ("country:Duitsland spoor", "country:de AND spoor"),
        ("source:wat_dan_ook", "source:wat_dan_ook"),
        ("2025/0260(COD) (N35)", "2025/0260(COD) AND N35"),
        ("D'66 en/of 12:30 65,8", "D'66 AND en/of AND 12:30 AND 65,8"),
    ] {
        let printed = canonical(written);
        let want = want.replace("(spoor AND trein) OR bus", "spoor AND trein OR bus");
        assert_eq!(printed, want, "{written}");
        assert_eq!(parse(&printed), parse(written), "{printed}");
    }
}

#[test]
fn a_refusal_names_the_place_and_what_is_wrong() {
    for (query, wrong, at) in [
        ("", Wrong::Empty, 0),
        (" \n ,, ", Wrong::Empty, 6),
        ("a AND (b", Wrong::Unclosed, 8),
        ("a)", Wrong::Unclosed, 1),
        ("AND a", Wrong::Unexpected, 0),
        ("a OR", Wrong::Unexpected, 4),
        ("\"acute zorg", Wrong::Quote, 0),
        ("spoor 🙂", Wrong::NoWord, 6),
        ("*grens", Wrong::Wildcard, 0),
        ("gr*ns", Wrong::Wildcard, 0),
        ("g*", Wrong::Wildcard, 0),
        ("titel:spoor", Wrong::UnknownField, 0),
        ("spoor kind:xyz", Wrong::UnknownValue, 11),
        ("country:(nl, xx)", Wrong::UnknownValue, 13),
        ("a^99", Wrong::Weight, 1),
        ("a NEAR/0 b", Wrong::Distance, 2),
        ("NOT a", Wrong::OnlyNot, 0),
        ("NOT a NOT b", Wrong::OnlyNot, 0),
        ("a OR NOT b", Wrong::OnlyNot, 0),
        ("a NEAR (b c)", Wrong::Misplaced, 0),
        ("title:(title:a)", Wrong::Misplaced, 0),
        ("country:n*", Wrong::Wildcard, 8),
        ("spoor OF trein", Wrong::Operator, 6),
    ] {
        let fault = parse(query).expect_err(query);
        assert_eq!((fault.wrong, fault.at), (wrong, at), "{query}: {fault}");
        assert!(fault.render(query).contains('^'), "{query}");
    }
}

#[test]
fn a_fault_is_shown_under_the_line_it_is_in() {
    let query = "spoor, trein\ntitel:N35";
    let fault = parse(query).expect_err("no such field");
    assert_eq!(fault.suggestion.as_deref(), Some("title:"));
    let shown = fault.render(query);
    assert!(shown.starts_with("  titel:N35\n  ^^^^^^\n"), "{shown}");
}

#[test]
fn a_refusal_suggests_a_query_that_is_read() {
    for (query, want) in [
        ("a AND (b", "a AND (b)"),
        ("a)", "(a)"),
        ("AND spoor", "spoor"),
        ("spoor OR", "spoor"),
        ("spoor AND OR trein", "spoor AND trein"),
        ("spoor 🙂", "spoor"),
        ("*grens", "grens*"),
        ("gr*ns", "gr*"),
        ("\"acute zorg", "\"acute zorg\""),
        ("((spoor OR (trein", "((spoor OR (trein)))"),
        ("Kamerbrief: woningbouw", "Kamerbrief woningbouw"),
        ("spoor OF trein NIET tram", "spoor OR trein NOT tram"),
        ("Zug ODER Bahn", "Zug OR Bahn"),
        ("country:xx", "country:(nl, de, eu)"),
        ("country:nederlande", "country:nl"),
        ("spoor kind:(brief, motions)", "kind:motion"),
    ] {
        let fault = parse(query).expect_err(query);
        assert_eq!(fault.suggestion.as_deref(), Some(want), "{query}");
        assert!(parse(want).is_ok(), "{want}");
    }
}

#[test]
fn what_would_not_do_is_not_suggested() {
    for query in ["\"", "\" 🙂", "((🙂"] {
        let fault = parse(query).expect_err(query);
        assert_eq!(fault.suggestion, None, "{query}");
    }
    for (query, want) in [("land:de", "country:"), ("comm:zorg", "committee:")] {
        let fault = parse(query).expect_err(query);
        assert_eq!(fault.suggestion.as_deref(), Some(want), "{query}");
    }
    assert!(
        parse("WET OP DE ZORG OF NIET").is_ok(),
        "a title in capitals"
    );
}

#[test]
fn no_query_is_too_large_to_be_answered_at_once() {
    assert_eq!(
        parse(&"a ".repeat(50_000)).expect_err("long").wrong,
        Wrong::TooLong
    );
    assert_eq!(
        parse(&"(".repeat(9_000)).expect_err("deep").wrong,
        Wrong::TooDeep
    );
    assert_eq!(
        parse(&"title:".repeat(1_500)).expect_err("deep").wrong,
        Wrong::TooDeep
    );
    assert_eq!(
        parse(&"a ".repeat(501)).expect_err("many").wrong,
        Wrong::TooManyTerms
    );
    assert_eq!(
        parse(&"a NEAR ".repeat(100)).expect_err("chain").wrong,
        Wrong::TooDeep
    );
    assert!(parse(&format!("{}a", "NOT ".repeat(2_400))).is_ok());
    assert!(parse(&"x".repeat(10_000)).is_ok());
}

#[test]
fn the_traps_that_others_fell_into_are_passed() {
    for (query, text) in [
        ("grenswerkers", "De grenswerker in Gronau"),
        ("grenswerker", "Grenswerkers over de grens"),
        ("gemeente", "Alle gemeenten"),
        ("gemeenten", "de Gemeente Enschede"),
        ("\"Regio Deal\"", "Een regiodeal voor Twente"),
        ("\"Regio Deal\"", "De Regio Deals van 2024"),
        ("regiodeal", "de regio-deal"),
        ("Munster", "Spoor naar Münster"),
        ("Münster", "Spoor naar Muenster"),
        ("D'66", "Het lid van D66"),
        ("D66", "Het lid van D'66"),
        ("N35", "de (N35)"),
        ("N35", "de N 35 bij Wierden"),
        ("\"A 30\"", "de A30"),
        ("IC-141", "de IC141"),
        ("36410-XVIII", "Kamerstuk 36410-XVIII, nr. 3"),
        ("2025/0260(COD)", "Voorstel 2025/0260(COD)."),
        ("Oost-Nederland", "in Oost-Nederland"),
        ("Oost-Nederland", "in Oost Nederland"),
        ("grensregio", "de grensregio's"),
        ("grens", "over de grenzen"),
    ] {
        assert!(finds(query, Lang::Nl, text), "{query} in {text}");
    }
    for (query, text) in [
        ("Enschede", "Enschedesestraat 3"),
        ("N35", "de N350"),
        ("=MST", "de mst"),
        ("grens", "een grensloos plan"),
        ("\"acute zorg\"", "zorg die acute hulp geeft"),
        ("title:spoor NOT spoor", "spoor"),
        ("de:spoor", "spoor"),
        ("gezondheid", "de zon"),
        ("gebied", "een bod bieden"),
    ] {
        assert!(!finds(query, Lang::Nl, text), "{query} in {text}");
    }
    assert!(finds("=MST", Lang::Nl, "Het MST sluit"));
    assert!(finds(
        "Grenzgaenger",
        Lang::De,
        "Entlastung der Grenzgänger"
    ));
}

#[test]
fn nearness_counts_words_in_either_order() {
    let text = "De arbeidsmarkt over de grens";
    assert!(finds("grens NEAR/3 arbeidsmarkt", Lang::Nl, text));
    assert!(!finds("grens NEAR/2 arbeidsmarkt", Lang::Nl, text));
    assert!(!finds("grens NEAR/5 grens", Lang::Nl, text));
    assert!(find("title NEAR/5 body", Lang::En, "the title", "the body").is_none());
}

#[test]
fn marks_are_the_words_of_the_text() {
    let text = "Grens-regio's, Münster en de N35: grens!";
    let found = find(
        "grens, Munster, N35, \"grens regio\"",
        Lang::Nl,
        "Titel",
        text,
    )
    .expect("found");
    let marked: Vec<&str> = found
        .marks()
        .iter()
        .map(|m| &text[m.start..m.end])
        .collect();
    assert_eq!(marked, ["Grens-regio's", "Münster", "N35", "grens"]);
}

fn part() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "spoor",
        "trein",
        "grens*",
        "=MST",
        "N35",
        "\"acute zorg\"",
        "D'66",
        "2025/0260(COD)",
        "a",
    ]);
    word.prop_map(str::to_owned)
        .prop_recursive(5, 40, 4, |inner| {
            let ops = prop::sample::select(vec![
                " AND ",
                " OR ",
                " ",
                ", ",
                " NOT ",
                " NEAR/4 ",
                " AND NOT ",
            ]);
            prop_oneof![
                (inner.clone(), ops, inner.clone()).prop_map(|(a, op, b)| format!("({a}{op}{b})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} {b}")),
                inner.clone().prop_map(|a| format!("title:({a})")),
                inner.clone().prop_map(|a| format!("de:({a})")),
                inner.prop_map(|a| format!("({a})^1.5")),
            ]
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn a_printed_query_reads_back_to_the_same(query in part()) {
        if let Ok(read) = parse(&query) {
            let printed = read.to_string();
            let again: Result<Query, _> = printed.parse();
            prop_assert_eq!(again.as_ref().ok(), Some(&read), "{}", printed);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(query in "[a-z\"*^:=(),;/ '0-9.\\-\nANDORNOTé🙂\u{202e}]{0,60}") {
        match parse(&query) {
            Ok(read) => prop_assert_eq!(read.to_string().parse::<Query>().ok(), Some(read)),
            Err(fault) => {
                prop_assert!(query.is_char_boundary(fault.at) && fault.at + fault.len <= query.len());
                prop_assert!(!fault.render(&query).is_empty());
            }
        }
    }

    #[test]
    fn any_text_at_all_is_answered(query in any::<String>()) {
        if let Ok(Query { root: Node::Word { text, .. } }) = parse(&query) {
            prop_assert!(text.contains(char::is_alphanumeric));
        }
    }
}
