//! Calendars that programs read by a secret address: what each shows, and its withdrawal. Of the secret
//! only a digest is kept, and what such a program gets is not known here.

use crate::engine::{Row, Value};
use crate::subscribers::secret_digest;
use crate::{Change, Fault, Reader, moment};
use jiff::Timestamp;
use noaber_domain::{Language, RegionId, Selection};
use serde::Serialize;

const COLUMNS: &str = "id, name, language, selection, made, withdrawn";

/// A calendar with a secret address.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Feed {
    /// Its number.
    pub id: i64,
    /// What the calendar is called in a calendar program.
    pub name: String,
    /// The language it speaks.
    pub language: Language,
    /// What it shows.
    pub selection: Selection,
    /// When it was made, UTC.
    pub made: Timestamp,
    /// When it was withdrawn, UTC; its address leads nowhere since.
    pub withdrawn: Option<Timestamp>,
}

impl Change<'_> {
    /// Makes a calendar that whoever has `secret` can read.
    pub fn add_feed(
        &mut self,
        region: &RegionId,
        name: &str,
        language: Language,
        selection: &Selection,
        secret: &str,
    ) -> Result<i64, Fault> {
        let selection = serde_json::to_string(selection)?;
        let sql = "INSERT INTO feeds (region_id, name, language, selection, secret, made) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
        let values: [Value; 6] = [
            region.as_str().into(),
            name.into(),
            language.code().into(),
            selection.as_str().into(),
            secret_digest(secret).into(),
            moment(self.at).into(),
        ];
        let row = self.row(sql, &values)?;
        let id = row.map_or(Err(Fault::corrupt("a feed got no number")), |r| r.int(0))?;
        self.record(
            Some(region),
            "feed-added",
            "feed",
            &id.to_string(),
            &selection,
        )?;
        Ok(id)
    }

    /// Withdraws a calendar; gives whether there was one that stood.
    pub fn withdraw_feed(&mut self, region: &RegionId, id: i64) -> Result<bool, Fault> {
        let sql = "UPDATE feeds SET withdrawn = $3 WHERE region_id = $1 AND id = $2 AND withdrawn IS NULL";
        let values: [Value; 3] = [region.as_str().into(), id.into(), moment(self.at).into()];
        if self.execute(sql, &values)? == 0 {
            return Ok(false);
        }
        self.record(Some(region), "feed-withdrawn", "feed", &id.to_string(), "")?;
        Ok(true)
    }
}

impl Reader {
    /// All calendars of a region, those that stand first, then in order of being made.
    pub fn feeds(&self, region: &RegionId) -> Result<Vec<Feed>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM feeds WHERE region_id = $1 ORDER BY CASE WHEN withdrawn IS NULL THEN 0 ELSE 1 END, id"
        );
        let rows = self.query(&sql, &[region.as_str().into()])?;
        rows.iter().map(feed).collect()
    }

    /// The calendar that this secret opens, unless it was withdrawn.
    pub fn feed_of_secret(&self, region: &RegionId, secret: &str) -> Result<Option<Feed>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM feeds WHERE region_id = $1 AND secret = $2 AND withdrawn IS NULL"
        );
        let values = [region.as_str().into(), secret_digest(secret).into()];
        self.row(&sql, &values)?.as_ref().map(feed).transpose()
    }
}

fn feed(row: &Row) -> Result<Feed, Fault> {
    Ok(Feed {
        id: row.int(0)?,
        name: row.text(1)?.to_owned(),
        language: Language::from_tag(row.text(2)?).unwrap_or(Language::Nl),
        selection: row.json(3)?,
        made: row.parse(4)?,
        withdrawn: row.parse_opt(5)?,
    })
}
