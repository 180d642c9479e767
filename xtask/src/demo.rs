//! From nothing to a desk with today's signals: assets, build, run. What the demo does is
//! `noaber demo`; here only its ground is laid.

use crate::{assets, tools};
use anyhow::{Context, Result};
use std::process::Command;

/// Builds the desk and runs its demo on `./data`, handing the other options on.
pub fn demo(args: &[String]) -> Result<()> {
    assets::assets()?;
    tools::run(&mut tools::cargo(&["build", "-p", "noaber"]))
        .context("the desk does not build; the message above says where")?;
    tools::run(&mut command(args))
}

fn command(args: &[String]) -> Command {
    let given = |option: &str| {
        let with_value = format!("{option}=");
        args.iter()
            .any(|a| a == option || a.starts_with(&with_value))
    };
    let mut noaber = Command::new(tools::root().join("target/debug/noaber"));
    noaber.current_dir(tools::root()).arg("demo");
    if !given("--data") {
        noaber.args(["--data", "data"]);
    }
    let recorded = "../shared/data";
    if !given("--from") && tools::root().join(recorded).is_dir() {
        noaber.args(["--from", recorded]);
    }
    noaber.args(args);
    noaber
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(args: &[&str]) -> Vec<String> {
        let args: Vec<String> = args.iter().map(|a| (*a).to_owned()).collect();
        let command = command(&args);
        let words = command.get_args().map(|a| a.to_string_lossy().into_owned());
        words.collect()
    }

    #[test]
    fn what_is_asked_for_is_not_overruled() {
        assert_eq!(
            words(&["--from", "here", "--data=there", "--no-serve"]),
            ["demo", "--from", "here", "--data=there", "--no-serve"]
        );
        assert_eq!(words(&["--no-serve"])[..3], ["demo", "--data", "data"]);
    }
}
