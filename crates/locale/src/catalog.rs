//! The catalogue: one text per key and language, from the files in `translations`. Which key a page
//! shows is not decided here.

use crate::format;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language the desk speaks. Callers map from their own type by [`Lang::from_code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Dutch.
    Nl,
    /// German.
    De,
    /// English.
    En,
}

impl Lang {
    /// All languages, in the order of the switch on the page.
    pub const ALL: [Lang; 3] = [Lang::Nl, Lang::De, Lang::En];

    /// ISO 639-1 code: `nl`, `de`, `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Nl => "nl",
            Lang::De => "de",
            Lang::En => "en",
        }
    }

    /// Reads the code or a longer tag such as `de-AT`; `None` for other languages.
    pub fn from_code(code: &str) -> Option<Lang> {
        let lower = code.trim().to_ascii_lowercase();
        let first = lower.split(['-', '_']).next().unwrap_or("");
        Lang::ALL.into_iter().find(|lang| lang.code() == first)
    }

    /// The translations as they stand in the file of this language.
    pub fn source(self) -> &'static str {
        match self {
            Lang::Nl => include_str!("../translations/nl.ftl"),
            Lang::De => include_str!("../translations/de.ftl"),
            Lang::En => include_str!("../translations/en.ftl"),
        }
    }
}

/// A value that a text takes in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Arg<'a> {
    /// Words, shown as they are.
    Text(&'a str),
    /// A count: chooses the plural and is shown with the thousands divided.
    Number(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(text)
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Arg::Number(number)
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// All texts in all languages. Made once, shared by every page.
pub struct Catalog {
    bundles: [FluentBundle<FluentResource>; 3],
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Catalog")
    }
}

impl Default for Catalog {
    fn default() -> Self {
        Catalog::new()
    }
}

impl Catalog {
    /// Reads the translations that are built in.
    pub fn new() -> Catalog {
        Catalog {
            bundles: Lang::ALL.map(bundle),
        }
    }

    /// The text of `key` in `lang`. A key that does not exist is shown as `??key??`, so that it is
    /// seen and a test can find it; a variable that is missing is shown as `{$name}`.
    pub fn text(&self, lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let bundle = &self.bundles[lang as usize];
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("??{key}??");
        };
        let mut values = FluentArgs::new();
        for (name, value) in args {
            let value = match value {
                Arg::Text(text) => FluentValue::from(*text),
                Arg::Number(number) => FluentValue::from(*number),
            };
            values.set(*name, value);
        }
        let mut faults = Vec::new();
        bundle
            .format_pattern(pattern, Some(&values), &mut faults)
            .into_owned()
    }

    /// Whether `key` has a text in `lang`.
    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.bundles[lang as usize].has_message(key)
    }

    /// A distance in days as people say it: today, tomorrow, in 4 days, 3 days ago.
    pub fn relative(&self, lang: Lang, days: i64) -> String {
        let key = match days {
            0 => "relative-today",
            1 => "relative-tomorrow",
            -1 => "relative-yesterday",
            2.. => "relative-ahead",
            _ => "relative-ago",
        };
        self.text(lang, key, &[("n", Arg::Number(days.saturating_abs()))])
    }
}

fn bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = lang
        .code()
        .parse()
        .expect("nl, de and en are language tags");
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolation marks are invisible characters around every value; they end up in copied text and
    // in the values of form fields, and all three languages run from left to right.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Nl => |value, _| grouped(Lang::Nl, value),
        Lang::De => |value, _| grouped(Lang::De, value),
        Lang::En => |value, _| grouped(Lang::En, value),
    }));
    // What a faulty line leaves is still a catalogue; a test refuses a file with a faulty line.
    let resource =
        FluentResource::try_new(lang.source().to_owned()).unwrap_or_else(|(kept, _)| kept);
    bundle.add_resource_overriding(resource);
    bundle
}

fn grouped(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(format::number(lang, number.value as i64)),
        _ => None,
    }
}
