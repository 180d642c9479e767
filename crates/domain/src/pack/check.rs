//! What can only be seen of a pack as a whole: ids given twice, references to nothing, strategy
//! lines that serve themselves. What can be seen in one table is found while it is read.

use super::fault::{Fault, Place, suggest};
use super::page::{Named, Notes, Sort};
use crate::Agenda;
use std::collections::BTreeMap;

type Given<'n> = BTreeMap<(Sort, &'n str), &'n Place>;

/// Notes every id that is given twice or named without being given.
pub(super) fn references(notes: &Notes) {
    let (given, named) = (notes.given.borrow(), notes.named.borrow());
    let mut first: Given = BTreeMap::new();
    for Named { sort, id, place } in given.iter() {
        if let Some(other) = first.get(&(*sort, id.as_str())) {
            let what = format!("the {} `{id}` was given before, at {other}", sort.word());
            notes.fault(Fault::at(place.clone(), what, None));
        } else {
            first.insert((*sort, id), place);
        }
    }
    if notes.unreadable.get() {
        return;
    }
    for Named { sort, id, place } in named.iter() {
        if !first.contains_key(&(*sort, id.as_str())) {
            let known = first.keys().filter(|(s, _)| s == sort).map(|(_, id)| *id);
            let what = format!("there is no {} `{id}`", sort.word());
            notes.fault(Fault::at(place.clone(), what, suggest(id, known)));
        }
    }
}

/// Notes every strategy line that serves itself, by whatever way round.
pub(super) fn cascade(agendas: &[Agenda], notes: &Notes) {
    let lines = agendas.iter().flat_map(|agenda| &agenda.lines);
    let serves: BTreeMap<&str, Vec<&str>> = lines
        .map(|l| (l.id.as_str(), l.serves.iter().map(|s| s.as_str()).collect()))
        .collect();
    for id in serves.keys() {
        if let Some(way) = way_back(id, &serves) {
            let given = notes.given.borrow();
            let line = given.iter().find(|n| n.sort == Sort::Line && n.id == **id);
            if let Some(Named { place, .. }) = line {
                let what = format!("the strategy line serves itself: {}", way.join(" → "));
                notes.fault(Fault::at(place.clone(), what, None));
            }
        }
    }
}

/// The way from a line over the lines it serves back to itself, when there is one.
fn way_back<'l>(start: &'l str, serves: &BTreeMap<&'l str, Vec<&'l str>>) -> Option<Vec<&'l str>> {
    let mut seen = Vec::new();
    let mut ways = vec![vec![start]];
    while let Some(way) = ways.pop() {
        let here = *way.last()?;
        for next in serves.get(here).into_iter().flatten() {
            let on = || way.iter().copied().chain([*next]).collect();
            if *next == start {
                return Some(on());
            }
            if !seen.contains(next) {
                seen.push(*next);
                ways.push(on());
            }
        }
    }
    None
}
