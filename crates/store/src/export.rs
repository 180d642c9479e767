//! Everything of a region in files anybody can read, and back to the same state: JSON Lines per
//! table for the machine, CSV of the lists for people.

mod tables;

use crate::engine::Value;
use crate::{Fault, Reader, Store, digest};
use jiff::Timestamp;
use noaber_domain::{RegionId, Who};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value as Json};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use tables::{TABLES, Table};

/// The version of the form of an export.
const FORM: u32 = 1;
/// Rows that are read or written at once.
const AT_ONCE: i64 = 2_000;

/// What an export holds, or an import brought; written as `export.json` beside the files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Version of the form.
    pub form: u32,
    /// The region.
    pub region: RegionId,
    /// When it was made, UTC.
    pub made: Timestamp,
    /// Rows and a digest per table, in the order in which they are read back.
    pub tables: Vec<TableSummary>,
}

/// One table of an export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableSummary {
    /// The table; its file is `<name>.jsonl`.
    pub name: String,
    /// Rows.
    pub rows: u64,
    /// Digest over the digests of its lines.
    pub digest: String,
}

/// Writes everything of `region` into the folder `into`, which must be empty or absent. The
/// summary is written last: a folder without it was cut off.
pub fn export(
    store: &Store,
    region: &RegionId,
    into: &Path,
    now: Timestamp,
    mut progress: impl FnMut(&str, u64),
) -> Result<Summary, Fault> {
    let told = |file: &Path, why: String| Fault::File {
        file: file.display().to_string(),
        why,
    };
    std::fs::create_dir_all(into).map_err(|e| told(into, e.to_string()))?;
    if std::fs::read_dir(into)
        .map_err(|e| told(into, e.to_string()))?
        .next()
        .is_some()
    {
        return Err(told(
            into,
            "is not empty; nothing was written. Name an empty folder".into(),
        ));
    }
    let reader = store.reader()?;
    reader.frozen(|reader| {
        let mut tables = Vec::new();
        for table in TABLES {
            tables.push(write_table(reader, table, region, into, &mut progress)?);
        }
        let summary = Summary {
            form: FORM,
            region: region.clone(),
            made: now,
            tables,
        };
        let file = into.join("export.json");
        let text = serde_json::to_string_pretty(&summary)?;
        std::fs::write(&file, text).map_err(|e| told(&file, e.to_string()))?;
        Ok(summary)
    })
}

fn write_table(
    reader: &Reader,
    table: &Table,
    region: &RegionId,
    into: &Path,
    progress: &mut impl FnMut(&str, u64),
) -> Result<TableSummary, Fault> {
    let path = into.join(format!("{}.jsonl", table.name));
    let told = |why: std::io::Error| Fault::File {
        file: path.display().to_string(),
        why: format!("{why}; the export is not complete and can be thrown away"),
    };
    let mut file = BufWriter::new(File::create(&path).map_err(told)?);
    let (condition, mut values) = match table.of_region {
        "" => ("TRUE", vec![]),
        condition => (condition, vec![Value::from(region.as_str())]),
    };
    let at = values.len();
    let sql = format!(
        "SELECT {} FROM {} WHERE {condition} ORDER BY {} LIMIT ${} OFFSET ${}",
        table.selected(),
        table.name,
        table.order,
        at + 1,
        at + 2
    );
    let (mut rows, mut lines) = (0u64, String::new());
    loop {
        values.truncate(at);
        values.extend([AT_ONCE.into(), Value::Int(rows as i64)]);
        let part = reader.query(&sql, &values)?;
        for row in &part {
            let record: Map<String, Json> = table
                .columns
                .iter()
                .zip(&row.0)
                .filter(|(_, value)| **value != Value::Null)
                .map(|(column, value)| ((*column).to_owned(), to_json(value)))
                .collect();
            let line = serde_json::to_string(&record)?;
            writeln!(file, "{line}").map_err(told)?;
            lines.push_str(&digest(&line));
        }
        rows += part.len() as u64;
        progress(table.name, rows);
        if (part.len() as i64) < AT_ONCE {
            break;
        }
    }
    file.flush().map_err(told)?;
    Ok(TableSummary {
        name: table.name.to_owned(),
        rows,
        digest: digest(&lines),
    })
}

/// Reads the summary of an export and holds every file against it, before there is a database.
pub fn check_export(from: &Path) -> Result<Summary, Fault> {
    let file = from.join("export.json");
    let told = |why: String| Fault::File {
        file: file.display().to_string(),
        why: format!("{why}. Nothing was changed"),
    };
    let text = std::fs::read_to_string(&file)
        .map_err(|e| told(format!("{e}; expected the folder of a whole export")))?;
    let summary: Summary = serde_json::from_str(&text)
        .map_err(|e| told(format!("is no summary of an export: {e}")))?;
    if summary.form != FORM {
        return Err(told(format!(
            "has form {}, this program reads form {FORM}",
            summary.form
        )));
    }
    for table in TABLES {
        match summary.tables.iter().find(|t| t.name == table.name) {
            Some(expected) => check_table(table, expected, from)?,
            None if table.later => {}
            None => return Err(told(format!("names no table '{}'", table.name))),
        }
    }
    Ok(summary)
}

/// Reads an export from the folder `from` into an empty database: all of it, or nothing.
pub fn import(
    store: &Store,
    from: &Path,
    who: &Who,
    now: Timestamp,
    mut progress: impl FnMut(&str, u64),
) -> Result<Summary, Fault> {
    let summary = check_export(from)?;
    let reader = store.reader()?;
    if reader.item_count()? > 0 || !reader.regions()?.is_empty() {
        return Err(Fault::Refused(format!(
            "the database {} is not empty; an import goes into a new one, since it brings its own numbers. Nothing was changed. Name another with --data",
            store.address()
        )));
    }
    drop(reader);
    let mut change = store.change(who, &format!("import of {}", summary.region), now)?;
    for name in ["counters", "settings"] {
        change.execute(&format!("DELETE FROM {name}"), &[])?;
    }
    for table in TABLES {
        if summary.tables.iter().any(|t| t.name == table.name) {
            read_table(&mut change, table, from, &mut progress)?;
        }
    }
    if !summary.tables.iter().any(|t| t.name == "origins") {
        change.complete_origins()?;
    }
    change.renumber(&[
        "runs",
        "pages",
        "matchings",
        "silences",
        "rejects",
        "signals",
        "feeds",
        "outbox",
        "history",
    ])?;
    change.untell_moved()?;
    change.number_signals()?;
    change.keep_all_words(&mut progress)?;
    change.keep_all_dates()?;
    change.commit()?;
    Ok(summary)
}

/// Holds a file against the summary, line by line, before anything of it is taken.
fn check_table(table: &Table, expected: &TableSummary, from: &Path) -> Result<(), Fault> {
    let path = from.join(format!("{}.jsonl", table.name));
    let (mut count, mut lines) = (0u64, String::new());
    for line in lines_of(&path)? {
        lines.push_str(&digest(&line?));
        count += 1;
    }
    if count == expected.rows && digest(&lines) == expected.digest {
        return Ok(());
    }
    let why = format!(
        "expected the {} rows that export.json tells of, came {count}, or a line was altered. Nothing was changed",
        expected.rows
    );
    Err(Fault::File {
        file: path.display().to_string(),
        why,
    })
}

fn lines_of(path: &Path) -> Result<impl Iterator<Item = Result<String, Fault>> + use<>, Fault> {
    let told = |path: &Path, why: std::io::Error| Fault::File {
        file: path.display().to_string(),
        why: format!("{why}. Nothing was changed"),
    };
    let file = File::open(path).map_err(|why| told(path, why))?;
    let path = path.to_owned();
    Ok(BufReader::new(file)
        .lines()
        .map(move |line| line.map_err(|why| told(&path, why))))
}

fn read_table(
    change: &mut crate::Change<'_>,
    table: &Table,
    from: &Path,
    progress: &mut impl FnMut(&str, u64),
) -> Result<(), Fault> {
    let path = from.join(format!("{}.jsonl", table.name));
    let told = |line: u64, why: String| Fault::File {
        file: format!("{}:{line}", path.display()),
        why: format!("{why}. Nothing was changed"),
    };
    let head = format!("INSERT INTO {} ({})", table.name, table.columns.join(", "));
    let (mut count, mut rows) = (0u64, Vec::new());
    for line in lines_of(&path)? {
        count += 1;
        let record: Map<String, Json> =
            serde_json::from_str(&line?).map_err(|e| told(count, e.to_string()))?;
        let row: Option<Vec<Value>> = table
            .columns
            .iter()
            .map(|column| from_json(record.get(*column)))
            .collect();
        rows.push(row.ok_or_else(|| told(count, "expected texts and numbers only".into()))?);
        if rows.len() as i64 == AT_ONCE {
            let full = std::mem::take(&mut rows);
            change
                .connection()?
                .insert_many(&head, table.columns.len(), full)?;
            progress(table.name, count);
        }
    }
    change
        .connection()?
        .insert_many(&head, table.columns.len(), rows)?;
    progress(table.name, count);
    Ok(())
}

impl crate::Change<'_> {
    fn keep_all_words(&mut self, progress: &mut impl FnMut(&str, u64)) -> Result<(), Fault> {
        let sql = "SELECT i.place, l.body FROM items i JOIN ledger l ON l.number = i.ledger WHERE i.gone IS NULL AND i.id > $1 ORDER BY i.id LIMIT $2";
        let (mut last, mut done) = (0i64, 0u64);
        loop {
            let rows = self.query(sql, &[last.into(), AT_ONCE.into()])?;
            let Some(end) = rows.last() else {
                return Ok(());
            };
            last = end.int(0)? & 0xffff_ffff;
            let mut words = Vec::with_capacity(rows.len());
            for row in &rows {
                let item: noaber_domain::Item = row.json(1)?;
                let (title, body) = crate::settle::words_of(self.analyser, &item);
                words.push((row.int(0)?, title, body));
            }
            done += rows.len() as u64;
            self.connection()?.keep_words(words)?;
            progress("words", done);
        }
    }
}

fn to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Int(number) => Json::Number((*number).into()),
        Value::Real(number) => Number::from_f64(*number).map_or(Json::Null, Json::Number),
        Value::Text(text) => Json::String(text.clone()),
        // No table that is exported has bytes: vectors are made anew from their texts.
        Value::Bytes(_) => Json::Null,
    }
}

fn from_json(value: Option<&Json>) -> Option<Value> {
    match value {
        None | Some(Json::Null) => Some(Value::Null),
        Some(Json::Number(number)) => number
            .as_i64()
            .map(Value::Int)
            .or_else(|| number.as_f64().map(Value::Real)),
        Some(Json::String(text)) => Some(Value::Text(text.clone())),
        Some(_) => None,
    }
}
