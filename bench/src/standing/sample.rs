//! Queries made from texts: two in five a word, three in ten an AND of two or three, the rest phrases,
//! groups and exclusions, each found in about four of a thousand of those texts.

use super::texts::Text;
use noaber_text::terms::{Outline, Unit};
use noaber_text::{Analyser, Lang, Plan, parse};
use std::collections::HashMap;

/// A query and the language whose texts it reads.
#[derive(Debug, Clone)]
pub struct Asked {
    /// As written.
    pub query: String,
    /// The language.
    pub lang: Lang,
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

type Set = Vec<u64>;

fn count(set: &[u64]) -> usize {
    set.iter().map(|word| word.count_ones() as usize).sum()
}

/// The words of the texts of one language.
struct Words {
    lang: Lang,
    /// Spelling and texts of each word.
    words: Vec<(String, Set)>,
    /// Words by how many texts they are in.
    by_count: Vec<Vec<usize>>,
    /// The words of each text.
    texts: Vec<Vec<usize>>,
    /// Phrases that are in about as many texts as is asked.
    phrases: Vec<String>,
}

/// In how many of the texts a query should be found: 4 of 1,000 among 3,000, give or take half.
const FIT: std::ops::RangeInclusive<usize> = 6..=18;

/// Makes `most` queries; each shorter list is the beginning of the longer.
pub fn queries(analyser: &Analyser, texts: &[Text], most: usize) -> Vec<Asked> {
    let all = [Lang::Nl, Lang::De, Lang::En].map(|lang| Words::new(analyser, lang, texts));
    let mut chance = Chance(20_251_002);
    let mut queries = Vec::with_capacity(most);
    while queries.len() < most {
        let kind = [0, 1, 0, 2, 1, 0, 3, 0, 1, 2, 0, 1, 0, 4, 1, 0, 2, 0, 3, 1][queries.len() % 20];
        let lang = texts[chance.below(texts.len())].lang;
        let words = &all[lang as usize];
        let query = match kind {
            0 => words.single(&mut chance),
            1 => words.and(&mut chance),
            2 => Some(format!("\"{}\"", chance.of(&words.phrases))),
            3 => words.or(&mut chance),
            _ => words.not(&mut chance),
        };
        queries.extend(query.map(|query| Asked { query, lang }));
    }
    queries
}

impl Words {
    fn new(analyser: &Analyser, lang: Lang, texts: &[Text]) -> Words {
        let mut words = Words {
            lang,
            words: Vec::new(),
            by_count: vec![Vec::new(); texts.len() + 1],
            texts: vec![Vec::new(); texts.len()],
            phrases: Vec::new(),
        };
        let mut numbers: HashMap<String, Option<usize>> = HashMap::new();
        let mut phrases: HashMap<String, (usize, usize)> = HashMap::new();
        for (n, text) in texts
            .iter()
            .enumerate()
            .filter(|(_, text)| text.lang == lang)
        {
            let mut row: Vec<(usize, usize)> = Vec::new();
            for token in analyser.tokens(Some(lang), &text.body) {
                if token.whole {
                    continue;
                }
                let spelling = &text.body[token.start..token.end];
                let number = *numbers.entry(token.term().to_owned()).or_insert_with(|| {
                    let plain = is_plain(analyser, lang, spelling);
                    plain.then(|| {
                        words
                            .words
                            .push((spelling.to_owned(), vec![0; texts.len().div_ceil(64)]));
                        words.words.len() - 1
                    })
                });
                let Some(number) = number else {
                    row.clear();
                    continue;
                };
                words.words[number].1[n / 64] |= 1 << (n % 64);
                words.texts[n].push(number);
                row.retain(|(_, at)| *at + 3 > token.position as usize);
                row.push((number, token.position as usize));
                for len in 2..=row.len() {
                    let spelt = row[row.len() - len..]
                        .iter()
                        .map(|(w, _)| words.words[*w].0.as_str());
                    let phrase = spelt.collect::<Vec<_>>().join(" ");
                    let met = phrases.entry(phrase).or_insert((0, usize::MAX));
                    if met.1 != n {
                        *met = (met.0 + 1, n);
                    }
                }
            }
        }
        words.mark_parts(analyser, texts, &numbers);
        words.phrases = phrases
            .into_iter()
            .filter(|(_, met)| FIT.contains(&met.0))
            .map(|p| p.0)
            .collect();
        words.phrases.sort_unstable();
        for (n, (_, set)) in words.words.iter().enumerate() {
            words.by_count[count(set)].push(n);
        }
        words
    }

    /// A word is met as a part of another too.
    fn mark_parts(
        &mut self,
        analyser: &Analyser,
        texts: &[Text],
        numbers: &HashMap<String, Option<usize>>,
    ) {
        for (n, text) in texts
            .iter()
            .enumerate()
            .filter(|(_, text)| text.lang == self.lang)
        {
            for token in analyser
                .tokens(Some(self.lang), &text.body)
                .iter()
                .filter(|t| t.whole)
            {
                if let Some(Some(number)) = numbers.get(token.term()) {
                    self.words[*number].1[n / 64] |= 1 << (n % 64);
                }
            }
        }
    }

    fn between(
        &self,
        chance: &mut Chance,
        range: std::ops::RangeInclusive<usize>,
    ) -> Option<usize> {
        let from = *range.start();
        let at = from + chance.below(range.end() - from + 1);
        let fit = self.by_count.get(at).filter(|words| !words.is_empty())?;
        Some(*chance.of(fit))
    }

    fn spelling(&self, word: usize) -> &str {
        &self.words[word].0
    }

    fn single(&self, chance: &mut Chance) -> Option<String> {
        let word = self.between(chance, FIT)?;
        Some(self.spelling(word).to_owned())
    }

    fn and(&self, chance: &mut Chance) -> Option<String> {
        let of_lang: Vec<&Vec<usize>> = self.texts.iter().filter(|t| t.len() > 20).collect();
        let text = chance.of(&of_lang);
        let members: Vec<usize> = (0..2 + chance.below(2)).map(|_| *chance.of(text)).collect();
        let mut met = self.words[members[0]].1.clone();
        for member in &members[1..] {
            met.iter_mut()
                .zip(&self.words[*member].1)
                .for_each(|(a, b)| *a &= b);
        }
        let rare = members
            .iter()
            .any(|m| count(&self.words[*m].1) < 2 * count(&met));
        let distinct = members
            .iter()
            .collect::<std::collections::HashSet<_>>()
            .len()
            == members.len();
        let fits = distinct && !rare && FIT.contains(&count(&met));
        fits.then(|| self.joined(&members, " AND "))
    }

    fn or(&self, chance: &mut Chance) -> Option<String> {
        let members: Vec<usize> = (0..3 + chance.below(6))
            .filter_map(|_| self.between(chance, 1..=5))
            .collect();
        let mut met = vec![0; self.words.first()?.1.len()];
        for member in &members {
            met.iter_mut()
                .zip(&self.words[*member].1)
                .for_each(|(a, b)| *a |= b);
        }
        let fits = members.len() >= 3 && FIT.contains(&count(&met));
        fits.then(|| self.joined(&members, " OR "))
    }

    fn not(&self, chance: &mut Chance) -> Option<String> {
        let (word, but) = (
            self.between(chance, 8..=40)?,
            self.between(chance, 30..=600)?,
        );
        let mut met = self.words[word].1.clone();
        let all = count(&met);
        met.iter_mut()
            .zip(&self.words[but].1)
            .for_each(|(a, b)| *a &= !b);
        let fits = FIT.contains(&count(&met)) && count(&met) < all;
        fits.then(|| format!("{} AND NOT {}", self.spelling(word), self.spelling(but)))
    }

    fn joined(&self, members: &[usize], between: &str) -> String {
        let spelt: Vec<&str> = members.iter().map(|m| self.spelling(*m)).collect();
        spelt.join(between)
    }
}

/// Whether a word asks for one term and nothing else: no code, no compound.
fn is_plain(analyser: &Analyser, lang: Lang, spelling: &str) -> bool {
    let letters = spelling.chars().all(char::is_alphabetic) && spelling.chars().count() > 2;
    let operator = ["AND", "OR", "NOT", "NEAR"].contains(&spelling);
    letters
        && !operator
        && parse(spelling).is_ok_and(|query| {
            let outline = Plan::new(analyser, &query).outline(Some(lang));
            matches!(outline, Outline::Rows(_, rows) if matches!(&rows[..], [row] if matches!(&row[..], [Unit::Term(_)])))
        })
}
