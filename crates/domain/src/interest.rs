//! An interest: a standing query of a dossier. What the query means is the business of `text`,
//! what it finds that of `matching`.

use crate::id::{DossierId, InterestId};
use crate::wording::Language;
use serde::{Deserialize, Serialize};

/// A standing query. A dossier has one or more, usually one per language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interest {
    /// Its id, unique in the region.
    pub id: InterestId,
    /// The dossier it listens for.
    pub dossier: DossierId,
    /// The language whose items it reads; `None` reads items of every language, each analysed in
    /// its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The query, in the query language of the handbook.
    pub query: String,
    /// Whether what it finds is shown whatever its score: the floor that an adviser sets for terms
    /// she never wants to miss.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub always: bool,
    /// Whether it was made up as an example rather than taken from the region's own notes.
    #[serde(default)]
    pub example: bool,
}
