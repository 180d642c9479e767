//! A source: an address that is read with one kind of connector at some rhythm. The kinds
//! themselves, and the fetching, live in `connectors`.

use crate::id::SourceId;
use crate::item::Country;
use crate::wording::{Language, Wording};
use serde::{Deserialize, Serialize};

/// One thing to listen to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Code of the kind of connector: `tweede_kamer`, `feed`.
    pub kind: String,
    /// What people call it.
    pub name: Wording,
    /// Absolute address of the service.
    pub address: String,
    /// The arena of what it publishes.
    pub country: Country,
    /// The language of what it publishes, when it is always the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Hours between two looks.
    #[serde(default = "six_hours")]
    pub every_hours: u32,
    /// Days without anything new after which the source is called silent.
    #[serde(default = "a_week")]
    pub silent_after_days: u32,
    /// Settings of the kind, such as the entity to read.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub settings: std::collections::BTreeMap<String, String>,
    /// Whether it is read at all.
    #[serde(default = "yes")]
    pub active: bool,
}

impl Source {
    /// The host that is asked, with its port where one is named; empty for a folder on this machine.
    pub fn host(&self) -> &str {
        let rest = self.address.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or_default()
    }

    /// Why there is nothing to listen to here, when this stands for something that cannot be heard.
    pub fn missing(&self) -> Option<Wording> {
        self.told("missing")
    }

    /// What can be done about that.
    pub fn remedy(&self) -> Option<Wording> {
        self.told("remedy")
    }

    /// The settings of a source that stands for something that cannot be heard.
    pub fn missing_settings(
        why: &Wording,
        remedy: &Wording,
    ) -> std::collections::BTreeMap<String, String> {
        let mut settings = std::collections::BTreeMap::new();
        for language in Language::ALL {
            for (name, wording) in [("missing", why), ("remedy", remedy)] {
                let told = wording.get(language).map(str::to_owned);
                let key = format!("{name}_{}", language.code());
                settings.extend(told.map(|text| (key, text)));
            }
        }
        settings
    }

    fn told(&self, name: &str) -> Option<Wording> {
        let in_language = |code: &str| self.settings.get(&format!("{name}_{code}")).cloned();
        let wording = Wording {
            nl: in_language("nl"),
            de: in_language("de"),
            en: in_language("en"),
        };
        (wording != Wording::default()).then_some(wording)
    }
}

fn six_hours() -> u32 {
    6
}
fn a_week() -> u32 {
    7
}
fn yes() -> bool {
    true
}

/// How far a source was read; opaque to everybody but its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);
