//! What a query in the making would find, in the reader's words: counts, words that never hit,
//! examples kept, gained and lost, words to add, or the place where it cannot be read.

use crate::fault_view::FaultView;
use crate::html::clean;
use crate::pages::listen::ctx;
use crate::pages::search::{Found, found};
use crate::refuse::Refuse;
use crate::serve::State;
use crate::words::Words;
use noaber_domain::{DossierId, Language};
use noaber_locale::Arg;
use noaber_store::views::{Count, Preview, PreviewAsk, SearchRow, TermHits};
use noaber_store::{Fault, Reader};
use noaber_work::related::{Meaning, Relative, Tie};
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
    /// Words that could be added, by how they are related.
    pub related: Vec<RelatedGroup>,
    /// Whether words are still being counted, so that it is asked again in a moment.
    pub counting: bool,
    /// Why words are not compared in meaning, or not all of them yet.
    pub meaning: Option<String>,
    /// What saving does to a language whose query was emptied.
    pub emptied: bool,
}

/// Where a query is being written: which decides what a word to add is sent to.
#[derive(Debug, Clone, Copy)]
pub enum Desk<'a> {
    /// A dossier that is there, with a field for each language.
    Listen(&'a DossierId),
    /// A dossier that is being made, with all its fields together.
    New,
}

/// What is being written.
#[derive(Debug, Clone, Copy)]
pub struct Writing<'a> {
    /// Where.
    pub desk: Desk<'a>,
    /// In which language.
    pub language: Language,
    /// The query.
    pub typed: &'a str,
    /// The query that was saved.
    pub saved: Option<&'a str>,
    /// The queries of all languages, of which no word is offered again.
    pub all: &'a [(Language, String)],
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

/// Words that are related in the same way.
#[derive(Debug)]
pub struct RelatedGroup {
    /// How.
    pub head: String,
    /// Whether the query finds them already, so that they are only told.
    pub found: bool,
    /// The words.
    pub rows: Vec<RelatedView>,
}

/// A word to add.
#[derive(Debug)]
pub struct RelatedView {
    /// The word.
    pub word: String,
    /// The language of the query it is added to.
    pub code: &'static str,
    /// Whether that is another than the one that is being written.
    pub other: bool,
    /// How many items it stands in.
    pub count: String,
    /// The word of the query it is related to, and how many items it stands in.
    pub told: String,
    /// What the button does, said before the word.
    pub label: String,
    /// Where the word is sent.
    pub action: String,
    /// What is shown anew.
    pub target: String,
}

/// Sees to it that the words of the archive are counted, in the background.
pub fn count_words(state: &State) -> Result<(), Fault> {
    state.related.begin(&state.store, &ctx(state))
}

/// Asks what a query would find and puts it in the reader's words. An empty query that nobody saved
/// has no preview.
pub fn preview(
    state: &State,
    reader: &Reader,
    w: &Words,
    writing: Writing,
) -> Result<PreviewView, Refuse> {
    count_words(state)?;
    let Writing {
        language,
        typed,
        saved,
        ..
    } = writing;
    let mut view = PreviewView {
        code: language.code(),
        ..PreviewView::default()
    };
    let changed = saved.filter(|saved| *saved != typed);
    view.changed = changed.is_some();
    view.emptied = typed.trim().is_empty() && view.changed;
    if typed.trim().is_empty() {
        return Ok(view);
    }
    view.asked = true;
    let ask = PreviewAsk {
        query: typed.to_owned(),
        language: Some(language),
        saved: changed.map(str::to_owned),
    };
    match reader.preview(&state.region, &ask, w.today)? {
        Ok(preview) => {
            view.fill(w, &preview, typed, changed.is_some());
            view.relate(state, w, &preview, &writing)?;
        }
        Err(fault) => view.fault = Some(FaultView::new(w, &fault, typed)),
    }
    Ok(view)
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
    }

    /// Words to add: those that stand in the same papers, and those that are related to a word.
    fn relate(
        &mut self,
        state: &State,
        w: &Words,
        preview: &Preview,
        writing: &Writing,
    ) -> Result<(), Fault> {
        let relatives = state
            .related
            .of(&state.store, writing.language, writing.typed)?;
        let mut said = Said::new(writing.all);
        self.counting = relatives.counting;
        self.meaning = match relatives.meaning {
            _ if relatives.counting => None,
            Meaning::WithoutModel => Some(w.t("related-without-model")),
            Meaning::BeingRead => Some(w.t("related-being-read")),
            Meaning::Read => None,
        };
        let tied = |tie: Tie| relatives.words.iter().filter(move |one| one.tie == tie);
        let first = [Tie::Form, Tie::Spelling, Tie::Compound].map(|tie| (tie, tied(tie)));
        let then = [Tie::Meaning, Tie::Language].map(|tie| (tie, tied(tie)));
        let mut group = |tie: Tie, rows: Vec<&Relative>| {
            let rows: Vec<RelatedView> = rows
                .into_iter()
                .filter(|one| said.is_new(one.language, &one.word))
                .map(|one| related(w, one, writing))
                .collect();
            (!rows.is_empty()).then(|| RelatedGroup {
                head: w.t(&format!("related-{}", key(tie))),
                found: tie == Tie::Form,
                rows,
            })
        };
        let mut groups: Vec<RelatedGroup> = Vec::new();
        for (tie, rows) in first {
            groups.extend(group(tie, rows.collect()));
        }
        for (tie, rows) in then {
            groups.extend(group(tie, rows.collect()));
        }
        let beside: Vec<RelatedView> = preview
            .related
            .iter()
            .filter(|one| said.is_new(writing.language, &one.word))
            .map(|one| beside(w, &one.word, one.count, writing))
            .collect();
        if !beside.is_empty() {
            let head = w.t("related-beside");
            groups.push(RelatedGroup {
                head,
                found: false,
                rows: beside,
            });
        }
        self.related = groups;
        Ok(())
    }
}

/// Words that were said already: those of the queries, and those above.
struct Said(HashSet<(Language, String)>);

impl Said {
    fn new(queries: &[(Language, String)]) -> Said {
        let words = queries.iter().flat_map(|(language, query)| {
            let own = query.split(|c: char| c.is_whitespace() || "()\",;".contains(c));
            own.map(|word| (*language, word.to_lowercase()))
        });
        Said(words.collect())
    }

    fn is_new(&mut self, language: Language, word: &str) -> bool {
        self.0.insert((language, word.to_lowercase()))
    }
}

fn key(tie: Tie) -> &'static str {
    match tie {
        Tie::Form => "form",
        Tie::Spelling => "spelling",
        Tie::Compound => "compound",
        Tie::Meaning => "meaning",
        Tie::Language => "language",
    }
}

/// The first few, in one line.
fn some(words: &[&str]) -> String {
    let more = if words.len() > SHOWN { ", …" } else { "" };
    let shown: Vec<&str> = words.iter().copied().take(SHOWN).collect();
    format!("{}{more}", shown.join(", "))
}

/// `1.204`, or `meer dan 5.000` where counting stopped; unknown where it stopped before the first.
fn count(w: &Words, count: Count) -> String {
    match count {
        Count { n: 0, more: true } => w.t("preview-unknown"),
        Count { n, more: true } => w.n("preview-more-than", n),
        Count { n, more: false } => w.number(n),
    }
}

/// Whether a word was never found, for certain.
fn is_never(term: &TermHits) -> bool {
    term.all.n == 0 && !term.all.more
}

fn term_view(w: &Words, term: &TermHits) -> TermView {
    TermView {
        term: clean(&term.term),
        year: count(w, term.year),
        all: count(w, term.all),
        never: is_never(term),
    }
}

fn group(w: &Words, code: &'static str, rows: &[SearchRow]) -> GroupView {
    GroupView {
        code,
        head: w.t(&format!("preview-{code}")),
        rows: rows.iter().map(|row| found(w, row)).collect(),
    }
}

fn beside(w: &Words, word: &str, items: i64, writing: &Writing) -> RelatedView {
    let one = Relative {
        word: word.to_owned(),
        language: writing.language,
        tie: Tie::Compound,
        to: String::new(),
        count: Count {
            n: items,
            more: false,
        },
    };
    related(w, &one, writing)
}

fn related(w: &Words, one: &Relative, writing: &Writing) -> RelatedView {
    let (word, code) = (clean(&one.word), one.language.code());
    let items = match one.count.more {
        true => w.n("related-items-more", one.count.n),
        false => w.n("related-items", one.count.n),
    };
    let other = one.language != writing.language;
    let label = match other {
        true => {
            let name = w.t(&format!("language-{code}"));
            w.with("related-add-other", &[("language", Arg::Text(&name))])
        }
        false => w.t("related-add"),
    };
    let (action, target) = match writing.desk {
        Desk::New => (
            "/dossiers/new/preview".to_owned(),
            "closest .pair".to_owned(),
        ),
        Desk::Listen(id) => (
            format!("/dossiers/{id}/listen/preview?language={code}"),
            format!("#pair-{code}"),
        ),
    };
    RelatedView {
        label,
        told: match one.to.is_empty() {
            true => items,
            false => format!("{}: {items}", clean(&one.to)),
        },
        count: count(w, one.count),
        word,
        code,
        other,
        action,
        target,
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
}
