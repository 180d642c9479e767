//! Evaluations beside the judged set: papers with official topics, and procedures with subject areas.
//! How they are ranked is the business of the matching.

use crate::cli::Cli;
use crate::out::{self, Answer};
use anyhow::{Context, Result};
use noaber_domain::Organisation;
use noaber_matching::evaluate::{Filed, Measures, Setting, by_area, themes};
use noaber_matching::mirror::Encoder;
use noaber_matching::weights::Weights;
use std::io::Read;
use std::path::Path;

/// Ranks papers by official topic; the answer is no when the plain search does better on the mean.
pub fn topics(cli: &Cli, file: &Path, organisations: &[Organisation]) -> Result<Answer> {
    let setting = Setting {
        organisations,
        closeness: None,
        today: jiff::Zoned::now().date(),
    };
    let found = themes(&text(file)?, &setting, &Weights::shipped().words)
        .with_context(|| format!("cannot use {}", file.display()))?;
    let count = found.len().max(1) as f64;
    let score = Measures::mean(&found.iter().map(|t| t.score).collect::<Vec<_>>());
    let plain = Measures::mean(&found.iter().map(|t| t.plain).collect::<Vec<_>>());
    let chance = found.iter().map(|t| t.chance).sum::<f64>() / count;
    if cli.json {
        out::json(&found)?;
    } else {
        let row = |name: &str, score: &Measures, plain: &Measures, chance: f64| {
            let numbers = [score.map, plain.map, score.p10, plain.p10, chance];
            let head = [name.to_owned(), score.wanted.to_string()];
            let numbers = numbers.map(|n| format!("{n:.3}"));
            head.into_iter().chain(numbers).collect::<Vec<_>>()
        };
        let mut rows: Vec<Vec<String>> = found
            .iter()
            .map(|t| row(&t.topic, &t.score, &t.plain, t.chance))
            .collect();
        rows.push(row("mean", &score, &plain, chance));
        let head = ["topic", "wanted", "MAP", "BM25", "P@10", "BM25", "chance"];
        out::table(&head, &rows)?;
        out::line(
            "Each half of the files by twelve terms learned on the other half; shipped weights, words alone.\nBM25: the plain search with the same terms. Chance: the part of papers that has the topic.",
        )?;
    }
    Ok(match score.map >= plain.map {
        true => Answer::Done,
        false => Answer::No,
    })
}

/// Looks for German procedures by Dutch sentences on their subject areas.
pub fn procedures(cli: &Cli, file: &Path, model: &Path) -> Result<Answer> {
    let encoder = Encoder::open(model)
        .with_context(|| format!("cannot use the model {}", model.display()))?;
    let papers = filed(&text(file)?).with_context(|| format!("cannot use {}", file.display()))?;
    let found = by_area(&encoder, &papers)?;
    if cli.json {
        out::json(&found)?;
        return Ok(Answer::Done);
    }
    let count = found.len().max(1) as f64;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut sums = [0.0; 3];
    for area in &found {
        let numbers = [area.found, area.plain, area.chance];
        sums.iter_mut()
            .zip(numbers)
            .for_each(|(sum, n)| *sum += n / count);
        rows.push(line(&area.area, numbers));
    }
    rows.push(line("mean", sums));
    out::table(&["area", "P@50", "plain cosine", "chance"], &rows)?;
    out::line(format!(
        "{} procedures with one subject area; a Dutch sentence on each area, by meaning alone.",
        papers.len()
    ))?;
    Ok(Answer::Done)
}

fn line(name: &str, numbers: [f64; 3]) -> Vec<String> {
    let numbers = numbers.map(|n| format!("{n:.3}"));
    [name.to_owned()].into_iter().chain(numbers).collect()
}

/// The procedures that have one subject area.
fn filed(table: &str) -> Result<Vec<Filed>> {
    let mut table = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .from_reader(table.as_bytes());
    let heads = table.headers()?.clone();
    let place = |name: &str| {
        let place = heads.iter().position(|head| head == name);
        place.with_context(|| format!("expected a column '{name}' in the first line"))
    };
    let places = [place("titel")?, place("abstrakt")?, place("sachgebiet")?];
    let mut found = Vec::new();
    for row in table.records() {
        let row = row?;
        let [title, text, area] = places.map(|place| row.get(place).unwrap_or_default().to_owned());
        if !area.is_empty() && !area.contains('|') {
            found.push(Filed { title, text, area });
        }
    }
    Ok(found)
}

/// The text of a file, unpacked when its name ends in `.gz`.
fn text(file: &Path) -> Result<String> {
    let why = || format!("cannot read {}", file.display());
    let opened = std::fs::File::open(file).with_context(why)?;
    let mut text = String::new();
    match file.extension().is_some_and(|end| end == "gz") {
        true => flate2::read::MultiGzDecoder::new(opened).read_to_string(&mut text),
        false => std::io::BufReader::new(opened).read_to_string(&mut text),
    }
    .with_context(why)?;
    Ok(text)
}
