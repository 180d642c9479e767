//! Dossiers: the list, and the fiche of one with its position, ask, arguments, carriers, standing
//! queries, signals and history.

use crate::ask::Ask;
use crate::card::{Background, Card, card};
use crate::html::Phrase;
use crate::lanes::{Lanes, lanes};
use crate::lists;
use crate::pages::items::{Past, past};
use crate::pages::learned::LearnedView;
use crate::pages::mirror_files::MirrorFilesView;
use crate::pages::progress::ProgressView;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::{
    Agenda, Agreement, Argument, Change, Dossier, DossierId, Interest, Network, Organisation,
    OrganisationId, Programme,
};
use noaber_store::Reader;
use noaber_store::views::{DossierRow, Momentum, Order, Part, SignalCard, SignalFilter};
use noaber_work::rescore::{Learned, learned};

/// Signals on a fiche; the list of signals has them all.
const SIGNALS: usize = 10;
/// Signals on the time line at most.
const TIMELINE: usize = 200;
/// Lines of history on a fiche.
const HISTORY: usize = 40;

/// The list.
#[derive(Template)]
#[template(path = "dossiers.html")]
pub struct DossiersPage {
    shell: Shell,
    rows: Vec<RowView>,
}

struct RowView {
    id: String,
    title: Phrase,
    rank: String,
    rank_told: String,
    open: String,
    signals: String,
}

/// `GET /dossiers`
pub fn list(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Dossiers)?;
    lists::page(&DossiersPage::new(
        shell,
        &reader.dossier_rows(&state.region)?,
    ))
}

impl DossiersPage {
    /// Puts the list in the reader's words.
    pub fn new(shell: Shell, rows: &[DossierRow]) -> DossiersPage {
        let w = shell.w.clone();
        let view = |row: &DossierRow| RowView {
            id: row.id.to_string(),
            title: w.wording(&row.title),
            rank: dots(row.priority),
            rank_told: w.n("dossier-priority", i64::from(row.priority)),
            open: w.number(row.open),
            signals: w.number(row.signals),
        };
        DossiersPage {
            rows: rows.iter().map(view).collect(),
            shell: shell.titled(w.t("nav-dossiers")),
        }
    }
}

fn dots(priority: u8) -> String {
    (1..=5)
        .map(|n| if n <= priority { '●' } else { '○' })
        .collect()
}

/// `GET /dossiers.json`
pub fn json(state: &State, _: &Ask) -> Result<Response<Body>, Refuse> {
    lists::json(&state.store.reader()?.dossier_rows(&state.region)?)
}

/// `GET /dossiers.csv`
pub fn csv(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let language =
        noaber_domain::Language::from_tag(ask.lang.code()).unwrap_or(noaber_domain::Language::Nl);
    let mut lines = vec![
        ["id", "title", "priority", "open", "signals"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for row in state.store.reader()?.dossier_rows(&state.region)? {
        lines.push(vec![
            row.id.to_string(),
            row.title.text(language).to_owned(),
            row.priority.to_string(),
            row.open.to_string(),
            row.signals.to_string(),
        ]);
    }
    lists::csv("dossiers", &lines)
}

/// What a fiche is made of.
pub struct DossierData {
    /// The dossier.
    pub dossier: Dossier,
    /// Everything of the region that it may point at.
    pub agendas: Vec<Agenda>,
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// Networks.
    pub networks: Vec<Network>,
    /// Agreements.
    pub agreements: Vec<Agreement>,
    /// Programmes.
    pub programmes: Vec<Programme>,
    /// The standing queries of this dossier.
    pub interests: Vec<Interest>,
    /// These, and those that were taken out, of which the history still tells.
    pub known: Vec<Interest>,
    /// Its best open signals.
    pub signals: Part<SignalCard>,
    /// What changed of their papers that the desk has not seen.
    pub background: Background,
    /// Its newest signals, for the time line.
    pub timeline: Vec<SignalCard>,
    /// How it moved.
    pub momentum: Option<Momentum>,
    /// Its history and the verdicts on its signals, newest first.
    pub history: Vec<Change>,
    /// What it learned from verdicts.
    pub learned: Learned,
    /// How far the past of its queries is matched.
    pub progress: ProgressView,
    /// The files of the matter side by side.
    pub files: MirrorFilesView,
    /// Whether it was made just now.
    pub made: bool,
}

/// The fiche.
#[derive(Template)]
#[template(path = "dossier.html")]
pub struct DossierPage {
    shell: Shell,
    title: Phrase,
    about: Phrase,
    trail: Vec<(String, Phrase)>,
    rank: String,
    rank_told: String,
    moved: Option<String>,
    may_say: &'static str,
    mandate: String,
    mandate_help: String,
    position: Phrase,
    ask: Phrase,
    example: bool,
    lead: Option<Phrase>,
    arguments: Vec<Reasoned>,
    carriers: Vec<Carrier>,
    agreements: Vec<(Phrase, Phrase)>,
    programmes: Vec<(Phrase, Phrase)>,
    interests: Vec<Listening>,
    lanes: Option<Lanes>,
    cards: Vec<Card>,
    signals_told: String,
    signals_all: String,
    history: Vec<Past>,
    learned: LearnedView,
    files: MirrorFilesView,
    progress: ProgressView,
    made: bool,
}

struct Reasoned {
    text: Phrase,
    evidence: Phrase,
    example: bool,
}

struct Carrier {
    id: String,
    name: Phrase,
    part: Phrase,
    scale: Phrase,
    leads: bool,
}

struct Listening {
    language: String,
    query: String,
    example: bool,
}

/// `GET /dossiers/{id}`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let id: DossierId = ask.param("id").parse().map_err(|_| Refuse::NotFound)?;
    let reader = state.store.reader()?;
    let region = &state.region;
    let dossier = reader.dossier(region, &id)?.ok_or(Refuse::NotFound)?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Dossiers)?;
    let today = shell.w.today;
    let filter = SignalFilter {
        dossier: Some(id.clone()),
        order: Order::Newest,
        limit: SIGNALS,
        ..SignalFilter::default()
    };
    let mut interests = reader.interests(region)?;
    interests.retain(|one| one.dossier == id);
    let mut known = reader.interests_taken_out(region)?;
    known.retain(|one| one.dossier == id);
    known.extend(interests.iter().cloned());
    let made = ask.query("made").is_some();
    let signals = reader.signals(region, &filter, today)?;
    let data = DossierData {
        background: Background::default().with_items(&reader, region, today, &signals.rows)?,
        agendas: reader.agendas(region)?,
        organisations: reader.organisations(region)?,
        networks: reader.networks(region)?,
        agreements: reader.agreements(region)?,
        programmes: reader.programmes(region)?,
        timeline: reader
            .signals(
                region,
                &SignalFilter {
                    limit: TIMELINE,
                    ..filter.clone()
                },
                today,
            )?
            .rows,
        signals,
        momentum: reader
            .momentum(region, today)?
            .into_iter()
            .find(|m| m.dossier == id),
        history: history(&reader, &id, &known)?,
        known,
        learned: learned(&reader, region, &id)?,
        files: MirrorFilesView::load(state, &reader, &shell.w, ask, &dossier)?,
        progress: ProgressView::load(state, &reader, &shell.w, &id, made)?,
        made,
        interests,
        dossier,
    };
    lists::page(&DossierPage::new(shell, data))
}

impl DossierPage {
    /// Puts a dossier in the reader's words.
    pub fn new(shell: Shell, data: DossierData) -> DossierPage {
        let w = shell.w.clone();
        let dossier = &data.dossier;
        let (may_say, mandate) = mandate(dossier);
        let name = |id: &OrganisationId| name_of(&w, &data.organisations, id);
        DossierPage {
            title: w.wording(&dossier.title),
            about: about(&w, dossier),
            trail: trail(&w, dossier, &data.agendas),
            rank: dots(dossier.priority),
            rank_told: w.n("dossier-priority", i64::from(dossier.priority)),
            moved: data
                .momentum
                .as_ref()
                .and_then(|momentum| moved(&w, momentum)),
            may_say,
            mandate: w.t(&format!("mandate-{mandate}")),
            mandate_help: w.t(&format!("mandate-{mandate}-help")),
            position: w.wording(&dossier.position),
            ask: w.wording(&dossier.ask),
            example: dossier.example,
            lead: dossier.lead.as_ref().map(name),
            arguments: dossier
                .arguments
                .iter()
                .map(|one| reasoned(&w, one))
                .collect(),
            carriers: carriers(&w, dossier, &data.networks),
            agreements: picked(
                &data.agreements,
                &dossier.agreements,
                |a| &a.id,
                |a| (w.wording(&a.name), w.wording(&a.about)),
            ),
            programmes: picked(
                &data.programmes,
                &dossier.programmes,
                |p| &p.id,
                |p| (w.wording(&p.name), w.wording(&p.about)),
            ),
            interests: data
                .interests
                .iter()
                .map(|interest| listening(&w, interest))
                .collect(),
            lanes: lanes(&w, &data.timeline),
            cards: data
                .signals
                .rows
                .iter()
                .map(|row| card(&w, row, &data.background, "compact"))
                .collect(),
            signals_told: w.n("signals-count", data.signals.total),
            signals_all: format!("/signals?dossier={}", dossier.id),
            history: data
                .history
                .iter()
                .map(|change| line(&w, &data.known, change))
                .collect(),
            shell: shell.titled(w.wording(&dossier.title).text),
            learned: LearnedView::new(&w, &dossier.id, &data.learned),
            made: data.made,
            files: data.files,
            progress: data.progress,
        }
    }
}

/// What it is about, unless that only says its title again.
fn about(w: &Words, dossier: &Dossier) -> Phrase {
    match dossier.about == dossier.title {
        true => Phrase::default(),
        false => w.wording(&dossier.about),
    }
}

fn reasoned(w: &Words, argument: &Argument) -> Reasoned {
    Reasoned {
        text: w.wording(&argument.text),
        evidence: w.wording(&argument.evidence),
        example: argument.example,
    }
}

/// Class and key of the one line that says whether this may be said.
fn mandate(dossier: &Dossier) -> (&'static str, &'static str) {
    if dossier.position.is_empty() && dossier.ask.is_empty() {
        ("not", "none")
    } else if dossier.example {
        ("not", "example")
    } else {
        ("yes", "pack")
    }
}

fn name_of(w: &Words, organisations: &[Organisation], id: &OrganisationId) -> Phrase {
    match organisations
        .iter()
        .find(|organisation| organisation.id == *id)
    {
        Some(organisation) => w.wording(&organisation.name),
        None => Phrase {
            text: id.to_string(),
            lang: None,
        },
    }
}

fn trail(w: &Words, dossier: &Dossier, agendas: &[Agenda]) -> Vec<(String, Phrase)> {
    let lines = agendas.iter().flat_map(|agenda| &agenda.lines);
    lines
        .filter(|line| dossier.lines.contains(&line.id))
        .map(|line| (format!("/agenda#{}", line.id), w.wording(&line.title)))
        .collect()
}

fn moved(w: &Words, momentum: &Momentum) -> Option<String> {
    let change = momentum.change();
    let sign = if change > 0 { '▲' } else { '▼' };
    (change != 0).then(|| format!("{sign} {}", w.n("dossier-moved", change.abs())))
}

fn carriers(w: &Words, dossier: &Dossier, networks: &[Network]) -> Vec<Carrier> {
    let found = dossier
        .networks
        .iter()
        .filter_map(|id| networks.iter().find(|n| n.id == *id));
    found
        .map(|network| Carrier {
            id: network.id.to_string(),
            name: w.wording(&network.name),
            part: w.wording(&network.part),
            scale: w.wording(&network.scale),
            leads: network.forums.iter().any(|forum| forum.lead.is_some()),
        })
        .collect()
}

fn picked<T, I: PartialEq>(
    all: &[T],
    wanted: &[I],
    id: impl Fn(&T) -> &I,
    show: impl Fn(&T) -> (Phrase, Phrase),
) -> Vec<(Phrase, Phrase)> {
    all.iter()
        .filter(|one| wanted.contains(id(one)))
        .map(show)
        .collect()
}

fn listening(w: &Words, interest: &Interest) -> Listening {
    Listening {
        language: match interest.language {
            Some(language) => w.t(&format!("language-{}", language.code())),
            None => w.t("language-any"),
        },
        query: interest.query.clone(),
        example: interest.example,
    }
}

/// The history of a dossier with that of its queries, newest first.
fn history(
    reader: &Reader,
    id: &DossierId,
    interests: &[Interest],
) -> Result<Vec<Change>, noaber_store::Fault> {
    let mut lines = reader.history("dossier", id.as_str(), HISTORY)?;
    for interest in interests {
        lines.extend(reader.history("interest", interest.id.as_str(), HISTORY)?);
    }
    lines.sort_by_key(|change| std::cmp::Reverse(change.at));
    lines.truncate(HISTORY);
    Ok(lines)
}

/// A line of history; a verdict and a file carry the title of their paper after the detail's colon,
/// a query its language.
fn line(w: &Words, interests: &[Interest], change: &Change) -> Past {
    let mut past = past(w, change);
    if change.noun == "interest" {
        let interest = interests.iter().find(|one| one.id.as_str() == change.id);
        past.about = interest.map(|one| listening(w, one).language);
    }
    if change.what.starts_with("signal-") || change.what.starts_with("mirror-") {
        past.about = change
            .detail
            .split_once(": ")
            .map(|(_, title)| crate::html::clean(title));
    }
    past
}
