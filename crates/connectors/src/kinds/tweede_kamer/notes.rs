//! What the kind tells itself from one request to the next: how far each entity was read, what is
//! stored once a page has been, and which paper a text belongs to.

use crate::connector::{Forgives, Harvest, Page, Request};
use jiff::Timestamp;
use noaber_domain::Item;
use noaber_domain::source::Cursor;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far the reading came. The cursor of the kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Marks {
    /// The moment up to which each entity was read, by `ApiGewijzigdOp`. It moves when all pages of
    /// an entity were read, not before: in whatever order rows come, none is passed over.
    #[serde(flatten)]
    pub read: BTreeMap<String, Timestamp>,
    /// The entity whose pages are being read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<At>,
}

/// A place among the pages of an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct At {
    /// The entity.
    pub entity: String,
    /// The newest change on its pages so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<Timestamp>,
    /// The page that comes next, where its address still leads there in another run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

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
    /// Only a text is asked for under the condition that it changed, and not when the cursor goes
    /// with it: the answer "unchanged" would leave the cursor, and what follows from a page of
    /// rows, behind.
    fn request(mut self, done: Option<Cursor>) -> Request {
        let conditional = self.note.text.is_some() && done.is_none();
        // Where something is handed over instead, nothing is lost.
        let forgives = match self.note.text.is_some() || !self.otherwise.items.is_empty() {
            true => Forgives::Any,
            false => Forgives::Record,
        };
        self.otherwise.cursor.clone_from(&done);
        self.note.done = done;
        Request {
            carry: Some(self.note.written()),
            otherwise: Some(Box::new(self.otherwise)),
            conditional,
            forgives,
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
    for (place, follow_up) in follow_ups.into_iter().enumerate() {
        let done = done.clone().filter(|_| place + 1 == count);
        harvest.next.push(follow_up.request(done));
    }
}
