//! Records of the export as items: meetings with their agenda, papers, motions. Which page comes
//! next is decided in `place`, the full texts are read in `entity`.

use super::EXPECTED;
use super::place::{self, Note};
use crate::connector::{Harvest, Page, Unreadable};
use crate::formats::council::of_entity;
use crate::formats::gather::Gather;
use crate::formats::guard::start_of;
use crate::formats::json::{list, string, strings};
use crate::formats::text::html_to_text;
use noaber_domain::{
    Country, DateKind, Item, ItemDate, ItemKind, ItemState, Link, Relation, Source,
};
use serde_json::Value;

/// The records of a page of the export, each with its line; `None` when it is another page.
pub fn lines(text: &str, page: &Page) -> Result<Option<Vec<Result<Value, String>>>, Unreadable> {
    let rows: Vec<&str> = text
        .trim_start_matches('\u{feff}')
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let first = rows.first().map(|row| serde_json::from_str::<Value>(row));
    let is_export = |value: &Value| value.get("entity_id").is_some() && value.get("op").is_some();
    if !matches!(&first, Some(Ok(value)) if is_export(value)) {
        return Ok(None);
    }
    let read: Vec<_> = rows
        .iter()
        .map(|row| serde_json::from_str::<Value>(row))
        .collect();
    if matches!(read.last(), Some(Err(fault)) if fault.is_eof()) {
        return Err(Unreadable::Truncated {
            expected: EXPECTED,
            length: page.body.len(),
            start: start_of(text),
        });
    }
    let told = |row: serde_json::Result<Value>| row.map_err(|fault| fault.to_string());
    Ok(Some(read.into_iter().map(told).collect()))
}

/// Reads a page of records.
pub fn read(
    source: &Source,
    page: &Page,
    note: &Note,
    lines: Vec<Result<Value, String>>,
) -> Harvest {
    let mut gather = Gather::default();
    let mut texts: Vec<(String, Item)> = Vec::new();
    let count = lines.len();
    let mut last = None;
    let everything = note
        .place
        .as_ref()
        .is_some_and(|place| place.everything.is_some() || place.changes.is_none());
    for (number, line) in lines.into_iter().enumerate() {
        let record = match line {
            Ok(record) => record,
            Err(fault) => {
                gather.reject(&format!("line {}", number + 1), fault);
                continue;
            }
        };
        let Some(entity) = string(&record, &["entity_id"]) else {
            gather.reject(
                &format!("line {}", number + 1),
                "the record has no entity_id",
            );
            continue;
        };
        let seq = record.get("seq").and_then(Value::as_u64).unwrap_or(0);
        last = Some((entity.clone(), seq));
        texts.retain(|(known, _)| *known != entity);
        if string(&record, &["op"]).as_deref() == Some("delete") {
            gather.tombstone(key(&entity), "deleted");
            continue;
        }
        let Some(item) = item_of(source, &entity, &record, &mut gather) else {
            continue;
        };
        let recent = note
            .place
            .as_ref()
            .is_none_or(|place| place.reaches(day(&item)));
        if everything && !recent {
            continue;
        }
        match entity.starts_with("document:") && recent && note.place.is_some() {
            true => texts.push((entity, item)),
            false => gather.item(item),
        }
    }
    let mut harvest = gather.harvest;
    if let Some(before) = &note.place {
        let last = last.as_ref().map(|(entity, seq)| (entity.as_str(), *seq));
        let (after, more) = place::after(page, before, last, count);
        let turns = everything && after.everything.is_none();
        let next = (more || turns).then(|| place::onward(source, after.clone()));
        place::follow(source, &mut harvest, texts, (Some(after.cursor()), next));
    }
    harvest
}

/// The key of an entity.
pub fn key(entity: &str) -> String {
    format!("obv:{entity}")
}

/// The page for people of an entity.
pub fn address(source: &Source, entity: &str) -> String {
    let code: String = url::form_urlencoded::byte_serialize(entity.as_bytes()).collect();
    format!("{}/?view={code}", source.address.trim_end_matches('/'))
}

/// The day of a paper or a meeting.
fn day(item: &Item) -> Option<jiff::civil::Date> {
    item.dates.first().map(|date| date.on).or(item.published)
}

/// One record as an item; committees and recordings are none.
fn item_of(source: &Source, entity: &str, record: &Value, gather: &mut Gather) -> Option<Item> {
    let payload = record.get("payload")?;
    let sort = entity.split(':').next().unwrap_or_default();
    let mut item = Item::bare(
        key(entity),
        ItemKind::Other,
        Country::Nl,
        string(payload, &["name"]).unwrap_or_default(),
        address(source, entity),
    );
    item.language = source.language;
    item.same = of_entity(entity).into_iter().collect();
    item.label = strings(payload, "classification").into_iter().next();
    item.actors = string(record, &["source_key"])
        .map(|key| capital(&key))
        .into_iter()
        .collect();
    match sort {
        "meeting" => meeting(&mut item, payload, gather),
        "document" => document(&mut item, payload, gather),
        "motion" => motion(&mut item, payload, gather),
        _ => return None,
    }
    Some(item)
}

fn meeting(item: &mut Item, payload: &Value, gather: &mut Gather) {
    item.kind = ItemKind::Meeting;
    item.dates = event(&item.key, string(payload, &["start_date"]), gather);
    let mut lines: Vec<String> = ["description", "location"]
        .iter()
        .filter_map(|name| string(payload, &[name]))
        .map(|text| html_to_text(&text))
        .collect();
    agenda(list(payload, "agenda"), 0, &mut lines);
    item.body = lines.join("\n");
    let status = string(payload, &["status"])
        .unwrap_or_default()
        .to_lowercase();
    item.state = status.contains("cancel").then_some(ItemState::Cancelled);
}

/// The points of an agenda with their papers, one a line.
fn agenda(points: &[Value], depth: usize, lines: &mut Vec<String>) {
    if depth > 8 {
        return;
    }
    for point in points {
        let parts = [
            string(point, &["number"]),
            string(point, &["title", "name"]),
        ];
        let head = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        lines.push(html_to_text(&head));
        lines.extend(string(point, &["description"]).map(|text| html_to_text(&text)));
        let papers = list(point, "documents").iter();
        lines.extend(papers.filter_map(|paper| string(paper, &["name", "file_name"])));
        agenda(list(point, "agenda_items"), depth + 1, lines);
    }
}

fn document(item: &mut Item, payload: &Value, gather: &mut Gather) {
    let label = item.label.clone().unwrap_or_default();
    item.kind = kind_of(&label, &item.title);
    item.published = gather.day(&item.key, string(payload, &["date_modified"]));
    // The day on which a paper is discussed often lies ahead.
    item.dates = event(&item.key, string(payload, &["last_discussed_at"]), gather);
    let parent = string(payload, &["is_referenced_by"]);
    item.links.extend(parent.and_then(|parent| {
        let relation = match parent.starts_with("meeting:") {
            true => Relation::AgendaOf,
            false => Relation::AnnexOf,
        };
        Some(Link::new(relation, of_entity(&parent)?))
    }));
}

fn motion(item: &mut Item, payload: &Value, gather: &mut Gather) {
    let sort = string(payload, &["motion_type"]).unwrap_or_default();
    item.kind = match kind_of(&sort, &item.title) {
        ItemKind::Amendment => ItemKind::Amendment,
        _ => ItemKind::Motion,
    };
    item.label = string(payload, &["motion_type"]).or(item.label.take());
    item.published = gather.day(&item.key, string(payload, &["date", "last_discussed_at"]));
    for name in ["proposers", "co_proposers", "parties"] {
        item.actors.extend(strings(payload, name));
    }
    let mut lines: Vec<String> = ["description", "status", "vote_summary"]
        .iter()
        .filter_map(|name| string(payload, &[name]))
        .map(|text| html_to_text(&text))
        .collect();
    lines.extend(votes(payload));
    item.body = lines.join("\n");
    item.state = state_of(string(payload, &["result"]).as_deref());
    let meeting = string(payload, &["meeting"]).and_then(|entity| of_entity(&entity));
    let link = meeting.map(|to| Link::new(Relation::AgendaOf, to));
    item.links.extend(link);
}

/// How the groups voted, one line for and one against.
fn votes(payload: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for option in ["voor", "tegen"] {
        let mut groups: Vec<String> = list(payload, "votes")
            .iter()
            .filter(|vote| string(vote, &["option"]).as_deref() == Some(option))
            .filter_map(|vote| string(vote, &["group_name", "voter_name"]))
            .collect();
        groups.sort();
        groups.dedup();
        if !groups.is_empty() {
            lines.push(format!("{}: {}", capital(option), groups.join(", ")));
        }
    }
    lines
}

/// The state that an outcome means.
pub fn state_of(result: Option<&str>) -> Option<ItemState> {
    let result = result?.to_lowercase();
    let known = [
        ("aangenomen", ItemState::Adopted),
        ("verworpen", ItemState::Rejected),
        ("ingetrokken", ItemState::Withdrawn),
        ("aangehouden", ItemState::Open),
    ];
    let found = known.iter().find(|(word, _)| result.contains(word));
    // "Niet aangenomen" is no adoption.
    found
        .map(|(_, state)| *state)
        .filter(|_| !result.contains("niet "))
}

/// The kind of a paper of a council, from its own word for the sort, else from its title.
pub fn kind_of(sort: &str, title: &str) -> ItemKind {
    let known = [
        ("amendement", ItemKind::Amendment),
        ("motie", ItemKind::Motion),
        ("besluitenlijst", ItemKind::Record),
        ("notulen", ItemKind::Record),
        ("verslag", ItemKind::Record),
        ("toezegging", ItemKind::Commitment),
        ("beantwoording", ItemKind::Answer),
        ("antwoord", ItemKind::Answer),
        ("raadsvra", ItemKind::Question),
        ("schriftelijke vra", ItemKind::Question),
        ("raadsbrief", ItemKind::Letter),
        ("brief", ItemKind::Letter),
        ("voorstel", ItemKind::Proposal),
        ("raadsbesluit", ItemKind::Law),
        ("verordening", ItemKind::Law),
        ("bijlage", ItemKind::Annex),
        ("rapport", ItemKind::Report),
    ];
    let of = |text: &str| {
        let text = text.to_lowercase();
        let first = known
            .iter()
            .filter_map(|(word, kind)| Some((text.find(word)?, *kind)));
        first.min_by_key(|(at, _)| *at).map(|(_, kind)| kind)
    };
    of(sort).or_else(|| of(title)).unwrap_or(ItemKind::Other)
}

/// The date of a meeting.
pub fn event(key: &str, when: Option<String>, gather: &mut Gather) -> Vec<ItemDate> {
    let moment = gather.moment(key, when);
    let date = moment.map(|(on, at)| ItemDate {
        on,
        at: at.filter(|time| *time != jiff::civil::Time::midnight()),
        what: DateKind::Event,
    });
    date.into_iter().collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
