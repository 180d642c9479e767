//! A first pass at a hundred times the speed: one vector for each piece of the vocabulary, made by
//! the encoder itself, and for a text their weighted sum. It knows no order of words; the encoder
//! reads again what it brings up.

use crate::encoder::pieces::{END, Scratch};
use crate::encoder::{Direction, Encoder, components, first, neutralise};
use crate::fault::{Fault, damaged};
use crate::install;
use crate::model::{Array, Arrays};
use crate::questions::unit;
use crate::vector::LENGTH;
use crate::wide;
use std::path::Path;

/// The file in which the table is kept, beside the model.
pub const TABLE: &str = "noaber-meaning-1.quick.bin";

/// A piece as frequent as this has half the weight of a rare one.
const FREQUENT: f32 = 1e-4;

/// One weighted vector for each piece that is written in Latin letters.
pub struct Quick {
    /// For each piece its row plus one; zero for none.
    places: Vec<u32>,
    /// What a row is multiplied by.
    scales: Vec<f32>,
    rows: Vec<i8>,
}

impl Quick {
    /// The table kept in a folder; made and kept there when it is not yet (about half a minute).
    pub fn open_or_make(encoder: &Encoder, folder: &Path) -> Result<Quick, Fault> {
        let file = folder.join(TABLE);
        if let Ok(quick) = install::arrays(&file).and_then(Quick::read)
            && quick.places.len() == encoder.pieces.count()
        {
            return Ok(quick);
        }
        let quick = Quick::make(encoder);
        let mut bytes = Vec::new();
        let written = quick
            .arrays()
            .write(&mut bytes)
            .and_then(|()| install::put(&bytes, &file));
        written.map_err(|source| Fault::Write { path: file, source })?;
        Ok(quick)
    }

    /// Makes the table: encodes every piece, takes away what all have in common, weighs by rarity.
    pub fn make(encoder: &Encoder) -> Quick {
        let texts: Vec<(u32, &str)> = encoder.pieces.latin().collect();
        let spoken: Vec<String> = texts.iter().map(|(_, text)| spoken(text)).collect();
        let mut vectors = encoder.encode_as_is(&spoken);
        components::take_away(&mut vectors);
        let mut quick = Quick {
            places: vec![0; encoder.pieces.count()],
            scales: Vec::with_capacity(texts.len()),
            rows: Vec::with_capacity(texts.len() * LENGTH),
        };
        for ((piece, _), vector) in texts.iter().zip(&vectors) {
            let weight = FREQUENT / (FREQUENT + encoder.pieces.score(*piece).exp());
            let largest = vector.iter().fold(1e-9_f32, |most, n| most.max(n.abs()));
            quick
                .rows
                .extend(vector.iter().map(|n| (n / largest * 127.0).round() as i8));
            quick.scales.push(weight * largest / 127.0);
            quick.places[*piece as usize] = quick.scales.len() as u32;
        }
        quick
    }

    /// The rough vector of a text, of length 1. A text without a single known piece has the vector
    /// that the encoder gives it.
    pub fn encode(&self, encoder: &Encoder, text: &str) -> Direction {
        self.encode_all(encoder, &[text])[0]
    }

    /// As [`Quick::encode`] for many texts.
    pub fn encode_all<T: AsRef<str>>(&self, encoder: &Encoder, texts: &[T]) -> Vec<Direction> {
        let (mut scratch, mut pieces) = (Scratch::default(), Vec::new());
        let one = |text: &T| {
            pieces.clear();
            let text = first(text.as_ref());
            encoder
                .pieces
                .cut(&neutralise(text), super::LONGEST, &mut scratch, &mut pieces);
            let sum = self.sum(&pieces[1..]);
            let known = sum.iter().any(|n| *n != 0.0);
            if known {
                unit(&sum)
            } else {
                encoder.encode(text)
            }
        };
        texts.iter().map(one).collect()
    }

    fn sum(&self, pieces: &[u32]) -> Direction {
        let mut sum = [0.0; LENGTH];
        for piece in pieces.iter().filter(|piece| **piece > END) {
            let place = self.places.get(*piece as usize).copied().unwrap_or(0);
            let Some(row) = place.checked_sub(1) else {
                continue;
            };
            let (scale, row) = (self.scales[row as usize], row as usize * LENGTH);
            wide::add_row(&mut sum, &self.rows[row..row + LENGTH], scale);
        }
        sum
    }

    fn arrays(&self) -> Arrays {
        let mut arrays = Arrays::default();
        let places: Vec<f32> = self.places.iter().map(|place| *place as f32).collect();
        arrays.push(
            "places",
            Array::Numbers {
                shape: vec![places.len()],
                numbers: places,
            },
        );
        let scales = self.scales.clone();
        arrays.push(
            "scales",
            Array::Numbers {
                shape: vec![scales.len()],
                numbers: scales,
            },
        );
        let bytes: Vec<u8> = self.rows.iter().map(|byte| byte.to_ne_bytes()[0]).collect();
        arrays.push(
            "rows",
            Array::Bytes {
                shape: vec![self.scales.len(), LENGTH],
                bytes,
            },
        );
        arrays
    }

    fn read(mut arrays: Arrays) -> Result<Quick, Fault> {
        let places = arrays.any_numbers("places")?;
        let scales = arrays.any_numbers("scales")?;
        let rows = arrays.bytes("rows", Some(&[scales.len(), LENGTH]))?;
        let places: Vec<u32> = places.iter().map(|place| *place as u32).collect();
        if places.iter().any(|place| *place as usize > scales.len()) {
            return Err(damaged("the quick table points past its end"));
        }
        let rows = rows.iter().map(|byte| i8::from_ne_bytes([*byte])).collect();
        Ok(Quick {
            places,
            scales,
            rows,
        })
    }
}

/// A piece as it is read alone.
fn spoken(piece: &str) -> String {
    piece.replace(super::normal::SPACE, " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_kept_as_it_is_and_refused_when_it_points_past_its_end() {
        let table = |place| Quick {
            places: vec![0, place],
            scales: vec![0.5],
            rows: vec![2; LENGTH],
        };
        let read = Quick::read(table(1).arrays()).expect("a table");
        let sum = read.sum(&[0, 1, 9]);
        assert!(
            sum.iter().all(|n| *n == 0.0),
            "the pieces before and after a text do not count"
        );
        assert_eq!(
            (read.places, read.scales, read.rows),
            (vec![0, 1], vec![0.5], vec![2; LENGTH])
        );
        assert!(Quick::read(table(2).arrays()).is_err());
    }
}
