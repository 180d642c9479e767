//! A digest as plain text, for readers whose mail program shows no markup: the same words in the same
//! order as the HTML, in lines of at most 72 characters. An address is never broken.

use crate::digest::{Digest, Entry, News};
use crate::mail::{IN_FULL, best_passages, upper};
use crate::say::{Say, clean, web_address};

/// Longest line, in characters (RFC 3676 recommends at most 78).
const WIDTH: usize = 72;
const RULE: char = '-';

/// Writes the text.
pub(crate) fn text(say: &Say, digest: &Digest) -> String {
    let mut page = Page::default();
    page.line(0, &format!("Noaber {}", say.wording(&digest.region)));
    page.line(0, &say.day_long(digest.today));
    page.blank();
    page.line(0, &format!("{}.", upper(&say.gist(digest))));
    if digest.is_quiet() {
        page.line(0, &say.heard(digest));
    }
    for (at, entry) in digest.entries.iter().enumerate() {
        page.rule();
        match at < IN_FULL {
            true => in_full(&mut page, say, digest, entry),
            false => in_short(&mut page, say, digest, entry),
        }
    }
    if digest.more {
        page.rule();
        page.line(0, &say.t("mail-more"));
    }
    silences(&mut page, say, digest);
    ahead(&mut page, say, digest);
    foot(&mut page, say, digest);
    page.0
}

fn in_full(page: &mut Page, say: &Say, digest: &Digest, entry: &Entry) {
    if !entry.news.is_gone() {
        page.line(0, &say.asks(entry).to_uppercase());
    }
    page.line(0, &say.title(entry));
    page.line(0, &say.origin(entry));
    if entry.news != News::New {
        page.line(
            0,
            &format!("* {}", say.t(&format!("mail-news-{}", entry.news.code()))),
        );
        for change in say.changes(entry) {
            page.line(2, &change);
        }
    }
    for touch in &entry.touches {
        page.blank();
        let title = say.wording(&touch.title);
        if entry.news.is_gone() {
            page.line(0, &title);
            continue;
        }
        page.line(0, &format!("{title}: {}", say.bears(touch)));
        let why = say.t("card-why");
        page.line(2, &format!("{why} {}", say.reasons(entry, touch)));
    }
    for passage in best_passages(entry) {
        page.blank();
        page.line(2, &format!("“{}”", clean(&passage.text)));
    }
    page.blank();
    addresses(page, digest, entry);
}

fn in_short(page: &mut Page, say: &Say, digest: &Digest, entry: &Entry) {
    page.line(0, &say.title(entry));
    page.line(0, &say.in_short(entry));
    addresses(page, digest, entry);
}

fn addresses(page: &mut Page, digest: &Digest, entry: &Entry) {
    if let Some(desk) = &digest.desk {
        page.line(0, &format!("{desk}/items/{}", entry.item));
    }
    if let Some(url) = web_address(&entry.url) {
        page.line(0, url);
    }
}

fn silences(page: &mut Page, say: &Say, digest: &Digest) {
    if digest.silences.is_empty() {
        return;
    }
    page.rule();
    page.line(0, &say.t("mail-silences").to_uppercase());
    for one in &digest.silences {
        page.blank();
        page.line(0, &say.silence(one));
    }
    if let Some(desk) = &digest.desk {
        page.blank();
        page.line(0, &format!("{desk}/sources"));
    }
}

fn ahead(page: &mut Page, say: &Say, digest: &Digest) {
    if digest.ahead.is_empty() {
        return;
    }
    page.rule();
    page.line(0, &say.t("mail-ahead").to_uppercase());
    for one in &digest.ahead {
        page.blank();
        let (date, far) = say.lies_ahead(one);
        page.line(0, &format!("{date} · {far}"));
        page.line(2, &clean(&one.title));
        let dossiers: Vec<String> = one.dossiers.iter().map(|d| say.wording(d)).collect();
        page.line(2, &dossiers.join(", "));
    }
}

fn foot(page: &mut Page, say: &Say, digest: &Digest) {
    page.blank();
    // Mail programs know this line, and fold away what stands below it.
    page.0.push_str("-- \n");
    if !digest.is_quiet() {
        page.line(0, &say.heard(digest));
    }
    page.line(0, &say.why(digest));
    if let Some(desk) = &digest.desk {
        page.line(0, &format!("{}: {desk}/", say.t("mail-to-desk")));
    }
    match &digest.stop {
        Some(stop) => {
            page.line(0, &format!("{}:", say.t("mail-stop")));
            page.line(0, stop);
        }
        None => page.line(0, &say.t("mail-stop-ask")),
    }
}

/// Lines of text in the making.
#[derive(Debug, Default)]
struct Page(String);

impl Page {
    fn blank(&mut self) {
        self.0.push('\n');
    }

    fn rule(&mut self) {
        self.blank();
        self.0.extend(std::iter::repeat_n(RULE, WIDTH));
        self.0.push_str("\n\n");
    }

    /// Adds a paragraph, broken between words.
    fn line(&mut self, indent: usize, text: &str) {
        let mut used = 0;
        for word in text.split([' ', '\u{a0}']).filter(|word| !word.is_empty()) {
            let long = word.chars().count();
            if used > 0 && used + 1 + long > WIDTH {
                self.blank();
                used = 0;
            }
            let gap = match used {
                0 => indent,
                _ => 1,
            };
            self.0.extend(std::iter::repeat_n(' ', gap));
            self.0.push_str(word);
            used += gap + long;
        }
        self.blank();
    }
}
