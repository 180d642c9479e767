//! `noaber proof`: what can be shown to an auditor. Exit code 1 when anything is silent, failing or
//! behind.

use crate::cli::{Cli, Proof};
use crate::commands::sources;
use crate::compose::Desk;
use crate::out::{self, Answer, Mistyped};
use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use noaber_domain::Source;
use noaber_store::Letters;
use noaber_store::views::Health;
use noaber_work::proof::{
    self, InterestProof, SourceProof, letters_wait, prove, thirty_days_before,
};

/// Characters of a fault that stand in a line.
const FAULT: usize = 200;

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
        print(&proof, &unheard(&desk)?)?;
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

/// What the region should hear of but cannot, with why and what can be done about it.
fn unheard(desk: &Desk) -> Result<Vec<String>> {
    let all = desk.store.reader()?.sources()?;
    let told = |source: &Source| {
        let why = sources::unheard(source)?;
        Some(format!("{}: {}", source.id, out::short(&why, 2 * FAULT)))
    };
    Ok(all.iter().filter_map(told).collect())
}

fn print(proof: &proof::Proof, unheard: &[String]) -> Result<()> {
    out::line(format!(
        "{}: proof from {} to {}, all times in UTC",
        proof.region,
        moment(Some(proof.since)),
        moment(Some(proof.now))
    ))?;
    out::line(matched(proof))?;
    out::line(letters(&proof.letters, proof.now))?;
    let (wrong, good) = (needs_attention(proof), on_record(proof));
    if proof.fine {
        out::line("nothing is silent, failing, late or waiting")?;
    }
    section("needs attention:", &wrong)?;
    section("cannot be heard:", unheard)?;
    section("on record:", &good)?;
    out::line("")?;
    listened(&proof.sources)?;
    out::line("")?;
    interests(&proof.interests)
}

fn section(head: &str, lines: &[String]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    out::line(format!("\n{head}"))?;
    let mut lines = lines.iter();
    lines.try_for_each(|line| out::line(format!("  {line}")))
}

fn matched(proof: &proof::Proof) -> String {
    let (to, end) = (proof.matched_to, proof.ledger_end);
    match (proof.fresh, end - to) {
        (true, 0) => format!("everything up to ledger number {end} was matched"),
        (true, behind) => format!(
            "matched up to ledger number {to} of {end}: {behind} are waiting; `noaber match` takes them up"
        ),
        (false, _) => format!(
            "interests or the way of matching changed: all {end} numbers wait to be matched again; `noaber match` does"
        ),
    }
}

fn letters(letters: &Letters, now: Timestamp) -> String {
    let mut told = format!(
        "letters: {} made, {} taken by the mail server, {} given up",
        letters.made, letters.sent, letters.failed
    );
    let waiting = &letters.waiting;
    if waiting.letters > 0 {
        let since = moment(waiting.since);
        told += &format!("; {} waiting since {since}", waiting.letters);
    }
    if letters_wait(letters, now) {
        told += &format!(", next try {}", moment(waiting.next_try));
        told += &match &waiting.answer {
            Some((at, said)) => format!(
                "; the last try, {}, ended with: {}",
                moment(Some(*at)),
                out::short(said, FAULT)
            ),
            None => "; nobody gave them to a server yet: `noaber deliver` does".to_owned(),
        };
    }
    told
}

fn listened(all: &[SourceProof]) -> Result<()> {
    let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let row = |one: &SourceProof| {
        let outlook = one.outlook.as_ref();
        vec![
            one.state.id.to_string(),
            one.state.health.code().to_owned(),
            moment(one.state.asked),
            one.tally.looks.to_string(),
            one.tally.asked.to_string(),
            one.tally.answered.to_string(),
            one.tally.new.to_string(),
            one.tally.changed.to_string(),
            outlook.map_or_else(|| "-".to_owned(), |o| format!("{:.1}", o.per_day)),
            moment(one.state.newest),
            day(outlook.and_then(|o| o.silent_after)),
            match one.lateness.papers {
                0 => "-".to_owned(),
                _ => format!("{} / {} d", one.lateness.median, one.lateness.p95),
            },
        ]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let head = [
        "source",
        "state",
        "last look",
        "looks",
        "asked",
        "answered",
        "new",
        "changed",
        "a day",
        "last news",
        "silent after",
        "late 50/95 %",
    ];
    out::table(&head, &rows)
}

fn interests(all: &[InterestProof]) -> Result<()> {
    let row = |one: &InterestProof| {
        vec![
            one.hits.interest.to_string(),
            one.matched_to.to_string(),
            one.hits.since.to_string(),
            moment(one.hits.last),
            one.last_failure
                .as_ref()
                .map_or_else(|| "-".to_owned(), |(at, _)| moment(Some(*at))),
        ]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let head = ["interest", "matched to", "hits", "last hit", "last failure"];
    out::table(&head, &rows)
}

/// What a person should see to, a line each.
fn needs_attention(proof: &proof::Proof) -> Vec<String> {
    let mut lines: Vec<String> = proof.sources.iter().filter_map(wrong).collect();
    let unread = proof
        .sources
        .iter()
        .filter(|one| one.state.health == Health::Unread);
    let unread: Vec<&str> = unread.map(|one| one.state.id.as_str()).collect();
    if !unread.is_empty() {
        let names = out::short(&unread.join(", "), FAULT);
        let count = unread.len();
        lines.push(format!(
            "never asked, {count} in all: {names}; `noaber collect` does"
        ));
    }
    lines.extend(proof.interests.iter().filter_map(|one| {
        let (fault, id) = (one.fault.as_ref()?, &one.hits.interest);
        let fault = out::short(fault, FAULT);
        Some(format!(
            "interest {id} cannot be read and finds nothing: {fault}"
        ))
    }));
    lines
}

/// What was made good, and what came latest.
fn on_record(proof: &proof::Proof) -> Vec<String> {
    let good = proof.sources.iter().filter(|one| one.state.failures == 0);
    let good = good.filter_map(|one| {
        let (at, why) = one.tally.last_failure.as_ref()?;
        let (id, times, at) = (&one.state.id, one.tally.failed, moment(Some(*at)));
        let why = out::short(why, FAULT);
        let times = looks_failed(times);
        Some(format!("{id}: {times} and made good since; {at}: {why}"))
    });
    let spoke = proof.silences.iter().filter_map(|one| {
        let (closed, since) = (moment(Some(one.closed?)), moment(one.since));
        Some(match one.spoke {
            true => format!("{}: silent from {since}, spoke again {closed}", one.source),
            false => format!(
                "{}: silent from {since}, listened to no more since {closed}",
                one.source
            ),
        })
    });
    let late = proof.sources.iter().filter_map(|one| {
        let (_, title, days) = one.lateness.latest.first()?;
        let (id, title) = (&one.state.id, out::short(title, 80));
        Some(format!(
            "{id}: the latest paper came {days} days after its date: {title}"
        ))
    });
    good.chain(spoke).chain(late).collect()
}

/// What is wrong with a source now, and what to do.
fn wrong(one: &SourceProof) -> Option<String> {
    let state = &one.state;
    let (id, asked, news) = (&state.id, moment(state.asked), moment(state.newest));
    let fault = || {
        out::short(
            state.fault.as_deref().unwrap_or("no reason was noted"),
            FAULT,
        )
    };
    let expected = one.outlook.as_ref().map_or(0.0, |o| o.expected);
    let times = state.failures;
    Some(match state.health {
        Health::Fine | Health::Off | Health::Unread => return None,
        Health::Silent => {
            format!("{id}: silent since {news}; about {expected:.0} papers would have come")
        }
        Health::Late if state.broken_off() => {
            format!("{id}: the look of {asked} did not come to its end; `noaber collect` goes on")
        }
        Health::Late => {
            format!("{id}: not asked since {asked}; is `noaber collect --keep` running?")
        }
        Health::Failing => format!("{id}: {}: {}", looks_failed(times), fault()),
        Health::Changed => format!(
            "{id}: answers in a form that is not known; look for a newer noaber: {}",
            fault()
        ),
        Health::Blocked => format!("{id}: holds us back: {}", fault()),
    })
}

fn looks_failed(times: i64) -> String {
    match times {
        1 => "one look failed".to_owned(),
        times => format!("{times} looks failed"),
    }
}

fn moment(at: Option<Timestamp>) -> String {
    at.map_or_else(
        || "-".to_owned(),
        |at| at.strftime("%Y-%m-%d %H:%M").to_string(),
    )
}
