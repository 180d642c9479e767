//! The forms an answer can take: a page, a list as JSON, CSV or Atom, and the way to another page.

use crate::ask::Ask;
use crate::refuse::Refuse;
use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use serde::Serialize;

/// A page, or a part of one.
pub fn page(template: &impl Template) -> Result<Response<Body>, Refuse> {
    Ok(with_kind("text/html; charset=utf-8", template.render()?))
}

/// Data for a program.
pub fn json(data: &impl Serialize) -> Result<Response<Body>, Refuse> {
    let text = serde_json::to_string_pretty(data)
        .map_err(|why| Refuse::Fault(format!("a list could not be written as JSON: {why}")))?;
    Ok(with_kind("application/json", text))
}

/// Says in the headers which part of a list this is: how many rows there are in all, when that is
/// known, and where the parts beside it are (RFC 8288). `at` counts from 1.
pub fn paged(response: &mut Response<Body>, ask: &Ask, at: usize, more: bool, total: Option<i64>) {
    let beside = [
        (at > 1, at.saturating_sub(1), "prev"),
        (more, at + 1, "next"),
    ];
    let links = beside.into_iter().filter(|(there, ..)| *there);
    let links: Vec<String> = links
        .map(|(_, page, rel)| {
            let address = ask.address(&ask.path, &[("page", &page.to_string())]);
            format!("<{address}>; rel=\"{rel}\"")
        })
        .collect();
    let headers = response.headers_mut();
    let links = Some(links.join(", ")).filter(|links| !links.is_empty());
    if let Some(value) = links.and_then(|links| HeaderValue::from_str(&links).ok()) {
        headers.insert(header::LINK, value);
    }
    if let Some(total) = total {
        headers.insert("x-total-count", HeaderValue::from(total));
    }
}

/// Rows for a spreadsheet, the first of them the names of the columns.
pub fn csv(name: &str, rows: &[Vec<String>]) -> Result<Response<Body>, Refuse> {
    let mut text = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| csv_cell(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    let mut response = with_kind("text/csv; charset=utf-8", text);
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.csv\"")) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// A cell in quotes. One that a spreadsheet would run as a formula gets an apostrophe before it.
fn csv_cell(cell: &str) -> String {
    let formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let guard = if formula { "'" } else { "" };
    format!(
        "\"{guard}{}\"",
        cell.replace('"', "\"\"").replace(['\r', '\n'], " ")
    )
}

/// A feed, from a template that escapes as XML needs.
pub fn atom(template: &impl Template) -> Result<Response<Body>, Refuse> {
    Ok(with_kind(
        "application/atom+xml; charset=utf-8",
        template.render()?,
    ))
}

/// A file for calendar programs, with a tag that changes when it does.
pub fn ics(text: String) -> Response<Body> {
    let tag = format!("\"{}\"", noaber_store::digest(&text));
    let mut response = with_kind("text/calendar; charset=utf-8", text);
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, value);
    }
    let name = HeaderValue::from_static("attachment; filename=\"noaber.ics\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    response
}

/// Plain text.
pub fn plain(text: impl Into<String>) -> Response<Body> {
    with_kind("text/plain; charset=utf-8", text.into())
}

/// Go there with GET.
pub fn redirect(to: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, to);
    response
}

fn with_kind(kind: &'static str, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use noaber_locale::Lang;

    #[test]
    fn a_part_of_a_list_says_where_the_others_are() {
        let ask = Ask {
            path: "/signals.json".into(),
            params: Vec::new(),
            query: crate::ask::pairs("tier=act&page=2"),
            form: Vec::new(),
            lang: Lang::Nl,
            csrf: String::new(),
            session: None,
            partial: false,
            secure: false,
        };
        let said = |at, more| {
            let mut response = plain("[]");
            paged(&mut response, &ask, at, more, Some(2_500));
            let said = |name: &str| {
                let value = response.headers().get(name)?;
                value.to_str().ok().map(str::to_owned)
            };
            (said("link"), said("x-total-count"))
        };
        let next = "</signals.json?tier=act&page=3>; rel=\"next\"";
        let prev = "</signals.json?tier=act&page=1>; rel=\"prev\"";
        let all = Some("2500".to_owned());
        assert_eq!(
            said(2, true),
            (Some(format!("{prev}, {next}")), all.clone())
        );
        assert_eq!(said(2, false), (Some(prev.to_owned()), all.clone()));
        assert_eq!(said(1, false), (None, all));
    }

    #[test]
    fn a_cell_never_runs_as_a_formula() {
        assert_eq!(csv_cell("=cmd()"), "\"'=cmd()\"");
        assert_eq!(csv_cell("-1.5"), "\"-1.5\"");
        assert_eq!(csv_cell("zei \"ja\"\nen nee"), "\"zei \"\"ja\"\" en nee\"");
    }
}
