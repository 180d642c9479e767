//! Whether everything we lean on may be given on under the EUPL-1.2. The texts of the licences
//! themselves are with their packages.

use serde_json::Value;

/// Licences whose works may be combined with ours and given on.
const ALLOWED: [&str; 16] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Zlib",
    "Unlicense",
    "0BSD",
    "CC0-1.0",
    "MPL-2.0",
    "CDLA-Permissive-2.0",
    "EUPL-1.2",
    "BSL-1.0",
];

/// Every package whose licence is absent or not on the list.
pub fn check(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    packages
        .iter()
        .filter_map(|package| {
            let name = package["name"].as_str().unwrap_or("?");
            match package["license"].as_str() {
                Some(licence) if allowed(licence) => None,
                Some(licence) => Some(format!(
                    "package {name} is under '{licence}', which is not on the list in xtask/src/tidy/licences.rs"
                )),
                None => Some(format!("package {name} names no licence in its manifest")),
            }
        })
        .collect()
}

/// Reads an SPDX expression: OR needs one side, AND both; a slash is an old way to write OR.
fn allowed(expression: &str) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest) == Some(true) && rest.is_empty()
}

fn either(rest: &mut &[&str]) -> Option<bool> {
    let mut value = both(rest)?;
    while take(rest, "OR") {
        value |= both(rest)?;
    }
    Some(value)
}

fn both(rest: &mut &[&str]) -> Option<bool> {
    let mut value = one(rest)?;
    while take(rest, "AND") {
        value &= one(rest)?;
    }
    Some(value)
}

fn one(rest: &mut &[&str]) -> Option<bool> {
    if take(rest, "(") {
        let value = either(rest)?;
        return take(rest, ")").then_some(value);
    }
    let (word, after) = rest.split_first()?;
    *rest = after;
    // An exception (`WITH LLVM-exception`) only widens what a licence permits.
    if take(rest, "WITH") {
        *rest = rest.split_first()?.1;
    }
    Some(ALLOWED.contains(word))
}

fn take(rest: &mut &[&str], word: &str) -> bool {
    let Some((first, after)) = rest.split_first() else {
        return false;
    };
    if *first == word {
        *rest = after;
    }
    *first == word
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_choice_needs_one_good_side_and_a_sum_needs_both() {
        for good in [
            "MIT",
            "MIT OR GPL-3.0-only",
            "GPL-2.0/MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR X",
        ] {
            assert!(allowed(good), "{good}");
        }
        for bad in [
            "",
            "AGPL-3.0-only",
            "MIT AND SSPL-1.0",
            "(MIT",
            "MIT OR",
            "MIT MIT",
        ] {
            assert!(!allowed(bad), "{bad}");
        }
    }

    #[test]
    fn a_package_without_a_good_licence_is_a_fault() {
        let bad = json!({"packages": [
            {"name": "a", "license": "MIT"}, {"name": "b", "license": "AGPL-3.0-only"}, {"name": "c"}]});
        let faults = check(&bad);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].contains("package b") && faults[1].contains("package c"));
    }
}
