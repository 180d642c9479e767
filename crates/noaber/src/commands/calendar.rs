//! `noaber calendar`: what comes, as a list, as JSON and as a file for calendar programs; and the
//! calendars with a secret address.

use crate::cli::{Calendar, CalendarFeed, Cli};
use crate::compose::Desk;
use crate::out::{self, Answer, Mistyped};
use anyhow::{Context, Result};
use jiff::ToSpan;
use noaber_domain::{Country, Days, DossierId, ItemKind, Selection, SourceId};
use noaber_locale::format;
use noaber_work::calendar as work;
use noaber_work::deliver::address_of_env;

/// Dates that are listed at most.
const MOST: usize = 5_000;
/// Days ahead that are listed unless others are named.
const AHEAD: i64 = 30;

/// Lists what comes, or sees to the secret addresses.
pub fn run(cli: &Cli, args: &Calendar) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    match &args.feed {
        None => list(cli, &desk, args),
        Some(CalendarFeed::List) => feeds(cli, &desk),
        Some(CalendarFeed::Add { name }) => add(&desk, args, name),
        Some(CalendarFeed::Withdraw { number }) => {
            let ctx = desk.ctx(&desk.region()?);
            work::withdraw_feed(&desk.store, &ctx, *number)?;
            eprintln!("withdrawn; its address leads nowhere from now on");
            Ok(Answer::Done)
        }
    }
}

fn list(cli: &Cli, desk: &Desk, args: &Calendar) -> Result<Answer> {
    let region = desk.region()?;
    let today = desk.clock.today(&region);
    let days = Days {
        from: day(&args.from)?.unwrap_or(today),
        to: day(&args.to)?.unwrap_or_else(|| today.saturating_add(AHEAD.days())),
    };
    let reader = desk.store.reader()?;
    let rows = reader.calendar(&region.id, &selection(args)?, days, MOST)?;
    if let Some(file) = &args.ics {
        let text = work::file(&region, desk.language(&region), &rows);
        std::fs::write(file, text)
            .with_context(|| format!("could not write {}", file.display()))?;
        eprintln!("{} dates written to {}", rows.len(), file.display());
        return Ok(Answer::Done);
    }
    if cli.json {
        out::json(&rows)?;
        return Ok(Answer::Done);
    }
    let lines: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let dossiers: Vec<&str> = row.dossiers.iter().map(|(id, _)| id.as_str()).collect();
            vec![
                row.date.on.to_string(),
                row.date.at.map(format::time).unwrap_or_default(),
                row.date.what.code().to_owned(),
                if row.off { "off" } else { "" }.to_owned(),
                row.item.country.code().to_owned(),
                dossiers.join(" "),
                row.item
                    .title
                    .chars()
                    .filter(|c| !c.is_control())
                    .take(90)
                    .collect(),
            ]
        })
        .collect();
    let head = ["DAY", "TIME", "WHAT", "OFF", "ARENA", "DOSSIERS", "TITLE"];
    out::table(&head, &lines)?;
    eprintln!("{} dates from {} to {}", rows.len(), days.from, days.to);
    Ok(Answer::Done)
}

fn feeds(cli: &Cli, desk: &Desk) -> Result<Answer> {
    let feeds = desk.store.reader()?.feeds(&desk.region()?.id)?;
    if cli.json {
        out::json(&feeds)?;
        return Ok(Answer::Done);
    }
    let rows: Result<Vec<Vec<String>>> = feeds
        .iter()
        .map(|feed| {
            let withdrawn = feed.withdrawn.map(|at| at.to_string());
            Ok(vec![
                feed.id.to_string(),
                feed.language.to_string(),
                feed.made.to_string(),
                withdrawn.unwrap_or_default(),
                feed.name.clone(),
                serde_json::to_string(&feed.selection)?,
            ])
        })
        .collect();
    let head = ["NR", "LANGUAGE", "MADE", "WITHDRAWN", "NAME", "SHOWS"];
    out::table(&head, &rows?)?;
    Ok(Answer::Done)
}

fn add(desk: &Desk, args: &Calendar, name: &str) -> Result<Answer> {
    let region = desk.region()?;
    let (ctx, language) = (desk.ctx(&region), desk.language(&region));
    let made = work::add_feed(&desk.store, &ctx, name, language, &selection(args)?)?;
    let address = address_of_env().unwrap_or_default();
    out::line(format!("{address}/feeds/{}/noaber.ics", made.secret))?;
    eprintln!(
        "made; this address is shown only now. Withdraw it with `noaber calendar withdraw {}`",
        made.id
    );
    Ok(Answer::Done)
}

fn day(text: &Option<String>) -> Result<Option<jiff::civil::Date>> {
    let read = |text: &String| {
        let wrong = || {
            Mistyped(format!(
                "'{text}' is no day; expected one such as 2026-11-01"
            ))
        };
        text.parse().map_err(|_| wrong().into())
    };
    text.as_ref().map(read).transpose()
}

fn selection(args: &Calendar) -> Result<Selection> {
    fn one<T>(
        what: &str,
        given: &Option<String>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>> {
        let wrong = |text: &str| {
            Mistyped(format!(
                "'{text}' is no {what}; see `noaber calendar --help`"
            ))
        };
        let given = given.as_deref();
        given
            .map(|text| read(text).ok_or_else(|| wrong(text).into()))
            .transpose()
    }
    Ok(Selection {
        dossier: one("dossier", &args.dossier, |text| DossierId::new(text).ok())?,
        all: args.all,
        country: one("arena", &args.country, Country::from_code)?,
        source: one("source", &args.source, |text| SourceId::new(text).ok())?,
        kind: one("sort", &args.kind, ItemKind::from_code)?,
        who: args.actor.clone(),
    })
}
