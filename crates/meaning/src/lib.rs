//! Meaning: sentences of several languages as vectors that can be compared, and what is near to
//! what. Which texts are asked for, and where the vectors are kept, is not known here.

mod encoder;
mod fault;
pub mod install;
mod model;
pub mod nearest;
mod questions;
pub mod vector;
mod vectors;
mod wide;

pub use encoder::{Direction, Encoder, Quick, neutralise};
pub use fault::Fault;
pub use install::{Installed, find, install};
pub use nearest::{Near, nearest};
pub use questions::Questions;
pub use vector::{LENGTH, NotAVector, Vector};
pub use vectors::Vectors;
