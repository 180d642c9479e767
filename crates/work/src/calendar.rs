//! Calendars for programs: making one with a secret address, withdrawing it, and writing what it shows.
//! How events are written stands in `reports`, how dates come to be known in `collect`.

use crate::{Ctx, Refused};
use jiff::ToSpan;
use jiff::civil::Date;
use noaber_domain::{Days, Language, Region, RegionId, Selection};
use noaber_reports::calendar::{Calendar, Event, ics};
use noaber_store::{CalendarRow, Fault, Feed, Store};
use rand::RngCore;

/// Months back that a calendar goes: long enough for a program that was off to hear what was called
/// off.
const BACK: i64 = 3;
/// Months ahead.
const AHEAD: i64 = 24;
/// Events of a calendar at most.
const MOST: usize = 5_000;
/// Longest name of a calendar, in characters.
const LONGEST_NAME: usize = 100;
/// Random bytes of a secret.
const SECRET: usize = 32;

/// A calendar that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFeed {
    /// Its number.
    pub id: i64,
    /// The secret of its address; it is kept nowhere and shown only now.
    pub secret: String,
}

/// Makes a calendar with a secret address.
pub fn add_feed(
    store: &Store,
    ctx: &Ctx,
    name: &str,
    language: Language,
    selection: &Selection,
) -> Result<MadeFeed, Refused> {
    let name = name.trim();
    let long = name.chars().count();
    if long == 0 || long > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Refused::FeedName);
    }
    if let Some(dossier) = &selection.dossier
        && store.reader()?.dossier(&ctx.region, dossier)?.is_none()
    {
        return Err(Refused::Unknown {
            noun: "dossier",
            id: dossier.to_string(),
        });
    }
    let mut bytes = [0u8; SECRET];
    rand::rng().fill_bytes(&mut bytes);
    let secret: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut change = store.change(&ctx.who, name, ctx.now)?;
    let id = change.add_feed(&ctx.region, name, language, selection, &secret)?;
    change.commit()?;
    Ok(MadeFeed { id, secret })
}

/// Withdraws a calendar; its address leads nowhere from now on.
pub fn withdraw_feed(store: &Store, ctx: &Ctx, id: i64) -> Result<(), Refused> {
    let mut change = store.change(&ctx.who, "", ctx.now)?;
    if !change.withdraw_feed(&ctx.region, id)? {
        return Err(Refused::Unknown {
            noun: "calendar",
            id: id.to_string(),
        });
    }
    Ok(change.commit()?)
}

/// What a program gets that asks for a calendar by its secret; nothing when there is none, or it was
/// withdrawn.
pub fn feed(
    store: &Store,
    region: &RegionId,
    secret: &str,
    today: Date,
) -> Result<Option<String>, Fault> {
    let reader = store.reader()?;
    match reader.feed_of_secret(region, secret)? {
        Some(feed) => written(store, region, &feed, today).map(Some),
        None => Ok(None),
    }
}

fn written(store: &Store, region: &RegionId, feed: &Feed, today: Date) -> Result<String, Fault> {
    let days = Days {
        from: today.first_of_month().saturating_sub(BACK.months()),
        to: today.saturating_add(AHEAD.months()),
    };
    let reader = store.reader()?;
    let rows = reader.calendar(region, &feed.selection, days, MOST)?;
    Ok(write(region, &feed.name, feed.language, &rows))
}

/// Dates as a file for calendar programs, under the name of the region.
pub fn file(region: &Region, language: Language, rows: &[CalendarRow]) -> String {
    let name = format!("Noaber {}", region.name.text(language));
    write(&region.id, &name, language, rows)
}

fn write(region: &RegionId, name: &str, language: Language, rows: &[CalendarRow]) -> String {
    ics(&Calendar {
        region_id: region.to_string(),
        name: name.to_owned(),
        language,
        desk: crate::deliver::address_of_env(),
        events: rows.iter().map(event).collect(),
    })
}

fn event(row: &CalendarRow) -> Event {
    let item = &row.item;
    Event {
        item: item.id,
        nr: row.nr,
        date: row.date,
        country: item.country,
        off: row.off,
        version: item.version,
        changed: item.changed,
        kind: item.kind,
        label: item.label.clone(),
        title: item.title.clone(),
        committee: item.committee.clone(),
        url: item.url.clone(),
        dossiers: row
            .dossiers
            .iter()
            .map(|(_, title)| title.clone())
            .collect(),
    }
}
