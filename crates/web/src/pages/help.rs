//! Help: the keys, how a score comes about, and what the desk does not know.

use crate::ask::Ask;
use crate::lists;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::Tier;

/// The page.
#[derive(Template)]
#[template(path = "help.html")]
pub struct HelpPage {
    shell: Shell,
    keys: Vec<(&'static str, String)>,
    tiers: Vec<(String, String)>,
    meaning: bool,
}

/// `GET /help`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Help)?;
    let meaning = state.mirror.is_ready(&state.store)?;
    lists::page(&HelpPage::new(shell, meaning))
}

impl HelpPage {
    /// The page in the reader's words; `meaning` says whether items are read for their meaning.
    pub fn new(shell: Shell, meaning: bool) -> HelpPage {
        let w = shell.w.clone();
        let keys = [
            ("j", "help-key-next"),
            ("k", "help-key-previous"),
            ("a", "verdict-act"),
            ("w", "verdict-watch"),
            ("d", "verdict-dismiss"),
            ("u", "undo"),
            ("/", "nav-search"),
            ("?", "nav-help"),
        ];
        let tiers = Tier::ALL.iter().map(|tier| {
            let code = tier.code();
            (
                w.t(&format!("tier-{code}")),
                w.t(&format!("help-tier-{code}")),
            )
        });
        HelpPage {
            keys: keys.iter().map(|(key, text)| (*key, w.t(text))).collect(),
            tiers: tiers.collect(),
            meaning,
            shell: shell.titled(w.t("nav-help")),
        }
    }
}
