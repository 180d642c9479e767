//! Documents and procedures of the European Parliament become items. The agenda of the plenary is
//! read in `sittings`.

use super::tail;
use crate::formats::com_number::procedures;
use crate::formats::gather::Gather;
use crate::formats::json::{list, string, strings};
use crate::formats::text::html_to_text;
use crate::formats::titles::Titles;
use noaber_domain::{
    Country, DateKind, Item, ItemDate, ItemKind, ItemState, Language, Link, Relation, Source,
};
use serde_json::Value;

const DOCUMENTS: &str = "https://www.europarl.europa.eu/doceo/document";
const PROCEDURES: &str = "https://oeil.secure.europarl.europa.eu/oeil/en/procedure-file";

/// Takes a document in; a mere row of a feed has no title and is passed over.
pub fn document(source: &Source, row: &Value, gather: &mut Gather) {
    let Some(id) = string(row, &["identifier"]) else {
        gather.reject("document", "the document has no identifier");
        return;
    };
    let titles = titles_of(row);
    let (language, title) = titles.first_choice(source.language);
    if title.is_empty() {
        gather.reject(&id, "the document has no title yet");
        return;
    }
    let sort = string(row, &["work_type"]).unwrap_or_default();
    let subtitle = long_title(row, language);
    let key = format!("ep:{id}");
    let mut body = titles.lines();
    body.push(subtitle.clone());
    let file = procedures(&subtitle).into_iter().next();
    let item = Item {
        number: string(row, &["label"]).or(Some(id.clone())),
        language,
        body: body.join("\n"),
        published: gather.day(&key, string(row, &["document_date"])),
        actors: authors(&subtitle),
        committee: organisation(list(row, "workHadParticipation"), "AUTHOR"),
        file: file.as_ref().map(|one| one.replace("procedure:", "")),
        links: document_links(row, file),
        state: (tail(&sort) == "TEXT_ADOPTED").then_some(ItemState::Adopted),
        ..Item::bare(
            key,
            kind_of(tail(&sort)),
            Country::Eu,
            title,
            document_page(&id, language),
        )
    };
    gather.item(item);
}

/// The titles in all languages there are.
fn titles_of(row: &Value) -> Titles {
    let mut titles = Titles::default();
    add_all(&mut titles, row.get("title_dcterms"));
    for expression in list(row, "is_realized_by") {
        add_all(&mut titles, expression.get("title"));
    }
    titles
}

/// The long title with number, procedure and authors, line by line: in this language, else in the
/// first there is.
fn long_title(row: &Value, language: Option<Language>) -> String {
    let all = list(row, "is_realized_by")
        .iter()
        .filter_map(|expression| expression.get("title_alternative")?.as_object())
        .flatten();
    let mut texts = all.filter_map(|(tag, text)| Some((tag.as_str(), text.as_str()?)));
    let first = texts.clone().next();
    let own = texts.find(|(tag, _)| language.is_some_and(|wanted| wanted.code() == *tag));
    own.or(first)
        .map(|(_, text)| html_to_text(text))
        .unwrap_or_default()
}

/// Adds the titles of an object of languages.
pub fn add_all(titles: &mut Titles, by_language: Option<&Value>) {
    for (tag, title) in by_language.and_then(Value::as_object).into_iter().flatten() {
        if let Some(title) = title.as_str() {
            titles.add(tag, title);
        }
    }
}

/// The authors that the long title names with their groups: "Tom Berendsen (PPE), …".
fn authors(subtitle: &str) -> Vec<String> {
    let last = subtitle.lines().next_back().unwrap_or_default();
    let named = last.ends_with(')') && !last.contains(':') && !last.contains(" - ");
    let names = last.split("), ").filter(|_| named);
    names
        .map(|name| format!("{})", name.trim_end_matches(')')))
        .collect()
}

/// The abbreviation of the body with this role, such as `INTA`.
fn organisation(participations: &[Value], role: &str) -> Option<String> {
    let has_role = |one: &&Value| {
        string(one, &["participation_role"]).is_some_and(|found| tail(&found) == role)
    };
    let bodies = participations.iter().filter(has_role);
    let mut names = bodies.flat_map(|one| strings(one, "had_participant_organization"));
    names.next().map(|org| tail(&org).to_owned())
}

fn document_links(row: &Value, file: Option<String>) -> Vec<Link> {
    let towards = |names: &[&str], what: Relation| {
        let ids: Vec<Link> = names
            .iter()
            .flat_map(|name| strings(row, name))
            .map(|id| Link::new(what, key_of(&id)))
            .collect();
        ids
    };
    let cases = strings(row, "inverse_created_a_realization_of");
    let case = |id: &&String| id.contains("/proc/");
    let mut links: Vec<Link> = file
        .into_iter()
        .map(|to| Link::new(Relation::PartOf, to))
        .collect();
    if links.is_empty() {
        links.extend(
            cases
                .iter()
                .filter(case)
                .map(|id| Link::new(Relation::PartOf, key_of(id))),
        );
    }
    links.extend(towards(&["answers_to"], Relation::Answers));
    links.extend(towards(&["foresees_change_of"], Relation::Amends));
    links.extend(towards(&["adopts"], Relation::Concerns));
    links.extend(towards(&["is_derivative_of"], Relation::Related));
    links
}

/// The key of the item with this address in the Parliament's data.
pub fn key_of(id: &str) -> String {
    match id.contains("/proc/") {
        true => format!("ep:proc:{}", tail(id)),
        false => format!("ep:{}", tail(id)),
    }
}

/// The page for people of a document.
pub fn document_page(id: &str, language: Option<Language>) -> String {
    let code = language.unwrap_or(Language::En).code().to_uppercase();
    format!("{DOCUMENTS}/{id}_{code}.html")
}

/// What the Parliament's word for a sort means.
fn kind_of(sort: &str) -> ItemKind {
    match sort {
        "TEXT_ADOPTED" => ItemKind::Law,
        sort if sort.contains("ANSWER") => ItemKind::Answer,
        sort if sort.contains("RESOLUTION_MOTION") => ItemKind::Motion,
        sort if sort.starts_with("QUESTION") || sort.starts_with("INTERPELLATION") => {
            ItemKind::Question
        }
        sort if sort.starts_with("AMENDMENT") => ItemKind::Amendment,
        sort if sort.starts_with("AGENDA") => ItemKind::Meeting,
        sort if sort.contains("MINUTES") || sort.starts_with("CRE_") => ItemKind::Record,
        sort if sort.starts_with("VOTE") => ItemKind::Vote,
        sort if sort.starts_with("PROPOSAL")
            || sort.contains("_DRAFT") && sort.contains("DIRECTIVE") =>
        {
            ItemKind::Bill
        }
        sort if ["REPORT", "OPINION", "STUDY", "DOCUMENT_WORKING"]
            .iter()
            .any(|word| sort.contains(word)) =>
        {
            ItemKind::Report
        }
        sort if sort.starts_with("LETTER") => ItemKind::Letter,
        sort if sort.starts_with("AGREEMENT") => ItemKind::Bill,
        "ANNEX" | "ADDENDUM" => ItemKind::Annex,
        _ => ItemKind::Other,
    }
}

/// Takes a procedure in.
pub fn procedure(source: &Source, row: &Value, gather: &mut Gather) {
    let Some(id) = string(row, &["process_id"]) else {
        gather.reject("procedure", "the procedure has no number");
        return;
    };
    let mut titles = Titles::default();
    add_all(&mut titles, row.get("process_title"));
    let (language, title) = titles.first_choice(source.language);
    if title.is_empty() {
        gather.reject(&id, "the procedure has no title yet");
        return;
    }
    let number = string(row, &["label"]).unwrap_or_else(|| id.replace('-', "/"));
    let query: String = url::form_urlencoded::byte_serialize(number.as_bytes()).collect();
    let key = format!("ep:proc:{id}");
    let sort = string(row, &["process_type"]).unwrap_or_default();
    let mut days: Vec<_> = list(row, "consists_of")
        .iter()
        .filter_map(|event| gather.day(&key, string(event, &["activity_date"])))
        .collect();
    days.sort();
    let item = Item {
        number: Some(number.clone()),
        language,
        body: titles.lines().join("\n"),
        published: days.first().copied(),
        dates: foreseen(row, &key, gather),
        committee: organisation(list(row, "had_participation"), "COMMITTEE_LEAD"),
        same: vec![format!("procedure:{number}")],
        file: Some(number),
        state: Some(stage(row)),
        ..Item::bare(
            key,
            kind_of_procedure(tail(&sort)),
            Country::Eu,
            title,
            format!("{PROCEDURES}?reference={query}"),
        )
    };
    gather.item(item);
}

/// The debates and votes that are or were planned.
fn foreseen(row: &Value, key: &str, gather: &mut Gather) -> Vec<ItemDate> {
    let planned = list(row, "was_scheduled_in");
    let dates = planned.iter().filter_map(|event| {
        let sort = string(event, &["had_activity_type"])?;
        let what = match tail(&sort) {
            sort if sort.contains("VOTE") => DateKind::Vote,
            _ => DateKind::Event,
        };
        gather.date(key, string(event, &["activity_date"]), what)
    });
    dates.collect()
}

/// A procedure is over once its act stands in the Official Journal.
fn stage(row: &Value) -> ItemState {
    let published = |event: &Value| {
        string(event, &["had_activity_type"])
            .is_some_and(|sort| tail(&sort) == "PUBLICATION_OFFICIAL_JOURNAL")
    };
    match list(row, "consists_of").iter().any(published) {
        true => ItemState::Adopted,
        false => ItemState::Open,
    }
}

fn kind_of_procedure(sort: &str) -> ItemKind {
    match sort {
        "COD" | "CNS" | "APP" | "NLE" | "SYN" | "AVC" | "BUD" | "DEC" | "GBD" | "BUI" => {
            ItemKind::Bill
        }
        "DEA" | "RPS" => ItemKind::Law,
        "RSP" => ItemKind::Motion,
        "INI" | "INL" | "COS" => ItemKind::Report,
        _ => ItemKind::Other,
    }
}
