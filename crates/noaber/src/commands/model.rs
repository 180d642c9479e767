//! `noaber model`: adding the encoder of meaning, and reading what items mean.

use crate::cli::{Cli, Model};
use crate::compose::{Desk, stop_on_signal};
use crate::out::{self, Answer};
use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use noaber_matching::mirror::MODEL;
use noaber_work::mirror::{add_model, encoder_of, folder_of};
use noaber_work::read_meaning::{Portion, read_and_weigh};
use std::sync::atomic::Ordering;
use std::time::Instant;

/// Does what was asked with the model.
pub fn run(cli: &Cli, args: &Model) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    match args {
        Model::Add { file } => {
            let folder = folder_of(&desk.store);
            let installed = add_model(file, &folder)
                .with_context(|| format!("{} was not added", file.display()))?;
            out::line(format!(
                "{}: {} KiB, checked",
                installed.file.display(),
                installed.size / 1024
            ))?;
            out::line("next: noaber model read, which reads what the papers mean")?;
            Ok(Answer::Done)
        }
        Model::Read => read(&desk),
    }
}

fn read(desk: &Desk) -> Result<Answer> {
    let region = desk.region()?;
    let Some(encoder) = encoder_of(&desk.store)? else {
        bail!(
            "there is no model in {}; everything works on words alone. Fetch one with `cargo xtask model` and add it with `noaber model add FILE`",
            folder_of(&desk.store).display()
        );
    };
    let reader = desk.store.reader()?;
    let (before, all) = reader.meaning_read(MODEL)?;
    let stop = stop_on_signal()?;
    let bar = bar((all - before).max(0) as u64);
    let started = Instant::now();
    let (ctx, today) = (desk.ctx(&region), desk.clock.today(&region));
    let portion = Portion::of(usize::MAX);
    let told = read_and_weigh(&desk.store, &ctx, today, &encoder, portion, |count| {
        bar.set_position(count as u64);
        !stop.load(Ordering::SeqCst)
    })?;
    bar.finish_and_clear();
    let seconds = started.elapsed().as_secs_f64();
    let (count, rate) = (told.items, told.items as f64 / seconds.max(0.001));
    let (read, all) = reader.meaning_read(MODEL)?;
    match count {
        0 => out::line(format!(
            "nothing was left to read: {read} of {all} papers are read"
        ))?,
        _ => out::line(format!(
            "{count} papers read for their meaning in {seconds:.0} s ({rate:.0} a second); {read} of {all} are read now"
        ))?,
    }
    if told.added > 0 {
        out::line(format!("{} signals came of it", told.added))?;
    }
    if read < all && stop.load(Ordering::SeqCst) {
        out::line("broken off; `noaber model read` goes on with the rest, newest first")?;
    }
    Ok(Answer::Done)
}

/// A bar that tells how far the reading is, how fast it goes and how long it will still take.
fn bar(papers: u64) -> ProgressBar {
    let bar = out::bar("reading what papers mean");
    let style = "{prefix} {human_pos:>9} of {human_len}  {rate}  {eta} left";
    let style = ProgressStyle::with_template(style).unwrap_or(ProgressStyle::default_bar());
    let rate = |state: &ProgressState, text: &mut dyn std::fmt::Write| {
        // Nothing is lost where the bar cannot be drawn.
        let _ = write!(text, "{:.0}/s", state.per_sec());
    };
    bar.set_style(style.with_key("rate", rate));
    bar.set_length(papers);
    bar
}
