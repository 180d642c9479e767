//! The text of a paper, from the file of its official publication. The text is an origin of its
//! own, joined to the paper by identity: a later change of the paper's row cannot take it away.

use super::fields::{id_of, related};
use super::notes::{FollowUp, Note};
use super::{EXPECTED_TEXT, base};
use crate::connector::{Harvest, Page, Unreadable};
use crate::formats::gather::Gather;
use crate::formats::json::string;
use crate::kinds::kst;
use noaber_domain::{Item, Source};
use serde_json::Value;

const XML: &str = "application/xml, text/xml";

/// The request for the text of a paper that was published as XML.
pub fn request(source: &Source, paper: &Item, row: &Value) -> Option<FollowUp> {
    if source.settings.get("text").is_some_and(|wish| wish == "no") {
        return None;
    }
    let version = related(row, "HuidigeDocumentVersie").into_iter().next()?;
    let file = related(version, "DocumentPublicatie")
        .into_iter()
        .find(|file| string(file, &["DocumentType"]).is_some_and(|sort| sort == "Xml"))?;
    let id = string(file, &["Id"])?;
    Some(FollowUp {
        url: format!("{}/DocumentPublicatie({id})/resource", base(source)),
        accept: XML,
        note: Note {
            text: Some(Box::new(without_text(paper, &id_of(row)?))),
            ..Note::default()
        },
        otherwise: Harvest::default(),
    })
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

/// Reads a text. Both dialects of the official publications are read by the kind that knows them;
/// of what it finds only the text is taken, since the paper itself is known already.
pub fn read(
    source: &Source,
    page: &Page,
    note: &Note,
    paper: &Item,
) -> Result<Harvest, Unreadable> {
    let own = Page {
        // The number in the address spares a paper without one from being refused.
        url: "https://repository.overheid.nl/kst-0-0.xml".into(),
        carry: None,
        ..page.clone()
    };
    let read = (kst::KIND.read)(source, &own)?;
    let body = read.items.into_iter().map(|item| item.body).next();
    let Some(body) = body.filter(|body| !body.trim().is_empty()) else {
        return Err(Unreadable::Empty {
            expected: EXPECTED_TEXT,
        });
    };
    let mut gather = Gather::default();
    gather.item(Item {
        body,
        ..paper.clone()
    });
    let mut harvest = gather.harvest;
    harvest.cursor.clone_from(&note.done);
    Ok(harvest)
}
