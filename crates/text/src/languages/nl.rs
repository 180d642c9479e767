//! Dutch: what its stemmer must not do. Snowball's Dutch (Kraaij and Pohlmann) takes the prefix
//! `ge` off everything; here only participles lose it.

use super::snowball;
use frostem::Algorithm;

/// The stem of a folded Dutch word.
pub(super) fn stem(folded: &str) -> String {
    snowball(Algorithm::Dutch, folded)
}
