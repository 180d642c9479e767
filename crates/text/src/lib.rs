//! Words: tokens, stems, sentences and the query language, for Dutch, German and English.
//! What is done with what a query finds, and how texts are kept, is not known here.

pub mod analyser;
mod fold;
pub mod lang;
pub mod query;
mod scan;
mod stems;

pub use analyser::{Analyser, Token};
pub use lang::Lang;
pub use query::{Fault, Query, parse};
