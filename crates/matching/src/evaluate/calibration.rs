//! Whether the chances that the score tells are right: of items that it gives 0.7, seven in ten should
//! be kept. How items are ranked is not known here.

use serde::Serialize;

/// Parts that the chances from 0 to 1 are divided into.
const PARTS: usize = 10;

/// What was said and what was found, of chances within the same tenth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Part {
    /// The lowest chance of the tenth.
    pub from: f64,
    /// Pairs within it.
    pub pairs: usize,
    /// The mean chance that was said.
    pub said: f64,
    /// The mean of what was kept.
    pub kept: f64,
}

/// How far chances are from what came of them.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Calibration {
    /// Pairs that were counted.
    pub pairs: usize,
    /// The mean chance that was said, over all.
    pub said: f64,
    /// The mean of what was kept, over all.
    pub kept: f64,
    /// The expected calibration error: the mean distance of said and kept in each tenth, weighed by
    /// its pairs. 0 is right.
    pub error: f64,
    /// The mean square of the difference, pair by pair (Brier). 0 is right.
    pub brier: f64,
    /// The same for somebody who says the mean of what is kept, for every pair.
    pub brier_of_mean: f64,
    /// The tenths that have pairs.
    pub parts: Vec<Part>,
}

impl Calibration {
    /// Measures pairs of the chance that was said and what was kept, both from 0 to 1.
    pub fn of(pairs: &[(f64, f64)]) -> Calibration {
        let parts: Vec<Part> = (0..PARTS).filter_map(|part| tenth(part, pairs)).collect();
        let count = pairs.len().max(1) as f64;
        let mean = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
        let kept = mean(&|(_, kept)| *kept);
        let apart = |part: &Part| part.pairs as f64 * (part.said - part.kept).abs();
        Calibration {
            pairs: pairs.len(),
            said: mean(&|(said, _)| *said),
            kept,
            error: parts.iter().map(apart).sum::<f64>() / count,
            brier: mean(&|(said, kept)| (said - kept).powi(2)),
            brier_of_mean: mean(&|(_, one)| (one - kept).powi(2)),
            parts,
        }
    }
}

fn tenth(part: usize, pairs: &[(f64, f64)]) -> Option<Part> {
    let place = |said: f64| ((said * PARTS as f64) as usize).min(PARTS - 1);
    let within: Vec<&(f64, f64)> = pairs.iter().filter(|(s, _)| place(*s) == part).collect();
    let count = within.len() as f64;
    (!within.is_empty()).then(|| Part {
        from: part as f64 / PARTS as f64,
        pairs: within.len(),
        said: within.iter().map(|(said, _)| said).sum::<f64>() / count,
        kept: within.iter().map(|(_, kept)| kept).sum::<f64>() / count,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_that_come_true_have_no_error_and_others_have() {
        let right = [(0.25, 0.0), (0.25, 0.0), (0.25, 0.0), (0.25, 1.0)];
        let right = Calibration::of(&right);
        assert!(right.error < 1e-12 && right.parts.len() == 1);
        assert!((right.brier - 0.1875).abs() < 1e-12 && right.brier == right.brier_of_mean);
        let wrong = Calibration::of(&[(0.95, 0.0), (1.0, 0.0), (0.05, 1.0), (0.0, 1.0)]);
        assert!((wrong.error - 0.975).abs() < 1e-9, "{wrong:?}");
        assert_eq!((wrong.parts.len(), wrong.parts[1].pairs), (2, 2));
        assert_eq!(Calibration::of(&[]), Calibration::default());
    }
}
