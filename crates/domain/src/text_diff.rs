//! How one text becomes another, word by word, so that an older text can be kept as what differs
//! from the newer one. Which texts are kept is not known here.

use serde::{Deserialize, Serialize};

/// Differences that are followed; a text that changed more is replaced from the first to the last
/// of them.
const MOST: usize = 1_200;

/// One step from one text to another. Numbers are bytes of the first text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Edit {
    /// So many bytes stay (positive) or are left out (negative).
    Run(i64),
    /// This comes in.
    New(String),
}

/// How much of a text changed, in words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// Words of the old text that are gone.
    pub gone: usize,
    /// Words of the new text that came.
    pub came: usize,
    /// Words of the new text.
    pub of: usize,
}

/// The steps that turn `from` into `to`.
pub fn edits(from: &str, to: &str) -> Vec<Edit> {
    let mut all: Vec<Edit> = Vec::new();
    for hunk in hunks(from, to) {
        push(&mut all, hunk.kept as i64, "");
        push(&mut all, -(hunk.gone.len() as i64), hunk.came);
    }
    all
}

/// Turns `from` into the other text; `None` when the steps are not steps from this text.
pub fn apply(from: &str, edits: &[Edit]) -> Option<String> {
    let mut to = String::with_capacity(from.len());
    let mut at = 0;
    for edit in edits {
        match edit {
            Edit::New(text) => to.push_str(text),
            Edit::Run(length) => {
                let end = at + usize::try_from(length.unsigned_abs()).ok()?;
                let run = from.get(at..end)?;
                if *length > 0 {
                    to.push_str(run);
                }
                at = end;
            }
        }
    }
    (at == from.len()).then_some(to)
}

/// How much changed from `old` to `new`.
pub fn amount(old: &str, new: &str) -> Amount {
    let words = |text: &str| text.split_whitespace().count();
    let mut amount = Amount {
        of: words(new),
        ..Amount::default()
    };
    for hunk in hunks(old, new) {
        amount.gone += words(hunk.gone);
        amount.came += words(hunk.came);
    }
    amount
}

fn push(all: &mut Vec<Edit>, length: i64, text: &str) {
    match all.last_mut() {
        Some(Edit::Run(last)) if length != 0 && (*last > 0) == (length > 0) => *last += length,
        _ if length != 0 => all.push(Edit::Run(length)),
        _ => {}
    }
    if !text.is_empty() {
        all.push(Edit::New(text.to_owned()));
    }
}

/// A stretch that stayed, and after it what went and what came in its place.
struct Hunk<'a> {
    kept: usize,
    gone: &'a str,
    came: &'a str,
}

/// Divides both texts into hunks: by words, where they differ too much by lines, else as one.
fn hunks<'a>(from: &'a str, to: &'a str) -> Vec<Hunk<'a>> {
    let by = |cut: fn(&str) -> Vec<&str>| {
        let (old, new) = (cut(from), cut(to));
        steps(&old, &new).map(|steps| joined(from, to, &old, &new, &steps))
    };
    by(words).or_else(|| by(lines)).unwrap_or_else(|| {
        let (start, end) = edges(from.as_bytes(), to.as_bytes());
        let start = (0..=start).rev().find(|at| both(from, to, *at, *at));
        let start = start.unwrap_or(0);
        let whole = |end: &usize| both(from, to, from.len() - end, to.len() - end);
        let end = (0..=end).rev().find(whole).unwrap_or(0);
        let end = end.min(from.len() - start).min(to.len() - start);
        let middle = Hunk {
            kept: start,
            gone: &from[start..from.len() - end],
            came: &to[start..to.len() - end],
        };
        let tail = Hunk {
            kept: end,
            gone: "",
            came: "",
        };
        vec![middle, tail]
    })
}

fn both(from: &str, to: &str, in_from: usize, in_to: usize) -> bool {
    from.is_char_boundary(in_from) && to.is_char_boundary(in_to)
}

/// Words and the spaces between them.
fn words(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let space = first.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != space);
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// How many at the beginning, and of the rest how many at the end, are equal.
fn edges<T: PartialEq>(old: &[T], new: &[T]) -> (usize, usize) {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old[start..].iter().rev().zip(new[start..].iter().rev());
    (start, rest.take_while(|(a, b)| a == b).count())
}

/// A run of pieces: equal in both, only in the old, only in the new.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    Same(usize),
    Gone(usize),
    Came(usize),
}

/// The shortest way from one list of pieces to the other; `None` when it is longer than [`MOST`].
fn steps(old: &[&str], new: &[&str]) -> Option<Vec<Step>> {
    let (start, end) = edges(old, new);
    let (a, b) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let mut steps = vec![Step::Same(start)];
    steps.extend(shortest(a, b)?);
    steps.push(Step::Same(end));
    Some(steps)
}

/// After Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): for each number of
/// differences the furthest place on every diagonal, then the way back.
fn shortest(a: &[&str], b: &[&str]) -> Option<Vec<Step>> {
    let most = (a.len() + b.len()).min(MOST) as isize;
    let mut furthest = vec![0usize; 2 * most as usize + 3];
    let at = |diagonal: isize| (diagonal + most + 1) as usize;
    let mut traces: Vec<Vec<usize>> = Vec::new();
    for d in 0..=most {
        for k in (-d..=d).step_by(2) {
            let down = k == -d || (k != d && furthest[at(k - 1)] < furthest[at(k + 1)]);
            let mut x = if down {
                furthest[at(k + 1)]
            } else {
                furthest[at(k - 1)] + 1
            };
            let mut y = (x as isize - k) as usize;
            while x < a.len() && y < b.len() && a[x] == b[y] {
                (x, y) = (x + 1, y + 1);
            }
            furthest[at(k)] = x;
            if x >= a.len() && y >= b.len() {
                return Some(way_back(a.len(), b.len(), d, &traces));
            }
        }
        traces.push(furthest[at(-d)..=at(d)].to_vec());
    }
    None
}

fn way_back(a: usize, b: usize, d: isize, traces: &[Vec<usize>]) -> Vec<Step> {
    let (mut x, mut y) = (a as isize, b as isize);
    let mut steps = Vec::new();
    for d in (1..=d).rev() {
        let before = &traces[d as usize - 1];
        let at = |k: isize| -> isize {
            let place = k + d - 1;
            let there = usize::try_from(place).ok().and_then(|p| before.get(p));
            there.map_or(-1, |x| *x as isize)
        };
        let k = x - y;
        let down = k == -d || (k != d && at(k - 1) < at(k + 1));
        let from = if down { k + 1 } else { k - 1 };
        let (start_x, start_y) = (at(from), at(from) - from);
        let turned = if down { start_x } else { start_x + 1 };
        steps.push(Step::Same((x - turned) as usize));
        steps.push(if down { Step::Came(1) } else { Step::Gone(1) });
        (x, y) = (start_x, start_y);
    }
    steps.push(Step::Same(x as usize));
    steps.reverse();
    steps
}

/// Puts the steps together to hunks of text.
fn joined<'a>(
    from: &'a str,
    to: &'a str,
    old: &[&str],
    new: &[&str],
    steps: &[Step],
) -> Vec<Hunk<'a>> {
    let (mut i, mut j, mut from_at, mut to_at) = (0, 0, 0, 0);
    let mut hunks: Vec<(usize, usize, usize)> = vec![(0, 0, 0)];
    for step in steps {
        let length = |pieces: &[&str]| pieces.iter().map(|p| p.len()).sum::<usize>();
        let Some(last) = hunks.last_mut() else { break };
        match *step {
            Step::Same(0) => {}
            Step::Same(n) => {
                let kept = length(&old[i..i + n]);
                if last.1 + last.2 > 0 {
                    hunks.push((kept, 0, 0));
                } else {
                    last.0 += kept;
                }
                (i, j) = (i + n, j + n);
            }
            Step::Gone(n) => {
                last.1 += length(&old[i..i + n]);
                i += n;
            }
            Step::Came(n) => {
                last.2 += length(&new[j..j + n]);
                j += n;
            }
        }
    }
    let cut = hunks.into_iter().map(|(kept, gone, came)| {
        let (gone_from, came_from) = (from_at + kept, to_at + kept);
        (from_at, to_at) = (gone_from + gone, came_from + came);
        Hunk {
            kept,
            gone: &from[gone_from..from_at],
            came: &to[came_from..to_at],
        }
    });
    cut.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_differs_is_kept() {
        let (old, new) = (
            "De trein naar Münster rijdt.\nElk uur.",
            "De trein naar Bad Bentheim rijdt.\nElk uur.",
        );
        let back = edits(new, old);
        let kept = |edit: &Edit| matches!(edit, Edit::Run(run) if *run > 0);
        assert!(back.len() <= 6 && kept(&back[0]), "{back:?}");
        let came: Vec<&Edit> = back.iter().filter(|e| matches!(e, Edit::New(_))).collect();
        assert_eq!(came, [&Edit::New("Münster".into())]);
        assert_eq!(apply(new, &back).as_deref(), Some(old));
        assert_eq!(apply("iets anders", &back), None);
        let told = amount(old, new);
        assert_eq!((told.gone, told.came, told.of), (1, 2, 8));
    }

    #[test]
    fn a_text_that_changed_everywhere_still_comes_back() {
        let old: String = (0..3_000).map(|n| format!("oud{n} é ")).collect();
        let new: String = (0..3_000).map(|n| format!("nieuw{n} è ")).collect();
        assert_eq!(apply(&new, &edits(&new, &old)).as_deref(), Some(&*old));
    }

    proptest! {
        #[test]
        fn every_text_comes_back(old in "([a-cé€] ?\n?){0,60}", new in "([a-cé€] ?\n?){0,60}") {
            let back = edits(&new, &old);
            prop_assert_eq!(apply(&new, &back), Some(old.clone()));
            let text = serde_json::to_string(&back).unwrap_or_default();
            let read: Vec<Edit> = serde_json::from_str(&text).unwrap_or_default();
            prop_assert_eq!(read, back);
            let told = amount(&old, &new);
            prop_assert!(told.came <= told.of);
        }

        #[test]
        fn any_two_texts(old in ".{0,40}", new in ".{0,40}") {
            prop_assert_eq!(apply(&new, &edits(&new, &old)), Some(old));
        }
    }
}
