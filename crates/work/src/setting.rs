//! Keeping a setting of the installation.

use noaber_domain::Who;
use noaber_store::{Fault, Store};

/// Keeps a setting, with its line of history.
pub fn keep(
    store: &Store,
    who: &Who,
    why: &str,
    name: &str,
    value: &str,
    now: jiff::Timestamp,
) -> Result<(), Fault> {
    let mut change = store.change(who, why, now)?;
    change.set(name, value)?;
    change.commit()
}
