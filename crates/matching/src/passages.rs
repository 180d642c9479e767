//! The passages that show why: the title when it was met, and the best sentences of the body, with
//! the words that matched marked; or, where no word matched, the sentences nearest in meaning.

use crate::bearing::{Sentences, place};
use crate::matcher::language_of;
use noaber_domain::{Field, Item, Passage};
use noaber_text::plan::{Found, Hit};
use noaber_text::{Document, Mark, Part};

/// Passages of a signal.
const MOST: usize = 3;
/// Characters of a passage, apart from the dots that show a cut.
const LONGEST: usize = 300;
const DOTS: &str = "…";
/// Sentences that are held against a meaning, and characters below which one says too little.
const COMPARED: usize = 64;
const TELLING: usize = 25;
/// Passages that are shown for their meaning, the second only if it is nearly as near as the first.
const NEAREST: usize = 2;
const NEARLY: f32 = 0.85;
/// A sentence that is less near than this does not show why the item is here.
const SHOWS: f32 = 0.25;

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

/// The title as a passage without marks; none when there is no title.
pub(crate) fn whole_title(document: &Document) -> Option<Passage> {
    plain(Field::Title, document.title.text)
}

/// The sentences of an item's text that are nearest in meaning to what `closeness` compares with,
/// in the order of the text and without marks; its title when the text has none that is near.
/// `closeness` gets all sentences at once and gives a number for each, 0 for nothing in common.
pub fn nearest_passages(item: &Item, closeness: impl FnOnce(&[&str]) -> Vec<f32>) -> Vec<Passage> {
    let body = noaber_text::sentences(language_of(item), &item.body).into_iter();
    let texts = body.filter_map(|(from, to)| Some(item.body.get(from..to)?.trim()));
    let telling = |text: &&str| text.chars().nth(TELLING).is_some();
    let texts: Vec<&str> = texts.filter(telling).take(COMPARED).collect();
    let near = match texts.is_empty() {
        true => Vec::new(),
        false => closeness(&texts),
    };
    let mut ranked: Vec<(usize, f32)> = near.into_iter().take(texts.len()).enumerate().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let least = ranked
        .first()
        .map_or(SHOWS, |best| SHOWS.max(best.1 * NEARLY));
    ranked.retain(|(_, near)| *near >= least);
    ranked.truncate(NEAREST);
    ranked.sort_unstable_by_key(|(place, _)| *place);
    let shown = ranked
        .iter()
        .filter_map(|(i, _)| plain(Field::Body, texts[*i]));
    let shown: Vec<Passage> = shown.collect();
    match shown.is_empty() {
        true => plain(Field::Title, &item.title).into_iter().collect(),
        false => shown,
    }
}

/// A text as a passage without marks, cut after a word when it is long.
fn plain(field: Field, text: &str) -> Option<Passage> {
    let text = text.trim();
    let shown = match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => {
            let cut = &text[..end];
            let word = cut.rfind(char::is_whitespace).unwrap_or(end);
            format!("{}{DOTS}", cut[..word].trim_end())
        }
    };
    (!shown.is_empty()).then_some(Passage {
        field,
        text: shown,
        marks: Vec::new(),
    })
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
