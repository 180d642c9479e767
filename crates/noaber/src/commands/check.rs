//! `noaber check`: whether what is kept is whole, and, when asked, whether the sources answer.

use crate::cli::{Asking, Cli};
use crate::commands::collect::{manners, warn_without_contact};
use crate::compose::Desk;
use crate::out::{self, Answer};
use anyhow::Result;
use noaber_connectors::Manners;
use noaber_domain::SourceId;
use noaber_store::Finding;
use noaber_work::collect::try_source;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a source answered when it was asked for its first page.
#[derive(Serialize)]
struct Asked {
    source: SourceId,
    /// Whether a page came that could be read.
    answered: bool,
    /// Items on that page.
    items: Option<usize>,
    /// Why not, otherwise.
    fault: Option<String>,
}

/// Looks everything over; the answer is no when something is not as it should be.
pub fn run(cli: &Cli, live: bool, asking: &Asking) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    let findings = noaber_store::check(&desk.store)?;
    let mut fine = findings.iter().all(|f| f.fine);
    if !cli.json {
        print_findings(&findings)?;
    }
    if !live {
        if cli.json {
            out::json(&findings)?;
        }
        return Ok(answer(fine));
    }
    warn_without_contact(asking);
    let manners = Manners {
        tries: 1,
        ..manners(asking)?
    };
    let asked = ask_all(&desk, &manners, |asked| match cli.json {
        true => Ok(()),
        false => print_asked(asked),
    })?;
    fine &= asked.iter().all(|a| a.answered);
    match cli.json {
        true => out::json(&serde_json::json!({"findings": findings, "sources": asked}))?,
        false => out::line(conclusion(&asked))?,
    }
    Ok(answer(fine))
}

fn answer(fine: bool) -> Answer {
    if fine { Answer::Done } else { Answer::No }
}

fn print_findings(findings: &[Finding]) -> Result<()> {
    let row = |f: &Finding| {
        let mark = if f.fine { "ok" } else { "NO" };
        vec![mark.into(), f.what.clone(), f.found.clone()]
    };
    let rows: Vec<Vec<String>> = findings.iter().map(row).collect();
    out::table(&["", "what", "found"], &rows)
}

/// Asks every source that is read for its first page, and keeps nothing. A host that gave no answer
/// is not asked again for its other sources.
fn ask_all(
    desk: &Desk,
    manners: &Manners,
    mut told: impl FnMut(&Asked) -> Result<()>,
) -> Result<Vec<Asked>> {
    let mut silent: BTreeMap<String, SourceId> = BTreeMap::new();
    let mut all = Vec::new();
    let sources = desk.store.reader()?.sources()?;
    for source in sources.into_iter().filter(|s| s.active) {
        let host = source.host().to_owned();
        let asked = match silent.get(&host) {
            Some(first) => not_again(source.id, &host, first),
            None => {
                let answer = try_source(&source, manners);
                if answer.as_ref().is_err_and(|fault| fault.is_no_answer()) {
                    silent.insert(host, source.id.clone());
                }
                Asked {
                    source: source.id,
                    answered: answer.is_ok(),
                    items: answer.as_ref().ok().copied(),
                    fault: answer.err().map(|fault| fault.to_string()),
                }
            }
        };
        told(&asked)?;
        all.push(asked);
    }
    Ok(all)
}

fn not_again(source: SourceId, host: &str, first: &SourceId) -> Asked {
    Asked {
        source,
        answered: false,
        items: None,
        fault: Some(format!("not asked: {host} gave no answer for {first}")),
    }
}

fn print_asked(asked: &Asked) -> Result<()> {
    out::line(match (&asked.fault, asked.items) {
        (Some(fault), _) => format!("NO  {}: {fault}", asked.source),
        (None, items) => format!(
            "ok  {}: {} items on the first page",
            asked.source,
            items.unwrap_or_default()
        ),
    })
}

fn conclusion(asked: &[Asked]) -> String {
    let answered = asked.iter().filter(|a| a.answered).count();
    let told = format!(
        "{answered} of {} sources answered; nothing was kept or changed",
        asked.len()
    );
    match (answered, asked.is_empty()) {
        (0, false) => format!(
            "{told}. When no source answers, this machine is most likely without a network, or behind a wall that lets no program out: try again from a connected machine"
        ),
        _ => told,
    }
}
