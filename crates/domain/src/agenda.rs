//! Agendas and their strategy lines, and which line serves which: the cascade from the region to
//! province, country and Europe.

use crate::id::{AgendaId, LineId};
use crate::wording::Wording;
use serde::{Deserialize, Serialize};

/// A strategy line of an agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its id, unique over all agendas of the region.
    pub id: LineId,
    /// Its title.
    pub title: Wording,
    /// What it means to reach.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub about: Wording,
    /// Lines of other agendas that this line serves.
    #[serde(default)]
    pub serves: Vec<LineId>,
}

/// An agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    /// Its id.
    pub id: AgendaId,
    /// Its title.
    pub title: Wording,
    /// Whose agenda it is: the region, the province, the country, Europe.
    pub owner: Wording,
    /// Year of adoption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// What it means to reach.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub about: Wording,
    /// Its strategy lines, in order.
    #[serde(default)]
    pub lines: Vec<Line>,
    /// Made up as an example.
    #[serde(default)]
    pub example: bool,
}
