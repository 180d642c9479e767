//! Digest: who gets it, how often and about what, and what became of every letter. Reading one stands
//! in `digest_read`.

use crate::ask::Ask;
use crate::lists;
use crate::pages::triage::ctx;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use jiff::civil::{Date, Time, time};
use noaber_domain::{Cadence, Dossier, DossierId, Language, Subscriber, SubscriberId, Tier, Wish};
use noaber_locale::Arg;
use noaber_store::{AT_REST, Receipt, Waiting};
use noaber_work::deliver::{MailSettings, address_of_env};
use noaber_work::digest;

/// Lines of the outbox on the page.
const LINES: usize = 60;
/// The time that a new subscriber gets unless another is asked for.
const MORNING: Time = time(7, 30, 0, 0);

/// The page.
#[derive(Template)]
#[template(path = "digest.html")]
pub struct DigestPage {
    shell: Shell,
    no_server: Option<String>,
    readers: Vec<ReaderView>,
    waits: Option<WaitView>,
    letters: Vec<LetterView>,
    form: FormView,
}

/// What waits, in the words of the page.
pub struct WaitView {
    waits: String,
    answer: Option<(String, String)>,
    next: Option<String>,
}

/// The form of one subscriber.
#[derive(Template)]
#[template(path = "digest_edit.html")]
pub struct EditPage {
    shell: Shell,
    form: FormView,
    secret: Option<String>,
}

/// A subscriber in the list.
pub struct ReaderView {
    id: i64,
    name: String,
    address: String,
    told: String,
    last: Option<String>,
    paused: Option<String>,
}

/// A line of the outbox.
pub struct LetterView {
    id: i64,
    reader: Option<i64>,
    name: String,
    number: i64,
    made: String,
    items: String,
    state: String,
    more: Vec<String>,
    said: String,
    bad: bool,
    may_retry: bool,
}

/// A choice with whether it is chosen.
pub struct Choice {
    value: String,
    label: String,
    on: bool,
}

/// What stands in the form.
pub struct FormView {
    action: String,
    refused: Option<String>,
    name: String,
    address: String,
    at: String,
    languages: Vec<Choice>,
    cadences: Vec<Choice>,
    days: Vec<Choice>,
    tiers: Vec<Choice>,
    dossiers: Vec<Choice>,
    heartbeat: bool,
}

/// `GET /digest`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    page(state, ask, None)
}

fn page(state: &State, ask: &Ask, refused: Option<(&str, Wish)>) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Digest)?;
    let w = shell.w.clone();
    let subscribers = reader.subscribers(&state.region)?;
    let letters = reader.outbox(&state.region, None, LINES)?;
    let dossiers = reader.dossiers(&state.region)?;
    let (refused, wish) = match refused {
        Some((key, wish)) => (Some(w.t(key)), wish),
        None => (None, fresh(&w)),
    };
    lists::page(&DigestPage {
        no_server: match MailSettings::of_env() {
            Ok(Some(_)) => None,
            Ok(None) => Some(w.t("digest-no-server")),
            Err(why) => Some(why.to_string()),
        },
        readers: subscribers.iter().map(|one| reader_view(&w, one)).collect(),
        letters: letters
            .iter()
            .map(|one| letter_view(&w, one, &subscribers))
            .collect(),
        waits: wait_view(&w, state, &reader.outbox_waiting(&state.region)?),
        form: form_view(&w, "/digest".to_owned(), &wish, &dossiers, refused),
        shell: shell.titled(w.t("nav-digest")),
    })
}

/// What stands in the form for somebody new.
fn fresh(w: &Words) -> Wish {
    Wish {
        name: String::new(),
        address: String::new(),
        language: w.language(),
        cadence: Cadence::Daily { at: MORNING },
        tiers: Tier::ALL.to_vec(),
        dossiers: Vec::new(),
        heartbeat: true,
    }
}

fn reader_view(w: &Words, one: &Subscriber) -> ReaderView {
    let wish = &one.wish;
    let at = wish.cadence.at().map(|at| format!(" {}", hour(at)));
    let day = match wish.cadence {
        Cadence::Weekly { day, .. } => format!(" ({})", w.t(&format!("weekday-{day}"))),
        _ => String::new(),
    };
    let often = w.t(&format!("cadence-{}", wish.cadence.code()));
    let tiers: Vec<String> = wish
        .tiers
        .iter()
        .map(|t| w.t(&format!("tier-{}", t.code())))
        .collect();
    let dossiers = match i64::try_from(wish.dossiers.len()) {
        Ok(0) => w.t("digest-all-dossiers"),
        Ok(n) => w.n("digest-some-dossiers", n),
        Err(_) => String::new(),
    };
    let code = wish.language.code().to_uppercase();
    let when = |key: &str, name: &str, said: &str| w.with(key, &[(name, Arg::Text(said))]);
    ReaderView {
        id: one.id.0,
        name: wish.name.clone(),
        address: wish.address.clone(),
        told: format!(
            "{often}{}{day} · {} · {dossiers} · {code}",
            at.unwrap_or_default(),
            tiers.join(", ")
        ),
        last: one
            .last
            .map(|at| when("digest-last", "when", &w.moment(at))),
        paused: one
            .paused_until
            .filter(|until| w.today < *until)
            .map(|until| match until == AT_REST {
                true => w.t("digest-paused-moved"),
                false => when("digest-paused", "until", &w.day(until)),
            }),
    }
}

/// How many letters wait since when, what the server said last and when it is asked again; nothing when
/// none waits.
fn wait_view(w: &Words, state: &State, waiting: &Waiting) -> Option<WaitView> {
    let since = w.moment(waiting.since?);
    let ahead = waiting.next_try.filter(|at| *at > state.clock.now());
    let when = |key: &str, at| w.with(key, &[("when", Arg::Text(&w.moment(at)))]);
    Some(WaitView {
        waits: w.with(
            "outbox-waits",
            &[
                ("n", Arg::Number(waiting.letters)),
                ("since", Arg::Text(&since)),
            ],
        ),
        answer: waiting
            .answer
            .as_ref()
            .map(|(at, said)| (when("outbox-last-answer", *at), said.clone())),
        next: ahead.map(|at| when("outbox-waits-next", at)),
    })
}

fn letter_view(w: &Words, one: &Receipt, subscribers: &[Subscriber]) -> LetterView {
    let reader = subscribers.iter().find(|s| s.id == one.subscriber);
    let mut more = Vec::new();
    if one.tries > 0 && one.state != "sent" || one.tries > 1 {
        more.push(w.n("outbox-tries", one.tries));
    }
    if let Some(at) = one.tried.filter(|_| one.state != "sent") {
        more.push(w.with("outbox-tried", &[("when", Arg::Text(&w.moment(at)))]));
    }
    if one.unclear > 0 && one.state == "sent" {
        more.push(w.t("outbox-twice"));
    }
    let waits = ["waiting", "uncertain"].contains(&one.state.as_str());
    if waits && one.tries > 0 {
        let when = w.moment(one.next_try);
        more.push(w.with("outbox-next", &[("when", Arg::Text(&when))]));
    }
    LetterView {
        id: one.id,
        reader: reader.map(|s| s.id.0),
        name: reader.map_or_else(|| w.t("outbox-gone"), |s| s.wish.name.clone()),
        number: one.number,
        made: w.moment(one.made),
        items: carries(w, one),
        state: w.t(&format!("outbox-{}", one.state)),
        more,
        said: one.answer.clone(),
        bad: one.state == "failed" || (waits && one.tries > 0),
        may_retry: reader.is_some() && (one.state == "failed" || waits),
    }
}

/// How many papers and notices a letter carries.
fn carries(w: &Words, one: &Receipt) -> String {
    let count = |key: &str, n: usize| w.n(key, i64::try_from(n).unwrap_or(i64::MAX));
    let mut parts = Vec::new();
    if !one.contents.is_empty() || one.notices.is_empty() {
        parts.push(count("outbox-items", one.contents.len()));
    }
    if !one.notices.is_empty() {
        parts.push(count("outbox-notices", one.notices.len()));
    }
    parts.join(", ")
}

fn form_view(
    w: &Words,
    action: String,
    wish: &Wish,
    dossiers: &[Dossier],
    refused: Option<String>,
) -> FormView {
    let choice = |value: &str, label: String, on: bool| Choice {
        value: value.to_owned(),
        label,
        on,
    };
    let day = match wish.cadence {
        Cadence::Weekly { day, .. } => day,
        _ => 1,
    };
    FormView {
        action,
        refused,
        name: wish.name.clone(),
        address: wish.address.clone(),
        at: hour(wish.cadence.at().unwrap_or(MORNING)),
        languages: Language::ALL
            .iter()
            .map(|l| choice(l.code(), l.code().to_uppercase(), *l == wish.language))
            .collect(),
        cadences: Cadence::CODES
            .iter()
            .map(|c| choice(c, w.t(&format!("cadence-{c}")), *c == wish.cadence.code()))
            .collect(),
        days: (1..=7i8)
            .map(|d| choice(&d.to_string(), w.t(&format!("weekday-{d}")), d == day))
            .collect(),
        tiers: Tier::ALL
            .iter()
            .map(|t| {
                let label = w.t(&format!("tier-{}", t.code()));
                choice(t.code(), label, wish.tiers.contains(t))
            })
            .collect(),
        dossiers: dossiers
            .iter()
            .map(|d| {
                let label = w.wording(&d.title).text;
                choice(d.id.as_str(), label, wish.dossiers.contains(&d.id))
            })
            .collect(),
        heartbeat: wish.heartbeat,
    }
}

fn hour(at: Time) -> String {
    noaber_locale::format::time(at)
}

/// The wish in a form, with the key of what is wrong with its rhythm.
fn typed(ask: &Ask) -> (Wish, Option<&'static str>) {
    let at: Option<Time> = ask.form("at").parse().ok();
    let day = ask.form("day").parse().unwrap_or(1);
    let cadence = at.and_then(|at| Cadence::from_code(ask.form("cadence"), at, day));
    let all = |name: &str| -> Vec<String> {
        let chosen = ask.form.iter().filter(|(key, _)| key == name);
        chosen.map(|(_, value)| value.clone()).collect()
    };
    let wish = Wish {
        name: ask.form("name").to_owned(),
        address: ask.form("address").to_owned(),
        language: Language::from_tag(ask.form("language")).unwrap_or(Language::Nl),
        cadence: cadence.unwrap_or(Cadence::Daily { at: MORNING }),
        tiers: all("tier")
            .iter()
            .filter_map(|t| Tier::from_code(t))
            .collect(),
        dossiers: all("dossier")
            .iter()
            .filter_map(|d| DossierId::new(d.as_str()).ok())
            .collect(),
        heartbeat: ask.form("heartbeat") == "yes",
    };
    (wish, cadence.is_none().then_some("digest-bad-cadence"))
}

/// `POST /digest`
pub fn add(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let (wish, bad) = typed(ask);
    if let Some(key) = bad {
        return page(state, ask, Some((key, wish)));
    }
    match digest::add(&state.store, &ctx(state), wish.clone()) {
        Ok(added) => edit_page(state, ask, added.id, Some(added.secret), None),
        Err(why) => match surprise(why) {
            Ok(key) => page(state, ask, Some((key, wish))),
            Err(refuse) => Err(refuse),
        },
    }
}

/// `GET /digest/{id}`
pub fn edit(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    edit_page(state, ask, id(ask)?, None, None)
}

fn edit_page(
    state: &State,
    ask: &Ask,
    id: SubscriberId,
    secret: Option<String>,
    refused: Option<(&str, Wish)>,
) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Digest)?;
    let w = shell.w.clone();
    let one = reader.subscriber(&state.region, id)?;
    let one = one.ok_or(Refuse::NotFound)?;
    let dossiers = reader.dossiers(&state.region)?;
    let name = one.wish.name.clone();
    let (refused, wish) = match refused {
        Some((key, wish)) => (Some(w.t(key)), wish),
        None => (None, one.wish),
    };
    let address = address_of_env().unwrap_or_default();
    lists::page(&EditPage {
        form: form_view(&w, format!("/digest/{id}"), &wish, &dossiers, refused),
        secret: secret.map(|secret| format!("{address}/digest/feed/{secret}/digest.atom")),
        shell: shell.titled(name),
    })
}

/// `POST /digest/{id}`
pub fn save(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let id = id(ask)?;
    let (wish, bad) = typed(ask);
    if let Some(key) = bad {
        return edit_page(state, ask, id, None, Some((key, wish)));
    }
    match digest::change(&state.store, &ctx(state), id, wish.clone()) {
        Ok(()) => Ok(lists::redirect("/digest")),
        Err(why) => match surprise(why) {
            Ok(key) => edit_page(state, ask, id, None, Some((key, wish))),
            Err(refuse) => Err(refuse),
        },
    }
}

/// `POST /digest/{id}/pause`
pub fn pause(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let until: Option<Date> = match ask.form("until") {
        "" => None,
        text => Some(text.parse().map_err(|_| Refuse::Unreadable)?),
    };
    digest::pause(&state.store, &ctx(state), id(ask)?, until).map_err(lost)?;
    Ok(lists::redirect("/digest"))
}

/// `POST /digest/{id}/feed`
pub fn new_feed(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let id = id(ask)?;
    let secret = digest::renew_feed(&state.store, &ctx(state), id).map_err(lost)?;
    edit_page(state, ask, id, Some(secret), None)
}

/// `POST /digest/{id}/remove`
pub fn remove(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    digest::remove(&state.store, &ctx(state), id(ask)?).map_err(lost)?;
    Ok(lists::redirect("/digest"))
}

/// `POST /digest/letters/{letter}/retry`
pub fn retry(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let letter = ask.param("letter").parse().map_err(|_| Refuse::NotFound)?;
    digest::retry(&state.store, &ctx(state), letter).map_err(lost)?;
    Ok(lists::redirect("/digest#outbox"))
}

/// `GET /digest.json`: the outbox, without names or addresses.
pub fn json(state: &State, _: &Ask) -> Result<Response<Body>, Refuse> {
    lists::json(&state.store.reader()?.outbox(&state.region, None, 1_000)?)
}

/// The subscriber in the path.
pub(crate) fn id(ask: &Ask) -> Result<SubscriberId, Refuse> {
    ask.param("id").parse().map_err(|_| Refuse::NotFound)
}

/// The key of what was wrong with a form, or the refusal of everything else.
fn surprise(why: noaber_work::Refused) -> Result<&'static str, Refuse> {
    match why.key() {
        key if key.starts_with("digest-bad-") => Ok(key),
        _ => Err(lost(why)),
    }
}

fn lost(why: noaber_work::Refused) -> Refuse {
    match why.key() {
        "refused-unknown" => Refuse::NotFound,
        _ => Refuse::Fault(format!("the digest could not be changed: {why}")),
    }
}
