//! Keeping what the desk has seen of its signals' papers. What a sight is, stands in the store; when
//! one is noted, with the pages.

use crate::Ctx;
use noaber_domain::{ItemId, LedgerNumber};
use noaber_store::{Fault, Store};
use std::collections::BTreeMap;

/// Keeps that these versions were shown, all at once; a sight of an older version than the one kept
/// changes nothing.
pub fn keep_seen(
    store: &Store,
    ctx: &Ctx,
    seen: &BTreeMap<ItemId, LedgerNumber>,
) -> Result<(), Fault> {
    let mut change = store.change(&ctx.who, "seen", ctx.now)?;
    for (item, ledger) in seen {
        change.see(&ctx.region, *item, *ledger)?;
    }
    change.commit()
}
