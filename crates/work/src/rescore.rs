//! Weighing signals anew: those of a dossier after a verdict or its undoing, and those of items of
//! which something became known later. What a verdict is worth stands in `reading`.

use crate::reading::{AT_ONCE, Lesson, Reading};
use crate::{Ctx, Refused};
use jiff::civil::Date;
use noaber_domain::{DossierId, ItemId, RegionId};
use noaber_store::{Fault, Learning, Reader, Rescoring, Store};
use serde::Serialize;

/// Signals of a dossier that are weighed anew, the newest; those that learning had touched come on
/// top, so that nothing keeps a score of weights that are gone.
const MOST: usize = 20_000;

/// What weighing anew did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Rescored {
    /// Dossiers whose signals were all weighed.
    pub dossiers: usize,
    /// Items that were read.
    pub items: usize,
}

/// Weighs the open signals anew of every dossier that waits for it, newest first, until none waits.
/// What falls below the floor is muted, what rises above it comes back. Broken off, it begins that
/// dossier again, which is safe. `progress` gets done and total of a dossier and answers whether to
/// go on.
pub fn rescore(
    store: &Store,
    ctx: &Ctx,
    today: Date,
    mut progress: impl FnMut(usize, usize) -> bool,
) -> Result<Rescored, Fault> {
    let mut told = Rescored::default();
    let mut reading: Option<Reading> = None;
    // A verdict that is given meanwhile asks again: the newest signals come first again.
    while let Some(one) = store.reader()?.rescorings(&ctx.region)?.into_iter().next() {
        let reading = match &mut reading {
            Some(reading) => {
                reading.renew(&store.reader()?)?;
                reading
            }
            none => none.insert(Reading::load(store, &ctx.region, today)?),
        };
        match one_dossier(store, ctx, reading, &one, &mut told, &mut progress)? {
            Ended::Done => told.dossiers += 1,
            Ended::Overtaken => {}
            Ended::Stopped => return Ok(told),
        }
    }
    Ok(told)
}

/// How weighing the signals of one dossier ended.
enum Ended {
    Done,
    /// By a newer verdict.
    Overtaken,
    Stopped,
}

fn one_dossier(
    store: &Store,
    ctx: &Ctx,
    reading: &Reading,
    one: &Rescoring,
    told: &mut Rescored,
    progress: &mut impl FnMut(usize, usize) -> bool,
) -> Result<Ended, Fault> {
    let items = store
        .reader()?
        .to_rescore(&ctx.region, &one.dossier, MOST)?;
    for (nth, part) in items.chunks(AT_ONCE).enumerate() {
        if weigh_part(store, ctx, reading, Some(&one.dossier), part)?.is_none() {
            return Ok(Ended::Overtaken);
        }
        told.items += part.len();
        if !progress(nth * AT_ONCE + part.len(), items.len()) {
            return Ok(Ended::Stopped);
        }
    }
    let mut change = store.change(&ctx.who, "weighed anew", ctx.now)?;
    if !reading.is_current(&mut change)? {
        return Ok(Ended::Overtaken);
    }
    reading.tell(&mut change, &one.dossier)?;
    change.end_rescoring(&ctx.region, one)?;
    change.commit()?;
    Ok(Ended::Done)
}

/// Weighs the signals of these items anew for all dossiers, because something became known of them.
/// Gives how many signals are new.
pub fn rescore_items(
    store: &Store,
    ctx: &Ctx,
    today: Date,
    items: &[ItemId],
) -> Result<i64, Fault> {
    let mut reading = Reading::load(store, &ctx.region, today)?;
    let mut added = 0;
    for part in items.chunks(AT_ONCE) {
        added += read_part(store, ctx, &mut reading, part)?;
    }
    Ok(added)
}

/// Reads items for all dossiers and keeps what is found, by the verdicts that stand at that moment.
/// Gives how many signals are new.
pub(crate) fn read_part(
    store: &Store,
    ctx: &Ctx,
    reading: &mut Reading,
    part: &[ItemId],
) -> Result<i64, Fault> {
    loop {
        if let Some(added) = weigh_part(store, ctx, reading, None, part)? {
            return Ok(added);
        }
        reading.renew(&store.reader()?)?;
    }
}

/// Reads items and keeps what is found, of one dossier or of all; nothing when there are newer
/// verdicts.
fn weigh_part(
    store: &Store,
    ctx: &Ctx,
    reading: &Reading,
    dossier: Option<&DossierId>,
    part: &[ItemId],
) -> Result<Option<i64>, Fault> {
    let mut read = reading.read_stored(store, part)?;
    if let Some(dossier) = dossier {
        read.found.shown.retain(|signal| signal.dossier == *dossier);
        read.found.muted.retain(|signal| signal.dossier == *dossier);
    }
    let mut change = store.change(&ctx.who, "weighed anew", ctx.now)?;
    let added = reading.keep(&mut change, &read.items, dossier, &read.found)?;
    if added.is_some() {
        change.commit()?;
    }
    Ok(added)
}

/// What a dossier learned, with what it did to its signals.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Learned {
    /// Whether it is set aside, is still being weighed, and what it did.
    pub state: Learning,
    /// What was learned when signals were weighed last; nothing without verdicts.
    pub lesson: Option<Lesson>,
}

/// What a dossier learned.
pub fn learned(reader: &Reader, region: &RegionId, dossier: &DossierId) -> Result<Learned, Fault> {
    let state = reader.learning(region, dossier)?;
    let lesson = match state.told.as_str() {
        "" => None,
        told => Some(serde_json::from_str(told)?),
    };
    Ok(Learned { state, lesson })
}

/// Sets what a dossier learned aside, or lets it count again; its signals are to be weighed anew.
pub fn set_learning_aside(
    store: &Store,
    ctx: &Ctx,
    dossier: &DossierId,
    aside: bool,
) -> Result<bool, Refused> {
    if store.reader()?.dossier(&ctx.region, dossier)?.is_none() {
        return Err(Refused::Unknown {
            noun: "dossier",
            id: dossier.to_string(),
        });
    }
    let mut change = store.change(&ctx.who, "", ctx.now)?;
    let changed = change.set_learning_aside(&ctx.region, dossier, aside)?;
    change.commit()?;
    Ok(changed)
}
