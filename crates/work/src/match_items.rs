//! Walking the ledger and holding everything that arrived against everything the region cares
//! about. By place in the ledger, never by date, so that what arrives late is not missed.

use crate::Ctx;
use crate::reading::{Paper, Reading};
use crate::recut;
use crate::rescore::rescore;
use jiff::civil::Date;
use noaber_domain::item::next_date;
use noaber_domain::{ItemId, LedgerNumber, Tier};
use noaber_matching::{BadInterest, VERSION, tier};
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

/// Matches what arrived since the last walk; words that another analysis cut are cut anew before, and
/// then everything is matched. Broken off at any moment, it goes on where it was;
/// when interests change while it walks, it takes the new ones and begins again.
/// `progress` gets the place reached, 0 while words are cut, and the end; when it answers `false` the
/// walk stops.
pub fn match_items(
    store: &Store,
    ctx: &Ctx,
    today: Date,
    mut progress: impl FnMut(i64, i64) -> bool,
) -> Result<Matched, Fault> {
    let mut matched = Matched::default();
    let end = store.reader()?.ledger_end()?.0;
    // What another analysis cut and no desk saw to.
    if !recut::cut_words(store, ctx, |_| progress(0, end))? {
        return Ok(matched);
    }
    // What verdicts asked for and no desk saw to.
    rescore(store, ctx, today, |_, _| true)?;
    let noted = note_begin(store, ctx)?;
    let done = walk_on(store, ctx, today, &mut matched, &mut progress);
    if let Some(number) = noted {
        let fault = done.as_ref().err().map(ToString::to_string);
        note_end(store, ctx, number, &matched, fault.as_deref())?;
    }
    done?;
    if LedgerNumber(matched.to) >= store.reader()?.ledger_end()? {
        recut::end(store, ctx)?;
    }
    Ok(matched)
}

/// Writes down that a walk begins, when there is anything to walk; gives its number.
fn note_begin(store: &Store, ctx: &Ctx) -> Result<Option<i64>, Fault> {
    let reader = store.reader()?;
    let with = reader.matched(&ctx.region, VERSION)?;
    if with.fresh && with.to >= reader.ledger_end()? {
        return Ok(None);
    }
    let mut change = store.change(&ctx.who, "matching", ctx.now)?;
    let number = change.begin_matching(&ctx.region, with.to.0)?;
    change.commit().map(|()| Some(number))
}

/// Writes down how a walk ended, with the interests that could not be used.
fn note_end(
    store: &Store,
    ctx: &Ctx,
    number: i64,
    matched: &Matched,
    fault: Option<&str>,
) -> Result<(), Fault> {
    let bad = matched.bad.iter();
    let bad: Vec<_> = bad
        .map(|bad| (bad.interest.clone(), bad.fault.to_string()))
        .collect();
    let mut change = store.change(&ctx.who, "matching", ctx.now)?;
    change.end_matching(number, matched.to, matched.added, &bad, fault)?;
    change.commit()
}

/// Walks until the end is reached with interests that did not change on the way.
fn walk_on(
    store: &Store,
    ctx: &Ctx,
    today: Date,
    matched: &mut Matched,
    progress: &mut impl FnMut(i64, i64) -> bool,
) -> Result<(), Fault> {
    while !walk(store, ctx, today, matched, progress)? {
        tracing::info!(region = %ctx.region, "interests changed during matching; beginning again");
    }
    Ok(())
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
    let mut reading = Reading::load(store, &ctx.region, today)?;
    matched.bad = std::mem::take(&mut reading.bad);
    if !with.fresh {
        let mut change = store.change(&ctx.who, "interests or matching changed", ctx.now)?;
        change.set_unmatched(&ctx.region, VERSION)?;
        change.commit()?;
        with.to = LedgerNumber(0);
        matched.again = true;
    }
    matched.to = with.to.0;
    let end = reader.ledger_end()?.0;
    loop {
        let entries = reader.ledger_after(LedgerNumber(matched.to), AT_ONCE)?;
        let Some(last) = entries.last() else {
            return tell(store, ctx, &reading).map(|()| true);
        };
        let from = LedgerNumber(matched.to);
        match keep(store, ctx, &reading, (from, &with.fingerprint), &entries)? {
            Kept::Added(added) => matched.added += added,
            Kept::OtherVerdicts => {
                reading.renew(&reader)?;
                continue;
            }
            Kept::Overtaken => {
                let now = reader.matched(&ctx.region, VERSION)?;
                if !now.fresh || now.fingerprint != with.fingerprint {
                    return Ok(false);
                }
                // Somebody else walked on, or everything is to be matched once more.
                matched.to = now.to.0;
                continue;
            }
        }
        matched.walked += entries.len() as i64;
        matched.to = last.number.0;
        if !progress(matched.to, end) {
            return Ok(true);
        }
    }
}

/// What became of a part of the ledger.
enum Kept {
    /// It was kept; so many signals are new.
    Added(i64),
    /// There are newer verdicts: nothing was kept.
    OtherVerdicts,
    /// There are newer interests, or the region is at another place: nothing was kept.
    Overtaken,
}

/// Reads a part of the ledger and keeps what is found, unless what it was read with changed meanwhile.
fn keep(
    store: &Store,
    ctx: &Ctx,
    reading: &Reading,
    (from, fingerprint): (LedgerNumber, &str),
    entries: &[LedgerEntry],
) -> Result<Kept, Fault> {
    let newest = || entries.iter().filter(|e| e.newest);
    let items: Vec<ItemId> = newest().map(|e| e.item).collect();
    let versions: Vec<_> = newest().map(|e| (e.item, e.number)).collect();
    let papers: Vec<Paper> = newest()
        .filter_map(|e| Some((e.body.as_ref()?, e.item, e.number)))
        .collect();
    let beside = reading.beside(&store.reader()?, &items)?;
    let found = reading.read(&papers, &beside);
    let to = entries.last().map_or(LedgerNumber(0), |e| e.number);
    let mut change = store.change(&ctx.who, "matching", ctx.now)?;
    if !change.set_matched(&ctx.region, (from, to), VERSION, fingerprint)? {
        return Ok(Kept::Overtaken);
    }
    match reading.keep(&mut change, &versions, None, &found)? {
        None => Ok(Kept::OtherVerdicts),
        Some(added) => change.commit().map(|()| Kept::Added(added)),
    }
}

/// Keeps what is told of what dossiers learned, now that everything was read with it.
fn tell(store: &Store, ctx: &Ctx, reading: &Reading) -> Result<(), Fault> {
    if reading.learners().next().is_none() {
        return Ok(());
    }
    let mut change = store.change(&ctx.who, "matching", ctx.now)?;
    for dossier in reading.learners() {
        reading.tell(&mut change, dossier)?;
    }
    change.commit()
}

/// Makes the next walk begin at the beginning of the ledger.
pub fn begin_again(store: &Store, ctx: &Ctx) -> Result<(), Fault> {
    let mut change = store.change(&ctx.who, "asked for", ctx.now)?;
    change.set_unmatched(&ctx.region, VERSION)?;
    change.commit()
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
