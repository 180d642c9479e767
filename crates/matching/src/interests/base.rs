//! The body of the index: from each anchor to the queries that hang on it, in flat arrays that never
//! change. How a record is verified is the business of `hold`; what came later, of `live`.

use super::query::{Counts, Query, Shape, Tree, Whole, rarest};
use super::traces::ALWAYS;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What is kept of an interest: its query for each language and for none.
pub(super) type Kept = [Option<Arc<Query>>; 4];

/// What must still be verified when the anchor of a query was met and the unit `b` of its record is
/// there too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Check {
    /// Nothing.
    Met,
    /// That `c` is there.
    Two,
    /// That `c` is not there.
    Not,
    /// That `b` stands `c` words further.
    Beside,
    /// That the row at `c` stands there.
    Row,
    /// The tree `c`.
    Tree,
    /// The plan `c`.
    Whole,
}

/// One anchor of one query: sixteen bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record {
    /// The check in the highest four bits, a bit when the group has several records, and the group.
    head: u32,
    /// Bits that the document must have.
    pub need: u32,
    /// The rarest unit that must be there besides the anchor; [`ALWAYS`] where there is none.
    pub b: u32,
    pub c: u32,
}

const MANY: u32 = 1 << 27;
const GROUPS: u32 = MANY - 1;
const CHECKS: [Check; 7] = [
    Check::Met,
    Check::Two,
    Check::Not,
    Check::Beside,
    Check::Row,
    Check::Tree,
    Check::Whole,
];

impl Record {
    fn new((check, b, c): (Check, u32, u32), group: u32, need: u32, many: bool) -> Record {
        let many = if many { MANY } else { 0 };
        let head = (check as u32) << 28 | many | (group & GROUPS);
        Record { head, need, b, c }
    }
    /// Whether the group has other records, by which it may have been found before.
    #[inline]
    pub fn is_one_of_many(&self) -> bool {
        self.head & MANY != 0
    }
    #[inline]
    pub fn check(&self) -> Check {
        CHECKS[((self.head >> 28) as usize).min(CHECKS.len() - 1)]
    }
    #[inline]
    pub fn group(&self) -> u32 {
        self.head & GROUPS
    }
}

/// What must be checked of units that must all be there, when one was met: the rarest of the others
/// first.
fn all_of(ids: &[u32], not: Option<u32>, anchor: u32, counts: &Counts) -> (Check, u32, u32) {
    let mut others: Vec<u32> = ids.iter().copied().filter(|id| *id != anchor).collect();
    others.sort_by(|a, b| counts.of(*a).total_cmp(&counts.of(*b)));
    match (&others[..], not) {
        ([b, c, ..], _) => (Check::Two, *b, *c),
        ([b], None) => (Check::Met, *b, 0),
        ([b], Some(c)) => (Check::Not, *b, c),
        ([], Some(c)) => (Check::Not, ALWAYS, c),
        ([], None) => (Check::Met, ALWAYS, 0),
    }
}

/// The index for documents of one language.
#[derive(Debug, Default)]
pub(super) struct Base {
    /// For each unit the start of its interests and of its records; those of the next end them.
    starts: Vec<(u32, u32)>,
    /// Interests that are met as soon as their unit is.
    sure: Vec<u32>,
    records: Vec<Record>,
    /// For each group the start of its interests.
    groups: Vec<u32>,
    members: Vec<u32>,
    /// Rows of three or more: length and place of the anchor, then the units.
    rows: Vec<u32>,
    pub trees: Vec<Tree>,
    pub wholes: Vec<Whole>,
}

impl Base {
    /// Makes the index for one language, `slot`, of all interests.
    pub fn new(kept: &[Option<Arc<Kept>>], slot: usize, units: usize, counts: &Counts) -> Base {
        let mut base = Base::default();
        let distinct = base.group(kept, slot);
        let mut sure: Vec<(u32, u32)> = Vec::new();
        let mut records: Vec<(u32, Record)> = Vec::new();
        for (query, group) in distinct.iter().zip(0..) {
            match &query.shape {
                Shape::Any(rows) if rows.len() == 1 && rows[0].len() == 1 && query.need == 0 => {
                    sure.push((rows[0][0], group));
                }
                shape => base.records_of(shape, counts, |anchor, check, many| {
                    records.push((anchor, Record::new(check, group, query.need, many)));
                }),
            }
        }
        sure.sort_unstable();
        records.sort_unstable_by_key(|(anchor, r)| (*anchor, r.check(), r.b, r.c, r.group()));
        base.number_by(&mut sure, &mut records);
        base.lay(units, &sure, &records);
        base
    }

    /// Puts interests that ask the same into one group; gives the query of each group.
    fn group<'k>(&mut self, kept: &'k [Option<Arc<Kept>>], slot: usize) -> Vec<&'k Query> {
        let mut numbers: FxHashMap<&Query, u32> = FxHashMap::default();
        let mut distinct: Vec<&Query> = Vec::new();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (interest, handle) in kept.iter().zip(0..) {
            let Some(query) = interest.as_ref().and_then(|kept| kept[slot].as_deref()) else {
                continue;
            };
            let group = *numbers.entry(query).or_insert_with(|| {
                distinct.push(query);
                distinct.len() as u32 - 1
            });
            pairs.push((group, handle));
        }
        pairs.sort_unstable();
        self.members = pairs.iter().map(|(_, handle)| *handle).collect();
        let first = |group: u32| pairs.partition_point(|(g, _)| *g < group) as u32;
        self.groups = (0..=distinct.len() as u32).map(first).collect();
        distinct
    }

    /// What must be checked under each anchor of a query.
    fn records_of(
        &mut self,
        shape: &Shape,
        counts: &Counts,
        mut put: impl FnMut(u32, (Check, u32, u32), bool),
    ) {
        match shape {
            Shape::Any(rows) => {
                for row in rows {
                    if let Some(anchor) = rarest(row, counts) {
                        put(anchor, self.row(row, anchor, counts), rows.len() > 1);
                    }
                }
            }
            Shape::All(ids, not) => {
                if let Some(anchor) = rarest(ids, counts) {
                    put(anchor, all_of(ids, *not, anchor, counts), false);
                }
            }
            Shape::Tree(tree) => {
                let check = (Check::Tree, ALWAYS, self.trees.len() as u32);
                self.trees.push(Tree::clone(tree));
                let anchors = shape.anchors(counts);
                anchors
                    .iter()
                    .for_each(|anchor| put(*anchor, check, anchors.len() > 1));
            }
            Shape::Whole(whole) => {
                let check = (Check::Whole, ALWAYS, self.wholes.len() as u32);
                self.wholes.push(whole.clone());
                let anchors = shape.anchors(counts);
                anchors
                    .iter()
                    .for_each(|anchor| put(*anchor, check, anchors.len() > 1));
            }
        }
    }

    fn row(&mut self, ids: &[u32], anchor: u32, counts: &Counts) -> (Check, u32, u32) {
        let at = ids.iter().position(|id| *id == anchor).unwrap_or(0);
        match *ids {
            [_] => return (Check::Met, ALWAYS, 0),
            [_, second] if at == 0 => return (Check::Beside, second, 1),
            [first, _] => return (Check::Beside, first, (-1_i32) as u32),
            _ => {}
        }
        let others = [&ids[..at], &ids[at + 1..]].concat();
        let start = self.rows.len() as u32;
        self.rows.push((ids.len() as u32) << 16 | at as u32);
        self.rows.extend_from_slice(ids);
        (Check::Row, rarest(&others, counts).unwrap_or(ALWAYS), start)
    }

    /// A row of units that follow each other, and the place of its anchor in it.
    pub fn row_at(&self, start: u32) -> (&[u32], usize) {
        let rows = self.rows.get(start as usize..).unwrap_or_default();
        let Some((head, units)) = rows.split_first() else {
            return (&[], 0);
        };
        let units = units.get(..(head >> 16) as usize).unwrap_or_default();
        (units, (head & 0xFFFF) as usize)
    }

    /// Numbers the groups in the order of the records, so that what is read together lies together.
    fn number_by(&mut self, sure: &mut [(u32, u32)], records: &mut [(u32, Record)]) {
        const NONE: u32 = u32::MAX;
        let mut numbers = vec![NONE; self.group_count()];
        let (mut groups, mut members) = (vec![0], Vec::with_capacity(self.members.len()));
        let mut number = |group: u32| {
            let known = &mut numbers[group as usize];
            if *known == NONE {
                *known = groups.len() as u32 - 1;
                members.extend_from_slice(self.members(group));
                groups.push(members.len() as u32);
            }
            *known
        };
        for (_, record) in records {
            record.head = record.head & !GROUPS | number(record.group());
        }
        sure.iter_mut()
            .for_each(|(_, group)| *group = number(*group));
        (self.groups, self.members) = (groups, members);
    }

    /// Lays the lists out by anchor.
    fn lay(&mut self, units: usize, sure: &[(u32, u32)], records: &[(u32, Record)]) {
        let (mut next_sure, mut next_record) = (0, 0);
        for unit in 0..=units as u32 + 1 {
            self.starts
                .push((self.sure.len() as u32, next_record as u32));
            while let Some((_, group)) = sure.get(next_sure).filter(|(id, _)| *id == unit) {
                let members = self.groups[*group as usize]..self.groups[*group as usize + 1];
                let members = members.start as usize..members.end as usize;
                self.sure.extend_from_slice(&self.members[members]);
                next_sure += 1;
            }
            while records.get(next_record).is_some_and(|(id, _)| *id == unit) {
                next_record += 1;
            }
        }
        self.records = records.iter().map(|(_, record)| *record).collect();
    }

    /// Interests that this unit meets, and records to verify.
    #[inline]
    pub fn under(&self, unit: u32) -> (&[u32], &[Record]) {
        let at = unit as usize;
        let (Some(from), Some(to)) = (self.starts.get(at), self.starts.get(at + 1)) else {
            return (&[], &[]);
        };
        (
            &self.sure[from.0 as usize..to.0 as usize],
            &self.records[from.1 as usize..to.1 as usize],
        )
    }

    /// The interests of a group.
    #[inline]
    pub fn members(&self, group: u32) -> &[u32] {
        let at = group as usize;
        &self.members[self.groups[at] as usize..self.groups[at + 1] as usize]
    }

    /// Groups of interests that ask the same.
    pub fn group_count(&self) -> usize {
        self.groups.len().saturating_sub(1)
    }

    /// Bytes of memory it holds.
    pub fn bytes(&self) -> usize {
        self.starts.capacity() * 8
            + self.records.capacity() * size_of::<Record>()
            + (self.sure.capacity() + self.groups.capacity()) * 4
            + (self.members.capacity() + self.rows.capacity()) * 4
            + self.trees.capacity() * size_of::<Tree>()
    }
}
