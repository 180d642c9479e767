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
    let model = std::env::var("NEAR")
        .ok()
        .map(|f| noaber_meaning::Encoder::open(Path::new(&f)).expect("model"));
    let near = model.map(|m| noaber_matching::evaluate::Nearness::new(&m, &judged, |_| ()));
    let near = near
        .as_ref()
        .map(|n| move |i: &noaber_domain::Item, t: &noaber_matching::evaluate::Topic| n.of(i, t));
    let setting = Setting {
        organisations: &organisations,
        closeness: near.as_ref().map(|f| {
            f as &dyn Fn(
                &noaber_domain::Item,
                &noaber_matching::evaluate::Topic,
            ) -> noaber_matching::Closeness
        }),
        today: "2026-08-01".parse().expect("a date"),
    };
    if let Ok(file) = std::env::var("DUMP") {
        use std::fmt::Write;
        let mut out = String::new();
        for (far, set) in [(0, &judged), (1, &judged.only(Language::Nl))] {
            for (t, pairs) in noaber_matching::evaluate::examples(set, &setting)
                .iter()
                .enumerate()
            {
                for (p, g, w) in pairs {
                    write!(
                        out,
                        "{far}\t{}\t{}\t{g}\t{}",
                        judged.topics[t].dossier.id,
                        judged.papers[*p].id,
                        w.domain.code()
                    )
                    .unwrap();
                    for f in &w.features {
                        write!(out, "\t{}={}", f.name, f.value).unwrap();
                    }
                    out.push('\n');
                }
            }
        }
        std::fs::write(file, out).unwrap();
    }
    if let Ok(file) = std::env::var("LEARN") {
        use noaber_matching::weights::Weights;
        let words = Setting {
            closeness: None,
            ..setting
        };
        let ids: Vec<String> = judged
            .topics
            .iter()
            .map(|t| t.dossier.id.to_string())
            .collect();
        let w = Weights {
            learned_on: format!("{} judged pairs of {}", judged.grades.len(), ids.join(", ")),
            learned_at: "2026-11-22".into(),
            words: noaber_matching::evaluate::learn_all(&judged, &words),
            meaning: noaber_matching::evaluate::learn_all(&judged, &setting),
        };
        std::fs::write(file, w.write().unwrap()).unwrap();
    }
    let evaluation = evaluate(&judged, &setting, None);
    print(&evaluation);
    let all = evaluation
        .rows
        .iter()
        .find(|r| r.dossier == "all")
        .expect("the mean");
    assert!(all.score.ndcg10 > 0.75 && all.score.map > 0.7);
}
