//! What changed from one version of an item to the next, as a desk would say it: moved, called off,
//! amended. The words for it and the marks in the text are made elsewhere.

use crate::item::{DateKind, Item, ItemDate};
use crate::link::ItemState;
use crate::text_diff::{self, Amount};
use serde::Serialize;

/// Days by which one meeting may be moved and still be the same meeting.
const MOVED: i64 = 366;

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Altered {
    /// A date of a sort went to another day or time.
    Moved {
        /// Where it was.
        from: ItemDate,
        /// Where it is.
        to: ItemDate,
    },
    /// A date that was not there.
    Set {
        /// The date.
        date: ItemDate,
    },
    /// A date that is no more.
    Dropped {
        /// The date.
        date: ItemDate,
    },
    /// It was called off.
    Cancelled,
    /// It is open again: a call, a consultation.
    Reopened,
    /// It has come to another state; the first is absent where none was told.
    State {
        /// Where it stood.
        from: Option<ItemState>,
        /// Where it stands.
        to: ItemState,
    },
    /// Another title.
    Title,
    /// The text came: there was none before.
    TextCame,
    /// Words of the text changed.
    Text {
        /// Words that went.
        gone: usize,
        /// Words that came.
        came: usize,
        /// Words there are now.
        of: usize,
    },
    /// Another committee leads.
    Committee,
    /// Somebody acts in it who did not.
    NewActor {
        /// As published.
        actor: String,
    },
    /// It belongs to another file.
    File,
    /// Another day of publication.
    Published,
    /// Another number.
    Number,
    /// It points to something it did not point to, or no longer does.
    Links,
}

impl Altered {
    /// Stable code, also the translation key `altered-<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            Altered::Moved { to, .. } if to.what == DateKind::Deadline => "deadline-moved",
            Altered::Moved { .. } => "date-moved",
            Altered::Set { date } if date.what == DateKind::Deadline => "deadline-set",
            Altered::Set { .. } => "date-set",
            Altered::Dropped { .. } => "date-dropped",
            Altered::Cancelled => "cancelled",
            Altered::Reopened => "reopened",
            Altered::State { .. } => "state",
            Altered::Title => "title",
            Altered::TextCame => "text-came",
            Altered::Text { .. } => "text",
            Altered::Committee => "committee",
            Altered::NewActor { .. } => "new-actor",
            Altered::File => "file",
            Altered::Published => "published",
            Altered::Number => "number",
            Altered::Links => "links",
        }
    }

    /// Whether it changes what somebody does: not so what only a register notices.
    pub fn matters(&self) -> bool {
        !matches!(
            self,
            Altered::File | Altered::Published | Altered::Number | Altered::Links
        )
    }
}

/// What changed from `old` to `new`, what matters most first; empty when a desk sees no difference.
pub fn changes(old: &Item, new: &Item) -> Vec<Altered> {
    let mut all: Vec<Altered> = state(old, new).into_iter().collect();
    all.extend(dates(&old.dates, &new.dates));
    let differs = [
        (old.title != new.title, Altered::Title),
        (old.committee != new.committee, Altered::Committee),
        (old.file.is_some() && old.file != new.file, Altered::File),
        (old.published != new.published, Altered::Published),
        (old.number != new.number, Altered::Number),
    ];
    all.extend(differs.into_iter().filter(|d| d.0).map(|d| d.1));
    all.extend(text(&old.body, &new.body));
    let came = new.actors.iter().filter(|a| !old.actors.contains(a));
    all.extend(came.map(|actor| Altered::NewActor {
        actor: actor.clone(),
    }));
    let points = |a: &Item, b: &Item| a.links.iter().all(|link| b.links.contains(link));
    if !points(old, new) || !points(new, old) {
        all.push(Altered::Links);
    }
    all
}

fn state(old: &Item, new: &Item) -> Option<Altered> {
    let over = |state| {
        matches!(
            state,
            ItemState::Closed | ItemState::Cancelled | ItemState::Withdrawn
        )
    };
    let to = new.state.filter(|to| old.state != Some(*to))?;
    Some(match (old.state, to) {
        (_, ItemState::Cancelled) => Altered::Cancelled,
        (Some(from), ItemState::Open | ItemState::Planned) if over(from) => Altered::Reopened,
        (from, to) => Altered::State { from, to },
    })
}

/// Dates that went and dates that came: of one sort, taken together in order, they are dates that
/// moved.
fn dates(old: &[ItemDate], new: &[ItemDate]) -> Vec<Altered> {
    let mut all = Vec::new();
    for what in [
        DateKind::Deadline,
        DateKind::Event,
        DateKind::Vote,
        DateKind::Opening,
    ] {
        let only = |these: &[ItemDate], those: &[ItemDate]| {
            let own = |d: &&ItemDate| d.what == what && !those.contains(d);
            let mut found: Vec<ItemDate> = these.iter().filter(own).copied().collect();
            found.sort_unstable();
            found
        };
        let (gone, came) = (only(old, new), only(new, old));
        let pairs = gone.len().min(came.len());
        for (from, to) in gone.iter().zip(&came) {
            if days_between(from, to) <= MOVED {
                let (from, to) = (*from, *to);
                all.push(Altered::Moved { from, to });
            } else {
                all.push(Altered::Dropped { date: *from });
                all.push(Altered::Set { date: *to });
            }
        }
        let dropped = gone.iter().skip(pairs);
        all.extend(dropped.map(|date| Altered::Dropped { date: *date }));
        let set = came.iter().skip(pairs);
        all.extend(set.map(|date| Altered::Set { date: *date }));
    }
    all
}

fn days_between(from: &ItemDate, to: &ItemDate) -> i64 {
    let span = from.on.until((jiff::Unit::Day, to.on));
    span.map_or(i64::MAX, |span| i64::from(span.get_days().abs()))
}

fn text(old: &str, new: &str) -> Option<Altered> {
    if old == new {
        return None;
    }
    if old.trim().is_empty() {
        return Some(Altered::TextCame);
    }
    let Amount { gone, came, of } = text_diff::amount(old, new);
    (gone + came > 0).then_some(Altered::Text { gone, came, of })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Country, ItemKind};
    use jiff::civil::{Date, date, time};

    fn debate() -> Item {
        Item {
            dates: vec![on(date(2025, 10, 6))],
            ..Item::bare("k", ItemKind::Debate, Country::Nl, "Spoor", "https://a.nl/")
        }
    }

    fn on(day: Date) -> ItemDate {
        ItemDate {
            on: day,
            at: None,
            what: DateKind::Event,
        }
    }

    fn codes(old: &Item, new: &Item) -> Vec<&'static str> {
        changes(old, new).iter().map(Altered::code).collect()
    }

    #[test]
    fn a_debate_that_moves_is_moved() {
        let old = debate();
        let new = Item {
            dates: vec![ItemDate {
                at: Some(time(14, 0, 0, 0)),
                ..on(date(2025, 10, 9))
            }],
            ..old.clone()
        };
        let expected = Altered::Moved {
            from: old.dates[0],
            to: new.dates[0],
        };
        assert_eq!(changes(&old, &new), [expected]);
        let off = Item {
            dates: vec![],
            state: Some(ItemState::Cancelled),
            ..old.clone()
        };
        assert_eq!(codes(&old, &off), ["cancelled", "date-dropped"]);
        assert_eq!(codes(&off, &old), ["date-set"]);
        assert!(changes(&old, &old).is_empty());
        let later = Item {
            dates: vec![on(date(2028, 1, 1))],
            ..old.clone()
        };
        assert_eq!(codes(&old, &later), ["date-dropped", "date-set"]);
    }

    #[test]
    fn a_call_that_opens_again_says_so() {
        let due = |day| ItemDate {
            what: DateKind::Deadline,
            ..on(day)
        };
        let closed = Item {
            state: Some(ItemState::Closed),
            dates: vec![due(date(2025, 9, 1))],
            ..debate()
        };
        let open = Item {
            state: Some(ItemState::Open),
            dates: vec![due(date(2025, 12, 1))],
            ..debate()
        };
        assert_eq!(codes(&closed, &open), ["reopened", "deadline-moved"]);
        assert_eq!(codes(&debate(), &closed)[0], "state");
    }

    #[test]
    fn a_text_that_is_amended_says_how_much() {
        let old = Item {
            body: "De trein rijdt elk uur.".into(),
            actors: vec!["Lid A".into()],
            ..debate()
        };
        let new = Item {
            body: "De trein rijdt elk half uur.".into(),
            actors: vec!["Lid A".into(), "Lid B".into()],
            title: "Gewijzigd".into(),
            ..old.clone()
        };
        assert_eq!(codes(&old, &new), ["title", "text", "new-actor"]);
        assert!(changes(&old, &new).contains(&Altered::Text {
            gone: 0,
            came: 1,
            of: 6
        }));
        assert_eq!(codes(&debate(), &old), ["text-came", "new-actor"]);
    }
}
