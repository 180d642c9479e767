//! Who gets the digest, and making one: what is new to a subscriber is gathered, written as a letter,
//! and kept together with the mark up to which they were told. Sending stands in `deliver`.

mod ahead;
mod gather;
mod silences;

use crate::{Ctx, Refused};
use jiff::civil::Date;
use noaber_domain::{Language, Region, Subscriber, SubscriberId, Wish};
use noaber_reports::spoken::spoken;
use noaber_reports::{Digest, Mail, mail};
use noaber_store::{Change, Fault, Letter, Parcel, Remake, Store};
use rand::RngCore;

pub use gather::Desk;
pub use noaber_reports::spoken::{Spoken, SpokenEntry};

/// Random bytes of a secret.
const SECRET: usize = 32;

/// A secret that opens something to whoever knows it: 64 hexadecimal digits.
fn new_secret() -> String {
    let mut bytes = [0u8; SECRET];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A subscriber that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Their number.
    pub id: SubscriberId,
    /// The secret of their feed; it is kept nowhere and shown only now.
    pub secret: String,
}

/// Adds a subscriber. What there is already is not news to them.
pub fn add(store: &Store, ctx: &Ctx, wish: Wish) -> Result<Added, Refused> {
    let wish = wish.checked()?;
    let secret = new_secret();
    let mut change = store.change(&ctx.who, "", ctx.now)?;
    let id = change.add_subscriber(&ctx.region, &wish, &secret)?;
    change.commit()?;
    Ok(Added { id, secret })
}

/// Changes what a subscriber asked for.
pub fn change(store: &Store, ctx: &Ctx, id: SubscriberId, wish: Wish) -> Result<(), Refused> {
    let wish = wish.checked()?;
    let mut change = store.change(&ctx.who, "", ctx.now)?;
    known(change.change_subscriber(&ctx.region, id, &wish)?, id)?;
    Ok(change.commit()?)
}

/// Makes no digest before `until`; without a day they get it again.
pub fn pause(
    store: &Store,
    ctx: &Ctx,
    id: SubscriberId,
    until: Option<Date>,
) -> Result<(), Refused> {
    let mut change = store.change(&ctx.who, "", ctx.now)?;
    known(change.pause_subscriber(&ctx.region, id, until)?, id)?;
    Ok(change.commit()?)
}

/// Removes a subscriber and erases what says who it was.
pub fn remove(store: &Store, ctx: &Ctx, id: SubscriberId) -> Result<(), Refused> {
    let mut change = store.change(&ctx.who, "", ctx.now)?;
    known(change.remove_subscriber(&ctx.region, id)?, id)?;
    Ok(change.commit()?)
}

/// Gives a feed a new secret address; the old one stops working.
pub fn renew_feed(store: &Store, ctx: &Ctx, id: SubscriberId) -> Result<String, Refused> {
    let secret = new_secret();
    let mut change = store.change(&ctx.who, "", ctx.now)?;
    known(change.renew_secret(&ctx.region, id, &secret)?, id)?;
    change.commit()?;
    Ok(secret)
}

/// Removes whoever got a letter with this secret, at their own wish. Gives whether the letter was one
/// of ours and its reader was still there.
pub fn stop(store: &Store, ctx: &Ctx, secret: &str) -> Result<bool, Fault> {
    let found = store.reader()?.subscriber_of_letter(&ctx.region, secret)?;
    let Some(id) = found else { return Ok(false) };
    let mut change = store.change(&ctx.who, "at their own wish", ctx.now)?;
    let removed = change.remove_subscriber(&ctx.region, id)?;
    change.commit()?;
    Ok(removed)
}

/// Tries a letter of the outbox again at the next delivery.
pub fn retry(store: &Store, ctx: &Ctx, letter: i64) -> Result<(), Refused> {
    let mut change = store.change(&ctx.who, "", ctx.now)?;
    match change.retry_letter(&ctx.region, letter)? {
        true => Ok(change.commit()?),
        false => Err(Refused::Unknown {
            noun: "letter",
            id: letter.to_string(),
        }),
    }
}

fn known(is: bool, id: SubscriberId) -> Result<(), Refused> {
    match is {
        true => Ok(()),
        false => Err(Refused::Unknown {
            noun: "subscriber",
            id: id.to_string(),
        }),
    }
}

/// What the next digest of a subscriber would be if it were made now. Nothing is changed.
pub fn preview(
    store: &Store,
    ctx: &Ctx,
    desk: &Desk<'_>,
    subscriber: &Subscriber,
) -> Result<(Digest, Mail), Fault> {
    let gathered = gather::gather(&store.reader()?, ctx, desk, subscriber)?;
    let letter = mail(&gathered.digest);
    Ok((gathered.digest, letter))
}

/// A digest in the words of `language`, for a page: the next one as it would be now, or one that was
/// made, with its items as they stand now. Absent when there is none of that number.
pub fn read(
    store: &Store,
    ctx: &Ctx,
    desk: &Desk<'_>,
    subscriber: &Subscriber,
    number: Option<i64>,
    language: Language,
) -> Result<Option<Spoken>, Fault> {
    let reader = store.reader()?;
    let mut digest = match number {
        None => gather::gather(&reader, ctx, desk, subscriber)?.digest,
        Some(number) => match reader.receipt(&ctx.region, subscriber.id, number)? {
            None => return Ok(None),
            Some(receipt) => gather::past(&reader, ctx, desk, subscriber, &receipt)?,
        },
    };
    digest.language = language;
    Ok(Some(spoken(&digest)))
}

/// The feed that this secret opens, as Atom; absent when it opens none.
pub fn feed(
    store: &Store,
    ctx: &Ctx,
    desk: &Desk<'_>,
    secret: &str,
) -> Result<Option<String>, Fault> {
    let reader = store.reader()?;
    let Some(subscriber) = reader.subscriber_of_feed(&ctx.region, secret)? else {
        return Ok(None);
    };
    let digest = gather::feed(&reader, ctx, desk, &subscriber)?;
    let own = desk.address.as_ref();
    let own = own.map(|address| format!("{address}/digest/feed/{secret}/digest.atom"));
    Ok(Some(noaber_reports::atom::atom(&digest, own.as_deref())))
}

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Made {
    /// Nothing: there is nothing to say, somebody else made it, or an item of it was taken down
    /// meanwhile, and the next round makes it without that.
    Nothing,
    /// A digest, and there is nothing more to tell.
    Whole,
    /// A digest, and there is more for the next one.
    More,
}

/// Makes the next digest of a subscriber and puts it into the outbox, unless there is nothing to say
/// and quiet is not to be told.
pub(crate) fn make(
    store: &Store,
    ctx: &Ctx,
    desk: &Desk<'_>,
    subscriber: &Subscriber,
    also_when_quiet: bool,
    domain: &str,
) -> Result<Made, Fault> {
    let stop = new_secret();
    let gathered = gather::gather(&store.reader()?, ctx, desk, subscriber)?;
    if gathered.digest.is_quiet() && !also_when_quiet {
        return Ok(Made::Nothing);
    }
    let mut digest = gathered.digest;
    digest.stop = desk
        .address
        .as_ref()
        .map(|address| format!("{address}/digest/stop/{stop}"));
    let letter = letter(&digest, stop)?;
    let unique: String = new_secret().chars().take(24).collect();
    let message_id = format!("<{unique}.{}@{domain}>", digest.number);
    let mut change = store.change(&ctx.who, "the rhythm of a subscriber", ctx.now)?;
    let kept = change.post(
        &ctx.region,
        &Parcel {
            subscriber,
            from: gathered.from,
            to: gathered.to,
            told: &gathered.told,
            passed: &gathered.passed,
            notices: &gathered.notices,
            message_id: &message_id,
            letter: &letter,
        },
    )?;
    if !kept {
        return Ok(Made::Nothing);
    }
    change.commit()?;
    Ok(match digest.more {
        true => Made::More,
        false => Made::Whole,
    })
}

fn letter(digest: &Digest, stop: String) -> Result<Letter, Fault> {
    let Mail {
        subject,
        html,
        text,
    } = mail(digest);
    Ok(Letter {
        subject,
        html,
        text,
        stop,
        makings: serde_json::to_value(digest)?,
    })
}

/// Makes letters anew of which an item was taken down since they were made: the same letter without
/// that item, under the same Message-ID. One in which nothing is left is dropped.
pub(crate) fn remake(store: &Store, ctx: &Ctx) -> Result<(), Fault> {
    let mut change = store.change(&ctx.who, "an item was taken down", ctx.now)?;
    for before in change.letters_to_remake(&ctx.region)? {
        remake_one(&mut change, &before)?;
    }
    change.commit()
}

fn remake_one(change: &mut Change<'_>, before: &Remake) -> Result<(), Fault> {
    if before.letter.makings.is_null() {
        return change.drop_letter(before.id);
    }
    let digest: Digest = serde_json::from_value(before.letter.makings.clone())?;
    let letter = letter(&digest, before.letter.stop.clone())?;
    change.keep_remade(before, &letter).map(|_| ())
}

/// The desk of a region, for [`preview`] and the rest.
pub fn desk(region: &Region, address: Option<String>) -> Desk<'_> {
    Desk { region, address }
}
