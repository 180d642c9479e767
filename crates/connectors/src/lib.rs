//! Reading what others publish: one file a kind of source, pure, plus the harvest that fetches.
//! How items are kept, matched or shown is not known here.

pub mod cards;
pub mod connector;
mod coverage;
pub mod discover;
pub mod extract;
pub mod fault;
pub mod folder;
pub mod formats;
pub mod harvest;
pub mod http;
pub mod kinds;
pub mod recording;

pub use cards::cards_markdown;
pub use connector::{
    Card, Forgives, Harvest, Header, Kind, Method, Page, PageMark, Part, Rejected, Request,
    Unreadable,
};
pub use extract::{Extract, extracted};
pub use fault::Fault;
pub use harvest::{Limits, Run, harvest};
pub use http::{Fetcher, Manners, Reach, Tally, Validators};
pub use recording::read_recording;
