//! The language of one page: texts by key, numbers, days and the region's own wordings in the
//! reader's language. The texts themselves stand in `locale`.

use crate::html::Phrase;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use noaber_domain::{Country, DateKind, ItemDate, ItemKind, ItemState, Language, Wording};
use noaber_locale::{Arg, Catalog, Lang, format};
use std::sync::Arc;

/// Says things in one language, on one day, on the clock of one region.
#[derive(Debug, Clone)]
pub struct Words {
    catalog: Arc<Catalog>,
    lang: Lang,
    /// The day it is in the region.
    pub today: Date,
    zone: TimeZone,
}

impl Words {
    /// For a reader of `lang`. `zone` is the IANA name of the region's time zone; an unknown name
    /// counts as UTC.
    pub fn new(catalog: Arc<Catalog>, lang: Lang, today: Date, zone: &str) -> Words {
        Words {
            catalog,
            lang,
            today,
            zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC),
        }
    }

    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The same as the domain calls it.
    pub fn language(&self) -> Language {
        Language::from_tag(self.lang.code()).unwrap_or(Language::Nl)
    }

    /// The text of a key without variables.
    pub fn t(&self, key: &str) -> String {
        self.catalog.text(self.lang, key, &[])
    }

    /// The text of a key with a count `n`.
    pub fn n(&self, key: &str, n: i64) -> String {
        self.catalog.text(self.lang, key, &[("n", Arg::Number(n))])
    }

    /// The text of a key with variables.
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.catalog.text(self.lang, key, args)
    }

    /// Whether a key has a text.
    pub fn knows(&self, key: &str) -> bool {
        self.catalog.has(self.lang, key)
    }

    /// A wording in the best language there is.
    pub fn wording(&self, wording: &Wording) -> Phrase {
        let (text, language) = wording.best(self.language());
        self.published(text, Some(language))
    }

    /// A published text with its own language.
    pub fn published(&self, text: &str, language: Option<Language>) -> Phrase {
        Phrase {
            text: text.to_owned(),
            lang: self.foreign(language),
        }
    }

    /// The code of `language` when it is another than the page's.
    pub fn foreign(&self, language: Option<Language>) -> Option<&'static str> {
        language
            .map(Language::code)
            .filter(|code| *code != self.lang.code())
    }

    /// `2,4`.
    pub fn amount(&self, value: f64) -> String {
        format::amount(self.lang, value)
    }

    /// `ma 6 okt`.
    pub fn day(&self, day: Date) -> String {
        format::day_short(self.lang, day, self.today)
    }

    /// `donderdag 2 oktober 2025`.
    pub fn day_long(&self, day: Date) -> String {
        format::day_long(self.lang, day)
    }

    /// `ma 6`.
    pub fn day_tiny(&self, day: Date) -> String {
        format::day_tiny(self.lang, day)
    }

    /// `okt 2025`.
    pub fn month(&self, day: Date) -> String {
        format::month_short(self.lang, day)
    }

    /// `ma 6 okt, 13:00` on the clock of the region.
    pub fn moment(&self, at: Timestamp) -> String {
        format::moment(self.lang, at, &self.zone, self.today)
    }

    /// The day a moment falls on in the region.
    pub fn day_of(&self, at: Timestamp) -> Date {
        at.to_zoned(self.zone.clone()).date()
    }

    /// Days from today to `day`; negative when it is past.
    pub fn days_to(&self, day: Date) -> i64 {
        self.today
            .until(day)
            .map_or(0, |span| i64::from(span.get_days()))
    }

    /// `over 4 dagen`.
    pub fn distance(&self, day: Date) -> String {
        self.catalog.relative(self.lang, self.days_to(day))
    }

    /// `over 4 dagen`, from a number of days.
    pub fn days(&self, days: i64) -> String {
        self.catalog.relative(self.lang, days)
    }

    /// What a date of an item of this sort says: a call closes or has closed, a commitment is to be
    /// kept by then.
    pub fn happens(&self, kind: ItemKind, date: &ItemDate) -> String {
        match (date.what, kind) {
            (DateKind::Deadline, ItemKind::Commitment) => self.t("date-promised"),
            (DateKind::Deadline, _) if date.on < self.today => self.t("date-closed"),
            (what, _) => self.t(&format!("date-{}", what.code())),
        }
    }

    /// How far an item of this sort has come; of a commitment in the words of the list of them.
    pub fn state(&self, kind: ItemKind, state: ItemState) -> String {
        match (kind, state) {
            (ItemKind::Commitment, ItemState::Open | ItemState::Planned) => self.t("promise-open"),
            _ => self.t(&format!("state-{}", state.code())),
        }
    }

    /// What a date of an item of this sort says and when: `Gesloten ma 6 okt 13:00`.
    pub fn date_of(&self, kind: ItemKind, date: &ItemDate) -> String {
        self.worded(&self.happens(kind, date), date)
    }

    /// What happens on a date and when: `Vergadering ma 6 okt 13:00`.
    pub fn date(&self, date: &ItemDate) -> String {
        self.worded(&self.t(&format!("date-{}", date.what.code())), date)
    }

    fn worded(&self, what: &str, date: &ItemDate) -> String {
        let at = date.at.map(|at| format!(" {}", format::time(at)));
        format!("{what} {}{}", self.day(date.on), at.unwrap_or_default())
    }

    /// `94%`.
    pub fn percent(&self, share: f64) -> String {
        format::percent(self.lang, share)
    }

    /// `314.206`.
    pub fn number(&self, n: i64) -> String {
        format::number(self.lang, n)
    }

    /// The name of an arena.
    pub fn country(&self, country: Country) -> String {
        self.t(&format!("country-{}", country.code()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_commitment_is_told_in_the_words_of_the_list_of_them() {
        let catalog = Arc::new(Catalog::new());
        for lang in [Lang::Nl, Lang::De, Lang::En] {
            let w = Words::new(
                catalog.clone(),
                lang,
                date(2026, 11, 22),
                "Europe/Amsterdam",
            );
            let of = |state| w.state(ItemKind::Commitment, state);
            assert_eq!(of(ItemState::Open), w.t("promise-open"));
            assert_eq!(
                of(ItemState::Kept).to_lowercase(),
                w.t("promise-kept").to_lowercase()
            );
            assert_eq!(w.state(ItemKind::Bill, ItemState::Open), w.t("state-open"));
        }
    }

    #[test]
    fn no_sentence_ends_in_two_stops() {
        let w = Words::new(
            Arc::new(Catalog::new()),
            Lang::De,
            date(2026, 11, 22),
            "UTC",
        );
        let day = w.day(date(2026, 10, 23));
        assert!(day.ends_with('.'), "{day}");
        let looked = Arg::Text("Angesehen");
        for key in ["proof-since", "search-looked-back"] {
            let told = w.with(key, &[("day", Arg::Text(&day)), ("looked", looked)]);
            assert!(told.contains(&day) && !told.contains(".."), "{told}");
        }
    }
}
