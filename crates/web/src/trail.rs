//! The trail of an item in the reader's words: a part of the page of an item. Where the trail leads is
//! asked of the store.

use crate::html::Phrase;
use crate::words::Words;
use noaber_store::{Bond, Trail, TrailRow};

/// The part.
#[derive(Debug, Default)]
pub struct TrailView {
    /// What is here, in order of day.
    pub steps: Vec<StepView>,
    /// What is pointed at and has not arrived: how, and its name.
    pub missing: Vec<(String, String)>,
}

/// A thing on the trail.
#[derive(Debug)]
pub struct StepView {
    /// Its number.
    pub item: i64,
    /// When, and the same as ISO 8601.
    pub day: Option<(String, String)>,
    /// What sort of thing it is.
    pub kind: String,
    /// How it belongs to the item.
    pub bond: String,
    /// Its title.
    pub title: Phrase,
    /// Its number for people.
    pub number: Option<String>,
    /// How far it has come.
    pub state: Option<String>,
    /// Whether it is the item itself.
    pub here: bool,
    /// Whether its day lies ahead.
    pub ahead: bool,
}

impl TrailView {
    /// Puts a trail in the reader's words.
    pub fn new(w: &Words, trail: &Trail) -> TrailView {
        let missing = trail.missing.iter();
        TrailView {
            steps: trail.rows.iter().map(|row| step(w, row)).collect(),
            missing: missing
                .map(|(what, to)| (w.t(&format!("link-{}", what.code())), name(to)))
                .collect(),
        }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.missing.is_empty()
    }
}

fn step(w: &Words, row: &TrailRow) -> StepView {
    let item = &row.item;
    let label = item.label.as_deref().map(crate::html::clean);
    let kind = w.t(&format!("kind-{}", item.kind.code()));
    StepView {
        item: item.id.0,
        day: row.day.map(|day| (w.day(day), day.to_string())),
        kind: label.filter(|label| !label.is_empty()).unwrap_or(kind),
        bond: match row.bond {
            Bond::Itself => w.t("trail-here"),
            Bond::To(relation) => w.t(&format!("link-{}", relation.code())),
            Bond::From(relation) => w.t(&format!("linked-{}", relation.code())),
            Bond::SameCase => w.t("trail-same-case"),
            Bond::Promised => w.t("trail-promised"),
        },
        title: w.published(&item.title, item.language),
        number: item.number.as_deref().map(crate::html::clean),
        state: row.state.map(|state| w.state(item.kind, state)),
        here: row.bond == Bond::Itself,
        ahead: row.day.is_some_and(|day| day > w.today),
    }
}

/// A key or an identity as people write it, where that is known: `COM(2021) 206`.
fn name(to: &str) -> String {
    if let Some((year, number)) = to
        .strip_prefix("com-")
        .and_then(|rest| rest.split_once('-'))
    {
        return format!("COM({year}) {number}");
    }
    let named = ["celex:", "procedure:", "bt-drs:", "call:", "tk:"];
    let bare = named.iter().find_map(|prefix| to.strip_prefix(prefix));
    let is_guid = |text: &str| text.len() >= 36 && text.contains('-');
    match bare {
        Some(bare) if !is_guid(bare) => crate::html::clean(bare),
        _ => crate::html::clean(to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_not_arrived_is_called_as_people_call_it() {
        assert_eq!(name("com-2021-206"), "COM(2021) 206");
        assert_eq!(name("procedure:2025/0260(COD)"), "2025/0260(COD)");
        assert_eq!(name("tk:2025Z17510"), "2025Z17510");
        assert_eq!(name("kst-36045-299"), "kst-36045-299");
    }
}
