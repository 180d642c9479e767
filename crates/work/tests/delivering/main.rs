//! Digests on every engine, to a real server: what arrives late is told, what changed is told as
//! changed, nothing is told twice, and whatever fails or dies in between loses nothing.

#![allow(clippy::unwrap_used, reason = "a test stops at what it cannot do")]

mod desk;
mod heard;
mod hostile;
mod moved;
mod notices;
mod once;
mod protected;
mod rhythms;
mod struck;
mod tongues;
