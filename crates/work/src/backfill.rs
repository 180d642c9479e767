//! Matching the past for what was written at the desk: what a query finds by the full text, a portion at
//! a time. How one item is read stands in `reading`, what is written down of it in the store.

use crate::Ctx;
use crate::reading::{AT_ONCE, ReadItems, Reading};
use jiff::civil::Date;
use noaber_domain::{Interest, ItemId};
use noaber_store::views::SearchAsk;
use noaber_store::{Backfill, Fault, Reader, Store};
use serde::Serialize;

/// Finds of a query whose past is matched; newer ones first.
const FARTHEST: usize = 200_000;

/// What matching the past did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Backfilled {
    /// Interests whose past was matched.
    pub interests: usize,
    /// Items that were looked at.
    pub items: usize,
    /// Signals that are new.
    pub added: i64,
}

/// Matches the past for every interest that waits for it: what its query finds by the full text,
/// and what its dossier had found before; other dossiers are left alone. Broken off, it begins that
/// interest again, which is safe. `progress` gets done and total and answers whether to go on.
pub fn backfill(
    store: &Store,
    ctx: &Ctx,
    today: Date,
    mut progress: impl FnMut(usize, usize) -> bool,
) -> Result<Backfilled, Fault> {
    let reader = store.reader()?;
    let waiting = reader.backfills(&ctx.region)?;
    let mut told = Backfilled::default();
    if waiting.is_empty() {
        return Ok(told);
    }
    let interests = reader.interests(&ctx.region)?;
    for backfill in waiting {
        if let Some(interest) = interests.iter().find(|i| i.id == backfill.interest) {
            let mut past = Past {
                reading: Reading::load_for(store, &ctx.region, Some(&interest.dossier), today)?,
                items: past_of(&reader, ctx, interest)?,
                store,
                ctx,
                interest,
            };
            if !past.keep_all(&mut told, &mut progress)? {
                return Ok(told);
            }
            told.interests += 1;
        }
        end(store, ctx, &backfill)?;
    }
    Ok(told)
}

/// The items that are the past of an interest, newest first.
fn past_of(reader: &Reader, ctx: &Ctx, interest: &Interest) -> Result<Vec<ItemId>, Fault> {
    let ask = SearchAsk {
        words: interest.query.clone(),
        language: interest.language,
        ..SearchAsk::default()
    };
    let mut items = reader.candidates(&ctx.region, &ask, &interest.dossier, FARTHEST)?;
    items.extend(reader.muted(&ctx.region, &interest.dossier)?);
    Ok(items)
}

/// The past of an interest.
struct Past<'a> {
    store: &'a Store,
    ctx: &'a Ctx,
    interest: &'a Interest,
    reading: Reading,
    items: Vec<ItemId>,
}

impl Past<'_> {
    /// Reads and keeps all of it, the next portion being read while one is kept; `false` when it was
    /// to stop.
    fn keep_all(
        &mut self,
        told: &mut Backfilled,
        progress: &mut impl FnMut(usize, usize) -> bool,
    ) -> Result<bool, Fault> {
        let (mut done, mut ahead) = (0, None);
        while done < self.items.len() {
            let found = match ahead.take() {
                Some(found) => found,
                None => self.read(done)?,
            };
            let (kept, next) = std::thread::scope(|scope| {
                let next = scope.spawn(|| self.read(done + AT_ONCE));
                let kept = self.keep(done, &found);
                let next = next.join();
                (
                    kept,
                    next.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                )
            });
            let Some(added) = kept? else {
                // There are newer verdicts: what was read is read again by them.
                self.reading.renew(&self.store.reader()?)?;
                continue;
            };
            ahead = Some(next?);
            let items = self.part(done).len();
            done += items;
            told.added += added;
            told.items += items;
            if !progress(done, self.items.len()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The portion that begins here.
    fn part(&self, from: usize) -> &[ItemId] {
        let end = self.items.len().min(from + AT_ONCE);
        self.items.get(from..end).unwrap_or_default()
    }

    fn read(&self, from: usize) -> Result<ReadItems, Fault> {
        self.reading.read_stored(self.store, self.part(from))
    }

    /// Keeps what was found in the portion that begins here, and how far that is; nothing when there
    /// are newer verdicts.
    fn keep(&self, from: usize, read: &ReadItems) -> Result<Option<i64>, Fault> {
        let (ctx, part) = (self.ctx, self.part(from));
        let mut change = self.store.change(&ctx.who, "backfill", ctx.now)?;
        let dossier = Some(&self.interest.dossier);
        let added = self
            .reading
            .keep(&mut change, &read.items, dossier, &read.found)?;
        if added.is_some() {
            let (done, total) = ((from + part.len()) as i64, self.items.len() as i64);
            change.set_backfill(&ctx.region, &self.interest.id, done, total)?;
            change.commit()?;
        }
        Ok(added)
    }
}

fn end(store: &Store, ctx: &Ctx, done: &Backfill) -> Result<(), Fault> {
    let mut change = store.change(&ctx.who, "backfill", ctx.now)?;
    change.end_backfill(&ctx.region, done)?;
    change.commit()
}
