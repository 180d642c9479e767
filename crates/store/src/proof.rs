//! What proves that nothing was missed: pages that were asked for, walks of matching, days on which a
//! source brought something, its silences. What follows from them is worked out in `work::proof`.

use crate::engine::{Row, Value};
use crate::{Change, Fault, Reader, moment};
use jiff::Timestamp;
use jiff::civil::Date;
use noaber_domain::{Country, DossierId, Interest, InterestId, RegionId, SourceId};
use serde::{Deserialize, Serialize};

/// Pages of a source that are kept one by one; of older looks the sums in `runs` remain.
const PAGES_KEPT: i64 = 5_000;

/// Dates `d` of items `i` on which somebody sits.
const SITTING: &str = "item_dates d JOIN items i ON i.id = d.item_id WHERE d.dropped = 0 AND COALESCE(d.state, '') <> 'cancelled' AND i.kind IN ('debate', 'vote') AND i.gone IS NULL";

/// What history says of a silence that ended because nobody listens any more.
const UNHEARD: &str = "source-unheard";
/// 1 when a silence `s` ended so, as the history of its moment says, otherwise 0.
pub(crate) const LEFT: &str = "CASE WHEN EXISTS (SELECT 1 FROM history h WHERE h.noun = 'source' AND h.noun_id = s.source_id AND h.what = 'source-unheard' AND h.at = s.closed) THEN 1 ELSE 0 END";

/// A page that was asked for, as it goes into the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageRow {
    /// When it came, UTC.
    pub at: Timestamp,
    /// Its address, without query and so without keys.
    pub url: String,
    /// HTTP status.
    pub status: i64,
    /// Bytes, decompressed.
    pub bytes: i64,
    /// First 32 hexadecimal digits of the SHA-256 of its bytes.
    pub digest: String,
    /// Items it held.
    pub items: i64,
    /// The numbers of the ledger that it took: the first is one more than `ledger_from`. Equal
    /// when it held nothing new.
    pub ledger_from: i64,
    /// The last of them.
    pub ledger_to: i64,
}

/// One walk of matching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatchingRow {
    /// Started, UTC.
    pub started: Timestamp,
    /// Ended, UTC; absent while it walks or when it was cut off.
    pub ended: Option<Timestamp>,
    /// It began after this number of the ledger.
    pub from: i64,
    /// It came this far.
    pub to: i64,
    /// Signals that were new.
    pub added: i64,
    /// Interests that could not be used, with the fault.
    pub bad: Vec<(InterestId, String)>,
    /// Why it broke off.
    pub fault: Option<String>,
}

/// What is expected of a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// Days it was learned from.
    pub days: usize,
    /// Items an ordinary working day brings on average.
    pub per_day: f64,
    /// When nothing came until the end of this day, that is unusual.
    pub late_after: Option<Date>,
    /// When nothing came until the end of this day, something is wrong.
    pub silent_after: Option<Date>,
    /// Items that the days up to then would have brought.
    pub expected: f64,
}

/// A silence of a source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SilenceRow {
    /// The source.
    pub source: SourceId,
    /// When something new last came; absent when nothing ever did.
    pub since: Option<Timestamp>,
    /// When it was noticed, UTC.
    pub raised: Timestamp,
    /// Items that would have come meanwhile.
    pub expected: f64,
    /// When it ended, UTC: the source spoke again, or nobody listens to it any more.
    pub closed: Option<Timestamp>,
    /// Whether the source spoke again. One that was rested or taken out has not.
    pub spoke: bool,
}

/// How an interest does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InterestHits {
    /// The interest.
    pub interest: InterestId,
    /// Its dossier.
    pub dossier: DossierId,
    /// When a signal of it was last found, UTC.
    pub last: Option<Timestamp>,
    /// Signals of it that were found since the moment asked for.
    pub since: i64,
}

impl Change<'_> {
    /// Keeps a page of a run; the oldest ones of its source go when there are too many.
    pub fn keep_page(&mut self, run: i64, page: &PageRow) -> Result<(), Fault> {
        let sql = "SELECT s.id FROM runs r JOIN sources s ON s.id = r.source_id WHERE r.id = $1 AND s.own IS NOT NULL";
        let url = match self.row(sql, &[run.into()])? {
            Some(own) => self.discreet(&own.parse(0)?, &page.url)?,
            None => page.url.clone(),
        };
        let sql = "INSERT INTO pages (run_id, at, url, status, bytes, digest, items, ledger_from, ledger_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let values: [Value; 9] = [
            run.into(),
            moment(page.at).into(),
            url.into(),
            page.status.into(),
            page.bytes.into(),
            page.digest.as_str().into(),
            page.items.into(),
            page.ledger_from.into(),
            page.ledger_to.into(),
        ];
        self.execute(sql, &values)?;
        Ok(())
    }

    /// Lets go of the pages of a source but the newest.
    pub fn trim_pages(&mut self, source: &SourceId) -> Result<(), Fault> {
        let sql = "DELETE FROM pages WHERE run_id IN (SELECT id FROM runs WHERE source_id = $1) AND id <= (SELECT COALESCE(MIN(id), 0) FROM (SELECT p.id FROM pages p JOIN runs r ON r.id = p.run_id WHERE r.source_id = $1 ORDER BY p.id DESC LIMIT 1 OFFSET $2) oldest)";
        self.execute(sql, &[source.as_str().into(), PAGES_KEPT.into()])?;
        Ok(())
    }

    /// The last number of the ledger as this change sees it.
    pub fn ledger_number(&mut self) -> Result<i64, Fault> {
        self.counter("ledger")
    }

    /// Begins a walk of matching; gives its number.
    pub fn begin_matching(&mut self, region: &RegionId, from: i64) -> Result<i64, Fault> {
        let sql = "INSERT INTO matchings (region_id, started, from_number, to_number) VALUES ($1, $2, $3, $3) RETURNING id";
        let values: [Value; 3] = [region.as_str().into(), moment(self.at).into(), from.into()];
        self.row(sql, &values)?
            .ok_or_else(|| Fault::corrupt("no number came for a walk of matching"))?
            .int(0)
    }

    /// Ends a walk of matching.
    pub fn end_matching(
        &mut self,
        id: i64,
        to: i64,
        added: i64,
        bad: &[(InterestId, String)],
        fault: Option<&str>,
    ) -> Result<(), Fault> {
        let sql = "UPDATE matchings SET ended = $2, to_number = $3, added = $4, bad = $5, fault = $6 WHERE id = $1";
        let values: [Value; 6] = [
            id.into(),
            moment(self.at).into(),
            to.into(),
            added.into(),
            serde_json::to_string(bad)?.into(),
            fault.into(),
        ];
        self.execute(sql, &values)?;
        Ok(())
    }

    /// Keeps what is expected of a source.
    pub fn set_outlook(
        &mut self,
        source: &SourceId,
        outlook: Option<&Outlook>,
    ) -> Result<(), Fault> {
        let text = outlook.map(serde_json::to_string).transpose()?;
        let sql = "UPDATE sources SET expected = $2 WHERE id = $1";
        self.execute(sql, &[source.as_str().into(), text.into()])?;
        Ok(())
    }

    /// Writes down that a source fell silent. Gives `false` when that was known.
    pub fn raise_silence(
        &mut self,
        source: &SourceId,
        since: Option<Timestamp>,
        expected: f64,
    ) -> Result<bool, Fault> {
        let open = "SELECT id FROM silences WHERE source_id = $1 AND closed IS NULL";
        if self.row(open, &[source.as_str().into()])?.is_some() {
            return Ok(false);
        }
        let sql =
            "INSERT INTO silences (source_id, since, raised, expected) VALUES ($1, $2, $3, $4)";
        let values: [Value; 4] = [
            source.as_str().into(),
            since.map(moment).unwrap_or_default().into(),
            moment(self.at).into(),
            expected.into(),
        ];
        self.execute(sql, &values)?;
        self.record(None, "source-silent", "source", source.as_str(), "")?;
        Ok(true)
    }

    /// Writes down that a source spoke again. Gives `false` when it was not silent.
    pub fn close_silence(&mut self, source: &SourceId) -> Result<bool, Fault> {
        self.end_silence(source, "source-speaks")
    }

    /// Writes down that nobody listens any more to a source that is silent: it was rested or taken
    /// out, and has not spoken. Readers are told nothing of it. Gives `false` when it was not silent.
    pub fn leave_silence(&mut self, source: &SourceId) -> Result<bool, Fault> {
        self.end_silence(source, UNHEARD)
    }

    fn end_silence(&mut self, source: &SourceId, what: &str) -> Result<bool, Fault> {
        let sql = "UPDATE silences SET closed = $2 WHERE source_id = $1 AND closed IS NULL";
        let values: [Value; 2] = [source.as_str().into(), moment(self.at).into()];
        let closed = self.execute(sql, &values)? > 0;
        if closed {
            self.record(None, what, "source", source.as_str(), "")?;
        }
        Ok(closed)
    }
}

impl Reader {
    /// The pages of a source since a moment, newest first, at most `limit`.
    pub fn pages(
        &self,
        source: &SourceId,
        since: Timestamp,
        limit: usize,
    ) -> Result<Vec<PageRow>, Fault> {
        let sql = "SELECT p.at, p.url, p.status, p.bytes, p.digest, p.items, p.ledger_from, p.ledger_to FROM pages p JOIN runs r ON r.id = p.run_id WHERE r.source_id = $1 AND p.at >= $2 ORDER BY p.id DESC LIMIT $3";
        let values: [Value; 3] = [
            source.as_str().into(),
            moment(since).into(),
            (limit as i64).into(),
        ];
        let page = |row: &Row| {
            Ok(PageRow {
                at: row.parse(0)?,
                url: row.text(1)?.to_owned(),
                status: row.int(2)?,
                bytes: row.int(3)?,
                digest: row.text(4)?.to_owned(),
                items: row.int(5)?,
                ledger_from: row.int(6)?,
                ledger_to: row.int(7)?,
            })
        };
        self.query(sql, &values)?.iter().map(page).collect()
    }

    /// Walks of matching since a moment, newest first, at most `limit`.
    pub fn matchings(
        &self,
        region: &RegionId,
        since: Timestamp,
        limit: usize,
    ) -> Result<Vec<MatchingRow>, Fault> {
        let sql = "SELECT started, ended, from_number, to_number, added, bad, fault FROM matchings WHERE region_id = $1 AND started >= $2 ORDER BY id DESC LIMIT $3";
        let values: [Value; 3] = [
            region.as_str().into(),
            moment(since).into(),
            (limit as i64).into(),
        ];
        let walk = |row: &Row| {
            Ok(MatchingRow {
                started: row.parse(0)?,
                ended: row.parse_opt(1)?,
                from: row.int(2)?,
                to: row.int(3)?,
                added: row.int(4)?,
                bad: row.json(5)?,
                fault: row.text_opt(6)?.map(str::to_owned),
            })
        };
        self.query(sql, &values)?.iter().map(walk).collect()
    }

    /// What is expected of each source, for those of which it was learned.
    pub fn outlooks(&self) -> Result<Vec<(SourceId, Outlook)>, Fault> {
        let sql = "SELECT id, expected FROM sources WHERE expected IS NOT NULL ORDER BY place, id";
        self.query(sql, &[])?
            .iter()
            .map(|row| Ok((row.parse(0)?, row.json(1)?)))
            .collect()
    }

    /// Silences that were noticed since a moment or go on, newest first.
    pub fn silences(&self, since: Timestamp) -> Result<Vec<SilenceRow>, Fault> {
        let sql = format!(
            "SELECT s.source_id, s.since, s.raised, s.expected, s.closed, {LEFT} FROM silences s WHERE s.raised >= $1 OR s.closed IS NULL ORDER BY s.id DESC"
        );
        let silence = |row: &Row| {
            let since = row.text(1)?;
            Ok(SilenceRow {
                source: row.parse(0)?,
                since: (!since.is_empty()).then(|| row.parse(1)).transpose()?,
                raised: row.parse(2)?,
                expected: row.real(3)?,
                closed: row.parse_opt(4)?,
                spoke: row.text_opt(4)?.is_some() && row.int(5)? == 0,
            })
        };
        let rows = self.query(&sql, &[moment(since).into()])?;
        rows.iter().map(silence).collect()
    }

    /// Days (UTC) from `from` on which a source brought something for the first time, with how much;
    /// also what another source had brought before it.
    pub fn arrivals(&self, source: &SourceId, from: Date) -> Result<Vec<(Date, u32)>, Fault> {
        let sql = "SELECT substr(arrived, 1, 10), COUNT(*) FROM origins WHERE source_id = $1 AND arrived >= $2 GROUP BY substr(arrived, 1, 10) ORDER BY 1";
        self.days_of(sql, source, from)
    }

    /// Days of publication from `from` of the items of a source, with how many each has.
    pub fn publications(&self, source: &SourceId, from: Date) -> Result<Vec<(Date, u32)>, Fault> {
        let sql = "SELECT published, COUNT(*) FROM items WHERE source_id = $1 AND published >= $2 GROUP BY published ORDER BY 1";
        self.days_of(sql, source, from)
    }

    fn days_of(&self, sql: &str, source: &SourceId, from: Date) -> Result<Vec<(Date, u32)>, Fault> {
        let rows = self.query(sql, &[source.as_str().into(), from.to_string().into()])?;
        let day = |row: &Row| {
            Ok((
                row.parse(0)?,
                u32::try_from(row.int(1)?).unwrap_or(u32::MAX),
            ))
        };
        rows.iter().map(day).collect()
    }

    /// Days from `from` on, past and to come, on which an arena debates or votes; what was called
    /// off does not count.
    pub fn sittings(&self, country: Country, from: Date) -> Result<Vec<Date>, Fault> {
        let sql = format!(
            "SELECT DISTINCT d.day FROM {SITTING} AND i.country = $1 AND d.day >= $2 ORDER BY d.day"
        );
        let values: [Value; 2] = [country.code().into(), from.to_string().into()];
        self.query(&sql, &values)?
            .iter()
            .map(|row| row.parse(0))
            .collect()
    }

    /// Whether an arena debates or votes on a day.
    pub fn sits(&self, country: Country, day: Date) -> Result<bool, Fault> {
        let sql =
            format!("SELECT d.item_id FROM {SITTING} AND i.country = $1 AND d.day = $2 LIMIT 1");
        let values: [Value; 2] = [country.code().into(), day.to_string().into()];
        Ok(self.row(&sql, &values)?.is_some())
    }

    /// When each interest last found something, and how much since a moment.
    pub fn hits(
        &self,
        region: &RegionId,
        interests: &[Interest],
        since: Timestamp,
    ) -> Result<Vec<InterestHits>, Fault> {
        let sql = "SELECT interest_id, MAX(found), SUM(CASE WHEN found >= $2 THEN 1 ELSE 0 END) FROM signals WHERE region_id = $1 GROUP BY interest_id";
        let rows = self.query(sql, &[region.as_str().into(), moment(since).into()])?;
        let hits = |interest: &Interest| {
            let row = rows
                .iter()
                .find(|row| row.text(0).is_ok_and(|id| id == interest.id.as_str()));
            Ok(InterestHits {
                interest: interest.id.clone(),
                dossier: interest.dossier.clone(),
                last: row.map(|row| row.parse(1)).transpose()?,
                since: row.map_or(Ok(0), |row| row.int(2))?,
            })
        };
        interests.iter().map(hits).collect()
    }
}
