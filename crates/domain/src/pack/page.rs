//! A file of a pack while it is read, and the notes that all files share. Fields are read in
//! `sheet`.

use super::fault::{Fault, Place, Places};
use super::sheet::Sheet;
use crate::id::InterestId;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use toml::de::DeTable;

/// A sort of thing that has ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Region,
    Organisation,
    Network,
    Agenda,
    Line,
    Dossier,
    Interest,
    Source,
    Agreement,
    Programme,
}

impl Sort {
    /// The word for it in a fault.
    pub fn word(self) -> &'static str {
        match self {
            Sort::Region => "region",
            Sort::Organisation => "organisation",
            Sort::Network => "network",
            Sort::Agenda => "agenda",
            Sort::Line => "strategy line",
            Sort::Dossier => "dossier",
            Sort::Interest => "interest",
            Sort::Source => "source",
            Sort::Agreement => "agreement",
            Sort::Programme => "programme",
        }
    }
}

/// An id that stands somewhere: given to a thing, or naming one.
pub(super) struct Named {
    pub sort: Sort,
    pub id: String,
    pub place: Place,
}

/// What was noted while reading: faults, ids given, ids named, places of queries.
#[derive(Default)]
pub(super) struct Notes {
    faults: RefCell<Vec<Fault>>,
    pub given: RefCell<Vec<Named>>,
    pub named: RefCell<Vec<Named>>,
    places: RefCell<Places>,
    pub unreadable: Cell<bool>,
}

impl Notes {
    /// Notes a fault.
    pub fn fault(&self, fault: Fault) {
        self.faults.borrow_mut().push(fault);
    }
    /// Notes where the query of an interest begins.
    pub fn keep_place(&self, interest: &InterestId, place: Place) {
        self.places.borrow_mut().0.insert(interest.clone(), place);
    }
    /// All faults, and the places of the queries.
    pub fn into_parts(self) -> (Vec<Fault>, Places) {
        (self.faults.into_inner(), self.places.into_inner())
    }
}

/// A file of the pack while it is read.
pub(super) struct Page<'p> {
    pub name: &'p str,
    text: &'p str,
    line_starts: Vec<usize>,
    pub notes: &'p Notes,
}

impl<'p> Page<'p> {
    /// Opens a file; a byte order mark is passed over.
    pub fn new(name: &'p str, text: &'p str, notes: &'p Notes) -> Page<'p> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(after_breaks).collect();
        Page {
            name,
            text,
            line_starts,
            notes,
        }
    }

    /// Reads the file's outer table, then reports the fields nobody asked for.
    pub fn read(&self, shape: impl FnOnce(&Sheet)) {
        let (root, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            self.notes.unreadable.set(true);
            let at = error.span().map_or(self.text.len(), |s| s.start);
            self.fault_at(at, format!("not TOML: {}", error.message()), None);
        }
        if errors.is_empty() {
            let sheet = Sheet::new(self, root.get_ref(), 0);
            shape(&sheet);
            sheet.close();
        }
    }

    /// Notes a fault at a byte of the file.
    pub fn fault_at(&self, at: usize, what: impl Into<String>, help: Option<String>) {
        self.notes.fault(Fault::at(self.place(at), what, help));
    }

    /// The place of a byte of the file.
    pub fn place(&self, at: usize) -> Place {
        let at = at.min(self.text.len());
        let line = self.line_starts.partition_point(|start| *start <= at);
        let start = self.line_starts[line - 1];
        let before = self.text.get(start..at).unwrap_or_default();
        Place {
            file: self.name.to_owned(),
            line,
            column: before.chars().count() + 1,
        }
    }

    /// Where the words of a quoted string begin, past its quotes and the line break after them.
    pub fn words_of(&self, span: &Range<usize>) -> Place {
        let rest = self.text.get(span.clone()).unwrap_or_default();
        let long = rest.starts_with("\"\"\"") || rest.starts_with("'''");
        let quotes = if long { 3 } else { 1 };
        let after = rest.get(quotes..).unwrap_or_default();
        let line_break = match after {
            a if long && a.starts_with("\r\n") => 2,
            a if long && a.starts_with('\n') => 1,
            _ => 0,
        };
        self.place(span.start + quotes + line_break)
    }
}
