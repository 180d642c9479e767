//! What a kind of source is: a card, how to start, how to read a page, and the shapes that pass
//! between a kind and the harvest. The kinds themselves live in `kinds`, the fetching in `http`.

use noaber_domain::source::Cursor;
use noaber_domain::{Country, Item, Language, Source, Tombstone, Wording};

use crate::fault::Fault;

/// What people must know of a kind of source before they use it. `docs/connectors.md` and the
/// form for a new source are printed from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Stable code, the `kind` of a source: `tweede_kamer`.
    pub code: &'static str,
    /// What people call it.
    pub title: Wording,
    /// Who publishes.
    pub owner: &'static str,
    /// Under what terms it may be used again.
    pub licence: &'static str,
    /// Languages of what it publishes; empty when the source says so itself.
    pub languages: &'static [Language],
    /// Arenas it speaks for; empty when the source row says so.
    pub countries: &'static [Country],
    /// Requests a second that the owner can be asked without harm.
    pub requests_per_second: f64,
    /// Whether a key is needed, which the operator sets in the environment.
    pub needs_key: bool,
    /// Whether a source of this kind is a folder on this machine (`file:///…`) rather than an
    /// address on the network. Only such a source is served from files, and only from its folder.
    pub reads_folder: bool,
    /// Where the owner describes the service.
    pub home: &'static str,
    /// What its reading was held against until now: recorded answers, or a description alone.
    pub seen: &'static str,
    /// Settings of a source of this kind: name and meaning.
    pub settings: &'static [(&'static str, &'static str)],
    /// Quirks that an operator will meet.
    pub notes: &'static [&'static str],
}

/// How a request is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// A plain GET.
    Get,
    /// A POST of `multipart/form-data` with these parts.
    PostMultipart(Vec<Part>),
}

/// One part of a multipart form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Name of the field.
    pub name: String,
    /// Its media type, such as `application/json`.
    pub media_type: &'static str,
    /// Its content.
    pub content: String,
}

/// A header of a request. A secret never passes through a kind, a log or the store: only the name
/// of the environment variable does, and the fetcher fills it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Header {
    /// A header with its value.
    Plain {
        /// Name of the header.
        name: &'static str,
        /// Its value.
        value: String,
    },
    /// A header whose value is `prefix` followed by the content of an environment variable.
    Secret {
        /// Name of the header.
        name: &'static str,
        /// What stands before the secret: `ApiKey `.
        prefix: &'static str,
        /// The variable; must begin with `NOABER_`, so that a source row cannot send away another.
        variable: String,
    },
}

/// Which faults of a page do not end the run. A host that is down, busy or holds us back always
/// does: the next page would fail too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forgives {
    /// Whatever is wrong with this one page: what is handed over instead is all that can be had.
    Any,
    /// Only what is wrong with this one record for good: the service has lost it or fails at it, or
    /// it is too big or broken. A page that is empty, half or of another type may be whole tomorrow,
    /// and one of another form or behind a shut door tells of all records: these end the run, for
    /// the cursor must not pass what they hold.
    Record,
    /// Only that the service does not know the place any more (status 400, 404, 410 or 416).
    PlaceGone,
}

/// A request that a kind asks the harvest to make.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Absolute address.
    pub url: String,
    /// How it is sent.
    pub method: Method,
    /// Headers beside the usual ones.
    pub headers: Vec<Header>,
    /// Media types that the answer should have, for the `Accept` header.
    pub accept: &'static str,
    /// A note of the kind to itself; the harvest copies it to the page that answers.
    pub carry: Option<String>,
    /// What to hand over when this answer cannot be had or read. `None`: the fault ends the run.
    pub otherwise: Option<Box<Harvest>>,
    /// Which faults `otherwise` stands in for.
    pub forgives: Forgives,
    /// Whether the service may answer that nothing has changed since the last run. Not so where
    /// other requests follow from the page: they would not be made.
    pub conditional: bool,
}

impl Request {
    /// A GET for `url` that accepts `accept`.
    pub fn get(url: impl Into<String>, accept: &'static str) -> Request {
        Request {
            url: url.into(),
            method: Method::Get,
            headers: Vec::new(),
            accept,
            carry: None,
            otherwise: None,
            forgives: Forgives::Any,
            conditional: true,
        }
    }

    /// The same request, to be answered in full even if nothing has changed.
    pub fn in_full(mut self) -> Request {
        self.conditional = false;
        self
    }

    /// The same request, to begin anew with another when the service does not know the place any
    /// more.
    pub fn or_anew(mut self, other: Request) -> Request {
        self.forgives = Forgives::PlaceGone;
        self.otherwise = Some(Box::new(Harvest {
            next: vec![other],
            ..Harvest::default()
        }));
        self
    }

    /// The same request with a note of the kind to itself.
    pub fn carrying(mut self, note: impl Into<String>) -> Request {
        self.carry = Some(note.into());
        self
    }
}

/// What came back for a request, or was recorded earlier.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The address it came from in the end, after redirects.
    pub url: String,
    /// HTTP status; 200 for a recording.
    pub status: u16,
    /// The `Content-Type` header, when there was one.
    pub content_type: Option<String>,
    /// The bytes as they came, decompressed.
    pub body: Vec<u8>,
    /// When it came.
    pub retrieved: jiff::Timestamp,
    /// The note that the request carried.
    pub carry: Option<String>,
    /// Headers of the answer that a service uses for its own purposes: names in lower case that
    /// begin with `x-`, and `link`. Empty for a recording.
    pub headers: Vec<(String, String)>,
}

impl Page {
    /// The value of a header, its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim())
    }
}

/// A record that could not be taken over whole.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rejected {
    /// Which record: its key, number or place in the page.
    pub record: String,
    /// What is wrong with it.
    pub fault: String,
    /// Whether the item was kept and only the faulty part dropped.
    pub kept: bool,
}

/// What a page yields.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Harvest {
    /// Items, keys unique within the page.
    pub items: Vec<Item>,
    /// Things the source took away.
    pub tombstones: Vec<Tombstone>,
    /// Requests that follow from this page, in order.
    pub next: Vec<Request>,
    /// The cursor to store once this page has been stored; `None` leaves the old one.
    pub cursor: Option<Cursor>,
    /// Records that were passed over, or kept in part.
    pub rejected: Vec<Rejected>,
    /// The page it was read from, put there by the harvest; a kind leaves it empty.
    pub mark: Option<PageMark>,
}

/// A page that was fetched, for the proof that it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageMark {
    /// When it came.
    pub at: jiff::Timestamp,
    /// Its address without query and so without keys.
    pub url: String,
    /// HTTP status.
    pub status: u16,
    /// Bytes, decompressed.
    pub bytes: usize,
    /// First 32 hexadecimal digits of the SHA-256 of its bytes.
    pub digest: String,
}

/// Why a page says nothing that can be used. Nothing of it was taken over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The service holds us back: a challenge or block page.
    #[error(
        "expected {expected}, came a block page (\"{start}\"); wait an hour and lower the rate, the cursor is unchanged"
    )]
    Blocked {
        /// What should have come.
        expected: &'static str,
        /// First 80 characters of what came.
        start: String,
    },
    /// Nothing came.
    #[error("expected {expected}, came an empty page; safe to try again")]
    Empty {
        /// What should have come.
        expected: &'static str,
    },
    /// Something of another type came.
    #[error(
        "expected {expected}, came {came} (\"{start}\"); look at the address in a browser, safe to try again"
    )]
    WrongType {
        /// What should have come.
        expected: &'static str,
        /// The type that came.
        came: String,
        /// First 80 characters of what came.
        start: String,
    },
    /// The page breaks off.
    #[error(
        "expected {expected}, came a page that breaks off after {length} bytes (\"{start}\"); safe to try again"
    )]
    Truncated {
        /// What should have come.
        expected: &'static str,
        /// Bytes that came.
        length: usize,
        /// First 80 characters of what came.
        start: String,
    },
    /// The page is broken: it breaks the rules of the form it claims to have.
    #[error(
        "expected {expected}, came a broken page: {why} (\"{start}\"); safe to try again, should it stay so the file is damaged at the source"
    )]
    Malformed {
        /// What should have come.
        expected: &'static str,
        /// What is wrong, with its place.
        why: String,
        /// First 80 characters of what came.
        start: String,
    },
    /// The page is whole and sound, but not in the form we know.
    #[error(
        "expected {expected}, came a sound page in another form: {why} (\"{start}\"); the source may have changed its form, trying again will not help: look whether there is a newer version of this program, the cursor is unchanged"
    )]
    FormChanged {
        /// What should have come.
        expected: &'static str,
        /// What is missing or other than it was.
        why: String,
        /// First 80 characters of what came.
        start: String,
    },
    /// The service says itself that it could not answer.
    #[error("expected {expected}, the service answered with an error: {why}")]
    Refused {
        /// What should have come.
        expected: &'static str,
        /// The service's own words.
        why: String,
    },
}

impl Unreadable {
    /// Whether asking again may help without harm.
    pub fn safe_to_retry(&self) -> bool {
        match self {
            Unreadable::Empty { .. }
            | Unreadable::WrongType { .. }
            | Unreadable::Truncated { .. }
            | Unreadable::Malformed { .. } => true,
            Unreadable::Blocked { .. }
            | Unreadable::FormChanged { .. }
            | Unreadable::Refused { .. } => false,
        }
    }
}

/// The first requests of a run, from a source, the cursor of its last run and the moment.
pub type Start = fn(&Source, Option<&Cursor>, jiff::Timestamp) -> Result<Vec<Request>, Fault>;

/// A kind of source: three functions that touch neither network nor clock nor store.
#[derive(Clone, Copy)]
pub struct Kind {
    /// What people must know of it.
    pub card: fn() -> Card,
    /// The first requests of a run at the moment given, from the cursor of the last one. Faults on
    /// settings that cannot be used.
    pub start: Start,
    /// Reads one page. Never panics, whatever came.
    pub read: fn(&Source, &Page) -> Result<Harvest, Unreadable>,
}
