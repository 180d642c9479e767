//! What mirrors an item: the items in other languages and countries that mean nearly the same.
//! Vectors come from the encoder; where they are kept is the caller's matter.

use noaber_domain::{Country, Item, ItemId, Language};
use noaber_meaning::{NotAVector, Vector, Vectors};
use rustc_hash::FxHashMap;

pub use noaber_meaning::{
    Encoder, Fault as ModelFault, Installed, find as find_model, install as install_model,
};

/// Below this closeness two items have nothing to say to each other. Of 2,000,000 pairs of a Dutch
/// and a German paper drawn at random from the recorded archives (130,529 and 28,156 papers) 99.99 in
/// 100 stay below 0.479, half below 0.083; of a German and a European paper below 0.496. Read by eye,
/// half of the Dutch papers' nearest German ones above it were on the same subject, a fifth below it.
pub const LEAST: f32 = 0.48;
/// Which encoder made a vector; vectors of another are made anew.
pub const MODEL: &str = "noaber-meaning-1";
/// Items that a thread reads together: enough to keep the network busy with short texts.
const TOGETHER: usize = 32;
/// Near vectors that are looked at before those of the same language and country are left out.
const LOOKED_AT: usize = 4_000;

/// A vector of an item: what it means, from its title and the beginning of its text.
pub fn vector_of(encoder: &Encoder, item: &Item) -> Result<Vec<u8>, NotAVector> {
    Ok(Vector::new(&encoder.item(&item.title, &item.body))?.to_bytes())
}

/// The vectors of many items in their order, as [`vector_of`] makes them, by all cores of the
/// machine. An item of which no vector can be made has none.
pub fn vectors_of(encoder: &Encoder, items: &[&Item]) -> Vec<Option<Vec<u8>>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = items.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = items
            .chunks(share)
            .map(|part| scope.spawn(|| read_part(encoder, part)))
            .collect();
        let joined = parts.into_iter().map(|part| part.join());
        joined
            .flat_map(|part| part.unwrap_or_else(|fault| std::panic::resume_unwind(fault)))
            .collect()
    })
}

fn read_part(encoder: &Encoder, items: &[&Item]) -> Vec<Option<Vec<u8>>> {
    let mut vectors = Vec::with_capacity(items.len());
    for some in items.chunks(TOGETHER) {
        let texts: Vec<(&str, &str)> = some
            .iter()
            .map(|item| (item.title.as_str(), item.body.as_str()))
            .collect();
        let read = encoder.items(&texts);
        let kept = |direction| Some(Vector::new(direction).ok()?.to_bytes());
        vectors.extend(read.iter().map(|direction| kept(&direction[..])));
    }
    vectors
}

/// An item among many, with what tells whether it mirrors another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// The item.
    pub item: ItemId,
    /// Its arena.
    pub country: Country,
    /// Its language.
    pub language: Option<Language>,
}

/// All items that have a vector.
#[derive(Debug, Default)]
pub struct Mirror {
    vectors: Vectors,
    sides: Vec<Side>,
    places: FxHashMap<ItemId, usize>,
}

impl Mirror {
    /// Adds an item, or puts another vector in its place.
    pub fn put(&mut self, side: Side, vector: &[u8]) -> Result<(), NotAVector> {
        let vector = Vector::from_bytes(vector)?;
        match self.places.get(&side.item) {
            Some(place) => {
                self.vectors.replace(*place, &vector);
                self.sides[*place] = side;
            }
            None => {
                self.places.insert(side.item, self.vectors.push(&vector));
                self.sides.push(side);
            }
        }
        Ok(())
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.sides.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sides.is_empty()
    }

    /// Whether this item has a vector.
    pub fn knows(&self, item: ItemId) -> bool {
        self.places.contains_key(&item)
    }

    /// The items nearest to this one that are of another country or language, nearest first, at
    /// most `most`; none when the item has no vector.
    pub fn of(&self, item: ItemId, most: usize) -> Vec<(ItemId, f32)> {
        let Some(place) = self.places.get(&item) else {
            return Vec::new();
        };
        let side = self.sides[*place];
        let Some(direction) = self.vectors.direction(*place) else {
            return Vec::new();
        };
        let Ok(vector) = Vector::new(&direction) else {
            return Vec::new();
        };
        let differs = |other: &Side| {
            other.country != side.country
                || (other.language.is_some() && other.language != side.language)
        };
        self.vectors
            .nearest(&vector, LOOKED_AT)
            .into_iter()
            .take_while(|near| near.cosine >= LEAST)
            .filter(|near| differs(&self.sides[near.place]))
            .map(|near| (self.sides[near.place].item, near.cosine))
            .take(most)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(item: i64, country: Country) -> Side {
        Side {
            item: ItemId(item),
            country,
            language: None,
        }
    }

    fn vector(numbers: &[(usize, f32)]) -> Vec<u8> {
        let mut all = [0.0; noaber_meaning::LENGTH];
        numbers.iter().for_each(|(at, number)| all[*at] = *number);
        Vector::new(&all).unwrap().to_bytes()
    }

    #[test]
    fn a_mirror_shows_the_other_side_and_never_ones_own() {
        let mut mirror = Mirror::default();
        mirror
            .put(side(1, Country::Nl), &vector(&[(0, 1.0)]))
            .unwrap();
        mirror
            .put(side(2, Country::Nl), &vector(&[(0, 1.0), (1, 0.1)]))
            .unwrap();
        mirror
            .put(side(3, Country::De), &vector(&[(0, 1.0), (1, 0.5)]))
            .unwrap();
        mirror
            .put(side(4, Country::Eu), &vector(&[(0, 1.0), (1, 0.3)]))
            .unwrap();
        mirror
            .put(side(5, Country::De), &vector(&[(9, 1.0)]))
            .unwrap();
        let found: Vec<i64> = mirror.of(ItemId(1), 5).iter().map(|f| f.0.0).collect();
        assert_eq!(found, [4, 3]);
        mirror
            .put(side(3, Country::De), &vector(&[(0, 1.0)]))
            .unwrap();
        assert_eq!(
            mirror.of(ItemId(1), 1)[0].0,
            ItemId(3),
            "a new version takes its place"
        );
        assert!(mirror.of(ItemId(77), 5).is_empty());
        assert_eq!(mirror.len(), 5);
    }
}
