//! What dossiers learn from verdicts: which verdicts stand, whose signals are still to be weighed anew,
//! and what was learned. How one learns is not known here.

use crate::engine::Value;
use crate::{Change, Fault, Reader};
use jiff::Timestamp;
use noaber_domain::{DossierId, ItemId, RegionId, Verdict};

/// Verdicts of one dossier that are heard, the newest.
const HEARD: i64 = 500;
/// A difference that shows in a percentage.
const SHOWS: f64 = 0.005;

/// A verdict that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The dossier.
    pub dossier: DossierId,
    /// The item.
    pub item: ItemId,
    /// What was said of it.
    pub verdict: Verdict,
    /// When; unknown for verdicts of before this was written down.
    pub at: Option<Timestamp>,
}

/// A dossier whose open signals are to be weighed anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescoring {
    /// The dossier.
    pub dossier: DossierId,
    /// For which change of the verdicts.
    pub asked: i64,
}

/// What a dossier learned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Learning {
    /// Whether it is set aside: verdicts stand but do not count.
    pub aside: bool,
    /// Whether its signals are still to be weighed anew.
    pub waits: bool,
    /// What was told of it when they were weighed last, as JSON; empty when never.
    pub told: String,
    /// Open signals whose score is higher by it.
    pub rose: i64,
    /// Open signals whose score is lower by it.
    pub fell: i64,
    /// Signals that are not shown because of it.
    pub muted: i64,
}

impl Change<'_> {
    /// Writes down that something that a dossier learns from changed, and that its signals are to be
    /// weighed anew.
    pub(crate) fn ask_learning(
        &mut self,
        region: &RegionId,
        dossier: &DossierId,
    ) -> Result<(), Fault> {
        // The region goes first: whoever keeps what was found holds it before any signal.
        let sql = "UPDATE regions SET heard = heard + 1 WHERE id = $1";
        self.execute(sql, &[region.as_str().into()])?;
        let sql = "INSERT INTO learning (region_id, dossier_id, asked) SELECT id, $2, heard FROM regions WHERE id = $1 ON CONFLICT (region_id, dossier_id) DO UPDATE SET asked = excluded.asked";
        self.execute(sql, &[region.as_str().into(), dossier.as_str().into()])?;
        Ok(())
    }

    /// Whether nothing that is learned from changed since `heard`. Until the end of this change it
    /// will not.
    pub fn is_heard(&mut self, region: &RegionId, heard: i64) -> Result<bool, Fault> {
        let sql = "UPDATE regions SET heard = heard WHERE id = $1 AND heard = $2";
        if self.execute(sql, &[region.as_str().into(), heard.into()])? == 1 {
            return Ok(true);
        }
        let sql = "SELECT id FROM regions WHERE id = $1";
        match self.row(sql, &[region.as_str().into()])? {
            Some(_) => Ok(false),
            None => Err(Fault::corrupt(format!("there is no region '{region}'"))),
        }
    }

    /// Sets learning aside for a dossier, or takes it up again, with a line of history. Gives whether
    /// that changed anything.
    pub fn set_learning_aside(
        &mut self,
        region: &RegionId,
        dossier: &DossierId,
        aside: bool,
    ) -> Result<bool, Fault> {
        let sql = "SELECT aside FROM learning WHERE region_id = $1 AND dossier_id = $2";
        let values: [Value; 2] = [region.as_str().into(), dossier.as_str().into()];
        let before = self.row(sql, &values)?.map_or(Ok(0), |r| r.int(0))?;
        if before == i64::from(aside) {
            return Ok(false);
        }
        self.ask_learning(region, dossier)?;
        let sql = "UPDATE learning SET aside = $3 WHERE region_id = $1 AND dossier_id = $2";
        let values: [Value; 3] = [
            region.as_str().into(),
            dossier.as_str().into(),
            i64::from(aside).into(),
        ];
        self.execute(sql, &values)?;
        let what = if aside {
            "learning-aside"
        } else {
            "learning-counts"
        };
        self.record(Some(region), what, "dossier", dossier.as_str(), "")?;
        Ok(true)
    }

    /// Keeps what is told of what a dossier learned.
    pub fn tell_learning(
        &mut self,
        region: &RegionId,
        dossier: &DossierId,
        told: &str,
    ) -> Result<(), Fault> {
        let sql = "INSERT INTO learning (region_id, dossier_id, told) VALUES ($1, $2, $3) ON CONFLICT (region_id, dossier_id) DO UPDATE SET told = excluded.told WHERE learning.told <> excluded.told";
        let values: [Value; 3] = [region.as_str().into(), dossier.as_str().into(), told.into()];
        self.execute(sql, &values)?;
        Ok(())
    }

    /// Says that the signals of a dossier were weighed anew as it was asked for; when it was asked
    /// for again meanwhile, that wish stands.
    pub fn end_rescoring(&mut self, region: &RegionId, done: &Rescoring) -> Result<(), Fault> {
        let sql = "UPDATE learning SET asked = NULL WHERE region_id = $1 AND dossier_id = $2 AND asked = $3";
        let values: [Value; 3] = [
            region.as_str().into(),
            done.dossier.as_str().into(),
            done.asked.into(),
        ];
        self.execute(sql, &values)?;
        Ok(())
    }
}

impl Reader {
    /// A number that changes whenever something that is learned from changes.
    pub fn heard(&self, region: &RegionId) -> Result<i64, Fault> {
        let sql = "SELECT heard FROM regions WHERE id = $1";
        self.row(sql, &[region.as_str().into()])?
            .map_or(Ok(0), |row| row.int(0))
    }

    /// The verdicts that are learned from: of each dossier that learns the newest 500, in the order
    /// of their items.
    pub fn verdicts(&self, region: &RegionId) -> Result<Vec<Judged>, Fault> {
        let sql = "SELECT dossier_id, item_id, verdict, judged FROM (SELECT s.dossier_id, s.item_id, s.verdict, s.judged, ROW_NUMBER() OVER (PARTITION BY s.dossier_id ORDER BY COALESCE(s.judged, '') DESC, s.id DESC) AS nth FROM signals s WHERE s.region_id = $1 AND s.verdict IS NOT NULL AND NOT EXISTS (SELECT 1 FROM learning l WHERE l.region_id = s.region_id AND l.dossier_id = s.dossier_id AND l.aside = 1)) AS newest WHERE nth <= $2 ORDER BY dossier_id, item_id";
        self.query(sql, &[region.as_str().into(), HEARD.into()])?
            .iter()
            .map(|row| {
                let code = row.text(2)?;
                Ok(Judged {
                    dossier: row.parse(0)?,
                    item: ItemId(row.int(1)?),
                    verdict: Verdict::from_code(code)
                        .ok_or_else(|| Fault::corrupt(format!("unknown verdict '{code}'")))?,
                    at: row.parse_opt(3)?,
                })
            })
            .collect()
    }

    /// Dossiers whose signals are to be weighed anew.
    pub fn rescorings(&self, region: &RegionId) -> Result<Vec<Rescoring>, Fault> {
        let sql = "SELECT dossier_id, asked FROM learning WHERE region_id = $1 AND asked IS NOT NULL ORDER BY asked DESC, dossier_id";
        self.query(sql, &[region.as_str().into()])?
            .iter()
            .map(|row| {
                Ok(Rescoring {
                    dossier: row.parse(0)?,
                    asked: row.int(1)?,
                })
            })
            .collect()
    }

    /// The items of a dossier whose signals are weighed anew: those without a verdict, newest first,
    /// at most `limit`, and besides them all that learning touched before.
    pub fn to_rescore(
        &self,
        region: &RegionId,
        dossier: &DossierId,
        limit: usize,
    ) -> Result<Vec<ItemId>, Fault> {
        let sql = "SELECT item_id FROM (SELECT item_id, touched, ROW_NUMBER() OVER (ORDER BY ledger DESC, item_id DESC) AS nth FROM (SELECT item_id, ledger, CASE WHEN learned <> 0 THEN 1 ELSE 0 END AS touched FROM signals WHERE region_id = $1 AND dossier_id = $2 AND verdict IS NULL UNION ALL SELECT item_id, ledger, 1 FROM muted WHERE region_id = $1 AND dossier_id = $2) AS open_ones) AS numbered WHERE nth <= $3 OR touched = 1 ORDER BY nth";
        let values: [Value; 3] = [
            region.as_str().into(),
            dossier.as_str().into(),
            (limit as i64).into(),
        ];
        self.query(sql, &values)?
            .iter()
            .map(|row| Ok(ItemId(row.int(0)?)))
            .collect()
    }

    /// The items whose signals a dossier muted.
    pub fn muted(&self, region: &RegionId, dossier: &DossierId) -> Result<Vec<ItemId>, Fault> {
        let sql = "SELECT item_id FROM muted WHERE region_id = $1 AND dossier_id = $2 ORDER BY ledger DESC";
        self.query(sql, &[region.as_str().into(), dossier.as_str().into()])?
            .iter()
            .map(|row| Ok(ItemId(row.int(0)?)))
            .collect()
    }

    /// What a dossier learned.
    pub fn learning(&self, region: &RegionId, dossier: &DossierId) -> Result<Learning, Fault> {
        let ids: [Value; 2] = [region.as_str().into(), dossier.as_str().into()];
        let sql =
            "SELECT aside, asked, told FROM learning WHERE region_id = $1 AND dossier_id = $2";
        let mut learning = match self.row(sql, &ids)? {
            Some(row) => Learning {
                aside: row.int(0)? == 1,
                waits: row.0[1] != Value::Null,
                told: row.text(2)?.to_owned(),
                ..Learning::default()
            },
            None => return Ok(Learning::default()),
        };
        let sql = "SELECT CASE WHEN learned > 0 THEN 1 ELSE 0 END, COUNT(*) FROM signals WHERE region_id = $1 AND dossier_id = $2 AND verdict IS NULL AND (learned >= $3 OR learned <= $4) GROUP BY 1";
        let [region_id, dossier_id] = ids.clone();
        let values: [Value; 4] = [region_id, dossier_id, SHOWS.into(), (-SHOWS).into()];
        for row in self.query(sql, &values)? {
            match row.int(0)? {
                1 => learning.rose = row.int(1)?,
                _ => learning.fell = row.int(1)?,
            }
        }
        let sql = "SELECT COUNT(*) FROM muted WHERE region_id = $1 AND dossier_id = $2";
        learning.muted = self.row(sql, &ids)?.map_or(Ok(0), |r| r.int(0))?;
        Ok(learning)
    }
}
