//! What an interest finds, a search finds too: plans held against documents and a small index over
//! `index_terms` are asked the same, over random queries and documents.

use noaber_text::query::{Node, WordForm};
use noaber_text::{Analyser, Document, Lang, Plan, parse};
use proptest::prelude::*;

const WORDS: &[&str] = &[
    "arbeidsmarktkrapte",
    "arbeidsmarkt",
    "krapte",
    "op",
    "de",
    "Regio",
    "Deal",
    "regiodeal",
    "regio-deal",
    "regio-deals",
    "grenzen",
    "grens",
    "grensregio",
    "grensregio's",
    "spoor",
    "sporen",
    "spoorverbinding",
    "verbinding",
    "Erasmus+",
    "Erasmus",
    "N35",
    "N",
    "35",
    "36410",
    "36",
    "410",
    "Münster",
    "Muenster",
    "mogelijkheden",
    "gemeenten",
    "overheid",
    "over",
    "Besteuerung",
    "der",
    "Grenzpendler",
    "Grenzpendlerbesteuerung",
    "Förderung",
    "Forderung",
    "Fachkräftemangel",
    "Mangel",
    "Fachkräften",
    "IC-141",
    "IC141",
    "2025/0260(COD)",
    "D'66",
    "D66",
    "R&D",
    "policies",
    "policy",
];
const LANGS: [Option<Lang>; 4] = [Some(Lang::Nl), Some(Lang::De), Some(Lang::En), None];

/// The terms of one text by place.
struct Indexed(Vec<String>);

impl Indexed {
    fn row(&self, row: &[String]) -> bool {
        !row.is_empty() && self.0.windows(row.len()).any(|terms| terms == row)
    }
    fn term(&self, term: &str) -> bool {
        self.0.iter().any(|t| t == term)
    }
    fn begins(&self, beginning: &str) -> bool {
        self.0.iter().any(|t| t.starts_with(beginning))
    }
}

/// Whether the index finds it, and whether the index can be sure.
fn seek(analyser: &Analyser, node: &Node, text: &Indexed) -> (bool, bool) {
    let of = |node: &Node| seek(analyser, node, text);
    let rows = |words: &str, phrase| {
        let mut rows = LANGS.iter().flat_map(|l| analyser.rows(*l, words, phrase));
        rows.any(|row| text.row(&row))
    };
    match node {
        Node::Word {
            text: word,
            form: WordForm::Stem,
        } => {
            let apart: Vec<_> = LANGS
                .iter()
                .filter_map(|l| analyser.apart(*l, word))
                .collect();
            let both = apart.iter().any(|[a, b]| text.term(a) && text.term(b));
            (rows(word, false) || both, apart.is_empty())
        }
        Node::Word {
            text: word,
            form: WordForm::Prefix,
        } => {
            let mut found = LANGS.iter().map(|l| analyser.beginning(*l, word));
            let found = found.any(|b| {
                b.beginnings.iter().any(|x| text.begins(x)) || b.terms.iter().any(|t| text.term(t))
            });
            (found, false)
        }
        Node::Word { text: words, .. }
        | Node::Phrase {
            text: words,
            exact: true,
        } => {
            let mut found = LANGS.iter().map(|l| analyser.words_row(*l, words));
            (found.any(|row| text.row(&row)), false)
        }
        Node::Phrase {
            text: words,
            exact: false,
        } => (rows(words, true), true),
        Node::Near { left, right, .. } => {
            let mut together = false;
            if let (Node::Word { text: a, .. }, Node::Word { text: b, .. }) = (&**left, &**right) {
                let mut terms = LANGS.iter().flat_map(|l| analyser.together(*l, a, b));
                together = terms.any(|t| text.term(&t));
            }
            ((of(left).0 && of(right).0) || together, false)
        }
        Node::All(members) => {
            let found: Vec<_> = members.iter().map(of).collect();
            (found.iter().all(|f| f.0), found.iter().all(|f| f.1))
        }
        Node::Any(members) => {
            let found: Vec<_> = members.iter().map(of).collect();
            (found.iter().any(|f| f.0), found.iter().all(|f| f.1))
        }
        Node::Not(inner) => match of(inner) {
            (found, true) => (!found, true),
            _ => (true, false),
        },
        Node::Weight(_, inner) => of(inner),
        Node::In(..) | Node::Language(..) => (true, false),
    }
}

fn query() -> impl Strategy<Value = String> {
    let word = || prop::sample::select(WORDS);
    let leaf = prop_oneof![
        6 => word().prop_map(str::to_owned),
        2 => (word(), word()).prop_map(|(a, b)| format!("\"{a} {b}\"")),
        2 => (word(), 2..5_usize).prop_map(|(w, n)| {
            let letters: String = w.chars().filter(|c| c.is_alphabetic()).take(n + 2).collect();
            format!("{letters}*")
        }),
        1 => word().prop_map(|w| format!("={w}")),
        2 => (word(), 1..4_u32, word()).prop_map(|(a, n, b)| format!("({a} NEAR/{n} {b})")),
    ];
    leaf.prop_recursive(2, 8, 2, |inner| {
        let op = prop::sample::select(vec![" AND ", " OR ", " NOT "]);
        (inner.clone(), op, inner).prop_map(|(a, op, b)| format!("({a}{op}{b})"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn a_search_finds_what_an_interest_finds(
        asked in query(),
        written in prop::collection::vec(prop::sample::select(WORDS), 1..9),
        lang in prop::sample::select(&LANGS[..]),
    ) {
        let Ok(query) = parse(&asked) else { return Ok(()) };
        let analyser = Analyser::new();
        let text = written.join(" ");
        let found = Plan::new(&analyser, &query)
            .find(&Document::new(&analyser, lang, &text, ""))
            .is_some();
        let terms = analyser.index_terms(lang, &text);
        let indexed = Indexed(terms.split(' ').map(str::to_owned).collect());
        let (sought, sure) = seek(&analyser, &query.root, &indexed);
        prop_assert!(sought || !found, "{asked} in {text}: {terms}");
        prop_assert!(!sure || sought == found, "{asked} in {text}: {terms}");
    }

    #[test]
    fn a_word_is_sought_by_every_beginning(
        word in prop::sample::select(WORDS),
        lang in prop::sample::select(&LANGS[..]),
        letters in 2..20_usize,
    ) {
        let beginning: String = word.chars().take(letters).collect();
        let Ok(query) = parse(&format!("{beginning}*")) else { return Ok(()) };
        let analyser = Analyser::new();
        let document = Document::new(&analyser, lang, word, "");
        if Plan::new(&analyser, &query).find(&document).is_some() {
            let terms = analyser.index_terms(lang, word);
            let indexed = Indexed(terms.split(' ').map(str::to_owned).collect());
            prop_assert!(seek(&analyser, &query.root, &indexed).0, "{beginning}* in {word}: {terms}");
        }
    }

    #[test]
    fn an_anchor_is_in_every_document_that_is_found(
        asked in query(),
        written in prop::collection::vec(prop::sample::select(WORDS), 1..9),
        lang in prop::sample::select(&LANGS[..]),
    ) {
        let Ok(query) = parse(&asked) else { return Ok(()) };
        let analyser = Analyser::new();
        let text = written.join(" ");
        let document = Document::new(&analyser, lang, &text, "");
        let plan = Plan::new(&analyser, &query);
        if plan.find(&document).is_some() {
            let anchored = plan.anchors().iter().any(|anchor| match anchor {
                noaber_text::plan::Anchor::Key(key) => document.all_tokens().any(|t| t.key() == *key),
                noaber_text::plan::Anchor::Prefix(folded) => {
                    document.all_tokens().any(|t| t.folded().starts_with(folded.as_str()))
                }
                noaber_text::plan::Anchor::Code(..) => true,
            });
            prop_assert!(anchored, "{asked} in {text}");
        }
    }

    #[test]
    fn what_is_remembered_never_changes_the_parts(
        written in prop::collection::vec(prop::sample::select(WORDS), 1..9),
        lang in prop::sample::select(&LANGS[..]),
    ) {
        let text = written.join(" ");
        let remembering = Analyser::new();
        let first = remembering.tokens(lang, &text);
        prop_assert_eq!(&remembering.tokens(lang, &text), &first);
        let alone: usize = written.iter().map(|w| Analyser::new().tokens(lang, w).len()).sum();
        prop_assert_eq!(alone, first.len());
    }
}
