//! An evaluation as it is printed: the measures, what a reader would have seen, and whether the chances
//! are right. How they are worked out is the business of the matching.

use crate::out;
use anyhow::Result;
use noaber_domain::Language;
use noaber_matching::evaluate::{Calibration, DEPTHS, Evaluation, Measures};

/// Prints an evaluation.
pub fn print(evaluation: &Evaluation) -> Result<()> {
    let numbers =
        |m: &Measures| [m.ndcg10, m.p10, m.recall50, m.map].map(|number| format!("{number:.3}"));
    let rows = evaluation.rows.iter().map(|row| {
        let of = row.language.map_or("all", Language::code);
        let of = if row.far {
            format!("{of}, Dutch terms only")
        } else {
            of.to_owned()
        };
        let counts = [row.score.ranked, row.score.wanted].map(|n| n.to_string());
        let mut cells = vec![row.dossier.clone(), of];
        cells.extend(counts);
        cells.extend(numbers(&row.score));
        cells.extend([row.plain_own, row.plain].map(|m| format!("{:.3} {:.3}", m.ndcg10, m.map)));
        cells
    });
    let head = [
        "dossier", "items", "ranked", "wanted", "nDCG@10", "P@10", "R@50", "MAP", "BM25 own",
        "BM25 all",
    ];
    out::table(&head, &rows.collect::<Vec<_>>())?;
    seen(evaluation)?;
    calibration("Chances, all pairs", &evaluation.calibration)?;
    let far = "Chances, items in other languages with Dutch terms only";
    calibration(far, &evaluation.calibration_far)?;
    let (dossiers, items, judged) = evaluation.counts;
    let meaning = if evaluation.with_meaning {
        "words and meaning"
    } else {
        "words alone"
    };
    out::line(format!(
        "{judged} judged pairs of {dossiers} dossiers among {items} items; {} weights; {meaning}.\nRanked were, for each dossier, the items that somebody judged for it, and no others.\nBM25 own: nDCG@10 and MAP with the terms of the items' language (all items: Dutch); all: with every term.\nOpportunity, threat, neutral: macro F1 {:.3} over {} wanted pairs.",
        evaluation.weights,
        evaluation.bearings.macro_f1(),
        evaluation.bearings.all(),
    ))
}

/// Prints what part of what mattered somebody has seen who reads so many of a dossier.
fn seen(evaluation: &Evaluation) -> Result<()> {
    out::line(
        "\nSeen by somebody who reads the first so many of a dossier (mean): wanted / must be seen",
    )?;
    let mean = evaluation.rows.iter().filter(|row| row.dossier == "all");
    let rows = mean.map(|row| {
        let of = row.language.map_or("all", Language::code);
        let far = if row.far { ", Dutch terms only" } else { "" };
        let parts = row.score.seen.iter().zip(row.score.must_seen);
        let parts =
            parts.map(|(wanted, must)| format!("{:.0}% / {:.0}%", wanted * 100.0, must * 100.0));
        [format!("{of}{far}")].into_iter().chain(parts).collect()
    });
    let depths = DEPTHS.map(|depth| depth.to_string());
    let head: Vec<&str> = ["items"]
        .into_iter()
        .chain(depths.iter().map(String::as_str))
        .collect();
    out::table(&head, &rows.collect::<Vec<Vec<String>>>())
}

/// Prints the chances that were said beside what was kept, by tenths.
fn calibration(name: &str, of: &Calibration) -> Result<()> {
    out::line(format!(
        "\n{name}: {} pairs, said {:.3}, kept {:.3}; expected calibration error {:.3}, Brier {:.3} (saying the mean: {:.3})",
        of.pairs, of.said, of.kept, of.error, of.brier, of.brier_of_mean
    ))?;
    let rows = of.parts.iter().map(|part| {
        vec![
            format!("{:.1}", part.from),
            part.pairs.to_string(),
            format!("{:.3}", part.said),
            format!("{:.3}", part.kept),
        ]
    });
    out::table(
        &["from", "pairs", "said", "kept"],
        &rows.collect::<Vec<_>>(),
    )
}
