//! Adding a source over HTTP: what answers is shown before it is kept, what may not be asked is said,
//! and what is kept can be changed, rested, taken out and brought back.

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot do it should stop at"
)]

mod common;

use common::Desk;
use noaber_domain::{Language, Source, SourceId};
use noaber_testkit::{Asked, Reply, ScriptedServer, serve_script};
use noaber_web::Access;

const FEED: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Stadje</title>
<item><guid>1</guid><title><![CDATA[<script>alert('x')</script> & "haven" &lt;b&gt;]]></title><link>https://stadje.example/1</link><pubDate>Wed, 01 Oct 2025 08:00:00 GMT</pubDate></item>
</channel></rss>"#;
const PAGE: &str = r#"<!doctype html><html><head>
<link rel="alternate" type="application/rss+xml" title="&lt;script&gt;alert(1)&lt;/script&gt;Nieuws" href="/feed.xml">
<link rel="alternate" type="text/calendar" href="/raad.ics"></head><body></body></html>"#;

fn publisher() -> ScriptedServer {
    serve_script(|asked: &Asked| match asked.path.as_str() {
        "/feed.xml" => Reply::ok("application/rss+xml", FEED),
        "/page" => Reply::ok("text/html", PAGE),
        "/bare" => Reply::ok("text/html", "<!doctype html><html></html>"),
        "/inside" => {
            Reply::new("302 Found", "").with("Location: http://169.254.169.254/latest/meta-data")
        }
        _ => Reply::new("404 Not Found", ""),
    })
}

fn form(pairs: &[(&str, &str)]) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(pairs);
    form.finish()
}

fn look(desk: &Desk, address: &str) -> common::Reply {
    let form = form(&[("do", "look"), ("address", address)]);
    desk.post("/sources/new?lang=en", &form, &[])
}

fn own(desk: &Desk) -> Vec<Source> {
    let own = desk.store.reader().unwrap().own_sources().unwrap();
    own.into_iter().map(|one| one.source).collect()
}

#[test]
fn what_answers_is_shown_and_kept_only_then() {
    let (desk, server) = (Desk::local(), publisher());
    let sources = desk.get("/sources?lang=en").body;
    assert!(sources.contains("href=\"/sources/new\""), "{sources}");
    let page = look(&desk, &server.address("page"));
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Found on this page"), "{}", page.body);
    assert!(page.body.contains(&server.address("raad.ics")));
    assert!(
        !page.body.contains("alert(1)"),
        "a title is text: {}",
        page.body
    );

    let found = look(&desk, &server.address("feed.xml"));
    assert!(found.body.contains("<strong>Found</strong>") && found.body.contains("1 paper"));
    assert!(found.body.contains("value=\"Stadje\"") && found.body.contains("value=\"keep\""));
    assert!(!found.body.contains("<script>alert"), "{}", found.body);
    assert!(own(&desk).is_empty(), "nothing is kept by a look");

    let address = server.address("feed.xml");
    let mut keep = vec![
        ("do", "keep"),
        ("kind", "feed"),
        ("address", address.as_str()),
        ("name", "  "),
        ("country", "de"),
        ("language", "de"),
        ("hours", "12"),
    ];
    let refused = desk.post("/sources/new?lang=en", &form(&keep), &[]);
    assert!(
        refused.body.contains("at most 120 characters"),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("value=\"12\"") && own(&desk).is_empty());
    keep[3].1 = "<b>Haven</b> & stad";
    let kept = desk.post("/sources/new?lang=en", &form(&keep), &[]);
    assert_eq!(kept.status, 303);
    assert_eq!(
        kept.header("location"),
        Some("/sources/own/own-b-haven-b-stad?done=added")
    );
    let source = own(&desk).remove(0);
    assert_eq!(
        (source.every_hours, source.language),
        (12, Some(Language::De))
    );
    let page = desk
        .get("/sources/own/own-b-haven-b-stad?done=added&lang=en")
        .body;
    assert!(
        page.contains("This is a demonstration"),
        "its clock stands still: {page}"
    );
    assert!(
        page.contains("&#60;b&#62;Haven") || page.contains("&lt;b&gt;Haven"),
        "{page}"
    );
    assert!(!page.contains("<b>Haven"));
    let sources = desk.get("/sources?lang=nl").body;
    assert!(sources.contains("zelf toegevoegd") && sources.contains("Nog niet gelezen"));

    let twice = look(&desk, &address).body;
    assert!(twice.contains("is read already"), "{twice}");
    let twice = desk.post("/sources/new", &form(&keep), &[]);
    assert_eq!((twice.status, own(&desk).len()), (200, 1));
}

#[test]
fn what_may_not_be_asked_is_said_in_every_language() {
    let (desk, server) = (Desk::local(), publisher());
    let inside = server.address("inside");
    for (address, lang, words) in [
        ("http://169.254.169.254/", "nl", "intern netwerk"),
        (inside.as_str(), "de", "internen Netz"),
        ("http://10.1.2.3/feed", "en", "internal network"),
        ("file:///etc/passwd", "nl", "https://"),
        ("javascript:alert(1)", "en", "not an address"),
        (
            &server.address("bare"),
            "de",
            "weder ein Feed noch ein Kalender",
        ),
        (&server.address("weg"), "nl", "fout 404"),
    ] {
        let form = form(&[("do", "look"), ("address", address)]);
        let reply = desk.post(&format!("/sources/new?lang={lang}"), &form, &[]);
        assert_eq!(reply.status, 200, "{address}");
        assert!(reply.body.contains(words), "{address}: {}", reply.body);
        assert!(!reply.body.contains("root:"), "{address}");
    }
    for (kind, address) in [
        ("feed", "http://192.168.0.1/feed"),
        ("maildrop", "file:///etc"),
        ("tweede_kamer", "https://stadje.example/x"),
    ] {
        let form = form(&[
            ("do", "keep"),
            ("kind", kind),
            ("address", address),
            ("name", "X"),
            ("hours", "6"),
        ]);
        assert_eq!(desk.post("/sources/new", &form, &[]).status, 200, "{kind}");
    }
    assert!(own(&desk).is_empty());
}

#[test]
fn an_own_source_is_changed_rested_taken_out_and_brought_back() {
    let (desk, server) = (Desk::local(), publisher());
    let keep = form(&[
        ("do", "keep"),
        ("kind", "feed"),
        ("address", &server.address("feed.xml")),
        ("name", "Stadje nieuws"),
        ("hours", "6"),
    ]);
    assert_eq!(desk.post("/sources/new", &keep, &[]).status, 303);
    let at = "/sources/own/own-stadje-nieuws";
    let change = form(&[("name", "Nieuws"), ("hours", "24")]);
    assert_eq!(desk.post(at, &change, &[]).status, 303);
    assert_eq!(own(&desk)[0].every_hours, 24);
    let wrong = desk.post(
        &format!("{at}?lang=en"),
        &form(&[("name", "N"), ("hours", "0")]),
        &[],
    );
    assert!(wrong.body.contains("1 to 744"), "{}", wrong.body);
    for (deed, words) in [
        ("rest", "rests and is not read"),
        ("resume", "read again"),
        ("remove", "bring it back below"),
    ] {
        let reply = desk.post(&format!("{at}/{deed}"), "", &[]);
        let place = reply.header("location").unwrap().to_owned();
        let page = desk.get(&format!("{place}&lang=en")).body;
        assert!(page.contains(words), "{deed}: {page}");
    }
    let id: SourceId = "own-stadje-nieuws".parse().unwrap();
    let sources = desk.get("/sources?lang=en").body;
    assert!(sources.contains("Taken out") && !sources.contains("id=\"own-stadje-nieuws\""));
    assert_eq!(desk.post(&format!("{at}/restore"), "", &[]).status, 303);
    let back = desk
        .store
        .reader()
        .unwrap()
        .known_source(&id)
        .unwrap()
        .unwrap();
    assert!(back.removed.is_none());
    let page = desk.get(&format!("{at}?lang=en")).body;
    for line in [
        "source added",
        "source changed",
        "laid to rest",
        "taken out",
        "brought back",
    ] {
        assert!(page.contains(line), "{line}: {page}");
    }
    for path in [
        "/sources/own/kamer",
        "/sources/own/geen",
        "/sources/own/..%2f",
    ] {
        assert_eq!(desk.get(path).status, 404, "{path}");
        assert_eq!(
            desk.post(&format!("{path}/remove"), "", &[]).status,
            404,
            "{path}"
        );
    }
}

#[test]
fn adding_a_source_asks_for_the_key_and_the_token_of_the_form() {
    let server = publisher();
    let address = format!("do=look&address={}", server.address("feed.xml"));
    let shut = Desk::open(Access::key("een lange sleutel van de balie"));
    for reply in [
        shut.get("/sources/new"),
        shut.ask("POST", "/sources/new", &[], &address),
    ] {
        assert_eq!(reply.status, 303);
        assert!(reply.header("location").unwrap().starts_with("/sign-in"));
    }
    let desk = Desk::local();
    let forged = desk.ask("POST", "/sources/new", &[], &address);
    assert_eq!(forged.status, 403);
    assert!(server.asked().is_empty(), "nobody was asked");
}
