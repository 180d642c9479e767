//! An interest made ready to be held against items. Which of them are held, and what becomes of what
//! they find, is the business of the matcher.

use noaber_domain::{DossierId, Interest, InterestId};
use noaber_text::query::{Field, Query};
use noaber_text::{Analyser, Document, Found, Lang, Plan};

/// An interest made ready.
#[derive(Debug)]
pub(crate) struct Standing {
    pub interest: InterestId,
    pub dossier: DossierId,
    pub lang: Option<Lang>,
    pub plan: Plan,
    /// Its place among the interests that were given.
    pub number: usize,
    /// What it finds is shown whatever its score.
    pub always: bool,
    /// Whether it asks where an item came from.
    pub by_source: bool,
}

impl Standing {
    /// The interest at `number` among those that were given, with its query as it was read.
    pub fn new(analyser: &Analyser, number: usize, interest: &Interest, query: &Query) -> Standing {
        Standing {
            number,
            interest: interest.id.clone(),
            dossier: interest.dossier.clone(),
            lang: interest.language.map(crate::matcher::lang_of),
            plan: Plan::new(analyser, query),
            always: interest.always,
            by_source: query.asks(Field::Source),
        }
    }

    /// What its query finds in an item.
    pub fn find(&self, document: &Document) -> Option<Found> {
        match self.reads(document.lang) {
            true => self.plan.find(document),
            false => None,
        }
    }

    /// Whether it reads items of this language.
    pub fn reads(&self, lang: Option<Lang>) -> bool {
        self.lang.is_none() || self.lang == lang
    }
}
