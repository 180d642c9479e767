//! What can go wrong with the store, in words that tell an operator where to look and what is
//! safe. The engines' own errors are told here and nowhere above.

/// A surprise from the store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The address of the database cannot be used.
    #[error("cannot open the database {address}: {why}. Nothing was changed")]
    Open {
        /// The address, without password.
        address: String,
        /// What the engine said.
        why: String,
    },
    /// The database was made by a newer program.
    #[error(
        "the database {address} was made by a newer Noaber (its plan has step {found}, this program knows {known} steps). Nothing was changed; use the newer program, or restore a backup of before"
    )]
    Newer {
        /// The address.
        address: String,
        /// Newest step in the database.
        found: i64,
        /// Steps this program knows.
        known: i64,
    },
    /// A migration in the database is not the one this program has.
    #[error(
        "step {number} of the database plan differs from the one this program has; the database was made by another build. Nothing was changed"
    )]
    OtherPlan {
        /// Number of the step.
        number: i64,
    },
    /// No space left.
    #[error(
        "the disk of the database is full ({why}). What was being written was taken back; free space and run it again"
    )]
    Full {
        /// What the engine said.
        why: String,
    },
    /// Somebody else is writing for too long.
    #[error(
        "the database is busy: another Noaber has been writing for over {seconds} seconds. What was being written was taken back; it is safe to run it again"
    )]
    Busy {
        /// Seconds waited.
        seconds: u64,
    },
    /// The database went away while it was asked.
    #[error(
        "the database went away ({why}). What was being written was taken back; it is safe to run it again once the database answers"
    )]
    Lost {
        /// What the engine said.
        why: String,
    },
    /// What is in the database cannot be read.
    #[error(
        "the database holds something unexpected: {0}. Run `noaber check`, and restore a backup if it says so"
    )]
    Corrupt(String),
    /// Anything else the engine said.
    #[error("the database refused ({doing}): {why}. What was being written was taken back")]
    Engine {
        /// The statement or step.
        doing: String,
        /// What the engine said.
        why: String,
    },
    /// A file of an export cannot be read or written.
    #[error("{file}: {why}")]
    File {
        /// The file, and the line where there is one.
        file: String,
        /// What is wrong and what is safe.
        why: String,
    },
    /// The same region, or other content, is there already.
    #[error("{0}")]
    Refused(String),
}

impl Fault {
    pub(crate) fn corrupt(what: impl Into<String>) -> Fault {
        Fault::Corrupt(what.into())
    }
}

impl From<serde_json::Error> for Fault {
    fn from(why: serde_json::Error) -> Fault {
        Fault::corrupt(format!("a record could not be written as JSON: {why}"))
    }
}
