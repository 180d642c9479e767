//! What a dossier listens for: one query per language with, beside it, what it would find before
//! it is saved. Saving makes it live and sets its past going; a fault keeps what was typed.

use crate::ask::Ask;
use crate::backfilling;
use crate::html::Phrase;
use crate::lists;
use crate::pages::preview::{Desk, PreviewView, Writing, preview, with_word};
use crate::pages::progress::ProgressView;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::{Dossier, DossierId, Interest, Language, Who};
use noaber_store::Reader;
use noaber_work::{Ctx, Refused, shape_dossier};

/// The page.
#[derive(Template)]
#[template(path = "listen.html")]
pub struct ListenPage {
    shell: Shell,
    id: String,
    title: Phrase,
    saved: Option<String>,
    silent: bool,
    faulty: Option<String>,
    editors: Vec<Editor>,
    others: Vec<String>,
    progress: ProgressView,
}

/// The field of one language with its preview, for a page with script.
#[derive(Template)]
#[template(path = "_editor.html")]
pub struct EditorPart {
    shell: Shell,
    editor: Editor,
}

/// What a query would find, alone.
#[derive(Template)]
#[template(path = "_preview.html")]
pub struct PreviewPart {
    shell: Shell,
    preview: PreviewView,
    action: String,
}

/// The field of one language.
struct Editor {
    code: &'static str,
    name: String,
    typed: String,
    rows: usize,
    always: bool,
    example: bool,
    fresh: bool,
    action: String,
    preview: PreviewView,
}

/// A dossier and its queries as they stand.
struct Standing {
    dossier: Dossier,
    interests: Vec<Interest>,
}

impl Standing {
    fn load(state: &State, reader: &Reader, ask: &Ask) -> Result<Standing, Refuse> {
        let id: DossierId = ask.param("id").parse().map_err(|_| Refuse::NotFound)?;
        let dossier = reader
            .dossier(&state.region, &id)?
            .ok_or(Refuse::NotFound)?;
        let all = reader.interests(&state.region)?;
        Ok(Standing {
            interests: all.into_iter().filter(|one| one.dossier == id).collect(),
            dossier,
        })
    }

    /// The query that stands in a language: the one that saving would replace.
    fn of(&self, language: Language) -> Option<&Interest> {
        self.interests
            .iter()
            .find(|one| one.language == Some(language))
    }

    /// Queries that no field on the page shows: for every language, or a second in one.
    fn others(&self) -> Vec<String> {
        let shown = |one: &&Interest| {
            let first = one.language.and_then(|language| self.of(language));
            first.is_none_or(|first| first.id != one.id)
        };
        self.interests
            .iter()
            .filter(shown)
            .map(|one| one.query.clone())
            .collect()
    }

    /// Whether exact hits in a language are to be shown always: as ticked, or as it stands where
    /// nothing was sent.
    fn always(&self, ask: &Ask, language: Language) -> bool {
        let posted = |name: &str| {
            let name = format!("{name}-{}", language.code());
            ask.form.iter().any(|(key, _)| *key == name)
        };
        match posted("query") {
            true => posted("always"),
            false => self.of(language).is_some_and(|one| one.always),
        }
    }

    /// What was typed in each language; what stands there where nothing was.
    fn typed(&self, ask: &Ask) -> Vec<(Language, String)> {
        let of = |language: Language| {
            let name = format!("query-{}", language.code());
            let posted = ask.form.iter().any(|(key, _)| *key == name);
            let text = match posted {
                true => ask.form(&name).replace("\r\n", "\n"),
                false => self
                    .of(language)
                    .map_or(String::new(), |one| one.query.trim().to_owned()),
            };
            let added = ask.form(&format!("add-{}", language.code()));
            let text = if added.is_empty() {
                text
            } else {
                with_word(&text, added)
            };
            (language, text)
        };
        Language::ALL.into_iter().map(of).collect()
    }

    /// Whether a text is another than the query that stands.
    fn changed(&self, language: Language, typed: &str) -> bool {
        self.of(language).map_or("", |one| one.query.trim()) != typed.trim()
    }
}

/// `GET /dossiers/{id}/listen`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let standing = Standing::load(state, &reader, ask)?;
    let page = ListenPage::load(state, ask, &reader, &standing)?;
    lists::page(&page)
}

/// `POST /dossiers/{id}/listen`: saves every language that was changed, or none of them; or shows
/// what was typed, with a word more.
pub fn save(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let standing = Standing::load(state, &reader, ask)?;
    let mut page = ListenPage::load(state, ask, &reader, &standing)?;
    if ask.form("do") != "save" {
        return lists::page(&page);
    }
    if page
        .editors
        .iter()
        .any(|editor| editor.preview.fault.is_some())
    {
        page.faulty = Some(page.shell.w.t("refused-query"));
        return lists::page(&page);
    }
    let (mut saved, mut out) = (Vec::new(), Vec::new());
    for (language, typed) in standing.typed(ask) {
        let (id, always) = (&standing.dossier.id, standing.always(ask, language));
        let stands = standing.of(language);
        let same = stands.is_none_or(|one| one.always == always);
        if same && !standing.changed(language, &typed) {
            continue;
        }
        let ctx = ctx(state);
        match shape_dossier::save_query(&state.store, &ctx, id, language, &typed, always) {
            Ok(Some(_)) => saved.push(language.code()),
            Ok(None) => out.push(language.code()),
            Err(Refused::Fault(fault)) => return Err(fault.into()),
            Err(why) => {
                page.faulty = Some(page.shell.w.t(why.key()));
                return lists::page(&page);
            }
        }
    }
    backfilling::begin(state)?;
    let mut said = Vec::new();
    if !saved.is_empty() || out.is_empty() {
        let codes = if saved.is_empty() {
            "none".to_owned()
        } else {
            saved.join("-")
        };
        said.push(format!("saved={codes}"));
    }
    if !out.is_empty() {
        said.push(format!("out={}", out.join("-")));
    }
    let to = format!(
        "/dossiers/{}/listen?{}",
        standing.dossier.id,
        said.join("&")
    );
    Ok(lists::redirect(&to))
}

/// `POST /dossiers/{id}/listen/preview?language=nl`: the preview of what was typed; with a word to
/// add, the field as well.
pub fn part(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let code = ask.query("language").unwrap_or("");
    let language = Language::from_tag(code).ok_or(Refuse::NotFound)?;
    let reader = state.store.reader()?;
    let standing = Standing::load(state, &reader, ask)?;
    let (shell, _) = Shell::load(state, ask, &reader, Place::Dossiers)?;
    let all = standing.typed(ask);
    let always = standing.always(ask, language);
    let field = Field {
        language,
        always,
        now: true,
    };
    let mut editor = editor(state, &reader, &shell.w, &standing, field, &all)?;
    if ask.form(&format!("add-{}", language.code())).is_empty() {
        return lists::page(&PreviewPart::new(shell, editor.preview, editor.action));
    }
    editor.fresh = true;
    lists::page(&EditorPart { shell, editor })
}

impl PreviewPart {
    /// The preview of one query; `action` is where a word to add is asked for.
    pub(crate) fn new(shell: Shell, preview: PreviewView, action: String) -> PreviewPart {
        PreviewPart {
            shell,
            preview,
            action,
        }
    }
}

impl ListenPage {
    fn load(
        state: &State,
        ask: &Ask,
        reader: &Reader,
        standing: &Standing,
    ) -> Result<ListenPage, Refuse> {
        let (mut shell, _) = Shell::load(state, ask, reader, Place::Dossiers)?;
        let w = shell.w.clone();
        let id = standing.dossier.id.to_string();
        shell.here = format!("/dossiers/{id}/listen");
        let title = w.wording(&standing.dossier.title);
        let mut editors = Vec::new();
        let all = standing.typed(ask);
        for (language, typed) in &all {
            let field = Field {
                language: *language,
                always: standing.always(ask, *language),
                now: ask.form("do") == "show" || standing.changed(*language, typed),
            };
            editors.push(editor(state, reader, &w, standing, field, &all)?);
        }
        let saved = ask
            .query("saved")
            .map(|codes| said(&w, "listen-saved", codes));
        let out = ask.query("out").map(|codes| said(&w, "listen-out", codes));
        let told: Vec<String> = saved.into_iter().chain(out).collect();
        let saved = (!told.is_empty()).then(|| told.join(" "));
        let progress =
            ProgressView::load(state, reader, &w, &standing.dossier.id, saved.is_some())?;
        Ok(ListenPage {
            saved,
            silent: standing.interests.is_empty(),
            faulty: None,
            editors,
            others: standing.others(),
            progress,
            id,
            shell: shell.titled(format!("{}: {}", w.t("dossier-queries"), title.text)),
            title,
        })
    }
}

/// What the page says after saving.
fn said(w: &Words, key: &str, codes: &str) -> String {
    let names: Vec<String> = codes
        .split('-')
        .filter_map(|code| Language::ALL.into_iter().find(|one| one.code() == code))
        .map(|language| w.t(&format!("language-{}", language.code())))
        .collect();
    match names.is_empty() {
        true => w.t("listen-saved-none"),
        false => w.with(key, &[("languages", names.join(", ").as_str().into())]),
    }
}

/// How the field of a language stands.
struct Field {
    language: Language,
    /// Whether exact hits are to be shown always.
    always: bool,
    /// Whether to wait for what its query would find.
    now: bool,
}

/// The field of a language, of what was typed in `all` of them.
fn editor(
    state: &State,
    reader: &Reader,
    w: &Words,
    standing: &Standing,
    field: Field,
    all: &[(Language, String)],
) -> Result<Editor, Refuse> {
    let language = field.language;
    let stands = standing.of(language);
    let own = all.iter().find(|(one, _)| *one == language);
    let typed = own.map(|(_, text)| text.clone()).unwrap_or_default();
    let writing = Writing {
        desk: Desk::Listen(&standing.dossier.id),
        language,
        typed: &typed,
        saved: stands.map(|one| one.query.trim()),
        all,
    };
    let preview = match field.now || typed.is_empty() {
        true => preview(state, reader, w, writing)?,
        false => PreviewView::later(language),
    };
    let lines = typed
        .lines()
        .map(|line| line.chars().count().div_ceil(44).max(1));
    Ok(Editor {
        code: language.code(),
        name: w.t(&format!("language-{}", language.code())),
        rows: lines.sum::<usize>().clamp(4, 16),
        always: field.always,
        example: stands.is_some_and(|one| one.example),
        fresh: false,
        action: format!(
            "/dossiers/{}/listen/preview?language={language}",
            standing.dossier.id
        ),
        preview,
        typed,
    })
}

/// The adviser, now.
pub(crate) fn ctx(state: &State) -> Ctx {
    Ctx {
        region: state.region.clone(),
        who: Who("adviser".to_owned()),
        now: state.clock.now(),
    }
}
