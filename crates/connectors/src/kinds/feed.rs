//! RSS, Atom and JSON feeds: news pages, press releases, newsletters. Which feeds are read is data,
//! a source each.

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::charset::decode;
use crate::formats::gather::Gather;
use crate::formats::guard::{Form, start_of, text_of};
use crate::formats::text::{clean_title, html_to_text};
use crate::formats::{dates, json, xml};
use feed_rs::model::{Entry, Feed};
use noaber_domain::source::Cursor;
use noaber_domain::{Item, ItemKind, Language, Source, Wording};
use sha2::{Digest, Sha256};

/// The kind `feed`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "an RSS, Atom or JSON feed";

fn card() -> Card {
    Card {
        code: "feed",
        title: Wording {
            nl: Some("Nieuwsfeed (RSS of Atom)".into()),
            de: Some("Nachrichten-Feed (RSS oder Atom)".into()),
            en: Some("News feed (RSS or Atom)".into()),
        },
        owner: "the publisher of the feed",
        licence: "as the publisher says; only title, summary and link are kept",
        languages: &[],
        countries: &[],
        requests_per_second: 0.5,
        needs_key: false,
        reads_folder: false,
        home: "https://www.rssboard.org/rss-specification",
        seen: "the forms RSS 0.9 to 2.0, RDF, Atom and JSON Feed, written by hand",
        settings: &[(
            "kind",
            "kind of its items, such as consultation; news by default",
        )],
        notes: &[
            "Entries without an id are known by their link, without a link by their title and day.",
            "A feed shows only its newest entries: read it often enough.",
        ],
    }
}

fn start(source: &Source, _: Option<&Cursor>, _: jiff::Timestamp) -> Result<Vec<Request>, Fault> {
    let accept = "application/atom+xml, application/rss+xml, application/xml, text/xml, application/feed+json";
    kind_of(source).ok_or_else(|| Fault::Setting {
        source_id: source.id.to_string(),
        setting: "kind",
        why: "expected a kind of item such as news, report or consultation".into(),
    })?;
    Ok(vec![Request::get(source.address.as_str(), accept)])
}

fn kind_of(source: &Source) -> Option<ItemKind> {
    match source.settings.get("kind") {
        Some(code) => ItemKind::from_code(code),
        None => Some(ItemKind::News),
    }
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let feed = parse(page)?;
    let mut gather = Gather::default();
    for (place, entry) in feed.entries.iter().enumerate() {
        match item_of(source, &feed, entry) {
            Some(item) => gather.item(item),
            None => gather.reject(
                &format!("entry {}", place + 1),
                "the entry has neither link nor title",
            ),
        }
    }
    Ok(gather.harvest)
}

/// What a feed calls itself, on one line; nothing when it cannot be read.
pub(crate) fn title_of(page: &Page) -> Option<String> {
    let title = clean_title(&parse(page).ok()?.title?.content);
    (!title.is_empty()).then_some(title)
}

fn parse(page: &Page) -> Result<Feed, Unreadable> {
    let text = decode(&page.body, page.content_type.as_deref());
    if text
        .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .starts_with('{')
    {
        json::value_of(page, EXPECTED)?;
    } else {
        text_of(page, Form::Xml, EXPECTED)?;
        // The feed parser is lenient: a page that breaks off would pass for a short one.
        xml::root_of(page, EXPECTED)?;
    }
    let utf8 = with_whole_references(without_declared_encoding(&text));
    let parser = feed_rs::parser::Builder::new()
        .base_uri(Some(page.url.as_str()))
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .build();
    parser
        .parse(utf8.as_bytes())
        .map_err(|fault| Unreadable::FormChanged {
            expected: EXPECTED,
            why: fault.to_string(),
            start: start_of(&text),
        })
}

/// The text without its XML declaration: it was decoded already, and the declaration would have
/// it decoded once more.
fn without_declared_encoding(text: &str) -> &str {
    let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match trimmed.strip_prefix("<?xml") {
        Some(rest) => rest
            .split_once("?>")
            .map_or(trimmed, |(_, after)| after.trim_start()),
        None => trimmed,
    }
}

/// The text with each `&` that begins no reference written as `&amp;`: many feeds have "R&D" in
/// a title, which no strict parser takes. Characters that XML does not know, and references to
/// them, are left out: one of them in one entry must not hide the whole feed.
fn with_whole_references(text: &str) -> String {
    let known: String = text.chars().filter(|c| is_xml(*c)).collect();
    let mut pieces = known.split('&');
    let mut out = pieces.next().unwrap_or("").to_owned();
    for piece in pieces {
        let name: String = piece
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '#')
            .take(12)
            .collect();
        let whole = !name.is_empty() && piece[name.len()..].starts_with(';');
        if whole && names_no_character(&name) {
            out.push_str(&piece[name.len() + 1..]);
            continue;
        }
        out.push_str(if whole { "&" } else { "&amp;" });
        out.push_str(piece);
    }
    out
}

/// Whether a reference such as `#0` or `#x1f` is to something that is no character of XML.
fn names_no_character(name: &str) -> bool {
    let Some(number) = name.strip_prefix('#') else {
        return false;
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    !code.ok().and_then(char::from_u32).is_some_and(is_xml)
}

fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

fn item_of(source: &Source, feed: &Feed, entry: &Entry) -> Option<Item> {
    let title = entry
        .title
        .as_ref()
        .map(|t| clean_title(&t.content))
        .unwrap_or_default();
    let body = body_of(entry);
    let link = link_of(entry);
    let published = entry
        .published
        .or(entry.updated)
        .and_then(|moment| jiff::Timestamp::from_second(moment.timestamp()).ok())
        .map(|moment| dates::central_european(moment).date())
        .filter(|day| (1900..=2100).contains(&day.year()));
    let own = [entry.id.as_str(), link.as_deref().unwrap_or("")]
        .into_iter()
        .find(|id| !id.is_empty())
        .map(str::to_owned);
    let id = match own {
        Some(id) => id,
        None if title.is_empty() => return None,
        None => fingerprint(&format!("{title}|{published:?}")),
    };
    let id = if id.len() > 300 { fingerprint(&id) } else { id };
    let people = entry
        .authors
        .iter()
        .filter_map(|author| author.name.clone());
    let topics = entry
        .categories
        .iter()
        .map(|c| c.label.clone().unwrap_or(c.term.clone()));
    Some(Item {
        key: format!("feed:{}:{}", source.id, id.trim()),
        number: None,
        kind: kind_of(source).unwrap_or(ItemKind::News),
        label: feed
            .title
            .as_ref()
            .map(|t| clean_title(&t.content))
            .filter(|t| !t.is_empty()),
        country: source.country,
        language: language_of(source, feed, entry),
        title,
        body,
        url: link.unwrap_or_else(|| source.address.clone()),
        published,
        dates: Vec::new(),
        actors: people.collect(),
        committee: None,
        file: None,
        links: Vec::new(),
        same: Vec::new(),
        state: None,
        topics: topics.collect(),
    })
}

/// The longer of summary and content, as plain text.
fn body_of(entry: &Entry) -> String {
    let summary = entry.summary.as_ref().map(|t| html_to_text(&t.content));
    let content = entry
        .content
        .as_ref()
        .and_then(|c| c.body.as_deref())
        .map(html_to_text);
    [summary, content]
        .into_iter()
        .flatten()
        .max_by_key(String::len)
        .unwrap_or_default()
}

fn link_of(entry: &Entry) -> Option<String> {
    let page = |rel: &Option<String>| rel.as_deref().is_none_or(|rel| rel == "alternate");
    let best = entry
        .links
        .iter()
        .find(|link| page(&link.rel))
        .or(entry.links.first());
    let from_id = || Some(entry.id.clone()).filter(|id| id.starts_with("http"));
    best.map(|link| link.href.trim().to_owned())
        .or_else(from_id)
}

fn language_of(source: &Source, feed: &Feed, entry: &Entry) -> Option<Language> {
    let said = entry.language.as_deref().or(feed.language.as_deref());
    source
        .language
        .or_else(|| said.and_then(Language::from_tag))
}

fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
