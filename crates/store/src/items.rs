//! Keeping items: new ones, new versions of known ones, tombstones; each takes its place in the
//! ledger in order of arrival, together with its words in the full text, or not at all.

use crate::engine::{Row, Value};
use crate::views::{ItemHead, ItemVersion, StoredItem};
use crate::{Change, Fault, Reader, digest, moment};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use noaber_domain::{
    Country, Item, ItemId, ItemKind, Language, LedgerNumber, SourceId, Tombstone, Wording,
};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::borrow::Cow;

/// What one page of a source did to the store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct TakenCounts {
    /// Items seen for the first time.
    pub added: i64,
    /// New versions of known items.
    pub changed: i64,
    /// Items that were known in this very form.
    pub same: i64,
    /// Items that their source took away.
    pub gone: i64,
    /// Tombstones for items that were never seen, or were gone already.
    pub unknown: i64,
}

impl std::ops::AddAssign for TakenCounts {
    fn add_assign(&mut self, other: TakenCounts) {
        self.added += other.added;
        self.changed += other.changed;
        self.same += other.same;
        self.gone += other.gone;
        self.unknown += other.unknown;
    }
}

/// What a page brought, with where to go on after it.
#[derive(Debug, Clone, Copy)]
pub struct Taken<'a> {
    /// The source.
    pub source: &'a SourceId,
    /// The run it belongs to.
    pub run: i64,
    /// Its items; of the same key the last one counts.
    pub items: &'a [Item],
    /// Its tombstones.
    pub tombstones: &'a [Tombstone],
    /// Records that could not be read, with the fault.
    pub rejected: &'a [(String, String)],
    /// Where to go on after this page; kept in the same transaction.
    pub cursor: Option<&'a str>,
}

struct Known {
    id: i64,
    version: i64,
    digest: String,
    place: i64,
    gone: bool,
}

const ITEM_HEAD: &str = "INSERT INTO items (id, item_key, source_id, ledger, version, arrived, changed, digest, place, number, kind, label, country, language, title, url, published, committee, dates)";
const LEDGER_HEAD: &str = "INSERT INTO ledger (number, item_id, version, what, at, run_id, body)";

impl Change<'_> {
    /// Takes in one page: items, tombstones, rejected records and the cursor, all or nothing.
    pub fn take_in(&mut self, taken: &Taken<'_>) -> Result<TakenCounts, Fault> {
        let mut ledger = self.counter("ledger")?;
        let mut next_id = self.counter("item")?;
        let now = moment(self.at);
        let today = self.at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let keys = taken.items.iter().map(|i| i.key.as_str());
        let mut known = self.known(keys.chain(taken.tombstones.iter().map(|t| t.key.as_str())))?;

        let mut last: FxHashMap<&str, usize> = FxHashMap::default();
        for (at, item) in taken.items.iter().enumerate() {
            last.insert(&item.key, at);
        }
        let mut counts = TakenCounts::default();
        let (mut items, mut entries, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for (at, item) in taken.items.iter().enumerate() {
            let item = &with_language(item);
            let body = serde_json::to_string(item.as_ref())?;
            let print = digest(&body);
            let before = known.get(item.key.as_str());
            if last.get(item.key.as_str()) != Some(&at)
                || before.is_some_and(|k| k.digest == print && !k.gone)
            {
                counts.same += 1;
                continue;
            }
            ledger += 1;
            let (id, version, what) = match before {
                None => {
                    next_id += 1;
                    counts.added += 1;
                    (next_id, 1, "new")
                }
                Some(known) => {
                    counts.changed += 1;
                    (
                        known.id,
                        known.version + 1,
                        if known.gone { "back" } else { "changed" },
                    )
                }
            };
            let place = place(item.published.unwrap_or(today), id);
            if let Some(known) = before {
                self.connection()?.forget_words(known.place)?;
                self.renew(item, id, version, ledger, &now, &print, place)?;
            } else {
                items.push(row(item, id, taken.source, ledger, &now, &print, place));
            }
            entries.push(vec![
                ledger.into(),
                id.into(),
                version.into(),
                what.into(),
                now.as_str().into(),
                taken.run.into(),
                body.into(),
            ]);
            words.push((
                place,
                self.terms(item, &item.title),
                self.terms(item, &item.body),
            ));
            let fresh = Known {
                id,
                version,
                digest: print,
                place,
                gone: false,
            };
            known.insert(item.key.clone(), fresh);
        }
        for tombstone in taken.tombstones {
            match known.get_mut(tombstone.key.as_str()).filter(|k| !k.gone) {
                None => counts.unknown += 1,
                Some(known) => {
                    ledger += 1;
                    counts.gone += 1;
                    known.gone = true;
                    known.version += 1;
                    entries.push(vec![
                        ledger.into(),
                        known.id.into(),
                        known.version.into(),
                        "gone".into(),
                        now.as_str().into(),
                        taken.run.into(),
                        Value::Null,
                    ]);
                }
            }
        }
        let connection = self.connection()?;
        connection.insert_many(ITEM_HEAD, 19, items)?;
        connection.insert_many(LEDGER_HEAD, 7, entries)?;
        connection.keep_words(words)?;
        for tombstone in taken.tombstones {
            self.bury(tombstone, &known, &now)?;
        }
        self.set_counter("ledger", ledger)?;
        self.set_counter("item", next_id)?;
        self.count_page(taken, &counts, &now)?;
        Ok(counts)
    }

    pub(crate) fn terms(&self, item: &Item, text: &str) -> String {
        let language = item
            .language
            .and_then(|l| noaber_text::Lang::from_code(l.code()));
        self.analyser.index_terms(language, text)
    }

    fn known<'k>(
        &mut self,
        keys: impl Iterator<Item = &'k str>,
    ) -> Result<FxHashMap<String, Known>, Fault> {
        let keys: Vec<Value> = keys.map(Value::from).collect();
        let mut known = FxHashMap::default();
        for chunk in keys.chunks(250) {
            let sql = format!(
                "SELECT item_key, id, version, digest, place, gone FROM items WHERE item_key IN ({})",
                placeholders(1, chunk.len())
            );
            for row in self.query(&sql, chunk)? {
                let entry = Known {
                    id: row.int(1)?,
                    version: row.int(2)?,
                    digest: row.text(3)?.to_owned(),
                    place: row.int(4)?,
                    gone: row.text_opt(5)?.is_some(),
                };
                known.insert(row.text(0)?.to_owned(), entry);
            }
        }
        Ok(known)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one value per column that is new"
    )]
    fn renew(
        &mut self,
        item: &Item,
        id: i64,
        version: i64,
        ledger: i64,
        now: &str,
        print: &str,
        place: i64,
    ) -> Result<(), Fault> {
        let sql = "UPDATE items SET ledger = $2, version = $3, changed = $4, gone = NULL, digest = $5, place = $6, number = $7, kind = $8, label = $9, country = $10, language = $11, title = $12, url = $13, published = $14, committee = $15, dates = $16 WHERE id = $1";
        let mut values: Vec<Value> = vec![
            id.into(),
            ledger.into(),
            version.into(),
            now.into(),
            print.into(),
            place.into(),
        ];
        values.extend(head_values(item));
        self.execute(sql, &values)?;
        Ok(())
    }

    fn bury(
        &mut self,
        tombstone: &Tombstone,
        known: &FxHashMap<String, Known>,
        now: &str,
    ) -> Result<(), Fault> {
        let Some(known) = known.get(&tombstone.key) else {
            return Ok(());
        };
        let sql = "UPDATE items SET gone = $2, changed = $3, version = $4, ledger = (SELECT MAX(number) FROM ledger WHERE item_id = $1) WHERE id = $1 AND gone IS NULL";
        let values: [Value; 4] = [
            known.id.into(),
            tombstone.reason.as_str().into(),
            now.into(),
            known.version.into(),
        ];
        if self.execute(sql, &values)? > 0 {
            self.connection()?.forget_words(known.place)?;
        }
        Ok(())
    }
}

fn row(
    item: &Item,
    id: i64,
    source: &SourceId,
    ledger: i64,
    now: &str,
    print: &str,
    place: i64,
) -> Vec<Value> {
    let mut values: Vec<Value> = vec![
        id.into(),
        item.key.as_str().into(),
        source.as_str().into(),
        ledger.into(),
        1.into(),
        now.into(),
        now.into(),
        print.into(),
        place.into(),
    ];
    values.extend(head_values(item));
    values
}

fn head_values(item: &Item) -> [Value; 10] {
    let dates =
        (!item.dates.is_empty()).then(|| serde_json::to_string(&item.dates).unwrap_or_default());
    [
        item.number.as_deref().into(),
        item.kind.code().into(),
        item.label.as_deref().into(),
        item.country.code().into(),
        item.language.map(Language::code).into(),
        item.title.as_str().into(),
        item.url.as_str().into(),
        item.published.map(|d| d.to_string()).into(),
        item.committee.as_deref().into(),
        dates.into(),
    ]
}

/// An item whose source does not say its language gets the one that its words show.
fn with_language(item: &Item) -> Cow<'_, Item> {
    if item.language.is_some() {
        return Cow::Borrowed(item);
    }
    let text = format!("{} {}", item.title, item.body);
    let language = noaber_text::recognise(&text).and_then(|l| Language::from_tag(l.code()));
    Cow::Owned(Item {
        language,
        ..item.clone()
    })
}

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

    /// The item with this key.
    pub fn item_by_key(&self, key: &str) -> Result<Option<StoredItem>, Fault> {
        match self.row("SELECT id FROM items WHERE item_key = $1", &[key.into()])? {
            Some(row) => self.item(ItemId(row.int(0)?)),
            None => Ok(None),
        }
    }

    /// All versions of an item that have text, oldest first.
    pub fn versions(&self, id: ItemId) -> Result<Vec<ItemVersion>, Fault> {
        let sql = "SELECT version, number, at, body FROM ledger WHERE item_id = $1 AND body IS NOT NULL ORDER BY number";
        self.query(sql, &[id.0.into()])?
            .iter()
            .map(|row| {
                Ok(ItemVersion {
                    version: row.int(0)?,
                    ledger: LedgerNumber(row.int(1)?),
                    arrived: row.parse(2)?,
                    item: row.json(3)?,
                })
            })
            .collect()
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
