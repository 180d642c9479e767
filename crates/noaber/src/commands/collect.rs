//! `noaber collect`: a look at every source that is due, and matching of what it brought.

use crate::cli::{Cli, Collect};
use crate::compose::{Desk, stop_on_signal};
use crate::out::{self, Answer};
use anyhow::{Result, bail};
use jiff::SignedDuration;
use noaber_connectors::Manners;
use noaber_domain::{Region, Source};
use noaber_work::collect::{Collected, collect};
use noaber_work::match_items;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often a desk that keeps collecting looks whether a source is due.
const ROUND: Duration = Duration::from_secs(60);

/// Collects once, or for as long as it is asked to.
pub fn run(cli: &Cli, args: &Collect) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    if desk.clock.is_fixed() {
        bail!(
            "'{}' is a demo: its clock stands still and its papers are recordings, so nothing new is taken in. Make a desk of your own with `noaber --data DIR region load regions/twente`",
            cli.data
        );
    }
    let region = desk.region()?;
    let stop = stop_on_signal()?;
    loop {
        let done = round(cli, args, &desk, &region, &stop)?;
        if !args.keep || stop.load(Ordering::SeqCst) {
            return Ok(done);
        }
        for _ in 0..ROUND.as_secs() {
            if stop.load(Ordering::SeqCst) {
                return Ok(done);
            }
            std::thread::sleep(Duration::from_secs(1));
        }
    }
}

fn round(
    cli: &Cli,
    args: &Collect,
    desk: &Desk,
    region: &Region,
    stop: &AtomicBool,
) -> Result<Answer> {
    if args.contact.is_none() {
        tracing::warn!(
            "publishers cannot see who asks; name a page about you with --contact or NOABER_CONTACT"
        );
    }
    let contact = args
        .contact
        .clone()
        .unwrap_or_else(|| Manners::default().contact);
    let manners = Manners {
        contact,
        ..Manners::default()
    };
    let mut all = Vec::new();
    for source in due(desk, args)? {
        let bar = out::bar(source.id.as_str());
        let ctx = desk.ctx(region);
        let told = collect(&desk.store, &ctx, &source, manners.clone(), |so_far| {
            bar.set_position((so_far.counts.added + so_far.counts.same) as u64);
            !stop.load(Ordering::SeqCst)
        })?;
        bar.finish_and_clear();
        all.push(told);
        if stop.load(Ordering::SeqCst) {
            break;
        }
    }
    let (ctx, today) = (desk.ctx(region), desk.clock.today(region));
    let matched = match_items::match_items(&desk.store, &ctx, today, |_, _| {
        !stop.load(Ordering::SeqCst)
    })?;
    match_items::settle_tiers(&desk.store, &ctx, today)?;
    if cli.json {
        out::json(&serde_json::json!({"sources": all, "matched": matched}))?;
    } else if !all.is_empty() {
        print(&all)?;
        out::line(format!(
            "{} new signals up to ledger number {}",
            matched.added, matched.to
        ))?;
    } else if !args.keep {
        out::line("no source is due; --all looks at every source")?;
    }
    let failed = all.iter().any(|c| c.fault.is_some());
    Ok(if failed { Answer::No } else { Answer::Done })
}

fn due(desk: &Desk, args: &Collect) -> Result<Vec<Source>> {
    let reader = desk.store.reader()?;
    let now = desk.clock.now();
    let states = reader.source_states(now)?;
    let sources = reader.sources()?;
    for wanted in &args.sources {
        if !sources.iter().any(|s| s.id.as_str() == wanted) {
            bail!("there is no source '{wanted}'; `noaber sources` lists them");
        }
    }
    let is_due = |source: &Source| {
        let rhythm = SignedDuration::from_hours(i64::from(source.every_hours));
        let state = states.iter().find(|s| s.id == source.id);
        let asked = state.and_then(|s| s.asked);
        // What was broken off goes on at once; what failed is tried again after a pause that grows
        // with every failure, up to the rhythm of the source.
        let pause = match state {
            Some(state) if state.broken_off() => SignedDuration::ZERO,
            Some(state) if state.failures > 0 => {
                rhythm.min(SignedDuration::from_mins(5 << state.failures.min(8)))
            }
            _ => rhythm,
        };
        args.all || asked.is_none_or(|at| now.duration_since(at) >= pause)
    };
    Ok(sources
        .into_iter()
        .filter(|s| match args.sources.is_empty() {
            true => s.active && is_due(s),
            false => args.sources.iter().any(|wanted| s.id.as_str() == wanted),
        })
        .collect())
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
