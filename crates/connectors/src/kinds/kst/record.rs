//! One record of the search: what it says of a publication, and where its text lies. How searches
//! follow each other stands in `search`, what a publication is in `sort`.

use super::paper::kind_of;
use super::{identity, sort};
use crate::formats::gather::Gather;
use crate::formats::xml::Node;
use noaber_domain::{Country, Item, Language};
use serde::{Deserialize, Serialize};

/// A form in which the repository holds a text, best first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Text {
    /// XML in one of the dialects of papers.
    #[default]
    Xml,
    /// A web page.
    Html,
    /// OpenDocument, which comes as plain text.
    Odt,
    /// PDF, which comes as plain text. The newest papers have nothing else.
    Pdf,
}

impl Text {
    const ALL: [Text; 4] = [Text::Xml, Text::Html, Text::Odt, Text::Pdf];

    fn code(self) -> &'static str {
        match self {
            Text::Xml => "xml",
            Text::Html => "html",
            Text::Odt => "odt",
            Text::Pdf => "pdf",
        }
    }

    /// The media types to ask for.
    pub fn accept(self) -> &'static str {
        match self {
            Text::Xml => "application/xml, text/xml",
            Text::Html => "text/html, application/xhtml+xml",
            Text::Odt => "application/vnd.oasis.opendocument.text",
            Text::Pdf => "application/pdf",
        }
    }
}

/// The best text of a record and its address.
pub fn text_of(record: &Node) -> Option<(Text, String)> {
    let items = record.all("itemUrl");
    Text::ALL.into_iter().find_map(|form| {
        let held = |node: &&&Node| node.attribute("manifestation") == Some(form.code());
        let address = items.iter().find(held)?.text();
        address.starts_with("http").then_some((form, address))
    })
}

/// The publication as its record describes it.
pub fn known(record: &Node, gather: &mut Gather) -> Option<Item> {
    let number = record.text_of("identifier")?;
    let name = record.text_of("publicatienaam");
    let label = ["subrubriek", "type"]
        .iter()
        .find_map(|n| record.text_of(n));
    let file_title = record.text_of("dossiertitel");
    let title = ["documenttitel", "title"]
        .iter()
        .find_map(|name| record.text_of(name))
        .unwrap_or_default();
    let key = identity::key(&number);
    let day = ["issued", "available", "date"]
        .iter()
        .find_map(|name| record.text_of(name));
    let page = record
        .text_of("preferredUrl")
        .filter(|url| url.starts_with("http"));
    let published = gather.day(&key, day);
    let sorted = label.as_deref().unwrap_or("");
    let kind = match identity::is_kamerstuk(&number) {
        true => kind_of(sorted, &title),
        false => sort::kind_of(name.as_deref().unwrap_or(""), sorted, &title),
    };
    let address = page.unwrap_or_else(|| super::paper::address(&number));
    let mut item = Item::bare(key, kind, Country::Nl, title, address);
    item.label = label.or(name);
    item.language = Some(Language::Nl);
    item.published = published;
    item.actors = record.text_of("creator").into_iter().collect();
    item.file = record.text_of("dossiernummer");
    let place = record.text_of("ondernummer");
    item.same = identity::of(&number, item.file.as_deref(), place.as_deref());
    item.topics = file_title
        .into_iter()
        .chain(record.all("subject").into_iter().map(Node::text))
        .collect();
    item.number = Some(number);
    Some(item)
}
