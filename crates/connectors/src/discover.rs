//! What answers at an address that a person names: a feed, a calendar, or a web page that names some.
//! Only bytes are looked at here; fetching is done by `http`, reading by the kind.

use crate::connector::Page;
use crate::formats::charset::decode;
use crate::formats::entities;
use crate::formats::text::{clean_title, html_to_text};
use crate::kinds::{feed, ics};
use std::collections::HashSet;
use url::Url;

/// Offers of one page at most.
const MOST_OFFERS: usize = 20;
/// Characters of a page that are looked through.
const MOST_SEEN: usize = 2_000_000;
/// Characters of a tag that are looked at.
const LONGEST_TAG: usize = 4_000;
/// Characters of the words of a link that are looked at.
const LONGEST_WORDS: usize = 400;

/// What a page is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Something a kind of source can read: the code of the kind, and what it calls itself.
    Source {
        /// `feed` or `ics`.
        kind: &'static str,
        /// Its title on one line.
        title: Option<String>,
    },
    /// A web page or something else, with the feeds and calendars it names, best first.
    Page {
        /// They may be none.
        offers: Vec<Offer>,
    },
}

/// A feed or calendar that a page names.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Offer {
    /// The kind that would read it.
    pub kind: &'static str,
    /// Its absolute address, http or https.
    pub address: String,
    /// What the page calls it, on one line; may be empty.
    pub title: String,
}

/// Looks at a page. Never fails: what is not known is a page that offers nothing.
pub fn discover(page: &Page) -> Found {
    let text = decode(&page.body, page.content_type.as_deref());
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if begins(start, "begin:vcalendar") {
        let title = ics::title_of(page);
        return Found::Source { kind: "ics", title };
    }
    if is_feed(start) {
        let title = feed::title_of(page);
        return Found::Source {
            kind: "feed",
            title,
        };
    }
    Found::Page {
        offers: offers(start, &page.url),
    }
}

fn begins(text: &str, with: &str) -> bool {
    let head = text.get(..with.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(with))
}

/// Whether the first element is that of a feed, or the text an object of JSON that says so.
fn is_feed(text: &str) -> bool {
    if text.starts_with('{') {
        let head: String = text.chars().take(2_000).collect();
        return head.contains("jsonfeed.org/version");
    }
    let mut rest = text;
    for _ in 0..50 {
        rest = rest.trim_start();
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<!") && has_subset(rest) => "]>",
            _ if rest.starts_with("<!") => ">",
            _ => break,
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    let name: String = rest
        .strip_prefix('<')
        .unwrap_or("")
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '_'))
        .collect();
    let local = name.rsplit(':').next().unwrap_or("");
    ["rss", "feed", "rdf"]
        .iter()
        .any(|known| local.eq_ignore_ascii_case(known))
}

/// Whether a document type declares something of its own, between brackets.
fn has_subset(text: &str) -> bool {
    let first = text.find(['[', '>']);
    first.is_some_and(|at| text[at..].starts_with('['))
}

/// What a page of HTML names in its head (`<link rel="alternate">`) first, then what it links to.
fn offers(html: &str, address: &str) -> Vec<Offer> {
    let Ok(mut base) = Url::parse(address) else {
        return Vec::new();
    };
    let html = first(html, MOST_SEEN);
    let (mut named, mut linked) = (Vec::new(), Vec::new());
    for tag in Tags(html) {
        let href = tag.attribute("href");
        match (tag.name.as_str(), href) {
            ("base", Some(href)) => base = base.join(href.trim()).unwrap_or(base),
            ("link", Some(href)) => named.extend(alternate(&tag, &base, &href)),
            ("a", Some(href)) => linked.extend(linking(&tag, &base, &href)),
            _ => {}
        }
    }
    let mut seen = HashSet::new();
    let all = named.into_iter().chain(linked);
    all.filter(|offer| seen.insert(offer.address.clone()))
        .take(MOST_OFFERS)
        .collect()
}

fn alternate(tag: &Tag<'_>, base: &Url, href: &str) -> Option<Offer> {
    let rel = tag.attribute("rel")?.to_ascii_lowercase();
    let kind = kind_of_type(&tag.attribute("type")?)?;
    rel.split_whitespace().find(|word| *word == "alternate")?;
    let title = tag.attribute("title").unwrap_or_default();
    offer(kind, base, href, &title)
}

fn kind_of_type(named: &str) -> Option<&'static str> {
    let bare = named.split(';').next().unwrap_or("").trim();
    match bare.to_ascii_lowercase().as_str() {
        "application/rss+xml"
        | "application/atom+xml"
        | "application/rdf+xml"
        | "application/feed+json" => Some("feed"),
        "text/calendar" => Some("ics"),
        _ => None,
    }
}

/// A link in the text that can hardly lead to anything but a feed or a calendar.
fn linking(tag: &Tag<'_>, base: &Url, href: &str) -> Option<Offer> {
    let lower = href.trim().to_ascii_lowercase();
    let path = lower.split(['?', '#']).next().unwrap_or("");
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    let ends = |ends: &[&str]| ends.iter().any(|end| last.ends_with(end));
    let kind = if lower.starts_with("webcal:") || ends(&[".ics", ".ical"]) {
        "ics"
    } else if ends(&[".rss", ".atom", ".rdf", "rss.xml", "feed.xml", "atom.xml"])
        || ["rss", "feed", "atom"].contains(&last)
    {
        "feed"
    } else {
        kind_of_type(&tag.attribute("type")?)?
    };
    offer(kind, base, href, tag.words)
}

fn offer(kind: &'static str, base: &Url, href: &str, title: &str) -> Option<Offer> {
    let href = href.trim();
    let web = match href.get(..9) {
        Some(scheme) if scheme.eq_ignore_ascii_case("webcal://") => {
            format!("https://{}", &href[9..])
        }
        _ => href.to_owned(),
    };
    let mut address = base.join(&web).ok()?;
    if !matches!(address.scheme(), "http" | "https") || !address.username().is_empty() {
        return None;
    }
    address.set_fragment(None);
    let title: String = clean_title(&html_to_text(title))
        .chars()
        .take(120)
        .collect();
    Some(Offer {
        kind,
        address: address.into(),
        title,
    })
}

/// The opening tags of a page in their order, without those in comments and scripts. Every step takes
/// something away, and no step looks further than it takes: linear whatever the page.
struct Tags<'a>(&'a str);

struct Tag<'a> {
    name: String,
    inner: &'a str,
    /// What stands behind it, up to the end of a link.
    words: &'a str,
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let at = self.0.find('<')?;
            let rest = &self.0[at + 1..];
            if rest.starts_with("!--") {
                self.0 = rest.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.0 = rest;
                continue;
            }
            let end = end_of_tag(rest);
            let inner = &rest[..end];
            let after = rest.get(end + 1..).unwrap_or("");
            let name: String = inner
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_ascii_lowercase();
            self.0 = match name.as_str() {
                "script" | "style" => after_closing(after, &name),
                _ => after,
            };
            return Some(Tag {
                inner: &inner[name.len()..],
                words: if name == "a" {
                    words_of_link(after)
                } else {
                    ""
                },
                name,
            });
        }
    }
}

impl Tag<'_> {
    /// The value of an attribute, references in it resolved.
    fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.inner;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/');
            let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
            if name.is_empty() && after.is_empty() {
                return None;
            }
            let (value, after) = value_of(after.trim_start());
            if name.eq_ignore_ascii_case(wanted) {
                return Some(entities::decode(value));
            }
            rest = after;
        }
    }
}

/// The value behind a name, with what follows it; empty when the name stands alone.
fn value_of(text: &str) -> (&str, &str) {
    let Some(text) = text.strip_prefix('=') else {
        return ("", text);
    };
    let text = text.trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    }
}

/// The place of the `>` that ends a tag, or of what ends the page or is too far to be one.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices().take(LONGEST_TAG) {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    text.char_indices()
        .take(LONGEST_TAG)
        .find(|(_, c)| *c == '>')
        .map_or_else(|| first(text, LONGEST_TAG).len(), |(at, _)| at)
}

/// The first characters of a text.
fn first(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most).map(|(at, _)| at);
    &text[..end.unwrap_or(text.len())]
}

/// The words of a link, markup and all.
fn words_of_link(after: &str) -> &str {
    let near = first(after, LONGEST_WORDS);
    near.split_once("</a").map_or("", |(words, _)| words)
}

/// What stands behind a script or a style sheet; nothing when it has no end.
fn after_closing<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        if begins(after, name) {
            return after;
        }
        rest = after;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> Page {
        Page {
            url: "https://gemeente.example/nieuws/index.html".into(),
            status: 200,
            content_type: Some("text/html; charset=utf-8".into()),
            body: body.as_bytes().to_vec(),
            retrieved: jiff::Timestamp::UNIX_EPOCH,
            carry: None,
            headers: Vec::new(),
        }
    }

    fn offered(body: &str) -> Vec<(&'static str, String, String)> {
        match discover(&page(body)) {
            Found::Page { offers } => offers
                .into_iter()
                .map(|o| (o.kind, o.address, o.title))
                .collect(),
            found => panic!("expected a page, found {found:?}"),
        }
    }

    #[test]
    fn a_page_offers_what_it_names_before_what_it_links_to() {
        let html = r#"<!DOCTYPE html><html><head><title>Nieuws</title>
<!-- <link rel="alternate" type="application/rss+xml" href="/weg.xml"> -->
<script>var x = '<link rel="alternate" type="application/rss+xml" href="/nep.xml">';</script>
<LINK REL='alternate stylesheet' TYPE="text/css" HREF="stijl.css">
<link rel="alternate" type="application/rss+xml" title="Nieuws &amp; b&eacute;richten" href="rss.xml?a=1&amp;b=2">
<link href=/agenda.ics type=text/calendar rel=alternate>
<link rel="alternate" type="application/atom+xml" href="javascript:alert(1)">
</head><body><a href="https://elders.example/x">Elders</a> <a href="//gemeente.example/besluiten/feed/"><b>Besluiten</b></a>
<a href="webcal://gemeente.example/raad.ics">Raad</a> <a href="rss.xml?a=1&amp;b=2">dubbel</a></body></html>"#;
        assert_eq!(
            offered(html),
            [
                (
                    "feed",
                    "https://gemeente.example/nieuws/rss.xml?a=1&b=2".into(),
                    "Nieuws & bérichten".into()
                ),
                (
                    "ics",
                    "https://gemeente.example/agenda.ics".into(),
                    String::new()
                ),
                (
                    "feed",
                    "https://gemeente.example/besluiten/feed/".into(),
                    "Besluiten".into()
                ),
                (
                    "ics",
                    "https://gemeente.example/raad.ics".into(),
                    "Raad".into()
                ),
            ]
        );
    }

    #[test]
    fn a_base_moves_addresses_and_a_page_without_feeds_offers_none() {
        let html = r#"<html><head><base href="https://feeds.example/a/"><link rel="alternate" type="application/rss+xml" href="b"></head>"#;
        assert_eq!(offered(html)[0].1, "https://feeds.example/a/b");
        for empty in [
            "",
            "<html><body>Niets</body></html>",
            "platte tekst",
            "<html><a href",
            "<a href='\"><link rel=alternate",
            "<opml></opml>",
            "{\"a\":1}",
        ] {
            assert!(offered(empty).is_empty(), "{empty}");
        }
    }

    #[test]
    fn feeds_and_calendars_are_known_by_what_they_are() {
        let kind = |body: &str| {
            let plain = Page {
                content_type: None,
                ..page(body)
            };
            match discover(&plain) {
                Found::Source { kind, title } => Some((kind, title)),
                Found::Page { .. } => None,
            }
        };
        let rss = "\u{feff}<?xml version='1.0'?>\n<!-- x --><rss version='2.0'><channel><title>Raad &lt;script&gt;alert(1)&lt;/script&gt; van Stadje</title></channel></rss>";
        assert_eq!(
            kind(rss),
            Some(("feed", Some("Raad van Stadje".to_owned())))
        );
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Nieuws</title></feed>";
        assert_eq!(kind(atom), Some(("feed", Some("Nieuws".to_owned()))));
        let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Agenda\r\nEND:VCALENDAR\r\n";
        assert_eq!(kind(calendar), Some(("ics", Some("Agenda".to_owned()))));
        assert_eq!(
            kind("<rdf:RDF"),
            Some(("feed", None)),
            "for the kind to refuse"
        );
    }

    #[test]
    fn a_hostile_page_is_looked_through_in_its_length() {
        let started = std::time::Instant::now();
        for piece in [
            "<a href='x",
            "<link ",
            "<script>",
            "<",
            "<!--",
            "<a href=feed>",
        ] {
            let body = piece.repeat(2_000_000 / piece.len());
            assert!(offered(&body).len() <= MOST_OFFERS);
        }
        assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    }
}
