//! Cutting the words of the full text anew after the analysis changed. Which words those are, and how far
//! it is, stands in the store; matching follows in `match_items`.

use crate::Ctx;
use noaber_matching::VERSION;
use noaber_store::{Cutting, Fault, Store};

/// Items whose words are cut and kept together: few enough that whoever else writes hardly waits.
const AT_ONCE: usize = 500;

/// Whether words are of another analysis, or everything is still to be matched because they were.
pub fn waits(store: &Store) -> Result<bool, Fault> {
    Ok(store.reader()?.cutting()? != Cutting::Done)
}

/// Cuts the words anew that another analysis cut, newest items first. An item has its old words or its
/// new ones, never none. When all are cut, every region is to be matched from the beginning: what was
/// looked for meanwhile may have passed over old words. Broken off at any moment, it goes on where it
/// was. `progress` gets how many were cut and answers whether to go on. Gives whether nothing is left.
pub fn cut_words(
    store: &Store,
    ctx: &Ctx,
    mut progress: impl FnMut(usize) -> bool,
) -> Result<bool, Fault> {
    let mut count = 0;
    while let Some(recut) = store.reader()?.cut_anew(AT_ONCE)? {
        let items = recut.items;
        let mut change = store.change(&ctx.who, "another analysis of words", ctx.now)?;
        let kept = change.keep_recut(recut)?;
        if kept && items == 0 {
            for region in store.reader()?.regions()? {
                change.set_unmatched(&region.id, VERSION)?;
            }
        }
        if kept {
            change.commit()?;
            count += items;
        }
        if !progress(count) {
            return Ok(store.reader()?.cutting()? != Cutting::Behind);
        }
    }
    Ok(true)
}

/// Says that everything was matched with the new words.
pub(crate) fn end(store: &Store, ctx: &Ctx) -> Result<(), Fault> {
    if store.reader()?.cutting()? != Cutting::Cut {
        return Ok(());
    }
    let mut change = store.change(&ctx.who, "another analysis of words", ctx.now)?;
    change.end_recut()?;
    change.commit()
}
