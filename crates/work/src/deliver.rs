//! Delivering: makes the digests whose time has come, and sends what waits in the outbox. Every step is
//! kept before the next one is taken, so that a program that ends anywhere loses nothing;
//! [0010](../../../docs/decisions/0010-a-letter-may-come-twice-and-is-never-lost.md) says what may
//! happen twice.

use crate::digest::{Desk, Made, make};
use crate::post::{Protection, Trouble, next_try, prepare};
use crate::{Clock, Ctx};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use lettre::message::Mailbox;
use noaber_domain::{Country, Region, Subscriber, Turn};
use noaber_store::{Fault, Outcome, Posted, Store};
use serde::Serialize;
use std::time::Duration;

/// How long whoever took a letter has it for themselves.
const LEASE: SignedDuration = SignedDuration::from_mins(30);
/// How long a server may take to answer a command.
const PATIENCE: Duration = Duration::from_secs(30);
/// Digests that are made for one subscriber at once when there is more than fits in one.
const AT_ONCE: usize = 10;

/// How mail is sent, and what its links lead to.
#[derive(Debug, Clone)]
pub struct MailSettings {
    pub(crate) server: Server,
    pub(crate) from: Mailbox,
    pub(crate) desk: Option<String>,
    pub(crate) patience: Duration,
}

/// The server that takes our mail.
#[derive(Clone)]
pub(crate) struct Server {
    pub host: String,
    pub port: u16,
    pub protection: Protection,
    pub login: Option<(String, String)>,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{} ({:?})", self.host, self.port, self.protection)
    }
}

/// A setting that cannot be used. Never says what a password is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} cannot be used: {why}")]
pub struct BadSetting {
    /// Name of the setting.
    pub name: &'static str,
    /// What is wrong, and what was expected.
    pub why: String,
}

impl MailSettings {
    /// From NOABER_SMTP, NOABER_MAIL_FROM and NOABER_ADDRESS; nothing when no server is set.
    pub fn of_env() -> Result<Option<MailSettings>, BadSetting> {
        let read = |name| {
            std::env::var(name)
                .ok()
                .filter(|value| !value.trim().is_empty())
        };
        let Some(server) = read("NOABER_SMTP") else {
            return Ok(None);
        };
        let from = read("NOABER_MAIL_FROM").ok_or_else(|| BadSetting {
            name: "NOABER_MAIL_FROM",
            why:
                "a server is set, but no sender; expected an address such as noaber@region.example"
                    .into(),
        })?;
        MailSettings::read(&server, &from, address_of_env()).map(Some)
    }

    /// From the address of a server, `smtp://user:password@host:port`, the address of the sender, and
    /// the address of the desk. `smtp` asks for STARTTLS, `smtps` speaks TLS from the start;
    /// `?tls=offered` and `?tls=none` ask for less, and on this machine itself nothing is asked.
    pub fn read(
        server: &str,
        from: &str,
        desk: Option<String>,
    ) -> Result<MailSettings, BadSetting> {
        let from: Mailbox = from.trim().parse().map_err(|why| BadSetting {
            name: "NOABER_MAIL_FROM",
            why: format!("{why}; expected an address such as noaber@region.example"),
        })?;
        Ok(MailSettings {
            server: read_server(server.trim())?,
            from,
            desk,
            patience: PATIENCE,
        })
    }

    /// The same, with another patience for a server that does not answer.
    pub fn with_patience(mut self, patience: Duration) -> MailSettings {
        self.patience = patience;
        self
    }

    /// The domain of the sender.
    pub(crate) fn domain(&self) -> &str {
        self.from.email.domain()
    }
}

/// The address of the desk for readers of letters, from NOABER_ADDRESS.
pub fn address_of_env() -> Option<String> {
    let address = std::env::var("NOABER_ADDRESS").ok()?;
    let address = address.trim().trim_end_matches('/');
    let web = address.starts_with("https://") || address.starts_with("http://");
    web.then(|| address.to_owned())
}

fn read_server(text: &str) -> Result<Server, BadSetting> {
    // What is wrong is said without the text itself: it may hold a password.
    let bad = |why: &str| BadSetting {
        name: "NOABER_SMTP",
        why: format!("{why}; expected smtp://user:password@host:port or smtps://…"),
    };
    let url = url::Url::parse(text).map_err(|why| bad(&why.to_string()))?;
    let host = url.host_str().filter(|host| !host.is_empty());
    let host = host.ok_or_else(|| bad("there is no host"))?;
    let here = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
    let asked = url.query_pairs().find(|(name, _)| name == "tls");
    let (protection, port) = match (url.scheme(), asked.as_ref().map(|(_, how)| how.as_ref())) {
        ("smtps", None) => (Protection::Tls, 465),
        ("smtp", Some("required")) => (Protection::StartTls, 587),
        ("smtp", Some("offered")) => (Protection::IfOffered, 25),
        ("smtp", Some("none")) => (Protection::None, 25),
        ("smtp", None) if here => (Protection::None, 25),
        ("smtp", None) => (Protection::StartTls, 587),
        ("smtp" | "smtps", Some(_)) => return Err(bad("tls is required, offered or none")),
        _ => return Err(bad("the scheme is neither smtp nor smtps")),
    };
    let plain = |part: &str| unescape(part).ok_or_else(|| bad("user or password is no UTF-8"));
    let login = match (url.username(), url.password()) {
        ("", _) => None,
        (user, password) => Some((plain(user)?, plain(password.unwrap_or_default())?)),
    };
    Ok(Server {
        host: host.trim_matches(['[', ']']).to_owned(),
        port: url.port().unwrap_or(port),
        protection,
        login,
    })
}

/// Takes `%2F` and its like out of a part of an address.
fn unescape(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |b: Option<u8>| char::from(b?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

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

    fn server(text: &str) -> Result<Server, BadSetting> {
        read_server(text)
    }

    #[test]
    fn a_server_is_asked_for_as_much_protection_as_it_should_have() {
        let told = |text: &str| {
            let server = server(text).expect("a server");
            (server.host, server.port, server.protection)
        };
        let host = || "mail.example".to_owned();
        assert_eq!(
            told("smtp://mail.example"),
            (host(), 587, Protection::StartTls)
        );
        assert_eq!(told("smtps://mail.example"), (host(), 465, Protection::Tls));
        assert_eq!(
            told("smtp://mail.example:25?tls=none"),
            (host(), 25, Protection::None)
        );
        assert_eq!(
            told("smtp://mail.example?tls=offered").2,
            Protection::IfOffered
        );
        assert_eq!(told("smtp://127.0.0.1:2525").2, Protection::None);
        assert_eq!(told("smtp://[::1]:25").0, "::1");
    }

    #[test]
    fn a_login_is_read_and_never_shown() {
        let one = server("smtp://a%40b:p%2Fw@mail.example").expect("a server");
        assert_eq!(one.login, Some(("a@b".into(), "p/w".into())));
        assert!(!format!("{one:?}").contains("p/w"), "{one:?}");
        let bad = server("http://u:geheim@mail.example").expect_err("no mail server");
        assert!(!bad.to_string().contains("geheim"), "{bad}");
        for bad in [
            "",
            "mail.example",
            "smtp://",
            "smtp://h?tls=maybe",
            "smtps://h?tls=none",
        ] {
            assert!(server(bad).is_err(), "{bad}");
        }
    }

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
