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

    /// A source with where it comes from, as it stands: until this change ends nobody else changes it.
    pub fn held_source(&mut self, id: &SourceId) -> Result<Option<KnownSource>, Fault> {
        self.counter("item")?;
        let sql = format!("SELECT {COLUMNS} FROM sources WHERE id = $1");
        let row = self.row(&sql, &[id.as_str().into()])?;
        row.as_ref().map(known).transpose()
    }

    /// A text that tells of a source. Of an own one the addresses in it keep their host alone: the path
    /// of a calendar may be all that guards it, and records outlive a source and leave in exports.
    pub fn discreet(&mut self, source: &SourceId, text: &str) -> Result<String, Fault> {
        let sql = "SELECT id FROM sources WHERE id = $1 AND own IS NOT NULL";
        let own = self.row(sql, &[source.as_str().into()])?.is_some();
        Ok(match own {
            true => without_paths(text),
            false => text.to_owned(),
        })
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
        let (id, place) = (source.id.as_str(), place_of(&source.address));
        self.record(Some(region), "source-added", "source", id, &place)
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
        let mut before: Source = before.json(0)?;
        before.address = place_of(&before.address);
        let before = serde_json::to_string(&before)?;
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
        self.leave_silence(source)?;
        self.execute(
            "DELETE FROM validators WHERE source_id = $1",
            &[source.as_str().into()],
        )?;
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

/// What history says of an address: its host alone. Of a folder all of it.
fn place_of(address: &str) -> String {
    let web = ["http://", "https://"]
        .iter()
        .any(|s| address.starts_with(s));
    match address.split_once("://") {
        Some((_, rest)) if web => {
            let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
            host.rsplit('@').next().unwrap_or(host).to_owned()
        }
        _ => address.to_owned(),
    }
}

/// A text whose web addresses end behind their host.
fn without_paths(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, from) = rest.split_at(at + "://".len());
        told.push_str(before);
        let end = |c: char| c.is_whitespace() || "\"'<>(),;`".contains(c);
        let address = &from[..from.find(end).unwrap_or(from.len())];
        rest = &from[address.len()..];
        match before.ends_with("http://") || before.ends_with("https://") {
            true => {
                let host = &address[..address.find(['/', '?', '#']).unwrap_or(address.len())];
                told.push_str(host);
                if host.len() + 1 < address.len() {
                    told.push_str("/…");
                }
                // What ends a sentence is no part of the address.
                if host.len() < address.len() && address.ends_with([':', '.']) {
                    told.push_str(&address[address.len() - 1..]);
                }
            }
            false => told.push_str(address),
        }
    }
    told.push_str(rest);
    told
}

fn known(row: &Row) -> Result<KnownSource, Fault> {
    Ok(KnownSource {
        source: row.json(0)?,
        own: row.parse_opt(1)?,
        removed: row.parse_opt(2)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_only_its_host_is_told() {
        for (text, told) in [
            (
                "https://agenda.example/private-0123/basic.ics answered 404",
                "https://agenda.example/… answered 404",
            ),
            (
                "GET http://a.example:81/x?y=z: too big (http://b.example/w), twice",
                "GET http://a.example:81/…: too big (http://b.example/…), twice",
            ),
            (
                "https://agenda.example is down",
                "https://agenda.example is down",
            ),
            (
                "file:///srv/mail/news is gone",
                "file:///srv/mail/news is gone",
            ),
            ("é://", "é://"),
        ] {
            assert_eq!(without_paths(text), told);
        }
        assert_eq!(
            place_of("https://me:x@a.example:81/private-1?k"),
            "a.example:81"
        );
        assert_eq!(place_of("file:///srv/mail"), "file:///srv/mail");
    }
}
