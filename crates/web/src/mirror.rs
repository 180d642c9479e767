//! The mirror of an item: papers in other languages and countries that say the same. Which those
//! are is the business of `work`; here they are put in the reader's words.

use crate::card;
use crate::html::Phrase;
use crate::words::Words;
use noaber_work::mirror::{MirrorRow, Mirrored};

/// The section of an item's page.
#[derive(Debug, Clone)]
pub enum MirrorView {
    /// No model was added.
    WithoutModel,
    /// This item was not read for its meaning yet; how many were, in words.
    NotRead(String),
    /// Compared, and nothing is near enough.
    Nothing,
    /// The nearest first.
    Found(Vec<MirrorLine>),
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

/// Puts what is near to an item, or why that cannot be said, in the reader's words.
pub fn mirror(w: &Words, mirrored: &Mirrored) -> MirrorView {
    match mirrored {
        Mirrored::WithoutModel => MirrorView::WithoutModel,
        Mirrored::NotRead { read, total } => MirrorView::NotRead(w.with(
            "mirror-not-read",
            &[
                ("read", w.number(*read).as_str().into()),
                ("total", w.number(*total).as_str().into()),
            ],
        )),
        Mirrored::Compared(rows) if rows.is_empty() => MirrorView::Nothing,
        Mirrored::Compared(rows) => MirrorView::Found(lines(w, rows)),
    }
}

fn lines(w: &Words, rows: &[MirrorRow]) -> Vec<MirrorLine> {
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
    rows.iter().map(line).collect()
}
