//! How pages of the House's OData follow each other, which rows are read anew, and what is
//! remembered between runs. What stands in the rows is not looked at, but for the moment of their
//! last change.

use super::base;
use super::entity::Entity;
use super::notes::{At, FollowUp, Marks, Note, complete};
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
/// Rows that may be asked for at most; version 5 refuses more.
const MOST_ROWS: usize = 100;
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

/// The marks of the cursor; entities without one begin at the setting `since`. So do those whose
/// mark lies ahead of the clock: it says nothing of what was read.
pub fn begin(source: &Source, cursor: Option<&Cursor>, now: Timestamp) -> Result<Marks, Fault> {
    let all = entities(source, "entity", &USUAL)?;
    let names: Vec<&str> = all.iter().map(|entity| entity.name()).collect();
    marks(source, cursor, &names, now)
}

/// The marks of the cursor for entities of these names.
pub fn marks(
    source: &Source,
    cursor: Option<&Cursor>,
    names: &[&str],
    now: Timestamp,
) -> Result<Marks, Fault> {
    let mut marks: Marks = cursor
        .and_then(|cursor| serde_json::from_str(&cursor.0).ok())
        .unwrap_or_default();
    let since = since(source, now)?;
    marks.read.retain(|_, mark| *mark <= now);
    for name in names {
        marks.read.entry((*name).to_owned()).or_insert(since);
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
    let names: Vec<&str> = all.iter().map(|entity| entity.name()).collect();
    let first = |marks: &Marks| Some(first_request(source, *all.first()?, marks));
    Ok(resume(source, marks, &names, first))
}

/// The page at which the last run broke off, among the pages of these entities; else, or when the
/// service does not know it any more, what `first` asks for.
pub fn resume(
    source: &Source,
    marks: &Marks,
    names: &[&str],
    first: impl Fn(&Marks) -> Option<Request>,
) -> Option<Request> {
    let mut anew = marks.clone();
    let at = anew.at.take();
    let first = first(&anew)?;
    let broken_off = at
        .filter(|at| names.contains(&at.entity.as_str()))
        .and_then(|at| at.next)
        .filter(|next| is_of(source, next));
    Some(match broken_off {
        Some(next) => rows_request(next, marks).or_anew(first),
        None => first,
    })
}

/// Whether an address belongs to the service of the source.
fn is_of(source: &Source, address: &str) -> bool {
    let origin = |text: &str| url::Url::parse(text).ok().map(|url| url.origin());
    origin(address).is_some_and(|own| Some(own) == origin(base(source)))
}

/// The first page of an entity: all that changed since its mark, oldest change first.
fn first_request(source: &Source, entity: Entity, marks: &Marks) -> Request {
    let mark = marks.read.get(entity.name()).copied();
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
    let ask = |url: String| rows_request(url, marks);
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

/// One page of rows. Always asked for in full: what follows from it would not follow from the
/// answer "unchanged".
pub fn rows_request(url: String, marks: &Marks) -> Request {
    let note = Note {
        marks: Some(marks.clone()),
        ..Note::default()
    };
    Request::get(url, JSON).carrying(note.written()).in_full()
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
    Some(size.clamp(1, MOST_ROWS))
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
    let next = walk(page, answer, rows, entity.name(), &mut marks);
    complete(harvest, follow_ups, Some(marks.cursor()));
    let next_entity = || {
        let all = entities(source, "entity", &USUAL).ok()?;
        let place = all.iter().position(|other| *other == entity)?;
        Some(first_request(source, *all.get(place + 1)?, &marks))
    };
    harvest.next.extend(next.or_else(next_entity));
}

/// Moves the marks past a page of the entity of this name and gives the request for its next page;
/// `None` when the entity is through.
pub fn walk(
    page: &Page,
    answer: &Value,
    rows: &[Value],
    name: &str,
    marks: &mut Marks,
) -> Option<Request> {
    let at = advance(marks, name, rows, page.retrieved);
    let Some(next) = next_page(page, answer, rows) else {
        settle(marks, at);
        return None;
    };
    let lasting = Some(next.url.clone()).filter(|_| next.lasts);
    marks.at = Some(At {
        next: lasting,
        ..at
    });
    Some(page_request(next.url, marks))
}

/// The place after a page of an entity. A change that lies ahead of the clock counts as one of now:
/// nothing that comes later may be passed over for it.
fn advance(marks: &mut Marks, name: &str, rows: &[Value], now: Timestamp) -> At {
    let before = marks.at.take().filter(|at| at.entity == name);
    let newest = rows.iter().filter_map(changed).max();
    let reach = newest.map(|newest| newest.min(now));
    At {
        entity: name.to_owned(),
        reach: reach.max(before.and_then(|at| at.reach)),
        next: None,
    }
}

/// An entity is through: its mark moves to the newest change there was.
fn settle(marks: &mut Marks, at: At) {
    if let Some(reach) = at.reach {
        let mark = marks.read.entry(at.entity).or_insert(reach);
        *mark = reach.max(*mark);
    }
}

/// When a row was last changed in the service.
pub fn changed(row: &Value) -> Option<Timestamp> {
    string(row, &["ApiGewijzigdOp"])?.parse().ok()
}

/// The address of a page.
struct NextPage {
    url: String,
    /// Whether it leads to the same place in another run.
    lasts: bool,
}

/// The page after this one: where the service says, else from the last change on, since counted
/// rows move when one of them changes meanwhile. Rows are counted only where they do not come in
/// the order of their change, or all changed at once.
fn next_page(page: &Page, answer: &Value, rows: &[Value]) -> Option<NextPage> {
    let here = page.url.split('#').next().unwrap_or_default();
    if let Some(link) = string(answer, &["@odata.nextLink"]) {
        let url = url::Url::parse(here).ok()?.join(&link).ok()?.into();
        return Some(NextPage { url, lasts: true });
    }
    let number = |name: &str| {
        let tail = here.split(name).nth(1)?;
        tail.split('&').next()?.parse::<usize>().ok()
    };
    let size = number("$top=").unwrap_or(SERVICE_PAGE);
    if rows.len() < size.max(1) {
        return None;
    }
    let skip = number("$skip=");
    if let (None, Some(url)) = (skip, from_last_change(here, rows)) {
        return Some(NextPage { url, lasts: true });
    }
    let ahead = format!("$skip={}", skip.unwrap_or(0) + rows.len());
    let url = match skip {
        Some(old) => here.replace(&format!("$skip={old}"), &ahead),
        None => format!("{here}&{ahead}"),
    };
    Some(NextPage { url, lasts: false })
}

/// The same question from the last change of these rows on; `None` when they do not rise.
fn from_last_change(here: &str, rows: &[Value]) -> Option<String> {
    let changes: Vec<Timestamp> = rows.iter().map(changed).collect::<Option<_>>()?;
    let (first, last) = (changes.first()?, changes.last()?);
    if first == last || !changes.is_sorted() {
        return None;
    }
    let (before, after) = here.split_once("ApiGewijzigdOp%20g")?;
    let (_, after) = after.split_once("%20")?;
    let rest = after.find(['%', '&']).map_or("", |end| &after[end..]);
    Some(format!("{before}ApiGewijzigdOp%20ge%20{last}{rest}"))
}
