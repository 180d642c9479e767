//! What words mean, and which are near. A word without context is close to many; what all words of a
//! language share, and what makes a word everybody's neighbour, is taken away before words are
//! compared.

use noaber_domain::Language;
use noaber_meaning::{Encoder, LENGTH, Vector, Vectors};
use noaber_text::{Analyser, Lang};

/// A direction of full precision.
type Direction = [f32; LENGTH];

/// Words against which it is measured how much a word is everybody's neighbour.
const SAMPLE: usize = 400;
/// Of these, the nearest so many count.
const NEIGHBOURS: usize = 8;
/// Words that are looked at by their plain nearness.
const LOOKED_AT: usize = 200;
/// The least nearness within a language and to another, once what everybody is near to is taken
/// away: half of what the word itself and half of what the other is near to others.
const LEAST_WITHIN: f32 = 0.26;
/// See [`LEAST_WITHIN`].
const LEAST_ACROSS: f32 = 0.26;
/// What is less near than this share of the nearest is not told beside it.
const BESIDE: f32 = 0.75;
/// Words that are encoded together.
const TOGETHER: usize = 64;

/// The meanings of the words of one language.
#[derive(Debug)]
pub struct Meanings {
    /// Places among the words of the language.
    places: Vec<usize>,
    vectors: Vectors,
    /// How much each is everybody's neighbour.
    crowds: Vec<f32>,
    sample: Vectors,
    centre: Direction,
}

/// What words of a language mean, as bytes to be kept; in their order.
pub fn meanings_of(
    analyser: &Analyser,
    encoder: &Encoder,
    language: Language,
    words: &[&str],
) -> Vec<Option<Vec<u8>>> {
    let lang = Lang::from_code(language.code());
    let mut all = Vec::with_capacity(words.len());
    for part in words.chunks(TOGETHER) {
        let directions = directions_of(analyser, encoder, lang, part);
        let kept = directions
            .iter()
            .map(|d| Some(Vector::new(d).ok()?.to_bytes()));
        all.extend(kept);
    }
    all
}

/// What a word or phrase means.
pub fn direction_of(
    analyser: &Analyser,
    encoder: &Encoder,
    lang: Option<Lang>,
    word: &str,
) -> Direction {
    directions_of(analyser, encoder, lang, &[word])[0]
}

/// Each word is read as it stands and, where it is a compound, with its parts apart: the encoder knows
/// more words than compounds.
fn directions_of(
    analyser: &Analyser,
    encoder: &Encoder,
    lang: Option<Lang>,
    words: &[&str],
) -> Vec<Direction> {
    let mut texts: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let mut apart = Vec::new();
    for (place, word) in words.iter().enumerate() {
        if let Some(parts) = parts_of(analyser, lang, word) {
            apart.push(place);
            texts.push(parts);
        }
    }
    let mut directions = encoder.encode_all(&texts);
    let parts = directions.split_off(words.len());
    for (place, parts) in apart.into_iter().zip(parts) {
        let sum = &mut directions[place];
        sum.iter_mut().zip(parts).for_each(|(sum, n)| *sum += n);
        *sum = unit(sum);
    }
    directions
}

fn parts_of(analyser: &Analyser, lang: Option<Lang>, word: &str) -> Option<String> {
    let tokens = analyser.tokens(lang, word);
    let pair = tokens.iter().find(|t| t.part && t.folded().contains('_'))?;
    Some(pair.folded().replace('_', " "))
}

impl Meanings {
    /// Of words in their order, those whose vector is known.
    pub fn new(
        words: &[(String, i64)],
        vectors: &std::collections::HashMap<String, Vec<u8>>,
    ) -> Meanings {
        let known = words.iter().enumerate().filter_map(|(place, (word, _))| {
            let vector = Vector::from_bytes(vectors.get(word)?).ok()?;
            Some((place, vector))
        });
        let (places, raw): (Vec<usize>, Vec<Vector>) = known.unzip();
        let plain: Vectors = raw.iter().cloned().collect();
        let centre = centre_of(&plain);
        let off_centre = |(place, raw): (usize, Vector)| {
            let direction = plain.direction(place).map(|d| minus(&d, &centre));
            direction.and_then(|d| Vector::new(&d).ok()).unwrap_or(raw)
        };
        let vectors: Vectors = raw.into_iter().enumerate().map(off_centre).collect();
        let every = (vectors.len() / SAMPLE).max(1);
        let direction = |place| Vector::new(&vectors.direction(place)?).ok();
        let sample: Vectors = (0..vectors.len())
            .step_by(every)
            .filter_map(direction)
            .collect();
        let crowds = (0..vectors.len())
            .map(|place| direction(place).map_or(1.0, |vector| crowd(&sample, &vector)))
            .collect();
        Meanings {
            places,
            vectors,
            crowds,
            sample,
            centre,
        }
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// How many of its words are nearer to a word of `others` than a word of this language is that
    /// means `asked`; those for which `own` holds do not count. Beyond those that are looked at it
    /// is as many as these.
    pub fn nearer(
        &self,
        asked: &Direction,
        (others, place): (&Meanings, usize),
        own: impl Fn(usize) -> bool,
    ) -> usize {
        let Some(at) = others.places.binary_search(&place).ok() else {
            return LOOKED_AT;
        };
        let to = others
            .vectors
            .direction(at)
            .and_then(|d| Vector::new(&d).ok());
        let (Some(to), Ok(asked)) = (to, Vector::new(&minus(asked, &self.centre))) else {
            return LOOKED_AT;
        };
        let least = asked.cosine(&to) - crowd(&self.sample, &asked) / 2.0;
        let near = self.vectors.nearest(&to, LOOKED_AT).into_iter();
        near.filter(|near| near.cosine - self.crowds[near.place] / 2.0 > least)
            .filter(|near| !own(self.places[near.place]))
            .count()
    }

    /// Places of the words near to a direction, nearest first, with how near.
    pub fn near(&self, to: &Direction, same_language: bool) -> Vec<(usize, f32)> {
        let Ok(to) = Vector::new(&minus(to, &self.centre)) else {
            return Vec::new();
        };
        let own = crowd(&self.sample, &to);
        let near = self.vectors.nearest(&to, LOOKED_AT).into_iter();
        let mut near: Vec<(usize, f32)> = near
            .map(|near| {
                let crowd = (own + self.crowds[near.place]) / 2.0;
                (self.places[near.place], near.cosine - crowd)
            })
            .collect();
        near.sort_by(|a, b| b.1.total_cmp(&a.1));
        let least = match same_language {
            true => LEAST_WITHIN,
            false => LEAST_ACROSS.max(near.first().map_or(0.0, |best| best.1 * BESIDE)),
        };
        near.retain(|(_, close)| *close >= least);
        near
    }
}

/// How near a word is to its nearest neighbours in a sample; itself does not count.
fn crowd(sample: &Vectors, vector: &Vector) -> f32 {
    let near = sample.nearest(vector, NEIGHBOURS + 1);
    let others: Vec<f32> = near
        .iter()
        .map(|near| near.cosine)
        .filter(|cosine| *cosine < 0.999)
        .take(NEIGHBOURS)
        .collect();
    others.iter().sum::<f32>() / others.len().max(1) as f32
}

fn centre_of(vectors: &Vectors) -> Direction {
    let mut centre = [0.0; LENGTH];
    for direction in (0..vectors.len()).filter_map(|place| vectors.direction(place)) {
        centre
            .iter_mut()
            .zip(direction)
            .for_each(|(sum, n)| *sum += n);
    }
    centre.map(|n| n / vectors.len().max(1) as f32)
}

fn minus(a: &Direction, b: &Direction) -> Direction {
    std::array::from_fn(|n| a[n] - b[n])
}

fn unit(of: &Direction) -> Direction {
    let length = of.iter().map(|n| n * n).sum::<f32>().sqrt().max(1e-9);
    of.map(|n| n / length)
}
