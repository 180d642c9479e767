//! Whether the papers point at files that exist. Addresses on the web are not asked for.

use super::source::Source;
use std::path::Path;

/// Every relative link in a Markdown file whose target is missing.
pub fn check(root: &Path, files: &[Source]) -> Vec<String> {
    files
        .iter()
        .filter(|file| file.path.ends_with(".md"))
        .flat_map(|file| missing(root, file))
        .collect()
}

fn missing(root: &Path, file: &Source) -> Vec<String> {
    let folder = root.join(&file.path);
    let folder = folder.parent().unwrap_or(root);
    (1..)
        .zip(file.text.lines())
        .flat_map(|(number, line)| targets(line).map(move |target| (number, target)))
        .filter(|(_, target)| !folder.join(target).exists())
        .map(|(number, target)| {
            format!(
                "{}:{number}: links to {target}, which is not there",
                file.path
            )
        })
        .collect()
}

/// The files that a line links to: `](target)` without its anchor, web addresses left out.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', ' ', '#']).next()?;
        (!target.is_empty() && !target.contains(':')).then_some(target)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools;

    fn faults(text: &str) -> usize {
        let path = "docs/decisions/new.md".into();
        check(
            &tools::root(),
            &[Source {
                path,
                text: text.into(),
            }],
        )
        .len()
    }

    #[test]
    fn a_link_to_a_file_that_is_not_there_is_a_fault() {
        assert_eq!(faults("see [this](../nowhere.md) and [that](gone/)"), 2);
        assert_eq!(
            faults("see [this](../../README.md#further) and [web](https://example.org/x)"),
            0
        );
    }
}
