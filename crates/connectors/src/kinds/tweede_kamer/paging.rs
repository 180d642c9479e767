//! How pages of the House's OData follow each other, and what is remembered between runs. What
//! stands in the rows is not looked at, but for the moment of their last change.

use super::rows::Entity;
use crate::connector::{Harvest, Page, Request};
use crate::fault::Fault;
use crate::formats::json::string;
use jiff::{SignedDuration, Timestamp};
use noaber_domain::Source;
use noaber_domain::source::Cursor;
use serde_json::Value;
use std::collections::BTreeMap;

const JSON: &str = "application/json";
/// Rows in a page of the service when it pages by itself.
const SERVICE_PAGE: usize = 250;
/// Changes are read again over this span, since rows are not always published in order.
const OVERLAP: SignedDuration = SignedDuration::from_mins(10);

/// The moment up to which each entity was read, by `ApiGewijzigdOp`. The cursor of the kind.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Marks(BTreeMap<String, Timestamp>);

impl Marks {
    /// The marks of the cursor; entities without one begin at the setting `since`.
    pub fn begin(source: &Source, cursor: Option<&Cursor>, now: Timestamp) -> Result<Marks, Fault> {
        let mut marks: Marks = cursor
            .and_then(|cursor| serde_json::from_str(&cursor.0).ok())
            .unwrap_or_default();
        let since = since(source, now)?;
        for entity in entities(source)? {
            marks.0.entry(entity.name().to_owned()).or_insert(since);
        }
        Ok(marks)
    }

    fn of_page(page: &Page) -> Marks {
        let carried = page.carry.as_deref();
        carried
            .and_then(|note| serde_json::from_str(note).ok())
            .unwrap_or_default()
    }

    fn advance(&mut self, entity: Entity, rows: &[Value]) {
        let newest = rows
            .iter()
            .filter_map(|row| string(row, &["ApiGewijzigdOp"])?.parse().ok())
            .max();
        if let Some(newest) = newest {
            let mark = self.0.entry(entity.name().to_owned()).or_insert(newest);
            *mark = newest.max(*mark);
        }
    }

    fn written(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

fn since(source: &Source, now: Timestamp) -> Result<Timestamp, Fault> {
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

/// The entities that the source reads, in order.
pub fn entities(source: &Source) -> Result<Vec<Entity>, Fault> {
    let Some(wanted) = source.settings.get("entity") else {
        return Ok(Entity::ALL.to_vec());
    };
    let known = |name: &str| Entity::ALL.into_iter().find(|entity| entity.name() == name);
    wanted
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| {
            known(name).ok_or_else(|| Fault::Setting {
                source_id: source.id.to_string(),
                setting: "entity",
                why: format!("expected Zaak, Document or Activiteit, found '{name}'"),
            })
        })
        .collect()
}

/// The first page of an entity: all that changed since its mark, oldest change first.
pub fn first_request(source: &Source, entity: Entity, marks: &Marks) -> Request {
    let base = source.address.trim_end_matches('/');
    let mark = marks
        .0
        .get(entity.name())
        .copied()
        .unwrap_or(Timestamp::UNIX_EPOCH);
    let from = mark - OVERLAP;
    let mut url = format!(
        "{base}/{}?$filter=ApiGewijzigdOp%20gt%20{from}&$orderby=ApiGewijzigdOp",
        entity.name()
    );
    if source
        .settings
        .get("expand")
        .is_some_and(|wish| wish == "yes")
    {
        url.push_str(match entity {
            Entity::Zaak => "&$expand=ZaakActor,Kamerstukdossier",
            Entity::Document => "&$expand=DocumentActor,Kamerstukdossier",
            Entity::Activiteit => "&$expand=ActiviteitActor",
        });
    }
    if let Some(size) = page_size(source) {
        url.push_str(&format!("&$top={size}"));
    }
    Request::get(url, JSON).carrying(marks.written())
}

fn page_size(source: &Source) -> Option<usize> {
    let size: usize = source.settings.get("page_size")?.parse().ok()?;
    Some(size.clamp(1, SERVICE_PAGE))
}

/// Adds to a harvest what follows from its page: the next page of the entity, else the first of the
/// next entity, and the cursor. A page that no request asked for (a recording) is left as it is.
pub fn follow(source: &Source, page: &Page, answer: &Value, rows: &[Value], harvest: &mut Harvest) {
    let (Some(entity), true) = (Entity::of_address(&page.url), page.carry.is_some()) else {
        return;
    };
    let mut marks = Marks::of_page(page);
    marks.advance(entity, rows);
    harvest.cursor = Some(Cursor(marks.written()));
    let next_page = next_page(page, answer, rows.len())
        .map(|url| Request::get(url, JSON).carrying(marks.written()));
    let next_entity = || {
        let all = entities(source).ok()?;
        let place = all.iter().position(|other| *other == entity)?;
        Some(first_request(source, *all.get(place + 1)?, &marks))
    };
    harvest.next.extend(next_page.or_else(next_entity));
}

fn next_page(page: &Page, answer: &Value, rows: usize) -> Option<String> {
    if let Some(link) = string(answer, &["@odata.nextLink"]) {
        let base = url::Url::parse(&page.url).ok()?;
        return base.join(&link).ok().map(String::from);
    }
    let number = |name: &str| {
        let tail = page.url.split(name).nth(1)?;
        tail.split('&').next()?.parse::<usize>().ok()
    };
    let size = number("$top=").unwrap_or(SERVICE_PAGE);
    if rows < size.max(1) {
        return None;
    }
    let skip = number("$skip=");
    let ahead = format!("$skip={}", skip.unwrap_or(0) + rows);
    Some(match skip {
        Some(old) => page.url.replace(&format!("$skip={old}"), &ahead),
        None => format!("{}&{ahead}", page.url),
    })
}
