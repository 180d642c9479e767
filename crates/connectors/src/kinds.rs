//! The list of all kinds of source, one line a kind. To add one, copy `_example.rs`, write its
//! fixtures, and add its two lines here.

pub mod _example;
pub mod cellar;
pub mod dip;
pub mod europarl;
pub mod feed;
pub mod gemeente_oplossingen;
pub mod have_your_say;
pub mod ics;
pub mod jsonl;
pub mod koop_sru;
pub mod kst;
pub mod maildrop;
pub mod notubiz;
pub mod open_besluitvorming;
pub mod parlamentsspiegel;
pub mod sedia;
pub mod tk_syncfeed;
pub mod tweede_kamer;
pub mod vlos;

use crate::connector::Kind;

/// All kinds, in the order of the documentation.
pub const ALL: &[Kind] = &[
    tk_syncfeed::KIND,
    tweede_kamer::KIND,
    vlos::KIND,
    kst::KIND,
    koop_sru::KIND,
    open_besluitvorming::KIND,
    notubiz::KIND,
    gemeente_oplossingen::KIND,
    dip::KIND,
    parlamentsspiegel::KIND,
    cellar::KIND,
    europarl::KIND,
    have_your_say::KIND,
    sedia::KIND,
    feed::KIND,
    ics::KIND,
    maildrop::KIND,
    jsonl::KIND,
];

/// The kind with this code.
pub fn find(code: &str) -> Option<Kind> {
    ALL.iter().copied().find(|kind| (kind.card)().code == code)
}
