//! How close an item is to a dossier in meaning, and what of a dossier is compared. Where vectors
//! come from is the business of the encoder.

use noaber_domain::{Dossier, Language};

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
