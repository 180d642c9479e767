//! Sources that fell silent or speak again, as a reader is told of them: once when it begins and once
//! when it ends. How a silence is noticed stands in `proof`.

use crate::Ctx;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use noaber_domain::Subscriber;
use noaber_reports::Silence;
use noaber_store::{Fault, Notice, Reader, Receipt, Silent};

/// How long a silence that is over stays in a feed.
const IN_FEED: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What a reader was not yet told of silences; `notices` gets what it is remembered by.
pub(super) fn silences(
    reader: &Reader,
    ctx: &Ctx,
    subscriber: &Subscriber,
    zone: &TimeZone,
    notices: &mut Vec<Notice>,
) -> Result<Vec<Silence>, Fault> {
    let rows = reader.untold_silences(&ctx.region, subscriber.id)?;
    for row in &rows {
        if !row.known {
            notices.push(Notice::silence_began(&row.source, row.raised));
        }
        if row.closed.is_some() {
            notices.push(Notice::silence_ended(&row.source, row.raised));
        }
    }
    Ok(rows.into_iter().map(|row| told(row, zone)).collect())
}

/// The silences of a letter that was made.
pub(super) fn past_silences(
    reader: &Reader,
    receipt: &Receipt,
    zone: &TimeZone,
) -> Result<Vec<Silence>, Fault> {
    if receipt.notices.is_empty() {
        return Ok(Vec::new());
    }
    let rows = reader.silences_told(Timestamp::UNIX_EPOCH)?;
    let ended = |row: &Silent| {
        let notice = Notice::silence_ended(&row.source, row.raised);
        receipt.notices.contains(&notice)
    };
    let began = |row: &Silent| {
        let notice = Notice::silence_began(&row.source, row.raised);
        receipt.notices.contains(&notice)
    };
    let rows = rows.into_iter().filter_map(|mut row| {
        let over = ended(&row);
        row.closed = row.closed.filter(|_| over);
        (over || began(&row)).then(|| told(row, zone))
    });
    Ok(rows.collect())
}

/// Silences for a feed: those that go on, and those of the last month.
pub(super) fn recent_silences(
    reader: &Reader,
    ctx: &Ctx,
    zone: &TimeZone,
) -> Result<Vec<Silence>, Fault> {
    let rows = reader.silences_told(ctx.now - IN_FEED)?;
    let rows = rows.into_iter().filter(|row| !row.left);
    Ok(rows.map(|row| told(row, zone)).collect())
}

fn told(row: Silent, zone: &TimeZone) -> Silence {
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    Silence {
        since: row.since.map(day),
        noticed: row.raised,
        changed: row.closed.unwrap_or(row.raised),
        until: row.closed.map(day),
        expected: row.expected,
        source: row.source,
        name: row.name,
    }
}
