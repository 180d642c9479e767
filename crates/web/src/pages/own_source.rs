//! A source that was added at the desk: how it does, its name and rhythm, rest, taking out and bringing
//! back. How sources do altogether stands in `sources`, adding one in `new_source`.

use crate::ask::Ask;
use crate::html::{Phrase, safe_address};
use crate::lists;
use crate::pages::items::{Past, past};
use crate::pages::new_source::said;
use crate::pages::triage::ctx;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use jiff::Timestamp;
use noaber_domain::SourceId;
use noaber_locale::Arg;
use noaber_store::KnownSource;
use noaber_store::views::SourceState;
use noaber_work::Ctx;
use noaber_work::own_sources::{self, MOST_HOURS, NoSource};

/// Lines of history that are shown.
const HISTORY: usize = 40;

/// The page.
#[derive(Template)]
#[template(path = "own_source.html")]
pub struct OwnSourcePage {
    shell: Shell,
    id: String,
    name: Phrase,
    /// What stands in the field for the name.
    typed: String,
    kind: String,
    country: String,
    address: Option<String>,
    /// What is read when it is no address of the web.
    place: String,
    state: Option<String>,
    added: String,
    /// When it was taken out, in words; it can be brought back.
    out: Option<String>,
    rests: bool,
    done: Option<String>,
    refused: Option<String>,
    hours: String,
    most: u32,
    history: Vec<Past>,
}

/// `GET /sources/own/{id}`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    lists::page(&OwnSourcePage::load(state, ask)?)
}

/// `POST /sources/own/{id}`: another name and rhythm.
pub fn save(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let mut page = OwnSourcePage::load(state, ask)?;
    let w = page.shell.w.clone();
    let name = (w.language(), ask.form("name"));
    let hours = ask.form("hours").parse().unwrap_or(0);
    match own_sources::change(&state.store, &ctx(state), &id(ask)?, name, hours) {
        Ok(()) => back(ask, "saved"),
        Err(why) => {
            page.refused = Some(said(&w, why)?);
            page.typed = ask.form("name").to_owned();
            page.hours = ask.form("hours").to_owned();
            lists::page(&page)
        }
    }
}

/// `POST /sources/own/{id}/rest`
pub fn rest(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    deed(state, ask, "rests", |ctx, id| {
        own_sources::rest(&state.store, ctx, id, true)
    })
}

/// `POST /sources/own/{id}/resume`
pub fn resume(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    deed(state, ask, "resumed", |ctx, id| {
        own_sources::rest(&state.store, ctx, id, false)
    })
}

/// `POST /sources/own/{id}/remove`
pub fn remove(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    deed(state, ask, "removed", |ctx, id| {
        own_sources::remove(&state.store, ctx, id)
    })
}

/// `POST /sources/own/{id}/restore`
pub fn restore(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    deed(state, ask, "back", |ctx, id| {
        own_sources::bring_back(&state.store, ctx, id)
    })
}

fn deed(
    state: &State,
    ask: &Ask,
    done: &str,
    act: impl FnOnce(&Ctx, &SourceId) -> Result<(), NoSource>,
) -> Result<Response<Body>, Refuse> {
    let mut page = OwnSourcePage::load(state, ask)?;
    match act(&ctx(state), &id(ask)?) {
        Ok(()) => back(ask, done),
        Err(why) => {
            page.refused = Some(said(&page.shell.w, why)?);
            lists::page(&page)
        }
    }
}

fn back(ask: &Ask, done: &str) -> Result<Response<Body>, Refuse> {
    let id = id(ask)?;
    Ok(lists::redirect(&format!("/sources/own/{id}?done={done}")))
}

fn id(ask: &Ask) -> Result<SourceId, Refuse> {
    ask.param("id").parse().map_err(|_| Refuse::NotFound)
}

impl OwnSourcePage {
    fn load(state: &State, ask: &Ask) -> Result<OwnSourcePage, Refuse> {
        let reader = state.store.reader()?;
        let (shell, _) = Shell::load(state, ask, &reader, Place::Sources)?;
        let w = shell.w.clone();
        let id = id(ask)?;
        let known = reader.known_source(&id)?.ok_or(Refuse::NotFound)?;
        let added = known.own.ok_or(Refuse::NotFound)?;
        let states = reader.source_health(state.clock.now())?;
        let doing = states.iter().find(|one| one.id == id);
        let lines = reader.source_history(&id, HISTORY)?;
        let when = |key: &str, at: Timestamp| {
            let day = w.day(w.day_of(at));
            w.with(key, &[("day", Arg::Text(&day))])
        };
        let source = &known.source;
        let name = w.wording(&source.name);
        Ok(OwnSourcePage {
            id: id.to_string(),
            kind: w.t(&format!("source-kind-{}", source.kind)),
            country: w.country(source.country),
            address: safe_address(&source.address),
            place: source.address.clone(),
            state: doing.map(|doing| told(&w, doing)),
            added: when("own-source-added", added),
            out: known.removed.map(|at| when("own-source-out", at)),
            rests: !source.active,
            done: done(&w, state, ask, &known),
            refused: None,
            hours: source.every_hours.to_string(),
            most: MOST_HOURS,
            history: lines.iter().map(|line| past(&w, line)).collect(),
            shell: shell.titled(name.text.clone()),
            typed: name.text.clone(),
            name,
        })
    }
}

/// How it does, in words.
fn told(w: &Words, doing: &SourceState) -> String {
    let health = w.t(&format!("health-{}", doing.health.code()));
    match doing.asked {
        Some(_) => format!(
            "{health} · {}: {}",
            w.t("source-items"),
            w.number(doing.items)
        ),
        None => health,
    }
}

/// What was just done.
fn done(w: &Words, state: &State, ask: &Ask, known: &KnownSource) -> Option<String> {
    let stands = known.removed.is_none();
    match ask.query("done")? {
        "added" if !stands => None,
        "added" if state.clock.is_fixed() => Some(w.t("own-source-done-demo")),
        "added" => Some(w.t("own-source-done-added")),
        "saved" => Some(w.t("own-source-done-saved")),
        "rests" if !known.source.active => Some(w.t("own-source-done-rests")),
        "resumed" if known.source.active => Some(w.t("own-source-done-resumed")),
        "removed" if !stands => Some(w.t("own-source-done-removed")),
        "back" if stands => Some(w.t("own-source-done-back")),
        _ => None,
    }
}
