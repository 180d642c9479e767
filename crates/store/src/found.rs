//! Keeping what matching found: new signals, renewed ones, and those that a dossier silenced itself.
//! What is found is the business of matching, what a verdict does that of `signals`.

use crate::engine::Value;
use crate::items::placeholders;
use crate::{Change, Fault, moment};
use noaber_domain::{DossierId, ItemId, LedgerNumber, RegionId, Signal};
use rustc_hash::FxHashMap;

/// A signal that there is, shown or muted.
#[derive(Debug, Clone)]
struct Known {
    id: i64,
    judged: bool,
    place: Place,
}

/// Where a signal is.
#[derive(Debug, Clone)]
enum Place {
    /// Nowhere yet.
    New,
    Shown,
    /// Put aside, with the moment at which it was found.
    Muted(String),
}

/// Signals there are, by item and dossier.
type KnownSignals = FxHashMap<(i64, String), Known>;

/// The number of the version that was read, by item.
type Read = FxHashMap<i64, i64>;

/// What is kept: for which items, what is shown of them, and what a dossier's own weights silenced.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// Every item that was matched, also those in which nothing was found, with the ledger number of
    /// the version that was read. An item that is at another version by now is left as it is: what is
    /// found in that one is for whoever walks the ledger up to it.
    pub items: &'a [(ItemId, LedgerNumber)],
    /// Only the signals of this dossier are touched; all when absent.
    pub dossier: Option<&'a DossierId>,
    /// What is to be shown.
    pub shown: &'a [Signal],
    /// What would be shown but for the weights of its dossier.
    pub muted: &'a [Signal],
}

impl Change<'_> {
    /// Makes the signals of these items what was found in them as they stand: new ones are added,
    /// known ones renewed with their verdict kept, open ones that are no longer found removed. Gives
    /// how many signals are new.
    pub fn keep_signals(
        &mut self,
        region: &RegionId,
        items: &[ItemId],
        found: &[Signal],
    ) -> Result<i64, Fault> {
        let items = self.versions_now(items)?;
        let found = Found {
            items: &items,
            dossier: None,
            shown: found,
            muted: &[],
        };
        self.keep_found(region, &found)
    }

    /// As [`Change::keep_signals`]; what is muted is put aside under its number and comes back under
    /// it. A signal with a verdict is never muted. Gives how many shown signals are new.
    pub fn keep_found(&mut self, region: &RegionId, found: &Found) -> Result<i64, Fault> {
        let before = self.counter("signal")?;
        let mut last = before;
        let read = self.still_standing(found.items)?;
        let mut known = self.known_signals(region, found.dossier, &read)?;
        let now = moment(self.at);
        let mut added = 0;
        let shown = found.shown.iter().map(|s| (s, true));
        let muted = found.muted.iter().map(|s| (s, false));
        for (signal, shown) in shown.chain(muted) {
            let Some(version) = read.get(&signal.item.0) else {
                continue;
            };
            let one = known.remove(&(signal.item.0, signal.dossier.as_str().to_owned()));
            added += i64::from(shown && one.is_none());
            let one = one.unwrap_or_else(|| {
                last += 1;
                Known {
                    id: last,
                    judged: false,
                    place: Place::New,
                }
            });
            if shown || one.judged {
                self.show(region, signal, &one, (*version, &now))?;
            } else {
                self.mute(region, signal, &one, &now)?;
            }
        }
        for ((item, _), one) in known.iter().filter(|(_, one)| !one.judged) {
            self.forget(*item, one)?;
        }
        if last != before {
            self.set_counter("signal", last)?;
        }
        Ok(added)
    }

    /// The newest version of each of these items.
    fn versions_now(&mut self, items: &[ItemId]) -> Result<Vec<(ItemId, LedgerNumber)>, Fault> {
        let mut standing = Vec::with_capacity(items.len());
        for chunk in items.chunks(250) {
            let values: Vec<Value> = chunk.iter().map(|i| Value::Int(i.0)).collect();
            let sql = format!(
                "SELECT id, ledger FROM items WHERE id IN ({})",
                placeholders(1, chunk.len())
            );
            for row in self.query(&sql, &values)? {
                standing.push((ItemId(row.int(0)?), LedgerNumber(row.int(1)?)));
            }
        }
        Ok(standing)
    }

    /// Those that are still at the version that was read.
    fn still_standing(&mut self, items: &[(ItemId, LedgerNumber)]) -> Result<Read, Fault> {
        let read: Read = items.iter().map(|(id, ledger)| (id.0, ledger.0)).collect();
        let ids: Vec<ItemId> = items.iter().map(|(id, _)| *id).collect();
        let now = self.versions_now(&ids)?.into_iter();
        let now = now.map(|(id, ledger)| (id.0, ledger.0));
        Ok(now
            .filter(|(id, ledger)| read.get(id) == Some(ledger))
            .collect())
    }

    fn known_signals(
        &mut self,
        region: &RegionId,
        dossier: Option<&DossierId>,
        read: &Read,
    ) -> Result<KnownSignals, Fault> {
        let mut known = FxHashMap::default();
        let items: Vec<i64> = read.keys().copied().collect();
        for chunk in items.chunks(250) {
            let mut values: Vec<Value> = vec![region.as_str().into()];
            values.extend(chunk.iter().map(|id| Value::Int(*id)));
            let mut these = format!(
                "region_id = $1 AND item_id IN ({})",
                placeholders(2, chunk.len())
            );
            if let Some(dossier) = dossier {
                values.push(dossier.as_str().into());
                these.push_str(&format!(" AND dossier_id = ${}", values.len()));
            }
            let sql = format!(
                "SELECT item_id, dossier_id, id, verdict, NULL FROM signals WHERE {these} UNION ALL SELECT item_id, dossier_id, id, NULL, found FROM muted WHERE {these}"
            );
            for row in self.query(&sql, &values)? {
                let key = (row.int(0)?, row.text(1)?.to_owned());
                let one = Known {
                    id: row.int(2)?,
                    judged: row.text_opt(3)?.is_some(),
                    place: match row.text_opt(4)? {
                        None => Place::Shown,
                        Some(found) => Place::Muted(found.to_owned()),
                    },
                };
                known.insert(key, one);
            }
        }
        Ok(known)
    }

    /// Adds a signal, brings it back or renews it, while its item is at the version that was read.
    fn show(
        &mut self,
        region: &RegionId,
        signal: &Signal,
        one: &Known,
        (version, now): (i64, &str),
    ) -> Result<(), Fault> {
        let sql = "INSERT INTO signals (id, region_id, dossier_id, interest_id, item_id, ledger, score, tier, bearing, deadline, body, found, learned, country, published) SELECT $1, $2, $3, $4, i.id, $6, $7, $8, $9, $10, $11, $12, $13, i.country, i.published FROM items i WHERE i.id = $5 AND i.ledger = $14 ON CONFLICT (region_id, item_id, dossier_id) DO UPDATE SET country = excluded.country, published = excluded.published, interest_id = excluded.interest_id, ledger = excluded.ledger, score = excluded.score, tier = excluded.tier, bearing = excluded.bearing, deadline = excluded.deadline, body = excluded.body, learned = excluded.learned WHERE excluded.ledger >= signals.ledger";
        let found = match &one.place {
            Place::Muted(found) => found,
            Place::New | Place::Shown => now,
        };
        let values: [Value; 14] = [
            one.id.into(),
            region.as_str().into(),
            signal.dossier.as_str().into(),
            signal.interest.as_str().into(),
            signal.item.0.into(),
            signal.ledger.0.into(),
            signal.score.value().into(),
            signal.tier.code().into(),
            signal.bearing.code().into(),
            signal.deadline.map(|d| d.on.to_string()).into(),
            serde_json::to_string(signal)?.into(),
            found.into(),
            signal.learned().into(),
            version.into(),
        ];
        self.execute(sql, &values)?;
        if matches!(one.place, Place::Muted(_)) {
            self.execute("DELETE FROM muted WHERE id = $1", &[one.id.into()])?;
        }
        Ok(())
    }

    /// Puts a signal aside under its number.
    fn mute(
        &mut self,
        region: &RegionId,
        signal: &Signal,
        one: &Known,
        now: &str,
    ) -> Result<(), Fault> {
        let found = match &one.place {
            Place::New => Some(now.to_owned()),
            Place::Muted(found) => Some(found.clone()),
            Place::Shown => {
                let sql = "DELETE FROM signals WHERE id = $1 AND verdict IS NULL RETURNING found";
                let row = self.row(sql, &[one.id.into()])?;
                row.map(|r| r.text(0).map(str::to_owned)).transpose()?
            }
        };
        // Without a row it got a verdict meanwhile, and stays.
        let Some(found) = found else { return Ok(()) };
        let sql = "INSERT INTO muted (id, region_id, dossier_id, item_id, ledger, found) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (region_id, item_id, dossier_id) DO UPDATE SET ledger = excluded.ledger";
        let values: [Value; 6] = [
            one.id.into(),
            region.as_str().into(),
            signal.dossier.as_str().into(),
            signal.item.0.into(),
            signal.ledger.0.into(),
            found.into(),
        ];
        self.execute(sql, &values)?;
        Ok(())
    }

    /// Removes a signal that is no longer found, unless it got a verdict or another item meanwhile.
    fn forget(&mut self, item: i64, one: &Known) -> Result<(), Fault> {
        let sql = match one.place {
            Place::Muted(_) => "DELETE FROM muted WHERE id = $1 AND item_id = $2",
            Place::New | Place::Shown => {
                "DELETE FROM signals WHERE id = $1 AND item_id = $2 AND verdict IS NULL"
            }
        };
        self.execute(sql, &[one.id.into(), item.into()])?;
        Ok(())
    }

    /// Makes the numbers of signals go on after the highest there is.
    pub(crate) fn number_signals(&mut self) -> Result<(), Fault> {
        let sql = "INSERT INTO counters (name, value) SELECT 'signal', COALESCE(MAX(id), 0) FROM (SELECT id FROM signals UNION ALL SELECT id FROM muted) AS all_ids WHERE TRUE ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.execute(sql, &[])?;
        Ok(())
    }
}
