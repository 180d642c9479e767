//! Taking in, full text and matching of the whole archive, through the verbs that the desk uses.

use crate::report::Report;
use crate::{corpus, plain};
use anyhow::{Context, Result};
use noaber_domain::Who;
use noaber_store::Store;
use noaber_work::collect::take_recorded;
use noaber_work::{Clock, Ctx, load_region, match_items};
use rusqlite::Connection;
use std::path::Path;
use std::time::Instant;

/// What the other measures work on.
pub struct Desk {
    /// The desk's store.
    pub store: Store,
    /// Who asks.
    pub ctx: Ctx,
    /// The plain table.
    pub plain: Connection,
}

/// Fills the desk and the plain table, and measures both.
pub fn run(report: &mut Report, root: &Path, recordings: &Path, room: &Path) -> Result<Desk> {
    let pack = load_region::check(&root.join("regions/twente"))?;
    let now = "2025-10-02T10:00:00Z".parse()?;
    let store = Store::open(&room.join("desk").to_string_lossy(), now)?;
    let who = Who("bench".into());
    load_region::load(&store, &who, "bench", &pack, now)?;
    Clock::fix(&store, &who, "bench", now)?;
    let ctx = Ctx {
        region: pack.region.id.clone(),
        who,
        now,
    };
    let source = |kind: &str, entity: Option<&str>| {
        let fits = |s: &&noaber_domain::Source| {
            let reads = s.settings.get("entity");
            // A source that names no entity reads all of them.
            s.kind == kind
                && entity.is_none_or(|e| reads.is_none_or(|r| r.split(',').any(|one| one == e)))
        };
        pack.sources
            .iter()
            .find(fits)
            .context("the pack has no such source")
    };
    let (cases, motions) = (source("tweede_kamer", Some("Zaak"))?, source("kst", None)?);
    let pages = corpus::motions(recordings)?;

    let start = Instant::now();
    let mut items = 0;
    items += take_recorded(&store, &ctx, cases, corpus::cases(recordings)?, |_| {})?
        .counts
        .added;
    items += take_recorded(&store, &ctx, motions, pages, |_| {})?
        .counts
        .added;
    let taken = start.elapsed().as_secs_f64();
    let today = Clock::fixed(now).today(&pack.region);
    let matched = match_items::match_items(&store, &ctx, today, |_, _| true)?;
    let whole = start.elapsed().as_secs_f64();
    eprintln!(
        "{items} items in {taken:.1} s, matched in {:.1} s, {} signals",
        whole - taken,
        matched.added
    );

    let texts = corpus::subjects(recordings)?;
    let start = Instant::now();
    let plain = plain::fill(&room.join("plain.db"), &texts)?;
    let base = texts.len() as f64 / start.elapsed().as_secs_f64();
    report.at_least("import", items as f64 / whole, "items/s", Some(base), 5_000.0,
        "261,669 cases and 6,378 motions: read, versioned, ledger, full text, matched against ten dossiers; the baseline only keeps text and words");
    Ok(Desk { store, ctx, plain })
}
