//! Asking the calendar: dates of items by day and by what somebody chose, and deadlines to be reminded
//! of. How dates come to be kept stands in `dates`.

use crate::engine::{Row, Value};
use crate::items::{HEAD, head, placeholders};
use crate::views::ItemHead;
use crate::{Fault, Reader};
use jiff::civil::{Date, Time};
use noaber_domain::calendar::{REMINDERS, Reminder, reminder};
use noaber_domain::{
    DateKind, Days, DossierId, ItemDate, ItemId, ItemState, RegionId, Selection, Wording,
};
use rustc_hash::FxHashMap;
use serde::Serialize;

const COLUMNS: &str = "d.what, d.nr, d.day, d.at, d.state, d.dropped";
const WIDTH: usize = 6;
const WANTED: &str = "s.region_id = $1 AND (s.verdict IS NULL OR s.verdict <> 'dismiss')";

/// A date of an item in the calendar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CalendarRow {
    /// The date.
    pub date: ItemDate,
    /// Which of the dates of that sort of the item, in order of day, from 0.
    pub nr: i64,
    /// How far the item has come, where its source says so.
    pub state: Option<ItemState>,
    /// Whether it does not take place: the item was called off or taken away, or has this date no
    /// more.
    pub off: bool,
    /// The item.
    pub item: ItemHead,
    /// The dossiers it touches.
    pub dossiers: Vec<(DossierId, Wording)>,
}

/// A deadline that asks for a reminder.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReminderRow {
    /// How near it is.
    pub reminder: Reminder,
    /// The deadline.
    pub date: ItemDate,
    /// The item.
    pub item: ItemHead,
    /// The dossiers it touches.
    pub dossiers: Vec<(DossierId, Wording)>,
}

impl Reader {
    /// The dates within `days` that somebody chose, in order of day and time, at most `limit`. What is
    /// off is among them, so that it can be said.
    pub fn calendar(
        &self,
        region: &RegionId,
        selection: &Selection,
        days: Days,
        limit: usize,
    ) -> Result<Vec<CalendarRow>, Fault> {
        let (condition, mut values) = chosen(region, selection, days);
        values.push((limit as i64).into());
        let sql = format!(
            "SELECT {COLUMNS}, {HEAD} FROM item_dates d JOIN items i ON i.id = d.item_id WHERE {condition} ORDER BY d.day, d.at, i.id, d.what, d.nr LIMIT ${}",
            values.len()
        );
        let names = self.source_names()?;
        let mut rows = Vec::new();
        for row in self.query(&sql, &values)? {
            rows.push(calendar_row(&row, &names)?);
        }
        self.with_dossiers(region, &mut rows)?;
        Ok(rows)
    }

    /// How many dates within `days` somebody chose, per day.
    pub fn calendar_total(
        &self,
        region: &RegionId,
        selection: &Selection,
        days: Days,
    ) -> Result<i64, Fault> {
        let (condition, values) = chosen(region, selection, days);
        let sql = format!(
            "SELECT COUNT(*) FROM item_dates d JOIN items i ON i.id = d.item_id WHERE {condition}"
        );
        self.row(&sql, &values)?.map_or(Ok(0), |row| row.int(0))
    }

    /// The dates of one item, those that it has no more among them.
    pub fn dates_of(&self, region: &RegionId, item: ItemId) -> Result<Vec<CalendarRow>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS}, {HEAD} FROM item_dates d JOIN items i ON i.id = d.item_id WHERE d.item_id = $1 ORDER BY d.day, d.at, d.what, d.nr"
        );
        let names = self.source_names()?;
        let rows = self.query(&sql, &[item.0.into()])?;
        let mut rows: Vec<CalendarRow> = rows
            .iter()
            .map(|row| calendar_row(row, &names))
            .collect::<Result<_, Fault>>()?;
        self.with_dossiers(region, &mut rows)?;
        Ok(rows)
    }

    /// Which of these items were called off or taken back, of those that have a date.
    pub fn called_off(&self, items: &[ItemId]) -> Result<Vec<(ItemId, ItemState)>, Fault> {
        let mut off = Vec::new();
        for part in items.chunks(250) {
            let sql = format!(
                "SELECT DISTINCT d.item_id, d.state FROM item_dates d WHERE d.state IN ('cancelled', 'withdrawn') AND d.item_id IN ({}) ORDER BY d.item_id",
                placeholders(1, part.len())
            );
            let values: Vec<Value> = part.iter().map(|id| Value::Int(id.0)).collect();
            for row in self.query(&sql, &values)? {
                let item = ItemId(row.int(0)?);
                let state = ItemState::from_code(row.text(1)?);
                off.extend(state.map(|state| (item, state)));
            }
        }
        Ok(off)
    }

    /// Deadlines of items with a signal that was not dismissed that ask for a reminder on `today`,
    /// nearest first.
    pub fn reminders(&self, region: &RegionId, today: Date) -> Result<Vec<ReminderRow>, Fault> {
        let days = Days {
            from: today,
            to: today.saturating_add(jiff::Span::new().days(REMINDERS[0])),
        };
        let rows = self.calendar(region, &Selection::default(), days, 500)?;
        let told = |row: CalendarRow| {
            let near = reminder(row.item.kind, &row.date, row.state, today)?;
            (!row.off).then_some(ReminderRow {
                reminder: near,
                date: row.date,
                item: row.item,
                dossiers: row.dossiers,
            })
        };
        Ok(rows.into_iter().filter_map(told).collect())
    }

    fn with_dossiers(&self, region: &RegionId, rows: &mut [CalendarRow]) -> Result<(), Fault> {
        let titles = self.dossier_titles(region)?;
        let mut ids: Vec<i64> = rows.iter().map(|row| row.item.id.0).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut touched: FxHashMap<i64, Vec<(DossierId, Wording)>> = FxHashMap::default();
        for part in ids.chunks(250) {
            let sql = format!(
                "SELECT s.item_id, s.dossier_id FROM signals s WHERE {WANTED} AND s.item_id IN ({}) ORDER BY s.score DESC, s.id",
                placeholders(2, part.len())
            );
            let mut values: Vec<Value> = vec![region.as_str().into()];
            values.extend(part.iter().map(|id| Value::Int(*id)));
            for row in self.query(&sql, &values)? {
                let title = titles.get(row.text(1)?).cloned().unwrap_or_default();
                let dossier = (row.parse(1)?, title);
                touched.entry(row.int(0)?).or_default().push(dossier);
            }
        }
        for row in rows {
            row.dossiers = touched.get(&row.item.id.0).cloned().unwrap_or_default();
        }
        Ok(())
    }
}

/// The condition on `item_dates d` and `items i` for what somebody chose. `$1` is the region.
fn chosen(region: &RegionId, selection: &Selection, days: Days) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![
        region.as_str().into(),
        days.from.to_string().into(),
        days.to.to_string().into(),
    ];
    let mut text = String::from("d.day >= $2 AND d.day <= $3 AND $1 = $1");
    let mut and = |sql: &str, value: Value| {
        values.push(value);
        text.push_str(&sql.replace("$$", &format!("${}", values.len())));
    };
    if let Some(dossier) = &selection.dossier {
        let sql = format!(
            " AND EXISTS (SELECT 1 FROM signals s WHERE {WANTED} AND s.item_id = i.id AND s.dossier_id = $$)"
        );
        and(&sql, dossier.as_str().into());
    }
    if let Some(country) = selection.country {
        and(" AND i.country = $$", country.code().into());
    }
    if let Some(kind) = selection.kind {
        and(" AND i.kind = $$", kind.code().into());
    }
    if let Some(source) = &selection.source {
        and(
            " AND EXISTS (SELECT 1 FROM origins o WHERE o.item_id = i.id AND o.source_id = $$)",
            source.as_str().into(),
        );
    }
    if let Some(who) = selection
        .who
        .as_deref()
        .map(str::trim)
        .filter(|w| !w.is_empty())
    {
        and(" AND d.who LIKE $$ ESCAPE '!'", like(who).into());
    }
    if selection.dossier.is_none() && !selection.all {
        text.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM signals s WHERE {WANTED} AND s.item_id = i.id)"
        ));
    }
    (text, values)
}

/// A pattern that finds these letters anywhere in a text of lower case.
pub(crate) fn like(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

fn calendar_row(row: &Row, names: &FxHashMap<String, Wording>) -> Result<CalendarRow, Fault> {
    let item = head(row, WIDTH, names)?;
    let state = row.text_opt(4)?.and_then(ItemState::from_code);
    let off = matches!(state, Some(ItemState::Cancelled | ItemState::Withdrawn));
    Ok(CalendarRow {
        date: ItemDate {
            on: row.parse(2)?,
            at: time(row.text(3)?)?,
            what: date_kind(row.text(0)?)?,
        },
        nr: row.int(1)?,
        off: off || item.gone.is_some() || row.int(5)? == 1,
        state,
        item,
        dossiers: Vec::new(),
    })
}

fn time(text: &str) -> Result<Option<Time>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let at = Time::strptime("%H:%M", text);
    at.map(Some)
        .map_err(|why| Fault::corrupt(format!("'{text}' is no time of day: {why}")))
}

fn date_kind(code: &str) -> Result<DateKind, Fault> {
    let all = [
        DateKind::Deadline,
        DateKind::Event,
        DateKind::Vote,
        DateKind::Opening,
    ];
    let found = all.into_iter().find(|kind| kind.code() == code);
    found.ok_or_else(|| Fault::corrupt(format!("unknown sort of date '{code}'")))
}
