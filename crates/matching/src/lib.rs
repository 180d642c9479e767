//! From items and interests to signals, each with its reasons. Where items come from, how signals
//! are kept and how a page shows them is not known here.
//!
//! Everything works on words alone; where the closeness of meaning is known, it counts too.

mod bearing;
mod closeness;
mod context;
mod core;
pub mod evaluate;
mod features;
pub mod feedback;
mod index;
pub mod interests;
pub mod kin;
pub mod learn;
mod matcher;
mod met;
pub mod mirror;
mod passages;
mod places;
mod rarity;
pub mod score;
mod standing;
mod subject;
mod tier;
pub mod weights;

pub use closeness::{Asked, Closeness, question, terms};
pub use matcher::{BadInterest, Findings, Matcher, Weighed};
pub use noaber_text::{Fault as QueryFault, Query, parse};
pub use passages::nearest_passages;
pub use tier::{tier, until};

/// What this way of matching is called. Change it with every change that gives other signals or
/// scores: everything is then matched again.
pub const VERSION: &str = "words-4";
