//! A vocabulary: words with how often they occur, and which of them are related to a word. Where the
//! words were counted is not known here.

use crate::analyser::{Analyser, Token};
use crate::forms::key_of;
use crate::lang::Lang;
use crate::scan::runs;
use rustc_hash::FxHashMap;

/// Letters of the shortest word whose spelling may vary: shorter ones are mostly two words (*zon*, *son*).
const VARIES: usize = 6;
/// Most related words of one kind.
const MOST: usize = 30;

/// Letters and signs of the shortest and of the longest spelling that is counted.
const COUNTED: std::ops::RangeInclusive<usize> = 3..=40;

/// The spellings of a text that a vocabulary counts: words of letters, with the hyphens and
/// apostrophes within them. No numbers, no codes.
pub fn spellings(text: &str) -> impl Iterator<Item = &str> {
    let inner = |c: char| c.is_alphabetic() || matches!(c, '-' | '‐' | '\'' | '’');
    runs(text)
        .map(|run| &text[run.start..run.end])
        .filter(move |word| word.chars().all(inner) && COUNTED.contains(&word.chars().count()))
}

/// How a word is related to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// Another form with the same stem: *grenzen* beside *grens*. Found already.
    Morphology,
    /// The same word written otherwise: together, with a hyphen, or with another letter for the same
    /// sound (*kopenhagen* beside *copenhagen*). Never a letter of the stem more or less.
    Spelling,
    /// A compound that contains it, or one of its own parts.
    Compound,
}

/// A related word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// As it is most often written.
    pub word: String,
    /// How it is related.
    pub how: How,
    /// How often it occurs.
    pub count: u64,
}

/// Counted words of one language. About 200 bytes a word.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    lang: Option<Lang>,
    entries: Vec<Entry>,
    /// From a term to the entries that have it as a word.
    by_term: Table,
    /// From a term to the entries that are written with a hyphen and have it as their whole.
    by_whole: Table,
    /// From a term to the entries that have it as a part.
    by_part: Table,
    /// From how a word sounds to the entries.
    by_sound: Table,
}

#[derive(Debug, Clone)]
struct Entry {
    word: String,
    folded: String,
    count: u64,
    most: u64,
}

/// From the number of a text to entries.
#[derive(Debug, Clone, Default)]
struct Table(Vec<(u64, u32)>);

impl Table {
    fn add(&mut self, key: &str, entry: usize) {
        self.0.push((key_of(key), entry as u32));
    }

    fn close(&mut self) {
        self.0.sort_unstable();
        self.0.dedup();
        self.0.shrink_to_fit();
    }

    fn of(&self, key: &str) -> impl Iterator<Item = usize> {
        let key = key_of(key);
        let from = self.0.partition_point(|row| row.0 < key);
        let same = self.0[from..].iter().take_while(move |row| row.0 == key);
        same.map(|row| row.1 as usize)
    }
}

impl Vocabulary {
    /// A vocabulary of words as they are written, in any order; a word in another case counts with it.
    pub fn from_counts(
        analyser: &Analyser,
        lang: Option<Lang>,
        counts: impl IntoIterator<Item = (String, u64)>,
    ) -> Vocabulary {
        let mut vocabulary = Vocabulary {
            lang,
            entries: Vec::new(),
            by_term: Table::default(),
            by_whole: Table::default(),
            by_part: Table::default(),
            by_sound: Table::default(),
        };
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        for (word, count) in counts {
            let tokens = analyser.tokens(lang, &word);
            let folded = folded_of(&tokens);
            if folded.is_empty() {
                continue;
            }
            match known.get(&folded) {
                Some(&i) => vocabulary.entries[i].add(word, count),
                None => {
                    known.insert(folded.clone(), vocabulary.entries.len());
                    vocabulary.add(&tokens, word, folded, count);
                }
            }
        }
        vocabulary.by_term.close();
        vocabulary.by_whole.close();
        vocabulary.by_part.close();
        vocabulary.by_sound.close();
        vocabulary
    }

    fn add(&mut self, tokens: &[Token], word: String, folded: String, count: u64) {
        let number = self.entries.len();
        let single = tokens.iter().filter(|t| !t.whole).count() == 1;
        for token in tokens {
            let table = match (token.part, token.whole) {
                (false, false) if single => &mut self.by_term,
                (false, true) => &mut self.by_whole,
                _ => &mut self.by_part,
            };
            table.add(token.term(), number);
        }
        self.by_sound.add(&sound(&folded), number);
        self.entries.push(Entry {
            word,
            folded,
            count,
            most: count,
        });
    }

    /// The words, each as it is most often written, with how often it occurs in any case.
    pub fn words(&self) -> impl Iterator<Item = (&str, u64)> {
        self.entries
            .iter()
            .map(|entry| (entry.word.as_str(), entry.count))
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How often a word occurs, in any case.
    pub fn count(&self, analyser: &Analyser, word: &str) -> u64 {
        let folded = folded_of(&analyser.tokens(self.lang, word));
        let sound = sound(&folded);
        let same = self.by_sound.of(&sound).map(|i| &self.entries[i]);
        same.filter(|entry| entry.folded == folded)
            .map(|entry| entry.count)
            .sum()
    }

    /// The words related to a word: its forms, its spellings, its compounds; of each kind the most
    /// frequent first.
    pub fn related(&self, analyser: &Analyser, word: &str) -> Vec<Related> {
        let tokens = analyser.tokens(self.lang, word);
        let folded = folded_of(&tokens);
        let mut how: FxHashMap<usize, How> = FxHashMap::default();
        let mut relate = |entries: &mut dyn Iterator<Item = usize>, kind: How| {
            for i in entries {
                let known = how.entry(i).or_insert(kind);
                *known = kind.min(*known);
            }
        };
        let single = tokens.iter().filter(|t| !t.whole).count() == 1;
        for token in &tokens {
            let own = token.term();
            relate(&mut self.by_term.of(own), kind_of(token, single));
            if !token.part && (single || token.whole) {
                relate(&mut self.by_whole.of(own), How::Spelling);
                relate(&mut self.by_part.of(own), How::Compound);
            }
        }
        for row in analyser.rows(self.lang, word, false) {
            if let [term] = &row[..] {
                relate(&mut self.by_term.of(term), How::Spelling);
                relate(&mut self.by_part.of(term), How::Compound);
            }
        }
        relate(&mut self.by_sound.of(&sound(&folded)), How::Spelling);
        self.sorted(how, &folded)
    }

    fn sorted(&self, how: FxHashMap<usize, How>, folded: &str) -> Vec<Related> {
        let mut related: Vec<Related> = how
            .into_iter()
            .filter(|(i, _)| self.entries[*i].folded != folded)
            .map(|(i, how)| Related {
                word: self.entries[i].word.clone(),
                how,
                count: self.entries[i].count,
            })
            .collect();
        related.sort_unstable_by(|a, b| (a.how, b.count, &a.word).cmp(&(b.how, a.count, &b.word)));
        let mut kept = [0_usize; 3];
        related.retain(|one| {
            kept[one.how as usize] += 1;
            kept[one.how as usize] <= MOST
        });
        related
    }
}

impl Entry {
    /// Counts another spelling of the word; the most frequent one is shown.
    fn add(&mut self, word: String, count: u64) {
        self.count += count;
        if count > self.most {
            self.most = count;
            self.word = word;
        }
    }
}

/// The words related to a word of a vocabulary.
pub fn related(vocabulary: &Vocabulary, analyser: &Analyser, word: &str) -> Vec<Related> {
    vocabulary.related(analyser, word)
}

/// The words of a spelling without case and marks, joined by hyphens.
fn folded_of(tokens: &[Token]) -> String {
    let words = tokens.iter().filter(|t| !t.whole);
    words.map(Token::folded).collect::<Vec<_>>().join("-")
}

/// How a word with the term of this token is related to the word it is of.
fn kind_of(token: &Token, single: bool) -> How {
    match (token.part, token.whole) {
        (false, true) => How::Spelling,
        (false, false) if single => How::Morphology,
        _ => How::Compound,
    }
}

/// How a word sounds, however it is spelt: without hyphens, each vowel once, `y` for `ij`, `k` for `c`,
/// `f` for `ph` and `z` for `s`. A short word sounds as it is written.
fn sound(folded: &str) -> String {
    if folded.chars().count() < VARIES {
        return folded.to_owned();
    }
    let plain = folded
        .replace('-', "")
        .replace("ph", "f")
        .replace("ij", "y");
    let mut sound = String::with_capacity(plain.len());
    for letter in plain.chars() {
        let letter = match letter {
            'c' => 'k',
            's' => 'z',
            other => other,
        };
        let again = matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u') && sound.ends_with(letter);
        if !again {
            sound.push(letter);
        }
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::*;

    fn related_words(word: &str, words: &[(&str, u64)]) -> Vec<(String, How)> {
        let analyser = Analyser::new();
        let counts = words.iter().map(|(w, n)| ((*w).to_owned(), *n));
        let vocabulary = Vocabulary::from_counts(&analyser, Some(Lang::Nl), counts);
        let related = vocabulary.related(&analyser, word).into_iter();
        related.map(|r| (r.word, r.how)).collect()
    }

    #[test]
    fn forms_spellings_and_compounds_are_related() {
        let words = [
            ("grens", 50),
            ("grenzen", 40),
            ("Grenzen", 2),
            ("grensregio", 12),
            ("grensoverschrijdend", 9),
            ("spoor", 7),
            ("krapte", 4),
            ("arbeidsmarkt", 30),
            ("arbeidsmarkten", 1),
        ];
        assert_eq!(
            related_words("Grens", &words),
            [
                ("grenzen".to_owned(), How::Morphology),
                ("grensregio".to_owned(), How::Compound),
            ]
        );
        assert_eq!(
            related_words("arbeidsmarktkrapte", &words),
            [
                ("arbeidsmarkt".to_owned(), How::Compound),
                ("krapte".to_owned(), How::Compound),
                ("arbeidsmarkten".to_owned(), How::Compound),
            ]
        );
    }

    #[test]
    fn other_spellings_are_related() {
        let words = [
            ("regio-deal", 5),
            ("regiodeal", 9),
            ("Kopenhagen", 3),
            ("Copenhagen", 1),
            ("deal", 2),
        ];
        let found = related_words("regiodeal", &words);
        assert!(
            found.contains(&("regio-deal".to_owned(), How::Spelling)),
            "{found:?}"
        );
        let found = related_words("regio-deal", &words);
        assert!(
            found.contains(&("regiodeal".to_owned(), How::Spelling)),
            "{found:?}"
        );
        assert_eq!(
            related_words("copenhagen", &words),
            [("Kopenhagen".to_owned(), How::Spelling)]
        );
        for (one, other) in [
            ("telefoon", "telephoon"),
            ("bedrijven", "bedryven"),
            ("organisatie", "organizatie"),
            ("noordzee-eiland", "noordzeeeiland"),
        ] {
            let found = related_words(one, &[(other, 3)]);
            assert_eq!(found, [(other.to_owned(), How::Spelling)]);
        }
    }

    #[test]
    fn a_letter_of_the_stem_makes_another_word() {
        for (one, other) in [
            ("schade", "schande"),
            ("grensregio", "grensregie"),
            ("beleid", "geleid"),
            ("zonne", "sonne"),
        ] {
            let found = related_words(one, &[(other, 3)]);
            let spelt = found.iter().find(|(_, how)| *how == How::Spelling);
            assert_eq!(spelt, None, "{one}");
        }
    }

    #[test]
    fn what_is_unknown_or_no_word_has_no_relatives() {
        assert!(related_words("xyzzy", &[("grens", 1)]).is_empty());
        assert!(related_words("🙂", &[("grens", 1)]).is_empty());
        assert!(related_words("grens", &[("🙂", 1), ("", 2)]).is_empty());
    }

    #[test]
    fn counts_are_summed_over_cases() {
        let analyser = Analyser::new();
        let counts = [
            ("Spoor".to_owned(), 3),
            ("spoor".to_owned(), 4),
            ("sporen".to_owned(), 9),
        ];
        let vocabulary = Vocabulary::from_counts(&analyser, Some(Lang::Nl), counts);
        assert_eq!(
            (vocabulary.len(), vocabulary.count(&analyser, "SPOOR")),
            (2, 7)
        );
    }
}
