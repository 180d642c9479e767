//! A digest as a letter: subject, HTML and plain text that say the same. The HTML is what mail
//! programs of every age can show: tables, styles in the elements, no script and nothing from outside.

use crate::digest::{Digest, Entry, News, Touch};
use crate::html::Html;
use crate::plain;
use crate::say::{Say, clean, web_address};
use noaber_domain::calendar::Reminder;

/// Entries that are told in full; further ones are a line each.
pub(crate) const IN_FULL: usize = 40;
/// Passages shown for one item.
pub(crate) const PASSAGES: usize = 3;

const FONT: &str = "font-family:Verdana,Geneva,Arial,sans-serif";
const INK: &str = "#16212b";
const SOFT: &str = "#51606d";
const LINK: &str = "#0b5394";
const RULE: &str = "#d5dde4";

/// A letter without its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its subject: one line.
    pub subject: String,
    /// A whole HTML document.
    pub html: String,
    /// Plain text, lines of at most 72 characters but for addresses.
    pub text: String,
}

/// Writes the letter.
pub fn mail(digest: &Digest) -> Mail {
    let say = Say::of(digest);
    let region = say.wording(&digest.region);
    let subject = format!("Noaber {region}: {}", say.gist(digest));
    Mail {
        html: document(&say, digest, &subject),
        text: plain::text(&say, digest),
        subject,
    }
}

fn document(say: &Say, digest: &Digest, subject: &str) -> String {
    let mut html = Html::default();
    html.raw("<!doctype html>\n<html lang=\"");
    html.raw(say.code());
    html.raw("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light\"><title>");
    html.text(subject);
    html.raw("</title></head>\n<body style=\"margin:0;padding:0;background-color:#eef2f5\">\n<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" bgcolor=\"#eef2f5\"><tr><td align=\"center\" style=\"padding:16px 8px\">\n");
    html.raw(&format!("<table role=\"presentation\" width=\"640\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" bgcolor=\"#ffffff\" style=\"width:100%;max-width:640px;{FONT};font-size:15px;line-height:22px;color:{INK}\">\n"));
    head(&mut html, say, digest);
    for (at, entry) in digest.entries.iter().enumerate() {
        match at < IN_FULL {
            true => in_full(&mut html, say, digest, entry),
            false => in_short(&mut html, say, digest, entry),
        }
    }
    if digest.more {
        row(&mut html, "16px 24px", |html| {
            html.text(&say.t("mail-more"));
        });
    }
    silences(&mut html, say, digest);
    ahead(&mut html, say, digest);
    foot(&mut html, say, digest);
    html.raw("</table>\n</td></tr></table>\n</body></html>\n");
    html.done()
}

fn row(html: &mut Html, padding: &str, fill: impl FnOnce(&mut Html)) {
    html.raw(&format!(
        "<tr><td style=\"padding:{padding};border-top:1px solid {RULE}\">"
    ));
    fill(html);
    html.raw("</td></tr>\n");
}

fn head(html: &mut Html, say: &Say, digest: &Digest) {
    html.raw("<tr><td bgcolor=\"#123a5a\" style=\"padding:16px 24px;color:#ffffff;background-color:#123a5a\"><strong style=\"font-size:18px\">Noaber ");
    html.text(&say.wording(&digest.region));
    html.raw("</strong><br>");
    html.text(&say.day_long(digest.today));
    html.raw("</td></tr>\n<tr><td style=\"padding:20px 24px\"><h1 style=\"margin:0;font-size:20px;line-height:28px\">");
    html.text(&format!("{}.", upper(&say.gist(digest))));
    html.raw("</h1>");
    if digest.is_quiet() {
        html.raw("<p style=\"margin:8px 0 0\">");
        html.text(&say.heard(digest));
        html.raw("</p>");
    }
    html.raw("</td></tr>\n");
}

/// The title of an entry, as a link where its address can be followed.
fn title(html: &mut Html, say: &Say, digest: &Digest, entry: &Entry) {
    let lang = say.foreign(entry.language);
    let desk = digest
        .desk
        .as_ref()
        .map(|desk| format!("{desk}/items/{}", entry.item));
    let to = desk.as_deref().or_else(|| web_address(&entry.url));
    let gone = entry.news == News::Removed;
    let (to, lang) = match gone {
        true => (None, None),
        false => (to, lang),
    };
    html.link(to, LINK, lang, &say.title(entry));
}

fn in_full(html: &mut Html, say: &Say, digest: &Digest, entry: &Entry) {
    row(html, "20px 24px", |html| {
        let tone = match entry.tier {
            noaber_domain::Tier::Decide => "#9b1c1c",
            noaber_domain::Tier::Act => "#7a4b00",
            noaber_domain::Tier::Know => SOFT,
        };
        if !entry.news.is_gone() {
            html.raw(&format!(
                "<div style=\"font-size:13px;color:{tone}\"><strong>"
            ));
            html.text(&say.asks(entry));
            html.raw("</strong></div>");
        }
        html.raw("<h2 style=\"margin:4px 0;font-size:17px;line-height:24px\">");
        title(html, say, digest, entry);
        html.raw(&format!("</h2><div style=\"font-size:13px;color:{SOFT}\">"));
        html.text(&say.origin(entry));
        html.raw("</div>");
        news(html, say, entry);
        for touch in &entry.touches {
            touched(html, say, entry, touch);
        }
        passages(html, say, entry);
        source_link(html, say, digest, entry);
    });
}

/// What is new about an item that the reader knows.
fn news(html: &mut Html, say: &Say, entry: &Entry) {
    if entry.news == News::New {
        return;
    }
    html.raw("<div style=\"margin:8px 0;padding:8px 12px;background-color:#fff4d6\"><strong>");
    html.text(&say.t(&format!("mail-news-{}", entry.news.code())));
    html.raw("</strong>");
    for change in say.changes(entry) {
        html.raw("<br>");
        html.text(&change);
    }
    html.raw("</div>");
}

fn touched(html: &mut Html, say: &Say, entry: &Entry, touch: &Touch) {
    html.raw("<div style=\"margin:8px 0 0\"><strong>");
    html.text(&say.wording(&touch.title));
    html.raw("</strong>");
    if !entry.news.is_gone() {
        html.raw(" ");
        html.text(&say.bears(touch));
        html.raw(&format!("<br><span style=\"font-size:13px;color:{SOFT}\">"));
        html.text(&format!("{} ", say.t("card-why")));
        html.text(&say.reasons(entry, touch));
        html.raw("</span>");
    }
    html.raw("</div>");
}

/// The best passages of all dossiers, each once.
fn passages(html: &mut Html, say: &Say, entry: &Entry) {
    let lang = say.foreign(entry.language);
    for passage in best_passages(entry) {
        html.raw(&format!(
            "<blockquote style=\"margin:8px 0;padding:0 0 0 12px;border-left:3px solid {RULE}\""
        ));
        html.lang(lang);
        html.raw(">");
        for (text, marked) in passage.runs() {
            match marked {
                true => {
                    html.raw("<strong style=\"background-color:#fdf0b8\">");
                    html.text(text);
                    html.raw("</strong>");
                }
                false => html.text(text),
            }
        }
        html.raw("</blockquote>");
    }
}

/// The best passages of an entry over all its dossiers, each once and not the title itself.
pub(crate) fn best_passages(entry: &Entry) -> Vec<&noaber_domain::Passage> {
    let mut best: Vec<&noaber_domain::Passage> = Vec::new();
    for passage in entry.touches.iter().flat_map(|t| &t.passages) {
        let known = best.iter().any(|one| one.text == passage.text);
        if !known && passage.text != entry.title && best.len() < PASSAGES {
            best.push(passage);
        }
    }
    best
}

/// Where the title leads to the desk, the paper itself is one step further.
fn source_link(html: &mut Html, say: &Say, digest: &Digest, entry: &Entry) {
    if let (Some(_), Some(url)) = (&digest.desk, web_address(&entry.url)) {
        html.raw("<div style=\"margin:8px 0 0;font-size:13px\">");
        html.link(Some(url), LINK, None, &say.t("mail-to-source"));
        html.raw("</div>");
    }
}

fn in_short(html: &mut Html, say: &Say, digest: &Digest, entry: &Entry) {
    row(html, "8px 24px", |html| {
        title(html, say, digest, entry);
        html.raw(&format!("<br><span style=\"font-size:13px;color:{SOFT}\">"));
        html.text(&say.in_short(entry));
        html.raw("</span>");
    });
}

fn silences(html: &mut Html, say: &Say, digest: &Digest) {
    if digest.silences.is_empty() {
        return;
    }
    row(html, "20px 24px", |html| {
        html.raw("<h2 style=\"margin:0 0 8px;font-size:17px\">");
        let desk = digest.desk.as_ref().map(|desk| format!("{desk}/sources"));
        html.link(desk.as_deref(), LINK, None, &say.t("mail-silences"));
        html.raw("</h2>");
        for one in &digest.silences {
            html.raw("<div style=\"margin:4px 0\">");
            html.text(&say.silence(one));
            html.raw("</div>");
        }
    });
}

fn ahead(html: &mut Html, say: &Say, digest: &Digest) {
    if digest.ahead.is_empty() {
        return;
    }
    row(html, "20px 24px", |html| {
        html.raw("<h2 style=\"margin:0 0 8px;font-size:17px\">");
        html.text(&say.t("mail-ahead"));
        html.raw("</h2><table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" width=\"100%\" style=\"font-size:14px;line-height:20px\">");
        for one in &digest.ahead {
            html.raw(
                "<tr><td valign=\"top\" width=\"150\" style=\"padding:4px 12px 4px 0\"><strong>",
            );
            let (date, far) = say.lies_ahead(one);
            let tone = match one.reminder {
                Some(Reminder::Urgent) => "#9b1c1c",
                _ => SOFT,
            };
            html.text(&date);
            html.raw(&format!("</strong><br><span style=\"color:{tone}\">"));
            html.text(&far);
            html.raw("</span></td><td valign=\"top\" style=\"padding:4px 0\">");
            let desk = digest
                .desk
                .as_ref()
                .map(|desk| format!("{desk}/items/{}", one.item));
            let to = desk.as_deref().or_else(|| web_address(&one.url));
            html.link(to, LINK, say.foreign(one.language), &clean(&one.title));
            html.raw(&format!("<br><span style=\"color:{SOFT}\">"));
            let dossiers: Vec<String> = one.dossiers.iter().map(|d| say.wording(d)).collect();
            html.text(&dossiers.join(", "));
            html.raw("</span></td></tr>");
        }
        html.raw("</table>");
    });
}

fn foot(html: &mut Html, say: &Say, digest: &Digest) {
    row(html, "16px 24px", |html| {
        html.raw(&format!(
            "<div style=\"font-size:13px;line-height:20px;color:{SOFT}\">"
        ));
        if !digest.is_quiet() {
            html.text(&say.heard(digest));
            html.raw("<br>");
        }
        html.text(&say.why(digest));
        if let Some(desk) = &digest.desk {
            html.raw("<br>");
            html.link(Some(desk), LINK, None, &say.t("mail-to-desk"));
        }
        match &digest.stop {
            Some(stop) => {
                html.raw(" · ");
                html.link(Some(stop), LINK, None, &say.t("mail-stop"));
            }
            None => {
                html.raw("<br>");
                html.text(&say.t("mail-stop-ask"));
            }
        }
        html.raw("</div>");
    });
}

/// With a capital, as a sentence begins.
pub(crate) fn upper(text: &str) -> String {
    // In Dutch the accent of a capital E is not written.
    if let Some(rest) = text.strip_prefix("één") {
        return format!("Eén{rest}");
    }
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
