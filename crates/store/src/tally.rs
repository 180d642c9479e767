//! Counting for the proof: how often a source was asked and how often it answered, when an interest
//! last could not be used, how letters do. What is fine and what is not is judged in `work::proof`.

use crate::engine::{Row, Value};
use crate::outbox::Waiting;
use crate::{Change, Fault, Reader, moment};
use jiff::Timestamp;
use noaber_domain::{InterestId, RegionId, SourceId};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a source was asked since a moment, and what it brought. Sums over its looks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Looks that were begun.
    pub looks: i64,
    /// Looks that failed, were held back, or found a form that nobody knows.
    pub failed: i64,
    /// Requests that went out, tries and redirects with them. Of a look that was killed, those up to
    /// the last page that was kept.
    pub asked: i64,
    /// Requests of those to which an answer came, whatever its status.
    pub answered: i64,
    /// Pages that were read and kept.
    pub pages: i64,
    /// Items that it brought for the first time, also those that another source had brought.
    pub new: i64,
    /// Items that it told otherwise than before.
    pub changed: i64,
    /// Items that it took away.
    pub gone: i64,
    /// Records that could not be read.
    pub rejected: i64,
    /// The last look that failed: when it ended, UTC, and why.
    pub last_failure: Option<(Timestamp, String)>,
}

/// How letters do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Letters {
    /// Letters that were made since the moment asked for.
    pub made: i64,
    /// Of these, those that the server of their reader's mail took.
    pub sent: i64,
    /// Of these, those that were given up.
    pub failed: i64,
    /// What waits now, however old.
    pub waiting: Waiting,
}

impl Change<'_> {
    /// Notes how often a look has asked its source so far, and how often that answered.
    pub fn count_requests(&mut self, run: i64, asked: u64, answered: u64) -> Result<(), Fault> {
        let sql = "UPDATE runs SET asked = $2, answered = $3 WHERE id = $1";
        let values: [Value; 3] = [
            run.into(),
            i64::try_from(asked).unwrap_or(i64::MAX).into(),
            i64::try_from(answered).unwrap_or(i64::MAX).into(),
        ];
        self.execute(sql, &values)?;
        Ok(())
    }
}

impl Reader {
    /// What a source was asked in looks that began since a moment, and what it brought.
    pub fn tally(&self, source: &SourceId, since: Timestamp) -> Result<Tally, Fault> {
        let sum = |column: &str| format!("CAST(COALESCE(SUM({column}), 0) AS BIGINT)");
        let failed = sum("CASE WHEN outcome IN ('failed', 'blocked', 'changed') THEN 1 ELSE 0 END");
        let columns = "asked answered pages added changed gone rejected";
        let sums: Vec<String> = columns.split(' ').map(sum).collect();
        let sql = format!(
            "SELECT COUNT(*), {failed}, {} FROM runs WHERE source_id = $1 AND started >= $2",
            sums.join(", ")
        );
        let values: [Value; 2] = [source.as_str().into(), moment(since).into()];
        let Some(row) = self.row(&sql, &values)? else {
            return Ok(Tally::default());
        };
        let last = "SELECT COALESCE(ended, started), fault FROM runs WHERE source_id = $1 AND started >= $2 AND fault IS NOT NULL ORDER BY id DESC LIMIT 1";
        let last = self.row(last, &values)?;
        let failure =
            |row: &Row| -> Result<_, Fault> { Ok((row.parse(0)?, row.text(1)?.to_owned())) };
        Ok(Tally {
            looks: row.int(0)?,
            failed: row.int(1)?,
            asked: row.int(2)?,
            answered: row.int(3)?,
            pages: row.int(4)?,
            new: row.int(5)?,
            changed: row.int(6)?,
            gone: row.int(7)?,
            rejected: row.int(8)?,
            last_failure: last.as_ref().map(failure).transpose()?,
        })
    }

    /// For each interest that could not be used in a walk of matching since a moment: when that was
    /// last so, UTC, and why.
    pub fn unusable(
        &self,
        region: &RegionId,
        since: Timestamp,
    ) -> Result<BTreeMap<InterestId, (Timestamp, String)>, Fault> {
        let sql = "SELECT bad, MAX(COALESCE(ended, started)), MAX(id) FROM matchings WHERE region_id = $1 AND started >= $2 AND bad <> '[]' GROUP BY bad ORDER BY 3";
        let values: [Value; 2] = [region.as_str().into(), moment(since).into()];
        let mut all = BTreeMap::new();
        for row in self.query(sql, &values)? {
            let (bad, at): (Vec<(InterestId, String)>, Timestamp) = (row.json(0)?, row.parse(1)?);
            // The newest comes last, and stays.
            all.extend(bad.into_iter().map(|(id, why)| (id, (at, why))));
        }
        Ok(all)
    }

    /// How the letters do that were made since a moment, and those that wait however old they are.
    pub fn letters(&self, region: &RegionId, since: Timestamp) -> Result<Letters, Fault> {
        let sql =
            "SELECT state, COUNT(*) FROM outbox WHERE region_id = $1 AND made >= $2 GROUP BY state";
        let values: [Value; 2] = [region.as_str().into(), moment(since).into()];
        let mut letters = Letters {
            waiting: self.outbox_waiting(region)?,
            ..Letters::default()
        };
        for row in self.query(sql, &values)? {
            let count = row.int(1)?;
            letters.made += count;
            match row.text(0)? {
                "sent" => letters.sent += count,
                "failed" => letters.failed += count,
                _ => {}
            }
        }
        Ok(letters)
    }
}
