//! `noaber take-down`: a paper's text goes from the desk and does not come back.

use crate::cli::{Cli, TakeDown};
use crate::compose::Desk;
use crate::out::{self, Answer};
use anyhow::{Context, Result, bail};
use noaber_domain::ItemId;
use noaber_store::Reader;
use noaber_work::{Ctx, take_down};

/// Says what would go, and does it when that was confirmed.
pub fn run(cli: &Cli, args: &TakeDown) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    let reader = desk.store.reader()?;
    if args.lift {
        return lift(&desk, &reader, args);
    }
    let Some(item) = find(&reader, &args.key)? else {
        bail!(
            "there is no paper with the key, identity or number '{}'. Nothing was changed; `noaber search` or the address of its page shows the number",
            args.key
        );
    };
    let head = reader
        .item_head(item)?
        .context("the paper went meanwhile")?;
    let versions = reader.versions(item)?.len();
    let sources = reader.origins(item)?;
    out::line(format!("{item}: {}", out::clean(&head.title)))?;
    for source in &sources {
        out::line(format!(
            "  {} of {}",
            out::clean(&source.key),
            source.source
        ))?;
    }
    if !args.yes {
        out::line(format!(
            "The text of {} would go, with its words, passages and what it means, and would not come back. Nothing was changed; --yes does it.",
            counted(versions as i64, "version")
        ))?;
        return Ok(Answer::No);
    }
    let done = take_down::take_down(&desk.store, &ctx(&desk)?, item, &args.why)?;
    if cli.json {
        out::json(&done)?;
    } else {
        out::line(format!(
            "taken down: {}, {}, {} that were not sent; refused from now on: {}",
            counted(done.versions, "version"),
            counted(done.signals, "signal"),
            counted(done.letters, "letter"),
            counted(done.names, "name")
        ))?;
    }
    drop(reader);
    clear_up(&desk)?;
    Ok(Answer::Done)
}

/// `1 version`, `2 versions`.
fn counted(count: i64, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    }
}

fn lift(desk: &Desk, reader: &Reader, args: &TakeDown) -> Result<Answer> {
    let by_number = |item: ItemId| -> Result<Option<ItemId>> {
        let all = reader.refusals()?;
        Ok(all.iter().find(|r| r.item == item).map(|r| r.item))
    };
    let named = reader.refusal_named(&args.key)?.map(|r| r.item);
    let item = match (named, args.key.parse()) {
        (Some(item), _) => Some(item),
        (None, Ok(number)) => by_number(number)?,
        (None, Err(_)) => None,
    };
    let Some(item) = item else {
        bail!(
            "nothing was taken down under '{}'. Nothing was changed",
            args.key
        );
    };
    take_down::lift(&desk.store, &ctx(desk)?, item, &args.why)?;
    out::line(format!(
        "{item}: may come again; the next harvest that tells of it brings it anew"
    ))?;
    Ok(Answer::Done)
}

/// Clears the files of the database of what is left of deleted texts.
fn clear_up(desk: &Desk) -> Result<()> {
    let told = match desk.store.purge() {
        Ok(true) => "no file of the database holds it any more; backups and exports of before do".into(),
        Ok(false) => "another Noaber reads this database: when it has ended, take down anything again or run `noaber check`, and the last trace goes".into(),
        Err(fault) => format!("it is gone from the desk, but the files of the database could not be cleared up: {fault}"),
    };
    out::line(told)
}

/// By key or identity, else by the number of its page.
fn find(reader: &Reader, name: &str) -> Result<Option<ItemId>> {
    if let Some(item) = reader.item_named(name)? {
        return Ok(Some(item));
    }
    let Ok(number) = name.parse::<ItemId>() else {
        return Ok(None);
    };
    let head = reader.item_head(number)?;
    let standing = head.filter(|head| head.gone.as_deref() != Some(noaber_store::TAKEN_DOWN));
    Ok(standing.map(|head| head.id))
}

fn ctx(desk: &Desk) -> Result<Ctx> {
    Ok(Ctx {
        region: desk.region()?.id,
        who: desk.who.clone(),
        now: desk.clock.now(),
    })
}
