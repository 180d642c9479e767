//! The verbs: the only room that changes anything, always with who and why. What a thing is stands
//! in `domain`, how it is kept in `store`; here is what one may do with it.

pub mod calendar;
pub mod collect;
pub mod csv_files;
mod ctx;
pub mod deliver;
pub mod digest;
pub mod load_region;
pub mod match_items;
pub mod mirror;
pub mod mirror_files;
mod post;
pub mod proof;
pub mod read_files;
pub mod read_meaning;
pub mod reading;
mod refused;
pub mod related;
pub mod rescore;
pub mod setting;
pub mod shape_dossier;
pub mod take_down;
pub mod triage;

pub use ctx::{Clock, Ctx};
pub use noaber_matching::BadInterest;
pub use noaber_matching::score::FEATURES;
pub use refused::Refused;
