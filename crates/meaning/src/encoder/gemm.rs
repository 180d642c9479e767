//! Products of tables of numbers, by the library that knows the processor. Tables are laid out by
//! rows everywhere.

use ndarray::{ArrayView2, ArrayViewMut2, linalg::general_mat_mul};

/// Weights: as many rows as what comes in is wide.
pub struct Table {
    rows: usize,
    columns: usize,
    numbers: Vec<f32>,
}

impl Table {
    /// A table of rows of `columns` numbers.
    pub fn new(numbers: Vec<f32>, columns: usize) -> Table {
        Table {
            rows: numbers.len() / columns,
            columns,
            numbers,
        }
    }
}

/// Rows times a table.
pub fn product(rows: &[f32], table: &Table) -> Vec<f32> {
    let count = rows.len() / table.rows;
    let mut made = vec![0.0; count * table.columns];
    let fits = "rows are as wide as the table is high";
    let left = ArrayView2::from_shape((count, table.rows), rows).expect(fits);
    let right = ArrayView2::from_shape((table.rows, table.columns), &table.numbers).expect(fits);
    let mut into = ArrayViewMut2::from_shape((count, table.columns), &mut made).expect(fits);
    general_mat_mul(1.0, &left, &right, 0.0, &mut into);
    made
}

/// Adds the same numbers to every row.
pub fn add(rows: &mut [f32], numbers: &[f32]) {
    for row in rows.chunks_exact_mut(numbers.len()) {
        row.iter_mut()
            .zip(numbers)
            .for_each(|(to, from)| *to += from);
    }
}

/// What is below zero becomes zero.
pub fn relu(numbers: &mut [f32]) {
    numbers.iter_mut().for_each(|n| *n = n.max(0.0));
}
