//! How late papers come: days between publication and arrival, counted by the database. What is
//! expected of a source, and its silences, stand in `proof`.

use crate::engine::{Row, Value};
use crate::{Fault, Reader, moment};
use jiff::Timestamp;
use jiff::civil::Date;
use noaber_domain::SourceId;
use serde::Serialize;

/// The latest papers that are named.
const NAMED: usize = 5;
/// So many times the median is late enough to be named.
const FAR_BEYOND: i64 = 3;

/// The papers that are counted: of source $1, arrived since $2. What came before its first look was at
/// its end is the past, and not late; except what was published after that look began, which may take
/// many days when it is cut off again and again.
const COUNTED: &str = "FROM origins o JOIN items i ON i.id = o.item_id WHERE o.source_id = $1 AND o.arrived >= $2 AND i.published IS NOT NULL AND (o.arrived > (SELECT ended FROM runs WHERE source_id = $1 AND outcome = 'ok' ORDER BY id LIMIT 1) OR i.published > (SELECT substr(started, 1, 10) FROM runs WHERE source_id = $1 ORDER BY id LIMIT 1))";

/// How late a source's papers come: days between publication and arrival.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Lateness {
    /// Papers it was counted on: those that arrived after the first look, which brings the past.
    pub papers: usize,
    /// The median, in days.
    pub median: i64,
    /// Nineteen out of twenty come within so many days.
    pub p95: i64,
    /// The latest: key, title, days; most late first.
    pub latest: Vec<(String, String, i64)>,
}

/// Papers that were published on one day and arrived on one day.
#[derive(Debug)]
struct Pair {
    days: i64,
    published: String,
    arrived: String,
    papers: usize,
}

impl Pair {
    fn read(row: &Row) -> Result<Pair, Fault> {
        let (published, arrived): (Date, Date) = (row.parse(0)?, row.parse(1)?);
        let days = published.until((jiff::Unit::Day, arrived));
        Ok(Pair {
            days: days.map_or(0, |span| i64::from(span.get_days())).max(0),
            published: row.text(0)?.to_owned(),
            arrived: row.text(1)?.to_owned(),
            papers: usize::try_from(row.int(2)?).unwrap_or(0),
        })
    }
}

impl Reader {
    /// How late the papers of a source came that it brought since a moment.
    pub fn lateness(&self, source: &SourceId, since: Timestamp) -> Result<Lateness, Fault> {
        let pairs = self.pairs(source, since)?;
        let median = share(&pairs, 50);
        let late = |pair: &&Pair| pair.days > median.max(1) * FAR_BEYOND;
        // Each holds a paper at least.
        let latest: Vec<&Pair> = pairs.iter().rev().take(NAMED).filter(late).collect();
        Ok(Lateness {
            papers: papers(&pairs),
            median,
            p95: share(&pairs, 95),
            latest: self.latest(source, since, &latest)?,
        })
    }

    /// Days between publication and arrival of what a source brought since a moment: the median, as
    /// [`Reader::lateness`] has it; none when nothing counts.
    pub(crate) fn lag(&self, source: &SourceId, since: Timestamp) -> Result<Option<i64>, Fault> {
        let pairs = self.pairs(source, since)?;
        Ok((!pairs.is_empty()).then(|| share(&pairs, 50)))
    }

    /// What counts, by days of publication and arrival, the least late first.
    fn pairs(&self, source: &SourceId, since: Timestamp) -> Result<Vec<Pair>, Fault> {
        let sql = format!(
            "SELECT i.published, substr(o.arrived, 1, 10), COUNT(*) {COUNTED} GROUP BY i.published, substr(o.arrived, 1, 10)"
        );
        let rows = self.query(&sql, &[source.as_str().into(), moment(since).into()])?;
        let mut pairs: Vec<Pair> = rows.iter().map(Pair::read).collect::<Result<_, Fault>>()?;
        pairs.sort_unstable_by(|one, other| {
            (one.days, &one.arrived).cmp(&(other.days, &other.arrived))
        });
        Ok(pairs)
    }

    /// The papers of these pairs, in their order, as many as are named.
    fn latest(
        &self,
        source: &SourceId,
        since: Timestamp,
        pairs: &[&Pair],
    ) -> Result<Vec<(String, String, i64)>, Fault> {
        if pairs.is_empty() {
            return Ok(Vec::new());
        }
        let mut values: Vec<Value> = vec![source.as_str().into(), moment(since).into()];
        let mut cases = String::new();
        for (nth, pair) in pairs.iter().enumerate() {
            values.extend([pair.published.as_str().into(), pair.arrived.as_str().into()]);
            cases.push_str(&format!(
                " WHEN i.published = ${} AND substr(o.arrived, 1, 10) = ${} THEN {nth}",
                values.len() - 1,
                values.len()
            ));
        }
        let sql = format!(
            "SELECT item_key, title, nth FROM (SELECT o.item_key, i.title, CASE{cases} END AS nth {COUNTED}) AS late WHERE nth IS NOT NULL ORDER BY nth, item_key DESC LIMIT {NAMED}"
        );
        let named = |row: &Row| {
            let nth = usize::try_from(row.int(2)?).unwrap_or(usize::MAX);
            let days = pairs.get(nth).map_or(0, |pair| pair.days);
            Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), days))
        };
        self.query(&sql, &values)?.iter().map(named).collect()
    }
}

fn papers(pairs: &[Pair]) -> usize {
    pairs.iter().map(|pair| pair.papers).sum()
}

/// The days within which this share of a hundred came.
fn share(pairs: &[Pair], of_hundred: usize) -> i64 {
    let mut before = papers(pairs) * of_hundred / 100;
    for pair in pairs {
        if before < pair.papers {
            return pair.days;
        }
        before -= pair.papers;
    }
    0
}
