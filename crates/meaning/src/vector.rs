//! A sentence vector: 512 numbers brought to a byte each. How a sentence becomes numbers is not
//! known here.

/// Numbers in a vector.
pub const LENGTH: usize = 512;

/// Why numbers cannot be a vector.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NotAVector {
    /// The wrong number of numbers.
    #[error("a vector has {LENGTH} numbers, not {0}; was it made by another encoder?")]
    Length(usize),
    /// A number that is none, at this place.
    #[error("number {0} of the vector is not finite")]
    NotFinite(usize),
    /// All numbers are zero: it points nowhere.
    #[error("all numbers of the vector are zero, so it has no direction")]
    Zero,
}

/// A direction in meaning. The largest number of a vector becomes 127 or -127; the others in
/// proportion. Only the direction is kept, for only angles are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vector {
    bytes: Box<[i8; LENGTH]>,
}

impl Vector {
    /// Rounds 512 finite numbers, not all zero, to bytes.
    pub fn new(numbers: &[f32]) -> Result<Vector, NotAVector> {
        if numbers.len() != LENGTH {
            return Err(NotAVector::Length(numbers.len()));
        }
        if let Some(at) = numbers.iter().position(|n| !n.is_finite()) {
            return Err(NotAVector::NotFinite(at));
        }
        let largest = numbers.iter().fold(0.0_f32, |most, n| most.max(n.abs()));
        if largest == 0.0 {
            return Err(NotAVector::Zero);
        }
        let mut bytes = Box::new([0_i8; LENGTH]);
        for (byte, number) in bytes.iter_mut().zip(numbers) {
            *byte = (number / largest * 127.0).round() as i8;
        }
        Ok(Vector { bytes })
    }

    /// Reads the bytes that [`Vector::to_bytes`] gave.
    pub fn from_bytes(kept: &[u8]) -> Result<Vector, NotAVector> {
        if kept.len() != LENGTH {
            return Err(NotAVector::Length(kept.len()));
        }
        if kept.iter().all(|b| *b == 0) {
            return Err(NotAVector::Zero);
        }
        let mut bytes = Box::new([0_i8; LENGTH]);
        for (byte, kept) in bytes.iter_mut().zip(kept) {
            *byte = i8::from_ne_bytes([*kept]);
        }
        Ok(Vector { bytes })
    }

    /// The bytes, for sums over many vectors.
    pub(crate) fn bytes(&self) -> &[i8; LENGTH] {
        &self.bytes
    }

    /// The vector as 512 bytes, to be kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.bytes.iter().map(|b| b.to_ne_bytes()[0]).collect()
    }

    /// The cosine of the angle between two vectors: 1 for the same direction, 0 for nothing in
    /// common, -1 for the opposite.
    pub fn cosine(&self, other: &Vector) -> f32 {
        let dot = dot(&self.bytes, &other.bytes) as f32;
        let lengths = (dot_self(&self.bytes) as f32 * dot_self(&other.bytes) as f32).sqrt();
        (dot / lengths).clamp(-1.0, 1.0)
    }
}

fn dot_self(a: &[i8; LENGTH]) -> i32 {
    dot(a, a)
}

fn dot(a: &[i8; LENGTH], b: &[i8; LENGTH]) -> i32 {
    a.iter()
        .zip(b)
        .map(|(a, b)| i32::from(*a) * i32::from(*b))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact_cosine(a: &[f32], b: &[f32]) -> f32 {
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
    }

    proptest! {
        #[test]
        fn rounding_to_bytes_hardly_turns_a_vector(
            a in prop::collection::vec(-1.0_f32..1.0, LENGTH),
            b in prop::collection::vec(-1.0_f32..1.0, LENGTH),
        ) {
            let (x, y) = (Vector::new(&a).expect("a vector"), Vector::new(&b).expect("a vector"));
            prop_assert!((x.cosine(&y) - exact_cosine(&a, &b)).abs() < 0.01);
            prop_assert!((x.cosine(&x) - 1.0).abs() < 1e-4);
            prop_assert_eq!(Vector::from_bytes(&x.to_bytes()), Ok(x));
        }
    }

    #[test]
    fn what_is_no_direction_is_refused() {
        assert_eq!(Vector::new(&[1.0; 3]), Err(NotAVector::Length(3)));
        assert_eq!(Vector::new(&[0.0; LENGTH]), Err(NotAVector::Zero));
        let mut broken = [1.0; LENGTH];
        broken[7] = f32::NAN;
        assert_eq!(Vector::new(&broken), Err(NotAVector::NotFinite(7)));
        assert_eq!(Vector::from_bytes(&[0; LENGTH]), Err(NotAVector::Zero));
        assert_eq!(Vector::from_bytes(&[1; 3]), Err(NotAVector::Length(3)));
    }
}
