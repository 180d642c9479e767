//! What changed between two versions of an item, in lines a person can read. Which versions there
//! are is the business of the store.

use crate::words::Words;
use noaber_domain::{Altered, DateKind, Item, ItemDate, changes};
use noaber_locale::{Arg, format};
use std::collections::HashSet;

/// A part of an item that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Code of the part, the translation key `field-<code>`.
    pub field: &'static str,
    /// What went away.
    pub before: Vec<String>,
    /// What came.
    pub after: Vec<String>,
}

/// Sentences shown of a text that changed, on either side.
const SENTENCES: usize = 8;

/// The parts that differ, in the order of an item's page; empty when nothing a reader sees changed.
pub fn between(old: &Item, new: &Item) -> Vec<Changed> {
    let dates = |item: &Item| {
        let words = item.dates.iter().map(|date| match date.at {
            Some(at) => format!("{} {}", date.on, noaber_locale::format::time(at)),
            None => date.on.to_string(),
        });
        words.collect::<Vec<_>>()
    };
    let one = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
    let day = |item: &Item| {
        item.published
            .map(|day| day.to_string())
            .into_iter()
            .collect::<Vec<_>>()
    };
    let parts = [
        ("title", vec![old.title.clone()], vec![new.title.clone()]),
        ("number", one(&old.number), one(&new.number)),
        ("published", day(old), day(new)),
        ("dates", dates(old), dates(new)),
        ("committee", one(&old.committee), one(&new.committee)),
        ("actors", old.actors.clone(), new.actors.clone()),
        ("body", sentences(&old.body), sentences(&new.body)),
    ];
    parts
        .into_iter()
        .filter_map(|(field, before, after)| changed(field, before, after))
        .collect()
}

/// What a desk would say of the change: moved, called off, amended.
pub fn told(w: &Words, old: &Item, new: &Item) -> Vec<String> {
    let all = changes(old, new);
    all.iter().map(|altered| said(w, altered)).collect()
}

/// One thing that changed, in words.
pub fn said(w: &Words, altered: &Altered) -> String {
    let key = format!("altered-{}", altered.code());
    let one = |name: &'static str, text: &str| w.with(&key, &[(name, Arg::Text(text))]);
    match altered {
        Altered::Moved { from, to } => {
            let (from, to) = (named(w, from), day_and_time(w, to));
            w.with(&key, &[("from", Arg::Text(&from)), ("to", Arg::Text(&to))])
        }
        Altered::Set { date } | Altered::Dropped { date } => one("date", &named(w, date)),
        Altered::State { to, .. } => one("state", &w.t(&format!("state-{}", to.code()))),
        Altered::NewActor { actor } => one("actor", actor),
        Altered::Text { gone, came, .. } => {
            let counts = [
                ("gone", Arg::Number(*gone as i64)),
                ("came", Arg::Number(*came as i64)),
            ];
            w.with(&key, &counts)
        }
        _ => w.t(&key),
    }
}

/// A deadline is named by its key; of another date it is said what happens.
fn named(w: &Words, date: &ItemDate) -> String {
    match date.what {
        DateKind::Deadline => day_and_time(w, date),
        _ => w.date(date),
    }
}

fn day_and_time(w: &Words, date: &ItemDate) -> String {
    let at = date.at.map(|at| format!(" {}", format::time(at)));
    format!("{}{}", w.day(date.on), at.unwrap_or_default())
}

fn changed(field: &'static str, before: Vec<String>, after: Vec<String>) -> Option<Changed> {
    let old: HashSet<&String> = before.iter().collect();
    let new: HashSet<&String> = after.iter().collect();
    let gone: Vec<String> = before
        .iter()
        .filter(|text| !new.contains(text))
        .take(SENTENCES)
        .cloned()
        .collect();
    let came: Vec<String> = after
        .iter()
        .filter(|text| !old.contains(text))
        .take(SENTENCES)
        .cloned()
        .collect();
    (!gone.is_empty() || !came.is_empty()).then_some(Changed {
        field,
        before: gone,
        after: came,
    })
}

/// Cuts a text after the end of a sentence or a paragraph.
fn sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in text.split('\n') {
        let mut rest = paragraph.trim();
        while !rest.is_empty() {
            let end = [". ", "? ", "! "]
                .iter()
                .filter_map(|mark| rest.find(mark))
                .min();
            let (sentence, after) = rest.split_at(end.map_or(rest.len(), |at| at + 1));
            found.push(sentence.trim().to_owned());
            rest = after.trim_start();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use noaber_domain::{Country, ItemKind};

    fn item(title: &str, body: &str) -> Item {
        Item {
            key: "k".into(),
            number: None,
            kind: ItemKind::Motion,
            label: None,
            country: Country::Nl,
            language: None,
            title: title.into(),
            body: body.into(),
            url: "https://example.org/".into(),
            published: None,
            dates: Vec::new(),
            actors: Vec::new(),
            committee: None,
            file: None,
            links: Vec::new(),
            same: Vec::new(),
            state: None,
            topics: Vec::new(),
        }
    }

    #[test]
    fn only_what_changed_is_shown() {
        let old = item("Spoor", "Een zin. Twee zinnen.\nDrie.");
        let new = item("Spoor", "Een zin. Twee andere zinnen.\nDrie.");
        let found = between(&old, &new);
        assert_eq!(
            found,
            [Changed {
                field: "body",
                before: vec!["Twee zinnen.".into()],
                after: vec!["Twee andere zinnen.".into()]
            }]
        );
        assert!(between(&old, &old).is_empty());
        assert_eq!(
            between(&old, &item("Weg", "Een zin. Twee zinnen.\nDrie."))[0].field,
            "title"
        );
    }
}
