//! Brings text into the one spelling in which the model knows it: compatibility forms replaced by
//! the table that comes with the model, single spaces, a space in front. Cutting into pieces is not
//! done here.

use crate::fault::{Fault, damaged};

/// How a space is written inside pieces.
pub const SPACE: char = '\u{2581}';

/// The model's table of replacements: a double array over UTF-8 bytes, and the replacements, each
/// closed by a zero.
pub struct Normal {
    cells: Vec<u32>,
    spellings: Vec<u8>,
    /// What each ASCII byte becomes when no longer match can begin with it.
    plain: [Option<u8>; 128],
}

impl Normal {
    /// Reads the table.
    pub fn read(bytes: &[u8]) -> Result<Normal, Fault> {
        let cut = || damaged("the table of spellings is cut off");
        let (size, rest) = bytes.split_first_chunk::<4>().ok_or_else(cut)?;
        let size = u32::from_le_bytes(*size) as usize;
        let (cells, spellings) = rest.split_at_checked(size).ok_or_else(cut)?;
        let cells = cells
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let mut normal = Normal {
            cells: cells.collect(),
            spellings: spellings.to_vec(),
            plain: [None; 128],
        };
        for byte in 0..128_u8 {
            normal.plain[usize::from(byte)] = normal.alone(byte);
        }
        Ok(normal)
    }

    /// What an ASCII byte becomes whatever follows it; none when that depends on what follows, or
    /// is not one byte.
    fn alone(&self, byte: u8) -> Option<u8> {
        let first = self
            .cells
            .first()
            .and_then(|root| self.step(below(*root), byte));
        let Some((_, at)) = first else {
            return Some(byte);
        };
        if (0..=255).any(|next| self.step(at, next).is_some()) {
            return None;
        }
        match self.longest(&[byte]) {
            None => Some(byte),
            Some((_, [one])) => Some(*one),
            Some(_) => None,
        }
    }

    /// From the children at a place along a byte: the cell that is reached, and where its children
    /// are. A cell bears the byte that leads to it, and no top bit, which marks an end.
    fn step(&self, at: usize, byte: u8) -> Option<(u32, usize)> {
        let at = at ^ usize::from(byte);
        let cell = *self.cells.get(at)?;
        (cell & 0x8000_00ff == u32::from(byte)).then(|| (cell, at ^ below(cell)))
    }

    /// The longest beginning of `text` in the table: its length and its replacement.
    fn longest(&self, text: &[u8]) -> Option<(usize, &[u8])> {
        let (mut at, mut found) = (below(*self.cells.first()?), None);
        for (read, byte) in text.iter().enumerate() {
            let Some((cell, next)) = self.step(at, *byte) else {
                break;
            };
            at = next;
            if cell & 0x100 != 0 {
                found = self.cells.get(at).map(|end| (read + 1, end & 0x7fff_ffff));
            }
        }
        let (length, start) = found?;
        let spelling = self
            .spellings
            .get(start as usize..)
            .filter(|s| !s.is_empty())?;
        let end = spelling.iter().position(|b| *b == 0)?;
        Some((length, &spelling[..end]))
    }

    /// The text in the model's spelling; empty when nothing but space is in it.
    pub fn of(&self, text: &str) -> String {
        let raw = text.as_bytes();
        let mut made: Vec<u8> = Vec::with_capacity(raw.len() + 8);
        let (mut at, mut after_space) = (0, true);
        while at < raw.len() {
            let one;
            let (length, spelling) = match self.plain.get(usize::from(raw[at])) {
                Some(Some(byte)) => {
                    one = [*byte];
                    (1, &one[..])
                }
                _ => self.longest(&raw[at..]).unwrap_or_else(|| {
                    let length = width(raw[at]).min(raw.len() - at);
                    (length, &raw[at..at + length])
                }),
            };
            at += length;
            for byte in spelling.iter().skip_while(|b| after_space && **b == b' ') {
                made.push(*byte);
            }
            if let (Some(last), false) = (
                spelling.last(),
                spelling.iter().all(|b| after_space && *b == b' '),
            ) {
                after_space = *last == b' ';
            }
        }
        let made = String::from_utf8_lossy(&made);
        let made = made.trim_matches(' ');
        if made.is_empty() {
            return String::new();
        }
        let mut spelt = String::with_capacity(made.len() + 16);
        spelt.push(SPACE);
        spelt.extend(made.chars().map(|c| if c == ' ' { SPACE } else { c }));
        spelt
    }
}

/// Where the children of a cell begin.
fn below(cell: u32) -> usize {
    ((cell >> 10) << ((cell & 0x200) >> 6)) as usize
}

/// How many bytes a letter has that begins with this byte.
fn width(first: u8) -> usize {
    match first.leading_ones() {
        0 | 1 => 1,
        ones => ones.min(4) as usize,
    }
}
