//! The interest index: many standing queries, held against each document as it comes. It finds what
//! the plans of the queries find, and says nothing of scores.
//!
//! Every query hangs on the rarest unit that a document must have for it; the units of a document lead
//! to the queries that hang on them, and only those are verified. Changes are live at once.

mod base;
mod hold;
mod keys;
mod live;
mod query;
mod reader;
mod traces;
mod units;

pub use reader::{Met, Reader};

use live::Shared;
use noaber_text::query::Field;
use noaber_text::{Analyser, Document, Lang, Plan};
use std::sync::Arc;

/// The number of an interest, chosen by its owner; small numbers take less room.
pub type Handle = u32;

/// The languages of documents, and none.
const SLOTS: [Option<Lang>; 4] = [Some(Lang::Nl), Some(Lang::De), Some(Lang::En), None];

fn slot_of(lang: Option<Lang>) -> usize {
    lang.map_or(3, |lang| lang as usize)
}

/// Bits of a scope stand above those of codes.
const SCOPE_SHIFT: u32 = 24;

/// Which documents an interest reads at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only those of this language.
    pub lang: Option<Lang>,
    /// Only those that have all of these bits: regions, say.
    pub bits: u8,
}

impl Scope {
    fn need(self) -> u32 {
        u32::from(self.bits) << SCOPE_SHIFT
    }
}

/// A document as it is read: raw texts and codes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entry<'t> {
    /// The language of title, body and committee.
    pub lang: Option<Lang>,
    /// The title.
    pub title: &'t str,
    /// The body.
    pub body: &'t str,
    /// Who acts.
    pub actors: &'t [String],
    /// The committee; may be empty.
    pub committee: &'t str,
    /// Codes of country, kind and source.
    pub codes: &'t [(Field, &'t str)],
    /// Bits that scopes ask for.
    pub bits: u8,
}

impl<'t> Entry<'t> {
    fn scope_bits(&self) -> u32 {
        u32::from(self.bits) << SCOPE_SHIFT
    }

    /// The same as a document for plans.
    pub fn document(&self, analyser: &Analyser) -> Document<'t> {
        let mut document = Document::new(analyser, self.lang, self.title, self.body)
            .with_actors(analyser, self.actors)
            .with_committee(analyser, self.committee);
        for (field, code) in self.codes {
            document = document.with_code(*field, code);
        }
        document
    }
}

/// Standing queries, shared by threads. A clone is the same index.
#[derive(Debug, Clone)]
pub struct Interests {
    shared: Arc<Shared>,
}

impl Interests {
    /// An index without interests, whose plans are made by this analyser.
    pub fn new(analyser: Analyser) -> Interests {
        Interests {
            shared: Arc::new(Shared::new(analyser)),
        }
    }

    /// Loads many interests; they are live when this returns.
    pub fn load<'p>(&self, interests: impl IntoIterator<Item = (Handle, &'p Plan, Scope)>) {
        self.shared.load(interests);
        self.settle();
    }

    /// Sets an interest, instead of what it was. It is live for every document that is read after
    /// this returns.
    pub fn set(&self, interest: Handle, plan: &Plan, scope: Scope) {
        self.change(interest, Some((plan, scope)));
    }

    /// Takes an interest away.
    pub fn remove(&self, interest: Handle) {
        self.change(interest, None);
    }

    fn change(&self, interest: Handle, plan: Option<(&Plan, Scope)>) {
        if self.shared.change(interest, plan) {
            let shared = self.shared.clone();
            std::thread::spawn(move || shared.settle());
        }
    }

    /// Puts all changes into the body of the index, each interest under what is rarest by now. Waits
    /// for nobody; when another thread is at it already, that one does the work.
    pub fn settle(&self) -> bool {
        self.shared.settle()
    }

    /// A reader for one thread.
    pub fn reader(&self) -> Reader {
        Reader::new(self.shared.clone())
    }

    /// How many interests there are.
    pub fn len(&self) -> usize {
        self.shared.len()
    }

    /// Bytes of memory it holds, readers not counted.
    pub fn bytes(&self) -> usize {
        self.shared.bytes()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
