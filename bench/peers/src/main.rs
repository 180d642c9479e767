//! The interest index beside Tantivy and SQLite FTS5: the same queries over the same tokens, the same
//! matches asserted. One line of JSON for each number of interests, speeds in documents per second.

#[path = "../../src/standing/made.rs"]
mod made;
mod rivals;
#[path = "../../src/standing/sample.rs"]
mod sample;
#[path = "../../src/standing/texts.rs"]
mod texts;

use anyhow::{Context, Result, ensure};
use made::{Core, index};
use noaber_text::{Analyser, Document, Plan, parse};
use rivals::{Ask, Names};
use std::path::PathBuf;
use texts::Text;

/// Runs of which the best counts.
const RUNS: usize = 3;

/// A match: text and query.
type Match = (u32, u32);

fn main() -> Result<()> {
    let recordings = std::env::args()
        .nth(1)
        .context("expected the folder of recordings")?;
    let texts = texts::texts(&PathBuf::from(recordings))?;
    let analyser = Analyser::new();
    let asked = sample::queries(&analyser, &texts.seen, 100_000);
    let names = Names::new(&analyser, &texts.unseen);
    let written: Vec<String> = texts
        .unseen
        .iter()
        .map(|text| terms(&analyser, text))
        .collect();
    let documents: Vec<Document> = texts
        .unseen
        .iter()
        .map(|text| document(&analyser, text))
        .collect();
    for count in [10_000, 100_000] {
        let asked = &asked[..count];
        let asks: Result<Vec<Ask>> = asked
            .iter()
            .map(|asked| {
                let outline = Plan::new(&analyser, &parse(&asked.query)?).outline(Some(asked.lang));
                Ask::new(&names, &outline)
            })
            .collect();
        let asks = asks?;
        let interests = index(&analyser, asked, &texts.seen)?;
        let mut reader = interests.reader();
        let (ours, found) = best(documents.len(), RUNS, || {
            let mut found: Vec<Match> = Vec::new();
            for (document, n) in documents.iter().zip(0..) {
                found.extend(
                    reader
                        .read_document(document, &[])
                        .iter()
                        .map(|query| (n, *query)),
                );
            }
            Ok(found)
        })?;
        let queries = asks.iter().map(rivals::for_tantivy).collect::<Vec<_>>();
        let (tantivy, by_tantivy) =
            best(written.len(), RUNS, || rivals::tantivy(&written, &queries))?;
        let queries = asks.iter().map(rivals::for_fts5).collect::<Vec<_>>();
        let (fts5, by_fts5) = best(written.len(), RUNS, || rivals::fts5(&written, &queries))?;
        eprintln!(
            "{count} interests, {} matches: {ours:.0} documents/s; Tantivy {tantivy:.0}, FTS5 {fts5:.0}",
            found.len()
        );
        ensure!(
            found == by_tantivy,
            "Tantivy found {} and the index {}",
            by_tantivy.len(),
            found.len()
        );
        ensure!(
            found == by_fts5,
            "FTS5 found {} and the index {}",
            by_fts5.len(),
            found.len()
        );
        println!(
            "{}",
            serde_json::json!({ "interests": count, "ours": ours, "tantivy": tantivy, "fts5": fts5 })
        );
    }
    Ok(())
}

/// Documents per second of working time, best of several runs, and the matches in order.
fn best(
    documents: usize,
    runs: usize,
    mut run: impl FnMut() -> Result<Vec<Match>>,
) -> Result<(f64, Vec<Match>)> {
    let (mut speed, mut found) = (0.0_f64, Vec::new());
    for _ in 0..runs {
        let start = Core::start();
        found = run()?;
        speed = speed.max(documents as f64 / start.seconds());
    }
    found.sort_unstable();
    Ok((speed, found))
}

/// The terms of a text in order, title and body apart.
fn terms(analyser: &Analyser, text: &Text) -> String {
    let of = |part: &str| analyser.index_terms(Some(text.lang), part);
    format!("{} xx_ {}", of(&text.title), of(&text.body))
}

fn document<'t>(analyser: &Analyser, text: &'t Text) -> Document<'t> {
    Document::new(analyser, Some(text.lang), &text.title, &text.body)
}
