//! What mirrors an item: the items in other languages and countries that mean nearly the same.
//! Vectors come from the encoder; where they are kept is the caller's matter.

use noaber_domain::{Country, Item, ItemId, Language};
use noaber_meaning::{NotAVector, Vector, Vectors};
use rustc_hash::FxHashMap;

pub use noaber_meaning::{
    Encoder, Fault as ModelFault, Installed, find as find_model, install as install_model,
};

/// Below this closeness two items have nothing to say to each other. On the recorded archives
/// unrelated titles of two languages stay below 0.39 and translations reach 0.7.
pub const LEAST: f32 = 0.42;
/// Which encoder made a vector; vectors of another are made anew.
pub const MODEL: &str = "noaber-meaning-1";
/// Near vectors that are looked at before those of the same language and country are left out.
const LOOKED_AT: usize = 4_000;

/// A vector of an item: what it means, from its title and the beginning of its text.
pub fn vector_of(encoder: &Encoder, item: &Item) -> Result<Vec<u8>, NotAVector> {
    Ok(Vector::new(&encoder.item(&item.title, &item.body))?.to_bytes())
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
