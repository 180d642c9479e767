//! Titles of one thing in several languages. An item has one language, yet people look for a thing
//! in their own: the title in the wanted language is the item's, all of ours stand in its text.

use super::text::clean_title;
use noaber_domain::Language;

/// The titles of a thing, at most one a language.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Titles {
    ours: Vec<(Language, String)>,
    other: Option<String>,
}

impl Titles {
    /// Adds a title whose language is told by a tag such as `nl`, `EN` or `DEU`. Of the languages
    /// that are not ours the first title is kept, in case there is no other.
    pub fn add(&mut self, tag: &str, title: &str) {
        let title = clean_title(title);
        if title.is_empty() {
            return;
        }
        match language_of(tag) {
            Some(language) => self.add_if_none(language, &title),
            None => {
                self.other.get_or_insert(title);
            }
        }
    }

    /// Adds a title unless there is one in that language.
    pub fn add_if_none(&mut self, language: Language, title: &str) {
        if self.title_in(language).is_none() {
            self.ours.push((language, clean_title(title)));
        }
    }

    /// The title in this language.
    pub fn title_in(&self, language: Language) -> Option<&str> {
        let found = self.ours.iter().find(|(known, _)| *known == language);
        found.map(|(_, title)| title.as_str())
    }

    /// Language and title of an item: the wanted language, else English, German, Dutch, else what
    /// there is, of which the language is not ours. The title is empty when there is none.
    pub fn first_choice(&self, wanted: Option<Language>) -> (Option<Language>, String) {
        let order = wanted
            .into_iter()
            .chain([Language::En, Language::De, Language::Nl]);
        let found = order
            .filter_map(|language| Some((Some(language), self.title_in(language)?.to_owned())))
            .next();
        found.unwrap_or_else(|| (None, self.other.clone().unwrap_or_default()))
    }

    /// The titles in our languages as lines for the text, when they are more than one.
    pub fn lines(&self) -> Vec<String> {
        let titles = Language::ALL
            .into_iter()
            .filter_map(|language| self.title_in(language));
        let mut lines: Vec<String> = Vec::new();
        for title in titles {
            if !lines.iter().any(|line| line == title) {
                lines.push(title.to_owned());
            }
        }
        match lines.len() {
            0 | 1 => Vec::new(),
            _ => lines,
        }
    }
}

/// Two- and three-letter tags, in upper or lower case.
fn language_of(tag: &str) -> Option<Language> {
    match tag.to_ascii_lowercase().as_str() {
        "nl" | "nld" => Some(Language::Nl),
        "de" | "deu" => Some(Language::De),
        "en" | "eng" => Some(Language::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wanted_language_is_taken_and_all_of_ours_stand_in_the_text() {
        let mut titles = Titles::default();
        assert_eq!(titles.first_choice(None), (None, String::new()));
        titles.add("FR", "Ponts");
        assert_eq!(
            titles.first_choice(Some(Language::Nl)),
            (None, "Ponts".into())
        );
        titles.add("deu", "Brücken");
        assert_eq!(
            titles.first_choice(Some(Language::Nl)),
            (Some(Language::De), "Brücken".into())
        );
        assert!(titles.lines().is_empty());
        titles.add("EN", "Bridges");
        titles.add("nl", "<b>Bruggen</b>");
        titles.add("nl", "Andere");
        assert_eq!(
            titles.first_choice(Some(Language::Nl)),
            (Some(Language::Nl), "Bruggen".into())
        );
        assert_eq!(titles.lines(), ["Bruggen", "Brücken", "Bridges"]);
    }
}
