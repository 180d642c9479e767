//! Walking the ledger and holding everything that arrived against everything the region cares
//! about. By place in the ledger, never by date, so that what arrives late is not missed.

use crate::Ctx;
use jiff::civil::Date;
use noaber_domain::item::next_date;
use noaber_domain::{Item, ItemId, LedgerNumber, Signal, Tier};
use noaber_matching::{BadInterest, Matcher, VERSION, tier};
use noaber_store::{Fault, LedgerEntry, Store};
use serde::Serialize;

/// Places of the ledger that are matched and kept together.
const AT_ONCE: usize = 1_000;

/// What a walk did.
#[derive(Debug, Default, Serialize)]
pub struct Matched {
    /// Places of the ledger that were walked.
    pub walked: i64,
    /// Signals that are new.
    pub added: i64,
    /// Where the walk ended.
    pub to: i64,
    /// Whether everything was matched again because interests had changed.
    pub again: bool,
    /// Interests that could not be used, each with its fault.
    #[serde(skip)]
    pub bad: Vec<BadInterest>,
}

/// Matches what arrived since the last walk. Broken off at any moment, it goes on where it was;
/// when interests change while it walks, it takes the new ones and begins again.
/// `progress` gets the place reached and the end; when it answers `false` the walk stops.
pub fn match_items(
    store: &Store,
    ctx: &Ctx,
    today: Date,
    mut progress: impl FnMut(i64, i64) -> bool,
) -> Result<Matched, Fault> {
    let mut matched = Matched::default();
    while !walk(store, ctx, today, &mut matched, &mut progress)? {
        tracing::info!(region = %ctx.region, "interests changed during matching; beginning again");
    }
    Ok(matched)
}

/// One walk with the interests as they are now. Gives `false` when they changed on the way.
fn walk(
    store: &Store,
    ctx: &Ctx,
    today: Date,
    matched: &mut Matched,
    progress: &mut impl FnMut(i64, i64) -> bool,
) -> Result<bool, Fault> {
    let reader = store.reader()?;
    // First what they are known by, then the interests themselves: what changes in between is
    // noticed when the first part is kept.
    let mut with = reader.matched(&ctx.region, VERSION)?;
    let (dossiers, interests) = (
        reader.dossiers(&ctx.region)?,
        reader.interests(&ctx.region)?,
    );
    let organisations = reader.organisations(&ctx.region)?;
    let (matcher, bad) = Matcher::new(&dossiers, &interests, &organisations);
    matched.bad = bad;
    if !with.fresh {
        let mut change = store.change(&ctx.who, "interests or matching changed", ctx.now)?;
        change.set_unmatched(&ctx.region, VERSION)?;
        change.commit()?;
        with.to = LedgerNumber(0);
        matched.again = true;
    }
    let mut at = with.to;
    matched.to = at.0;
    let end = reader.ledger_end()?.0;
    loop {
        let entries = reader.ledger_after(at, AT_ONCE)?;
        let Some(last) = entries.last() else {
            return Ok(true);
        };
        at = last.number;
        let found = find(&matcher, &entries, today);
        let mut change = store.change(&ctx.who, "matching", ctx.now)?;
        if !change.set_matched(&ctx.region, at, VERSION, &with.fingerprint)? {
            return Ok(false);
        }
        let items: Vec<ItemId> = entries
            .iter()
            .filter(|e| e.newest)
            .map(|e| e.item)
            .collect();
        matched.added += change.keep_signals(&ctx.region, &items, &found)?;
        change.commit()?;
        matched.walked += entries.len() as i64;
        matched.to = at.0;
        if !progress(at.0, end) {
            return Ok(true);
        }
    }
}

/// Makes the next walk begin at the beginning of the ledger.
pub fn begin_again(store: &Store, ctx: &Ctx) -> Result<(), Fault> {
    let mut change = store.change(&ctx.who, "asked for", ctx.now)?;
    change.set_unmatched(&ctx.region, VERSION)?;
    change.commit()
}

/// Matches on all cores; the order of what is found is that of the ledger.
fn find(matcher: &Matcher, entries: &[LedgerEntry], today: Date) -> Vec<Signal> {
    let newest: Vec<(&Item, ItemId, LedgerNumber)> = entries
        .iter()
        .filter(|e| e.newest)
        .filter_map(|e| Some((e.body.as_ref()?, e.item, e.number)))
        .collect();
    let cores = std::thread::available_parallelism()
        .map_or(1, std::num::NonZero::get)
        .min(8);
    let share = newest.len().div_ceil(cores).max(50);
    std::thread::scope(|scope| {
        let walks: Vec<_> = newest
            .chunks(share)
            .map(|part| {
                scope.spawn(move || {
                    part.iter()
                        .flat_map(|(item, id, ledger)| matcher.read(item, *id, *ledger, today))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        walks
            .into_iter()
            .flat_map(|walk| {
                walk.join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    })
}

/// Works out anew what signals ask of the reader, now that the day is `today`: a deadline that
/// passed asks nothing any more. Gives how many changed.
pub fn settle_tiers(store: &Store, ctx: &Ctx, today: Date) -> Result<i64, Fault> {
    let mut changed = 0;
    // Nobody else writes from here to the end, so that what is read stays true.
    let mut change = store.change(&ctx.who, "another day", ctx.now)?;
    let signals = store.reader()?.tierings(&ctx.region)?;
    for signal in signals {
        let next = next_date(&signal.dates, today);
        let now: Tier = tier(
            signal.score.value(),
            signal.kind,
            next,
            signal.published,
            today,
        );
        if now != signal.tier || next.map(|d| d.on) != signal.deadline {
            change.set_tier(signal.id, now, next.map(|d| d.on))?;
            changed += 1;
        }
    }
    change.commit()?;
    Ok(changed)
}
