//! Who may do what: rights, tokens, hosts, sessions and the headers that protect a page.

mod common;

use common::Desk;
use noaber_domain::RegionId;
use noaber_web::{Access, Right, routes};

#[test]
fn every_address_stands_once_and_every_change_asks_a_right() {
    let mut seen = std::collections::BTreeSet::new();
    for route in routes::ROUTES {
        assert!(
            seen.insert((route.method == routes::Method::Get, route.path)),
            "{} stands twice",
            route.path
        );
        let way_in = route.path == "/sign-in" || route.path == "/sign-out";
        if route.method == routes::Method::Post && !way_in {
            assert_ne!(route.right, Right::Anyone, "{}", route.path);
            assert_ne!(route.right, Right::Read, "{}", route.path);
        }
    }
    assert!(seen.len() > 20);
}

#[test]
fn a_verdict_is_given_kept_and_taken_back_without_script() {
    let desk = Desk::local();
    let id = desk.signals[0];
    let reply = desk.post(
        &format!("/signals/{id}/judge"),
        "verdict=act&why=bellen&back=%2Fsignals%3Ftier%3Ddecide",
        &[],
    );
    assert_eq!(reply.status, 303, "{}", reply.body);
    let back = reply.header("location").expect("a way back").to_owned();
    assert_eq!(back, format!("/signals?tier=decide&done={id}"));
    let page = desk.get(&back).body;
    assert!(
        page.contains("data-undo") && page.contains("bellen"),
        "the bar to undo is not there"
    );
    let history = desk.get("/dossiers/spoor").body;
    assert!(
        history.contains("opgepakt") && history.contains("bellen"),
        "it is not in the history"
    );

    let again = desk.post(
        &format!("/signals/{id}/judge"),
        "verdict=act&why=bellen",
        &[],
    );
    assert_eq!(again.status, 409);
    let undone = desk.post(&format!("/signals/{id}/undo"), "back=//evil.example", &[]);
    assert_eq!(
        (undone.status, undone.header("location")),
        (303, Some(format!("/?done={id}").as_str()))
    );
    assert!(
        desk.get("/dossiers/spoor")
            .body
            .contains("oordeel ingetrokken")
    );
}

#[test]
fn with_script_only_the_card_comes_back() {
    let desk = Desk::local();
    let id = desk.signals[1];
    let headers = [("HX-Request", "true"), ("Sec-Fetch-Site", "same-origin")];
    let judged = desk.post(
        &format!("/signals/{id}/judge"),
        "verdict=dismiss&why=&back=/&shape=full",
        &headers,
    );
    assert_eq!(judged.status, 200, "{}", judged.body);
    assert!(
        judged.body.starts_with("<article") && judged.body.contains("/undo"),
        "{}",
        judged.body
    );
    let card = desk.post(
        &format!("/signals/{id}/undo"),
        "back=/&shape=full",
        &headers,
    );
    assert!(
        card.body.trim_start().starts_with("<article") && card.body.contains("value=\"dismiss\""),
        "{}",
        card.body
    );
}

#[test]
fn bad_verdicts_change_nothing() {
    let desk = Desk::local();
    let id = desk.signals[0];
    let long = format!("verdict=act&why={}", "x".repeat(1_001));
    for (path, form, status) in [
        (format!("/signals/{id}/judge"), "verdict=maybe", 400),
        (format!("/signals/{id}/judge"), long.as_str(), 409),
        (format!("/signals/{id}/undo"), "", 409),
        ("/signals/99999/judge".to_owned(), "verdict=act", 404),
        ("/signals/x/judge".to_owned(), "verdict=act", 404),
    ] {
        assert_eq!(
            desk.post(&path, form, &[]).status,
            status,
            "{path} {}",
            &form[..form.len().min(40)]
        );
    }
    let region = RegionId::new("grensland").expect("an id");
    let card = desk
        .store
        .reader()
        .expect("a reader")
        .signal(&region, id)
        .expect("it reads")
        .expect("it is there");
    assert_eq!(card.triage.verdict(), None);
}

#[test]
fn a_form_from_elsewhere_changes_nothing() {
    let desk = Desk::local();
    let path = format!("/signals/{}/judge", desk.signals[0]);
    let token = "a".repeat(64);
    let cookie = format!("noaber-form={token}");
    let right = format!("csrf={token}&verdict=act");
    let wrong = format!("csrf={}&verdict=act", "b".repeat(64));
    let own = format!("http://{}", desk.at);
    for (name, headers, form) in [
        ("no cookie", vec![], right.as_str()),
        ("no token", vec![("Cookie", cookie.as_str())], "verdict=act"),
        (
            "another token",
            vec![("Cookie", cookie.as_str())],
            wrong.as_str(),
        ),
        (
            "another origin",
            vec![
                ("Cookie", cookie.as_str()),
                ("Origin", "http://evil.example"),
            ],
            right.as_str(),
        ),
        (
            "no origin to speak of",
            vec![("Cookie", cookie.as_str()), ("Origin", "null")],
            right.as_str(),
        ),
        (
            "another site",
            vec![
                ("Cookie", cookie.as_str()),
                ("Sec-Fetch-Site", "cross-site"),
            ],
            right.as_str(),
        ),
    ] {
        assert_eq!(
            desk.ask("POST", &path, &headers, form).status,
            403,
            "{name}"
        );
    }
    let headers = [
        ("Cookie", cookie.as_str()),
        ("Origin", own.as_str()),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    assert_eq!(
        desk.ask("POST", &path, &headers, &right).status,
        303,
        "its own form"
    );
    let flood = format!("csrf={token}&why={}", "x".repeat(600_000));
    assert_eq!(
        desk.ask("POST", &path, &headers, &flood).status,
        400,
        "a form without end"
    );
}

#[test]
fn another_host_is_refused_on_a_local_desk() {
    let desk = Desk::local();
    for host in ["evil.example", "evil.example:80", "127.0.0.1.evil.example"] {
        assert_eq!(desk.get_with("/", &[("Host", host)]).status, 421, "{host}");
    }
    for host in ["localhost", "localhost:8080", "127.0.0.1", "[::1]:80"] {
        assert_eq!(desk.get_with("/", &[("Host", host)]).status, 200, "{host}");
    }
}

#[test]
fn with_a_key_only_the_key_opens() {
    let desk = Desk::open(Access::key("een lange sleutel"));
    for path in ["/", "/signals.json", "/items/1", "/search?q=spoor"] {
        let reply = desk.get(path);
        assert_eq!(reply.status, 303, "{path}");
        assert!(
            reply
                .header("location")
                .is_some_and(|to| to.starts_with("/sign-in?back=")),
            "{path}"
        );
        assert!(!reply.body.contains("spoor"), "{path}");
    }
    assert_eq!(desk.get("/healthz/live").status, 200);
    assert_eq!(desk.get("/healthz/ready").status, 200);
    let page = desk.get("/sign-in?back=/signals");
    assert_eq!(page.status, 200);
    let cookie = page.cookie("noaber-form").expect("a cookie for the form");
    let token = cookie.split_once('=').expect("a value").1;
    let enter = |key: &str| {
        let form = format!("csrf={token}&back=/signals&key={key}");
        desk.ask("POST", "/sign-in", &[("Cookie", &cookie)], &form)
    };
    let wrong = enter("verkeerd");
    assert_eq!((wrong.status, wrong.cookie("noaber-session")), (403, None));
    let right = enter("een+lange+sleutel");
    assert_eq!(
        (right.status, right.header("location")),
        (303, Some("/signals"))
    );
    let session = right.cookie("noaber-session").expect("a session");
    assert!(right.head.contains("HttpOnly; SameSite=Strict"));
    assert_eq!(desk.get_with("/", &[("Cookie", &session)]).status, 200);
    let both = format!("{session}; {cookie}");
    let left = desk.ask(
        "POST",
        "/sign-out",
        &[("Cookie", &both)],
        &format!("csrf={token}"),
    );
    assert_eq!(left.status, 303);
    assert_eq!(desk.get_with("/", &[("Cookie", &session)]).status, 303);
}

#[test]
fn behind_https_every_cookie_is_secure() {
    let desk = Desk::open(Access::key("sleutel"));
    for (proto, secure) in [("https", true), ("http", false)] {
        let said = ("X-Forwarded-Proto", proto);
        let page = desk.get_with("/sign-in?lang=de", &[said]);
        let form = page.cookie("noaber-form").expect("a cookie for the form");
        let token = form.split_once('=').expect("a value").1;
        let headers = [said, ("Cookie", form.as_str())];
        let key = format!("csrf={token}&key=sleutel");
        let entered = desk.ask("POST", "/sign-in", &headers, &key);
        let left = desk.ask("POST", "/sign-out", &headers, &format!("csrf={token}"));
        let mut names = Vec::new();
        for reply in [&page, &entered, &left] {
            for line in reply.head.lines().filter(|line| is_cookie(line)) {
                assert_eq!(line.ends_with("; Secure"), secure, "{proto}: {line}");
                names.extend(line.split([' ', '=']).nth(1).map(str::to_owned));
            }
        }
        let all = [
            "noaber-form",
            "noaber-lang",
            "noaber-session",
            "noaber-session",
        ];
        assert_eq!(names, all, "{proto}");
    }
}

fn is_cookie(line: &str) -> bool {
    line.to_ascii_lowercase().starts_with("set-cookie:")
}

#[test]
fn every_answer_carries_the_headers_that_protect_it() {
    let desk = Desk::local();
    for path in [
        "/",
        "/nergens",
        "/signals.json",
        "/assets/noaber.css",
        "/healthz/live",
    ] {
        let reply = desk.get(path);
        let policy = reply.header("content-security-policy").unwrap_or("");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{path}"
        );
        assert_eq!(
            reply.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
        assert!(reply.header("referrer-policy").is_some(), "{path}");
    }
    let page = desk.get("/").body;
    for line in page.split("<script").skip(1) {
        assert!(
            line.starts_with(" src=\"/assets/"),
            "a script stands in the page"
        );
    }
    assert!(
        !page.contains(" onclick") && !page.contains("hx-on"),
        "a handler stands in the page"
    );
    for address in page.split("\"/assets/").skip(1) {
        let path = format!("/assets/{}", address.split('"').next().unwrap_or(""));
        let reply = desk.get(&path);
        assert_eq!(reply.status, 200, "{path}");
        assert!(
            reply
                .header("cache-control")
                .is_some_and(|c| c.contains("immutable")),
            "{path}"
        );
    }
    assert!(
        desk.get("/.well-known/security.txt")
            .body
            .contains("Expires: ")
    );
}
