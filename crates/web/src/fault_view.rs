//! Why a query cannot be read, in the reader's words: what is wrong, its place, what would do. Where
//! on a page that stands is the template's business; what may stand in a query is known to `text`.

use crate::html::clean;
use crate::words::Words;
use noaber_store::views::QueryFault;

/// The place of a fault; `_fault.html` shows it.
#[derive(Debug)]
pub struct FaultView {
    /// What is wrong.
    pub told: String,
    /// The line of the query with carets under the fault.
    pub place: String,
    /// What would do.
    pub suggestion: Option<String>,
}

impl FaultView {
    /// The fault of a query as it was typed.
    pub fn new(w: &Words, fault: &QueryFault, typed: &str) -> FaultView {
        FaultView {
            told: w.t(&format!("query-fault-{}", fault.wrong.code())),
            place: place(&fault.render(typed)),
            suggestion: fault.suggestion.as_deref().map(clean),
        }
    }
}

/// The line and its carets, without characters that turn a line around; what the query language
/// says below them in English is left out.
fn place(rendered: &str) -> String {
    let lines: Vec<String> = rendered.lines().take(2).map(clean).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_line_and_its_carets_are_shown() {
        assert_eq!(
            place("  a AND (\n          ^\nat character 8"),
            "  a AND (\n          ^"
        );
    }
}
