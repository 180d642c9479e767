//! The agenda: agendas, their strategy lines, the dossiers that serve each, and which lines of
//! others they serve in turn.

use crate::ask::Ask;
use crate::html::Phrase;
use crate::lists;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::{Agenda, Dossier, Line, LineId};

/// The page.
#[derive(Template)]
#[template(path = "agenda.html")]
pub struct AgendaPage {
    shell: Shell,
    agendas: Vec<AgendaView>,
    loose: Vec<(String, Phrase)>,
}

struct AgendaView {
    id: String,
    title: Phrase,
    owner: Phrase,
    year: Option<i16>,
    about: Phrase,
    example: bool,
    lines: Vec<LineView>,
}

struct LineView {
    id: String,
    title: Phrase,
    about: Phrase,
    serves: Vec<(String, Phrase)>,
    served: Vec<(String, Phrase)>,
    dossiers: Vec<(String, Phrase)>,
}

/// `GET /agenda`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Agenda)?;
    let agendas = reader.agendas(&state.region)?;
    let dossiers = reader.dossiers(&state.region)?;
    lists::page(&AgendaPage::new(shell, &agendas, &dossiers))
}

impl AgendaPage {
    /// Puts the cascade in the reader's words.
    pub fn new(shell: Shell, agendas: &[Agenda], dossiers: &[Dossier]) -> AgendaPage {
        let w = shell.w.clone();
        let loose = dossiers.iter().filter(|dossier| dossier.lines.is_empty());
        AgendaPage {
            agendas: agendas
                .iter()
                .map(|agenda| view(&w, agenda, agendas, dossiers))
                .collect(),
            loose: loose.map(|dossier| link(&w, dossier)).collect(),
            shell: shell.titled(w.t("nav-agenda")),
        }
    }
}

fn view(w: &Words, agenda: &Agenda, agendas: &[Agenda], dossiers: &[Dossier]) -> AgendaView {
    AgendaView {
        id: agenda.id.to_string(),
        title: w.wording(&agenda.title),
        owner: w.wording(&agenda.owner),
        year: agenda.year,
        about: w.wording(&agenda.about),
        example: agenda.example,
        lines: agenda
            .lines
            .iter()
            .map(|line| line_view(w, line, agendas, dossiers))
            .collect(),
    }
}

fn line_view(w: &Words, line: &Line, agendas: &[Agenda], dossiers: &[Dossier]) -> LineView {
    let all = || {
        agendas
            .iter()
            .flat_map(|agenda| agenda.lines.iter().map(move |line| (agenda, line)))
    };
    let named = |(agenda, line): (&Agenda, &Line)| {
        let mut title = w.wording(&line.title);
        title.text = format!("{} ({})", title.text, w.wording(&agenda.owner).text);
        (line.id.to_string(), title)
    };
    let own: &LineId = &line.id;
    LineView {
        id: line.id.to_string(),
        title: w.wording(&line.title),
        about: w.wording(&line.about),
        serves: all()
            .filter(|(_, other)| line.serves.contains(&other.id))
            .map(named)
            .collect(),
        served: all()
            .filter(|(_, other)| other.serves.contains(own))
            .map(named)
            .collect(),
        dossiers: dossiers
            .iter()
            .filter(|d| d.lines.contains(own))
            .map(|d| link(w, d))
            .collect(),
    }
}

fn link(w: &Words, dossier: &Dossier) -> (String, Phrase) {
    (dossier.id.to_string(), w.wording(&dossier.title))
}
