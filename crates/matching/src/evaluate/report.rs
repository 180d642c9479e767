//! The recall report: an evaluation in plain words, as a page that a public body can attach to its
//! algorithm register. The words stand in `rules/report.*`.

use super::measures::Measures;
use super::run::{Evaluation, Row};
use noaber_domain::Language;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Words that depend on how the evaluation was done.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    held_out: String,
    shipped: String,
    with: String,
    without: String,
    all: String,
    far: String,
    mean: String,
}

/// The report in Markdown, in a language.
pub fn recall_report(evaluation: &Evaluation, language: Language) -> String {
    let page = match language {
        Language::Nl => include_str!("../../rules/report.nl.md"),
        Language::De => include_str!("../../rules/report.de.md"),
        Language::En => include_str!("../../rules/report.en.md"),
    };
    let words = words(language);
    let rows: Vec<String> = evaluation
        .rows
        .iter()
        .map(|row| line(row, &words, language))
        .collect();
    let mean = evaluation
        .rows
        .iter()
        .find(|r| r.dossier == "all" && r.language.is_none());
    let percent = |part: f64| format!("{:.0}", part * 100.0);
    let of_mean = |get: fn(&Measures) -> f64| mean.map_or(0.0, |row| get(&row.score));
    let (dossiers, items, judged) = evaluation.counts;
    let each = |get: fn(&Measures) -> usize| {
        let all = mean.map_or(0, |row| get(&row.score));
        format!("{:.0}", all as f64 / dossiers.max(1) as f64)
    };
    let held_out = evaluation.weights == "held out";
    let either = |yes: bool, a: &str, b: &str| if yes { a.to_owned() } else { b.to_owned() };
    [
        ("{dossiers}", dossiers.to_string()),
        ("{items}", items.to_string()),
        ("{judged}", judged.to_string()),
        (
            "{weights}",
            either(held_out, &words.held_out, &words.shipped),
        ),
        (
            "{meaning}",
            either(evaluation.with_meaning, &words.with, &words.without),
        ),
        ("{rows}", rows.join("\n")),
        ("{ranked}", each(|m| m.ranked)),
        ("{wanted}", each(|m| m.wanted)),
        ("{recall}", percent(of_mean(|m| m.seen[2]))),
        ("{must}", percent(of_mean(|m| m.must_seen[2]))),
        ("{recall100}", percent(of_mean(|m| m.seen[3]))),
        ("{must100}", percent(of_mean(|m| m.must_seen[3]))),
        ("{error}", percent(evaluation.calibration.error)),
        ("{brier}", number(evaluation.calibration.brier, language)),
        (
            "{base}",
            number(evaluation.calibration.brier_of_mean, language),
        ),
        ("{f1}", number(evaluation.bearings.macro_f1(), language)),
        ("{bearings}", evaluation.bearings.all().to_string()),
    ]
    .iter()
    .fold(page.to_owned(), |page, (place, text)| {
        page.replace(place, text)
    })
}

fn words(language: Language) -> Words {
    let mut all: BTreeMap<String, Words> =
        toml::from_str(include_str!("../../rules/report.words.toml"))
            .expect("the words are part of the program and a test reads them");
    all.remove(language.code())
        .expect("every language has its words, as a test makes sure")
}

fn line(row: &Row, words: &Words, language: Language) -> String {
    let dossier = match row.dossier.as_str() {
        "all" => &words.mean,
        dossier => dossier,
    };
    let of = match row.language {
        Some(of) if row.far => format!("{of}, {}", words.far),
        Some(of) => of.to_string(),
        None => words.all.clone(),
    };
    let percent = |part: f64| format!("{:.0} %", part * 100.0);
    format!(
        "| {dossier} | {of} | {} | {} | {} | {} | {} |",
        row.score.ranked,
        row.score.wanted,
        row.score.seen.map(percent).join(" | "),
        number(row.score.ndcg10, language),
        number(row.plain_own.ndcg10, language),
    )
}

/// A number with two digits, with the sign of the language.
fn number(value: f64, language: Language) -> String {
    let text = format!("{value:.2}");
    match language {
        Language::En => text,
        Language::Nl | Language::De => text.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{Bearings, Calibration};

    #[test]
    fn the_report_fills_every_place_in_every_language() {
        let row = Row {
            dossier: "all".into(),
            language: None,
            far: false,
            score: Measures {
                seen: [0.1, 0.2, 0.456, 0.9],
                ranked: 1000,
                ndcg10: 0.912,
                ..Measures::default()
            },
            plain: Measures::default(),
            plain_own: Measures::default(),
        };
        let evaluation = Evaluation {
            counts: (5, 2064, 1168),
            with_meaning: false,
            weights: "held out",
            rows: vec![row],
            bearings: Bearings::default(),
            calibration: Calibration::default(),
            calibration_far: Calibration::default(),
        };
        for language in Language::ALL {
            let page = recall_report(&evaluation, language);
            assert!(!page.contains('{'), "{page}");
            assert!(page.contains("46") && page.contains("1168"), "{page}");
            assert!(page.contains("200 ") && page.contains("| 1000 |"), "{page}");
        }
        assert!(recall_report(&evaluation, Language::Nl).contains("0,91"));
    }
}
