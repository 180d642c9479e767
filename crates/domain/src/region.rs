//! The region that runs the desk, and the ladder of scales it climbs to be heard.

use crate::id::{OrganisationId, RegionId};
use crate::wording::{Language, Wording};
use serde::{Deserialize, Serialize};

/// A step of the scale ladder, small to large.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// What the scale is called.
    pub name: Wording,
    /// What it is made of, or who sits on it.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub what: Wording,
}

/// A region.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Its id.
    pub id: RegionId,
    /// Its name.
    pub name: Wording,
    /// What it is, in a few sentences.
    pub about: Wording,
    /// The language its advisers work in.
    pub language: Language,
    /// IANA name of its time zone: `Europe/Amsterdam`.
    pub time_zone: String,
    /// NUTS-3 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nuts: Option<String>,
    /// The members whose mandate counts.
    pub members: Vec<OrganisationId>,
    /// The scale ladder, small to large.
    #[serde(default)]
    pub ladder: Vec<Rung>,
    /// Strengths it shows the world.
    #[serde(default)]
    pub strengths: Vec<Wording>,
    /// Contacts by role; never a person.
    #[serde(default)]
    pub contacts: Vec<Wording>,
}
