//! Interests and dossiers that are made or changed at the desk, and the past that is still to be
//! matched for them.

use crate::engine::Value;
use crate::{Change, Fault, Reader, moment};
use noaber_domain::{Dossier, Interest, InterestId, RegionId};

/// The sort under which interests are kept that were taken out at the desk.
pub(crate) const TAKEN_OUT: &str = "interest-out";

/// A past that is being matched for an interest.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Backfill {
    /// The interest.
    pub interest: InterestId,
    /// What is to be matched: when it was asked for, and a digest of the interest as it was then.
    pub asked: String,
    /// Items that were looked at.
    pub done: i64,
    /// Items there are to look at; 0 before they were counted.
    pub total: i64,
}

impl Change<'_> {
    /// Keeps a dossier that was made or changed at the desk. A pack that is loaded later leaves it
    /// alone.
    pub fn save_dossier(&mut self, region: &RegionId, dossier: &Dossier) -> Result<(), Fault> {
        let body = serde_json::to_string(dossier)?;
        self.save_noun(region, "dossier", dossier.id.as_str(), &body)?;
        self.stay_matched(region)
    }

    /// Keeps an interest that was made or changed at the desk: live from the next item on, and
    /// with its past put down to be matched.
    pub fn save_interest(&mut self, region: &RegionId, interest: &Interest) -> Result<(), Fault> {
        let body = serde_json::to_string(interest)?;
        let sql = "DELETE FROM nouns WHERE region_id = $1 AND sort = $2 AND id = $3";
        let taken_out: [Value; 3] = [
            region.as_str().into(),
            TAKEN_OUT.into(),
            interest.id.as_str().into(),
        ];
        self.execute(sql, &taken_out)?;
        self.save_noun(region, "interest", interest.id.as_str(), &body)?;
        self.stay_matched(region)?;
        self.match_past(region, interest, &body)
    }

    /// Takes an interest out at the desk; a pack that is loaded later does not bring it back. What
    /// was judged stays. The past of another interest of the dossier is put down to be matched,
    /// which removes open signals that nothing finds any more; with the last interest all open
    /// signals of the dossier go.
    pub fn remove_interest(&mut self, region: &RegionId, interest: &Interest) -> Result<(), Fault> {
        let (id, body) = (interest.id.as_str(), serde_json::to_string(interest)?);
        for sort in ["interest", TAKEN_OUT] {
            let sql = "DELETE FROM nouns WHERE region_id = $1 AND sort = $2 AND id = $3";
            self.execute(sql, &[region.as_str().into(), sort.into(), id.into()])?;
        }
        let sql = "INSERT INTO nouns (region_id, sort, id, place, body, own) VALUES ($1, $2, $3, 0, $4, 1)";
        let values: [Value; 4] = [
            region.as_str().into(),
            TAKEN_OUT.into(),
            id.into(),
            body.as_str().into(),
        ];
        self.execute(sql, &values)?;
        let sql = "DELETE FROM backfills WHERE region_id = $1 AND interest_id = $2";
        self.execute(sql, &[region.as_str().into(), id.into()])?;
        self.record(Some(region), "interest-removed", "interest", id, &body)?;
        self.stay_matched(region)?;
        self.rematch_open(region, interest)
    }

    /// Sees to the open signals of a dossier after an interest of it was taken out.
    fn rematch_open(&mut self, region: &RegionId, gone: &Interest) -> Result<(), Fault> {
        let sql =
            "SELECT body FROM nouns WHERE region_id = $1 AND sort = 'interest' ORDER BY place";
        for row in self.query(sql, &[region.as_str().into()])? {
            let other: Interest = row.json(0)?;
            if other.dossier == gone.dossier {
                return self.match_past(region, &other, row.text(0)?);
            }
        }
        let sql =
            "DELETE FROM signals WHERE region_id = $1 AND dossier_id = $2 AND verdict IS NULL";
        self.execute(sql, &[region.as_str().into(), gone.dossier.as_str().into()])?;
        Ok(())
    }

    /// Puts the past of an interest down to be matched.
    fn match_past(
        &mut self,
        region: &RegionId,
        interest: &Interest,
        body: &str,
    ) -> Result<(), Fault> {
        let sql = "INSERT INTO backfills (region_id, interest_id, asked) VALUES ($1, $2, $3) ON CONFLICT (region_id, interest_id) DO UPDATE SET asked = excluded.asked, done = 0, total = 0";
        let asked = format!("{} {}", moment(self.at), crate::digest(body));
        let values: [Value; 3] = [
            region.as_str().into(),
            interest.id.as_str().into(),
            asked.into(),
        ];
        self.execute(sql, &values)?;
        Ok(())
    }

    fn save_noun(
        &mut self,
        region: &RegionId,
        sort: &str,
        id: &str,
        body: &str,
    ) -> Result<(), Fault> {
        let sql = "SELECT body FROM nouns WHERE region_id = $1 AND sort = $2 AND id = $3";
        let before = self.row(sql, &[region.as_str().into(), sort.into(), id.into()])?;
        let before = before.map(|r| r.text(0).map(str::to_owned)).transpose()?;
        let sql = "INSERT INTO nouns (region_id, sort, id, place, body, own) SELECT $1, $2, $3, COALESCE(MAX(place) + 1, 0), $4, 1 FROM nouns WHERE region_id = $1 AND sort = $2 ON CONFLICT (region_id, sort, id) DO UPDATE SET body = excluded.body, own = 1";
        let values: [Value; 4] = [region.as_str().into(), sort.into(), id.into(), body.into()];
        self.execute(sql, &values)?;
        let what = if before.is_some() { "changed" } else { "added" };
        let detail = before.unwrap_or_default();
        self.record(Some(region), &format!("{sort}-{what}"), sort, id, &detail)
    }

    /// Takes the new fingerprint without asking for everything to be matched again: whoever
    /// changed something sees to its past.
    fn stay_matched(&mut self, region: &RegionId) -> Result<(), Fault> {
        let before = self.take_fingerprint(region)?;
        let sql = "UPDATE regions SET matched_with = fingerprint || SUBSTR(matched_with, $3) WHERE id = $1 AND matched_with LIKE $2";
        let values: [Value; 3] = [
            region.as_str().into(),
            format!("{before}:%").into(),
            (before.chars().count() as i64 + 1).into(),
        ];
        self.execute(sql, &values)?;
        Ok(())
    }

    /// Writes down how far the past of an interest was matched.
    pub fn set_backfill(
        &mut self,
        region: &RegionId,
        interest: &InterestId,
        done: i64,
        total: i64,
    ) -> Result<(), Fault> {
        let sql =
            "UPDATE backfills SET done = $3, total = $4 WHERE region_id = $1 AND interest_id = $2";
        let values: [Value; 4] = [
            region.as_str().into(),
            interest.as_str().into(),
            done.into(),
            total.into(),
        ];
        self.execute(sql, &values)?;
        Ok(())
    }

    /// Says that the past of an interest was matched, as it was asked for; when it was asked for
    /// anew meanwhile, that wish stands.
    pub fn end_backfill(&mut self, region: &RegionId, done: &Backfill) -> Result<(), Fault> {
        let sql = "DELETE FROM backfills WHERE region_id = $1 AND interest_id = $2 AND asked = $3";
        let values: [Value; 3] = [
            region.as_str().into(),
            done.interest.as_str().into(),
            done.asked.as_str().into(),
        ];
        self.execute(sql, &values)?;
        Ok(())
    }
}

impl Reader {
    /// Interests that were taken out at the desk, as they stood last.
    pub fn interests_taken_out(&self, region: &RegionId) -> Result<Vec<Interest>, Fault> {
        let sql = "SELECT body FROM nouns WHERE region_id = $1 AND sort = $2 ORDER BY id";
        let rows = self.query(sql, &[region.as_str().into(), TAKEN_OUT.into()])?;
        rows.iter().map(|row| row.json(0)).collect()
    }

    /// Interests whose past is still to be matched.
    pub fn backfills(&self, region: &RegionId) -> Result<Vec<Backfill>, Fault> {
        let sql = "SELECT interest_id, done, total, asked FROM backfills WHERE region_id = $1 ORDER BY asked, interest_id";
        self.query(sql, &[region.as_str().into()])?
            .iter()
            .map(|row| {
                Ok(Backfill {
                    interest: row.parse(0)?,
                    asked: row.text(3)?.to_owned(),
                    done: row.int(1)?,
                    total: row.int(2)?,
                })
            })
            .collect()
    }
}
