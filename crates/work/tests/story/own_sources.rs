//! Sources that people add: what answers is looked at first, what may not be asked is not asked, and
//! what is kept stands once. The story begins in `main.rs`.

use crate::*;
use noaber_testkit::{Asked, Reply, serve_script};
use noaber_work::own_sources::{self, NoSource, Outward, Seen, Wish};
use std::time::Duration;

const FEED: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Nieuws van &lt;script&gt;alert(1)&lt;/script&gt; Stadje</title><language>nl</language>
<item><guid>1</guid><title>De haven gaat open</title><link>https://stadje.example/1</link><pubDate>Wed, 01 Oct 2025 08:00:00 GMT</pubDate></item>
<item><guid>2</guid><title>&lt;script&gt;alert(2)&lt;/script&gt;Raad</title><link>https://stadje.example/2</link><pubDate>Tue, 30 Sep 2025 08:00:00 GMT</pubDate></item>
</channel></rss>"#;
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//NL\r\nX-WR-CALNAME:Raad van Stadje\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20251001T080000Z\r\nDTSTART;VALUE=DATE:20251118\r\nSUMMARY:Raadsvergadering\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
const PAGE: &str = r#"<!doctype html><html><head><title>Stadje</title>
<link rel="alternate" type="application/rss+xml" title="Nieuws" href="/feed.xml">
<link rel="alternate" type="text/calendar" title="Raad" href="/raad.ics"></head><body>Welkom</body></html>"#;

fn answer(asked: &Asked) -> Reply {
    let to = |place: &str| Reply::new("302 Found", "").with(&format!("Location: {place}"));
    match asked.path.as_str() {
        "/feed.xml" => Reply::ok("application/rss+xml", FEED),
        "/raad.ics" | "/geheim-0123/raad.ics" => Reply::ok("text/calendar", CALENDAR),
        "/page" => Reply::ok("text/html; charset=utf-8", PAGE),
        "/bare" => Reply::ok(
            "text/html",
            "<!doctype html><html><body>Niets</body></html>",
        ),
        "/challenge" => Reply::ok("text/html", "<html><body>Request Rejected</body></html>"),
        "/moved" => to("/feed.xml"),
        "/inside" => to("http://10.0.0.1/feed.xml"),
        "/metadata" => to("http://169.254.169.254/latest/meta-data"),
        "/file" => to("file:///etc/passwd"),
        "/circle" => to("/circle"),
        "/half" => Reply::ok("application/rss+xml", &FEED[..300]),
        "/huge" => Reply::ok("application/rss+xml", vec![b' '; 1 << 20]).times(100),
        "/bomb" => Reply::ok(
            "application/xml",
            "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><rss><channel><title>&b;</title></channel></rss>",
        ),
        "/busy" => Reply::new("503 Service Unavailable", "druk").with("Retry-After: 600"),
        "/nothing" => Reply::nothing(),
        "/slow" => Reply::ok("application/rss+xml", FEED).after(Duration::from_secs(60)),
        _ => Reply::new("404 Not Found", "weg"),
    }
}

fn wish(address: &str, name: &str) -> Wish {
    Wish {
        kind: "feed".into(),
        address: address.into(),
        name: name.into(),
        spoken: Language::Nl,
        country: Country::Nl,
        language: None,
        every_hours: 6,
    }
}

#[test]
fn what_answers_is_told_before_it_is_kept() {
    let server = serve_script(answer);
    let here = Outward::this_machine();
    on_every_engine(|store| {
        let look = |path: &str| own_sources::look(store, &here, &server.address(path));
        let Ok(Seen::Source(feed)) = look("feed.xml#top") else {
            panic!("a feed answers");
        };
        assert_eq!(feed.address, server.address("feed.xml"));
        assert_eq!(
            (feed.kind.as_str(), feed.items, feed.rejected),
            ("feed", 2, 0)
        );
        assert_eq!(feed.title.as_deref(), Some("Nieuws van Stadje"));
        assert_eq!(feed.newest, Some(date(2025, 10, 1)));
        assert_eq!(feed.titles, ["De haven gaat open", "Raad"]);
        assert_eq!(feed.language, Some(Language::Nl));
        let Ok(Seen::Source(calendar)) = look("raad.ics") else {
            panic!("a calendar answers");
        };
        assert_eq!((calendar.kind.as_str(), calendar.items), ("ics", 1));
        assert_eq!(calendar.title.as_deref(), Some("Raad van Stadje"));
        assert_eq!(calendar.until, Some(date(2025, 11, 18)));
        assert!(matches!(look("moved"), Ok(Seen::Source(_))));

        own_sources::add(
            store,
            &ctx(),
            &here,
            &wish(&server.address("feed.xml"), "Nieuws"),
        )
        .unwrap();
        let Ok(Seen::Page(offers)) = look("page") else {
            panic!("a page answers");
        };
        let told: Vec<(&str, bool)> = offers
            .iter()
            .map(|o| (o.kind, o.stands.is_some()))
            .collect();
        assert_eq!(told, [("feed", true), ("ics", false)]);
        assert_eq!(offers[1].address, server.address("raad.ics"));
        assert!(matches!(look("feed.xml/"), Err(NoSource::Stands(..))));
    });
}

#[test]
fn what_may_not_be_asked_or_cannot_be_read_is_refused_in_words() {
    let server = serve_script(answer);
    let database = databases().remove(0);
    let store = Store::open(&database.address, now()).unwrap();
    load(&store, DOSSIER);
    let here = Outward::this_machine();
    let why = |outward: &Outward, address: &str| {
        let refused = own_sources::look(&store, outward, address);
        let refused = refused.expect_err(address);
        assert!(!refused.to_string().is_empty());
        refused.key()
    };
    for (path, key) in [
        ("inside", "no-source-network"),
        ("metadata", "no-source-network"),
        ("file", "no-source-network"),
        ("bare", "no-source-feed"),
        ("challenge", "no-source-blocked"),
        ("half", "no-source-unreadable"),
        ("bomb", "no-source-unreadable"),
        ("huge", "no-source-too-big"),
        ("busy", "no-source-status"),
        ("none", "no-source-status"),
        ("nothing", "no-source-answer"),
        ("circle", "no-source-answer"),
    ] {
        assert_eq!(why(&here, &server.address(path)), key, "{path}");
    }
    let asked = server.asked().len();
    let public = Outward::default();
    for (address, key) in [
        (server.address("feed.xml").as_str(), "no-source-network"),
        ("http://localhost:1/feed", "no-source-network"),
        ("http://169.254.169.254/", "no-source-network"),
        ("http://[::1]/feed", "no-source-network"),
        ("https://192.168.1.1/feed", "no-source-network"),
        ("file:///etc/passwd", "no-source-scheme"),
        ("ftp://stadje.example/feed", "no-source-scheme"),
        (
            "https://ik:geheim@stadje.example/feed",
            "no-source-password",
        ),
        ("", "no-source-address"),
        ("geen adres", "no-source-address"),
        ("intranet", "no-source-address"),
    ] {
        assert_eq!(why(&public, address), key, "{address}");
    }
    assert_eq!(server.asked().len(), asked, "nobody was asked");
    assert!(store.reader().unwrap().own_sources().unwrap().is_empty());
}

#[test]
fn a_look_ends_after_twenty_seconds() {
    let server = serve_script(answer);
    let database = databases().remove(0);
    let store = Store::open(&database.address, now()).unwrap();
    let started = std::time::Instant::now();
    let slow = own_sources::look(&store, &Outward::this_machine(), &server.address("slow"));
    assert!(matches!(slow, Err(NoSource::Slow(20))), "{slow:?}");
    assert!(started.elapsed() < Duration::from_secs(50));
}

#[test]
fn a_source_is_kept_once_and_read_until_it_rests_or_goes() {
    let server = serve_script(answer);
    let here = Outward::this_machine();
    on_every_engine(|store| {
        let address = server.address("feed.xml");
        let add = |address: &str, name: &str| {
            own_sources::add(store, &ctx(), &here, &wish(address, name))
        };
        let one = add(&address, " Nieuws van Stadje ").unwrap();
        assert_eq!(one.as_str(), "own-nieuws-van-stadje");
        let twice = add(&format!("{address}/#x"), "Nog eens").unwrap_err();
        assert!(
            matches!(&twice, NoSource::Stands(id, _) if *id == one),
            "{twice}"
        );
        assert_eq!(twice.what(Language::En), "Nieuws van Stadje");
        let of_pack = add("http://www.example.org/feed.xml", "Krant").unwrap_err();
        assert!(matches!(of_pack, NoSource::Stands(..)));
        let two = add(&server.address("moved"), "Nieuws van Stadje!").unwrap();
        assert_eq!(two.as_str(), "own-nieuws-van-stadje-2");
        for (address, name) in [("https://x.example/a", ""), ("https://x.example/a", "a\nb")] {
            assert!(matches!(add(address, name), Err(NoSource::Name)));
        }
        let never = Wish {
            every_hours: 0,
            ..wish("https://x.example/a", "X")
        };
        let never = own_sources::add(store, &ctx(), &here, &never);
        assert!(matches!(never, Err(NoSource::Rhythm)));
        let other = Wish {
            kind: "tweede_kamer".into(),
            ..wish("https://x.example/a", "X")
        };
        let other = own_sources::add(store, &ctx(), &here, &other);
        assert!(matches!(other, Err(NoSource::Kind(_))));

        let source = |id: &SourceId| {
            let known = store.reader().unwrap().known_source(id).unwrap();
            known.unwrap().source
        };
        let manners = Manners {
            reach: Reach::Loopback,
            tries: 1,
            ..Manners::default()
        };
        let brought = collect(store, &ctx(), &source(&one), manners, |_| true).unwrap();
        assert_eq!((brought.counts.added, brought.fault), (2, None));

        own_sources::change(store, &ctx(), &one, (Language::De, "Nachrichten"), 12).unwrap();
        let changed = source(&one);
        assert_eq!(changed.name, Wording::of(Language::De, "Nachrichten"));
        assert_eq!(changed.every_hours, 12);
        own_sources::rest(store, &ctx(), &one, true).unwrap();
        own_sources::rest(store, &ctx(), &one, true).unwrap();
        assert!(!source(&one).active);
        own_sources::rest(store, &ctx(), &one, false).unwrap();
        own_sources::remove(store, &ctx(), &one).unwrap();
        // Adding its address again brings it back under its id, as it is wished for now.
        assert_eq!(add(&address, "Nieuws, opnieuw").unwrap(), one);
        assert_eq!(source(&one).name.nl.as_deref(), Some("Nieuws, opnieuw"));
        own_sources::remove(store, &ctx(), &one).unwrap();
        own_sources::bring_back(store, &ctx(), &one).unwrap();
        let history = store.reader().unwrap().source_history(&one, 20).unwrap();
        let what: Vec<&str> = history
            .iter()
            .rev()
            .map(|line| line.what.as_str())
            .collect();
        let all = [
            "source-added",
            "source-changed",
            "source-rested",
            "source-resumed",
            "source-removed",
            "source-back",
            "source-changed",
            "source-removed",
            "source-back",
        ];
        assert_eq!(what, all);
        let pack: SourceId = "krant".parse().unwrap();
        let refused = own_sources::remove(store, &ctx(), &pack).unwrap_err();
        assert!(matches!(refused, NoSource::OfPack(_)));
        let none: SourceId = "geen".parse().unwrap();
        assert!(matches!(
            own_sources::remove(store, &ctx(), &none),
            Err(NoSource::Unknown(_))
        ));
    });
}

#[test]
fn who_renames_a_source_while_it_is_laid_to_rest_loses_neither() {
    let here = Outward::this_machine();
    on_every_engine(|store| {
        let id = own_sources::add(store, &ctx(), &here, &wish("https://x.example/a", "X")).unwrap();
        let known = store.reader().unwrap().known_source(&id).unwrap().unwrap();
        let mut renaming = store.change(&Who("test".into()), "", now()).unwrap();
        std::thread::scope(|scope| {
            let resting = scope.spawn(|| own_sources::rest(store, &ctx(), &id, true));
            std::thread::sleep(Duration::from_millis(400));
            let named = Source {
                name: Wording::of(Language::Nl, "Y"),
                ..known.source.clone()
            };
            let region = ctx().region;
            renaming
                .change_own_source(&region, &named, "source-changed")
                .unwrap();
            renaming.commit().unwrap();
            resting.join().unwrap().unwrap();
        });
        let known = store.reader().unwrap().known_source(&id).unwrap().unwrap();
        assert_eq!(known.source.name.nl.as_deref(), Some("Y"));
        assert!(!known.source.active);
    });
}

#[test]
fn the_secret_path_of_a_calendar_stands_in_no_record() {
    let server = serve_script(answer);
    let here = Outward::this_machine();
    let manners = || Manners {
        reach: Reach::Loopback,
        tries: 1,
        ..Manners::default()
    };
    on_every_engine(|store| {
        let mut told = Vec::new();
        for path in ["geheim-0123/raad.ics", "geheim-0123/weg.ics"] {
            let wish = Wish {
                kind: "ics".into(),
                ..wish(&server.address(path), "Raad")
            };
            let id = own_sources::add(store, &ctx(), &here, &wish).unwrap();
            let known = store.reader().unwrap().known_source(&id).unwrap().unwrap();
            let brought = collect(store, &ctx(), &known.source, manners(), |_| true).unwrap();
            assert_eq!(brought.fault.is_some(), path.ends_with("weg.ics"));
            own_sources::change(store, &ctx(), &id, (Language::Nl, "Anders"), 12).unwrap();
            let reader = store.reader().unwrap();
            let states = reader.source_states(now()).unwrap();
            let state = states.into_iter().find(|one| one.id == id).unwrap();
            told.extend(brought.fault);
            told.extend(state.fault);
            told.extend(state.runs.into_iter().filter_map(|run| run.fault));
            let pages = reader.pages(&id, Timestamp::UNIX_EPOCH, 9).unwrap();
            told.extend(pages.into_iter().map(|page| page.url));
            own_sources::remove(store, &ctx(), &id).unwrap();
            assert_eq!(reader.validators(&id).unwrap(), []);
            let lines = reader.source_history(&id, 9).unwrap();
            assert!(lines.iter().any(|line| line.detail.contains("127.0.0.1")));
            told.extend(lines.into_iter().map(|line| line.detail));
        }
        assert!(told.len() > 8, "{told:?}");
        for one in told {
            assert!(!one.contains("geheim-0123"), "{one}");
        }
    });
}
