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
}

impl Change<'_> {
    /// Keeps vectors of items: item, ledger number of the version that was read, vector.
    pub fn keep_vectors(
        &mut self,
        model: &str,
        all: Vec<(ItemId, LedgerNumber, Vec<u8>)>,
    ) -> Result<(), Fault> {
        for (item, ledger, vector) in all {
            let sql = "INSERT INTO vectors (item_id, ledger, model, vector) VALUES ($1, $2, $3, $4) ON CONFLICT (item_id) DO UPDATE SET ledger = excluded.ledger, model = excluded.model, vector = excluded.vector";
            let values: [Value; 4] = [
                item.0.into(),
                ledger.0.into(),
                model.into(),
                Value::Bytes(vector),
            ];
            self.execute(sql, &values)?;
        }
        Ok(())
    }
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

    /// The vectors of this model with item ids after `after`, in order of id, at most `limit`.
    pub fn vectors(
        &self,
        model: &str,
        after: ItemId,
        limit: usize,
    ) -> Result<Vec<KeptVector>, Fault> {
        let sql = "SELECT v.item_id, i.country, i.language, v.vector FROM vectors v JOIN items i ON i.id = v.item_id WHERE v.model = $1 AND v.item_id > $2 AND i.gone IS NULL ORDER BY v.item_id LIMIT $3";
        self.query(sql, &[model.into(), after.0.into(), (limit as i64).into()])?
            .iter()
            .map(|row| {
                Ok(KeptVector {
                    item: ItemId(row.int(0)?),
                    country: Country::from_code(row.text(1)?)
                        .ok_or_else(|| Fault::corrupt("unknown arena"))?,
                    language: row.text_opt(2)?.and_then(Language::from_tag),
                    vector: row.bytes(3)?.to_vec(),
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
