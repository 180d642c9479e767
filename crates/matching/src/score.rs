//! The score: how features add up to the chance that an adviser keeps an item, and what part of it
//! each feature has. What the features measure is the business of `features`, what they count that
//! of `weights`.

use crate::weights::{Domain, Set};
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
    }
}
