//! The real titles and texts that are measured with: 261,669 cases and 6,378 motions.

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use noaber_work::collect::Recorded;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Rows of cases in a page, as the living service would send them.
const PAGE: usize = 250;

fn open(path: &Path) -> Result<BufReader<GzDecoder<File>>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(BufReader::new(GzDecoder::new(file)))
}

/// The cases as pages of the living service.
pub fn cases(recordings: &Path) -> Result<impl Iterator<Item = Recorded>> {
    let mut lines = open(&recordings.join("nl/derived/zaken_slim.jsonl.gz"))?.lines();
    let mut number = 0;
    Ok(std::iter::from_fn(move || {
        let rows: Vec<String> = lines.by_ref().take(PAGE).map_while(Result::ok).collect();
        number += 1;
        (!rows.is_empty()).then(|| Recorded {
            name: format!("zaak_page_{number}.json"),
            bytes: format!("{{\"value\":[{}]}}", rows.join(",")).into_bytes(),
        })
    }))
}

/// The motions with their text, a page each.
pub fn motions(recordings: &Path) -> Result<Vec<Recorded>> {
    let path = recordings.join("nl/tk-odata/document_publications_kst_xml.tar.gz");
    let mut archive = tar::Archive::new(open(&path)?);
    let mut pages = Vec::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = entry
            .path()?
            .file_name()
            .map(|n| n.to_string_lossy().into_owned());
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        pages.push(Recorded {
            name: name.unwrap_or_default(),
            bytes,
        });
    }
    Ok(pages)
}

/// Subjects of the cases, for the plain table and for making queries.
pub fn subjects(recordings: &Path) -> Result<Vec<String>> {
    let lines = open(&recordings.join("nl/derived/zaken_slim.jsonl.gz"))?.lines();
    let subject = |line: std::io::Result<String>| -> Result<String> {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let text = |name: &str| row[name].as_str().unwrap_or_default().trim().to_owned();
        Ok(format!("{} {}", text("Onderwerp"), text("Titel")))
    };
    lines.map(subject).collect()
}

/// Two hundred queries out of real titles, the same in every run: single words from very common to
/// rare, pairs of words, and phrases.
pub fn queries(subjects: &[String]) -> Vec<String> {
    let mut counts: std::collections::HashMap<String, u32> = Default::default();
    for subject in subjects {
        for word in words(subject) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut by_count: Vec<(String, u32)> = counts.into_iter().filter(|(_, n)| *n >= 3).collect();
    by_count.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut queries: Vec<String> = by_count.iter().take(40).map(|w| w.0.clone()).collect();
    let step = by_count.len() / 60;
    queries.extend((0..60).map(|n| by_count[(n * step + 40).min(by_count.len() - 1)].0.clone()));
    let step = subjects.len() / 50;
    for n in 0..50 {
        let found: Vec<String> = words(&subjects[n * step]).take(8).collect();
        if let [first, .., last] = &found[..] {
            queries.push(format!("{first} {last}"));
            queries.push(format!("\"{}\"", found[..2].join(" ")));
        }
    }
    queries.truncate(200);
    queries
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|w| w.chars().count() > 2)
        .map(str::to_lowercase)
}
