//! What a table of vectors has in common: its mean and the few directions in which nearly all of it
//! lies. Taking them away lets the rest be seen.

use crate::encoder::Direction;
use crate::questions::{product, unit};
use crate::vector::LENGTH;
use ndarray::{Array2, ArrayView2};

/// Directions that are taken away.
const DIRECTIONS: usize = 8;
/// Every so many-th vector is enough to know them.
const EVERY: usize = 7;
/// Rounds after which the directions stand still.
const ROUNDS: usize = 100;

/// Takes the mean and the first directions away from every vector.
pub fn take_away(vectors: &mut [Direction]) {
    if vectors.is_empty() {
        return;
    }
    let mean = mean(vectors);
    for vector in vectors.iter_mut() {
        vector
            .iter_mut()
            .zip(&mean)
            .for_each(|(n, mean)| *n -= mean);
    }
    let directions = directions(vectors);
    for vector in vectors.iter_mut() {
        remove(vector, &directions);
    }
}

fn mean(vectors: &[Direction]) -> Direction {
    let mut sum = [0.0_f64; LENGTH];
    for vector in vectors {
        sum.iter_mut()
            .zip(vector)
            .for_each(|(sum, n)| *sum += f64::from(*n));
    }
    sum.map(|n| (n / vectors.len() as f64) as f32)
}

/// The first directions of the vectors, by multiplying a few with what all vectors share until they
/// no longer turn.
fn directions(vectors: &[Direction]) -> Vec<Direction> {
    let some: Vec<f32> = vectors.iter().step_by(EVERY).flatten().copied().collect();
    let rows = ArrayView2::from_shape((some.len() / LENGTH, LENGTH), &some);
    let rows = rows.expect("whole vectors");
    let together: Array2<f32> = rows.t().dot(&rows);
    let mut found: Vec<Direction> = (0..DIRECTIONS).map(start).collect();
    for _ in 0..ROUNDS {
        for at in 0..found.len() {
            let turned: Direction = std::array::from_fn(|n| {
                together
                    .row(n)
                    .iter()
                    .zip(&found[at])
                    .map(|(a, b)| a * b)
                    .sum()
            });
            let mut turned = turned;
            remove(&mut turned, &found[..at]);
            found[at] = unit(&turned);
        }
    }
    found
}

/// Where the search for a direction begins: no two alike.
fn start(number: usize) -> Direction {
    unit(&std::array::from_fn(|n| {
        ((n * (number + 3)) % 17) as f32 - 8.0
    }))
}

fn remove(vector: &mut Direction, directions: &[Direction]) {
    for direction in directions {
        let along = product(vector, direction);
        vector
            .iter_mut()
            .zip(direction)
            .for_each(|(n, d)| *n -= along * d);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_goes_and_the_rest_stays() {
        let mut vectors: Vec<Direction> = (0..700)
            .map(|n| {
                let mut vector = [0.0; LENGTH];
                vector[0] = 5.0;
                // Eight directions in which all differ widely, and one small thing of its own.
                (0..8).for_each(|axis| vector[1 + axis] = (((n * 31) >> axis) % 5) as f32 - 2.0);
                vector[20 + n % 50] = 0.5;
                vector
            })
            .collect();
        take_away(&mut vectors);
        for (n, vector) in vectors.iter().enumerate() {
            let shared: f32 = vector[..9].iter().map(|n| n * n).sum();
            assert!(shared < 0.05, "{shared}");
            assert!(vector[20 + n % 50] > 0.3, "{}", vector[20 + n % 50]);
        }
    }
}
