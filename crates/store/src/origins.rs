//! What each source says of an item, and by what names other sources know it. How one item is made
//! of that is not known here.

use crate::engine::{Row, Value};
use crate::items::placeholders;
use crate::views::ItemHead;
use crate::{Change, Fault, Reader};
use jiff::Timestamp;
use noaber_domain::{ItemId, SourceId, Wording};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::HashMap;

const COLUMNS: &str = "item_key, source_id, url, digest, body, arrived, changed, gone";
/// The beginning of a statement that keeps new origins.
pub(crate) const INSERT: &str =
    "INSERT INTO origins (item_key, source_id, url, digest, body, arrived, changed, gone, item_id)";
/// How many columns that is.
pub(crate) const WIDTH: usize = 9;

/// One account of an item, as kept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Origin {
    pub key: String,
    pub source: String,
    pub url: String,
    pub digest: String,
    /// What it says; absent while it is the only one, since the ledger has it.
    pub body: Option<String>,
    pub arrived: String,
    pub changed: String,
    pub gone: Option<String>,
    /// Whether it is to be written.
    pub touched: bool,
}

impl Origin {
    pub fn is_gone(&self) -> bool {
        self.gone.is_some()
    }

    pub fn values(&self, item: i64) -> Vec<Value> {
        vec![
            self.key.as_str().into(),
            self.source.as_str().into(),
            self.url.as_str().into(),
            self.digest.as_str().into(),
            self.body.as_deref().into(),
            self.arrived.as_str().into(),
            self.changed.as_str().into(),
            self.gone.as_deref().into(),
            item.into(),
        ]
    }

    fn read(row: &Row, from: usize) -> Result<Origin, Fault> {
        Ok(Origin {
            key: row.text(from)?.to_owned(),
            source: row.text(from + 1)?.to_owned(),
            url: row.text(from + 2)?.to_owned(),
            digest: row.text(from + 3)?.to_owned(),
            body: row.text_opt(from + 4)?.map(str::to_owned),
            arrived: row.text(from + 5)?.to_owned(),
            changed: row.text(from + 6)?.to_owned(),
            gone: row.text_opt(from + 7)?.map(str::to_owned),
            touched: false,
        })
    }
}

/// Which item a key or an identity stands for.
#[derive(Debug, Default)]
pub(crate) struct Owners {
    keys: FxHashMap<String, i64>,
    identities: FxHashMap<String, i64>,
}

impl Owners {
    /// The item of this name.
    pub fn of(&self, name: &str) -> Option<i64> {
        self.keys.get(name).or(self.identities.get(name)).copied()
    }

    /// Whether the name is kept as an identity.
    pub fn has_identity(&self, name: &str) -> bool {
        self.identities.contains_key(name)
    }

    /// Notes that a name is kept from now on.
    pub fn note(&mut self, identity: &str, item: i64) {
        self.identities.insert(identity.to_owned(), item);
    }
}

/// An origin that a page may bring again.
pub(crate) struct KnownOrigin {
    pub digest: String,
    pub gone: bool,
}

/// A source that tells of an item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OriginRow {
    /// The key it has there.
    pub key: String,
    /// The source.
    pub source: SourceId,
    /// What people call it.
    pub source_name: Wording,
    /// Page for people.
    pub url: String,
    /// When this source first told of it, UTC.
    pub arrived: Timestamp,
    /// When this source last told something else, UTC.
    pub changed: Timestamp,
    /// Why this source took it away.
    pub gone: Option<String>,
}

impl Change<'_> {
    /// What is kept of these keys from one source.
    pub(crate) fn known_origins(
        &mut self,
        source: &SourceId,
        keys: &[Value],
    ) -> Result<FxHashMap<String, KnownOrigin>, Fault> {
        let mut known = FxHashMap::default();
        for part in keys.chunks(250) {
            let sql = format!(
                "SELECT item_key, digest, gone FROM origins WHERE source_id = $1 AND item_key IN ({})",
                placeholders(2, part.len())
            );
            let mut values: Vec<Value> = vec![source.as_str().into()];
            values.extend_from_slice(part);
            for row in self.query(&sql, &values)? {
                let one = KnownOrigin {
                    digest: row.text(1)?.to_owned(),
                    gone: row.text_opt(2)?.is_some(),
                };
                known.insert(row.text(0)?.to_owned(), one);
            }
        }
        Ok(known)
    }

    /// The items of these names, be they keys or identities.
    pub(crate) fn owners<'n>(
        &mut self,
        names: impl Iterator<Item = &'n str>,
    ) -> Result<Owners, Fault> {
        let names: Vec<Value> = names.map(Value::from).collect();
        let keys = self.owned("origins", "item_key", &names)?;
        let identities = self.owned("identities", "identity", &names)?;
        Ok(Owners { keys, identities })
    }

    /// The items of these keys.
    pub(crate) fn owners_of_keys<'n>(
        &mut self,
        keys: impl Iterator<Item = &'n str>,
    ) -> Result<FxHashMap<String, i64>, Fault> {
        let keys: Vec<Value> = keys.map(Value::from).collect();
        self.owned("origins", "item_key", &keys)
    }

    fn owned(
        &mut self,
        table: &str,
        column: &str,
        names: &[Value],
    ) -> Result<FxHashMap<String, i64>, Fault> {
        let mut owned = FxHashMap::default();
        for part in names.chunks(250) {
            let sql = format!(
                "SELECT {column}, item_id FROM {table} WHERE {column} IN ({})",
                placeholders(1, part.len())
            );
            for row in self.query(&sql, part)? {
                owned.insert(row.text(0)?.to_owned(), row.int(1)?);
            }
        }
        Ok(owned)
    }

    /// The origins of these items.
    pub(crate) fn origins_of(
        &mut self,
        items: &[Value],
    ) -> Result<FxHashMap<i64, Vec<Origin>>, Fault> {
        let mut all: FxHashMap<i64, Vec<Origin>> = FxHashMap::default();
        for part in items.chunks(250) {
            let sql = format!(
                "SELECT item_id, {COLUMNS} FROM origins WHERE item_id IN ({}) ORDER BY item_key, source_id",
                placeholders(1, part.len())
            );
            for row in self.query(&sql, part)? {
                let origin = Origin::read(&row, 1)?;
                all.entry(row.int(0)?).or_default().push(origin);
            }
        }
        Ok(all)
    }

    /// Writes an origin over what was kept of it.
    pub(crate) fn keep_origin(&mut self, origin: &Origin, item: i64) -> Result<(), Fault> {
        let sql = format!(
            "{INSERT} VALUES ({}) ON CONFLICT (item_key, source_id) DO UPDATE SET url = excluded.url, digest = excluded.digest, body = excluded.body, changed = excluded.changed, gone = excluded.gone, item_id = excluded.item_id",
            placeholders(1, WIDTH)
        );
        self.execute(&sql, &origin.values(item)).map(|_| ())
    }

    /// Makes every item that has no origin its own first one, as in a database or an export of
    /// before there were origins.
    pub(crate) fn complete_origins(&mut self) -> Result<(), Fault> {
        let sql = "INSERT INTO origins (item_key, source_id, item_id, url, digest, arrived, changed, gone) SELECT item_key, source_id, id, url, digest, arrived, changed, gone FROM items";
        self.execute(sql, &[]).map(|_| ())
    }
}

impl Reader {
    /// The sources that tell of an item, in order of arrival.
    pub fn origins(&self, item: ItemId) -> Result<Vec<OriginRow>, Fault> {
        let names = self.source_names()?;
        let sql = format!(
            "SELECT {COLUMNS} FROM origins WHERE item_id = $1 ORDER BY arrived, item_key, source_id"
        );
        self.query(&sql, &[item.0.into()])?
            .iter()
            .map(|row| {
                let source = row.text(1)?;
                Ok(OriginRow {
                    key: row.text(0)?.to_owned(),
                    source: row.parse(1)?,
                    source_name: names.get(source).cloned().unwrap_or_default(),
                    url: row.text(2)?.to_owned(),
                    arrived: row.parse(5)?,
                    changed: row.parse(6)?,
                    gone: row.text_opt(7)?.map(str::to_owned),
                })
            })
            .collect()
    }

    /// Of these items the sources that tell of them, in order of arrival, each once, with what people
    /// call it.
    fn other_sources(
        &self,
        items: &[ItemId],
        names: &FxHashMap<String, Wording>,
    ) -> Result<FxHashMap<ItemId, Vec<(SourceId, Wording)>>, Fault> {
        let mut all: FxHashMap<ItemId, Vec<(SourceId, Wording)>> = FxHashMap::default();
        for (item, row) in self.standing_origins(items)? {
            let source: SourceId = row.parse(1)?;
            let name = names.get(source.as_str()).cloned().unwrap_or_default();
            let told = all.entry(item).or_default();
            if told.iter().all(|(known, _)| *known != source) {
                told.push((source, name));
            }
        }
        Ok(all)
    }

    /// What people call the other sources that tell of these items, in order of arrival; items that
    /// only one source tells of are left out.
    pub fn also_told_by<'h>(
        &self,
        heads: impl IntoIterator<Item = &'h ItemHead>,
    ) -> Result<HashMap<ItemId, Vec<Wording>>, Fault> {
        let leading: HashMap<ItemId, &SourceId> =
            heads.into_iter().map(|h| (h.id, &h.source)).collect();
        let ids: Vec<ItemId> = leading.keys().copied().collect();
        let mut others = HashMap::new();
        for (item, told) in self.other_sources(&ids, &self.source_names()?)? {
            let also = told
                .into_iter()
                .filter(|(id, _)| leading.get(&item) != Some(&id));
            let also: Vec<Wording> = also.map(|(_, name)| name).collect();
            if !also.is_empty() {
                others.insert(item, also);
            }
        }
        Ok(others)
    }

    /// Of these items the codes of where they came from, as [`noaber_domain::Item::origin`] gives them,
    /// of every source that tells of them.
    pub fn origin_codes(&self, items: &[ItemId]) -> Result<FxHashMap<ItemId, Vec<String>>, Fault> {
        let mut all: FxHashMap<ItemId, Vec<String>> = FxHashMap::default();
        for (item, row) in self.standing_origins(items)? {
            let code = row.text(2)?.split(':').next().unwrap_or_default();
            let codes = all.entry(item).or_default();
            if codes.iter().all(|known| known != code) {
                codes.push(code.to_owned());
            }
        }
        Ok(all)
    }

    /// Item, source and key of what is told of these items, in order of arrival.
    fn standing_origins(&self, items: &[ItemId]) -> Result<Vec<(ItemId, Row)>, Fault> {
        let mut found = Vec::new();
        for part in items.chunks(250) {
            let sql = format!(
                "SELECT item_id, source_id, item_key FROM origins WHERE gone IS NULL AND item_id IN ({}) ORDER BY item_id, arrived, item_key, source_id",
                placeholders(1, part.len())
            );
            let values: Vec<Value> = part.iter().map(|item| Value::Int(item.0)).collect();
            for row in self.query(&sql, &values)? {
                found.push((ItemId(row.int(0)?), row));
            }
        }
        Ok(found)
    }

    /// The item that is known by this key or this identity.
    pub fn item_named(&self, name: &str) -> Result<Option<ItemId>, Fault> {
        let sql = "SELECT item_id FROM origins WHERE item_key = $1 UNION ALL SELECT item_id FROM identities WHERE identity = $1 LIMIT 1";
        let row = self.row(sql, &[name.into()])?;
        row.map(|row| row.int(0).map(ItemId)).transpose()
    }
}
