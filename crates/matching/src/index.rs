//! Which interests a document can touch at all: from the terms of the document to the interests that
//! are anchored on them. Whether they are met is said by their plans.

use noaber_text::plan::Anchor;
use noaber_text::query::Field;
use noaber_text::{Document, Plan};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Anchors and the plans they lead to, by their place in the list the index was made of.
#[derive(Debug, Default)]
pub(crate) struct Index {
    keys: FxHashMap<u64, Vec<u32>>,
    beginnings: FxHashMap<String, Vec<u32>>,
    /// The lengths that beginnings have, in bytes.
    lengths: Vec<usize>,
    codes: Vec<(Field, String, u32)>,
}

impl Index {
    /// Reads the anchors of all plans.
    pub fn new<'p>(plans: impl IntoIterator<Item = &'p Plan>) -> Index {
        let mut index = Index::default();
        let mut lengths = BTreeSet::new();
        for (plan, place) in plans.into_iter().zip(0..) {
            for anchor in plan.anchors() {
                match anchor {
                    Anchor::Key(key) => index.keys.entry(key).or_default().push(place),
                    Anchor::Prefix(beginning) => {
                        lengths.insert(beginning.len());
                        index.beginnings.entry(beginning).or_default().push(place);
                    }
                    Anchor::Code(field, code) => index.codes.push((field, code, place)),
                }
            }
        }
        index.lengths = lengths.into_iter().collect();
        index
    }

    /// The plans that may find this document, in order; no other can.
    pub fn candidates(&self, document: &Document) -> Vec<u32> {
        let mut places = Vec::new();
        for token in document.all_tokens() {
            if let Some(found) = self.keys.get(&token.key()) {
                places.extend_from_slice(found);
            }
            for length in &self.lengths {
                let Some(beginning) = token.folded().get(..*length) else {
                    continue;
                };
                if let Some(found) = self.beginnings.get(beginning) {
                    places.extend_from_slice(found);
                }
            }
            // A long text that repeats itself must not make a long list.
            if places.len() > 65_536 {
                places.sort_unstable();
                places.dedup();
            }
        }
        let coded = self
            .codes
            .iter()
            .filter(|(f, c, _)| document.has_code(*f, c));
        places.extend(coded.map(|(_, _, place)| *place));
        places.sort_unstable();
        places.dedup();
        places
    }
}
