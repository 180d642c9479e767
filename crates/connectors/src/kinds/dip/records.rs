//! One document of DIP becomes an item: a procedure or a printed paper. What the German words for a
//! sort mean stands at the end; paging is not known here.

use crate::formats::gather::Gather;
use crate::formats::json::{list, string, strings};
use crate::formats::text::html_to_text;
use noaber_domain::{Country, Item, ItemKind, Language};
use serde_json::Value;

const SITE: &str = "https://dip.bundestag.de";

/// Takes one document in; what is no item of its own is passed over.
pub fn take(document: &Value, gather: &mut Gather) {
    let sort = string(document, &["typ"]).unwrap_or_default();
    let Some(id) = string(document, &["id"]) else {
        gather.reject("document", "the document has no id");
        return;
    };
    let is_paper = string(document, &["dokumentart"]).is_some_and(|art| art == "Drucksache");
    match sort.as_str() {
        "Vorgang" => {
            let item = procedure(document, &id, gather);
            gather.item(item);
        }
        "Dokument" if is_paper => {
            let item = paper(document, &id, gather);
            gather.item(item);
        }
        // Steps of a procedure, minutes, activities and persons are no items of their own.
        _ => {}
    }
}

fn procedure(document: &Value, id: &str, gather: &mut Gather) -> Item {
    let sort = string(document, &["vorgangstyp"]).unwrap_or_default();
    let mut item = base(document, format!("dip:vorgang:{id}"), &sort, gather);
    item.url = format!("{SITE}/vorgang/-/{id}");
    item.number = string(document, &["gesta"]).map(|gesta| format!("GESTA {gesta}"));
    item.actors = strings(document, "initiative");
    let words: Vec<String> = list(document, "deskriptor")
        .iter()
        .filter_map(|word| string(word, &["name"]))
        .collect();
    if !words.is_empty() {
        item.body
            .push_str(&format!("\nSchlagworte: {}", words.join(", ")));
    }
    item.topics = strings(document, "sachgebiet")
        .into_iter()
        .chain(words)
        .collect();
    item
}

fn paper(document: &Value, id: &str, gather: &mut Gather) -> Item {
    let sort = string(document, &["drucksachetyp"]).unwrap_or_default();
    let mut item = base(document, format!("dip:drucksache:{id}"), &sort, gather);
    let house = string(document, &["herausgeber"]).unwrap_or_else(|| "BT".into());
    item.number =
        string(document, &["dokumentnummer"]).map(|number| format!("{house}-Drs. {number}"));
    let place = document.get("fundstelle").unwrap_or(&Value::Null);
    item.url = string(place, &["pdf_url"])
        .filter(|url| url.starts_with("http"))
        .unwrap_or_else(|| format!("{SITE}/drucksache/-/{id}"));
    let titled = |name: &str| {
        list(document, name)
            .iter()
            .filter_map(|who| string(who, &["titel"]))
            .collect::<Vec<_>>()
    };
    item.actors = titled("urheber")
        .into_iter()
        .chain(titled("autoren_anzeige"))
        .collect();
    item.committee = item
        .actors
        .iter()
        .find(|who| who.contains("usschuss"))
        .cloned();
    let related: Vec<String> = titled("vorgangsbezug")
        .iter()
        .map(|title| html_to_text(title).replace('\n', " "))
        .collect();
    if !item.body.is_empty() {
        item.body.push('\n');
    }
    item.body.push_str(&related.join("\n"));
    item
}

fn base(document: &Value, key: String, sort: &str, gather: &mut Gather) -> Item {
    let day = string(document, &["datum"]).or_else(|| {
        string(document, &["aktualisiert"]).filter(|_| document.get("datum").is_none())
    });
    let published = gather.day(&key, day);
    Item {
        key,
        number: None,
        kind: kind_of(sort),
        label: Some(sort.to_owned()).filter(|sort| !sort.is_empty()),
        country: Country::De,
        language: Some(Language::De),
        title: string(document, &["titel"]).unwrap_or_default(),
        body: string(document, &["abstract"])
            .map(|text| html_to_text(&text))
            .unwrap_or_default(),
        url: String::new(),
        published,
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

/// What the Bundestag's word for a sort means across countries; more particular words first.
fn kind_of(sort: &str) -> ItemKind {
    let lower = sort.to_lowercase();
    let known: &[(&str, ItemKind)] = &[
        ("entschließung", ItemKind::Motion),
        ("änderungsantrag", ItemKind::Amendment),
        ("beschlussempfehlung", ItemKind::Report),
        ("antwort", ItemKind::Answer),
        ("frage", ItemKind::Question),
        ("anfrage", ItemKind::Question),
        ("gesetz", ItemKind::Bill),
        ("verordnung", ItemKind::Law),
        ("verwaltungsvorschrift", ItemKind::Law),
        ("völkerrechtlich", ItemKind::Bill),
        ("unterrichtung", ItemKind::Letter),
        ("eu-vorlage", ItemKind::Proposal),
        ("antrag", ItemKind::Proposal),
        ("bericht", ItemKind::Report),
        ("gutachten", ItemKind::Report),
        ("regierungserklärung", ItemKind::Debate),
        ("aktuelle stunde", ItemKind::Debate),
        ("debatte", ItemKind::Debate),
        ("befragung", ItemKind::Debate),
        ("wahl", ItemKind::Vote),
        ("petition", ItemKind::Proposal),
    ];
    known
        .iter()
        .find(|(word, _)| lower.contains(word))
        .map_or(ItemKind::Other, |(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_sorts_are_known_by_their_words() {
        assert_eq!(kind_of("Kleine Anfrage"), ItemKind::Question);
        assert_eq!(kind_of("Antwort"), ItemKind::Answer);
        assert_eq!(kind_of("Antrag"), ItemKind::Proposal);
        assert_eq!(kind_of("Entschließungsantrag BT"), ItemKind::Motion);
        assert_eq!(kind_of("Gesetzgebung"), ItemKind::Bill);
        assert_eq!(kind_of("Beschlussempfehlung und Bericht"), ItemKind::Report);
        assert_eq!(kind_of("Ansprache"), ItemKind::Other);
    }
}
