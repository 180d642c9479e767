//! Holding a query against the traces of a document: whether it is met. It gives the same answer as the
//! plan that the query was made from, which the tests see to.

use super::base::{Base, Check, Record};
use super::query::{Query, SPELT, Shape, Tree, Whole};
use super::traces::Traces;

/// A stretch of words: whether in the body, first and last.
type Span = (bool, u32, u32);

/// Whether a record of the index is met. `once` says whether its group was not found before, `whole`
/// holds a plan against the document itself.
#[inline]
pub(super) fn record_holds(
    record: &Record,
    anchor: u32,
    base: &Base,
    traces: &Traces,
    mut once: impl FnMut() -> bool,
    mut whole: impl FnMut(&Whole) -> bool,
) -> bool {
    if !traces.met(record.b) || record.need & !traces.bits != 0 {
        return false;
    }
    let met = match record.check() {
        Check::Met => true,
        Check::Two => traces.met(record.c),
        Check::Not => !traces.met(record.c),
        Check::Beside => {
            let stands = |first: u32| {
                let at = first.wrapping_add(record.c);
                traces.word_at(at) == record.b && traces.word_at(first) == anchor
            };
            traces.of(anchor).any(|o| stands(o.first))
        }
        Check::Row => {
            let (row, at) = base.row_at(record.c);
            row_stands(row, at, traces)
        }
        Check::Tree => {
            let tree = base.trees.get(record.c as usize);
            tree.is_some_and(|tree| holds(tree, traces))
        }
        Check::Whole => {
            let found = base.wholes.get(record.c as usize);
            found.is_some_and(&mut whole)
        }
    };
    met && (!record.is_one_of_many() || once())
}

/// Whether a query is met.
pub(super) fn query_holds(
    query: &Query,
    traces: &Traces,
    whole: impl FnOnce(&Whole) -> bool,
) -> bool {
    query.need & !traces.bits == 0
        && match &query.shape {
            Shape::Any(rows) => rows.iter().any(|row| match row[..] {
                [unit] => traces.met(unit),
                _ => row_stands(row, 0, traces),
            }),
            Shape::All(ids, not) => {
                ids.iter().all(|id| traces.met(*id)) && !not.is_some_and(|id| traces.met(id))
            }
            Shape::Tree(tree) => holds(tree, traces),
            Shape::Whole(found) => whole(found),
        }
}

/// Whether a row of terms stands anywhere; it is looked for where its unit `at` was met.
fn row_stands(row: &[u32], at: usize, traces: &Traces) -> bool {
    let Some(anchor) = row.get(at) else {
        return false;
    };
    traces.of(*anchor).any(|occurrence| {
        let start = occurrence.first.checked_sub(at as u32);
        start.is_some_and(|start| {
            row.iter()
                .zip(start..)
                .all(|(unit, position)| traces.word_at(position) == *unit)
        })
    })
}

fn holds(tree: &Tree, traces: &Traces) -> bool {
    match tree {
        Tree::Rows(..) | Tree::Near(..) => !spans(tree, traces).is_empty(),
        Tree::Code(unit) => traces.met(*unit),
        Tree::All(members) => members.iter().all(|m| holds(m, traces)),
        Tree::Any(members) => members.iter().any(|m| holds(m, traces)),
        Tree::Not(inner) => !holds(inner, traces),
    }
}

/// Every stretch of words that a part has.
fn spans(tree: &Tree, traces: &Traces) -> Vec<Span> {
    match tree {
        Tree::Rows(title, rows) => {
            let found = rows.iter().flat_map(|row| row_spans(row, traces));
            found.filter(|span| !title || !span.0).collect()
        }
        Tree::Any(members) => members.iter().flat_map(|m| spans(m, traces)).collect(),
        Tree::Near(left, right, within) => {
            near(&spans(left, traces), spans(right, traces), *within)
        }
        Tree::Code(_) | Tree::All(_) | Tree::Not(_) => Vec::new(),
    }
}

fn row_spans(row: &[u32], traces: &Traces) -> Vec<Span> {
    let span = |first, last| (first >= traces.body, first, last);
    match row {
        [] => Vec::new(),
        [only] => traces.of(*only).map(|o| span(o.first, o.last)).collect(),
        [first, ..] => {
            let starts = traces.of(first & !SPELT).map(|o| o.first);
            let stands = |start: &u32| {
                row.iter()
                    .zip(*start..)
                    .all(|(unit, position)| stands_at(*unit, position, traces))
            };
            let end = |start: u32| span(start, start + row.len() as u32 - 1);
            starts.filter(stands).map(end).collect()
        }
    }
}

fn stands_at(unit: u32, position: u32, traces: &Traces) -> bool {
    match unit & SPELT {
        0 => traces.word_at(position) == unit,
        _ => traces.of(unit & !SPELT).any(|o| o.first == position),
    }
}

/// Pairs each left stretch with the nearest right one after and before it in the same text, when at
/// most `within` words lie between their ends. Those that overlap are no pair.
fn near(left: &[Span], mut right: Vec<Span>, within: u32) -> Vec<Span> {
    let joined = |a: Span, b: Span| (a.0, a.1.min(b.1), a.2.max(b.2));
    let mut pairs = Vec::new();
    right.sort_unstable_by_key(|r| (r.0, r.1));
    for l in left {
        let next = right.partition_point(|r| (r.0, r.1) <= (l.0, l.2));
        let after = right
            .get(next)
            .filter(|r| r.0 == l.0 && r.1 - l.2 <= within);
        pairs.extend(after.map(|r| joined(*l, *r)));
    }
    right.sort_unstable_by_key(|r| (r.0, r.2));
    for l in left {
        let next = right.partition_point(|r| (r.0, r.2) < (l.0, l.1));
        let before = next.checked_sub(1).and_then(|i| right.get(i));
        let before = before.filter(|r| r.0 == l.0 && l.1 - r.2 <= within);
        pairs.extend(before.map(|r| joined(*r, *l)));
    }
    pairs
}
