//! The passages that show why: the title when it was met, and the best sentences of the body, with
//! the words that matched marked.

use crate::bearing::{Sentences, place};
use noaber_domain::{Field, Passage};
use noaber_text::plan::{Found, Hit};
use noaber_text::{Document, Mark, Part};

/// Passages of a signal.
const MOST: usize = 3;
/// Characters of a passage, apart from the dots that show a cut.
const LONGEST: usize = 300;
const DOTS: &str = "…";

/// At most three passages of about 300 characters: the title first when it was met, then those
/// sentences that meet most different words, in the order of the text.
pub(crate) fn passages(document: &Document, sentences: &Sentences, found: &Found) -> Vec<Passage> {
    let marks = found.marks();
    let mut ranked: Vec<(usize, usize)> = Vec::new();
    for hit in &found.hits {
        if let Some(i) = place(sentences, hit.part, hit.start)
            && ranked.last().is_none_or(|(last, _)| *last != i)
        {
            ranked.push((i, distinct(&found.hits, sentences[i])));
        }
    }
    ranked.sort_by_key(|(i, count)| (sentences[*i].0, std::cmp::Reverse(*count), *i));
    ranked.truncate(MOST);
    ranked.sort_unstable();
    ranked
        .iter()
        .filter_map(|(i, _)| cut(document, sentences[*i], &marks))
        .collect()
}

/// How many different words of the query a sentence meets.
fn distinct(hits: &[Hit], (part, from, to): (Part, usize, usize)) -> usize {
    let first = hits.partition_point(|hit| (hit.part, hit.start) < (part, from));
    let within = hits[first..]
        .iter()
        .take_while(|hit| hit.part == part && hit.start < to);
    let mut atoms: Vec<usize> = within.take(1_000).map(|hit| hit.atom).collect();
    atoms.sort_unstable();
    atoms.dedup();
    atoms.len()
}

/// A sentence as a passage; a long one is cut around its first marks, between words.
fn cut(document: &Document, sentence: (Part, usize, usize), marks: &[Mark]) -> Option<Passage> {
    let (part, from, to) = sentence;
    let (field, text) = match part {
        Part::Title => (Field::Title, document.title.text),
        Part::Body => (Field::Body, document.body.text),
        Part::Other => return None,
    };
    let inside = |mark: &&Mark| mark.part == part && mark.start >= from && mark.end <= to;
    let marks: Vec<(usize, usize)> = marks
        .iter()
        .filter(inside)
        .map(|m| (m.start, m.end))
        .collect();
    let first = *marks.first()?;
    let window = match text.get(from..to)?.chars().nth(LONGEST) {
        None => (from, to),
        Some(_) => window(text, (from, to), first, &marks),
    };
    let mut shown = String::new();
    if window.0 > from {
        shown.push_str(DOTS);
    }
    let shift = shown.len();
    shown.push_str(text.get(window.0..window.1)?);
    if window.1 < to {
        shown.push_str(DOTS);
    }
    let kept = marks
        .into_iter()
        .filter(|(start, _)| (window.0..window.1).contains(start));
    let moved = |(start, end): (usize, usize)| {
        (
            start - window.0 + shift,
            end.min(window.1) - window.0 + shift,
        )
    };
    Some(Passage {
        field,
        marks: kept.map(moved).collect(),
        text: shown,
    })
}

/// A stretch of a sentence with its first mark in the first half. It ends before a mark that it
/// would cut; only a mark that is longer than a passage is cut itself.
fn window(
    text: &str,
    (from, to): (usize, usize),
    first: (usize, usize),
    marks: &[(usize, usize)],
) -> (usize, usize) {
    let lead: usize = text[from..first.0]
        .chars()
        .rev()
        .take(100)
        .map(char::len_utf8)
        .sum();
    let mut start = first.0 - lead;
    if start > from {
        // To the beginning of the next word, if one begins before the mark.
        let gap = text[start..first.0].find(char::is_whitespace);
        start = gap.map_or(start, |gap| start + gap + 1);
        start = (start..=first.0)
            .find(|i| text.is_char_boundary(*i))
            .unwrap_or(first.0);
    }
    let length: usize = text[start..to]
        .chars()
        .take(LONGEST)
        .map(char::len_utf8)
        .sum();
    let mut end = start + length;
    if end < to
        && let Some(gap) = text[start..end].rfind(char::is_whitespace)
        && start + gap > first.1
    {
        end = start + gap;
    }
    let cut = marks
        .iter()
        .find(|mark| mark.0 > first.0 && mark.0 < end && mark.1 > end);
    if let Some(mark) = cut {
        end = mark.0;
    }
    (start, end)
}
