//! The recorded archives once more, through the whole of the desk: read, kept, full text, matched on
//! words; then all of it a second time, which must change nothing. What the pages say is the
//! business of their kinds.

use crate::report::Report;
use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use noaber_domain::{Country, ItemId, LedgerNumber, Source, Who, Wording};
use noaber_store::Store;
use noaber_work::collect::{Recorded, take_recorded};
use noaber_work::flat_table;
use noaber_work::{Clock, Ctx, load_region, match_items};
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Instant;

/// How the pages of a recording lie in it.
#[derive(Clone, Copy)]
pub enum Form {
    /// Each file of a compressed archive is one.
    Archive,
    /// Rows of a flat table of Bundestag procedures, as the living service would send them.
    Procedures,
    /// The compressed file is one.
    Whole,
}

/// Where the archives lie, the kind that reads them, its entity, and their form.
const ARCHIVES: [(&str, &str, Option<&str>, Form); 7] = [
    (
        "nl/tk-odata/activiteit.tar.gz",
        "tweede_kamer",
        Some("Activiteit"),
        Form::Archive,
    ),
    (
        "nl/tk-odata/document.tar.gz",
        "tweede_kamer",
        Some("Document"),
        Form::Archive,
    ),
    (
        "nl/tk-odata/zaak_documents.tar.gz",
        "tweede_kamer",
        Some("Zaak"),
        Form::Archive,
    ),
    (
        "nl/tk-odata/document_publications_kst_xml.tar.gz",
        "kst",
        None,
        Form::Archive,
    ),
    (
        "de/dip21/vorgaenge_wp17.tsv.gz",
        "dip",
        Some("vorgang"),
        Form::Procedures,
    ),
    (
        "de/dip21/vorgaenge_wp18.tsv.gz",
        "dip",
        Some("vorgang"),
        Form::Procedures,
    ),
    (
        "eu/sedia-calls/derived_calls_629.jsonl.gz",
        "sedia",
        None,
        Form::Whole,
    ),
];

/// Replays everything twice and measures both.
pub fn run(report: &mut Report, root: &Path, recordings: &Path, room: &Path) -> Result<()> {
    if !report.wants("replay") {
        return Ok(());
    }
    let mut pack = load_region::check(&root.join("regions/twente"))?;
    pack.sources = ARCHIVES
        .iter()
        .enumerate()
        .map(source)
        .collect::<Result<_>>()?;
    let now = "2025-10-02T10:00:00Z".parse()?;
    let store = Store::open(&room.join("replay").to_string_lossy(), now)?;
    let who = Who("bench".into());
    load_region::load(&store, &who, "bench", &pack, now)?;
    let replay = Replay {
        today: Clock::fixed(now).today(&pack.region),
        ctx: Ctx {
            region: pack.region.id.clone(),
            who,
            now,
        },
        store,
        sources: pack.sources,
        recordings: recordings.to_owned(),
    };
    let (items, seconds) = replay.once()?;
    let before = replay.content()?;
    report.at_least("replay", items as f64 / seconds, "items/s", None, 3_000.0,
        "activities, documents, cases with documents, motions as XML, Bundestag procedures of two terms and calls: read, versioned, ledger, full text, matched on words against ten dossiers");
    let (again, seconds) = replay.once()?;
    let changed = replay.content()?.differs(&before);
    eprintln!("again: {again} items taken in, {changed} differ");
    report.at_most("replay-again", changed as f64, "changes", None, 0.0,
        "places of the ledger, items and signals that differ after the same archives were replayed once more");
    report.at_least(
        "replay-again-rate",
        items as f64 / seconds,
        "items/s",
        None,
        3_000.0,
        "the same archives once more, of which everything is known",
    );
    Ok(())
}

fn source(
    (place, (path, kind, entity, _)): (usize, &(&str, &str, Option<&str>, Form)),
) -> Result<Source> {
    let country = match path.get(..2) {
        Some("de") => Country::De,
        Some("eu") => Country::Eu,
        _ => Country::Nl,
    };
    let setting = entity.map(|entity| ("entity".to_owned(), entity.to_owned()));
    Ok(Source {
        id: format!("archive-{place}").parse()?,
        kind: (*kind).to_owned(),
        name: Wording::default(),
        address: "https://example.org/".into(),
        country,
        language: None,
        every_hours: 6,
        silent_after_days: 7,
        settings: setting.into_iter().collect(),
        active: true,
    })
}

struct Replay {
    store: Store,
    ctx: Ctx,
    today: jiff::civil::Date,
    sources: Vec<Source>,
    recordings: PathBuf,
}

impl Replay {
    /// Takes everything in and matches it; gives the items that came, and the seconds it took.
    fn once(&self) -> Result<(i64, f64)> {
        let (start, mut items) = (Instant::now(), 0);
        for ((path, _, _, form), source) in ARCHIVES.iter().zip(&self.sources) {
            let path = self.recordings.join(path);
            let began = Instant::now();
            let pages = pages(path.clone(), *form);
            let told = take_recorded(&self.store, &self.ctx, source, pages, |_| {})?;
            let counts = told.counts;
            let all = counts.added + counts.changed + counts.same;
            ensure!(all > 0, "{} gave nothing", path.display());
            eprintln!(
                "{}: {all} items ({} new, {} changed, {} gone, {} rejected) in {:.1} s",
                path.display(),
                counts.added,
                counts.changed,
                counts.gone,
                told.rejected,
                began.elapsed().as_secs_f64()
            );
            items += all;
        }
        let taken = start.elapsed().as_secs_f64();
        let matched = match_items::match_items(&self.store, &self.ctx, self.today, |_, _| true)?;
        let seconds = start.elapsed().as_secs_f64();
        eprintln!(
            "{items} items in {taken:.1} s, {} places of the ledger matched in {:.1} s, {} new signals",
            matched.walked,
            seconds - taken,
            matched.added
        );
        Ok((items, seconds))
    }

    /// What the ledger holds, and what was found in it.
    fn content(&self) -> Result<Content> {
        let reader = self.store.reader()?;
        let mut content = Content {
            end: reader.ledger_end()?.0,
            signals: reader.tierings(&self.ctx.region)?.len() as i64,
            ..Content::default()
        };
        let mut after = LedgerNumber(0);
        loop {
            let entries = reader.ledger_after(after, 5_000)?;
            let Some(last) = entries.last() else {
                return Ok(content);
            };
            after = last.number;
            for entry in &entries {
                let mut hasher = DefaultHasher::new();
                (entry.number.0, entry.item.0).hash(&mut hasher);
                if let Some(item) = &entry.body {
                    serde_json::to_string(item)?.hash(&mut hasher);
                }
                content.entries.push((entry.item, hasher.finish()));
            }
        }
    }
}

/// The ledger entry by entry, and the number of signals.
#[derive(Default)]
struct Content {
    end: i64,
    signals: i64,
    entries: Vec<(ItemId, u64)>,
}

impl Content {
    fn differs(&self, before: &Content) -> i64 {
        let both = self.entries.iter().zip(&before.entries);
        let bent = both.filter(|(now, then)| now != then).count() as i64;
        bent + (self.end - before.end).abs() + (self.signals - before.signals).abs()
    }
}

/// The pages of a recording, read a little ahead on a thread of their own. One that breaks off ends
/// with a page that nothing can read, and is so told as rejected.
pub fn pages(path: PathBuf, form: Form) -> Receiver<Recorded> {
    let (sender, receiver) = sync_channel(16);
    std::thread::spawn(move || {
        let sent = match form {
            Form::Archive => archive(&path, &sender),
            Form::Procedures => procedures(&path, &sender),
            Form::Whole => whole(&path, &sender),
        };
        if let Err(fault) = sent {
            // Whoever took the pages may have stopped; then nobody needs to know.
            let _ = sender.send(Recorded {
                name: format!("{} ({fault:#})", path.display()),
                bytes: Vec::new(),
            });
        }
    });
    receiver
}

fn open(path: &Path) -> Result<GzDecoder<BufReader<File>>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(GzDecoder::new(BufReader::new(file)))
}

fn archive(path: &Path, to: &SyncSender<Recorded>) -> Result<()> {
    let mut archive = tar::Archive::new(open(path)?);
    for entry in archive.entries()? {
        let mut entry = entry?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let inside = entry.path()?.into_owned();
        let name = inside
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        to.send(Recorded {
            name: name.unwrap_or_default(),
            bytes,
        })?;
    }
    Ok(())
}

fn whole(path: &Path, to: &SyncSender<Recorded>) -> Result<()> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(to.send(Recorded {
        name: "calls.jsonl".into(),
        bytes,
    })?)
}

/// The first procedures of a flat table, as the living service would send them.
pub fn procedure_rows(path: &Path, count: usize) -> Result<Vec<serde_json::Value>> {
    let rows = flat_table::procedures(open(path)?)?.take(count);
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

fn procedures(path: &Path, to: &SyncSender<Recorded>) -> Result<()> {
    for page in flat_table::pages(open(path)?)? {
        to.send(page?)?;
    }
    Ok(())
}
