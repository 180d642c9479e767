//! Why a source is not added or changed: each with a sentence for an operator and a key for pages.
//! When which of them applies is decided beside.

use noaber_domain::{Language, SourceId, Wording};
use noaber_store::Fault;

/// Why a source was not added or changed; nothing was kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NoSource {
    /// What was typed is no address.
    #[error("'{0}' is no address; expected one such as https://example.org/news.xml")]
    NoAddress(String),
    /// The address is not of the web.
    #[error("only addresses that begin with https:// or http:// are read; '{0}' does not")]
    Scheme(String),
    /// The address carries a name or a password, which everybody at the desk would see.
    #[error("the address holds a user name or password, which would be shown; leave it out")]
    Password,
    /// The address, or one it leads on to, lies in a private network.
    #[error(
        "{0} lies in a private network, on this machine, or leads there, and is not asked; whoever runs Noaber may allow it with --own-network"
    )]
    OwnNetwork(String),
    /// The address is read already, by this source.
    #[error("this address is read already, by source '{0}'")]
    Stands(SourceId, Wording),
    /// No answer came.
    #[error("no answer came: {0}; look at the address, or try again later")]
    NoAnswer(String),
    /// The answer took too long.
    #[error("the address took longer than {0} seconds to answer; try again later")]
    Slow(u64),
    /// An answer with an error status.
    #[error(
        "the address answered with status {0}; is it complete, and can it be read without signing in?"
    )]
    Status(u16),
    /// The answer was too large.
    #[error("the answer is larger than {0} megabytes and was not read to its end")]
    TooBig(usize),
    /// The host holds programs back.
    #[error("the publisher holds programs back with a challenge page; ask there for a feed")]
    Blocked,
    /// Neither a feed nor a page that names one.
    #[error(
        "this is neither a feed nor a calendar, and names none; look on the page for 'RSS', 'Atom' or 'iCal' and take that address"
    )]
    NoFeed,
    /// A feed or calendar that cannot be read.
    #[error("this begins like a feed or calendar but cannot be read: {0}")]
    Unreadable(String),
    /// The folder of a mail drop cannot be used.
    #[error("{0}")]
    Folder(String),
    /// No such kind can be added at the desk.
    #[error(
        "the kind '{0}' cannot be added at the desk; feed, ics and maildrop can. Others stand in the region pack"
    )]
    Kind(String),
    /// A name is one short line.
    #[error("a source needs a name of 1 to 120 characters on one line")]
    Name,
    /// The rhythm cannot be.
    #[error("a source is read every 1 to 744 hours")]
    Rhythm,
    /// There is no such source.
    #[error("there is no source '{0}'; `noaber sources` lists them")]
    Unknown(String),
    /// The source comes from the region pack.
    #[error(
        "source '{0}' comes with the region pack; change it in sources.toml there, and load the pack again"
    )]
    OfPack(SourceId),
    /// The store failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl NoSource {
    /// The translation key of the sentence for people.
    pub fn key(&self) -> &'static str {
        match self {
            NoSource::NoAddress(_) => "no-source-address",
            NoSource::Scheme(_) => "no-source-scheme",
            NoSource::Password => "no-source-password",
            NoSource::OwnNetwork(_) => "no-source-network",
            NoSource::Stands(..) => "no-source-stands",
            NoSource::NoAnswer(_) => "no-source-answer",
            NoSource::Slow(_) => "no-source-slow",
            NoSource::Status(_) => "no-source-status",
            NoSource::TooBig(_) => "no-source-too-big",
            NoSource::Blocked => "no-source-blocked",
            NoSource::NoFeed => "no-source-feed",
            NoSource::Unreadable(_) => "no-source-unreadable",
            NoSource::Folder(_) | NoSource::Kind(_) => "no-source-kind",
            NoSource::Name => "no-source-name",
            NoSource::Rhythm => "no-source-rhythm",
            NoSource::Unknown(_) => "no-source-unknown",
            NoSource::OfPack(_) => "no-source-of-pack",
            NoSource::Fault(_) => "refused-fault",
        }
    }

    /// What stands in the place of `{ $what }` in that sentence, for a reader of `language`.
    pub fn what(&self, language: Language) -> String {
        match self {
            NoSource::Stands(_, name) => name.best(language).0.to_owned(),
            NoSource::Slow(seconds) => seconds.to_string(),
            NoSource::Status(status) => status.to_string(),
            NoSource::TooBig(megabytes) => megabytes.to_string(),
            _ => String::new(),
        }
    }
}
