//! Taking a paper down because its publisher, a court or a person it names may ask so, and letting it
//! come again. What goes with it is the business of the store.

use crate::{Ctx, Refused};
use noaber_domain::ItemId;
use noaber_store::{Store, TakenDown};

/// Takes an item down: its text goes from every version, from search, signals and what they learned,
/// and no later harvest brings it back under any of its names. The ledger keeps its numbers, and the
/// history says who did it and why; without a reason it is refused.
pub fn take_down(store: &Store, ctx: &Ctx, item: ItemId, why: &str) -> Result<TakenDown, Refused> {
    let why = reason(why)?;
    let mut change = store.change(&ctx.who, why, ctx.now)?;
    let head = store.reader()?.item_head(item)?;
    let standing = head.filter(|head| head.gone.as_deref() != Some(noaber_store::TAKEN_DOWN));
    if standing.is_none() {
        return Err(unknown(item));
    }
    let done = change.take_down(item)?;
    change.commit()?;
    Ok(done)
}

/// Lifts a take-down: the next harvest that tells of the item brings it anew, under a new number.
pub fn lift(store: &Store, ctx: &Ctx, item: ItemId, why: &str) -> Result<(), Refused> {
    let mut change = store.change(&ctx.who, reason(why)?, ctx.now)?;
    if !change.lift_take_down(item)? {
        return Err(unknown(item));
    }
    change.commit()?;
    Ok(())
}

fn reason(why: &str) -> Result<&str, Refused> {
    match why.trim() {
        "" => Err(Refused::NoReason),
        why => Ok(why),
    }
}

fn unknown(item: ItemId) -> Refused {
    Refused::Unknown {
        noun: "item",
        id: item.to_string(),
    }
}
