//! What tests need around them: empty databases, the recorded payloads, a small file server.
//! Nothing of the product lives here, and the product never depends on it.

mod database;
mod files;
mod recordings;
mod scripted;
mod smtp;

pub use database::{TestDatabase, databases};
pub use files::{FileServer, serve_files};
pub use recordings::recordings;
pub use scripted::{Asked, Reply, ScriptedServer, serve_script};
pub use smtp::{
    SmtpDeed, SmtpPoint, SmtpProtection, SmtpServer, SmtpWays, TakenLetter, serve_smtp,
    serve_smtp_with,
};
