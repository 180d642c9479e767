//! What is wrong with a query, and where. The page says it by the code; the words here are for the
//! command line and the log.

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wrong {
    /// Nothing was written.
    Empty,
    /// Longer than a query may be.
    TooLong,
    /// Groups too deep within each other.
    TooDeep,
    /// More words and phrases than a query may have.
    TooManyTerms,
    /// Something that cannot stand here.
    Unexpected,
    /// A group that is not closed, or not opened.
    Unclosed,
    /// A quote that is not closed.
    Quote,
    /// A word without a letter or digit.
    NoWord,
    /// A wildcard that does not stand at the end of two letters or more.
    Wildcard,
    /// A field or language that does not exist.
    UnknownField,
    /// A kind or country that does not exist.
    UnknownValue,
    /// A weight that is no number from 0.1 to 10.
    Weight,
    /// A distance that is no number from 1 to 100.
    Distance,
    /// Asks only for what must not occur.
    OnlyNot,
    /// Two things that do not go together: `NEAR` beside a `NOT`, a field within a field.
    Misplaced,
    /// `OF`, `ODER`, `NIET` or `NICHT`, where signs are English.
    Operator,
}

impl Wrong {
    /// Stable code, also the translation key `query-fault-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Wrong::Empty => "empty",
            Wrong::TooLong => "too-long",
            Wrong::TooDeep => "too-deep",
            Wrong::TooManyTerms => "too-many-terms",
            Wrong::Unexpected => "unexpected",
            Wrong::Unclosed => "unclosed",
            Wrong::Quote => "quote",
            Wrong::NoWord => "no-word",
            Wrong::Wildcard => "wildcard",
            Wrong::UnknownField => "unknown-field",
            Wrong::UnknownValue => "unknown-value",
            Wrong::Weight => "weight",
            Wrong::Distance => "distance",
            Wrong::OnlyNot => "only-not",
            Wrong::Misplaced => "misplaced",
            Wrong::Operator => "operator",
        }
    }
}

/// Why a query was refused. Nothing that was kept has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at character {}: expected {expected}, found {found}{}", .column + 1, help(.suggestion))]
pub struct Fault {
    /// What is wrong.
    pub wrong: Wrong,
    /// Where, in bytes of the query.
    pub at: usize,
    /// How many bytes are meant; 0 at the end.
    pub len: usize,
    /// Where, in characters of the query, from 0.
    pub column: usize,
    /// What could have stood there.
    pub expected: String,
    /// What stands there.
    pub found: String,
    /// A query or word that would do.
    pub suggestion: Option<String>,
}

fn help(suggestion: &Option<String>) -> String {
    suggestion
        .as_ref()
        .map(|s| format!("; did you mean: {s}"))
        .unwrap_or_default()
}

impl Fault {
    pub(super) fn new(wrong: Wrong, query: &str, span: (usize, usize), expected: &str) -> Fault {
        let (at, end) = span;
        let found = match query.get(at..end) {
            Some(text) if !text.is_empty() => format!("'{}'", shortened(text)),
            _ => "the end".to_owned(),
        };
        Fault {
            wrong,
            at,
            len: end - at,
            column: query.get(..at).map_or(0, |before| before.chars().count()),
            expected: expected.to_owned(),
            found,
            suggestion: None,
        }
    }

    pub(super) fn suggest(mut self, suggestion: impl Into<String>) -> Fault {
        self.suggestion = Some(suggestion.into());
        self
    }

    /// The line of the query with the fault, a line of carets under it, and what was expected.
    pub fn render(&self, query: &str) -> String {
        let at = self.at.min(query.len());
        let (Some(before), Some(after)) = (query.get(..at), query.get(at..)) else {
            return self.to_string();
        };
        let from = before.rfind('\n').map_or(0, |i| i + 1);
        let to = at + after.find('\n').unwrap_or(after.len());
        let lead = tail(&query[from..at], 60);
        let rest = head(&query[at..to], 60);
        let meant = query.get(at..(at + self.len).min(to)).unwrap_or("");
        let carets = meant.chars().count().clamp(1, 60);
        let pad = " ".repeat(lead.chars().count());
        format!("  {lead}{rest}\n  {pad}{}\n{self}", "^".repeat(carets))
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn tail(text: &str, most: usize) -> &str {
    let skip = text.chars().count().saturating_sub(most);
    text.char_indices()
        .nth(skip)
        .map_or("", |(i, _)| &text[i..])
}

fn head(text: &str, most: usize) -> &str {
    text.char_indices()
        .nth(most)
        .map_or(text, |(i, _)| &text[..i])
}
