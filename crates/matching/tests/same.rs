//! The matcher finds what a plain reading of the query finds, no more and no less: random queries
//! over random documents, held against an evaluator that knows neither index nor stems.

use noaber_domain::{Country, Interest, InterestId, Item, ItemKind, Language};
use noaber_matching::Matcher;
use noaber_text::Lang;
use noaber_text::query::{Field, Node, WordForm};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// Words whose stems differ in all three languages, so that a word is its own stem here.
const WORDS: [&str; 8] = [
    "spoor", "trein", "zorg", "grond", "water", "kanaal", "bus", "markt",
];
const LANGUAGES: [Option<Language>; 3] = [Some(Language::Nl), Some(Language::De), None];

fn item(title: &[usize], body: &[usize], country: Country, language: Option<Language>) -> Item {
    let text = |words: &[usize]| {
        words
            .iter()
            .map(|w| WORDS[*w])
            .collect::<Vec<_>>()
            .join(" ")
    };
    Item {
        key: "tk:test:1".into(),
        number: None,
        kind: ItemKind::Motion,
        label: None,
        country,
        language,
        title: text(title),
        body: text(body),
        url: "https://example.org/1".into(),
        published: None,
        dates: Vec::new(),
        actors: Vec::new(),
        committee: None,
        file: None,
        links: Vec::new(),
        same: Vec::new(),
        state: None,
        topics: Vec::new(),
    }
}

fn query() -> impl Strategy<Value = String> {
    let word = (0..WORDS.len()).prop_map(|w| WORDS[w].to_owned());
    let pair = (0..WORDS.len(), 0..WORDS.len());
    let leaf = proptest::prop_oneof![
        4 => word.clone(),
        2 => pair.prop_map(|(a, b)| format!("\"{} {}\"", WORDS[a], WORDS[b])),
        1 => word.clone().prop_map(|w| format!("{}*", &w[..3])),
        1 => word.clone().prop_map(|w| format!("={w}")),
        1 => word.clone().prop_map(|w| format!("title:{w}")),
        1 => word.clone().prop_map(|w| format!("de:{w}")),
        1 => (word.clone(), 1..4_u32, word).prop_map(|(a, n, b)| format!("({a} NEAR/{n} {b})")),
        1 => proptest::strategy::Just("country:de".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let op = proptest::sample::select(vec![" AND ", " OR ", " NOT "]);
        (inner.clone(), op, inner).prop_map(|(a, op, b)| format!("({a}{op}{b})"))
    })
}

/// A plain reading: positions of words, no index.
fn holds(node: &Node, item: &Item, lang: Option<Lang>, title_only: bool) -> bool {
    let all = |n: &Node| holds(n, item, lang, title_only);
    match node {
        Node::All(members) => members.iter().all(all),
        Node::Any(members) => members.iter().any(all),
        Node::Not(inner) => !all(inner),
        Node::Weight(_, inner) => all(inner),
        Node::Language(l, inner) => lang == Some(*l) && all(inner),
        Node::In(Field::Title, inner) => holds(inner, item, lang, true),
        Node::In(_, inner) => {
            matches!(&**inner, Node::Word { text, .. } if item.country.code() == text)
        }
        Node::Word { .. } | Node::Phrase { .. } | Node::Near { .. } => {
            let texts = [&item.title, &item.body];
            let read = if title_only { &texts[..1] } else { &texts[..] };
            read.iter().any(|text| !spans(node, text).is_empty())
        }
    }
}

/// First and last position of every place.
fn spans(node: &Node, text: &str) -> Vec<(usize, usize)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let row = |asked: &[&str]| {
        let places = words.windows(asked.len()).enumerate();
        let same = places.filter(|(_, window)| *window == asked);
        let mut found: Vec<_> = same.map(|(i, w)| (i, i + w.len() - 1)).collect();
        let together = asked.concat();
        let joined = words.iter().enumerate().filter(|(_, w)| **w == together);
        found.extend(joined.map(|(i, _)| (i, i)));
        found
    };
    match node {
        Node::Word {
            text,
            form: WordForm::Prefix,
        } => {
            let begins = words
                .iter()
                .enumerate()
                .filter(|(_, w)| w.starts_with(text.as_str()));
            begins.map(|(i, _)| (i, i)).collect()
        }
        Node::Word { text, .. } => row(&[text]),
        Node::Phrase { text, .. } => row(&text.split(' ').collect::<Vec<_>>()),
        Node::Near {
            left,
            right,
            within,
        } => {
            let (left, right) = (spans(left, text), spans(right, text));
            let pairs = left
                .iter()
                .flat_map(|l| right.iter().map(move |r| (*l, *r)));
            let apart = |(l, r): &((usize, usize), (usize, usize))| {
                let gap = if l.1 < r.0 {
                    r.0 - l.1
                } else {
                    l.0.saturating_sub(r.1)
                };
                gap > 0 && gap <= *within as usize
            };
            let near = pairs.filter(apart);
            near.map(|(l, r)| (l.0.min(r.0), l.1.max(r.1))).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn the_matcher_finds_what_a_plain_reading_finds() {
    let mut runner = TestRunner::deterministic();
    let mut interests = Vec::new();
    let mut asked = Vec::new();
    while interests.len() < 300 {
        let text = query().new_tree(&mut runner).expect("a query").current();
        let Ok(query) = noaber_text::parse(&text) else {
            continue;
        };
        let language = LANGUAGES[interests.len() % 3].filter(|_| interests.len() % 4 == 0);
        interests.push(Interest {
            id: InterestId::new(format!("i{}", interests.len())).expect("an id"),
            dossier: noaber_domain::DossierId::new("d").expect("an id"),
            language,
            query: text,
            always: false,
            example: false,
        });
        asked.push((query, language));
    }
    let (matcher, bad) = Matcher::new(&[], &interests, &[]);
    assert!(bad.is_empty());
    let words = || proptest::collection::vec(0..WORDS.len(), 0..12);
    let mut found = 0;
    for i in 0..200 {
        let title = words().new_tree(&mut runner).expect("words").current();
        let body = words().new_tree(&mut runner).expect("words").current();
        let language = [Some(Language::Nl), Some(Language::De), Some(Language::En)][i % 3];
        let item = item(&title, &body, Country::ALL[i % 2], language);
        let lang = language.and_then(|l| Lang::from_code(l.code()));
        let want: Vec<usize> = asked
            .iter()
            .enumerate()
            .filter(|(_, (_, only))| only.is_none() || *only == language)
            .filter(|(_, (query, _))| holds(&query.root, &item, lang, false))
            .map(|(i, _)| i)
            .collect();
        let got: Vec<usize> = matcher
            .found_by(&item)
            .iter()
            .map(|id| id.as_str()[1..].parse().expect("a number"))
            .collect();
        let differ = (0..300).find(|q| want.contains(q) != got.contains(q));
        assert_eq!(
            differ.map(|q| &interests[q].query),
            None,
            "{} | {}",
            item.title,
            item.body
        );
        found += got.len();
    }
    assert!(found > 1_000, "only {found} matches: the test says little");
    println!("{found} matches of 300 queries in 200 documents, all the same");
}

#[test]
fn a_paper_of_two_sources_is_found_by_either() {
    let interest = Interest {
        id: InterestId::new("i").expect("an id"),
        dossier: noaber_domain::DossierId::new("d").expect("an id"),
        language: None,
        query: "source:tk spoor".into(),
        always: true,
        example: false,
    };
    let (matcher, bad) = Matcher::new(&[], &[interest], &[]);
    assert!(bad.is_empty() && matcher.asks_source());
    let item = Item::bare(
        "kst:1-2",
        ItemKind::Motion,
        Country::Nl,
        "Motie over het spoor",
        "https://example.org/1",
    );
    let day = jiff::civil::date(2025, 10, 2);
    let seen = (
        noaber_domain::ItemId(1),
        noaber_domain::LedgerNumber(1),
        day,
    );
    let found = |also: &[String]| matcher.read_all(&item, also, seen, |_| None).shown.len();
    assert_eq!(found(&[]), 0, "one source, and not the one asked for");
    assert_eq!(found(&["kst".into(), "tk".into()]), 1);
}
