//! The plain word search that the score is held against: BM25 over words as they are spelt, title
//! twice and text once. No stems, no compounds, no phrases: what anybody has in an afternoon.

use super::judged::{Paper, Topic};
use noaber_domain::Language;
use rustc_hash::{FxHashMap, FxHashSet};

const K1: f64 = 1.2;
const B: f64 = 0.75;

/// The words of all items, counted.
pub(super) struct Plain {
    counts: Vec<FxHashMap<String, f64>>,
    lengths: Vec<f64>,
    mean: f64,
    with: FxHashMap<String, f64>,
}

impl Plain {
    /// Counts the words of the items.
    pub fn new(papers: &[Paper]) -> Plain {
        let mut plain = Plain {
            counts: Vec::new(),
            lengths: Vec::new(),
            mean: 1.0,
            with: FxHashMap::default(),
        };
        for paper in papers {
            let mut counts: FxHashMap<String, f64> = FxHashMap::default();
            let texts = [&paper.item.title, &paper.item.title, &paper.item.body];
            for word in texts.into_iter().flat_map(|text| words(text)) {
                *counts.entry(word).or_default() += 1.0;
            }
            for word in counts.keys() {
                *plain.with.entry(word.clone()).or_default() += 1.0;
            }
            plain.lengths.push(counts.values().sum());
            plain.counts.push(counts);
        }
        let sum: f64 = plain.lengths.iter().sum();
        plain.mean = (sum / plain.lengths.len().max(1) as f64).max(1.0);
        plain
    }

    /// The scores of items for the terms of a dossier in these languages.
    pub fn scores(&self, topic: &Topic, languages: &[Language], papers: &[usize]) -> Vec<f64> {
        let terms = topic.terms.iter().filter(|(l, _)| languages.contains(l));
        let asked: FxHashSet<String> = terms
            .flat_map(|(_, terms)| terms.iter().flat_map(|term| words(term)))
            .collect();
        let mut asked: Vec<String> = asked.into_iter().collect();
        asked.sort_unstable();
        papers
            .iter()
            .map(|paper| self.score(&asked, *paper))
            .collect()
    }

    fn score(&self, asked: &[String], paper: usize) -> f64 {
        let papers = self.counts.len() as f64;
        let norm = K1 * (1.0 - B + B * self.lengths[paper] / self.mean);
        let counted = asked.iter().filter_map(|word| {
            let times = self.counts[paper].get(word)?;
            let with = self.with.get(word).copied().unwrap_or(0.0);
            let rare = (1.0 + (papers - with + 0.5) / (with + 0.5)).ln();
            Some(rare * times * (K1 + 1.0) / (times + norm))
        });
        counted.sum()
    }
}

/// Words as they are spelt, in lower case.
fn words(text: &str) -> Vec<String> {
    let cut = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    cut.filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}
