//! *Today*: three tiers, what comes in fourteen days, what moves, and what is silent. How signals
//! come about is not known here.

use crate::ask::Ask;
use crate::card::{Background, Card, card};
use crate::html::Phrase;
use crate::lists;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::Tier;
use noaber_store::ReminderRow;
use noaber_store::views::{DateRow, Health, Momentum, SourceState, TierPart, Today};

/// The page.
#[derive(Template)]
#[template(path = "today.html")]
pub struct TodayPage {
    shell: Shell,
    day: String,
    read: String,
    since: String,
    touched: String,
    tiers: Vec<TierView>,
    reminders: Vec<Reminding>,
    agenda: Vec<Coming>,
    momentum: Vec<Moving>,
    silent: Vec<Quiet>,
    unread: Option<String>,
    in_time: String,
    behind: Option<String>,
}

struct TierView {
    code: &'static str,
    word: String,
    hint: String,
    total: String,
    cards: Vec<Card>,
    more: Option<String>,
}

struct Coming {
    iso: String,
    day: String,
    hot: bool,
    item: i64,
    what: String,
    title: Phrase,
    dossiers: String,
}

/// A deadline to be reminded of.
struct Reminding {
    near: &'static str,
    told: String,
    row: Coming,
}

struct Moving {
    id: String,
    title: Phrase,
    points: String,
    told: String,
    change: String,
    up: bool,
    still: bool,
}

struct Quiet {
    name: Phrase,
    told: String,
    bad: bool,
}

/// `GET /`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Today)?;
    let today = reader.today(&state.region, state.clock.now(), shell.w.today)?;
    let dossiers = reader.dossiers(&state.region)?;
    let networks = reader.networks(&state.region)?;
    let background = Background::new(&shell.w, &dossiers, &networks);
    let cards = today.tiers.iter().flat_map(|tier| &tier.cards);
    let background = background.with_items(&reader, &state.region, cards)?;
    let reminders = reader.reminders(&state.region, shell.w.today)?;
    lists::page(&TodayPage::new(shell, &today, &reminders, &background))
}

impl TodayPage {
    /// Puts what the store found in the reader's words.
    pub fn new(
        mut shell: Shell,
        today: &Today,
        reminders: &[ReminderRow],
        background: &Background,
    ) -> TodayPage {
        let w = shell.w.clone();
        shell.search_hint = w.n("search-hint-count", today.items);
        let open: i64 = today.tiers.iter().map(|tier| tier.total).sum();
        let read = today
            .sources
            .iter()
            .filter(|source| !matches!(source.health, Health::Off | Health::Unread))
            .count();
        TodayPage {
            day: w.day_long(today.day),
            read: w.n("today-read", today.read),
            since: since(&w, today, read, shell.fixed_day.is_some()),
            touched: w.with(
                "today-touched",
                &[("n", open.into()), ("region", (&shell.region).into())],
            ),
            tiers: today
                .tiers
                .iter()
                .map(|tier| tier_view(&w, tier, background))
                .collect(),
            reminders: reminders.iter().map(|row| reminding(&w, row)).collect(),
            agenda: today
                .agenda
                .iter()
                .take(10)
                .map(|row| coming(&w, row))
                .collect(),
            momentum: movers(&w, &today.momentum),
            silent: today
                .sources
                .iter()
                .filter_map(|source| quiet(&w, source))
                .collect(),
            unread: unread(&w, &today.sources),
            in_time: w.n("today-in-time", count(&today.sources, Health::Fine)),
            behind: (today.matched_to < today.ledger)
                .then(|| w.n("today-behind", today.ledger.0 - today.matched_to.0)),
            shell: shell.titled(w.t("nav-today")),
        }
    }
}

/// Since when and from how many sources; behind a standing clock everything comes from recordings.
fn since(w: &Words, today: &Today, sources: usize, recorded: bool) -> String {
    match today.since {
        _ if recorded => w.n("today-recorded", sources as i64),
        Some(at) => w.with(
            "today-since",
            &[("since", (&w.moment(at)).into()), ("n", sources.into())],
        ),
        None => w.n("today-sources", sources as i64),
    }
}

fn tier_view(w: &Words, part: &TierPart, background: &Background) -> TierView {
    let (most, shape) = match part.tier {
        Tier::Decide => (6, "full"),
        Tier::Act => (8, "compact"),
        Tier::Know => (12, "line"),
    };
    let code = part.tier.code();
    let cards: Vec<Card> = part
        .cards
        .iter()
        .take(most)
        .map(|row| card(w, row, background, shape))
        .collect();
    let left = part.total - cards.len() as i64;
    TierView {
        code,
        word: w.t(&format!("tier-{code}")),
        hint: w.t(&format!("tier-{code}-hint")),
        total: w.number(part.total),
        more: (left > 0).then(|| w.n("today-more", left)),
        cards,
    }
}

fn reminding(w: &Words, row: &ReminderRow) -> Reminding {
    let date = DateRow {
        date: row.date,
        item: row.item.clone(),
        dossiers: row.dossiers.clone(),
    };
    Reminding {
        near: row.reminder.code(),
        told: w.t(&format!("reminder-{}", row.reminder.code())),
        row: coming(w, &date),
    }
}

fn coming(w: &Words, row: &DateRow) -> Coming {
    let days = w.days_to(row.date.on);
    let at = row
        .date
        .at
        .map(|at| format!(" {}", noaber_locale::format::time(at)));
    let what = w.t(&format!("date-{}", row.date.what.code()));
    let names: Vec<String> = row
        .dossiers
        .iter()
        .map(|(_, title)| w.wording(title).text)
        .collect();
    Coming {
        iso: row.date.on.to_string(),
        day: w.day_tiny(row.date.on),
        hot: days <= 2,
        item: row.item.id.0,
        what: format!("{what}{}", at.unwrap_or_default()),
        title: w.published(
            &crate::card::shorten(&row.item.title, 90),
            row.item.language,
        ),
        dossiers: names.join(", "),
    }
}

/// The five dossiers that moved most, up or down.
fn movers(w: &Words, momentum: &[Momentum]) -> Vec<Moving> {
    let mut rows: Vec<&Momentum> = momentum
        .iter()
        .filter(|m| m.weeks.iter().any(|n| *n > 0))
        .collect();
    rows.sort_by_key(|m| std::cmp::Reverse(m.change().abs()));
    rows.into_iter().take(5).map(|row| moving(w, row)).collect()
}

fn moving(w: &Words, row: &Momentum) -> Moving {
    let change = row.change();
    let half = row.weeks.len() / 2;
    let before: i64 = row.weeks[..half].iter().sum();
    let after: i64 = row.weeks[half..].iter().sum();
    Moving {
        id: row.dossier.to_string(),
        title: w.wording(&row.title),
        points: spark(&row.weeks),
        told: w.with(
            "today-moved",
            &[("before", before.into()), ("after", after.into())],
        ),
        change: w.number(change.abs()),
        up: change > 0,
        still: change == 0,
    }
}

/// The points of a line 90 wide and 22 high.
fn spark(weeks: &[i64]) -> String {
    let most = weeks.iter().copied().max().unwrap_or(0).max(1) as f64;
    let step = 86.0 / (weeks.len().max(2) - 1) as f64;
    let point = |(at, n): (usize, &i64)| {
        format!(
            "{:.0},{:.0}",
            2.0 + at as f64 * step,
            19.0 - (*n as f64 / most) * 16.0
        )
    };
    weeks
        .iter()
        .enumerate()
        .map(point)
        .collect::<Vec<_>>()
        .join(" ")
}

fn quiet(w: &Words, source: &SourceState) -> Option<Quiet> {
    let told = match source.health {
        Health::Fine | Health::Off | Health::Unread => return None,
        Health::Silent => {
            let days = source.newest.map_or(0, |at| -w.days_to(w.day_of(at)));
            let expected = i64::from(source.silent_after_days);
            w.with(
                "source-is-silent",
                &[("n", days.into()), ("expected", expected.into())],
            )
        }
        other => w.t(&format!("source-is-{}", other.code())),
    };
    Some(Quiet {
        name: w.wording(&source.name),
        told,
        bad: matches!(
            source.health,
            Health::Failing | Health::Blocked | Health::Changed
        ),
    })
}

fn unread(w: &Words, sources: &[SourceState]) -> Option<String> {
    let unread = count(sources, Health::Unread);
    (unread > 0).then(|| w.n("today-unread", unread))
}

fn count(sources: &[SourceState], health: Health) -> i64 {
    sources
        .iter()
        .filter(|source| source.health == health)
        .count() as i64
}
