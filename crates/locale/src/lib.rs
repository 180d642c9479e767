//! The words the desk speaks to people: Dutch, German and English, with numbers and dates as each
//! language writes them. What is said where is the business of the pages.

pub mod catalog;
pub mod format;

pub use catalog::{Arg, Catalog, Lang};
