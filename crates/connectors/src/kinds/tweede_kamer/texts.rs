//! The text of a paper, from its official publication or from the House's own file. The text is an origin of its
//! own, joined to the paper by identity: a later change of the paper's row cannot take it away.

use super::fields::{id_of, related};
use super::notes::{FollowUp, Note};
use super::{EXPECTED_TEXT, base};
use crate::connector::{Harvest, Page, Unreadable};
use crate::extract::extracted;
use crate::formats::com_number;
use crate::formats::gather::Gather;
use crate::formats::json::string;
use crate::kinds::kst;
use noaber_domain::{Item, Source};
use serde_json::Value;

const XML: &str = "application/xml, text/xml";
const FILES: &str = "application/pdf, application/vnd.openxmlformats-officedocument.wordprocessingml.document, */*;q=0.5";

/// The request for the text of a paper: of its official publication where that is XML, else of the
/// file that the House keeps. The setting `text` narrows it to `xml` or `no`.
pub fn request(source: &Source, paper: &Item, row: &Value) -> Option<FollowUp> {
    let wish = source.settings.get("text").map_or("all", String::as_str);
    let id = id_of(row)?;
    let (path, accept) = match (published_as_xml(row), wish) {
        (_, "no") => return None,
        (Some(file), _) => (format!("DocumentPublicatie({file})/resource"), XML),
        (None, "xml") => return None,
        (None, _) if has_readable_file(row) => (format!("Document({id})/resource"), FILES),
        (None, _) => return None,
    };
    Some(FollowUp {
        url: format!("{}/{path}", base(source)),
        accept,
        note: Note {
            text: Some(Box::new(without_text(paper, &id))),
            ..Note::default()
        },
        otherwise: Harvest::default(),
    })
}

fn published_as_xml(row: &Value) -> Option<String> {
    let version = related(row, "HuidigeDocumentVersie").into_iter().next()?;
    let file = related(version, "DocumentPublicatie")
        .into_iter()
        .find(|file| string(file, &["DocumentType"]).is_some_and(|sort| sort == "Xml"))?;
    string(file, &["Id"])
}

/// Whether the file of a paper is of a sort that can be read. Stenograms are left to the debate
/// reports, which have them in order and by speaker.
fn has_readable_file(row: &Value) -> bool {
    let sort = string(row, &["ContentType"]).unwrap_or_default();
    let readable = ["application/pdf", "wordprocessingml", "opendocument.text"];
    readable.iter().any(|known| sort.contains(known))
        && string(row, &["Soort"]).is_none_or(|sort| sort != "Stenogram")
}

/// The key of the text of the paper with this id.
pub fn key(id: &str) -> String {
    format!("tk:tekst:{}", id.to_lowercase())
}

/// The paper as the origin of its text: another key, the same identities.
fn without_text(paper: &Item, id: &str) -> Item {
    Item {
        key: key(id),
        body: String::new(),
        links: Vec::new(),
        dates: Vec::new(),
        topics: Vec::new(),
        ..paper.clone()
    }
}

/// Reads a text. Of a file the harvest made plain text already. Both dialects of the official
/// publications are read by the kind that knows them; of what it finds only the text is taken,
/// since the paper itself is known.
pub fn read(
    source: &Source,
    page: &Page,
    note: &Note,
    paper: &Item,
) -> Result<Harvest, Unreadable> {
    let body = match extracted(page) {
        Some(text) => text.to_owned(),
        None => of_publication(source, page)?,
    };
    if body.trim().is_empty() {
        return Err(Unreadable::Empty {
            expected: EXPECTED_TEXT,
        });
    }
    let mut gather = Gather::default();
    gather.item(Item {
        links: com_number::links(&paper.title, &body),
        body,
        ..paper.clone()
    });
    let mut harvest = gather.harvest;
    harvest.cursor.clone_from(&note.done);
    Ok(harvest)
}

fn of_publication(source: &Source, page: &Page) -> Result<String, Unreadable> {
    let own = Page {
        // The number in the address spares a paper without one from being refused.
        url: "https://repository.overheid.nl/kst-0-0.xml".into(),
        carry: None,
        ..page.clone()
    };
    let read = (kst::KIND.read)(source, &own)?;
    let body = read.items.into_iter().map(|item| item.body).next();
    Ok(body.unwrap_or_default())
}
