//! The few loops in which nearly all time goes, compiled for what the processor at hand can do.
//! What they are summed up for is known elsewhere.

use crate::encoder::Direction;
use crate::vector::LENGTH;
use pulp::Arch;

/// Lanes in which long sums run beside one another, so that they are fast and lose little.
const LANES: usize = 16;

/// The products of one vector, widened, with many rows of bytes.
pub fn products(asked: &[i16; LENGTH], rows: &[i8], into: &mut [i32]) {
    Arch::new().dispatch(
        #[inline(always)]
        || {
            for (row, into) in rows.chunks_exact(LENGTH).zip(into) {
                let pairs = asked.iter().zip(row);
                *into = pairs
                    .map(|(a, b)| i32::from(*a) * i32::from(i16::from(*b)))
                    .sum();
            }
        },
    );
}

/// The products of one direction with many rows of bytes.
pub fn mixed_products(asked: &Direction, rows: &[i8], into: &mut [f32]) {
    Arch::new().dispatch(
        #[inline(always)]
        || {
            for (row, into) in rows.chunks_exact(LENGTH).zip(into) {
                let mut lanes = [0.0_f32; LANES];
                for (a, b) in asked.chunks_exact(LANES).zip(row.chunks_exact(LANES)) {
                    for lane in 0..LANES {
                        lanes[lane] += a[lane] * f32::from(b[lane]);
                    }
                }
                *into = lanes.iter().sum();
            }
        },
    );
}

/// Adds a row of bytes, multiplied.
pub fn add_row(sum: &mut Direction, row: &[i8], times: f32) {
    Arch::new().dispatch(
        #[inline(always)]
        || {
            let pairs = sum.iter_mut().zip(row);
            pairs.for_each(|(sum, byte)| *sum += f32::from(*byte) * times);
        },
    );
}

/// Brings each row to mean 0 and spread 1, then stretches and shifts each number.
pub fn level(rows: &mut [f32], stretch: &[f32], shift: &[f32], tiny: f32) {
    let width = stretch.len();
    Arch::new().dispatch(
        #[inline(always)]
        || {
            for row in rows.chunks_exact_mut(width) {
                let mut lanes = [0.0_f32; LANES];
                for part in row.chunks_exact(LANES) {
                    (0..LANES).for_each(|lane| lanes[lane] += part[lane]);
                }
                let mean = lanes.iter().sum::<f32>() / width as f32;
                lanes = [0.0; LANES];
                for part in row.chunks_exact_mut(LANES) {
                    for lane in 0..LANES {
                        part[lane] -= mean;
                        lanes[lane] += part[lane] * part[lane];
                    }
                }
                let spread = lanes.iter().sum::<f32>() / width as f32;
                let by = 1.0 / (spread + tiny).sqrt();
                let shaped = row.iter_mut().zip(stretch).zip(shift);
                shaped.for_each(|((n, stretch), shift)| *n = *n * by * stretch + shift);
            }
        },
    );
}

/// Adds the same numbers to every row; what is below zero becomes zero.
pub fn add_and_cut(rows: &mut [f32], numbers: &[f32]) {
    Arch::new().dispatch(
        #[inline(always)]
        || {
            for row in rows.chunks_exact_mut(numbers.len()) {
                let pairs = row.iter_mut().zip(numbers);
                pairs.for_each(|(to, from)| *to = (*to + from).max(0.0));
            }
        },
    );
}
