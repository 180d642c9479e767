//! `noaber collect`: a look at every source that is due, reading what it brought for its meaning
//! where a model was added, and matching.

use crate::cli::{Asking, Cli, Collect};
use crate::compose::{Desk, stop_on_signal};
use crate::out::{self, Answer};
use anyhow::{Result, bail};
use jiff::{SignedDuration, Timestamp};
use noaber_connectors::{Manners, Reach};
use noaber_domain::{ItemId, Region, Source};
use noaber_matching::mirror::MODEL;
use noaber_store::lies_ahead;
use noaber_store::views::SourceState;
use noaber_work::collect::{Collected, collect};
use noaber_work::deliver::deliver_beside;
use noaber_work::match_items::{self, Matched};
use noaber_work::mirror::encoder_of;
use noaber_work::read_files::{FileLimits, in_a_process};
use noaber_work::read_meaning::{Portion, read_some};
use noaber_work::rescore::rescore_items;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often a desk that keeps collecting looks whether a source is due.
const ROUND: Duration = Duration::from_secs(60);
/// That pause is slept in parts of this length, so that a wish to stop is heard.
const NAP: Duration = Duration::from_millis(200);
/// Papers that are read for their meaning before matching, so that a first look at large sources
/// does not keep an adviser waiting; an open desk reads the rest.
const READ_FIRST: usize = 20_000;

/// What a round of looks brought.
struct Round {
    all: Vec<Collected>,
    read: usize,
    matched: Matched,
}

/// Collects once, or for as long as it is asked to.
pub fn run(cli: &Cli, args: &Collect) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    refuse_a_demo(&desk, &cli.data)?;
    let region = desk.region()?;
    let stop = stop_on_signal()?;
    warn_without_contact(&args.asking);
    loop {
        let done = round(args, &desk, &region, &stop)?;
        if args.keep && !stop.load(Ordering::SeqCst) {
            deliver_beside(&desk.store, &desk.ctx(&region), &region, desk.clock);
        }
        let failed = done.all.iter().any(|c| c.fault.is_some());
        print_round(cli, args, &done)?;
        pause(args.keep, &stop);
        if !args.keep || stop.load(Ordering::SeqCst) {
            return Ok(if failed { Answer::No } else { Answer::Done });
        }
    }
}

/// A demo takes nothing in: its clock stands still.
pub fn refuse_a_demo(desk: &Desk, place: &str) -> Result<()> {
    if desk.clock.is_fixed() {
        bail!(
            "'{place}' is a demo: its clock stands still and its papers are recordings, so nothing new is taken in. Make a desk of your own with `noaber --data DIR region load regions/twente`"
        );
    }
    Ok(())
}

/// Takes in what is new beside an open desk until it is to stop. A round that fails is told, and
/// the next one tries again.
pub fn keep_on(asking: &Asking, desk: &Desk, region: &Region, stop: &AtomicBool) {
    let args = Collect {
        sources: Vec::new(),
        all: false,
        keep: true,
        asking: asking.clone(),
    };
    warn_without_contact(asking);
    while !stop.load(Ordering::SeqCst) {
        match round(&args, desk, region, stop) {
            Ok(done) => {
                for source in done.all {
                    let (of, new) = (&source.source, source.counts.added);
                    match source.fault {
                        Some(fault) => tracing::warn!(source = %of, new, "{fault}"),
                        None => tracing::info!(source = %of, new, "looked"),
                    }
                }
            }
            Err(fault) => tracing::warn!(%fault, "this round was not finished; tried again soon"),
        }
        pause(true, stop);
    }
}

fn pause(keep: bool, stop: &AtomicBool) {
    let until = Instant::now() + ROUND;
    while keep && !stop.load(Ordering::SeqCst) && Instant::now() < until {
        std::thread::sleep(NAP);
    }
}

fn round(args: &Collect, desk: &Desk, region: &Region, stop: &AtomicBool) -> Result<Round> {
    let manners = manners(&args.asking)?;
    let mut all = Vec::new();
    let mut in_trouble = BTreeSet::new();
    for source in due(desk, args)? {
        let bar = out::bar(source.id.as_str());
        let ctx = desk.ctx(region);
        // Of a host that failed in this round the other sources are asked once, so that one that is
        // down keeps nobody waiting.
        let tries = match in_trouble.contains(source.host()) {
            true => 1,
            false => manners.tries,
        };
        let manners = Manners {
            tries,
            ..manners.clone()
        };
        let told = collect(&desk.store, &ctx, &source, manners, |so_far| {
            bar.set_position((so_far.counts.added + so_far.counts.same) as u64);
            !stop.load(Ordering::SeqCst)
        })?;
        bar.finish_and_clear();
        if told.fault.is_some() {
            in_trouble.insert(source.host().to_owned());
        }
        all.push(told);
        if stop.load(Ordering::SeqCst) {
            break;
        }
    }
    let read = read_first(desk, region, READ_FIRST, stop)?;
    let (ctx, today) = (desk.ctx(region), desk.clock.today(region));
    let mut matched = match_items::match_items(&desk.store, &ctx, today, |_, _| {
        !stop.load(Ordering::SeqCst)
    })?;
    // Among what was read may be papers that were matched before.
    matched.added += rescore_items(&desk.store, &ctx, today, &read)?;
    match_items::settle_tiers(&desk.store, &ctx, today)?;
    noaber_work::proof::listen(&desk.store, &ctx, today)?;
    Ok(Round {
        all,
        read: read.len(),
        matched,
    })
}

/// Says so when publishers cannot see who asks.
pub fn warn_without_contact(asking: &Asking) {
    if asking.contact.is_none() {
        tracing::warn!(
            "publishers cannot see who asks; name a page about you with --contact or NOABER_CONTACT"
        );
    }
}

/// How publishers are asked.
pub fn manners(asking: &Asking) -> Result<Manners> {
    let usual = Manners::default();
    Ok(Manners {
        contact: asking.contact.clone().unwrap_or(usual.contact),
        reach: match asking.own_network {
            true => Reach::Any,
            false => Reach::Public,
        },
        extract: in_a_process(std::env::current_exe()?, FileLimits::default()),
        ..Manners::default()
    })
}

fn print_round(cli: &Cli, args: &Collect, done: &Round) -> Result<()> {
    if cli.json {
        let told = serde_json::json!({"sources": done.all, "read_for_meaning": done.read, "matched": done.matched});
        return out::json(&told);
    }
    if !done.all.is_empty() {
        print(&done.all)?;
        return out::line(format!(
            "{} new signals up to ledger number {}",
            done.matched.added, done.matched.to
        ));
    }
    if !args.keep {
        out::line("no source is due; --all looks at every source")?;
    }
    Ok(())
}

/// Reads at most so many papers for their meaning, and says how far that is; nothing without a model.
/// One that cannot be used keeps nobody from working on words alone.
pub fn read_first(
    desk: &Desk,
    region: &Region,
    most: usize,
    stop: &AtomicBool,
) -> Result<Vec<ItemId>> {
    let reader = desk.store.reader()?;
    let (before, all) = reader.meaning_read(MODEL)?;
    let mut read = Vec::new();
    if before >= all {
        return Ok(read);
    }
    let encoder = match encoder_of(&desk.store) {
        Ok(Some(encoder)) => encoder,
        Ok(None) => return Ok(read),
        Err(why) => {
            tracing::warn!(%why, "the model cannot be used; papers are matched by their words alone");
            return Ok(read);
        }
    };
    let (bar, ctx) = (out::bar("reading what papers mean"), desk.ctx(region));
    let portion = Portion::of(most);
    let whole = read_some(&desk.store, &ctx, &encoder, portion, |items| {
        read.extend_from_slice(items);
        bar.set_position(read.len() as u64);
        !stop.load(Ordering::SeqCst)
    })?;
    bar.finish_and_clear();
    if !whole {
        eprintln!(
            "noaber: {} of {all} papers are read for their meaning; `noaber serve` reads the rest while it is open, `noaber model read` at once",
            before + read.len() as i64
        );
    }
    Ok(read)
}

fn due(desk: &Desk, args: &Collect) -> Result<Vec<Source>> {
    let reader = desk.store.reader()?;
    let now = desk.clock.now();
    let states = reader.source_health(now)?;
    let sources = reader.sources()?;
    for wanted in &args.sources {
        if !sources.iter().any(|s| s.id.as_str() == wanted) {
            bail!("there is no source '{wanted}'; `noaber sources` lists them");
        }
    }
    let is_due = |source: &Source| {
        let state = states.iter().find(|s| s.id == source.id);
        args.all || state.is_none_or(|state| has_come(source, state, now))
    };
    let mut due: Vec<Source> = sources
        .into_iter()
        .filter(|s| match args.sources.is_empty() {
            true => s.active && is_due(s),
            false => args.sources.iter().any(|wanted| s.id.as_str() == wanted),
        })
        .collect();
    // Those that failed last time come after those that are likely to answer.
    due.sort_by_key(|s| states.iter().any(|one| one.id == s.id && one.failures > 0));
    Ok(due)
}

/// Whether the moment has come to look at a source again.
fn has_come(source: &Source, state: &SourceState, now: Timestamp) -> bool {
    let rhythm = SignedDuration::from_hours(i64::from(source.every_hours));
    // What was broken off goes on at once; what failed is tried again after a pause that grows with
    // every failure, up to the rhythm of the source.
    let pause = match state.failures {
        _ if state.broken_off() => SignedDuration::ZERO,
        0 => rhythm,
        failures => rhythm.min(SignedDuration::from_mins(5 << failures.min(8))),
    };
    // A look that lies ahead was noted by a clock that was wrong, and keeps nobody from asking.
    let has_passed = |at: Timestamp| lies_ahead(at, now) || now.duration_since(at) >= pause;
    state.asked.is_none_or(has_passed)
}

/// The table of what each source brought.
pub fn print(all: &[Collected]) -> Result<()> {
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|c| {
            vec![
                c.source.to_string(),
                c.pages.to_string(),
                c.counts.added.to_string(),
                c.counts.changed.to_string(),
                c.counts.same.to_string(),
                (c.counts.gone + c.counts.unknown).to_string(),
                c.rejected.to_string(),
                c.fault
                    .as_deref()
                    .map_or(String::new(), |f| out::short(f, 120)),
            ]
        })
        .collect();
    out::table(
        &[
            "source", "pages", "new", "changed", "same", "gone", "rejected", "fault",
        ],
        &rows,
    )
}
