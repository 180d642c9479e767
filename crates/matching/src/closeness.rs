//! How close an item is to a dossier in meaning, and what of a dossier is compared. Where vectors
//! come from is the business of the encoder.

use crate::passages::nearest_passages;
use noaber_domain::{Dossier, DossierId, Interest, Item, Language, Signal};
use noaber_meaning::{Direction, Encoder, LENGTH, NotAVector, Questions, Vector, Vectors};
use noaber_text::query::{Node, Query};
use rustc_hash::FxHashMap;

/// The closeness of an item and a dossier, about 0 for nothing in common, 1 for the same.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Closeness(pub f32);

/// What of a dossier is compared with items, in one language: its title, what it is about, and its
/// terms as one line. Each is encoded by itself and the three directions are added.
pub fn question(dossier: &Dossier, terms: &[String]) -> Vec<String> {
    let spoken = |l: &Language| dossier.about.get(*l).is_some() || dossier.title.get(*l).is_some();
    let language = Language::ALL.into_iter().find(spoken);
    let texts = language.map(|l| [dossier.title.get(l), dossier.about.get(l)]);
    let texts = texts.into_iter().flatten().flatten().map(str::to_owned);
    let line = terms.join(", ");
    texts
        .chain([line])
        .filter(|t| !t.trim().is_empty())
        .collect()
}

/// The dossiers of a region as questions that items are held against.
#[derive(Debug, Clone)]
pub struct Asked {
    dossiers: Vec<DossierId>,
    questions: Questions,
}

impl Asked {
    /// Makes questions of dossiers. `items` are vectors of the items among which will be looked, or a
    /// fair part of them; those that cannot be read are passed over.
    pub fn new<'v>(
        encoder: &Encoder,
        dossiers: &[Dossier],
        interests: &[Interest],
        items: impl IntoIterator<Item = &'v [u8]>,
    ) -> Asked {
        let directions: Vec<_> = dossiers
            .iter()
            .map(|dossier| {
                let texts = question(dossier, &terms_of(dossier, interests));
                let mut sum = [0.0; LENGTH];
                for direction in encoder.encode_all(&texts) {
                    sum.iter_mut().zip(direction).for_each(|(sum, n)| *sum += n);
                }
                let long = sum.iter().map(|n| n * n).sum::<f32>().sqrt().max(1e-9);
                sum.map(|n| n / long)
            })
            .collect();
        let items = items.into_iter().filter_map(|v| Vector::from_bytes(v).ok());
        let items: Vectors = items.collect();
        Asked {
            dossiers: dossiers.iter().map(|d| d.id.clone()).collect(),
            questions: Questions::new(&directions, &items),
        }
    }

    /// How close an item is to each dossier, by its vector as it is kept.
    pub fn close(&self, vector: &[u8]) -> Result<FxHashMap<DossierId, Closeness>, NotAVector> {
        let close = self.questions.closeness(&Vector::from_bytes(vector)?);
        let close = close.into_iter().map(Closeness);
        Ok(self.dossiers.iter().cloned().zip(close).collect())
    }
}

impl Asked {
    /// Puts the sentences of the item that are nearest to the dossier in the place of the passages of
    /// a signal that came by meaning alone; any other signal stays as it is.
    pub fn show(&self, encoder: &Encoder, item: &Item, signal: &mut Signal) {
        let place = self.dossiers.iter().position(|d| *d == signal.dossier);
        let Some(place) = place.filter(|_| signal.is_by_meaning()) else {
            return;
        };
        let close = |direction: &Direction| {
            let vector = Vector::new(direction).ok()?;
            self.questions.closeness(&vector).get(place).copied()
        };
        signal.passages = nearest_passages(item, |sentences| {
            let directions = encoder.encode_all(sentences);
            directions.iter().map(|d| close(d).unwrap_or(0.0)).collect()
        });
    }
}

/// The terms of a dossier in the first language that it has any in.
fn terms_of(dossier: &Dossier, interests: &[Interest]) -> Vec<String> {
    let of = |language: Option<Language>| {
        let own = interests
            .iter()
            .filter(|i| i.dossier == dossier.id && i.language == language);
        let queries = own.filter_map(|i| noaber_text::parse(&i.query).ok());
        queries.flat_map(|q| terms(&q)).collect::<Vec<_>>()
    };
    let languages = Language::ALL.into_iter().map(Some).chain([None]);
    let mut all = languages.map(of);
    all.find(|terms| !terms.is_empty()).unwrap_or_default()
}

/// The words and phrases that a query asks for, as written.
pub fn terms(query: &Query) -> Vec<String> {
    fn gather(node: &Node, terms: &mut Vec<String>) {
        match node {
            Node::Word { text, .. } | Node::Phrase { text, .. } => terms.push(text.clone()),
            Node::Near { left, right, .. } => {
                gather(left, terms);
                gather(right, terms);
            }
            Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|n| gather(n, terms)),
            Node::In(field, _) if field.is_code() => {}
            Node::In(_, node) | Node::Language(_, node) | Node::Weight(_, node) => {
                gather(node, terms);
            }
            Node::Not(_) => {}
        }
    }
    let mut all = Vec::new();
    gather(&query.root, &mut all);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use noaber_domain::Wording;

    #[test]
    fn what_is_compared_is_said_in_one_language() {
        let title = Wording::of(Language::De, "Bahn nach Enschede");
        let dossier = Dossier::bare("spoor".parse().unwrap(), title, Wording::default());
        let asked = question(&dossier, &["spoor".into(), "Bahn".into()]);
        assert_eq!(asked, ["Bahn nach Enschede", "spoor, Bahn"]);
    }

    #[test]
    fn only_words_that_are_asked_for_are_terms() {
        let query = "spoor*, \"trein naar Duitsland\", country:nl AND title:station NOT tram";
        let query = noaber_text::parse(query).unwrap();
        assert_eq!(terms(&query), ["spoor", "trein naar Duitsland", "station"]);
    }
}
