//! Opportunity, threat or neither: by words that stand in the sentences that matched. The words are
//! in `rules/`, one readable file a language; the sentence that decided is kept.

use crate::context::rule;
use noaber_domain::{Bearing, Quote};
use noaber_text::plan::Hit;
use noaber_text::{Analyser, Document, Lang, Mark, Part, Plan};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// What a side must reach to be called.
const ENOUGH: f64 = 1.5;
/// What a cue counts in the title when the interest was met elsewhere, in a sentence of the body
/// that met it, and in one beside that.
const TITLE: f64 = 0.7;
const BODY: f64 = 0.75;
const BESIDE: f64 = 0.3;
/// Sentences before and after one that matched are read as well.
const AROUND: usize = 1;
/// Characters of a sentence that are quoted.
const QUOTED: usize = 400;

/// The rules of all languages.
#[derive(Debug)]
pub(crate) struct Rules {
    of: FxHashMap<Lang, Sides>,
}

#[derive(Debug)]
struct Sides {
    opportunity: Plan,
    threat: Plan,
    negation: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    opportunity: String,
    threat: String,
    negation: Vec<String>,
}

/// Where the sentences of title and body begin and end; the title is one sentence.
pub(crate) type Sentences = Vec<(Part, usize, usize)>;

/// The sentences of a document.
pub(crate) fn sentences_of(document: &Document) -> Sentences {
    let title = (Part::Title, 0, document.title.text.trim_end().len());
    let body = noaber_text::sentences(document.lang, document.body.text);
    let body = body.into_iter().map(|(from, to)| (Part::Body, from, to));
    std::iter::once(title).chain(body).collect()
}

/// What a sentence says for a side.
#[derive(Debug, Default, Clone)]
struct Tally {
    weight: f64,
    words: Vec<String>,
}

impl Rules {
    /// Reads the rules that are part of the program.
    pub fn new(analyser: &Analyser) -> Rules {
        let files = [
            (Lang::Nl, include_str!("../rules/nl.toml")),
            (Lang::De, include_str!("../rules/de.toml")),
            (Lang::En, include_str!("../rules/en.toml")),
        ];
        let read = |(lang, text): (Lang, &str)| {
            let written: Written = toml::from_str(text)
                .expect("the rules are part of the program and a test reads them");
            let sides = Sides {
                opportunity: rule(analyser, &written.opportunity),
                threat: rule(analyser, &written.threat),
                negation: written.negation.into_iter().collect(),
            };
            (lang, sides)
        };
        Rules {
            of: files.into_iter().map(read).collect(),
        }
    }

    /// The bearing of a document whose matching words are `marks`, and the sentence that decided.
    pub fn judge(
        &self,
        document: &Document,
        sentences: &Sentences,
        marks: &[Mark],
    ) -> (Bearing, Option<Quote>) {
        let Some(sides) = document.lang.and_then(|lang| self.of.get(&lang)) else {
            return (Bearing::Neutral, None);
        };
        let reach = reach(sentences, marks);
        let mut good = vec![Tally::default(); sentences.len()];
        let mut bad = good.clone();
        for (plan, is_good) in [(&sides.opportunity, true), (&sides.threat, false)] {
            let found = plan.find(document).unwrap_or_default();
            // Cues are read as they are written, not within compounds: a railway connection is none.
            let hits = found.hits.into_iter().filter(|hit| !hit.compound).collect();
            for hit in longest_only(hits) {
                let Some(i) = sentence_of(sentences, &hit).filter(|i| reach[*i] > 0.0) else {
                    continue;
                };
                let side = match is_good != sides.is_negated(document, &hit, sentences[i].1) {
                    true => &mut good[i],
                    false => &mut bad[i],
                };
                side.weight += plan.atoms()[hit.atom].weight * reach[i];
                side.add(crate::context::spelling(
                    document, hit.part, hit.start, hit.end,
                ));
            }
        }
        decide(document, sentences, &good, &bad)
    }
}

impl Tally {
    fn add(&mut self, word: Option<&str>) {
        let known = |word: &str| self.words.iter().any(|w| w == word);
        if let Some(word) = word.filter(|word| !known(word)) {
            self.words.push(word.to_owned());
        }
    }
}

impl Sides {
    /// Whether one of the three words before, in the same sentence, turns the meaning round.
    fn is_negated(&self, document: &Document, hit: &Hit, sentence_start: usize) -> bool {
        let text = match hit.part {
            Part::Title => &document.title,
            _ => &document.body,
        };
        (hit.first.saturating_sub(3)..hit.first).any(|at| {
            let token = text.at(at).filter(|token| token.start >= sentence_start);
            token.is_some_and(|token| self.negation.contains(token.folded()))
        })
    }
}

/// How much a cue in each sentence counts: fully in a title that met the interest, less in a title
/// that did not and in the sentences of the body that did, little beside those, nothing elsewhere.
fn reach(sentences: &Sentences, marks: &[Mark]) -> Vec<f64> {
    let mut reach = vec![0.0; sentences.len()];
    if let Some(title) = reach.first_mut() {
        *title = TITLE;
    }
    for mark in marks {
        let Some(i) = place(sentences, mark.part, mark.start) else {
            continue;
        };
        if i == 0 {
            reach[0] = 1.0;
            continue;
        }
        let last = (i + AROUND).min(sentences.len().saturating_sub(1));
        for near in &mut reach[i.saturating_sub(AROUND).max(1)..=last] {
            *near = f64::max(*near, BESIDE);
        }
        reach[i] = BODY;
    }
    reach
}

fn sentence_of(sentences: &Sentences, hit: &Hit) -> Option<usize> {
    place(sentences, hit.part, hit.start)
}

/// The sentence that holds a byte.
pub(crate) fn place(sentences: &Sentences, part: Part, byte: usize) -> Option<usize> {
    let i = sentences.partition_point(|(p, from, _)| (*p, *from) <= (part, byte));
    let i = i.checked_sub(1)?;
    (sentences[i].0 == part && byte < sentences[i].2).then_some(i)
}

/// Of hits that lie within each other only the longest counts.
fn longest_only(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.part, hit.start, std::cmp::Reverse(hit.end)));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        let covered = kept
            .last()
            .is_some_and(|k| k.part == hit.part && hit.end <= k.end);
        if !covered {
            kept.push(hit);
        }
    }
    kept
}

fn decide(
    document: &Document,
    sentences: &Sentences,
    good: &[Tally],
    bad: &[Tally],
) -> (Bearing, Option<Quote>) {
    // No single sentence may decide by repeating itself.
    let sum = |side: &[Tally]| side.iter().map(|t| t.weight.min(4.0)).sum::<f64>();
    let (up, down) = (sum(good), sum(bad));
    let (bearing, side) = match () {
        () if up >= ENOUGH && up > down => (Bearing::Opportunity, good),
        () if down >= ENOUGH && down > up => (Bearing::Threat, bad),
        () => return (Bearing::Neutral, None),
    };
    let strongest = (0..side.len()).max_by(|a, b| {
        let order = side[*a].weight.total_cmp(&side[*b].weight);
        order.then(b.cmp(a))
    });
    let quote = strongest.and_then(|i| {
        let (part, from, to) = sentences[i];
        let text = crate::context::spelling(document, part, from, to)?;
        Some(Quote {
            text: shortened(text),
            words: side[i].words.clone(),
        })
    });
    (bearing, quote)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
