//! How one published thing points to another, and how far it has come. Which item a link leads to
//! is found by the store, once that item has arrived.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($(#[$top:meta])* $name:ident, $key:literal { $($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$top])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $code)] $variant),+
        }
        impl $name {
            #[doc = concat!("All of them, in the order of the pages; the translation keys are `", $key, "-<code>`.")]
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// Stable code.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }
            /// Reads the stable code.
            pub fn from_code(code: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

codes!(
    /// What a link says: the item that holds it does this to the one it points to.
    Relation, "link" {
        /// Belongs to a case or a file.
        PartOf = "part-of",
        /// Is about a case: a decision, a vote, a debate.
        Concerns = "concerns",
        /// Answers a question.
        Answers = "answers",
        /// Would change a paper.
        Amends = "amends",
        /// Carries out an act of the Union, or says what the government thinks of it.
        Implements = "implements",
        /// Was promised in a debate.
        PromisedIn = "promised-in",
        /// Stands on the agenda of a meeting.
        AgendaOf = "agenda-of",
        /// Is an annex to a paper.
        AnnexOf = "annex-of",
        /// Records what was said in a meeting.
        RecordOf = "record-of",
        /// Has to do with it, without the source saying how.
        Related = "related",
    }
);

codes!(
    /// How far a thing has come, where its source says so. What time alone tells, such as late, is
    /// never kept.
    ItemState, "state" {
        /// Announced, not begun.
        Planned = "planned",
        /// Under way or open for answers.
        Open = "open",
        /// Over.
        Closed = "closed",
        /// Done as promised.
        Kept = "kept",
        /// Called off.
        Cancelled = "cancelled",
        /// Accepted by vote.
        Adopted = "adopted",
        /// Refused by vote.
        Rejected = "rejected",
        /// Taken back by whoever brought it.
        Withdrawn = "withdrawn",
    }
);

/// A link from the item that holds it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What it says.
    pub what: Relation,
    /// The key of an item, or an identity among [`Item::same`](crate::Item::same). It may not have
    /// arrived yet.
    pub to: String,
}

impl Link {
    /// A link to a key or an identity.
    pub fn new(what: Relation, to: impl Into<String>) -> Link {
        Link {
            what,
            to: to.into(),
        }
    }
}
