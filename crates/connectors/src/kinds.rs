//! The list of all kinds of source, one line a kind. To add one, copy `_example.rs`, write its
//! fixtures, and add its two lines here.

pub mod _example;
pub mod dip;
pub mod feed;
pub mod jsonl;
pub mod kst;
pub mod sedia;
pub mod tweede_kamer;

use crate::connector::Kind;

/// All kinds, in the order of the documentation.
pub const ALL: &[Kind] = &[
    tweede_kamer::KIND,
    kst::KIND,
    dip::KIND,
    sedia::KIND,
    feed::KIND,
    jsonl::KIND,
];

/// The kind with this code.
pub fn find(code: &str) -> Option<Kind> {
    ALL.iter().copied().find(|kind| (kind.card)().code == code)
}
