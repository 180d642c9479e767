//! Text for people in up to three languages. Which language is asked for is the reader's matter;
//! here is only the choice of the best text that exists.

use serde::{Deserialize, Serialize};

/// A language the desk speaks and analyses. ISO 639-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch.
    Nl,
    /// German.
    De,
    /// English.
    En,
}

impl Language {
    /// All languages, in the order of the switch on the page.
    pub const ALL: [Language; 3] = [Language::Nl, Language::De, Language::En];

    /// The two-letter code, lower case.
    pub fn code(self) -> &'static str {
        match self {
            Language::Nl => "nl",
            Language::De => "de",
            Language::En => "en",
        }
    }

    /// Reads `nl`, `de`, `en` and longer tags such as `de-DE` or `nld`; `None` for others.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let lower = tag.trim().to_ascii_lowercase();
        match lower.split(['-', '_']).next().unwrap_or("") {
            "nl" | "nld" | "dut" => Some(Language::Nl),
            "de" | "deu" | "ger" => Some(Language::De),
            "en" | "eng" => Some(Language::En),
            _ => None,
        }
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// A text in one, two or three languages; at least one is present in a checked pack.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The Dutch text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nl: Option<String>,
    /// The German text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub de: Option<String>,
    /// The English text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Wording {
    /// The same text for one language only.
    pub fn of(language: Language, text: impl Into<String>) -> Wording {
        let mut wording = Wording::default();
        *wording.slot(language) = Some(text.into());
        wording
    }

    fn slot(&mut self, language: Language) -> &mut Option<String> {
        match language {
            Language::Nl => &mut self.nl,
            Language::De => &mut self.de,
            Language::En => &mut self.en,
        }
    }

    /// The text in exactly this language.
    pub fn get(&self, language: Language) -> Option<&str> {
        match language {
            Language::Nl => self.nl.as_deref(),
            Language::De => self.de.as_deref(),
            Language::En => self.en.as_deref(),
        }
    }

    /// The text to show a reader of `language`, and the language it is in (for the `lang`
    /// attribute): the language asked, else Dutch, English, German. An empty wording gives `""`.
    pub fn best(&self, language: Language) -> (&str, Language) {
        [language, Language::Nl, Language::En, Language::De]
            .into_iter()
            .find_map(|l| self.get(l).map(|text| (text, l)))
            .unwrap_or(("", language))
    }

    /// The text to show a reader of `language`; see [`Wording::best`].
    pub fn text(&self, language: Language) -> &str {
        self.best(language).0
    }

    /// Whether no language has a text.
    pub fn is_empty(&self) -> bool {
        Language::ALL
            .iter()
            .all(|l| self.get(*l).is_none_or(|t| t.trim().is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_and_says_which_it_is() {
        let w = Wording {
            nl: Some("spoor".into()),
            de: None,
            en: Some("rail".into()),
        };
        assert_eq!(w.best(Language::De), ("spoor", Language::Nl));
        assert_eq!(w.best(Language::En), ("rail", Language::En));
        assert_eq!(Wording::default().best(Language::En), ("", Language::En));
    }
}
