//! DIP, the documentation of the German Bundestag and Bundesrat: procedures (vorgang) and printed
//! papers (drucksache). What the German words for a sort mean stands at the end.

use crate::connector::{Card, Harvest, Header, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::gather::Gather;
use crate::formats::json::{self, list, string, strings};
use crate::formats::text::html_to_text;
use jiff::{SignedDuration, Timestamp};
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Item, ItemKind, Language, Source, Wording};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The kind `dip`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "a DIP list of documents (JSON)";
const ENTITIES: [&str; 2] = ["vorgang", "drucksache"];
const SITE: &str = "https://dip.bundestag.de";
/// Changes are read again over this span.
const OVERLAP: SignedDuration = SignedDuration::from_hours(2);

fn card() -> Card {
    Card {
        code: "dip",
        title: Wording {
            nl: Some("Bundestag en Bundesrat: procedures en stukken".into()),
            de: Some("Bundestag und Bundesrat: Vorgänge und Drucksachen".into()),
            en: Some("Bundestag and Bundesrat: procedures and papers".into()),
        },
        owner: "Deutscher Bundestag",
        licence: "DIP terms of use; name the source: Deutscher Bundestag/Bundesrat – DIP",
        languages: &[Language::De],
        countries: &[Country::De],
        requests_per_second: 1.0,
        needs_key: true,
        home: "https://dip.bundestag.de/über-dip/hilfe/api",
        settings: &[
            (
                "api_key_env",
                "name of the environment variable with the key; NOABER_DIP_KEY by default, must begin with NOABER_",
            ),
            (
                "entity",
                "vorgang, drucksache or both divided by a comma; both by default",
            ),
            (
                "since",
                "first day to read when there is no cursor yet; 30 days back by default",
            ),
            ("wahlperiode", "electoral term to keep to, such as 21"),
        ],
        notes: &[
            "Address: https://search.dip.bundestag.de/api/v1",
            "The public key changes each May; the help page of DIP names it. A personal one is given on request.",
            "Fast bursts lead to a challenge page (/.enodia/) and a block of about 15 minutes.",
            "A filter the service does not know is ignored without a word: the answer is then unfiltered.",
            "The list ends when the cursor of the service no longer changes.",
        ],
    }
}

/// How far a run came: the cursor of the kind, and the note that requests carry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Place {
    since: Timestamp,
    until: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entity: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    page: Option<String>,
}

fn start(source: &Source, cursor: Option<&Cursor>, now: Timestamp) -> Result<Vec<Request>, Fault> {
    let wanted = entities(source)?;
    let stored = cursor.and_then(|cursor| serde_json::from_str::<Place>(&cursor.0).ok());
    let place = match stored {
        Some(cut_off) if cut_off.entity.is_some() => cut_off,
        Some(through) => Place {
            until: now,
            entity: None,
            page: None,
            ..through
        },
        None => Place {
            since: since(source, now)?,
            until: now,
            entity: None,
            page: None,
        },
    };
    let entity = place.entity.clone().or_else(|| wanted.first().cloned());
    let requests = entity.map(|entity| {
        request(
            source,
            &Place {
                entity: Some(entity),
                ..place
            },
        )
    });
    requests
        .into_iter()
        .map(|request| request.map_err(|why| setting(source, "api_key_env", why)))
        .collect()
}

fn setting(source: &Source, setting: &'static str, why: String) -> Fault {
    Fault::Setting {
        source_id: source.id.to_string(),
        setting,
        why,
    }
}

fn since(source: &Source, now: Timestamp) -> Result<Timestamp, Fault> {
    let Some(text) = source.settings.get("since") else {
        return Ok(now - SignedDuration::from_hours(30 * 24));
    };
    format!("{text}T00:00:00Z").parse().map_err(|_| {
        setting(
            source,
            "since",
            format!("expected a day such as 2026-01-31, found '{text}'"),
        )
    })
}

fn entities(source: &Source) -> Result<Vec<String>, Fault> {
    let wanted = source
        .settings
        .get("entity")
        .map_or("vorgang,drucksache", String::as_str);
    let names: Vec<String> = wanted
        .split(',')
        .map(|name| name.trim().to_owned())
        .collect();
    match names.iter().find(|name| !ENTITIES.contains(&name.as_str())) {
        Some(name) => {
            let why = format!("expected vorgang or drucksache, found '{name}'");
            Err(setting(source, "entity", why))
        }
        None => Ok(names),
    }
}

fn request(source: &Source, place: &Place) -> Result<Request, String> {
    let variable = source
        .settings
        .get("api_key_env")
        .map_or("NOABER_DIP_KEY", String::as_str);
    if !variable.starts_with("NOABER_") {
        return Err(format!(
            "expected a name that begins with NOABER_, found '{variable}'"
        ));
    }
    let base = source.address.trim_end_matches('/');
    let entity = place.entity.as_deref().unwrap_or(ENTITIES[0]);
    let mut url = format!(
        "{base}/{entity}?format=json&f.aktualisiert.start={}",
        encode(&place.since.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string())
    );
    if let Some(term) = source.settings.get("wahlperiode") {
        url.push_str(&format!("&f.wahlperiode={}", encode(term)));
    }
    if let Some(page) = &place.page {
        url.push_str(&format!("&cursor={}", encode(page)));
    }
    let mut request = Request::get(url, "application/json");
    request.headers.push(Header::Secret {
        name: "Authorization",
        prefix: "ApiKey ",
        variable: variable.to_owned(),
    });
    request.carry = serde_json::to_string(place).ok();
    Ok(request)
}

fn encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let value = json::value_of(page, EXPECTED)?;
    let documents = match (&value, value.get("documents")) {
        (Value::Array(rows), _) | (_, Some(Value::Array(rows))) => rows.as_slice(),
        (Value::Object(fields), _) if fields.contains_key("titel") => std::slice::from_ref(&value),
        (Value::Object(fields), _)
            if fields.contains_key("code") || fields.contains_key("message") =>
        {
            let why = string(&value, &["message", "code"]).unwrap_or_default();
            return Err(Unreadable::Refused {
                expected: EXPECTED,
                why,
            });
        }
        _ => return Err(json::malformed(page, EXPECTED, "there is no 'documents'")),
    };
    let mut gather = Gather::default();
    for document in documents {
        take(document, &mut gather);
    }
    let mut harvest = gather.harvest;
    follow(source, page, &value, &mut harvest);
    Ok(harvest)
}

/// The next page while the cursor changes, then the next entity, then the end: the next run begins
/// where this one began, less an overlap.
fn follow(source: &Source, page: &Page, value: &Value, harvest: &mut Harvest) {
    let carried = page.carry.as_deref();
    let Some(place) = carried.and_then(|note| serde_json::from_str::<Place>(note).ok()) else {
        return;
    };
    let ahead = string(value, &["cursor"]).filter(|cursor| Some(cursor) != place.page.as_ref());
    let next_entity = || {
        let all = entities(source).ok()?;
        let at = all
            .iter()
            .position(|name| Some(name) == place.entity.as_ref())?;
        all.get(at + 1).cloned()
    };
    let next = match ahead {
        Some(cursor) => Some(Place {
            page: Some(cursor),
            ..place.clone()
        }),
        None => next_entity().map(|entity| Place {
            entity: Some(entity),
            page: None,
            ..place.clone()
        }),
    };
    let stored = next.clone().unwrap_or(Place {
        since: place.until - OVERLAP,
        entity: None,
        page: None,
        ..place
    });
    harvest.cursor = serde_json::to_string(&stored).ok().map(Cursor);
    harvest
        .next
        .extend(next.and_then(|place| request(source, &place).ok()));
}

fn take(document: &Value, gather: &mut Gather) {
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
