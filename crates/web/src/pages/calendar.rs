//! The calendar: every date that is known, for thirty days, a month or a week, as a page, JSON, CSV and a file for calendar
//! programs at the same address; and the calendars with a secret address. Which dates there are is
//! asked of the store.

use crate::ask::Ask;
use crate::html::Phrase;
use crate::lists;
use crate::pages::signals::Pick;
use crate::pages::triage::ctx;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use jiff::ToSpan;
use jiff::civil::Date;
use noaber_domain::{
    Country, Days, Dossier, DossierId, ItemKind, Language, RegionId, Selection, Source, SourceId,
};
use noaber_locale::format;
use noaber_store::{CalendarRow, Feed, Reader};
use noaber_work::calendar as work;
use noaber_work::deliver::address_of_env;

/// Dates on a page, and in a file.
const MOST: usize = 2_000;

/// The page.
#[derive(Template)]
#[template(path = "calendar.html")]
pub struct CalendarPage {
    shell: Shell,
    picks: Vec<Pick>,
    who: String,
    at: String,
    period: String,
    before: String,
    after: String,
    now: String,
    week: bool,
    days: Vec<DayView>,
    told_none: bool,
    next: Option<(String, String)>,
    told: String,
    cut: bool,
    as_ics: String,
    as_csv: String,
    as_json: String,
    selection: Vec<(&'static str, String)>,
    feeds: Vec<FeedView>,
}

struct DayView {
    iso: String,
    name: String,
    today: bool,
    entries: Vec<EntryView>,
}

struct EntryView {
    item: i64,
    time: Option<String>,
    what: String,
    off: bool,
    title: Phrase,
    origin: String,
    dossiers: Vec<(String, Phrase)>,
}

struct FeedView {
    id: i64,
    name: String,
    told: String,
    made: String,
    withdrawn: Option<String>,
}

/// What the page is made of.
pub struct CalendarData {
    /// What was chosen.
    pub selection: Selection,
    /// The days shown.
    pub days: Days,
    /// The dates in them.
    pub rows: Vec<CalendarRow>,
    /// How many there are in all.
    pub total: i64,
    /// Where there are none: the first day after them with one.
    pub next: Option<Date>,
    /// What can be chosen.
    pub dossiers: Vec<Dossier>,
    /// What can be chosen.
    pub sources: Vec<Source>,
    /// The calendars with a secret address.
    pub feeds: Vec<Feed>,
}

/// `GET /calendar`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Calendar)?;
    let (selection, days) = (selection(|name| ask.query(name)), days(ask, shell.w.today));
    let rows = reader.calendar(&state.region, &selection, days, MOST)?;
    let next = match rows.is_empty() {
        true => next_day(&reader, &state.region, &selection, days.to)?,
        false => None,
    };
    let data = CalendarData {
        rows,
        next,
        total: reader.calendar_total(&state.region, &selection, days)?,
        dossiers: reader.dossiers(&state.region)?,
        sources: reader.sources()?,
        feeds: reader.feeds(&state.region)?,
        selection,
        days,
    };
    lists::page(&CalendarPage::new(shell, ask, &data))
}

impl CalendarPage {
    /// Puts a stretch of days in the reader's words.
    pub fn new(shell: Shell, ask: &Ask, data: &CalendarData) -> CalendarPage {
        let w = shell.w.clone();
        let view = View::of(ask);
        let to = |day: Date| ask.address("/calendar", &[("at", &day.to_string())]);
        let from = data.days.from;
        let step = |pages: i64| view.turn(from, pages);
        let file = |end: &str| ask.address(&format!("/calendar.{end}"), &[]);
        CalendarPage {
            picks: picks(&w, ask, data),
            who: ask.query("who").unwrap_or("").to_owned(),
            at: from.to_string(),
            period: period(&w, data.days, view),
            before: to(step(-1)),
            after: to(step(1)),
            now: ask.address("/calendar", &[("at", "")]),
            week: view == View::Week,
            days: day_views(&w, data, view),
            told_none: data.rows.is_empty(),
            next: data.next.map(|day| (w.day(day), to(day))),
            told: w.n("calendar-count", data.total),
            cut: data.total > data.rows.len() as i64,
            as_ics: file("ics"),
            as_csv: file("csv"),
            as_json: file("json"),
            selection: hidden(&data.selection),
            feeds: data.feeds.iter().map(|f| feed_view(&w, f, data)).collect(),
            shell: shell.titled(w.t("nav-calendar")),
        }
    }
}

/// The first day after `last` with a date that somebody chose.
fn next_day(
    reader: &Reader,
    region: &RegionId,
    selection: &Selection,
    last: Date,
) -> Result<Option<Date>, Refuse> {
    let days = Days {
        from: last.saturating_add(1.days()),
        to: Date::MAX,
    };
    let first = reader.calendar(region, selection, days, 1)?;
    Ok(first.first().map(|row| row.date.on))
}

/// What an address or a form chooses; values that mean nothing are passed over.
fn selection<'a>(value: impl Fn(&'static str) -> Option<&'a str>) -> Selection {
    Selection {
        dossier: value("dossier").and_then(|id| DossierId::new(id).ok()),
        all: value("scope") == Some("all"),
        country: value("country").and_then(Country::from_code),
        source: value("source").and_then(|id| SourceId::new(id).ok()),
        kind: value("kind").and_then(ItemKind::from_code),
        who: value("who").map(|who| who.chars().take(100).collect()),
    }
}

fn hidden(selection: &Selection) -> Vec<(&'static str, String)> {
    let all = [
        (
            "dossier",
            selection.dossier.as_ref().map(ToString::to_string),
        ),
        ("scope", selection.all.then(|| "all".to_owned())),
        ("country", selection.country.map(|c| c.code().to_owned())),
        ("source", selection.source.as_ref().map(ToString::to_string)),
        ("kind", selection.kind.map(|k| k.code().to_owned())),
        ("who", selection.who.clone()),
    ];
    let chosen = all.into_iter();
    chosen
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

/// How much of the calendar a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    /// Thirty days, from today unless the address names another day.
    Ahead,
    Month,
    Week,
}

impl View {
    const ALL: [View; 3] = [View::Ahead, View::Month, View::Week];

    /// The one that an address asks for; one that means nothing is passed over.
    fn of(ask: &Ask) -> View {
        let asked = |view: &View| ask.query("view") == Some(view.code());
        View::ALL.into_iter().find(asked).unwrap_or(View::Ahead)
    }

    fn code(self) -> &'static str {
        match self {
            View::Ahead => "ahead",
            View::Month => "month",
            View::Week => "week",
        }
    }

    /// The first day, so many pages on.
    fn turn(self, from: Date, pages: i64) -> Date {
        match self {
            View::Ahead => from.saturating_add((30 * pages).days()),
            View::Month => from.saturating_add(pages.months()),
            View::Week => from.saturating_add((7 * pages).days()),
        }
    }
}

/// The days that an address asks for; those around or from today unless it names another day.
fn days(ask: &Ask, today: Date) -> Days {
    let at = ask.query_as::<Date>("at").unwrap_or(today);
    match View::of(ask) {
        View::Ahead => Days::ahead(at),
        View::Month => Days::month(at),
        View::Week => Days::week(at),
    }
}

fn period(w: &Words, days: Days, view: View) -> String {
    match view {
        View::Month => format::month_long(w.lang(), days.from),
        View::Ahead | View::Week => format!("{} – {}", w.day(days.from), w.day(days.to)),
    }
}

/// The days of a week, all of them; of a longer time, those on which there is something.
fn day_views(w: &Words, data: &CalendarData, view: View) -> Vec<DayView> {
    let mut rows = data.rows.iter().peekable();
    let mut views = Vec::new();
    for day in data.days.each() {
        let mut entries = Vec::new();
        while let Some(row) = rows.next_if(|row| row.date.on == day) {
            entries.push(entry(w, row));
        }
        if view == View::Week || !entries.is_empty() {
            views.push(DayView {
                iso: day.to_string(),
                name: w.day(day),
                today: day == w.today,
                entries,
            });
        }
    }
    views
}

fn entry(w: &Words, row: &CalendarRow) -> EntryView {
    let item = &row.item;
    let label = item.label.as_deref().map(crate::html::clean);
    let kind = w.t(&format!("kind-{}", item.kind.code()));
    let what = match row.date.what {
        noaber_domain::DateKind::Event => label.unwrap_or(kind),
        _ => w.happens(item.kind, &row.date),
    };
    let committee = item.committee.as_deref().map(crate::html::clean);
    let mut origin = vec![w.country(item.country), w.wording(&item.source_name).text];
    origin.extend(committee);
    origin.retain(|part| !part.trim().is_empty());
    EntryView {
        item: item.id.0,
        time: row.date.at.map(format::time),
        what,
        off: row.off,
        title: w.published(&item.title, item.language),
        origin: origin.join(" · "),
        dossiers: row
            .dossiers
            .iter()
            .map(|(id, title)| (id.to_string(), w.wording(title)))
            .collect(),
    }
}

fn picks(w: &Words, ask: &Ask, data: &CalendarData) -> Vec<Pick> {
    let said = |prefix: &str, code: &str| (code.to_owned(), w.t(&format!("{prefix}-{code}")));
    let dossiers = data.dossiers.iter();
    let dossiers = dossiers.map(|d| (d.id.to_string(), w.wording(&d.title).text));
    let sources = data.sources.iter();
    let sources = sources.map(|s| (s.id.to_string(), w.wording(&s.name).text));
    let countries = Country::ALL.iter().map(|c| said("country", c.code()));
    let kinds = ItemKind::ALL.iter().map(|k| said("kind", k.code()));
    let views = View::ALL.map(|view| said("calendar-view", view.code()));
    let scopes = ["ours", "all"].map(|code| said("calendar-scope", code));
    let chosen = |name: &str, usual: &'static str| ask.query(name).unwrap_or(usual).to_owned();
    vec![
        Pick::among(w, "view", Some(View::of(ask).code()), views.into()),
        Pick::among(w, "scope", Some(&chosen("scope", "ours")), scopes.into()),
        Pick::new(w, "dossier", ask.query("dossier"), dossiers.collect()),
        Pick::new(w, "country", ask.query("country"), countries.collect()),
        Pick::new(w, "kind", ask.query("kind"), kinds.collect()),
        Pick::new(w, "source", ask.query("source"), sources.collect()),
    ]
}

fn feed_view(w: &Words, feed: &Feed, data: &CalendarData) -> FeedView {
    let chosen = &feed.selection;
    let dossier = chosen.dossier.as_ref().map(|id| {
        let known = data.dossiers.iter().find(|d| d.id == *id);
        known.map_or(id.to_string(), |d| w.wording(&d.title).text)
    });
    let source = chosen.source.as_ref().map(|id| {
        let known = data.sources.iter().find(|s| s.id == *id);
        known.map_or(id.to_string(), |s| w.wording(&s.name).text)
    });
    let scope = if chosen.all { "all" } else { "ours" };
    let mut parts = match &dossier {
        Some(title) => vec![title.clone()],
        None => vec![w.t(&format!("calendar-scope-{scope}"))],
    };
    parts.extend(chosen.country.map(|c| w.country(c)));
    parts.extend(source);
    parts.extend(chosen.kind.map(|k| w.t(&format!("kind-{}", k.code()))));
    parts.extend(chosen.who.clone());
    parts.push(w.t(&format!("language-{}", feed.language.code())));
    FeedView {
        id: feed.id,
        name: feed.name.clone(),
        told: parts.join(" · "),
        made: w.moment(feed.made),
        withdrawn: feed.withdrawn.map(|at| w.moment(at)),
    }
}

/// What a file holds: the days that an address names with `from` and `to`, else those of the page.
fn filed(state: &State, ask: &Ask) -> Result<Vec<CalendarRow>, Refuse> {
    let reader = state.store.reader()?;
    let region = reader.region(&state.region)?.ok_or(Refuse::NoRegion)?;
    let shown = days(ask, state.clock.today(&region));
    let days = Days {
        from: ask.query_as("from").unwrap_or(shown.from),
        to: ask.query_as("to").unwrap_or(shown.to),
    };
    let selection = selection(|name| ask.query(name));
    Ok(reader.calendar(&state.region, &selection, days, MOST)?)
}

/// `GET /calendar.json`
pub fn json(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    lists::json(&filed(state, ask)?)
}

const COLUMNS: [&str; 12] = [
    "day", "time", "what", "off", "state", "country", "kind", "title", "dossiers", "source",
    "item", "url",
];

/// `GET /calendar.csv`
pub fn csv(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let mut lines = vec![COLUMNS.map(str::to_owned).to_vec()];
    for row in filed(state, ask)? {
        let dossiers: Vec<String> = row.dossiers.iter().map(|(id, _)| id.to_string()).collect();
        lines.push(vec![
            row.date.on.to_string(),
            row.date.at.map(format::time).unwrap_or_default(),
            row.date.what.code().to_owned(),
            row.off.to_string(),
            row.state.map(|s| s.code().to_owned()).unwrap_or_default(),
            row.item.country.code().to_owned(),
            row.item.kind.code().to_owned(),
            row.item.title,
            dossiers.join(" "),
            row.item.source.to_string(),
            row.item.id.to_string(),
            row.item.url,
        ]);
    }
    lists::csv("calendar", &lines)
}

/// `GET /calendar.ics`
pub fn ics(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let region = state.store.reader()?.region(&state.region)?;
    let region = region.ok_or(Refuse::NoRegion)?;
    let language = Language::from_tag(ask.lang.code()).unwrap_or(Language::Nl);
    Ok(lists::ics(work::file(
        &region,
        language,
        &filed(state, ask)?,
    )))
}

/// `GET /feeds/{secret}/noaber.ics`: for calendar programs, which cannot sign in.
pub fn feed(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let region = state.store.reader()?.region(&state.region)?;
    let today = state.clock.today(&region.ok_or(Refuse::NoRegion)?);
    let found = work::feed(&state.store, &state.region, ask.param("secret"), today)?;
    let mut response = lists::ics(found.ok_or(Refuse::NotFound)?);
    let private = HeaderValue::from_static("private, no-cache");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, private);
    Ok(response)
}

/// What is shown once after a calendar was made: its address.
#[derive(Template)]
#[template(path = "calendar_made.html")]
pub struct MadePage {
    shell: Shell,
    address: String,
    reachable: bool,
}

/// `POST /calendar/feeds`
pub fn add_feed(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let value = |name| Some(ask.form(name)).filter(|text| !text.is_empty());
    let language = Language::from_tag(ask.lang.code()).unwrap_or(Language::Nl);
    let name = ask.form("name");
    let made = work::add_feed(&state.store, &ctx(state), name, language, &selection(value));
    let made = made.map_err(refused)?;
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Calendar)?;
    let desk = address_of_env();
    let mut response = lists::page(&MadePage {
        reachable: desk.is_some(),
        address: format!(
            "{}/feeds/{}/noaber.ics",
            desk.unwrap_or_default(),
            made.secret
        ),
        shell: shell.titled(name),
    })?;
    let never = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, never);
    Ok(response)
}

/// `POST /calendar/feeds/{id}/withdraw`
pub fn withdraw_feed(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let id = ask.param("id").parse().map_err(|_| Refuse::NotFound)?;
    work::withdraw_feed(&state.store, &ctx(state), id).map_err(refused)?;
    Ok(lists::redirect("/calendar#feeds"))
}

fn refused(why: noaber_work::Refused) -> Refuse {
    match why.key() {
        "refused-unknown" => Refuse::NotFound,
        "refused-fault" => Refuse::Fault(format!("a calendar could not be kept: {why}")),
        key => Refuse::Cannot(key),
    }
}
