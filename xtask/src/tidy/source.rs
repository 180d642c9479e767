//! The files of the project as the checks read them: path, text, and which lines are code that
//! ships. What is wrong in them is found elsewhere.

use crate::tools;
use anyhow::Result;
use std::path::Path;

/// A text file of the project.
#[derive(Debug, Clone)]
pub struct Source {
    /// From the root, with forward slashes.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// Made by programs or by others, or not part of the project.
const SKIP: [&str; 8] = [
    ".git",
    "target",
    "data",
    "node_modules",
    "dist",
    "fixtures",
    "samples",
    "proptest-regressions",
];

const KINDS: [&str; 17] = [
    "rs", "toml", "md", "mjs", "js", "css", "html", "ftl", "yml", "yaml", "sql", "sh", "json",
    "txt", "svg", "jsonl", "npmrc",
];

/// Every text file of the project, apart from recorded payloads and what programs made.
pub fn read(root: &Path) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    for file in tools::files_below(root, &SKIP)? {
        let path = file.strip_prefix(root).unwrap_or(&file);
        let path = path.to_string_lossy().replace('\\', "/");
        let name = path.rsplit('/').next().unwrap_or(&path);
        // Cargo writes the name of its registry into its lock file; that is not ours to change.
        let ours = name != "Cargo.lock" && name != "LICENSE";
        let text_kind = match name.rsplit_once('.') {
            Some((_, kind)) => KINDS.contains(&kind),
            None => true,
        };
        if let (true, true, Ok(text)) = (ours, text_kind, std::fs::read_to_string(&file)) {
            found.push(Source { path, text });
        }
    }
    Ok(found)
}

impl Source {
    /// Whether it is Rust.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether the whole file is a test.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }

    /// The lines that ship, with their numbers from 1: neither comments nor tests.
    pub fn code(&self) -> Vec<(usize, &str)> {
        if self.is_test() {
            return Vec::new();
        }
        let mut lines = (1..).zip(self.text.lines());
        let mut kept = Vec::new();
        while let Some((number, line)) = lines.next() {
            let bare = line.trim_start();
            if bare.starts_with("#[cfg(test)]") {
                let indent = &line[..line.len() - bare.len()];
                skip_item(&mut lines, indent);
            } else if !bare.starts_with("//") {
                kept.push((number, line));
            }
        }
        kept
    }
}

/// Passes over the item after `#[cfg(test)]`: up to its semicolon, or to the brace that closes it
/// at the same indent, which is how the formatter sets it.
fn skip_item<'a>(lines: &mut impl Iterator<Item = (usize, &'a str)>, indent: &str) {
    let close = format!("{indent}}}");
    for (_, line) in lines {
        let end = line.trim_end();
        if end == close || (end.ends_with(';') && !line.starts_with(&format!("{indent} "))) {
            return;
        }
        if end.ends_with("}") && end.contains('{') && !line.starts_with(&format!("{indent} ")) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_ship_are_code() {
        let text = "//! Doc.\nmod a;\n#[cfg(test)]\nmod helper;\nfn b() {}\n// note\n#[cfg(test)]\nmod tests {\n    fn c() {\n    }\n}\nfn d() {}\n";
        let file = Source {
            path: "crates/x/src/lib.rs".into(),
            text: text.into(),
        };
        assert_eq!(
            file.code(),
            [(2, "mod a;"), (5, "fn b() {}"), (12, "fn d() {}")]
        );
        let test = Source {
            path: "crates/x/tests/story.rs".into(),
            text: "fn a() {}".into(),
        };
        assert!(test.code().is_empty());
    }

    #[test]
    fn the_project_reads_itself() {
        let files = read(&tools::root()).expect("the project can be read");
        let here = files.iter().find(|f| f.path == "xtask/src/tidy/source.rs");
        assert!(here.is_some_and(Source::is_rust));
        assert!(files.iter().all(|f| !f.path.starts_with("target/")));
    }
}
