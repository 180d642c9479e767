//! The order of the house, held by a program: floors, sizes, what never happens, licences,
//! links and migrations. Each check is a function from what it reads to the faults it found.

mod floors;
mod licences;
mod links;
mod migrations;
mod sizes;
mod source;
mod words;

use crate::tools;
use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Runs every check and prints what is wrong, with its place and the way out. With `--write`,
/// new migrations are noted first.
pub fn run(args: &[String]) -> Result<()> {
    let root = tools::root();
    match args
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [] => {}
        ["--write"] => migrations::write(&root)?,
        other => bail!("expected nothing or --write; came {}", other.join(" ")),
    }
    let files = source::read(&root)?;
    let metadata = metadata()?;
    for remark in sizes::remarks(&files) {
        println!("  look again: {remark}");
    }
    let faults = [
        floors::check(&metadata),
        licences::check(&metadata),
        sizes::check(&files),
        words::check(&files),
        links::check(&root, &files),
        migrations::check(&root)?,
    ]
    .concat();
    for fault in &faults {
        println!("  {fault}");
    }
    if !faults.is_empty() {
        bail!(
            "{} things are out of order; ARCHITECTURE.md says why they matter",
            faults.len()
        );
    }
    println!("tidy: {} files in order", files.len());
    Ok(())
}

fn metadata() -> Result<Value> {
    let said = tools::run_quietly(&mut tools::cargo(&["metadata", "--format-version", "1"]))?;
    serde_json::from_str(&said).context("cargo metadata printed something that is not JSON")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_is_in_order() {
        super::run(&[]).expect("every check holds; the output above says which does not");
    }
}
