//! The forms an answer can take: a page, a list as JSON, CSV or Atom, and the way to another page.

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

    #[test]
    fn a_cell_never_runs_as_a_formula() {
        assert_eq!(csv_cell("=cmd()"), "\"'=cmd()\"");
        assert_eq!(csv_cell("-1.5"), "\"-1.5\"");
        assert_eq!(csv_cell("zei \"ja\"\nen nee"), "\"zei \"\"ja\"\" en nee\"");
    }
}
