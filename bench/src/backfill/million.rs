//! A store of a million items, made once and kept: titles of real cases and procedures, bodies of a
//! hundred words in their order out of real motions and abstracts. What is measured on it stands in
//! `backfill`.

use crate::corpus;
use crate::standing::texts::{Text, texts};
use anyhow::{Context, Result};
use jiff::ToSpan;
use jiff::civil::date;
use noaber_domain::{Country, Item, ItemKind, Language, SourceId, Who};
use noaber_store::{Store, Taken};
use noaber_text::{Analyser, Lang};
use noaber_work::load_region;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// Items of the store.
pub const ITEMS: usize = 1_000_000;
/// Words of a body.
const WORDS: usize = 100;
/// Items that are written together.
const AT_ONCE: usize = 2_500;
/// Days over which the items are published, from the first of 2008.
const DAYS: usize = 6_480;

/// The titles and words that items are made of, of one language.
struct Stock {
    titles: Vec<String>,
    words: Vec<String>,
}

/// What items are made of.
pub struct Stocks {
    nl: Stock,
    de: Stock,
}

impl Stocks {
    /// Reads the recordings.
    pub fn read(recordings: &Path) -> Result<Stocks> {
        let all = texts(recordings)?;
        let all: Vec<&Text> = all.unseen.iter().chain(&all.seen).collect();
        let stock = |lang: Lang| {
            let of_lang = all.iter().filter(|text| text.lang == lang);
            let words = |text: &&Text| text.body.split_whitespace().map(str::to_owned).collect();
            Stock {
                titles: of_lang.clone().map(|text| text.title.clone()).collect(),
                words: of_lang
                    .copied()
                    .flat_map(|t| -> Vec<String> { words(&t) })
                    .collect(),
            }
        };
        let (mut nl, de) = (stock(Lang::Nl), stock(Lang::De));
        nl.titles = corpus::subjects(recordings)?;
        Ok(Stocks { nl, de })
    }

    /// The language, title and body of one item; two in three are Dutch.
    pub fn text(&self, n: usize) -> Text {
        let (lang, stock) = match n % 3 {
            2 => (Lang::De, &self.de),
            _ => (Lang::Nl, &self.nl),
        };
        // A long step: bodies that follow each other have nothing in common.
        let from = n * 7_919 % (stock.words.len() - WORDS);
        Text {
            lang,
            title: stock.titles[n * 31 % stock.titles.len()].trim().to_owned(),
            body: stock.words[from..from + WORDS].join(" "),
        }
    }

    fn item(&self, n: usize) -> Item {
        let text = self.text(n);
        let (country, language) = match text.lang {
            Lang::De => (Country::De, Language::De),
            _ => (Country::Nl, Language::Nl),
        };
        let day = date(2008, 1, 1) + ((n * DAYS / ITEMS) as i64).days();
        let (key, url) = (format!("bench:{n}"), format!("https://example.org/{n}"));
        Item {
            language: Some(language),
            body: text.body,
            published: Some(day),
            ..Item::bare(key, ItemKind::Motion, country, text.title, url)
        }
    }

    /// What the words of the store are known by: another analysis makes other words.
    fn print(&self) -> u64 {
        let analyser = Analyser::new();
        let mut hasher = std::hash::DefaultHasher::new();
        for n in (0..ITEMS).step_by(ITEMS / 500) {
            let text = self.text(n);
            hasher.write(analyser.index_terms(Some(text.lang), &text.body).as_bytes());
        }
        hasher.finish()
    }
}

/// Opens the store, which is made first when it is not there or its words are of another analysis.
pub fn open(root: &Path, target: &Path, stocks: &Stocks) -> Result<Store> {
    let folder = target.join("backfill-1m");
    let file = folder.join(format!("{:016x}.db", stocks.print()));
    let now = "2025-10-02T10:00:00Z".parse()?;
    if !file.is_file() {
        if folder.exists() {
            std::fs::remove_dir_all(&folder).context("cannot remove the old million items")?;
        }
        std::fs::create_dir_all(&folder)?;
        let half = folder.join("unfinished.db");
        make(root, &half, stocks, now)?;
        for end in ["", "-wal", "-shm"] {
            let from = PathBuf::from(format!("{}{end}", half.display()));
            if from.exists() {
                std::fs::rename(&from, format!("{}{end}", file.display()))?;
            }
        }
    }
    let opened = Store::open(&file.to_string_lossy(), now);
    opened.with_context(|| {
        format!(
            "cannot open the million items; remove {} to have them made anew",
            folder.display()
        )
    })
}

fn make(root: &Path, file: &Path, stocks: &Stocks, now: jiff::Timestamp) -> Result<()> {
    eprintln!("making a store of {ITEMS} items; it is kept, and takes some minutes");
    let pack = load_region::check(&root.join("regions/twente"))?;
    let store = Store::open(&file.to_string_lossy(), now)?;
    let who = Who("bench".into());
    load_region::load(&store, &who, "bench", &pack, now)?;
    let source: &SourceId = &pack.sources.first().context("the pack has no source")?.id;
    let mut change = store.change(&who, "bench", now)?;
    let run = change.begin_run(source)?;
    change.commit()?;
    for from in (0..ITEMS).step_by(AT_ONCE) {
        let items: Vec<Item> = (from..from + AT_ONCE).map(|n| stocks.item(n)).collect();
        let mut change = store.change(&who, "bench", now)?;
        change.take_in(&Taken {
            source,
            run,
            items: &items,
            tombstones: &[],
            rejected: &[],
            cursor: None,
        })?;
        change.commit()?;
        if from % 100_000 == 0 {
            eprintln!("{from} items");
        }
    }
    Ok(())
}
