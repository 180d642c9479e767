//! The pages: server-rendered, readable without script, in three languages. What is shown comes
//! from `store` through readers, what is changed goes through `work`; nothing is decided here.

mod access;
mod ask;
mod assets;
mod backfilling;
mod changed;
mod diff;
mod guard;
mod html;
mod lanes;
mod lists;
mod refuse;
pub mod routes;
mod serve;
mod shell;
mod sights;
mod trail;
mod words;

pub mod card;
pub mod fault_view;
pub mod mirror;
pub mod pages;

pub use access::{Access, Right};
pub use backfilling::Backfilling;
pub use serve::{State, router, serve};
pub use shell::{Place, Shell, ShellData};
pub use words::Words;
