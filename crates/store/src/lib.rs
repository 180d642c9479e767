//! Keeping: regions, sources, items, interests, signals and their history, on two database engines
//! with one SQL text. Reading goes through [`Reader`], which cannot change anything; changing goes
//! through [`Store::change`], which cannot change anything without writing who and why.

mod calendar;
mod check;
mod commitments;
mod dates;
mod desk;
mod engine;
mod export;
mod fault;
mod fault_point;
mod feeds;
mod found;
mod history;
mod interests;
mod items;
mod joins;
mod lateness;
mod learning;
mod ledger;
mod links;
mod mirror_files;
mod notices;
mod origins;
mod outbox;
mod own_sources;
mod preview;
mod proof;
mod recut;
mod regions;
mod search;
mod seek;
mod settle;
mod sights;
mod signals;
mod sources;
mod store;
mod strike;
mod subscribers;
mod take_down;
mod take_in;
mod tally;
mod trail;
mod vectors;
mod versions;
pub mod views;
mod vocabulary;

pub use calendar::{CalendarRow, ReminderRow};
pub use check::{Finding, check};
pub use commitments::{CommitmentCounts, CommitmentFilter, CommitmentRow};
pub use export::{Summary, check_export, export, import};
pub use fault::Fault;
pub use feeds::Feed;
pub use found::Found;
pub use interests::Backfill;
pub use joins::JOINED;
pub use lateness::Lateness;
pub use learning::{Judged, Learning, Rescoring};
pub use ledger::{LedgerEntry, Matching};
pub use links::Linked;
pub use mirror_files::MirrorFileRow;
pub use notices::{Notice, Silent};
pub use origins::OriginRow;
pub use outbox::{Letter, Outcome, Parcel, Posted, Receipt, Waiting};
pub use own_sources::KnownSource;
pub use proof::{InterestHits, MatchingRow, Outlook, PageRow, SilenceRow};
pub use recut::{Cutting, Recut};
pub use regions::Loaded;
pub use sights::Unseen;
pub use sources::{RunEnd, Validator, lies_ahead};
pub use store::{Change, Reader, Store};
pub use strike::Remake;
pub use subscribers::{AT_REST, Mark, News, ReadSince, Withdrawn};
pub use take_down::{Refusal, TAKEN_DOWN, TakenDown};
pub use take_in::{Taken, TakenCounts};
pub use tally::{Letters, Tally};
pub use trail::{Bond, Trail, TrailRow};
pub use vectors::{KeptVector, VectorChanges};
pub use vocabulary::{CountedWord, WordCounts};

/// A short digest of a text: the first 32 hexadecimal digits of its SHA-256.
pub fn digest(text: &str) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(text.as_bytes());
    hash.iter()
        .take(16)
        .fold(String::with_capacity(32), |mut hex, byte| {
            hex.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
            hex.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
            hex
        })
}

/// A moment as the store writes it: UTC, to the second, of fixed width, so that text order is time
/// order.
pub(crate) fn moment(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
