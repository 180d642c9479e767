//! One table of a pack's file, read field by field; everything that is wrong is noted and reading
//! goes on with a stand-in, for a pack with a fault is refused as a whole. Which noun has which
//! fields is written in `shapes`, how ids are read in `ids`.

use super::fault::suggest;
use super::page::Page;
use crate::wording::{Language, Wording};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table while it is read.
pub(super) struct Sheet<'p> {
    pub(super) page: &'p Page<'p>,
    pub(super) table: &'p DeTable<'p>,
    at: usize,
    asked: RefCell<BTreeSet<&'static str>>,
}

/// A value with the place it stands at.
pub(super) type Value<'p> = &'p Spanned<DeValue<'p>>;

impl<'p> Sheet<'p> {
    /// A table that begins at byte `at`.
    pub fn new(page: &'p Page<'p>, table: &'p DeTable<'p>, at: usize) -> Sheet<'p> {
        Sheet {
            page,
            table,
            at,
            asked: RefCell::default(),
        }
    }

    /// Reports the fields that no one asked for.
    pub fn close(&self) {
        let asked = self.asked.borrow();
        for key in self.table.keys() {
            if !asked.contains(key.get_ref().as_ref()) {
                let names: Vec<&str> = asked.iter().copied().collect();
                let help = suggest(key.get_ref(), names.iter().copied())
                    .unwrap_or_else(|| format!("known here: {}", names.join(", ")));
                let what = format!("unknown field `{}`", key.get_ref());
                self.page.fault_at(key.span().start, what, Some(help));
            }
        }
    }

    /// The value of a field, when it is there.
    pub fn ask(&self, name: &'static str) -> Option<Value<'p>> {
        self.asked.borrow_mut().insert(name);
        self.table.get(name)
    }

    /// The value of a field; its absence is noted.
    pub fn require(&self, name: &'static str) -> Option<Value<'p>> {
        let value = self.ask(name);
        if value.is_none() {
            let what = format!("the field `{name}` is missing");
            self.page.fault_at(self.at, what, None);
        }
        value
    }

    /// Notes a fault at a field, or at the table when the field is not there.
    pub fn fault(&self, name: &str, what: String) {
        let at = self.table.get(name).map_or(self.at, |v| v.span().start);
        self.page.fault_at(at, what, None);
    }

    /// Notes that a value is of another type than expected.
    pub fn wrong_type(&self, name: &str, value: Value, expected: &str) {
        let found = value.get_ref().type_str();
        let what = format!("`{name}` should be {expected}, not {}", with_article(found));
        self.page.fault_at(value.span().start, what, None);
    }

    fn words(&self, name: &str, value: Value<'p>) -> Option<&'p str> {
        match value.get_ref().as_str() {
            Some(text) if text.trim().is_empty() => {
                let what = format!("`{name}` is empty");
                self.page.fault_at(value.span().start, what, None);
                None
            }
            Some(text) => Some(text.trim()),
            None => {
                self.wrong_type(name, value, "a string");
                None
            }
        }
    }

    /// A text that must be there and not empty.
    pub fn text(&self, name: &'static str) -> String {
        let value = self.require(name);
        value
            .and_then(|v| self.words(name, v))
            .unwrap_or_default()
            .to_owned()
    }

    /// A text that may be absent.
    pub fn maybe_text(&self, name: &'static str) -> Option<String> {
        let value = self.ask(name)?;
        self.words(name, value).map(str::to_owned)
    }

    /// A list, each element read by `element`; absent means empty.
    pub fn list<T>(&self, name: &'static str, element: impl Fn(Value<'p>) -> Option<T>) -> Vec<T> {
        let Some(value) = self.ask(name) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(name, value, "a list");
            return Vec::new();
        };
        array.iter().filter_map(element).collect()
    }

    /// A list of texts.
    pub fn texts(&self, name: &'static str) -> Vec<String> {
        self.list(name, |v| self.words(name, v).map(str::to_owned))
    }

    /// A text in up to three languages that must be there.
    pub fn wording(&self, name: &'static str) -> Wording {
        let value = self.require(name);
        value.map(|v| self.wording_of(name, v)).unwrap_or_default()
    }

    /// A text in up to three languages that may be absent.
    pub fn maybe_wording(&self, name: &'static str) -> Wording {
        let value = self.ask(name);
        value.map(|v| self.wording_of(name, v)).unwrap_or_default()
    }

    /// A list of texts in up to three languages.
    pub fn wordings(&self, name: &'static str) -> Vec<Wording> {
        self.list(name, |v| Some(self.wording_of(name, v)))
    }

    /// A plain string is a name that is the same in every language.
    fn wording_of(&self, name: &str, value: Value<'p>) -> Wording {
        let mut wording = Wording::default();
        match value.get_ref() {
            DeValue::String(_) => {
                let same = self.words(name, value).map(str::to_owned);
                (wording.nl, wording.de, wording.en) = (same.clone(), same.clone(), same);
            }
            DeValue::Table(table) => {
                if table.is_empty() {
                    let what = format!("`{name}` holds no text in any language");
                    self.page.fault_at(value.span().start, what, None);
                }
                for (key, text) in table {
                    let code = key.get_ref().as_ref();
                    let words = || self.words(&format!("{name}.{code}"), text);
                    match code {
                        "nl" => wording.nl = words().map(str::to_owned),
                        "de" => wording.de = words().map(str::to_owned),
                        "en" => wording.en = words().map(str::to_owned),
                        _ => {
                            self.unknown(code, key.span().start, "language", &codes_of_languages())
                        }
                    }
                }
            }
            _ => self.wrong_type(name, value, "a string or a table of languages"),
        }
        wording
    }

    fn unknown(&self, written: &str, at: usize, what: &str, known: &[&str]) {
        let help = suggest(written, known.iter().copied())
            .unwrap_or_else(|| format!("expected {}", known.join(", ")));
        let what = format!("unknown {what} `{written}`");
        self.page.fault_at(at, what, Some(help));
    }

    /// One of some codes that may be absent.
    pub fn maybe_code<T: Copy>(
        &self,
        name: &'static str,
        all: &[T],
        code: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let value = self.ask(name)?;
        let written = self.words(name, value)?;
        let found = all.iter().copied().find(|one| code(*one) == written);
        if found.is_none() {
            let known: Vec<&str> = all.iter().map(|one| code(*one)).collect();
            self.unknown(written, value.span().start, name, &known);
        }
        found
    }

    /// One of some codes that must be there; `all` is not empty.
    pub fn code<T: Copy>(
        &self,
        name: &'static str,
        all: &[T],
        code: impl Fn(T) -> &'static str,
    ) -> T {
        let _ = self.require(name);
        self.maybe_code(name, all, code).unwrap_or(all[0])
    }

    /// Yes or no; `otherwise` when absent.
    pub fn flag(&self, name: &'static str, otherwise: bool) -> bool {
        let Some(value) = self.ask(name) else {
            return otherwise;
        };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(name, value, "true or false");
        }
        flag.unwrap_or(otherwise)
    }

    /// A whole number within bounds that may be absent.
    pub fn whole<T>(&self, name: &'static str, within: RangeInclusive<T>) -> Option<T>
    where
        T: std::str::FromStr + PartialOrd + std::fmt::Display,
    {
        let value = self.ask(name)?;
        let Some(number) = value.get_ref().as_integer() else {
            self.wrong_type(name, value, "a whole number");
            return None;
        };
        let plain = (number.radix() == 10).then(|| number.as_str().parse::<T>().ok());
        match plain.flatten() {
            Some(number) if within.contains(&number) => Some(number),
            _ => {
                let (low, high) = (within.start(), within.end());
                let what = format!("`{name}` should lie from {low} to {high}, not {number}");
                self.page.fault_at(value.span().start, what, None);
                None
            }
        }
    }

    /// A whole number within bounds that must be there.
    pub fn whole_required<T>(&self, name: &'static str, within: RangeInclusive<T>) -> T
    where
        T: std::str::FromStr + PartialOrd + std::fmt::Display + Copy,
    {
        let _ = self.require(name);
        self.whole(name, within.clone()).unwrap_or(*within.start())
    }

    /// Settings: names with texts.
    pub fn settings(&self, name: &'static str) -> BTreeMap<String, String> {
        let Some(value) = self.ask(name) else {
            return BTreeMap::new();
        };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(name, value, "a table");
            return BTreeMap::new();
        };
        let setting = |(key, text): (&'p Spanned<_>, Value<'p>)| {
            let key: &std::borrow::Cow<str> = key.get_ref();
            let words = self.words(&format!("{name}.{key}"), text)?;
            Some((key.to_string(), words.to_owned()))
        };
        table.iter().filter_map(setting).collect()
    }

    /// The tables of a list of tables, each read by `shape` and then looked over for unknown
    /// fields.
    pub fn each<T>(&self, name: &'static str, shape: impl Fn(&Sheet) -> T) -> Vec<T> {
        self.list(name, |value| {
            let Some(table) = value.get_ref().as_table() else {
                self.wrong_type(name, value, "a table");
                return None;
            };
            let sheet = Sheet::new(self.page, table, value.span().start);
            let thing = shape(&sheet);
            sheet.close();
            Some(thing)
        })
    }
}

fn with_article(kind: &str) -> String {
    match kind {
        "array" | "integer" => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}

fn codes_of_languages() -> Vec<&'static str> {
    Language::ALL.iter().map(|l| l.code()).collect()
}
