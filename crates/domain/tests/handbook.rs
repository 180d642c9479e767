//! The examples of the handbook's page on region packs are read as a pack, so that the page cannot
//! grow false. The reader's rules themselves are tested beside it.

use noaber_domain::pack::{self, PackFile};
use std::path::Path;

/// The page's TOML examples, each under the name of the file its heading names.
fn examples() -> Vec<PackFile> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/handbook/region-pack.md");
    let page = std::fs::read_to_string(page).expect("the handbook's page");
    let sections = page.split("\n## ").filter(|s| s.contains("```toml"));
    sections
        .map(|section| {
            let heading = section.lines().next().expect("a heading");
            let text = section.split("```toml\n").nth(1).expect("an example");
            let text = text.split("```").next().expect("its end");
            PackFile {
                name: heading.replace("\\<id\\>", "spoor"),
                text: text.to_owned(),
            }
        })
        .collect()
}

#[test]
fn the_examples_of_the_handbook_are_a_pack_but_for_what_they_refer_to() {
    let examples = examples();
    assert_eq!(examples.len(), 8, "one example a file");
    let faults = pack::read(&examples).expect_err("organisations are only named");
    for fault in faults {
        assert!(fault.what.starts_with("there is no "), "{fault}");
    }
}
