//! How well sentences in one language find papers in another by meaning alone, where the subject area
//! of each paper is known. Where the papers come from is the caller's matter.

use noaber_meaning::{Direction, Encoder, NotAVector, Questions, Vector, Vectors};
use serde::Serialize;

/// Subject areas of the Bundestag and a Dutch sentence on each, divided by a tab: the sixteen with most
/// procedures of one single area in term 18, written before anything was measured.
const AREAS: &str = include_str!("../../rules/areas.tsv");
/// The precision is that of so many first results.
const DEPTH: usize = 50;

/// A paper with its one subject area.
#[derive(Debug, Clone)]
pub struct Filed {
    /// Its title.
    pub title: String,
    /// Its summary.
    pub text: String,
    /// Its area.
    pub area: String,
}

/// How well the sentence on one area found its papers.
#[derive(Debug, Clone, Serialize)]
pub struct Area {
    /// The area.
    pub area: String,
    /// The part of the first fifty that is of it.
    pub found: f64,
    /// The same by the plain cosine of the encoder on title and 300 letters.
    pub plain: f64,
    /// The same for somebody who draws lots.
    pub chance: f64,
}

/// The areas, each with its sentence.
pub fn areas() -> Vec<(&'static str, &'static str)> {
    let lines = AREAS.lines();
    lines.filter_map(|line| line.split_once('\t')).collect()
}

/// Looks for the papers of each area by its sentence.
pub fn by_area(encoder: &Encoder, papers: &[Filed]) -> Result<Vec<Area>, NotAVector> {
    let areas = areas();
    let sentences: Vec<&str> = areas.iter().map(|(_, sentence)| *sentence).collect();
    let asked = encoder.encode_all(&sentences);
    let texts: Vec<(&str, &str)> = papers.iter().map(|p| (&p.title[..], &p.text[..])).collect();
    let items = kept(&encoder.items(&texts))?;
    let begins: Vec<String> = papers.iter().map(begin).collect();
    let plain = kept(&encoder.encode_all(&begins))?;
    let questions = Questions::new(&asked, &items);
    let mut found = Vec::with_capacity(areas.len());
    for (place, (area, _)) in areas.iter().enumerate() {
        let right = |near: &noaber_meaning::Near| papers[near.place].area == **area;
        let part = |near: Vec<noaber_meaning::Near>| {
            near.iter().filter(|n| right(n)).count() as f64 / DEPTH as f64
        };
        let own = papers.iter().filter(|p| p.area == **area).count();
        found.push(Area {
            area: (*area).to_owned(),
            found: part(questions.closest(place, &items, DEPTH)),
            plain: part(plain.nearest(&Vector::new(&asked[place])?, DEPTH)),
            chance: own as f64 / papers.len().max(1) as f64,
        });
    }
    Ok(found)
}

fn kept(directions: &[Direction]) -> Result<Vectors, NotAVector> {
    directions.iter().map(|d| Vector::new(d)).collect()
}

fn begin(paper: &Filed) -> String {
    let text: String = paper.text.chars().take(300).collect();
    format!("{}. {text}", paper.title)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_area_has_a_sentence_of_its_own() {
        let areas = super::areas();
        let sentences: std::collections::BTreeSet<_> = areas.iter().map(|a| a.1).collect();
        assert_eq!((areas.len(), sentences.len()), (16, 16));
    }
}
