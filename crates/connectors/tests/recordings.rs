//! Reads the real payloads that stand beside the project, where they do, and prints what each
//! archive yields. Where they are absent it says so and passes.

use noaber_connectors::{Harvest, kinds, read_recording};
use noaber_domain::{Country, Source, SourceId, Wording};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
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

fn source(kind: &str, country: Country) -> Source {
    Source {
        id: SourceId::new("recording").expect("a slug"),
        kind: kind.into(),
        name: Wording::default(),
        address: "https://example.org/api".into(),
        country,
        language: None,
        every_hours: 6,
        silent_after_days: 7,
        settings: BTreeMap::new(),
        active: true,
    }
}

#[derive(Default, Debug)]
struct Tally {
    pages: usize,
    items: usize,
    tombstones: usize,
    rejected: usize,
    with_body: usize,
    unreadable: Vec<String>,
    first_rejected: Option<String>,
    keys: BTreeSet<String>,
    kinds: BTreeMap<&'static str, usize>,
}

impl Tally {
    fn add(&mut self, name: &str, harvest: Result<Harvest, noaber_connectors::Unreadable>) {
        self.pages += 1;
        match harvest {
            Ok(harvest) => {
                self.items += harvest.items.len();
                self.tombstones += harvest.tombstones.len();
                self.rejected += harvest.rejected.len();
                if let Some(first) = harvest.rejected.first() {
                    self.first_rejected
                        .get_or_insert(format!("{name}: {first:?}"));
                }
                for item in harvest.items {
                    *self.kinds.entry(item.kind.code()).or_default() += 1;
                    self.with_body += usize::from(!item.body.is_empty());
                    assert!(
                        !item.title.contains(['\n', '\u{0}', '\u{202e}']),
                        "{}",
                        item.title
                    );
                    self.keys.insert(item.key);
                }
            }
            Err(fault) => self.unreadable.push(format!("{name}: {fault}")),
        }
    }

    fn tell(&self, name: &str) {
        println!(
            "{name}: {} pages, {} items ({} keys, {} with text), {} tombstones, {} rejected, {} unreadable; {:?}",
            self.pages,
            self.items,
            self.keys.len(),
            self.with_body,
            self.tombstones,
            self.rejected,
            self.unreadable.len(),
            self.kinds
        );
        if let Some(first) = &self.first_rejected {
            println!("  first rejected: {first}");
        }
        assert!(
            self.unreadable.is_empty(),
            "{:?}",
            &self.unreadable[..self.unreadable.len().min(3)]
        );
        assert!(
            self.rejected * 100 <= self.items,
            "{name}: more than 1% rejected"
        );
    }
}

fn archive(kind: &str, path: &str, suffix: &str) -> Option<Tally> {
    let kind_of = kinds::find(kind).expect("a kind on the list");
    let source = source(kind, Country::Nl);
    let file = std::fs::File::open(data(path)?).expect("the archive opens");
    let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(file));
    let mut tally = Tally::default();
    for entry in tar.entries().expect("an archive") {
        let mut entry = entry.expect("a member");
        let name = entry.path().expect("a name").to_string_lossy().into_owned();
        if name.ends_with(suffix) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("a member reads");
            tally.add(&name, read_recording(kind_of, &source, &bytes, &name));
        }
    }
    tally.tell(path);
    Some(tally)
}

fn files(kind: &str, country: Country, paths: &[PathBuf]) -> Tally {
    let kind_of = kinds::find(kind).expect("a kind on the list");
    let source = source(kind, country);
    let mut tally = Tally::default();
    for path in paths {
        let mut bytes = std::fs::read(path).expect("a recorded file reads");
        if path.extension().is_some_and(|e| e == "gz") {
            let mut plain = Vec::new();
            flate2::read::GzDecoder::new(bytes.as_slice())
                .read_to_end(&mut plain)
                .expect("gzip");
            bytes = plain;
        }
        let name = path
            .file_name()
            .expect("a file")
            .to_string_lossy()
            .into_owned();
        tally.add(&name, read_recording(kind_of, &source, &bytes, &name));
    }
    tally.tell(&format!("{kind}: {} files", paths.len()));
    tally
}

fn listed(folder: &str, starts: &str) -> Vec<PathBuf> {
    let Some(folder) = data(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with(starts))
        })
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    paths
}

#[test]
fn all_recorded_meetings_are_read() {
    if let Some(tally) = archive("tweede_kamer", "nl/tk-odata/activiteit.tar.gz", ".json") {
        assert!(tally.items >= 69_000 && tally.items + tally.tombstones >= 77_000);
    }
}

#[test]
fn all_recorded_papers_are_read() {
    if let Some(tally) = archive("tweede_kamer", "nl/tk-odata/document.tar.gz", ".json") {
        assert!(tally.items >= 46_980 && tally.items + tally.tombstones >= 58_000);
    }
}

#[test]
fn all_recorded_cases_with_papers_are_read() {
    if let Some(tally) = archive("tweede_kamer", "nl/tk-odata/zaak_documents.tar.gz", ".json") {
        assert!(tally.items >= 8_041);
    }
}

#[test]
fn all_recorded_motion_texts_are_read_with_their_text() {
    if let Some(tally) = archive(
        "kst",
        "nl/tk-odata/document_publications_kst_xml.tar.gz",
        ".xml",
    ) {
        assert_eq!((tally.keys.len(), tally.with_body), (6_378, 6_378));
        assert_eq!(tally.kinds.get("motion"), Some(&6_378));
    }
}

#[test]
fn recorded_answers_of_each_entity_are_read_or_passed_over() {
    let pages = listed("nl/tk-odata/fixtures/pages_no_fk", "");
    if !pages.is_empty() {
        let tally = files("tweede_kamer", Country::Nl, &pages);
        assert!(tally.items >= 2_000 && tally.tombstones > 0);
        assert!(tally.keys.iter().all(|key| key.starts_with("tk:")));
        files(
            "tweede_kamer",
            Country::Nl,
            &listed("nl/tk-odata/fixtures", "api_response_tk__"),
        );
    }
}

#[test]
fn recorded_searches_and_papers_of_the_repository_are_read() {
    let mut paths = listed("nl/koop-sru", "sru_eerste");
    if !paths.is_empty() {
        paths.extend(listed("nl/koop-sru", "sru_staats"));
        paths.extend(listed("nl/koop-sru", "kst-"));
        let tally = files("kst", Country::Nl, &paths);
        // All records of the searches lead on to their text, one of them to a PDF.
        assert_eq!(
            tally.keys.iter().map(String::as_str).collect::<Vec<_>>(),
            ["kst:kst-36045-299"]
        );
        let bytes = std::fs::read(&listed("nl/koop-sru", "sru_unknown")[0]).expect("reads");
        let kind = kinds::find("kst").expect("a kind");
        let refused = read_recording(kind, &source("kst", Country::Nl), &bytes, "x.xml");
        assert!(matches!(
            refused,
            Err(noaber_connectors::Unreadable::Refused { .. })
        ));
    }
}

#[test]
fn recorded_answers_of_the_bundestag_are_read() {
    let paths: Vec<PathBuf> = ["drucksache", "vorgang_"]
        .iter()
        .flat_map(|start| listed("de/dip_api_recorded", start))
        .collect();
    if !paths.is_empty() {
        let tally = files("dip", Country::De, &paths);
        assert_eq!(tally.items, 7);
    }
}

#[test]
fn recorded_calls_are_read() {
    let Some(calls) = data("eu/sedia-calls/derived_calls_629.jsonl.gz") else {
        return;
    };
    let tally = files("sedia", Country::Eu, &[calls]);
    assert_eq!(tally.keys.len(), 629);
    assert!(tally.with_body >= 605);
    assert_eq!(
        files(
            "sedia",
            Country::Eu,
            &listed("eu/sedia-raw-sample", "result")
        )
        .items,
        1
    );
    assert!(files("sedia", Country::Eu, &listed("eu/sedia-feed/snapshots", "")).items >= 1_500);
}
