//! From text to a vector: numbers made alike, cut into pieces, through the network. Where the files
//! of the model come from is the business of `install`.

mod components;
mod gemm;
mod items;
mod network;
mod neutral;
mod normal;
mod pieces;
mod quick;

pub use neutral::neutralise;
pub use quick::Quick;

use crate::fault::{Fault, damaged};
use crate::vector::LENGTH;
use network::Network;
use pieces::{Pieces, Scratch};
use std::path::Path;

/// A direction of full precision, of length 1.
pub type Direction = [f32; LENGTH];

/// Pieces that go through the network together: enough to read the weights seldom, few enough to
/// stay in the cache.
const TOGETHER: usize = 384;
/// More pieces of one text are not read; who has a long text asks for its passages.
const LONGEST: usize = 2_048;
/// More letters of one text are not looked at.
const LETTERS: usize = 8 * LONGEST;

/// The multilingual sentence encoder, in memory (about 90 MB). Reading only: threads may share it.
pub struct Encoder {
    pieces: Pieces,
    network: Network,
}

impl Encoder {
    /// Loads the file that [`crate::install::install`] made.
    pub fn open(file: &Path) -> Result<Encoder, Fault> {
        let mut arrays = crate::install::arrays(file)?;
        let pieces = Pieces::read(&arrays.bytes("pieces", None)?)?;
        if pieces.count() > network::ROWS {
            return Err(damaged(
                "the vocabulary has more pieces than the table has rows",
            ));
        }
        let network = Network::read(&mut arrays)?;
        Ok(Encoder { pieces, network })
    }

    /// The vector of a short text in any of its languages, numbers made alike first. Every text has
    /// one, the empty text too.
    pub fn encode(&self, text: &str) -> Direction {
        self.encode_as_is(&[neutralise(first(text))])[0]
    }

    /// As [`Encoder::encode`] for many texts: several times as fast as one by one.
    pub fn encode_all<T: AsRef<str>>(&self, texts: &[T]) -> Vec<Direction> {
        let neutral: Vec<_> = texts
            .iter()
            .map(|t| neutralise(first(t.as_ref())))
            .collect();
        self.encode_as_is(&neutral)
    }

    /// The vectors of texts exactly as they are written, numbers and all.
    pub fn encode_as_is<T: AsRef<str>>(&self, texts: &[T]) -> Vec<Direction> {
        let mut vectors = Vec::with_capacity(texts.len());
        let (mut pieces, mut lengths) = (Vec::new(), Vec::new());
        let mut scratch = Scratch::default();
        for text in texts {
            let before = pieces.len();
            self.pieces
                .cut(first(text.as_ref()), LONGEST, &mut scratch, &mut pieces);
            let length = pieces.len() - before;
            if before > 0 && pieces.len() > TOGETHER {
                vectors.extend(self.network.run(&pieces[..before], &lengths));
                pieces.drain(..before);
                lengths.clear();
            }
            lengths.push(length);
        }
        vectors.extend(self.network.run(&pieces, &lengths));
        vectors
    }
}

/// As much of a text as is looked at.
fn first(text: &str) -> &str {
    text.char_indices()
        .nth(LETTERS)
        .map_or(text, |(end, _)| &text[..end])
}
