//! How a source does: its health, its looks, what went wrong. How that is worked out stands in
//! `sources`.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use noaber_domain::{Country, SourceId, Wording};
use serde::Serialize;

/// How a source does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// Answers, and brings something new at the rhythm expected.
    Fine,
    /// Answers, but nothing new came for longer than expected.
    Silent,
    /// Was not asked in time.
    Late,
    /// The last look failed.
    Failing,
    /// The service holds us back: it answers with a challenge or block page.
    Blocked,
    /// Answers with sound pages in a form that we do not know: the source may have changed.
    Changed,
    /// Was never asked.
    Unread,
    /// Switched off.
    Off,
}

impl Health {
    /// Whether nothing needs to be done about it.
    pub fn is_fine(self) -> bool {
        matches!(self, Health::Fine | Health::Off)
    }

    /// Stable code, also the translation key `health-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Health::Fine => "fine",
            Health::Silent => "silent",
            Health::Late => "late",
            Health::Failing => "failing",
            Health::Blocked => "blocked",
            Health::Changed => "changed",
            Health::Unread => "unread",
            Health::Off => "off",
        }
    }
}

/// A source with its last looks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceState {
    /// The source's id.
    pub id: SourceId,
    /// Name.
    pub name: Wording,
    /// Kind of connector.
    pub kind: String,
    /// Arena.
    pub country: Country,
    /// Address that is read.
    pub address: String,
    /// How it does.
    pub health: Health,
    /// Items in the store.
    pub items: i64,
    /// Last look, UTC.
    pub asked: Option<Timestamp>,
    /// Last look that worked, UTC.
    pub succeeded: Option<Timestamp>,
    /// When something new last came, UTC.
    pub newest: Option<Timestamp>,
    /// Newest day of publication.
    pub newest_published: Option<Date>,
    /// Days between publication and arrival, median of the last thirty days; see [`crate::Lateness`].
    pub lag_days: Option<i64>,
    /// Days without anything new after which it is called silent: learned, else as its row says.
    pub silent_after_days: u32,
    /// Records that could not be read in the last look.
    pub rejected: i64,
    /// Looks in a row that failed.
    pub failures: i64,
    /// What went wrong at the last look that failed, in English.
    pub fault: Option<String>,
    /// The last ten looks, newest first.
    pub runs: Vec<RunRow>,
    /// Whether it was added at the desk.
    pub own: bool,
}

impl SourceState {
    /// Whether a look that began within the last hour has not ended.
    pub fn is_under_way(&self, now: Timestamp) -> bool {
        let lately = |at: Timestamp| now.duration_since(at).abs() < SignedDuration::from_hours(1);
        let runs = |run: &RunRow| run.ended.is_none() && lately(run.started);
        self.runs.first().is_some_and(runs)
    }

    /// Whether the last look did not come to its end: it was stopped, cut off or is under way.
    pub fn broken_off(&self) -> bool {
        self.runs.first().is_some_and(|run| {
            !matches!(
                run.outcome.as_str(),
                "ok" | "failed" | "blocked" | "changed"
            )
        })
    }
}

/// One look at a source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunRow {
    /// Started, UTC.
    pub started: Timestamp,
    /// Ended, UTC; absent while it runs or when it was cut off.
    pub ended: Option<Timestamp>,
    /// `ok`, `failed`, `running`.
    pub outcome: String,
    /// Pages read.
    pub pages: i64,
    /// New items.
    pub new: i64,
    /// New versions of known items.
    pub changed: i64,
    /// Items seen that were known already.
    pub same: i64,
    /// Tombstones.
    pub gone: i64,
    /// Records that could not be read.
    pub rejected: i64,
    /// What went wrong, in English.
    pub fault: Option<String>,
}
