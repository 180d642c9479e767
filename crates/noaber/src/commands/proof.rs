//! `noaber proof`: what can be shown to an auditor. Exit code 1 when anything is silent, failing or
//! behind.

use crate::cli::{Cli, Proof};
use crate::compose::Desk;
use crate::out::{self, Answer, Mistyped};
use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use noaber_work::proof::{self, InterestProof, SourceProof, prove, thirty_days_before};

/// Prints the proof.
pub fn run(cli: &Cli, args: &Proof) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    let region = desk.region()?;
    let now = desk.clock.now();
    let since = match &args.since {
        None => thirty_days_before(now),
        Some(text) => beginning(text)?,
    };
    let proof = prove(&desk.store, &region.id, since, now)?;
    if cli.json {
        out::json(&proof)?;
    } else {
        print(&proof)?;
    }
    Ok(if proof.fine { Answer::Done } else { Answer::No })
}

fn beginning(text: &str) -> Result<Timestamp> {
    let day: Date = text.parse().map_err(|_| {
        Mistyped(format!(
            "--since expects a day such as 2026-11-01, came '{text}'"
        ))
    })?;
    Ok(day.to_zoned(TimeZone::UTC)?.timestamp())
}

fn print(proof: &proof::Proof) -> Result<()> {
    out::line(format!(
        "{}: proof from {} to {}",
        proof.region,
        moment(Some(proof.since)),
        moment(Some(proof.now))
    ))?;
    let behind = proof.ledger_end - proof.matched_to;
    out::line(match (proof.fresh, behind) {
        (true, 0) => format!(
            "everything up to ledger number {} was matched",
            proof.ledger_end
        ),
        (true, behind) => format!(
            "matched up to ledger number {} of {}: {behind} are waiting; `noaber match` takes them up",
            proof.matched_to, proof.ledger_end
        ),
        (false, _) => format!(
            "interests or the way of matching changed: all {} numbers wait to be matched again; `noaber match` does",
            proof.ledger_end
        ),
    })?;
    out::line("")?;
    sources(&proof.sources)?;
    out::line("")?;
    interests(&proof.interests)?;
    for silence in proof.silences.iter().filter(|s| s.closed.is_none()) {
        out::line(format!(
            "silent: {} since {}; about {:.0} items would have come",
            silence.source,
            moment(silence.since),
            silence.expected
        ))?;
    }
    Ok(())
}

fn sources(all: &[SourceProof]) -> Result<()> {
    let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let row = |one: &SourceProof| {
        let outlook = one.outlook.as_ref();
        vec![
            one.state.id.to_string(),
            one.state.health.code().to_owned(),
            moment(one.state.asked),
            one.pages
                .first()
                .map_or_else(|| "-".to_owned(), |page| page.status.to_string()),
            one.arrived.to_string(),
            outlook.map_or_else(|| "-".to_owned(), |o| format!("{:.1}", o.per_day)),
            moment(one.state.newest),
            day(outlook.and_then(|o| o.silent_after)),
            match one.lateness.papers {
                0 => "-".to_owned(),
                _ => format!("{} / {} d", one.lateness.median, one.lateness.p95),
            },
            one.state
                .fault
                .as_deref()
                .map_or_else(String::new, |fault| out::short(fault, 100)),
        ]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let head = [
        "source",
        "state",
        "asked",
        "answer",
        "new",
        "a day",
        "last news",
        "silent after",
        "late 50/95 %",
        "fault",
    ];
    out::table(&head, &rows)
}

fn interests(all: &[InterestProof]) -> Result<()> {
    let row = |one: &InterestProof| {
        vec![
            one.hits.interest.to_string(),
            one.hits.since.to_string(),
            moment(one.hits.last),
            one.fault
                .as_ref()
                .map_or_else(String::new, |fault| out::short(fault, 100)),
        ]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    out::table(&["interest", "hits", "last hit", "fault"], &rows)
}

fn moment(at: Option<Timestamp>) -> String {
    at.map_or_else(
        || "-".to_owned(),
        |at| at.strftime("%Y-%m-%d %H:%M").to_string(),
    )
}
