//! What was recorded of the Dutch House of Representatives: every word of its debates, every vote by
//! decision, every paper under the number that its publication has. Skipped where it is not at hand.

mod server;

use noaber_connectors::{Harvest, Kind, kinds, read_recording};
use noaber_domain::{Item, ItemKind, ItemState, Relation};
use server::source;
use std::collections::HashSet;
use std::path::Path;

const ODATA: &str = "https://data.example.org/OData/v5";

fn kind(code: &str) -> Kind {
    kinds::find(code).expect("a kind of the house")
}

fn recorded(code: &str, body: &[u8]) -> Harvest {
    let any = source(code, ODATA, &[]);
    read_recording(kind(code), &any, body, "recorded").expect("readable")
}

#[test]
fn recorded_debates_keep_every_word() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/nl/debates");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: ../shared/data/nl/debates is not here");
        return;
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "xml"));
    paths.sort();
    let (mut items, mut words, mut links) = (0, 0, 0);
    for path in &paths {
        let harvest = recorded("vlos", &std::fs::read(path).expect("a report"));
        assert!(harvest.rejected.is_empty(), "{:?}", harvest.rejected);
        assert_eq!(harvest.items.len(), 1, "{}", path.display());
        for item in harvest.items {
            assert_eq!(item.state, Some(ItemState::Open));
            assert!(item.number.is_some() && item.committee.is_some() && item.actors.len() > 2);
            assert_eq!(item.links[0].what, Relation::RecordOf);
            println!(
                "{} {:?}: {} words, {} links, {} speakers, first {}",
                item.key,
                item.title,
                item.body.split_whitespace().count(),
                item.links.len(),
                item.actors.len(),
                item.actors[0]
            );
            items += 1;
            words += item.body.split_whitespace().count();
            links += item.links.len();
        }
    }
    println!(
        "vlos: {} reports, {items} items, {words} words, {links} links",
        paths.len()
    );
    assert!(words > 150_000, "{words}");
}

#[test]
fn recorded_votes_are_rolled_up_by_decision() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/nl/tk-odata/fixtures/stemming_expand_pages/stemming_page_0001_enriched_20251003T132907Z.json");
    let Ok(body) = std::fs::read(path) else {
        println!("skipped: ../shared/data/nl/tk-odata/fixtures is not here");
        return;
    };
    let harvest = recorded("tweede_kamer", &body);
    assert!(harvest.rejected.is_empty(), "{:?}", harvest.rejected);
    assert_eq!(harvest.items.len(), 7);
    for item in &harvest.items {
        println!(
            "{:?} {}: {}",
            item.state,
            item.title,
            item.body.replace('\n', " | ")
        );
        assert!(matches!(
            item.state,
            Some(ItemState::Adopted | ItemState::Rejected)
        ));
        assert!(item.body.contains("Voor (") || item.body.contains("Tegen ("));
        assert!(!item.links.is_empty());
    }
}

/// Each recorded file of an archive as the kind reads it.
fn archive(code: &str, name: &str) -> Option<Vec<Item>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/nl/tk-odata");
    let Ok(file) = std::fs::File::open(folder.join(name)) else {
        println!("skipped: ../shared/data/nl/tk-odata/{name} is not here");
        return None;
    };
    let any = source(code, ODATA, &[]);
    let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(file));
    let mut items = Vec::new();
    for entry in tar.entries().expect("an archive") {
        let mut entry = entry.expect("a member");
        let name = entry.path().expect("a name").to_string_lossy().into_owned();
        if !name.ends_with('/') {
            let mut body = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut body).expect("a member reads");
            let read = read_recording(kind(code), &any, &body, &name).expect("readable");
            assert!(read.rejected.is_empty(), "{name}: {:?}", read.rejected);
            items.extend(read.items);
        }
    }
    Some(items)
}

#[test]
fn recorded_papers_and_their_publications_are_known_by_the_same_number() {
    let (Some(rows), Some(publications)) = (
        archive("tweede_kamer", "zaak_documents.tar.gz"),
        archive("kst", "document_publications_kst_xml.tar.gz"),
    ) else {
        return;
    };
    let known: HashSet<String> = rows.iter().flat_map(|item| item.same.clone()).collect();
    let joined = publications.iter().filter(|item| {
        let number = item.number.as_deref().unwrap_or_default();
        known.contains(&number.to_lowercase())
    });
    let (joined, all) = (joined.count(), publications.len());
    println!("{joined} of {all} publications are joined to a paper by number");
    let papers: Vec<&Item> = rows
        .iter()
        .filter(|i| i.key.starts_with("tk:document:"))
        .collect();
    // Each motion is the whole of its case; the letters about one merely belong to it.
    let (motions, letters): (Vec<&Item>, Vec<&Item>) =
        papers.iter().partition(|i| i.kind == ItemKind::Motion);
    let is_case = |item: &&&Item| item.same.iter().any(|name| name.starts_with("tk:zaak:"));
    let part_of = |item: &&&Item| item.links.iter().any(|l| l.what == Relation::PartOf);
    assert_eq!(motions.iter().filter(is_case).count(), motions.len());
    assert_eq!(motions.iter().filter(part_of).count(), 0);
    assert_eq!(letters.iter().filter(is_case).count(), 0);
    assert_eq!(letters.iter().filter(part_of).count(), letters.len());
    println!("{} motions are their cases", motions.len());
    let cases: HashSet<&str> = motions
        .iter()
        .flat_map(|i| i.same.iter().map(String::as_str))
        .filter(|name| name.starts_with("tk:zaak:"))
        .collect();
    assert_eq!(cases.len(), motions.len(), "no two motions share a case");
    assert!(joined * 100 >= all * 99, "{joined} of {all}");
}
