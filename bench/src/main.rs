//! Speed, measured on real titles and texts beside a plain FTS5 table in the same run. What is
//! measured stands in the modules; here is the order and the report.

mod backfill;
mod corpus;
mod day;
mod import;
mod meaning;
mod plain;
mod quality;
mod replay;
mod report;
mod search;
mod server;
mod standing;

use anyhow::{Context, Result};
use report::Report;
use std::path::{Path, PathBuf};

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let (mut only, mut write) = (None, false);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--only" => only = Some(args.next().context("--only needs a name, such as search")?),
            "--write" => write = true,
            other => anyhow::bail!("'{other}' is not known; there is --only NAME and --write"),
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let recordings = root.join("../shared/data");
    anyhow::ensure!(
        recordings.is_dir(),
        "the recordings are not here: expected {}; nothing was measured",
        recordings.display()
    );
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
    let room = tempfile::Builder::new().prefix("noaber-bench-").tempdir()?;
    let mut report = Report::new(only);
    meaning::run(&mut report, &target, &recordings)?;
    quality::run(&mut report, &root, &recordings, &target)?;
    standing::run(&mut report, &root, &target, &recordings)?;
    backfill::run(&mut report, &root, &target, &recordings)?;
    replay::run(&mut report, &root, &recordings, room.path())?;
    day::run(&mut report, &root, &target, &recordings, room.path())?;
    if ["import", "search", "start", "today", "signals", "memory"]
        .iter()
        .any(|name| report.wants(name))
    {
        let desk = import::run(&mut report, &root, &recordings, room.path())?;
        search::run(&mut report, &desk, &recordings)?;
        server::run(&mut report, &target, room.path())?;
    }
    report.print();
    report.save(&target.join("bench.json"))?;
    if write {
        report.write(&root.join("docs/benchmarks.md"))?;
    }
    Ok(())
}
