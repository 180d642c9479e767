//! Who does something, for which region, and when. Time is handed in from here down: nothing below
//! asks a clock.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use noaber_domain::{Region, RegionId, Who};
use noaber_store::{Fault, Store};

/// Name of the setting that holds the fixed moment of a demo.
const FIXED: &str = "clock";

/// Who does something, for which region, at which moment.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// The region.
    pub region: RegionId,
    /// Who does it.
    pub who: Who,
    /// The moment, UTC.
    pub now: Timestamp,
}

/// The clock of an installation: the machine's, or, in a demo of recorded papers, a fixed moment
/// at which the recordings are alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    fixed: Option<Timestamp>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Clock {
        Clock { fixed: None }
    }

    /// A clock that stands still.
    pub fn fixed(at: Timestamp) -> Clock {
        Clock { fixed: Some(at) }
    }

    /// The clock that this database was given; the machine's when it was given none.
    pub fn of(store: &Store) -> Result<Clock, Fault> {
        let fixed = store.reader()?.setting(FIXED)?;
        Ok(Clock {
            fixed: fixed.and_then(|text| text.parse().ok()),
        })
    }

    /// Gives the database a clock that stands still at `at`.
    pub fn fix(store: &Store, who: &Who, why: &str, at: Timestamp) -> Result<Clock, Fault> {
        crate::setting::keep(store, who, why, FIXED, &at.to_string(), at)?;
        Ok(Clock::fixed(at))
    }

    /// The moment.
    pub fn now(&self) -> Timestamp {
        self.fixed.unwrap_or_else(Timestamp::now)
    }

    /// The day in the region; its time zone was checked when the pack was loaded.
    pub fn today(&self, region: &Region) -> Date {
        let zone = TimeZone::get(&region.time_zone).unwrap_or(TimeZone::UTC);
        self.now().to_zoned(zone).date()
    }

    /// Whether it stands still.
    pub fn is_fixed(&self) -> bool {
        self.fixed.is_some()
    }
}
