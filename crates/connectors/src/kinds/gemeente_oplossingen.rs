//! Councils whose information system is that of GemeenteOplossingen: meetings with agenda and
//! papers. What other suppliers publish is read by their own kinds.

use super::open_besluitvorming::{event, kind_of};
use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::council::{of, papers, read_paper};
use crate::formats::dates::central_european;
use crate::formats::gather::Gather;
use crate::formats::json::{self, list, string};
use crate::formats::text::html_to_text;
use jiff::{SignedDuration, Timestamp};
use noaber_domain::source::Cursor;
use noaber_domain::{
    Country, Item, ItemKind, ItemState, Language, Link, Relation, Source, Wording,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// The kind `gemeente_oplossingen`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "a list of meetings of GemeenteOplossingen (JSON)";
const SUPPLIER: &str = "gemeenteoplossingen";

fn card() -> Card {
    Card {
        code: "gemeente_oplossingen",
        title: Wording {
            nl: Some("Raadsinformatie van GemeenteOplossingen".into()),
            de: Some("Niederländisches Ratsinformationssystem GemeenteOplossingen".into()),
            en: Some("Dutch council information, GemeenteOplossingen".into()),
        },
        owner: "the council; GemeenteOplossingen runs the service",
        licence: "public papers of the council, under its own terms",
        languages: &[Language::Nl],
        countries: &[Country::Nl],
        requests_per_second: 0.5,
        needs_key: false,
        reads_folder: false,
        home: "https://www.gemeenteoplossingen.nl",
        seen: "recorded meetings and committees of one council",
        settings: &[
            (
                "organisation",
                "name of the council in one word, such as dinkelland; from the address by default",
            ),
            ("version", "version of the interface: v1 (default) or v2"),
            (
                "days",
                "days of meetings to read, back and ahead: 30,120 by default",
            ),
        ],
        notes: &[
            "Address: that of the council's own site with /api, such as https://gemeenteraad.dinkelland.nl/api",
            "There is no list of changes: the meetings of some weeks back and ahead are read anew each time, each paper once.",
            "Papers are known by the name of their file only; the point of the agenda stands with them.",
        ],
    }
}

/// The papers that were read before: the cursor of the kind.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Place {
    papers: BTreeSet<String>,
}

fn start(source: &Source, cursor: Option<&Cursor>, now: Timestamp) -> Result<Vec<Request>, Fault> {
    let setting = |name: &'static str, why: &str| Fault::Setting {
        source_id: source.id.to_string(),
        setting: name,
        why: why.into(),
    };
    let version = source.settings.get("version").map_or("v1", String::as_str);
    if !["v1", "v2"].contains(&version) {
        return Err(setting("version", "expected v1 or v2"));
    }
    let days = source.settings.get("days").map_or("30,120", String::as_str);
    let (back, ahead) = days
        .split_once(',')
        .and_then(|(back, ahead)| Some((number(back)?, number(ahead)?)))
        .ok_or_else(|| setting("days", "expected two numbers of days, such as 30,120"))?;
    let from = now - SignedDuration::from_hours(back * 24);
    let to = now + SignedDuration::from_hours(ahead * 24);
    let terms = match version {
        "v2" => format!(
            "date_from={}&date_to={}",
            central_european(from).date(),
            central_european(to).date()
        ),
        _ => format!("date_from={}&date_to={}", midnight(from), midnight(to)),
    };
    let address = format!("{}/meetings?{terms}", base(source));
    let before = cursor.map_or_else(|| "{\"papers\":[]}".to_owned(), |cursor| cursor.0.clone());
    Ok(vec![
        Request::get(address, "application/json")
            .carrying(before)
            .in_full(),
    ])
}

fn number(text: &str) -> Option<i64> {
    text.trim().parse().ok().filter(|n| (0..=3660).contains(n))
}

/// The seconds since 1970 at which a day began.
fn midnight(moment: Timestamp) -> i64 {
    moment.as_second() - moment.as_second().rem_euclid(86_400)
}

fn base(source: &Source) -> String {
    let version = source.settings.get("version").map_or("v1", String::as_str);
    format!("{}/{version}", source.address.trim_end_matches('/'))
}

/// The council in one word, as Open Besluitvorming knows it.
fn organisation(source: &Source) -> String {
    let named = source
        .settings
        .get("organisation")
        .map(|name| name.trim().to_owned());
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| {
        let address = url::Url::parse(&source.address).ok();
        let host = address
            .as_ref()
            .and_then(|url| url.host_str())
            .unwrap_or("");
        host.rsplit('.').nth(1).unwrap_or(host).to_owned()
    })
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    if let Some(read) = read_paper(page) {
        return read;
    }
    let value = json::value_of(page, EXPECTED)?;
    let Some(meetings) = value.as_array() else {
        return Err(json::form_changed(page, EXPECTED, "it is no list"));
    };
    let known = |row: &Value| row.get("id").is_some() && row.get("date").is_some();
    if !meetings.is_empty() && !meetings.iter().any(known) {
        return Err(json::form_changed(
            page,
            EXPECTED,
            "no row has an id and a date",
        ));
    }
    let before: Option<Place> = page
        .carry
        .as_deref()
        .and_then(|c| serde_json::from_str(c).ok());
    let (mut gather, mut waiting, mut seen) = (Gather::default(), Vec::new(), BTreeSet::new());
    for meeting in meetings {
        let Some(id) = string(meeting, &["id"]) else {
            gather.reject("meeting", "the meeting has no number");
            continue;
        };
        let item = meeting_of(source, &id, meeting, &mut gather);
        for (document, topic) in documents(meeting) {
            let Some((number, address, paper)) = paper_of(source, &item, &id, document, topic)
            else {
                continue;
            };
            match &before {
                Some(before) if before.papers.contains(&number) => {}
                Some(_) if !seen.contains(&number) => waiting.push((address, paper)),
                Some(_) => {}
                None => gather.item(paper),
            }
            seen.insert(number);
        }
        gather.item(item);
    }
    let mut harvest = gather.harvest;
    let done = before.and_then(|_| serde_json::to_string(&Place { papers: seen }).ok());
    papers(&mut harvest, waiting, done.map(Cursor));
    Ok(harvest)
}

fn meeting_of(source: &Source, id: &str, meeting: &Value, gather: &mut Gather) -> Item {
    let organisation = organisation(source);
    let key = format!("go:{organisation}:meeting:{id}");
    let body = meeting.get("dmu").and_then(|body| string(body, &["name"]));
    let when = moment(meeting);
    let named = string(meeting, &["description"]).map(|text| html_to_text(&text));
    let title = named.filter(|title| !title.is_empty()).unwrap_or_else(|| {
        let day = when
            .as_deref()
            .and_then(|text| text.get(..10))
            .unwrap_or("");
        format!("Vergadering {} {day}", body.as_deref().unwrap_or(""))
    });
    let site = source
        .address
        .trim_end_matches('/')
        .trim_end_matches("/api");
    let url = format!("{}/meetings/{id}", base(source));
    let url = string(meeting, &["url"])
        .filter(|url| url.starts_with(site))
        .unwrap_or(url);
    let dates = event(&key, when, gather);
    let mut item = Item::bare(key, ItemKind::Meeting, Country::Nl, title, url);
    item.language = source.language;
    item.dates = dates;
    item.committee = body;
    item.same = of(SUPPLIER, &organisation, "meeting", id)
        .into_iter()
        .collect();
    let mut lines: Vec<String> = string(meeting, &["location"]).into_iter().collect();
    for point in points(meeting) {
        lines.push(title_of(point));
        lines.extend(string(point, &["description"]).map(|text| html_to_text(&text)));
    }
    item.body = lines.join("\n");
    let off = meeting.get("canceled").and_then(Value::as_bool) == Some(true);
    item.state = off.then_some(ItemState::Cancelled);
    item
}

/// Day and time of a meeting, which stand together or apart.
fn moment(meeting: &Value) -> Option<String> {
    let date = string(meeting, &["date"])?;
    let time = string(meeting, &["startTime"]).filter(|time| time.contains(':'));
    match time {
        Some(time) if date.len() == 10 => Some(format!("{date}T{time}")),
        _ => Some(date),
    }
}

/// The points of an agenda in their order; those without a place in it are no points.
fn points(meeting: &Value) -> Vec<&Value> {
    let place = |point: &&Value| point.get("sortorder").and_then(Value::as_i64).unwrap_or(0);
    let mut points: Vec<&Value> = list(meeting, "items")
        .iter()
        .filter(|p| place(p) != 0)
        .collect();
    points.sort_by_key(place);
    points
}

fn title_of(point: &Value) -> String {
    let words = [string(point, &["number"]), string(point, &["title"])];
    let words: Vec<String> = words.into_iter().flatten().collect();
    html_to_text(&words.join(" "))
}

fn documents(meeting: &Value) -> Vec<(&Value, Option<String>)> {
    let own = list(meeting, "documents")
        .iter()
        .map(|document| (document, None));
    let of_points = list(meeting, "items").iter().flat_map(|point| {
        let topic = string(point, &["title"]);
        list(point, "documents")
            .iter()
            .map(move |document| (document, topic.clone()))
    });
    own.chain(of_points).collect()
}

fn paper_of(
    source: &Source,
    meeting: &Item,
    id: &str,
    document: &Value,
    topic: Option<String>,
) -> Option<(String, String, Item)> {
    let number = string(document, &["id"])?;
    let organisation = organisation(source);
    let file = string(document, &["filename"]).unwrap_or_else(|| number.clone());
    let title = file
        .rsplit_once('.')
        .map_or(file.as_str(), |(name, _)| name)
        .replace('_', " ");
    let kind = kind_of("", &title);
    let address = format!("{}/meetings/{id}/documents/{number}", base(source));
    let key = format!("go:{organisation}:document:{number}");
    let mut item = Item::bare(key, kind, Country::Nl, title, address.clone());
    item.language = source.language;
    item.topics = topic.into_iter().collect();
    item.committee = meeting.committee.clone();
    item.dates = meeting.dates.clone();
    item.links = meeting
        .same
        .first()
        .map(|to| Link::new(Relation::AgendaOf, to))
        .into_iter()
        .collect();
    item.same = of(SUPPLIER, &organisation, "document", &number)
        .into_iter()
        .collect();
    Some((number, address, item))
}
