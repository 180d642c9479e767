//! What never happens, as words that never stand in code that ships. The words are spelled in
//! pieces here, so that the check does not find itself.

use super::source::Source;

/// Words that stand only in certain places of the Rust code.
struct Rule {
    words: &'static [&'static str],
    applies: fn(&str) -> bool,
    why: &'static str,
}

const RULES: [Rule; 6] = [
    Rule {
        words: &[concat!("sql", "ite"), concat!("post", "gres")],
        applies: |path| {
            let tools = [
                "crates/store/src/engine",
                "crates/testkit/",
                "xtask/",
                "bench/",
            ];
            !tools.iter().any(|place| path.starts_with(place))
        },
        why: "an engine's name stands only in crates/store/src/engine",
    },
    Rule {
        words: &[
            concat!("instant::", "now"),
            concat!("systemtime::", "now"),
            concat!("timestamp::", "now"),
            concat!("zoned::", "now"),
        ],
        applies: |path| {
            in_crates(
                path,
                &["domain", "text", "meaning", "matching", "locale", "charts"],
            )
        },
        why: "this floor knows no clock: take the moment as a parameter",
    },
    Rule {
        words: &[
            concat!("std::", "fs"),
            concat!("std::", "net"),
            concat!("req", "west"),
            concat!("tok", "io::"),
        ],
        applies: |path| {
            in_crates(path, &["domain", "text"]) || path.starts_with("crates/connectors/src/kinds")
        },
        why: "this code reads what it is handed and never opens a file or a connection",
    },
    Rule {
        words: &[concat!("ax", "um"), concat!("ask", "ama")],
        applies: |path| path.starts_with("crates/") && !in_crates(path, &["web", "noaber"]),
        why: "pages and their errors stay in crates/web",
    },
    Rule {
        words: &[
            concat!(".unw", "rap()"),
            concat!("to", "do!("),
            concat!("unimpl", "emented!("),
            concat!("db", "g!("),
        ],
        applies: |_| true,
        why: "outside tests a fault is answered or explained, never passed over",
    },
    Rule {
        words: &[concat!("store.cha", "nge(")],
        applies: |path| {
            path.starts_with("crates/") && !in_crates(path, &["work", "store", "testkit"])
        },
        why: "only crates/work changes anything, with who and why",
    },
];

fn in_crates(path: &str, names: &[&str]) -> bool {
    path.strip_prefix("crates/")
        .and_then(|rest| rest.split('/').next())
        .is_some_and(|name| names.contains(&name))
}

/// Words that stand in no file at all: folders of somebody's machine, and hosts of registries.
const MACHINE: [&str; 4] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/t", "mp/"),
];
const HOSTS: [&str; 5] = [
    concat!("npm", "js.org"),
    concat!("npm", "js.com"),
    concat!("crates", ".io"),
    concat!("py", "pi.org"),
    concat!("deb.deb", "ian.org"),
];

/// Every place where a word stands that may not stand there.
pub fn check(files: &[Source]) -> Vec<String> {
    let rust = files.iter().filter(|file| file.is_rust()).flat_map(in_code);
    let any = files.iter().flat_map(in_text);
    rust.chain(any).collect()
}

fn in_code(file: &Source) -> Vec<String> {
    let rules: Vec<&Rule> = RULES
        .iter()
        .filter(|rule| (rule.applies)(&file.path))
        .collect();
    let mut faults = Vec::new();
    for (number, line) in file.code() {
        let lower = line.to_lowercase();
        for rule in &rules {
            if let Some(word) = rule.words.iter().find(|word| lower.contains(**word)) {
                faults.push(format!("{}:{number}: `{word}`: {}", file.path, rule.why));
            }
        }
    }
    faults
}

fn in_text(file: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, line) in (1..).zip(file.text.lines()) {
        if let Some(path) = MACHINE.iter().find(|path| starts_a_path(line, path)) {
            faults.push(format!(
                "{}:{number}: `{path}` is a folder of one machine",
                file.path
            ));
        }
        if let Some(host) = HOSTS.iter().find(|host| line.contains(**host)) {
            faults.push(format!(
                "{}:{number}: `{host}` names a registry; name the package",
                file.path
            ));
        }
    }
    faults
}

/// Whether the folder begins a path here: in a web address something stands before it.
fn starts_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || "\"'`(=:[".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(path: &str, line: &str) -> usize {
        let text = format!("//! Doc.\n{line}\n");
        check(&[Source {
            path: path.into(),
            text,
        }])
        .len()
    }

    #[test]
    fn each_word_is_a_fault_where_it_may_not_stand() {
        for (path, line) in [
            (
                "crates/web/src/a.rs",
                concat!("use rus", "qlite::Connection;"),
            ),
            (
                "crates/store/src/items.rs",
                concat!("if engine == Engine::Post", "gres {}"),
            ),
            (
                "crates/matching/src/a.rs",
                concat!("let now = jiff::Timestamp::", "now();"),
            ),
            ("crates/domain/src/a.rs", concat!("use std::", "fs;")),
            (
                "crates/connectors/src/kinds/a.rs",
                concat!("req", "west::get(x)"),
            ),
            ("crates/work/src/a.rs", concat!("use ax", "um::Router;")),
            ("crates/work/src/a.rs", concat!("let a = b.unw", "rap();")),
            ("xtask/src/a.rs", concat!("to", "do!()")),
            ("crates/web/src/a.rs", concat!("store.cha", "nge(who, why)")),
            ("README.md", concat!("see /wo", "rk/notes")),
            (
                "walk/package-lock.json",
                concat!("\"https://registry.npm", "js.org/a\""),
            ),
        ] {
            assert_eq!(faults(path, line), 1, "{path}: {line}");
        }
    }

    #[test]
    fn the_same_words_are_fine_where_they_belong() {
        for (path, line) in [
            (
                "crates/store/src/engine/one.rs",
                concat!("use rus", "qlite::Connection;"),
            ),
            ("crates/web/tests/a.rs", concat!("a.unw", "rap()")),
            (
                "crates/connectors/src/harvest.rs",
                concat!("use req", "west::Client;"),
            ),
            (
                "crates/work/src/a.rs",
                concat!("store.cha", "nge(who, why)"),
            ),
            ("crates/web/src/a.rs", concat!("// as SQL", "ite does")),
            ("docs/a.md", concat!("https://example.org/ho", "me/a")),
        ] {
            assert_eq!(faults(path, line), 0, "{path}: {line}");
        }
    }
}
