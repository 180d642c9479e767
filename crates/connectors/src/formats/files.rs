//! The plain text of office files: PDF, DOCX and ODT, told apart by their first bytes. Reading a
//! hostile file may take for ever or run out of memory, so whoever calls this does it in a process
//! of its own.

mod pdf;
mod zipped;

/// Characters of text that are kept of a file.
const LONGEST: usize = 2_000_000;

/// A sort of file of which the text can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileSort {
    /// Portable Document Format.
    Pdf,
    /// Office Open XML or OpenDocument text: a ZIP archive.
    Zipped,
}

/// Why the text of a file cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// Neither PDF nor a ZIP archive.
    #[error("expected a PDF, DOCX or ODT file, came something that begins with {0}")]
    Unknown(String),
    /// A ZIP archive that is no text document.
    #[error(
        "expected word/document.xml or content.xml in the archive, came neither; it may be a spreadsheet or a presentation"
    )]
    NoText,
    /// The file cannot be read.
    #[error("the {sort} file cannot be read: {why}")]
    Broken {
        /// PDF, DOCX or ODT.
        sort: &'static str,
        /// What its reader says.
        why: String,
    },
    /// The file unpacks to more than a text can be.
    #[error(
        "the archive unpacks to more than {limit} bytes; refused as a bomb, nothing of it was kept"
    )]
    Bomb {
        /// The limit in bytes.
        limit: u64,
    },
    /// There is a file but no text in it, such as a scan.
    #[error("the file holds no text; it may be a scan, which needs to be read by eye")]
    Empty,
}

/// What sort of file these bytes are, by how they begin.
pub fn sort_of(bytes: &[u8]) -> Option<FileSort> {
    // Some servers put a byte order mark or an empty line before a PDF; the format allows for it.
    let start = &bytes[..bytes.len().min(1024)];
    if start.windows(5).any(|w| w == b"%PDF-") {
        return Some(FileSort::Pdf);
    }
    bytes.starts_with(b"PK\x03\x04").then_some(FileSort::Zipped)
}

/// The text of a file, paragraphs divided by `\n`, at most two million characters.
pub fn text_of(bytes: &[u8]) -> Result<String, FileFault> {
    let text = match sort_of(bytes) {
        Some(FileSort::Pdf) => pdf::text(bytes)?,
        Some(FileSort::Zipped) => zipped::text(bytes)?,
        None => return Err(FileFault::Unknown(beginning(bytes))),
    };
    let text: String = text.chars().take(LONGEST).collect();
    if text.trim().is_empty() {
        return Err(FileFault::Empty);
    }
    Ok(text)
}

fn beginning(bytes: &[u8]) -> String {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]);
    let shown: String = start.chars().filter(|c| !c.is_control()).collect();
    format!("\"{shown}\"")
}

/// Lines that belong to one paragraph are joined, words broken at a line's end put together, white
/// space made single; control characters go.
fn paragraphs(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut open = String::new();
    for line in raw.lines() {
        let clean: String = line
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            flush(&mut out, &mut open);
            continue;
        }
        let starts_low = words.starts_with(char::is_lowercase);
        if open.ends_with('-') && starts_low && !open.ends_with(" -") {
            open.pop();
        } else if !open.is_empty() {
            open.push(' ');
        }
        open.push_str(&words);
    }
    flush(&mut out, &mut open);
    out
}

fn flush(out: &mut String, open: &mut String) {
    if open.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(open);
    open.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs_and_broken_words_are_whole_again() {
        let raw = "De trein naar Müns-\nter rijdt\nweer.\n\nTwente - en\n\u{0}de Grafschaft.";
        assert_eq!(
            paragraphs(raw),
            "De trein naar Münster rijdt weer.\nTwente - en de Grafschaft."
        );
    }

    #[test]
    fn what_is_no_file_is_refused_by_name() {
        assert!(matches!(
            text_of(b"<html>blocked</html>"),
            Err(FileFault::Unknown(start)) if start.contains("<html>")
        ));
        assert!(matches!(
            text_of(b"%PDF-1.4 and nothing more"),
            Err(FileFault::Broken { sort: "PDF", .. })
        ));
        assert!(text_of(b"PK\x03\x04 and nothing more").is_err());
    }
}
