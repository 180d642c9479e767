//! Many vectors laid one after another, so that all of them can be looked at in a fraction of a
//! second. Which item a vector belongs to is the caller's matter: a vector has a place.

use crate::encoder::Direction;
use crate::nearest::Near;
use crate::vector::{LENGTH, Vector};
use crate::wide;

/// Vectors that are looked at in one go.
pub(crate) const TOGETHER: usize = 1_024;

/// Vectors in the order in which they came: 516 bytes each.
#[derive(Debug, Clone, Default)]
pub struct Vectors {
    bytes: Vec<i8>,
    /// One divided by each vector's length.
    shares: Vec<f32>,
}

impl Vectors {
    /// An empty list with room for as many.
    pub fn with_room_for(count: usize) -> Vectors {
        Vectors {
            bytes: Vec::with_capacity(count * LENGTH),
            shares: Vec::with_capacity(count),
        }
    }

    /// Adds a vector and gives its place.
    pub fn push(&mut self, vector: &Vector) -> usize {
        self.bytes.extend_from_slice(vector.bytes());
        self.shares.push(one_by_length(vector));
        self.shares.len() - 1
    }

    /// Puts another vector in a place that has one; without effect where there is none.
    pub fn replace(&mut self, place: usize, vector: &Vector) {
        if let Some(share) = self.shares.get_mut(place) {
            *share = one_by_length(vector);
            self.bytes[place * LENGTH..(place + 1) * LENGTH].copy_from_slice(vector.bytes());
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.shares.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.shares.is_empty()
    }

    /// The `most` vectors nearest to `to` by cosine, nearest first; of two equally near the first in
    /// the list.
    pub fn nearest(&self, to: &Vector, most: usize) -> Vec<Near> {
        let asked = widened(to);
        let own = one_by_length(to);
        let mut best = Best::new(most);
        let mut found = [0; TOGETHER];
        for (block, (rows, shares)) in self.blocks().enumerate() {
            wide::products(&asked, rows, &mut found);
            for (place, (product, share)) in found.iter().zip(shares).enumerate() {
                best.offer(block * TOGETHER + place, *product as f32 * share * own);
            }
        }
        best.list()
    }

    /// Blocks of vectors as bytes, with the numbers that bring them to length 1.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = (&[i8], &[f32])> {
        self.bytes
            .chunks(TOGETHER * LENGTH)
            .zip(self.shares.chunks(TOGETHER))
    }

    /// One vector at length 1.
    pub fn direction(&self, place: usize) -> Option<Direction> {
        let share = *self.shares.get(place)?;
        let row = self.bytes.get(place * LENGTH..(place + 1) * LENGTH)?;
        let mut direction = [0.0; LENGTH];
        direction
            .iter_mut()
            .zip(row)
            .for_each(|(to, byte)| *to = f32::from(*byte) * share);
        Some(direction)
    }
}

impl FromIterator<Vector> for Vectors {
    fn from_iter<T: IntoIterator<Item = Vector>>(vectors: T) -> Vectors {
        let mut all = Vectors::default();
        for vector in vectors {
            all.push(&vector);
        }
        all
    }
}

/// The nearest so far.
pub(crate) struct Best {
    most: usize,
    list: Vec<Near>,
}

impl Best {
    /// Room for the `most` nearest.
    pub fn new(most: usize) -> Best {
        Best {
            most,
            list: Vec::new(),
        }
    }

    /// Keeps a vector when it is nearer than the last that is kept.
    pub fn offer(&mut self, place: usize, cosine: f32) {
        let full = self.list.len() >= self.most;
        if full && self.list.last().is_none_or(|last| cosine <= last.cosine) {
            return;
        }
        let at = self.list.partition_point(|near| near.cosine >= cosine);
        self.list.insert(at, Near { place, cosine });
        self.list.truncate(self.most);
    }

    /// What was kept, nearest first.
    pub fn list(self) -> Vec<Near> {
        self.list
    }
}

/// A vector in the width in which processors multiply pairs of bytes.
fn widened(vector: &Vector) -> [i16; LENGTH] {
    vector.bytes().map(i16::from)
}

/// The number that brings a vector of bytes to length 1.
pub(crate) fn one_by_length(vector: &Vector) -> f32 {
    let mut square = [0];
    wide::products(&widened(vector), vector.bytes(), &mut square);
    1.0 / (square[0] as f32).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nearest::nearest;
    use proptest::prelude::*;

    /// A vector out of a number, different for each.
    fn made(seed: u64) -> Vector {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % 2_001) as f32 / 1_000.0 - 1.0
        };
        let numbers: Vec<f32> = (0..LENGTH).map(|_| next()).collect();
        Vector::new(&numbers).expect("not all zero")
    }

    proptest! {
        #[test]
        fn the_flat_list_finds_what_the_plain_one_finds(
            seeds in prop::collection::vec(1..60_u64, 1..80),
            asked in 1..60_u64,
            most in 0..100_usize,
        ) {
            let list: Vec<Vector> = seeds.iter().map(|seed| made(*seed)).collect();
            let flat: Vectors = list.iter().cloned().collect();
            let expected = nearest(&made(asked), &list, most);
            let found = flat.nearest(&made(asked), most);
            prop_assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(&expected) {
                prop_assert!((found.cosine - expected.cosine).abs() < 1e-5);
            }
        }
    }

    #[test]
    fn a_place_can_be_given_to_another_vector() {
        let mut list: Vectors = [made(1), made(2)].into_iter().collect();
        list.replace(0, &made(3));
        list.replace(9, &made(3));
        assert_eq!((list.len(), list.is_empty()), (2, false));
        assert_eq!(list.nearest(&made(3), 1)[0].place, 0);
        assert!(list.nearest(&made(1), 1)[0].cosine < 0.9);
        let length: f32 = list
            .direction(1)
            .expect("a place")
            .iter()
            .map(|n| n * n)
            .sum();
        assert!((length - 1.0).abs() < 1e-5);
        assert!(list.direction(2).is_none());
    }
}
