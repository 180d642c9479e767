//! `noaber digest`: who gets the digest, and what became of every letter.

use crate::cli::{AddSubscriber, Cli, Digest};
use crate::commands::deliver;
use crate::compose::Desk;
use crate::out::{self, Answer, Mistyped};
use anyhow::{Context, Result};
use jiff::civil::{Date, Time};
use noaber_domain::{Cadence, DossierId, Language, Region, Subscriber, SubscriberId, Tier, Wish};
use noaber_work::deliver::address_of_env;
use noaber_work::digest;

/// Lines of the outbox that are listed.
const LINES: usize = 30;

/// Does what was asked.
pub fn run(cli: &Cli, args: &Digest) -> Result<Answer> {
    if let Digest::Send = args {
        return deliver::run(cli);
    }
    let desk = Desk::existing(cli)?;
    let region = desk.region()?;
    match args {
        Digest::List => list(cli, &desk, &region),
        Digest::Add(wish) => add(&desk, &region, wish),
        Digest::Preview { id, html } => preview(&desk, &region, SubscriberId(*id), *html),
        Digest::Pause { id, until } => {
            let until = until.as_deref().map(day).transpose()?;
            digest::pause(&desk.store, &desk.ctx(&region), SubscriberId(*id), until)?;
            Ok(Answer::Done)
        }
        Digest::Remove { id } => {
            digest::remove(&desk.store, &desk.ctx(&region), SubscriberId(*id))?;
            out::line("removed; name and address are erased")?;
            Ok(Answer::Done)
        }
        Digest::Retry { letter } => {
            digest::retry(&desk.store, &desk.ctx(&region), *letter)?;
            Ok(Answer::Done)
        }
        Digest::Send => Ok(Answer::Done),
    }
}

fn list(cli: &Cli, desk: &Desk, region: &Region) -> Result<Answer> {
    let reader = desk.store.reader()?;
    let subscribers = reader.subscribers(&region.id)?;
    let letters = reader.outbox(&region.id, None, LINES)?;
    if cli.json {
        out::json(&serde_json::json!({"subscribers": subscribers, "outbox": letters}))?;
        return Ok(Answer::Done);
    }
    let rows: Vec<Vec<String>> = subscribers.iter().map(row).collect();
    out::table(
        &[
            "id",
            "name",
            "address",
            "language",
            "how often",
            "tiers",
            "dossiers",
            "last",
            "paused until",
        ],
        &rows,
    )?;
    out::line("")?;
    let rows: Vec<Vec<String>> = letters
        .iter()
        .map(|one| {
            vec![
                one.id.to_string(),
                one.subscriber.to_string(),
                one.number.to_string(),
                one.contents.len().to_string(),
                one.made.to_string(),
                one.state.clone(),
                one.tries.to_string(),
                out::short(&one.answer, 100),
            ]
        })
        .collect();
    out::table(
        &[
            "letter",
            "for",
            "digest",
            "items",
            "made",
            "state",
            "tries",
            "server said",
        ],
        &rows,
    )?;
    Ok(Answer::Done)
}

fn row(one: &Subscriber) -> Vec<String> {
    let wish = &one.wish;
    let at = wish
        .cadence
        .at()
        .map(|at| format!(" {}", at.strftime("%H:%M")));
    let tiers: Vec<&str> = wish.tiers.iter().map(|t| t.code()).collect();
    let dossiers: Vec<&str> = wish.dossiers.iter().map(|d| d.as_str()).collect();
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    vec![
        one.id.to_string(),
        out::clean(&wish.name),
        out::clean(&wish.address),
        wish.language.to_string(),
        format!("{}{}", wish.cadence.code(), at.unwrap_or_default()),
        tiers.join("+"),
        match dossiers.is_empty() {
            true => "all".to_owned(),
            false => dossiers.join("+"),
        },
        or_dash(one.last.map(|at| at.to_string())),
        or_dash(one.paused_until.map(|day| day.to_string())),
    ]
}

fn add(desk: &Desk, region: &Region, asked: &AddSubscriber) -> Result<Answer> {
    let added = digest::add(&desk.store, &desk.ctx(region), wish(desk, region, asked)?)?;
    out::line(format!("subscriber {}", added.id))?;
    let address = address_of_env().unwrap_or_default();
    out::line(format!(
        "secret address of the feed, shown only now: {address}/digest/feed/{}/digest.atom",
        added.secret
    ))?;
    Ok(Answer::Done)
}

fn wish(desk: &Desk, region: &Region, asked: &AddSubscriber) -> Result<Wish> {
    let bad = |what: String| anyhow::Error::from(Mistyped(what));
    let at: Time = asked
        .at
        .parse()
        .map_err(|_| bad(format!("'{}' is no time; expected 07:30", asked.at)))?;
    let cadence = Cadence::from_code(&asked.how_often, at, asked.day).ok_or_else(|| {
        let codes = Cadence::CODES.join(", ");
        bad(format!(
            "'{}' is no rhythm: {codes}; a weekday is 1 to 7",
            asked.how_often
        ))
    })?;
    let mut tiers = Vec::new();
    for code in &asked.tier {
        tiers.push(
            Tier::from_code(code)
                .ok_or_else(|| bad(format!("'{code}' is no tier: decide, act, know")))?,
        );
    }
    if tiers.is_empty() {
        tiers = Tier::ALL.to_vec();
    }
    let known = desk.store.reader()?.dossiers(&region.id)?;
    let mut dossiers = Vec::new();
    for id in &asked.dossier {
        let one = known.iter().find(|d| d.id.as_str() == id);
        let one: DossierId = one
            .map(|d| d.id.clone())
            .ok_or_else(|| bad(format!("there is no dossier '{id}' in this region")))?;
        dossiers.push(one);
    }
    let language = match &asked.language {
        None => desk.language(region),
        Some(code) => Language::from_tag(code)
            .ok_or_else(|| bad(format!("'{code}' is no language: nl, de, en")))?,
    };
    Ok(Wish {
        name: asked.name.clone(),
        address: asked.address.clone(),
        language,
        cadence,
        tiers,
        dossiers,
        heartbeat: !asked.no_heartbeat,
    })
}

fn preview(desk: &Desk, region: &Region, id: SubscriberId, html: bool) -> Result<Answer> {
    let subscriber = desk.store.reader()?.subscriber(&region.id, id)?;
    let subscriber = subscriber.with_context(|| format!("there is no subscriber {id}"))?;
    let place = digest::desk(region, address_of_env());
    let (_, mail) = digest::preview(&desk.store, &desk.ctx(region), &place, &subscriber)?;
    match html {
        true => out::line(mail.html)?,
        false => out::line(format!("{}\n\n{}", mail.subject, mail.text))?,
    }
    Ok(Answer::Done)
}

fn day(text: &str) -> Result<Date> {
    text.parse()
        .map_err(|_| Mistyped(format!("'{text}' is no day; expected 2026-01-31")).into())
}
