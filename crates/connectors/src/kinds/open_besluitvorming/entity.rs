//! The full text of a paper, and the finds of a search. Records of the export are read in
//! `records`.

use super::place::{self, Note};
use super::records::{event, key, kind_of, state_of};
use crate::connector::{Harvest, Page};
use crate::formats::council::of_entity;
use crate::formats::gather::Gather;
use crate::formats::json::{list, string};
use crate::formats::text::html_to_text;
use noaber_domain::{Country, Item, ItemKind, Link, Relation, Source};
use serde_json::Value;

/// Reads the answer for one paper: what was known of it, with its text.
pub fn read(page: &Page, note: Note, value: &Value) -> Harvest {
    let mut gather = Gather::default();
    match note.known {
        Some(mut item) => {
            let text = string(value, &["markdownText"]).map(|text| plain(&text));
            item.body = text.filter(|text| !text.is_empty()).unwrap_or(item.body);
            let motion = value.get("motion");
            let result = motion.and_then(|motion| string(motion, &["result"]));
            item.state = state_of(result.as_deref()).or(item.state);
            gather.item(*item);
        }
        None => {
            if let Some(item) = alone(page, value, &mut gather) {
                gather.item(item);
            }
        }
    }
    let mut harvest = gather.harvest;
    harvest.cursor = note.done;
    harvest
}

/// A paper of which nothing was known before: a recording.
fn alone(page: &Page, value: &Value, gather: &mut Gather) -> Option<Item> {
    let entity = string(value, &["entityId"])?;
    let base = url::Url::parse(&page.url).ok()?;
    let site = format!(
        "https://{}",
        base.host_str().unwrap_or("openbesluitvorming.nl")
    );
    let mut item = described(&site, &entity, value, gather);
    item.body = string(value, &["markdownText"])
        .map(|text| plain(&text))
        .unwrap_or_default();
    Some(item)
}

/// Reads a page of finds: papers are fetched with their text, the rest is taken as found.
pub fn found(source: &Source, page: &Page, note: &Note, value: &Value) -> Harvest {
    let mut gather = Gather::default();
    let mut texts: Vec<(String, Item)> = Vec::new();
    let results = list(value, "results");
    for (number, result) in results.iter().enumerate() {
        let Some(entity) = string(result, &["entityId"]) else {
            gather.reject(
                &format!("result {}", number + 1),
                "the result has no entityId",
            );
            continue;
        };
        let site = source.address.trim_end_matches('/');
        let mut item = described(site, &entity, result, &mut gather);
        item.language = source.language;
        item.body = string(result, &["summary"])
            .map(|text| html_to_text(&text))
            .unwrap_or_default();
        let waits = entity.starts_with("document:") && page.carry.is_some();
        match waits && texts.iter().all(|(known, _)| *known != entity) {
            true => texts.push((entity, item)),
            false => gather.item(item),
        }
    }
    let mut harvest = gather.harvest;
    let more = value
        .get("hasMore")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    let next = note
        .place
        .as_ref()
        .filter(|_| more)
        .and_then(|place| place::next_search(source, place, results.len()));
    // A search has no place to go on from: the next run asks again for what is recent.
    place::follow(source, &mut harvest, texts, (None, next));
    harvest
}

/// What an answer tells of an entity, but for its text.
fn described(site: &str, entity: &str, value: &Value, gather: &mut Gather) -> Item {
    let title = string(value, &["title"]).unwrap_or_default();
    let mut item = Item::bare(key(entity), ItemKind::Other, Country::Nl, title, "");
    item.url = match url::Url::parse(site) {
        Ok(_) => {
            let code: String = url::form_urlencoded::byte_serialize(entity.as_bytes()).collect();
            format!("{site}/?view={code}")
        }
        Err(_) => site.to_owned(),
    };
    item.label = string(value, &["entityTypeLabel", "entityType"]);
    item.actors = string(value, &["organization"]).into_iter().collect();
    item.same = of_entity(entity).into_iter().collect();
    let when = string(value, &["sortDate"]);
    if entity.starts_with("meeting:") {
        item.kind = ItemKind::Meeting;
        item.dates = event(&item.key, utc(when), gather);
    } else {
        item.kind = match entity.starts_with("motion:") {
            true => ItemKind::Motion,
            false => kind_of("", &item.title),
        };
        // That of the meeting where there is one, else that of the last change.
        match value.get("meetingId").is_some() {
            true => item.dates = event(&item.key, utc(when), gather),
            false => item.published = gather.day(&item.key, utc(when)),
        }
    }
    let meeting = string(value, &["meetingId"]).and_then(|entity| of_entity(&entity));
    item.links
        .extend(meeting.map(|to| Link::new(Relation::AgendaOf, to)));
    item
}

/// The moment of a find is in universal time, without saying so.
fn utc(when: Option<String>) -> Option<String> {
    let when = when?;
    let is_moment = when.len() == 19 && !when.ends_with("00:00:00");
    Some(match is_moment {
        true => format!("{}Z", when.replace(' ', "T")),
        false => when,
    })
}

/// Markdown as plain text: marks of headings, emphasis and tables go, words stay.
fn plain(markdown: &str) -> String {
    let line = |line: &str| {
        let bare = line
            .trim_start_matches(['#', '>', ' '])
            .replace("**", "")
            .replace("__", "");
        match bare.contains('|') {
            true if bare.chars().all(|c| "|-: ".contains(c)) => String::new(),
            true => bare
                .split('|')
                .map(str::trim)
                .filter(|c| !c.is_empty())
                .collect::<Vec<_>>()
                .join(" "),
            false => bare,
        }
    };
    let text: Vec<String> = markdown.lines().map(line).collect();
    html_to_text(&text.join("<br>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_lines_of_words() {
        let text =
            "# Voorstel\n\n**Besluit** om < 3 % te\n| jaar | euro |\n|---|---:|\n| 2026 | 5 |";
        assert_eq!(
            plain(text),
            "Voorstel\nBesluit om < 3 % te\njaar euro\n2026 5"
        );
    }

    #[test]
    fn a_moment_is_universal_and_a_day_is_a_day() {
        let of = |text: &str| utc(Some(text.to_owned()));
        assert_eq!(
            of("2024-11-07 20:00:00").as_deref(),
            Some("2024-11-07T20:00:00Z")
        );
        assert_eq!(
            of("2024-11-07 00:00:00").as_deref(),
            Some("2024-11-07 00:00:00")
        );
    }
}
