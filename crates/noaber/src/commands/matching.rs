//! `noaber match`: the walk along the ledger.

use crate::cli::Cli;
use crate::compose::{Desk, stop_on_signal};
use crate::out::{self, Answer};
use anyhow::Result;
use noaber_work::match_items;
use std::sync::atomic::Ordering;

/// Matches what was not matched yet, or everything again.
pub fn run(cli: &Cli, again: bool) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    let region = desk.region()?;
    let (ctx, today) = (desk.ctx(&region), desk.clock.today(&region));
    let stop = stop_on_signal()?;
    if again {
        match_items::begin_again(&desk.store, &ctx)?;
    }
    let bar = out::bar("matching");
    let matched = match_items::match_items(&desk.store, &ctx, today, |at, end| {
        bar.set_position(at as u64);
        bar.set_message(format!("of {end}"));
        !stop.load(Ordering::SeqCst)
    })?;
    bar.finish_and_clear();
    let settled = match_items::settle_tiers(&desk.store, &ctx, today)?;
    for bad in &matched.bad {
        eprintln!(
            "noaber: the interest '{}' is not used: {}",
            bad.interest, bad.fault
        );
    }
    if cli.json {
        out::json(&matched)?;
    } else {
        out::line(format!(
            "{} places of the ledger walked, up to {}; {} new signals, {settled} with another tier than before",
            matched.walked, matched.to, matched.added
        ))?;
    }
    Ok(if matched.bad.is_empty() {
        Answer::Done
    } else {
        Answer::No
    })
}
