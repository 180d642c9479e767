//! The score: how features add up to the chance that an adviser keeps an item, and what part of it
//! each feature has. What the features measure is the business of `features`, what they count that
//! of `weights`.

use crate::weights::{Domain, START, Set};
use noaber_domain::{Reason, Share};

/// Something that speaks for or against an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Its name among [`FEATURES`].
    pub name: &'static str,
    /// How strongly it holds; 0 when it does not.
    pub value: f64,
    /// The words, names or numbers it is about.
    pub words: Vec<String>,
}

/// Every feature, with the code of the reason it is shown as (the translation key `reason-<code>`).
pub const FEATURES: &[(&str, &str)] = &[
    ("title-words", "title-hit"),
    ("text-words", "body-hit"),
    ("title-term", "title-hit"),
    ("rare-title", "rare-term"),
    ("terms", "terms"),
    ("title-parts", "title-hit"),
    ("covered", "terms"),
    ("covered-title", "title-hit"),
    ("focus", "title-hit"),
    ("about-title", "about"),
    ("about-text", "about"),
    ("core-title", "about"),
    ("region-title", "region-named"),
    ("region-named", "region-named"),
    ("border", "border"),
    ("elsewhere-title", "elsewhere"),
    ("elsewhere", "elsewhere"),
    ("kind-motion", "kind"),
    ("kind-single", "kind"),
    ("kind-paper", "kind"),
    ("kind-course", "kind"),
    ("kind-union", "kind"),
    ("deadline", "deadline"),
    ("money", "money"),
    ("committee", "committee"),
    ("closeness", "closeness"),
    ("closeness-border", "border"),
    ("closeness-union", "kind"),
];

/// Below this score an item is no signal.
pub const FLOOR: f64 = 0.3;

/// The code of the reason that a feature is shown as.
pub fn code_of(name: &str) -> Option<&'static str> {
    let known = FEATURES.iter().find(|(known, _)| *known == name);
    known.map(|(_, code)| *code)
}

/// The score of an item with these features, and a reason for each code that counts, strongest
/// first.
/// What an item of this domain starts with beside others is a reason of its own: the country.
///
/// The parts of the reasons add up to the score: what the features that speak for it reach together
/// is divided among them in proportion to what they count; what those that speak against it take
/// away is divided likewise, below zero.
pub fn score(set: &Set, domain: Domain, features: &[Feature]) -> (Share, Vec<Reason>) {
    let mut counts: Vec<(Reason, f64)> = Vec::new();
    let mut count = |code: &str, words: &[String], count: f64| {
        if count == 0.0 {
            return;
        }
        // Features of one reason are shown together: each word once, the strongest feature first.
        match counts.iter_mut().find(|(reason, _)| reason.code == code) {
            Some((reason, sum)) => {
                *sum += count;
                for word in words {
                    let lower = word.to_lowercase();
                    let known = reason.words.iter().any(|w| w.to_lowercase() == lower);
                    if !known && reason.words.len() < 6 {
                        reason.words.push(word.clone());
                    }
                }
            }
            None => {
                let (code, words) = (code.to_owned(), words.to_vec());
                let share = 0.0;
                counts.push((Reason { code, words, share }, count));
            }
        }
    };
    for feature in features {
        if let Some(code) = code_of(feature.name) {
            let weight = set.weight(domain, feature.name);
            count(code, &feature.words, weight * feature.value);
        }
    }
    count(
        "country",
        &[domain.code().to_uppercase()],
        set.apart(domain),
    );
    shares(set.start(), domain, counts)
}

/// Features that the reason of what was learned names at most.
const NAMED: usize = 3;

/// The score of an item by the weights that a dossier learned, what it is by those given, and its
/// reasons: those of the given weights, with one more for what learning added or took away. The
/// parts add up to the learned score.
pub fn score_learned(
    given: &Set,
    own: &Set,
    domain: Domain,
    features: &[Feature],
) -> (Share, Share, Vec<Reason>) {
    let (plain, mut reasons) = score(given, domain, features);
    let of = |set: &Set| {
        features
            .iter()
            .map(|f| set.weight(domain, f.name) * f.value)
            .sum::<f64>()
    };
    let all = |set: &Set| set.start() + set.apart(domain) + of(set);
    let share = match all(own) == all(given) {
        true => plain,
        false => Share::new(logistic(all(own))),
    };
    let by = share.value() - plain.value();
    if by != 0.0 {
        reasons.push(Reason {
            code: Reason::LEARNED.to_owned(),
            words: moved_most(given, own, domain, features, by),
            share: by,
        });
        reasons.sort_by(|a, b| b.share.abs().total_cmp(&a.share.abs()));
    }
    (share, plain, reasons)
}

/// The names of the features whose moved weights did most in this direction, the most first.
fn moved_most(
    given: &Set,
    own: &Set,
    domain: Domain,
    features: &[Feature],
    by: f64,
) -> Vec<String> {
    let start = (
        START,
        own.weight(domain, START) - given.weight(domain, START),
    );
    let moved = |f: &Feature| {
        let difference = own.weight(domain, f.name) - given.weight(domain, f.name);
        (f.name, difference * f.value)
    };
    let mut moves: Vec<(&str, f64)> = features.iter().map(moved).chain([start]).collect();
    moves.retain(|(_, m)| m * by.signum() > 0.0);
    moves.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let names = moves.into_iter().take(NAMED);
    names.map(|(name, _)| name.to_owned()).collect()
}

/// Divides the score among the reasons by what each counts in log-odds.
fn shares(start: f64, domain: Domain, counts: Vec<(Reason, f64)>) -> (Share, Vec<Reason>) {
    let (up, down) = counts.iter().fold((0.0, 0.0), |(up, down), (_, count)| {
        (up + count.max(0.0), down - count.min(0.0))
    });
    let reached = logistic(start + up);
    let score = logistic(start + up - down);
    let part = |count: f64| match count > 0.0 {
        true => reached * count / up,
        false => (reached - score) * count / down,
    };
    let mut reasons: Vec<Reason> = counts
        .into_iter()
        .filter(|(_, count)| *count != 0.0)
        .map(|(reason, count)| Reason {
            share: part(count),
            ..reason
        })
        .collect();
    if up == 0.0 {
        // Nothing speaks for it: what it has is what any item of its country starts with.
        match reasons.iter_mut().find(|reason| reason.code == "country") {
            Some(country) => country.share += reached,
            None => reasons.push(Reason {
                code: "country".to_owned(),
                words: vec![domain.code().to_uppercase()],
                share: reached,
            }),
        }
    }
    reasons.sort_by(|a, b| b.share.abs().total_cmp(&a.share.abs()));
    (Share::new(score), reasons)
}

/// Brings log-odds to a chance.
pub(crate) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weights::Weights;
    use proptest::prelude::*;

    fn feature(which: usize, value: f64) -> Feature {
        let name = FEATURES[which % FEATURES.len()].0;
        Feature {
            name,
            value,
            words: vec![name.to_owned()],
        }
    }

    proptest! {
        #[test]
        fn the_shares_add_up_to_the_score(
            values in prop::collection::vec((0_usize..40, 0.0_f64..3.0), 0..25),
            domain in 0_usize..4,
        ) {
            let domain = [Domain::Nl, Domain::De, Domain::En, Domain::Far][domain];
            let mut features: Vec<Feature> = values.into_iter().map(|(w, v)| feature(w, v)).collect();
            features.push(feature(0, 0.5));
            for set in [&Weights::shipped().words, &Weights::shipped().meaning] {
                let (score, reasons) = score(set, domain, &features);
                let sum: f64 = reasons.iter().map(|r| r.share).sum();
                prop_assert!((sum - score.value()).abs() < 1e-9, "{sum} {score:?}");
                prop_assert!(reasons.iter().all(|r| (-1.0..=1.0).contains(&r.share)));
                let mut codes: Vec<&str> = reasons.iter().map(|r| r.code.as_str()).collect();
                codes.sort_unstable();
                codes.dedup();
                prop_assert_eq!(codes.len(), reasons.len());
            }
        }

        #[test]
        fn what_was_learned_is_a_part_of_its_own(
            values in prop::collection::vec((0_usize..40, 0.0_f64..3.0), 0..25),
            moves in prop::collection::vec((0_usize..40, -1.0_f64..1.0), 0..6),
            domain in 0_usize..4,
        ) {
            let domain = [Domain::Nl, Domain::De, Domain::En, Domain::Far][domain];
            let mut features: Vec<Feature> = values.into_iter().map(|(w, v)| feature(w, v)).collect();
            features.push(feature(0, 0.5));
            let given = &Weights::shipped().words;
            let mut own = given.clone();
            for (which, by) in &moves {
                let name = FEATURES[which % FEATURES.len()].0.to_owned();
                *own.shared.entry(name.clone()).or_default() += by;
                *own.far.entry(name).or_default() += by;
            }
            let (share, plain, reasons) = score_learned(given, &own, domain, &features);
            let sum: f64 = reasons.iter().map(|r| r.share).sum();
            prop_assert!((sum - share.value()).abs() < 1e-9, "{sum} {share:?}");
            let (same, was) = (score(&own, domain, &features).0, score(given, domain, &features));
            prop_assert!((same.value() - share.value()).abs() < 1e-9);
            prop_assert_eq!(plain, was.0);
            let learned = reasons.iter().find(|r| r.code == Reason::LEARNED);
            prop_assert_eq!(learned.is_some(), share != plain);
            if moves.is_empty() {
                prop_assert_eq!(reasons, was.1, "nothing learned, nothing changed");
            }
        }
    }
}
