//! Arrays as numpy writes them (`.npy`): a head of text, then the numbers. Only the three kinds of
//! number that the model uses are read, all in little-endian order.

use crate::fault::{Fault, damaged};
use crate::model::Array;

/// Reads one array. Numbers of eight bytes become numbers of four.
pub fn read(bytes: &[u8]) -> Result<Array, Fault> {
    let (head, body) = split(bytes).ok_or_else(|| damaged("an array has no readable head"))?;
    let kind = after(head, "'descr':").and_then(|rest| rest.split('\'').nth(1));
    let shape = after(head, "'shape':").and_then(shape);
    let (Some(kind), Some(shape)) = (kind, shape) else {
        return Err(damaged(format!("an array has the head {head:?}")));
    };
    if after(head, "'fortran_order':").is_some_and(|rest| rest.trim_start().starts_with("True")) {
        return Err(damaged("an array is laid out by columns"));
    }
    let array = match kind {
        "|u1" | "|i1" => Array::Bytes {
            shape,
            bytes: body.to_vec(),
        },
        "<f4" => {
            let numbers = body
                .chunks_exact(4)
                .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
            Array::Numbers {
                shape,
                numbers: numbers.collect(),
            }
        }
        "<f8" => {
            let eight =
                |b: &[u8]| f64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]);
            Array::Numbers {
                shape,
                numbers: body.chunks_exact(8).map(|b| eight(b) as f32).collect(),
            }
        }
        other => return Err(damaged(format!("an array holds numbers of kind {other}"))),
    };
    array
        .whole()
        .then_some(array)
        .ok_or_else(|| damaged("an array is cut off"))
}

fn split(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let rest = bytes.strip_prefix(b"\x93NUMPY")?;
    let (length, rest) = match rest.first()? {
        1 => (
            usize::from(u16::from_le_bytes([*rest.get(2)?, *rest.get(3)?])),
            rest.get(4..)?,
        ),
        _ => {
            let four = rest.get(2..6)?;
            (
                u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize,
                rest.get(6..)?,
            )
        }
    };
    let head = std::str::from_utf8(rest.get(..length)?).ok()?;
    Some((head, rest.get(length..)?))
}

fn after<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.split_once(name).map(|(_, rest)| rest)
}

fn shape(rest: &str) -> Option<Vec<usize>> {
    let inside = rest.split_once('(')?.1.split_once(')')?.0;
    let sizes = inside
        .split(',')
        .map(str::trim)
        .filter(|size| !size.is_empty());
    sizes.map(|size| size.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npy(head: &str, body: &[u8]) -> Vec<u8> {
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((head.len() as u16).to_le_bytes());
        bytes.extend(head.bytes());
        bytes.extend(body);
        bytes
    }

    #[test]
    fn arrays_are_read_with_their_shape() {
        let head = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }\n";
        let body: Vec<u8> = [1.5_f32, -2.0]
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect();
        let Ok(Array::Numbers { shape, numbers }) = read(&npy(head, &body)) else {
            panic!("expected numbers")
        };
        assert_eq!((shape, numbers), (vec![2, 1], vec![1.5, -2.0]));
        let single = "{'descr': '<f8', 'fortran_order': False, 'shape': (), }\n";
        let Ok(Array::Numbers { shape, numbers }) = read(&npy(single, &0.25_f64.to_le_bytes()))
        else {
            panic!("expected numbers")
        };
        assert_eq!((shape, numbers), (vec![], vec![0.25]));
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        let head = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }\n";
        for bad in [
            npy(head, &[0; 8]),
            npy(&head.replace("<f4", ">c9"), &[0; 12]),
            npy(&head.replace("False", "True"), &[0; 12]),
            npy("{}", &[]),
            b"\x93NUM".to_vec(),
            Vec::new(),
        ] {
            assert!(read(&bad).is_err());
        }
    }
}
