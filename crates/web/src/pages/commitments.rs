//! Commitments: what ministers promised, to whom and by when, and whether it was kept. How they stand is
//! worked out from the day it is; nothing of it is kept.

use crate::ask::Ask;
use crate::html::Phrase;
use crate::lists;
use crate::pages::signals::{Pager, Pick, page_number, pager};
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::{Dossier, DossierId, Promise};
use noaber_store::views::Part;
use noaber_store::{CommitmentCounts, CommitmentFilter, CommitmentRow};

/// Commitments on a page.
const PAGE: usize = 25;
/// Commitments in one part of a list for machines.
const MOST: usize = 1_000;
/// Characters of what was promised that a page shows.
const SHOWN: usize = 600;

/// The page.
#[derive(Template)]
#[template(path = "commitments.html")]
pub struct CommitmentsPage {
    shell: Shell,
    picks: Vec<Pick>,
    who: String,
    tabs: Vec<Tab>,
    count: String,
    rows: Vec<RowView>,
    pager: Pager,
    as_csv: String,
    as_json: String,
}

struct Tab {
    href: String,
    told: String,
    here: bool,
}

struct RowView {
    item: i64,
    standing: &'static str,
    told: String,
    due: Option<(String, String)>,
    distance: Option<String>,
    made: Option<String>,
    what: Phrase,
    by: Option<String>,
    to: String,
    debate: Option<(i64, Phrase)>,
}

/// `GET /commitments`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Commitments)?;
    let today = shell.w.today;
    let filter = filter(ask, PAGE);
    let part = reader.commitments(&state.region, &filter, today)?;
    let counts = reader.commitment_counts(&state.region, &filter, today)?;
    let dossiers = reader.dossiers(&state.region)?;
    lists::page(&CommitmentsPage::new(shell, ask, &dossiers, &part, &counts))
}

impl CommitmentsPage {
    /// Puts a part of the list in the reader's words.
    pub fn new(
        shell: Shell,
        ask: &Ask,
        dossiers: &[Dossier],
        part: &Part<CommitmentRow>,
        counts: &CommitmentCounts,
    ) -> CommitmentsPage {
        let w = shell.w.clone();
        let titles = dossiers.iter();
        let titles = titles.map(|d| (d.id.to_string(), w.wording(&d.title).text));
        let scopes = ["ours", "all"].map(|code| {
            let said = w.t(&format!("commitment-scope-{code}"));
            (code.to_owned(), said)
        });
        let scope = ask.query("scope").unwrap_or("ours");
        CommitmentsPage {
            picks: vec![
                Pick::among(&w, "scope", Some(scope), scopes.into()),
                Pick::new(&w, "dossier", ask.query("dossier"), titles.collect()),
            ],
            who: ask.query("who").unwrap_or("").to_owned(),
            tabs: tabs(&w, ask, counts),
            count: w.n("commitments-count", part.total),
            rows: part.rows.iter().map(|row| row_view(&w, row)).collect(),
            pager: pager(&w, ask, part.offset, PAGE, part.total),
            as_csv: ask.address("/commitments.csv", &[("page", "")]),
            as_json: ask.address("/commitments.json", &[("page", "")]),
            shell: shell.titled(w.t("nav-commitments")),
        }
    }
}

fn tabs(w: &Words, ask: &Ask, counts: &CommitmentCounts) -> Vec<Tab> {
    let chosen = ask.query("promise").and_then(Promise::from_code);
    let to = |code: &str| ask.address("/commitments", &[("promise", code), ("page", "")]);
    let all = Tab {
        href: to(""),
        told: w.t("filter-all"),
        here: chosen.is_none(),
    };
    let each = Promise::ALL.into_iter().map(|standing| Tab {
        href: to(standing.code()),
        told: format!(
            "{} ({})",
            w.t(&format!("promise-{}", standing.code())),
            w.number(counts.of(standing))
        ),
        here: chosen == Some(standing),
    });
    std::iter::once(all).chain(each).collect()
}

fn row_view(w: &Words, row: &CommitmentRow) -> RowView {
    let who: Vec<String> = row.who.iter().map(|who| crate::html::clean(who)).collect();
    let waits = matches!(row.standing, Promise::Late | Promise::Open);
    RowView {
        item: row.item.id.0,
        standing: row.standing.code(),
        told: w.t(&format!("promise-{}", row.standing.code())),
        due: row.due.map(|day| (w.day(day), day.to_string())),
        distance: row.due.filter(|_| waits).map(|day| w.distance(day)),
        made: row.made.map(|day| w.day(day)),
        what: w.published(&crate::card::shorten(&row.what, SHOWN), row.item.language),
        by: who.first().cloned(),
        to: who.get(1..).unwrap_or_default().join(", "),
        debate: row
            .promised_in
            .as_ref()
            .map(|item| (item.id.0, w.published(&item.title, item.language))),
    }
}

fn filter(ask: &Ask, limit: usize) -> CommitmentFilter {
    CommitmentFilter {
        standing: ask.query("promise").and_then(Promise::from_code),
        dossier: ask.query_as::<DossierId>("dossier"),
        who: ask.query("who").map(|who| who.chars().take(100).collect()),
        all: ask.query("scope") == Some("all"),
        limit,
        offset: page_number(ask).saturating_mul(limit),
    }
}

/// The part of the list that a file holds.
fn filed(state: &State, ask: &Ask) -> Result<Part<CommitmentRow>, Refuse> {
    let reader = state.store.reader()?;
    let region = reader.region(&state.region)?.ok_or(Refuse::NoRegion)?;
    let today = state.clock.today(&region);
    Ok(reader.commitments(&state.region, &filter(ask, MOST), today)?)
}

fn paged(response: &mut Response<Body>, ask: &Ask, total: i64) {
    let page = page_number(ask) + 1;
    let more = i64::try_from(page * MOST).is_ok_and(|end| end < total);
    lists::paged(response, ask, page, more, Some(total));
}

/// `GET /commitments.json`: a thousand at a time.
pub fn json(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let part = filed(state, ask)?;
    let mut response = lists::json(&part.rows)?;
    paged(&mut response, ask, part.total);
    Ok(response)
}

const COLUMNS: [&str; 9] = [
    "id", "number", "standing", "due", "made", "by", "to", "what", "url",
];

/// `GET /commitments.csv`: a thousand at a time.
pub fn csv(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let part = filed(state, ask)?;
    let mut lines = vec![COLUMNS.map(str::to_owned).to_vec()];
    let day = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
    for row in &part.rows {
        lines.push(vec![
            row.item.id.to_string(),
            row.item.number.clone().unwrap_or_default(),
            row.standing.code().to_owned(),
            day(row.due),
            day(row.made),
            row.who.first().cloned().unwrap_or_default(),
            row.who.get(1..).unwrap_or_default().join(", "),
            row.what.clone(),
            row.item.url.clone(),
        ]);
    }
    let mut response = lists::csv("commitments", &lines)?;
    paged(&mut response, ask, part.total);
    Ok(response)
}
