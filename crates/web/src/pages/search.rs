//! Searching everything that was read: newest or best first, with filters, as a page, JSON and CSV.

use crate::ask::Ask;
use crate::card;
use crate::fault_view::FaultView;
use crate::html::{Marked, Phrase};
use crate::lists;
use crate::pages::signals::{Pager, Pick, filter, page_number, parsed};
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use jiff::civil::Date;
use noaber_domain::{Country, ItemKind, Language, Source, SourceId};
use noaber_store::views::{SearchAnswer, SearchAsk, SearchRow, Stopped};
use serde::Serialize;

/// Results on a page.
const PAGE: usize = 20;
/// Results in a file.
const MOST: usize = 500;
/// Characters of a query; longer ones are cut.
const LONGEST: usize = 500;

/// The page.
#[derive(Template)]
#[template(path = "search.html")]
pub struct SearchPage {
    shell: Shell,
    picks: Vec<Pick>,
    from: String,
    to: String,
    asked: bool,
    count: String,
    understood: Option<String>,
    fault: Option<FaultView>,
    rows: Vec<Found>,
    stopped: Option<StoppedView>,
    pager: Pager,
    as_json: String,
    as_csv: String,
}

/// Where looking stopped, and the way on.
struct StoppedView {
    told: String,
    /// An address; none while there are more pages before it.
    on: Option<String>,
}

/// A found item, ready to show.
#[derive(Debug)]
pub struct Found {
    /// Its id.
    pub item: i64,
    /// Its title with marks.
    pub title: Marked,
    /// Source and sort.
    pub origin: String,
    /// The other sources that tell of it.
    pub also: Option<String>,
    /// Day of publication.
    pub day: Option<String>,
    /// The same as ISO 8601.
    pub day_iso: String,
    /// Arena.
    pub country: String,
    /// Whether its source took it away.
    pub gone: bool,
    /// Its language, when it is not the page's.
    pub lang: Option<&'static str>,
    /// The best passage with marks.
    pub passage: Option<Marked>,
    /// The dossiers it touches.
    pub dossiers: Vec<(String, Phrase)>,
}

/// `GET /search`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Search)?;
    let sources = reader.sources()?;
    let mut wanted = read_ask(ask)?;
    wanted.limit = PAGE;
    wanted.offset = page_number(ask).saturating_mul(PAGE);
    let answer = match wanted.words.is_empty() {
        true => None,
        false => Some(reader.search(&state.region, &wanted)?),
    };
    lists::page(&SearchPage::new(shell, ask, &sources, answer.as_ref()))
}

impl SearchPage {
    /// Puts what was found in the reader's words; `None` when nothing was asked yet.
    pub fn new(
        shell: Shell,
        ask: &Ask,
        sources: &[Source],
        answer: Option<&SearchAnswer>,
    ) -> SearchPage {
        let w = shell.w.clone();
        let words = ask.query("q").unwrap_or("");
        SearchPage {
            picks: picks(&w, ask, sources),
            from: day(ask, "from")
                .map(|day| day.to_string())
                .unwrap_or_default(),
            to: day(ask, "to")
                .map(|day| day.to_string())
                .unwrap_or_default(),
            asked: answer.is_some(),
            count: answer.map(|answer| count(&w, answer)).unwrap_or_default(),
            understood: answer
                .map(|answer| answer.understood.clone())
                .filter(|understood| !understood.is_empty() && understood != words),
            fault: answer
                .and_then(|answer| answer.fault.as_ref())
                .map(|fault| FaultView::new(&w, fault, words)),
            stopped: answer.and_then(|answer| stopped(&w, ask, answer)),
            rows: answer
                .map(|answer| answer.rows.iter().map(|row| found(&w, row)).collect())
                .unwrap_or_default(),
            pager: pager(&w, ask, answer.is_some_and(|answer| answer.more)),
            as_json: ask.address("/search.json", &[("page", "")]),
            as_csv: ask.address("/search.csv", &[("page", "")]),
            shell: shell.titled(w.t("nav-search")),
        }
    }
}

fn stopped(w: &Words, ask: &Ask, answer: &SearchAnswer) -> Option<StoppedView> {
    let stopped = answer.stopped?;
    let looked_at = w.n("search-looked-at", stopped.looked_at);
    let told = match stopped.back_to {
        Some(day) => w.with(
            "search-looked-back",
            &[
                ("looked", looked_at.as_str().into()),
                ("day", w.day_long(day).as_str().into()),
            ],
        ),
        None => looked_at,
    };
    let on = (!answer.more).then(|| ask.address(&ask.path, &beyond(&stopped.before.to_string())));
    Some(StoppedView { told, on })
}

/// What changes in an address to look on before a place.
fn beyond(before: &str) -> [(&'static str, &str); 2] {
    [("page", ""), ("before", before)]
}

fn count(w: &Words, answer: &SearchAnswer) -> String {
    let key = if answer.count < answer.counted_to || answer.count == 0 {
        "search-count"
    } else {
        "search-count-more"
    };
    w.n(key, answer.count)
}

fn picks(w: &Words, ask: &Ask, sources: &[Source]) -> Vec<Pick> {
    let said = |prefix: &str, code: &str| (code.to_owned(), w.t(&format!("{prefix}-{code}")));
    let names = sources
        .iter()
        .map(|source| (source.id.to_string(), w.wording(&source.name).text));
    vec![
        Pick::among(
            w,
            "order",
            ask.query("order").or(Some("newest")),
            ["newest", "best"].map(|code| said("order", code)).into(),
        ),
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
        Pick::new(
            w,
            "kind",
            ask.query("kind"),
            ItemKind::ALL
                .iter()
                .map(|k| said("kind", k.code()))
                .collect(),
        ),
        Pick::new(w, "source", ask.query("source"), names.collect()),
    ]
}

fn day(ask: &Ask, name: &str) -> Option<Date> {
    ask.query_as::<Date>(name)
}

/// What an address asks to search for. A value that means nothing is refused: passed over, it would
/// find more than was asked for.
pub fn read_ask(ask: &Ask) -> Result<SearchAsk, Refuse> {
    let words = ask.query("q").unwrap_or("");
    let best = |code: &str| match code {
        "best" => Some(true),
        "newest" => Some(false),
        _ => None,
    };
    Ok(SearchAsk {
        words: words
            .chars()
            .filter(|c| !c.is_control())
            .take(LONGEST)
            .collect(),
        best: filter(ask, "order", best)?.unwrap_or(false),
        country: filter(ask, "country", Country::from_code)?,
        language: filter(ask, "language", Language::from_tag)?,
        kind: filter(ask, "kind", ItemKind::from_code)?,
        source: filter(ask, "source", parsed::<SourceId>)?,
        from: filter(ask, "from", parsed::<Date>)?,
        to: filter(ask, "to", parsed::<Date>)?,
        before: filter(ask, "before", parsed)?,
        limit: PAGE,
        offset: 0,
    })
}

/// Puts a found item in the reader's words.
pub(crate) fn found(w: &Words, row: &SearchRow) -> Found {
    let item = &row.item;
    // A passage that is the title itself is shown once: as the title, with its marks.
    let (in_title, passage) = match &row.passage {
        Some(passage) if passage.text == item.title => (Some(passage), None),
        other => (None, other.as_ref()),
    };
    Found {
        item: item.id.0,
        title: match &in_title {
            Some(passage) => Marked::of(&passage.runs()),
            None => Marked::cut(&item.title, &[]),
        },
        origin: card::origin(w, item),
        also: card::also(w, Some(&row.also)),
        day: item.published.map(|day| w.day(day)),
        day_iso: item
            .published
            .map(|day| day.to_string())
            .unwrap_or_default(),
        country: w.country(item.country),
        gone: item.gone.is_some(),
        lang: w.foreign(item.language),
        passage: passage.map(|passage| Marked::of(&passage.runs())),
        dossiers: row
            .signals
            .iter()
            .map(|(_, id, title)| (id.to_string(), w.wording(title)))
            .collect(),
    }
}

fn pager(w: &Words, ask: &Ask, more: bool) -> Pager {
    let at = page_number(ask) + 1;
    let to = |n: usize| ask.address(&ask.path, &[("page", &n.to_string())]);
    Pager {
        before: (at > 1).then(|| to(at - 1)),
        after: more.then(|| to(at + 1)),
        told: w.n("pager-at", at as i64),
    }
}

fn all(state: &State, ask: &Ask) -> Result<SearchAnswer, Refuse> {
    let mut wanted = read_ask(ask)?;
    wanted.limit = MOST;
    wanted.offset = page_number(ask).saturating_mul(MOST);
    Ok(state.store.reader()?.search(&state.region, &wanted)?)
}

#[derive(Serialize)]
struct JsonAnswer<'a> {
    understood: &'a str,
    fault: Option<String>,
    count: i64,
    exact: bool,
    /// Where looking stopped, when older papers were not looked at; `before=PLACE` goes on from there.
    stopped: Option<Stopped>,
    items: &'a [SearchRow],
}

/// `GET /search.json`
pub fn json(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let answer = all(state, ask)?;
    let exact = answer.count < answer.counted_to;
    let mut response = lists::json(&JsonAnswer {
        understood: &answer.understood,
        fault: answer
            .fault
            .as_ref()
            .map(|fault| fault.render(ask.query("q").unwrap_or(""))),
        count: answer.count,
        exact,
        stopped: answer.stopped,
        items: &answer.rows,
    })?;
    let total = exact.then_some(answer.count);
    lists::paged(&mut response, ask, page_number(ask) + 1, answer.more, total);
    if let Some(stopped) = answer.stopped.filter(|_| !answer.more) {
        let on = ask.address(&ask.path, &beyond(&stopped.before.to_string()));
        if let Ok(value) = HeaderValue::from_str(&format!("<{on}>; rel=\"next\"")) {
            response.headers_mut().append(header::LINK, value);
        }
    }
    Ok(response)
}

/// `GET /search.csv`
pub fn csv(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let head = [
        "id",
        "kind",
        "country",
        "language",
        "published",
        "source",
        "number",
        "title",
        "url",
    ];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    for row in all(state, ask)?.rows {
        let item = row.item;
        lines.push(vec![
            item.id.to_string(),
            item.kind.code().into(),
            item.country.code().into(),
            item.language.map_or("", Language::code).into(),
            item.published
                .map(|day| day.to_string())
                .unwrap_or_default(),
            item.source.to_string(),
            item.number.unwrap_or_default(),
            item.title,
            item.url,
        ]);
    }
    lists::csv("search", &lines)
}
