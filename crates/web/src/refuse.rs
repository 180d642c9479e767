//! What is answered instead of a page: not found, not allowed, something broke. The page says it in
//! the reader's language; what an operator needs goes to the log.

use crate::ask::Ask;
use crate::assets;
use crate::serve::State;
use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use noaber_locale::{Catalog, Lang};

/// Why there is no page.
#[derive(Debug)]
pub enum Refuse {
    /// There is no such page or thing.
    NotFound,
    /// The address takes another method.
    Method,
    /// A form came from elsewhere, or its token is gone.
    Forged,
    /// The Host header names another machine.
    OtherHost,
    /// A form that cannot be read, or is too long.
    Unreadable,
    /// What was asked cannot be done now; the key of the reason.
    Cannot(&'static str),
    /// The desk was opened for a region that is not in the store.
    NoRegion,
    /// A surprise: what was being done and what went wrong, for the log.
    Fault(String),
}

impl Refuse {
    fn status(&self) -> StatusCode {
        match self {
            Refuse::NotFound => StatusCode::NOT_FOUND,
            Refuse::Method => StatusCode::METHOD_NOT_ALLOWED,
            Refuse::Forged => StatusCode::FORBIDDEN,
            Refuse::OtherHost => StatusCode::MISDIRECTED_REQUEST,
            Refuse::Unreadable => StatusCode::BAD_REQUEST,
            Refuse::Cannot(_) => StatusCode::CONFLICT,
            Refuse::NoRegion => StatusCode::SERVICE_UNAVAILABLE,
            Refuse::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Keys of the head and the explanation.
    fn keys(&self) -> (&'static str, &'static str) {
        match self {
            Refuse::NotFound => ("error-not-found", "error-not-found-help"),
            Refuse::Method => ("error-method", "error-method-help"),
            Refuse::Forged => ("error-forged", "error-forged-help"),
            Refuse::OtherHost => ("error-host", "error-host-help"),
            Refuse::Unreadable => ("error-unreadable", "error-unreadable-help"),
            Refuse::Cannot(key) => ("error-cannot", key),
            Refuse::NoRegion => ("error-no-region", "error-no-region-help"),
            Refuse::Fault(_) => ("error-fault", "error-fault-help"),
        }
    }
}

impl From<noaber_store::Fault> for Refuse {
    fn from(fault: noaber_store::Fault) -> Refuse {
        Refuse::Fault(fault.to_string())
    }
}

impl From<askama::Error> for Refuse {
    fn from(fault: askama::Error) -> Refuse {
        Refuse::Fault(format!("a template could not be filled in: {fault}"))
    }
}

/// The page of a refusal.
#[derive(Template)]
#[template(path = "refused.html")]
pub struct RefusedPage {
    lang: &'static str,
    css: String,
    icon: String,
    status: u16,
    head: String,
    help: String,
    home: String,
    search: String,
}

impl RefusedPage {
    /// The page for a refusal in a language.
    pub fn new(catalog: &Catalog, lang: Lang, refusal: &Refuse) -> RefusedPage {
        let (head, help) = refusal.keys();
        let say = |key: &str| catalog.text(lang, key, &[]);
        RefusedPage {
            lang: lang.code(),
            css: assets::address("noaber.css"),
            icon: assets::address("favicon.svg"),
            status: refusal.status().as_u16(),
            head: say(head),
            help: say(help),
            home: say("error-home"),
            search: say("error-search"),
        }
    }
}

/// The answer for a refusal: a page, or one line where a program asked for data.
pub fn answer(state: &State, ask: &Ask, refusal: &Refuse) -> Response<Body> {
    if let Refuse::Fault(what) = refusal {
        tracing::error!(path = %ask.path, "the page could not be made: {what}");
    }
    let page = RefusedPage::new(&state.catalog, ask.lang, refusal);
    let wants_data = [".json", ".csv", ".atom", ".ics"]
        .iter()
        .any(|end| ask.path.ends_with(end));
    let (kind, body) = if wants_data || ask.partial {
        (
            "text/plain; charset=utf-8",
            format!("{}. {}", page.head, page.help),
        )
    } else {
        match page.render() {
            Ok(html) => ("text/html; charset=utf-8", html),
            Err(_) => ("text/plain; charset=utf-8", page.head.clone()),
        }
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = refusal.status();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `GET` of an address that does not exist.
pub fn not_found(_: &State, _: &Ask) -> Result<Response<Body>, Refuse> {
    Err(Refuse::NotFound)
}

/// An address asked with a method it does not take.
pub fn wrong_method(_: &State, _: &Ask) -> Result<Response<Body>, Refuse> {
    Err(Refuse::Method)
}
