//! A region pack: everything a region brings to its desk, read from its TOML files and checked as a
//! whole. Reading files from a folder is not done here; the caller brings their texts.

mod check;
mod fault;
mod ids;
mod page;
mod shapes;
mod sheet;
#[cfg(test)]
mod tests;

pub use fault::{Fault, Place, Places};

use crate::{
    Agenda, Agreement, Dossier, Interest, Network, Organisation, Programme, Region, Source,
};
use page::{Notes, Page};
use serde::{Deserialize, Serialize};

/// The kinds of connector a source of a pack may name. The connectors hold a test that this list is
/// theirs; it stands here so that a pack can be checked without them.
pub const SOURCE_KINDS: [&str; 18] = [
    "tweede_kamer",
    "kst",
    "dip",
    "sedia",
    "feed",
    "jsonl",
    "cellar",
    "europarl",
    "have_your_say",
    "parlamentsspiegel",
    "tk_syncfeed",
    "vlos",
    "koop_sru",
    "open_besluitvorming",
    "notubiz",
    "gemeente_oplossingen",
    "ics",
    "maildrop",
];

/// Names of the files of a pack; each dossier has a file of its own in `dossiers/`.
pub const FILES: [&str; 7] = [
    "region.toml",
    "organisations.toml",
    "networks.toml",
    "agendas.toml",
    "sources.toml",
    "agreements.toml",
    "programmes.toml",
];

/// Everything a region brings. Ids are unique per sort and every reference is met.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RegionPack {
    /// The region itself.
    pub region: Region,
    /// Organisations of and around it.
    pub organisations: Vec<Organisation>,
    /// Networks it takes part in.
    pub networks: Vec<Network>,
    /// Agendas, its own first.
    pub agendas: Vec<Agenda>,
    /// Dossiers.
    pub dossiers: Vec<Dossier>,
    /// Standing queries of the dossiers.
    pub interests: Vec<Interest>,
    /// Sources to read.
    pub sources: Vec<Source>,
    /// Agreements and twinnings.
    pub agreements: Vec<Agreement>,
    /// Funding programmes.
    pub programmes: Vec<Programme>,
}

/// A file of a pack, as the caller read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// Its path within the pack's folder: `region.toml`, `dossiers/spoor.toml`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Reads and checks a whole pack. Gives the pack and the places of its queries, which are checked
/// by whoever knows the query language.
///
/// # Errors
/// Every fault of every file, in order of file and line; nothing of a faulty pack is given.
/// A file with faulty TOML is reported by those faults alone, and references are then not checked,
/// for what they refer to may stand in the part that cannot be read.
pub fn read(files: &[PackFile]) -> Result<(RegionPack, Places), Vec<Fault>> {
    let notes = Notes::default();
    let mut shelf = Shelf::default();
    let mut in_order: Vec<(String, &PackFile)> = files
        .iter()
        .map(|f| (tidy_name(&f.name), f))
        .filter(|(name, _)| name.ends_with(".toml"))
        .collect();
    in_order.sort_by(|a, b| a.0.cmp(&b.0));
    for (nth, (name, file)) in in_order.iter().enumerate() {
        let page = Page::new(name, &file.text, &notes);
        if nth > 0 && in_order[nth - 1].0 == *name {
            page.fault_at(0, "the file was given twice", None);
        } else {
            shelf.take(&page);
        }
    }
    if !in_order.iter().any(|(name, _)| name == "region.toml") {
        notes.fault(Fault {
            file: "region.toml".into(),
            line: 1,
            column: 1,
            what: "the file is missing; a pack needs at least this one".into(),
            help: None,
        });
    }
    check::references(&notes);
    check::cascade(&shelf.agendas, &notes);
    finish(shelf, notes)
}

/// What was read so far; a region may still be missing.
#[derive(Default)]
struct Shelf {
    region: Option<Region>,
    organisations: Vec<Organisation>,
    networks: Vec<Network>,
    agendas: Vec<Agenda>,
    dossiers: Vec<Dossier>,
    interests: Vec<Interest>,
    sources: Vec<Source>,
    agreements: Vec<Agreement>,
    programmes: Vec<Programme>,
}

impl Shelf {
    fn take(&mut self, page: &Page) {
        if let Some(id) = page.name.strip_prefix("dossiers/") {
            let id = id.strip_suffix(".toml").unwrap_or(id);
            page.read(|sheet| {
                let (dossier, interests) = shapes::dossier(sheet, id);
                self.dossiers.push(dossier);
                self.interests.extend(interests);
            });
            return;
        }
        match page.name {
            "region.toml" => page.read(|sheet| self.region = Some(shapes::region(sheet))),
            "organisations.toml" => page.read(|sheet| {
                self.organisations = sheet.each("organisation", shapes::organisation);
            }),
            "networks.toml" => {
                page.read(|sheet| self.networks = sheet.each("network", shapes::network));
            }
            "agendas.toml" => {
                page.read(|sheet| self.agendas = sheet.each("agenda", shapes::agenda));
            }
            "sources.toml" => page.read(|sheet| {
                self.sources = sheet.each("source", shapes::source);
                self.sources.extend(sheet.each("missing", shapes::missing));
            }),
            "agreements.toml" => {
                page.read(|sheet| self.agreements = sheet.each("agreement", shapes::agreement));
            }
            "programmes.toml" => {
                page.read(|sheet| self.programmes = sheet.each("programme", shapes::programme));
            }
            other => page.fault_at(
                0,
                format!("`{other}` is not a file of a region pack"),
                fault::suggest(other, FILES).or_else(|| {
                    Some(format!(
                        "a pack holds {} and dossiers/<id>.toml",
                        FILES.join(", ")
                    ))
                }),
            ),
        }
    }
}

fn finish(shelf: Shelf, notes: Notes) -> Result<(RegionPack, Places), Vec<Fault>> {
    let (mut faults, places) = notes.into_parts();
    faults.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    match shelf.region {
        Some(region) if faults.is_empty() => Ok((
            RegionPack {
                region,
                organisations: shelf.organisations,
                networks: shelf.networks,
                agendas: shelf.agendas,
                dossiers: shelf.dossiers,
                interests: shelf.interests,
                sources: shelf.sources,
                agreements: shelf.agreements,
                programmes: shelf.programmes,
            },
            places,
        )),
        _ => Err(faults),
    }
}

/// A path within the pack in one spelling, whatever the caller's system writes.
fn tidy_name(name: &str) -> String {
    let name = name.replace('\\', "/");
    name.trim_start_matches("./").to_owned()
}
