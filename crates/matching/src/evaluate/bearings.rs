//! How well opportunity and threat are told from neutral, counted against what somebody said.

use noaber_domain::Bearing;
use serde::Serialize;

/// Counts by what was said (row) and what was found (column), in the order of [`Bearing::ALL`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Bearings {
    /// The table.
    pub counts: [[usize; 3]; 3],
}

impl Bearings {
    /// Counts one pair.
    pub fn count(&mut self, said: Bearing, found: Bearing) {
        let place = |bearing| Bearing::ALL.iter().position(|b| *b == bearing);
        if let (Some(said), Some(found)) = (place(said), place(found)) {
            self.counts[said][found] += 1;
        }
    }

    /// Pairs counted.
    pub fn all(&self) -> usize {
        self.counts.iter().flatten().sum()
    }

    /// Precision, recall and F1 of a bearing.
    pub fn of(&self, bearing: usize) -> (f64, f64, f64) {
        let right = self.counts[bearing][bearing] as f64;
        let said: usize = self.counts[bearing].iter().sum();
        let found: usize = self.counts.iter().map(|row| row[bearing]).sum();
        let part = |of: usize| right / of.max(1) as f64;
        (
            part(found),
            part(said),
            2.0 * right / (said + found).max(1) as f64,
        )
    }

    /// The mean F1 of the three.
    pub fn macro_f1(&self) -> f64 {
        (0..3).map(|i| self.of(i).2).sum::<f64>() / 3.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_counts_each_bearing_alike() {
        let mut b = Bearings::default();
        for _ in 0..8 {
            b.count(Bearing::Neutral, Bearing::Neutral);
        }
        b.count(Bearing::Opportunity, Bearing::Opportunity);
        b.count(Bearing::Threat, Bearing::Neutral);
        assert_eq!(b.all(), 10);
        assert_eq!(b.of(1).2, 0.0);
        assert!((b.macro_f1() - (1.0 + 0.0 + 16.0 / 17.0) / 3.0).abs() < 1e-12);
    }
}
