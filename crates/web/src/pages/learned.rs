//! What a dossier learned from the verdicts on its signals: a part of its page, which asks for itself
//! again while its signals are weighed, and the switch that sets it aside.

use crate::ask::Ask;
use crate::backfilling;
use crate::card::feature;
use crate::lists;
use crate::pages::triage::ctx;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::{DossierId, Verdict};
use noaber_locale::{Arg, Lang};
use noaber_work::reading::{Lesson, Moved};
use noaber_work::rescore::{Learned, learned, set_learning_aside};

/// Features that are shown.
const SHOWN: usize = 8;
/// A difference of weights that is worth a line.
const WORTH: f64 = 0.005;

/// What was learned, in the reader's words.
#[derive(Debug)]
pub struct LearnedView {
    /// The dossier.
    pub id: String,
    /// Whether it is set aside.
    pub aside: bool,
    /// Whether signals are being weighed.
    pub waits: bool,
    /// How many verdicts are heard; nothing when there are none.
    pub heard: Option<String>,
    /// What that did to the open signals.
    pub did: Vec<String>,
    /// The weights that differ most.
    pub moves: Vec<MoveView>,
}

/// One weight that differs.
#[derive(Debug)]
pub struct MoveView {
    /// The feature.
    pub name: String,
    /// What that means.
    pub told: String,
    /// Before and now.
    pub figures: String,
    /// How much it differs beside the one that differs most, 0 to 1.
    pub width: String,
    /// Whether it now counts for less.
    pub against: bool,
}

/// The part alone.
#[derive(Template)]
#[template(path = "_learned.html")]
pub struct LearnedPart {
    shell: Shell,
    learned: LearnedView,
}

/// `GET /dossiers/{id}/learning`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let id = dossier_id(ask)?;
    let reader = state.store.reader()?;
    reader
        .dossier(&state.region, &id)?
        .ok_or(Refuse::NotFound)?;
    if !ask.partial {
        return Ok(lists::redirect(&format!("/dossiers/{id}#learned")));
    }
    let (shell, _) = Shell::load(state, ask, &reader, Place::Dossiers)?;
    let told = learned(&reader, &state.region, &id)?;
    let learned = LearnedView::new(&shell.w, &id, &told);
    lists::page(&LearnedPart { shell, learned })
}

/// `POST /dossiers/{id}/learning`
pub fn switch(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let id = dossier_id(ask)?;
    let aside = match ask.form("learning") {
        "aside" => true,
        "counts" => false,
        _ => return Err(Refuse::Unreadable),
    };
    set_learning_aside(&state.store, &ctx(state), &id, aside).map_err(|why| match why.key() {
        "refused-unknown" => Refuse::NotFound,
        _ => Refuse::Fault(format!("learning could not be switched: {why}")),
    })?;
    backfilling::begin(state)?;
    Ok(lists::redirect(&format!("/dossiers/{id}#learned")))
}

fn dossier_id(ask: &Ask) -> Result<DossierId, Refuse> {
    ask.param("id").parse().map_err(|_| Refuse::NotFound)
}

impl LearnedView {
    /// Puts what was learned in words.
    pub fn new(w: &Words, id: &DossierId, told: &Learned) -> LearnedView {
        let lesson = told.lesson.as_ref();
        LearnedView {
            id: id.to_string(),
            aside: told.state.aside,
            waits: told.state.waits,
            heard: lesson.map(|lesson| heard(w, lesson)),
            did: match lesson {
                Some(_) => did(w, told),
                None => Vec::new(),
            },
            moves: lesson.map(|lesson| moves(w, lesson)).unwrap_or_default(),
        }
    }
}

/// `4 oordelen: 1 opgepakt, 3 niet voor ons`
fn heard(w: &Words, lesson: &Lesson) -> String {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let each = Verdict::ALL
        .iter()
        .zip(lesson.heard)
        .filter(|(_, n)| *n > 0);
    let each: Vec<String> = each
        .map(|(verdict, n)| {
            let key = format!("learned-{}", verdict.code());
            w.n(&key, count(n))
        })
        .collect();
    let all = w.n("learned-heard", count(lesson.heard.iter().sum()));
    format!("{all}: {}", each.join(", "))
}

fn did(w: &Words, told: &Learned) -> Vec<String> {
    let state = &told.state;
    let mut did = vec![
        w.n("learned-rose", state.rose),
        w.n("learned-fell", state.fell),
    ];
    if state.muted > 0 {
        did.push(w.n("learned-muted", state.muted));
    }
    did
}

/// The largest differences; where the meaning of items is known, of the weights that go with it.
fn moves(w: &Words, lesson: &Lesson) -> Vec<MoveView> {
    let moved = match lesson.meaning.is_empty() {
        true => &lesson.words,
        false => &lesson.meaning,
    };
    let by = |m: &Moved| (m.to - m.from).abs();
    let most = moved.iter().map(by).fold(WORTH, f64::max);
    let worth = moved.iter().filter(|m| by(m) >= WORTH).take(SHOWN);
    worth
        .map(|m| MoveView {
            name: feature(w, &m.name),
            told: w.t(match m.to > m.from {
                true => "learned-more",
                false => "learned-less",
            }),
            figures: w.with(
                "learned-from-to",
                &[
                    ("from", Arg::Text(&decimal(w, m.from))),
                    ("to", Arg::Text(&decimal(w, m.to))),
                ],
            ),
            width: format!("{:.3}", by(m) / most),
            against: m.to < m.from,
        })
        .collect()
}

/// A weight to two digits, as the language writes it.
fn decimal(w: &Words, weight: f64) -> String {
    let plain = format!("{weight:.2}").replace('-', "−");
    match w.lang() {
        Lang::En => plain,
        Lang::Nl | Lang::De => plain.replace('.', ","),
    }
}
