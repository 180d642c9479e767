//! The two database engines behind one small face: text with `$1` in it, values in, rows out. This
//! is the only room of the house in which an engine's name may be spoken.

pub(crate) mod address;
mod connection;
pub(crate) mod fulltext;
pub(crate) mod migrate;
mod postgres;
mod sqlite;
pub(crate) mod value;

pub(crate) use address::Address;
pub(crate) use connection::Connection;
pub(crate) use value::{Row, Value};
