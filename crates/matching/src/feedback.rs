//! What an adviser keeps and dismisses moves the weights of that dossier: a little, within bounds,
//! and worked out anew from the verdicts that stand, so that taking one back undoes it.

use crate::learn::{Example, WANTED};
use crate::matcher::Weighed;
use crate::score::logistic;
use crate::weights::{Domain, START, Set, Weights};
use noaber_domain::Verdict;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far one weight may move, as a part of itself and in log-odds at least.
const BOUND: f64 = 0.5;
const AT_LEAST: f64 = 0.25;
/// How strongly the shipped weights hold: so many verdicts move a weight as far as they do.
const HOLD: f64 = 8.0;
/// So many verdicts of one sort are heard in full although none of the other sort stands against them.
/// Who only dismisses says what she does not want, not that she wants less of everything.
const ALONE: f64 = 5.0;
/// Steps down the slope.
const STEPS: usize = 40;
/// Verdicts that are heard; older ones are for the next learning of all weights.
const HEARD: usize = 500;

/// A verdict that stands, with what held of the item: `wanted` is 1 for kept, 0 for dismissed, and
/// between them for kept in sight.
pub type Heard = Example;

/// How a weight was moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// The feature.
    pub name: String,
    /// As the program has it.
    pub from: f64,
    /// As this dossier has it now.
    pub to: f64,
}

/// How much a verdict says that an item is wanted: what is acted on counts as what must be seen, what
/// is watched as what is worth a glance.
pub fn wanted(verdict: Verdict) -> f64 {
    match verdict {
        Verdict::Dismiss => WANTED[0],
        Verdict::Watch => WANTED[1],
        Verdict::Act => WANTED[2],
    }
}

/// What a dossier learned from the verdicts that stand.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// Verdicts that were heard: acted on, watched, dismissed.
    pub heard: [usize; 3],
    /// What differs where meaning is not known, the largest difference first.
    pub words: Vec<Moved>,
    /// The same where it is.
    pub meaning: Vec<Moved>,
}

/// What a dossier learns from these verdicts: its weights for items whose meaning is not known and for
/// those where it is, and what it learned. The same verdicts in the same order give the same weights
/// to the last digit; without any there are none.
pub fn learn_from(given: &Weights, verdicts: &[(Weighed, Verdict)]) -> Option<(Weights, Lesson)> {
    if verdicts.is_empty() {
        return None;
    }
    let example = |(weighed, verdict): &(Weighed, Verdict)| Heard {
        domain: weighed.domain,
        features: weighed.features.clone(),
        wanted: wanted(*verdict),
    };
    let known = verdicts.iter().filter(|(weighed, _)| weighed.with_meaning);
    let known: Vec<Heard> = known.map(example).collect();
    // Where meaning is not known, every verdict counts by its words.
    let mut all: Vec<Heard> = verdicts.iter().map(example).collect();
    for heard in &mut all {
        heard.features.retain(|f| !f.name.starts_with("closeness"));
    }
    let (weights, words) = adapt(given, &all, false);
    let (weights, meaning) = adapt(&weights, &known, true);
    let count = |which: Verdict| verdicts.iter().filter(|(_, v)| *v == which).count();
    let lesson = Lesson {
        heard: Verdict::ALL.map(count),
        words,
        meaning,
    };
    Some((weights, lesson))
}

/// The weights of a dossier after these verdicts, and each weight that differs, the largest
/// difference first. Without verdicts they are the weights given. The order of the verdicts does
/// not matter, but that of more than 500 only the last are heard.
pub fn adapt(weights: &Weights, verdicts: &[Heard], with_meaning: bool) -> (Weights, Vec<Moved>) {
    let first = verdicts.len().saturating_sub(HEARD);
    let verdicts = &verdicts[first..];
    let base = weights.set(with_meaning);
    let moves = descend(base, verdicts);
    let mut adapted = weights.clone();
    let mut moved: Vec<Moved> = Vec::new();
    for (name, by) in moves {
        if by == 0.0 {
            continue;
        }
        let set = match with_meaning {
            true => &mut adapted.meaning,
            false => &mut adapted.words,
        };
        let from = set.shared.get(name).copied().unwrap_or(0.0);
        // Items far from the terms count by a table of their own: it moves along.
        for table in [&mut set.shared, &mut set.far] {
            *table.entry(name.to_owned()).or_default() += by;
        }
        moved.push(Moved {
            name: name.to_owned(),
            from,
            to: from + by,
        });
    }
    let far = |m: &Moved| (m.to - m.from).abs();
    moved.sort_by(|a, b| far(b).total_cmp(&far(a)));
    (adapted, moved)
}

/// What a verdict counts in full when its item is kept, and when it is dismissed: the side with more
/// verdicts counts for no more than the other and [`ALONE`] together.
fn heed(verdicts: &[Heard]) -> [f64; 2] {
    let kept: f64 = verdicts.iter().map(|v| v.wanted).sum();
    let dismissed = verdicts.len() as f64 - kept;
    let part = |mine: f64, other: f64| ((other + ALONE) / mine.max(ALONE)).min(1.0);
    [part(kept, dismissed), part(dismissed, kept)]
}

/// How far a weight may move. The start counts for every item, also for those that no verdict was
/// like: it moves the least.
fn bound(base: &Set, name: &str) -> f64 {
    match name {
        START => AT_LEAST,
        _ => (base.weight(Domain::Nl, name).abs() * BOUND).max(AT_LEAST),
    }
}

/// How far each feature moves: the slope of the verdicts against the hold of the given weights,
/// never further than the bound.
fn descend<'e>(base: &Set, verdicts: &'e [Heard]) -> BTreeMap<&'e str, f64> {
    let names = verdicts.iter().flat_map(|v| &v.features).map(|f| f.name);
    let mut moves: BTreeMap<&str, f64> = names.map(|name| (name, 0.0)).collect();
    if verdicts.is_empty() {
        return moves;
    }
    moves.insert(START, 0.0);
    let widest = |name: &str| {
        let of = |v: &Heard| {
            let holds = v.features.iter().find(|f| f.name == name);
            holds.map_or(0.0, |f| f.value.abs())
        };
        verdicts.iter().map(of).fold(1.0, f64::max)
    };
    let scale: BTreeMap<&str, f64> = moves.keys().map(|name| (*name, widest(name))).collect();
    // A step that cannot overshoot: the slope bends by at most this.
    let most: f64 = moves.len() as f64;
    let step = 1.0 / (HOLD + 0.25 * verdicts.len() as f64 * most);
    let [kept, dismissed] = heed(verdicts);
    for _ in 0..STEPS {
        let mut slope: BTreeMap<&str, f64> = moves
            .iter()
            .map(|(name, by)| (*name, HOLD * by * scale[name]))
            .collect();
        for verdict in verdicts {
            let counts = kept * verdict.wanted + dismissed * (1.0 - verdict.wanted);
            let miss = counts * (chance(base, &moves, verdict) - verdict.wanted);
            *slope.entry(START).or_default() += miss;
            for feature in &verdict.features {
                *slope.entry(feature.name).or_default() +=
                    miss * feature.value / scale[feature.name];
            }
        }
        for (name, by) in &mut moves {
            let bound = bound(base, name);
            *by = (*by - step * slope[name] / scale[name]).clamp(-bound, bound);
        }
    }
    moves.retain(|_, by| by.abs() >= 1e-6);
    moves
}

/// The chance that the moved weights give an item.
fn chance(base: &Set, moves: &BTreeMap<&str, f64>, heard: &Heard) -> f64 {
    let moved =
        |name: &str| base.weight(heard.domain, name) + moves.get(name).copied().unwrap_or(0.0);
    let counts = heard.features.iter().map(|f| moved(f.name) * f.value);
    logistic(moved(START) + counts.sum::<f64>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::{Feature, score};

    /// An item that is fairly likely to be kept, with these features besides.
    fn heard(names: &[&'static str], wanted: f64) -> Heard {
        let likely = [("covered", 1.0), ("terms", 1.4), ("focus", 1.0)];
        let all = likely
            .into_iter()
            .chain(names.iter().map(|name| (*name, 1.0)));
        let features = all.map(|(name, value)| Feature {
            name,
            value,
            words: Vec::new(),
        });
        Heard {
            domain: Domain::Nl,
            features: features.collect(),
            wanted,
        }
    }

    fn value(weights: &Weights, of: &Heard) -> f64 {
        score(&weights.words, of.domain, &of.features).0.value()
    }

    #[test]
    fn dismissals_lower_what_they_share_and_taking_them_back_undoes_it() {
        let shipped = Weights::shipped();
        let calls = heard(&["kind-union"], 0.0);
        let kept = heard(&["region-title"], 1.0);
        let verdicts = vec![calls.clone(), calls.clone(), calls.clone(), kept.clone()];
        let (adapted, moved) = adapt(shipped, &verdicts, false);
        assert!(value(&adapted, &calls) < value(shipped, &calls));
        assert!(value(&adapted, &kept) > value(&adapted, &calls));
        assert!(
            moved
                .iter()
                .any(|m| m.name == "kind-union" && m.to < m.from)
        );
        let (back, moved) = adapt(shipped, &[], false);
        assert_eq!((&back, moved.len()), (shipped, 0));
        let mut turned = verdicts.clone();
        turned.reverse();
        let (again, _) = adapt(shipped, &turned, false);
        assert!((value(&again, &calls) - value(&adapted, &calls)).abs() < 1e-9);
    }

    #[test]
    fn no_flood_of_verdicts_moves_a_weight_out_of_bounds() {
        let shipped = Weights::shipped();
        let verdicts = vec![heard(&["kind-union"], 0.0); 2_000];
        let (_, moved) = adapt(shipped, &verdicts, false);
        assert!(!moved.is_empty());
        for m in moved {
            let most = bound(&shipped.words, &m.name);
            assert!((m.to - m.from).abs() <= most + 1e-9, "{m:?}");
        }
    }

    #[test]
    fn forty_dismissals_of_a_kind_do_not_bury_what_is_unlike_them() {
        let shipped = Weights::shipped();
        let calls = heard(&["kind-union"], 0.0);
        let wanted = heard(&["core-title", "region-title", "rare-title"], 1.0);
        let after = |many: usize| adapt(shipped, &vec![calls.clone(); many], false).0;
        let (three, forty) = (after(3), after(40));
        let lost = |weights: &Weights, of: &Heard| value(shipped, of) - value(weights, of);
        assert!(lost(&three, &calls) > 0.1);
        assert!(lost(&forty, &calls) > lost(&forty, &wanted) + 0.05);
        assert!(value(&forty, &wanted) > 0.6, "{}", value(&forty, &wanted));
    }
}
