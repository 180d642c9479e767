//! What an index of standing queries needs of the analysis, made for speed: a walk over the runs of a
//! text, a memory from spelling to number, and the outline of a plan. What is indexed is not known here.

mod outline;
mod surfaces;
mod walk;

pub use outline::{Outline, Unit, Zone};
pub use surfaces::{Form, STALE, Surfaces};
pub use walk::walk;

/// The number of the term `word` of a language, as [`crate::Token::key`] gives it.
pub fn term_key(term: &str) -> u64 {
    crate::analyser::key_of(term)
}
