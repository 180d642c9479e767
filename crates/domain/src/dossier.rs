//! A dossier: one matter the region lobbies for, with its position, ask and arguments. Its
//! standing queries are interests; what was found for it are signals.

use crate::id::{AgreementId, DossierId, LineId, NetworkId, OrganisationId, ProgrammeId};
use crate::item::Country;
use crate::wording::Wording;
use serde::{Deserialize, Serialize};

/// One reason why, with the figure it leans on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Argument {
    /// The reason in a sentence or two.
    pub text: Wording,
    /// The figure or fact and its year or source, when there is one.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub evidence: Wording,
    /// Made up as an example.
    #[serde(default)]
    pub example: bool,
}

/// Who decides on a matter on one side of the border.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// The side.
    pub country: Country,
    /// What it is called there.
    pub name: Wording,
    /// What it decides of the matter.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub decides: Wording,
    /// Year in which this was last known to be so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_in: Option<i16>,
}

/// A matter the region follows and speaks about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    /// Its id.
    pub id: DossierId,
    /// Its title.
    pub title: Wording,
    /// What it is about, in two or three sentences; also the text whose meaning is compared.
    pub about: Wording,
    /// The strategy lines it serves.
    #[serde(default)]
    pub lines: Vec<LineId>,
    /// What the region holds.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub position: Wording,
    /// What the region asks, and of whom.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub ask: Wording,
    /// Whether position and ask are examples rather than agreed text.
    #[serde(default)]
    pub example: bool,
    /// Why Twente, why now.
    #[serde(default)]
    pub arguments: Vec<Argument>,
    /// Who leads, by organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<OrganisationId>,
    /// Networks that could carry it, nearest first.
    #[serde(default)]
    pub networks: Vec<NetworkId>,
    /// Agreements it leans on.
    #[serde(default)]
    pub agreements: Vec<AgreementId>,
    /// Programmes that could pay for it.
    #[serde(default)]
    pub programmes: Vec<ProgrammeId>,
    /// Who decides on it, on every side of the border, the nearest to a decision first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authorities: Vec<Authority>,
    /// Weight in the agenda, 1 (low) to 5 (high).
    #[serde(default = "middle")]
    pub priority: u8,
}

impl Dossier {
    /// A dossier of which only its title and subject are known.
    pub fn bare(id: DossierId, title: Wording, about: Wording) -> Dossier {
        Dossier {
            id,
            title,
            about,
            lines: Vec::new(),
            position: Wording::default(),
            ask: Wording::default(),
            example: false,
            arguments: Vec::new(),
            lead: None,
            networks: Vec::new(),
            agreements: Vec::new(),
            programmes: Vec::new(),
            authorities: Vec::new(),
            priority: middle(),
        }
    }
}

fn middle() -> u8 {
    3
}
