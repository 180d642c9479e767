//! Keeping what items mean. The bytes are the encoder's business; here they are kept with the
//! version of the item that they were made of.

use crate::engine::Value;
use crate::items::{HEAD, HEAD_WIDTH, head};
use crate::views::StoredItem;
use crate::{Change, Fault, Reader};
use noaber_domain::{Country, ItemId, Language, LedgerNumber};

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
        let sql = format!(
            "SELECT {HEAD}, l.body, i.place FROM items i JOIN ledger l ON l.number = i.ledger WHERE i.gone IS NULL AND i.place < $1 AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.item_id = i.id AND v.ledger = i.ledger AND v.model = $2) ORDER BY i.place DESC LIMIT $3"
        );
        let names = self.source_names()?;
        self.query(&sql, &[before.into(), model.into(), (limit as i64).into()])?
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

    /// How many items have a vector of this model.
    pub fn vector_count(&self, model: &str) -> Result<i64, Fault> {
        let sql = "SELECT COUNT(*) FROM vectors WHERE model = $1";
        self.row(sql, &[model.into()])?.map_or(Ok(0), |r| r.int(0))
    }
}
