//! Reading a digest on the desk, its feed, and the way to stop it from a letter. Who gets it stands in
//! `digest`.

use crate::ask::Ask;
use crate::assets;
use crate::lists;
use crate::pages::digest::id;
use crate::pages::triage::ctx;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use noaber_domain::Who;
use noaber_work::Ctx;
use noaber_work::deliver::address_of_env;
use noaber_work::digest::{self, Spoken};

/// A digest on the desk.
#[derive(Template)]
#[template(path = "digest_read.html")]
pub struct ReadPage {
    shell: Shell,
    id: i64,
    lead: String,
    digest: Spoken,
}

/// The page behind the link to unsubscribe.
#[derive(Template)]
#[template(path = "digest_stop.html")]
pub struct StopPage {
    w: Words,
    lang: &'static str,
    css: String,
    icon: String,
    secret: String,
    stopped: bool,
}

/// `GET /digest/{id}/preview`
pub fn preview(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    read(state, ask, None)
}

/// `GET /digest/{id}/{number}`
pub fn past(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let number = ask.param("number").parse().map_err(|_| Refuse::NotFound)?;
    read(state, ask, Some(number))
}

fn read(state: &State, ask: &Ask, number: Option<i64>) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, region) = Shell::load(state, ask, &reader, Place::Digest)?;
    let one = reader.subscriber(&state.region, id(ask)?)?;
    let one = one.ok_or(Refuse::NotFound)?;
    let desk = digest::desk(&region, address_of_env());
    let language = shell.w.language();
    let found = digest::read(&state.store, &ctx(state), &desk, &one, number, language)?;
    let w = shell.w.clone();
    lists::page(&ReadPage {
        id: one.id.0,
        lead: match number {
            None => w.t("digest-preview-lead"),
            Some(_) => String::new(),
        },
        digest: found.ok_or(Refuse::NotFound)?,
        shell: shell.titled(match number {
            None => format!("{}: {}", w.t("digest-preview"), one.wish.name),
            Some(number) => format!("{} {number}: {}", w.t("outbox-number"), one.wish.name),
        }),
    })
}

/// `GET /digest/feed/{secret}/digest.atom`
pub fn feed(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let region = state.store.reader()?.region(&state.region)?;
    let region = region.ok_or(Refuse::NoRegion)?;
    let desk = digest::desk(&region, address_of_env());
    let xml = digest::feed(&state.store, &ctx(state), &desk, ask.param("secret"))?;
    let mut response = lists::plain(xml.ok_or(Refuse::NotFound)?);
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("application/atom+xml; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    let own = HeaderValue::from_static("private, no-cache");
    headers.insert(header::CACHE_CONTROL, own);
    Ok(response)
}

/// `GET /digest/stop/{secret}`: asks first, since programs that look a letter over follow its links.
pub fn ask_stop(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let secret = ask.param("secret");
    let reader = state.store.reader()?;
    reader
        .subscriber_of_letter(&state.region, secret)?
        .ok_or(Refuse::NotFound)?;
    lists::page(&stop_page(state, ask, false))
}

/// `POST /digest/stop/{secret}`
pub fn stop(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader_of_letter = Ctx {
        who: Who("subscriber".to_owned()),
        ..ctx(state)
    };
    match digest::stop(&state.store, &reader_of_letter, ask.param("secret"))? {
        true => lists::page(&stop_page(state, ask, true)),
        false => Err(Refuse::NotFound),
    }
}

fn stop_page(state: &State, ask: &Ask, stopped: bool) -> StopPage {
    let today = state.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let w = Words::new(state.catalog.clone(), ask.lang, today, "UTC");
    StopPage {
        lang: w.lang().code(),
        css: assets::address("noaber.css"),
        icon: assets::address("favicon.svg"),
        secret: ask.param("secret").to_owned(),
        stopped,
        w,
    }
}
