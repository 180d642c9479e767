//! Decisions on cases as items, and the votes they were taken by: one item a decision, with the
//! groups for and against in its text.

use super::entity::Entity;
use super::fields::{id_of, is_gone, is_true, related, related_ids};
use super::meetings;
use super::{SITE, sorts};
use crate::formats::gather::Gather;
use crate::formats::json::string;
use crate::formats::text::html_to_text;
use noaber_domain::{Country, DateKind, Item, ItemDate, ItemKind, Language, Link, Relation};
use serde_json::Value;
use std::collections::BTreeMap;

/// Sorts of decision that only book a paper in; readers know it from the paper itself.
const BOOKING: [&str; 5] = [
    "Ingediend",
    "Ter informatie",
    "Ter bespreking",
    "Afvoeren",
    "[Vrij tekstveld",
];

/// A decision that was taken; `None` while it is only proposed, or when it merely books a paper in.
pub fn decision(row: &Value, id: &str, gather: &mut Gather) -> Option<Item> {
    let sort = string(row, &["BesluitSoort"])?;
    let taken = string(row, &["Status"]).is_some_and(|status| status == "Besluit");
    if !taken || BOOKING.iter().any(|start| sort.starts_with(start)) {
        return None;
    }
    let voted = sort.starts_with("Stemmen");
    let case = related(row, "Zaak").into_iter().next();
    let point = related(row, "Agendapunt").into_iter().next();
    let meeting = point.and_then(|point| related(point, "Activiteit").into_iter().next());
    let key = Entity::Besluit.key(id);
    let kind = if voted {
        ItemKind::Vote
    } else {
        ItemKind::Record
    };
    let mut item = Item {
        label: Some(sort.clone()),
        language: Some(Language::Nl),
        number: case.and_then(|case| string(case, &["Nummer"])),
        body: body(row),
        state: sorts::decided(&sort),
        links: links(row, point),
        ..Item::bare(
            key.clone(),
            kind,
            Country::Nl,
            title(row, case, point, &sort),
            address(case, point, meeting, voted),
        )
    };
    let met = meeting.and_then(|meeting| string(meeting, &["Aanvangstijd", "Datum"]));
    let when = gather.moment(&key, met);
    let written = gather.day(&key, string(row, &["GewijzigdOp"]));
    item.published = when.map(|(on, _)| on).or(written);
    if let (true, Some((on, at))) = (voted, when) {
        let what = DateKind::Vote;
        item.dates.push(ItemDate { on, at, what });
    }
    Some(item)
}

/// What was decided on: the case, else the point of the agenda. A decision that came alone has only
/// its own words.
fn title(row: &Value, case: Option<&Value>, point: Option<&Value>, sort: &str) -> String {
    let subject = |row: &Value| string(row, &["Onderwerp", "Titel"]);
    let words = || string(row, &["BesluitTekst"]).map(|text| html_to_text(&text));
    case.and_then(subject)
        .or_else(|| point.and_then(subject))
        .unwrap_or_else(|| match words() {
            Some(words) => format!("{sort}: {}", words.replace('\n', " ")),
            None => sort.to_owned(),
        })
}

fn address(
    case: Option<&Value>,
    point: Option<&Value>,
    meeting: Option<&Value>,
    voted: bool,
) -> String {
    let number = |row: Option<&Value>| row.and_then(|row| string(row, &["Nummer"]));
    match (number(point), number(case), meeting) {
        (Some(point), _, _) if voted => {
            format!("{SITE}/kamerstukken/stemmingsuitslagen/detail?id={point}&did={point}")
        }
        (_, Some(case), _) => format!("{SITE}/kamerstukken/detail?id={case}"),
        (_, None, Some(meeting)) => meetings::address(meeting, &id_of(meeting).unwrap_or_default()),
        (_, None, None) => format!("{SITE}/kamerstukken"),
    }
}

/// To the case, and to the meeting in which it was decided.
fn links(row: &Value, point: Option<&Value>) -> Vec<Link> {
    let cases = related_ids(row, "Zaak").into_iter();
    let cases = cases.map(|id| Link::new(Relation::Concerns, Entity::Zaak.key(&id)));
    let meetings = point.map(|point| related_ids(point, "Activiteit"));
    let meetings = meetings.into_iter().flatten();
    let meetings = meetings.map(|id| Link::new(Relation::AgendaOf, Entity::Activiteit.key(&id)));
    cases.chain(meetings).collect()
}

/// The words of the decision, then who voted what: `Voor (79): CDA 14, Volt 2`.
fn body(row: &Value) -> String {
    let own = ["BesluitTekst", "Opmerking"].map(|field| string(row, &[field]));
    let own = own.into_iter().flatten().map(|text| html_to_text(&text));
    let votes = related(row, "Stemming");
    // By roll call each row is one member; by show of hands it is a whole group.
    let called = string(row, &["StemmingsSoort"]).is_some_and(|sort| sort == "Hoofdelijk");
    own.chain(rolled_up(&votes, called))
        .collect::<Vec<_>>()
        .join("\n")
}

fn rolled_up(votes: &[&Value], called: bool) -> Vec<String> {
    let mut sides: BTreeMap<(usize, String), BTreeMap<String, (u64, bool)>> = BTreeMap::new();
    for vote in votes {
        let Some(side) = string(vote, &["Soort"]) else {
            continue;
        };
        let Some(group) = string(vote, &["ActorFractie", "ActorNaam"]) else {
            continue;
        };
        let size = string(vote, &["FractieGrootte"]).and_then(|size| size.parse().ok());
        let seats = if called { 1 } else { size.unwrap_or(0) };
        let order = match side.as_str() {
            "Voor" => 0,
            "Tegen" => 1,
            _ => 2,
        };
        let groups = sides.entry((order, side)).or_default();
        let counted = groups.entry(group).or_default();
        counted.0 += seats;
        counted.1 |= is_true(vote, "Vergissing") == Some(true);
    }
    sides
        .into_iter()
        .map(|((_, side), groups)| line(&side, groups))
        .collect()
}

fn line(side: &str, groups: BTreeMap<String, (u64, bool)>) -> String {
    let total: u64 = groups.values().map(|(seats, _)| seats).sum();
    let mut groups: Vec<(String, (u64, bool))> = groups.into_iter().collect();
    groups.sort_by(|one, other| other.1.0.cmp(&one.1.0).then(one.0.cmp(&other.0)));
    let groups = groups.into_iter().map(|(group, (seats, mistaken))| {
        let mark = if mistaken { " (vergissing)" } else { "" };
        format!("{group} {seats}{mark}")
    });
    format!(
        "{side} ({total}): {}",
        groups.collect::<Vec<_>>().join(", ")
    )
}

/// Decisions put together from a page of votes that came with their decision, as recordings have
/// them. On the live service the decision is read anew instead, with all its votes.
pub fn decisions_of_votes(votes: &[Value]) -> Vec<Value> {
    let mut found: Vec<(String, Value, Vec<Value>)> = Vec::new();
    for vote in votes.iter().filter(|vote| !is_gone(vote)) {
        let Some(decision) = related(vote, "Besluit").into_iter().next() else {
            continue;
        };
        let Some(id) = id_of(decision) else { continue };
        match found.iter_mut().find(|(known, _, _)| *known == id) {
            Some((_, _, all)) => all.push(vote.clone()),
            None => found.push((id, decision.clone(), vec![vote.clone()])),
        }
    }
    found
        .into_iter()
        .map(|(_, decision, votes)| with_votes(decision, votes))
        .collect()
}

fn with_votes(mut decision: Value, votes: Vec<Value>) -> Value {
    // The case may hang on the point of the agenda only; a point with several cases does not say
    // which of them this decision is on.
    let case = related(&decision, "Agendapunt")
        .first()
        .filter(|point| related(point, "Zaak").len() == 1)
        .and_then(|point| point.get("Zaak").cloned());
    if let Some(fields) = decision.as_object_mut() {
        if let (false, Some(case)) = (fields.contains_key("Zaak"), case) {
            fields.insert("Zaak".into(), case);
        }
        fields.insert("Stemming".into(), Value::Array(votes));
    }
    decision
}
