//! How well the words find what an assessor wanted to see, on judged items of five dossiers. The
//! collection is not part of the project; without it the test says so and ends.

use noaber_domain::{
    Country, Dossier, DossierId, Interest, InterestId, Item, ItemId, ItemKind, Language,
    LedgerNumber, Organisation, Wording,
};
use noaber_matching::Matcher;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/eval/twente");
    let there = folder.join("qrels.tsv").is_file();
    if !there {
        println!("skipped: the judged collection is not beside the project");
    }
    there.then_some(folder)
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).expect("the file is there and is text")
}

fn dossiers(folder: &Path) -> (Vec<Dossier>, Vec<Interest>) {
    let file: toml::Table = toml::from_str(&read(folder, "dossiers.toml")).expect("TOML");
    let mut dossiers = Vec::new();
    let mut interests = Vec::new();
    for written in file["dossier"].as_array().expect("a list") {
        let text = |key: &str| written[key].as_str().expect("a text").to_owned();
        let id = DossierId::new(text("id")).expect("an id");
        for language in Language::ALL {
            let terms = written[format!("terms_{language}").as_str()]
                .as_array()
                .expect("a list");
            let terms: Vec<&str> = terms.iter().filter_map(|t| t.as_str()).collect();
            interests.push(Interest {
                id: InterestId::new(format!("{id}-{language}")).expect("an id"),
                dossier: id.clone(),
                language: Some(language),
                query: terms.join(", "),
                example: false,
            });
        }
        let dossier = serde_json::json!({
            "id": id.as_str(),
            "title": { "nl": text("title_nl"), "de": text("title_de"), "en": text("title_en") },
            "about": Wording::of(Language::Nl, text("about")),
        });
        dossiers.push(serde_json::from_value(dossier).expect("a dossier"));
    }
    (dossiers, interests)
}

/// The organisations of the region pack that is part of the project.
fn organisations() -> Vec<Organisation> {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regions/twente");
    let file: toml::Table = toml::from_str(&read(&pack, "organisations.toml")).expect("TOML");
    let listed = file["organisation"].as_array().expect("a list").iter();
    listed
        .map(|o| {
            let mut o = o.clone();
            if let Some(name) = o["name"].as_str().map(str::to_owned) {
                o["name"] =
                    toml::Value::Table([("nl".to_owned(), name.into())].into_iter().collect());
            }
            o.try_into().expect("an organisation")
        })
        .collect()
}

fn item(line: &str) -> (String, Item) {
    let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let (country, kind) = match text("collection").as_str() {
        c if c.starts_with("de") => (Country::De, ItemKind::Other),
        c if c.contains("motie") => (Country::Nl, ItemKind::Motion),
        c if c.starts_with("nl") => (Country::Nl, ItemKind::Other),
        c if c.contains("call") || c.contains("sedia") => (Country::Eu, ItemKind::Call),
        _ => (Country::Eu, ItemKind::Other),
    };
    let item = Item {
        key: format!("eval:{}", text("id")),
        number: None,
        kind,
        label: None,
        country,
        language: Language::from_tag(&text("language")),
        title: text("title"),
        body: text("text"),
        url: "https://example.org/".into(),
        published: text("date").parse().ok(),
        dates: Vec::new(),
        actors: Vec::new(),
        committee: None,
        file: None,
        topics: Vec::new(),
    };
    (text("id"), item)
}

/// nDCG@10 with gain 2^grade - 1, and average precision with grade >= 1, of grades in ranked order.
fn quality(ranked: &[u32]) -> (f64, f64) {
    let dcg = |grades: &[u32]| -> f64 {
        let gain = |(i, g): (usize, &u32)| (2_f64.powi(*g as i32) - 1.0) / (i as f64 + 2.0).log2();
        grades.iter().take(10).enumerate().map(gain).sum()
    };
    let mut ideal = ranked.to_vec();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let (mut seen, mut precision) = (0.0, 0.0);
    for (i, grade) in ranked.iter().enumerate() {
        if *grade > 0 {
            seen += 1.0;
            precision += seen / (i as f64 + 1.0);
        }
    }
    (
        dcg(ranked) / dcg(&ideal).max(1e-9),
        precision / f64::max(seen, 1.0),
    )
}

#[test]
fn words_alone_rank_judged_items_well() {
    let Some(folder) = folder() else { return };
    let (dossiers, interests) = dossiers(&folder);
    let (matcher, bad) = Matcher::new(&dossiers, &interests, &organisations());
    assert!(bad.is_empty(), "{bad:?}");
    let today = "2026-08-01".parse().expect("a date");
    let mut scores: HashMap<(String, String), (f64, String)> = HashMap::new();
    let items: Vec<(String, Item)> = read(&folder, "items.jsonl").lines().map(item).collect();
    for (id, item) in &items {
        for signal in matcher.read(item, ItemId(1), LedgerNumber(1), today) {
            let key = (signal.dossier.to_string(), id.clone());
            scores.insert(
                key,
                (signal.score.value(), signal.bearing.code().to_owned()),
            );
        }
    }
    let judged = read(&folder, "qrels.tsv");
    let mut ranked: HashMap<&str, Vec<(f64, &str, u32)>> = HashMap::new();
    let mut kinds: HashMap<(&str, String), usize> = HashMap::new();
    for line in judged.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let grade: u32 = cells[2].parse().expect("a grade");
        let found = scores.get(&(cells[0].to_owned(), cells[1].to_owned()));
        let score = found.map_or(0.0, |f| f.0);
        ranked
            .entry(cells[0])
            .or_default()
            .push((score, cells[1], grade));
        let bearing = found.map_or("neutral", |f| f.1.as_str()).to_owned();
        *kinds.entry((cells[3], bearing)).or_default() += 1;
    }
    let mut sums = (0.0, 0.0);
    for (dossier, list) in &mut ranked {
        list.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let grades: Vec<u32> = list.iter().map(|row| row.2).collect();
        let (ndcg, map) = quality(&grades);
        let relevant = list.iter().filter(|r| r.2 > 0).count();
        let met = list.iter().filter(|r| r.2 > 0 && r.0 > 0.0).count();
        let noise = list.iter().filter(|r| r.2 == 0 && r.0 > 0.0).count();
        println!(
            "{dossier}: nDCG@10 {ndcg:.3} AP {map:.3}; met {met} of {relevant}, noise {noise}"
        );
        sums = (sums.0 + ndcg, sums.1 + map);
    }
    let count = ranked.len() as f64;
    let (ndcg, map) = (sums.0 / count, sums.1 / count);
    println!(
        "all: nDCG@10 {ndcg:.3} MAP {map:.3}; bearing macro F1 {:.3}",
        macro_f1(&kinds)
    );
    assert!(ndcg > 0.75 && map > 0.7, "nDCG@10 {ndcg:.3} MAP {map:.3}");
}

fn macro_f1(kinds: &HashMap<(&str, String), usize>) -> f64 {
    let classes = ["opportunity", "threat", "neutral"];
    let count = |test: &dyn Fn(&str, &str) -> bool| -> f64 {
        kinds
            .iter()
            .filter(|((j, f), _)| test(j, f))
            .map(|(_, n)| *n as f64)
            .sum()
    };
    let f1 = classes.map(|class| {
        let right = count(&|judged, found| judged == class && found == class);
        let either = count(&|judged, _| judged == class) + count(&|_, found| found == class);
        2.0 * right / either
    });
    f1.iter().sum::<f64>() / 3.0
}
