//! Adding a source: an address, what answers there, and only then what is kept of it. The look itself
//! and what may be kept is the business of `work`; what becomes of it later stands in `own_source`.

use crate::ask::Ask;
use crate::html::{Phrase, clean};
use crate::lists;
use crate::pages::triage::ctx;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::{Country, Language};
use noaber_locale::Arg;
use noaber_work::own_sources::{self, HOURS, Looked, MOST_HOURS, NoSource, Offered, Seen, Wish};

/// The page.
#[derive(Template)]
#[template(path = "new_source.html")]
pub struct NewSourcePage {
    shell: Shell,
    address: String,
    refused: Option<String>,
    found: Option<FoundView>,
    offers: Vec<OfferView>,
    form: Option<FormView>,
}

/// What answered.
struct FoundView {
    title: Phrase,
    kind: String,
    told: Vec<String>,
    titles: Vec<Phrase>,
}

/// A feed or calendar that a page names.
struct OfferView {
    title: String,
    kind: String,
    address: String,
    /// The source that reads it already.
    stands: Option<String>,
}

/// What is to be kept.
struct FormView {
    kind: String,
    address: String,
    name: String,
    countries: Vec<Choice>,
    languages: Vec<Choice>,
    hours: String,
    most: u32,
}

/// A choice with whether it is chosen.
struct Choice {
    value: &'static str,
    label: String,
    on: bool,
}

/// What was typed or found, before it is checked.
struct Typed {
    kind: String,
    address: String,
    name: String,
    country: Option<Country>,
    language: Option<Language>,
    hours: String,
}

/// `GET /sources/new`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let address = ask.query("address").unwrap_or("").to_owned();
    lists::page(&NewSourcePage::empty(state, ask, address)?)
}

/// `POST /sources/new`: shows what answers, or keeps what was shown.
pub fn save(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    match ask.form("do") {
        "keep" => keep(state, ask),
        _ => look(state, ask),
    }
}

fn look(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let mut page = NewSourcePage::empty(state, ask, ask.form("address").to_owned())?;
    let w = page.shell.w.clone();
    match own_sources::look(&state.store, &state.outward, &page.address) {
        Ok(Seen::Source(found)) => {
            page.form = Some(form_view(&w, &typed_of(&w, &found)));
            page.found = Some(found_view(&w, &found));
        }
        Ok(Seen::Page(offers)) => {
            page.offers = offers.iter().map(|offer| offer_view(&w, offer)).collect();
        }
        Err(why) => page.refused = Some(said(&w, why)?),
    }
    lists::page(&page)
}

fn keep(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let mut page = NewSourcePage::empty(state, ask, ask.form("address").to_owned())?;
    let w = page.shell.w.clone();
    let typed = Typed {
        kind: ask.form("kind").to_owned(),
        address: page.address.clone(),
        name: ask.form("name").to_owned(),
        country: country(ask.form("country")),
        language: Language::from_tag(ask.form("language")),
        hours: ask.form("hours").to_owned(),
    };
    let wish = Wish {
        kind: typed.kind.clone(),
        address: typed.address.clone(),
        name: typed.name.clone(),
        spoken: w.language(),
        country: typed.country.unwrap_or(Country::Nl),
        language: typed.language,
        every_hours: typed.hours.parse().unwrap_or(0),
    };
    // A folder of this machine is named by whoever runs it, not over a page.
    let added = match wish.kind.as_str() {
        "maildrop" => Err(NoSource::Kind(wish.kind)),
        _ => own_sources::add(&state.store, &ctx(state), &state.outward, &wish),
    };
    match added {
        Ok(id) => Ok(lists::redirect(&format!("/sources/own/{id}?done=added"))),
        Err(why) => {
            page.refused = Some(said(&w, why)?);
            page.form = Some(form_view(&w, &typed));
            lists::page(&page)
        }
    }
}

impl NewSourcePage {
    fn empty(state: &State, ask: &Ask, address: String) -> Result<NewSourcePage, Refuse> {
        let reader = state.store.reader()?;
        let (mut shell, _) = Shell::load(state, ask, &reader, Place::Sources)?;
        shell.here = "/sources/new".to_owned();
        let title = shell.w.t("sources-add");
        Ok(NewSourcePage {
            shell: shell.titled(title),
            address,
            refused: None,
            found: None,
            offers: Vec::new(),
            form: None,
        })
    }
}

/// The sentence of a refusal; a surprise is none.
pub(crate) fn said(w: &Words, why: NoSource) -> Result<String, Refuse> {
    match why {
        NoSource::Fault(fault) => Err(fault.into()),
        why => {
            let what = clean(&why.what(w.language()));
            Ok(w.with(why.key(), &[("what", Arg::Text(&what))]))
        }
    }
}

fn country(code: &str) -> Option<Country> {
    Country::ALL.into_iter().find(|one| one.code() == code)
}

fn typed_of(w: &Words, found: &Looked) -> Typed {
    let home = match w.language() {
        Language::De => Country::De,
        _ => Country::Nl,
    };
    let title = found.title.as_deref().map(clean);
    let name = title.unwrap_or_else(|| own_sources::name_of(&found.address));
    Typed {
        kind: found.kind.clone(),
        address: found.address.clone(),
        name: name.chars().take(120).collect(),
        country: Some(found.country.unwrap_or(home)),
        language: found.language,
        hours: HOURS.to_string(),
    }
}

fn form_view(w: &Words, typed: &Typed) -> FormView {
    let arena = |one: Country| Choice {
        value: one.code(),
        label: w.country(one),
        on: typed.country == Some(one),
    };
    let spoken = |one: Language| Choice {
        value: one.code(),
        label: w.t(&format!("language-{}", one.code())),
        on: typed.language == Some(one),
    };
    let any = Choice {
        value: "",
        label: w.t("new-source-any-language"),
        on: typed.language.is_none(),
    };
    FormView {
        kind: typed.kind.clone(),
        address: typed.address.clone(),
        name: typed.name.clone(),
        countries: Country::ALL.into_iter().map(arena).collect(),
        languages: std::iter::once(any)
            .chain(Language::ALL.into_iter().map(spoken))
            .collect(),
        hours: typed.hours.clone(),
        most: MOST_HOURS,
    }
}

fn found_view(w: &Words, found: &Looked) -> FoundView {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let day = |key: &str, day: jiff::civil::Date| {
        let day = w.day(day);
        w.with(key, &[("day", Arg::Text(&day))])
    };
    let mut told = vec![w.n("new-source-items", count(found.items))];
    told.extend(found.newest.map(|one| day("new-source-newest", one)));
    told.extend(found.until.map(|one| day("new-source-until", one)));
    if found.rejected > 0 {
        told.push(w.n("new-source-rejected", count(found.rejected)));
    }
    if found.items == 0 {
        told.push(w.t("new-source-empty"));
    }
    let title = found.title.as_deref();
    FoundView {
        title: w.published(title.unwrap_or(&found.address), found.language),
        kind: w.t(&format!("source-kind-{}", found.kind)),
        told,
        titles: found
            .titles
            .iter()
            .map(|title| w.published(title, found.language))
            .collect(),
    }
}

fn offer_view(w: &Words, offer: &Offered) -> OfferView {
    OfferView {
        title: match clean(&offer.title) {
            title if title.is_empty() => own_sources::name_of(&offer.address),
            title => title,
        },
        kind: w.t(&format!("source-kind-{}", offer.kind)),
        address: offer.address.clone(),
        stands: offer.stands.as_ref().map(ToString::to_string),
    }
}
