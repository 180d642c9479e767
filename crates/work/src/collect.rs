//! Taking in what was published: from the living sources, or from pages recorded earlier. Each page
//! is kept together with the place to go on from, so that a run that is cut off resumes there.

use crate::Ctx;
use noaber_connectors::{
    Fault as SourceFault, Fetcher, Harvest, Limits, Manners, PageMark, Rejected, Run, Tally,
    Validators, harvest, kinds, read_recording,
};
use noaber_domain::{Source, SourceId};
use noaber_store::{Fault, PageRow, RunEnd, Store, Taken, TakenCounts, Validator};
use serde::Serialize;
use std::sync::mpsc::{SyncSender, sync_channel};

/// Items of recorded pages that are kept together.
const AT_ONCE: usize = 500;

/// What a look at a source brought.
#[derive(Debug, Clone, Serialize)]
pub struct Collected {
    /// The source.
    pub source: SourceId,
    /// Pages read.
    pub pages: usize,
    /// What they did to the store.
    pub counts: TakenCounts,
    /// Records that could not be read.
    pub rejected: usize,
    /// Why it broke off, when it did.
    pub fault: Option<String>,
}

impl Collected {
    fn none(source: &Source) -> Collected {
        Collected {
            source: source.id.clone(),
            pages: 0,
            counts: TakenCounts::default(),
            rejected: 0,
            fault: None,
        }
    }
}

/// A recorded page: the name of its file and its bytes.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Name, from which a kind may read a number.
    pub name: String,
    /// The page as it came.
    pub bytes: Vec<u8>,
}

/// A look that is under way.
struct Look<'a> {
    store: &'a Store,
    ctx: &'a Ctx,
    source: &'a Source,
    run: i64,
    so_far: Collected,
    /// What was asked and what answered.
    tally: Tally,
}

impl<'a> Look<'a> {
    fn begin(store: &'a Store, ctx: &'a Ctx, source: &'a Source) -> Result<Look<'a>, Fault> {
        let mut change = store.change(&ctx.who, "collecting", ctx.now)?;
        let run = change.begin_run(&source.id)?;
        change.commit()?;
        Ok(Look {
            store,
            ctx,
            source,
            run,
            so_far: Collected::none(source),
            tally: Tally::default(),
        })
    }

    /// Keeps a page. When the store refuses it for what is in it, its items are kept one by one,
    /// and those that are refused even so are named and passed over: one bad record never holds
    /// up the rest.
    fn keep(&mut self, page: &Harvest, pages: usize) -> Result<(), Fault> {
        match self.keep_whole(page) {
            Err(Fault::Engine { .. }) => self.keep_one_by_one(page)?,
            other => other?,
        }
        self.so_far.pages += pages;
        Ok(())
    }

    fn keep_one_by_one(&mut self, page: &Harvest) -> Result<(), Fault> {
        let mut rest = Harvest {
            items: Vec::new(),
            ..page.clone()
        };
        for item in &page.items {
            let alone = Harvest {
                items: vec![item.clone()],
                ..Harvest::default()
            };
            match self.keep_whole(&alone) {
                Err(Fault::Engine { why, .. }) => rest.rejected.push(Rejected {
                    record: item.key.chars().filter(|c| !c.is_control()).collect(),
                    fault: format!("the store refused it: {}", why.replace('\0', " ")),
                    kept: false,
                }),
                other => other?,
            }
        }
        self.keep_whole(&rest)
    }

    fn keep_whole(&mut self, page: &Harvest) -> Result<(), Fault> {
        let rejected: Vec<(String, String)> = page
            .rejected
            .iter()
            .map(|r| (r.record.clone(), r.fault.clone()))
            .collect();
        let mut change = self
            .store
            .change(&self.ctx.who, "collecting", self.ctx.now)?;
        let before = change.ledger_number()?;
        let counts = change.take_in(&Taken {
            source: &self.source.id,
            run: self.run,
            items: &page.items,
            tombstones: &page.tombstones,
            rejected: &rejected,
            cursor: page.cursor.as_ref().map(|c| c.0.as_str()),
        })?;
        if let Some(mark) = &page.mark {
            let after = change.ledger_number()?;
            change.keep_page(self.run, &page_row(mark, page.items.len(), before, after))?;
            change.count_requests(self.run, self.tally.asked(), self.tally.answered())?;
        }
        change.commit()?;
        self.so_far.rejected += rejected.len();
        self.so_far.counts += counts;
        Ok(())
    }

    fn end(mut self, end: &RunEnd, validators: &[Validator]) -> Result<Collected, Fault> {
        let mut change = self
            .store
            .change(&self.ctx.who, "collecting", self.ctx.now)?;
        change.keep_validators(&self.source.id, validators)?;
        change.count_requests(self.run, self.tally.asked(), self.tally.answered())?;
        change.end_run(&self.source.id, self.run, end)?;
        change.trim_pages(&self.source.id)?;
        if let RunEnd::Failed(fault) | RunEnd::Blocked(fault) | RunEnd::Changed(fault) = end {
            self.so_far.fault = Some(change.discreet(&self.source.id, fault)?);
        }
        change.commit()?;
        Ok(self.so_far)
    }
}

fn page_row(mark: &PageMark, items: usize, before: i64, after: i64) -> PageRow {
    PageRow {
        at: mark.at,
        url: mark.url.clone(),
        status: i64::from(mark.status),
        bytes: mark.bytes as i64,
        digest: mark.digest.clone(),
        items: items as i64,
        ledger_from: before,
        ledger_to: after,
    }
}

/// Looks at a living source and takes in what is new. A source that fails is no error: that is
/// written down with the source, and the next look goes on from where this one came.
/// `progress` hears of every page and answers whether to go on.
pub fn collect(
    store: &Store,
    ctx: &Ctx,
    source: &Source,
    manners: Manners,
    mut progress: impl FnMut(&Collected) -> bool + Send,
) -> Result<Collected, Fault> {
    let mut look = Look::begin(store, ctx, source)?;
    let Some(kind) = kinds::find(&source.kind) else {
        return look.end(&RunEnd::Failed(unknown_kind(source)), &[]);
    };
    // A count of its own for each look, whoever shares these manners.
    let manners = Manners {
        tally: look.tally.clone(),
        ..manners
    };
    let reader = store.reader()?;
    let cursor = reader.cursor(&source.id)?;
    let validators = Validators(
        reader
            .validators(&source.id)?
            .into_iter()
            .map(|v| {
                (
                    v.url,
                    noaber_connectors::http::Validator {
                        etag: v.etag,
                        last_modified: v.modified,
                    },
                )
            })
            .collect(),
    );
    let (pages, incoming) = sync_channel::<(Harvest, SyncSender<Result<bool, Fault>>)>(0);
    // The store blocks and the harvest must not: they meet on a channel, page by page, and the
    // harvest waits until a page is kept before it asks for the next one.
    let (run, validators) = std::thread::scope(|scope| {
        let network =
            scope.spawn(move || run_harvest(kind, source, cursor, manners, validators, &pages));
        for (page, answer) in incoming {
            let kept = look.keep(&page, 1).map(|()| progress(&look.so_far));
            // The harvest waits for this answer; were it gone, its thread tells below.
            let _ = answer.send(kept);
        }
        network
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    let end = match (&run.fault, run.complete) {
        (Some(fault), _) if fault.is_block() => RunEnd::Blocked(fault.to_string()),
        (Some(fault), _) if fault.is_change_of_form() => RunEnd::Changed(fault.to_string()),
        (Some(fault), _) => RunEnd::Failed(fault.to_string()),
        (None, true) => RunEnd::Done,
        (None, false) => RunEnd::Stopped,
    };
    look.end(&end, &validators)
}

type Kept = Result<bool, Fault>;

fn run_harvest(
    kind: noaber_connectors::Kind,
    source: &Source,
    cursor: Option<noaber_domain::Cursor>,
    manners: Manners,
    validators: Validators,
    pages: &SyncSender<(Harvest, SyncSender<Kept>)>,
) -> Result<(Run, Vec<Validator>), Fault> {
    let failed = |fault: String| Run {
        fault: Some(noaber_connectors::Fault::Unreachable {
            url: source.address.clone(),
            tries: 0,
            why: fault,
        }),
        ..Run::default()
    };
    let runtime = match tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(why) => return Ok((failed(why.to_string()), Vec::new())),
    };
    let fetcher = match Fetcher::new(manners, validators) {
        Ok(fetcher) => fetcher,
        Err(fault) => return Ok((failed(fault.to_string()), Vec::new())),
    };
    let hand_over = |page: Harvest| {
        let (answer, kept) = sync_channel(1);
        let gone = || Fault::Refused("the store stopped listening during a run".into());
        pages.send((page, answer)).map_err(|_| gone())?;
        kept.recv().map_err(|_| gone())?
    };
    let run = runtime.block_on(harvest(
        kind,
        source,
        cursor,
        &fetcher,
        Limits::default(),
        hand_over,
    ))?;
    let validators = fetcher.validators().0.into_iter();
    let validators = validators
        .map(|(url, v)| Validator {
            url,
            etag: v.etag,
            modified: v.last_modified,
        })
        .collect();
    Ok((run, validators))
}

/// Takes in pages that were recorded earlier. A page that cannot be read is written down as
/// rejected, and the rest goes on.
pub fn take_recorded(
    store: &Store,
    ctx: &Ctx,
    source: &Source,
    pages: impl IntoIterator<Item = Recorded>,
    mut progress: impl FnMut(&Collected),
) -> Result<Collected, Fault> {
    let mut look = Look::begin(store, ctx, source)?;
    let Some(kind) = kinds::find(&source.kind) else {
        return look.end(&RunEnd::Failed(unknown_kind(source)), &[]);
    };
    let (mut gathered, mut count) = (Harvest::default(), 0);
    for page in pages {
        match read_recording(kind, source, &page.bytes, &page.name) {
            Ok(read) => {
                gathered.items.extend(read.items);
                gathered.tombstones.extend(read.tombstones);
                gathered.rejected.extend(read.rejected);
            }
            Err(why) => gathered.rejected.push(Rejected {
                record: page.name,
                fault: why.to_string(),
                kept: false,
            }),
        }
        count += 1;
        if gathered.items.len() + gathered.tombstones.len() >= AT_ONCE {
            look.keep(&gathered, count)?;
            (gathered, count) = (Harvest::default(), 0);
            progress(&look.so_far);
        }
    }
    look.keep(&gathered, count)?;
    progress(&look.so_far);
    look.end(&RunEnd::Done, &[])
}

/// Asks a source for its first page and keeps nothing; gives how many items it held.
pub fn try_source(source: &Source, manners: &Manners) -> Result<usize, SourceFault> {
    let Some(kind) = kinds::find(&source.kind) else {
        return Err(no_such_kind(source));
    };
    let fetcher = Fetcher::new(manners.clone(), Validators::default())?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|why| SourceFault::Unreachable {
            url: source.address.clone(),
            tries: 0,
            why: why.to_string(),
        })?;
    let stop = |_: Harvest| Ok::<bool, std::convert::Infallible>(false);
    let first = Limits { pages: 1 };
    let Ok(run) = runtime.block_on(harvest(kind, source, None, &fetcher, first, stop));
    run.fault.map_or(Ok(run.items), Err)
}

fn unknown_kind(source: &Source) -> String {
    no_such_kind(source).to_string()
}

fn no_such_kind(source: &Source) -> SourceFault {
    let (source_id, kind) = (source.id.to_string(), source.kind.clone());
    SourceFault::UnknownKind { source_id, kind }
}
