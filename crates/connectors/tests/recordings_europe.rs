//! Reads the real answers of Brussels and Berlin that stand beside the project, where they do.
//! Where they are absent it says so and passes.

use noaber_connectors::{Harvest, Page, kinds, read_recording};
use noaber_domain::{Country, Item, ItemKind, ItemState, Language, Link, Relation};
use noaber_domain::{Source, SourceId, Wording};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn data(path: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let found = root.join(path);
    if !found.exists() {
        println!("skipped: ../shared/data/{path} is not here");
        return None;
    }
    Some(found)
}

fn source(kind: &str, language: Option<Language>) -> Source {
    Source {
        id: SourceId::new("recording").expect("a slug"),
        kind: kind.into(),
        name: Wording::default(),
        address: "https://example.org/api".into(),
        country: Country::Eu,
        language,
        every_hours: 6,
        silent_after_days: 7,
        settings: BTreeMap::new(),
        active: true,
    }
}

fn read(kind: &str, language: Option<Language>, path: &Path) -> Harvest {
    let bytes = std::fs::read(path).expect("a recorded file reads");
    let kind_of = kinds::find(kind).expect("a kind on the list");
    let name = path.display().to_string();
    read_recording(kind_of, &source(kind, language), &bytes, &name)
        .unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// All files below a folder whose names begin so.
fn below(folder: &Path, starts: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            below(&path, starts, found);
        } else if name.starts_with(starts) && name.ends_with(".json") {
            found.push(path);
        }
    }
    found.sort();
}

fn links_to(item: &Item, what: Relation) -> Vec<&str> {
    let links = item.links.iter().filter(|link| link.what == what);
    links.map(|link| link.to.as_str()).collect()
}

#[test]
fn recorded_documents_of_the_parliament_are_read_in_dutch() {
    let Some(folder) = data("eu/europarl-api-v2-howtheyvote") else {
        return;
    };
    let mut paths = Vec::new();
    below(&folder, "odp-document", &mut paths);
    let items: Vec<Item> = paths
        .iter()
        .flat_map(|path| read("europarl", Some(Language::Nl), path).items)
        .collect();
    println!("{} files, {} documents", paths.len(), items.len());
    assert_eq!(items.len(), 4);
    for item in &items {
        assert_eq!(item.language, Some(Language::Nl), "{}", item.key);
        assert!(item.published.is_some() && item.body.lines().count() >= 3);
    }
    let report = &items[0];
    assert_eq!(report.key, "ep:A-10-2026-0106");
    assert_eq!(
        (report.kind, report.committee.as_deref()),
        (ItemKind::Report, Some("AFET"))
    );
    assert_eq!(
        links_to(report, Relation::PartOf),
        ["procedure:2025/2256(INI)"]
    );
    assert!(
        report
            .title
            .starts_with("VERSLAG over het Commissieverslag 2025")
    );
    assert!(report.body.contains("Commission report on Türkiye"));
}

#[test]
fn recorded_procedures_of_the_parliament_are_read() {
    let Some(folder) = data("eu/europarl-api-v2-howtheyvote") else {
        return;
    };
    let mut paths = Vec::new();
    below(&folder, "odp-procedure", &mut paths);
    let items: Vec<Item> = paths
        .iter()
        .flat_map(|path| read("europarl", None, path).items)
        .collect();
    assert_eq!(items.len(), 7);
    let customs = items.iter().find(|item| item.key == "ep:proc:2025-0260");
    let customs = customs.expect("the procedure on customs");
    assert_eq!(customs.same, ["procedure:2025/0260(COD)"]);
    assert_eq!(
        (customs.kind, customs.state),
        (ItemKind::Bill, Some(ItemState::Open))
    );
    assert_eq!(
        (customs.dates.len(), customs.committee.as_deref()),
        (4, Some("INTA"))
    );
    let eurodac = items.iter().find(|item| item.key == "ep:proc:2016-0132");
    assert_eq!(
        eurodac.and_then(|item| item.state),
        Some(ItemState::Adopted)
    );
}

#[test]
fn a_recorded_list_of_initiatives_is_read() {
    let Some(path) = data("eu/have-your-say-sample/searchInitiatives_listing_cut.json") else {
        return;
    };
    let items = read("have_your_say", None, &path).items;
    assert_eq!(items.len(), 2);
    assert_eq!(
        (items[0].key.as_str(), items[0].state),
        ("hys:18805", Some(ItemState::Open))
    );
    let days: Vec<String> = items[0]
        .dates
        .iter()
        .map(|date| date.on.to_string())
        .collect();
    assert_eq!(days, ["2026-08-31", "2026-09-28"]);
}

#[test]
fn recorded_texts_of_acts_are_read() {
    let Some(folder) = data("eu/cellar-fixtures") else {
        return;
    };
    let facts = r#"{"head":{"vars":["celex","field"]},"results":{"bindings":[{"celex":{"value":"32024R1689"},"field":{"value":"title"},"value":{"value":"Act"},"lang":{"value":"ENG"}}]}}"#;
    let kind = kinds::find("cellar").expect("a kind");
    let source = source("cellar", Some(Language::En));
    let now = "2026-06-01T12:00:00Z".parse().expect("a moment");
    let page = |body: Vec<u8>, carry: Option<String>| Page {
        url: "https://example.org/x".into(),
        status: 200,
        content_type: None,
        body,
        retrieved: now,
        carry,
        headers: Vec::new(),
    };
    let asked = (kind.read)(
        &source,
        &page(facts.into(), Some(r#"{"Works":{"done":null}}"#.into())),
    );
    let text_request = asked.expect("readable").next.remove(0);
    for name in [
        "aiact-32024R1689-abridged.xhtml",
        "gdpr-32016R0679-abridged.xhtml",
    ] {
        let bytes = std::fs::read(folder.join(name)).expect("a recorded text");
        let read = (kind.read)(&source, &page(bytes.clone(), text_request.carry.clone()));
        let items = read.unwrap_or_else(|fault| panic!("{name}: {fault}")).items;
        let body = &items[0].body;
        assert!(
            body.len() > 250 && body.contains("Article 5"),
            "{name}: {body}"
        );
        assert!(!body.contains("<p"), "{name}");
        let half = bytes[..bytes.len() / 2].to_vec();
        assert!((kind.read)(&source, &page(half, text_request.carry.clone())).is_err());
    }
}

#[test]
fn recorded_steps_and_papers_of_the_bundestag_hang_together() {
    let Some(folder) = data("de/dip_api_recorded") else {
        return;
    };
    let all = |starts: &str| {
        let mut paths = Vec::new();
        below(&folder, starts, &mut paths);
        let items = paths.iter().flat_map(|path| read("dip", None, path).items);
        items.collect::<Vec<Item>>()
    };
    let steps = all("vorgangsposition");
    // The other one is a printed paper and comes as that paper.
    assert_eq!(steps.len(), 1);
    assert_eq!(
        (steps[0].kind, steps[0].state),
        (ItemKind::Vote, Some(ItemState::Adopted))
    );
    assert_eq!(
        links_to(&steps[0], Relation::Concerns),
        ["dip:vorgang:334923", "bt-drs:21/6278", "bt-drs:21/7009"]
    );
    let papers = all("drucksache");
    let report = papers.iter().find(|item| item.same == ["bt-drs:21/7009"]);
    let report = report.expect("the report of the committee");
    let cases = [
        "dip:vorgang:335070",
        "dip:vorgang:330686",
        "dip:vorgang:334923",
    ];
    assert_eq!(links_to(report, Relation::PartOf), cases);
    let about = [
        "bt-drs:21/6278",
        "bt-drs:21/6565",
        "bt-drs:21/3910",
        "bt-drs:21/6019",
    ];
    assert_eq!(links_to(report, Relation::Concerns), about);
    let law = all("vorgang_")
        .into_iter()
        .find(|item| item.key == cases[2]);
    let law = law.expect("the act on heating");
    assert_eq!(law.state, Some(ItemState::Adopted));
    assert_eq!(links_to(&law, Relation::Implements), ["celex:32024L1275"]);
    assert!(
        law.links
            .contains(&Link::new(Relation::Related, "dip:vorgang:337065"))
    );
}

#[test]
fn com_numbers_are_found_in_the_titles_of_german_procedures() {
    let Some(path) = data("de/dip21/vorgaenge_wp18.tsv.gz") else {
        return;
    };
    let file = std::fs::File::open(path).expect("the archive opens");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(file), &mut text)
        .expect("gzip");
    let rows = text
        .lines()
        .filter(|row| row.split('\t').nth(2) == Some("EU-Vorlage"));
    let titles: Vec<&str> = rows.filter_map(|row| row.split('\t').nth(4)).collect();
    let written = titles
        .iter()
        .filter(|title| title.contains("KOM(") || title.contains("KOM ("))
        .count();
    let found = titles
        .iter()
        .filter(|title| !noaber_connectors::formats::com_number::com_numbers(title).is_empty())
        .count();
    println!(
        "{} EU papers, {written} with a KOM number, found in {found}",
        titles.len()
    );
    assert!(written > 2_700 && found * 1_000 >= written * 998);
}
