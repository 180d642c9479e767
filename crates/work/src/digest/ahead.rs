//! What lies ahead of a reader: deadlines to be reminded of, and the next dates of what touches their
//! dossiers. What a letter says of an item anyway is not said twice.

use crate::Ctx;
use jiff::civil::Date;
use noaber_domain::calendar::Reminder;
use noaber_domain::{DossierId, ItemDate, ItemId, Subscriber, Wording};
use noaber_reports::{Ahead, Digest};
use noaber_store::views::{DateRow, ItemHead};
use noaber_store::{Fault, Notice, Reader, ReminderRow};

/// Dates ahead in one digest, unless there are more deadlines to be reminded of.
const DATES: usize = 12;

/// What lies ahead, nearest first, and which reminders are given with it. `digest` holds the entries.
pub(super) fn ahead(
    reader: &Reader,
    ctx: &Ctx,
    subscriber: &Subscriber,
    digest: &Digest,
) -> Result<(Vec<Ahead>, Vec<Notice>), Fault> {
    let told = reader.told_deadlines(subscriber.id)?;
    let (mut all, mut notices) = (Vec::new(), Vec::new());
    for row in wanted(reader, ctx, subscriber, digest.today)? {
        let notice = Notice::deadline(row.item.id, row.date.on, row.reminder);
        let due = !told.contains(&notice);
        if due {
            notices.push(notice);
        }
        if !says(digest, row.item.id, &row.date) {
            all.push(reminder(row, subscriber, due));
        }
    }
    for row in reader.dates_ahead(&ctx.region, digest.today)? {
        let known = all.iter().any(|one| is(one, row.item.id, &row.date));
        if all.len() >= DATES {
            break;
        }
        if !known && !says(digest, row.item.id, &row.date) {
            all.extend(date(row, subscriber));
        }
    }
    all.sort_by_key(|one| (one.date, one.item));
    Ok((all, notices))
}

/// The deadlines of what a reader asked for, by tier and dossier.
fn wanted(
    reader: &Reader,
    ctx: &Ctx,
    subscriber: &Subscriber,
    today: Date,
) -> Result<Vec<ReminderRow>, Fault> {
    let mut rows = reader.reminders(&ctx.region, today)?;
    let items: Vec<ItemId> = rows.iter().map(|row| row.item.id).collect();
    let cards = reader.told(&ctx.region, subscriber, &items)?;
    let tiers = &subscriber.wish.tiers;
    let asked = |id: ItemId| {
        let mut cards = cards.iter().flat_map(|news| &news.cards);
        cards.any(|card| card.item.id == id && tiers.contains(&card.signal.tier))
    };
    rows.retain(|row| asked(row.item.id));
    Ok(rows)
}

/// Whether an entry says this date.
fn says(digest: &Digest, item: ItemId, date: &ItemDate) -> bool {
    let mut entries = digest.entries.iter().filter(|e| !e.news.is_gone());
    entries.any(|e| e.item == item && e.deadline.is_some_and(|d| same(&d, date)))
}

fn is(one: &Ahead, item: ItemId, date: &ItemDate) -> bool {
    one.item == item && same(&one.date, date)
}

fn same(one: &ItemDate, other: &ItemDate) -> bool {
    (one.on, one.what) == (other.on, other.what)
}

fn reminder(row: ReminderRow, subscriber: &Subscriber, due: bool) -> Ahead {
    let near: Reminder = row.reminder;
    Ahead {
        reminder: Some(near),
        due,
        ..of_item(row.item, row.date, titles_for(row.dossiers, subscriber))
    }
}

/// A date of an item; absent when the reader asked for none of its dossiers.
fn date(row: DateRow, subscriber: &Subscriber) -> Option<Ahead> {
    let titles = titles_for(row.dossiers, subscriber);
    (!titles.is_empty()).then(|| of_item(row.item, row.date, titles))
}

/// The titles of those dossiers that the reader asked for.
fn titles_for(dossiers: Vec<(DossierId, Wording)>, subscriber: &Subscriber) -> Vec<Wording> {
    let asked = dossiers
        .into_iter()
        .filter(|(id, _)| subscriber.wish.wants(id));
    asked.map(|(_, title)| title).collect()
}

fn of_item(item: ItemHead, date: ItemDate, dossiers: Vec<Wording>) -> Ahead {
    Ahead {
        date,
        item: item.id,
        title: item.title,
        language: item.language,
        url: item.url,
        dossiers,
        reminder: None,
        due: false,
    }
}
