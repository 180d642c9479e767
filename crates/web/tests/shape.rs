//! Making a dossier and writing what it listens for: with and without script, kept through every
//! fault, and closed to whoever may not.

mod common;

use common::{Desk, Reply};
use jiff::civil::date;
use noaber_domain::{DossierId, Interest, Language, RegionId};
use noaber_store::views::SignalFilter;
use noaber_web::Access;
use std::time::{Duration, Instant};

const LISTEN: &str = "/dossiers/spoor/listen";

fn region() -> RegionId {
    RegionId::new("grensland").expect("an id")
}

fn interests(desk: &Desk) -> Vec<Interest> {
    let reader = desk.store.reader().expect("a reader");
    reader.interests(&region()).expect("it reads")
}

fn form(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

fn post(desk: &Desk, path: &str, pairs: &[(&str, &str)]) -> Reply {
    desk.post(path, &form(pairs), &[])
}

fn with_script(desk: &Desk, path: &str, pairs: &[(&str, &str)]) -> Reply {
    desk.post(path, &form(pairs), &[("HX-Request", "true")])
}

/// Waits for the thread that matches the past.
fn until_matched(desk: &Desk) {
    let since = Instant::now();
    while since.elapsed() < Duration::from_secs(20) {
        let reader = desk.store.reader().expect("a reader");
        if reader.backfills(&region()).expect("it reads").is_empty() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("the past was not matched");
}

#[test]
fn a_dossier_is_made_of_a_title_and_two_words() {
    let desk = Desk::local();
    let before = desk
        .get("/dossiers/new?lang=nl&words=spoor&language=nl")
        .body;
    assert!(before.contains("Nieuwste vondsten"), "{before}");
    assert!(before.contains("<mark class=\"nl-mark\">spoor</mark>"));
    let made = post(
        &desk,
        "/dossiers/new",
        &[
            ("title", "Rails & <b>wissels</b>"),
            ("words", "spoor\r\n\"eerste alinea\""),
            ("language", "nl"),
            ("do", "save"),
        ],
    );
    assert_eq!(made.status, 303, "{}", made.body);
    let to = made.header("location").expect("a way on").to_owned();
    assert_eq!(to, "/dossiers/rails-b-wissels-b?made=yes");
    until_matched(&desk);
    let page = desk.get(&format!("{to}&lang=nl")).body;
    for piece in [
        "Rails &amp; &lt;b&gt;wissels",
        "Nog geen standpunt",
        "/dossiers/rails-b-wissels-b/listen",
    ] {
        assert!(page.contains(piece), "{piece} is not there:\n{page}");
    }
    let filter = SignalFilter {
        dossier: Some(DossierId::new("rails-b-wissels-b").expect("an id")),
        ..SignalFilter::default()
    };
    let reader = desk.store.reader().expect("a reader");
    let found = reader.signals(&region(), &filter, date(2025, 10, 2));
    assert!(
        found.expect("it reads").total > 0,
        "the past brought nothing"
    );
    assert!(desk.get("/dossiers?lang=nl").body.contains("wissels"));
}

#[test]
fn a_query_is_saved_with_its_history_and_its_past() {
    let desk = Desk::local();
    let typed = [
        ("query-nl", "spoor\r\ntrein"),
        ("query-de", "Bahn"),
        ("query-en", ""),
    ];
    let reply = post(&desk, LISTEN, &[&typed[..], &[("do", "save")]].concat());
    assert_eq!(reply.status, 303, "{}", reply.body);
    let to = reply.header("location").expect("a way on").to_owned();
    assert_eq!(to, "/dossiers/spoor/listen?saved=nl-de");
    let page = desk.get(&format!("{to}&lang=nl")).body;
    assert!(page.contains("Opgeslagen: Nederlands, Duits"), "{page}");
    let kept = interests(&desk);
    let query = |language| {
        kept.iter()
            .find(|i| i.language == Some(language))
            .map(|i| i.query.as_str())
    };
    assert_eq!(query(Language::Nl), Some("spoor\ntrein"));
    assert_eq!(query(Language::De), Some("Bahn"));
    assert_eq!(query(Language::En), None);
    until_matched(&desk);
    let history = desk.get("/dossiers/spoor?lang=nl").body;
    assert!(history.contains("zoekvraag gewijzigd") && history.contains("zoekvraag toegevoegd"));
    let progress = desk.get_with(
        &format!("{LISTEN}/progress?lang=nl"),
        &[("HX-Request", "true")],
    );
    assert!(
        progress.body.contains("Het verleden is doorzocht"),
        "{}",
        progress.body
    );
    let again = post(&desk, LISTEN, &[&typed[..], &[("do", "save")]].concat());
    assert_eq!(
        again.header("location"),
        Some("/dossiers/spoor/listen?saved=none")
    );
}

#[test]
fn a_fault_in_one_language_saves_none_and_keeps_what_was_typed() {
    let desk = Desk::local();
    let before = interests(&desk);
    for bad in [
        "trein AND (",
        "NOT trein",
        "\"open",
        "🚂",
        "=",
        "trein^99",
        "x NEAR/0 y",
    ] {
        let typed = [
            ("query-nl", "spoor NOT tram"),
            ("query-de", bad),
            ("do", "save"),
        ];
        let reply = post(&desk, LISTEN, &typed);
        assert_eq!(reply.status, 200, "{bad}");
        let shown = bad.replace('"', "&#34;");
        assert!(reply.body.contains("role=\"alert\""), "{bad}");
        assert!(
            reply.body.contains(&format!(">\n{shown}</textarea>")),
            "{bad} is lost"
        );
        assert!(reply.body.contains(">\nspoor NOT tram</textarea>"), "{bad}");
        assert!(
            reply.body.contains('^')
                && reply
                    .body
                    .contains("class=\"utrecht-alert utrecht-alert--error misread\""),
            "{bad}"
        );
        assert!(
            !reply.body.contains("expected"),
            "{bad}: the developer's words are on the page"
        );
        assert_eq!(interests(&desk), before, "{bad}");
    }
    let long = "spoor ".repeat(17_000);
    let reply = post(&desk, LISTEN, &[("query-nl", &long), ("do", "save")]);
    assert_eq!(reply.status, 200);
    assert!(reply.body.contains("10.000") && reply.body.contains(long.trim()));
    assert_eq!(interests(&desk), before);
}

#[test]
fn an_emptied_query_takes_the_language_out_and_writing_it_brings_it_back() {
    let desk = Desk::local();
    let saved = post(&desk, LISTEN, &[("query-nl", "spoor"), ("do", "save")]);
    assert_eq!(saved.status, 303);
    let shown = post(&desk, LISTEN, &[("query-nl", ""), ("do", "show")]).body;
    assert!(shown.contains("Dit veld is leeg"), "{shown}");
    let out = post(&desk, LISTEN, &[("query-nl", " "), ("do", "save")]);
    assert_eq!(
        out.header("location"),
        Some("/dossiers/spoor/listen?out=nl"),
        "{}",
        out.body
    );
    assert!(
        interests(&desk)
            .iter()
            .all(|i| i.language != Some(Language::Nl))
    );
    let page = desk.get("/dossiers/spoor/listen?out=nl&lang=nl").body;
    assert!(
        page.contains("Er wordt niet meer gezocht in: Nederlands."),
        "{page}"
    );
    assert!(page.contains("zoekt nu nergens naar"), "{page}");
    let history = desk.get("/dossiers/spoor?lang=nl").body;
    assert!(history.contains("zoekvraag verwijderd"), "{history}");
    let back = post(&desk, LISTEN, &[("query-nl", "spoor"), ("do", "save")]);
    assert_eq!(back.status, 303);
    assert!(interests(&desk).iter().any(|i| i.query == "spoor"));
    until_matched(&desk);
}

#[test]
fn exact_hits_are_always_shown_where_that_is_ticked() {
    let desk = Desk::local();
    let ticked = [("query-nl", "spoor"), ("always-nl", "yes"), ("do", "save")];
    assert_eq!(post(&desk, LISTEN, &ticked).status, 303);
    let always = |desk: &Desk| {
        interests(desk)
            .iter()
            .any(|i| i.query == "spoor" && i.always)
    };
    assert!(always(&desk));
    let page = desk.get(&format!("{LISTEN}?lang=nl")).body;
    assert!(
        page.contains("name=\"always-nl\" value=\"yes\" checked"),
        "{page}"
    );
    assert_eq!(post(&desk, LISTEN, &[ticked[0], ticked[2]]).status, 303);
    assert!(!always(&desk), "the tick is taken away");
}

#[test]
fn a_word_of_another_language_goes_into_the_query_of_that_language() {
    let desk = Desk::local();
    let made = post(
        &desk,
        "/dossiers/new",
        &[
            ("title", "Rails"),
            ("words", "spoor"),
            ("language", "nl"),
            ("add-de", "Schiene"),
        ],
    );
    assert!(made.body.contains("name=\"words-de\""), "{}", made.body);
    assert!(made.body.contains(">\nSchiene</textarea>"), "{}", made.body);
    let saved = post(
        &desk,
        "/dossiers/new",
        &[
            ("title", "Rails"),
            ("words", "spoor"),
            ("language", "nl"),
            ("words-de", "Schiene"),
            ("do", "save"),
        ],
    );
    assert_eq!(saved.status, 303, "{}", saved.body);
    let kept = interests(&desk);
    assert!(
        kept.iter()
            .any(|i| i.language == Some(Language::De) && i.query == "Schiene")
    );
    let typed = [
        ("query-nl", "spoor"),
        ("query-de", "Bahn"),
        ("add-de", "Schiene"),
    ];
    let page = post(&desk, LISTEN, &typed).body;
    assert!(page.contains(">\nBahn\nSchiene</textarea>"), "{page}");
}

#[test]
fn related_words_come_with_their_number_once_they_were_counted() {
    let desk = Desk::local();
    let typed = [("query-nl", "sporen"), ("do", "show")];
    let since = Instant::now();
    loop {
        let page = post(&desk, LISTEN, &typed).body;
        if !page.contains("worden geteld") {
            assert!(page.contains("betekenismodel"), "{page}");
            return;
        }
        assert!(since.elapsed() < Duration::from_secs(20), "{page}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_word_is_added_with_and_without_script_and_not_saved() {
    let desk = Desk::local();
    let before = interests(&desk);
    let typed = [("query-nl", "spoor"), ("add-nl", "krappe markt")];
    let page = post(&desk, LISTEN, &typed);
    assert_eq!(page.status, 200);
    assert!(
        page.body
            .contains(">\nspoor\n&#34;krappe markt&#34;</textarea>"),
        "{}",
        page.body
    );
    assert!(page.body.contains("Nog niet opgeslagen"));
    let path = format!("{LISTEN}/preview?language=nl");
    let part = with_script(&desk, &path, &typed).body;
    assert!(
        part.starts_with("<div class=\"pair\"") && part.contains("krappe markt&#34;</textarea>"),
        "{part}"
    );
    let preview = with_script(&desk, &path, &typed[..1]).body;
    assert!(
        preview.starts_with("<div class=\"preview\"") && !preview.contains("<textarea"),
        "{preview}"
    );
    let new = with_script(
        &desk,
        "/dossiers/new/preview",
        &[("words", "spoor"), ("language", "nl"), ("add-nl", "tram")],
    )
    .body;
    assert!(
        new.starts_with("<div class=\"pair\"") && new.contains("spoor\ntram</textarea>"),
        "{new}"
    );
    assert_eq!(interests(&desk), before);
    assert_eq!(
        with_script(&desk, &format!("{LISTEN}/preview?language=xx"), &typed).status,
        404
    );
}

#[test]
fn what_a_change_keeps_gains_and_loses_is_shown() {
    let desk = Desk::local();
    let saved = post(&desk, LISTEN, &[("query-nl", "spoor"), ("do", "save")]);
    assert_eq!(saved.status, 303);
    let page = post(
        &desk,
        LISTEN,
        &[("query-nl", "nergensgenoemd"), ("do", "show")],
    )
    .body;
    for piece in ["Valt weg", "Nooit gevonden", "nergensgenoemd"] {
        assert!(page.contains(piece), "{piece}:\n{page}");
    }
    let page = post(
        &desk,
        LISTEN,
        &[("query-nl", "spoor OR nergensgenoemd"), ("do", "show")],
    )
    .body;
    assert!(
        page.contains("Blijft gevonden") && !page.contains("Valt weg"),
        "{page}"
    );
}

#[test]
fn a_dossier_without_title_or_words_is_not_made() {
    let desk = Desk::local();
    let long = "x".repeat(201);
    for (title, words, said) in [
        ("", "spoor", "Geef het dossier een titel"),
        (long.as_str(), "spoor", "Geef het dossier een titel"),
        ("Trein", "", "Er staat nog geen woord"),
        ("Trein", "spoor AND", "niet te lezen"),
    ] {
        let reply = post(
            &desk,
            "/dossiers/new",
            &[("title", title), ("words", words), ("do", "save")],
        );
        assert_eq!(reply.status, 200, "{said}");
        assert!(reply.body.contains(said), "{said}:\n{}", reply.body);
        assert!(
            reply.body.contains(&format!("{words}</textarea>")),
            "{words} is lost"
        );
    }
    assert_eq!(
        desk.store
            .reader()
            .expect("a reader")
            .dossiers(&region())
            .expect("it reads")
            .len(),
        1
    );
}

#[test]
fn only_whoever_may_shapes_a_dossier() {
    let desk = Desk::open(Access::key("sleutel"));
    for path in ["/dossiers/new", LISTEN, "/dossiers/spoor/listen/progress"] {
        assert_eq!(desk.get(path).status, 303, "{path}");
    }
    let local = Desk::local();
    let before = interests(&local);
    for path in [
        "/dossiers/new",
        "/dossiers/new/preview",
        LISTEN,
        "/dossiers/spoor/listen/preview?language=nl",
    ] {
        let forged = local.ask("POST", path, &[], "title=x&words=x&query-nl=x&do=save");
        assert_eq!(forged.status, 403, "{path}");
    }
    assert_eq!(interests(&local), before);
    for path in [
        "/dossiers/nergens/listen",
        "/dossiers/../listen",
        "/dossiers/nergens/listen/progress",
    ] {
        assert_eq!(local.get(path).status, 404, "{path}");
    }
    assert_eq!(
        post(
            &local,
            "/dossiers/nergens/listen",
            &[("query-nl", "x"), ("do", "save")]
        )
        .status,
        404
    );
}
