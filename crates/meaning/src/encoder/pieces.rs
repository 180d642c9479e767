//! Cuts a text into the pieces of the model's vocabulary so that the pieces are together the most
//! probable. Which numbers stand for a piece is not known here.

use crate::encoder::normal::{Normal, SPACE};
use crate::fault::{Fault, damaged};
use rustc_hash::FxHashMap;

/// The piece for what the vocabulary does not have.
const UNKNOWN: u32 = 0;
/// The piece before every text.
const BEGIN: u32 = 1;
/// The piece after every text.
pub const END: u32 = 2;

/// No piece ends here.
const NONE: u32 = u32::MAX;

/// The vocabulary, as a tree over characters.
pub struct Pieces {
    normal: Normal,
    /// From a node and a character to the next node.
    steps: FxHashMap<(u32, char), u32>,
    /// The piece that ends in a node.
    ends: Vec<u32>,
    /// The logarithm of each piece's probability.
    scores: Vec<f32>,
    unknown: f64,
    /// The pieces written in Latin letters, for the quick table.
    latin: Vec<(u32, Box<str>)>,
}

/// No more words are remembered than this; then all are forgotten.
const REMEMBERED: usize = 1 << 16;

/// What is kept between texts: room to work in, and the words that were cut before. No piece goes
/// beyond the space in front of a word, so a word is cut the same way wherever it stands.
#[derive(Default)]
pub struct Scratch {
    letters: Vec<char>,
    best: Vec<(f64, u32, u32)>,
    words: FxHashMap<Box<str>, Box<[u32]>>,
}

impl Pieces {
    /// Reads a SentencePiece file of the old layout: the pieces in field 1, the table of spellings
    /// in field 2 of field 3.
    pub fn read(bytes: &[u8]) -> Result<Pieces, Fault> {
        let (mut list, mut normal) = (Vec::new(), None);
        each_field(bytes, |field, value| {
            match field {
                1 => list.push(piece(value)?),
                3 if normal.is_none() => normal = inner(value, 2)?,
                _ => {}
            }
            Ok(())
        })?;
        let normal = normal.ok_or_else(|| damaged("the vocabulary has no table of spellings"))?;
        let lowest = list
            .iter()
            .map(|(_, score)| f64::from(*score))
            .fold(0.0, f64::min);
        let mut pieces = Pieces {
            normal: Normal::read(normal)?,
            steps: FxHashMap::with_capacity_and_hasher(list.len() * 3, Default::default()),
            ends: vec![NONE],
            scores: list.iter().map(|(_, score)| *score).collect(),
            unknown: lowest - 10.0,
            latin: Vec::new(),
        };
        for (number, (text, _)) in (0_u32..).zip(&list) {
            if text.chars().skip(1).any(|letter| letter == SPACE) {
                return Err(damaged(format!("the piece {text:?} goes beyond a word")));
            }
            pieces.grow(text, number);
            if number > END && text.chars().all(latin) {
                pieces.latin.push((number, (*text).into()));
            }
        }
        Ok(pieces)
    }

    fn grow(&mut self, text: &str, number: u32) {
        let mut node = 0;
        for letter in text.chars() {
            let fresh = self.ends.len() as u32;
            node = *self.steps.entry((node, letter)).or_insert(fresh);
            if node == fresh {
                self.ends.push(NONE);
            }
        }
        self.ends[node as usize] = number;
    }

    /// The pieces that are written in Latin letters, digits and signs.
    pub fn latin(&self) -> impl Iterator<Item = (u32, &str)> {
        self.latin.iter().map(|(piece, text)| (*piece, &**text))
    }

    /// How many pieces there are.
    pub fn count(&self) -> usize {
        self.scores.len()
    }

    /// The logarithm of a piece's probability.
    pub fn score(&self, piece: u32) -> f32 {
        self.scores.get(piece as usize).copied().unwrap_or(0.0)
    }

    /// Adds the pieces of a text to `into`, between the pieces for begin and end; at most `most` of
    /// the text's own.
    pub fn cut(&self, text: &str, most: usize, scratch: &mut Scratch, into: &mut Vec<u32>) {
        into.push(BEGIN);
        let first = into.len();
        let spelt = self.normal.of(text);
        let mut rest = spelt.as_str();
        while !rest.is_empty() && into.len() < first + most {
            let after_space = rest.chars().next().map_or(0, char::len_utf8);
            let end = rest[after_space..]
                .find(SPACE)
                .map_or(rest.len(), |at| at + after_space);
            self.word(&rest[..end], scratch, into);
            rest = &rest[end..];
        }
        if into.len() == first {
            into.push(UNKNOWN);
        }
        into.truncate(first + most);
        into.push(END);
    }

    /// Adds the pieces of a word with the space before it.
    fn word(&self, word: &str, scratch: &mut Scratch, into: &mut Vec<u32>) {
        if let Some(known) = scratch.words.get(word) {
            into.extend_from_slice(known);
            return;
        }
        let first = into.len();
        scratch.letters.clear();
        scratch.letters.extend(word.chars());
        self.weigh(scratch);
        let mut at = scratch.letters.len();
        while at > 0 {
            let (_, start, piece) = scratch.best[at];
            into.push(piece);
            at = start as usize;
        }
        into[first..].reverse();
        if scratch.words.len() >= REMEMBERED {
            scratch.words.clear();
        }
        scratch.words.insert(word.into(), into[first..].into());
    }

    /// For every place the best way to get there: its score, where its last piece began, and which.
    fn weigh(&self, scratch: &mut Scratch) {
        let Scratch { letters, best, .. } = scratch;
        best.clear();
        best.resize(letters.len() + 1, (f64::NEG_INFINITY, 0, UNKNOWN));
        best[0].0 = 0.0;
        for start in 0..letters.len() {
            let base = best[start].0;
            let (mut node, mut single) = (0, false);
            for end in start + 1..=letters.len() {
                let Some(next) = self.steps.get(&(node, letters[end - 1])) else {
                    break;
                };
                node = *next;
                let piece = self.ends[node as usize];
                if piece != NONE {
                    better(
                        &mut best[end],
                        base + f64::from(self.scores[piece as usize]),
                        start,
                        piece,
                    );
                    single |= end == start + 1;
                }
            }
            if !single {
                better(&mut best[start + 1], base + self.unknown, start, UNKNOWN);
            }
        }
    }
}

fn latin(letter: char) -> bool {
    letter < '\u{250}' || letter == SPACE
}

fn better(place: &mut (f64, u32, u32), score: f64, start: usize, piece: u32) {
    if score > place.0 {
        *place = (score, start as u32, piece);
    }
}

/// The text (field 1) and score (field 2) of a piece.
fn piece(bytes: &[u8]) -> Result<(&str, f32), Fault> {
    let (mut text, mut score) = ("", 0.0);
    each_field(bytes, |field, value| {
        match (field, value) {
            (1, value) => {
                text = std::str::from_utf8(value).map_err(|_| damaged("a piece is not text"))?
            }
            (2, &[a, b, c, d]) => score = f32::from_le_bytes([a, b, c, d]),
            _ => {}
        }
        Ok(())
    })?;
    Ok((text, score))
}

/// The first value of a field.
fn inner(bytes: &[u8], wanted: u64) -> Result<Option<&[u8]>, Fault> {
    let mut found = None;
    each_field(bytes, |field, value| {
        if field == wanted && found.is_none() {
            found = Some(value);
        }
        Ok(())
    })?;
    Ok(found)
}

/// Walks over a protocol buffer message and shows every field that has bytes of its own.
fn each_field<'a>(
    mut rest: &'a [u8],
    mut show: impl FnMut(u64, &'a [u8]) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let cut = || damaged("the vocabulary is cut off");
    while !rest.is_empty() {
        let tag = whole(&mut rest).ok_or_else(cut)?;
        let length = match tag & 7 {
            0 => {
                whole(&mut rest).ok_or_else(cut)?;
                continue;
            }
            1 => 8,
            2 => whole(&mut rest).ok_or_else(cut)? as usize,
            5 => 4,
            other => {
                return Err(damaged(format!(
                    "the vocabulary has a field of kind {other}"
                )));
            }
        };
        let (value, after) = rest.split_at_checked(length).ok_or_else(cut)?;
        show(tag >> 3, value)?;
        rest = after;
    }
    Ok(())
}

/// A whole number of seven bits a byte.
fn whole(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for place in 0..10 {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(byte & 0x7f) << (7 * place).min(63);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A field with bytes of its own.
    fn field(number: u8, value: &[u8]) -> Vec<u8> {
        let mut bytes = vec![number << 3 | 2, value.len() as u8];
        bytes.extend(value);
        bytes
    }

    /// A small vocabulary with a table of spellings that changes nothing.
    fn small(pieces: &[(&str, f32)]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (text, score) in pieces {
            let mut piece = field(1, text.as_bytes());
            piece.push(2 << 3 | 5);
            piece.extend(score.to_le_bytes());
            bytes.extend(field(1, &piece));
        }
        let spellings = [&4_u32.to_le_bytes()[..], &0_u32.to_le_bytes()].concat();
        bytes.extend(field(3, &field(2, &spellings)));
        bytes
    }

    fn cut(pieces: &Pieces, text: &str, most: usize) -> Vec<u32> {
        let mut found = Vec::new();
        pieces.cut(text, most, &mut Scratch::default(), &mut found);
        found
    }

    #[test]
    fn the_most_probable_pieces_are_found_and_a_remembered_word_is_the_same() {
        let list = [
            ("<unk>", 0.0),
            ("<s>", 0.0),
            ("</s>", 0.0),
            ("\u{2581}", -3.0),
            ("\u{2581}ge", -4.0),
            ("meente", -5.0),
            ("raad", -6.0),
            ("\u{2581}gemeente", -8.0),
            ("g", -9.0),
            ("\u{2581}raad", -7.0),
        ];
        let pieces = Pieces::read(&small(&list)).expect("a vocabulary");
        assert_eq!(pieces.count(), 10);
        // One piece of -8 beats two of -4 and -5.
        assert_eq!(cut(&pieces, "gemeenteraad", 99), [1, 7, 6, 2]);
        assert_eq!(cut(&pieces, "  raad  gemeente ", 99), [1, 9, 7, 2]);
        assert_eq!(cut(&pieces, "gemeente raad gemeente", 99), [1, 7, 9, 7, 2]);
        assert_eq!(cut(&pieces, "gemeente raad gemeente", 2), [1, 7, 9, 2]);
        assert_eq!(cut(&pieces, "gß", 99), [1, 3, 8, 0, 2]);
        assert_eq!(cut(&pieces, " ", 99), [1, 0, 2]);
    }

    #[test]
    fn a_damaged_vocabulary_is_refused_and_never_a_panic() {
        let bytes = small(&[("<unk>", 0.0), ("a", -1.0)]);
        assert!(Pieces::read(&small(&[("a\u{2581}b", 0.0)])).is_err());
        assert!(Pieces::read(&[]).is_err());
        for at in 0..bytes.len() {
            let mut bent = bytes.clone();
            bent[at] ^= 0xff;
            if let Ok(pieces) = Pieces::read(&bent) {
                cut(&pieces, "a\u{0}ä", 9);
            }
            let _ = Pieces::read(&bytes[..at]);
        }
    }
}
