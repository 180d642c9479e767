//! `noaber region`: checking, loading and listing region packs.

use crate::cli::{Cli, Region};
use crate::compose::Desk;
use crate::out::{self, Answer};
use anyhow::Result;
use noaber_domain::RegionPack;
use noaber_work::load_region::{self, BadPack};
use std::path::Path;

/// Does what was asked with a region.
pub fn run(cli: &Cli, args: &Region) -> Result<Answer> {
    match args {
        Region::Check { folder } => match checked(folder)? {
            None => Ok(Answer::No),
            Some(pack) => {
                out::line(format!("{}: fine. {}", folder.display(), counts(&pack)))?;
                Ok(Answer::Done)
            }
        },
        Region::Load { folder } => {
            let Some(pack) = checked(folder)? else {
                return Ok(Answer::No);
            };
            let desk = Desk::open(cli)?;
            let now = desk.clock.now();
            let why = format!("region load {}", folder.display());
            let loaded = load_region::load(&desk.store, &desk.who, &why, &pack, now)?;
            out::line(format!(
                "{}: {} added, {} changed, {} removed. {}",
                pack.region.id,
                loaded.added,
                loaded.changed,
                loaded.removed,
                counts(&pack)
            ))?;
            for id in &loaded.skipped {
                out::line(format!(
                    "source '{id}' of the pack was passed over: a source that was added at the desk has that id. Give the one in the pack another id"
                ))?;
            }
            Ok(Answer::Done)
        }
        Region::List => list(cli),
    }
}

/// The pack, or `None` when it has faults, which are printed.
pub fn checked(folder: &Path) -> Result<Option<RegionPack>> {
    match load_region::check(folder) {
        Ok(pack) => Ok(Some(pack)),
        Err(BadPack::Faults(faults)) => {
            for fault in &faults {
                out::line(format!("{}/{fault}", folder.display()))?;
            }
            eprintln!("noaber: {}", BadPack::Faults(faults));
            Ok(None)
        }
        Err(other) => Err(other.into()),
    }
}

fn counts(pack: &RegionPack) -> String {
    format!(
        "{} dossiers with {} interests, {} organisations, {} networks, {} agendas, {} sources",
        pack.dossiers.len(),
        pack.interests.len(),
        pack.organisations.len(),
        pack.networks.len(),
        pack.agendas.len(),
        pack.sources.len()
    )
}

fn list(cli: &Cli) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    let regions = desk.store.reader()?.regions()?;
    if cli.json {
        out::json(&regions)?;
    } else {
        let rows: Vec<Vec<String>> = regions
            .iter()
            .map(|r| vec![r.id.to_string(), r.name.text(r.language).to_owned()])
            .collect();
        out::table(&["id", "name"], &rows)?;
    }
    Ok(Answer::Done)
}
