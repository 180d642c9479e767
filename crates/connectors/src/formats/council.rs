//! What the readers of councils share: identities, so that the same meeting or paper is one item
//! whether it comes from the supplier or from Open Besluitvorming, and the fetching of papers that
//! are files. What stands in an answer of a supplier is for the kinds.

use super::gather::Gather;
use super::guard::start_of;
use crate::connector::{Harvest, Page, Request, Unreadable};
use crate::extract::extracted;
use noaber_domain::Item;
use noaber_domain::source::Cursor;
use serde::{Deserialize, Serialize};

/// A paper that awaits its text, carried to the page with the file.
#[derive(Serialize, Deserialize)]
struct Awaited {
    paper: Item,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    done: Option<Cursor>,
}

/// Asks for the file of a paper. Its title alone is taken where the file cannot be had or read;
/// `done` is the cursor once it is stored.
pub fn paper(address: &str, item: Item, done: Option<Cursor>) -> Request {
    let accept = "application/pdf, application/vnd.openxmlformats-officedocument.wordprocessingml.document, */*;q=0.1";
    let mut request = Request::get(address, accept).in_full();
    request.otherwise = Some(Box::new(Harvest {
        items: vec![item.clone()],
        cursor: done.clone(),
        ..Harvest::default()
    }));
    request.carry = serde_json::to_string(&Awaited { paper: item, done }).ok();
    request
}

/// Reads the page that a request of [`paper`] led to; `None` for any other page.
pub fn read_paper(page: &Page) -> Option<Result<Harvest, Unreadable>> {
    let carried = page
        .carry
        .as_deref()
        .filter(|note| note.starts_with("{\"paper\""))?;
    let awaited: Awaited = serde_json::from_str(carried).ok()?;
    let Some(text) = extracted(page) else {
        return Some(Err(Unreadable::WrongType {
            expected: "the file of a paper (PDF, DOCX or ODT)",
            came: page
                .content_type
                .clone()
                .unwrap_or_else(|| "no type".into()),
            start: start_of(&String::from_utf8_lossy(
                &page.body[..page.body.len().min(400)],
            )),
        }));
    };
    let mut gather = Gather::default();
    let mut item = awaited.paper;
    item.body = text.to_owned();
    gather.item(item);
    let mut harvest = gather.harvest;
    harvest.cursor = awaited.done;
    Some(Ok(harvest))
}

/// Asks for papers one after the other; the cursor moves with the last of them, at once when there
/// is none.
pub fn papers(harvest: &mut Harvest, papers: Vec<(String, Item)>, done: Option<Cursor>) {
    if papers.is_empty() && done.is_some() {
        harvest.cursor = done.clone();
    }
    let count = papers.len();
    for (index, (address, item)) in papers.into_iter().enumerate() {
        let done = done.clone().filter(|_| index + 1 == count);
        harvest.next.push(paper(&address, item, done));
    }
}

/// The identity of a thing that Open Besluitvorming knows as `sort:supplier:type:organisation:id`.
/// Numbers of Notubiz are unique over all organisations, those of the other suppliers are not.
pub fn of_entity(entity: &str) -> Option<String> {
    let mut parts = entity.splitn(5, ':');
    let (sort, supplier) = (parts.next()?, parts.next()?);
    let (_type, organisation, id) = (parts.next()?, parts.next()?, parts.next()?);
    of(supplier, organisation, sort, id)
}

/// The identity of a thing by its supplier, the organisation and its number there.
pub fn of(supplier: &str, organisation: &str, sort: &str, id: &str) -> Option<String> {
    if [supplier, sort, id].iter().any(|part| part.is_empty()) {
        return None;
    }
    let identity = match supplier {
        "notubiz" => format!("notubiz:{sort}:{id}"),
        _ => format!("{supplier}:{organisation}:{sort}:{id}"),
    };
    Some(identity.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_supplier_and_its_reader_mean_the_same_thing() {
        assert_eq!(
            of_entity("document:notubiz:gemeente:voorbeeld:17"),
            of("notubiz", "275", "document", "17")
        );
        assert_eq!(
            of_entity("meeting:gemeenteoplossingen:gemeente:voorbeeld:9").as_deref(),
            Some("gemeenteoplossingen:voorbeeld:meeting:9")
        );
        assert_eq!(
            of_entity("motion:ibabs:gemeente:voorbeeld:1:2").as_deref(),
            Some("ibabs:voorbeeld:motion:1:2")
        );
        for bad in ["", "document", "document:notubiz:gemeente:x", ":::::"] {
            assert_eq!(of_entity(bad), None, "{bad}");
        }
    }
}
