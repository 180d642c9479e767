//! A commitment: what a minister promised to parliament, and whether it was kept in time. Where it was
//! made and what it concerns are links of the item.

use crate::link::ItemState;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How a commitment stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Promise {
    /// The day has passed, and it is not known to be kept.
    Late,
    /// Still to be kept, by a day or at some time.
    Open,
    /// Kept.
    Kept,
    /// No longer asked for.
    Dropped,
}

impl Promise {
    /// All of them, what asks for attention first.
    pub const ALL: [Promise; 4] = [
        Promise::Late,
        Promise::Open,
        Promise::Kept,
        Promise::Dropped,
    ];

    /// Stable code, also the translation key `promise-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Promise::Late => "late",
            Promise::Open => "open",
            Promise::Kept => "kept",
            Promise::Dropped => "dropped",
        }
    }

    /// Reads the stable code.
    pub fn from_code(code: &str) -> Option<Promise> {
        Promise::ALL.into_iter().find(|one| one.code() == code)
    }

    /// How a commitment stands on `today`: what its source says of it, and, where that says nothing
    /// final, whether the day by which it was promised has passed.
    pub fn of(state: Option<ItemState>, due: Option<Date>, today: Date) -> Promise {
        match state {
            Some(ItemState::Kept | ItemState::Closed | ItemState::Adopted) => Promise::Kept,
            Some(ItemState::Cancelled | ItemState::Withdrawn | ItemState::Rejected) => {
                Promise::Dropped
            }
            Some(ItemState::Open | ItemState::Planned) | None => match due {
                Some(due) if due < today => Promise::Late,
                _ => Promise::Open,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn late_is_what_is_open_after_its_day() {
        let today = date(2025, 10, 2);
        let of = |state, due| Promise::of(state, due, today);
        let (past, ahead) = (Some(date(2025, 10, 1)), Some(today));
        assert_eq!(of(Some(ItemState::Open), past), Promise::Late);
        assert_eq!(of(None, past), Promise::Late);
        assert_eq!(of(Some(ItemState::Open), ahead), Promise::Open);
        assert_eq!(of(Some(ItemState::Open), None), Promise::Open);
        assert_eq!(of(Some(ItemState::Kept), past), Promise::Kept);
        assert_eq!(of(Some(ItemState::Cancelled), past), Promise::Dropped);
        for one in Promise::ALL {
            assert_eq!(Promise::from_code(one.code()), Some(one));
        }
    }
}
