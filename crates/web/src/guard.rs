//! What every request passes: the Host it names, the right of the route, the token of the form,
//! and on the way out the headers that keep a page from being misused. Handlers start behind this.

use crate::access::{Access, Right, is_loopback_host, random_token, same};
use crate::ask::{self, Ask};
use crate::refuse::{self, Refuse};
use crate::routes::{Method, Route};
use crate::serve::State;
use axum::RequestExt;
use axum::body::Body;
use axum::extract::{RawPathParams, Request};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::middleware::Next;
use noaber_domain::RegionId;
use noaber_locale::Lang;
use std::sync::Arc;

/// A form is some words and a reason, or a query in each language, never more than this many bytes.
const MOST_FORM: usize = 512 * 1024;
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const CSRF_COOKIE: &str = "noaber-form";
const LANG_COOKIE: &str = "noaber-lang";
/// Name of the cookie that holds a session.
pub const SESSION_COOKIE: &str = "noaber-session";

/// Before and after everything: refuses foreign Host headers and sets the headers of every answer.
pub async fn gate(
    axum::extract::State(state): axum::extract::State<Arc<State>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let host = host(&request);
    let allowed = match &state.access {
        Access::Local => host.as_deref().is_some_and(is_loopback_host),
        Access::Key(_) => true,
    };
    let mut response = if allowed {
        next.run(request).await
    } else {
        let ask = read_head(&state, request.headers(), request.uri().path(), "");
        refuse::answer(&state, &ask, &Refuse::OtherHost)
    };
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Takes a request through the guards to its handler and back.
pub async fn pass(
    state: Arc<State>,
    route: &'static Route,
    mut request: Request,
) -> Response<Body> {
    let params = match request.extract_parts::<RawPathParams>().await {
        Ok(params) => params
            .iter()
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect(),
        Err(_) => Vec::new(),
    };
    let (parts, body) = request.into_parts();
    let uri = &parts.uri;
    let mut ask = read_head(
        &state,
        &parts.headers,
        uri.path(),
        uri.query().unwrap_or(""),
    );
    ask.params = params;
    let fresh = cookies(&parts.headers, CSRF_COOKIE).is_none_or(|token| token != ask.csrf);
    if !state.access.allows(route.right, ask.session.as_deref()) {
        return to_sign_in(&ask, route);
    }
    let checked = match route.method {
        Method::Get | Method::PostBySecret => Ok(()),
        Method::Post => check_form(&mut ask, &parts.headers, body, fresh).await,
    };
    let answered = match checked {
        Ok(()) => run(state.clone(), route, ask.clone()).await,
        Err(refusal) => Err(refusal),
    };
    let mut response = answered.unwrap_or_else(|refusal| refuse::answer(&state, &ask, &refusal));
    not_modified(&mut response, parts.headers.get(header::IF_NONE_MATCH));
    remember(&mut response, &ask, route, fresh);
    response
}

/// Sends no body to whoever has it already, as the tag of the answer says (RFC 9110, section 13.1.2).
fn not_modified(response: &mut Response<Body>, known: Option<&HeaderValue>) {
    let tag = response.headers().get(header::ETAG).cloned();
    let (Some(tag), Some(known)) = (tag, known.and_then(|value| value.to_str().ok())) else {
        return;
    };
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let same =
        |one: &str| one.trim() == "*" || tag.to_str().is_ok_and(|tag| strong(one) == strong(tag));
    if response.status() == StatusCode::OK && known.split(',').any(same) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
}

/// Runs a handler where blocking harms nobody. A handler that panics is an error page.
async fn run(state: Arc<State>, route: &'static Route, ask: Ask) -> Result<Response<Body>, Refuse> {
    tokio::task::spawn_blocking(move || (route.handler)(&state, &ask))
        .await
        .unwrap_or_else(|why| {
            Err(Refuse::Fault(format!(
                "the handler of {} stopped: {why}",
                route.path
            )))
        })
}

/// Everything about a request but its form.
fn read_head(state: &State, headers: &HeaderMap, path: &str, query: &str) -> Ask {
    let query = ask::pairs(query);
    let asked = query
        .iter()
        .find(|(name, _)| name == "lang")
        .and_then(|(_, code)| Lang::from_code(code));
    let lang = asked
        .or_else(|| {
            cookies(headers, LANG_COOKIE)
                .as_deref()
                .and_then(Lang::from_code)
        })
        .or_else(|| text(headers, header::ACCEPT_LANGUAGE).and_then(ask::wanted))
        .unwrap_or_else(|| region_language(state, &state.region));
    let token = cookies(headers, CSRF_COOKIE).filter(|token| is_token(token));
    Ask {
        path: path.to_owned(),
        params: Vec::new(),
        query,
        form: Vec::new(),
        lang,
        csrf: token.unwrap_or_else(random_token),
        session: cookies(headers, SESSION_COOKIE),
        partial: headers.contains_key("hx-request"),
        secure: is_secure(headers),
    }
}

fn region_language(state: &State, region: &RegionId) -> Lang {
    let found = state
        .store
        .reader()
        .and_then(|reader| reader.region(region));
    let code = found.ok().flatten().map(|region| region.language.code());
    code.and_then(Lang::from_code).unwrap_or(Lang::Nl)
}

/// Reads a form and makes sure it was filled in on a page of this desk: the browser says where it
/// comes from, and the form carries the same random token as the cookie.
async fn check_form(
    ask: &mut Ask,
    headers: &HeaderMap,
    body: Body,
    fresh: bool,
) -> Result<(), Refuse> {
    if fresh || comes_from_elsewhere(headers) {
        return Err(Refuse::Forged);
    }
    let bytes = axum::body::to_bytes(body, MOST_FORM)
        .await
        .map_err(|_| Refuse::Unreadable)?;
    let form = std::str::from_utf8(&bytes).map_err(|_| Refuse::Unreadable)?;
    ask.form = ask::pairs(form);
    if same(ask.form("csrf").as_bytes(), ask.csrf.as_bytes()) {
        Ok(())
    } else {
        Err(Refuse::Forged)
    }
}

fn comes_from_elsewhere(headers: &HeaderMap) -> bool {
    let site = headers
        .get("sec-fetch-site")
        .and_then(|value| value.to_str().ok());
    if site.is_some_and(|site| site != "same-origin" && site != "none") {
        return true;
    }
    let host = text(headers, header::HOST);
    text(headers, header::ORIGIN).is_some_and(|origin| {
        let named = origin.split_once("://").map(|(_, rest)| rest);
        named.is_none() || named != host
    })
}

fn to_sign_in(ask: &Ask, route: &Route) -> Response<Body> {
    let back = match route.method {
        Method::Get => ask.address(&ask.path, &[]),
        Method::Post | Method::PostBySecret => "/".to_owned(),
    };
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("back", &back)
        .finish();
    crate::lists::redirect(&format!("/sign-in?{query}"))
}

/// Sets the cookies that the next request needs, and keeps pages out of shared caches.
fn remember(response: &mut Response<Body>, ask: &Ask, route: &Route, fresh: bool) {
    let is_page = route.right != Right::Anyone || route.path == "/sign-in";
    let end = ask.cookie_end();
    let mut cookies = Vec::new();
    if fresh && is_page {
        cookies.push(format!(
            "{CSRF_COOKIE}={}; Path=/; HttpOnly; SameSite=Strict{end}",
            ask.csrf
        ));
    }
    if ask.query("lang").and_then(Lang::from_code).is_some() {
        cookies.push(format!(
            "{LANG_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax{end}",
            ask.lang.code()
        ));
    }
    let headers = response.headers_mut();
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, value);
        }
    }
    if is_page && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        );
    }
    if response.status() == StatusCode::OK && is_page {
        let vary = HeaderValue::from_static("cookie, accept-language, hx-request");
        response.headers_mut().insert(header::VARY, vary);
    }
}

fn host(request: &Request) -> Option<String> {
    let named = text(request.headers(), header::HOST).map(str::to_owned);
    named.or_else(|| {
        request
            .uri()
            .authority()
            .map(|authority| authority.to_string())
    })
}

fn is_secure(headers: &HeaderMap) -> bool {
    headers
        .get("x-forwarded-proto")
        .is_some_and(|value| value == "https")
}

fn is_token(token: &str) -> bool {
    token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn cookies(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(|value| ask::cookie(value, name))
        .map(str::to_owned)
}
