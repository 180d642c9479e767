//! What each feature counts, in log-odds: a readable table that is part of the program, learned
//! from judged items. How it is learned stands in `learn`.

use noaber_text::Lang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The name of the log-odds of an item about which nothing is known.
pub const START: &str = "start";

/// The sort of item that weights may differ for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Domain {
    /// Dutch, or of unknown language.
    Nl,
    /// German.
    De,
    /// English.
    En,
    /// In a language for which the dossier has no terms of its own.
    Far,
}

impl Domain {
    /// The domain of an item of a language.
    pub fn of(lang: Option<Lang>, far: bool) -> Domain {
        match lang {
            _ if far => Domain::Far,
            Some(Lang::De) => Domain::De,
            Some(Lang::En) => Domain::En,
            Some(Lang::Nl) | None => Domain::Nl,
        }
    }

    /// Its name in the table.
    pub fn code(self) -> &'static str {
        match self {
            Domain::Nl => "nl",
            Domain::De => "de",
            Domain::En => "en",
            Domain::Far => "far",
        }
    }
}

/// Weights by the name of the feature.
pub type Table = BTreeMap<String, f64>;

/// A set of weights: those of all items and what a domain adds to them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// What a feature counts in any item.
    pub shared: Table,
    /// What is added for Dutch items.
    #[serde(default)]
    pub nl: Table,
    /// What is added for German items.
    #[serde(default)]
    pub de: Table,
    /// What is added for English items.
    #[serde(default)]
    pub en: Table,
    /// What a feature counts in an item in a language without terms; stands alone.
    #[serde(default)]
    pub far: Table,
}

impl Set {
    /// The table of a domain.
    pub fn table(&self, domain: Domain) -> &Table {
        match domain {
            Domain::Nl => &self.nl,
            Domain::De => &self.de,
            Domain::En => &self.en,
            Domain::Far => &self.far,
        }
    }

    /// The table of a domain, to be changed.
    pub fn table_mut(&mut self, domain: Domain) -> &mut Table {
        match domain {
            Domain::Nl => &mut self.nl,
            Domain::De => &mut self.de,
            Domain::En => &mut self.en,
            Domain::Far => &mut self.far,
        }
    }

    /// What a feature counts in an item of a domain.
    pub fn weight(&self, domain: Domain, name: &str) -> f64 {
        let of = |table: &Table| table.get(name).copied().unwrap_or(0.0);
        match domain {
            Domain::Far => of(&self.far),
            _ => of(&self.shared) + of(self.table(domain)),
        }
    }

    /// The log-odds of any item about which nothing is known.
    pub fn start(&self) -> f64 {
        self.shared.get(START).copied().unwrap_or(0.0)
    }

    /// How much another start an item of a domain has.
    pub fn apart(&self, domain: Domain) -> f64 {
        self.weight(domain, START) - self.start()
    }
}

/// All weights: one set for words alone, one where closeness of meaning is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// What they were learned on.
    pub learned_on: String,
    /// When, as a day.
    pub learned_at: String,
    /// Without closeness of meaning.
    pub words: Set,
    /// With it.
    pub meaning: Set,
}

/// Why a table of weights cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadWeights {
    /// It is no TOML of this shape.
    #[error("the weights cannot be read: {0}")]
    Unreadable(#[from] toml::de::Error),
    /// A name is no feature.
    #[error("'{0}' is no feature; the names stand in `score::FEATURES`")]
    NoFeature(String),
    /// A number is not finite.
    #[error("the weight of '{0}' is not a finite number")]
    NotFinite(String),
}

impl Weights {
    /// The weights that are part of the program.
    pub fn shipped() -> &'static Weights {
        static SHIPPED: OnceLock<Weights> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            Weights::read(include_str!("../rules/weights.toml"))
                .expect("the weights are part of the program and a test reads them")
        })
    }

    /// Reads a table of weights.
    pub fn read(text: &str) -> Result<Weights, BadWeights> {
        let weights: Weights = toml::from_str(text)?;
        for set in [&weights.words, &weights.meaning] {
            let tables = [&set.shared, &set.nl, &set.de, &set.en, &set.far];
            for (name, weight) in tables.into_iter().flatten() {
                if name != START && crate::score::code_of(name).is_none() {
                    return Err(BadWeights::NoFeature(name.clone()));
                }
                if !weight.is_finite() {
                    return Err(BadWeights::NotFinite(name.clone()));
                }
            }
        }
        Ok(weights)
    }

    /// The set to use.
    pub fn set(&self, with_meaning: bool) -> &Set {
        match with_meaning {
            true => &self.meaning,
            false => &self.words,
        }
    }

    /// The table as a file, with a head that says what it is.
    pub fn write(&self) -> Result<String, toml::ser::Error> {
        let table = toml::to_string(self)?;
        Ok(format!(
            "# What each feature counts in the score, in log-odds (docs/handbook/scores.md). `shared` counts for any\n# item; `de` and `en` are added for those; `far` (no terms in the item's language) stands alone. Learned by\n# `noaber evaluate --learn`; the rows of `learn::BY_HAND` were set by hand.\n{table}"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_are_read_and_written_back_the_same() {
        let weights = Weights::shipped();
        let again = Weights::read(&weights.write().expect("TOML")).expect("weights");
        assert_eq!(*weights, again);
    }

    #[test]
    fn what_is_no_weight_is_refused() {
        let text =
            "learned_on = ''\nlearned_at = ''\n[words.shared]\nsmell = 1.0\n[meaning.shared]\n";
        assert!(matches!(Weights::read(text), Err(BadWeights::NoFeature(name)) if name == "smell"));
        let text = text.replace("smell = 1.0", "terms = nan");
        assert!(matches!(
            Weights::read(&text),
            Err(BadWeights::NotFinite(_))
        ));
        assert!(Weights::read("learned").is_err());
    }
}
