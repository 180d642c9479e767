//! Meaning: sentence vectors and their nearness. The encoder that would make the vectors is not yet
//! part of the program; without it the desk matches on words alone, and says so.

pub mod nearest;
pub mod vector;

pub use nearest::{Near, nearest};
pub use vector::{NotAVector, Vector};
