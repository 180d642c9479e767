//! What an index of standing queries needs of the analysis, made for speed: a walk over the runs of a
//! text, a memory from spelling to number, and the outline of a plan. What is indexed is not known here.

mod outline;
mod surfaces;
mod walk;

pub use outline::{Outline, Unit, Zone};
pub use surfaces::{Form, STALE, Surfaces};
pub use walk::walk;
