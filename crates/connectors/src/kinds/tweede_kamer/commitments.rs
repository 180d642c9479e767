//! What ministers promised, as items: what, by whom, by when, kept or open, and in which debate.

use super::entity::Entity;
use super::fields::{related, related_ids, with_group};
use super::meetings;
use super::{SITE, identities};
use crate::formats::gather::Gather;
use crate::formats::json::{string, strings};
use crate::formats::text::html_to_text;
use noaber_domain::{Country, DateKind, Item, ItemKind, ItemState, Language, Link, Relation};
use serde_json::Value;

/// Characters of the words of a promise that serve as its title.
const TITLE: usize = 200;

/// A commitment.
pub fn commitment(row: &Value, id: &str, gather: &mut Gather) -> Item {
    let key = Entity::Toezegging.key(id);
    let words = string(row, &["Tekst"]).map(|text| html_to_text(&text));
    let words = words.unwrap_or_default();
    let notes = string(row, &["Notities"]).map(|text| html_to_text(&text));
    let meeting = related(row, "Activiteit").into_iter().next();
    let number = string(row, &["Nummer"]);
    let deadline = string(row, &["DatumNakoming"]);
    Item {
        label: Some("Toezegging".into()),
        language: Some(Language::Nl),
        published: gather.day(&key, string(row, &["Aanmaakdatum", "AanmaakDatum"])),
        dates: gather
            .date(&key, deadline, DateKind::Deadline)
            .into_iter()
            .collect(),
        actors: actors(row),
        topics: string(row, &["Ministerie"]).into_iter().collect(),
        links: links(row, meeting),
        same: number.iter().map(|n| identities::of_number(n)).collect(),
        state: string(row, &["Status"]).and_then(|status| state(&status)),
        body: [Some(words.clone()), notes]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n"),
        number,
        ..Item::bare(
            key.clone(),
            ItemKind::Commitment,
            Country::Nl,
            shortened(&words),
            address(row, meeting),
        )
    }
}

fn state(status: &str) -> Option<ItemState> {
    match status.to_lowercase().as_str() {
        "openstaand" | "deels voldaan" => Some(ItemState::Open),
        "voldaan" => Some(ItemState::Kept),
        "vervallen" => Some(ItemState::Cancelled),
        _ => None,
    }
}

/// The first words of a promise, cut between words.
fn shortened(words: &str) -> String {
    let one_line = words.replace('\n', " ");
    let Some((end, _)) = one_line.char_indices().nth(TITLE) else {
        return one_line;
    };
    let whole = one_line[..end].rsplit_once(' ');
    format!("{} …", whole.map_or(&one_line[..end], |(words, _)| words))
}

/// Who promised, with the office; then to whom.
fn actors(row: &Value) -> Vec<String> {
    let given = string(row, &["Voornaam", "Initialen"]);
    let particle = string(row, &["Tussenvoegsel"]);
    let family = string(row, &["Achternaam"]);
    let composed = family.map(|family| {
        let parts = [given, particle, Some(family)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    let promiser = composed.or_else(|| string(row, &["Naam"]));
    let promiser = promiser.map(|name| with_group(name, string(row, &["Functie"])));
    let to = related(row, "ToegezegdAan");
    let to = to.into_iter().filter_map(|to| {
        let group = related(to, "Fractie").into_iter().next();
        let group = group.and_then(|group| string(group, &["Afkorting", "NaamNL"]));
        match related(to, "Persoon").into_iter().next().and_then(member) {
            Some(name) => Some(with_group(name, group)),
            None => group,
        }
    });
    promiser.into_iter().chain(to).collect()
}

fn member(person: &Value) -> Option<String> {
    let family = string(person, &["Achternaam"])?;
    let given = string(person, &["Roepnaam", "Initialen"]);
    let parts = [given, string(person, &["Tussenvoegsel"]), Some(family)];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

fn address(row: &Value, meeting: Option<&Value>) -> String {
    let number = meeting
        .and_then(|meeting| string(meeting, &["Nummer"]))
        .or_else(|| string(row, &["ActiviteitNummer"]));
    match (number, meeting) {
        (Some(number), Some(meeting)) => meetings::address(meeting, &number),
        (Some(number), None) => meetings::page_of(&number, false),
        (None, _) => format!("{SITE}/kamerstukken"),
    }
}

/// To the debate, to the letters by which it was kept, and to the promises it repeats or changes.
fn links(row: &Value, meeting: Option<&Value>) -> Vec<Link> {
    let mut links = Vec::new();
    let by_number = || string(row, &["ActiviteitNummer"]).map(|n| identities::of_number(&n));
    let by_id = related_ids(row, "Activiteit").into_iter().next();
    let debate = by_id
        .map(|id| Entity::Activiteit.key(&id))
        .or_else(by_number);
    links.extend(debate.map(|debate| Link::new(Relation::PromisedIn, debate)));
    let concerned = meeting.map(|meeting| related_ids(meeting, "Zaak"));
    for case in concerned.into_iter().flatten() {
        links.push(Link::new(Relation::Concerns, Entity::Zaak.key(&case)));
    }
    for letter in related_ids(row, "KamerbriefNakoming") {
        links.push(Link::new(Relation::Related, Entity::Document.key(&letter)));
    }
    for number in strings(row, "KamerbriefNakoming") {
        links.push(Link::new(Relation::Related, identities::of_number(&number)));
    }
    for relation in ["IsHerhalingVan", "IsAanvullingOp", "IsWijzigingVan"] {
        for other in related_ids(row, relation) {
            links.push(Link::new(Relation::Related, Entity::Toezegging.key(&other)));
        }
    }
    links
}
