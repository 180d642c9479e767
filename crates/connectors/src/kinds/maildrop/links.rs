//! The links of a mail with the words they stand under. They are listed, never followed; those that
//! end or change a subscription are left out, for they act in the name of the reader.

use crate::formats::entities;
use crate::formats::text::{clean_title, html_to_text};

/// Links of one mail at most, and characters of one address.
const MOST_LINKS: usize = 100;
const LONGEST: usize = 1_000;
/// Bytes within which a link must end, words and all; keeps the work on hostile mails linear.
const LONGEST_LINK: usize = 8_000;
/// Words of a link that acts on a subscription.
const SUBSCRIPTION: [&str; 14] = [
    "unsubscribe",
    "afmelden",
    "uitschrijven",
    "afmeld",
    "abmelden",
    "abbestellen",
    "opt-out",
    "optout",
    "preferences",
    "voorkeuren",
    "einstellungen",
    "subscription",
    "forward",
    "doorsturen",
];
/// Words of a link to the same mail as a web page.
const ONLINE: [&str; 8] = [
    "webversie",
    "online versie",
    "onlineversie",
    "in uw browser",
    "in je browser",
    "im browser",
    "in your browser",
    "online lesen",
];

/// The links of a mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// Words and address of each, in their order.
    pub all: Vec<(String, String)>,
    /// The mail as a web page.
    pub online: Option<String>,
}

impl Links {
    /// The first address.
    pub fn first(&self) -> Option<String> {
        self.all.first().map(|(_, address)| address.clone())
    }

    /// One line a link: its words and its address.
    pub fn lines(&self) -> Vec<String> {
        let line = |(words, address): &(String, String)| match words.is_empty() || words == address
        {
            true => address.clone(),
            false => format!("{words}: {address}"),
        };
        self.all.iter().map(line).collect()
    }

    fn add(&mut self, words: String, address: &str) {
        let address = clean_title(address.trim());
        let web = address.starts_with("https://") || address.starts_with("http://");
        let whole = url::Url::parse(&address).is_ok_and(|url| url.has_host());
        let low = format!("{words} {address}").to_lowercase();
        let known = self.all.iter().any(|(_, other)| *other == address);
        if !web
            || !whole
            || address.len() > LONGEST
            || SUBSCRIPTION.iter().any(|word| low.contains(word))
        {
            return;
        }
        if ONLINE.iter().any(|word| low.contains(word)) {
            self.online.get_or_insert(address);
        } else if !known && self.all.len() < MOST_LINKS {
            self.all.push((words, address));
        }
    }
}

/// The links of a mail in HTML that stand under words; pictures that lead somewhere are left out.
pub fn of_html(html: &str) -> Links {
    let mut links = Links::default();
    let lower = html.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower.get(from..).and_then(|rest| rest.find("<a")) {
        let open = from + at;
        let piece = lower
            .get(open..lower.floor_char_boundary(open + LONGEST_LINK))
            .unwrap_or("");
        let end = piece.find('>').unwrap_or(1);
        let close = piece[end..].find("</a").map_or(piece.len(), |at| end + at);
        let (tag, inner) = (
            html.get(open..open + end),
            html.get(open + end + 1..open + close),
        );
        if let (Some(address), Some(inner)) = (tag.and_then(href), inner) {
            let words = clean_title(&html_to_text(inner).replace('\n', " "));
            let words: String = words.chars().take(200).collect();
            if !words.is_empty() {
                links.add(words, &address);
            }
        }
        from = open + end;
    }
    links
}

/// The address in a tag such as `<a class="x" href="https://…"`.
fn href(tag: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find("href")?;
    let rest = tag
        .get(at + 4..)?
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let value = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest.get(1..)?.split(quote).next()?,
        _ => rest.split_whitespace().next()?,
    };
    Some(entities::decode(value))
}

/// The addresses that stand in a plain text.
pub fn of_text(text: &str) -> Links {
    let mut links = Links::default();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '(' | ')'))
    {
        let address = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ']']);
        if address.starts_with("http") {
            links.add(String::new(), address);
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_listed_with_their_words_and_those_that_act_are_left_out() {
        let html = "<a href='https://e.example/web'>Bekijk de webversie</a><A class=x HREF=\"https://e.example/a?x=1&amp;y=2\"><b>De\n weg</b></A><a href=https://e.example/b><img src=x></a><a href='https://e.example/u'>Afmelden</a><a href='javascript:x'>Kwaad</a><abbr>N35</abbr><a href='https://e.example/a?x=1&amp;y=2'>Nog eens</a>";
        let links = of_html(html);
        assert_eq!(links.online.as_deref(), Some("https://e.example/web"));
        assert_eq!(links.lines(), ["De weg: https://e.example/a?x=1&y=2"]);
        assert_eq!(
            of_text("Zie <https://e.example/x>, en https://e.example/y.").lines(),
            ["https://e.example/x", "https://e.example/y"]
        );
        assert_eq!(of_html("<a href='https://é"), Links::default());
    }
}
