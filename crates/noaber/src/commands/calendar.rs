//! `noaber calendar`: what comes, as a list, as JSON and as a file for calendar programs; and the
//! calendars with a secret address.

use crate::cli::{Calendar, CalendarFeed, Cli};
use crate::compose::Desk;
use crate::out::{self, Answer, Mistyped};
use anyhow::{Context, Result, bail};
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
        Some(CalendarFeed::Add { name }) => add(cli, &desk, args, name),
        Some(CalendarFeed::Withdraw { number }) => withdraw(&desk, *number),
    }
}

fn list(cli: &Cli, desk: &Desk, args: &Calendar) -> Result<Answer> {
    let region = desk.region()?;
    let today = desk.clock.today(&region);
    let from = day(&args.from)?.unwrap_or(today);
    let to = day(&args.to)?.unwrap_or_else(|| from.max(today).saturating_add(AHEAD.days()));
    if to < from {
        let wrong = format!("--to {to} lies before --from {from}; expected a later day");
        return Err(Mistyped(wrong).into());
    }
    let days = Days { from, to };
    let reader = desk.store.reader()?;
    let rows = reader.calendar(&region.id, &selection(desk, args)?, days, MOST)?;
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

fn add(cli: &Cli, desk: &Desk, args: &Calendar, name: &str) -> Result<Answer> {
    let region = desk.region()?;
    let (ctx, language) = (desk.ctx(&region), desk.language(&region));
    let made = work::add_feed(&desk.store, &ctx, name, language, &selection(desk, args)?)?;
    let desk_at = address_of_env();
    let address = desk_at.as_deref().unwrap_or_default();
    let address = format!("{address}/feeds/{}/noaber.ics", made.secret);
    if cli.json {
        out::json(&serde_json::json!({"id": made.id, "address": address}))?;
    } else {
        out::line(address)?;
    }
    eprintln!(
        "made; this address is shown only now. Withdraw it with `noaber calendar withdraw {}`",
        made.id
    );
    if desk_at.is_none() {
        eprintln!("put the address of your desk before it; NOABER_ADDRESS does so by itself");
    }
    Ok(Answer::Done)
}

fn withdraw(desk: &Desk, number: i64) -> Result<Answer> {
    let region = desk.region()?;
    let feeds = desk.store.reader()?.feeds(&region.id)?;
    let known = feeds.iter().find(|feed| feed.id == number);
    if let Some(at) = known.and_then(|feed| feed.withdrawn) {
        bail!("calendar {number} was withdrawn already, at {at}; its address leads nowhere");
    }
    work::withdraw_feed(&desk.store, &desk.ctx(&region), number)?;
    eprintln!("withdrawn; its address leads nowhere from now on");
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

/// What was chosen. A dossier or source that does not exist would give an empty list, which reads as
/// if nothing were to come; it is refused.
fn selection(desk: &Desk, args: &Calendar) -> Result<Selection> {
    let chosen = chosen(args)?;
    let (region, reader) = (desk.region()?, desk.store.reader()?);
    if let Some(id) = &chosen.dossier
        && reader.dossier(&region.id, id)?.is_none()
    {
        bail!("there is no dossier '{id}' in this region");
    }
    if let Some(id) = &chosen.source
        && !reader.sources()?.iter().any(|source| source.id == *id)
    {
        bail!("there is no source '{id}'; `noaber sources` lists them");
    }
    Ok(chosen)
}

fn chosen(args: &Calendar) -> Result<Selection> {
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
