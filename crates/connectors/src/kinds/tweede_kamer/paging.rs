//! How pages of the House's OData follow each other, which rows are read anew, and what is
//! remembered between runs. What stands in the rows is not looked at, but for the moment of their
//! last change.

use super::base;
use super::entity::Entity;
use super::notes::{FollowUp, Marks, Note, complete};
use crate::connector::{Harvest, Page, Request};
use crate::fault::Fault;
use crate::formats::json::string;
use jiff::{SignedDuration, Timestamp};
use noaber_domain::Source;
use noaber_domain::source::Cursor;
use serde_json::Value;

const JSON: &str = "application/json";
/// Rows in a page of the service when it pages by itself.
const SERVICE_PAGE: usize = 250;
/// Rows that are read anew with one request; their ids stand in the address.
pub const BATCH: usize = 20;
/// Changes are read again over this span, since rows are not always published in order.
const OVERLAP: SignedDuration = SignedDuration::from_mins(10);
/// What is read when the source does not say: all, but for those who act in an item, whose rows
/// change together with it.
const USUAL: [Entity; 8] = [
    Entity::Zaak,
    Entity::Document,
    Entity::Activiteit,
    Entity::Agendapunt,
    Entity::Besluit,
    Entity::Stemming,
    Entity::Toezegging,
    Entity::DocumentPublicatie,
];

/// The marks of the cursor; entities without one begin at the setting `since`.
pub fn begin(source: &Source, cursor: Option<&Cursor>, now: Timestamp) -> Result<Marks, Fault> {
    let mut marks: Marks = cursor
        .and_then(|cursor| serde_json::from_str(&cursor.0).ok())
        .unwrap_or_default();
    let since = since(source, now)?;
    for entity in entities(source, "entity", &USUAL)? {
        marks.0.entry(entity.name().to_owned()).or_insert(since);
    }
    Ok(marks)
}

/// The first moment to read when there is no cursor yet: the setting `since`, else 60 days back.
pub fn since(source: &Source, now: Timestamp) -> Result<Timestamp, Fault> {
    let Some(text) = source.settings.get("since") else {
        return Ok(now - SignedDuration::from_hours(60 * 24));
    };
    format!("{text}T00:00:00Z")
        .parse()
        .map_err(|_| Fault::Setting {
            source_id: source.id.to_string(),
            setting: "since",
            why: format!("expected a day such as 2026-01-31, found '{text}'"),
        })
}

/// The entities that a setting of the source names, in its order; without it the usual ones.
pub fn entities(
    source: &Source,
    setting: &'static str,
    usual: &[Entity],
) -> Result<Vec<Entity>, Fault> {
    let Some(wanted) = source.settings.get(setting) else {
        return Ok(usual.to_vec());
    };
    wanted
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| {
            Entity::named(name).ok_or_else(|| Fault::Setting {
                source_id: source.id.to_string(),
                setting,
                why: format!(
                    "expected names such as Zaak, Document, Activiteit divided by commas, found '{name}'"
                ),
            })
        })
        .collect()
}

/// The first request of a run.
pub fn first(source: &Source, marks: &Marks) -> Result<Option<Request>, Fault> {
    let all = entities(source, "entity", &USUAL)?;
    let first = all.first().copied();
    Ok(first.map(|entity| first_request(source, entity, marks)))
}

/// The first page of an entity: all that changed since its mark, oldest change first.
fn first_request(source: &Source, entity: Entity, marks: &Marks) -> Request {
    let mark = marks.0.get(entity.name()).copied();
    let from = mark.unwrap_or(Timestamp::UNIX_EPOCH) - OVERLAP;
    let mut url = format!(
        "{}/{}?$filter=ApiGewijzigdOp%20gt%20{from}{}&$orderby=ApiGewijzigdOp",
        base(source),
        entity.name(),
        entity.filter()
    );
    url.push_str(&expansion(source, entity));
    if let Some(size) = page_size(source) {
        url.push_str(&format!("&$top={size}"));
    }
    page_request(url, marks)
}

fn expansion(source: &Source, entity: Entity) -> String {
    let refused = source.settings.get("expand").is_some_and(|w| w == "no");
    match entity.expand() {
        // Publications are only of use with the version they belong to.
        expand if !expand.is_empty() && (!refused || entity == Entity::DocumentPublicatie) => {
            format!("&$expand={expand}")
        }
        _ => String::new(),
    }
}

/// A page. When it cannot be had it is asked for once more, and then the rows alone: the service
/// may refuse what is asked along with them.
fn page_request(url: String, marks: &Marks) -> Request {
    let note = Note {
        marks: Some(marks.clone()),
        ..Note::default()
    };
    let ask = |url: String| Request::get(url, JSON).carrying(note.written());
    let or = |mut request: Request, other: Request| {
        request.otherwise = Some(Box::new(Harvest {
            next: vec![other],
            ..Harvest::default()
        }));
        request
    };
    match without_expand(&url) {
        Some(plain) => {
            let again = or(ask(format!("{url}#again")), ask(plain));
            or(ask(url), again)
        }
        None => ask(url),
    }
}

/// The address without what is asked along; `None` when nothing is.
fn without_expand(url: &str) -> Option<String> {
    let (path, query) = url.split_once('?')?;
    let asked = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default();
        name.eq_ignore_ascii_case("$expand") || name.eq_ignore_ascii_case("%24expand")
    };
    let kept: Vec<&str> = query.split('&').filter(|part| !asked(part)).collect();
    (kept.len() < query.split('&').count()).then(|| format!("{path}?{}", kept.join("&")))
}

fn page_size(source: &Source) -> Option<usize> {
    let size: usize = source.settings.get("page_size")?.parse().ok()?;
    Some(size.clamp(1, SERVICE_PAGE))
}

/// Requests that read rows of an entity anew, by their ids. `tag` tells the requests of one page
/// from those of another; it stands behind the address and is never sent.
pub fn anew(source: &Source, entity: Entity, ids: &[String], tag: &str) -> Vec<FollowUp> {
    let batch = |(place, ids): (usize, &[String])| {
        let filter: Vec<String> = ids.iter().map(|id| format!("Id%20eq%20{id}")).collect();
        FollowUp {
            url: format!(
                "{}/{}?$filter={}{}#{tag}-{place}",
                base(source),
                entity.name(),
                filter.join("%20or%20"),
                expansion(source, entity)
            ),
            accept: JSON,
            note: Note::default(),
            otherwise: Harvest::default(),
        }
    };
    ids.chunks(BATCH).enumerate().map(batch).collect()
}

/// Adds to a harvest what follows from its page: the requests that complete it, then the next page
/// of the entity, else the first of the next entity. A page that no request asked for (a
/// recording) is left as it is.
pub fn follow(
    source: &Source,
    page: &Page,
    answer: &Value,
    rows: &[Value],
    follow_ups: Vec<FollowUp>,
    harvest: &mut Harvest,
) {
    let note = Note::of(page);
    let (Some(entity), Some(mut marks)) = (Entity::of_address(&page.url), note.marks) else {
        if page.carry.is_some() {
            complete(harvest, follow_ups, note.done);
        }
        return;
    };
    advance(&mut marks, entity, rows);
    complete(harvest, follow_ups, Some(marks.cursor()));
    let next_page = next_page(page, answer, rows.len()).map(|url| page_request(url, &marks));
    let next_entity = || {
        let all = entities(source, "entity", &USUAL).ok()?;
        let place = all.iter().position(|other| *other == entity)?;
        Some(first_request(source, *all.get(place + 1)?, &marks))
    };
    harvest.next.extend(next_page.or_else(next_entity));
}

fn advance(marks: &mut Marks, entity: Entity, rows: &[Value]) {
    let newest = rows
        .iter()
        .filter_map(|row| string(row, &["ApiGewijzigdOp"])?.parse().ok())
        .max();
    if let Some(newest) = newest {
        let mark = marks.0.entry(entity.name().to_owned()).or_insert(newest);
        *mark = newest.max(*mark);
    }
}

fn next_page(page: &Page, answer: &Value, rows: usize) -> Option<String> {
    let here = page.url.split('#').next().unwrap_or_default();
    if let Some(link) = string(answer, &["@odata.nextLink"]) {
        let base = url::Url::parse(here).ok()?;
        return base.join(&link).ok().map(String::from);
    }
    let number = |name: &str| {
        let tail = here.split(name).nth(1)?;
        tail.split('&').next()?.parse::<usize>().ok()
    };
    let size = number("$top=").unwrap_or(SERVICE_PAGE);
    if rows < size.max(1) {
        return None;
    }
    let skip = number("$skip=");
    let ahead = format!("$skip={}", skip.unwrap_or(0) + rows);
    Some(match skip {
        Some(old) => here.replace(&format!("$skip={old}"), &ahead),
        None => format!("{here}&{ahead}"),
    })
}
