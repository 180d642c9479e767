//! The interest index finds what the plans find: random queries of every sort over random documents of
//! every language, and ten thousand over the real motions; also while interests change.

use flate2::read::GzDecoder;
use noaber_matching::interests::{Entry, Handle, Interests, Scope};
use noaber_text::query::Field;
use noaber_text::{Analyser, Lang, Plan, parse};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::io::{BufRead, BufReader};
use std::path::Path;

const WORDS: [&str; 24] = [
    "spoor",
    "sporen",
    "Spoor",
    "grens",
    "grenzen",
    "grenspark",
    "MST",
    "mst",
    "M-S-T",
    "regio",
    "deal",
    "regiodeal",
    "Regio-Deal",
    "arbeidsmarkt",
    "krapte",
    "arbeidsmarktkrapte",
    "N35",
    "N 35",
    "Münster",
    "Muenster",
    "Grenzpendler",
    "Erasmus+",
    "d.w.z.",
    "2025/0260(COD)",
];
const LANGS: [Option<Lang>; 4] = [Some(Lang::Nl), Some(Lang::De), Some(Lang::En), None];
const CODES: [&str; 3] = ["nl", "de", "eu"];

/// A document that owns its texts.
#[derive(Debug, Clone)]
struct Paper {
    lang: Option<Lang>,
    title: String,
    body: String,
    actors: Vec<String>,
    committee: String,
    codes: Vec<(Field, &'static str)>,
}

impl Paper {
    fn entry(&self) -> Entry<'_> {
        Entry {
            lang: self.lang,
            title: &self.title,
            body: &self.body,
            actors: &self.actors,
            committee: &self.committee,
            codes: &self.codes,
            bits: 0,
        }
    }
}

fn text(most: usize) -> impl Strategy<Value = String> {
    let sign = prop_oneof![8 => Just(" "), 1 => Just(", "), 1 => Just("-"), 1 => Just(". "), 1 => Just("/")];
    let words = proptest::collection::vec((0..WORDS.len(), sign), 0..most);
    words.prop_map(|words| {
        words
            .iter()
            .map(|(w, sign)| format!("{}{sign}", WORDS[*w]))
            .collect()
    })
}

fn paper() -> impl Strategy<Value = Paper> {
    let actors = proptest::collection::vec(text(4), 0..3);
    (0..4_usize, text(6), text(16), actors, text(3), 0..3_usize).prop_map(
        |(lang, title, body, actors, committee, code)| Paper {
            lang: LANGS[lang],
            title,
            body,
            actors,
            committee,
            codes: vec![
                (Field::Country, CODES[code]),
                (Field::Kind, "motion"),
                (Field::Source, "tk"),
            ],
        },
    )
}

fn query() -> impl Strategy<Value = String> {
    let word = || (0..WORDS.len()).prop_map(|w| WORDS[w].trim_end_matches('.').to_owned());
    let leaf = prop_oneof![
        6 => word(),
        3 => (word(), word()).prop_map(|(a, b)| format!("\"{a} {b}\"")),
        1 => (word(), word(), word()).prop_map(|(a, b, c)| format!("\"{a} {b} {c}\"")),
        1 => (word(), word()).prop_map(|(a, b)| format!("=\"{a} {b}\"")),
        2 => proptest::sample::select(vec!["gre*", "spo*", "arbeids*", "m*", "mun*", "erasmus*"]).prop_map(str::to_owned),
        2 => word().prop_map(|w| format!("={w}")),
        1 => word().prop_map(|w| format!("title:{w}")),
        1 => word().prop_map(|w| format!("actor:{w}")),
        1 => (word(), word()).prop_map(|(a, b)| format!("committee:\"{a} {b}\"")),
        1 => word().prop_map(|w| format!("de:{w}")),
        1 => proptest::sample::select(vec!["country:de", "country:nl", "kind:motion", "source:tk", "source:x"]).prop_map(str::to_owned),
        1 => word().prop_map(|w| format!("{w}^3")),
    ];
    leaf.prop_recursive(3, 14, 3, |inner| {
        let op = proptest::sample::select(vec![" AND ", " OR ", " NOT ", " NEAR/2 ", " NEAR/5 "]);
        (inner.clone(), op, inner).prop_map(|(a, op, b)| format!("({a}{op}{b})"))
    })
}

/// Queries that can be read, with their plans.
fn queries(
    runner: &mut TestRunner,
    analyser: &Analyser,
    count: usize,
) -> Vec<(String, Plan, Scope)> {
    let mut made = Vec::new();
    while made.len() < count {
        let text = query().new_tree(runner).expect("a query").current();
        if let Ok(read) = parse(&text) {
            let lang = LANGS[made.len() % 4].filter(|_| made.len() % 3 == 0);
            made.push((text, Plan::new(analyser, &read), Scope { lang, bits: 0 }));
        }
    }
    made
}

fn naive(analyser: &Analyser, paper: &Paper, asked: &[(String, Plan, Scope)]) -> Vec<Handle> {
    let document = paper.entry().document(analyser);
    let holds = |(_, plan, scope): &(String, Plan, Scope)| {
        (scope.lang.is_none() || scope.lang == paper.lang) && plan.find(&document).is_some()
    };
    asked
        .iter()
        .zip(0..)
        .filter(|(asked, _)| holds(asked))
        .map(|(_, n)| n)
        .collect()
}

fn sorted(found: &[Handle]) -> Vec<Handle> {
    let mut found = found.to_vec();
    found.sort_unstable();
    found
}

fn assert_same(got: &[Handle], want: &[Handle], asked: &[(String, Plan, Scope)], paper: &Paper) {
    let differs = (0..asked.len() as Handle).find(|h| got.contains(h) != want.contains(h));
    let query = differs.map(|h| (&asked[h as usize].0, asked[h as usize].2, want.contains(&h)));
    assert_eq!(query, None, "{paper:?}");
    assert_eq!(got, want, "an interest twice");
}

#[test]
fn it_finds_what_the_plans_find() {
    let mut runner = TestRunner::deterministic();
    let analyser = Analyser::new();
    let asked = queries(&mut runner, &analyser, 1_500);
    let interests = Interests::new(analyser.clone());
    interests.load(
        asked
            .iter()
            .zip(0..)
            .map(|((_, plan, scope), h)| (h, plan, *scope)),
    );
    let mut reader = interests.reader();
    let mut found = 0;
    for _ in 0..250 {
        let paper = paper().new_tree(&mut runner).expect("a paper").current();
        let want = naive(&analyser, &paper, &asked);
        let got = sorted(reader.read(&paper.entry()));
        assert_same(&got, &want, &asked, &paper);
        found += got.len();
    }
    println!("{found} matches of 1,500 queries in 250 documents, all the same");
    assert!(found > 5_000, "only {found} matches: the test says little");
}

#[test]
fn changes_are_live_at_once_and_survive_a_new_body() {
    let mut runner = TestRunner::deterministic();
    let analyser = Analyser::new();
    let mut asked = queries(&mut runner, &analyser, 300);
    let mut others = queries(&mut runner, &analyser, 300);
    let interests = Interests::new(analyser.clone());
    let mut reader = interests.reader();
    let empty = Plan::new(&analyser, &parse("niemandzegtdit").expect("a query"));
    for n in 0..asked.len() {
        let handle = n as Handle;
        interests.set(handle, &asked[n].1, asked[n].2);
        if n % 3 == 1 {
            asked[n] = others.pop().expect("as many others");
            interests.set(handle, &asked[n].1, asked[n].2);
        }
        if n % 7 == 2 {
            interests.remove(handle);
            asked[n].1 = empty.clone();
        }
        if n % 50 == 49 {
            assert!(interests.settle());
        }
        if n % 5 == 0 {
            let paper = paper().new_tree(&mut runner).expect("a paper").current();
            let set = &asked[..=n];
            let want = naive(&analyser, &paper, set);
            assert_same(&sorted(reader.read(&paper.entry())), &want, set, &paper);
        }
    }
    for _ in 0..60 {
        let paper = paper().new_tree(&mut runner).expect("a paper").current();
        let want = naive(&analyser, &paper, &asked);
        assert_same(&sorted(reader.read(&paper.entry())), &want, &asked, &paper);
        interests.settle();
    }
}

#[test]
fn ten_thousand_queries_find_the_same_in_the_real_motions() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/nl/derived/moties_fulltext.jsonl.gz");
    let Ok(file) = std::fs::File::open(&file) else {
        println!("skipped: the recorded motions are not here");
        return;
    };
    let lines = BufReader::new(GzDecoder::new(file))
        .lines()
        .map_while(Result::ok);
    let rows = lines.map(|line| serde_json::from_str(&line).expect("a motion"));
    let papers: Vec<Paper> = rows.step_by(9).map(|row| motion(&row)).collect();
    let analyser = Analyser::new();
    let asked = asked_of(&analyser, &papers, 10_000);
    let interests = Interests::new(analyser.clone());
    interests.load(
        asked
            .iter()
            .zip(0..)
            .map(|((_, plan, scope), h)| (h, plan, *scope)),
    );
    let mut reader = interests.reader();
    papers
        .iter()
        .for_each(|paper| assert!(reader.read(&paper.entry()).len() < asked.len()));
    reader.tell();
    assert!(interests.settle());
    let mut found = 0;
    for paper in papers.iter().step_by(12) {
        let want = naive(&analyser, paper, &asked);
        let got = sorted(reader.read(&paper.entry()));
        assert_same(&got, &want, &asked, paper);
        found += got.len();
    }
    println!(
        "{found} matches of 10,000 queries in {} motions, all the same",
        papers.len() / 12 + 1
    );
    assert!(found > 1_000, "only {found} matches: the test says little");
}

fn motion(row: &serde_json::Value) -> Paper {
    let field = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    Paper {
        lang: Some(Lang::Nl),
        title: field("onderwerp"),
        body: field("tekst"),
        actors: vec![field("indiener")],
        committee: field("dossiertitel"),
        codes: vec![
            (Field::Country, "nl"),
            (Field::Kind, "motion"),
            (Field::Source, "tk"),
        ],
    }
}

/// Queries of every sort out of the words of the papers.
fn asked_of(analyser: &Analyser, papers: &[Paper], count: usize) -> Vec<(String, Plan, Scope)> {
    let words: Vec<Vec<&str>> = papers
        .iter()
        .map(|paper| paper.body.split_whitespace().collect())
        .collect();
    let mut asked = Vec::new();
    let mut n = 0_usize;
    while asked.len() < count {
        let row = &words[n * 31 % words.len()];
        let word = |k: usize| {
            row.get((n * 7 + k) % row.len().max(1))
                .copied()
                .unwrap_or("motie")
        };
        let (a, b, c) = (word(1), word(2), word(n % 40));
        let query = match n % 9 {
            0 => format!("{a} AND {c}"),
            1 => format!("\"{a} {b}\""),
            2 => format!("{a} OR {c} OR \"{b} {a}\""),
            3 => format!("{c} AND NOT {a}"),
            4 => format!("({a} OR {b}) NEAR/6 {c}"),
            5 => format!("={c}"),
            6 => format!("{}*", c.chars().take(5).collect::<String>()),
            7 => format!("title:{c} OR committee:{c} AND country:nl"),
            _ => c.to_owned(),
        };
        n += 1;
        if let Ok(read) = parse(&query) {
            let lang = Some(Lang::Nl).filter(|_| n.is_multiple_of(2));
            asked.push((query, Plan::new(analyser, &read), Scope { lang, bits: 0 }));
        }
    }
    asked
}
