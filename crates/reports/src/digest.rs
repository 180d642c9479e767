//! What a digest tells: items with all their dossiers, reasons and passages, what changed in them,
//! what lies ahead, and what was read. How it looks stands in `mail` and `atom`.

use jiff::Timestamp;
use jiff::civil::Date;
use noaber_domain::calendar::Reminder;
use noaber_domain::{
    Bearing, Country, DateKind, DossierId, Item, ItemDate, ItemId, ItemKind, ItemState, Language,
    LedgerNumber, Passage, Reason, Share, SignalId, SourceId, Tier, Wording,
};
use serde::{Deserialize, Serialize};

/// A digest for one reader.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    /// The region whose desk made it.
    pub region: Wording,
    /// Its id.
    pub region_id: String,
    /// Its number for this reader, from 1.
    pub number: i64,
    /// The language it is in.
    pub language: Language,
    /// What the reader is called.
    pub reader: String,
    /// When it was made, UTC.
    pub made: Timestamp,
    /// The day that is in the region.
    pub today: Date,
    /// What is new, newest arrival first.
    pub entries: Vec<Entry>,
    /// Whether there is more, which comes in the next digest.
    pub more: bool,
    /// Sources that fell silent or speak again, newest first.
    pub silences: Vec<Silence>,
    /// Dates that lie ahead, nearest first.
    pub ahead: Vec<Ahead>,
    /// What was read since the digest before.
    pub heard: Heard,
    /// Where the desk is, without a slash at the end, when it can be reached.
    pub desk: Option<String>,
    /// Where the reader can stop the digest.
    pub stop: Option<String>,
}

impl Digest {
    /// Whether there is nothing for the reader.
    pub fn is_quiet(&self) -> bool {
        self.entries.is_empty() && self.silences.is_empty() && self.due() == 0
    }

    /// How many deadlines are brought to mind for the first time.
    pub fn due(&self) -> usize {
        self.ahead.iter().filter(|one| one.due).count()
    }

    /// How many entries ask for a decision.
    pub fn to_decide(&self) -> usize {
        let asks = |e: &&Entry| e.tier == Tier::Decide && !e.news.is_gone();
        self.entries.iter().filter(asks).count()
    }
}

/// Why an item stands in a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum News {
    /// It is new to the reader.
    New,
    /// It changed since they were told of it.
    Changed,
    /// They know it, and it now touches another dossier too.
    Also,
    /// Its source took it away.
    Withdrawn,
    /// It was taken down: nothing may be said of it any more.
    Removed,
}

impl News {
    /// Stable code, also the translation key `mail-news-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            News::New => "new",
            News::Changed => "changed",
            News::Also => "also",
            News::Withdrawn => "withdrawn",
            News::Removed => "removed",
        }
    }

    /// Whether the item is gone.
    pub fn is_gone(self) -> bool {
        matches!(self, News::Withdrawn | News::Removed)
    }
}

/// One item of a digest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The item.
    pub item: ItemId,
    /// The ledger number of the version.
    pub ledger: LedgerNumber,
    /// When it was found or changed, UTC.
    pub found: Timestamp,
    /// Why it is here.
    pub news: News,
    /// Its title.
    pub title: String,
    /// The language of title and passages.
    pub language: Option<Language>,
    /// Its page for people.
    pub url: String,
    /// What people call its source.
    pub source: Wording,
    /// Sort.
    pub kind: ItemKind,
    /// The source's own word for the sort.
    pub label: Option<String>,
    /// Arena.
    pub country: Country,
    /// Day of publication.
    pub published: Option<Date>,
    /// The most urgent tier of its signals.
    pub tier: Tier,
    /// The next date that matters.
    pub deadline: Option<ItemDate>,
    /// That it was called off or taken back, with the dates that are not to be.
    #[serde(default)]
    pub off: Option<Off>,
    /// What changed in it.
    pub changes: Vec<Changed>,
    /// The dossiers it touches, best first.
    pub touches: Vec<Touch>,
}

/// What was called off or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Off {
    /// Which of the two.
    pub state: ItemState,
    /// Its dates, which are not to be.
    pub dates: Vec<ItemDate>,
}

/// One dossier that an item touches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Touch {
    /// The dossier.
    pub dossier: DossierId,
    /// Its title.
    pub title: Wording,
    /// The signal; absent for an item that was withdrawn.
    pub signal: Option<SignalId>,
    /// The chance that the reader wants to see it.
    pub score: Share,
    /// What it asks of the reader.
    pub tier: Tier,
    /// Good or bad news.
    pub bearing: Bearing,
    /// Why, strongest first.
    pub reasons: Vec<Reason>,
    /// The best passages.
    pub passages: Vec<Passage>,
}

/// A date that lies ahead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ahead {
    /// The date.
    pub date: ItemDate,
    /// The item.
    pub item: ItemId,
    /// Its title.
    pub title: String,
    /// The language of the title.
    pub language: Option<Language>,
    /// Its page for people.
    pub url: String,
    /// Titles of the dossiers it touches.
    pub dossiers: Vec<Wording>,
    /// How near it is, when it is a deadline that asks for a reminder.
    pub reminder: Option<Reminder>,
    /// Whether the reader is reminded of it now, for the first time at this distance.
    pub due: bool,
}

/// A source that fell silent, or speaks again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Silence {
    /// The source.
    pub source: SourceId,
    /// What people call it.
    pub name: Wording,
    /// The day on which something new last came; absent when nothing ever did.
    pub since: Option<Date>,
    /// When the silence was noticed, UTC.
    pub noticed: Timestamp,
    /// When it was last heard of: noticed or over, UTC.
    pub changed: Timestamp,
    /// Papers that would have come until then.
    pub expected: f64,
    /// The day on which it spoke again.
    pub until: Option<Date>,
}

/// What was read since the digest before: the proof that quiet is not deafness.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    /// New papers and new versions.
    pub papers: i64,
    /// Sources that answered.
    pub sources: i64,
    /// Sources that are not heard, the most serious first and those of one sort together; absent where
    /// nobody knows any more.
    #[serde(default)]
    pub unheard: Option<Vec<Unheard>>,
}

/// Sources that are not heard for one reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unheard {
    /// Code of the reason, the translation key `heard-<code>`: `failing`, `blocked`, `changed`,
    /// `late`, `unread` or `silent`.
    pub why: String,
    /// What they are called.
    pub names: Vec<Wording>,
}

/// One difference between two versions of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Changed {
    /// A date moved.
    Moved {
        /// Where it stood.
        from: ItemDate,
        /// Where it stands.
        to: ItemDate,
    },
    /// A date was added.
    Added(ItemDate),
    /// A date is no longer there.
    Dropped(ItemDate),
    /// It came further, or was called off.
    State(ItemState),
    /// It has another title; this was the old one.
    Title(String),
    /// Its text is another one.
    Text,
}

/// What changed between two versions, what matters most first; empty when nothing did that a reader
/// would see.
pub fn changes(before: &Item, after: &Item) -> Vec<Changed> {
    let mut all = date_changes(&before.dates, &after.dates);
    if let Some(state) = after.state.filter(|_| before.state != after.state) {
        all.push(Changed::State(state));
    }
    if one_line(&before.title) != one_line(&after.title) {
        all.push(Changed::Title(before.title.clone()));
    }
    if one_line(&before.body) != one_line(&after.body) {
        all.push(Changed::Text);
    }
    all
}

/// Dates of one sort that went and came are one date that moved, in order.
fn date_changes(before: &[ItemDate], after: &[ItemDate]) -> Vec<Changed> {
    let kinds = [
        DateKind::Deadline,
        DateKind::Vote,
        DateKind::Event,
        DateKind::Opening,
    ];
    let only = |these: &[ItemDate], not: &[ItemDate], kind: DateKind| {
        let mut only: Vec<ItemDate> = these
            .iter()
            .copied()
            .filter(|d| d.what == kind && !not.contains(d))
            .collect();
        only.sort();
        only
    };
    let mut all = Vec::new();
    for kind in kinds {
        let went = only(before, after, kind);
        let came = only(after, before, kind);
        let moved = went.len().min(came.len());
        let pairs = went.iter().zip(&came);
        all.extend(pairs.map(|(from, to)| Changed::Moved {
            from: *from,
            to: *to,
        }));
        all.extend(came[moved..].iter().map(|date| Changed::Added(*date)));
        all.extend(went[moved..].iter().map(|date| Changed::Dropped(*date)));
    }
    all
}

/// The words of a text, whatever space stands between them.
fn one_line(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn debate(dates: &[ItemDate]) -> Item {
        Item {
            dates: dates.to_vec(),
            body: "Agenda.".into(),
            ..Item::bare(
                "tk:1",
                ItemKind::Debate,
                Country::Nl,
                "Debat over het spoor",
                "https://example.org/1",
            )
        }
    }

    fn on(day: i8, what: DateKind) -> ItemDate {
        ItemDate {
            on: date(2025, 10, day),
            at: Some(time(13, 0, 0, 0)),
            what,
        }
    }

    #[test]
    fn a_moved_debate_is_one_change_and_space_is_none() {
        let before = debate(&[on(2, DateKind::Event), on(9, DateKind::Deadline)]);
        let mut after = debate(&[on(6, DateKind::Event), on(9, DateKind::Deadline)]);
        after.body = " Agenda.\n".into();
        let moved = Changed::Moved {
            from: on(2, DateKind::Event),
            to: on(6, DateKind::Event),
        };
        assert_eq!(changes(&before, &after), [moved]);
        assert_eq!(changes(&before, &before), []);
    }

    #[test]
    fn what_came_went_and_was_called_off_is_told() {
        let before = debate(&[on(2, DateKind::Event)]);
        let mut after = debate(&[on(9, DateKind::Deadline)]);
        after.state = Some(ItemState::Cancelled);
        after.title = "Debat over de weg".into();
        after.body = "Andere agenda.".into();
        assert_eq!(
            changes(&before, &after),
            [
                Changed::Added(on(9, DateKind::Deadline)),
                Changed::Dropped(on(2, DateKind::Event)),
                Changed::State(ItemState::Cancelled),
                Changed::Title("Debat over het spoor".into()),
                Changed::Text,
            ]
        );
    }
}
