//! The page of the handbook on the query language: every example on it is held against the program.

use noaber_text::{Analyser, Document, Lang, Plan, parse};
use std::path::Path;

/// The rows of the tables whose first heading is `heading`, each as its cells.
fn rows(page: &str, headings: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut within = false;
    for line in page.lines() {
        if !line.starts_with('|') {
            within = false;
        } else if line == headings {
            within = true;
        } else if within && !line.starts_with("|---") {
            let cells = line.trim_matches('|').split(" | ");
            found.push(cells.map(|c| c.trim().to_owned()).collect());
        }
    }
    found
}

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/handbook/query-language.md");
    std::fs::read_to_string(path).expect("the page of the handbook")
}

fn code(cell: &str) -> &str {
    cell.trim_matches('`')
}

fn finds(query: &str, example: &str) -> bool {
    let (lang, text) = example.split_once(": *").expect("a language and a text");
    let lang = Some(Lang::from_code(lang).expect("a language"));
    let text = text.strip_suffix('*').expect("a text between stars");
    let analyser = Analyser::new();
    let query = parse(query).unwrap_or_else(|fault| panic!("{}", fault.render(query)));
    let document = Document::new(&analyser, lang, text, "");
    Plan::new(&analyser, &query).find(&document).is_some()
}

#[test]
fn the_examples_find_what_the_page_says() {
    let page = page();
    let rows = rows(&page, "| query | finds | does not find |");
    assert!(rows.len() > 30, "{} examples", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let [query, found, missed] = &row[..] else {
            panic!("{row:?}")
        };
        for (examples, want) in [(found, true), (missed, false)] {
            for example in examples.split(" · ") {
                if finds(code(query), example) != want {
                    wrong.push(format!("{query} {example}: {want} on the page"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_canonical_forms_are_those_of_the_page() {
    let rows = rows(&page(), "| written | canonical |");
    assert!(rows.len() > 4);
    for row in rows {
        let query = parse(code(&row[0])).expect("a query");
        assert_eq!(query.to_string(), code(&row[1]));
        assert_eq!(parse(code(&row[1])), Ok(query));
    }
}

#[test]
fn the_refusals_are_those_of_the_page() {
    let rows = rows(&page(), "| query | fault | suggestion |");
    assert!(rows.len() > 7);
    for row in rows {
        let fault = parse(code(&row[0])).expect_err(&row[0]);
        assert_eq!(fault.wrong.code(), row[1], "{}", row[0]);
        let suggestion = row.get(2).map_or("", |cell| code(cell));
        assert_eq!(
            fault.suggestion.as_deref().unwrap_or(""),
            suggestion,
            "{}",
            row[0]
        );
    }
}
