//! Measuring: a release build of the desk and of the bench, then the bench. What is measured, and
//! against what, is written in `bench`.

use crate::{assets, tools};
use anyhow::{Context, Result};
use std::process::Command;

/// Builds for speed and runs the bench, handing `--only NAME` and the like on.
pub fn bench(args: &[String]) -> Result<()> {
    assets::assets()?;
    let build = ["build", "--release", "-p", "noaber-bench", "-p", "noaber"];
    tools::run(&mut tools::cargo(&build)).context("the release build failed")?;
    let mut bench = Command::new(tools::root().join("target/release/noaber-bench"));
    tools::run(bench.args(args).current_dir(tools::root()))
}
