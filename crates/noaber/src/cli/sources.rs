//! The options of `noaber sources`. What they do stands with the command.

use super::Asking;
use clap::Subcommand;

/// Which sources, or what to do with those that were added at the desk.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Sources {
    /// List the kinds of source instead
    #[arg(long)]
    pub kinds: bool,
    /// What to do
    #[command(subcommand)]
    pub deed: Option<SourceDeed>,
}

/// What to do with sources of one's own.
#[derive(Debug, Subcommand)]
pub enum SourceDeed {
    /// Look what answers at an address, say what was found, and keep it as a source
    Add(AddSource),
    /// Give one another name or rhythm
    Change {
        /// Its id
        id: String,
        /// Its new name
        #[arg(long)]
        name: Option<String>,
        /// Hours between two looks
        #[arg(long, value_name = "HOURS")]
        every_hours: Option<u32>,
    },
    /// Let one rest: it stays, but is not read
    Rest {
        /// Its id
        id: String,
    },
    /// Read one again that rested
    Resume {
        /// Its id
        id: String,
    },
    /// Take one out: it is read no more, what it brought stays
    Remove {
        /// Its id
        id: String,
    },
    /// Bring one back that was taken out
    Restore {
        /// Its id
        id: String,
    },
}

/// What to listen to.
#[derive(Debug, clap::Args)]
pub struct AddSource {
    /// Address of a feed, a calendar or a page that names one; or a folder, with --kind maildrop
    pub address: String,
    /// What to call it; by default what it calls itself
    #[arg(long)]
    pub name: Option<String>,
    /// feed, ics or maildrop; by default what answers
    #[arg(long)]
    pub kind: Option<String>,
    /// Its arena: nl, de, eu; by default that of its address
    #[arg(long)]
    pub country: Option<String>,
    /// Its language: nl, de, en; by default as each paper says
    #[arg(long)]
    pub language: Option<String>,
    /// Hours between two looks
    #[arg(long, default_value_t = 6, value_name = "HOURS")]
    pub every_hours: u32,
    /// Only look and say what was found; keep nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Read it straight away
    #[arg(long)]
    pub read: bool,
    /// How publishers are asked
    #[command(flatten)]
    pub asking: Asking,
}
