//! An item: one thing that was published, as a connector read it. How items are kept, searched or
//! matched is not known here.

use crate::link::{ItemState, Link};
use crate::wording::Language;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// The arena an item comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Country {
    /// The Netherlands.
    Nl,
    /// Germany.
    De,
    /// The European Union.
    Eu,
}

impl Country {
    /// All arenas, in the order of the desks.
    pub const ALL: [Country; 3] = [Country::Nl, Country::De, Country::Eu];

    /// Lower-case code: `nl`, `de`, `eu`.
    pub fn code(self) -> &'static str {
        match self {
            Country::Nl => "nl",
            Country::De => "de",
            Country::Eu => "eu",
        }
    }

    /// Reads the lower-case code.
    pub fn from_code(code: &str) -> Option<Country> {
        Country::ALL.into_iter().find(|c| c.code() == code)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        /// What sort of paper or event an item is, across countries. The source's own word stays
        /// beside it in [`Item::label`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum ItemKind {
            $($(#[$doc])* #[serde(rename = $code)] $name),+
        }
        impl ItemKind {
            /// All kinds, in the order of the filter on the page.
            pub const ALL: &'static [ItemKind] = &[$(ItemKind::$name),+];
            /// Stable code, also the translation key `kind-<code>`.
            pub fn code(self) -> &'static str {
                match self { $(ItemKind::$name => $code),+ }
            }
            /// Reads the stable code.
            pub fn from_code(code: &str) -> Option<ItemKind> {
                ItemKind::ALL.iter().copied().find(|k| k.code() == code)
            }
        }
    };
}

kinds!(
    /// A motion (motie, Entschliessungsantrag).
    Motion = "motion",
    /// An amendment (amendement, Aenderungsantrag).
    Amendment = "amendment",
    /// A letter of government to parliament (brief regering, Unterrichtung).
    Letter = "letter",
    /// A question of a member (Kamervraag, Kleine Anfrage, written question).
    Question = "question",
    /// An answer to questions.
    Answer = "answer",
    /// A bill or legislative proposal.
    Bill = "bill",
    /// A proposal of a group of members that is not a bill (Antrag).
    Proposal = "proposal",
    /// A report, study or evaluation.
    Report = "report",
    /// A debate, plenary or in committee.
    Debate = "debate",
    /// Another meeting: hearing, briefing, working visit, procedure meeting.
    Meeting = "meeting",
    /// A vote.
    Vote = "vote",
    /// A commitment of a minister.
    Commitment = "commitment",
    /// A call for proposals with money behind it.
    Call = "call",
    /// A consultation that takes answers.
    Consultation = "consultation",
    /// An adopted text: law, resolution, decree.
    Law = "law",
    /// A decision list, minutes or record.
    Record = "record",
    /// News, press release, newsletter entry.
    News = "news",
    /// An annex to another paper.
    Annex = "annex",
    /// Anything else.
    Other = "other",
);

/// What happens on a date of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateKind {
    /// Something closes: a call, a consultation, a term for an answer.
    Deadline,
    /// A debate or meeting takes place.
    Event,
    /// A vote takes place.
    Vote,
    /// Something opens.
    Opening,
}

impl DateKind {
    /// Stable code, also the translation key `date-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            DateKind::Deadline => "deadline",
            DateKind::Event => "event",
            DateKind::Vote => "vote",
            DateKind::Opening => "opening",
        }
    }
}

/// A date in an item's life, in the local time of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ItemDate {
    /// The day.
    pub on: Date,
    /// The time of day, where the source gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Time>,
    /// What happens.
    pub what: DateKind,
}

/// One published thing. Everything but `key`, `kind`, `country`, `title` and `url` may be absent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The same for the same thing for ever, unique over all sources: `tk:zaak:<guid>`.
    pub key: String,
    /// The number people cite: `2025Z17510`, `kst-36045-299`, `BT-Drs. 21/7009`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What sort of thing it is.
    pub kind: ItemKind,
    /// The source's own word for the sort: `Kleine Anfrage`, `Motie`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The arena it belongs to.
    pub country: Country,
    /// The language of title and body, when the source says or it was recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The title as published: one line, no markup.
    pub title: String,
    /// Full text or summary: plain text, paragraphs divided by `\n`, no markup.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// Absolute address of the page for people.
    pub url: String,
    /// Day of publication, local to the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// Deadlines and events, in order of day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<ItemDate>,
    /// Who acts in it, as published: members, groups, ministries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<String>,
    /// The committee that leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub committee: Option<String>,
    /// The file it belongs to at its source: `36045`, `2025/0260(COD)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The source's own subject words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// What it points to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Identities by which other sources know this very thing, such as `kst-36045-299` or
    /// `procedure:2025/0260(COD)`: two items that share one are one item with several origins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same: Vec<String>,
    /// How far it has come, where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ItemState>,
}

impl Item {
    /// An item of which only the needful is known; the rest is filled in with `..Item::bare(…)`.
    pub fn bare(
        key: impl Into<String>,
        kind: ItemKind,
        country: Country,
        title: impl Into<String>,
        url: impl Into<String>,
    ) -> Item {
        Item {
            key: key.into(),
            number: None,
            kind,
            label: None,
            country,
            language: None,
            title: title.into(),
            body: String::new(),
            url: url.into(),
            published: None,
            dates: Vec::new(),
            actors: Vec::new(),
            committee: None,
            file: None,
            topics: Vec::new(),
            links: Vec::new(),
            same: Vec::new(),
            state: None,
        }
    }

    /// The code of where it came from, which `source:` in a query asks for: what its key begins
    /// with, such as `tk`, `kst` or `dip`.
    pub fn origin(&self) -> &str {
        self.key.split(':').next().unwrap_or_default()
    }

    /// The first date that still lies ahead on `today` (or is today), of any sort but an opening.
    /// What was called off or taken back has none.
    pub fn next_date(&self, today: Date) -> Option<ItemDate> {
        let off = matches!(
            self.state,
            Some(ItemState::Cancelled | ItemState::Withdrawn)
        );
        next_date(&self.dates, today).filter(|_| !off)
    }
}

/// The first of these dates that still lies ahead on `today` (or is today), of any sort but an
/// opening.
pub fn next_date(dates: &[ItemDate], today: Date) -> Option<ItemDate> {
    let ahead = |d: &&ItemDate| d.on >= today && d.what != DateKind::Opening;
    dates.iter().filter(ahead).min().copied()
}

/// A thing that its source took away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// The key of the item that is gone.
    pub key: String,
    /// Why, in the source's word: `deleted`, `withdrawn`.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_was_called_off_has_no_next_date() {
        let meeting = |state| Item {
            state,
            dates: vec![ItemDate {
                on: date(2025, 11, 12),
                at: None,
                what: DateKind::Event,
            }],
            ..Item::bare(
                "a:1",
                ItemKind::Debate,
                Country::Nl,
                "Debat",
                "https://example.org",
            )
        };
        let today = date(2025, 10, 2);
        let planned = meeting(Some(ItemState::Planned));
        assert_eq!(planned.next_date(today), planned.dates.first().copied());
        assert_eq!(meeting(Some(ItemState::Cancelled)).next_date(today), None);
    }
}
