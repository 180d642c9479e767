//! Bringing the dates and commitments of items along the ledger, so that they can be asked by day.
//! What is asked of them stands in `calendar` and `commitments`.

use crate::engine::{Connection, Row, Value};
use crate::items::placeholders;
use crate::joins::JOINED;
use crate::take_down::TAKEN_DOWN;
use crate::{Change, Fault};
use jiff::civil::Date;
use noaber_domain::{DateKind, ItemDate, ItemKind, ItemState};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Numbers of the ledger that are brought along together.
const AT_ONCE: i64 = 500;
const DATES: &str = "INSERT INTO item_dates (item_id, what, nr, day, at, state, who, dropped)";
const COMMITMENTS: &str = "INSERT INTO commitments (item_id, state, due, made, who)";
const NEWEST: &str = "SELECT i.id, i.version, i.gone, i.kind, i.dates, CASE WHEN i.dates IS NOT NULL OR i.kind = 'commitment' THEN l.body END FROM ledger l JOIN items i ON i.id = l.item_id AND i.ledger = l.number WHERE l.number > $1 AND l.number <= $2 ORDER BY l.number";

/// What is read of an item's body.
#[derive(Default, Deserialize)]
struct Light {
    #[serde(default)]
    state: Option<ItemState>,
    #[serde(default)]
    actors: Vec<String>,
    #[serde(default)]
    committee: Option<String>,
    #[serde(default)]
    published: Option<Date>,
}

impl Light {
    fn who(&self) -> String {
        let all = self.actors.iter().chain(&self.committee);
        all.map(|name| name.to_lowercase())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// A date as kept.
#[derive(Clone, PartialEq)]
struct Kept {
    day: String,
    at: String,
    state: Option<String>,
    who: String,
    dropped: i64,
}

/// The dates of one item: sort, number among that sort, and the date.
type Dates = BTreeMap<(String, i64), Kept>;

/// Brings dates and commitments up to the newest number of the ledger, within the caller's
/// transaction. An item that its source took away keeps its dates, so that who planned with them can
/// be told; one that was joined to another or taken down has none.
pub(crate) fn bring(connection: &mut Connection) -> Result<(), Fault> {
    let (mut from, end) = reach(connection)?;
    while from < end {
        let to = end.min(from + AT_ONCE);
        let rows = connection.query(NEWEST, &[from.into(), to.into()])?;
        bring_part(connection, &rows)?;
        from = to;
    }
    let sql = "INSERT INTO counters (name, value) VALUES ('dates', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    connection.execute(sql, &[end.into()]).map(|_| ())
}

/// Whether there is something to bring along.
pub(crate) fn is_behind(connection: &mut Connection) -> Result<bool, Fault> {
    let (from, end) = reach(connection)?;
    Ok(from < end)
}

fn reach(connection: &mut Connection) -> Result<(i64, i64), Fault> {
    let sql = "SELECT COALESCE(MAX(CASE WHEN name = 'dates' THEN value END), 0), COALESCE(MAX(CASE WHEN name = 'ledger' THEN value END), 0) FROM counters";
    let row = connection.row(sql, &[])?;
    row.map_or(Ok((0, 0)), |row| Ok((row.int(0)?, row.int(1)?)))
}

fn bring_part(connection: &mut Connection, rows: &[Row]) -> Result<(), Fault> {
    let mut known = known_dates(connection, rows)?;
    let (mut dates, mut commitments) = (Vec::new(), Vec::new());
    for row in rows {
        let id = row.int(0)?;
        let gone = row.text_opt(2)?;
        if row.int(1)? > 1 {
            connection.execute("DELETE FROM commitments WHERE item_id = $1", &[id.into()])?;
        }
        if let Some(reason) = gone {
            end(connection, id, reason)?;
            continue;
        }
        let light = light(row)?;
        if row.text(3)? == ItemKind::Commitment.code() {
            commitments.push(commitment(id, &light, &item_dates(row)?));
        }
        let before = known.remove(&id).unwrap_or_default();
        let now = renewed(&before, &item_dates(row)?, &light);
        if now == before {
            continue;
        }
        if !before.is_empty() {
            connection.execute("DELETE FROM item_dates WHERE item_id = $1", &[id.into()])?;
        }
        dates.extend(now.into_iter().map(|(key, kept)| date_row(id, key, kept)));
    }
    connection.insert_many(DATES, 8, dates)?;
    connection.insert_many(COMMITMENTS, 5, commitments)
}

/// What is kept of items that are not new.
fn known_dates(connection: &mut Connection, rows: &[Row]) -> Result<FxHashMap<i64, Dates>, Fault> {
    let mut known: FxHashMap<i64, Dates> = FxHashMap::default();
    let mut old = Vec::new();
    for row in rows {
        if row.int(1)? > 1 {
            old.push(Value::Int(row.int(0)?));
        }
    }
    for part in old.chunks(250) {
        let sql = format!(
            "SELECT item_id, what, nr, day, at, state, who, dropped FROM item_dates WHERE item_id IN ({})",
            placeholders(1, part.len())
        );
        for row in connection.query(&sql, part)? {
            let key = (row.text(1)?.to_owned(), row.int(2)?);
            let kept = Kept {
                day: row.text(3)?.to_owned(),
                at: row.text(4)?.to_owned(),
                state: row.text_opt(5)?.map(str::to_owned),
                who: row.text(6)?.to_owned(),
                dropped: row.int(7)?,
            };
            known.entry(row.int(0)?).or_default().insert(key, kept);
        }
    }
    Ok(known)
}

/// The dates of an item now: those it has, and those it had and has no more.
fn renewed(before: &Dates, dates: &[ItemDate], light: &Light) -> Dates {
    let mut now = Dates::new();
    let mut sorted = dates.to_vec();
    sorted.sort();
    sorted.dedup();
    let mut counts: FxHashMap<DateKind, i64> = FxHashMap::default();
    for date in sorted {
        let nr = counts.entry(date.what).or_default();
        let at = date.at.map(|at| at.strftime("%H:%M").to_string());
        let kept = Kept {
            day: date.on.to_string(),
            at: at.unwrap_or_default(),
            state: light.state.map(|state| state.code().to_owned()),
            who: light.who(),
            dropped: 0,
        };
        now.insert((date.what.code().to_owned(), *nr), kept);
        *nr += 1;
    }
    for (key, kept) in before {
        now.entry(key.clone()).or_insert_with(|| Kept {
            dropped: 1,
            ..kept.clone()
        });
    }
    now
}

fn date_row(id: i64, (what, nr): (String, i64), kept: Kept) -> Vec<Value> {
    vec![
        id.into(),
        what.into(),
        nr.into(),
        kept.day.into(),
        kept.at.into(),
        kept.state.into(),
        kept.who.into(),
        kept.dropped.into(),
    ]
}

fn commitment(id: i64, light: &Light, dates: &[ItemDate]) -> Vec<Value> {
    let by = dates.iter().filter(|d| d.what == DateKind::Deadline).min();
    vec![
        id.into(),
        light.state.map(ItemState::code).into(),
        by.map(|date| date.on.to_string()).into(),
        light.published.map(|day| day.to_string()).into(),
        light.who().into(),
    ]
}

/// What becomes of the dates of an item that is gone, and of the dossiers that hold it.
fn end(connection: &mut Connection, id: i64, reason: &str) -> Result<(), Fault> {
    let stays: Option<i64> = reason.strip_prefix(JOINED).and_then(|n| n.parse().ok());
    if let Some(stays) = stays {
        let sql = "UPDATE mirror_files SET item_id = $2 WHERE item_id = $1 AND NOT EXISTS (SELECT 1 FROM mirror_files m WHERE m.item_id = $2 AND m.region_id = mirror_files.region_id AND m.dossier_id = mirror_files.dossier_id)";
        connection.execute(sql, &[id.into(), stays.into()])?;
    }
    if stays.is_some() || reason == TAKEN_DOWN {
        connection.execute("DELETE FROM item_dates WHERE item_id = $1", &[id.into()])?;
    }
    Ok(())
}

fn item_dates(row: &Row) -> Result<Vec<ItemDate>, Fault> {
    row.text_opt(4)?.map_or(Ok(Vec::new()), |_| row.json(4))
}

fn light(row: &Row) -> Result<Light, Fault> {
    row.text_opt(5)?
        .map_or(Ok(Light::default()), |_| row.json(5))
}

impl Change<'_> {
    /// Makes the dates of what this change entered into the ledger part of it.
    pub(crate) fn keep_dates(&mut self) -> Result<(), Fault> {
        bring(self.connection()?)
    }

    /// Works all dates out anew, as after an import.
    pub(crate) fn keep_all_dates(&mut self) -> Result<(), Fault> {
        self.execute("DELETE FROM counters WHERE name = 'dates'", &[])?;
        self.keep_dates()
    }
}
