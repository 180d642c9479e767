//! Verdicts and taking them back: the form of a card. With script the card alone is replaced;
//! without it the visitor goes back to the page she came from, which shows the way to undo.

use crate::ask::Ask;
use crate::backfilling;
use crate::card::{Background, Card, card};
use crate::lists;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{self, Place, Shell};
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::{SignalId, Verdict, Who};
use noaber_store::views::SignalCard;
use noaber_work::{Ctx, triage};

/// The bar that takes the place of a card after a verdict.
#[derive(Template)]
#[template(path = "_judged.html")]
pub struct JudgedPart {
    shell: Shell,
    undo: shell::Undo,
    shape: &'static str,
    back: String,
    /// Whether the dossier learns from it.
    learns: bool,
}

/// The card that comes back after a verdict was taken back.
#[derive(Template)]
#[template(path = "_card.html")]
pub struct CardPart {
    shell: Shell,
    card: Card,
}

/// `POST /signals/{id}/judge`
pub fn judge(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let id = signal_id(ask)?;
    let verdict = Verdict::from_code(ask.form("verdict")).ok_or(Refuse::Unreadable)?;
    let row =
        triage::judge(&state.store, &ctx(state), id, verdict, ask.form("why")).map_err(refused)?;
    backfilling::begin(state)?;
    if !ask.partial {
        return Ok(lists::redirect(&back_with(ask, id)));
    }
    let shell = shell(state, ask)?;
    let reader = state.store.reader()?;
    let learning = reader.learning(&state.region, &row.signal.dossier)?;
    lists::page(&JudgedPart::new(shell, ask, &row, !learning.aside))
}

/// `POST /signals/{id}/undo`
pub fn undo(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let id = signal_id(ask)?;
    let row = triage::undo(&state.store, &ctx(state), id).map_err(refused)?;
    backfilling::begin(state)?;
    if !ask.partial {
        return Ok(lists::redirect(&back_with(ask, id)));
    }
    let shell = shell(state, ask)?;
    let reader = state.store.reader()?;
    let dossiers = reader.dossiers(&state.region)?;
    let networks = reader.networks(&state.region)?;
    let background = Background::new(&shell.w, &dossiers, &networks);
    let background = background.with_items(&reader, &state.region, shell.w.today, [&row])?;
    lists::page(&CardPart::new(shell, ask, &row, &background))
}

impl JudgedPart {
    /// The bar for a signal that was just judged.
    pub fn new(shell: Shell, ask: &Ask, row: &SignalCard, learns: bool) -> JudgedPart {
        JudgedPart {
            learns,
            undo: shell::undo(&shell.w, row),
            shape: shape(ask),
            back: ask.back(),
            shell,
        }
    }
}

impl CardPart {
    /// The card of a signal that is open again.
    pub fn new(mut shell: Shell, ask: &Ask, row: &SignalCard, background: &Background) -> CardPart {
        shell.here = ask.back();
        let mut card = card(&shell.w, row, background, shape(ask));
        card.fresh = true;
        CardPart { card, shell }
    }
}

fn shell(state: &State, ask: &Ask) -> Result<Shell, Refuse> {
    let reader = state.store.reader()?;
    Ok(Shell::load(state, ask, &reader, Place::Elsewhere)?.0)
}

/// The adviser, now.
pub fn ctx(state: &State) -> Ctx {
    Ctx {
        region: state.region.clone(),
        who: Who("adviser".to_owned()),
        now: state.clock.now(),
    }
}

fn signal_id(ask: &Ask) -> Result<SignalId, Refuse> {
    ask.param("id").parse().map_err(|_| Refuse::NotFound)
}

fn shape(ask: &Ask) -> &'static str {
    match ask.form("shape") {
        "full" => "full",
        "line" => "line",
        _ => "compact",
    }
}

fn refused(why: noaber_work::Refused) -> Refuse {
    match why.key() {
        "refused-unknown" => Refuse::NotFound,
        "refused-fault" => Refuse::Fault(format!("a verdict could not be kept: {why}")),
        key => Refuse::Cannot(key),
    }
}

/// The page to go back to, told which signal was judged.
fn back_with(ask: &Ask, id: SignalId) -> String {
    let back = ask.back();
    let (path, query) = back.split_once('?').unwrap_or((&back, ""));
    let path = path.split('#').next().unwrap_or("/");
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in crate::ask::pairs(query.split('#').next().unwrap_or("")) {
        if name != "done" {
            pairs.append_pair(&name, &value);
        }
    }
    pairs.append_pair("done", &id.to_string());
    format!("{path}?{}", pairs.finish())
}
