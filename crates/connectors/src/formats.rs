//! Helpers that the kinds share: bytes to text, markup to text, words to dates, records to items.
//! Nothing here knows a particular source.

pub mod charset;
pub mod com_number;
pub mod council;
pub mod dates;
pub mod entities;
pub mod eu_act;
pub mod files;
pub mod gather;
pub mod guard;
pub mod json;
pub mod text;
pub mod titles;
pub mod xml;
