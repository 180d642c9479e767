//! The text of DOCX and ODT: one XML file in a ZIP archive. Sizes are bounded while unpacking, for
//! what the archive says of itself cannot be trusted.

use super::FileFault;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Bytes of XML that a text may have.
const LARGEST: u64 = 64 * 1024 * 1024;
/// Files in an archive.
const MOST_FILES: usize = 10_000;
/// Where the text stands, what the file is then called, and where the notes to the text stand.
const PLACES: [(&str, &str, &[&str]); 2] = [
    (
        "word/document.xml",
        "DOCX",
        &["word/footnotes.xml", "word/endnotes.xml"],
    ),
    ("content.xml", "ODT", &[]),
];

pub(super) fn text(bytes: &[u8]) -> Result<String, FileFault> {
    let broken = |sort, why: String| FileFault::Broken { sort, why };
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|fault| broken("ZIP", fault.to_string()))?;
    if archive.len() > MOST_FILES {
        return Err(broken("ZIP", format!("it holds {} files", archive.len())));
    }
    for (place, sort, notes) in PLACES {
        let Some(xml) = part(&mut archive, place, sort)? else {
            continue;
        };
        let mut text = words(&xml).map_err(|why| broken(sort, why))?;
        for place in notes {
            // Notes hold the numbers of other papers; a file whose notes are broken has its text.
            if let Ok(Some(xml)) = part(&mut archive, place, sort)
                && let Ok(more) = words(&xml)
                && !more.is_empty()
            {
                text.push('\n');
                text.push_str(&more);
            }
        }
        return Ok(text);
    }
    Err(FileFault::NoText)
}

/// One file of the archive, up to the limit; `None` when it is not there.
fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    place: &str,
    sort: &'static str,
) -> Result<Option<String>, FileFault> {
    let broken = |why: String| FileFault::Broken { sort, why };
    let Some(index) = archive.index_for_name(place) else {
        return Ok(None);
    };
    let entry = archive
        .by_index(index)
        .map_err(|fault| broken(fault.to_string()))?;
    let mut xml = String::new();
    let read = entry.take(LARGEST + 1).read_to_string(&mut xml);
    read.map_err(|fault| broken(fault.to_string()))?;
    match xml.len() as u64 > LARGEST {
        true => Err(FileFault::Bomb { limit: LARGEST }),
        false => Ok(Some(xml)),
    }
}

/// The text of a document's XML: its paragraphs in order, with what was deleted left out.
fn words(xml: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut page = Page::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => page.enter(&tag),
            Ok(Event::Empty(tag)) => page.meet(&tag),
            Ok(Event::End(tag)) => page.leave(tag.local_name().as_ref(), of_text(tag.name())),
            Ok(Event::Text(text)) if page.takes_text() => {
                page.push(&text.xml10_content());
            }
            Ok(Event::GeneralRef(name)) if page.takes_text() => {
                let resolved = name.resolve_char_ref().ok().flatten();
                let named = quick_xml::escape::resolve_predefined_entity(&name);
                match (resolved, named) {
                    (Some(letter), _) => page.push(letter.encode_utf8(&mut [0; 4])),
                    (None, Some(text)) => page.push(text),
                    // Entities of a document's own are never expanded.
                    (None, None) => {}
                }
            }
            Ok(Event::Eof) => return Ok(page.end()),
            Ok(_) => {}
            Err(fault) => {
                return Err(format!("{fault} at byte {}", reader.error_position()));
            }
        }
    }
}

/// A page in the making.
#[derive(Default)]
struct Page {
    done: String,
    open: String,
    /// Runs of text we are in: DOCX keeps words in `w:t`, ODT directly in the paragraph.
    runs: usize,
    /// Parts we are in that are not read: what was deleted or moved away, remarks, field codes.
    skipped: usize,
    /// Paragraphs that wait while a note or a box within them is read, with their runs.
    waiting: Vec<(String, usize)>,
    /// Paragraphs of notes and boxes, which come after the one they stand in.
    beside: String,
}

impl Page {
    fn enter(&mut self, tag: &BytesStart) {
        match tag.local_name().as_ref() {
            name if is_skipped(name) => self.skipped += 1,
            "note" | "txbxContent" => {
                let paragraph = std::mem::take(&mut self.open);
                self.waiting
                    .push((paragraph, std::mem::take(&mut self.runs)));
            }
            // `text:p` and `text:h` of ODT, `w:t` of DOCX; `w:p` only divides.
            "t" => self.runs += 1,
            "p" | "h" if of_text(tag.name()) => self.runs += 1,
            _ => self.meet(tag),
        }
    }

    fn meet(&mut self, tag: &BytesStart) {
        if matches!(
            tag.local_name().as_ref(),
            "tab" | "br" | "cr" | "s" | "line-break" | "noBreakHyphen"
        ) {
            self.open.push(' ');
        }
    }

    fn leave(&mut self, name: &str, of_text: bool) {
        match name {
            _ if is_skipped(name) => self.skipped = self.skipped.saturating_sub(1),
            "note" | "txbxContent" => {
                self.flush();
                (self.open, self.runs) = self.waiting.pop().unwrap_or_default();
            }
            "t" => self.runs = self.runs.saturating_sub(1),
            "p" | "h" => {
                self.runs = self.runs.saturating_sub(usize::from(of_text));
                self.flush();
            }
            _ => {}
        }
    }

    fn takes_text(&self) -> bool {
        self.runs > 0 && self.skipped == 0
    }

    fn push(&mut self, text: &str) {
        self.open.push_str(text);
    }

    fn flush(&mut self) {
        let words = self.open.split_whitespace().collect::<Vec<_>>().join(" ");
        self.open.clear();
        if self.waiting.is_empty() {
            add(&mut self.done, &words);
            add(&mut self.done, &std::mem::take(&mut self.beside));
        } else {
            add(&mut self.beside, &words);
        }
    }

    fn end(mut self) -> String {
        self.waiting.clear();
        self.flush();
        self.done
    }
}

fn add(to: &mut String, paragraph: &str) {
    if paragraph.is_empty() {
        return;
    }
    if !to.is_empty() {
        to.push('\n');
    }
    to.push_str(paragraph);
}

/// Parts of a document that are no text of it (any more).
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "tracked-changes"
            | "annotation"
            | "instrText"
            | "delText"
            | "Fallback"
    )
}

/// Whether an element is one of OpenDocument's text, where a paragraph holds its words directly.
fn of_text(name: QName<'_>) -> bool {
    name.prefix()
        .is_some_and(|prefix| prefix.as_ref() == "text")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            let packed = SimpleFileOptions::default();
            writer.start_file(*name, packed).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn docx_gives_its_paragraphs_without_what_was_deleted() {
        let xml = "<w:document xmlns:w='x'><w:body><w:p><w:r><w:t>Vragen &amp; </w:t></w:r><w:ins><w:r><w:t>antwoorden</w:t></w:r></w:ins><w:del><w:r><w:delText>oud</w:delText></w:r></w:del></w:p><w:p><w:r><w:instrText>PAGE</w:instrText><w:t>Over</w:t><w:tab/><w:t>Twente</w:t></w:r></w:p></w:body></w:document>";
        let bytes = archive(&[("word/document.xml", xml.as_bytes())]);
        assert_eq!(text(&bytes).unwrap(), "Vragen & antwoorden\nOver Twente");
    }

    #[test]
    fn odt_gives_headings_and_paragraphs() {
        let xml = "<office:document-content xmlns:text='t'><text:h>Kop</text:h><text:p>Grens<text:s/>regio <text:span>Münster</text:span></text:p></office:document-content>";
        let bytes = archive(&[("content.xml", xml.as_bytes())]);
        assert_eq!(text(&bytes).unwrap(), "Kop\nGrens regio Münster");
    }

    #[test]
    fn notes_and_boxes_follow_the_paragraph_they_stand_in() {
        let xml = "<o xmlns:text='t'><text:p>De motie<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Kamerstuk 36045, nr. 299.</text:p></text:note-body></text:note> is aangenomen.</text:p><text:p>Slot</text:p></o>";
        let bytes = archive(&[("content.xml", xml.as_bytes())]);
        let whole = "De motie is aangenomen.\nKamerstuk 36045, nr. 299.\nSlot";
        assert_eq!(text(&bytes).unwrap(), whole);
        let xml = "<w:d xmlns:w='x'><w:p><w:r><w:t>De motie</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>Kamerstuk 36045, nr. 299.</w:t></w:r></w:p></w:txbxContent></w:r><w:moveFrom><w:r><w:t>verplaatst</w:t></w:r></w:moveFrom><w:r><w:t> is aangenomen.</w:t></w:r></w:p></w:d>";
        let notes = "<w:footnotes xmlns:w='x'><w:footnote><w:p><w:r><w:t>Slot</w:t></w:r></w:p></w:footnote></w:footnotes>";
        let bytes = archive(&[
            ("word/document.xml", xml.as_bytes()),
            ("word/footnotes.xml", notes.as_bytes()),
            ("word/endnotes.xml", b"<w:endnotes"),
        ]);
        assert_eq!(text(&bytes).unwrap(), whole);
    }

    #[test]
    fn a_bomb_is_refused_while_it_unpacks() {
        let much = vec![b' '; LARGEST as usize + 10];
        let bytes = archive(&[("word/document.xml", &much)]);
        assert!(bytes.len() < 1_000_000, "it is small until it unpacks");
        assert_eq!(text(&bytes), Err(FileFault::Bomb { limit: LARGEST }));
    }

    #[test]
    fn entities_of_a_document_are_not_expanded() {
        let xml = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><w:document xmlns:w='x'><w:p><w:t>Een &b; twee</w:t></w:p></w:document>";
        let bytes = archive(&[("word/document.xml", xml.as_bytes())]);
        assert_eq!(text(&bytes).unwrap(), "Een twee");
    }

    #[test]
    fn an_archive_without_a_text_is_named() {
        let bytes = archive(&[("xl/workbook.xml", b"<x/>")]);
        assert_eq!(text(&bytes), Err(FileFault::NoText));
    }
}
