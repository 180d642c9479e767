//! The door through which a run has files turned into text. Who reads them, and in which process,
//! is the caller's business.

use crate::connector::{Page, Unreadable};
use crate::formats::files::sort_of;
use crate::formats::guard::start_of;
use std::fmt;
use std::sync::Arc;

/// What a page that was made of a file says of its type.
pub const EXTRACTED: &str = "text/plain; charset=utf-8; extracted=yes";

type Reading = dyn Fn(&[u8]) -> Result<String, String> + Send + Sync;

/// Turns the bytes of a PDF, DOCX or ODT into text, or says why not.
#[derive(Clone)]
pub struct Extract(Arc<Reading>);

impl fmt::Debug for Extract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Extract")
    }
}

impl Default for Extract {
    fn default() -> Extract {
        Extract::new(|_| Err("files are not read in this run".into()))
    }
}

impl Extract {
    /// A reader of files.
    pub fn new(
        reading: impl Fn(&[u8]) -> Result<String, String> + Send + Sync + 'static,
    ) -> Extract {
        Extract(Arc::new(reading))
    }

    /// A page as its kind may read it: a file becomes a page of plain text with the type
    /// [`EXTRACTED`], everything else stays as it is.
    pub fn page(&self, page: Page) -> Result<Page, Unreadable> {
        if sort_of(&page.body).is_none() {
            return Ok(page);
        }
        match (self.0)(&page.body) {
            Ok(text) => Ok(Page {
                body: text.into_bytes(),
                content_type: Some(EXTRACTED.to_owned()),
                ..page
            }),
            Err(why) => Err(Unreadable::Malformed {
                expected: "a file with text (PDF, DOCX or ODT)",
                why,
                start: start_of(&String::from_utf8_lossy(
                    &page.body[..page.body.len().min(80)],
                )),
            }),
        }
    }
}

/// The text of a page that was made of a file; `None` for any other page.
pub fn extracted(page: &Page) -> Option<&str> {
    let made = page.content_type.as_deref() == Some(EXTRACTED);
    made.then(|| std::str::from_utf8(&page.body).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &[u8]) -> Page {
        Page {
            url: "https://a.example/file".into(),
            status: 200,
            content_type: Some("application/octet-stream".into()),
            body: body.to_vec(),
            retrieved: jiff::Timestamp::UNIX_EPOCH,
            carry: None,
            headers: Vec::new(),
        }
    }

    #[test]
    fn only_files_are_turned_into_text() {
        let door = Extract::new(|bytes| Ok(format!("{} bytes", bytes.len())));
        let json = page(b"{}");
        assert_eq!(door.page(json.clone()).unwrap(), json);
        assert_eq!(extracted(&json), None);
        let read = door.page(page(b"%PDF-1.7 ...")).unwrap();
        assert_eq!(extracted(&read), Some("12 bytes"));
        let refused = Extract::default().page(page(b"%PDF-1.7"));
        assert!(matches!(refused, Err(Unreadable::Malformed { .. })));
    }
}
