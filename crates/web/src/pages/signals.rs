//! The list of signals with its filters, as a page, JSON, CSV and Atom at the same address.

use crate::ask::Ask;
use crate::card::{self, Background, Card, card};
use crate::lists;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::{
    Bearing, Country, Dossier, DossierId, InterestId, ItemDate, ItemId, ItemKind, Language,
    LedgerNumber, OrganisationId, Passage, Quote, Reason, Share, SignalId, SourceId, Tier, Verdict,
};
use noaber_store::views::{Order, Part, SignalCard, SignalFilter, Standing};
use serde::Serialize;

/// Signals on a page.
const PAGE: usize = 25;
/// Signals in one part of a list for machines.
const MOST: usize = 1_000;

/// A choice in a filter.
pub struct Choice {
    /// Its value in the address.
    pub value: String,
    /// What it says.
    pub label: String,
    /// Whether it is chosen.
    pub on: bool,
}

/// A filter of a list.
pub struct Pick {
    /// Its name in the address.
    pub name: &'static str,
    /// What it says.
    pub label: String,
    /// What can be chosen.
    pub choices: Vec<Choice>,
}

impl Pick {
    /// A filter with *all* as its first choice.
    pub fn new(
        w: &Words,
        name: &'static str,
        chosen: Option<&str>,
        choices: Vec<(String, String)>,
    ) -> Pick {
        let all = (String::new(), w.t("filter-all"));
        Pick::among(
            w,
            name,
            chosen,
            std::iter::once(all).chain(choices).collect(),
        )
    }

    /// A filter with exactly these choices.
    pub fn among(
        w: &Words,
        name: &'static str,
        chosen: Option<&str>,
        choices: Vec<(String, String)>,
    ) -> Pick {
        let chosen = chosen.unwrap_or("");
        let choices = choices
            .into_iter()
            .map(|(value, label)| Choice {
                on: value == chosen,
                value,
                label,
            })
            .collect();
        Pick {
            name,
            label: w.t(&format!("filter-{name}")),
            choices,
        }
    }
}

/// Where a part of a list stands in the whole.
pub struct Pager {
    /// The page before.
    pub before: Option<String>,
    /// The page after.
    pub after: Option<String>,
    /// `Page 2 of 14`.
    pub told: String,
}

/// The page.
#[derive(Template)]
#[template(path = "signals.html")]
pub struct SignalsPage {
    shell: Shell,
    picks: Vec<Pick>,
    count: String,
    cards: Vec<Card>,
    pager: Pager,
    as_json: String,
    as_csv: String,
    as_atom: String,
    filtered: bool,
}

/// `GET /signals`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Signals)?;
    let dossiers = reader.dossiers(&state.region)?;
    let networks = reader.networks(&state.region)?;
    let mut filter = read_filter(ask)?;
    filter.limit = PAGE;
    filter.offset = page_number(ask).saturating_mul(PAGE);
    let part = reader.signals(&state.region, &filter, shell.w.today)?;
    let background = Background::new(&shell.w, &dossiers, &networks);
    let background = background.with_items(&reader, &state.region, shell.w.today, &part.rows)?;
    lists::page(&SignalsPage::new(shell, ask, &dossiers, &part, &background))
}

impl SignalsPage {
    /// Puts a part of the list in the reader's words.
    pub fn new(
        shell: Shell,
        ask: &Ask,
        dossiers: &[Dossier],
        part: &Part<SignalCard>,
        background: &Background,
    ) -> SignalsPage {
        let w = shell.w.clone();
        SignalsPage {
            picks: picks(&w, ask, dossiers),
            count: w.n("signals-count", part.total),
            cards: part
                .rows
                .iter()
                .map(|row| card(&w, row, background, "compact"))
                .collect(),
            pager: pager(&w, ask, part.offset, PAGE, part.total),
            as_json: ask.address("/signals.json", &[("page", "")]),
            as_csv: ask.address("/signals.csv", &[("page", "")]),
            as_atom: ask.address("/signals.atom", &[("page", "")]),
            filtered: !ask
                .address("", &[("page", ""), ("order", ""), ("lang", "")])
                .is_empty(),
            shell: shell.titled(w.t("nav-signals")),
        }
    }
}

fn picks(w: &Words, ask: &Ask, dossiers: &[Dossier]) -> Vec<Pick> {
    let said = |prefix: &str, code: &str| (code.to_owned(), w.t(&format!("{prefix}-{code}")));
    let standing = std::iter::once(said("standing", "open")).chain(
        Verdict::ALL
            .iter()
            .map(|v| (v.code().to_owned(), w.t(&format!("judged-{}", v.code())))),
    );
    let orders = ["newest", "best", "deadline"].map(|code| said("order", code));
    let titles = dossiers
        .iter()
        .map(|d| (d.id.to_string(), w.wording(&d.title).text));
    vec![
        Pick::new(
            w,
            "tier",
            ask.query("tier"),
            Tier::ALL.iter().map(|t| said("tier", t.code())).collect(),
        ),
        Pick::new(
            w,
            "bearing",
            ask.query("bearing"),
            Bearing::ALL
                .iter()
                .map(|b| said("bearing", b.code()))
                .collect(),
        ),
        Pick::new(w, "dossier", ask.query("dossier"), titles.collect()),
        Pick::new(
            w,
            "country",
            ask.query("country"),
            Country::ALL
                .iter()
                .map(|c| said("country", c.code()))
                .collect(),
        ),
        Pick::new(
            w,
            "language",
            ask.query("language"),
            Language::ALL
                .iter()
                .map(|l| said("language", l.code()))
                .collect(),
        ),
        Pick::new(w, "standing", ask.query("standing"), standing.collect()),
        Pick::among(
            w,
            "order",
            ask.query("order").or(Some("newest")),
            orders.into(),
        ),
    ]
}

/// The filter that an address asks for. A value that means nothing is refused: passed over, it would
/// give a longer list than was asked for.
pub fn read_filter(ask: &Ask) -> Result<SignalFilter, Refuse> {
    let standing = |code: &str| match code {
        "open" => Some(Standing::Open),
        code => Verdict::from_code(code).map(Standing::Judged),
    };
    let order = |code: &str| match code {
        "best" => Some(Order::Best),
        "deadline" => Some(Order::Deadline),
        "newest" => Some(Order::Newest),
        _ => None,
    };
    Ok(SignalFilter {
        tier: filter(ask, "tier", Tier::from_code)?,
        bearing: filter(ask, "bearing", Bearing::from_code)?,
        dossier: filter(ask, "dossier", parsed::<DossierId>)?,
        country: filter(ask, "country", Country::from_code)?,
        language: filter(ask, "language", Language::from_tag)?,
        standing: filter(ask, "standing", standing)?.unwrap_or(Standing::Any),
        order: filter(ask, "order", order)?.unwrap_or(Order::Newest),
        ..SignalFilter::default()
    })
}

/// A value of the query that narrows a list; refused when it cannot be read.
pub fn filter<T>(
    ask: &Ask,
    name: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, Refuse> {
    let Some(value) = ask.query(name) else {
        return Ok(None);
    };
    read(value).map(Some).ok_or(Refuse::Unreadable)
}

/// Reads what reads itself from text.
pub fn parsed<T: std::str::FromStr>(value: &str) -> Option<T> {
    value.parse().ok()
}

/// The page that an address asks for, from 0; at most the ten thousandth.
pub fn page_number(ask: &Ask) -> usize {
    ask.query_as::<usize>("page").unwrap_or(1).clamp(1, 10_000) - 1
}

/// The ways to the neighbours of a part of a list.
pub fn pager(w: &Words, ask: &Ask, offset: usize, page: usize, total: i64) -> Pager {
    let at = offset / page + 1;
    let pages = (usize::try_from(total).unwrap_or(0)).div_ceil(page).max(1);
    let to = |n: usize| ask.address(&ask.path, &[("page", &n.to_string())]);
    Pager {
        before: (at > 1).then(|| to((at - 1).min(pages))),
        after: (at < pages).then(|| to(at + 1)),
        told: w.with("pager", &[("at", at.into()), ("n", pages.into())]),
    }
}

/// The part of the list that a file holds, from 0.
fn filed(state: &State, ask: &Ask, page: usize) -> Result<Part<SignalCard>, Refuse> {
    let reader = state.store.reader()?;
    let region = reader.region(&state.region)?.ok_or(Refuse::NoRegion)?;
    let mut filter = read_filter(ask)?;
    filter.limit = MOST;
    filter.offset = page.saturating_mul(MOST);
    Ok(reader.signals(&state.region, &filter, state.clock.today(&region))?)
}

/// A signal as machines read it, here and from `noaber signals --json`.
#[derive(Serialize)]
struct JsonSignal<'a> {
    id: SignalId,
    tier: Tier,
    kind: Bearing,
    score: Share,
    dossier: &'a DossierId,
    interest: &'a InterestId,
    ledger: LedgerNumber,
    verdict: Option<Verdict>,
    item: JsonItem<'a>,
    reasons: &'a [Reason],
    passages: &'a [Passage],
    trigger: &'a Option<Quote>,
    named: &'a [OrganisationId],
    deadline: Option<ItemDate>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: ItemId,
    key: &'a str,
    number: &'a Option<String>,
    sort: ItemKind,
    language: Option<Language>,
    country: Country,
    source: &'a SourceId,
    title: &'a str,
    url: &'a str,
    published: Option<jiff::civil::Date>,
}

/// `GET /signals.json`: a thousand at a time; the headers say how many there are and where the next
/// part is.
pub fn json(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let page = page_number(ask);
    let part = filed(state, ask, page)?;
    let list: Vec<JsonSignal> = part.rows.iter().map(json_signal).collect();
    let more = i64::try_from((page + 1) * MOST).is_ok_and(|end| end < part.total);
    let mut response = lists::json(&list)?;
    lists::paged(&mut response, ask, page + 1, more, Some(part.total));
    Ok(response)
}

fn json_signal(row: &SignalCard) -> JsonSignal<'_> {
    let (signal, item) = (&row.signal, &row.item);
    JsonSignal {
        id: signal.id,
        tier: signal.tier,
        kind: signal.bearing,
        score: signal.score,
        dossier: &signal.dossier,
        interest: &signal.interest,
        ledger: signal.ledger,
        verdict: row.triage.verdict(),
        item: JsonItem {
            id: item.id,
            key: &item.key,
            number: &item.number,
            sort: item.kind,
            language: item.language,
            country: item.country,
            source: &item.source,
            title: &item.title,
            url: &item.url,
            published: item.published,
        },
        reasons: &signal.reasons,
        passages: &signal.passages,
        trigger: &signal.trigger,
        named: &signal.named,
        deadline: signal.deadline,
    }
}

const COLUMNS: [&str; 12] = [
    "id",
    "tier",
    "bearing",
    "score",
    "dossier",
    "kind",
    "country",
    "language",
    "published",
    "deadline",
    "title",
    "url",
];

/// `GET /signals.csv`: the whole list, for a spreadsheet does not turn pages.
pub fn csv(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let mut lines = vec![COLUMNS.map(str::to_owned).to_vec()];
    for page in 0.. {
        let part = filed(state, ask, page)?;
        lines.extend(part.rows.iter().map(csv_line));
        if part.rows.len() < MOST {
            break;
        }
    }
    lists::csv("signals", &lines)
}

fn csv_line(row: &SignalCard) -> Vec<String> {
    let item = &row.item;
    vec![
        row.signal.id.to_string(),
        row.signal.tier.code().into(),
        row.signal.bearing.code().into(),
        format!("{:.3}", row.signal.score.value()),
        row.signal.dossier.to_string(),
        item.kind.code().into(),
        item.country.code().into(),
        item.language.map_or("", Language::code).into(),
        item.published
            .map(|day| day.to_string())
            .unwrap_or_default(),
        row.signal
            .deadline
            .map(|date| date.on.to_string())
            .unwrap_or_default(),
        item.title.clone(),
        item.url.clone(),
    ]
}

struct Entry {
    id: i64,
    title: String,
    url: Option<String>,
    updated: String,
    summary: String,
    dossier: String,
}

/// The feed; `.xml` makes the template escape as XML needs.
#[derive(Template)]
#[template(path = "signals.xml", escape = "html")]
struct Feed {
    region: String,
    title: String,
    updated: String,
    entries: Vec<Entry>,
}

/// `GET /signals.atom`
pub fn atom(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Signals)?;
    let mut filter = read_filter(ask)?;
    filter.limit = 100;
    let part = reader.signals(&state.region, &filter, shell.w.today)?;
    let entries: Vec<Entry> = part.rows.iter().map(|row| entry(&shell.w, row)).collect();
    lists::atom(&Feed {
        region: state.region.to_string(),
        title: format!("Noaber {} · {}", shell.region, shell.w.t("nav-signals")),
        updated: entries
            .iter()
            .map(|e| e.updated.clone())
            .max()
            .unwrap_or_else(|| state.clock.now().to_string()),
        entries,
    })
}

fn entry(w: &Words, row: &SignalCard) -> Entry {
    let reasons: Vec<String> = row
        .signal
        .reasons
        .iter()
        .map(|reason| card::reason(w, reason, &row.item))
        .collect();
    let dossier = w.wording(&row.dossier_title).text;
    Entry {
        id: row.signal.id.0,
        title: crate::html::clean(&row.item.title),
        url: crate::html::safe_address(&row.item.url),
        updated: row.found.to_string(),
        summary: crate::html::clean(&format!("{} · {}", dossier, reasons.join(" · "))),
        dossier,
    }
}
