//! `noaber export` and `noaber import`: everything of a region out, and back to the same state.

use crate::cli::Cli;
use crate::compose::Desk;
use crate::out::{self, Answer};
use anyhow::{Context, Result};
use jiff::Timestamp;
use noaber_store::views::{Order, SignalCard, SignalFilter};
use noaber_store::{Summary, export, import};
use std::path::Path;

/// Writes everything of the region: JSON Lines per table, and CSV of the lists people want.
pub fn write(cli: &Cli, into: &Path) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    let region = desk.region()?;
    let bar = out::bar("writing");
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
    let reader = desk.store.reader()?;
    let filter = SignalFilter {
        order: Order::Newest,
        limit: usize::MAX >> 1,
        ..SignalFilter::default()
    };
    let signals = reader.signals(&region.id, &filter, desk.clock.today(&region))?;
    noaber_work::csv_files::write_signals(&into.join("signals.csv"), &signals.rows)?;
    noaber_work::csv_files::write_sources(
        &into.join("sources.csv"),
        &reader.source_states(desk.clock.now())?,
    )?;
    noaber_work::csv_files::write_history(
        &into.join("history.csv"),
        &reader.changes(usize::MAX >> 1)?,
    )?;
    noaber_work::csv_files::write_items(&into.join("items.csv"), &reader)?;
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

/// Reads an export into an empty database.
pub fn read(cli: &Cli, from: &Path) -> Result<Answer> {
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
