//! What stands around every page: the bar, the menu, the languages, the way to undo. Pages bring
//! their title and their place in the menu.

use crate::ask::Ask;
use crate::assets;
use crate::html::{Phrase, clean};
use crate::refuse::Refuse;
use crate::serve::State;
use crate::words::Words;
use noaber_domain::{Region, SignalId, Tier};
use noaber_store::Reader;
use noaber_store::views::{SignalCard, SignalFilter, Standing};

/// A page's place in the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Today.
    Today,
    /// The list of signals.
    Signals,
    /// The dossiers.
    Dossiers,
    /// The calendar.
    Calendar,
    /// The commitments.
    Commitments,
    /// The agenda.
    Agenda,
    /// The networks.
    Networks,
    /// Searching.
    Search,
    /// The sources.
    Sources,
    /// The digest.
    Digest,
    /// Help.
    Help,
    /// Somewhere that the menu does not name.
    Elsewhere,
}

const MENU: [(Place, &str, &str); 8] = [
    (Place::Today, "/", "nav-today"),
    (Place::Signals, "/signals", "nav-signals"),
    (Place::Calendar, "/calendar", "nav-calendar"),
    (Place::Commitments, "/commitments", "nav-commitments"),
    (Place::Agenda, "/agenda", "nav-agenda"),
    (Place::Dossiers, "/dossiers", "nav-dossiers"),
    (Place::Networks, "/networks", "nav-networks"),
    (Place::Search, "/search", "nav-search"),
];

const LOW_MENU: [(Place, &str, &str); 3] = [
    (Place::Sources, "/sources", "nav-sources"),
    (Place::Digest, "/digest", "nav-digest"),
    (Place::Help, "/help", "nav-help"),
];

/// A line of the menu.
#[derive(Debug, Clone)]
pub struct Link {
    /// Address.
    pub href: String,
    /// What it says.
    pub label: String,
    /// Whether it is this page.
    pub here: bool,
    /// How many wait there, when that is worth a badge.
    pub badge: Option<String>,
}

/// A language in the switch.
#[derive(Debug, Clone)]
pub struct Tongue {
    /// Its code.
    pub code: &'static str,
    /// Its own name.
    pub name: String,
    /// This page in that language.
    pub href: String,
    /// Whether the page is in it.
    pub here: bool,
}

/// What was just judged, and how to take it back.
#[derive(Debug, Clone)]
pub struct Undo {
    /// The signal.
    pub id: SignalId,
    /// What was said of it.
    pub said: String,
    /// Its title.
    pub title: Phrase,
    /// Whether there is a verdict to take back.
    pub standing: bool,
}

/// What a shell is made of, without a store; the tests of the templates fill it by hand.
#[derive(Debug, Clone)]
pub struct ShellData {
    /// The language of the page.
    pub words: Words,
    /// The region's name.
    pub region: String,
    /// Open signals that ask a decision.
    pub waiting: i64,
    /// Whether the clock stands still, as in a demo.
    pub fixed: bool,
    /// Whether the visitor came in with a key and may leave.
    pub may_leave: bool,
    /// What was just judged.
    pub done: Option<SignalCard>,
}

/// Everything around a page.
#[derive(Debug, Clone)]
pub struct Shell {
    /// Says things in the reader's language.
    pub w: Words,
    /// Code of the page's language.
    pub lang: &'static str,
    /// Title of the page.
    pub title: String,
    /// The region's name.
    pub region: String,
    /// The menu.
    pub menu: Vec<Link>,
    /// The part of the menu below the line.
    pub low_menu: Vec<Link>,
    /// The switch of languages.
    pub tongues: Vec<Tongue>,
    /// What the field at the top searches for now.
    pub q: String,
    /// What the field at the top says while it is empty.
    pub search_hint: String,
    /// The day a standing clock shows.
    pub fixed_day: Option<String>,
    /// Whether to show the button to leave.
    pub may_leave: bool,
    /// What was just judged.
    pub undo: Option<Undo>,
    /// Token for the forms.
    pub csrf: String,
    /// This page, for coming back after a form.
    pub here: String,
    /// Address of the style sheet.
    pub css: String,
    /// Address of the keys.
    pub js: String,
    /// Address of htmx.
    pub htmx: String,
    /// Address of the sign.
    pub icon: String,
}

impl Shell {
    /// Gathers the shell of a page from the store.
    pub fn load(
        state: &State,
        ask: &Ask,
        reader: &Reader,
        place: Place,
    ) -> Result<(Shell, Region), Refuse> {
        let region = reader.region(&state.region)?.ok_or(Refuse::NoRegion)?;
        let today = state.clock.today(&region);
        let words = Words::new(state.catalog.clone(), ask.lang, today, &region.time_zone);
        let urgent = SignalFilter {
            tier: Some(Tier::Decide),
            standing: Standing::Open,
            limit: 1,
            ..SignalFilter::default()
        };
        let done = match ask.query_as::<SignalId>("done") {
            Some(id) => reader.signal(&state.region, id)?,
            None => None,
        };
        let data = ShellData {
            region: words.wording(&region.name).text,
            waiting: reader.signal_total(&state.region, &urgent)?,
            fixed: state.clock.is_fixed(),
            may_leave: matches!(state.access, crate::Access::Key(_)),
            done,
            words,
        };
        Ok((Shell::of(data, ask, place), region))
    }

    /// Builds the shell from what it is made of.
    pub(crate) fn of(data: ShellData, ask: &Ask, place: Place) -> Shell {
        let w = data.words;
        let line = |(at, href, key): &(Place, &str, &str)| Link {
            href: (*href).to_owned(),
            label: w.t(key),
            here: *at == place,
            badge: (*at == Place::Today && data.waiting > 0).then(|| w.number(data.waiting)),
        };
        Shell {
            lang: w.lang().code(),
            title: String::new(),
            region: data.region,
            menu: MENU.iter().map(line).collect(),
            low_menu: LOW_MENU.iter().map(line).collect(),
            tongues: tongues(ask),
            q: if place == Place::Search {
                ask.query("q").unwrap_or("").to_owned()
            } else {
                String::new()
            },
            search_hint: w.t("search-hint"),
            fixed_day: data.fixed.then(|| w.day_long(w.today)),
            may_leave: data.may_leave,
            undo: data.done.map(|card| undo(&w, &card)),
            csrf: ask.csrf.clone(),
            here: ask.address(&ask.path, &[]),
            css: assets::address("noaber.css"),
            js: assets::address("desk.js"),
            htmx: assets::address("htmx.min.js"),
            icon: assets::address("favicon.svg"),
            w,
        }
    }

    /// The same shell with the page's title.
    pub fn titled(mut self, title: impl AsRef<str>) -> Shell {
        self.title = clean(title.as_ref());
        self
    }
}

fn tongues(ask: &Ask) -> Vec<Tongue> {
    let names = [("nl", "Nederlands"), ("de", "Deutsch"), ("en", "English")];
    names
        .into_iter()
        .map(|(code, name)| Tongue {
            code,
            name: name.to_owned(),
            href: ask.address(&ask.path, &[("lang", code)]),
            here: ask.lang.code() == code,
        })
        .collect()
}

/// What the bar says after a verdict.
pub fn undo(w: &Words, card: &SignalCard) -> Undo {
    let said = match card.triage.verdict() {
        Some(verdict) => w.t(&format!("judged-{}", verdict.code())),
        None => w.t("judged-undone"),
    };
    Undo {
        id: card.signal.id,
        said,
        title: w.published(&card.item.title, card.item.language),
        standing: card.triage.verdict().is_some(),
    }
}
