//! Gathering what a digest tells: what is new by number and never by date, what changed since it was
//! told, what was withdrawn, what lies ahead, and what was read.

use super::ahead::ahead;
use super::silences::{past_silences, recent_silences, silences};
use crate::Ctx;
use jiff::tz::TimeZone;
use noaber_domain::{
    Bearing, DossierId, Item, ItemId, LedgerNumber, Region, Share, Subscriber, Tier, Wording,
};
use noaber_reports::{Changed, Digest, Entry, Heard, News as Sort, Off, Touch, Unheard, changes};
use noaber_store::views::{Health, ItemHead, SignalCard};
use noaber_store::{Fault, Mark, News, Notice, Reader, Receipt, TAKEN_DOWN, Withdrawn};

/// Items in one digest.
const MOST: usize = 400;
/// Items in a feed.
const IN_FEED: usize = 100;

/// Whose desk it is and where it can be reached.
#[derive(Debug, Clone)]
pub struct Desk<'a> {
    /// The region.
    pub region: &'a Region,
    /// Its address for readers of letters, without a slash at the end.
    pub address: Option<String>,
}

/// What is told: item, dossier, ledger number, and whether the item is gone.
pub(super) type Told = (ItemId, DossierId, LedgerNumber, bool);

/// A digest with what must be kept when it goes out.
pub(super) struct Gathered {
    pub digest: Digest,
    pub from: Mark,
    pub to: Mark,
    pub told: Vec<Told>,
    pub passed: Vec<Told>,
    pub notices: Vec<Notice>,
}

/// What the next digest of a subscriber would be now.
pub(super) fn gather(
    reader: &Reader,
    ctx: &Ctx,
    desk: &Desk<'_>,
    subscriber: &Subscriber,
) -> Result<Gathered, Fault> {
    // The mark is read first: what comes in between is told now or next time, and never lost.
    let (from, to) = reader.marks(&ctx.region, subscriber.id)?;
    let news = reader.news(&ctx.region, subscriber, MOST + 1)?;
    let more = news.len() > MOST;
    let mut all = Gathered {
        digest: empty(ctx, desk, subscriber, subscriber.number + 1),
        from,
        to,
        told: Vec::new(),
        passed: Vec::new(),
        notices: Vec::new(),
    };
    for one in news.iter().take(MOST) {
        add(&mut all, reader, one)?;
    }
    let titles = dossier_titles(reader, ctx)?;
    for one in reader.withdrawn(subscriber.id, MOST)? {
        let gone = |d: &DossierId| (one.item.id, d.clone(), one.item.ledger, true);
        all.told.extend(one.dossiers.iter().map(gone));
        all.digest.entries.push(withdrawn(&one, &titles));
    }
    all.digest
        .entries
        .sort_by_key(|e| std::cmp::Reverse((e.ledger, e.item)));
    mark_off(reader, &mut all.digest.entries)?;
    all.digest.more = more;
    let since = subscriber.last.unwrap_or(subscriber.since);
    let read = reader.read_since(from.ledger, to.ledger, since)?;
    all.digest.heard = Heard {
        papers: read.papers,
        sources: read.sources,
        unheard: Some(unheard(reader, ctx)?),
    };
    let zone = zone(desk);
    all.digest.silences = silences(reader, ctx, subscriber, &zone, &mut all.notices)?;
    let (ahead, notices) = ahead(reader, ctx, subscriber, &all.digest)?;
    all.digest.ahead = ahead;
    all.notices.extend(notices);
    Ok(all)
}

/// Adds an item: new, changed, or touching another dossier. A change that no reader would see is
/// passed over for good.
fn add(all: &mut Gathered, reader: &Reader, one: &News) -> Result<(), Fault> {
    let Some(first) = one.cards.first() else {
        return Ok(());
    };
    let ledgers = one.cards.iter().map(|card| card.signal.ledger);
    let ledger = ledgers.max().unwrap_or(first.item.ledger);
    let told = |card: &SignalCard| (first.item.id, card.signal.dossier.clone(), ledger, false);
    let (sort, changed) = match one.before {
        None => (Sort::New, Vec::new()),
        Some(before) => {
            let changed = changed_since(reader, first.item.id, before)?;
            match (changed.is_empty(), one.also) {
                (true, false) => {
                    all.passed.extend(one.cards.iter().map(told));
                    return Ok(());
                }
                (true, true) => (Sort::Also, changed),
                (false, _) => (Sort::Changed, changed),
            }
        }
    };
    all.told.extend(one.cards.iter().map(told));
    all.digest.entries.push(entry(one, sort, changed));
    Ok(())
}

/// What changed in an item since the version that a reader was told of.
fn changed_since(
    reader: &Reader,
    item: ItemId,
    before: LedgerNumber,
) -> Result<Vec<Changed>, Fault> {
    let versions = reader.versions(item)?;
    let told = versions.iter().rev().find(|v| v.ledger <= before);
    let newest = versions.last();
    let differ = |old: &Item, new: &Item| changes(old, new);
    Ok(match (told, newest) {
        (Some(old), Some(new)) if old.ledger < new.ledger => differ(&old.item, &new.item),
        _ => Vec::new(),
    })
}

fn entry(one: &News, sort: Sort, changes: Vec<Changed>) -> Entry {
    let card = &one.cards[0];
    let ledgers = one.cards.iter().map(|card| card.signal.ledger);
    let tiers = one.cards.iter().map(|card| card.signal.tier);
    Entry {
        ledger: ledgers.max().unwrap_or(card.item.ledger),
        news: sort,
        tier: tiers.min().unwrap_or(Tier::Know),
        deadline: one.cards.iter().filter_map(|c| c.signal.deadline).min(),
        found: one
            .cards
            .iter()
            .map(|c| c.found)
            .fold(card.item.changed, std::cmp::Ord::max),
        changes,
        touches: one.cards.iter().map(touch).collect(),
        ..bare(&card.item)
    }
}

fn touch(card: &SignalCard) -> Touch {
    let signal = &card.signal;
    Touch {
        dossier: signal.dossier.clone(),
        title: card.dossier_title.clone(),
        signal: Some(signal.id),
        score: signal.score,
        tier: signal.tier,
        bearing: signal.bearing,
        reasons: signal.reasons.clone(),
        passages: signal.passages.clone(),
    }
}

fn withdrawn(one: &Withdrawn, titles: &[(DossierId, Wording)]) -> Entry {
    let title = |id: &DossierId| titles.iter().find(|(known, _)| known == id);
    let touches = one.dossiers.iter().map(|id| Touch {
        dossier: id.clone(),
        title: title(id)
            .map(|(_, title)| title.clone())
            .unwrap_or_default(),
        signal: None,
        score: Share::new(0.0),
        tier: Tier::Know,
        bearing: Bearing::Neutral,
        reasons: Vec::new(),
        passages: Vec::new(),
    });
    Entry {
        news: match one.item.gone.as_deref() {
            Some(TAKEN_DOWN) => Sort::Removed,
            _ => Sort::Withdrawn,
        },
        touches: touches.collect(),
        ..bare(&one.item)
    }
}

fn bare(item: &ItemHead) -> Entry {
    Entry {
        item: item.id,
        ledger: item.ledger,
        found: item.changed,
        news: Sort::New,
        title: item.title.clone(),
        language: item.language,
        url: item.url.clone(),
        source: item.source_name.clone(),
        kind: item.kind,
        label: item.label.clone(),
        country: item.country,
        published: item.published,
        tier: Tier::Know,
        deadline: None,
        off: None,
        changes: Vec::new(),
        touches: Vec::new(),
    }
}

/// The clock of a region.
fn zone(desk: &Desk<'_>) -> TimeZone {
    TimeZone::get(&desk.region.time_zone).unwrap_or(TimeZone::UTC)
}

fn empty(ctx: &Ctx, desk: &Desk<'_>, subscriber: &Subscriber, number: i64) -> Digest {
    Digest {
        region: desk.region.name.clone(),
        region_id: ctx.region.to_string(),
        number,
        language: subscriber.wish.language,
        reader: subscriber.wish.name.clone(),
        made: ctx.now,
        today: ctx.now.to_zoned(zone(desk)).date(),
        entries: Vec::new(),
        more: false,
        silences: Vec::new(),
        ahead: Vec::new(),
        heard: Heard::default(),
        desk: desk.address.clone(),
        stop: None,
    }
}

/// A digest that was made, with its items as they stand now.
pub(super) fn past(
    reader: &Reader,
    ctx: &Ctx,
    desk: &Desk<'_>,
    subscriber: &Subscriber,
    receipt: &Receipt,
) -> Result<Digest, Fault> {
    let items: Vec<ItemId> = receipt.contents.iter().map(|(item, _)| *item).collect();
    let then = Ctx {
        now: receipt.made,
        ..ctx.clone()
    };
    let mut digest = empty(&then, desk, subscriber, receipt.number);
    for one in reader.told(&ctx.region, subscriber, &items)? {
        digest.entries.push(entry(&one, Sort::New, Vec::new()));
    }
    mark_off(reader, &mut digest.entries)?;
    let read = reader.read_since(receipt.from, receipt.to, receipt.made)?;
    digest.heard.papers = read.papers;
    digest.heard.sources = read.sources;
    digest.silences = past_silences(reader, receipt, &zone(desk))?;
    Ok(digest)
}

/// What a subscriber reads in a feed, whatever their rhythm.
pub(super) fn feed(
    reader: &Reader,
    ctx: &Ctx,
    desk: &Desk<'_>,
    subscriber: &Subscriber,
) -> Result<Digest, Fault> {
    let (from, to) = reader.marks(&ctx.region, subscriber.id)?;
    let mut digest = empty(ctx, desk, subscriber, subscriber.number + 1);
    for one in reader.feed(&ctx.region, subscriber, IN_FEED)? {
        digest.entries.push(entry(&one, Sort::New, Vec::new()));
    }
    mark_off(reader, &mut digest.entries)?;
    let since = subscriber.last.unwrap_or(subscriber.since);
    let read = reader.read_since(from.ledger, to.ledger, since)?;
    digest.heard = Heard {
        papers: read.papers,
        sources: read.sources,
        unheard: Some(unheard(reader, ctx)?),
    };
    digest.silences = recent_silences(reader, ctx, &zone(desk))?;
    Ok(digest)
}

fn dossier_titles(reader: &Reader, ctx: &Ctx) -> Result<Vec<(DossierId, Wording)>, Fault> {
    let dossiers = reader.dossiers(&ctx.region)?;
    Ok(dossiers.into_iter().map(|d| (d.id, d.title)).collect())
}

/// The sources that are not heard, by why, the most serious first. What is switched off is left out.
fn unheard(reader: &Reader, ctx: &Ctx) -> Result<Vec<Unheard>, Fault> {
    let states = reader.source_health(ctx.now)?;
    let all = [
        Health::Failing,
        Health::Blocked,
        Health::Changed,
        Health::Late,
        Health::Unread,
        Health::Silent,
    ];
    let of = |health: Health| {
        let these = states.iter().filter(|s| s.health == health);
        let names: Vec<Wording> = these.map(|s| s.name.clone()).collect();
        let why = health.code().to_owned();
        (!names.is_empty()).then_some(Unheard { why, names })
    };
    Ok(all.into_iter().filter_map(of).collect())
}

/// Says of the entries that go on which of them were called off.
fn mark_off(reader: &Reader, entries: &mut [Entry]) -> Result<(), Fault> {
    let here = |e: &&mut Entry| !e.news.is_gone();
    let ids: Vec<ItemId> = entries.iter().map(|e| e.item).collect();
    let off = reader.called_off(&ids)?;
    for entry in entries.iter_mut().filter(here) {
        let state = off.iter().find(|(item, _)| *item == entry.item);
        if let (Some((_, state)), Some(head)) = (state, reader.item_head(entry.item)?) {
            entry.deadline = None;
            entry.off = Some(Off {
                state: *state,
                dates: head.dates,
            });
        }
    }
    Ok(())
}
