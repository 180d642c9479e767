//! What machines ask: whether the desk lives, whether it can serve, and whom to tell of a hole.

use crate::ask::Ask;
use crate::lists;
use crate::refuse::Refuse;
use crate::serve::State;
use axum::body::Body;
use axum::http::{Response, StatusCode};

/// `GET /healthz/live`: the program runs.
pub fn live(_: &State, _: &Ask) -> Result<Response<Body>, Refuse> {
    Ok(lists::plain("ok\n"))
}

/// `GET /healthz/ready`: the store answers and holds the region.
pub fn ready(state: &State, _: &Ask) -> Result<Response<Body>, Refuse> {
    let found = state
        .store
        .reader()
        .and_then(|reader| reader.region(&state.region));
    if let Ok(Some(_)) = found {
        return Ok(lists::plain("ok\n"));
    }
    if let Err(fault) = found {
        tracing::error!("not ready: {fault}");
    }
    let mut response = lists::plain("not ready\n");
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    Ok(response)
}

/// `GET /.well-known/security.txt`, after RFC 9116. It ends a year after it was asked for; whom to
/// tell is set by whoever runs the desk.
pub fn security(state: &State, _: &Ask) -> Result<Response<Body>, Refuse> {
    let contact = std::env::var("NOABER_SECURITY_CONTACT").unwrap_or_else(|_| "/help".to_owned());
    let hours = jiff::SignedDuration::from_hours(24 * 365);
    let expires = state
        .clock
        .now()
        .checked_add(hours)
        .unwrap_or(jiff::Timestamp::MAX);
    Ok(lists::plain(format!(
        "Contact: {contact}\nExpires: {}\nPreferred-Languages: nl, de, en\n",
        expires.strftime("%Y-%m-%dT%H:%M:%SZ")
    )))
}
