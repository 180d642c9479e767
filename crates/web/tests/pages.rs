//! Every page in every language: said in full, well formed, labelled, and deaf to hostile text.

mod common;

use common::Desk;
use noaber_testkit::databases;
use noaber_web::Access;

const PAGES: [&str; 29] = [
    "/calendar",
    "/calendar?view=week&scope=all&at=2025-10-08&who=i%26w",
    "/calendar?view=nonsense&at=never&dossier=..%2F..&who=%25_!",
    "/commitments",
    "/commitments?promise=late&scope=all&dossier=spoor&who=%25",
    "/commitments?promise=nonsense&page=-3",
    "/",
    "/signals",
    "/signals?tier=act&standing=open&order=best",
    "/signals?tier=&page=-4&dossier=&order=",
    "/signals?dossier=nergens",
    "/items/1",
    "/items/2",
    "/items/3",
    "/dossiers",
    "/dossiers/spoor",
    "/dossiers/spoor?made=yes",
    "/dossiers/new",
    "/dossiers/new?title=%3Cb%3E&words=spoor%20OR%20rails&language=nl",
    "/dossiers/new?words=a%20AND%20(&language=xx",
    "/dossiers/spoor/listen",
    "/dossiers/spoor/listen?saved=nl-de-xx",
    "/dossiers/spoor/listen?saved=none",
    "/search",
    "/search?q=spoor&order=best&from=2025-01-01&to=",
    "/sources",
    "/agenda",
    "/networks",
    "/help",
];

#[test]
fn every_page_is_whole_in_every_language() {
    let desk = Desk::local();
    for path in PAGES {
        for lang in ["nl", "de", "en"] {
            let joint = if path.contains('?') { '&' } else { '?' };
            let reply = desk.get(&format!("{path}{joint}lang={lang}"));
            assert_eq!(reply.status, 200, "{path} {lang}: {}", reply.body);
            let where_ = format!("{path} in {lang}");
            assert!(
                reply.body.contains(&format!("<html lang=\"{lang}\">")),
                "{where_}"
            );
            check_html(&reply.body, &where_);
        }
    }
}

#[test]
fn hostile_text_stays_text() {
    let desk = Desk::local();
    for path in [
        "/",
        "/signals",
        "/items/1",
        "/search?q=spoor",
        "/dossiers/spoor",
        "/signals.atom",
    ] {
        let body = desk.get(path).body;
        assert!(!body.contains("<script>alert"), "{path}");
        assert!(!body.contains("<b>zonder</b>"), "{path}");
        assert!(!body.contains('\u{202e}'), "{path}");
    }
    let echo = desk
        .get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        .body;
    assert!(
        !echo.contains("<script>alert") && echo.contains("&#60;script&#62;alert(1)"),
        "{echo}"
    );
    let item = desk.get("/items/3").body;
    assert!(
        !item.contains("javascript:"),
        "an address that is not of the web became a link"
    );
}

#[test]
fn today_shows_three_tiers_with_reasons_and_the_sentence() {
    let desk = Desk::local();
    let body = desk.get("/?lang=nl").body;
    for piece in [
        "data-tier=\"decide\"",
        "data-tier=\"act\"",
        "data-tier=\"know\"",
        "in de titel: spoor",
        "94%",
        "over 4 dagen",
        "Spoornet",
        "Voorbeeld",
    ] {
        assert!(body.contains(piece), "{piece} is not on Today");
    }
    assert!(
        body.contains("lang=\"de\""),
        "a German title does not carry its language"
    );
}

#[test]
fn an_item_shows_marks_shares_and_what_changed() {
    let desk = Desk::local();
    let body = desk.get("/items/1?lang=nl").body;
    for piece in [
        "<mark class=\"nl-mark\">spoor</mark>",
        "<ins>Derde alinea is nieuw.</ins>",
        "class=\"against\"",
        "alleen woorden",
        "Stadje",
        "https://example.org/stuk?a=1&#38;b=2",
    ] {
        assert!(
            body.contains(piece),
            "{piece} is not on the item's page:\n{body}"
        );
    }
}

#[test]
fn lists_are_data_at_the_same_address() {
    let desk = Desk::local();
    for (path, kind) in [
        ("/signals.json", "application/json"),
        ("/signals.csv", "text/csv; charset=utf-8"),
        ("/signals.atom", "application/atom+xml; charset=utf-8"),
        ("/dossiers.json", "application/json"),
        ("/dossiers.csv", "text/csv; charset=utf-8"),
        ("/search.json?q=spoor", "application/json"),
        ("/search.csv?q=spoor", "text/csv; charset=utf-8"),
        ("/sources.json", "application/json"),
        ("/sources.csv", "text/csv; charset=utf-8"),
    ] {
        let reply = desk.get(path);
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (200, Some(kind)),
            "{path}"
        );
    }
    let list: serde_json::Value =
        serde_json::from_str(&desk.get("/signals.json").body).expect("JSON");
    let first = &list[0];
    for key in [
        "id", "tier", "kind", "score", "dossier", "item", "reasons", "passages",
    ] {
        assert!(!first[key].is_null(), "{key} is missing: {first}");
    }
    assert_eq!(list.as_array().map(Vec::len), Some(3));
    check_html(
        &desk
            .get("/signals.atom")
            .body
            .replace("<?xml version=\"1.0\" encoding=\"utf-8\"?>", ""),
        "the feed",
    );
}

#[test]
fn a_filter_that_cannot_be_read_is_refused_rather_than_dropped() {
    let desk = Desk::local();
    let filters = [
        "tier=nonsense",
        "bearing=x",
        "dossier=..%2F..",
        "country=xx",
        "language=fr",
        "standing=perhaps",
        "order=sideways",
    ];
    for end in ["", ".json", ".csv", ".atom"] {
        for filter in filters {
            let path = format!("/signals{end}?{filter}");
            assert_eq!(desk.get(&path).status, 400, "{path}");
        }
        let nothing = format!("/signals{end}?dossier=nergens");
        assert_eq!(desk.get(&nothing).status, 200, "{nothing}");
    }
    assert_eq!(desk.get("/signals.json?dossier=nergens").body.trim(), "[]");
    let filters = [
        "order=x",
        "country=xx",
        "language=fr",
        "kind=motie",
        "source=..%2F",
    ];
    let days = ["from=nooit", "to=2025-02-30", "before=x"];
    for end in ["", ".json", ".csv"] {
        for filter in filters.iter().chain(&days) {
            let path = format!("/search{end}?q=spoor&{filter}");
            assert_eq!(desk.get(&path).status, 400, "{path}");
        }
    }
}

/// The keys that `noaber signals --json` writes, read from its source.
fn keys_of_the_command() -> Vec<String> {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../noaber/src/commands/signals.rs");
    let source = std::fs::read_to_string(path).expect("the command's source");
    let (_, told) = source.split_once("pub fn machine").expect("its shape");
    let (told, _) = told.split_once("\n}\n").expect("its end");
    let lines = told.lines().filter_map(|line| line.split_once("\": "));
    let mut keys: Vec<String> = lines
        .map(|(key, _)| key.trim().trim_start_matches('"').to_owned())
        .collect();
    keys.sort();
    keys
}

#[test]
fn signals_have_the_shape_that_the_command_writes() {
    let reply = Desk::local().get("/signals.json?order=best&page=1");
    assert_eq!(reply.header("x-total-count"), Some("3"));
    assert_eq!(reply.header("link"), None, "there is one part");
    let list: serde_json::Value = serde_json::from_str(&reply.body).expect("JSON");
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value
            .as_object()
            .map(|object| object.keys().cloned().collect())
            .unwrap_or_default()
    };
    let mut all = [keys(&list[0]), keys(&list[0]["item"])].concat();
    all.sort();
    assert_eq!(all, keys_of_the_command());
    assert_eq!(
        (&list[0]["kind"], &list[0]["item"]["sort"]),
        (&"opportunity".into(), &"debate".into())
    );
}

#[test]
fn a_form_sends_nothing_that_was_not_chosen() {
    let desk = Desk::local();
    for path in ["/", "/signals", "/items/1"] {
        let body = desk.get(path).body;
        let forms: Vec<&str> = body.split("<form class=\"act\"").skip(1).collect();
        assert!(!forms.is_empty(), "{path}");
        for form in forms {
            let first = form.split("<button").nth(1).unwrap_or_default();
            assert!(
                first.starts_with(" type=\"submit\" disabled hidden>"),
                "{path}: Enter in the form means {first}"
            );
        }
    }
}

#[test]
fn a_query_that_cannot_be_read_is_said_to_be_so() {
    let desk = Desk::local();
    for (lang, said) in [
        ("nl", "Zeg ook wat er wél in moet staan."),
        ("de", "Sagen Sie auch, was vorkommen soll."),
        ("en", "Say what must occur as well."),
    ] {
        let odd = desk.get(&format!("/search?q=NOT+spoor&lang={lang}")).body;
        let place = odd.split("<pre").nth(1).unwrap_or_default();
        assert!(odd.contains(said) && place.contains("^"), "{odd}");
        assert!(
            !odd.contains("expected"),
            "{lang}: no English of the parser"
        );
        check_html(&odd, "the search page with a fault");
    }
    for fine in ["/search?q=spoor", "/search"] {
        assert!(!desk.get(fine).body.contains("<pre"), "{fine}");
    }
}

#[test]
fn behind_a_standing_clock_today_speaks_of_recordings() {
    let desk = Desk::local();
    for (lang, said) in [
        ("nl", "in de opnamen"),
        ("de", "in den Aufzeichnungen"),
        ("en", "in the recordings"),
    ] {
        assert!(desk.get(&format!("/?lang={lang}")).body.contains(said));
    }
}

#[test]
fn codes_are_said_in_words() {
    let desk = Desk::local();
    let sources = desk.get("/sources?lang=de").body;
    assert!(
        sources.contains("<span>Nachrichten-Feed</span>"),
        "{sources}"
    );
    let dossier = desk.get("/dossiers/spoor?lang=nl").body;
    assert!(dossier.contains("</span> prioriteit 4 van 5"), "{dossier}");
}

#[test]
fn single_keys_can_be_switched_off() {
    let desk = Desk::local();
    let help = desk.get("/help").body;
    assert!(help.contains("id=\"keys\"") && help.contains("id=\"keys-on\" checked"));
    for path in ["/", "/signals", "/sources"] {
        assert!(
            desk.get(path).body.contains("href=\"/help#keys\""),
            "{path}"
        );
    }
}

#[test]
fn what_is_not_there_is_said_on_a_page_of_ours() {
    let desk = Desk::local();
    for (method, path, status) in [
        ("GET", "/nergens", 404),
        ("GET", "/items/999", 404),
        ("GET", "/items/%00%ff", 404),
        ("GET", "/dossiers/..", 404),
        ("GET", "/dossiers/nergens", 404),
        ("GET", "/assets/../Cargo.toml", 404),
        ("PUT", "/signals", 405),
        ("POST", "/", 405),
    ] {
        let reply = desk.ask(method, path, &[("Accept-Language", "de")], "");
        assert_eq!(reply.status, status, "{method} {path}");
        assert!(
            reply.body.contains("<html lang=\"de\">"),
            "{method} {path}: {}",
            reply.body
        );
        check_html(&reply.body, path);
    }
}

#[test]
fn the_language_is_the_readers() {
    let desk = Desk::local();
    let said = |headers: &[(&str, &str)], path: &str| {
        let body = desk.get_with(path, headers).body;
        ["nl", "de", "en"]
            .into_iter()
            .find(|lang| body.contains(&format!("<html lang=\"{lang}\">")))
    };
    assert_eq!(said(&[], "/"), Some("nl"), "the region's language");
    assert_eq!(
        said(&[("Accept-Language", "fr, en;q=0.5")], "/"),
        Some("en")
    );
    assert_eq!(
        said(
            &[("Cookie", "noaber-lang=de"), ("Accept-Language", "en")],
            "/"
        ),
        Some("de")
    );
    assert_eq!(
        said(&[("Cookie", "noaber-lang=de")], "/?lang=en"),
        Some("en")
    );
    assert!(
        desk.get("/?lang=en")
            .cookie("noaber-lang")
            .is_some_and(|c| c.ends_with("=en"))
    );
    assert!(desk.get("/?lang=xx").cookie("noaber-lang").is_none());
}

const VOID: [&str; 6] = ["meta", "link", "input", "br", "img", "hr"];

/// A small reading of HTML: tags nest, ids are single, labels and headings are in order, every key
/// was said.
fn check_html(html: &str, place: &str) {
    assert!(
        !html.contains("??"),
        "{place}: a key has no text: {}",
        around(html, "??")
    );
    assert!(
        !html.contains("{$"),
        "{place}: a variable is missing: {}",
        around(html, "{$")
    );
    assert!(
        !html.contains(" style=\"") && !html.contains("<style"),
        "{place}: style in the page"
    );
    let mut open: Vec<String> = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    let mut labelled = Vec::new();
    let mut level = 0;
    for piece in html.split('<').skip(1) {
        let Some((tag, _)) = piece.split_once('>') else {
            panic!("{place}: an open tag: {piece}")
        };
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(
                open.pop().as_deref(),
                Some(name.trim()),
                "{place}: closes what is not open"
            );
            continue;
        }
        if tag.starts_with('!') {
            continue;
        }
        let name = tag
            .split(|c: char| c.is_whitespace() || c == '/')
            .next()
            .unwrap_or("")
            .to_owned();
        if let Some(id) = attribute(tag, "id").filter(|_| name != "id") {
            assert!(ids.insert(id.clone()), "{place}: the id {id} stands twice");
        }
        for reference in ["for", "aria-labelledby", "aria-describedby"] {
            labelled.extend(attribute(tag, reference));
        }
        if let Some(now) = name.strip_prefix('h').and_then(|n| n.parse::<u8>().ok()) {
            assert!(now <= level + 1, "{place}: h{now} follows h{level}");
            level = now;
        }
        if !VOID.contains(&name.as_str()) && !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{place}: not closed: {open:?}");
    for id in labelled {
        assert!(
            ids.contains(&id),
            "{place}: a label points at {id}, which is not there"
        );
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[at..].split('"').next().map(str::to_owned)
}

fn around(text: &str, what: &str) -> String {
    let at = text.find(what).unwrap_or(0);
    text.chars()
        .skip(text[..at].chars().count().saturating_sub(40))
        .take(120)
        .collect()
}

#[test]
fn a_search_counts_no_papers_to_name_the_sources() {
    let database = &databases()[0];
    let desk = Desk::at(&database.address, Access::Local);
    let broken = "UPDATE runs SET outcome = 'ok', ended = '2025-01-01T00:00:00Z'; UPDATE origins SET arrived = 'x'";
    database.tamper(broken, broken);
    assert_eq!(
        desk.get("/sources").status,
        500,
        "how late they came cannot be counted"
    );
    for path in ["/search", "/search?q=spoor"] {
        let reply = desk.get(path);
        assert_eq!(reply.status, 200, "{path}");
        assert!(
            reply.body.contains("<option value=\"kamer\""),
            "{}",
            reply.body
        );
    }
}
