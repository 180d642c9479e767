//! An organisation: a municipality, government, institution, board or company, with the names it is
//! recognised by.

use crate::id::OrganisationId;
use crate::item::Country;
use crate::wording::Wording;
use serde::{Deserialize, Serialize};

/// What sort of organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationKind {
    /// A municipality.
    Municipality,
    /// A province, Land, Kreis or other government.
    Government,
    /// A board, cooperation or network body.
    Board,
    /// A university, school or research centre.
    Education,
    /// A hospital or other care provider.
    Care,
    /// A company.
    Company,
}

impl OrganisationKind {
    /// All sorts, in the order of the lists.
    pub const ALL: [OrganisationKind; 6] = [
        OrganisationKind::Municipality,
        OrganisationKind::Government,
        OrganisationKind::Board,
        OrganisationKind::Education,
        OrganisationKind::Care,
        OrganisationKind::Company,
    ];

    /// Stable code, also the translation key `organisation-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            OrganisationKind::Municipality => "municipality",
            OrganisationKind::Government => "government",
            OrganisationKind::Board => "board",
            OrganisationKind::Education => "education",
            OrganisationKind::Care => "care",
            OrganisationKind::Company => "company",
        }
    }
}

/// An organisation of or around the region.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// What sort it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: Wording,
    /// The country it is in.
    pub country: Country,
    /// Other spellings and abbreviations it is recognised by in text, case kept: `MST`.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Words of which one must stand near an ambiguous name: `ziekenhuis` for `MST`. Empty: the
    /// name alone is enough.
    #[serde(default)]
    pub context: Vec<String>,
    /// Whether a text that names it names the region.
    #[serde(default)]
    pub of_region: bool,
}
