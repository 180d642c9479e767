//! A query in numbers, for documents of one language: the few plain shapes that most queries have, and
//! a small tree for the rest. How it is looked up is the business of `base`, how it is held of `hold`.

use super::units::{Place, Units};
use noaber_text::Plan;
use noaber_text::plan::Anchor;
use noaber_text::terms::{Outline, Unit, Zone};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Marks a unit of a row that is told by its spelling rather than by its term.
pub(super) const SPELT: u32 = 1 << 31;

/// A query in numbers. Two that are equal find the same and are held once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Query {
    /// Bits that the document must have.
    pub need: u32,
    pub shape: Shape,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// One of these rows: a unit, or terms that follow each other.
    Any(Box<[Box<[u32]>]>),
    /// All of the first, two or three of them or one, and not the last.
    All(Box<[u32]>, Option<u32>),
    /// Anything else.
    Tree(Box<Tree>),
    /// What only the plan can say, and the units of which one must be there.
    Whole(Whole),
}

/// Alternatives, or parts put together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Tree {
    /// One of these rows; in the title only, if so said.
    Rows(bool, Box<[Box<[u32]>]>),
    /// This code.
    Code(u32),
    Near(Box<Tree>, Box<Tree>, u32),
    All(Box<[Tree]>),
    Any(Box<[Tree]>),
    Not(Box<Tree>),
}

/// A plan that is held as it is.
#[derive(Debug, Clone)]
pub(super) struct Whole {
    pub plan: Arc<Plan>,
    pub anchors: Box<[u32]>,
}

impl PartialEq for Whole {
    fn eq(&self, other: &Whole) -> bool {
        Arc::ptr_eq(&self.plan, &other.plan)
    }
}

impl Eq for Whole {}

impl Hash for Whole {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.anchors.hash(state);
    }
}

impl Query {
    /// Brings an outline to numbers; `None` when nothing can be found.
    pub fn new(units: &mut Units, outline: Outline, need: u32, plan: &Plan) -> Option<Query> {
        if outline == Outline::Nothing {
            return None;
        }
        if holds_opaque(&outline) {
            let anchors = anchors_of(units, plan);
            let whole = Whole {
                plan: Arc::new(plan.clone()),
                anchors,
            };
            return Some(Query {
                need,
                shape: Shape::Whole(whole),
            });
        }
        let mut query = Query {
            need,
            shape: Shape::Any(Box::default()),
        };
        let outline = query.take_codes(units, outline);
        query.shape = shape(tree(units, outline));
        Some(query)
    }

    /// Turns the codes that must be there into bits, when something else is asked too.
    fn take_codes(&mut self, units: &mut Units, outline: Outline) -> Outline {
        let Outline::All(members) = outline else {
            return outline;
        };
        let is_asked = |m: &Outline| !matches!(m, Outline::Code(..) | Outline::Not(_));
        if !members.iter().any(is_asked) {
            return Outline::All(members);
        }
        let mut kept = Vec::new();
        for member in members {
            let bit = match &member {
                Outline::Code(field, code) => units.code(*field, code).bit,
                _ => 0,
            };
            self.need |= bit;
            if bit == 0 {
                kept.push(member);
            }
        }
        match <[Outline; 1]>::try_from(kept) {
            Ok([only]) => only,
            Err(kept) => Outline::All(kept),
        }
    }

    /// Bytes of memory it holds.
    pub fn bytes(&self) -> usize {
        let row = |row: &[u32]| size_of::<Box<[u32]>>() + row.len() * 4;
        size_of::<Query>()
            + match &self.shape {
                Shape::Any(rows) => rows.iter().map(|r| row(r)).sum(),
                Shape::All(ids, _) => ids.len() * 4,
                Shape::Tree(tree) => tree.bytes(),
                Shape::Whole(whole) => size_of::<Plan>() + whole.anchors.len() * 4,
            }
    }

    /// As [`Shape::anchors`].
    pub fn anchors(&self, counts: &Counts) -> Vec<u32> {
        self.shape.anchors(counts)
    }
}

impl Shape {
    /// Units of which every document that is found holds at least one: those that are rarest by
    /// `counts`.
    pub fn anchors(&self, counts: &Counts) -> Vec<u32> {
        let mut anchors = match self {
            Shape::Any(rows) => rows.iter().filter_map(|row| rarest(row, counts)).collect(),
            Shape::All(ids, _) => rarest(ids, counts).into_iter().collect(),
            Shape::Tree(tree) => tree.anchors(counts).map(|(_, ids)| ids).unwrap_or_default(),
            Shape::Whole(whole) => whole.anchors.to_vec(),
        };
        anchors.sort_unstable();
        anchors.dedup();
        anchors
    }
}

fn holds_opaque(outline: &Outline) -> bool {
    match outline {
        Outline::Opaque => true,
        Outline::All(members) | Outline::Any(members) => members.iter().any(holds_opaque),
        Outline::Not(inner) => holds_opaque(inner),
        Outline::Near(left, right, _) => holds_opaque(left) || holds_opaque(right),
        Outline::Nothing | Outline::Rows(..) | Outline::Code(..) => false,
    }
}

/// The anchors of a plan as units, wherever they may stand.
fn anchors_of(units: &mut Units, plan: &Plan) -> Box<[u32]> {
    let mut ids = Vec::new();
    for anchor in plan.anchors() {
        let unit = match anchor {
            Anchor::Key(key) => Unit::Term(key),
            Anchor::Prefix(beginning) => Unit::Beginning(beginning),
            Anchor::Code(field, code) => {
                ids.push(units.code(field, &code).id);
                continue;
            }
        };
        ids.extend(Place::ALL.map(|place| units.number(place, &unit)));
    }
    ids.into()
}

fn tree(units: &mut Units, outline: Outline) -> Tree {
    match outline {
        Outline::Rows(zone, rows) => {
            let mut numbers = |row: Vec<Unit>| -> Box<[u32]> {
                row.iter()
                    .map(|unit| number(units, zone, unit, row.len()))
                    .collect()
            };
            let mut rows: Vec<_> = rows.into_iter().map(&mut numbers).collect();
            rows.sort_unstable();
            rows.dedup();
            Tree::Rows(zone == Zone::Title, rows.into())
        }
        Outline::Code(field, code) => Tree::Code(units.code(field, &code).id),
        Outline::Near(left, right, within) => {
            let (left, right) = (tree(units, *left), tree(units, *right));
            Tree::Near(Box::new(left), Box::new(right), within)
        }
        Outline::All(members) => Tree::All(members.into_iter().map(|m| tree(units, m)).collect()),
        Outline::Any(members) => Tree::Any(members.into_iter().map(|m| tree(units, m)).collect()),
        Outline::Not(inner) => Tree::Not(Box::new(tree(units, *inner))),
        Outline::Nothing | Outline::Opaque => Tree::Any(Box::default()),
    }
}

/// The number of a unit in a row of `len`; in longer rows spellings are marked.
fn number(units: &mut Units, zone: Zone, unit: &Unit, len: usize) -> u32 {
    let id = units.number(Place::of(zone), unit);
    match unit {
        Unit::Spelling(..) if len > 1 => id | SPELT,
        _ => id,
    }
}

/// The plain shape of a tree, if it has one.
fn shape(tree: Tree) -> Shape {
    let plain = match &tree {
        Tree::All(members) => all(members),
        _ => alternatives(&tree).map(|mut rows| {
            rows.sort_unstable();
            rows.dedup();
            Shape::Any(rows.into())
        }),
    };
    plain.unwrap_or_else(|| Shape::Tree(Box::new(tree)))
}

/// The rows of a tree of alternatives that are plain.
fn alternatives(tree: &Tree) -> Option<Vec<Box<[u32]>>> {
    match tree {
        Tree::Rows(false, rows) => {
            let is_plain = rows.iter().flatten().all(|unit| unit & SPELT == 0);
            is_plain.then(|| rows.to_vec())
        }
        Tree::Code(id) => Some(vec![Box::new([*id])]),
        Tree::Any(members) => {
            let rows: Option<Vec<_>> = members.iter().map(alternatives).collect();
            rows.map(|rows| rows.concat())
        }
        _ => None,
    }
}

fn all(members: &[Tree]) -> Option<Shape> {
    let single = |tree: &Tree| match &alternatives(tree)?[..] {
        [row] if row.len() == 1 => row.first().copied(),
        _ => None,
    };
    let (mut ids, mut not) = (Vec::new(), None);
    for member in members {
        match member {
            Tree::Not(inner) if not.is_none() => not = Some(single(inner)?),
            Tree::Not(_) => return None,
            other => ids.push(single(other)?),
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let fits = (1..=2).contains(&ids.len()) || (ids.len() == 3 && not.is_none());
    fits.then(|| Shape::All(ids.into(), not))
}

/// In how many documents of a sample each unit was met.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    pub documents: u32,
    pub units: Vec<u32>,
}

impl Counts {
    /// How common a unit is; one that was never met is rare, but not worth nothing.
    pub fn of(&self, id: u32) -> f64 {
        let id = (id & !SPELT) as usize;
        f64::from(self.units.get(id).copied().unwrap_or(0)) + 0.5
    }
}

/// The rarest unit of those that must all be there.
pub(super) fn rarest(ids: &[u32], counts: &Counts) -> Option<u32> {
    let cheaper = |a: &&u32, b: &&u32| counts.of(**a).total_cmp(&counts.of(**b));
    ids.iter().min_by(cheaper).map(|id| id & !SPELT)
}

impl Tree {
    fn bytes(&self) -> usize {
        let row = |row: &[u32]| size_of::<Box<[u32]>>() + row.len() * 4;
        size_of::<Tree>()
            + match self {
                Tree::Rows(_, rows) => rows.iter().map(|r| row(r)).sum(),
                Tree::Code(_) => 0,
                Tree::Near(left, right, _) => left.bytes() + right.bytes(),
                Tree::All(members) | Tree::Any(members) => members.iter().map(Tree::bytes).sum(),
                Tree::Not(inner) => inner.bytes(),
            }
    }

    fn anchors(&self, counts: &Counts) -> Option<(f64, Vec<u32>)> {
        let sum = |parts: Vec<(f64, Vec<u32>)>| {
            parts
                .into_iter()
                .fold((0.0, Vec::new()), |(cost, mut ids), (more, others)| {
                    ids.extend(others);
                    (cost + more, ids)
                })
        };
        let least =
            |parts: Vec<(f64, Vec<u32>)>| parts.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        match self {
            Tree::Rows(_, rows) => Some(sum(rows
                .iter()
                .map(|row| {
                    let ids: Vec<u32> = rarest(row, counts).into_iter().collect();
                    (ids.iter().map(|id| counts.of(*id)).sum(), ids)
                })
                .collect())),
            Tree::Code(id) => Some((counts.of(*id).max(1e6), vec![*id])),
            Tree::Near(left, right, _) => least(
                [left, right]
                    .iter()
                    .filter_map(|t| t.anchors(counts))
                    .collect(),
            ),
            Tree::All(members) => least(members.iter().filter_map(|t| t.anchors(counts)).collect()),
            Tree::Any(members) => Some(sum(members
                .iter()
                .filter_map(|t| t.anchors(counts))
                .collect())),
            Tree::Not(_) => None,
        }
    }
}
