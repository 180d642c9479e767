//! The network itself: from pieces to 512 numbers a text. Several texts go through together, so
//! that each table of weights is read once for all of them.

use crate::encoder::gemm::{Table, add, product, relu};
use crate::fault::Fault;
use crate::model::Arrays;
use crate::vector::LENGTH;
use crate::wide;

/// Blocks of the table of pieces, each with its own scale.
const BLOCKS: usize = 17;
/// Rows of the table.
pub const ROWS: usize = 7_530 * BLOCKS;
/// Numbers a piece has in one branch.
const WIDE: usize = 256;
/// Numbers a piece has after all branches: its own and those of three branches.
const FEATURES: usize = LENGTH + 3 * WIDE;
/// How many neighbours a branch looks at together, and how many of them stand before.
const BRANCHES: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// Width of the middle of the last, deep part.
const NARROW: usize = 320;

/// Two layers that look at a piece with its neighbours.
struct Branch {
    near: usize,
    before: usize,
    layers: [(Table, Vec<f32>); 2],
}

/// All weights.
pub struct Network {
    table: Vec<u8>,
    scale: Vec<f32>,
    low: Vec<f32>,
    project: Table,
    project_add: Vec<f32>,
    first: Norm,
    branches: Vec<Branch>,
    second: Norm,
    join: Table,
    join_add: Vec<f32>,
    deep: [Table; 6],
    tiny: f32,
}

/// Brings a row to mean 0 and spread 1, then stretches and shifts each number.
struct Norm {
    stretch: Vec<f32>,
    shift: Vec<f32>,
}

impl Network {
    /// Takes the weights by their names, checking every shape.
    pub fn read(arrays: &mut Arrays) -> Result<Network, Fault> {
        let names = ["2", "3", "5"];
        let mut branches = Vec::new();
        for (name, (near, before)) in names.iter().zip(BRANCHES) {
            let mut layer = |n: u8| -> Result<(Table, Vec<f32>), Fault> {
                let weights = arrays.numbers(&format!("w{n}_{name}"), &[near * WIDE, WIDE])?;
                let added = arrays.numbers(&format!("b{n}_{name}"), &[WIDE])?;
                Ok((Table::new(weights, WIDE), added))
            };
            let layers = [layer(1)?, layer(2)?];
            branches.push(Branch {
                near,
                before,
                layers,
            });
        }
        let mut joined = |stem: &str| -> Result<Vec<f32>, Fault> {
            let parts = names
                .iter()
                .map(|n| arrays.numbers(&format!("{stem}{n}"), &[WIDE]));
            Ok(parts.collect::<Result<Vec<_>, Fault>>()?.concat())
        };
        let project_add = joined("proj_b")?;
        let first = Norm {
            stretch: joined("ln_g")?,
            shift: joined("ln_b")?,
        };
        let parts = names
            .iter()
            .map(|n| arrays.numbers(&format!("proj{n}"), &[LENGTH, WIDE]));
        let parts = parts.collect::<Result<Vec<_>, Fault>>()?;
        let mut square = |name: &str, rows, columns| -> Result<Table, Fault> {
            Ok(Table::new(arrays.numbers(name, &[rows, columns])?, columns))
        };
        let deep = [
            square("d0", LENGTH, NARROW)?,
            square("p1", LENGTH, NARROW)?,
            square("d1", NARROW, NARROW)?,
            square("d2", NARROW, LENGTH)?,
            square("p3", NARROW, LENGTH)?,
            square("d3", LENGTH, LENGTH)?,
        ];
        let join = square("cnn_W", FEATURES, LENGTH)?;
        Ok(Network {
            table: arrays.bytes("table", Some(&[ROWS, LENGTH]))?,
            scale: arrays.numbers("scale", &[BLOCKS])?,
            low: arrays.numbers("lo", &[BLOCKS])?,
            project: side_by_side(&parts),
            project_add,
            first,
            branches,
            second: Norm {
                stretch: arrays.numbers("ln_g", &[FEATURES])?,
                shift: arrays.numbers("ln_b", &[FEATURES])?,
            },
            join,
            join_add: arrays.numbers("cnn_b", &[LENGTH])?,
            deep,
            tiny: arrays.numbers("eps", &[])?[0],
        })
    }

    /// The vectors of texts that are given as pieces, one after another, with their lengths.
    pub fn run(&self, pieces: &[u32], lengths: &[usize]) -> Vec<[f32; LENGTH]> {
        let count = pieces.len();
        let mut features = vec![0.0; count * FEATURES];
        let own = self.own(pieces);
        for (row, own) in features
            .chunks_exact_mut(FEATURES)
            .zip(own.chunks_exact(LENGTH))
        {
            row[..LENGTH].copy_from_slice(own);
        }
        let mut seen = product(&own, &self.project);
        add(&mut seen, &self.project_add);
        self.first.apply(&mut seen, self.tiny);
        let mut at = LENGTH;
        for (number, branch) in self.branches.iter().enumerate() {
            let mut rows = Vec::with_capacity(count * WIDE);
            for row in seen.chunks_exact(3 * WIDE) {
                rows.extend_from_slice(&row[number * WIDE..(number + 1) * WIDE]);
            }
            for (weights, added) in &branch.layers {
                rows = branch.look(&rows, lengths, weights, added);
            }
            for (row, found) in features
                .chunks_exact_mut(FEATURES)
                .zip(rows.chunks_exact(WIDE))
            {
                row[at..at + WIDE].copy_from_slice(found);
            }
            at += WIDE;
        }
        self.second.apply(&mut features, self.tiny);
        self.finish(&features, lengths)
    }

    /// Each piece's own numbers.
    fn own(&self, pieces: &[u32]) -> Vec<f32> {
        let mut own = Vec::with_capacity(pieces.len() * LENGTH);
        for piece in pieces {
            let row = (*piece as usize).min(ROWS - 1);
            let (scale, low) = (self.scale[row % BLOCKS], self.low[row % BLOCKS]);
            let bytes = &self.table[row * LENGTH..(row + 1) * LENGTH];
            own.extend(bytes.iter().map(|byte| f32::from(*byte) * scale + low));
        }
        own
    }

    /// One row a text: summed pieces, joined, then through the deep part.
    fn finish(&self, features: &[f32], lengths: &[usize]) -> Vec<[f32; LENGTH]> {
        let mut sums = vec![0.0; lengths.len() * FEATURES];
        let mut rows = features.chunks_exact(FEATURES);
        for (sum, length) in sums.chunks_exact_mut(FEATURES).zip(lengths) {
            for row in rows.by_ref().take(*length) {
                sum.iter_mut()
                    .zip(row)
                    .for_each(|(sum, number)| *sum += number);
            }
        }
        let mut text = product(&sums, &self.join);
        for (row, length) in text.chunks_exact_mut(LENGTH).zip(lengths) {
            let (length, root) = (*length as f32, (*length as f32).sqrt());
            let joined = row.iter_mut().zip(&self.join_add);
            joined.for_each(|(number, added)| *number = (*number + length * added) / root);
        }
        let [into, past, middle, out, past_out, last] = &self.deep;
        let mut first = product(&text, into);
        relu(&mut first);
        let mut second = product(&text, past);
        sum_up(&mut second, &product(&first, middle));
        relu(&mut second);
        let mut third = product(&second, out);
        relu(&mut third);
        let mut end = product(&second, past_out);
        sum_up(&mut end, &product(&third, last));
        end.chunks_exact(LENGTH)
            .map(|row| self.direction(row))
            .collect()
    }

    /// The last bend, and length 1.
    fn direction(&self, row: &[f32]) -> [f32; LENGTH] {
        let mut vector = [0.0; LENGTH];
        vector
            .iter_mut()
            .zip(row)
            .for_each(|(to, from)| *to = from.tanh());
        let square: f32 = vector.iter().map(|n| n * n).sum();
        let length = square.max(self.tiny).sqrt();
        vector.iter_mut().for_each(|n| *n /= length);
        vector
    }
}

impl Branch {
    /// Each row from its neighbours within its own text, added to what it was.
    fn look(&self, rows: &[f32], lengths: &[usize], weights: &Table, added: &[f32]) -> Vec<f32> {
        let mut around = vec![0.0; rows.len() * self.near];
        let mut wide = around.chunks_exact_mut(self.near * WIDE);
        let mut start = 0;
        for length in lengths {
            for (place, row) in wide.by_ref().take(*length).enumerate() {
                for (slot, into) in row.chunks_exact_mut(WIDE).enumerate() {
                    let at = (place + slot).checked_sub(self.before);
                    if let Some(at) = at.filter(|at| at < length) {
                        let from = (start + at) * WIDE;
                        into.copy_from_slice(&rows[from..from + WIDE]);
                    }
                }
            }
            start += length;
        }
        let mut found = product(&around, weights);
        wide::add_and_cut(&mut found, added);
        sum_up(&mut found, rows);
        found
    }
}

impl Norm {
    fn apply(&self, rows: &mut [f32], tiny: f32) {
        wide::level(rows, &self.stretch, &self.shift, tiny);
    }
}

fn sum_up(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

/// Tables with as many rows, laid beside one another.
fn side_by_side(parts: &[Vec<f32>]) -> Table {
    let mut joined = Vec::with_capacity(parts.len() * LENGTH * WIDE);
    for row in 0..LENGTH {
        for part in parts {
            joined.extend_from_slice(&part[row * WIDE..(row + 1) * WIDE]);
        }
    }
    Table::new(joined, parts.len() * WIDE)
}
