//! A record as the portal's own search gives it: every field an array of strings, some of them
//! with JSON inside. Records that others made plain are read in `plain`.

use super::{identity_of, key_of, topic_page};
use crate::formats::dates;
use crate::formats::gather::Gather;
use crate::formats::json::{string, strings};
use crate::formats::text::{html_to_text, mend_label};
use noaber_domain::{Country, DateKind, Item, ItemDate, ItemKind, ItemState, Language};
use serde_json::Value;

/// The portal's code for calls that are announced.
pub const FORTHCOMING: &str = "31094501";
/// The portal's code for calls that take proposals.
pub const OPEN: &str = "31094502";
/// The portal's code for calls that are over.
pub const CLOSED: &str = "31094503";

/// The fields that are asked for.
pub const FIELDS: [&str; 17] = [
    "identifier",
    "title",
    "callIdentifier",
    "callTitle",
    "callccm2Id",
    "frameworkProgramme",
    "type",
    "status",
    "startDate",
    "deadlineDate",
    "deadlineModel",
    "descriptionByte",
    "budgetOverview",
    "keywords",
    "tags",
    "typesOfAction",
    "destinationDetails",
];

/// The item of a record; `None` when it has no identifier.
pub fn item_of(record: &Value, metadata: &Value, gather: &mut Gather) -> Option<Item> {
    let first = |name: &str| strings(metadata, name).into_iter().next();
    let identifier = first("identifier").or_else(|| string(record, &["reference"]))?;
    let key = key_of(&identifier);
    let title = first("title").or_else(|| string(record, &["title", "content", "summary"]));
    let text = ["descriptionByte", "destinationDetails"].map(first);
    let mut paragraphs: Vec<String> = text
        .into_iter()
        .flatten()
        .map(|html| html_to_text(&html))
        .collect();
    paragraphs.extend(budget(metadata));
    // What is still to open has no day of publication yet.
    let state = first("status").and_then(|status| state_of(&status));
    let published = gather
        .day(&key, first("startDate"))
        .filter(|_| state != Some(ItemState::Planned));
    let mut dates: Vec<_> = strings(metadata, "deadlineDate")
        .into_iter()
        .filter_map(|moment| deadline(&key, moment, gather))
        .collect();
    let opening = dates::local(&first("startDate").unwrap_or_default());
    dates.extend(opening.ok().map(|(on, _)| ItemDate {
        on,
        at: None,
        what: DateKind::Opening,
    }));
    let cascade = first("type").is_some_and(|sort| sort == "8");
    let url = first("callccm2Id").filter(|_| cascade).map_or_else(
        || topic_page(&identifier),
        |call| topic_page("").replace("topic-details/", "competitive-calls-cs/") + &call,
    );
    Some(Item {
        key,
        kind: ItemKind::Call,
        label: first("typesOfAction").map(|label| mend_label(&label)),
        country: Country::Eu,
        language: string(record, &["language"])
            .and_then(|tag| Language::from_tag(&tag))
            .or(Some(Language::En)),
        title: title.unwrap_or_default(),
        body: paragraphs.join("\n"),
        url,
        published,
        dates,
        actors: Vec::new(),
        committee: None,
        file: first("callIdentifier"),
        links: Vec::new(),
        same: vec![identity_of(&identifier)],
        state,
        topics: keywords(metadata),
        number: Some(identifier),
    })
}

fn state_of(status: &str) -> Option<ItemState> {
    match status {
        FORTHCOMING => Some(ItemState::Planned),
        OPEN => Some(ItemState::Open),
        CLOSED => Some(ItemState::Closed),
        _ => None,
    }
}

/// A cut-off with its time of day. Midnight is no time of day, nor is what midnight in Greenwich
/// looks like in Brussels.
fn deadline(key: &str, moment: String, gather: &mut Gather) -> Option<ItemDate> {
    let (on, at) = gather.moment(key, Some(moment))?;
    Some(ItemDate {
        on,
        at: at.filter(|time| time.hour() > 2),
        what: DateKind::Deadline,
    })
}

/// Keywords and tags; each may be a word, or a JSON list of words.
fn keywords(metadata: &Value) -> Vec<String> {
    let raw = ["callTitle", "keywords", "tags"].map(|name| strings(metadata, name));
    let words = raw
        .into_iter()
        .flatten()
        .flat_map(|text| serde_json::from_str::<Vec<String>>(&text).unwrap_or_else(|_| vec![text]));
    words.map(|word| mend_label(&word)).collect()
}

/// The money of all years together, from the JSON in `budgetOverview`.
fn budget(metadata: &Value) -> Option<String> {
    let text = strings(metadata, "budgetOverview").into_iter().next()?;
    let overview: Value = serde_json::from_str(&text).ok()?;
    let actions = overview.get("budgetTopicActionMap")?.as_object()?;
    let amount = |value: &Value| match value {
        Value::String(text) => text.replace([' ', ','], "").parse::<f64>().ok(),
        other => other.as_f64(),
    };
    let total: f64 = actions
        .values()
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(|action| action.get("budgetYearMap")?.as_object())
        .flat_map(|years| years.values().filter_map(amount))
        .sum();
    (total > 0.0).then(|| format!("Budget: EUR {}", grouped(total)))
}

/// An amount with its thousands apart, as English writes it: `24,000,000`.
pub fn grouped(amount: f64) -> String {
    let digits = format!("{amount:.0}");
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(24_000_000.0), "24,000,000");
        assert_eq!(grouped(150_000.4), "150,000");
        assert_eq!(grouped(7.0), "7");
    }
}
