//! What is wrong with a pack and where, and where things stand in it. How faults are found is not
//! known here.

use crate::id::InterestId;
use std::collections::BTreeMap;

/// A place in a file of a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as named within the pack.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Something wrong in a file of a pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {what}{}", .help.as_ref().map(|h| format!("; {h}")).unwrap_or_default())]
pub struct Fault {
    /// The file, as named within the pack.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong: what was expected and what stands there.
    pub what: String,
    /// What to do about it, when that can be guessed.
    pub help: Option<String>,
}

impl Fault {
    /// A fault at a place.
    pub fn at(place: Place, what: impl Into<String>, help: Option<String>) -> Fault {
        Fault {
            file: place.file,
            line: place.line,
            column: place.column,
            what: what.into(),
            help,
        }
    }
}

/// Where the queries of a pack stand, so that a fault in a query can name file and line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(pub(super) BTreeMap<InterestId, Place>);

impl Places {
    /// Where the text of an interest's query begins; a query over more lines counts on from there.
    pub fn query(&self, interest: &InterestId) -> Option<&Place> {
        self.0.get(interest)
    }
}

/// "did you mean …?" for the known name that is nearest, when one is near enough to be a slip.
pub(super) fn suggest<'k>(
    written: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<String> {
    let written = written.to_lowercase();
    let reach = (written.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .map(|name| (distance(&written, &name.to_lowercase()), name))
        .filter(|(far, _)| *far <= reach)
        .min()
        .map(|(_, name)| format!("did you mean `{name}`?"))
}

/// Number of letters to add, drop, change or swap with the next to come from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}
