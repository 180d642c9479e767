//! Matching the past on a thread of its own, one at a time, after somebody changed what a dossier
//! listens for. What that matching does is a verb of `work`; how far it is stands in the store.

use crate::serve::State;
use jiff::civil::Date;
use noaber_domain::Who;
use noaber_store::{Fault, Store};
use noaber_work::Ctx;
use noaber_work::shape_dossier::backfill;
use std::sync::{Arc, Mutex, MutexGuard};

/// The one thread that matches the past, when there is something to match.
#[derive(Debug, Clone, Default)]
pub struct Backfilling(Arc<Mutex<Turn>>);

#[derive(Debug, Default)]
struct Turn {
    /// Whether the thread is there.
    runs: bool,
    /// Whether a query changed since it began, so that what it reads is out of date.
    again: bool,
    /// Whether the desk closes.
    closes: bool,
}

/// Takes up whatever past waits to be matched for the region of this desk. Gives back at once.
pub fn begin(state: &State) -> Result<(), Fault> {
    let reader = state.store.reader()?;
    let Some(region) = reader.region(&state.region)? else {
        return Ok(());
    };
    if reader.backfills(&state.region)?.is_empty() {
        return Ok(());
    }
    let ctx = Ctx {
        region: state.region.clone(),
        who: Who::desk(),
        now: state.clock.now(),
    };
    let today = state.clock.today(&region);
    state.backfilling.begin(state.store.clone(), ctx, today);
    Ok(())
}

impl Backfilling {
    fn begin(&self, store: Store, ctx: Ctx, today: Date) {
        if self.takes_note() {
            return;
        }
        let own = self.clone();
        let work = move || own.run(&store, &ctx, today);
        let thread = std::thread::Builder::new().name("backfill".to_owned());
        if let Err(why) = thread.spawn(work) {
            self.turn().runs = false;
            tracing::error!("no thread to match the past on: {why}; it waits for the next start");
        }
    }

    /// Whether a thread was there already, which now begins again; else one may begin.
    fn takes_note(&self) -> bool {
        let mut turn = self.turn();
        let runs = turn.runs;
        turn.again = runs;
        turn.runs = true;
        runs || turn.closes
    }

    fn run(&self, store: &Store, ctx: &Ctx, today: Date) {
        let _leave = Leave(self);
        loop {
            let goes_on = |_, _| {
                let turn = self.turn();
                !turn.again && !turn.closes
            };
            if let Err(why) = backfill(store, ctx, today, goes_on) {
                tracing::error!(
                    "the past could not be matched: {why}; nothing is lost, it is taken up again with the next change of a query or the next start"
                );
            }
            let mut turn = self.turn();
            if !turn.again || turn.closes {
                turn.runs = false;
                return;
            }
            turn.again = false;
        }
    }

    /// Lets the thread stop after the part it is at; what is left waits in the store.
    pub(crate) fn close(&self) {
        self.turn().closes = true;
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.0.lock().unwrap_or_else(|broken| broken.into_inner())
    }
}

/// Says that the thread is gone, also when it broke down.
struct Leave<'a>(&'a Backfilling);

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.turn().runs = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_begins_and_a_change_is_noted() {
        let one = Backfilling::default();
        assert!(!one.takes_note(), "nobody was there");
        assert!(one.takes_note() && one.turn().again);
        one.turn().runs = false;
        one.close();
        assert!(one.takes_note(), "a desk that closes begins nothing");
    }
}
