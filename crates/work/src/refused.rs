//! Why a deed was not done: an answer for the person who asked, with a translation key, or a
//! surprise from below.

use noaber_domain::{BadWish, signal};
use noaber_store::Fault;

/// A deed that was not done; nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// The thing is not there, or not in this region.
    #[error("there is no {noun} {id} in this region")]
    Unknown {
        /// Sort of thing.
        noun: &'static str,
        /// What was asked for.
        id: String,
    },
    /// A dossier needs a title of 1 to 200 characters.
    #[error("a dossier needs a title of 1 to 200 characters")]
    Title,
    /// The query cannot be read; the one that stands was kept.
    #[error("the query cannot be read: {0}")]
    Query(noaber_matching::QueryFault),
    /// What cannot be taken back asks for a reason.
    #[error("this asks for a reason; nothing was changed")]
    NoReason,
    /// The name of an authority is one short line.
    #[error("the name of an authority is one line of at most 200 characters")]
    Competent,
    /// A calendar needs a name of 1 to 100 characters on one line.
    #[error("a calendar needs a name of 1 to 100 characters on one line")]
    FeedName,
    /// The rules of triage say no.
    #[error(transparent)]
    Triage(#[from] signal::Refusal),
    /// Nobody can be sent a digest like that.
    #[error(transparent)]
    Wish(#[from] BadWish),
    /// The store failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Refused {
    /// The translation key of the message for people.
    pub fn key(&self) -> &'static str {
        match self {
            Refused::Unknown { .. } => "refused-unknown",
            Refused::Title => "refused-title",
            Refused::Query(_) => "refused-query",
            Refused::Competent => "refused-competent",
            Refused::FeedName => "refused-feed-name",
            Refused::NoReason => "refused-no-reason",
            Refused::Triage(signal::Refusal::SameVerdict) => "refused-same-verdict",
            Refused::Triage(signal::Refusal::NothingToUndo) => "refused-nothing-to-undo",
            Refused::Triage(signal::Refusal::TooLong) => "refused-too-long",
            Refused::Wish(BadWish::Name) => "digest-bad-name",
            Refused::Wish(BadWish::Address) => "digest-bad-address",
            Refused::Wish(BadWish::Tiers) => "digest-bad-tiers",
            Refused::Fault(_) => "refused-fault",
        }
    }
}
