//! Two hundred real queries, newest first and best first, with passages and marks.

use crate::import::Desk;
use crate::report::{Report, percentile};
use crate::{corpus, plain};
use anyhow::Result;
use noaber_store::views::SearchAsk;
use std::path::Path;
use std::time::Instant;

/// Measures both orders, each beside the plain table.
pub fn run(report: &mut Report, desk: &Desk, recordings: &Path) -> Result<()> {
    if !report.wants("search") {
        return Ok(());
    }
    let queries = corpus::queries(&corpus::subjects(recordings)?);
    let reader = desk.store.reader()?;
    for (name, best, goal, what) in [
        (
            "search-newest-p99",
            false,
            5.0,
            "200 queries from real titles, first 20 newest first, with passages",
        ),
        (
            "search-best-p99",
            true,
            50.0,
            "the same queries, first 20 best first",
        ),
    ] {
        let (mut ours, mut base) = (Vec::new(), Vec::new());
        for round in 0..3 {
            for query in &queries {
                let ask = SearchAsk {
                    words: query.clone(),
                    best,
                    ..SearchAsk::default()
                };
                let start = Instant::now();
                reader.search(&desk.ctx.region, &ask)?;
                let took = start.elapsed().as_secs_f64() * 1e3;
                let start = Instant::now();
                plain::search(&desk.plain, query, best)?;
                if round > 0 {
                    base.push(start.elapsed().as_secs_f64() * 1e3);
                    ours.push(took);
                }
            }
        }
        eprintln!(
            "{name}: median {:.2} ms, baseline {:.2} ms",
            percentile(&mut ours, 0.5),
            percentile(&mut base, 0.5)
        );
        let base = percentile(&mut base, 0.99);
        report.at_most(
            name,
            percentile(&mut ours, 0.99),
            "ms",
            Some(base),
            goal,
            what,
        );
    }
    Ok(())
}
