//! The style sheet, scripts, letters and sign, embedded and served under `/assets`. How they are
//! built is the business of `assets/build.mjs`.

use crate::ask::Ask;
use crate::refuse::Refuse;
use crate::serve::State;
use axum::body::Body;
use axum::http::{HeaderValue, Response, header};

struct Asset {
    name: &'static str,
    version: &'static str,
    bytes: &'static [u8],
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of an asset with its version, for a page. An unknown name gives an address that
/// answers 404, which the tests of the pages find.
pub fn address(name: &str) -> String {
    let version = ASSETS
        .iter()
        .find(|asset| asset.name == name)
        .map_or("", |asset| asset.version);
    format!("/assets/{name}?v={version}")
}

/// `GET /assets/{name}`: may be kept for ever when asked with a version.
pub fn show(_: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let name = ask.param("name");
    let asset = ASSETS
        .iter()
        .find(|asset| asset.name == name)
        .ok_or(Refuse::NotFound)?;
    let keep = if ask.query("v").is_some() {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    };
    let mut response = Response::new(Body::from(asset.bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(name)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    Ok(response)
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
