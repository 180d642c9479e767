//! Counting requests and answers of a run, for the proof that a source was asked. What they said is
//! not known here.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How often was asked and how often an answer came. Clones count together, so that whoever began
/// a run can look on.
#[derive(Debug, Clone, Default)]
pub struct Tally(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    asked: AtomicU64,
    answered: AtomicU64,
}

impl Tally {
    /// Requests that went out, tries and redirects with them.
    pub fn asked(&self) -> u64 {
        self.0.asked.load(Ordering::Relaxed)
    }

    /// Those to which an answer came, whatever its status, also when it broke off.
    pub fn answered(&self) -> u64 {
        self.0.answered.load(Ordering::Relaxed)
    }

    pub(crate) fn ask(&self) {
        self.0.asked.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn answer(&self) {
        self.0.answered.fetch_add(1, Ordering::Relaxed);
    }
}
