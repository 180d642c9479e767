//! One mail as an item: subject, day, sender's name, text, links. Addresses of people are not kept.

use super::links::{Links, of_html, of_text};
use super::{EXPECTED, kind_of};
use crate::connector::{Harvest, Page, Unreadable};
use crate::formats::charset::decode;
use crate::formats::dates::central_european;
use crate::formats::gather::Gather;
use crate::formats::guard::start_of;
use crate::formats::text::{clean_title, html_to_text};
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use noaber_domain::source::Cursor;
use noaber_domain::{Item, Source};
use sha2::{Digest, Sha256};

/// Bytes of text that are read of one mail at most.
const LONGEST: usize = 2_000_000;

/// Reads a mail.
pub fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let start = || start_of(&decode(&page.body[..page.body.len().min(1_000)], None));
    let claimed = page.content_type.as_deref().unwrap_or("message/rfc822");
    let fits = ["message/", "text/plain", "octet-stream"]
        .iter()
        .any(|word| claimed.contains(word));
    if !fits || !begins_like_a_mail(&page.body) {
        return Err(Unreadable::WrongType {
            expected: EXPECTED,
            came: page
                .content_type
                .clone()
                .unwrap_or_else(|| "another form".into()),
            start: start(),
        });
    }
    let message = MessageParser::default().parse(&page.body);
    let Some(message) = message.filter(|message| is_whole(message, &page.body)) else {
        return Err(Unreadable::Truncated {
            expected: EXPECTED,
            length: page.body.len(),
            start: start(),
        });
    };
    let mut gather = Gather::default();
    let item = item_of(source, page, &message);
    gather.item(item);
    let mut harvest = gather.harvest;
    harvest.cursor = page
        .carry
        .as_deref()
        .filter(|note| note.starts_with('{'))
        .and_then(cursor);
    Ok(harvest)
}

/// The cursor that the last mail of a batch carries.
fn cursor(note: &str) -> Option<Cursor> {
    let value: serde_json::Value = serde_json::from_str(note).ok()?;
    value.get("seen").map(|_| Cursor(note.to_owned()))
}

/// Whether the bytes begin with headers, one of which only a mail has.
fn begins_like_a_mail(body: &[u8]) -> bool {
    let head: String = body.iter().take(64_000).map(|b| char::from(*b)).collect();
    let lines = head
        .trim_start()
        .lines()
        .take_while(|line| !line.trim().is_empty());
    let mut known = false;
    for (number, line) in lines.enumerate() {
        let folded = number > 0 && line.starts_with([' ', '\t']);
        let mailbox = number == 0 && line.starts_with("From ");
        let name = line.split_once(':').map(|(name, _)| name.trim_end());
        let is_name = |name: &str| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        };
        match name.filter(|name| is_name(name)) {
            _ if folded || mailbox => {}
            Some(name) => {
                let own = ["from", "date", "subject", "message-id", "received"];
                known |= own.contains(&name.to_ascii_lowercase().as_str());
            }
            None => return false,
        }
    }
    known
}

/// Whether a mail is there to its end: its headers end, and each part that was opened is closed.
fn is_whole(message: &Message, body: &[u8]) -> bool {
    let ends = |mark: &[u8]| body.windows(mark.len()).any(|window| window == mark);
    let headers_end = ends(b"\n\n") || ends(b"\r\n\r\n");
    let boundaries = message.parts.iter().filter_map(|part| {
        let sort = part.content_type()?;
        (sort.ctype() == "multipart")
            .then(|| sort.attribute("boundary"))
            .flatten()
    });
    let mut closed = boundaries.map(|boundary| ends(format!("--{boundary}--").as_bytes()));
    headers_end && closed.all(|is_closed| is_closed)
}

fn item_of(source: &Source, page: &Page, message: &Message) -> Item {
    let id = message
        .message_id()
        .map(clean_title)
        .filter(|id| !id.is_empty());
    let own = id
        .clone()
        .filter(|id| id.len() <= 200)
        .unwrap_or_else(|| fingerprint(&page.body));
    let (text, links) = content(message);
    let (name, site) = sender(message);
    let set = source
        .settings
        .get("page")
        .filter(|page| page.starts_with("http"))
        .cloned();
    let address = links.online.clone().or(set).or_else(|| links.first());
    let mut item = Item::bare(
        format!("mail:{}:{own}", source.id),
        kind_of(source).unwrap_or(noaber_domain::ItemKind::News),
        source.country,
        message.subject().unwrap_or_default(),
        address.unwrap_or_else(|| format!("https://{site}/")),
    );
    item.language = source.language;
    item.label = name.clone();
    item.actors = name.into_iter().collect();
    let moment = message
        .date()
        .and_then(|date| jiff::Timestamp::from_second(date.to_timestamp()).ok());
    item.published = moment
        .map(|moment| central_european(moment).date())
        .filter(|day| (1990..=2100).contains(&day.year()));
    item.same = id
        .filter(|id| id.contains('@'))
        .map(|id| format!("mail:{id}"))
        .into_iter()
        .collect();
    let names = message
        .attachments()
        .filter_map(|part| part.attachment_name().map(clean_title));
    let lines: Vec<String> = std::iter::once(text)
        .chain(links.lines())
        .chain(names)
        .collect();
    item.body = lines.join("\n");
    if item.title.trim().is_empty() {
        item.title = item.label.clone().unwrap_or_default();
    }
    item
}

/// Text and links of a mail: the plain text where there is one of some length, the links of HTML.
fn content(message: &Message) -> (String, Links) {
    let mut html = String::new();
    for part in message.html_bodies() {
        if let PartType::Html(text) = &part.body {
            html.push_str(
                text.get(..text.floor_char_boundary(LONGEST))
                    .unwrap_or(text),
            );
        }
    }
    let mut plain = String::new();
    for part in message.text_bodies() {
        if let PartType::Text(text) = &part.body {
            plain.push_str(
                text.get(..text.floor_char_boundary(LONGEST))
                    .unwrap_or(text),
            );
            plain.push('\n');
        }
    }
    let (of_page, written) = (html_to_text(&html), of_text(&plain));
    // Many senders put "your program cannot show this mail" where the plain text should be.
    let text = if plain.trim().len() * 2 > of_page.len() {
        plain
    } else {
        of_page
    };
    let links = if html.is_empty() {
        written
    } else {
        of_html(&html)
    };
    (text, links)
}

/// The sender's name, and the domain the mail comes from.
fn sender(message: &Message) -> (Option<String>, String) {
    let from = message.from().and_then(|from| from.first());
    let name = from.and_then(|from| from.name()).map(clean_title);
    let domain = from
        .and_then(|from| from.address())
        .and_then(|address| address.rsplit_once('@'));
    let domain = domain.map(|(_, domain)| domain.to_ascii_lowercase());
    let fits = |domain: &String| {
        domain.contains('.')
            && domain
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b))
    };
    let domain = domain.filter(fits);
    let name = name
        .filter(|name| !name.is_empty() && !name.contains('@'))
        .or(domain.clone());
    (name, domain.unwrap_or_else(|| "unknown.invalid".into()))
}

fn fingerprint(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
