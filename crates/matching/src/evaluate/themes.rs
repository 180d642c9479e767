//! Papers with official topics as a judged set: the terms of a topic are learned on one half of the
//! files and its papers looked for in the other. What the score makes of it is the business of `run`.

use super::judged::{BadSet, Judged, Paper, Topic, interests_of, paper_of};
use super::measures::Measures;
use super::run::{Setting, evaluate};
use crate::weights::Set;
use noaber_domain::{Dossier, DossierId, Language, Wording};
use noaber_text::{Analyser, Lang};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Terms that a topic gets.
const TERMS: usize = 12;
/// Papers of the learning half that a word must stand in to become a term.
const IN_PAPERS: usize = 3;
/// Papers that a topic needs in each half.
const ENOUGH: usize = 10;

/// A paper with its topics, as a line of the file says them.
#[derive(Debug, Clone, Deserialize)]
struct Labelled {
    kst: String,
    #[serde(rename = "onderwerp")]
    title: String,
    #[serde(rename = "tekst")]
    text: String,
    #[serde(rename = "dossiernummer")]
    file: String,
    #[serde(rename = "categorie")]
    topics: Vec<String>,
}

/// How well the papers of one topic were found in files that its terms were not learned on.
#[derive(Debug, Clone, Serialize)]
pub struct Theme {
    /// The topic.
    pub topic: String,
    /// Papers of it that were looked for.
    pub wanted: usize,
    /// By the score.
    pub score: Measures,
    /// By the plain search with the same terms.
    pub plain: Measures,
    /// The part of papers that is of it: what drawing lots finds.
    pub chance: f64,
    /// Its terms, as each half taught them.
    pub terms: Vec<Vec<String>>,
}

/// Ranks papers by topic, each half of the files by terms learned on the other; the measures are the
/// means of the two.
pub fn themes(lines: &str, setting: &Setting, weights: &Set) -> Result<Vec<Theme>, BadSet> {
    let papers = read(lines)?;
    let files: BTreeSet<&str> = papers.iter().map(|p| p.file.as_str()).collect();
    let half: FxHashMap<&str, bool> = files
        .into_iter()
        .zip([false, true].into_iter().cycle())
        .collect();
    let (one, other): (Vec<&Labelled>, Vec<&Labelled>) =
        papers.iter().partition(|p| half[p.file.as_str()]);
    let mut found: BTreeMap<String, Vec<Theme>> = BTreeMap::new();
    for (taught, looked) in [(&one, &other), (&other, &one)] {
        for theme in look(taught, looked, setting, weights)? {
            found.entry(theme.topic.clone()).or_default().push(theme);
        }
    }
    Ok(found.into_values().filter_map(joined).collect())
}

fn read(lines: &str) -> Result<Vec<Labelled>, BadSet> {
    let lines = (1..)
        .zip(lines.lines())
        .filter(|(_, t)| !t.trim().is_empty());
    let read = lines.map(|(line, text)| {
        let mut paper: Labelled = serde_json::from_str(text).map_err(|e| BadSet::Item {
            line,
            why: e.to_string(),
        })?;
        // Only the main topic counts: `Verkeer | Luchtvaart` is `Verkeer`.
        let main = |topic: &String| topic.split('|').next().unwrap_or(topic).trim().to_owned();
        paper.topics = paper.topics.iter().map(main).collect();
        Ok(paper)
    });
    read.collect()
}

/// Learns on some papers and looks among others.
fn look(
    taught: &[&Labelled],
    looked: &[&Labelled],
    setting: &Setting,
    weights: &Set,
) -> Result<Vec<Theme>, BadSet> {
    let of = |papers: &[&Labelled], topic: &str| {
        let mine = papers
            .iter()
            .filter(|p| p.topics.iter().any(|t| t == topic));
        mine.count()
    };
    let topics: BTreeSet<&String> = taught.iter().flat_map(|p| &p.topics).collect();
    let enough = |t: &&&String| of(taught, t) >= ENOUGH && of(looked, t) >= ENOUGH;
    let topics: Vec<&String> = topics.iter().filter(enough).copied().collect();
    let words = Words::new(taught);
    let mut judged = Judged::default();
    for (place, topic) in topics.iter().enumerate() {
        judged
            .topics
            .push(theme_topic(place, topic, words.terms(taught, topic))?);
    }
    for (place, labelled) in looked.iter().enumerate() {
        judged.papers.push(paper(labelled));
        for (topic, name) in topics.iter().enumerate() {
            let wanted = labelled.topics.contains(name);
            judged.grades.insert((topic, place), 2 * u8::from(wanted));
        }
    }
    let evaluation = evaluate(&judged, setting, Some(weights));
    let rows = evaluation.rows.into_iter().filter(|r| r.language.is_none());
    let by_id: FxHashMap<String, _> = rows.map(|r| (r.dossier.clone(), r)).collect();
    let theme = |(topic, name): (&Topic, &&String)| {
        let row = by_id.get(topic.dossier.id.as_str())?;
        Some(Theme {
            topic: (*name).clone(),
            wanted: row.score.wanted,
            score: row.score,
            plain: row.plain,
            chance: row.score.wanted as f64 / looked.len() as f64,
            terms: topic.terms.iter().map(|(_, terms)| terms.clone()).collect(),
        })
    };
    Ok(judged
        .topics
        .iter()
        .zip(&topics)
        .filter_map(theme)
        .collect())
}

fn theme_topic(place: usize, name: &str, terms: Vec<String>) -> Result<Topic, BadSet> {
    let id = DossierId::new(format!("topic-{place}")).map_err(|_| BadSet::Id(name.to_owned()))?;
    let listed = [(Language::Nl, terms)];
    let (interests, terms) = interests_of(&id, listed)?;
    let title = Wording::of(Language::Nl, name);
    Ok(Topic {
        dossier: Dossier::bare(id, title, Wording::default()),
        interests,
        terms,
    })
}

fn paper(labelled: &Labelled) -> Paper {
    paper_of(
        &labelled.kst,
        "nl-moties",
        "nl",
        &labelled.title,
        &labelled.text,
    )
}

/// In which papers each stem stands, and how it is spelt.
struct Words {
    of: BTreeMap<u64, (FxHashSet<usize>, BTreeMap<String, usize>)>,
}

impl Words {
    fn new(papers: &[&Labelled]) -> Words {
        let analyser = Analyser::new();
        let mut of: BTreeMap<u64, (FxHashSet<usize>, BTreeMap<String, usize>)> = BTreeMap::new();
        for (place, paper) in papers.iter().enumerate() {
            let text = format!("{}. {}", paper.title, paper.text);
            for token in analyser.tokens(Some(Lang::Nl), &text) {
                let spelt = text.get(token.start..token.end).unwrap_or_default();
                // Names, of members above all, say who spoke, not of what.
                let small = spelt.chars().all(|c| c.is_alphabetic() && c.is_lowercase());
                let plain = small && spelt.chars().count() > 3;
                if plain && !token.part && !token.whole {
                    let word = of.entry(token.key()).or_default();
                    word.0.insert(place);
                    *word.1.entry(spelt.to_owned()).or_default() += 1;
                }
            }
        }
        Words { of }
    }

    /// The words that tell the papers of a topic best from the others (the likelihood ratio of a word
    /// and the topic), of more than one file where the topic has more.
    fn terms(&self, papers: &[&Labelled], topic: &str) -> Vec<String> {
        let mine: FxHashSet<usize> = (0..papers.len())
            .filter(|p| papers[*p].topics.iter().any(|t| t == topic))
            .collect();
        let files = |of: &mut dyn Iterator<Item = &usize>| {
            let files: BTreeSet<&str> = of.map(|p| papers[*p].file.as_str()).collect();
            files.len()
        };
        let least = files(&mut mine.iter()).min(2);
        let mut told: Vec<(f64, &str)> = Vec::new();
        for (with, spelt) in self.of.values() {
            let both: Vec<&usize> = with.iter().filter(|p| mine.contains(p)).collect();
            if both.len() < IN_PAPERS || files(&mut both.iter().copied()) < least {
                continue;
            }
            let ratio = likelihood(both.len(), with.len(), mine.len(), papers.len());
            let most = spelt
                .iter()
                .max_by_key(|(word, times)| (**times, std::cmp::Reverse(*word)));
            told.extend(most.map(|(word, _)| (ratio, word.as_str())));
        }
        told.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let best = told
            .into_iter()
            .filter(|(ratio, _)| *ratio > 0.0)
            .take(TERMS);
        best.map(|(_, word)| word.to_owned()).collect()
    }
}

/// The likelihood ratio of two things that are found together `both` times, each so often, among all;
/// below 0 where they avoid each other.
fn likelihood(both: usize, word: usize, topic: usize, all: usize) -> f64 {
    let n = all as f64;
    let cell = |seen: f64, row: f64, column: f64| match seen > 0.0 {
        true => seen * (seen * n / (row * column)).ln(),
        false => 0.0,
    };
    let (b, w, t) = (both as f64, word as f64, topic as f64);
    let sum = cell(b, w, t)
        + cell(w - b, w, n - t)
        + cell(t - b, n - w, t)
        + cell(n - w - t + b, n - w, n - t);
    if b * n >= w * t {
        2.0 * sum
    } else {
        -2.0 * sum
    }
}

/// A topic as both halves found it together.
fn joined(mut halves: Vec<Theme>) -> Option<Theme> {
    let count = halves.len() as f64;
    let mean =
        |get: fn(&Theme) -> Measures| Measures::mean(&halves.iter().map(get).collect::<Vec<_>>());
    let (score, plain) = (mean(|t| t.score), mean(|t| t.plain));
    let chance = halves.iter().map(|t| t.chance).sum::<f64>() / count;
    let terms = halves.iter().flat_map(|t| t.terms.clone()).collect();
    let topic = halves.pop()?.topic;
    Some(Theme {
        topic,
        wanted: score.wanted,
        score,
        plain,
        chance,
        terms,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: usize, file: usize, topic: &str, text: &str) -> String {
        format!(
            "{{\"kst\":\"k{number}\",\"onderwerp\":\"Motie over {text}\",\"tekst\":\"{text} en meer\",\"dossiernummer\":\"{file}\",\"categorie\":[\"{topic} | deel\"]}}"
        )
    }

    #[test]
    fn a_topic_is_found_in_files_it_was_not_learned_on() {
        let lines: Vec<String> = (0..80)
            .map(|n| match n % 2 {
                0 => line(n, n % 8, "Verkeer", "treinen en stations"),
                _ => line(n, n % 8, "Zorg", "ziekenhuizen en artsen"),
            })
            .collect();
        let setting = Setting {
            organisations: &[],
            closeness: None,
            today: jiff::civil::date(2026, 8, 1),
        };
        // Files 0 to 7 alternate, and so would the topics: a ninth puts both into each half.
        let mixed = lines.iter().enumerate().map(|(n, l)| {
            l.replace(
                &format!("\"{}\",\"cat", n % 8),
                &format!("\"{}\",\"cat", n % 4 / 2 + n % 3),
            )
        });
        let lines: Vec<String> = mixed.collect();
        let weights = &crate::weights::Weights::shipped().words;
        let found = themes(&lines.join("\n"), &setting, weights).expect("themes");
        assert_eq!(found.len(), 2);
        for theme in found {
            assert!(theme.score.map > 0.99, "{theme:?}");
            assert!((theme.chance - 0.5).abs() < 0.2 && theme.score.map > theme.chance);
        }
    }

    #[test]
    fn words_that_go_with_a_topic_tell_and_those_that_avoid_it_do_not() {
        assert!(likelihood(9, 10, 10, 100) > likelihood(3, 10, 10, 100));
        assert!(likelihood(0, 50, 50, 100) < 0.0);
        assert!(
            likelihood(5, 50, 10, 100).abs() < 1e-9,
            "no more than by chance"
        );
    }
}
