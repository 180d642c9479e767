//! The units of all queries as numbers: what a word of a text can be for a query. Numbers are given
//! once and never taken back; which queries use them is not known here.

use noaber_text::query::Field;
use noaber_text::terms::{Unit, Zone};
use rustc_hash::FxHashMap;

/// Codes that have a bit of their own; further ones are units like any other.
const CODE_BITS: u32 = 24;

/// Where a unit is met. The title is a part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Text,
    Committee,
    Actor,
}

impl Place {
    pub const ALL: [Place; 3] = [Place::Text, Place::Committee, Place::Actor];

    pub fn of(zone: Zone) -> Place {
        match zone {
            Zone::Text | Zone::Title => Place::Text,
            Zone::Committee => Place::Committee,
            Zone::Actor => Place::Actor,
        }
    }
}

/// What was numbered, in order, so that a reader can catch up.
#[derive(Debug, Clone)]
pub(super) enum Named {
    /// A term, alone or with a spelling.
    Key(Place, u64),
    /// A beginning.
    Beginning(Place, String),
    /// A code.
    Code,
}

/// From units to numbers; 0 stands for every word that no query asks for.
#[derive(Debug, Default)]
pub(super) struct Units {
    terms: FxHashMap<(Place, u64), u32>,
    spellings: FxHashMap<(Place, u64, String), u32>,
    beginnings: FxHashMap<(Place, String), u32>,
    /// Lengths of beginnings in bytes.
    lengths: Vec<usize>,
    codes: FxHashMap<(Field, String), Code>,
    names: Vec<Named>,
    /// Places other than the text that any query asks for.
    used: [bool; 3],
}

/// The number of a code, and its bit while there are bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Code {
    pub id: u32,
    pub bit: u32,
}

impl Units {
    /// Numbers that have been given; the next is one higher.
    pub fn count(&self) -> usize {
        self.names.len()
    }

    /// What was numbered after the first `known`.
    pub fn after(&self, known: usize) -> &[Named] {
        self.names.get(known..).unwrap_or_default()
    }

    /// Bytes of memory it holds, without the letters of beginnings and spellings.
    pub fn bytes(&self) -> usize {
        let texts = self.spellings.capacity() + self.beginnings.capacity();
        self.terms.capacity() * (size_of::<((Place, u64), u32)>() + 1)
            + texts * size_of::<((Place, u64, String), u32)>()
            + self.names.capacity() * size_of::<Named>()
    }

    /// Whether any query asks for a word there.
    pub fn asks(&self, place: Place) -> bool {
        self.used[place as usize]
    }

    fn name(&mut self, named: Named) -> u32 {
        if let Named::Key(place, _) | Named::Beginning(place, _) = &named {
            self.used[*place as usize] = true;
        }
        self.names.push(named);
        self.names.len() as u32
    }

    /// The number of a unit, given now if it has none.
    pub fn number(&mut self, place: Place, unit: &Unit) -> u32 {
        let known = match unit {
            Unit::Term(key) => self.terms.get(&(place, *key)),
            Unit::Beginning(word) => self.beginnings.get(&(place, word.clone())),
            Unit::Spelling(key, word) => self.spellings.get(&(place, *key, word.clone())),
        };
        if let Some(id) = known {
            return *id;
        }
        match unit {
            Unit::Term(key) => {
                let id = self.name(Named::Key(place, *key));
                self.terms.insert((place, *key), id);
                id
            }
            Unit::Beginning(word) => {
                let id = self.name(Named::Beginning(place, word.clone()));
                self.beginnings.insert((place, word.clone()), id);
                if !self.lengths.contains(&word.len()) {
                    self.lengths.push(word.len());
                }
                id
            }
            Unit::Spelling(key, word) => {
                let id = self.name(Named::Key(place, *key));
                self.spellings.insert((place, *key, word.clone()), id);
                id
            }
        }
    }

    /// The number and bit of a code, given now if it has none.
    pub fn code(&mut self, field: Field, code: &str) -> Code {
        if let Some(found) = self.codes.get(&(field, code.to_owned())) {
            return *found;
        }
        let id = self.name(Named::Code);
        let nth = self.codes.len() as u32;
        let bit = if nth < CODE_BITS { 1 << nth } else { 0 };
        let found = Code { id, bit };
        self.codes.insert((field, code.to_owned()), found);
        found
    }

    /// The code, when a query asks for it.
    pub fn known_code(&self, field: Field, code: &str) -> Option<Code> {
        let code = code.to_ascii_lowercase();
        self.codes.get(&(field, code)).copied()
    }

    /// The numbers that a token has: of its term, its spelling, and the beginnings of its word.
    pub fn of_token(&self, place: Place, token: &Seen) -> Vec<u32> {
        let mut ids: Vec<u32> = Vec::new();
        ids.extend(self.terms.get(&(place, token.key)));
        if token.is_word && !self.spellings.is_empty() {
            let spelt = (place, token.key, token.spelling.to_owned());
            ids.extend(self.spellings.get(&spelt));
        }
        let lengths = self.lengths.iter().filter(|_| !token.is_part);
        for length in lengths {
            if let Some(beginning) = token.folded.get(..*length) {
                ids.extend(self.beginnings.get(&(place, beginning.to_owned())));
            }
        }
        ids
    }

    /// Whether any query asks for beginnings or spellings.
    pub fn has_more(&self) -> bool {
        !self.spellings.is_empty() || !self.beginnings.is_empty()
    }

    /// The number of a term, when a query asks for it.
    pub fn term(&self, place: Place, key: u64) -> Option<u32> {
        self.terms.get(&(place, key)).copied()
    }
}

/// What is seen of a token.
pub(super) struct Seen<'a> {
    pub key: u64,
    pub folded: &'a str,
    pub spelling: &'a str,
    /// Whether it is the word at its position.
    pub is_word: bool,
    /// Whether it is a part of a word.
    pub is_part: bool,
}
