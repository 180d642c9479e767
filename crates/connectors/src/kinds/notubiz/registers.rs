//! The registers of Notubiz: motions, commitments, questions, each record a list of numbered
//! fields. Meetings and their papers are read in `meetings`.

use super::meetings::paper;
use super::path::{self, Note};
use crate::connector::Harvest;
use crate::formats::council::of;
use crate::formats::gather::Gather;
use crate::formats::json::{list, string};
use crate::formats::text::html_to_text;
use crate::kinds::open_besluitvorming::{kind_of, state_of};
use noaber_domain::{Country, DateKind, Item, ItemKind, Link, Relation, Source};
use serde_json::Value;

/// Fields by their number, which is the same for all councils.
mod field {
    pub const TITLE: u64 = 1;
    pub const PAPER: u64 = 2;
    pub const DATE: u64 = 15;
    pub const TERM: u64 = 28;
    pub const WORDS: u64 = 35;
    pub const BROUGHT_BY: u64 = 36;
    pub const GROUPS: u64 = 37;
    pub const SORT: u64 = 45;
    pub const REMARKS: u64 = 61;
    pub const OUTCOME: u64 = 62;
    pub const STATUS: u64 = 71;
    pub const WITH: u64 = 87;
}

/// Reads the records of a register. What did not change since the last whole run is passed over.
pub fn read(source: &Source, mut note: Note, value: &Value) -> Harvest {
    let mut gather = Gather::default();
    let through = note.seen.clone();
    let mut papers = Vec::new();
    for record in list(value, "items") {
        let Some(id) = string(record, &["id"]) else {
            gather.reject("record", "the record has no number");
            continue;
        };
        if string(record, &["permission_group"]).is_some_and(|group| group != "public") {
            continue;
        }
        let paper = main_paper(source, &id, record, &mut gather);
        if is_old(record, &note) {
            // Still listed: its paper is not to be forgotten.
            paper.into_iter().for_each(|(version, ..)| {
                note.is_new(version);
            });
            continue;
        }
        let item = item_of(source, &id, record, &paper, &mut gather);
        gather.item(item);
        let Some((version, address, paper)) = paper else {
            continue;
        };
        if !note.runs() {
            gather.item(paper);
        } else if note.is_new(version) {
            papers.push((address, paper));
        }
    }
    part_only(value, &mut gather);
    let mut harvest = gather.harvest;
    path::onward(source, &note, &through, papers, &mut harvest);
    harvest
}

/// Whether a record last changed before the last whole run, with two days to spare.
fn is_old(record: &Value, note: &Note) -> bool {
    let changed = string(record, &["last_modified"]);
    let changed = changed.and_then(|text| text.get(..10)?.parse::<jiff::civil::Date>().ok());
    match (changed, note.before.day) {
        (Some(changed), Some(day)) => changed < day.saturating_sub(jiff::Span::new().days(2)),
        _ => false,
    }
}

/// Says so when the register gave only a part of what it holds.
fn part_only(value: &Value, gather: &mut Gather) {
    let pages = value.get("pagination");
    let number = |name: &str| pages?.get(name)?.as_u64();
    if let (Some(given), Some(total)) = (number("list_end"), number("total_results"))
        && given < total
    {
        let why = format!("{given} of {total} records were given; the others were not read");
        gather.reject("register", why);
        if let Some(told) = gather.harvest.rejected.last_mut() {
            told.kept = true;
        }
    }
}

fn item_of(
    source: &Source,
    id: &str,
    record: &Value,
    paper: &Option<(String, String, Item)>,
    gather: &mut Gather,
) -> Item {
    let register = record.get("module_id").and_then(Value::as_u64).unwrap_or(6);
    let sort = text(record, field::SORT);
    let key = format!("notubiz:motion:{id}");
    let title = text(record, field::TITLE).unwrap_or_default();
    let kind = match register {
        3 => ItemKind::Commitment,
        4 => ItemKind::Question,
        6 => match kind_of(sort.as_deref().unwrap_or(""), &title) {
            ItemKind::Amendment => ItemKind::Amendment,
            _ => ItemKind::Motion,
        },
        1 => ItemKind::Letter,
        8 | 19 => ItemKind::Proposal,
        _ => ItemKind::Other,
    };
    let own = format!(
        "{}/modules/{register}/items/{id}",
        source.address.trim_end_matches('/')
    );
    let url = paper
        .as_ref()
        .map_or(own, |(_, address, _)| address.clone());
    let published = gather.day(&key, text(record, field::DATE));
    let term = match register {
        3 | 6 => gather.date(&key, day_of(text(record, field::TERM)), DateKind::Deadline),
        _ => None,
    };
    let mut item = Item::bare(key, kind, Country::Nl, title, url);
    item.language = source.language;
    item.label = sort;
    item.published = published;
    item.dates = term.into_iter().collect();
    for number in [field::BROUGHT_BY, field::WITH, field::GROUPS] {
        item.actors.extend(labels(record, number));
    }
    let outcomes = [field::OUTCOME, field::STATUS].map(|number| text(record, number));
    let decided = outcomes
        .iter()
        .flatten()
        .find_map(|outcome| state_of(Some(outcome)));
    item.state = decided;
    let lines = [field::WORDS, field::OUTCOME, field::REMARKS];
    let lines = lines.into_iter().filter_map(|number| text(record, number));
    item.body = lines
        .map(|text| html_to_text(&text))
        .collect::<Vec<_>>()
        .join("\n");
    item.same = of("notubiz", "", "motion", id).into_iter().collect();
    item
}

/// The paper of a record, which is linked to it.
fn main_paper(
    source: &Source,
    id: &str,
    record: &Value,
    gather: &mut Gather,
) -> Option<(String, String, Item)> {
    let field = attribute(record, field::PAPER)?;
    let document = list(field, "values").first()?.get("document")?;
    let to = of("notubiz", "", "motion", id)?;
    paper(
        source,
        document,
        None,
        Some(Link::new(Relation::AnnexOf, to)),
        gather,
    )
}

fn attribute(record: &Value, number: u64) -> Option<&Value> {
    let numbered = |one: &&Value| one.get("id").and_then(Value::as_u64) == Some(number);
    list(record, "attributes").iter().find(numbered)
}

fn text(record: &Value, number: u64) -> Option<String> {
    let values = list(attribute(record, number)?, "values");
    string(values.first()?, &["content"])
}

/// The day of a field, or nothing when its words are no day: a term may be "zomer 2026".
fn day_of(text: Option<String>) -> Option<String> {
    text.filter(|text| crate::formats::dates::local(text).is_ok())
}

fn labels(record: &Value, number: u64) -> Vec<String> {
    let values = attribute(record, number).map_or(&[][..], |field| list(field, "values"));
    let label = |value: &Value| string(value.get("meta_data")?, &["label"]);
    values.iter().filter_map(label).collect()
}
