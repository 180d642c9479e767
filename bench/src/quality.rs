//! How well the score ranks judged items, each dossier by weights learned on the others, beside a
//! plain BM25 over the same items. Speed is measured elsewhere.

use crate::report::Report;
use anyhow::Result;
use noaber_domain::{Item, Language};
use noaber_matching::Closeness;
use noaber_matching::evaluate::{Evaluation, Judged, Nearness, Row, Setting, Topic, evaluate};
use std::path::Path;

/// Measures quality, with the model when it stands in the target folder.
pub fn run(report: &mut Report, root: &Path, recordings: &Path, target: &Path) -> Result<()> {
    let folder = recordings.join("eval/twente");
    if !report.wants("quality") || !folder.is_dir() {
        return Ok(());
    }
    let read = |name: &str| std::fs::read_to_string(folder.join(name));
    let judged = Judged::read(
        &read("dossiers.toml")?,
        &read("items.jsonl")?,
        &read("qrels.tsv")?,
    )?;
    let pack = noaber_work::load_region::check(&root.join("regions/twente"))?;
    let model = noaber_matching::evaluate::model_in(&target.join("model"));
    let near = model
        .map(|file| Nearness::open(&file, &judged, |_| ()))
        .transpose()?;
    let close = near
        .as_ref()
        .map(|near| move |item: &Item, topic: &Topic| near.of(item, topic));
    let setting = Setting {
        organisations: &pack.organisations,
        closeness: close
            .as_ref()
            .map(|of| of as &dyn Fn(&Item, &Topic) -> Closeness),
        today: jiff::Zoned::now().date(),
    };
    add(report, &evaluate(&judged, &setting, None));
    Ok(())
}

fn add(report: &mut Report, evaluation: &Evaluation) {
    let mean = |language: Option<Language>, far: bool| -> Option<&Row> {
        let mut rows = evaluation.rows.iter().filter(|row| row.dossier == "all");
        rows.find(|row| (row.language, row.far) == (language, far))
    };
    let (all, german) = (mean(None, false), mean(Some(Language::De), false));
    if let Some(row) = all {
        let (score, plain) = (row.score, row.plain_own);
        let what = "judged items of five dossiers, each by weights learned on the other four; baseline BM25 with Dutch terms";
        report.at_least(
            "quality-ndcg10",
            score.ndcg10,
            "nDCG@10",
            Some(plain.ndcg10),
            0.93,
            what,
        );
        report.at_least("quality-map", score.map, "MAP", Some(plain.map), 0.85, what);
        let worse = evaluation
            .rows
            .iter()
            .filter(|row| row.language.is_none() && row.score.ndcg10 < row.plain_own.ndcg10);
        let what = "dossiers ranked worse than by BM25 with Dutch terms";
        report.at_most(
            "quality-worse",
            worse.count() as f64,
            "dossiers",
            None,
            0.0,
            what,
        );
    }
    if let Some(row) = german {
        let plain = row.plain_own.ndcg10;
        let what = "German items alone; baseline BM25 with German terms";
        report.at_least(
            "quality-german",
            row.score.ndcg10,
            "nDCG@10",
            Some(plain),
            0.75,
            what,
        );
    }
    if let Some(row) = mean(Some(Language::De), true) {
        let plain = row.plain_own.ndcg10;
        let what =
            "German items from the Dutch description and Dutch terms only; baseline BM25 with them";
        report.at_least(
            "quality-german-far",
            row.score.ndcg10,
            "nDCG@10",
            Some(plain),
            0.6,
            what,
        );
    }
    let f1 = evaluation.bearings.macro_f1();
    let what = "opportunity, threat, neutral over wanted pairs; baseline always neutral; cue words not held out";
    report.at_least("quality-bearing", f1, "macro F1", Some(0.28), 0.6, what);
    let chances = &evaluation.calibration;
    let what = "expected calibration error of the score over judged pairs, held out by dossier; baseline: saying the mean (root of its Brier score)";
    let mean = Some(chances.brier_of_mean.sqrt());
    report.at_most(
        "quality-calibration",
        chances.error,
        "ECE",
        mean,
        0.05,
        what,
    );
}
