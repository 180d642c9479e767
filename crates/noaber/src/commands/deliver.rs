//! `noaber deliver`: makes the digests whose time has come and sends what waits, once.

use crate::cli::Cli;
use crate::compose::{Desk, stop_on_signal};
use crate::out::{self, Answer};
use anyhow::{Context, Result, bail};
use noaber_work::deliver::{Delivered, MailSettings, deliver};
use noaber_work::match_items::settle_tiers;
use std::sync::atomic::Ordering;

/// Delivers once.
pub fn run(cli: &Cli) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    if desk.clock.is_fixed() {
        bail!(
            "'{}' is a demo: its clock stands still, so nothing falls due and nothing is sent. See a digest with `noaber digest preview`",
            cli.data
        );
    }
    let settings = MailSettings::of_env()?.context(
        "no mail server is set, so nothing was made or sent. Name one with NOABER_SMTP=smtp://user:password@host:port and the sender with NOABER_MAIL_FROM",
    )?;
    let region = desk.region()?;
    let stop = stop_on_signal()?;
    let (ctx, today) = (desk.ctx(&region), desk.clock.today(&region));
    // What a signal asks depends on the day, and the desk may not have been open today.
    settle_tiers(&desk.store, &ctx, today)?;
    let done = deliver(&desk.store, &ctx, &region, &settings, &mut |step| {
        !(step.is_safe() && stop.load(Ordering::SeqCst))
    })?;
    if cli.json {
        out::json(&done)?;
    } else {
        print(&done)?;
    }
    let bad = done.failed > 0 || done.server.is_some();
    Ok(if bad { Answer::No } else { Answer::Done })
}

/// What a round did, in a line.
pub fn print(done: &Delivered) -> Result<()> {
    out::line(format!(
        "{} made, {} sent, {} tried again later, {} uncertain, {} failed",
        done.made, done.sent, done.later, done.unclear, done.failed
    ))?;
    if let Some(why) = &done.server {
        out::line(format!(
            "the mail server cannot be used now: {}. Nothing is lost; what waits is tried again",
            out::short(why, 200)
        ))?;
    }
    Ok(())
}
