//! The trail of an item: paper, case, file, debate, vote and commitment, as far as links lead from one
//! to the next. How links are kept stands in `links`.

use crate::views::ItemHead;
use crate::{Fault, Linked, Reader};
use jiff::civil::Date;
use noaber_domain::{ItemId, ItemKind, ItemState, Relation};
use rustc_hash::FxHashSet;
use serde::Serialize;

/// Items on a trail at most.
const MOST: usize = 60;
/// What points to one item that is looked at.
const POINTING: usize = 60;
/// Cases that are gone into. A meeting concerns dozens; their trails would be no trail.
const CASES: usize = 4;
/// Debates whose commitments are looked for.
const DEBATES: usize = 6;

/// How a thing on a trail belongs to the item whose trail it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "by", content = "relation")]
pub enum Bond {
    /// It is the item itself.
    Itself,
    /// The item does this to it.
    To(Relation),
    /// It does this to the item.
    From(Relation),
    /// It belongs to the same case.
    SameCase,
    /// It was promised in a debate on the trail.
    Promised,
}

/// A thing on a trail.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrailRow {
    /// How it belongs there.
    pub bond: Bond,
    /// The item.
    pub item: ItemHead,
    /// How far it has come.
    pub state: Option<ItemState>,
    /// The day it stands at: when it happens or closes, else when it was published.
    pub day: Option<Date>,
}

/// The trail of an item.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Trail {
    /// What is here, in order of day; the item itself among it.
    pub rows: Vec<TrailRow>,
    /// What the item points to and what has not arrived: the relation, and a key or an identity.
    pub missing: Vec<(Relation, String)>,
}

impl Reader {
    /// The trail of an item; empty when no link leads anywhere.
    pub fn trail(&self, id: ItemId) -> Result<Trail, Fault> {
        let mut walk = Walk::of(id);
        let direct = self.links_from(id)?;
        let missing = direct.iter().filter(|link| link.item.is_none());
        let missing: Vec<(Relation, String)> =
            missing.map(|link| (link.what, link.to.clone())).collect();
        let cases = cases(&direct);
        walk.take(direct, Bond::To);
        walk.take(self.links_to(id, POINTING)?, Bond::From);
        if cases.len() <= CASES {
            for case in cases {
                walk.take(self.links_to(case, POINTING)?, |_| Bond::SameCase);
                walk.take(self.links_from(case)?, |_| Bond::SameCase);
            }
        }
        for debate in walk.debates() {
            let mut promised = self.links_to(debate, POINTING)?;
            promised.retain(|link| link.what == Relation::PromisedIn);
            walk.take(promised, |_| Bond::Promised);
        }
        if walk.found.is_empty() {
            return Ok(Trail {
                rows: Vec::new(),
                missing,
            });
        }
        Ok(Trail {
            rows: self.walked(id, walk)?,
            missing,
        })
    }

    /// What was found, with states and days, in order.
    fn walked(&self, id: ItemId, walk: Walk) -> Result<Vec<TrailRow>, Fault> {
        let mut ids: Vec<ItemId> = walk.found.iter().map(|(id, _)| *id).collect();
        ids.push(id);
        let mut rows = Vec::with_capacity(ids.len());
        for stored in self.items(&ids)? {
            let found = walk.found.iter().find(|(id, _)| *id == stored.head.id);
            let first = stored.item.dates.iter().map(|date| date.on).min();
            rows.push(TrailRow {
                bond: found.map_or(Bond::Itself, |(_, bond)| *bond),
                state: stored.item.state,
                day: first.or(stored.item.published),
                item: stored.head,
            });
        }
        rows.sort_by_key(|row| (row.day, row.item.id));
        Ok(rows)
    }
}

/// The cases and files that an item belongs to or is about.
fn cases(links: &[Linked]) -> Vec<ItemId> {
    let belongs = |link: &&Linked| matches!(link.what, Relation::PartOf | Relation::Concerns);
    let items = links.iter().filter(belongs).filter_map(|l| l.item.as_ref());
    items.map(|item| item.id).collect()
}

/// Items on the way, the nearest first.
struct Walk {
    seen: FxHashSet<ItemId>,
    found: Vec<(ItemId, Bond)>,
    debates: Vec<ItemId>,
}

impl Walk {
    fn of(id: ItemId) -> Walk {
        Walk {
            seen: FxHashSet::from_iter([id]),
            found: Vec::new(),
            debates: Vec::new(),
        }
    }

    fn take(&mut self, links: Vec<Linked>, bond: impl Fn(Relation) -> Bond) {
        for link in links {
            let Some(item) = link.item.filter(|item| item.gone.is_none()) else {
                continue;
            };
            if self.found.len() < MOST && self.seen.insert(item.id) {
                if item.kind == ItemKind::Debate {
                    self.debates.push(item.id);
                }
                self.found.push((item.id, bond(link.what)));
            }
        }
    }

    fn debates(&self) -> Vec<ItemId> {
        self.debates.iter().take(DEBATES).copied().collect()
    }
}
