//! Walking the ledger: everything that arrived, in order of arrival. Matching, digests and exports
//! walk it, so that a paper that arrives late is seen like any other.

use crate::engine::Value;
use crate::{Change, Fault, Reader};
use noaber_domain::{Item, ItemId, LedgerNumber, RegionId};

/// One place of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerEntry {
    /// Its number.
    pub number: LedgerNumber,
    /// The item.
    pub item: ItemId,
    /// Version of the item, from 1.
    pub version: i64,
    /// The item, where this is its newest text; absent for a tombstone, for what was taken down, and
    /// for a version that another followed: [`Reader::versions`] has those.
    pub body: Option<Item>,
    /// Whether this is still the newest version of the item.
    pub newest: bool,
}

impl Reader {
    /// The newest number of the ledger; 0 when nothing arrived yet.
    pub fn ledger_end(&self) -> Result<LedgerNumber, Fault> {
        let row = self.row("SELECT value FROM counters WHERE name = 'ledger'", &[])?;
        Ok(LedgerNumber(
            row.map(|r| r.int(0)).transpose()?.unwrap_or(0),
        ))
    }

    /// The next places of the ledger after `from`, at most `limit`, in order.
    pub fn ledger_after(
        &self,
        from: LedgerNumber,
        limit: usize,
    ) -> Result<Vec<LedgerEntry>, Fault> {
        let sql = "SELECT l.number, l.item_id, l.version, l.body, i.ledger FROM ledger l JOIN items i ON i.id = l.item_id WHERE l.number > $1 ORDER BY l.number LIMIT $2";
        let rows = self.query(sql, &[from.0.into(), (limit as i64).into()])?;
        rows.iter()
            .map(|row| {
                let number = LedgerNumber(row.int(0)?);
                let body = row
                    .text_opt(3)?
                    .is_some()
                    .then(|| row.json(3))
                    .transpose()?;
                Ok(LedgerEntry {
                    number,
                    item: ItemId(row.int(1)?),
                    version: row.int(2)?,
                    body,
                    newest: row.int(4)? == number.0,
                })
            })
            .collect()
    }

    /// How far the region was matched, and with what.
    pub fn matched(&self, region: &RegionId, version: &str) -> Result<Matching, Fault> {
        let sql = "SELECT matched_to, matched_with, fingerprint FROM regions WHERE id = $1";
        let row = self.row(sql, &[region.as_str().into()])?;
        let row = row.ok_or_else(|| Fault::corrupt(format!("there is no region '{region}'")))?;
        let fingerprint = row.text(2)?.to_owned();
        let fresh = row.text(1)? == format!("{fingerprint}:{version}");
        Ok(Matching {
            to: LedgerNumber(row.int(0)?),
            fresh,
            fingerprint,
        })
    }
}

/// How far a region was matched, and with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matching {
    /// The last number of the ledger that was matched.
    pub to: LedgerNumber,
    /// Whether that was with the present interests and this version of matching; when not,
    /// everything is to be matched again.
    pub fresh: bool,
    /// What the present interests are known by.
    pub fingerprint: String,
}

impl Change<'_> {
    /// Says that the region was matched from `from` up to `number` with the interests of `fingerprint`.
    /// Gives `false`, and says nothing, when these are no longer the present ones, or the region is at
    /// another place by now: whoever walks must go on with what there is now.
    pub fn set_matched(
        &mut self,
        region: &RegionId,
        (from, number): (LedgerNumber, LedgerNumber),
        version: &str,
        fingerprint: &str,
    ) -> Result<bool, Fault> {
        let sql = "UPDATE regions SET matched_to = $2, matched_with = fingerprint || ':' || $3 WHERE id = $1 AND fingerprint = $4 AND matched_to = $5";
        let values: [Value; 5] = [
            region.as_str().into(),
            number.0.into(),
            version.into(),
            fingerprint.into(),
            from.0.into(),
        ];
        Ok(self.execute(sql, &values)? == 1)
    }

    /// Says that the region is to be matched from the beginning.
    pub fn set_unmatched(&mut self, region: &RegionId, version: &str) -> Result<(), Fault> {
        let sql = "UPDATE regions SET matched_to = 0, matched_with = fingerprint || ':' || $2 WHERE id = $1";
        self.execute(sql, &[region.as_str().into(), version.into()])?;
        self.record(
            Some(region),
            "region-rematched",
            "region",
            region.as_str(),
            version,
        )
    }
}
