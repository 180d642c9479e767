//! `noaber extract`: the text of one file, from standard input to standard output. The desk starts
//! it for every file it reads, so that a hostile file harms only this process.

use crate::out::{self, Answer};
use anyhow::{Context, Result};
use noaber_connectors::formats::files;
use std::io::Read;

/// Bytes of a file at most.
const LARGEST: u64 = 64 * 1024 * 1024;
/// Bytes of memory this process may take.
#[cfg(unix)]
const MEMORY: u64 = 1024 * 1024 * 1024;
/// Seconds of work.
#[cfg(unix)]
const SECONDS: u64 = 60;

/// Reads a file and prints its text.
pub fn run() -> Result<Answer> {
    confine()?;
    let mut bytes = Vec::new();
    std::io::stdin()
        .take(LARGEST)
        .read_to_end(&mut bytes)
        .context("the file could not be read from standard input")?;
    // Its reader tells faults by breaking down; what it prints of that helps nobody.
    std::panic::set_hook(Box::new(|_| {}));
    let text = files::text_of(&bytes)?;
    out::line(text)?;
    Ok(Answer::Done)
}

/// Takes from this process what reading a file does not need: memory, time, and writing files.
#[cfg(unix)]
fn confine() -> Result<()> {
    use nix::sys::resource::{Resource, setrlimit};
    let limits = [
        (Resource::RLIMIT_AS, MEMORY),
        (Resource::RLIMIT_CPU, SECONDS),
        (Resource::RLIMIT_CORE, 0),
        (Resource::RLIMIT_FSIZE, LARGEST),
    ];
    for (resource, limit) in limits {
        setrlimit(resource, limit, limit).with_context(|| {
            format!("{resource:?} could not be limited; no file is read without")
        })?;
    }
    Ok(())
}

/// Only time can be limited here, by whoever started this process.
#[cfg(not(unix))]
fn confine() -> Result<()> {
    Ok(())
}
