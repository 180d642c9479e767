//! Closeness of meaning for a judged set, made with an encoder. What it counts is not known here.

use super::judged::{Judged, Topic};
use crate::closeness::{Closeness, question};
use noaber_domain::{Item, Language};
use noaber_meaning::{Encoder, LENGTH, Questions, Vector, Vectors};
use rustc_hash::FxHashMap;
use std::path::Path;

/// The closeness of every item of a judged set to every dossier.
#[derive(Debug, Default)]
pub struct Nearness {
    of: FxHashMap<(String, String), f32>,
}

impl Nearness {
    /// Encodes all items and dossiers of a set; a dossier as it is written at home, so that it is
    /// the same question whatever terms of other languages it has. `progress` gets each item done.
    pub fn new(encoder: &Encoder, judged: &Judged, mut progress: impl FnMut(usize)) -> Nearness {
        let mut vectors = Vectors::with_room_for(judged.papers.len());
        let mut kept: Vec<(&str, Vector)> = Vec::new();
        for (done, paper) in judged.papers.iter().enumerate() {
            let direction = encoder.item(&paper.item.title, &paper.item.body);
            if let Ok(vector) = Vector::new(&direction) {
                vectors.push(&vector);
                kept.push((&paper.item.key, vector));
            }
            progress(done + 1);
        }
        let asked = judged.topics.iter().map(|topic| {
            let terms = topic.terms.iter().find(|(l, _)| *l == Language::Nl);
            let terms = terms
                .or(topic.terms.first())
                .map(|(_, terms)| terms.as_slice());
            let texts = question(&topic.dossier, terms.unwrap_or_default());
            let mut sum = [0.0; LENGTH];
            for direction in encoder.encode_all(&texts) {
                sum.iter_mut().zip(direction).for_each(|(sum, n)| *sum += n);
            }
            let long = sum.iter().map(|n| n * n).sum::<f32>().sqrt().max(1e-9);
            sum.map(|n| n / long)
        });
        let questions = Questions::new(&asked.collect::<Vec<_>>(), &vectors);
        let mut of = FxHashMap::default();
        for (key, vector) in kept {
            for (topic, close) in judged.topics.iter().zip(questions.closeness(&vector)) {
                of.insert((topic.dossier.id.to_string(), key.to_owned()), close);
            }
        }
        Nearness { of }
    }

    /// As [`Nearness::new`], with the model of this file.
    pub fn open(
        model: &Path,
        judged: &Judged,
        progress: impl FnMut(usize),
    ) -> Result<Nearness, noaber_meaning::Fault> {
        Ok(Nearness::new(&Encoder::open(model)?, judged, progress))
    }

    /// How close an item is to a dossier.
    pub fn of(&self, item: &Item, topic: &Topic) -> Closeness {
        let key = (topic.dossier.id.to_string(), item.key.clone());
        Closeness(self.of.get(&key).copied().unwrap_or(0.0))
    }
}

/// The model in a folder, when one is there.
pub fn model_in(folder: &Path) -> Option<std::path::PathBuf> {
    noaber_meaning::find(folder)
}
