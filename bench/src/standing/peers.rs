//! The same queries by Tantivy and by FTS5, in a program of their own: `bench/peers`, which is built
//! here, so that no other build compiles them.

use crate::report::Report;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::path::Path;
use std::process::Command;

/// What the program says of one number of interests, in documents per second.
#[derive(Deserialize)]
struct Outcome {
    interests: usize,
    ours: f64,
    tantivy: f64,
    fts5: f64,
}

/// Builds the program, runs it, and puts down what it found.
pub fn run(report: &mut Report, root: &Path, target: &Path, recordings: &Path) -> Result<()> {
    let target = target.join("peers");
    eprintln!("building bench/peers; the first time Tantivy takes some minutes");
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    build
        .args(["build", "--release", "--locked", "--manifest-path"])
        .arg(root.join("bench/peers/Cargo.toml"));
    let built = build
        .arg("--target-dir")
        .arg(&target)
        .status()
        .context("cannot start cargo")?;
    ensure!(built.success(), "bench/peers cannot be built: see above");
    let out = Command::new(target.join("release/noaber-peers"))
        .arg(recordings)
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("cannot start noaber-peers")?;
    ensure!(out.status.success(), "noaber-peers failed: see above");
    for line in String::from_utf8(out.stdout)?.lines() {
        let outcome: Outcome = serde_json::from_str(line)
            .with_context(|| format!("expected an outcome, came '{line}'"))?;
        let (name, goal) = match outcome.interests {
            10_000 => ("standing-peers-10k", 5.0),
            _ => ("standing-peers-100k", 7.0),
        };
        let best = outcome.tantivy.max(outcome.fts5);
        report.at_least(name, outcome.ours / best, "times", Some(1.0), goal,
            "documents/s from the same tokens, over the better of Tantivy (RAM index per 3,000) and FTS5 likewise; the same matches");
    }
    Ok(())
}
