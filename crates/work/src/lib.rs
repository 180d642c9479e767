//! The verbs: the only room that changes anything, always with who and why. What a thing is stands
//! in `domain`, how it is kept in `store`; here is what one may do with it.

mod backfill;
pub mod calendar;
pub mod collect;
pub mod csv_files;
mod ctx;
pub mod deliver;
pub mod digest;
pub mod flat_table;
pub mod load_region;
mod mail_settings;
pub mod match_items;
pub mod mirror;
pub mod mirror_files;
pub mod own_sources;
mod post;
pub mod proof;
pub mod read_files;
pub mod read_meaning;
pub mod reading;
pub mod recut;
mod refused;
pub mod related;
pub mod rescore;
pub mod setting;
pub mod shape_dossier;
pub mod sights;
mod slug;
pub mod take_down;
pub mod triage;

pub use ctx::{Clock, Ctx};
pub use noaber_matching::BadInterest;
pub use noaber_matching::score::FEATURES;
pub use refused::Refused;
