//! What a subscriber is told beside items, each once: that a source fell silent or speaks again, and
//! that a deadline is near. What a digest looks like and how it travels is not known here.

use crate::engine::{Row, Value};
use crate::proof::LEFT;
use crate::{Change, Fault, Reader};
use jiff::Timestamp;
use jiff::civil::Date;
use noaber_domain::calendar::Reminder;
use noaber_domain::{ItemId, RegionId, SourceId, SubscriberId, Wording};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

/// Silences in one digest.
const MOST: i64 = 50;
const SILENCE: &str = "s.source_id, s.since, s.raised, s.expected, s.closed, so.body";

/// The name of a thing that is told once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Notice(String);

impl Notice {
    /// That a source fell silent, as was noticed at a moment.
    pub fn silence_began(source: &SourceId, raised: Timestamp) -> Notice {
        Notice(format!("silence-began:{source}:{}", crate::moment(raised)))
    }

    /// That it spoke again.
    pub fn silence_ended(source: &SourceId, raised: Timestamp) -> Notice {
        Notice(format!("silence-ended:{source}:{}", crate::moment(raised)))
    }

    /// That a deadline of an item is near.
    pub fn deadline(item: ItemId, on: Date, near: Reminder) -> Notice {
        Notice(format!("deadline-{}:{item}:{on}", near.code()))
    }

    /// Whether it is about this item.
    pub(crate) fn is_of(&self, item: i64) -> bool {
        let about = self.0.strip_prefix("deadline-");
        let item = item.to_string();
        about.is_some_and(|rest| rest.split(':').nth(1) == Some(&item))
    }
}

/// A silence of a source, as it is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Silent {
    /// The source.
    pub source: SourceId,
    /// What people call it.
    pub name: Wording,
    /// When something new last came, UTC; absent when nothing ever did.
    pub since: Option<Timestamp>,
    /// When it was noticed, UTC.
    pub raised: Timestamp,
    /// Items that would have come until then.
    pub expected: f64,
    /// When it ended, UTC: the source spoke again, unless it was left.
    pub closed: Option<Timestamp>,
    /// Whether it ended because nobody listens to the source any more.
    pub left: bool,
    /// Whether the reader was told that it began.
    pub known: bool,
}

impl Change<'_> {
    /// Keeps that a subscriber was told.
    pub(crate) fn keep_notices(
        &mut self,
        subscriber: SubscriberId,
        notices: &[Notice],
    ) -> Result<(), Fault> {
        let sql = "INSERT INTO notices (subscriber_id, notice) VALUES ($1, $2) ON CONFLICT (subscriber_id, notice) DO NOTHING";
        for notice in notices {
            self.execute(sql, &[subscriber.0.into(), notice.0.as_str().into()])?;
        }
        Ok(())
    }

    /// Takes back that a subscriber was told: no letter that said so reached a server.
    pub(crate) fn take_back_notices(
        &mut self,
        subscriber: SubscriberId,
        notices: &[Notice],
    ) -> Result<(), Fault> {
        let sql = "DELETE FROM notices WHERE subscriber_id = $1 AND notice = $2";
        for notice in notices {
            self.execute(sql, &[subscriber.0.into(), notice.0.as_str().into()])?;
        }
        Ok(())
    }
}

impl Reader {
    /// Silences that a subscriber was not yet told of, or of whose end they were not, newest first.
    /// What was silent before they subscribed is no news to them, and neither is its end. That nobody
    /// listens any more to a silent source is none either.
    pub fn untold_silences(
        &self,
        region: &RegionId,
        subscriber: SubscriberId,
    ) -> Result<Vec<Silent>, Fault> {
        let sql = format!(
            "SELECT {SILENCE}, {LEFT}, CASE WHEN b.notice IS NULL THEN 0 ELSE 1 END FROM subscribers u JOIN silences s ON s.raised > u.since JOIN sources so ON so.id = s.source_id LEFT JOIN notices b ON b.subscriber_id = u.id AND b.notice = 'silence-began:' || s.source_id || ':' || s.raised LEFT JOIN notices e ON e.subscriber_id = u.id AND e.notice = 'silence-ended:' || s.source_id || ':' || s.raised WHERE u.region_id = $1 AND u.id = $2 AND e.notice IS NULL AND {LEFT} = 0 AND (b.notice IS NULL OR s.closed IS NOT NULL) ORDER BY s.id DESC LIMIT $3"
        );
        let values: [Value; 3] = [region.as_str().into(), subscriber.0.into(), MOST.into()];
        self.query(&sql, &values)?.iter().map(silent).collect()
    }

    /// Silences that go on or were noticed since a moment, newest first, as told to somebody who knows
    /// of none.
    pub fn silences_told(&self, since: Timestamp) -> Result<Vec<Silent>, Fault> {
        let sql = format!(
            "SELECT {SILENCE}, {LEFT}, 0 FROM silences s JOIN sources so ON so.id = s.source_id WHERE s.closed IS NULL OR s.raised >= $1 ORDER BY s.id DESC LIMIT $2"
        );
        let values: [Value; 2] = [crate::moment(since).into(), MOST.into()];
        self.query(&sql, &values)?.iter().map(silent).collect()
    }

    /// What a subscriber was told of deadlines.
    pub fn told_deadlines(&self, subscriber: SubscriberId) -> Result<FxHashSet<Notice>, Fault> {
        let sql =
            "SELECT notice FROM notices WHERE subscriber_id = $1 AND notice LIKE 'deadline-%'";
        let rows = self.query(sql, &[subscriber.0.into()])?;
        rows.iter()
            .map(|row| Ok(Notice(row.text(0)?.to_owned())))
            .collect()
    }
}

fn silent(row: &Row) -> Result<Silent, Fault> {
    let source: noaber_domain::Source = row.json(5)?;
    let since = row.text(1)?;
    Ok(Silent {
        source: row.parse(0)?,
        name: source.name,
        since: (!since.is_empty()).then(|| row.parse(1)).transpose()?,
        raised: row.parse(2)?,
        expected: row.real(3)?,
        closed: row.parse_opt(4)?,
        left: row.int(6)? == 1,
        known: row.int(7)? == 1,
    })
}
