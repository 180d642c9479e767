//! Reading a region pack from its folder, checking it whole, and loading it. A pack with a fault
//! changes nothing.

use noaber_domain::pack::{self, Fault, PackFile, Place};
use noaber_domain::{RegionPack, Who};
use noaber_matching::Matcher;
use noaber_store::{Loaded, Store};
use std::path::{Path, PathBuf};

/// Why a pack was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BadPack {
    /// The folder or a file in it cannot be read.
    #[error("{path}: {why}. Nothing was changed")]
    Unreadable {
        /// Folder or file.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// What the files say cannot be.
    #[error("{} in the pack; nothing was changed", if .0.len() == 1 { "1 fault".to_owned() } else { format!("{} faults", .0.len()) })]
    Faults(Vec<Fault>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] noaber_store::Fault),
}

/// Reads and checks the pack in `folder`, its queries included; changes nothing.
pub fn check(folder: &Path) -> Result<RegionPack, BadPack> {
    let files = read_files(folder)?;
    let (pack, places) = pack::read(&files).map_err(BadPack::Faults)?;
    let (_, bad) = Matcher::new(&pack.dossiers, &pack.interests, &pack.organisations);
    if bad.is_empty() {
        return Ok(pack);
    }
    let faults = bad.into_iter().map(|bad| {
        let nowhere = || Place {
            file: "dossiers".into(),
            line: 1,
            column: 1,
        };
        let mut place = places.query(&bad.interest).cloned().unwrap_or_else(nowhere);
        let query = pack
            .interests
            .iter()
            .find(|i| i.id == bad.interest)
            .map(|i| i.query.as_str());
        let before = query
            .and_then(|query| query.get(..bad.fault.at))
            .unwrap_or_default();
        place.line += before.matches('\n').count();
        let what = format!(
            "the query of interest '{}' cannot be read: expected {}, found {}",
            bad.interest, bad.fault.expected, bad.fault.found
        );
        let short = |text: &String| text.chars().count() <= 80 && !text.contains('\n');
        Fault::at(place, what, bad.fault.suggestion.filter(short))
    });
    Err(BadPack::Faults(faults.collect()))
}

/// Loads a checked pack. The same pack again changes nothing.
pub fn load(
    store: &Store,
    who: &Who,
    why: &str,
    pack: &RegionPack,
    now: jiff::Timestamp,
) -> Result<Loaded, BadPack> {
    let mut change = store.change(who, why, now)?;
    let loaded = change.load_region(pack)?;
    change.commit()?;
    Ok(loaded)
}

/// All `.toml` files of the folder and its sub-folders of one level, by name.
fn read_files(folder: &Path) -> Result<Vec<PackFile>, BadPack> {
    let mut files = Vec::new();
    gather(folder, "", &mut files)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn gather(folder: &Path, within: &str, files: &mut Vec<PackFile>) -> Result<(), BadPack> {
    let told = |path: &Path, why: String| BadPack::Unreadable {
        path: path.to_owned(),
        why,
    };
    let entries = std::fs::read_dir(folder).map_err(|e| told(folder, e.to_string()))?;
    for entry in entries {
        let path = entry.map_err(|e| told(folder, e.to_string()))?.path();
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        if path.is_dir() && within.is_empty() && !name.starts_with('.') {
            gather(&path, &format!("{name}/"), files)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            let bytes = std::fs::read(&path).map_err(|e| told(&path, e.to_string()))?;
            let text = String::from_utf8(bytes).map_err(|e| {
                let at = e.utf8_error().valid_up_to();
                told(&path, format!("is not UTF-8 from byte {at} on"))
            })?;
            files.push(PackFile {
                name: format!("{within}{name}"),
                text,
            });
        }
    }
    Ok(())
}
