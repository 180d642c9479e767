//! Sources and the proof that nothing was missed: how each does, what is expected of it, what it was
//! asked and answered, how far everything was matched. How that is worked out stands in `work::proof`.

mod letters;

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
use jiff::Timestamp;
use jiff::civil::Date;
use letters::LettersView;
use noaber_store::views::{Health, RunRow};
use noaber_store::{PageRow, SilenceRow};
use noaber_work::proof::{InterestProof, Proof, SourceProof, prove, thirty_days_before};

/// The page.
#[derive(Template)]
#[template(path = "sources.html")]
pub struct SourcesPage {
    shell: Shell,
    told: String,
    matched: String,
    /// Whether everything that arrived was matched.
    up_to_date: bool,
    since: String,
    rows: Vec<SourceView>,
    /// Groups of those of which there is nothing to prove: not read yet, not read at all.
    quiet: Vec<(String, Vec<SourceView>)>,
    silences: Vec<String>,
    letters: Option<LettersView>,
    /// How many interests cannot be read, in a sentence.
    unreadable: Option<String>,
    interests: Vec<InterestView>,
    /// Own sources that were taken out.
    out: Vec<OutView>,
}

struct SourceView {
    id: String,
    name: Phrase,
    kind: String,
    country: String,
    address: Option<String>,
    dot: &'static str,
    health: String,
    /// Why it is said to do so.
    why: String,
    facts: Vec<(String, String)>,
    fault: Option<String>,
    runs: Vec<RunView>,
    pages: Vec<PageView>,
    late: Vec<String>,
    /// Whether it was added at the desk.
    own: bool,
    /// Whether it stands for something that cannot be heard, which `why` tells.
    missing: bool,
}

/// A source that was taken out.
struct OutView {
    id: String,
    name: Phrase,
}

struct RunView {
    when: String,
    outcome: String,
    told: String,
    fault: Option<String>,
}

struct PageView {
    when: String,
    url: String,
    told: String,
}

struct InterestView {
    id: String,
    dossier: String,
    hits: String,
    last: String,
    to: String,
    fault: Option<String>,
    /// When it last could not be used, and why.
    failure: Option<(String, String)>,
}

/// `GET /sources`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Sources)?;
    let w = shell.w.clone();
    let mut page = SourcesPage::new(shell, &proof_of(state, ask)?);
    let own = reader.own_sources()?.into_iter();
    page.out = own
        .filter(|one| one.removed.is_some())
        .map(|one| OutView {
            name: w.wording(&one.source.name),
            id: one.source.id.into(),
        })
        .collect();
    lists::page(&page)
}

/// The proof since the day that is asked for, else since thirty days.
fn proof_of(state: &State, ask: &Ask) -> Result<Proof, Refuse> {
    let now = state.clock.now();
    let since = ask.query_as::<Date>("since").and_then(|day| {
        let start = day.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(start.timestamp())
    });
    let since = since.unwrap_or_else(|| thirty_days_before(now));
    Ok(prove(&state.store, &state.region, since, now)?)
}

impl SourcesPage {
    /// Puts the proof in the reader's words, sources that need attention first.
    pub fn new(shell: Shell, proof: &Proof) -> SourcesPage {
        let w = shell.w.clone();
        let mut sorted: Vec<&SourceProof> = proof.sources.iter().collect();
        sorted.sort_by_key(|source| worry(source.state.health));
        let fine = sorted.iter().filter(|s| s.state.health == Health::Fine);
        let (n, fine) = (sorted.len(), fine.count());
        let names = |silence: &SilenceRow| {
            let of = proof.sources.iter().find(|s| s.state.id == silence.source);
            of.map_or_else(
                || silence.source.to_string(),
                |s| w.wording(&s.state.name).text,
            )
        };
        let (shown, quiet): (Vec<_>, Vec<_>) = sorted.into_iter().partition(|s| has_story(s));
        SourcesPage {
            told: w.with("sources-told", &[("n", n.into()), ("fine", fine.into())]),
            matched: matched(&w, proof),
            up_to_date: proof.fresh && proof.matched_to >= proof.ledger_end,
            since: w.with(
                "proof-since",
                &[("day", w.day(w.day_of(proof.since)).as_str().into())],
            ),
            rows: shown.into_iter().map(|source| view(&w, source)).collect(),
            quiet: groups(&w, &quiet),
            silences: lasting_first(&proof.silences)
                .map(|one| silence(&w, &names(one), one))
                .collect(),
            letters: LettersView::of(&w, proof),
            unreadable: unreadable(&w, proof),
            interests: proof.interests.iter().map(|i| interest(&w, i)).collect(),
            out: Vec::new(),
            shell: shell.titled(w.t("nav-sources")),
        }
    }
}

/// Whether a source has a card of its own: it was read, or was added at the desk.
fn has_story(proof: &SourceProof) -> bool {
    let quiet = matches!(proof.state.health, Health::Unread | Health::Off);
    proof.state.own || !quiet || proof.state.asked.is_some()
}

/// The others in two lists, each under its heading.
fn groups(w: &Words, quiet: &[&SourceProof]) -> Vec<(String, Vec<SourceView>)> {
    let group = |health: Health, key: &str| {
        let of = quiet.iter().filter(|one| one.state.health == health);
        let views: Vec<SourceView> = of.map(|one| view(w, one)).collect();
        (!views.is_empty()).then(|| (w.n(key, views.len() as i64), views))
    };
    let unread = group(Health::Unread, "sources-unread");
    unread
        .into_iter()
        .chain(group(Health::Off, "sources-off"))
        .collect()
}

/// How far everything was matched.
fn matched(w: &Words, proof: &Proof) -> String {
    let behind = proof.ledger_end - proof.matched_to;
    match (proof.fresh, behind) {
        (true, 0) => w.with(
            "proof-matched",
            &[("to", w.number(proof.ledger_end).as_str().into())],
        ),
        (true, behind) => w.n("proof-behind", behind),
        (false, _) => w.t("proof-again"),
    }
}

/// Silences that go on before those that are over.
fn lasting_first(all: &[SilenceRow]) -> impl Iterator<Item = &SilenceRow> {
    let of = |over: bool| all.iter().filter(move |one| one.closed.is_some() == over);
    of(false).chain(of(true))
}

fn silence(w: &Words, name: &str, silence: &SilenceRow) -> String {
    let day = |at: Timestamp| w.day(w.day_of(at));
    let since = silence.since.map_or_else(|| w.t("never"), day);
    let expected = w.number(silence.expected.round() as i64);
    let args = [
        ("source", name.into()),
        ("since", since.as_str().into()),
        ("n", expected.as_str().into()),
    ];
    match silence.closed {
        None => w.with("proof-silent", &args),
        Some(closed) => {
            let closed = day(closed);
            let told = [args[0], args[1], ("closed", closed.as_str().into())];
            let key = if silence.spoke {
                "proof-spoke"
            } else {
                "proof-left"
            };
            w.with(key, &told)
        }
    }
}

fn interest(w: &Words, interest: &InterestProof) -> InterestView {
    let last = interest.hits.last.map(|at| w.day(w.day_of(at)));
    InterestView {
        id: interest.hits.interest.to_string(),
        dossier: interest.hits.dossier.to_string(),
        hits: w.number(interest.hits.since),
        last: last.unwrap_or_else(|| w.t("never")),
        to: w.number(interest.matched_to),
        fault: interest.fault.clone(),
        failure: interest
            .last_failure
            .as_ref()
            .map(|(at, why)| (w.moment(*at), why.clone())),
    }
}

fn unreadable(w: &Words, proof: &Proof) -> Option<String> {
    let count = proof.interests.iter().filter(|one| one.fault.is_some());
    let count = count.count() as i64;
    (count > 0).then(|| w.n("proof-unreadable", count))
}

fn worry(health: Health) -> u8 {
    match health {
        Health::Failing | Health::Blocked | Health::Changed => 0,
        Health::Silent => 1,
        Health::Late => 2,
        Health::Fine => 3,
        Health::Unread => 4,
        Health::Off => 5,
    }
}

fn view(w: &Words, proof: &SourceProof) -> SourceView {
    let source = &proof.state;
    SourceView {
        id: source.id.to_string(),
        name: w.wording(&source.name),
        kind: kind(w, &source.kind),
        country: w.country(source.country),
        address: safe_address(&source.address),
        dot: match source.health {
            Health::Fine => "ok",
            Health::Failing | Health::Blocked | Health::Changed => "bad",
            Health::Silent | Health::Late => "warn",
            Health::Unread | Health::Off => "",
        },
        health: w.t(&format!("health-{}", source.health.code())),
        why: why(w, proof),
        facts: facts(w, proof),
        fault: source
            .fault
            .clone()
            .filter(|_| source.failures > 0 || source.rejected > 0),
        runs: source.runs.iter().map(|run| run_view(w, run)).collect(),
        pages: proof.pages.iter().map(|page| page_view(w, page)).collect(),
        late: late(w, proof),
        own: source.own,
        missing: proof.missing.is_some(),
    }
}

/// Why a source is said to do as it does.
fn why(w: &Words, proof: &SourceProof) -> String {
    let source = &proof.state;
    if let Some((why, remedy)) = &proof.missing {
        return format!("{} {}", w.wording(why).text, w.wording(remedy).text);
    }
    let day = |at: Option<Timestamp>| at.map_or_else(|| w.t("never"), |at| w.day(w.day_of(at)));
    let silent = proof.outlook.as_ref().and_then(|o| o.silent_after);
    match (source.health, silent) {
        (Health::Fine, Some(by)) => {
            w.with("health-why-fine", &[("day", w.day(by).as_str().into())])
        }
        (Health::Silent, _) => {
            let expected = proof.outlook.as_ref().map_or(0.0, |o| o.expected);
            let n = w.number(expected.round() as i64);
            let newest = day(source.newest);
            let args = [("day", newest.as_str().into()), ("n", n.as_str().into())];
            w.with("health-why-silent", &args)
        }
        (Health::Fine, None) => String::new(),
        (health, _) => w.with(
            &format!("health-why-{}", health.code()),
            &[("day", day(source.asked).as_str().into())],
        ),
    }
}

/// The papers that came latest, by name.
fn late(w: &Words, proof: &SourceProof) -> Vec<String> {
    let told = |(_, title, days): &(String, String, i64)| {
        format!("{title} ({})", w.n("source-lag-days", *days))
    };
    proof.lateness.latest.iter().map(told).collect()
}

fn page_view(w: &Words, page: &PageRow) -> PageView {
    let numbers = match page.ledger_to > page.ledger_from {
        true => format!("{}–{}", page.ledger_from + 1, page.ledger_to),
        false => "–".to_owned(),
    };
    let (status, bytes, items) = (
        page.status.to_string(),
        w.number(page.bytes),
        w.number(page.items),
    );
    let args = [
        ("status", status.as_str().into()),
        ("bytes", bytes.as_str().into()),
        ("items", items.as_str().into()),
        ("numbers", numbers.as_str().into()),
    ];
    PageView {
        when: w.moment(page.at),
        url: page.url.clone(),
        told: w.with("page-told", &args),
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

fn facts(w: &Words, proof: &SourceProof) -> Vec<(String, String)> {
    let source = &proof.state;
    if source.asked.is_none() {
        return Vec::new();
    }
    let moment = |at: Option<Timestamp>| at.map_or_else(|| w.t("never"), |at| w.moment(at));
    let mut facts = vec![
        (w.t("source-items"), w.number(source.items)),
        (w.t("source-asked"), asked(w, proof)),
        (w.t("source-arrived"), w.number(proof.tally.new)),
        (w.t("source-succeeded"), moment(source.succeeded)),
        (w.t("source-newest"), moment(source.newest)),
    ];
    if let Some(outlook) = &proof.outlook {
        facts.push((w.t("source-per-day"), w.amount(outlook.per_day)));
    }
    if let Some(day) = source.newest_published {
        facts.push((w.t("source-newest-published"), w.day(day)));
    }
    if proof.lateness.papers > 0 {
        let (median, p95) = (proof.lateness.median, proof.lateness.p95);
        let told = [("median", median.into()), ("most", p95.into())];
        facts.push((w.t("source-lag"), w.with("source-lag-told", &told)));
    }
    if proof.outlook.is_none() {
        let days = i64::from(source.silent_after_days);
        facts.push((w.t("source-silent-after"), w.n("source-silent-days", days)));
    }
    if source.rejected > 0 {
        facts.push((w.t("source-rejected"), w.number(source.rejected)));
    }
    if source.failures > 0 {
        facts.push((w.t("source-failures"), w.number(source.failures)));
    } else if let Some((at, why)) = &proof.tally.last_failure {
        // What stands now is told in full; what was made good, in a line.
        let when = w.moment(*at);
        let args = [("when", when.as_str().into()), ("why", why.as_str().into())];
        facts.push((w.t("source-failed"), w.with("source-failed-told", &args)));
    }
    facts
}

fn asked(w: &Words, proof: &SourceProof) -> String {
    let (asked, answered) = (w.number(proof.tally.asked), w.number(proof.tally.answered));
    let args = [
        ("asked", asked.as_str().into()),
        ("answered", answered.as_str().into()),
    ];
    w.with("source-asked-told", &args)
}

fn run_view(w: &Words, run: &RunRow) -> RunView {
    let outcome = match run.outcome.as_str() {
        "ok" => "run-ok",
        "failed" => "run-failed",
        "blocked" => "run-blocked",
        "changed" => "run-changed",
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
pub fn json(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    lists::json(&proof_of(state, ask)?)
}

/// `GET /sources.csv`
pub fn csv(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let head = [
        "id",
        "kind",
        "country",
        "health",
        "items",
        "arrived",
        "asked",
        "succeeded",
        "newest",
        "per_day",
        "late_after",
        "silent_after",
        "lag_median_days",
        "lag_p95_days",
        "rejected",
        "failures",
        "fault",
        "requests",
        "answers",
        "looks_failed",
        "last_failure",
    ];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    lines.extend(proof_of(state, ask)?.sources.into_iter().map(line));
    lists::csv("sources", &lines)
}

fn line(proof: SourceProof) -> Vec<String> {
    let moment = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let (source, outlook, tally) = (proof.state, proof.outlook, proof.tally);
    vec![
        source.id.to_string(),
        source.kind,
        source.country.code().into(),
        source.health.code().into(),
        source.items.to_string(),
        tally.new.to_string(),
        moment(source.asked),
        moment(source.succeeded),
        moment(source.newest),
        outlook
            .as_ref()
            .map(|o| format!("{:.2}", o.per_day))
            .unwrap_or_default(),
        day(outlook.as_ref().and_then(|o| o.late_after)),
        day(outlook.as_ref().and_then(|o| o.silent_after)),
        proof.lateness.median.to_string(),
        proof.lateness.p95.to_string(),
        source.rejected.to_string(),
        source.failures.to_string(),
        source.fault.unwrap_or_default(),
        tally.asked.to_string(),
        tally.answered.to_string(),
        tally.failed.to_string(),
        moment(tally.last_failure.map(|(at, _)| at)),
    ]
}
