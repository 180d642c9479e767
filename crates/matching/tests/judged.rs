//! How well the score finds what an assessor wanted to see, on judged items of five dossiers, each
//! ranked by weights learned on the other four. Without the collection the test says so and ends.

use noaber_domain::{Language, Organisation};
use noaber_matching::evaluate::{Evaluation, Judged, Setting, evaluate};
use std::path::{Path, PathBuf};

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/eval/twente");
    let there = folder.join("qrels.tsv").is_file();
    if !there {
        println!("skipped: the judged collection is not beside the project");
    }
    there.then_some(folder)
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).expect("the file is there and is text")
}

/// The organisations of the region pack that is part of the project.
fn organisations() -> Vec<Organisation> {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regions/twente");
    let file: toml::Table = toml::from_str(&read(&pack, "organisations.toml")).expect("TOML");
    let listed = file["organisation"].as_array().expect("a list").iter();
    listed
        .map(|o| {
            let mut o = o.clone();
            if let Some(name) = o["name"].as_str().map(str::to_owned) {
                o["name"] =
                    toml::Value::Table([("nl".to_owned(), name.into())].into_iter().collect());
            }
            o.try_into().expect("an organisation")
        })
        .collect()
}

fn print(evaluation: &Evaluation) {
    for row in &evaluation.rows {
        println!(
            "{:<20} {:<3}{} nDCG@10 {:.3} MAP {:.3} P@10 {:.2}  plain {:.3} {:.3}  own {:.3}",
            row.dossier,
            row.language.map_or("all", Language::code),
            if row.far { "*" } else { " " },
            row.score.ndcg10,
            row.score.map,
            row.score.p10,
            row.plain.ndcg10,
            row.plain.map,
            row.plain_own.ndcg10,
        );
    }
    println!(
        "bearing {:?} F1 {:.3}",
        evaluation.bearings.counts,
        evaluation.bearings.macro_f1()
    );
}

#[test]
fn words_alone_rank_judged_items_well() {
    let Some(folder) = folder() else { return };
    let judged = Judged::read(
        &read(&folder, "dossiers.toml"),
        &read(&folder, "items.jsonl"),
        &read(&folder, "qrels.tsv"),
    )
    .expect("a judged set");
    let organisations = organisations();
    let setting = Setting {
        organisations: &organisations,
        closeness: None,
        today: "2026-08-01".parse().expect("a date"),
    };
    let evaluation = evaluate(&judged, &setting, None);
    print(&evaluation);
    let whole: Vec<_> = evaluation
        .rows
        .iter()
        .filter(|row| row.language.is_none())
        .collect();
    for row in &whole {
        let (ours, plain) = (row.score.ndcg10, row.plain_own.ndcg10);
        assert!(
            ours >= plain,
            "{}: {ours:.3} below plain {plain:.3}",
            row.dossier
        );
    }
    let mean = whole.last().expect("the mean");
    assert!(mean.score.ndcg10 > 0.88 && mean.score.map > 0.85);
    assert!(evaluation.bearings.macro_f1() > 0.6);
    let again = evaluate(&judged, &setting, None);
    let same = again.rows.iter().zip(&evaluation.rows);
    assert!(
        same.into_iter().all(|(a, b)| a.score == b.score),
        "the same again"
    );
}
