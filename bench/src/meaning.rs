//! The encoder's speed and memory, the nearest among a million vectors, and how well Dutch
//! sentences find German procedures. Skipped, saying so, where the model is not installed.

use crate::corpus;
use crate::report::Report;
use anyhow::{Context, Result};
use noaber_meaning::{Direction, Encoder, LENGTH, Questions, Quick, Vector, Vectors};
use std::path::Path;
use std::time::Instant;

/// Subject areas of the Bundestag and a Dutch sentence on each: the sixteen with most procedures of
/// one single area in term 18, written before anything was measured.
const AREAS: &str = include_str!("../../crates/matching/rules/areas.tsv");
/// The precision is that of so many first results.
const DEPTH: usize = 50;

/// Measures what depends on the model that `cargo xtask model` puts under `target`.
pub fn run(report: &mut Report, target: &Path, recordings: &Path) -> Result<()> {
    if !["encoder", "quick", "nearest", "precision"]
        .iter()
        .any(|name| report.wants(name))
    {
        return Ok(());
    }
    nearest(report)?;
    let Some(model) = noaber_meaning::find(&target.join("model")) else {
        eprintln!(
            "no model in {}: the encoder was not measured; run cargo xtask model",
            target.join("model").display()
        );
        return Ok(());
    };
    let before = resident();
    let encoder = Encoder::open(&model)?;
    report.at_most(
        "encoder-memory",
        resident() - before,
        "MB",
        None,
        170.0,
        "resident memory of the encoder once it is open",
    );
    let quick = Quick::open_or_make(&encoder, &target.join("model"))?;
    speed(report, &encoder, &quick, recordings)?;
    precision(report, &encoder, &quick, recordings)
}

/// Short texts a second, on this thread.
fn speed(report: &mut Report, encoder: &Encoder, quick: &Quick, recordings: &Path) -> Result<()> {
    let subjects = corpus::subjects(recordings)?;
    let short = subjects
        .iter()
        .filter(|text| (6..10).contains(&text.split_whitespace().count()));
    let short: Vec<&String> = short.take(30_000).collect();
    let few: Vec<&&String> = short.iter().step_by(10).collect();
    let together = best(3, || encoder.encode_all(&few).len());
    let alone = best(1, || {
        let some: Vec<_> = few
            .iter()
            .take(600)
            .map(|text| encoder.encode(text))
            .collect();
        some.len()
    });
    report.at_least("encoder", together, "texts/s", Some(alone), 1_200.0,
        "3,000 titles of 6 to 9 words (some 16 pieces), many at once, a second of one core's time; the baseline is the same encoder one text at a time");
    let fast = best(3, || quick.encode_all(encoder, &short).len());
    report.at_least(
        "quick",
        fast,
        "texts/s",
        Some(together),
        120_000.0,
        "30,000 such titles by the static table, likewise; the baseline is the encoder",
    );
    Ok(())
}

/// Things a second of this thread's time on a core, the best of several runs. Waiting for a core
/// that others use does not count, where the system keeps account of it.
fn best(runs: usize, mut work: impl FnMut() -> usize) -> f64 {
    let once = |_| {
        let (start, before) = (Instant::now(), on_core());
        let done = work() as f64;
        let spent = before
            .zip(on_core())
            .map_or(start.elapsed().as_secs_f64(), |(from, to)| to - from);
        done / spent.max(1e-9)
    };
    (0..runs).map(once).fold(0.0, f64::max)
}

/// Seconds that this thread has been on a core.
fn on_core() -> Option<f64> {
    let account = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = account.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// The ten nearest among a million vectors, in milliseconds.
fn nearest(report: &mut Report) -> Result<()> {
    if !report.wants("nearest-1m") {
        return Ok(());
    }
    let mut chance = Chance(7);
    let base: Vec<Vector> = (0..1_000)
        .map(|_| Ok(Vector::new(&chance.direction())?))
        .collect::<Result<_>>()?;
    let mut vectors = Vectors::with_room_for(1_000_000);
    let mut plain: Vec<f32> = Vec::with_capacity(250_000 * LENGTH);
    for number in 0..1_000_000 {
        let vector = &base[(number * 7) % 1_000];
        vectors.push(vector);
        if number < 250_000 {
            plain.extend(
                vector
                    .to_bytes()
                    .iter()
                    .map(|b| f32::from(i8::from_ne_bytes([*b]))),
            );
        }
    }
    let asked = chance.direction();
    let question = Vector::new(&asked)?;
    let found = least(10, || vectors.nearest(&question, 10).len());
    let look = || {
        plain
            .chunks_exact(LENGTH)
            .map(|row| dot(row, &asked))
            .fold(f32::MIN, f32::max)
    };
    let base = 4.0 * least(10, || usize::from(look().is_finite()));
    report.at_most("nearest-1m", found, "ms", Some(base), 100.0,
        "the ten nearest among 1,000,000 vectors of 512 bytes, one thread; the baseline looks at numbers of four bytes (a quarter of them, four times)");
    Ok(())
}

/// Milliseconds by the clock, the best of several runs.
fn least(runs: usize, mut work: impl FnMut() -> usize) -> f64 {
    let once = |_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed().as_secs_f64() * 1_000.0
    };
    (0..runs).map(once).fold(f64::MAX, f64::min)
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 16];
    for (a, b) in a.chunks_exact(16).zip(b.chunks_exact(16)) {
        (0..16).for_each(|lane| lanes[lane] += a[lane] * b[lane]);
    }
    lanes.iter().sum()
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn direction(&mut self) -> Direction {
        std::array::from_fn(|_| {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % 2_001) as f32 / 1_000.0 - 1.0
        })
    }
}

/// Dutch sentences against the German procedures of term 18 that have one subject area.
fn precision(
    report: &mut Report,
    encoder: &Encoder,
    quick: &Quick,
    recordings: &Path,
) -> Result<()> {
    let procedures = procedures(&recordings.join("de/dip21/vorgaenge_wp18.tsv.gz"))?;
    let areas: Vec<(&str, &str)> = AREAS
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let sentences: Vec<&str> = areas.iter().map(|(_, sentence)| *sentence).collect();
    let asked = encoder.encode_all(&sentences);
    let texts: Vec<(&str, &str)> = procedures
        .iter()
        .map(|p| (p.title.as_str(), p.text.as_str()))
        .collect();
    let kept = |directions: Vec<Direction>| -> Result<Vectors> {
        directions
            .iter()
            .map(|direction| Ok(Vector::new(direction)?))
            .collect()
    };
    let items = kept(encoder.items(&texts))?;
    let questions = Questions::new(&asked, &items);
    let ours = share(&areas, &procedures, |n| questions.closest(n, &items, DEPTH));

    let begins: Vec<String> = texts
        .iter()
        .map(|(title, text)| begin(title, text))
        .collect();
    let plain = kept(encoder.encode_all(&begins))?;
    let asked: Vec<Vector> = kept_list(&asked)?;
    let base = share(&areas, &procedures, |n| plain.nearest(&asked[n], DEPTH));
    report.at_least("precision-nl-de", ours, "P@50", Some(base), 0.75,
        "16 Dutch sentences on subject areas against the German procedures of term 18 with one area; the baseline is the plain cosine of the encoder on title and 300 letters");

    let table = kept(
        begins
            .iter()
            .map(|text| quick.encode(encoder, text))
            .collect(),
    )?;
    let asked: Vec<Direction> = sentences
        .iter()
        .map(|text| quick.encode(encoder, text))
        .collect();
    let questions = Questions::new(&asked, &table);
    let fast = share(&areas, &procedures, |n| questions.closest(n, &table, DEPTH));
    report.at_least(
        "quick-nl-de",
        fast,
        "P@50",
        Some(base),
        0.55,
        "the same by the static table alone; the baseline is the plain cosine of the encoder",
    );
    Ok(())
}

fn kept_list(directions: &[Direction]) -> Result<Vec<Vector>> {
    directions
        .iter()
        .map(|direction| Ok(Vector::new(direction)?))
        .collect()
}

/// The mean share of right areas among the first results of each.
fn share(
    areas: &[(&str, &str)],
    all: &[Procedure],
    find: impl Fn(usize) -> Vec<noaber_meaning::Near>,
) -> f64 {
    let right = |place: usize| {
        let found = find(place);
        found
            .iter()
            .filter(|near| all[near.place].area == areas[place].0)
            .count() as f64
    };
    (0..areas.len()).map(right).sum::<f64>() / (areas.len() * DEPTH) as f64
}

fn begin(title: &str, text: &str) -> String {
    format!("{title}. {}", text.chars().take(300).collect::<String>())
}

/// A procedure with one subject area.
struct Procedure {
    title: String,
    text: String,
    area: String,
}

fn procedures(file: &Path) -> Result<Vec<Procedure>> {
    let opened =
        std::fs::File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut table = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .from_reader(flate2::read::GzDecoder::new(opened));
    let heads = table.headers()?.clone();
    let place = |name: &str| {
        heads
            .iter()
            .position(|head| head == name)
            .context("a column is missing")
    };
    let (title, text, area) = (place("titel")?, place("abstrakt")?, place("sachgebiet")?);
    let mut found = Vec::new();
    for row in table.records() {
        let row = row?;
        if !row[area].is_empty() && !row[area].contains('|') {
            let [title, text, area] = [title, text, area].map(|place| row[place].to_owned());
            found.push(Procedure { title, text, area });
        }
    }
    Ok(found)
}

/// Resident memory of this process in MB.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1_024.0
}
