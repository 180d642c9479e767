//! Bytes to text, whatever the sender says about them. Markup and meaning are not looked at, apart
//! from the line in which a document names its own encoding.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Decodes a page: a byte order mark wins; else valid UTF-8 is UTF-8, whatever the header claims
/// (senders mislabel it daily, while other encodings hardly ever look like it); else the header's
/// charset, the document's own declaration, and at last windows-1252. Never fails.
pub fn decode(body: &[u8], content_type: Option<&str>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(body) {
        return encoding
            .decode_without_bom_handling(&body[mark..])
            .0
            .into_owned();
    }
    match std::str::from_utf8(body) {
        Ok(text) => return text.to_owned(),
        // Broken off within a character: the rest of the page was good UTF-8.
        Err(fault) if fault.error_len().is_none() && !body[..fault.valid_up_to()].is_ascii() => {
            return String::from_utf8_lossy(&body[..fault.valid_up_to()]).into_owned();
        }
        Err(_) => {}
    }
    let declared = content_type
        .and_then(header_charset)
        .or_else(|| document_charset(body))
        .filter(|encoding| *encoding != UTF_8);
    declared.unwrap_or(WINDOWS_1252).decode(body).0.into_owned()
}

fn header_charset(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let label = lower.split("charset=").nth(1)?;
    Encoding::for_label(label.trim_matches(['"', '\'', ' ', ';']).as_bytes())
}

fn document_charset(body: &[u8]) -> Option<&'static Encoding> {
    let head: String = body
        .iter()
        .take(1024)
        .map(|b| char::from(*b).to_ascii_lowercase())
        .collect();
    let at = ["encoding=", "charset="]
        .iter()
        .find_map(|word| head.find(word).map(|i| i + word.len()))?;
    let label: String = head[at..]
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes())
}

/// Mends text that was UTF-8, read as windows-1252 and written as UTF-8 again (`â€™` for `’`). Each
/// run of letters beyond ASCII is mended only when it turns into valid text, so good text stays.
pub fn mend_double_encoding(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut mended = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars() {
        if c.is_ascii() {
            flush(&mut run, &mut mended);
            mended.push(c);
        } else {
            run.push(c);
        }
    }
    flush(&mut run, &mut mended);
    mended
}

fn flush(run: &mut String, out: &mut String) {
    if run.is_empty() {
        return;
    }
    let (bytes, _, unmappable) = WINDOWS_1252.encode(run);
    match std::str::from_utf8(&bytes) {
        Ok(text) if !unmappable => out.push_str(text),
        _ => out.push_str(run),
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_naming_an_encoding_is_understood() {
        assert_eq!(
            decode("één".as_bytes(), Some("text/xml; charset=iso-8859-1")),
            "één"
        );
        assert_eq!(decode(b"\xEF\xBB\xBFbrug", None), "brug");
        assert_eq!(decode(b"\xFF\xFEa\0b\0", None), "ab");
        assert_eq!(
            decode(b"M\xFCnster", Some("text/html; charset=\"ISO-8859-1\"")),
            "Münster"
        );
        assert_eq!(
            decode(b"<?xml version='1.0' encoding='windows-1251'?>\xE0", None),
            "<?xml version='1.0' encoding='windows-1251'?>а"
        );
        assert_eq!(decode(b"prijs \x80 5", None), "prijs € 5");
        assert_eq!(decode(&"één".as_bytes()[..3], None), "é");
    }

    #[test]
    fn double_encoding_is_mended_and_good_text_left_alone() {
        assert_eq!(
            mend_double_encoding("projectâ€™s Â½ FinanciÃ«n"),
            "project’s ½ Financiën"
        );
        assert_eq!(
            mend_double_encoding("één, Köln – ‘goed’"),
            "één, Köln – ‘goed’"
        );
    }
}
