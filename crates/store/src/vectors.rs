//! Keeping what items mean. The bytes are the encoder's business; here they are kept with the
//! version of the item that they were made of.

use crate::engine::Value;
use crate::items::{HEAD, HEAD_WIDTH, head, placeholders};
use crate::views::StoredItem;
use crate::{Change, Fault, Reader};
use noaber_domain::{Country, ItemId, Language, LedgerNumber};
use rustc_hash::FxHashMap;

/// A vector with what tells whether it may stand beside another.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptVector {
    /// The item.
    pub item: ItemId,
    /// Its arena.
    pub country: Country,
    /// Its language.
    pub language: Option<Language>,
    /// The vector as the encoder wrote it.
    pub vector: Vec<u8>,
    /// The number under which it was written; a later one is higher.
    pub written: i64,
}

/// How often vectors were changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VectorChanges {
    /// The number of the last that was written.
    pub written: i64,
    /// How many were taken away.
    pub removed: i64,
}

impl Change<'_> {
    /// Keeps vectors of items: item, ledger number of the version that was read, vector.
    pub fn keep_vectors(
        &mut self,
        model: &str,
        all: Vec<(ItemId, LedgerNumber, Vec<u8>)>,
    ) -> Result<(), Fault> {
        if all.is_empty() {
            return Ok(());
        }
        // Until the end nobody else gets a number, so that they last in the order in which they are
        // given out.
        let sql =
            "UPDATE vector_changes SET changed = changed + $1 WHERE one = 1 RETURNING changed";
        let row = self.row(sql, &[(all.len() as i64).into()])?;
        let last = row.map_or_else(|| Err(missing()), |row| row.int(0))?;
        let first = last - all.len() as i64 + 1;
        for (changed, (item, ledger, vector)) in (first..).zip(all) {
            let sql = "INSERT INTO vectors (item_id, ledger, model, vector, changed) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (item_id) DO UPDATE SET ledger = excluded.ledger, model = excluded.model, vector = excluded.vector, changed = excluded.changed";
            let values: [Value; 5] = [
                item.0.into(),
                ledger.0.into(),
                model.into(),
                Value::Bytes(vector),
                changed.into(),
            ];
            self.execute(sql, &values)?;
        }
        Ok(())
    }

    /// Takes the vector of an item away, so that whoever holds it lets go of it.
    pub(crate) fn forget_vector(&mut self, item: i64) -> Result<(), Fault> {
        let sql = "DELETE FROM vectors WHERE item_id = $1";
        if self.execute(sql, &[item.into()])? > 0 {
            let sql = "UPDATE vector_changes SET removals = removals + 1 WHERE one = 1";
            self.execute(sql, &[])?;
        }
        Ok(())
    }
}

fn missing() -> Fault {
    Fault::corrupt("the number of the last vector is missing")
}

impl Reader {
    /// The newest items, at places before `before`, whose text has no vector of this model yet; at
    /// most `limit`, each with its place.
    pub fn without_vector(
        &self,
        model: &str,
        before: i64,
        limit: usize,
    ) -> Result<Vec<(i64, StoredItem)>, Fault> {
        self.without_vector_of(model, None, before, limit)
    }

    /// As [`Reader::without_vector`], of one arena only.
    pub fn without_vector_of(
        &self,
        model: &str,
        country: Option<Country>,
        before: i64,
        limit: usize,
    ) -> Result<Vec<(i64, StoredItem)>, Fault> {
        let mut values: Vec<Value> = vec![before.into(), model.into(), (limit as i64).into()];
        values.extend(country.map(|country| country.code().into()));
        let of = country.map_or("", |_| " AND i.country = $4");
        let sql = format!(
            "SELECT {HEAD}, l.body, i.place FROM items i JOIN ledger l ON l.number = i.ledger WHERE i.gone IS NULL AND i.place < $1{of} AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.item_id = i.id AND v.ledger = i.ledger AND v.model = $2) ORDER BY i.place DESC LIMIT $3"
        );
        let names = self.source_names()?;
        self.query(&sql, &values)?
            .iter()
            .map(|row| {
                let head = head(row, 0, &names)?;
                Ok((
                    row.int(HEAD_WIDTH + 1)?,
                    StoredItem {
                        head,
                        item: row.json(HEAD_WIDTH)?,
                    },
                ))
            })
            .collect()
    }

    /// How often vectors were written and taken away; the same as before means that whoever holds
    /// them has them all.
    pub fn vector_changes(&self) -> Result<VectorChanges, Fault> {
        let sql = "SELECT changed, removals FROM vector_changes WHERE one = 1";
        let row = self.row(sql, &[])?;
        let row = row.ok_or_else(missing)?;
        Ok(VectorChanges {
            written: row.int(0)?,
            removed: row.int(1)?,
        })
    }

    /// The vectors of this model that were written after the number `after`, in the order in which they
    /// were, at most `limit`.
    pub fn vectors(&self, model: &str, after: i64, limit: usize) -> Result<Vec<KeptVector>, Fault> {
        let sql = "SELECT v.item_id, i.country, i.language, v.vector, v.changed FROM vectors v JOIN items i ON i.id = v.item_id WHERE v.model = $1 AND v.changed > $2 AND i.gone IS NULL ORDER BY v.changed LIMIT $3";
        self.query(sql, &[model.into(), after.into(), (limit as i64).into()])?
            .iter()
            .map(|row| {
                Ok(KeptVector {
                    item: ItemId(row.int(0)?),
                    country: Country::from_code(row.text(1)?)
                        .ok_or_else(|| Fault::corrupt("unknown arena"))?,
                    language: row.text_opt(2)?.and_then(Language::from_tag),
                    vector: row.bytes(3)?.to_vec(),
                    written: row.int(4)?,
                })
            })
            .collect()
    }

    /// About `most` vectors of this model, from everywhere among the items, in order of id.
    pub fn some_vectors(&self, model: &str, most: usize) -> Result<Vec<Vec<u8>>, Fault> {
        let most = (most as i64).max(1);
        let step = (self.vector_count(model)? / most).max(1);
        let sql = "SELECT vector FROM vectors WHERE model = $1 AND item_id % $2 = 0 ORDER BY item_id LIMIT $3";
        self.query(sql, &[model.into(), step.into(), most.into()])?
            .iter()
            .map(|row| Ok(row.bytes(0)?.to_vec()))
            .collect()
    }

    /// The vectors of this model of these items, of the version that stands now, by item; items
    /// without one are left out.
    pub fn vectors_of(
        &self,
        model: &str,
        items: &[ItemId],
    ) -> Result<FxHashMap<ItemId, Vec<u8>>, Fault> {
        let mut all = FxHashMap::default();
        for part in items.chunks(250) {
            let sql = format!(
                "SELECT v.item_id, v.vector FROM vectors v JOIN items i ON i.id = v.item_id AND i.ledger = v.ledger WHERE v.model = $1 AND v.item_id IN ({})",
                placeholders(2, part.len())
            );
            let mut values: Vec<Value> = vec![model.into()];
            values.extend(part.iter().map(|id| Value::Int(id.0)));
            for row in self.query(&sql, &values)? {
                all.insert(ItemId(row.int(0)?), row.bytes(1)?.to_vec());
            }
        }
        Ok(all)
    }

    /// Of how many items the text as it stands has a vector of this model, and how many items there
    /// are; those that are gone do not count.
    pub fn meaning_read(&self, model: &str) -> Result<(i64, i64), Fault> {
        let sql = "SELECT COUNT(v.item_id), COUNT(*) FROM items i LEFT JOIN vectors v ON v.item_id = i.id AND v.ledger = i.ledger AND v.model = $1 WHERE i.gone IS NULL";
        let row = self.row(sql, &[model.into()])?;
        row.map_or(Ok((0, 0)), |r| Ok((r.int(0)?, r.int(1)?)))
    }

    /// How many items have a vector of this model.
    pub fn vector_count(&self, model: &str) -> Result<i64, Fault> {
        let sql = "SELECT COUNT(*) FROM vectors WHERE model = $1";
        self.row(sql, &[model.into()])?.map_or(Ok(0), |r| r.int(0))
    }
}
