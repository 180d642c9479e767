//! Programmes that pay and agreements that bind.

use crate::id::{AgreementId, OrganisationId, ProgrammeId};
use crate::wording::Wording;
use serde::{Deserialize, Serialize};

/// A funding programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its id.
    pub id: ProgrammeId,
    /// Its name.
    pub name: Wording,
    /// What it pays for and what the region did with it, with years.
    pub about: Wording,
    /// Who pays: Europe, the state, the province.
    pub payer: Wording,
    /// First year, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i16>,
    /// Last year, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<i16>,
}

/// A cooperation agreement, memorandum or twinning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Its id.
    pub id: AgreementId,
    /// Its name.
    pub name: Wording,
    /// What was agreed.
    pub about: Wording,
    /// Parties that are organisations of the pack.
    #[serde(default)]
    pub parties: Vec<OrganisationId>,
    /// Other parties, by name.
    #[serde(default)]
    pub others: Vec<String>,
    /// Year, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Whether it is a town twinning.
    #[serde(default)]
    pub twinning: bool,
}
