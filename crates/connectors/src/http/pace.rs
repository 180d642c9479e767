//! When to try again: which answers may pass, what `Retry-After` says, how pauses grow. Who is
//! asked at what rate stands on the card of each kind.

use super::Manners;
use reqwest::StatusCode;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, SystemTime};

/// Whether an answer says "not now" rather than "no".
pub fn passes(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

/// The pause before the next try: doubles each time, with up to a quarter more by chance, so that
/// many readers do not come back together.
pub fn backoff(manners: &Manners, tries: u32) -> Duration {
    let grown = manners
        .first_pause
        .saturating_mul(2u32.saturating_pow(tries.saturating_sub(1).min(16)));
    let bounded = grown.min(manners.longest_pause);
    bounded
        .mul_f64(1.0 + chance() / 4.0)
        .min(manners.longest_pause)
}

/// A number from 0 to 1; the standard library seeds its hashers by chance.
fn chance() -> f64 {
    let number = std::collections::hash_map::RandomState::new()
        .build_hasher()
        .finish();
    (number % 1_000) as f64 / 1_000.0
}

/// Reads `Retry-After`: seconds, or a date.
pub fn retry_after(text: &str) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let then = httpdate::parse_http_date(text.trim()).ok()?;
    Some(
        then.duration_since(SystemTime::now())
            .unwrap_or(Duration::ZERO),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_read_as_seconds_and_as_a_date() {
        assert_eq!(retry_after(" 7 "), Some(Duration::from_secs(7)));
        assert_eq!(
            retry_after("Sun, 06 Nov 1994 08:49:37 GMT"),
            Some(Duration::ZERO)
        );
        let ahead = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(90));
        assert!(retry_after(&ahead).is_some_and(|d| d > Duration::from_secs(80)));
        assert_eq!(retry_after("soon"), None);
    }

    #[test]
    fn pauses_grow_and_stay_within_the_longest() {
        let manners = Manners::default();
        assert!(backoff(&manners, 1) >= manners.first_pause);
        assert!(backoff(&manners, 3) >= manners.first_pause * 4);
        assert!(backoff(&manners, 60) <= manners.longest_pause);
    }
}
