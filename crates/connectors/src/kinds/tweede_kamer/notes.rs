//! What the kind tells itself from one request to the next: how far each entity was read, what is
//! stored once a page has been, and which paper a text belongs to.

use crate::connector::{Harvest, Page, Request};
use jiff::Timestamp;
use noaber_domain::Item;
use noaber_domain::source::Cursor;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The moment up to which each entity was read, by `ApiGewijzigdOp`. The cursor of the kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(pub BTreeMap<String, Timestamp>);

impl Marks {
    /// As a cursor.
    pub fn cursor(&self) -> Cursor {
        Cursor(serde_json::to_string(self).unwrap_or_default())
    }
}

/// The note on a request.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// On a page of an entity in the order of change: how far all entities were read before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<Marks>,
    /// The cursor to store once this page and all it leads to are stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Cursor>,
    /// On rows that are read anew: what is known of them already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bare: Vec<Item>,
    /// On a text: the paper it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Box<Item>>,
}

impl Note {
    /// The note of a page; empty for a recording.
    pub fn of(page: &Page) -> Note {
        let carried = page.carry.as_deref();
        carried
            .and_then(|note| serde_json::from_str(note).ok())
            .unwrap_or_default()
    }

    /// As the request carries it.
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A request that completes the page it follows from. The cursor of that page is stored only once
/// the last of them has been answered, so that a run which breaks off in between misses nothing.
#[derive(Debug, Clone)]
pub struct FollowUp {
    /// Absolute address.
    pub url: String,
    /// Media types that the answer should have.
    pub accept: &'static str,
    /// What it carries.
    pub note: Note,
    /// What is handed over when it fails.
    pub otherwise: Harvest,
}

impl FollowUp {
    fn request(mut self, done: Option<Cursor>) -> Request {
        self.otherwise.cursor.clone_from(&done);
        self.note.done = done;
        Request {
            carry: Some(self.note.written()),
            otherwise: Some(Box::new(self.otherwise)),
            ..Request::get(self.url, self.accept)
        }
    }
}

/// Adds the requests that complete a page to its harvest. The cursor goes with the last of them, or
/// with the page itself when there is none.
pub fn complete(harvest: &mut Harvest, follow_ups: Vec<FollowUp>, done: Option<Cursor>) {
    let count = follow_ups.len();
    if count == 0 {
        harvest.cursor = done;
        return;
    }
    for (place, mut follow_up) in follow_ups.into_iter().enumerate() {
        let done = done.clone().filter(|_| place + 1 == count);
        if let (Some(done), false) = (&done, follow_up.url.contains('#')) {
            // The answer "unchanged" would leave the cursor where it was; an address of its own,
            // whose end is never sent, is not asked in that way.
            follow_up.url.push_str(&format!("#{}", mark_of(done)));
        }
        harvest.next.push(follow_up.request(done));
    }
}

/// A short mark of a cursor.
fn mark_of(cursor: &Cursor) -> String {
    let digest = Sha256::digest(cursor.0.as_bytes());
    let bytes = digest.iter().take(6);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}
