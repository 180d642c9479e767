//! One document of DIP becomes an item: a procedure or a printed paper. What the German words for a
//! sort mean stands in `words`, what happens in the plenary in `steps`; paging is not known here.

use super::steps;
use super::words::{cited_identity, kind_of, paper_identity, papers_in, state_of};
use crate::formats::com_number;
use crate::formats::eu_act::acts;
use crate::formats::gather::Gather;
use crate::formats::json::{list, string, strings};
use crate::formats::text::html_to_text;
use noaber_domain::{Country, Item, ItemKind, Language, Link, Relation};
use serde_json::Value;

/// The site for people.
pub const SITE: &str = "https://dip.bundestag.de";

/// Takes one document in; what is no item of its own is passed over.
pub fn take(document: &Value, gather: &mut Gather) {
    let sort = string(document, &["typ"]).unwrap_or_default();
    let Some(id) = string(document, &["id"]) else {
        gather.reject("document", "the document has no id");
        return;
    };
    let art = string(document, &["dokumentart"]).unwrap_or_default();
    let item = match (sort.as_str(), art.as_str()) {
        ("Vorgang", _) => procedure(document, &id, gather),
        ("Dokument", "Drucksache") => paper(document, &id, gather),
        ("Dokument", "Plenarprotokoll") => steps::minutes(document, &id, gather),
        ("Vorgangsposition", "Plenarprotokoll") => steps::step(document, &id, gather),
        // A step that is a printed paper comes as that paper; activities of single members and
        // persons are no items of their own.
        _ => return,
    };
    gather.item(item);
}

fn procedure(document: &Value, id: &str, gather: &mut Gather) -> Item {
    let sort = string(document, &["vorgangstyp"]).unwrap_or_default();
    let mut item = base(document, format!("dip:vorgang:{id}"), &sort, gather);
    item.url = format!("{SITE}/vorgang/-/{id}");
    item.number = string(document, &["gesta"]).map(|gesta| format!("GESTA {gesta}"));
    item.actors = strings(document, "initiative");
    item.state = string(document, &["beratungsstand"]).and_then(|stage| state_of(&stage));
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
    // The field holds "(2017) 600 endg.", without the letters.
    let own = string(document, &["kom"]).map(|number| format!("KOM{number}"));
    item.links = com_number::links(
        &format!("{} {}", item.title, own.unwrap_or_default()),
        &item.body,
    );
    // A bill names the acts of the Union that it carries out in its summary; any other procedure
    // may be about them, report on them, or change them.
    let relation = match item.kind {
        ItemKind::Bill | ItemKind::Law => Relation::Implements,
        _ => Relation::Related,
    };
    let named = acts(&format!("{} {}", item.title, item.body)).into_iter();
    item.links.extend(named.map(|act| Link::new(relation, act)));
    let others = list(document, "vorgang_verlinkung").iter();
    item.links.extend(others.filter_map(|other| {
        Some(Link::new(
            Relation::Related,
            format!("dip:vorgang:{}", string(other, &["id"])?),
        ))
    }));
    item
}

fn paper(document: &Value, id: &str, gather: &mut Gather) -> Item {
    let sort = string(document, &["drucksachetyp"]).unwrap_or_default();
    let mut item = base(document, format!("dip:drucksache:{id}"), &sort, gather);
    let house = string(document, &["herausgeber"]).unwrap_or_else(|| "BT".into());
    let number = string(document, &["dokumentnummer"]);
    item.number = number
        .as_ref()
        .map(|number| format!("{house}-Drs. {number}"));
    item.same = number
        .iter()
        .map(|number| paper_identity(&house, number))
        .collect();
    let place = document.get("fundstelle").unwrap_or(&Value::Null);
    item.url = string(place, &["pdf_url"])
        .filter(|url| url.starts_with("http"))
        .unwrap_or_else(|| format!("{SITE}/drucksache/-/{id}"));
    item.actors = titles(document, "urheber")
        .into_iter()
        .chain(titles(document, "ressort"))
        .chain(titles(document, "autoren_anzeige"))
        .collect();
    item.committee = item
        .actors
        .iter()
        .find(|who| who.contains("usschuss"))
        .cloned();
    let text = string(document, &["text"]);
    let parts = text.into_iter().chain(titles(document, "vorgangsbezug"));
    item.body = parts.collect::<Vec<_>>().join("\n");
    item.links = paper_links(document, &item, number.as_deref());
    item
}

/// The procedures of a paper, the papers that its title names, and the papers of the Commission
/// that it is about.
fn paper_links(document: &Value, item: &Item, own: Option<&str>) -> Vec<Link> {
    let cases = list(document, "vorgangsbezug").iter().filter_map(|case| {
        Some(Link::new(
            Relation::PartOf,
            format!("dip:vorgang:{}", string(case, &["id"])?),
        ))
    });
    let towards = match item.kind {
        ItemKind::Answer => Relation::Answers,
        ItemKind::Amendment => Relation::Amends,
        _ => Relation::Concerns,
    };
    let cited = papers_in(&string(document, &["titel"]).unwrap_or_default());
    let cited = cited
        .into_iter()
        .filter(|number| Some(number.as_str()) != own);
    cases
        .chain(cited.map(|number| Link::new(towards, cited_identity(&number))))
        .chain(com_number::links(&item.title, &item.body))
        .collect()
}

/// The titles of the things in a list field, each on one line.
pub fn titles(document: &Value, name: &str) -> Vec<String> {
    list(document, name)
        .iter()
        .filter_map(|one| string(one, &["titel"]))
        .map(|title| html_to_text(&title).replace('\n', " "))
        .collect()
}

/// What all documents have in common; the address is still to be set.
pub fn base(document: &Value, key: String, sort: &str, gather: &mut Gather) -> Item {
    let day = string(document, &["datum"]).or_else(|| {
        string(document, &["aktualisiert"]).filter(|_| document.get("datum").is_none())
    });
    let published = gather.day(&key, day);
    let title = string(document, &["titel"]).unwrap_or_default();
    let text = string(document, &["abstract"]).map(|text| html_to_text(&text));
    Item {
        label: Some(sort.to_owned()).filter(|sort| !sort.is_empty()),
        language: Some(Language::De),
        body: text.unwrap_or_default(),
        published,
        ..Item::bare(key, kind_of(sort), Country::De, title, "")
    }
}
