//! Migrations are only added: a database in use has run the old ones. A committed list of
//! checksums says which exist; what is in them is the business of the store.

use crate::tools;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;

const FOLDER: &str = "crates/store/migrations";
const LIST: &str = "CHECKSUMS";

type Sums = BTreeMap<String, String>;

/// Every migration that changed, went away or is not yet noted.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let folder = root.join(FOLDER);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    Ok(compare(&noted(&folder)?, &present(&folder)?))
}

/// Notes new migrations. Refuses when one that was noted changed or went away.
pub fn write(root: &Path) -> Result<()> {
    let folder = root.join(FOLDER);
    let (noted, present) = (noted(&folder)?, present(&folder)?);
    let broken: Vec<String> = compare(&noted, &present)
        .into_iter()
        .filter(|fault| !fault.contains(NOT_NOTED))
        .collect();
    if !broken.is_empty() {
        bail!("nothing was noted:\n  {}", broken.join("\n  "));
    }
    let lines: Vec<String> = present
        .iter()
        .map(|(name, sum)| format!("{sum}  {name}\n"))
        .collect();
    std::fs::write(folder.join(LIST), lines.concat())
        .with_context(|| format!("could not write {FOLDER}/{LIST}"))
}

const NOT_NOTED: &str = "is not noted yet";

fn compare(noted: &Sums, present: &Sums) -> Vec<String> {
    let old = noted.iter().filter_map(|(name, sum)| match present.get(name) {
        None => Some(format!("{FOLDER}/{name} went away, but databases in use have run it: bring it back")),
        Some(now) if now != sum => Some(format!(
            "{FOLDER}/{name} changed, but databases in use have run it as it was: undo, and add a new migration"
        )),
        Some(_) => None,
    });
    let new = present
        .keys()
        .filter(|name| !noted.contains_key(*name))
        .map(|name| {
            format!("{FOLDER}/{name} {NOT_NOTED}: `cargo xtask tidy --write`, and commit {LIST}")
        });
    old.chain(new).collect()
}

fn noted(folder: &Path) -> Result<Sums> {
    let file = folder.join(LIST);
    if !file.exists() {
        return Ok(Sums::new());
    }
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("could not read {}", file.display()))?;
    Ok(text
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(sum, name)| (name.to_owned(), sum.to_owned()))
        .collect())
}

fn present(folder: &Path) -> Result<Sums> {
    let files = tools::files_below(folder, &[])?;
    files
        .iter()
        .filter(|file| file.extension().is_some_and(|kind| kind == "sql"))
        .map(|file| {
            let name = file.strip_prefix(folder).unwrap_or(file);
            let sum = tools::fnv(std::fs::read(file)?);
            Ok((name.to_string_lossy().into_owned(), format!("{sum:016x}")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(pairs: &[(&str, &str)]) -> Sums {
        let owned = pairs
            .iter()
            .map(|(n, s)| ((*n).to_owned(), (*s).to_owned()));
        owned.collect()
    }

    #[test]
    fn a_changed_a_lost_and_an_unnoted_migration_are_faults() {
        let noted = sums(&[("0001.sql", "a"), ("0002.sql", "b"), ("0003.sql", "c")]);
        let present = sums(&[("0001.sql", "a"), ("0002.sql", "x"), ("0004.sql", "d")]);
        let faults = compare(&noted, &present);
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults[0].contains("0002.sql changed"));
        assert!(faults[1].contains("0003.sql went away"));
        assert!(faults[2].contains(NOT_NOTED));
    }

    #[test]
    fn noting_adds_what_is_new_and_refuses_what_changed() {
        let root = std::env::temp_dir().join(format!("noaber-tidy-{}", std::process::id()));
        let folder = root.join(FOLDER);
        std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
        let one = folder.join("0001_first.sql");
        std::fs::write(&one, "CREATE TABLE a (b TEXT);").expect("it can be written");
        assert_eq!(check(&root).map(|f| f.len()).ok(), Some(1));
        write(&root).expect("a new one can be noted");
        assert_eq!(check(&root).ok(), Some(Vec::new()));
        std::fs::write(&one, "CREATE TABLE a (b BIGINT);").expect("it can be written");
        assert!(write(&root).is_err());
        assert_eq!(check(&root).map(|f| f.len()).ok(), Some(1));
        std::fs::remove_dir_all(&root).expect("the folder is ours");
    }
}
