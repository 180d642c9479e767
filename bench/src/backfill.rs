//! The past of one interest over a million items: from the saved query to its signals kept, beside a
//! reading of every stored text. How the million items are made stands in `million`.

mod million;

use crate::report::{Report, percentile};
use crate::standing::sample;
use anyhow::{Context, Result, ensure};
use million::{ITEMS, Stocks};
use noaber_domain::{DossierId, ItemId, Language, LedgerNumber, Who};
use noaber_matching::Matcher;
use noaber_store::Store;
use noaber_store::views::SignalFilter;
use noaber_text::{Analyser, Lang};
use noaber_work::shape_dossier::{add_dossier, backfill};
use noaber_work::{Clock, Ctx, load_region};
use std::path::Path;
use std::time::Instant;

/// Texts out of which the queries are made.
const SAMPLE: usize = 3_000;
/// Interests of each of three sorts.
const EACH: usize = 3;
/// Every so many items are read for the baseline.
const STEP: usize = 100;
/// Signals of a flood that an adviser sees first.
const FIRST: i64 = 500;

/// Measures both, each interest in a dossier of its own.
pub fn run(report: &mut Report, root: &Path, target: &Path, recordings: &Path) -> Result<()> {
    if !report.wants("backfill") {
        return Ok(());
    }
    let stocks = Stocks::read(recordings)?;
    let store = million::open(root, target, &stocks)?;
    let pack = load_region::check(&root.join("regions/twente"))?;
    let now = "2025-10-02T10:00:00Z".parse()?;
    let ctx = Ctx {
        region: pack.region.id.clone(),
        who: Who("bench".into()),
        now,
    };
    clear(&store)?;
    load_region::load(&store, &ctx.who, "bench", &pack, now)?;
    let bench = Bench {
        today: Clock::fixed(now).today(&pack.region),
        store,
        ctx,
    };
    let mut times = Vec::new();
    for (lang, query) in typical(&stocks) {
        times.push(bench.whole(lang, &query)?);
    }
    let all = bench.read_all()?;
    report.at_most("backfill-1m", percentile(&mut times, 0.5), "s", Some(all), 1.0,
        "one interest over 1,000,000 items with bodies of 100 words, from saved to its signals kept; median of nine (a term, an AND, a phrase, each found in 2,000 to 13,000 items); the baseline reads 1 % of the stored texts, times 100");
    let (part, first) = bench.first(&common(&stocks))?;
    report.at_most("backfill-flood", part, "s", Some(all), 1.0,
        "the same for a word with 200,000 finds and more, until the 500 newest are read and their signals kept; the same baseline");
    report.at_most("backfill-first-500", first, "s", Some(all), 1.0,
        "the same word, until 500 signals are kept: most of what so common a word finds scores below the floor and is none");
    clear(&bench.store)
}

struct Bench {
    store: Store,
    ctx: Ctx,
    today: jiff::civil::Date,
}

impl Bench {
    fn saved(&self, lang: Lang, query: &str) -> Result<DossierId> {
        let language = match lang {
            Lang::De => Language::De,
            Lang::En => Language::En,
            Lang::Nl => Language::Nl,
        };
        add_dossier(
            &self.store,
            &self.ctx,
            query,
            query,
            language,
            &[(language, query)],
        )
        .with_context(|| format!("'{query}' cannot be saved"))
    }

    /// Seconds from the saved interest to all its signals.
    fn whole(&self, lang: Lang, query: &str) -> Result<f64> {
        let dossier = self.saved(lang, query)?;
        let start = Instant::now();
        let told = backfill(&self.store, &self.ctx, self.today, |_, _| true)?;
        let seconds = start.elapsed().as_secs_f64();
        let signals = self.signals(&dossier)?;
        eprintln!(
            "{query}: {} items, {signals} signals, {seconds:.2} s",
            told.items
        );
        ensure!(
            told.interests == 1 && signals > 0,
            "'{query}' found nothing"
        );
        Ok(seconds)
    }

    /// Seconds from the saved interest until its newest finds are read and kept, and until there are
    /// so many signals.
    fn first(&self, query: &str) -> Result<(f64, f64)> {
        let dossier = self.saved(Lang::Nl, query)?;
        let start = Instant::now();
        let (mut signals, mut found, mut looked, mut part) = (Ok(0), 0, 0, None);
        backfill(&self.store, &self.ctx, self.today, |done, total| {
            (found, looked) = (total, done);
            part.get_or_insert(start.elapsed().as_secs_f64());
            signals = self.signals(&dossier);
            signals.as_ref().is_ok_and(|signals| *signals < FIRST)
        })?;
        let seconds = start.elapsed().as_secs_f64();
        let signals = signals?;
        eprintln!(
            "{query}: first {signals} signals among {looked} of {found} finds, {seconds:.2} s"
        );
        ensure!(
            signals >= FIRST && found >= 200_000,
            "'{query}' is no flood"
        );
        Ok((part.unwrap_or(seconds), seconds))
    }

    fn signals(&self, dossier: &DossierId) -> Result<i64> {
        let filter = SignalFilter {
            dossier: Some(dossier.clone()),
            ..SignalFilter::default()
        };
        Ok(self
            .store
            .reader()?
            .signal_total(&self.ctx.region, &filter)?)
    }

    /// Seconds in which every stored text would be read for all interests, reckoned from one in a
    /// hundred.
    fn read_all(&self) -> Result<f64> {
        let reader = self.store.reader()?;
        let (dossiers, interests) = (
            reader.dossiers(&self.ctx.region)?,
            reader.interests(&self.ctx.region)?,
        );
        let organisations = reader.organisations(&self.ctx.region)?;
        let (matcher, _) = Matcher::new(&dossiers, &interests, &organisations);
        let ids: Vec<ItemId> = (1..=ITEMS as i64).step_by(STEP).map(ItemId).collect();
        let (start, mut read, mut found) = (Instant::now(), 0, 0);
        for part in ids.chunks(STEP * 5) {
            for stored in reader.items(part)? {
                let (id, ledger): (ItemId, LedgerNumber) = (stored.head.id, stored.head.ledger);
                found += matcher.read(&stored.item, id, ledger, self.today).len();
                read += 1;
            }
        }
        ensure!(
            read == ITEMS / STEP && found > 0,
            "{read} items were read, {found} signals"
        );
        Ok(start.elapsed().as_secs_f64() * STEP as f64)
    }
}

/// Takes the dossiers of an earlier run away with all they found; the items stay.
fn clear(store: &Store) -> Result<()> {
    let file = store.file().context("the store has no file")?;
    let connection = rusqlite::Connection::open(file)?;
    connection.execute_batch(
        "PRAGMA busy_timeout = 5000; DELETE FROM signals; DELETE FROM nouns WHERE own = 1;
         DELETE FROM backfills; DELETE FROM history;",
    )?;
    Ok(())
}

/// Queries of the mix by which the interest index is measured: terms, ANDs and phrases.
fn typical(stocks: &Stocks) -> Vec<(Lang, String)> {
    let texts: Vec<_> = (0..SAMPLE)
        .map(|n| stocks.text(n * (ITEMS / SAMPLE) + n % 3))
        .collect();
    let asked = sample::queries(&Analyser::new(), &texts, 20);
    // In each twenty the first, second and fourth are a term, an AND and a phrase; so are these.
    let chosen = [0, 1, 3, 2, 4, 9, 5, 8, 16];
    let all = chosen.iter().take(3 * EACH).filter_map(|at| asked.get(*at));
    all.map(|asked| (asked.lang, asked.query.clone())).collect()
}

/// The Dutch word that is in nearly a quarter of all items.
fn common(stocks: &Stocks) -> String {
    let mut counts: std::collections::BTreeMap<String, usize> = Default::default();
    for n in (0..SAMPLE * 100).step_by(100) {
        let text = stocks.text(n);
        let letters = |c: char| !c.is_alphabetic();
        let words: std::collections::BTreeSet<String> = text
            .body
            .split(letters)
            .filter(|w| w.len() > 5 && text.lang == Lang::Nl)
            .map(str::to_lowercase)
            .collect();
        words
            .into_iter()
            .for_each(|word| *counts.entry(word).or_default() += 1);
    }
    let nearest = |(_, count): &(&String, &usize)| count.abs_diff(SAMPLE * 24 / 100);
    let found = counts.iter().min_by_key(nearest);
    found.map(|(word, _)| word.clone()).unwrap_or_default()
}
