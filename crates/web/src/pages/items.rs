//! One item: its text with the marks of its signals, what changed between its versions, and every
//! signal it has with all reasons and their shares.

use crate::ask::Ask;
use crate::card::{self, Background, Card};
use crate::changed::{ChangedView, since};
use crate::diff;
use crate::html::{Marked, Phrase, safe_address};
use crate::lists;
use crate::mirror::{MirrorView, mirror};
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::sights;
use crate::trail::TrailView;
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use jiff::Timestamp;
use noaber_domain::{Change, Field, Item, ItemId, Organisation, Passage};
use noaber_store::views::{ItemHead, ItemVersion, SignalCard, SignalFilter, StoredItem};
use noaber_store::{JOINED, OriginRow, TAKEN_DOWN, Unseen};
use noaber_work::mirror::Mirrored;

/// Papers in the mirror of an item.
const MIRRORED: usize = 6;

/// The page.
#[derive(Template)]
#[template(path = "item.html")]
pub struct ItemPage {
    shell: Shell,
    origin: String,
    archived: bool,
    title: Marked,
    lang: Option<&'static str>,
    facts: Vec<(String, Phrase)>,
    dates: Vec<(String, String)>,
    link: Option<String>,
    gone: Option<String>,
    off: Option<String>,
    taken_down: bool,
    changed: Option<ChangedView>,
    paragraphs: Vec<Marked>,
    signals: Vec<SignalView>,
    mirror: MirrorView,
    trail: TrailView,
    words_only: bool,
    versions: Vec<VersionView>,
    history: Vec<Past>,
    origins: Vec<OriginView>,
}

struct SignalView {
    card: Card,
    shares: Vec<ShareView>,
    named: String,
}

struct ShareView {
    told: String,
    width: String,
    share: String,
    against: bool,
}

struct VersionView {
    told: String,
    when: String,
    altered: Vec<String>,
    changes: Vec<ChangeView>,
}

/// A source that tells of the item.
struct OriginView {
    name: Phrase,
    link: Option<String>,
    arrived: String,
    gone: bool,
}

struct ChangeView {
    field: String,
    before: Vec<String>,
    after: Vec<String>,
}

/// A line of history, ready to show.
pub struct Past {
    /// When, in the region.
    pub when: String,
    /// The same as ISO 8601.
    pub iso: String,
    /// What was done.
    pub what: String,
    /// What it was done to, when the page shows more than one thing.
    pub about: Option<String>,
    /// Who did it.
    pub who: String,
    /// Why.
    pub why: String,
}

/// What the page is made of.
pub struct ItemData {
    /// The item.
    pub item: StoredItem,
    /// Its versions, oldest first.
    pub versions: Vec<ItemVersion>,
    /// Its signals.
    pub signals: Vec<SignalCard>,
    /// The organisations that can be named.
    pub organisations: Vec<Organisation>,
    /// The history of its signals, newest first.
    pub history: Vec<Change>,
    /// The sources that tell of it.
    pub origins: Vec<OriginRow>,
    /// What says the same elsewhere, or why that cannot be said.
    pub mirror: Mirrored,
    /// What changed since the desk saw it, or in its newest version.
    pub unseen: Option<Unseen>,
    /// What links lead to.
    pub trail: noaber_store::Trail,
}

/// `GET /items/{id}`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let id: ItemId = ask.param("id").parse().map_err(|_| Refuse::NotFound)?;
    let reader = state.store.reader()?;
    let item = match reader.item(id)? {
        Some(item) => item,
        None => bare(reader.item_head(id)?.ok_or(Refuse::NotFound)?),
    };
    let gone = item.head.gone.as_deref();
    if let Some(stays) = gone.and_then(|gone| gone.strip_prefix(JOINED)) {
        return Ok(lists::redirect(&format!("/items/{stays}")));
    }
    let (shell, _) = Shell::load(state, ask, &reader, Place::Elsewhere)?;
    let filter = SignalFilter {
        item: Some(id),
        limit: 50,
        ..SignalFilter::default()
    };
    let signals = reader.signals(&state.region, &filter, shell.w.today)?.rows;
    let mut history = reader.history("item", &id.to_string(), 20)?;
    for signal in &signals {
        history.extend(reader.history("signal", &signal.signal.id.to_string(), 20)?);
    }
    history.sort_by_key(|change| std::cmp::Reverse(change.at));
    let dossiers = reader.dossiers(&state.region)?;
    let networks = reader.networks(&state.region)?;
    let background = Background::new(&shell.w, &dossiers, &networks);
    // Of a paper that the desk never saw the list of versions says enough.
    let unseen = reader.unseen(&state.region, [&item.head], Timestamp::MAX)?;
    if !signals.is_empty() && !ask.partial {
        sights::note(state, id, item.head.ledger);
    }
    let data = ItemData {
        unseen: unseen.into_values().next(),
        versions: reader.versions(id)?,
        origins: reader.origins(id)?,
        organisations: reader.organisations(&state.region)?,
        item,
        signals,
        history,
        trail: reader.trail(id)?,
        mirror: state.mirror.look(&state.store, id, MIRRORED)?,
    };
    lists::page(&ItemPage::new(shell, &data, &background))
}

/// What is shown of an item whose text was taken down.
fn bare(head: ItemHead) -> StoredItem {
    let item = Item::bare(head.key.clone(), head.kind, head.country, "", "");
    StoredItem { head, item }
}

impl ItemPage {
    /// Puts an item in the reader's words.
    pub fn new(shell: Shell, data: &ItemData, background: &Background) -> ItemPage {
        let w = shell.w.clone();
        let item = &data.item.item;
        let taken_down = data.item.head.gone.as_deref() == Some(TAKEN_DOWN);
        let heading = if taken_down {
            w.t("item-taken-down")
        } else {
            item.title.clone()
        };
        let passages: Vec<&Passage> = data
            .signals
            .iter()
            .flat_map(|row| &row.signal.passages)
            .collect();
        ItemPage {
            origin: card::origin(&w, &data.item.head),
            archived: card::archived(&w, &data.item.head),
            title: Marked::cut(&heading, &marks(&heading, Field::Title, &passages)),
            lang: w.foreign(item.language),
            facts: facts(&w, data),
            dates: item
                .dates
                .iter()
                .map(|date| (w.date_of(item.kind, date), w.distance(date.on)))
                .collect(),
            link: safe_address(&item.url),
            gone: data.item.head.gone.clone().filter(|_| !taken_down),
            off: item
                .state
                .and_then(|state| card::off(&w, state, &item.dates)),
            taken_down,
            changed: data.unseen.as_ref().and_then(|one| whole(&w, one)),
            origins: origins(&w, &data.origins),
            paragraphs: paragraphs(&item.body, &passages),
            signals: data
                .signals
                .iter()
                .map(|row| signal_view(&w, data, row, background))
                .collect(),
            mirror: mirror(&w, &data.mirror),
            trail: TrailView::new(&w, &data.trail),
            words_only: data.mirror == Mirrored::WithoutModel,
            versions: versions(&w, &data.versions),
            history: data.history.iter().map(|change| past(&w, change)).collect(),
            shell: shell.titled(card::shorten(&heading, 80)),
        }
    }
}

/// All that changed since the desk saw it; without a sight the list of versions says enough.
fn whole(w: &Words, unseen: &Unseen) -> Option<ChangedView> {
    unseen.since_seen.then(|| ChangedView {
        since: since(w, unseen),
        told: unseen
            .altered
            .iter()
            .map(|one| diff::said(w, one))
            .collect(),
        more: false,
    })
}

fn facts(w: &Words, data: &ItemData) -> Vec<(String, Phrase)> {
    let item = &data.item.item;
    let plain = |text: String| Phrase { text, lang: None };
    let foreign = |text: &str| w.published(text, item.language);
    let mut facts = vec![(
        w.t("field-kind"),
        plain(w.t(&format!("kind-{}", item.kind.code()))),
    )];
    facts.push((w.t("filter-country"), plain(w.country(item.country))));
    if let Some(language) = item.language {
        facts.push((
            w.t("filter-language"),
            plain(w.t(&format!("language-{}", language.code()))),
        ));
    }
    if let Some(day) = item.published {
        facts.push((w.t("field-published"), plain(w.day_long(day))));
    }
    let texts = [
        ("field-number", item.number.clone()),
        ("field-committee", item.committee.clone()),
        ("field-actors", Some(item.actors.join(", "))),
        ("field-file", item.file.clone()),
        ("field-topics", Some(item.topics.join(", "))),
    ];
    for (key, text) in texts {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            facts.push((w.t(key), foreign(&text)));
        }
    }
    facts.push((
        w.t("field-arrived"),
        plain(w.moment(data.item.head.arrived)),
    ));
    facts
}

/// Where the passages' marks stand in a text: in order, not overlapping.
fn marks(text: &str, field: Field, passages: &[&Passage]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for passage in passages.iter().filter(|passage| passage.field == field) {
        let inner = passage
            .text
            .trim_matches(|c: char| c == '…' || c.is_whitespace());
        let (Some(at), Some(skipped)) = (text.find(inner), passage.text.find(inner)) else {
            continue;
        };
        for &(start, end) in &passage.marks {
            if start >= skipped && end <= skipped + inner.len() && start < end {
                found.push((at + start - skipped, at + end - skipped));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    let mut free = 0;
    found.retain(|&(start, end)| {
        let fits = start >= free;
        if fits {
            free = end;
        }
        fits
    });
    found
}

fn paragraphs(body: &str, passages: &[&Passage]) -> Vec<Marked> {
    let marks = marks(body, Field::Body, passages);
    let mut start = 0;
    let mut found = Vec::new();
    for line in body.split('\n') {
        let end = start + line.len();
        let own: Vec<(usize, usize)> = marks
            .iter()
            .filter(|(from, to)| *from >= start && *to <= end)
            .map(|(from, to)| (from - start, to - start))
            .collect();
        if !line.trim().is_empty() {
            found.push(Marked::cut(line, &own));
        }
        start = end + 1;
    }
    found
}

fn signal_view(
    w: &Words,
    data: &ItemData,
    row: &SignalCard,
    background: &Background,
) -> SignalView {
    let named: Vec<String> = data
        .organisations
        .iter()
        .filter(|organisation| row.signal.named.contains(&organisation.id))
        .map(|organisation| w.wording(&organisation.name).text)
        .collect();
    let shares = row.signal.reasons.iter().map(|reason| ShareView {
        told: card::reason(w, reason, &row.item),
        width: format!("{:.2}", reason.share.abs().min(1.0)),
        share: signed(w, reason.share),
        against: reason.share < 0.0,
    });
    SignalView {
        card: card::card(w, row, background, "full"),
        shares: shares.collect(),
        named: named.join(", "),
    }
}

/// `+12%` or `−6%`; a share that is nothing after rounding has no sign.
fn signed(w: &Words, share: f64) -> String {
    let said = w.percent(share.abs());
    match (share * 100.0).round() as i64 {
        0 => said,
        1.. => format!("+{said}"),
        _ => format!("−{said}"),
    }
}

fn versions(w: &Words, versions: &[ItemVersion]) -> Vec<VersionView> {
    let mut views = Vec::new();
    for (at, version) in versions.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| versions.get(before));
        let (altered, changes) = match before.map(|before| (&before.item, &version.item)) {
            Some((old, new)) => (diff::told(w, old, new), diff::between(old, new)),
            None => (Vec::new(), Vec::new()),
        };
        views.push(VersionView {
            told: w.n("item-version", version.version),
            when: w.moment(version.arrived),
            altered,
            changes: changes
                .into_iter()
                .map(|change| ChangeView {
                    field: w.t(&format!("field-{}", change.field)),
                    before: change.before,
                    after: change.after,
                })
                .collect(),
        });
    }
    views.reverse();
    views
}

/// The sources of an item of which several tell; of one the page says so at its head.
fn origins(w: &Words, origins: &[OriginRow]) -> Vec<OriginView> {
    let several = origins.iter().filter(|_| origins.len() > 1);
    let view = several.map(|origin| OriginView {
        name: w.wording(&origin.source_name),
        link: safe_address(&origin.url),
        arrived: w.moment(origin.arrived),
        gone: origin.gone.is_some(),
    });
    view.collect()
}

/// A line of history in the reader's words.
pub fn past(w: &Words, change: &Change) -> Past {
    let key = format!("change-{}", change.what);
    let who = format!("who-{}", change.who.replace(' ', "-"));
    Past {
        when: w.moment(change.at),
        iso: change.at.to_string(),
        what: if w.knows(&key) {
            w.t(&key)
        } else {
            change.what.clone()
        },
        about: None,
        who: if w.knows(&who) {
            w.t(&who)
        } else {
            change.who.clone()
        },
        why: change.why.clone(),
    }
}
