//! Keeping sources: what they are, how far they were read, and every look at them. How they do is
//! worked out from that, for the page that proves silence.

use crate::Taken;
use crate::engine::{Row, Value};
use crate::proof::Outlook;
use crate::regions::Loaded;
use crate::views::{Health, RunRow, SourceState};
use crate::{Change, Fault, Reader, TakenCounts, moment};
use jiff::{SignedDuration, Timestamp};
use noaber_domain::{Cursor, RegionId, Source, SourceId, Wording};
use rustc_hash::{FxHashMap, FxHashSet};

/// Rejected records that are kept of one run.
const REJECTS_KEPT: i64 = 50;
/// Days over which lateness is told where nobody asks for others, as in the proof.
const LAG_DAYS: i64 = 30;

/// How far a clock may go ahead of the one that wrote before it: what bears a later moment was
/// written by a clock that was wrong.
const CLOCKS_APART: SignedDuration = SignedDuration::from_mins(5);

/// Whether a moment that was written down lies so far ahead of `now` that a clock was wrong. It says
/// nothing of how long ago something was.
pub fn lies_ahead(at: Timestamp, now: Timestamp) -> bool {
    at.duration_since(now) > CLOCKS_APART
}

/// What a source said of an address the last time, to ask again only for news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validator {
    /// The address.
    pub url: String,
    /// Its ETag.
    pub etag: Option<String>,
    /// Its Last-Modified.
    pub modified: Option<String>,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunEnd {
    /// All that was to be read was read.
    Done,
    /// It broke off; what was taken in before stays.
    Failed(String),
    /// The service held us back with a challenge or block page.
    Blocked(String),
    /// Sound pages came in a form that we do not know; what was taken in before stays.
    Changed(String),
    /// It was asked to stop; it goes on at its cursor next time.
    Stopped,
}

impl Change<'_> {
    pub(crate) fn load_sources(
        &mut self,
        region: &RegionId,
        sources: &[Source],
        loaded: &mut Loaded,
    ) -> Result<(), Fault> {
        let (mut known, mut own) = (FxHashMap::default(), FxHashSet::default());
        for row in self.query("SELECT id, body, own FROM sources", &[])? {
            known.insert(row.text(0)?.to_owned(), row.text(1)?.to_owned());
            if row.text_opt(2)?.is_some() {
                own.insert(row.text(0)?.to_owned());
            }
        }
        for (place, source) in sources.iter().enumerate() {
            // What was added at the desk under this name stays what it is.
            if own.contains(source.id.as_str()) {
                loaded.skipped.push(source.id.clone());
                continue;
            }
            let body = serde_json::to_string(source)?;
            let before = known.get(source.id.as_str());
            if before == Some(&body) {
                continue;
            }
            let sql = "INSERT INTO sources (id, place, body) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET place = excluded.place, body = excluded.body";
            let values: [Value; 3] = [
                source.id.as_str().into(),
                (place as i64).into(),
                body.into(),
            ];
            self.execute(sql, &values)?;
            let what = if before.is_some() {
                "source-changed"
            } else {
                "source-added"
            };
            if before.is_some() {
                loaded.changed += 1;
            } else {
                loaded.added += 1;
            }
            let detail = before.map_or("", String::as_str);
            self.record(Some(region), what, "source", source.id.as_str(), detail)?;
        }
        Ok(())
    }

    /// Begins a look at a source; gives its number. A look that was cut off before is marked so.
    pub fn begin_run(&mut self, source: &SourceId) -> Result<i64, Fault> {
        let now = moment(self.at);
        let id = source.as_str();
        let cut =
            "UPDATE runs SET outcome = 'cut off' WHERE source_id = $1 AND outcome = 'running'";
        self.execute(cut, &[id.into()])?;
        // A clock that was set back must not make what is past look as if it were still to come.
        let sql = "UPDATE sources SET asked = $2, newest = CASE WHEN newest > $2 THEN $2 ELSE newest END, succeeded = CASE WHEN succeeded > $2 THEN $2 ELSE succeeded END WHERE id = $1";
        self.execute(sql, &[id.into(), now.as_str().into()])?;
        let sql = "INSERT INTO runs (source_id, started, outcome) VALUES ($1, $2, 'running') RETURNING id";
        let row = self.row(sql, &[id.into(), now.into()])?;
        row.ok_or_else(|| Fault::corrupt("no number came for a run"))?
            .int(0)
    }

    pub(crate) fn count_page(
        &mut self,
        taken: &Taken<'_>,
        counts: &TakenCounts,
        now: &str,
    ) -> Result<(), Fault> {
        let sql = "UPDATE runs SET pages = pages + 1, added = added + $2, changed = changed + $3, same = same + $4, gone = gone + $5, rejected = rejected + $6 WHERE id = $1 RETURNING rejected";
        let rejected = taken.rejected.len() as i64;
        let values: [Value; 6] = [
            taken.run.into(),
            counts.added.into(),
            counts.changed.into(),
            counts.same.into(),
            counts.gone.into(),
            rejected.into(),
        ];
        let so_far = self.row(sql, &values)?.map_or(Ok(rejected), |r| r.int(0))?;
        let room = (REJECTS_KEPT - (so_far - rejected)).max(0) as usize;
        for (record, fault) in taken.rejected.iter().take(room) {
            let sql = "INSERT INTO rejects (run_id, record, fault) VALUES ($1, $2, $3)";
            let values: [Value; 3] = [
                taken.run.into(),
                record.as_str().into(),
                self.discreet(taken.source, fault)?.into(),
            ];
            self.execute(sql, &values)?;
        }
        let newest = taken
            .items
            .iter()
            .filter_map(|i| i.published)
            .max()
            .map(|d| d.to_string());
        let news = counts.added + counts.changed + counts.gone > 0;
        let sql = "UPDATE sources SET items = items + $2, read_to = COALESCE($3, read_to), newest = COALESCE($4, newest), newest_published = CASE WHEN $5 > COALESCE(newest_published, '') THEN $5 ELSE newest_published END WHERE id = $1";
        let values: [Value; 5] = [
            taken.source.as_str().into(),
            counts.added.into(),
            taken.cursor.into(),
            news.then_some(now).into(),
            newest.unwrap_or_default().into(),
        ];
        self.execute(sql, &values)?;
        Ok(())
    }

    /// Ends a look at a source.
    pub fn end_run(&mut self, source: &SourceId, run: i64, end: &RunEnd) -> Result<(), Fault> {
        let now = moment(self.at);
        let (outcome, fault) = match end {
            RunEnd::Done => ("ok", None),
            RunEnd::Stopped => ("stopped", None),
            RunEnd::Failed(fault) => ("failed", Some(fault.as_str())),
            RunEnd::Blocked(fault) => ("blocked", Some(fault.as_str())),
            RunEnd::Changed(fault) => ("changed", Some(fault.as_str())),
        };
        let fault = fault
            .map(|fault| self.discreet(source, fault))
            .transpose()?;
        let fault = fault.as_deref();
        let sql = "UPDATE runs SET ended = $2, outcome = $3, fault = $4 WHERE id = $1 RETURNING added, changed, gone, rejected";
        let values: [Value; 4] = [
            run.into(),
            now.as_str().into(),
            outcome.into(),
            fault.into(),
        ];
        let row = self
            .row(sql, &values)?
            .ok_or_else(|| Fault::corrupt("the run is unknown"))?;
        let detail = format!(
            "{outcome}: {} new, {} changed, {} gone, {} rejected",
            row.int(0)?,
            row.int(1)?,
            row.int(2)?,
            row.int(3)?
        );
        let sql = match end {
            RunEnd::Failed(_) | RunEnd::Blocked(_) | RunEnd::Changed(_) => {
                "UPDATE sources SET failures = failures + 1, fault = $2 WHERE id = $1"
            }
            RunEnd::Done => {
                "UPDATE sources SET failures = 0, fault = NULL, succeeded = $2 WHERE id = $1"
            }
            RunEnd::Stopped => "UPDATE sources SET fault = NULL WHERE id = $1 AND $2 <> ''",
        };
        self.execute(sql, &[source.as_str().into(), fault.unwrap_or(&now).into()])?;
        self.record(None, "source-read", "source", source.as_str(), &detail)
    }

    /// Keeps what a source said of its addresses.
    pub fn keep_validators(&mut self, source: &SourceId, all: &[Validator]) -> Result<(), Fault> {
        for validator in all {
            let sql = "INSERT INTO validators (source_id, url, etag, modified) VALUES ($1, $2, $3, $4) ON CONFLICT (source_id, url) DO UPDATE SET etag = excluded.etag, modified = excluded.modified";
            let values: [Value; 4] = [
                source.as_str().into(),
                validator.url.as_str().into(),
                validator.etag.as_deref().into(),
                validator.modified.as_deref().into(),
            ];
            self.execute(sql, &values)?;
        }
        Ok(())
    }
}

impl Reader {
    /// All sources but those that were taken out: in the order of their packs, then those that were
    /// added at the desk.
    pub fn sources(&self) -> Result<Vec<Source>, Fault> {
        let sql = "SELECT body FROM sources WHERE removed IS NULL ORDER BY place, id";
        self.query(sql, &[])?.iter().map(|r| r.json(0)).collect()
    }

    /// Names of all sources, by id; also of those that were taken out, whose items stay.
    pub(crate) fn source_names(&self) -> Result<FxHashMap<String, Wording>, Fault> {
        let named = |row: &Row| {
            let source: Source = row.json(0)?;
            Ok((source.id.to_string(), source.name))
        };
        let rows = self.query("SELECT body FROM sources", &[])?;
        rows.iter().map(named).collect()
    }

    /// Where to go on reading a source.
    pub fn cursor(&self, source: &SourceId) -> Result<Option<Cursor>, Fault> {
        let row = self.row(
            "SELECT read_to FROM sources WHERE id = $1",
            &[source.as_str().into()],
        )?;
        let text = row.as_ref().map(|r| r.text_opt(0)).transpose()?.flatten();
        Ok(text.map(|t| Cursor(t.to_owned())))
    }

    /// What a source said of its addresses.
    pub fn validators(&self, source: &SourceId) -> Result<Vec<Validator>, Fault> {
        let sql = "SELECT url, etag, modified FROM validators WHERE source_id = $1";
        self.query(sql, &[source.as_str().into()])?
            .iter()
            .map(|row| {
                Ok(Validator {
                    url: row.text(0)?.to_owned(),
                    etag: row.text_opt(1)?.map(str::to_owned),
                    modified: row.text_opt(2)?.map(str::to_owned),
                })
            })
            .collect()
    }

    /// Records of a source's last run that could not be read: record and fault.
    pub fn rejects(&self, source: &SourceId) -> Result<Vec<(String, String)>, Fault> {
        let sql = "SELECT record, fault FROM rejects WHERE run_id = (SELECT MAX(id) FROM runs WHERE source_id = $1) ORDER BY id";
        let rows = self.query(sql, &[source.as_str().into()])?;
        rows.iter()
            .map(|r| Ok((r.text(0)?.to_owned(), r.text(1)?.to_owned())))
            .collect()
    }

    /// How every source does at the moment `now`, with how late its papers came in the last thirty days.
    pub fn source_states(&self, now: Timestamp) -> Result<Vec<SourceState>, Fault> {
        let since = now
            .saturating_sub(SignedDuration::from_hours(24 * LAG_DAYS))
            .unwrap_or(now);
        let mut states = self.source_health(now)?;
        for state in &mut states {
            state.lag_days = self.lag(&state.id, since)?;
        }
        Ok(states)
    }

    /// How every source does at the moment `now`, without how late its papers came, for which many
    /// items are counted: `lag_days` is absent.
    pub fn source_health(&self, now: Timestamp) -> Result<Vec<SourceState>, Fault> {
        let sql = "SELECT body, asked, succeeded, newest, newest_published, failures, fault, items, expected, own FROM sources WHERE removed IS NULL ORDER BY place, id";
        self.query(sql, &[])?
            .iter()
            .map(|row| self.source_state(row, now))
            .collect()
    }

    fn source_state(&self, row: &Row, now: Timestamp) -> Result<SourceState, Fault> {
        let source: Source = row.json(0)?;
        let runs = self.runs(&source.id)?;
        let mut state = SourceState {
            name: source.name.clone(),
            kind: source.kind.clone(),
            country: source.country,
            address: source.address.clone(),
            health: Health::Off,
            items: row.int(7)?,
            asked: row.parse_opt(1)?,
            succeeded: row.parse_opt(2)?,
            newest: row.parse_opt(3)?,
            newest_published: row.parse_opt(4)?,
            lag_days: None,
            silent_after_days: source.silent_after_days,
            rejected: runs.first().map_or(0, |r| r.rejected),
            failures: row.int(5)?,
            fault: row.text_opt(6)?.map(str::to_owned),
            runs,
            own: row.text_opt(9)?.is_some(),
            id: source.id.clone(),
        };
        let outlook: Option<Outlook> = row.text_opt(8)?.map(|_| row.json(8)).transpose()?;
        state.health = health(&source, &state, outlook.as_ref(), now);
        let patience = outlook.and_then(|o| o.silent_after).zip(state.newest);
        if let Some((until, newest)) = patience {
            let last = newest.to_zoned(jiff::tz::TimeZone::UTC).date();
            let days = last.until((jiff::Unit::Day, until));
            let days = days.map_or(0, |span| span.get_days());
            state.silent_after_days = u32::try_from(days).unwrap_or(0);
        }
        Ok(state)
    }

    fn runs(&self, source: &SourceId) -> Result<Vec<RunRow>, Fault> {
        let sql = "SELECT started, ended, outcome, pages, added, changed, same, gone, rejected, fault FROM runs WHERE source_id = $1 ORDER BY id DESC LIMIT 10";
        self.query(sql, &[source.as_str().into()])?
            .iter()
            .map(|row| {
                Ok(RunRow {
                    started: row.parse(0)?,
                    ended: row.parse_opt(1)?,
                    outcome: row.text(2)?.to_owned(),
                    pages: row.int(3)?,
                    new: row.int(4)?,
                    changed: row.int(5)?,
                    same: row.int(6)?,
                    gone: row.int(7)?,
                    rejected: row.int(8)?,
                    fault: row.text_opt(9)?.map(str::to_owned),
                })
            })
            .collect()
    }
}

fn health(
    source: &Source,
    state: &SourceState,
    outlook: Option<&Outlook>,
    now: Timestamp,
) -> Health {
    // A moment that lies ahead was written by a clock that was wrong, and says nothing.
    let older = |at: Option<Timestamp>, than: SignedDuration| {
        at.is_none_or(|at| now.duration_since(at).abs() > than)
    };
    let rhythm = SignedDuration::from_hours(i64::from(source.every_hours) * 2 + 1);
    let ahead = |at: Timestamp| lies_ahead(at, now);
    let quiet = SignedDuration::from_hours(24 * i64::from(source.silent_after_days));
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    // What was learned of a source goes before what its row says.
    let silent = match outlook {
        Some(outlook) => outlook.silent_after.is_some_and(|day| today > day),
        None => older(state.newest, quiet),
    };
    if !source.active {
        Health::Off
    } else if state.asked.is_none() || (state.succeeded.is_none() && state.is_under_way(now)) {
        Health::Unread
    } else if state.failures > 0 {
        match state.runs.first().map(|run| run.outcome.as_str()) {
            Some("blocked") => Health::Blocked,
            Some("changed") => Health::Changed,
            _ => Health::Failing,
        }
    } else if state.broken_off() || state.asked.is_some_and(ahead) || older(state.asked, rhythm) {
        Health::Late
    } else if silent {
        Health::Silent
    } else {
        Health::Fine
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;

    #[test]
    fn what_lies_ahead_by_more_than_clocks_differ_is_known() {
        let now: Timestamp = "2026-06-01T12:00:00Z".parse().expect("a moment");
        assert!(!lies_ahead(now - 20.hours(), now));
        assert!(!lies_ahead(now + 5.minutes(), now));
        assert!(lies_ahead(now + 6.minutes(), now));
    }
}
