//! The languages that are analysed. What is particular to each lives in `languages/`.

use serde::{Deserialize, Serialize};

/// A language with its own stems, abbreviations and function words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Dutch.
    Nl,
    /// German.
    De,
    /// English.
    En,
}

impl Lang {
    /// All languages.
    pub const ALL: [Lang; 3] = [Lang::Nl, Lang::De, Lang::En];

    /// The two-letter code: `nl`, `de`, `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Nl => "nl",
            Lang::De => "de",
            Lang::En => "en",
        }
    }

    /// Reads the two-letter code, in either case.
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(code))
    }

    /// Place in a table of languages in which an unknown language comes last.
    pub(crate) fn slot(lang: Option<Lang>) -> usize {
        lang.map_or(3, |lang| lang as usize)
    }

    /// The prefix of the terms of a language; `xx` for codes, numbers and unknown languages.
    pub(crate) fn prefix(lang: Option<Lang>) -> &'static str {
        lang.map_or("xx", Lang::code)
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}
