//! The nearest vectors of a list, by looking at each. Which items the vectors belong to is the
//! caller's matter.

use crate::vector::Vector;

/// A vector of a list and how near it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Its place in the list.
    pub place: usize,
    /// The cosine, -1 to 1.
    pub cosine: f32,
}

/// The `most` vectors nearest to `to`, nearest first; of two equally near the first in the list.
pub fn nearest(to: &Vector, among: &[Vector], most: usize) -> Vec<Near> {
    let mut all: Vec<Near> = among
        .iter()
        .enumerate()
        .map(|(place, vector)| Near {
            place,
            cosine: to.cosine(vector),
        })
        .collect();
    all.sort_by(|a, b| b.cosine.total_cmp(&a.cosine).then(a.place.cmp(&b.place)));
    all.truncate(most);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::LENGTH;

    /// A vector that points mostly along one of the 512 axes.
    fn along(axis: usize, lean: f32) -> Vector {
        let mut numbers = vec![lean; LENGTH];
        numbers[axis] = 1.0;
        Vector::new(&numbers).expect("a vector")
    }

    #[test]
    fn the_nearest_come_first_and_ties_keep_their_order() {
        let list = [along(3, 0.0), along(1, 0.02), along(1, 0.0), along(1, 0.0)];
        let found = nearest(&along(1, 0.0), &list, 3);
        let places: Vec<usize> = found.iter().map(|near| near.place).collect();
        assert_eq!(places, [2, 3, 1]);
        assert!(found[0].cosine > 0.999 && found[2].cosine < 0.999);
        assert!(nearest(&along(1, 0.0), &[], 3).is_empty());
        assert!(nearest(&along(1, 0.0), &list, 0).is_empty());
    }
}
