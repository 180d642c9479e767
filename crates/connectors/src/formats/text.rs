//! Markup to plain text, and titles to one clean line. Safe by being small: what is not text is
//! left out, nothing is ever put back as markup.

use super::entities;

/// Elements whose content is not text for readers.
const HIDDEN: [&str; 5] = ["script", "style", "head", "template", "noscript"];
/// Elements after or before which a new line begins.
const BLOCKS: [&str; 21] = [
    "p",
    "br",
    "div",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "section",
    "article",
    "blockquote",
    "dd",
    "dt",
    "pre",
];

/// The text of a piece of HTML: paragraphs divided by `\n`, entities resolved, no markup.
pub fn html_to_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = match Tag::at(rest) {
            Some(tag) => {
                if BLOCKS.contains(&tag.name.as_str()) {
                    out.push('\n');
                }
                after_hidden(&rest[tag.length..], &tag)
            }
            None => {
                out.push('<');
                &rest[1..]
            }
        };
    }
    out.push_str(rest);
    clean_body(&entities::decode(&out))
}

/// Characters within which a tag must end, quotes and all; keeps the work on hostile pages linear.
const LONGEST_TAG: usize = 4_000;
/// Characters of a hidden element that are passed over at most.
const LONGEST_HIDDEN: usize = 200_000;

struct Tag {
    name: String,
    length: usize,
}

impl Tag {
    /// The tag or comment at the start of `text`; `None` when the `<` is only a sign ("< 3 %").
    fn at(text: &str) -> Option<Tag> {
        if text.starts_with("<!--") {
            let length = text.find("-->").map_or(text.len(), |end| end + 3);
            return Some(Tag {
                name: String::new(),
                length,
            });
        }
        let inner = text[1..].trim_start_matches('/');
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            return None;
        }
        let name = inner
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        let end = end_of_tag(text).unwrap_or(text.len());
        Some(Tag { name, length: end })
    }
}

/// The place after the `>` that ends a tag; a `>` within quotes does not.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices().skip(1).take(LONGEST_TAG) {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    text.find('>').map(|at| at + 1)
}

fn after_hidden<'a>(rest: &'a str, tag: &Tag) -> &'a str {
    if !HIDDEN.contains(&tag.name.as_str()) {
        return rest;
    }
    let close = format!("</{}", tag.name);
    let found = rest
        .char_indices()
        .take(LONGEST_HIDDEN)
        .filter(|(_, c)| *c == '<')
        .find(|(at, _)| {
            rest.get(*at..*at + close.len())
                .is_some_and(|piece| piece.eq_ignore_ascii_case(&close))
        });
    match found {
        Some((at, _)) => &rest[at..],
        None => rest,
    }
}

/// Plain text with control and direction characters gone, white space single, paragraphs divided
/// by one `\n`.
pub fn clean_body(text: &str) -> String {
    let lines = text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}']);
    let clean: Vec<String> = lines
        .map(one_line)
        .filter(|line| !line.is_empty())
        .collect();
    clean.join("\n")
}

/// A title on one line: no markup, control characters, zero-width or direction characters.
pub fn clean_title(text: &str) -> String {
    let plain = if text.contains(['<', '&']) {
        html_to_text(text)
    } else {
        text.to_owned()
    };
    one_line(&plain)
}

fn one_line(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !is_invisible(*c))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Soft hyphen, zero-width characters, direction controls (with which a title could show itself
/// backwards), byte order marks and the replacement for the unreadable.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}' | '\u{61c}' | '\u{e0000}'..='\u{e007f}')
}

/// Mends labels that came percent-encoded (`Coal %26 Steel`) or whose plus signs were taken for
/// blanks (`Erasmus  (ERASMUS )`).
pub fn mend_label(label: &str) -> String {
    let mut bytes = Vec::with_capacity(label.len());
    let raw = label.as_bytes();
    let mut at = 0;
    while at < raw.len() {
        let code = (raw[at] == b'%')
            .then(|| label.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(raw[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    let text = String::from_utf8(bytes).unwrap_or_else(|_| label.to_owned());
    clean_title(&text.replace("  (", "+ (").replace(" )", "+)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_paragraphs_without_markup() {
        let html = "<p>Een <b>brug</b> &amp; een weg.</p><ul><li>spoor<li>water</ul><script>alert('x</p>')</script>na";
        assert_eq!(html_to_text(html), "Een brug & een weg.\nspoor\nwater\nna");
        assert_eq!(
            html_to_text("minder dan < 3 % en <a title='>'>meer</a"),
            "minder dan < 3 % en meer"
        );
        assert_eq!(
            html_to_text("voor<!-- weg --> na<br/>nieuw"),
            "voor na\nnieuw"
        );
        assert_eq!(html_to_text("<script>altijd open"), "altijd open");
    }

    #[test]
    fn a_title_is_one_line_of_visible_characters() {
        assert_eq!(
            clean_title(" N35:\r\n\u{202e}weg\u{200b}\u{0} <i>verbreden</i>\t"),
            "N35: weg verbreden"
        );
        assert_eq!(clean_title("<script>alert(1)</script>Kop"), "Kop");
    }

    #[test]
    fn labels_are_mended() {
        assert_eq!(mend_label("Coal %26 Steel 100%"), "Coal & Steel 100%");
        assert_eq!(mend_label("Erasmus  (ERASMUS )"), "Erasmus+ (ERASMUS+)");
        assert_eq!(
            mend_label("HORIZON  Research Actions"),
            "HORIZON Research Actions"
        );
    }
}
