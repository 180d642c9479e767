//! Names of things. A slug identifies what a person names in a region pack; a number identifies
//! what the store counts. No noun holds another noun, only its id.

use serde::{Deserialize, Serialize};

/// Why a text cannot serve as an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is not an id: expected 1 to 64 lower-case letters, digits or hyphens, starting and ending with a letter or digit"
)]
pub struct NotAnId(pub String);

fn is_slug(text: &str) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.len() <= 64
        && edge(text.chars().next())
        && edge(text.chars().last())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

macro_rules! slugs {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads an id; refuses what is not a slug of 1 to 64 characters.
            pub fn new(text: impl Into<String>) -> Result<Self, NotAnId> {
                let text = text.into();
                if is_slug(&text) { Ok(Self(text)) } else { Err(NotAnId(text)) }
            }
            /// The slug itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                Self::new(text)
            }
        }
        impl std::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Self::new(text)
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

slugs!(
    /// A region that runs the desk, such as `twente`.
    RegionId,
    /// A municipality, board, institution or company.
    OrganisationId,
    /// A network the region takes part in.
    NetworkId,
    /// An agenda, such as an international agenda of a period.
    AgendaId,
    /// A strategy line of an agenda.
    LineId,
    /// A dossier of the lobby.
    DossierId,
    /// A standing query of a dossier.
    InterestId,
    /// A source: one address that is read with one kind of connector.
    SourceId,
    /// A cooperation agreement or memorandum.
    AgreementId,
    /// A funding programme.
    ProgrammeId,
);

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

numbers!(
    /// An item in the store. Stays the same through all versions of the item.
    ItemId,
    /// A place in the ledger: the order of arrival, without gaps, never of date.
    LedgerNumber,
    /// A signal in the store.
    SignalId,
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_slug_and_nothing_else() {
        for good in ["twente", "n35", "weg-water", "a"] {
            assert!(DossierId::new(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "Twente",
            "-a",
            "a-",
            "a b",
            "é",
            "../etc",
            &"a".repeat(65),
        ] {
            assert!(DossierId::new(bad).is_err(), "{bad}");
        }
    }
}
