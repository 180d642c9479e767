//! Words: tokens, stems, sentences and the query language, for Dutch, German and English.
//! What is done with what a query finds, and how texts are kept, is not known here.

pub mod analyser;
mod compounds;
pub mod document;
mod fold;
mod forms;
pub mod lang;
mod languages;
pub mod plan;
pub mod query;
pub mod recognise;
pub mod rows;
mod scan;
pub mod sentences;
mod stems;
pub mod terms;
pub mod vocabulary;

pub use analyser::{ANALYSIS, Analyser, Token};
pub use document::Document;
pub use lang::Lang;
pub use plan::{Found, Mark, Part, Plan};
pub use query::{Fault, Query, parse};
pub use recognise::recognise;
pub use sentences::sentences;
pub use vocabulary::{How, Related, Vocabulary, related};
