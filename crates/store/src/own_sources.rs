//! Keeping the sources that people add at the desk: added, changed, rested, taken out and brought back,
//! each with a line of history. Those of a pack, and how any of them does, stand in `sources`.

use crate::engine::{Row, Value};
use crate::{Change, Fault, Reader, history, moment};
use jiff::Timestamp;
use noaber_domain::{RegionId, Source, SourceId};

/// Own sources stand behind those of the packs.
const FIRST_PLACE: i64 = 100_000;
const COLUMNS: &str = "body, own, removed";

/// A source with where it comes from.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct KnownSource {
    /// The source.
    pub source: Source,
    /// When it was added at the desk, UTC; absent when a pack brought it.
    pub own: Option<Timestamp>,
    /// When it was taken out, UTC.
    pub removed: Option<Timestamp>,
}

impl Change<'_> {
    /// Every source there is, those that were taken out too. Until this change ends nobody else adds
    /// one.
    pub fn known_sources(&mut self) -> Result<Vec<KnownSource>, Fault> {
        self.counter("item")?;
        let sql = format!("SELECT {COLUMNS} FROM sources ORDER BY place, id");
        self.query(&sql, &[])?.iter().map(known).collect()
    }

    /// Keeps a source that was added at the desk. Its id must be free.
    pub fn add_own_source(&mut self, region: &RegionId, source: &Source) -> Result<(), Fault> {
        let sql = "INSERT INTO sources (id, place, body, own) SELECT $1, CASE WHEN MAX(place) >= $4 THEN MAX(place) + 1 ELSE $4 END, $2, $3 FROM sources";
        let values: [Value; 4] = [
            source.id.as_str().into(),
            serde_json::to_string(source)?.into(),
            moment(self.at).into(),
            FIRST_PLACE.into(),
        ];
        self.execute(sql, &values)?;
        let (id, address) = (source.id.as_str(), source.address.as_str());
        self.record(Some(region), "source-added", "source", id, address)
    }

    /// Keeps what changed about an own source; `what` says it for the history: `source-changed`,
    /// `source-rested`, `source-resumed`. Gives `false` when there is no such own source.
    pub fn change_own_source(
        &mut self,
        region: &RegionId,
        source: &Source,
        what: &str,
    ) -> Result<bool, Fault> {
        let id = source.id.as_str();
        let sql = "SELECT body FROM sources WHERE id = $1 AND own IS NOT NULL";
        let Some(before) = self.row(sql, &[id.into()])? else {
            return Ok(false);
        };
        let before = before.text(0)?.to_owned();
        let body = serde_json::to_string(source)?;
        let sql = "UPDATE sources SET body = $2 WHERE id = $1 AND own IS NOT NULL";
        self.execute(sql, &[id.into(), body.into()])?;
        self.record(Some(region), what, "source", id, &before)?;
        Ok(true)
    }

    /// Takes an own source out: it is read no more, and a silence of it ends. Its items, its looks and
    /// its history stay. Gives `false` when there is no such own source, or it was out already.
    pub fn remove_own_source(
        &mut self,
        region: &RegionId,
        source: &SourceId,
    ) -> Result<bool, Fault> {
        let sql =
            "UPDATE sources SET removed = $2 WHERE id = $1 AND own IS NOT NULL AND removed IS NULL";
        let values: [Value; 2] = [source.as_str().into(), moment(self.at).into()];
        if self.execute(sql, &values)? == 0 {
            return Ok(false);
        }
        self.close_silence(source)?;
        self.record(
            Some(region),
            "source-removed",
            "source",
            source.as_str(),
            "",
        )?;
        Ok(true)
    }

    /// Brings an own source back that was taken out. It is read in full once, whatever it said then of
    /// its addresses. Gives `false` when it was not out.
    pub fn bring_back_source(
        &mut self,
        region: &RegionId,
        source: &SourceId,
    ) -> Result<bool, Fault> {
        let id = source.as_str();
        let sql = "UPDATE sources SET removed = NULL, failures = 0, fault = NULL WHERE id = $1 AND own IS NOT NULL AND removed IS NOT NULL";
        if self.execute(sql, &[id.into()])? == 0 {
            return Ok(false);
        }
        self.execute("DELETE FROM validators WHERE source_id = $1", &[id.into()])?;
        self.record(Some(region), "source-back", "source", id, "")?;
        Ok(true)
    }
}

impl Reader {
    /// A source with where it comes from; also one that was taken out.
    pub fn known_source(&self, id: &SourceId) -> Result<Option<KnownSource>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM sources WHERE id = $1");
        let row = self.row(&sql, &[id.as_str().into()])?;
        row.as_ref().map(known).transpose()
    }

    /// The sources that were added at the desk, those that were taken out too.
    pub fn own_sources(&self) -> Result<Vec<KnownSource>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM sources WHERE own IS NOT NULL ORDER BY place, id");
        self.query(&sql, &[])?.iter().map(known).collect()
    }

    /// What was done with an own source, newest first, without its looks.
    pub fn source_history(
        &self,
        id: &SourceId,
        limit: usize,
    ) -> Result<Vec<noaber_domain::Change>, Fault> {
        let sql = format!(
            "SELECT {} FROM history WHERE noun = 'source' AND noun_id = $1 AND what IN ('source-added', 'source-changed', 'source-rested', 'source-resumed', 'source-removed', 'source-back') ORDER BY id DESC LIMIT $2",
            history::COLUMNS
        );
        let values: [Value; 2] = [id.as_str().into(), (limit as i64).into()];
        let rows = self.query(&sql, &values)?;
        rows.iter().map(history::change).collect()
    }
}

fn known(row: &Row) -> Result<KnownSource, Fault> {
    Ok(KnownSource {
        source: row.json(0)?,
        own: row.parse_opt(1)?,
        removed: row.parse_opt(2)?,
    })
}
