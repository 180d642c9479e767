//! Words of the archive with the number of items they stand in, and what they mean. Which words are
//! related, and what the bytes of a meaning say, is not known here.

use crate::engine::Value;
use crate::engine::fulltext::Seek;
use crate::items::placeholders;
use crate::views::Count;
use crate::{Change, Fault, Reader};
use noaber_domain::{Item, ItemId, Language};
use noaber_text::vocabulary::spellings;
use rustc_hash::{FxHashMap, FxHashSet};

/// Rows that are written with one statement.
const TOGETHER: usize = 100;
/// How far the items of a word are counted.
const COUNTED: usize = 5_000;

/// A word of the archive, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedWord {
    /// The word, in the case in which it was written.
    pub word: String,
    /// Items in which it stands so, counted when they arrived.
    pub items: i64,
    /// Items that name it among those who act.
    pub actors: i64,
}

/// Words of items that follow each other, counted and not kept yet.
#[derive(Debug)]
pub struct WordCounts {
    from: ItemId,
    to: ItemId,
    /// How many items were read.
    pub items: usize,
    words: FxHashMap<(&'static str, String), (i64, i64)>,
}

impl Reader {
    /// The item up to which words were counted; 0 before the first.
    pub fn words_reach(&self) -> Result<ItemId, Fault> {
        let row = self.row("SELECT item_id FROM vocabulary_reach WHERE one = 1", &[])?;
        Ok(ItemId(row.map_or(Ok(0), |row| row.int(0))?))
    }

    /// How many items arrived whose words were not counted yet.
    pub fn words_to_count(&self) -> Result<i64, Fault> {
        let sql = "SELECT COUNT(*) FROM items WHERE id > $1";
        let row = self.row(sql, &[self.words_reach()?.0.into()])?;
        row.map_or(Ok(0), |row| row.int(0))
    }

    /// Counts the words of the next items whose words were not counted yet, at most `limit` of
    /// them; `None` when there are none. An item of unknown language is passed over.
    pub fn count_words(&self, limit: usize) -> Result<Option<WordCounts>, Fault> {
        let from = self.words_reach()?;
        let sql = "SELECT i.id, i.language, l.body FROM items i JOIN ledger l ON l.number = i.ledger WHERE i.id > $1 ORDER BY i.id LIMIT $2";
        let rows = self.query(sql, &[from.0.into(), (limit as i64).into()])?;
        let Some(last) = rows.last() else {
            return Ok(None);
        };
        let mut counts = WordCounts {
            from,
            to: ItemId(last.int(0)?),
            items: rows.len(),
            words: FxHashMap::default(),
        };
        for row in &rows {
            let language = row.text_opt(1)?.and_then(Language::from_tag);
            if let (Some(language), Some(_)) = (language, row.text_opt(2)?) {
                counts.add(language, &row.json(2)?);
            }
        }
        Ok(Some(counts))
    }

    /// The words of a language in at least `least` items, the most frequent first, at most `most`.
    pub fn vocabulary(
        &self,
        language: Language,
        least: i64,
        most: usize,
    ) -> Result<Vec<CountedWord>, Fault> {
        let sql = "SELECT word, items, actors FROM vocabulary WHERE language = $1 AND items >= $2 ORDER BY items DESC, word LIMIT $3";
        let values: [Value; 3] = [language.code().into(), least.into(), (most as i64).into()];
        self.query(sql, &values)?
            .iter()
            .map(|row| {
                Ok(CountedWord {
                    word: row.text(0)?.to_owned(),
                    items: row.int(1)?,
                    actors: row.int(2)?,
                })
            })
            .collect()
    }

    /// In how many items of a language a word stands, in any of its forms and within compounds.
    pub fn items_with(&self, language: Language, word: &str) -> Result<Count, Fault> {
        let lang = noaber_text::Lang::from_code(language.code());
        let rows = self.analyser().rows(lang, word, false);
        if rows.is_empty() {
            return Ok(Count::default());
        }
        let seek = Seek::Any(rows.into_iter().map(Seek::Terms).collect());
        let places = self.with(|c| c.newest_places(&seek, "", &[], COUNTED + 1, 0))?;
        Ok(Count {
            n: places.len().min(COUNTED) as i64,
            more: places.len() > COUNTED,
        })
    }

    /// The words of a language that have a vector of this model, each with its vector.
    pub fn word_vectors(
        &self,
        model: &str,
        language: Language,
    ) -> Result<Vec<(String, Vec<u8>)>, Fault> {
        let sql = "SELECT word, vector FROM word_vectors WHERE model = $1 AND language = $2";
        self.query(sql, &[model.into(), language.code().into()])?
            .iter()
            .map(|row| Ok((row.text(0)?.to_owned(), row.bytes(1)?.to_vec())))
            .collect()
    }
}

impl WordCounts {
    fn add(&mut self, language: Language, item: &Item) {
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for word in spellings(&item.title).chain(spellings(&item.body)) {
            if seen.insert(word) {
                self.of(language, word).0 += 1;
            }
        }
        seen.clear();
        for word in item.actors.iter().flat_map(|actor| spellings(actor)) {
            if seen.insert(word) {
                self.of(language, word).1 += 1;
            }
        }
    }

    fn of(&mut self, language: Language, word: &str) -> &mut (i64, i64) {
        let key = (language.code(), word.to_owned());
        self.words.entry(key).or_default()
    }
}

impl Change<'_> {
    /// Keeps words that were counted. Whoever else counted the same items meanwhile goes before:
    /// then nothing is kept, and the answer is `false`.
    pub fn keep_words(&mut self, counts: WordCounts) -> Result<bool, Fault> {
        let sql = "UPDATE vocabulary_reach SET item_id = $2 WHERE one = 1 AND item_id = $1";
        let values: [Value; 2] = [counts.from.0.into(), counts.to.0.into()];
        if self.execute(sql, &values)? == 0 {
            return Ok(false);
        }
        let mut words: Vec<_> = counts.words.into_iter().collect();
        words.sort_unstable();
        for part in words.chunks(TOGETHER) {
            let groups: Vec<String> = (0..part.len())
                .map(|row| format!("({})", placeholders(row * 4 + 1, 4)))
                .collect();
            let sql = format!(
                "INSERT INTO vocabulary (language, word, items, actors) VALUES {} ON CONFLICT (language, word) DO UPDATE SET items = vocabulary.items + excluded.items, actors = vocabulary.actors + excluded.actors",
                groups.join(", ")
            );
            let values: Vec<Value> = part
                .iter()
                .flat_map(|((language, word), (items, actors))| {
                    [
                        (*language).into(),
                        word.as_str().into(),
                        (*items).into(),
                        (*actors).into(),
                    ]
                })
                .collect();
            self.execute(&sql, &values)?;
        }
        Ok(true)
    }

    /// Keeps what words of a language mean.
    pub fn keep_word_vectors(
        &mut self,
        model: &str,
        language: Language,
        all: Vec<(String, Vec<u8>)>,
    ) -> Result<(), Fault> {
        for (word, vector) in all {
            let sql = "INSERT INTO word_vectors (language, word, model, vector) VALUES ($1, $2, $3, $4) ON CONFLICT (language, word) DO UPDATE SET model = excluded.model, vector = excluded.vector";
            let values: [Value; 4] = [
                language.code().into(),
                word.into(),
                model.into(),
                Value::Bytes(vector),
            ];
            self.execute(sql, &values)?;
        }
        Ok(())
    }
}
