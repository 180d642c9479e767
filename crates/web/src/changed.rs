//! What changed of a paper that the desk has not seen, in the reader's words. What was seen and what
//! changed is asked of the store.

use crate::diff;
use crate::words::Words;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use noaber_locale::Arg;
use noaber_store::Unseen;

/// Changes told on a card.
const CHANGES: usize = 3;
/// Days for which a change is told of a paper that the desk never looked at.
const LATELY: i64 = 14;

/// What changed of an item that the desk has not seen, ready to show.
#[derive(Debug, Clone)]
pub struct ChangedView {
    /// Since when.
    pub since: String,
    /// What, a sentence each.
    pub told: Vec<String>,
    /// Whether there is more.
    pub more: bool,
}

/// Before this moment nothing that is told on `today` of a paper that the desk never looked at arrived,
/// whatever the clock of the region.
pub fn lately(today: Date) -> Timestamp {
    let day = today.saturating_sub((LATELY + 1).days());
    let begins = day.to_zoned(TimeZone::UTC);
    begins.map_or(Timestamp::MIN, |begins| begins.timestamp())
}

/// What a card tells of a change: what matters, and of a paper that nobody looked at only what is
/// recent.
pub fn changed(w: &Words, unseen: &Unseen) -> Option<ChangedView> {
    let day = w.day_of(unseen.at);
    if !unseen.since_seen && w.days_to(day) < -LATELY {
        return None;
    }
    let told: Vec<String> = unseen
        .altered
        .iter()
        .filter(|one| one.matters())
        .map(|one| diff::said(w, one))
        .collect();
    (!told.is_empty()).then(|| ChangedView {
        since: since(w, unseen),
        more: told.len() > CHANGES,
        told: told.into_iter().take(CHANGES).collect(),
    })
}

/// Since when something changed: since the desk saw it, or in the newest version.
pub fn since(w: &Words, unseen: &Unseen) -> String {
    let day = w.day(w.day_of(unseen.at));
    let key = match unseen.since_seen {
        true => "changed-since-seen",
        false => "changed-lately",
    };
    w.with(key, &[("day", Arg::Text(&day))])
}
