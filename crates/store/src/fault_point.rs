//! Points at which a test may have the program die, as a machine does whose power fails: before and
//! after every change is made to last. Nothing of it is in a release build.

/// The variable that holds the number of the point at which the program dies, counted from 1.
#[cfg(debug_assertions)]
const POINT: &str = "NOABER_FAULT";

/// Passes a point; at the one that was named the program ends at once, and nothing is tidied up.
#[cfg(debug_assertions)]
pub(crate) fn reach() {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};
    static DEADLY: OnceLock<Option<u64>> = OnceLock::new();
    static PASSED: AtomicU64 = AtomicU64::new(0);
    let deadly = DEADLY.get_or_init(|| std::env::var(POINT).ok()?.parse().ok());
    if *deadly == Some(PASSED.fetch_add(1, Ordering::SeqCst) + 1) {
        std::process::abort();
    }
}

/// Passes a point.
#[cfg(not(debug_assertions))]
pub(crate) fn reach() {}
