//! Named arrays in one file: the form in which the model is kept, because it loads in a fraction of
//! the time that unpacking takes. What the arrays mean is not known here.

use crate::fault::{Fault, damaged};
use std::io::{Read, Write};

/// How a file of arrays begins, its version included.
pub const MAGIC: &[u8; 16] = b"noaber-meaning-1";

/// No array of the model is larger.
const LARGEST: usize = 256 << 20;

/// Bytes or numbers, laid out by rows.
#[derive(Debug, Clone, PartialEq)]
pub enum Array {
    /// Small whole numbers.
    Bytes {
        /// Rows, columns and so on.
        shape: Vec<usize>,
        /// One byte each.
        bytes: Vec<u8>,
    },
    /// Numbers.
    Numbers {
        /// Rows, columns and so on; empty for a single number.
        shape: Vec<usize>,
        /// Four bytes each in the file.
        numbers: Vec<f32>,
    },
}

impl Array {
    /// Whether there are as many values as the shape says.
    pub fn whole(&self) -> bool {
        let (shape, length) = match self {
            Array::Bytes { shape, bytes } => (shape, bytes.len()),
            Array::Numbers { shape, numbers } => (shape, numbers.len()),
        };
        shape
            .iter()
            .try_fold(1_usize, |all, side| all.checked_mul(*side))
            == Some(length)
    }
}

/// Arrays by their name, in the order of the file.
#[derive(Debug, Default, PartialEq)]
pub struct Arrays(Vec<(String, Array)>);

impl Arrays {
    /// Adds an array.
    pub fn push(&mut self, name: &str, array: Array) {
        self.0.push((name.to_owned(), array));
    }

    /// Takes numbers of exactly this shape out.
    pub fn numbers(&mut self, name: &str, expected: &[usize]) -> Result<Vec<f32>, Fault> {
        match self.take(name)? {
            Array::Numbers { shape, numbers } if shape == expected => Ok(numbers),
            other => Err(other.unlike(name, expected)),
        }
    }

    /// Takes a row of numbers out, of any length.
    pub fn any_numbers(&mut self, name: &str) -> Result<Vec<f32>, Fault> {
        match self.take(name)? {
            Array::Numbers { numbers, .. } => Ok(numbers),
            other => Err(other.unlike(name, &[])),
        }
    }

    /// Takes bytes of exactly this shape out; any shape when none is expected.
    pub fn bytes(&mut self, name: &str, expected: Option<&[usize]>) -> Result<Vec<u8>, Fault> {
        match self.take(name)? {
            Array::Bytes { shape, bytes } if expected.is_none_or(|e| shape == e) => Ok(bytes),
            other => Err(other.unlike(name, expected.unwrap_or(&[]))),
        }
    }

    fn take(&mut self, name: &str) -> Result<Array, Fault> {
        let place = self.0.iter().position(|(known, _)| known == name);
        let place = place.ok_or_else(|| damaged(format!("there is no array '{name}'")))?;
        Ok(self.0.swap_remove(place).1)
    }

    /// Writes all arrays.
    pub fn write(&self, to: &mut impl Write) -> std::io::Result<()> {
        to.write_all(MAGIC)?;
        to.write_all(&(self.0.len() as u32).to_le_bytes())?;
        for (name, array) in &self.0 {
            let (kind, shape) = match array {
                Array::Bytes { shape, .. } => (0_u8, shape),
                Array::Numbers { shape, .. } => (1, shape),
            };
            to.write_all(&[kind, name.len() as u8, shape.len() as u8])?;
            to.write_all(name.as_bytes())?;
            for side in shape {
                to.write_all(&(*side as u32).to_le_bytes())?;
            }
            match array {
                Array::Bytes { bytes, .. } => to.write_all(bytes)?,
                Array::Numbers { numbers, .. } => {
                    let bytes: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
                    to.write_all(&bytes)?;
                }
            }
        }
        Ok(())
    }

    /// Reads all arrays.
    pub fn read(from: &mut impl Read) -> Result<Arrays, Fault> {
        if exactly(from, MAGIC.len())? != MAGIC {
            return Err(damaged("it is not a file of this version's model"));
        }
        let mut arrays = Arrays::default();
        for _ in 0..number(from)? {
            let head = exactly(from, 3)?;
            let name = String::from_utf8_lossy(&exactly(from, usize::from(head[1]))?).into_owned();
            let sides = (0..head[2]).map(|_| Ok(number(from)? as usize));
            let shape = sides.collect::<Result<Vec<usize>, Fault>>()?;
            let count = shape
                .iter()
                .try_fold(1_usize, |all, side| all.checked_mul(*side));
            let width = if head[0] == 0 { 1 } else { 4 };
            let length = count.and_then(|count| count.checked_mul(width));
            let length = length.filter(|length| *length <= LARGEST);
            let length = length.ok_or_else(|| damaged(format!("array '{name}' is too large")))?;
            let bytes = exactly(from, length)?;
            let array = if head[0] == 0 {
                Array::Bytes { shape, bytes }
            } else {
                let numbers = bytes
                    .chunks_exact(4)
                    .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
                Array::Numbers {
                    shape,
                    numbers: numbers.collect(),
                }
            };
            arrays.push(&name, array);
        }
        Ok(arrays)
    }
}

impl Array {
    fn unlike(&self, name: &str, expected: &[usize]) -> Fault {
        let (Array::Bytes { shape, .. } | Array::Numbers { shape, .. }) = self;
        damaged(format!(
            "array '{name}' has the shape {shape:?} or kind, expected {expected:?}"
        ))
    }
}

fn number(from: &mut impl Read) -> Result<u32, Fault> {
    let bytes = exactly(from, 4)?;
    Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

/// The next bytes. Memory grows with what is really there, whatever the head of an array claims.
fn exactly(from: &mut impl Read, length: usize) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::with_capacity(length.min(1 << 20));
    let read = from.take(length as u64).read_to_end(&mut bytes);
    read.map_err(|why| damaged(format!("it cannot be read: {why}")))?;
    if bytes.len() == length {
        Ok(bytes)
    } else {
        Err(damaged("it is cut off"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Arrays {
        let mut arrays = Arrays::default();
        arrays.push(
            "table",
            Array::Bytes {
                shape: vec![2, 2],
                bytes: vec![1, 2, 3, 255],
            },
        );
        arrays.push(
            "eps",
            Array::Numbers {
                shape: vec![],
                numbers: vec![1e-12],
            },
        );
        arrays
    }

    #[test]
    fn what_was_written_is_read() {
        let mut bytes = Vec::new();
        some().write(&mut bytes).expect("in memory");
        let mut read = Arrays::read(&mut &bytes[..]).expect("arrays");
        assert_eq!(read, some());
        assert_eq!(
            read.bytes("table", Some(&[2, 2])).expect("bytes"),
            [1, 2, 3, 255]
        );
        assert!(read.bytes("table", None).is_err(), "taken out already");
        assert!(read.numbers("eps", &[1]).is_err());
    }

    #[test]
    fn a_cut_or_bent_file_is_refused_and_never_a_panic() {
        let mut bytes = Vec::new();
        some().write(&mut bytes).expect("in memory");
        for end in 0..bytes.len() {
            assert!(Arrays::read(&mut &bytes[..end]).is_err(), "{end}");
        }
        for at in 0..bytes.len() {
            let mut bent = bytes.clone();
            bent[at] ^= 0xff;
            let _ = Arrays::read(&mut &bent[..]);
        }
    }
}
