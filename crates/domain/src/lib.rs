//! The nouns of the house. Plain types and the rules that hold for them live here; nothing in this
//! crate reads a file, asks a clock, or knows that a database or a web page exists.

pub mod agenda;
pub mod calendar;
pub mod changes;
pub mod commitment;
pub mod dossier;
pub mod history;
pub mod id;
pub mod interest;
pub mod item;
pub mod link;
mod merged;
pub mod mirror_file;
pub mod network;
pub mod organisation;
pub mod pack;
pub mod programme;
pub mod region;
pub mod rhythm;
pub mod signal;
pub mod source;
pub mod subscriber;
pub mod text_diff;
pub mod wording;

pub use agenda::{Agenda, Line};
pub use calendar::{Days, Reminder, Selection};
pub use changes::{Altered, changes};
pub use commitment::Promise;
pub use dossier::{Argument, Authority, Dossier};
pub use history::{Change, Who};
pub use id::{
    AgendaId, AgreementId, DossierId, InterestId, ItemId, LedgerNumber, LineId, NetworkId,
    OrganisationId, ProgrammeId, RegionId, SignalId, SourceId,
};
pub use interest::Interest;
pub use item::{Country, DateKind, Item, ItemDate, ItemKind, Tombstone};
pub use link::{ItemState, Link, Relation};
pub use mirror_file::MirrorFile;
pub use network::{Forum, Network, Seat};
pub use organisation::{Organisation, OrganisationKind};
pub use pack::RegionPack;
pub use programme::{Agreement, Programme};
pub use region::{Region, Rung};
pub use rhythm::{Day, Expected, Patience, Rhythm, Silence};
pub use signal::{Bearing, Field, Passage, Quote, Reason, Share, Signal, Tier, Triage, Verdict};
pub use source::{Cursor, Source};
pub use subscriber::{BadWish, Cadence, Subscriber, SubscriberId, Turn, Wish};
pub use wording::{Language, Wording};
