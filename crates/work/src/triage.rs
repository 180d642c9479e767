//! Giving a verdict on a signal and taking it back. The rules are the domain's; the line of history
//! is written with the change.

use crate::{Ctx, Refused};
use noaber_domain::signal::Refusal;
use noaber_domain::{SignalId, Triage, Verdict};
use noaber_store::Store;
use noaber_store::views::SignalCard;

/// Gives a verdict; gives back the signal as it stands after it.
pub fn judge(
    store: &Store,
    ctx: &Ctx,
    id: SignalId,
    verdict: Verdict,
    why: &str,
) -> Result<SignalCard, Refused> {
    step(store, ctx, id, why.trim(), |triage| {
        triage.judge(verdict, why)
    })
}

/// Takes the verdict back; gives back the signal as it stands after it.
pub fn undo(store: &Store, ctx: &Ctx, id: SignalId) -> Result<SignalCard, Refused> {
    step(store, ctx, id, "", Triage::undo)
}

fn step(
    store: &Store,
    ctx: &Ctx,
    id: SignalId,
    why: &str,
    rule: impl FnOnce(Triage) -> Result<Triage, Refusal>,
) -> Result<SignalCard, Refused> {
    let mut change = store.change(&ctx.who, why, ctx.now)?;
    let card = store.reader()?.signal(&ctx.region, id)?;
    let card = card.ok_or_else(|| Refused::Unknown {
        noun: "signal",
        id: id.to_string(),
    })?;
    let triage = rule(card.triage.clone())?;
    change.set_triage(&ctx.region, &card, &triage)?;
    change.see(&ctx.region, card.item.id, card.item.ledger)?;
    change.commit()?;
    Ok(SignalCard { triage, ..card })
}
