//! `noaber check`: whether what is kept is whole, and, when asked, whether the sources answer.

use crate::cli::Cli;
use crate::compose::Desk;
use crate::out::{self, Answer};
use anyhow::Result;
use noaber_connectors::{Manners, Reach};

/// Looks everything over; the answer is no when something is not as it should be.
pub fn run(cli: &Cli, live: bool) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    let findings = noaber_store::check(&desk.store)?;
    let mut fine = findings.iter().all(|f| f.fine);
    if cli.json {
        out::json(&findings)?;
    } else {
        let rows: Vec<Vec<String>> = findings
            .iter()
            .map(|f| {
                vec![
                    if f.fine { "ok" } else { "NO" }.into(),
                    f.what.clone(),
                    f.found.clone(),
                ]
            })
            .collect();
        out::table(&["", "what", "found"], &rows)?;
    }
    if live {
        fine &= sources(&desk)?;
    }
    Ok(if fine { Answer::Done } else { Answer::No })
}

/// Asks every source for its first page and keeps nothing.
fn sources(desk: &Desk) -> Result<bool> {
    let manners = Manners {
        reach: Reach::Public,
        tries: 1,
        ..Manners::default()
    };
    let mut fine = true;
    for source in desk
        .store
        .reader()?
        .sources()?
        .into_iter()
        .filter(|s| s.active)
    {
        let told = noaber_work::collect::try_source(&source, &manners);
        fine &= told.is_ok();
        let text = match told {
            Ok(items) => format!("ok  {}: {items} items on the first page", source.id),
            Err(fault) => format!("NO  {}: {fault}", source.id),
        };
        out::line(text)?;
    }
    Ok(fine)
}
