//! Two items that turn out to be one: the older stays, the younger ends and points to it, and what
//! was found in the younger and said of it falls to the one that stays.

use crate::engine::{Row, Value};
use crate::settle::{Standing, Writes};
use crate::{Change, Fault};
use noaber_domain::{RegionId, Signal};
use rustc_hash::FxHashMap;

/// What stands as the reason on an item that was joined to another, before the other's number.
pub const JOINED: &str = "joined ";

/// A signal of one of the two.
struct Found {
    id: i64,
    region: String,
    dossier: String,
    verdict: Option<String>,
    why: String,
    judged: Option<String>,
    body: String,
}

impl Found {
    fn read(row: &Row) -> Result<Found, Fault> {
        let text = |at| row.text_opt(at).map(|text| text.map(str::to_owned));
        Ok(Found {
            id: row.int(0)?,
            region: row.text(1)?.to_owned(),
            dossier: row.text(2)?.to_owned(),
            verdict: text(3)?,
            why: row.text(4)?.to_owned(),
            judged: text(5)?,
            body: row.text(6)?.to_owned(),
        })
    }

    /// What decides which of two stays: a verdict, then the later one.
    fn weight(&self) -> (bool, &str) {
        (self.verdict.is_some(), self.judged.as_deref().unwrap_or(""))
    }

    fn region(&self) -> Result<RegionId, Fault> {
        RegionId::new(self.region.as_str()).map_err(|why| Fault::corrupt(why.to_string()))
    }
}

impl Change<'_> {
    /// Joins `younger` to `stays`: its origins, names, links and signals move, and it ends.
    pub(crate) fn join(
        &mut self,
        writes: &mut Writes,
        stays: &mut Standing,
        mut younger: Standing,
    ) -> Result<(), Fault> {
        stays.unfold();
        younger.unfold();
        let mut moved = std::mem::take(&mut younger.origins);
        moved.iter_mut().for_each(|origin| origin.touched = true);
        stays.origins.extend(moved);
        let (from, to) = (Value::Int(younger.id), Value::Int(stays.id));
        let both = [from.clone(), to.clone()];
        self.move_signals(younger.id, stays)?;
        let sql = "INSERT INTO delivered (subscriber_id, item_id, dossier_id, ledger, gone) SELECT subscriber_id, $2, dossier_id, $3, 0 FROM delivered WHERE item_id = $1 ON CONFLICT (subscriber_id, item_id, dossier_id) DO NOTHING";
        let ledger = Value::Int(stays.ledger);
        self.execute(sql, &[from.clone(), to.clone(), ledger])?;
        for sql in [
            "UPDATE origins SET item_id = $2 WHERE item_id = $1",
            "UPDATE identities SET item_id = $2 WHERE item_id = $1",
            "UPDATE links SET target_item = $2 WHERE target_item = $1",
        ] {
            self.execute(sql, &both)?;
        }
        for sql in [
            "DELETE FROM links WHERE item_id = $1",
            "DELETE FROM delivered WHERE item_id = $1",
        ] {
            self.execute(sql, std::slice::from_ref(&from))?;
        }
        self.forget_vector(younger.id)?;
        self.move_sights(younger.id, stays.id)?;
        let free = format!("joined:{}", younger.id);
        self.execute(
            "UPDATE items SET item_key = $2 WHERE id = $1",
            &[from, free.into()],
        )?;
        let (id, kept) = (younger.id, stays.id.to_string());
        self.end_item(writes, younger, &format!("{JOINED}{kept}"))?;
        self.record(None, "items-joined", "item", &kept, &id.to_string())
    }

    /// Moves the signals of an item to the one that stays. Where both have one for a dossier, the
    /// one with a verdict stays, of two verdicts the later; the other verdict goes into the history.
    fn move_signals(&mut self, from: i64, stays: &Standing) -> Result<(), Fault> {
        let mut there: FxHashMap<(String, String), Found> = FxHashMap::default();
        for found in self.found_in(stays.id)? {
            there.insert((found.region.clone(), found.dossier.clone()), found);
        }
        for moved in self.found_in(from)? {
            if moved.verdict.is_some() {
                self.ask_learning(&moved.region()?, &dossier(&moved)?)?;
            }
            let place = (moved.region.clone(), moved.dossier.clone());
            let Some(other) = there.get(&place) else {
                self.move_signal(&moved, stays)?;
                continue;
            };
            let (kept, lost) = if moved.weight() > other.weight() {
                (&moved, other)
            } else {
                (other, &moved)
            };
            self.fold_signal(kept, lost)?;
            if kept.id == moved.id {
                self.move_signal(&moved, stays)?;
            }
        }
        let sql = "DELETE FROM muted WHERE item_id = $1 AND EXISTS (SELECT 1 FROM (SELECT region_id, dossier_id FROM signals WHERE item_id = $2 UNION ALL SELECT region_id, dossier_id FROM muted WHERE item_id = $2) t WHERE t.region_id = muted.region_id AND t.dossier_id = muted.dossier_id)";
        self.execute(sql, &[from.into(), stays.id.into()])?;
        let sql = "UPDATE muted SET item_id = $2, ledger = $3 WHERE item_id = $1";
        let values: [Value; 3] = [from.into(), stays.id.into(), stays.ledger.into()];
        self.execute(sql, &values).map(|_| ())
    }

    fn found_in(&mut self, item: i64) -> Result<Vec<Found>, Fault> {
        let sql = "SELECT id, region_id, dossier_id, verdict, why, judged, body FROM signals WHERE item_id = $1 ORDER BY id";
        let rows = self.query(sql, &[item.into()])?;
        rows.iter().map(Found::read).collect()
    }

    /// Takes a signal away whose item is the item of another signal of the same dossier.
    fn fold_signal(&mut self, kept: &Found, lost: &Found) -> Result<(), Fault> {
        self.execute("DELETE FROM signals WHERE id = $1", &[lost.id.into()])?;
        let verdict = lost.verdict.as_deref().unwrap_or("open");
        let detail = format!("{} {verdict}: {}", lost.id, lost.why);
        let region = lost.region()?;
        let kept = kept.id.to_string();
        self.record(Some(&region), "signals-joined", "signal", &kept, &detail)
    }

    fn move_signal(&mut self, moved: &Found, stays: &Standing) -> Result<(), Fault> {
        let mut signal: Signal = serde_json::from_str(&moved.body)
            .map_err(|why| Fault::corrupt(format!("signal {}: {why}", moved.id)))?;
        signal.item = noaber_domain::ItemId(stays.id);
        signal.ledger = noaber_domain::LedgerNumber(stays.ledger);
        let sql = "DELETE FROM muted WHERE item_id = $1 AND region_id = $2 AND dossier_id = $3";
        let values: [Value; 3] = [
            stays.id.into(),
            moved.region.as_str().into(),
            moved.dossier.as_str().into(),
        ];
        self.execute(sql, &values)?;
        let sql = "UPDATE signals SET item_id = $2, ledger = $3, body = $4 WHERE id = $1";
        let values: [Value; 4] = [
            moved.id.into(),
            stays.id.into(),
            stays.ledger.into(),
            serde_json::to_string(&signal)?.into(),
        ];
        self.execute(sql, &values).map(|_| ())
    }
}

fn dossier(found: &Found) -> Result<noaber_domain::DossierId, Fault> {
    let id = noaber_domain::DossierId::new(found.dossier.as_str());
    id.map_err(|why| Fault::corrupt(why.to_string()))
}
