//! Which interests find an item: the interest index, asked from its raw texts. Where in the text they
//! were met is said by their plans.

use crate::interests::{Entry, Interests, Reader, Scope};
use noaber_domain::Item;
use noaber_text::query::Field;
use noaber_text::{Analyser, Lang, Plan};
use std::sync::{Mutex, PoisonError};

/// The index with its readers, of which each thread takes one for an item.
#[derive(Debug)]
pub(crate) struct Index {
    interests: Interests,
    readers: Mutex<Vec<Reader>>,
}

impl Index {
    /// Takes in all plans, each with the only language it reads.
    pub fn new<'p>(
        analyser: &Analyser,
        plans: impl IntoIterator<Item = (&'p Plan, Option<Lang>)>,
    ) -> Index {
        let interests = Interests::new(analyser.clone());
        let scope = |lang| Scope { lang, bits: 0 };
        let all = plans.into_iter().zip(0..);
        interests.load(all.map(|((plan, lang), place)| (place, plan, scope(lang))));
        Index {
            interests,
            readers: Mutex::default(),
        }
    }

    /// The places of the plans that find an item, in order; `also` are the codes of other sources that
    /// tell of it.
    pub fn found(&self, item: &Item, lang: Option<Lang>, also: &[String]) -> Vec<u32> {
        let mut codes = vec![
            (Field::Country, item.country.code()),
            (Field::Kind, item.kind.code()),
            (Field::Source, item.origin()),
        ];
        codes.extend(also.iter().map(|code| (Field::Source, code.as_str())));
        let entry = Entry {
            lang,
            title: &item.title,
            body: &item.body,
            actors: &item.actors,
            committee: item.committee.as_deref().unwrap_or_default(),
            codes: &codes,
            bits: 0,
        };
        let readers = || self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        let spare = readers().pop();
        let mut reader = spare.unwrap_or_else(|| self.interests.reader());
        let mut found = reader.read(&entry).to_vec();
        readers().push(reader);
        found.sort_unstable();
        found
    }
}
