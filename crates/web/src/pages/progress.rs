//! How far the past of a dossier is matched for queries that were changed: a part of the pages of
//! that dossier, which asks for itself again while there is something to wait for.

use crate::ask::Ask;
use crate::lists;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::{DossierId, InterestId};
use noaber_store::Reader;

/// How far it is.
#[derive(Debug)]
pub struct ProgressView {
    /// The dossier.
    pub id: String,
    /// What is still to be matched.
    pub waiting: Vec<Waiting>,
    /// Whether to say that it is done.
    pub done: bool,
}

/// One query whose past is being matched.
#[derive(Debug)]
pub struct Waiting {
    /// Its language.
    pub name: String,
    /// How far, in words.
    pub told: String,
    /// Items that were looked at.
    pub done: i64,
    /// Items there are; 0 before they were counted.
    pub total: i64,
}

/// The part alone.
#[derive(Template)]
#[template(path = "_progress.html")]
pub struct ProgressPart {
    shell: Shell,
    progress: ProgressView,
}

/// `GET /dossiers/{id}/listen/progress`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let id: DossierId = ask.param("id").parse().map_err(|_| Refuse::NotFound)?;
    let reader = state.store.reader()?;
    reader
        .dossier(&state.region, &id)?
        .ok_or(Refuse::NotFound)?;
    if !ask.partial {
        return Ok(lists::redirect(&format!("/dossiers/{id}/listen")));
    }
    let (shell, _) = Shell::load(state, ask, &reader, Place::Dossiers)?;
    let progress = ProgressView::load(state, &reader, &shell.w, &id, true)?;
    lists::page(&ProgressPart { shell, progress })
}

impl ProgressView {
    /// From the store; `told` says whether somebody waits to hear that it is done.
    pub fn load(
        state: &State,
        reader: &Reader,
        w: &Words,
        id: &DossierId,
        told: bool,
    ) -> Result<ProgressView, Refuse> {
        let interests = reader.interests(&state.region)?;
        let language = |interest: &InterestId| {
            let found = interests
                .iter()
                .find(|one| one.id == *interest && one.dossier == *id);
            found.map(|one| match one.language {
                Some(language) => w.t(&format!("language-{}", language.code())),
                None => w.t("language-any"),
            })
        };
        let backfills = reader.backfills(&state.region)?;
        let waiting: Vec<Waiting> = backfills
            .iter()
            .filter_map(|one| {
                Some(Waiting {
                    name: language(&one.interest)?,
                    told: told_of(w, one.done, one.total),
                    done: one.done,
                    total: one.total,
                })
            })
            .collect();
        Ok(ProgressView {
            id: id.to_string(),
            done: told && waiting.is_empty(),
            waiting,
        })
    }
}

fn told_of(w: &Words, done: i64, total: i64) -> String {
    match total {
        0 => w.t("backfill-waits"),
        total => w.with(
            "backfill-at",
            &[
                ("done", w.number(done).as_str().into()),
                ("total", w.number(total).as_str().into()),
            ],
        ),
    }
}
