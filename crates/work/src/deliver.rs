//! Delivering: makes the digests whose time has come, and sends what waits in the outbox. Every step is
//! kept before the next one is taken, so that a program that ends anywhere loses nothing;
//! [0010](../../../docs/decisions/0010-a-letter-may-come-twice-and-is-never-lost.md) says what may
//! happen twice.

use crate::digest::{Desk, Made, make, remake};
use crate::post::{Trouble, next_try, prepare};
use crate::{Clock, Ctx};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use lettre::message::Mailbox;
use noaber_domain::{Country, Region, Subscriber, Turn};
use noaber_store::{Fault, Outcome, Posted, Store};
use serde::Serialize;

pub use crate::mail_settings::{BadSetting, MailSettings, address_of_env};

/// How long whoever took a letter has it for themselves.
const LEASE: SignedDuration = SignedDuration::from_mins(30);
/// Digests that are made for one subscriber at once when there is more than fits in one.
const AT_ONCE: usize = 10;

/// A step that was just taken. Whoever watches may end the program there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What an earlier program left behind was taken back.
    Tidied,
    /// A digest was made and stands in the outbox.
    Made,
    /// A letter was claimed.
    Claimed,
    /// The server waits for its text.
    Ready,
    /// It was written down that the server is being given the text.
    HandedOver,
    /// The server answered, and that is not yet written down.
    Answered,
    /// What became of the letter was written down.
    Settled,
}

impl Step {
    /// All steps, in the order in which a letter takes them.
    pub const ALL: [Step; 7] = [
        Step::Tidied,
        Step::Made,
        Step::Claimed,
        Step::Ready,
        Step::HandedOver,
        Step::Answered,
        Step::Settled,
    ];

    /// Whether stopping here leaves nothing for the lease to clear up.
    pub fn is_safe(self) -> bool {
        matches!(self, Step::Tidied | Step::Made | Step::Settled)
    }
}

/// What a round of delivering did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Delivered {
    /// Digests that were made.
    pub made: usize,
    /// Letters that a server took.
    pub sent: usize,
    /// Letters that are tried again later.
    pub later: usize,
    /// Letters that are refused for good.
    pub failed: usize,
    /// Letters of which nobody knows whether they were taken.
    pub unclear: usize,
    /// Why the round was broken off: the server cannot be used now.
    pub server: Option<String>,
}

/// Makes and sends what is due. `watch` hears of every step; when it answers `false` the round ends
/// there at once, as if the power had failed.
pub fn deliver(
    store: &Store,
    ctx: &Ctx,
    region: &Region,
    settings: &MailSettings,
    watch: &mut dyn FnMut(Step) -> bool,
) -> Result<Delivered, Fault> {
    let zone = TimeZone::get(&region.time_zone).unwrap_or(TimeZone::UTC);
    let today = ctx.now.to_zoned(zone.clone()).date();
    let mut done = Delivered::default();
    let mut change = store.change(&ctx.who, "delivering", ctx.now)?;
    change.tidy_outbox(&ctx.region, LEASE, today)?;
    change.commit()?;
    remake(store, ctx)?;
    if !watch(Step::Tidied) || !make_due(store, ctx, region, settings, &zone, watch, &mut done)? {
        return Ok(done);
    }
    loop {
        let mut change = store.change(&ctx.who, "delivering", ctx.now)?;
        let posted = change.claim_letter(&ctx.region)?;
        change.commit()?;
        let Some(posted) = posted else {
            return Ok(done);
        };
        if !watch(Step::Claimed) || !send(store, ctx, settings, &posted, watch, &mut done)? {
            return Ok(done);
        }
    }
}

/// Makes the digests whose time has come. Gives whether to go on.
fn make_due(
    store: &Store,
    ctx: &Ctx,
    region: &Region,
    settings: &MailSettings,
    zone: &TimeZone,
    watch: &mut dyn FnMut(Step) -> bool,
    done: &mut Delivered,
) -> Result<bool, Fault> {
    let desk = Desk {
        region,
        address: settings.desk.clone(),
    };
    let reader = store.reader()?;
    for subscriber in reader.subscribers(&ctx.region)? {
        let turn = subscriber.turn(ctx.now, zone, |day| reader.sits(Country::Nl, day))?;
        if turn == Turn::Not {
            continue;
        }
        let mut one: Subscriber = subscriber;
        for round in 0..AT_ONCE {
            let quiet = turn == Turn::Always && round == 0;
            let made = make(store, ctx, &desk, &one, quiet, settings.domain())?;
            if made == Made::Nothing {
                break;
            }
            done.made += 1;
            if !watch(Step::Made) {
                return Ok(false);
            }
            let Some(again) = reader.subscriber(&ctx.region, one.id)? else {
                break;
            };
            one = again;
            if made == Made::Whole {
                break;
            }
        }
    }
    Ok(true)
}

/// Sends one letter and writes down what became of it. Gives whether to go on with the next.
fn send(
    store: &Store,
    ctx: &Ctx,
    settings: &MailSettings,
    posted: &Posted,
    watch: &mut dyn FnMut(Step) -> bool,
    done: &mut Delivered,
) -> Result<bool, Fault> {
    let Some(to) = recipient(store, ctx, posted)? else {
        settle(
            store,
            ctx,
            posted,
            &Outcome::Failed,
            "the subscriber was removed, or the address cannot be written to",
        )?;
        done.failed += 1;
        return Ok(watch(Step::Settled));
    };
    let trouble = match prepare(settings, posted, &to) {
        Ok(ready) => {
            if !watch(Step::Ready) {
                return Ok(false);
            }
            let mut change = store.change(&ctx.who, "delivering", ctx.now)?;
            if !change.hand_over_letter(posted.id)? {
                ready.leave();
                return Ok(true);
            }
            change.commit()?;
            if !watch(Step::HandedOver) {
                return Ok(false);
            }
            let answer = ready.give(settings);
            if !watch(Step::Answered) {
                return Ok(false);
            }
            match answer {
                Ok(said) => {
                    settle(store, ctx, posted, &Outcome::Sent, &said)?;
                    done.sent += 1;
                    return Ok(watch(Step::Settled));
                }
                Err(trouble) => trouble,
            }
        }
        Err(trouble) => trouble,
    };
    trouble_with(store, ctx, posted, trouble, done).map(|on| watch(Step::Settled) && on)
}

/// Writes down what went wrong. Gives whether other letters may fare better.
fn trouble_with(
    store: &Store,
    ctx: &Ctx,
    posted: &Posted,
    trouble: Trouble,
    done: &mut Delivered,
) -> Result<bool, Fault> {
    let again = next_try(posted.made, posted.tries, ctx.now);
    let (outcome, said, on) = match (trouble, again) {
        (Trouble::Never(said), _) => (Outcome::Failed, said, true),
        (Trouble::Server(said), Some(at)) => {
            done.server = Some(said.clone());
            (Outcome::Again(at), said, false)
        }
        (Trouble::Later(said), Some(at)) => (Outcome::Again(at), said, true),
        (Trouble::Unclear(said), Some(at)) => (Outcome::Unclear(at), said, false),
        (Trouble::Server(said) | Trouble::Later(said) | Trouble::Unclear(said), None) => {
            (Outcome::Failed, said, true)
        }
    };
    match &outcome {
        Outcome::Failed => done.failed += 1,
        Outcome::Unclear(_) => done.unclear += 1,
        Outcome::Sent | Outcome::Again(_) => done.later += 1,
    }
    settle(store, ctx, posted, &outcome, &said)?;
    Ok(on)
}

fn settle(
    store: &Store,
    ctx: &Ctx,
    posted: &Posted,
    outcome: &Outcome,
    said: &str,
) -> Result<(), Fault> {
    let mut change = store.change(&ctx.who, "delivering", ctx.now)?;
    change.settle_letter(posted.id, outcome, said)?;
    change.commit()
}

/// To whom a letter goes, at the address they have now.
fn recipient(store: &Store, ctx: &Ctx, posted: &Posted) -> Result<Option<Mailbox>, Fault> {
    let subscriber = store.reader()?.subscriber(&ctx.region, posted.subscriber)?;
    Ok(subscriber.and_then(|one| {
        let address = one.wish.address.parse().ok()?;
        Some(Mailbox::new(Some(one.wish.name), address))
    }))
}

/// Delivers what is due on a desk with a living clock, when a mail server is set; says in the log what
/// went wrong. A demo sends nothing.
pub fn deliver_beside(store: &Store, ctx: &Ctx, region: &Region, clock: Clock) {
    if clock.is_fixed() {
        return;
    }
    let settings = match MailSettings::of_env() {
        Ok(Some(settings)) => settings,
        Ok(None) => return,
        Err(why) => {
            tracing::error!(%why, "no mail goes out");
            return;
        }
    };
    match deliver(store, ctx, region, &settings, &mut |_| true) {
        Ok(done) if done == Delivered::default() => {}
        Ok(done) => tracing::info!(?done, "delivered"),
        Err(why) => tracing::error!(%why, "delivering broke off; it is tried again soon"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_grow_and_end_after_five_days() {
        let made: jiff::Timestamp = "2025-10-02T05:00:00Z".parse().expect("a moment");
        let after = |tries, hours| {
            let now = made + SignedDuration::from_hours(hours);
            next_try(made, tries, now).map(|at| at.duration_since(now).as_mins())
        };
        assert_eq!(after(1, 0), Some(1));
        assert_eq!(after(2, 1), Some(5));
        assert_eq!(after(30, 119), Some(240));
        assert_eq!(after(31, 120), None);
    }
}
