//! A reader: reads one document after another from its raw text and says which interests are met. Each
//! thread has its own; what readers share is in `live`.

use super::hold::{query_holds, record_holds};
use super::keys::Keys;
use super::live::{Shared, Snapshot};
use super::query::Whole;
use super::traces::Traces;
use super::units::{Named, Place, Seen, Units};
use super::{Entry, Handle, slot_of};
use noaber_text::document::Analysed;
use noaber_text::query::Field;
use noaber_text::terms::{Form, STALE, Surfaces, walk};
use noaber_text::{Document, Lang, Plan, Token};
use std::sync::Arc;

/// Marks the number of a spelling that is more than one plain word.
const MANY: u32 = 1 << 31;
/// New units after which all spellings are read again, rather than looked through for each unit.
const MANY_UNITS: usize = 256;
/// Documents after which a reader tells what it met.
const TELL: u32 = 512;

/// A spelling that stands for several tokens, or none, or one with several units.
struct Many {
    /// Units of the words at its positions.
    words: Box<[u32]>,
    /// Further units: first and last position from its start.
    more: Box<[(u32, u32, u32)]>,
}

/// The memory of spellings of one language at one place.
#[derive(Default)]
struct Table {
    surfaces: Surfaces,
    many: Vec<Many>,
}

/// A place of a document where an interest was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Met {
    /// Position of the first word, counted over title and body.
    pub first: u32,
    /// Position of the last word.
    pub last: u32,
    /// Start of the word in its text, in bytes.
    pub start: u32,
    /// Whether it stands in the title.
    pub in_title: bool,
}

/// Reads documents for the interests of an index, one at a time.
pub struct Reader {
    shared: Arc<Shared>,
    version: u64,
    snapshot: Arc<Snapshot>,
    /// Units that the tables know of.
    known: usize,
    /// The text, the committee and the actors in each language and in none.
    tables: [Table; 12],
    /// Units of the terms of the text.
    terms: Keys,
    traces: Traces,
    /// The document in which a group was last met.
    groups: Vec<u32>,
    late: Vec<u32>,
    found: Vec<Handle>,
    candidates: u64,
    documents: u32,
    slot: usize,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl Reader {
    pub(super) fn new(shared: Arc<Shared>) -> Reader {
        Reader {
            snapshot: shared.current(),
            shared,
            version: 0,
            known: 0,
            tables: Default::default(),
            terms: Keys::default(),
            traces: Traces::default(),
            groups: Vec::new(),
            late: Vec::new(),
            found: Vec::new(),
            candidates: 0,
            documents: 0,
            slot: 0,
        }
    }

    /// The interests that a document meets, each once, in no order.
    pub fn read(&mut self, entry: &Entry) -> &[Handle] {
        self.refresh();
        self.trace(entry);
        let analyser = self.shared.analyser.clone();
        let mut document: Option<Document> = None;
        self.gather(|plan| {
            let document = document.get_or_insert_with(|| entry.document(&analyser));
            plan.find(document).is_some()
        });
        self.count();
        &self.found
    }

    fn count(&mut self) {
        self.documents += 1;
        if self.documents >= TELL {
            self.tell();
        }
    }

    /// As [`Reader::read`], of a document that has been divided into tokens already, without its
    /// codes: those are given beside it.
    pub fn read_document(&mut self, document: &Document, codes: &[(Field, &str)]) -> &[Handle] {
        self.refresh();
        self.slot = slot_of(document.lang);
        self.traces.begin(self.known);
        self.tokens(Place::Text, &document.title);
        self.traces.body = self.traces.position();
        self.tokens(Place::Text, &document.body);
        self.tokens(Place::Committee, &document.committee);
        document
            .actors
            .iter()
            .for_each(|actor| self.tokens(Place::Actor, actor));
        self.codes(codes);
        self.gather(|plan| plan.find(document).is_some());
        self.count();
        &self.found
    }

    /// Interests that were looked at so far because an anchor of theirs was met, beyond those that need
    /// no look.
    pub fn candidates(&self) -> u64 {
        self.candidates
    }

    /// Where the words stand that made the last document a candidate for this interest, in order.
    pub fn places(&self, interest: Handle) -> Vec<Met> {
        let Some(query) = self.shared.query(interest, self.slot) else {
            return Vec::new();
        };
        let mut places = Vec::new();
        for unit in query.anchors(&Default::default()) {
            places.extend(self.traces.of(unit).map(|o| Met {
                first: o.first,
                last: o.last,
                start: o.start,
                in_title: o.first < self.traces.body,
            }));
        }
        places.sort_by_key(|met: &Met| (met.first, met.last));
        places.dedup();
        places
    }

    /// Tells the index which units were met how often, from which it learns what is rare.
    pub fn tell(&mut self) {
        let traces = &mut self.traces;
        self.shared
            .count(self.documents, |counts| traces.hand_over(counts));
        self.documents = 0;
    }

    /// Bytes of memory it holds.
    pub fn bytes(&self) -> usize {
        let tables = self
            .tables
            .iter()
            .map(|t| t.surfaces.bytes() + t.many.capacity() * 64);
        tables.sum::<usize>()
            + self.traces.bytes()
            + self.terms.bytes()
            + (self.groups.capacity() + self.late.capacity()) * 4
    }

    /// Takes the newest state of the index, when there is one.
    fn refresh(&mut self) {
        let Some((version, snapshot)) = self.shared.newer(self.version) else {
            return;
        };
        (self.version, self.snapshot) = (version, snapshot);
        self.learn();
        self.traces
            .mark_late(self.snapshot.anchors.iter().map(|anchor| anchor.1));
        let groups = self
            .snapshot
            .bases
            .iter()
            .map(|base| base.group_count())
            .max();
        self.groups.clear();
        self.groups.resize(groups.unwrap_or(0), 0);
        self.late.clear();
        self.late.resize(self.snapshot.late.len(), 0);
    }

    /// Forgets the spellings whose numbers may differ since units were added.
    fn learn(&mut self) {
        let units = self.shared.units();
        let added = units.after(self.known);
        if added.len() > MANY_UNITS {
            self.tables = Default::default();
        }
        for named in added {
            match named {
                Named::Key(place, key) => {
                    if let (Place::Text, Some(unit)) = (place, units.term(*place, *key)) {
                        self.terms.add(*key, unit);
                    }
                    tables_of(&mut self.tables, *place).for_each(|t| t.surfaces.forget_key(*key));
                }
                Named::Beginning(place, word) => {
                    let tables = tables_of(&mut self.tables, *place);
                    tables.for_each(|t| t.surfaces.forget_beginning(word));
                }
                Named::Code => {}
            }
        }
        self.known = units.count();
    }

    /// Reads a document into the traces.
    fn trace(&mut self, entry: &Entry) {
        self.slot = slot_of(entry.lang);
        self.traces.begin(self.known);
        self.text(Place::Text, entry.lang, entry.title);
        self.traces.gap();
        self.traces.body = self.traces.position();
        self.text(Place::Text, entry.lang, entry.body);
        self.traces.gap();
        let shared = self.shared.clone();
        let asks = |place| shared.units().asks(place);
        if !entry.committee.is_empty() && asks(Place::Committee) {
            self.text(Place::Committee, entry.lang, entry.committee);
            self.traces.gap();
        }
        if !entry.actors.is_empty() && asks(Place::Actor) {
            for actor in entry.actors {
                self.text(Place::Actor, None, actor);
                self.traces.gap();
            }
        }
        self.codes(entry.codes);
        self.traces.bits |= entry.scope_bits();
    }

    fn codes(&mut self, codes: &[(Field, &str)]) {
        if codes.is_empty() {
            return;
        }
        let shared = self.shared.clone();
        let units = shared.units();
        for (field, code) in codes {
            if let Some(code) = units.known_code(*field, code) {
                self.traces.grow(code.id);
                self.traces.meet_code(code.id);
                self.traces.bits |= code.bit;
            }
        }
    }

    /// Reads the tokens of a text into the traces.
    fn tokens(&mut self, place: Place, text: &Analysed) {
        let Reader {
            traces,
            shared,
            terms,
            ..
        } = self;
        let units = shared.units();
        let more = units.has_more();
        if !units.asks(place) {
            return;
        }
        let from = traces.position();
        traces.grow(units.count() as u32);
        for token in &text.tokens {
            let term = match place {
                Place::Text => terms.find(token.key()),
                _ => units.term(place, token.key()).unwrap_or(0),
            };
            if !token.whole {
                traces.word(term, token.start);
            } else if term != 0 {
                traces.meet(term, from + token.position, from + token.last, token.start);
            }
            if more {
                let spelling = text.text.get(token.start..token.end).unwrap_or_default();
                let more = units.of_token(place, &seen(token, spelling)).into_iter();
                for unit in more.filter(|unit| *unit != term) {
                    traces.grow(unit);
                    traces.meet(unit, from + token.position, from + token.last, token.start);
                }
            }
        }
        traces.gap();
    }

    fn text(&mut self, place: Place, lang: Option<Lang>, text: &str) {
        let Reader {
            tables,
            traces,
            shared,
            ..
        } = self;
        let table = &mut tables[place as usize * 4 + slot_of(lang)];
        let bytes = text.as_bytes();
        walk(text, |start, end| {
            let number = match table.surfaces.find(bytes, start, end) {
                Some(number) if number != STALE => number,
                _ => {
                    let number = table.number(shared, place, lang, &text[start..end]);
                    if number & MANY == 0 {
                        // Another thread may have numbered it since the document was begun.
                        traces.grow(number);
                    }
                    number
                }
            };
            if number & MANY == 0 {
                traces.word(number, start);
            } else {
                table.many[(number ^ MANY) as usize].trace(traces, start);
            }
        });
    }

    /// Gathers the interests that the traces meet; `find` holds a plan against the document itself.
    fn gather(&mut self, mut find: impl FnMut(&Plan) -> bool) {
        let Reader {
            snapshot,
            traces,
            groups,
            late,
            found,
            slot,
            candidates,
            ..
        } = self;
        traces.settle();
        let base = &snapshot.bases[*slot];
        let stamp = traces.stamp();
        let mut whole = |whole: &Whole| find(&whole.plan);
        let once = |groups: &mut Vec<u32>, at: u32| {
            std::mem::replace(&mut groups[at as usize], stamp) != stamp
        };
        found.clear();
        for unit in traces.touched() {
            let (sure, records) = base.under(*unit);
            found.extend_from_slice(sure);
            *candidates += records.len() as u64;
            for record in records {
                let group = record.group();
                let is_new = || once(groups, group);
                if record_holds(record, *unit, base, traces, is_new, &mut whole) {
                    match base.members(group) {
                        [only] => found.push(*only),
                        members => found.extend_from_slice(members),
                    }
                }
            }
        }
        if snapshot.gone.count > 0 {
            found.retain(|handle| !snapshot.gone.has(*handle));
        }
        if snapshot.late.is_empty() {
            return;
        }
        for unit in traces
            .touched()
            .iter()
            .filter(|unit| traces.is_late(**unit))
        {
            for at in snapshot.late_under(*slot as u8, *unit) {
                if !once(late, at) {
                    continue;
                }
                *candidates += 1;
                let (handle, kept) = &snapshot.late[at as usize];
                let query = kept[*slot].as_ref();
                if query.is_some_and(|query| query_holds(query, traces, &mut whole)) {
                    found.push(*handle);
                }
            }
        }
    }
}

/// What a query may ask of a token.
fn seen<'t>(token: &'t Token, spelling: &'t str) -> Seen<'t> {
    Seen {
        key: token.key(),
        folded: token.folded(),
        spelling,
        is_word: !token.whole,
        is_part: token.part,
    }
}

/// The tables of a place.
fn tables_of(tables: &mut [Table; 12], place: Place) -> impl Iterator<Item = &mut Table> {
    tables.iter_mut().skip(place as usize * 4).take(4)
}

impl Table {
    /// Finds the number of a spelling by the analyser, and keeps it.
    #[inline(never)]
    fn number(&mut self, shared: &Shared, place: Place, lang: Option<Lang>, spelling: &str) -> u32 {
        let tokens = shared.analyser.tokens(lang, spelling);
        let keys: Vec<u64> = tokens.iter().map(|token| token.key()).collect();
        let folded: Vec<&str> = tokens.iter().map(|token| token.folded()).collect();
        let form = Form {
            keys: &keys,
            folded: &folded,
        };
        let many = Many::new(&shared.units(), place, spelling, &tokens);
        let number = match many.plain() {
            Some(unit) => unit,
            None => {
                self.many.push(many);
                (self.many.len() as u32 - 1) | MANY
            }
        };
        if self.surfaces.keep(spelling.as_bytes(), number, form) && number & MANY != 0 {
            // All spellings were forgotten, and with them those that stood for several tokens.
            let last = self.many.pop();
            self.many.clear();
            self.many.extend(last);
            self.surfaces
                .keep(spelling.as_bytes(), MANY, form_again(&keys, &folded));
            return MANY;
        }
        number
    }
}

fn form_again<'a>(keys: &'a [u64], folded: &'a [&'a str]) -> Form<'a> {
    Form { keys, folded }
}

impl Many {
    fn new(units: &Units, place: Place, spelling: &str, tokens: &[Token]) -> Many {
        let width = tokens.iter().filter(|token| !token.whole).count();
        let mut words = vec![0; width];
        let mut more = Vec::new();
        for token in tokens {
            let seen = seen(token, &spelling[token.start..token.end]);
            let term = units.term(place, token.key());
            if let (true, Some(term), Some(word)) =
                (seen.is_word, term, words.get_mut(token.position as usize))
            {
                *word = term;
            }
            let ids = units.of_token(place, &seen).into_iter();
            let further = ids.filter(|id| !seen.is_word || Some(*id) != term);
            more.extend(further.map(|id| (id, token.position, token.last)));
        }
        Many {
            words: words.into(),
            more: more.into(),
        }
    }

    /// The only unit, when there is one word and nothing else.
    fn plain(&self) -> Option<u32> {
        match (&self.words[..], self.more.is_empty()) {
            ([only], true) => Some(*only),
            _ => None,
        }
    }

    fn trace(&self, traces: &mut Traces, start: usize) {
        let position = traces.position();
        for unit in &self.words {
            traces.grow(*unit);
            traces.word(*unit, start);
        }
        for (unit, first, last) in &self.more {
            traces.grow(*unit);
            traces.meet(*unit, position + first, position + last, start);
        }
    }
}
