//! The mirror of an item: papers in other languages and countries that say the same. Which those
//! are is the business of `work`; here they are put in the reader's words.

use crate::card;
use crate::html::Phrase;
use crate::words::Words;
use noaber_work::mirror::MirrorRow;

/// The section of an item's page.
#[derive(Debug, Clone, Default)]
pub struct MirrorView {
    /// Whether meaning can be compared at all.
    pub ready: bool,
    /// The nearest first.
    pub rows: Vec<MirrorLine>,
}

/// One paper that says the same.
#[derive(Debug, Clone)]
pub struct MirrorLine {
    /// Its id.
    pub item: i64,
    /// Its title.
    pub title: Phrase,
    /// Arena.
    pub country: String,
    /// Source and sort.
    pub origin: String,
    /// Day of publication.
    pub day: Option<String>,
    /// The same as ISO 8601.
    pub day_iso: String,
    /// How near in meaning.
    pub closeness: String,
}

/// Puts the nearest items, each with its closeness from 0 to 1, in the reader's words; `None` when
/// the model of meaning is not installed.
pub fn mirror(w: &Words, rows: Option<&[MirrorRow]>) -> MirrorView {
    let line = |MirrorRow { item, closeness }: &MirrorRow| MirrorLine {
        item: item.id.0,
        title: w.published(&item.title, item.language),
        country: w.country(item.country),
        origin: card::origin(w, item),
        day: item.published.map(|day| w.day(day)),
        day_iso: item
            .published
            .map(|day| day.to_string())
            .unwrap_or_default(),
        closeness: w.percent(*closeness),
    };
    MirrorView {
        ready: rows.is_some(),
        rows: rows.unwrap_or_default().iter().map(line).collect(),
    }
}
