//! The score: how features add up to the chance that an adviser wants to see an item, and what part
//! of it each feature has. What the features measure is the business of `features`.

use noaber_domain::{Reason, Share};

/// Something that speaks for or against an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Its code, the translation key `reason-<code>`.
    pub code: &'static str,
    /// How strongly it holds: 0 to 1, or -1 to 0 when it speaks against.
    pub value: f64,
    /// The words, names or numbers it is about.
    pub words: Vec<String>,
}

/// What each feature counts when it holds in full, in log-odds. Set by hand: words in the title lead,
/// a phrase and several distinct words strengthen, circumstances help; the figures were looked at on
/// judged items of five dossiers and not fitted to them.
pub const WEIGHTS: [(&str, f64); 12] = [
    ("title-hit", 2.4),
    ("body-hit", 0.7),
    ("phrase", 0.6),
    ("terms", 1.4),
    ("rare-term", 1.0),
    ("region-named", 1.2),
    ("committee", 0.3),
    ("kind", 0.4),
    ("deadline", 0.5),
    ("country", 1.5),
    ("money", 0.3),
    ("closeness", 2.0),
];

/// The log-odds of an item about which nothing is known.
pub const START: f64 = -2.3;

/// Below this score an item is no signal.
pub const FLOOR: f64 = 0.3;

/// The score of an item with these features, and a reason for each that counts, strongest first.
///
/// The parts of the reasons add up to the score: what the features that speak for it reach together
/// is divided among them in proportion to what they count; what those that speak against it take
/// away is divided likewise, below zero.
pub fn score(features: &[Feature]) -> (Share, Vec<Reason>) {
    let counted = |feature: &Feature| {
        let known = WEIGHTS.iter().find(|(code, _)| *code == feature.code);
        known.map_or(0.0, |(_, weight)| weight * feature.value.clamp(-1.0, 1.0))
    };
    let counts: Vec<f64> = features.iter().map(counted).collect();
    let (up, down) = counts.iter().fold((0.0, 0.0), |(up, down), count| {
        (up + count.max(0.0), down - count.min(0.0))
    });
    let reached = logistic(START + up);
    let score = logistic(START + up - down);
    let part = |count: f64| match count > 0.0 {
        true => reached * count / up,
        false => (reached - score) * count / down,
    };
    let mut reasons: Vec<Reason> = features
        .iter()
        .zip(&counts)
        .filter(|(_, count)| **count != 0.0)
        .map(|(feature, count)| Reason {
            code: feature.code.to_owned(),
            words: feature.words.clone(),
            share: part(*count),
        })
        .collect();
    reasons.sort_by(|a, b| b.share.abs().total_cmp(&a.share.abs()));
    (Share::new(score), reasons)
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn feature(which: usize, value: f64) -> Feature {
        let code = WEIGHTS[which % WEIGHTS.len()].0;
        Feature {
            code,
            value,
            words: Vec::new(),
        }
    }

    proptest! {
        #[test]
        fn the_shares_add_up_to_the_score(
            values in prop::collection::vec((0_usize..12, -1.0_f64..1.0), 0..12),
        ) {
            let mut features: Vec<Feature> = values.into_iter().map(|(w, v)| feature(w, v)).collect();
            features.push(feature(0, 0.5));
            let (score, reasons) = score(&features);
            let sum: f64 = reasons.iter().map(|r| r.share).sum();
            prop_assert!((sum - score.value()).abs() < 1e-9, "{sum} {score:?}");
            prop_assert!(reasons.iter().all(|r| (-1.0..=1.0).contains(&r.share)));
        }
    }

    #[test]
    fn more_that_speaks_for_it_never_lowers_a_score() {
        let one = score(&[feature(0, 0.5)]).0.value();
        let two = score(&[feature(0, 0.5), feature(2, 1.0)]).0.value();
        let less = score(&[feature(0, 0.5), feature(9, -1.0)]).0.value();
        assert!(less < one && one < two);
    }
}
