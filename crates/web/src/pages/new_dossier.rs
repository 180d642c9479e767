//! A dossier from a title and a few words: what they would find is shown before it is made. What
//! the words may say and how it is kept is the business of `work`.

use crate::ask::Ask;
use crate::backfilling;
use crate::lists;
use crate::pages::listen::{PreviewPart, ctx};
use crate::pages::preview::{PreviewView, preview, with_word};
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
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
}

impl Typed {
    /// From a form, or from an address such as `/dossiers/new?words=waterstof`.
    fn read(ask: &Ask, own: Language) -> Typed {
        let value = |name: &str| match ask.form(name) {
            "" => ask.query(name).unwrap_or("").to_owned(),
            text => text.replace("\r\n", "\n"),
        };
        let language = Language::from_tag(&value("language")).unwrap_or(own);
        let added = ask.form(&format!("add-{}", language.code()));
        let words = value("words");
        Typed {
            title: value("title"),
            about: value("about"),
            words: if added.is_empty() {
                words
            } else {
                with_word(&words, added)
            },
            language,
        }
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
    let Typed {
        title,
        about,
        words,
        language,
    } = &page.typed;
    match shape_dossier::add_dossier(&state.store, &ctx(state), title, about, *language, words) {
        Ok(id) => {
            backfilling::begin(state)?;
            Ok(lists::redirect(&format!("/dossiers/{id}?made=yes")))
        }
        Err(Refused::Fault(fault)) => Err(fault.into()),
        Err(Refused::Query(_)) if words.is_empty() => {
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
    let added = format!("add-{}", page.typed.language.code());
    if ask.form(&added).is_empty() {
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
        let typed = Typed::read(ask, w.language());
        let languages = Language::ALL.map(|one| {
            let name = w.t(&format!("language-{}", one.code()));
            (one.code(), name, one == typed.language)
        });
        Ok(NewDossierPage {
            preview: preview(state, &reader, &w, typed.language, &typed.words, None)?,
            languages: languages.into(),
            refused: None,
            typed,
            action: ACTION,
            fresh: false,
            shell: shell.titled(w.t("dossier-new")),
        })
    }
}
