//! Vectors of whole items: title and text read apart and together, and the passages that say most
//! about what the title names. Nothing here knows what is asked.

use crate::encoder::pieces::Scratch;
use crate::encoder::{Direction, Encoder, first, neutralise};
use crate::questions::unit;
use rustc_hash::FxHashMap;

/// How many letters of a text count as its beginning, and as a passage.
const PASSAGE: usize = 300;

impl Encoder {
    /// The vector of an item: of its title, of the beginning of its text, and of both together,
    /// averaged. Finds better than any of the three.
    pub fn item(&self, title: &str, text: &str) -> Direction {
        self.items(&[(title, text)])[0]
    }

    /// As [`Encoder::item`] for many items (title, text) at once.
    pub fn items(&self, items: &[(&str, &str)]) -> Vec<Direction> {
        let mut texts = Vec::with_capacity(items.len() * 3);
        for (title, text) in items {
            let begin = beginning(text.trim());
            match (title.trim(), begin) {
                ("", begin) => texts.push(begin.to_owned()),
                (title, "") => texts.push(title.to_owned()),
                (title, begin) => {
                    texts.extend([
                        title.to_owned(),
                        begin.to_owned(),
                        format!("{title}. {begin}"),
                    ]);
                }
            }
        }
        let vectors = self.encode_all(&texts);
        let mut vectors = vectors.iter();
        let joined = items.iter().map(|(title, text)| {
            let read = if title.trim().is_empty() || text.trim().is_empty() {
                1
            } else {
                3
            };
            let mut sum = [0.0; crate::vector::LENGTH];
            for vector in vectors.by_ref().take(read) {
                sum.iter_mut()
                    .zip(vector)
                    .for_each(|(sum, number)| *sum += number);
            }
            unit(&sum)
        });
        joined.collect()
    }

    /// At most `most` passages of a text in their order: its beginning, and those in which the
    /// title's rarer pieces stand closest together. To be encoded by [`Encoder::encode_all`].
    pub fn passages<'a>(&self, title: &str, text: &'a str, most: usize) -> Vec<&'a str> {
        let all = passages(first(text));
        let mut scratch = Scratch::default();
        let mut cut = |text: &str| {
            let mut pieces = Vec::new();
            self.pieces
                .cut(&neutralise(text), 512, &mut scratch, &mut pieces);
            pieces
        };
        let rarity = |piece: &u32| f64::from(-self.pieces.score(*piece)).max(0.0);
        let named: FxHashMap<u32, f64> = cut(title).into_iter().map(|p| (p, rarity(&p))).collect();
        let mut weighed: Vec<(usize, f64)> = Vec::with_capacity(all.len());
        for (place, passage) in all.iter().enumerate() {
            let mut pieces = cut(passage);
            pieces.sort_unstable();
            pieces.dedup();
            let hit: f64 = pieces.iter().filter_map(|piece| named.get(piece)).sum();
            let first = if place == 0 { f64::INFINITY } else { 0.0 };
            weighed.push((place, hit / (pieces.len() as f64).sqrt() + first));
        }
        weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weighed.truncate(most);
        weighed.sort_unstable_by_key(|(place, _)| *place);
        weighed.iter().map(|(place, _)| all[*place]).collect()
    }
}

/// The first letters of a text, to the end of a word.
fn beginning(text: &str) -> &str {
    let Some((end, _)) = text.char_indices().nth(PASSAGE) else {
        return text;
    };
    let cut = &text[..end];
    let goes_on = text[end..].starts_with(char::is_alphanumeric);
    match cut.rfind(char::is_whitespace) {
        Some(space) if goes_on && space > 0 => cut[..space].trim_end(),
        _ => cut,
    }
}

/// A text in passages of about one size, cut after a sentence where one ends in time, else after a
/// word.
fn passages(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let whole = beginning(rest);
        let cut = if whole.len() == rest.len() {
            whole.len()
        } else {
            sentence_end(whole)
        };
        found.push(rest[..cut].trim());
        rest = rest[cut..].trim_start();
    }
    found
}

/// Where the last sentence ends in the second half of a passage; its end where none does.
fn sentence_end(passage: &str) -> usize {
    let half = passage.len() / 2;
    let mut letters = passage.char_indices().peekable();
    let mut end = passage.len();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map_or(passage.len(), |(next, _)| *next);
        let space = passage[after..].starts_with(char::is_whitespace);
        if at >= half && (letter == '\n' || ".!?;".contains(letter) && space) {
            end = after;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_passage_ends_with_a_sentence_where_it_can() {
        let sentence = "De gemeente wil meer woningen bouwen aan de rand van de stad. ";
        let text = sentence.repeat(12);
        let found = passages(&text);
        assert!(found.len() >= 3, "{}", found.len());
        assert!(
            found
                .iter()
                .all(|passage| passage.ends_with('.') && passage.len() <= 300)
        );
        assert_eq!(passages(""), Vec::<&str>::new());
        assert_eq!(passages(" kort "), ["kort"]);
    }

    proptest! {
        #[test]
        fn passages_lose_no_letter(text in "[a-zäß .!?\n]{0,1500}") {
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&passages(&text).concat()), letters(&text));
            prop_assert!(passages(&text).iter().all(|p| !p.is_empty() && p.chars().count() <= PASSAGE));
        }
    }
}
