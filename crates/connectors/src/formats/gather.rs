//! Records into a harvest: every item passes here, so that what leaves a reader is clean, whole
//! and unique within its page. Which records become items is for the kinds.

use super::dates;
use super::text::{clean_body, clean_title};
use crate::connector::{Harvest, Rejected};
use jiff::civil::{Date, Time};
use noaber_domain::{DateKind, Item, ItemDate, Tombstone};
use std::collections::HashMap;

/// Characters of a title and of a body that are kept at most.
const LONGEST_TITLE: usize = 2_000;
const LONGEST_BODY: usize = 2_000_000;

/// Gathers the items of one page.
#[derive(Debug, Default)]
pub struct Gather {
    /// What was gathered so far.
    pub harvest: Harvest,
    places: HashMap<String, usize>,
}

impl Gather {
    /// Takes in an item, or notes why its record is passed over. A record with a key that came
    /// before on the page is joined with that one: the fuller text stays, and the dates of both (a
    /// call with several cut-offs may be listed once for each).
    pub fn item(&mut self, mut item: Item) {
        item.title = shorten(clean_title(&item.title), LONGEST_TITLE);
        item.body = shorten(clean_body(&item.body), LONGEST_BODY);
        if item.title.is_empty() {
            item.title = shorten(item.body.lines().next().unwrap_or("").to_owned(), 200);
        }
        for line in [&mut item.number, &mut item.label, &mut item.file] {
            let clean = line
                .take()
                .map(|text| shorten(clean_title(&text), LONGEST_TITLE));
            *line = clean.filter(|text| !text.is_empty());
        }
        if let Err(fault) = check(&item) {
            self.reject(&item.key, fault);
            return;
        }
        for list in [&mut item.actors, &mut item.topics] {
            tidy(list);
        }
        item.committee = item
            .committee
            .map(|c| clean_title(&c))
            .filter(|c| !c.is_empty());
        match self.places.get(&item.key) {
            Some(&place) => {
                let before = &mut self.harvest.items[place];
                if before.body.len() > item.body.len() {
                    std::mem::swap(before, &mut item);
                }
                item.dates.append(&mut before.dates);
                sort_dates(&mut item);
                *before = item;
            }
            None => {
                sort_dates(&mut item);
                self.places
                    .insert(item.key.clone(), self.harvest.items.len());
                self.harvest.items.push(item);
            }
        }
    }

    /// Takes in a tombstone.
    pub fn tombstone(&mut self, key: String, reason: &str) {
        let tombstone = Tombstone {
            key,
            reason: reason.to_owned(),
        };
        if !self.harvest.tombstones.contains(&tombstone) {
            self.harvest.tombstones.push(tombstone);
        }
    }

    /// Notes a record that is passed over.
    pub fn reject(&mut self, record: &str, fault: impl Into<String>) {
        self.note(record, fault.into(), false);
    }

    /// Reads a day; a bad one is dropped and noted, the item goes on without it.
    pub fn day(&mut self, record: &str, text: Option<String>) -> Option<Date> {
        self.moment(record, text).map(|(day, _)| day)
    }

    /// Reads a day with its time; a bad one is dropped and noted.
    pub fn moment(&mut self, record: &str, text: Option<String>) -> Option<(Date, Option<Time>)> {
        match dates::local(&text?) {
            Ok(moment) => Some(moment),
            Err(fault) => {
                self.note(record, fault.to_string(), true);
                None
            }
        }
    }

    /// Reads the day on which something happens.
    pub fn date(&mut self, record: &str, text: Option<String>, what: DateKind) -> Option<ItemDate> {
        let on = self.day(record, text)?;
        Some(ItemDate { on, at: None, what })
    }

    fn note(&mut self, record: &str, fault: String, kept: bool) {
        let record = clean_title(record).chars().take(120).collect();
        self.harvest.rejected.push(Rejected {
            record,
            fault,
            kept,
        });
    }
}

fn check(item: &Item) -> Result<(), String> {
    if item.key.is_empty() || item.key.len() > 400 || item.key.chars().any(char::is_control) {
        return Err("the record has no usable key".into());
    }
    if item.title.is_empty() {
        return Err("the record has neither title nor text".into());
    }
    if item.url.chars().any(char::is_control) {
        return Err("the address holds control characters".into());
    }
    match url::Url::parse(&item.url) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(()),
        _ => Err(format!(
            "expected an absolute http(s) address, came '{}'",
            item.url.chars().take(80).collect::<String>()
        )),
    }
}

fn sort_dates(item: &mut Item) {
    item.dates.sort();
    item.dates.dedup();
}

fn tidy(list: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    let clean: Vec<String> = list.iter().map(|text| clean_title(text)).collect();
    *list = clean
        .into_iter()
        .filter(|text| !text.is_empty() && seen.insert(text.clone()))
        .collect();
}

fn shorten(text: String, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => text[..at].to_owned(),
        None => text,
    }
}
