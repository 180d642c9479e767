//! Sittings of the plenary and the points on their agenda become items. Documents and procedures
//! are read in `works`.

use super::tail;
use super::works::{add_all, document_page, key_of};
use crate::formats::dates;
use crate::formats::gather::Gather;
use crate::formats::json::{string, strings};
use crate::formats::titles::Titles;
use jiff::civil::{Date, Time};
use noaber_domain::{
    Country, DateKind, Item, ItemDate, ItemKind, ItemState, Language, Link, Relation, Source,
};
use serde_json::Value;

const DATA: &str = "https://data.europarl.europa.eu";

/// Takes a sitting or a point of an agenda in. A point without a title is passed over: the agenda
/// is not published yet.
pub fn take(source: &Source, row: &Value, gather: &mut Gather) {
    let Some(id) = string(row, &["activity_id", "id"]).map(|id| tail(&id).to_owned()) else {
        gather.reject("activity", "the activity has no number");
        return;
    };
    let mut titles = Titles::default();
    add_all(&mut titles, row.get("activity_label"));
    add_all(&mut titles, row.get("agendaLabel"));
    let (language, title) = titles.first_choice(source.language);
    if title.is_empty() {
        return;
    }
    let key = format!("ep:{id}");
    let sort = string(row, &["had_activity_type"]).unwrap_or_default();
    let kind = kind_of(tail(&sort), &id);
    let is_sitting = kind == ItemKind::Meeting;
    // A sitting is called by its day alone; what sits is told by the name of the source.
    let title = match is_sitting {
        true => format!(
            "{}: {title}",
            source.name.text(language.unwrap_or(Language::En))
        ),
        false => title,
    };
    let item = Item {
        number: string(row, &["notation_agendaPoint"]),
        language,
        body: titles.lines().join("\n"),
        dates: date(row, kind).into_iter().collect(),
        links: links(row, &id, is_sitting),
        state: cancelled(row),
        ..Item::bare(
            key,
            kind,
            Country::Eu,
            title.trim_start_matches(": "),
            page(row, &id, language),
        )
    };
    gather.item(item);
}

/// Day of a sitting or a point, with the hour when it has one that is meant.
pub fn moment(row: &Value) -> Option<(Date, Option<Time>)> {
    let plain = string(row, &["activity_date"]);
    let typed = || {
        let value = row
            .get("eli-dl:activity_date")
            .or(row.get("activity_date"))?;
        string(value, &["@value"])
    };
    let begin = string(row, &["activity_start_date"]);
    let (day, _) = dates::local(&plain.or_else(typed).or(begin.clone())?).ok()?;
    // A day as a whole begins at 01:00 in Brussels, which is midnight in Greenwich.
    let hour = begin.and_then(|text| dates::local(&text).ok()?.1);
    Some((day, hour.filter(|hour| hour.hour() > 2)))
}

fn date(row: &Value, kind: ItemKind) -> Option<ItemDate> {
    let (on, at) = moment(row)?;
    let what = match kind {
        ItemKind::Vote => DateKind::Vote,
        _ => DateKind::Event,
    };
    Some(ItemDate { on, at, what })
}

fn kind_of(sort: &str, id: &str) -> ItemKind {
    match sort {
        sort if sort.contains("SITTING") || sort.contains("PART_SESSION") => ItemKind::Meeting,
        sort if sort.contains("VOTE") || id.contains("-ITM-V") => ItemKind::Vote,
        _ => ItemKind::Debate,
    }
}

/// A point stands on the agenda of its sitting and is about procedures and documents.
fn links(row: &Value, id: &str, is_sitting: bool) -> Vec<Link> {
    if is_sitting {
        return Vec::new();
    }
    let sitting = id.split("-OJ-").next().filter(|sitting| *sitting != id);
    let sitting = sitting.map(|sitting| Link::new(Relation::AgendaOf, format!("ep:{sitting}")));
    let about = ["inverse_was_scheduled_in", "based_on_a_realization_of"];
    let about = about.iter().flat_map(|name| strings(row, name));
    let about = about.map(|id| Link::new(Relation::Concerns, key_of(&id)));
    sitting.into_iter().chain(about).collect()
}

fn cancelled(row: &Value) -> Option<ItemState> {
    let status = string(row, &["activity_status", "status"])?;
    (tail(&status) == "CANCELLED").then_some(ItemState::Cancelled)
}

/// The agenda that names it, else its address in the Parliament's data.
fn page(row: &Value, id: &str, language: Option<Language>) -> String {
    match strings(row, "documented_by_a_realization_of").first() {
        Some(agenda) => document_page(tail(agenda), language),
        None => format!("{DATA}/eli/dl/event/{id}"),
    }
}
