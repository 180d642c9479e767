//! Where the recorded payloads of the sources are, when this machine has them.
//! What is in them, and how it is read, is the business of the connectors.

use std::path::{Path, PathBuf};
use std::sync::Once;

/// The folder of recorded payloads beside the project (`../shared/data`), or `None` where it is
/// absent; the skip is then printed once. Tests that use it return early without it.
pub fn recordings() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if folder.is_dir() {
        return Some(folder.canonicalize().unwrap_or(folder));
    }
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        eprintln!(
            "skipped on recorded payloads: there is no folder ../shared/data beside the project; \
             the samples inside the project are tested all the same"
        );
    });
    None
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_given_back_is_a_folder() {
        assert!(super::recordings().is_none_or(|folder| folder.is_dir()));
    }
}
