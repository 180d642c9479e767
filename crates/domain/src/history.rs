//! Who changed what and why. The history line is written by the change itself; nothing changes
//! without one.

use serde::{Deserialize, Serialize};

/// Who acts: a person's role or a part of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Who(pub String);

impl Who {
    /// The desk itself, acting by its own rhythm.
    pub fn desk() -> Who {
        Who("noaber".into())
    }
}

/// A line of history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Moment, UTC.
    pub at: jiff::Timestamp,
    /// Who did it.
    pub who: String,
    /// What was done: a stable code, the translation key `change-<code>`.
    pub what: String,
    /// Sort of thing it was done to: `signal`, `source`, `region`.
    pub noun: String,
    /// Which one.
    pub id: String,
    /// Why, in the person's own words; may be empty.
    pub why: String,
    /// What it was and what it became, in words or codes.
    pub detail: String,
}
