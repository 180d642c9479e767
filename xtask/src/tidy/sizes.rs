//! How long files may be, and how they open. What stands in them is not judged here.

use super::source::Source;

/// From here on a file is to be looked at again.
const LONG: usize = 300;
/// From here on it is to be split.
const TOO_LONG: usize = 500;

/// Rust files that are too long, or do not say in their first line what lives in them.
pub fn check(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let lines = file.text.lines().count();
        if lines > TOO_LONG {
            faults.push(format!(
                "{}: {lines} lines, where {TOO_LONG} is the limit; try a noun of its own for a part of it",
                file.path
            ));
        }
        if !file.text.starts_with("//! ") {
            faults.push(format!(
                "{}:1: does not open with `//! `: two sentences, what lives here and what does not",
                file.path
            ));
        }
    }
    faults
}

/// Rust files that are long, though not too long.
pub fn remarks(files: &[Source]) -> Vec<String> {
    files
        .iter()
        .filter(|file| file.is_rust())
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| (LONG + 1..=TOO_LONG).contains(lines))
        .map(|(file, lines)| format!("{} has {lines} lines", file.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(lines: usize, opening: &str) -> Vec<Source> {
        vec![Source {
            path: "crates/x/src/a.rs".into(),
            text: format!("{opening}\n{}", "// line\n".repeat(lines - 1)),
        }]
    }

    #[test]
    fn too_long_a_file_is_a_fault_and_a_long_one_a_remark() {
        assert!(check(&file(500, "//! A.")).is_empty());
        assert_eq!(check(&file(501, "//! A.")).len(), 1);
        assert_eq!(remarks(&file(301, "//! A.")).len(), 1);
        assert!(remarks(&file(300, "//! A.")).is_empty());
    }

    #[test]
    fn a_file_that_does_not_say_what_lives_in_it_is_a_fault() {
        assert_eq!(check(&file(3, "use std::fs;")).len(), 1);
    }
}
