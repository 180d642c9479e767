//! The browser walk: a fresh demo database, the desk on a free port, and a browser that does
//! what an adviser does. The steps of the walk are in `walk/walk.mjs`.

use crate::test::{self, Count};
use crate::{assets, model, tools};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Builds the desk and walks through it.
pub fn alone() -> Result<()> {
    assets::assets()?;
    tools::run(&mut tools::cargo(&["build", "-p", "noaber"]))?;
    let count = walk()?;
    if count.failed > 0 {
        bail!("{} steps of the walk failed", count.failed);
    }
    Ok(())
}

/// Walks through a desk that is already built.
pub fn walk() -> Result<Count> {
    let root = tools::root();
    let folder = root.join("walk");
    let chromium = chromium()?;
    assets::install(&folder)?;
    young_enough()?;
    let data = demo_database(&root)?;
    let meaning = model::at_hand()?;
    if meaning {
        read_meaning(&root, &data)?;
    }
    let mut desk = Desk::serve(&root, &data)?;
    let mut walk = Command::new("node");
    walk.arg("walk.mjs")
        .args(["--base", &desk.address])
        .arg("--pictures")
        .arg(root.join("target/walk"))
        .args(meaning.then_some("--meaning"))
        .env("CHROMIUM", chromium)
        .current_dir(&folder);
    let count = test::counted(&mut walk);
    desk.stop();
    count
}

/// The program that drives the browser asks for Node.js 20, which Debian has from version 13 on.
fn young_enough() -> Result<()> {
    let said = tools::run_quietly(Command::new("node").arg("--version"))?;
    let major = said.trim().trim_start_matches('v').split('.').next();
    match major.and_then(|number| number.parse::<u32>().ok()) {
        Some(number) if number >= 20 => Ok(()),
        _ => bail!(
            "the walk needs Node.js 20 or later; here is {}",
            said.trim()
        ),
    }
}

fn chromium() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Ok(PathBuf::from(named));
    }
    tools::need("Chromium", &["chromium"], || tools::find("chromium"))
}

/// The demo from the samples inside the project, so that the walk sees the same everywhere.
fn demo_database(root: &Path) -> Result<PathBuf> {
    let data = root.join("target/walk-data");
    if data.exists() {
        std::fs::remove_dir_all(&data)
            .with_context(|| format!("could not clear {}", data.display()))?;
    }
    let mut demo = Command::new(root.join("target/debug/noaber"));
    demo.args(["demo", "--no-serve", "--from", "samples", "--data"])
        .arg(&data)
        .current_dir(root);
    tools::run_quietly(&mut demo).context("the demo database for the walk could not be made")?;
    Ok(data)
}

/// Adds the model to a database and reads what its papers mean.
fn read_meaning(root: &Path, data: &Path) -> Result<()> {
    let file = root
        .join("target/model")
        .join(noaber_meaning::install::MODEL);
    let words: [&[&std::ffi::OsStr]; 2] = [&["add".as_ref(), file.as_os_str()], &["read".as_ref()]];
    for words in words {
        let mut noaber = Command::new(root.join("target/debug/noaber"));
        noaber.arg("model").args(words).arg("--data").arg(data);
        tools::run_quietly(noaber.current_dir(root))
            .context("the papers of the walk could not be read for their meaning")?;
    }
    Ok(())
}

struct Desk {
    address: String,
    child: Child,
}

impl Desk {
    /// Starts the desk on a free port and reads its address from what it prints.
    fn serve(root: &Path, data: &Path) -> Result<Desk> {
        let mut child = Command::new(root.join("target/debug/noaber"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .current_dir(root)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("could not start the desk; is it built?")?;
        let out = child.stdout.take().context("the desk has no output")?;
        let mut lines = BufReader::new(out).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|l| address_in(&l));
        // What the desk says later must not fill the pipe and stop it.
        std::thread::spawn(move || lines.for_each(drop));
        let mut desk = Desk {
            address: address.unwrap_or_default(),
            child,
        };
        if desk.address.is_empty() {
            desk.stop();
            bail!("`noaber serve` ended without printing an address such as http://127.0.0.1:8080");
        }
        Ok(desk)
    }

    fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.stop();
    }
}

fn address_in(line: &str) -> Option<String> {
    let rest = &line[line.find("http://127.0.0.1:")?..];
    let end = rest.find(|c: char| c.is_whitespace() || "\"')".contains(c));
    Some(
        rest[..end.unwrap_or(rest.len())]
            .trim_end_matches(['/', '.', ','])
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_line_around_it() {
        let expected = Some("http://127.0.0.1:41373".to_owned());
        assert_eq!(
            address_in("Noaber: http://127.0.0.1:41373/ (Ctrl-C ends it)"),
            expected
        );
        assert_eq!(
            address_in("The desk is open at http://127.0.0.1:41373."),
            expected
        );
        assert_eq!(address_in("nothing yet"), None);
    }
}
