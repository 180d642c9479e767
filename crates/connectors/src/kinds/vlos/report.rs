//! One report of a sitting becomes one item for each thing that was dealt with, with everything
//! that was said. How the words are gathered stands in `spoken`.

use super::spoken;
use crate::formats::gather::Gather;
use crate::formats::xml::Node;
use crate::kinds::tweede_kamer::{identities, meetings};
use noaber_domain::{Country, Item, ItemKind, ItemState, Language, Link, Relation};

/// What opens or closes a sitting says nothing of a subject.
const FRAME: [&str; 2] = ["Opening", "Sluiting"];

/// Takes all parts of a report in. Parts of one debate, which may be interrupted by others, are one
/// item. A report without text (`Casco`) gives none.
pub fn take(root: &Node, gather: &mut Gather) {
    let Some(sitting) = root.child("vergadering") else {
        return;
    };
    let status = root.attribute("status").unwrap_or_default();
    let mut items: Vec<Item> = Vec::new();
    for part in sitting.nodes().filter(|node| node.name == "activiteit") {
        let sort = part.attribute("soort").unwrap_or_default();
        if FRAME.contains(&sort) {
            continue;
        }
        let item = item(sitting, part, status, gather);
        if item.body.is_empty() {
            continue;
        }
        match items.iter_mut().find(|known| known.key == item.key) {
            Some(known) => join(known, item),
            None => items.push(item),
        }
    }
    for item in items {
        gather.item(item);
    }
}

fn join(known: &mut Item, more: Item) {
    known.body.push('\n');
    known.body.push_str(&more.body);
    known.actors.extend(more.actors);
    known.topics.extend(more.topics);
    for link in more.links {
        if !known.links.contains(&link) {
            known.links.push(link);
        }
    }
}

fn item(sitting: &Node, part: &Node, status: &str, gather: &mut Gather) -> Item {
    let text = |node: &Node, name: &str| {
        let child = node.child(name).map(Node::text);
        child.filter(|text| !text.is_empty())
    };
    let number = text(part, "parlisid");
    let own = number
        .clone()
        .or_else(|| part.attribute("objectid").map(str::to_owned))
        .unwrap_or_default();
    let key = format!(
        "tk:verslag:{}:{}",
        sitting.attribute("objectid").unwrap_or_default(),
        own
    )
    .to_lowercase();
    let sort = part.attribute("soort").unwrap_or_default();
    let title = text(part, "onderwerp").or_else(|| text(part, "titel"));
    let spoken = spoken::of(part);
    let topics = part.all("category").into_iter().map(Node::text).collect();
    Item {
        label: Some(format!("{sort} ({})", status.to_lowercase())),
        language: Some(Language::Nl),
        published: gather.day(&key, text(part, "aanvangstijd").or(text(sitting, "datum"))),
        body: spoken.paragraphs.join("\n"),
        actors: spoken.speakers,
        committee: committee(sitting),
        file: only_file(&spoken.files),
        topics,
        links: links(part, number.as_deref(), spoken.papers),
        state: state(status),
        url: address(sitting, number.as_deref()),
        number,
        ..Item::bare(
            key.clone(),
            ItemKind::Record,
            Country::Nl,
            title.unwrap_or_else(|| sort.to_owned()),
            "",
        )
    }
}

/// What was said may still be mended, or is final.
fn state(status: &str) -> Option<ItemState> {
    match status {
        "Ongecorrigeerd" | "Concept" => Some(ItemState::Open),
        "Gecorrigeerd" | "Gerectificeerd" => Some(ItemState::Closed),
        _ => None,
    }
}

fn committee(sitting: &Node) -> Option<String> {
    let all = sitting.find("commissies")?;
    let leads = |node: &&Node| node.attribute("type") == Some("Voortouwcommissie");
    let lead = all.nodes().find(leads).or_else(|| all.nodes().next())?;
    lead.text_of("verslagnaam")
}

/// The file, when the whole debate cites but one.
fn only_file(files: &[String]) -> Option<String> {
    match files {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// The page for people: of the plenary report, else of the meeting.
fn address(sitting: &Node, number: Option<&str>) -> String {
    let part = |name: &str| sitting.child(name).map(Node::text).unwrap_or_default();
    let (year, place) = (part("vergaderjaar"), part("vergaderingnummer"));
    let plenary = sitting.attribute("soort") == Some("Plenair");
    if plenary && !year.is_empty() && !["", "0"].contains(&place.as_str()) {
        return format!(
            "https://www.tweedekamer.nl/kamerstukken/plenaire_verslagen/detail/{year}/{place}"
        );
    }
    match number {
        Some(number) => meetings::page_of(number, plenary),
        None => "https://www.tweedekamer.nl/kamerstukken/plenaire_verslagen".into(),
    }
}

/// To the meeting, to the cases dealt with, and to the papers cited.
fn links(part: &Node, number: Option<&str>, papers: Vec<String>) -> Vec<Link> {
    let of = |what, to: String| Link::new(what, to);
    let meeting = number.map(|number| of(Relation::RecordOf, identities::of_number(number)));
    let cases = part.all("zaak").into_iter().filter_map(|case| {
        let number = case.child("parlisid").map(Node::text);
        number.filter(|number| !number.is_empty())
    });
    let cases = cases.map(|number| of(Relation::Concerns, identities::of_number(&number)));
    let papers = papers
        .into_iter()
        .map(|paper| of(Relation::Concerns, paper));
    let mut links: Vec<Link> = Vec::new();
    for link in meeting.into_iter().chain(cases).chain(papers) {
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}
