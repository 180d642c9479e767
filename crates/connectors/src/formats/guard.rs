//! The gate of every reader: is this the sort of page that was asked for? What stands on the page
//! is for the kinds to judge.

use super::charset::decode;
use crate::connector::{Page, Unreadable};

/// The form a page should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// JSON, or lines of JSON.
    Json,
    /// XML of any vocabulary, but not HTML.
    Xml,
    /// A web page; the kind must see for itself whether it is the page that was meant.
    Html,
}

/// The text of a page that has the right form and is not empty, an error page or a block page.
pub fn text_of(page: &Page, form: Form, expected: &'static str) -> Result<String, Unreadable> {
    let text = decode(&page.body, page.content_type.as_deref());
    let start = start_of(&text);
    if is_block_page(&page.url, &text) {
        return Err(Unreadable::Blocked { expected, start });
    }
    if text.trim().is_empty() {
        return Err(Unreadable::Empty { expected });
    }
    let looks = Looks::of(&text);
    let came = match (form, looks) {
        (Form::Json, Looks::Json) | (Form::Xml, Looks::Xml) | (Form::Html, Looks::Html) => {
            wrong_type(page, form)
        }
        (_, Looks::Html) => Some("an HTML page".to_owned()),
        (Form::Json | Form::Xml | Form::Html, _) => Some(match &page.content_type {
            Some(name) => format!("{name} of another form"),
            None => "another form".to_owned(),
        }),
    };
    match came {
        Some(came) => Err(Unreadable::WrongType {
            expected,
            came,
            start,
        }),
        None => Ok(text),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looks {
    Html,
    Xml,
    Json,
    Other,
}

impl Looks {
    fn of(text: &str) -> Looks {
        let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let head: String = trimmed
            .chars()
            .take(400)
            .collect::<String>()
            .to_ascii_lowercase();
        let html = head.starts_with("<!doctype html") || head.contains("<html");
        match head.chars().next() {
            Some('<') if html => Looks::Html,
            Some('<') => Looks::Xml,
            Some('{' | '[') => Looks::Json,
            _ => Looks::Other,
        }
    }
}

/// The type that a server claims, when it cannot be meant: a picture, a PDF, a web page. Plain
/// text and unnamed bytes pass, and so does `text/html` around XML, which many feeds have.
fn wrong_type(page: &Page, form: Form) -> Option<String> {
    let claimed = page.content_type.as_deref()?.to_ascii_lowercase();
    let bare = claimed.split(';').next().unwrap_or("").trim().to_owned();
    let fits = match form {
        Form::Json => bare.contains("json") || bare.contains("javascript"),
        Form::Xml => bare.contains("xml") || bare.contains("rss") || bare == "text/html",
        Form::Html => bare.contains("html"),
    };
    let neutral = matches!(
        bare.as_str(),
        "" | "text/plain" | "application/octet-stream" | "binary/octet-stream"
    );
    (!fits && !neutral).then_some(bare)
}

/// Marks of pages by which services hold back a program. The Bundestag redirects to `/.enodia/`,
/// council suppliers write "The request is blocked", others show a challenge.
fn is_block_page(url: &str, text: &str) -> bool {
    let head: String = text.chars().take(4_000).collect();
    let markup = head.trim_start().starts_with('<');
    let marks = [
        "/.enodia/",
        "The request is blocked",
        "awsWafCookieDomainList",
        "cf-challenge",
        "/cdn-cgi/challenge-platform",
        "<title>Just a moment...</title>",
        "Request Rejected",
    ];
    url.contains("/.enodia/") || (markup && marks.iter().any(|mark| head.contains(mark)))
}

/// The first 80 characters on one line, for a message.
pub fn start_of(text: &str) -> String {
    let one_line: String = text
        .chars()
        .take(240)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let words: Vec<&str> = one_line.split_whitespace().collect();
    words.join(" ").chars().take(80).collect()
}
