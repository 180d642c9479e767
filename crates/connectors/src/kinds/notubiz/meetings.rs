//! One meeting of Notubiz: itself with its agenda, and the papers that hang on it. Registers, such
//! as that of motions, are read in `registers`.

use super::path::{self, Note};
use crate::connector::Harvest;
use crate::formats::council::of;
use crate::formats::gather::Gather;
use crate::formats::json::{list, string};
use crate::formats::text::html_to_text;
use crate::kinds::open_besluitvorming::{event, kind_of};
use noaber_domain::{Country, Item, ItemKind, ItemState, Link, Relation, Source};
use serde_json::Value;

/// Points within points of an agenda at most.
const DEEPEST: usize = 8;

/// Reads a meeting.
pub fn read(source: &Source, mut note: Note, meeting: &Value) -> Harvest {
    let mut gather = Gather::default();
    let Some(id) = string(meeting, &["id"]) else {
        gather.reject("meeting", "the meeting has no number");
        return gather.harvest;
    };
    let item = item_of(source, &id, meeting, &mut gather);
    let through = note.seen.clone();
    let mut papers = Vec::new();
    for (document, topic) in documents(meeting) {
        let to = of("notubiz", "", "meeting", &id).map(|to| Link::new(Relation::AgendaOf, to));
        let made = paper(source, document, topic, to, &mut gather);
        let Some((version, address, paper)) = made else {
            continue;
        };
        match note.runs() {
            true if note.is_new(version) => papers.push((address, paper)),
            true => {}
            false => gather.item(paper),
        }
    }
    gather.item(item);
    let mut harvest = gather.harvest;
    path::onward(source, &note, &through, papers, &mut harvest);
    harvest
}

fn item_of(source: &Source, id: &str, meeting: &Value, gather: &mut Gather) -> Item {
    let key = format!("notubiz:meeting:{id}");
    let start = list(meeting, "plannings")
        .first()
        .and_then(|planning| string(planning, &["start_date"]));
    let title = attribute(meeting, &["title", "1", "Titel"]);
    let day = start
        .as_deref()
        .and_then(|text| text.get(..10))
        .unwrap_or("");
    let title = title.unwrap_or_else(|| format!("Vergadering {day}").trim().to_owned());
    let page = string(meeting, &["url"]).filter(|url| url.starts_with("http"));
    let url = page.unwrap_or_else(|| {
        format!(
            "{}/events/meetings/{id}",
            source.address.trim_end_matches('/')
        )
    });
    let dates = event(&key, start, gather);
    let mut item = Item::bare(key, ItemKind::Meeting, source.country, title, url);
    item.language = source.language;
    item.dates = dates;
    item.same = of("notubiz", "", "meeting", id).into_iter().collect();
    let mut lines: Vec<String> = Vec::new();
    let place = attribute(meeting, &["location", "Locatie"]);
    lines.extend(place.map(|text| html_to_text(&text)));
    let about = attribute(meeting, &["description", "Omschrijving"]);
    lines.extend(about.map(|text| html_to_text(&text)));
    agenda(list(meeting, "agenda_items"), 0, &mut lines);
    item.body = lines.join("\n");
    let called_off = ["canceled", "cancelled"]
        .iter()
        .any(|name| meeting.get(*name).and_then(Value::as_bool) == Some(true));
    item.state = called_off.then_some(ItemState::Cancelled);
    item
}

/// An attribute of a meeting, which stand in a list with numbers or in an object with labels.
fn attribute(record: &Value, names: &[&str]) -> Option<String> {
    let attributes = record.get("attributes")?;
    if attributes.is_object() {
        return string(attributes, names);
    }
    let listed = attributes.as_array()?.iter();
    let mut fits =
        listed.filter(|one| string(one, &["id"]).is_some_and(|id| names.contains(&id.as_str())));
    fits.find_map(|one| string(one, &["value"]))
}

/// The points of an agenda, one a line, with the words that go with them.
fn agenda(points: &[Value], depth: usize, lines: &mut Vec<String>) {
    for point in points.iter().filter(|_| depth < DEEPEST) {
        let title = title_of(point);
        lines.push(title);
        let about = point
            .get("type_data")
            .and_then(|data| attribute(data, &["3"]));
        lines.extend(about.map(|text| html_to_text(&text)));
        agenda(list(point, "agenda_items"), depth + 1, lines);
    }
}

fn title_of(point: &Value) -> String {
    let data = point.get("type_data");
    let number = data.and_then(|data| string(data, &["title_prefix"]));
    let title = data.and_then(|data| attribute(data, &["1"]));
    let words: Vec<String> = number.into_iter().chain(title).collect();
    html_to_text(&words.join(" "))
}

/// The papers of a meeting and of each point of its agenda, with the title of the point.
fn documents(meeting: &Value) -> Vec<(&Value, Option<String>)> {
    let mut found: Vec<(&Value, Option<String>)> = list(meeting, "documents")
        .iter()
        .map(|document| (document, None))
        .collect();
    collect(list(meeting, "agenda_items"), 0, &mut found);
    found
}

fn collect<'a>(points: &'a [Value], depth: usize, found: &mut Vec<(&'a Value, Option<String>)>) {
    for point in points.iter().filter(|_| depth < DEEPEST) {
        let topic = Some(title_of(point)).filter(|title| !title.is_empty());
        let papers = list(point, "documents").iter();
        found.extend(papers.map(|document| (document, topic.clone())));
        collect(list(point, "agenda_items"), depth + 1, found);
    }
}

/// A paper: its number with its version, the address of its file, and what is known of it. A
/// confidential one is none.
pub fn paper(
    source: &Source,
    document: &Value,
    topic: Option<String>,
    link: Option<Link>,
    gather: &mut Gather,
) -> Option<(String, String, Item)> {
    let number = string(document, &["id"])?;
    if string(document, &["confidential"]).is_some_and(|mark| mark != "0") {
        return None;
    }
    let version = string(document, &["version"]).unwrap_or_else(|| "1".into());
    let base = source.address.trim_end_matches('/');
    let address = format!("{base}/document/{number}/{version}");
    let file = list(document, "versions")
        .first()
        .and_then(|v| string(v, &["file_name"]));
    let title = string(document, &["title"]).or(file).unwrap_or_default();
    let label = list(document, "types")
        .first()
        .and_then(|sort| string(sort, &["value"]));
    let kind = kind_of(label.as_deref().unwrap_or(""), &title);
    let key = format!("notubiz:document:{number}");
    let published = gather.day(
        &key,
        string(document, &["last_modified", "publication_date"]),
    );
    let mut item = Item::bare(key, kind, Country::Nl, title, address.clone());
    item.language = source.language;
    item.label = label;
    item.published = published;
    item.topics = topic.into_iter().collect();
    item.links = link.into_iter().collect();
    item.same = of("notubiz", "", "document", &number).into_iter().collect();
    Some((format!("{number}/{version}"), address, item))
}
