//! Reading what items mean, a portion at a time, and weighing anew what was matched before its
//! meaning was known. What a vector is made of stands in `matching`, how it is kept in `store`.

use crate::Ctx;
use crate::rescore::rescore_items;
use jiff::civil::Date;
use noaber_domain::{Country, Item, ItemId, LedgerNumber};
use noaber_matching::mirror::{Encoder, MODEL, vectors_of};
use noaber_store::{Fault, Store};
use serde::Serialize;
use std::collections::VecDeque;

/// Items that are read and kept together.
const AT_ONCE: usize = 256;
/// Items that are weighed anew together: enough to make getting ready for it worth while.
const WEIGHED_AT_ONCE: usize = 2_000;

/// How much is read.
#[derive(Debug, Clone, Copy)]
pub struct Portion {
    /// Items at most.
    pub most: usize,
    /// Items that are read and kept together.
    pub at_once: usize,
}

impl Portion {
    /// So many items, in parts that keep all cores busy.
    pub fn of(most: usize) -> Portion {
        Portion {
            most,
            at_once: AT_ONCE,
        }
    }
}

/// Reads what items mean that were not read yet. Broken off, it goes on where it was. `progress`
/// gets how many were read and answers whether to go on.
pub fn read_meaning(
    store: &Store,
    ctx: &Ctx,
    encoder: &Encoder,
    mut progress: impl FnMut(i64) -> bool,
) -> Result<i64, Fault> {
    let mut count = 0;
    read_some(store, ctx, encoder, Portion::of(usize::MAX), |items| {
        count += items.len() as i64;
        progress(count)
    })?;
    Ok(count)
}

/// Reads what some items mean that were not read yet: newest first, in turn from each arena, so
/// that there is soon something on both sides of a border. `progress` gets the items that were
/// read since it was last asked, and answers whether to go on. Gives whether nothing is left.
pub fn read_some(
    store: &Store,
    ctx: &Ctx,
    encoder: &Encoder,
    portion: Portion,
    mut progress: impl FnMut(&[ItemId]) -> bool,
) -> Result<bool, Fault> {
    let reader = store.reader()?;
    let (mut left, at_once) = (portion.most.max(1), portion.at_once.max(1));
    let mut turns: VecDeque<(Country, i64)> = Country::ALL.map(|c| (c, i64::MAX)).into();
    while let Some((country, before)) = turns.pop_front() {
        let items = reader.without_vector_of(MODEL, Some(country), before, left.min(at_once))?;
        let Some((last, _)) = items.last() else {
            continue;
        };
        turns.push_back((country, *last));
        left -= items.len().min(left);
        let texts: Vec<&Item> = items.iter().map(|(_, stored)| &stored.item).collect();
        let vectors: Vec<(ItemId, LedgerNumber, Vec<u8>)> = vectors_of(encoder, &texts)
            .into_iter()
            .zip(&items)
            .filter_map(|(vector, (_, stored))| Some((stored.head.id, stored.head.ledger, vector?)))
            .collect();
        let read: Vec<ItemId> = vectors.iter().map(|(id, _, _)| *id).collect();
        let mut change = store.change(&ctx.who, "meaning", ctx.now)?;
        change.keep_vectors(MODEL, vectors)?;
        change.commit()?;
        if !progress(&read) || left == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What reading and weighing anew did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Read {
    /// Items that were read.
    pub items: i64,
    /// Signals that came of it.
    pub added: i64,
    /// Whether nothing is left to be read.
    pub whole: bool,
}

/// Reads as [`read_some`] does items that were matched before, and weighs them anew now that their
/// meaning is known: some score otherwise, some become signals by it. Asked to stop it weighs what it
/// read; killed, the last 2,000 at most wait until everything is matched again. `progress` gets how
/// many were read and answers whether to go on.
pub fn read_and_weigh(
    store: &Store,
    ctx: &Ctx,
    today: Date,
    encoder: &Encoder,
    portion: Portion,
    mut progress: impl FnMut(i64) -> bool,
) -> Result<Read, Fault> {
    let (mut told, mut waiting) = (Read::default(), Vec::new());
    let mut failed = None;
    told.whole = read_some(store, ctx, encoder, portion, |items| {
        told.items += items.len() as i64;
        waiting.extend_from_slice(items);
        if waiting.len() >= WEIGHED_AT_ONCE {
            match rescore_items(store, ctx, today, &waiting) {
                Ok(added) => told.added += added,
                Err(fault) => failed = Some(fault),
            }
            waiting.clear();
        }
        failed.is_none() && progress(told.items)
    })?;
    if let Some(fault) = failed {
        return Err(fault);
    }
    if !waiting.is_empty() {
        told.added += rescore_items(store, ctx, today, &waiting)?;
    }
    Ok(told)
}
