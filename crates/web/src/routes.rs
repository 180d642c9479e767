//! The table of routes: method, path, right and handler, one line each. A line without a right does
//! not compile.

use crate::access::Right::{self, Anyone, Manage, Read, Shape, Triage};
use crate::ask::Ask;
use crate::assets;
use crate::pages::{
    agenda, calendar, commitments, digest, digest_read, dossiers, help, items, learned, listen,
    mirror_files, networks, new_dossier, new_source, own_source, progress, search, signals, signin,
    sources, today, triage, well_known,
};
use crate::refuse::{self, Refuse};
use crate::serve::State;
use axum::body::Body;
use axum::http::Response;

/// How a route is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reading; HEAD comes with it.
    Get,
    /// Changing; always with the token of a form.
    Post,
    /// Changing on the strength of a secret in the path, as a mail program does (RFC 8058): there is no
    /// form of this desk, so no token.
    PostBySecret,
}

/// What answers: blocking, off the threads that serve.
pub type Handler = fn(&State, &Ask) -> Result<Response<Body>, Refuse>;

/// One line of the table.
pub struct Route {
    /// How it is asked.
    pub method: Method,
    /// Its path, with `{names}`.
    pub path: &'static str,
    /// What it asks of the visitor.
    pub right: Right,
    /// What answers.
    pub handler: Handler,
}

const fn get(path: &'static str, right: Right, handler: Handler) -> Route {
    Route {
        method: Method::Get,
        path,
        right,
        handler,
    }
}

const fn post(path: &'static str, right: Right, handler: Handler) -> Route {
    Route {
        method: Method::Post,
        path,
        right,
        handler,
    }
}

/// Every address of the desk.
pub static ROUTES: &[Route] = &[
    get("/", Read, today::show),
    get("/signals", Read, signals::show),
    get("/signals.json", Read, signals::json),
    get("/signals.csv", Read, signals::csv),
    get("/signals.atom", Read, signals::atom),
    post("/signals/{id}/judge", Triage, triage::judge),
    post("/signals/{id}/undo", Triage, triage::undo),
    get("/items/{id}", Read, items::show),
    get("/dossiers", Read, dossiers::list),
    get("/dossiers.json", Read, dossiers::json),
    get("/dossiers.csv", Read, dossiers::csv),
    get("/dossiers/{id}", Read, dossiers::show),
    get("/dossiers/new", Shape, new_dossier::show),
    post("/dossiers/new", Shape, new_dossier::save),
    post("/dossiers/new/preview", Shape, new_dossier::part),
    get("/dossiers/{id}/listen", Shape, listen::show),
    post("/dossiers/{id}/listen", Shape, listen::save),
    post("/dossiers/{id}/listen/preview", Shape, listen::part),
    get("/dossiers/{id}/listen/progress", Read, progress::show),
    post("/dossiers/{id}/files", Shape, mirror_files::keep),
    post("/dossiers/{id}/files/remove", Shape, mirror_files::remove),
    get("/dossiers/{id}/learning", Read, learned::show),
    post("/dossiers/{id}/learning", Triage, learned::switch),
    get("/search", Read, search::show),
    get("/search.json", Read, search::json),
    get("/search.csv", Read, search::csv),
    get("/sources", Read, sources::show),
    get("/sources.json", Read, sources::json),
    get("/sources.csv", Read, sources::csv),
    get("/sources/new", Manage, new_source::show),
    post("/sources/new", Manage, new_source::save),
    get("/sources/own/{id}", Manage, own_source::show),
    post("/sources/own/{id}", Manage, own_source::save),
    post("/sources/own/{id}/rest", Manage, own_source::rest),
    post("/sources/own/{id}/resume", Manage, own_source::resume),
    post("/sources/own/{id}/remove", Manage, own_source::remove),
    post("/sources/own/{id}/restore", Manage, own_source::restore),
    get("/calendar", Read, calendar::show),
    get("/calendar.json", Read, calendar::json),
    get("/calendar.csv", Read, calendar::csv),
    get("/calendar.ics", Read, calendar::ics),
    post("/calendar/feeds", Shape, calendar::add_feed),
    post(
        "/calendar/feeds/{id}/withdraw",
        Shape,
        calendar::withdraw_feed,
    ),
    get("/feeds/{secret}/noaber.ics", Anyone, calendar::feed),
    get("/commitments", Read, commitments::show),
    get("/commitments.json", Read, commitments::json),
    get("/commitments.csv", Read, commitments::csv),
    get("/agenda", Read, agenda::show),
    get("/digest", Manage, digest::show),
    post("/digest", Manage, digest::add),
    get("/digest.json", Manage, digest::json),
    get("/digest/{id}", Manage, digest::edit),
    post("/digest/{id}", Manage, digest::save),
    post("/digest/{id}/pause", Manage, digest::pause),
    post("/digest/{id}/feed", Manage, digest::new_feed),
    post("/digest/{id}/remove", Manage, digest::remove),
    get("/digest/{id}/preview", Manage, digest_read::preview),
    get("/digest/{id}/{number}", Manage, digest_read::past),
    post("/digest/letters/{letter}/retry", Manage, digest::retry),
    get(
        "/digest/feed/{secret}/digest.atom",
        Anyone,
        digest_read::feed,
    ),
    get("/digest/stop/{secret}", Anyone, digest_read::ask_stop),
    Route {
        method: Method::PostBySecret,
        path: "/digest/stop/{secret}",
        right: Anyone,
        handler: digest_read::stop,
    },
    get("/networks", Read, networks::show),
    get("/help", Read, help::show),
    get("/sign-in", Anyone, signin::show),
    post("/sign-in", Anyone, signin::enter),
    post("/sign-out", Anyone, signin::leave),
    get("/assets/{name}", Anyone, assets::show),
    get("/healthz/live", Anyone, well_known::live),
    get("/healthz/ready", Anyone, well_known::ready),
    get("/.well-known/security.txt", Anyone, well_known::security),
];

/// For an address that is not in the table.
pub static LOST: Route = get("", Anyone, refuse::not_found);
/// For an address that is asked with the wrong method.
pub static WRONG_METHOD: Route = get("", Anyone, refuse::wrong_method);
