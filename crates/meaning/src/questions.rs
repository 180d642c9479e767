//! How close items are to what is asked, across languages. Three steps make the plain cosine a
//! better judge, none of them tuned to a subject: what all items share is taken away, what all
//! questions share is taken away, and a question leans towards the items nearest to it.

use crate::encoder::Direction;
use crate::nearest::Near;
use crate::vector::{LENGTH, Vector};
use crate::vectors::{Best, TOGETHER, Vectors, one_by_length};
use crate::wide;

/// Towards how many of its nearest items a question leans, at most.
const LEAN_TO: usize = 20;
/// How far: half its own, half theirs.
const LEAN: f32 = 0.5;
/// So many items weigh as much as the assumption that they share nothing.
const DOUBT: f32 = 100.0;

/// Questions of one desk, made ready for its items. A question is best asked as one sentence.
#[derive(Debug, Clone)]
pub struct Questions {
    asked: Vec<Direction>,
    /// What the items share.
    centre: Direction,
    /// The square of the length of the centre.
    square: f32,
    /// The product of each question and the centre.
    offsets: Vec<f32>,
}

impl Questions {
    /// Makes questions ready. `items` are the items among which will be looked, or a fair part of
    /// them: they may be in all languages. With few items or one question less is taken away.
    pub fn new(questions: &[Direction], items: &Vectors) -> Questions {
        let centre = shared(items);
        let common = common(questions);
        let mut made = Questions {
            asked: Vec::new(),
            centre,
            square: product(&centre, &centre),
            offsets: Vec::new(),
        };
        made.set(questions.iter().map(|q| unit(&minus(q, &common))).collect());
        let leaning = (0..questions.len())
            .map(|question| made.lean(question, items))
            .collect();
        made.set(leaning);
        made
    }

    fn set(&mut self, asked: Vec<Direction>) {
        self.offsets = asked
            .iter()
            .map(|question| product(question, &self.centre))
            .collect();
        self.asked = asked;
    }

    /// How many questions there are.
    pub fn len(&self) -> usize {
        self.asked.len()
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.asked.is_empty()
    }

    /// How close an item is to each question, in their order: -1 to 1, around 0 for an item that
    /// has nothing to do with it.
    pub fn closeness(&self, item: &Vector) -> Vec<f32> {
        let (row, shares) = (&item.bytes()[..], [one_by_length(item)]);
        let lengths = self.lengths(row, &shares);
        let one = |question| self.against(question, row, &shares, &lengths)[0];
        (0..self.len()).map(one).collect()
    }

    /// The `most` items closest to a question, closest first.
    pub fn closest(&self, question: usize, items: &Vectors, most: usize) -> Vec<Near> {
        let mut best = Best::new(most);
        if question < self.len() {
            for (block, (rows, shares)) in items.blocks().enumerate() {
                let lengths = self.lengths(rows, shares);
                let found = self.against(question, rows, shares, &lengths);
                for (place, close) in found.into_iter().enumerate() {
                    best.offer(block * TOGETHER + place, close);
                }
            }
        }
        best.list()
    }

    fn against(&self, question: usize, rows: &[i8], shares: &[f32], lengths: &[f32]) -> Vec<f32> {
        let mut found = vec![0.0; shares.len()];
        wide::mixed_products(&self.asked[question], rows, &mut found);
        for ((found, share), length) in found.iter_mut().zip(shares).zip(lengths) {
            *found = (*found * share - self.offsets[question]) / length;
        }
        found
    }

    /// The lengths of items once what all share is taken away.
    fn lengths(&self, rows: &[i8], shares: &[f32]) -> Vec<f32> {
        let mut along = vec![0.0; shares.len()];
        wide::mixed_products(&self.centre, rows, &mut along);
        for (along, share) in along.iter_mut().zip(shares) {
            *along = (1.0 - 2.0 * *along * share + self.square).max(1e-6).sqrt();
        }
        along
    }

    fn lean(&self, question: usize, items: &Vectors) -> Direction {
        let most = LEAN_TO.min(items.len() / 10);
        let mut sum = [0.0; LENGTH];
        for near in self.closest(question, items, most) {
            if let Some(item) = items.direction(near.place) {
                add(&mut sum, &unit(&minus(&item, &self.centre)), 1.0);
            }
        }
        if most == 0 {
            return self.asked[question];
        }
        let mut leaning = self.asked[question].map(|n| n * (1.0 - LEAN));
        add(&mut leaning, &unit(&sum), LEAN);
        unit(&leaning)
    }
}

/// What all items share: their mean, the less trusted the fewer they are.
fn shared(items: &Vectors) -> Direction {
    let mut sum = [0.0; LENGTH];
    for (rows, shares) in items.blocks() {
        for (row, share) in rows.chunks_exact(LENGTH).zip(shares) {
            wide::add_row(&mut sum, row, *share);
        }
    }
    sum.map(|n| n / (items.len() as f32 + DOUBT))
}

/// What all questions share: a part of their mean, nothing when there is only one.
fn common(questions: &[Direction]) -> Direction {
    let count = questions.len() as f32;
    let mut sum = [0.0; LENGTH];
    for question in questions {
        add(&mut sum, question, 1.0);
    }
    let part = ((count - 1.0) / (count + 3.0)).max(0.0);
    sum.map(|n| n / count.max(1.0) * part)
}

fn minus(a: &Direction, b: &Direction) -> Direction {
    std::array::from_fn(|n| a[n] - b[n])
}

fn add(to: &mut Direction, from: &Direction, times: f32) {
    to.iter_mut()
        .zip(from)
        .for_each(|(to, from)| *to += from * times);
}

/// The same direction at length 1; nothing stays nothing.
pub(crate) fn unit(of: &Direction) -> Direction {
    let length = product(of, of).sqrt();
    if length > 1e-9 {
        of.map(|n| n / length)
    } else {
        [0.0; LENGTH]
    }
}

/// The sum of products, in lanes that run beside one another.
pub(crate) fn product(a: &Direction, b: &Direction) -> f32 {
    let mut lanes = [0.0_f32; 16];
    for (a, b) in a.chunks_exact(16).zip(b.chunks_exact(16)) {
        for lane in 0..16 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A direction along an axis with a share of what everything has in common (axis 0).
    fn along(axis: usize, common: f32, more: &[(usize, f32)]) -> Direction {
        let mut direction = [0.0; LENGTH];
        direction[0] = common;
        direction[axis] += 1.0;
        for (axis, lean) in more {
            direction[*axis] += lean;
        }
        unit(&direction)
    }

    fn kept(direction: &Direction) -> Vector {
        Vector::new(direction).expect("a direction")
    }

    #[test]
    fn what_everything_shares_no_longer_hides_the_subject() {
        let items: Vectors = (0..400)
            .map(|n| kept(&along(1 + n % 40, 3.0, &[])))
            .collect();
        let questions = Questions::new(&[along(5, 3.0, &[]), along(9, 3.0, &[])], &items);
        let close = questions.closeness(&kept(&along(5, 3.0, &[])));
        // Their plain cosine is 0.9: nine tenths of each is what everything shares.
        assert!(close[0] > 0.8 && close[1] < 0.5, "{close:?}");
        let found = questions.closest(0, &items, 10);
        assert!(found.iter().all(|near| near.place % 40 == 4), "{found:?}");
    }

    #[test]
    fn a_question_leans_to_its_nearest_items() {
        // What is asked lies on axis 3; the items about it all speak of axis 7 as well.
        let about: Vec<Direction> = (0..20).map(|_| along(3, 0.0, &[(7, 1.0)])).collect();
        let others = (0..380).map(|n| along(20 + n % 100, 0.0, &[]));
        let items: Vectors = about.into_iter().chain(others).map(|d| kept(&d)).collect();
        let questions = Questions::new(&[along(3, 0.0, &[])], &items);
        let only_seven = questions.closeness(&kept(&along(7, 0.0, &[])))[0];
        assert!(only_seven > 0.3, "{only_seven}");
    }

    #[test]
    fn without_items_or_questions_there_is_still_an_answer() {
        let none = Vectors::default();
        let alone = Questions::new(&[along(3, 0.0, &[])], &none);
        assert!((alone.closeness(&kept(&along(3, 0.0, &[])))[0] - 1.0).abs() < 1e-2);
        assert!(alone.closest(0, &none, 5).is_empty());
        assert!(alone.closest(7, &none, 5).is_empty());
        let nobody = Questions::new(&[], &none);
        assert!(nobody.is_empty() && nobody.closeness(&kept(&along(1, 0.0, &[]))).is_empty());
        let same = Questions::new(&[along(3, 0.0, &[]); 2], &none);
        assert!(same.closeness(&kept(&along(3, 0.0, &[])))[0] > 0.9);
    }
}
