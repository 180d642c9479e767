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
use jiff::Timestamp;
use noaber_domain::Tier;
use noaber_locale::Arg;
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
    unheard: Vec<Quiet>,
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

/// A source that is not heard, or several that are not for one reason.
struct Quiet {
    name: Option<Phrase>,
    told: String,
    dot: &'static str,
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
    let background = background.with_items(&reader, &state.region, shell.w.today, cards)?;
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
        TodayPage {
            day: w.day_long(today.day),
            read: w.n("today-read", today.read),
            since: since(&w, today, shell.fixed_day.is_some()),
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
            unheard: UNHEARD
                .iter()
                .flat_map(|health| not_heard(&w, &today.sources, *health))
                .collect(),
            in_time: w.n("today-in-time", count(&today.sources, Health::Fine)),
            behind: (today.matched_to < today.ledger)
                .then(|| w.n("today-behind", today.ledger.0 - today.matched_to.0)),
            shell: shell.titled(w.t("nav-today")),
        }
    }
}

/// Since when and from how many sources; behind a standing clock everything comes from recordings.
fn since(w: &Words, today: &Today, recorded: bool) -> String {
    let sources = answered(w, today);
    let sources = ("sources", Arg::Text(&sources));
    match today.since {
        _ if recorded => w.with("today-recorded", &[sources]),
        Some(at) => w.with("today-since", &[("since", (&w.moment(at)).into()), sources]),
        None => w.with("today-sources", &[sources]),
    }
}

/// From how many sources something could be read: `2 of 57 sources`. What failed brought nothing.
fn answered(w: &Words, today: &Today) -> String {
    let on = |source: &&SourceState| source.health != Health::Off;
    let all = today.sources.iter().filter(on).count() as i64;
    let since = |at: Timestamp| today.since.is_none_or(|since| at >= since);
    let read = |source: &&SourceState| source.succeeded.is_some_and(since);
    let read = today.sources.iter().filter(on).filter(read).count() as i64;
    match read == all {
        true => w.n("today-from-all", all),
        false => w.with("today-from", &[("read", read.into()), ("n", all.into())]),
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
    let what = w.happens(row.item.kind, &row.date);
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

/// What is not heard, the most serious first.
const UNHEARD: [Health; 6] = [
    Health::Failing,
    Health::Blocked,
    Health::Changed,
    Health::Late,
    Health::Unread,
    Health::Silent,
];
/// Sources that are named of those that are not heard for one reason.
const NAMED: usize = 3;

/// Sources that are not heard for one reason: a line each, or where they are many one for all.
fn not_heard(w: &Words, sources: &[SourceState], health: Health) -> Vec<Quiet> {
    let these: Vec<&SourceState> = sources.iter().filter(|s| s.health == health).collect();
    let dot = match health {
        Health::Failing | Health::Blocked | Health::Changed => " bad",
        Health::Unread => "",
        _ => " warn",
    };
    if these.len() > NAMED || (health == Health::Unread && !these.is_empty()) {
        let told = all_told(w, &these, health);
        let name = None;
        return vec![Quiet { name, told, dot }];
    }
    let one = |source: &&SourceState| Quiet {
        name: Some(w.wording(&source.name)),
        told: quiet(w, source),
        dot,
    };
    these.iter().map(one).collect()
}

/// `55 sources report an error (Region, Province, Water board and 52 more).`
fn all_told(w: &Words, these: &[&SourceState], health: Health) -> String {
    let named = these.iter().take(NAMED);
    let names: Vec<String> = named.map(|s| w.wording(&s.name).text).collect();
    let mut names = names.join(", ");
    if let more @ 1.. = these.len().saturating_sub(NAMED) {
        let args = [("names", Arg::Text(&names)), ("n", more.into())];
        names = w.with("heard-names", &args);
    }
    let args = [("n", these.len().into()), ("names", Arg::Text(&names))];
    format!("{}.", w.with(&format!("heard-{}", health.code()), &args))
}

fn quiet(w: &Words, source: &SourceState) -> String {
    if source.health != Health::Silent {
        return w.t(&format!("source-is-{}", source.health.code()));
    }
    let days = source.newest.map_or(0, |at| -w.days_to(w.day_of(at)));
    let expected = i64::from(source.silent_after_days);
    w.with(
        "source-is-silent",
        &[("n", days.into()), ("expected", expected.into())],
    )
}

fn count(sources: &[SourceState], health: Health) -> i64 {
    sources
        .iter()
        .filter(|source| source.health == health)
        .count() as i64
}
