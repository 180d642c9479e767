//! `noaber export` and `noaber import`: everything of a region out, and back to the same state.

use crate::cli::Cli;
use crate::compose::Desk;
use crate::out::{self, Answer};
use anyhow::{Context, Result};
use jiff::Timestamp;
use noaber_store::views::{Order, SignalCard, SignalFilter};
use noaber_store::{Summary, check_export, export, import};
use noaber_work::csv_files;
use std::path::Path;

/// Writes everything of the region: JSON Lines per table, and CSV of the lists people want.
pub fn write(cli: &Cli, into: &Path) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    let region = desk.region()?;
    let bar = out::bar("writing");
    // The lists first: the summary of the export is what says that the folder is whole.
    let lists = tempfile_beside(into)?;
    let reader = desk.store.reader()?;
    let filter = SignalFilter {
        order: Order::Newest,
        limit: usize::MAX >> 1,
        ..SignalFilter::default()
    };
    let signals = reader.signals(&region.id, &filter, desk.clock.today(&region))?;
    csv_files::write_signals(&lists.path().join("signals.csv"), &signals.rows)?;
    csv_files::write_sources(
        &lists.path().join("sources.csv"),
        &reader.source_states(desk.clock.now())?,
    )?;
    csv_files::write_history(
        &lists.path().join("history.csv"),
        &reader.changes(usize::MAX >> 1)?,
    )?;
    csv_files::write_items(&lists.path().join("items.csv"), &reader)?;
    let summary = export(
        &desk.store,
        &region.id,
        into,
        Timestamp::now(),
        |table, rows| {
            bar.set_message(table.to_owned());
            bar.set_position(rows);
        },
    )?;
    bar.finish_and_clear();
    for name in ["signals.csv", "sources.csv", "history.csv", "items.csv"] {
        std::fs::rename(lists.path().join(name), into.join(name))?;
    }
    tell(cli, into, &summary, &signals.rows)
}

fn tell(cli: &Cli, into: &Path, summary: &Summary, signals: &[SignalCard]) -> Result<Answer> {
    if cli.json {
        out::json(summary)?;
    } else {
        let rows: Vec<Vec<String>> = summary
            .tables
            .iter()
            .map(|t| vec![t.name.clone(), t.rows.to_string()])
            .collect();
        out::table(&["table", "rows"], &rows)?;
        out::line(format!(
            "{}: whole, {} signals in CSV",
            into.display(),
            signals.len()
        ))?;
    }
    Ok(Answer::Done)
}

/// A folder beside the one that is asked for, on the same disk, gone again at the end.
fn tempfile_beside(into: &Path) -> Result<tempfile::TempDir> {
    let beside = into.parent().filter(|p| !p.as_os_str().is_empty());
    let beside = beside.unwrap_or(Path::new("."));
    std::fs::create_dir_all(beside)?;
    tempfile::Builder::new()
        .prefix(".noaber-export-")
        .tempdir_in(beside)
        .with_context(|| format!("cannot write beside {}", into.display()))
}

/// Reads an export into an empty database; looks it over before there is one.
pub fn read(cli: &Cli, from: &Path) -> Result<Answer> {
    check_export(from).with_context(|| format!("cannot import {}", from.display()))?;
    let desk = Desk::open(cli)?;
    let bar = out::bar("reading");
    let summary = import(
        &desk.store,
        from,
        &desk.who,
        Timestamp::now(),
        |table, rows| {
            bar.set_message(table.to_owned());
            bar.set_position(rows);
        },
    )
    .with_context(|| format!("cannot import {}", from.display()))?;
    bar.finish_and_clear();
    if cli.json {
        out::json(&summary)?;
    } else {
        let rows: u64 = summary.tables.iter().map(|t| t.rows).sum();
        out::line(format!(
            "{}: {rows} rows read into {}",
            summary.region,
            desk.store.address()
        ))?;
    }
    Ok(Answer::Done)
}
