//! `noaber model`: adding the encoder of meaning, and reading what items mean.

use crate::cli::{Cli, Model};
use crate::compose::{Desk, stop_on_signal};
use crate::out::{self, Answer};
use anyhow::{Context, Result, bail};
use noaber_work::mirror::{add_model, encoder_of, folder_of, read_meaning};
use std::sync::atomic::Ordering;

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
    let stop = stop_on_signal()?;
    let bar = out::bar("reading what papers mean");
    let count = read_meaning(&desk.store, &desk.ctx(&region), &encoder, |count| {
        bar.set_position(count as u64);
        !stop.load(Ordering::SeqCst)
    })?;
    bar.finish_and_clear();
    let total = desk
        .store
        .reader()?
        .vector_count(noaber_matching::mirror::MODEL)?;
    out::line(format!(
        "{count} papers read for their meaning, {total} in all"
    ))?;
    Ok(Answer::Done)
}
