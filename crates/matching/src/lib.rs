//! From items and interests to signals, each with its reasons. Where items come from, how signals
//! are kept and how a page shows them is not known here.
//!
//! The encoder of meaning is not yet part of the program: matching is on words alone, and a score
//! takes the closeness of meaning as a number that is absent so far.

mod bearing;
mod context;
mod features;
mod index;
mod matcher;
mod passages;
mod places;
pub mod score;
mod tier;

pub use matcher::{BadInterest, Matcher};
pub use noaber_text::{Fault as QueryFault, Query, parse};
pub use tier::{tier, until};

/// What this way of matching is called. Change it with every change that gives other signals or
/// scores: everything is then matched again.
pub const VERSION: &str = "words-1";
