//! The measures of a ranking: nDCG, precision, recall and average precision. What is ranked, and by
//! what, is not known here.

use serde::Serialize;

/// How far somebody may read down a list.
pub const DEPTHS: [usize; 4] = [10, 20, 50, 100];

/// How good a ranking is; every measure from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Measures {
    /// Normalised discounted cumulative gain of the first ten, gain 2^grade - 1.
    pub ndcg10: f64,
    /// The part of the first ten that is wanted (grade 1 or more).
    pub p10: f64,
    /// The part of what is wanted that stands among the first fifty.
    pub recall50: f64,
    /// The part of what is wanted that somebody has seen who reads the first [`DEPTHS`].
    pub seen: [f64; 4],
    /// The same for what must be seen; 1 where nothing must.
    pub must_seen: [f64; 4],
    /// Average precision over what is wanted.
    pub map: f64,
    /// The part of the first ten that nobody judged.
    pub unjudged10: f64,
    /// Items that are wanted.
    pub wanted: usize,
    /// Items that must be seen.
    pub must: usize,
    /// Items that were ranked.
    pub ranked: usize,
}

/// Measures a ranking of grades, best first; `None` was not judged and is passed over but for
/// `unjudged10`.
pub fn measure(ranked: &[Option<u8>]) -> Measures {
    let grades: Vec<u8> = ranked.iter().copied().flatten().collect();
    let mut ideal = grades.clone();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let wanted = grades.iter().filter(|g| **g > 0).count();
    let among = |first: usize| grades.iter().take(first).filter(|g| **g > 0).count() as f64;
    let (mut seen, mut precision) = (0.0, 0.0);
    for (place, grade) in (1..).zip(&grades) {
        if *grade > 0 {
            seen += 1.0;
            precision += seen / f64::from(place);
        }
    }
    let all = wanted.max(1) as f64;
    let must = grades.iter().filter(|g| **g > 1).count();
    let seen_of = |least: u8, all: usize| {
        DEPTHS.map(|first| {
            let seen = grades.iter().take(first).filter(|g| **g >= least).count();
            if all == 0 {
                1.0
            } else {
                seen as f64 / all as f64
            }
        })
    };
    let unjudged = ranked.iter().take(10).filter(|g| g.is_none()).count();
    Measures {
        ndcg10: dcg(&grades) / dcg(&ideal).max(1e-9),
        p10: among(10) / 10.0,
        recall50: among(50) / all,
        seen: seen_of(1, wanted),
        must_seen: seen_of(2, must),
        map: precision / all,
        unjudged10: unjudged as f64 / ranked.len().clamp(1, 10) as f64,
        wanted,
        must,
        ranked: grades.len(),
    }
}

fn dcg(grades: &[u8]) -> f64 {
    let gain = |(place, grade): (u32, &u8)| {
        (2_f64.powi(i32::from(*grade)) - 1.0) / f64::from(place + 1).log2()
    };
    (1..).zip(grades.iter().take(10)).map(gain).sum()
}

impl Measures {
    /// The mean of several, dossier by dossier; of `wanted` the sum.
    pub fn mean(of: &[Measures]) -> Measures {
        let count = of.len().max(1) as f64;
        let mean = |get: fn(&Measures) -> f64| of.iter().map(get).sum::<f64>() / count;
        Measures {
            ndcg10: mean(|m| m.ndcg10),
            p10: mean(|m| m.p10),
            recall50: mean(|m| m.recall50),
            seen: [0, 1, 2, 3].map(|k| of.iter().map(|m| m.seen[k]).sum::<f64>() / count),
            must_seen: mean_must(of),
            map: mean(|m| m.map),
            unjudged10: mean(|m| m.unjudged10),
            wanted: of.iter().map(|m| m.wanted).sum(),
            must: of.iter().map(|m| m.must).sum(),
            ranked: of.iter().map(|m| m.ranked).sum(),
        }
    }
}

/// The mean over those that have anything that must be seen.
fn mean_must(of: &[Measures]) -> [f64; 4] {
    let of: Vec<&Measures> = of.iter().filter(|m| m.must > 0).collect();
    let mean = |k: usize| of.iter().map(|m| m.must_seen[k]).sum::<f64>() / of.len() as f64;
    [0, 1, 2, 3].map(|k| if of.is_empty() { 1.0 } else { mean(k) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_agree_with_sums_made_by_hand() {
        // Gains 3, 0, 1 at places 1, 2, 3; ideal 3, 1.
        let m = measure(&[Some(2), Some(0), Some(1)]);
        let ideal = 3.0 + 1.0 / 3_f64.log2();
        assert!((m.ndcg10 - 3.5 / ideal).abs() < 1e-12);
        assert!((m.map - (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
        assert_eq!((m.p10, m.recall50, m.wanted), (0.2, 1.0, 2));
    }

    #[test]
    fn what_was_not_judged_neither_helps_nor_harms() {
        let with = measure(&[None, Some(2), None, Some(0), Some(1)]);
        let without = measure(&[Some(2), Some(0), Some(1)]);
        assert_eq!(with.ndcg10, without.ndcg10);
        assert_eq!((with.unjudged10, without.unjudged10), (0.4, 0.0));
        let nothing = measure(&[]);
        assert_eq!(
            (nothing.wanted, nothing.ndcg10, nothing.must_seen),
            (0, 0.0, [1.0; 4])
        );
        let m = measure(&[Some(1), Some(2), Some(0)]);
        assert_eq!((m.seen[0], m.must, m.ranked), (1.0, 1, 3));
    }
}
