//! Words that could be added to a query, each with the number of items it stands in. The words of the
//! archive are counted and read for their meaning on a thread of its own; until that is done there
//! are fewer words to tell, and the answer says so.

use crate::Ctx;
use crate::mirror::{encoder_of, folder_of};
use noaber_domain::Language;
use noaber_matching::kin::{Counted, Kin, Lexicon, meanings_of};
use noaber_matching::mirror::{Encoder, MODEL, find_model};
use noaber_matching::parse;
use noaber_store::views::Count;
use noaber_store::{CountedWord, Fault, Store};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use noaber_matching::kin::Tie;

/// Items whose words are counted and kept together.
const COUNTED_AT_ONCE: usize = 4_000;
/// Words of a language that are held in memory; the most frequent ones.
const HELD: usize = 60_000;
/// Items a word stands in before it is held: one alone is often a slip of the pen.
const LEAST: i64 = 2;
/// Words that are read for their meaning and kept together.
const READ_AT_ONCE: usize = 512;
/// New items after which the words are counted again: so many, or a fiftieth of all.
const STALE: i64 = 500;

/// A word that could be added to a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Relative {
    /// The word, as it is most often written.
    pub word: String,
    /// The language of the query it could be added to.
    pub language: Language,
    /// How it is related.
    pub tie: Tie,
    /// The word of the query it is related to.
    pub to: String,
    /// The items it stands in; a form, which is found already, is counted as it is written.
    pub count: Count,
}

/// What can be told of meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing: no model was added.
    WithoutModel,
    /// Not all yet: words are being read.
    BeingRead,
    /// All there is.
    Read,
}

/// Words that could be added to a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Relatives {
    /// By the words of the query, and by how they are related.
    pub words: Vec<Relative>,
    /// Whether the words of the archive are still being counted, so that nothing can be told.
    pub counting: bool,
    /// What can be told of meaning.
    pub meaning: Meaning,
}

/// The words of an archive. Cheap to clone; clones share them.
#[derive(Clone, Default)]
pub struct Related(Arc<Shared>);

#[derive(Default)]
struct Shared {
    held: Mutex<Held>,
    runs: AtomicBool,
    closes: AtomicBool,
}

#[derive(Default, Clone)]
struct Held {
    lexicon: Option<Arc<Lexicon>>,
    encoder: Option<Arc<Encoder>>,
    /// Whether all words that may be compared have been.
    read: bool,
}

impl Related {
    /// Sees to it that the words are counted and read for their meaning, on a thread of its own,
    /// when they are not yet or when many items came since. Gives back at once.
    pub fn begin(&self, store: &Store, ctx: &Ctx) -> Result<(), Fault> {
        if self.0.closes.load(Ordering::Relaxed) || !self.is_stale(store)? {
            return Ok(());
        }
        if self.0.runs.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        let (own, store, ctx) = (self.clone(), store.clone(), ctx.clone());
        let work = move || {
            let _leave = Leave(&own);
            if let Err(why) = own.run(&store, &ctx) {
                tracing::error!(
                    "the words of the archive could not be counted: {why}; nothing is lost, it is taken up again when somebody writes a query"
                );
            }
        };
        let thread = std::thread::Builder::new().name("words".to_owned());
        if let Err(why) = thread.spawn(work) {
            self.0.runs.store(false, Ordering::Release);
            tracing::error!("no thread to count words on: {why}; tried again later");
        }
        Ok(())
    }

    /// Lets the thread stop after the part it is at; what is left is taken up again.
    pub fn close(&self) {
        self.0.closes.store(true, Ordering::Relaxed);
    }

    /// Whether the thread is at work.
    pub fn is_busy(&self) -> bool {
        self.0.runs.load(Ordering::Acquire)
    }

    /// The words related to those of a query in a language, each with its number of items. A query
    /// that cannot be read has none. A word that no item has any more is left out.
    pub fn of(&self, store: &Store, language: Language, query: &str) -> Result<Relatives, Fault> {
        let held = self.held().clone();
        let meaning = match (&held.encoder, held.read) {
            (_, true) if held.encoder.is_some() => Meaning::Read,
            (Some(_), _) => Meaning::BeingRead,
            (None, _) if find_model(&folder_of(store)).is_some() => Meaning::BeingRead,
            (None, _) => Meaning::WithoutModel,
        };
        let mut told = Relatives {
            words: Vec::new(),
            counting: held.lexicon.is_none(),
            meaning,
        };
        let (Some(lexicon), Ok(query)) = (held.lexicon, parse(query)) else {
            return Ok(told);
        };
        let reader = store.reader()?;
        for kin in lexicon.kin(held.encoder.as_deref(), language, &query) {
            let count = match kin.tie {
                Tie::Form => Count {
                    n: kin.items,
                    more: false,
                },
                _ => reader.items_with(kin.language, &kin.word)?,
            };
            if count.n > 0 {
                told.words.push(relative(kin, count));
            }
        }
        Ok(told)
    }

    fn is_stale(&self, store: &Store) -> Result<bool, Fault> {
        let held = self.held().clone();
        if held.lexicon.is_none() {
            return Ok(true);
        }
        if !held.read && find_model(&folder_of(store)).is_some() {
            return Ok(true);
        }
        let reader = store.reader()?;
        let new = reader.words_to_count()?;
        Ok(new >= STALE && new * 50 >= reader.item_count()?)
    }

    fn run(&self, store: &Store, ctx: &Ctx) -> Result<(), Fault> {
        self.count(store, ctx)?;
        if self.closes() {
            return Ok(());
        }
        let lexicon = Arc::new(lexicon_of(store)?);
        {
            let mut held = self.held();
            held.lexicon = Some(lexicon.clone());
            held.read = false;
        }
        let known = self.held().encoder.clone();
        let encoder = match known {
            Some(encoder) => encoder,
            None => match encoder_of(store) {
                Ok(Some(encoder)) => encoder,
                Ok(None) => return Ok(()),
                Err(why) => {
                    tracing::error!(
                        "the model cannot be read: {why}; words are not compared in meaning"
                    );
                    return Ok(());
                }
            },
        };
        self.held().encoder = Some(encoder.clone());
        for language in Language::ALL {
            if !self.read(store, ctx, &encoder, &lexicon, language)? {
                return Ok(());
            }
        }
        self.held().read = true;
        Ok(())
    }

    fn count(&self, store: &Store, ctx: &Ctx) -> Result<(), Fault> {
        while !self.closes() {
            let Some(counts) = store.reader()?.count_words(COUNTED_AT_ONCE)? else {
                return Ok(());
            };
            let mut change = store.change(&ctx.who, "words", ctx.now)?;
            change.keep_words(counts)?;
            change.commit()?;
        }
        Ok(())
    }

    /// Reads what the words of a language mean that were not read yet; whether all were.
    fn read(
        &self,
        store: &Store,
        ctx: &Ctx,
        encoder: &Encoder,
        lexicon: &Lexicon,
        language: Language,
    ) -> Result<bool, Fault> {
        let kept = store.reader()?.word_vectors(MODEL, language)?;
        let mut vectors: HashMap<String, Vec<u8>> = kept.into_iter().collect();
        let missing: Vec<&str> = lexicon
            .content(language)
            .filter(|word| !vectors.contains_key(*word))
            .collect();
        let mut fresh = Vec::new();
        for part in missing.chunks(READ_AT_ONCE) {
            if self.closes() {
                return Ok(false);
            }
            let read = meanings_of(store.analyser(), encoder, language, part);
            let read: Vec<(String, Vec<u8>)> = part
                .iter()
                .zip(read)
                .filter_map(|(word, vector)| Some(((*word).to_owned(), vector?)))
                .collect();
            let mut change = store.change(&ctx.who, "words", ctx.now)?;
            change.keep_word_vectors(MODEL, language, read.clone())?;
            change.commit()?;
            fresh.extend(read);
        }
        vectors.extend(fresh);
        lexicon.learn(language, &vectors);
        Ok(true)
    }

    fn closes(&self) -> bool {
        self.0.closes.load(Ordering::Relaxed)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says that the thread is gone, also when it broke down.
struct Leave<'a>(&'a Related);

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.0.0.runs.store(false, Ordering::Release);
    }
}

fn lexicon_of(store: &Store) -> Result<Lexicon, Fault> {
    let reader = store.reader()?;
    let mut all = Vec::new();
    for language in Language::ALL {
        let words = reader.vocabulary(language, LEAST, HELD)?;
        all.push((language, words.into_iter().map(counted).collect()));
    }
    Ok(Lexicon::new(store.analyser(), all))
}

fn counted(word: CountedWord) -> Counted {
    Counted {
        word: word.word,
        items: word.items,
        actors: word.actors,
    }
}

fn relative(kin: Kin, count: Count) -> Relative {
    Relative {
        word: kin.word,
        language: kin.language,
        tie: kin.tie,
        to: kin.to,
        count,
    }
}
