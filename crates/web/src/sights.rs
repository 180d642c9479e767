//! Noting what the desk has seen, on a thread of its own, so that nobody who reads a page waits for
//! somebody who writes. What a sight is, stands in the store.

use crate::serve::State;
use noaber_domain::{ItemId, LedgerNumber, Who};
use noaber_work::Ctx;
use noaber_work::sights::keep_seen;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What was seen and is not yet kept.
#[derive(Debug, Clone, Default)]
pub struct Sights(Arc<Mutex<Waiting>>);

#[derive(Debug, Default)]
struct Waiting {
    /// Whether a thread is there that keeps them.
    runs: bool,
    seen: BTreeMap<ItemId, LedgerNumber>,
}

/// Notes that the version of an item which stands at `ledger` was shown. Gives back at once; what could
/// not be kept is only told again.
pub fn note(state: &State, item: ItemId, ledger: LedgerNumber) {
    let sights = &state.backfilling.sights;
    let mut waiting = sights.waiting();
    waiting.note(item, ledger);
    if std::mem::replace(&mut waiting.runs, true) {
        return;
    }
    let (own, store) = (sights.clone(), state.store.clone());
    let ctx = Ctx {
        region: state.region.clone(),
        who: Who::desk(),
        now: state.clock.now(),
    };
    let keep = move || {
        while let Some(seen) = own.take() {
            if let Err(why) = keep_seen(&store, &ctx, &seen) {
                tracing::warn!(%why, "what was seen is not kept; it will be told as new again");
            }
        }
    };
    let thread = std::thread::Builder::new().name("sights".to_owned());
    if let Err(why) = thread.spawn(keep) {
        tracing::warn!(%why, "no thread to keep what was seen");
        waiting.runs = false;
    }
}

impl Waiting {
    /// Puts a sight down; of several of one item the newest version counts, in whatever order they come.
    fn note(&mut self, item: ItemId, ledger: LedgerNumber) {
        let seen = self.seen.entry(item).or_insert(ledger);
        *seen = ledger.max(*seen);
    }
}

impl Sights {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What waits; none when there is nothing left, and then the thread ends.
    fn take(&self) -> Option<BTreeMap<ItemId, LedgerNumber>> {
        let mut waiting = self.waiting();
        let seen = std::mem::take(&mut waiting.seen);
        waiting.runs = !seen.is_empty();
        (!seen.is_empty()).then_some(seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_sights_the_newer_version_counts() {
        let mut waiting = Waiting::default();
        for (item, ledger) in [(1, 7), (1, 4), (2, 3), (2, 5)] {
            waiting.note(ItemId(item), LedgerNumber(ledger));
        }
        let seen: Vec<_> = waiting.seen.into_iter().collect();
        let newest = [(1, 7), (2, 5)].map(|(item, at)| (ItemId(item), LedgerNumber(at)));
        assert_eq!(seen, newest);
    }
}
