//! The list of a folder: which mails are new since the last run. What stands in a mail is read in
//! `mail`.

use super::EXPECTED;
use crate::connector::{Harvest, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::gather::Gather;
use crate::formats::json::{self, list, string, strings};
use noaber_domain::Source;
use noaber_domain::source::Cursor;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use url::Url;

/// Mails that are read before the cursor moves.
const BATCH: usize = 200;

/// What was read before, carried from list to list: the cursor of the kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    /// Marks of the files that were read: of name, size and time of change.
    seen: BTreeSet<String>,
    /// How often this run listed the folder.
    #[serde(default)]
    lists: usize,
}

/// Asks for the list.
pub fn start(source: &Source, cursor: Option<&Cursor>) -> Result<Vec<Request>, Fault> {
    let place = cursor.and_then(|cursor| serde_json::from_str::<Place>(&cursor.0).ok());
    let place = Place {
        lists: 0,
        ..place.unwrap_or_default()
    };
    match Url::parse(&source.address) {
        Ok(url) if url.scheme() == "file" => Ok(vec![listing(url, &place)]),
        _ => Err(Fault::Refused {
            url: source.address.clone(),
            why: "is not of the form file:///folder".into(),
        }),
    }
}

fn listing(mut folder: Url, place: &Place) -> Request {
    folder.set_query(
        (place.lists > 0)
            .then(|| format!("list={}", place.lists))
            .as_deref(),
    );
    let mut request = Request::get(folder, "application/json").in_full();
    request.carry = serde_json::to_string(place).ok();
    request
}

/// Reads the list: new mails become requests, and the cursor moves with the last of them.
pub fn read(page: &Page) -> Result<Harvest, Unreadable> {
    let value = json::value_of(page, EXPECTED)?;
    if !value.get("files").is_some_and(Value::is_array) {
        return Err(json::form_changed(page, EXPECTED, "there are no 'files'"));
    }
    let carried = page.carry.as_deref();
    let before: Place = carried
        .and_then(|c| serde_json::from_str(c).ok())
        .unwrap_or_default();
    let mut gather = Gather::default();
    for name in strings(&value, "left_out")
        .iter()
        .filter(|name| is_mail(name))
    {
        gather.reject(
            name,
            "is a link or no plain file, or one too many; it is not read",
        );
    }
    let mails = list(&value, "files")
        .iter()
        .filter_map(|file| Some((string(file, &["name"])?, file)));
    let mails: Vec<(String, String)> = mails
        .filter(|(name, _)| is_mail(name))
        .map(|(name, file)| (mark(&name, file), name))
        .collect();
    let (known, new): (Vec<_>, Vec<_>) = mails
        .iter()
        .partition(|(mark, _)| before.seen.contains(mark));
    let batch = &new[..new.len().min(BATCH)];
    let seen = known
        .iter()
        .chain(batch)
        .map(|(mark, _)| mark.clone())
        .collect();
    let after = Place {
        seen,
        lists: before.lists + 1,
    };
    let mut harvest = gather.harvest;
    let folder = Url::parse(page.url.split('?').next().unwrap_or(&page.url)).ok();
    let addresses: Vec<String> = batch
        .iter()
        .filter_map(|(_, name)| address(folder.clone()?, name))
        .collect();
    let done = Cursor(serde_json::to_string(&after).unwrap_or_default());
    match addresses.split_last() {
        Some((last, others)) => {
            harvest
                .next
                .extend(others.iter().map(|address| request(address, None)));
            harvest.next.push(request(last, Some(done)));
        }
        None => harvest.cursor = Some(done),
    }
    if let Some(folder) = folder.filter(|_| new.len() > BATCH) {
        harvest.next.push(listing(folder, &after));
    }
    Ok(harvest)
}

fn is_mail(name: &str) -> bool {
    let ends = name.len().checked_sub(4).and_then(|at| name.get(at..));
    ends.is_some_and(|end| end.eq_ignore_ascii_case(".eml"))
}

/// A mail that is written anew under its old name has another mark.
fn mark(name: &str, file: &Value) -> String {
    let told = |field: &str| string(file, &[field]).unwrap_or_default();
    let all = format!("{name}|{}|{}", told("bytes"), told("changed"));
    let digest = Sha256::digest(all.as_bytes());
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn address(mut folder: Url, name: &str) -> Option<String> {
    folder.path_segments_mut().ok()?.pop_if_empty().push(name);
    Some(folder.into())
}

/// Asks for one mail; one that cannot be read does not keep the others.
fn request(address: &str, done: Option<Cursor>) -> Request {
    let mut request = Request::get(address, "message/rfc822").in_full();
    request.otherwise = Some(Box::new(Harvest {
        cursor: done.clone(),
        ..Harvest::default()
    }));
    request.carry = done.map(|cursor| cursor.0);
    request
}
