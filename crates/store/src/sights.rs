//! What the desk last saw of an item, and what changed since. That somebody looks or gives a verdict is
//! told from outside; how versions are kept stands in `versions`.

use crate::engine::Value;
use crate::items::placeholders;
use crate::views::{ItemHead, ItemVersion};
use crate::{Change, Fault, Reader};
use jiff::Timestamp;
use noaber_domain::changes::{Altered, changes};
use noaber_domain::{ItemId, LedgerNumber, RegionId};
use rustc_hash::FxHashMap;
use std::collections::HashMap;

/// What changed of an item that the desk has not seen yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Unseen {
    /// Whether the desk saw an earlier version: what changed is then since that one, else since the
    /// version before the newest.
    pub since_seen: bool,
    /// When the newest version arrived, UTC.
    pub at: Timestamp,
    /// What changed, what matters most first; never empty.
    pub altered: Vec<Altered>,
}

impl Change<'_> {
    /// Notes that the desk saw the version of an item that stands at `ledger`, when it has a signal of
    /// that item. Not a deed of a person: no line of history.
    pub fn see(
        &mut self,
        region: &RegionId,
        item: ItemId,
        ledger: LedgerNumber,
    ) -> Result<(), Fault> {
        let sql = "INSERT INTO sights (region_id, item_id, ledger) SELECT s.region_id, s.item_id, MAX(l.number) FROM signals s JOIN ledger l ON l.item_id = s.item_id WHERE s.region_id = $1 AND s.item_id = $2 AND l.number <= $3 GROUP BY s.region_id, s.item_id ON CONFLICT (region_id, item_id) DO UPDATE SET ledger = excluded.ledger WHERE sights.ledger < excluded.ledger";
        let values: [Value; 3] = [region.as_str().into(), item.0.into(), ledger.0.into()];
        self.execute(sql, &values).map(|_| ())
    }

    /// Gives what was seen of an item to the one that it was joined to: of that one it counts as its
    /// first version, since nobody saw what changed of it later.
    pub(crate) fn move_sights(&mut self, from: i64, to: i64) -> Result<(), Fault> {
        let sql = "INSERT INTO sights (region_id, item_id, ledger) SELECT s.region_id, l.item_id, MIN(l.number) FROM sights s, ledger l WHERE s.item_id = $1 AND l.item_id = $2 GROUP BY s.region_id, l.item_id ON CONFLICT (region_id, item_id) DO NOTHING";
        self.execute(sql, &[from.into(), to.into()])?;
        let sql = "DELETE FROM sights WHERE item_id = $1";
        self.execute(sql, &[from.into()]).map(|_| ())
    }
}

impl Reader {
    /// What changed of these items that the desk has not seen; those of which nothing did are left out.
    /// Of an item that it never saw, only what arrived from `lately` on is told.
    pub fn unseen<'h>(
        &self,
        region: &RegionId,
        heads: impl IntoIterator<Item = &'h ItemHead>,
        lately: Timestamp,
    ) -> Result<HashMap<ItemId, Unseen>, Fault> {
        let changed = |head: &&ItemHead| head.version > 1 && head.gone.is_none();
        let heads: Vec<&ItemHead> = heads.into_iter().filter(changed).collect();
        let ids: Vec<ItemId> = heads.iter().map(|head| head.id).collect();
        let sights = self.sights(region, &ids)?;
        let mut all = HashMap::new();
        for head in heads {
            let seen = sights.get(&head.id).copied();
            let known = match seen {
                Some(seen) => seen >= head.ledger,
                None => head.changed < lately,
            };
            if known || all.contains_key(&head.id) {
                continue;
            }
            match self.versions(head.id) {
                Ok(versions) => all.extend(since(&versions, seen).map(|one| (head.id, one))),
                // The list stands without it; `noaber check` says which version is broken.
                Err(why) => tracing::warn!(item = head.id.0, %why, "versions cannot be read"),
            }
        }
        Ok(all)
    }

    /// Up to which number of the ledger the desk saw each of these items.
    fn sights(
        &self,
        region: &RegionId,
        items: &[ItemId],
    ) -> Result<FxHashMap<ItemId, LedgerNumber>, Fault> {
        let mut seen = FxHashMap::default();
        for part in items.chunks(250) {
            let sql = format!(
                "SELECT item_id, ledger FROM sights WHERE region_id = $1 AND item_id IN ({})",
                placeholders(2, part.len())
            );
            let mut values: Vec<Value> = vec![region.as_str().into()];
            values.extend(part.iter().map(|item| Value::Int(item.0)));
            for row in self.query(&sql, &values)? {
                seen.insert(ItemId(row.int(0)?), LedgerNumber(row.int(1)?));
            }
        }
        Ok(seen)
    }
}

/// What changed from the version that was seen to the newest; where none was, from the one before it.
fn since(versions: &[ItemVersion], seen: Option<LedgerNumber>) -> Option<Unseen> {
    let (newest, older) = versions.split_last()?;
    let before = match seen {
        Some(seen) => older.iter().rev().find(|version| version.ledger <= seen)?,
        None => older.last()?,
    };
    let altered = changes(&before.item, &newest.item);
    (!altered.is_empty()).then_some(Unseen {
        since_seen: seen.is_some(),
        at: newest.arrived,
        altered,
    })
}
