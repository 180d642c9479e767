//! The way in where the desk listens beyond its own machine: one key, one session.

use crate::access::Access;
use crate::ask::Ask;
use crate::assets;
use crate::guard::SESSION_COOKIE;
use crate::lists;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};

/// The page.
#[derive(Template)]
#[template(path = "signin.html")]
pub struct SignInPage {
    w: Words,
    lang: &'static str,
    css: String,
    icon: String,
    csrf: String,
    back: String,
    wrong: bool,
}

impl SignInPage {
    /// The page, after a wrong key or before any.
    pub fn new(w: Words, ask: &Ask, back: String, wrong: bool) -> SignInPage {
        SignInPage {
            lang: w.lang().code(),
            css: assets::address("noaber.css"),
            icon: assets::address("favicon.svg"),
            csrf: ask.csrf.clone(),
            back,
            wrong,
            w,
        }
    }
}

/// `GET /sign-in`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    if matches!(state.access, Access::Local) {
        return Ok(lists::redirect("/"));
    }
    let back = ask.query("back").unwrap_or("/").to_owned();
    lists::page(&SignInPage::new(words(state, ask), ask, back, false))
}

/// `POST /sign-in`
pub fn enter(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let Access::Key(sessions) = &state.access else {
        return Ok(lists::redirect("/"));
    };
    let Some(token) = sessions.sign_in(ask.form("key")) else {
        tracing::warn!("somebody showed a wrong desk key");
        let mut response = lists::page(&SignInPage::new(words(state, ask), ask, ask.back(), true))?;
        *response.status_mut() = StatusCode::FORBIDDEN;
        return Ok(response);
    };
    Ok(with_session(
        lists::redirect(&ask.back()),
        ask,
        &token,
        "43200",
    ))
}

/// `POST /sign-out`
pub fn leave(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    if let (Access::Key(sessions), Some(token)) = (&state.access, &ask.session) {
        sessions.sign_out(token);
    }
    Ok(with_session(lists::redirect("/"), ask, "", "0"))
}

fn words(state: &State, ask: &Ask) -> Words {
    let today = state.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    Words::new(state.catalog.clone(), ask.lang, today, "UTC")
}

fn with_session(
    mut response: Response<Body>,
    ask: &Ask,
    token: &str,
    seconds: &str,
) -> Response<Body> {
    let end = ask.cookie_end();
    let cookie = format!(
        "{SESSION_COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{end}"
    );
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
