//! The fault walk: sources that fail in every way known, a database that goes away, a program that
//! dies at every point. Afterwards every matching paper was told once, nothing is lost, nothing is
//! there twice, and what the desk said of its sources meanwhile was true.

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot do it should stop at"
)]

mod killed;
mod outlived;
mod post;
mod world;
