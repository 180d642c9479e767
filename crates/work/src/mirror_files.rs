//! Holding the files of a matter side by side in a dossier: adding and removing them, saying who decides
//! on each, how far each has come, and suggesting the missing sides. How files are kept stands in `store`.

mod cited;

use crate::mirror::Mirror;
use crate::{Ctx, Refused};
use jiff::civil::Date;
use noaber_domain::item::next_date;
use noaber_domain::mirror_file::{competent, may_stand_for};
use noaber_domain::{
    Country, DossierId, ItemDate, ItemId, ItemState, MirrorFile, RegionId, Relation,
};
use noaber_store::views::{ItemHead, Order, SignalFilter};
use noaber_store::{Fault, MirrorFileRow, Reader, Store, TrailRow};
use serde::Serialize;

/// Suggestions at most.
const SUGGESTED: usize = 8;
/// Signals of a dossier that are looked at for the first file of a side.
const SIGNALS: usize = 20;
/// What points to one item that is looked at for suggestions.
const POINTING: usize = 40;
/// Papers close in meaning to one file.
const CLOSE: usize = 6;

/// Adds a file to a dossier, or writes who decides on it.
pub fn keep(
    store: &Store,
    ctx: &Ctx,
    dossier: &DossierId,
    item: ItemId,
    who_decides: &str,
) -> Result<(), Refused> {
    let competent = competent(who_decides).map_err(|_| Refused::Competent)?;
    let reader = store.reader()?;
    let unknown = |noun: &'static str, id: String| Refused::Unknown { noun, id };
    if reader.dossier(&ctx.region, dossier)?.is_none() {
        return Err(unknown("dossier", dossier.to_string()));
    }
    let there = reader.item(item)?.filter(|item| item.head.gone.is_none());
    if there.is_none() {
        return Err(unknown("item", item.to_string()));
    }
    let mut change = store.change(&ctx.who, "", ctx.now)?;
    let file = MirrorFile {
        dossier: dossier.clone(),
        item,
        competent,
    };
    change.keep_mirror_file(&ctx.region, &file)?;
    Ok(change.commit()?)
}

/// Takes a file out of a dossier; its paper stays.
pub fn remove(store: &Store, ctx: &Ctx, dossier: &DossierId, item: ItemId) -> Result<(), Refused> {
    let mut change = store.change(&ctx.who, "", ctx.now)?;
    if !change.drop_mirror_file(&ctx.region, dossier, item)? {
        return Err(Refused::Unknown {
            noun: "file",
            id: item.to_string(),
        });
    }
    Ok(change.commit()?)
}

/// The item that somebody names by an address of the desk or of its publisher, a key, or a number that
/// people cite, however it is written; what its source took away is not named any more.
pub fn named(reader: &Reader, text: &str) -> Result<Option<ItemId>, Fault> {
    let cited = cited::cited(text);
    let of = |names: &[String], found: Vec<(String, ItemId)>| {
        let place = |name: &String| names.iter().position(|one| one == name);
        let first = found
            .into_iter()
            .min_by_key(|(name, id)| (place(name), *id));
        first.map(|(_, id)| id)
    };
    let at = of(&cited.addresses, reader.items_at(&cited.addresses)?);
    let mut found: Vec<ItemId> = at.into_iter().chain(cited.here).collect();
    for name in &cited.names {
        found.extend(reader.item_named(name)?);
    }
    found.extend(of(&cited.numbers, reader.items_numbered(&cited.numbers)?));
    for id in found {
        if reader
            .item_head(id)?
            .is_some_and(|head| head.gone.is_none())
        {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// A file of a dossier and how far it has come.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// The file and its item.
    pub row: MirrorFileRow,
    /// How far it has come: what its source says of it, else of the newest step that says so.
    pub stage: Option<ItemState>,
    /// The newest step on its trail up to today.
    pub latest: Option<ItemHead>,
    /// The day of that step.
    pub latest_day: Option<Date>,
    /// What comes next on its trail, with the item.
    pub next: Option<(ItemDate, ItemHead)>,
    /// Who decides, when nobody wrote it down: as its source names it.
    pub named: Option<String>,
}

/// The files of a dossier with how far each has come, in the order of the desks.
pub fn sides(
    store: &Store,
    region: &RegionId,
    dossier: &DossierId,
    today: Date,
) -> Result<Vec<Side>, Fault> {
    let reader = store.reader()?;
    let mut sides = Vec::new();
    for row in reader.mirror_files(region, dossier)? {
        sides.push(side(&reader, row, today)?);
    }
    let place = |side: &Side| {
        let country = side.row.item.head.country;
        Country::ALL.iter().position(|c| *c == country)
    };
    sides.sort_by_key(place);
    Ok(sides)
}

fn side(reader: &Reader, row: MirrorFileRow, today: Date) -> Result<Side, Fault> {
    let trail = reader.trail(row.file.item)?.rows;
    let own = |row: &&TrailRow| row.item.country == own_country(&trail, row);
    let done: Vec<&TrailRow> = trail
        .iter()
        .filter(own)
        .filter(|step| step.day.is_some_and(|day| day <= today))
        .collect();
    let latest = done.last().copied();
    let on_trail = trail.iter().filter(|step| !is_off(step.state));
    let mut dates: Vec<(ItemDate, ItemHead)> = on_trail
        .filter_map(|step| Some((next_date(&step.item.dates, today)?, step.item.clone())))
        .collect();
    let own_date = next_date(&row.item.item.dates, today);
    dates.extend(own_date.map(|date| (date, row.item.head.clone())));
    dates.sort_by_key(|(date, item)| (*date, item.id));
    let stage = row.item.item.state;
    Ok(Side {
        stage: stage.or_else(|| done.iter().rev().find_map(|step| step.state)),
        latest_day: latest.and_then(|step| step.day),
        latest: latest.map(|step| step.item.clone()),
        next: dates.into_iter().next(),
        named: named_authority(&row),
        row,
    })
}

/// The country of the item whose trail it is; that of the step itself where that is not on it.
fn own_country(trail: &[TrailRow], step: &TrailRow) -> Country {
    let itself = trail
        .iter()
        .find(|row| row.bond == noaber_store::Bond::Itself);
    itself.map_or(step.item.country, |row| row.item.country)
}

fn is_off(state: Option<ItemState>) -> bool {
    matches!(state, Some(ItemState::Cancelled | ItemState::Withdrawn))
}

fn named_authority(row: &MirrorFileRow) -> Option<String> {
    let item = &row.item.item;
    let is_ministry = |name: &&String| {
        let lower = name.to_lowercase();
        [
            "minister",
            "ministerium",
            "commission",
            "commissie",
            "bundesrat",
            "bundestag",
        ]
        .iter()
        .any(|word| lower.contains(word))
    };
    let ministry = item.actors.iter().find(is_ministry).cloned();
    ministry.or_else(|| item.committee.clone())
}

/// Why an item is suggested as a file.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "lowercase", tag = "by")]
pub enum Why {
    /// A link leads there from a file of the dossier.
    Link,
    /// It is close in meaning to a file of the dossier (0 to 1).
    Meaning {
        /// How close.
        closeness: f64,
    },
    /// It is among the best signals of the dossier.
    Signal,
}

/// An item that may be the missing side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The item.
    pub item: ItemHead,
    /// Why.
    pub why: Why,
}

/// What may be added to the files of a dossier, the sides that have no file yet first and taking turns.
/// On each side: where links lead, then what is close in meaning, then its best signals that go through
/// stages; a side that has a file is offered no signals.
pub fn suggestions(
    store: &Store,
    mirror: &Mirror,
    region: &RegionId,
    dossier: &DossierId,
    today: Date,
) -> Result<Vec<Suggestion>, Fault> {
    let reader = store.reader()?;
    let files = reader.mirror_files(region, dossier)?;
    let mut found = Found::of(&files);
    for row in &files {
        linked(&reader, row.file.item, &mut found)?;
    }
    for row in &files {
        let country = row.item.head.country;
        for close in mirror.of(store, row.file.item, CLOSE)? {
            let why = Why::Meaning {
                closeness: close.closeness,
            };
            if close.item.country != country {
                found.take(close.item, why);
            }
        }
    }
    let held = |country: &Country| files.iter().any(|row| row.item.head.country == *country);
    let (filled, empty): (Vec<Country>, Vec<Country>) = Country::ALL.into_iter().partition(held);
    for country in &empty {
        let filter = SignalFilter {
            dossier: Some(dossier.clone()),
            country: Some(*country),
            order: Order::Best,
            limit: SIGNALS,
            ..SignalFilter::default()
        };
        for card in reader.signals(region, &filter, today)?.rows {
            found.take(card.item, Why::Signal);
        }
    }
    let mut ordered = in_turns(&empty, &mut found.all);
    ordered.extend(in_turns(&filled, &mut found.all));
    ordered.truncate(SUGGESTED);
    Ok(ordered)
}

/// Takes the suggestions of these sides out of `all`: the first of each side, then the second of each.
fn in_turns(sides: &[Country], all: &mut Vec<Suggestion>) -> Vec<Suggestion> {
    let of = |one: &Suggestion| sides.iter().position(|side| *side == one.item.country);
    let (mine, rest): (Vec<_>, Vec<_>) = all.drain(..).partition(|one| of(one).is_some());
    *all = rest;
    let mut turns = vec![0; sides.len()];
    let mut placed = Vec::new();
    for one in mine {
        if let Some(side) = of(&one) {
            placed.push((turns[side], side, one));
            turns[side] += 1;
        }
    }
    placed.sort_by_key(|(turn, side, _)| (*turn, *side));
    placed.into_iter().map(|(_, _, one)| one).collect()
}

/// Goes along links that say that one carries out the other, there and on to who else does.
fn linked(reader: &Reader, from: ItemId, found: &mut Found) -> Result<(), Fault> {
    let carries = |what: Relation| matches!(what, Relation::Implements | Relation::Related);
    let mut acts = vec![from];
    for link in reader.links_from(from)? {
        if let Some(item) = link.item.filter(|_| carries(link.what)) {
            acts.push(item.id);
            found.take(item, Why::Link);
        }
    }
    for act in acts {
        for link in reader.links_to(act, POINTING)? {
            if let Some(item) = link.item.filter(|_| link.what == Relation::Implements) {
                found.take(item, Why::Link);
            }
        }
    }
    Ok(())
}

/// What was found, each once and none that is there already.
struct Found {
    known: Vec<ItemId>,
    all: Vec<Suggestion>,
}

impl Found {
    fn of(files: &[MirrorFileRow]) -> Found {
        Found {
            known: files.iter().map(|row| row.file.item).collect(),
            all: Vec::new(),
        }
    }

    fn take(&mut self, item: ItemHead, why: Why) {
        if may_stand_for(item.kind) && item.gone.is_none() && !self.known.contains(&item.id) {
            self.known.push(item.id);
            self.all.push(Suggestion { item, why });
        }
    }
}
