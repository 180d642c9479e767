//! Matching the past, weighing signals anew and cutting words anew, each on a thread of its own, one at a
//! time, after somebody changed what a dossier listens for, gave a verdict or installed another program. What they do are verbs of `work`;
//! what waits for them stands in the store.

use crate::serve::State;
use crate::sights::Sights;
use jiff::civil::Date;
use noaber_domain::Who;
use noaber_store::{Fault, Store};
use noaber_work::Ctx;
use noaber_work::match_items::match_items;
use noaber_work::recut;
use noaber_work::rescore::rescore;
use noaber_work::shape_dossier::backfill;
use std::sync::{Arc, Mutex, MutexGuard};

/// The threads that work in the background, when there is something to do.
#[derive(Debug, Clone, Default)]
pub struct Backfilling {
    /// Matches the past of changed queries.
    past: Lane,
    /// Weighs signals anew after verdicts.
    verdicts: Lane,
    /// Keeps what was seen.
    pub(crate) sights: Sights,
    /// Cuts words anew that another analysis cut, and matches everything after it.
    words: Lane,
}

/// A thread that is there while it has something to do.
#[derive(Debug, Clone, Default)]
struct Lane(Arc<Mutex<Turn>>);

#[derive(Debug, Default)]
struct Turn {
    /// Whether the thread is there.
    runs: bool,
    /// Whether something changed since it began, so that what it reads is out of date.
    again: bool,
    /// Whether the desk closes.
    closes: bool,
}

/// What a thread does until it is done or told to stop; the question is whether to go on.
type Work = fn(&Store, &Ctx, Date, &dyn Fn() -> bool) -> Result<(), Fault>;

/// Takes up whatever past waits to be matched, whatever signals wait to be weighed and whatever words
/// wait to be cut, for the region of this desk. Gives back at once.
pub fn begin(state: &State) -> Result<(), Fault> {
    let reader = state.store.reader()?;
    let Some(region) = reader.region(&state.region)? else {
        return Ok(());
    };
    let ctx = Ctx {
        region: state.region.clone(),
        who: Who::desk(),
        now: state.clock.now(),
    };
    let today = state.clock.today(&region);
    if !reader.backfills(&state.region)?.is_empty() {
        let work: Work =
            |store, ctx, today, goes_on| backfill(store, ctx, today, |_, _| goes_on()).map(|_| ());
        let past = &state.backfilling.past;
        past.begin("backfill", work, state.store.clone(), ctx.clone(), today);
    }
    if !reader.rescorings(&state.region)?.is_empty() {
        let work: Work =
            |store, ctx, today, goes_on| rescore(store, ctx, today, |_, _| goes_on()).map(|_| ());
        let verdicts = &state.backfilling.verdicts;
        verdicts.begin("rescore", work, state.store.clone(), ctx.clone(), today);
    }
    // What is under way goes on: it takes up of itself what changes meanwhile.
    let words = &state.backfilling.words;
    if recut::waits(&state.store)? && !words.is_there() {
        let work: Work = |store, ctx, today, goes_on| {
            match_items(store, ctx, today, |_, _| goes_on()).map(|_| ())
        };
        words.begin("words", work, state.store.clone(), ctx, today);
    }
    Ok(())
}

impl Backfilling {
    /// Lets the threads stop after the part they are at; what is left waits in the store.
    pub(crate) fn close(&self) {
        for lane in [&self.past, &self.verdicts, &self.words] {
            lane.turn().closes = true;
        }
    }
}

impl Lane {
    fn begin(&self, name: &'static str, work: Work, store: Store, ctx: Ctx, today: Date) {
        if self.takes_note() {
            return;
        }
        let own = self.clone();
        let runs = move || own.run(name, work, &store, &ctx, today);
        let thread = std::thread::Builder::new().name(name.to_owned());
        if let Err(why) = thread.spawn(runs) {
            self.turn().runs = false;
            tracing::error!("no thread for '{name}': {why}; it waits for the next start");
        }
    }

    fn is_there(&self) -> bool {
        self.turn().runs
    }

    /// Whether a thread was there already, which now begins again; else one may begin.
    fn takes_note(&self) -> bool {
        let mut turn = self.turn();
        let runs = turn.runs;
        turn.again = runs;
        turn.runs = true;
        runs || turn.closes
    }

    fn run(&self, name: &str, work: Work, store: &Store, ctx: &Ctx, today: Date) {
        let _leave = Leave(self);
        loop {
            let goes_on = || {
                let turn = self.turn();
                !turn.again && !turn.closes
            };
            if let Err(why) = work(store, ctx, today, &goes_on) {
                tracing::error!(
                    "'{name}' broke down: {why}; nothing is lost, it is taken up again with the next change or the next start"
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

    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.0.lock().unwrap_or_else(|broken| broken.into_inner())
    }
}

/// Says that the thread is gone, also when it broke down.
struct Leave<'a>(&'a Lane);

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
        assert!(!one.past.takes_note(), "nobody was there");
        assert!(one.past.takes_note() && one.past.turn().again);
        assert!(!one.verdicts.takes_note(), "the other goes its own way");
        one.past.turn().runs = false;
        one.close();
        assert!(one.past.takes_note(), "a desk that closes begins nothing");
    }
}
