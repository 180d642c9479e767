//! Networks, their forums and the seats and leads the region holds in them.

use crate::id::{NetworkId, OrganisationId};
use crate::wording::Wording;
use serde::{Deserialize, Serialize};

/// A working group or forum of a network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forum {
    /// Its name.
    pub name: Wording,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub about: Wording,
    /// Which organisation of the region leads there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<OrganisationId>,
    /// What was last known, with its year.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub note: Wording,
}

/// Seats that an organisation of the region holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// Who holds them.
    pub holder: OrganisationId,
    /// In which body.
    pub body: Wording,
    /// How many.
    pub count: u32,
    /// Of how many in all, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
}

/// A network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// Its id.
    pub id: NetworkId,
    /// Its name.
    pub name: Wording,
    /// The scale it works on: Europe, Dutch-German, national.
    pub scale: Wording,
    /// How large it is, in words: "130 cities".
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub size: Wording,
    /// What it does.
    pub about: Wording,
    /// The part the region takes, with the year it was known.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub part: Wording,
    /// Who of the region is the member.
    #[serde(default)]
    pub members: Vec<OrganisationId>,
    /// Its forums.
    #[serde(default)]
    pub forums: Vec<Forum>,
    /// Seats held.
    #[serde(default)]
    pub seats: Vec<Seat>,
    /// Year the facts were last known to be true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_in: Option<i16>,
}
