//! What goes out: digests as mail, feed and page, in the reader's language. What a report is made of
//! is gathered by `work`; nothing here reads the store, asks a clock or opens a connection.

pub mod atom;
pub mod calendar;
pub mod digest;
mod html;
pub mod mail;
mod plain;
mod say;
pub mod spoken;

pub use digest::{
    Ahead, Changed, Digest, Entry, Heard, News, Off, Silence, Touch, Unheard, changes,
};
pub use mail::{Mail, mail};
