//! What a query in the making would find, in the reader's words: counts, words that never hit,
//! examples kept, gained and lost, words to add, or the place where it cannot be read.

use crate::html::clean;
use crate::pages::search::{Found, found};
use crate::refuse::Refuse;
use crate::serve::State;
use crate::words::Words;
use noaber_domain::Language;
use noaber_locale::Arg;
use noaber_store::Reader;
use noaber_store::views::{Count, Preview, PreviewAsk, RelatedTerm, SearchRow, TermHits};
use std::collections::HashSet;

/// So many words of a query are shown at once; more are folded away.
const SHOWN: usize = 12;

/// What stands beside a query in the making.
#[derive(Debug, Default)]
pub struct PreviewView {
    /// Code of the language, also the end of every id.
    pub code: &'static str,
    /// Whether there is anything to show: a query, or one that cannot be read.
    pub asked: bool,
    /// Whether it is asked for once the page stands, as it takes a while.
    pub later: bool,
    /// Whether it is another than the one that was saved.
    pub changed: bool,
    /// Where and why it cannot be read.
    pub fault: Option<FaultView>,
    /// The query as it is read, when that is not how it was written.
    pub canonical: Option<String>,
    /// Name and number: the last seven days, the last year, all.
    pub figures: Vec<(String, String)>,
    /// More than anybody can read.
    pub flood: Option<String>,
    /// Words that never hit, in one line.
    pub never: Option<String>,
    /// Each word with its hits.
    pub terms: Vec<TermView>,
    /// Whether the words are shown at once.
    pub open: bool,
    /// Examples in groups: lost, gained, kept.
    pub groups: Vec<GroupView>,
    /// Words that could be added.
    pub related: Vec<RelatedView>,
}

/// The place of a fault.
#[derive(Debug)]
pub struct FaultView {
    /// What is wrong.
    pub told: String,
    /// The line of the query with carets under the fault.
    pub place: String,
    /// What would do.
    pub suggestion: Option<String>,
}

/// A word of the query.
#[derive(Debug)]
pub struct TermView {
    /// As written.
    pub term: String,
    /// Hits in the last year.
    pub year: String,
    /// Hits in all.
    pub all: String,
    /// Whether it never hit.
    pub never: bool,
}

/// A group of examples.
#[derive(Debug)]
pub struct GroupView {
    /// `lost`, `gained`, `kept` or `newest`; also the class.
    pub code: &'static str,
    /// What it is.
    pub head: String,
    /// Newest first.
    pub rows: Vec<Found>,
}

/// A word to add.
#[derive(Debug)]
pub struct RelatedView {
    /// The word.
    pub word: String,
    /// How it is related and how often it stands in titles.
    pub told: String,
    /// What the button does.
    pub label: String,
}

/// Asks the store what a query would find and puts it in the reader's words. An empty query that
/// nobody saved has no preview.
pub fn preview(
    state: &State,
    reader: &Reader,
    w: &Words,
    language: Language,
    typed: &str,
    saved: Option<&str>,
) -> Result<PreviewView, Refuse> {
    let mut view = PreviewView {
        code: language.code(),
        ..PreviewView::default()
    };
    if typed.is_empty() && saved.is_none() {
        return Ok(view);
    }
    view.asked = true;
    let changed = saved.filter(|saved| *saved != typed);
    view.changed = changed.is_some();
    let ask = PreviewAsk {
        query: typed.to_owned(),
        language: Some(language),
        saved: changed.map(str::to_owned),
    };
    match reader.preview(&state.region, &ask, w.today)? {
        Ok(preview) => view.fill(w, &preview, typed, changed.is_some()),
        Err(fault) => {
            view.fault = Some(FaultView {
                told: w.t(&format!("query-fault-{}", fault.wrong.code())),
                place: place(&fault.render(typed)),
                suggestion: fault.suggestion.as_deref().map(clean),
            });
        }
    }
    Ok(view)
}

/// The line and its carets; what the query language says below them in English is left out.
fn place(rendered: &str) -> String {
    let lines: Vec<String> = rendered.lines().take(2).map(clean).collect();
    lines.join("\n")
}

impl PreviewView {
    /// For a query that nobody changed: shown once the page stands.
    pub fn later(language: Language) -> PreviewView {
        PreviewView {
            code: language.code(),
            later: true,
            ..PreviewView::default()
        }
    }

    fn fill(&mut self, w: &Words, preview: &Preview, typed: &str, compared: bool) {
        let figures = [
            ("preview-week", preview.week),
            ("preview-year", preview.year),
            ("preview-all", preview.all),
        ];
        self.canonical = Some(clean(&preview.canonical)).filter(|canonical| canonical != typed);
        self.figures = figures
            .iter()
            .map(|(key, n)| (w.t(key), count(w, *n)))
            .collect();
        self.flood = preview.flood.map(|n| w.n("preview-flood", n));
        self.terms = preview
            .terms
            .iter()
            .map(|term| term_view(w, term))
            .collect();
        let never: Vec<&str> = self
            .terms
            .iter()
            .filter(|t| t.never)
            .map(|t| t.term.as_str())
            .collect();
        self.never = (!never.is_empty()).then(|| some(&never));
        self.open = self.terms.len() <= SHOWN;
        let kept = if compared { "kept" } else { "newest" };
        let groups = [
            ("lost", &preview.lost),
            ("gained", &preview.gained),
            (kept, &preview.kept),
        ];
        self.groups = groups
            .into_iter()
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(code, rows)| group(w, code, rows))
            .collect();
        let mut said = HashSet::new();
        let fresh = |one: &&RelatedTerm| said.insert(one.word.to_lowercase());
        let fresh: Vec<&RelatedTerm> = preview.related.iter().filter(fresh).collect();
        self.related = fresh.into_iter().map(|one| related(w, one)).collect();
    }
}

/// The first few, in one line.
fn some(words: &[&str]) -> String {
    let more = if words.len() > SHOWN { ", …" } else { "" };
    let shown: Vec<&str> = words.iter().copied().take(SHOWN).collect();
    format!("{}{more}", shown.join(", "))
}

/// `1.204`, or `meer dan 5.000` where counting stopped.
fn count(w: &Words, count: Count) -> String {
    if count.more {
        w.n("preview-more-than", count.n)
    } else {
        w.number(count.n)
    }
}

fn term_view(w: &Words, term: &TermHits) -> TermView {
    TermView {
        term: clean(&term.term),
        year: count(w, term.year),
        all: count(w, term.all),
        never: term.all.n == 0,
    }
}

fn group(w: &Words, code: &'static str, rows: &[SearchRow]) -> GroupView {
    GroupView {
        code,
        head: w.t(&format!("preview-{code}")),
        rows: rows.iter().map(|row| found(w, row)).collect(),
    }
}

fn related(w: &Words, one: &RelatedTerm) -> RelatedView {
    let word = clean(&one.word);
    let how = w.t(&format!("related-{}", one.how));
    let titles = w.n("related-titles", one.count);
    let of = if one.to.is_empty() {
        how
    } else {
        format!("{how} {}", clean(&one.to))
    };
    RelatedView {
        label: w.with("related-add", &[("word", Arg::Text(&word))]),
        told: format!("{of}, {titles}"),
        word,
    }
}

/// The query with a word more, as one of its alternatives. A list is separated by lines, so that
/// nothing that stands there changes its meaning.
pub fn with_word(query: &str, word: &str) -> String {
    let word: String = word
        .chars()
        .filter(|c| *c != '"' && !c.is_control())
        .take(100)
        .collect();
    let word = word.trim();
    let word = match word.contains(|c: char| !c.is_alphanumeric()) {
        true => format!("\"{word}\""),
        false => word.to_owned(),
    };
    match query.trim_end_matches([',', ';', '\n', ' ']) {
        "" => word,
        query => format!("{query}\n{word}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_added_as_an_alternative() {
        assert_eq!(with_word("", "tram"), "tram");
        assert_eq!(
            with_word("spoor AND grens,", "tram"),
            "spoor AND grens\ntram"
        );
        assert_eq!(with_word("a", "krappe \"markt"), "a\n\"krappe markt\"");
    }

    #[test]
    fn only_the_line_and_its_carets_are_shown() {
        assert_eq!(
            place("  a AND (\n          ^\nat character 8"),
            "  a AND (\n          ^"
        );
    }
}
