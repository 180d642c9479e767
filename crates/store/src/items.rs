//! Reading items: heads and whole items, by id, key and day, and the places by which they are read
//! newest first. How they are kept stands in `take_in`.

use crate::engine::{Row, Value};
use crate::views::{ItemHead, StoredItem};
use crate::{Fault, Reader};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use noaber_domain::{Country, Item, ItemId, ItemKind, Language, LedgerNumber, Wording};
use rustc_hash::FxHashMap;

/// The order of reading: newest day last, within a day by id. Days before 1900 count as 1900.
pub(crate) fn place(day: Date, id: i64) -> i64 {
    (first_place(day)) | (id & 0xffff_ffff)
}

/// The first place of a day.
pub(crate) fn first_place(day: Date) -> i64 {
    let days = date(1900, 1, 1)
        .until((jiff::Unit::Day, day))
        .map_or(0, |span| span.get_days());
    i64::from(days.max(0)) << 32
}

/// The day of a place; none where the day is not known or before 1900.
pub(crate) fn day_of(place: i64) -> Option<Date> {
    let days = i32::try_from(place >> 32).ok().filter(|days| *days > 0)?;
    date(1900, 1, 1).checked_add(days.days()).ok()
}

/// `$from, $from+1, …`, so many.
pub(crate) fn placeholders(from: usize, count: usize) -> String {
    (from..from + count)
        .map(|n| format!("${n}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The columns of an item's head, for `items i`.
pub(crate) const HEAD: &str = "i.id, i.ledger, i.version, i.arrived, i.changed, i.gone, i.source_id, i.item_key, i.number, i.kind, i.label, i.country, i.language, i.title, i.url, i.published, i.committee, i.dates";

/// How many columns that is.
pub(crate) const HEAD_WIDTH: usize = 18;

/// Reads a head that starts at column `from`.
pub(crate) fn head(
    row: &Row,
    from: usize,
    names: &FxHashMap<String, Wording>,
) -> Result<ItemHead, Fault> {
    let source = row.text(from + 6)?;
    let kind = row.text(from + 9)?;
    let country = row.text(from + 11)?;
    Ok(ItemHead {
        id: ItemId(row.int(from)?),
        ledger: LedgerNumber(row.int(from + 1)?),
        version: row.int(from + 2)?,
        arrived: row.parse(from + 3)?,
        changed: row.parse(from + 4)?,
        gone: row.text_opt(from + 5)?.map(str::to_owned),
        source: row.parse(from + 6)?,
        source_name: names.get(source).cloned().unwrap_or_default(),
        key: row.text(from + 7)?.to_owned(),
        number: row.text_opt(from + 8)?.map(str::to_owned),
        kind: ItemKind::from_code(kind)
            .ok_or_else(|| Fault::corrupt(format!("unknown sort of item '{kind}'")))?,
        label: row.text_opt(from + 10)?.map(str::to_owned),
        country: Country::from_code(country)
            .ok_or_else(|| Fault::corrupt(format!("unknown arena '{country}'")))?,
        language: row.text_opt(from + 12)?.and_then(Language::from_tag),
        title: row.text(from + 13)?.to_owned(),
        url: row.text(from + 14)?.to_owned(),
        published: row.parse_opt(from + 15)?,
        committee: row.text_opt(from + 16)?.map(str::to_owned),
        dates: row
            .text_opt(from + 17)?
            .map_or(Ok(Vec::new()), |_| row.json(from + 17))?,
    })
}

impl Reader {
    /// One item with its text; a gone item keeps the text of its last version.
    pub fn item(&self, id: ItemId) -> Result<Option<StoredItem>, Fault> {
        let sql = format!(
            "SELECT {HEAD}, l.body FROM items i JOIN ledger l ON l.item_id = i.id AND l.body IS NOT NULL WHERE i.id = $1 ORDER BY l.number DESC LIMIT 1"
        );
        let names = self.source_names()?;
        self.row(&sql, &[id.0.into()])?
            .map(|row| {
                Ok(StoredItem {
                    head: head(&row, 0, &names)?,
                    item: row.json(HEAD_WIDTH)?,
                })
            })
            .transpose()
    }

    /// Several items with their text, in no particular order; those that are not there are left
    /// out.
    pub fn items(&self, ids: &[ItemId]) -> Result<Vec<StoredItem>, Fault> {
        let names = self.source_names()?;
        let mut all = Vec::with_capacity(ids.len());
        for part in ids.chunks(250) {
            let sql = format!(
                "SELECT {HEAD}, l.body FROM items i JOIN ledger l ON l.number = i.ledger WHERE i.gone IS NULL AND i.id IN ({})",
                placeholders(1, part.len())
            );
            let values: Vec<Value> = part.iter().map(|id| Value::Int(id.0)).collect();
            for row in self.query(&sql, &values)? {
                let head = head(&row, 0, &names)?;
                all.push(StoredItem {
                    head,
                    item: row.json(HEAD_WIDTH)?,
                });
            }
        }
        Ok(all)
    }

    /// As [`Reader::items`], without what only a page shows: the number of the newest version and the
    /// item, for whoever reads many.
    pub fn papers(&self, ids: &[ItemId]) -> Result<Vec<(ItemId, LedgerNumber, Item)>, Fault> {
        let mut all = Vec::with_capacity(ids.len());
        for part in ids.chunks(250) {
            let sql = format!(
                "SELECT i.id, i.ledger, l.body FROM items i JOIN ledger l ON l.number = i.ledger WHERE i.gone IS NULL AND i.id IN ({})",
                placeholders(1, part.len())
            );
            let values: Vec<Value> = part.iter().map(|id| Value::Int(id.0)).collect();
            for row in self.query(&sql, &values)? {
                all.push((ItemId(row.int(0)?), LedgerNumber(row.int(1)?), row.json(2)?));
            }
        }
        Ok(all)
    }

    /// The item with this key, also when it is another source's key for it.
    pub fn item_by_key(&self, key: &str) -> Result<Option<StoredItem>, Fault> {
        let sql = "SELECT item_id FROM origins WHERE item_key = $1";
        match self.row(sql, &[key.into()])? {
            Some(row) => self.item(ItemId(row.int(0)?)),
            None => Ok(None),
        }
    }

    /// The head of an item, also of one whose text was taken down.
    pub fn item_head(&self, id: ItemId) -> Result<Option<ItemHead>, Fault> {
        let sql = format!("SELECT {HEAD} FROM items i WHERE i.id = $1");
        let names = self.source_names()?;
        let row = self.row(&sql, &[id.0.into()])?;
        row.map(|row| head(&row, 0, &names)).transpose()
    }

    /// Heads of items in order of arrival, after `after`, at most `limit`.
    pub fn heads_after(&self, after: ItemId, limit: usize) -> Result<Vec<ItemHead>, Fault> {
        let sql = format!("SELECT {HEAD} FROM items i WHERE i.id > $1 ORDER BY i.id LIMIT $2");
        let names = self.source_names()?;
        let rows = self.query(&sql, &[after.0.into(), (limit as i64).into()])?;
        rows.iter().map(|row| head(row, 0, &names)).collect()
    }

    /// How many items there are, gone ones among them.
    pub fn item_count(&self) -> Result<i64, Fault> {
        let row = self.row("SELECT value FROM counters WHERE name = 'item'", &[])?;
        row.map_or(Ok(0), |r| r.int(0))
    }

    /// Days of publication of items, with how many have each, newest first.
    pub fn days(&self) -> Result<Vec<(Date, i64)>, Fault> {
        let sql = "SELECT published, COUNT(*) FROM items WHERE published IS NOT NULL GROUP BY published ORDER BY published DESC";
        self.query(sql, &[])?
            .iter()
            .map(|r| Ok((r.parse(0)?, r.int(1)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_follow_the_day_and_then_the_number() {
        let old = place(date(2024, 1, 1), 900);
        let new = place(date(2024, 1, 2), 2);
        assert!(old < new && place(date(2024, 1, 1), 901) > old);
        assert_eq!(first_place(date(1850, 1, 1)), 0);
        assert_eq!(new & 0xffff_ffff, 2);
        assert_eq!(day_of(new), Some(date(2024, 1, 2)));
        assert_eq!(day_of(place(date(1850, 1, 1), 3)), None);
    }
}
