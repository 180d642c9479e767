//! Sources: how each does, when it last brought something, and what went wrong.

use crate::ask::Ask;
use crate::html::{Phrase, safe_address};
use crate::lists;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_store::views::{Health, RunRow, SourceState};

/// The page.
#[derive(Template)]
#[template(path = "sources.html")]
pub struct SourcesPage {
    shell: Shell,
    told: String,
    rows: Vec<SourceView>,
}

struct SourceView {
    id: String,
    name: Phrase,
    kind: String,
    country: String,
    address: Option<String>,
    dot: &'static str,
    health: String,
    facts: Vec<(String, String)>,
    fault: Option<String>,
    runs: Vec<RunView>,
}

struct RunView {
    when: String,
    outcome: String,
    told: String,
    fault: Option<String>,
}

/// `GET /sources`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Sources)?;
    lists::page(&SourcesPage::new(
        shell,
        &reader.source_states(state.clock.now())?,
    ))
}

impl SourcesPage {
    /// Puts the sources in the reader's words, those that need attention first.
    pub fn new(shell: Shell, sources: &[SourceState]) -> SourcesPage {
        let w = shell.w.clone();
        let mut sorted: Vec<&SourceState> = sources.iter().collect();
        sorted.sort_by_key(|source| worry(source.health));
        let fine = sources
            .iter()
            .filter(|source| source.health == Health::Fine)
            .count();
        SourcesPage {
            told: w.with(
                "sources-told",
                &[("n", sources.len().into()), ("fine", fine.into())],
            ),
            rows: sorted.into_iter().map(|source| view(&w, source)).collect(),
            shell: shell.titled(w.t("nav-sources")),
        }
    }
}

fn worry(health: Health) -> u8 {
    match health {
        Health::Failing => 0,
        Health::Silent => 1,
        Health::Late => 2,
        Health::Unread => 3,
        Health::Fine => 4,
        Health::Off => 5,
    }
}

fn view(w: &Words, source: &SourceState) -> SourceView {
    SourceView {
        id: source.id.to_string(),
        name: w.wording(&source.name),
        kind: kind(w, &source.kind),
        country: w.country(source.country),
        address: safe_address(&source.address),
        dot: match source.health {
            Health::Fine => "ok",
            Health::Failing => "bad",
            Health::Silent | Health::Late => "warn",
            Health::Unread | Health::Off => "",
        },
        health: w.t(&format!("health-{}", source.health.code())),
        facts: facts(w, source),
        fault: source
            .fault
            .clone()
            .filter(|_| source.health == Health::Failing || source.rejected > 0),
        runs: source.runs.iter().map(|run| run_view(w, run)).collect(),
    }
}

/// What a kind of source is called; a kind without a name goes by its code.
fn kind(w: &Words, code: &str) -> String {
    let key = format!("source-kind-{code}");
    if w.knows(&key) {
        w.t(&key)
    } else {
        code.to_owned()
    }
}

fn facts(w: &Words, source: &SourceState) -> Vec<(String, String)> {
    let moment = |at: Option<jiff::Timestamp>| at.map_or_else(|| w.t("never"), |at| w.moment(at));
    let mut facts = vec![
        (w.t("source-items"), w.number(source.items)),
        (w.t("source-succeeded"), moment(source.succeeded)),
        (w.t("source-newest"), moment(source.newest)),
    ];
    if let Some(day) = source.newest_published {
        facts.push((w.t("source-newest-published"), w.day(day)));
    }
    if let Some(days) = source.lag_days {
        facts.push((w.t("source-lag"), w.n("source-lag-days", days)));
    }
    facts.push((
        w.t("source-silent-after"),
        w.n("source-silent-days", i64::from(source.silent_after_days)),
    ));
    if source.rejected > 0 {
        facts.push((w.t("source-rejected"), w.number(source.rejected)));
    }
    if source.failures > 0 {
        facts.push((w.t("source-failures"), w.number(source.failures)));
    }
    facts
}

fn run_view(w: &Words, run: &RunRow) -> RunView {
    let outcome = match run.outcome.as_str() {
        "ok" => "run-ok",
        "failed" => "run-failed",
        _ => "run-running",
    };
    RunView {
        when: w.moment(run.started),
        outcome: w.t(outcome),
        told: w.with(
            "run-told",
            &[
                ("pages", run.pages.into()),
                ("new", run.new.into()),
                ("changed", run.changed.into()),
                ("same", run.same.into()),
                ("gone", run.gone.into()),
                ("rejected", run.rejected.into()),
            ],
        ),
        fault: run.fault.clone(),
    }
}

/// `GET /sources.json`
pub fn json(state: &State, _: &Ask) -> Result<Response<Body>, Refuse> {
    lists::json(&state.store.reader()?.source_states(state.clock.now())?)
}

/// `GET /sources.csv`
pub fn csv(state: &State, _: &Ask) -> Result<Response<Body>, Refuse> {
    let head = [
        "id",
        "kind",
        "country",
        "health",
        "items",
        "succeeded",
        "newest",
        "lag_days",
        "rejected",
        "failures",
        "fault",
    ];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    let moment = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    for source in state.store.reader()?.source_states(state.clock.now())? {
        lines.push(vec![
            source.id.to_string(),
            source.kind,
            source.country.code().into(),
            source.health.code().into(),
            source.items.to_string(),
            moment(source.succeeded),
            moment(source.newest),
            source
                .lag_days
                .map(|days| days.to_string())
                .unwrap_or_default(),
            source.rejected.to_string(),
            source.failures.to_string(),
            source.fault.unwrap_or_default(),
        ]);
    }
    lists::csv("sources", &lines)
}
