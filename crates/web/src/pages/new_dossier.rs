//! A dossier from a title and a few words: what they would find is shown before it is made. What
//! the words may say and how it is kept is the business of `work`.

use crate::ask::Ask;
use crate::backfilling;
use crate::lists;
use crate::pages::listen::{PreviewPart, ctx};
use crate::pages::preview::{Desk, PreviewView, Writing, preview, with_word};
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::Language;
use noaber_work::{Refused, shape_dossier};

/// Where words to add are asked for by script.
const ACTION: &str = "/dossiers/new/preview";

/// The page.
#[derive(Template)]
#[template(path = "new_dossier.html")]
pub struct NewDossierPage {
    shell: Shell,
    typed: Typed,
    languages: Vec<(&'static str, String, bool)>,
    refused: Option<String>,
    preview: PreviewView,
    action: &'static str,
    fresh: bool,
}

/// The words and what they would find, for a page with script.
#[derive(Template)]
#[template(path = "_new_words.html")]
pub struct WordsPart {
    shell: Shell,
    typed: Typed,
    preview: PreviewView,
    action: &'static str,
    fresh: bool,
}

/// What was filled in so far.
struct Typed {
    title: String,
    about: String,
    words: String,
    language: Language,
    /// Queries in other languages, of words that were added.
    others: Vec<OtherWords>,
}

/// A query in another language.
struct OtherWords {
    code: &'static str,
    name: String,
    language: Language,
    words: String,
}

impl Typed {
    /// From a form, or from an address such as `/dossiers/new?words=waterstof`.
    fn read(ask: &Ask, w: &Words) -> Typed {
        let value = |name: &str| match ask.form(name) {
            "" => ask.query(name).unwrap_or("").to_owned(),
            text => text.replace("\r\n", "\n"),
        };
        let language = Language::from_tag(&value("language")).unwrap_or(w.language());
        let with_added =
            |one: Language, words: String| match ask.form(&format!("add-{}", one.code())) {
                "" => words,
                added => with_word(&words, added),
            };
        let other = |one: Language| OtherWords {
            code: one.code(),
            name: w.t(&format!("language-{}", one.code())),
            language: one,
            words: with_added(one, value(&format!("words-{}", one.code()))),
        };
        let others = Language::ALL.into_iter().filter(|one| *one != language);
        Typed {
            title: value("title"),
            about: value("about"),
            words: with_added(language, value("words")),
            others: others
                .map(other)
                .filter(|one| !one.words.is_empty())
                .collect(),
            language,
        }
    }

    /// The queries of all languages.
    fn all(&self) -> Vec<(Language, String)> {
        let others = self
            .others
            .iter()
            .map(|one| (one.language, one.words.clone()));
        std::iter::once((self.language, self.words.clone()))
            .chain(others)
            .collect()
    }
}

/// `GET /dossiers/new`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    lists::page(&NewDossierPage::load(state, ask)?)
}

/// `POST /dossiers/new`: makes it, or shows what was filled in.
pub fn save(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let mut page = NewDossierPage::load(state, ask)?;
    if ask.form("do") != "save" {
        return lists::page(&page);
    }
    let typed = &page.typed;
    let all = typed.all();
    let queries: Vec<(Language, &str)> = all.iter().map(|(l, q)| (*l, q.as_str())).collect();
    let (title, about) = (&typed.title, &typed.about);
    let ctx = ctx(state);
    match shape_dossier::add_dossier(&state.store, &ctx, title, about, typed.language, &queries) {
        Ok(id) => {
            backfilling::begin(state)?;
            Ok(lists::redirect(&format!("/dossiers/{id}?made=yes")))
        }
        Err(Refused::Fault(fault)) => Err(fault.into()),
        Err(Refused::Query(_)) if typed.words.is_empty() => {
            page.refused = Some(page.shell.w.t("query-fault-empty"));
            lists::page(&page)
        }
        Err(why) => {
            page.refused = Some(page.shell.w.t(why.key()));
            lists::page(&page)
        }
    }
}

/// `POST /dossiers/new/preview`: the preview alone; with a word to add, the field as well.
pub fn part(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let page = NewDossierPage::load(state, ask)?;
    let added = |one: &Language| !ask.form(&format!("add-{}", one.code())).is_empty();
    if !Language::ALL.iter().any(added) {
        return lists::page(&PreviewPart::new(
            page.shell,
            page.preview,
            ACTION.to_owned(),
        ));
    }
    lists::page(&WordsPart {
        shell: page.shell,
        typed: page.typed,
        preview: page.preview,
        action: ACTION,
        fresh: true,
    })
}

impl NewDossierPage {
    fn load(state: &State, ask: &Ask) -> Result<NewDossierPage, Refuse> {
        let reader = state.store.reader()?;
        let (mut shell, _) = Shell::load(state, ask, &reader, Place::Dossiers)?;
        shell.here = "/dossiers/new".to_owned();
        let w = shell.w.clone();
        let typed = Typed::read(ask, &w);
        let languages = Language::ALL.map(|one| {
            let name = w.t(&format!("language-{}", one.code()));
            (one.code(), name, one == typed.language)
        });
        let writing = Writing {
            desk: Desk::New,
            language: typed.language,
            typed: &typed.words,
            saved: None,
            all: &typed.all(),
        };
        Ok(NewDossierPage {
            preview: preview(state, &reader, &w, writing)?,
            languages: languages.into(),
            refused: None,
            typed,
            action: ACTION,
            fresh: false,
            shell: shell.titled(w.t("dossier-new")),
        })
    }
}
