//! Shapes made for reading: what a page or a list shows at once, gathered by one or two queries.
//! Nothing here changes anything.

mod source_state;

use jiff::Timestamp;
use jiff::civil::Date;
use noaber_domain::{
    Bearing, Country, DossierId, Item, ItemDate, ItemId, ItemKind, Language, LedgerNumber, Signal,
    SignalId, SourceId, Tier, Triage, Verdict, Wording,
};
pub use noaber_text::query::Fault as QueryFault;
use serde::Serialize;
pub use source_state::{Health, RunRow, SourceState};

/// The head of an item, without its text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemHead {
    /// Its id.
    pub id: ItemId,
    /// Ledger number of its newest version.
    pub ledger: LedgerNumber,
    /// How many versions were seen, from 1.
    pub version: i64,
    /// When the first version arrived, UTC.
    pub arrived: Timestamp,
    /// When the newest version arrived, UTC.
    pub changed: Timestamp,
    /// The source took it away.
    pub gone: Option<String>,
    /// Where it came from.
    pub source: SourceId,
    /// What people call that source.
    pub source_name: Wording,
    /// See [`Item`] for this and the rest.
    pub key: String,
    /// Number people cite.
    pub number: Option<String>,
    /// Sort.
    pub kind: ItemKind,
    /// The source's own word for the sort.
    pub label: Option<String>,
    /// Arena.
    pub country: Country,
    /// Language.
    pub language: Option<Language>,
    /// Title.
    pub title: String,
    /// Page for people.
    pub url: String,
    /// Day of publication.
    pub published: Option<Date>,
    /// Committee.
    pub committee: Option<String>,
    /// Dates.
    pub dates: Vec<ItemDate>,
}

/// An item with its text, as kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoredItem {
    /// Its head.
    pub head: ItemHead,
    /// The whole item.
    pub item: Item,
}

/// One version of an item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemVersion {
    /// From 1, oldest first.
    pub version: i64,
    /// Its place in the ledger.
    pub ledger: LedgerNumber,
    /// When it arrived, UTC.
    pub arrived: Timestamp,
    /// The item as it was in this version.
    pub item: Item,
}

/// A signal with what a card needs around it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignalCard {
    /// The signal.
    pub signal: Signal,
    /// Where it stands with the adviser.
    pub triage: Triage,
    /// When it was found, UTC.
    pub found: Timestamp,
    /// The item's head.
    pub item: ItemHead,
    /// Title of the dossier.
    pub dossier_title: Wording,
}

/// Which signals to list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SignalFilter {
    /// Only this tier.
    pub tier: Option<Tier>,
    /// Only this bearing.
    pub bearing: Option<Bearing>,
    /// Only this dossier.
    pub dossier: Option<DossierId>,
    /// Only this arena.
    pub country: Option<Country>,
    /// Only this language.
    pub language: Option<Language>,
    /// Only this standing.
    pub standing: Standing,
    /// Only of this item.
    pub item: Option<ItemId>,
    /// Only items published on or after this day.
    pub from: Option<Date>,
    /// In which order.
    pub order: Order,
    /// At most so many; 0 means the default of 50.
    pub limit: usize,
    /// Pass over so many.
    pub offset: usize,
}

/// The order of a list of signals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Newest arrival in the ledger first.
    #[default]
    Newest,
    /// Highest score first.
    Best,
    /// Nearest deadline first.
    Deadline,
}

/// Standing with the adviser, as a filter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// Whatever the standing.
    #[default]
    Any,
    /// Without a verdict.
    Open,
    /// With this verdict.
    Judged(Verdict),
}

/// A part of a longer list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part<T> {
    /// The rows of this part.
    pub rows: Vec<T>,
    /// How many there are in all.
    pub total: i64,
    /// Where this part starts, from 0.
    pub offset: usize,
}

/// What the *Today* page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Today {
    /// The day.
    pub day: Date,
    /// Items that entered the ledger in the newest day of reading.
    pub read: i64,
    /// Since when that is counted, UTC.
    pub since: Option<Timestamp>,
    /// Items in the store.
    pub items: i64,
    /// Ledger number up to which everything was matched, and the newest there is.
    pub matched_to: LedgerNumber,
    /// Newest ledger number.
    pub ledger: LedgerNumber,
    /// One entry per tier, in the order of [`Tier::ALL`].
    pub tiers: Vec<TierPart>,
    /// What comes in the next 14 days, nearest first.
    pub agenda: Vec<DateRow>,
    /// Dossiers by how their signals moved.
    pub momentum: Vec<Momentum>,
    /// The state of every active source.
    pub sources: Vec<SourceState>,
}

/// The open signals of one tier.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TierPart {
    /// The tier.
    pub tier: Tier,
    /// The best of them, one per item.
    pub cards: Vec<SignalCard>,
    /// How many are open in all.
    pub total: i64,
}

/// A date that lies ahead, of an item that has a signal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DateRow {
    /// The date.
    pub date: ItemDate,
    /// The item.
    pub item: ItemHead,
    /// The dossiers it touches.
    pub dossiers: Vec<(DossierId, Wording)>,
}

/// How many signals a dossier got per week.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Momentum {
    /// The dossier.
    pub dossier: DossierId,
    /// Its title.
    pub title: Wording,
    /// Signals by week of publication, oldest first, eight weeks up to today.
    pub weeks: Vec<i64>,
    /// Open signals now.
    pub open: i64,
}

impl Momentum {
    /// The last four weeks less the four before.
    pub fn change(&self) -> i64 {
        let half = self.weeks.len() / 2;
        self.weeks[half..].iter().sum::<i64>() - self.weeks[..half].iter().sum::<i64>()
    }
}

/// What to search for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchAsk {
    /// The words, in the query language; a text that is no query is read as plain words.
    pub words: String,
    /// Best first instead of newest first.
    pub best: bool,
    /// Only this arena.
    pub country: Option<Country>,
    /// Only this language.
    pub language: Option<Language>,
    /// Only this sort.
    pub kind: Option<ItemKind>,
    /// Only what this source tells of, be it with others.
    pub source: Option<SourceId>,
    /// Only published on or after this day.
    pub from: Option<Date>,
    /// Only published on or before this day.
    pub to: Option<Date>,
    /// Only at places before this one: [`Stopped::before`] of an earlier answer.
    pub before: Option<i64>,
    /// At most so many; 0 means 20.
    pub limit: usize,
    /// Pass over so many.
    pub offset: usize,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchAnswer {
    /// The rows.
    pub rows: Vec<SearchRow>,
    /// Whether there are more after these.
    pub more: bool,
    /// How many match, counted up to `counted_to`.
    pub count: i64,
    /// Where counting stopped; `count` is exact when it is smaller.
    pub counted_to: i64,
    /// The query as it was understood.
    pub understood: String,
    /// Why the words could not be read as a query, with the place; they were then read as plain
    /// words.
    pub fault: Option<QueryFault>,
    /// Where looking stopped, when older items were not looked at; searching on from there, once
    /// there are no more after these, leaves nothing out.
    pub stopped: Option<Stopped>,
}

/// Where a search that holds each find against its text, or ranks them, stopped looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Stopped {
    /// How many of the newest candidates were looked at.
    pub looked_at: i64,
    /// The place of the oldest of them; the rest stands before it.
    pub before: i64,
    /// Its day of publication.
    pub back_to: Option<Date>,
}

/// One found item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchRow {
    /// The item.
    pub item: ItemHead,
    /// What people call the other sources that tell of it, in order of arrival.
    pub also: Vec<Wording>,
    /// The best passage, with the found words marked.
    pub passage: Option<noaber_domain::Passage>,
    /// Signals this item has in the region.
    pub signals: Vec<(SignalId, DossierId, Wording)>,
}

/// A dossier in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DossierRow {
    /// Its id.
    pub id: DossierId,
    /// Its title.
    pub title: Wording,
    /// Priority, 1 to 5.
    pub priority: u8,
    /// Signals without a verdict.
    pub open: i64,
    /// All signals.
    pub signals: i64,
}

/// A query in the making, to see what it would find.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PreviewAsk {
    /// The query as it is being written.
    pub query: String,
    /// The language whose items it reads; `None`: all.
    pub language: Option<Language>,
    /// The query as it was saved before, to see what the change keeps and loses.
    pub saved: Option<String>,
}

/// How many were found; counting stops somewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// How many.
    pub n: i64,
    /// Whether there are more than that.
    pub more: bool,
}

/// What a query in the making would find.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preview {
    /// The query in its canonical form.
    pub canonical: String,
    /// Finds published in the last seven days.
    pub week: Count,
    /// Finds published in the last year.
    pub year: Count,
    /// All finds.
    pub all: Count,
    /// More a week, over the last year, than an adviser can read: finds a week.
    pub flood: Option<i64>,
    /// Each word and phrase of the query with how often it hit.
    pub terms: Vec<TermHits>,
    /// Newest finds, when nothing was saved before; else newest finds that the saved query has
    /// too.
    pub kept: Vec<SearchRow>,
    /// Newest finds that the saved query does not have.
    pub gained: Vec<SearchRow>,
    /// Newest finds of the saved query that this one does not have.
    pub lost: Vec<SearchRow>,
    /// Words that could be added.
    pub related: Vec<RelatedTerm>,
}

/// How often a word or phrase of a query hit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TermHits {
    /// As written.
    pub term: String,
    /// In the last year.
    pub year: Count,
    /// In all that was published.
    pub all: Count,
}

/// A word that could be added to a query.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelatedTerm {
    /// The word, as it is written in papers.
    pub word: String,
    /// How it is related: `form`, `compound`, `spelling`, `beside` (stands in the same papers),
    /// `meaning`, `language`.
    pub how: &'static str,
    /// The word of the query it is related to; empty for those beside the whole query.
    pub to: String,
    /// In how many titles it stands.
    pub count: i64,
}
