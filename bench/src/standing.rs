//! The interest index over real texts: documents per second on one core from raw text and from tokens,
//! how soon a change is live while documents stream, and how much memory it takes.

mod made;
mod peers;
pub mod sample;
pub mod texts;

use crate::report::{Report, percentile};
use anyhow::{Result, ensure};
use made::{Core, index};
use noaber_matching::interests::{Entry, Handle, Interests, Scope};
use noaber_text::{Analyser, Document, Plan, parse};
use sample::Asked;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;
use texts::Text;

/// Interests, goal from raw text, and the name of the measure.
const SIZES: [(usize, f64, &str); 3] = [
    (1_000, 40_000.0, "standing-1k"),
    (10_000, 33_000.0, "standing-10k"),
    (100_000, 20_000.0, "standing-100k"),
];
/// Runs of which the best counts.
const RUNS: usize = 15;

/// Measures all that belongs to the index.
pub fn run(report: &mut Report, root: &Path, target: &Path, recordings: &Path) -> Result<()> {
    if !report.wants("standing") {
        return Ok(());
    }
    if report.wants("standing-peers") {
        peers::run(report, root, target, recordings)?;
    }
    let texts = texts::texts(recordings)?;
    let analyser = Analyser::new();
    let asked = sample::queries(&analyser, &texts.seen, 100_000);
    let mut lengths: Vec<f64> = texts
        .unseen
        .iter()
        .map(|t| {
            analyser
                .tokens(Some(t.lang), &t.body)
                .iter()
                .filter(|t| !t.whole)
                .count() as f64
        })
        .collect();
    let words: f64 = lengths.iter().sum();
    eprintln!(
        "{} texts, {words} words, median {}",
        texts.unseen.len(),
        percentile(&mut lengths, 0.5)
    );
    for (count, goal, name) in SIZES {
        if !report.wants(name) {
            continue;
        }
        let interests = index(&analyser, &asked[..count], &texts.seen)?;
        let speed = from_raw_text(&interests, &texts.unseen);
        let plain = plain(&analyser, &asked[..count], &texts.unseen)?;
        report.at_least(name, speed, "docs/s", Some(plain), goal,
            "one core (its working time) from raw text, 3,000 unseen texts, best of 16; the baseline holds each plan against each document, measured on a sample");
    }
    if !report.wants("standing-memory") && !report.wants("standing-update-p99") {
        return Ok(());
    }
    let interests = index(&analyser, &asked, &texts.seen)?;
    if report.wants("standing-memory") {
        let mut reader = interests.reader();
        for text in &texts.unseen {
            reader.read(&text.entry());
        }
        let bytes = interests.bytes() + reader.bytes();
        report.at_most("standing-memory", bytes as f64 / 1e6, "MB", None, 100.0,
            "100,000 interests with one reader that has read 6,000 texts, counted by the index itself");
    }
    if report.wants("standing-update-p99") {
        updates(report, &analyser, &interests, &asked, &texts.unseen)?;
    }
    Ok(())
}

/// Documents per second, best of several runs.
fn from_raw_text(interests: &Interests, texts: &[Text]) -> f64 {
    let mut reader = interests.reader();
    let mut best = 0.0_f64;
    let (mut found, before) = (0, reader.candidates());
    for _ in 0..=RUNS {
        let start = Core::start();
        found = texts
            .iter()
            .map(|text| reader.read(&text.entry()).len())
            .sum();
        best = best.max(texts.len() as f64 / start.seconds());
    }
    let looked = (reader.candidates() - before) / (RUNS as u64 + 1) / texts.len() as u64;
    eprintln!(
        "{} interests: {best:.0} documents/s, {found} matches, {looked} looked at per document",
        interests.len()
    );
    best
}

/// The same by holding every plan against every document, on so many documents as take a second.
fn plain(analyser: &Analyser, asked: &[Asked], texts: &[Text]) -> Result<f64> {
    let plans: Result<Vec<_>, _> = asked
        .iter()
        .map(|a| parse(&a.query).map(|query| (Plan::new(analyser, &query), a.lang)))
        .collect();
    let plans = plans?;
    let (start, mut read, mut found) = (Core::start(), 0, 0);
    for text in texts.iter().step_by(7) {
        let document = Document::new(analyser, Some(text.lang), &text.title, &text.body);
        found += plans
            .iter()
            .filter(|(plan, lang)| *lang == text.lang && plan.find(&document).is_some())
            .count();
        read += 1;
        if start.seconds() > 1.0 {
            break;
        }
    }
    ensure!(found > 0 || read < 20, "the plain reading found nothing");
    Ok(f64::from(read) / start.seconds())
}

/// Changes interests while another thread reads; each change must be seen by the next document.
fn updates(
    report: &mut Report,
    analyser: &Analyser,
    interests: &Interests,
    asked: &[Asked],
    texts: &[Text],
) -> Result<()> {
    let done = AtomicBool::new(false);
    let read = AtomicU64::new(0);
    let mut times = Vec::new();
    std::thread::scope(|scope| -> Result<()> {
        scope.spawn(|| {
            let mut reader = interests.reader();
            while !done.load(Ordering::Relaxed) {
                for text in texts {
                    reader.read(&text.entry());
                    read.fetch_add(1, Ordering::Relaxed);
                    if done.load(Ordering::Relaxed) {
                        break;
                    }
                }
            }
        });
        let outcome = change_many(analyser, interests, asked, &mut times);
        done.store(true, Ordering::Relaxed);
        outcome
    })?;
    eprintln!(
        "{} changes while {} documents were read, median {:.3} ms",
        times.len(),
        read.load(Ordering::Relaxed),
        percentile(&mut times, 0.5)
    );
    report.at_most("standing-update-p99", percentile(&mut times, 0.99), "ms", None, 1.0,
        "an interest changed among 100,000 while another thread reads documents, until a document is answered by it");
    Ok(())
}

/// Two thousand changes, every tenth to a word that no interest had.
fn change_many(
    analyser: &Analyser,
    interests: &Interests,
    asked: &[Asked],
    times: &mut Vec<f64>,
) -> Result<()> {
    let mut reader = interests.reader();
    for n in 0..2_000_usize {
        let word = format!("onbekend{}", ["a", "b", "c"][n % 3].repeat(1 + n / 30));
        let (query, body) = match n % 10 {
            0 => (word.clone(), word),
            // Every twentieth query is a single word.
            _ => (
                asked[n * 20 % asked.len()].query.clone(),
                asked[n * 20 % asked.len()].query.clone(),
            ),
        };
        let handle = (n * 37 % asked.len()) as Handle;
        let lang = asked[n * 20 % asked.len()].lang;
        let plan = Plan::new(analyser, &parse(&query)?);
        let entry = Entry {
            lang: Some(lang),
            body: &body,
            ..Entry::default()
        };
        let start = Instant::now();
        interests.set(
            handle,
            &plan,
            Scope {
                lang: Some(lang),
                bits: 0,
            },
        );
        let live = reader.read(&entry).contains(&handle);
        times.push(start.elapsed().as_secs_f64() * 1e3);
        ensure!(live, "'{query}' was not live for '{body}'");
    }
    Ok(())
}
