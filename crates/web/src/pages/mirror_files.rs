//! Mirror files: the part of a dossier that holds the Dutch, the German and the European file side by
//! side, and the forms that add, change and remove them. What is suggested is worked out in `work`.

use crate::ask::Ask;
use crate::html::Phrase;
use crate::lists;
use crate::pages::triage::ctx;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::words::Words;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::{
    Authority, Country, Dossier, DossierId, ItemId, Organisation, OrganisationKind,
};
use noaber_store::Reader;
use noaber_work::mirror_files::{self as work, Side, Suggestion, Why};

/// What the address of a dossier calls the paper that was asked for and is not here.
const UNKNOWN: &str = "paper";
/// Longest name of a paper that is taken back to the form, in characters.
const LONGEST: usize = 300;

/// The part, in the reader's words.
#[derive(Debug, Default)]
pub struct MirrorFilesView {
    /// The dossier.
    pub dossier: String,
    /// One lane per arena.
    pub lanes: Vec<LaneView>,
    /// What may be added.
    pub suggestions: Vec<SuggestionView>,
    /// Whether nothing is held yet.
    pub empty: bool,
    /// Whether there is anything to show of the sides.
    pub told: bool,
    /// What somebody wrote to name a paper that is not here.
    pub unknown: Option<String>,
}

/// One side of the border.
#[derive(Debug)]
pub struct LaneView {
    /// Code of the arena.
    pub code: &'static str,
    /// Its name.
    pub name: String,
    /// Its files.
    pub files: Vec<FileView>,
    /// Who decides on the matter here.
    pub deciding: Vec<AuthorityView>,
    /// Year in which all of that was last known to be so.
    pub known_in: Option<i16>,
    /// Names that can be chosen from for one file: who decides on the matter, then the governments of
    /// the region.
    pub authorities: Vec<String>,
}

/// Who decides on the matter on one side.
#[derive(Debug)]
pub struct AuthorityView {
    /// What it is called.
    pub name: Phrase,
    /// What it decides.
    pub decides: Phrase,
}

/// One file.
#[derive(Debug)]
pub struct FileView {
    /// Its item.
    pub item: i64,
    /// Its title.
    pub title: Phrase,
    /// Its number for people.
    pub number: Option<String>,
    /// How far it has come.
    pub stage: Option<String>,
    /// The newest step: day, sort, item, title.
    pub latest: Option<(String, String, i64, Phrase)>,
    /// What comes next: when, how far ahead, item, title.
    pub next: Option<(String, String, i64, Phrase)>,
    /// Who decides, as the desk wrote it.
    pub competent: String,
    /// Who decides, as the source names it.
    pub named: Option<String>,
}

/// One suggestion.
#[derive(Debug)]
pub struct SuggestionView {
    /// Its item.
    pub item: i64,
    /// Its title.
    pub title: Phrase,
    /// Where it comes from.
    pub origin: String,
    /// Why it is suggested.
    pub why: String,
}

impl MirrorFilesView {
    /// Gathers the part from the store.
    pub fn load(
        state: &State,
        reader: &Reader,
        w: &Words,
        ask: &Ask,
        dossier: &Dossier,
    ) -> Result<MirrorFilesView, Refuse> {
        let (region, id) = (&state.region, &dossier.id);
        let sides = work::sides(&state.store, region, id, w.today)?;
        let suggestions = work::suggestions(&state.store, &state.mirror, region, id, w.today)?;
        let organisations = reader.organisations(&state.region)?;
        Ok(MirrorFilesView {
            dossier: id.to_string(),
            unknown: ask
                .query(UNKNOWN)
                .map(|name| name.chars().take(LONGEST).collect()),
            empty: sides.is_empty(),
            told: !sides.is_empty() || !dossier.authorities.is_empty(),
            lanes: Country::ALL
                .into_iter()
                .map(|country| lane(w, country, &sides, dossier, &organisations))
                .collect(),
            suggestions: suggestions.iter().map(|one| suggestion(w, one)).collect(),
        })
    }
}

fn lane(
    w: &Words,
    country: Country,
    sides: &[Side],
    dossier: &Dossier,
    known: &[Organisation],
) -> LaneView {
    let governs = |o: &&Organisation| {
        o.country == country
            && matches!(
                o.kind,
                OrganisationKind::Government | OrganisationKind::Board
            )
    };
    let own = sides
        .iter()
        .filter(|side| side.row.item.head.country == country);
    let here = || dossier.authorities.iter().filter(|a| a.country == country);
    let deciding: Vec<AuthorityView> = here().map(|one| authority(w, one)).collect();
    let mut authorities: Vec<String> = deciding.iter().map(|one| one.name.text.clone()).collect();
    for name in known
        .iter()
        .filter(governs)
        .map(|o| w.wording(&o.name).text)
    {
        if !authorities.contains(&name) {
            authorities.push(name);
        }
    }
    LaneView {
        code: country.code(),
        name: w.country(country),
        files: own.map(|side| file(w, side)).collect(),
        deciding,
        known_in: here().filter_map(|one| one.known_in).min(),
        authorities,
    }
}

fn authority(w: &Words, authority: &Authority) -> AuthorityView {
    AuthorityView {
        name: w.wording(&authority.name),
        decides: w.wording(&authority.decides),
    }
}

fn file(w: &Words, side: &Side) -> FileView {
    let head = &side.row.item.head;
    let latest = side.latest.as_ref().filter(|item| item.id != head.id);
    FileView {
        item: head.id.0,
        title: w.published(&head.title, head.language),
        number: head.number.as_deref().map(crate::html::clean),
        stage: side.stage.map(|state| w.state(head.kind, state)),
        latest: latest.map(|item| {
            let day = side.latest_day.map(|day| w.day(day)).unwrap_or_default();
            let title = w.published(&crate::card::shorten(&item.title, 120), item.language);
            (
                day,
                w.t(&format!("kind-{}", item.kind.code())),
                item.id.0,
                title,
            )
        }),
        next: side.next.as_ref().map(|(date, item)| {
            let title = w.published(&crate::card::shorten(&item.title, 120), item.language);
            (
                w.date_of(item.kind, date),
                w.distance(date.on),
                item.id.0,
                title,
            )
        }),
        competent: side.row.file.competent.clone(),
        named: side.named.as_deref().map(crate::html::clean),
    }
}

fn suggestion(w: &Words, one: &Suggestion) -> SuggestionView {
    SuggestionView {
        item: one.item.id.0,
        title: w.published(&one.item.title, one.item.language),
        origin: crate::card::origin(w, &one.item),
        why: match one.why {
            Why::Link => w.t("files-why-link"),
            Why::Signal => w.t("files-why-signal"),
            Why::Meaning { closeness } => {
                format!("{} {}", w.t("files-why-meaning"), w.percent(closeness))
            }
        },
    }
}

/// `POST /dossiers/{id}/files`: adds the item that is named, or writes who decides on one. A name that
/// is not known goes back to the form that it came from.
pub fn keep(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let dossier = dossier(ask)?;
    let item = match ask.form("item").parse() {
        Ok(id) => ItemId(id),
        Err(_) => match work::named(&state.store.reader()?, ask.form("name"))? {
            Some(item) => item,
            None => return Ok(unknown(&dossier, ask.form("name"))),
        },
    };
    let competent = ask.form("competent");
    work::keep(&state.store, &ctx(state), &dossier, item, competent).map_err(refused)?;
    Ok(back(&dossier))
}

/// `POST /dossiers/{id}/files/remove`
pub fn remove(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let dossier = dossier(ask)?;
    let item = ask.form("item").parse().map_err(|_| Refuse::NotFound)?;
    work::remove(&state.store, &ctx(state), &dossier, ItemId(item)).map_err(refused)?;
    Ok(back(&dossier))
}

fn unknown(dossier: &DossierId, name: &str) -> Response<Body> {
    let name: String = name.chars().take(LONGEST).collect();
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let query = query.append_pair(UNKNOWN, &name).finish();
    lists::redirect(&format!("/dossiers/{dossier}?{query}#file-name"))
}

fn back(dossier: &DossierId) -> Response<Body> {
    lists::redirect(&format!("/dossiers/{dossier}#files"))
}

fn dossier(ask: &Ask) -> Result<DossierId, Refuse> {
    ask.param("id").parse().map_err(|_| Refuse::NotFound)
}

fn refused(why: noaber_work::Refused) -> Refuse {
    match why.key() {
        "refused-unknown" => Refuse::NotFound,
        "refused-fault" => Refuse::Fault(format!("a file could not be kept: {why}")),
        key => Refuse::Cannot(key),
    }
}
