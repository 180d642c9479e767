//! `noaber backup`: a copy of the database while it is in use.

use crate::cli::Cli;
use crate::compose::Desk;
use crate::out::{self, Answer};
use anyhow::Result;
use std::path::Path;

/// Copies, checks the copy, and says so.
pub fn run(cli: &Cli, file: &Path) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    desk.store.backup(file)?;
    let size = std::fs::metadata(file)?.len() / 1024;
    out::line(format!("{}: {size} KiB, checked", file.display()))?;
    Ok(Answer::Done)
}
