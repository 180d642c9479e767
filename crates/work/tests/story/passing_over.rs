//! What a look could not keep, as the desk has it on record: each record that was passed over is named,
//! and where all fail the source is not called fine. The story begins in `main.rs`.

use crate::*;
use noaber_testkit::{Asked, Reply, ScriptedServer, serve_script};
use noaber_work::collect::Collected;

/// A Parliament of which one feed names two texts; `text` answers for a text.
fn parliament(text: impl Fn(&str) -> Reply + Send + Sync + 'static) -> ScriptedServer {
    serve_script(move |asked: &Asked| {
        let path = asked.path.split('?').next().unwrap_or_default();
        match path.rsplit('/').next().unwrap_or_default() {
            "feed" => json(&format!(
                r#"{{"data":[{},{}]}}"#,
                named("TA-10-2026-0001"),
                named("TA-10-2026-0002")
            )),
            name => text(name),
        }
    })
}

fn named(name: &str) -> String {
    format!(r#"{{"type":"Work","identifier":"{name}"}}"#)
}

fn told(name: &str) -> Reply {
    json(&format!(
        r#"{{"data":[{{"type":"Work","work_type":"def/ep-document-types/TEXT_ADOPTED","identifier":"{name}","title_dcterms":{{"en":"Text {name}"}}}}]}}"#
    ))
}

fn json(body: &str) -> Reply {
    Reply::ok("application/json", body)
}

fn missing() -> Reply {
    Reply::new("404 Not Found", "")
}

/// A look at this server as a source of a kind, so many hours later.
fn look(store: &Store, kind: &str, server: &ScriptedServer, hours: i64) -> Collected {
    let mut source = store.reader().unwrap().sources().unwrap().remove(0);
    source.kind = kind.to_owned();
    source.address = server.address("").trim_end_matches('/').to_owned();
    source.settings = [("feeds".to_owned(), "adopted-texts".to_owned())].into();
    let manners = Manners {
        reach: Reach::Loopback,
        haste: 10_000.0,
        tries: 1,
        ..Manners::default()
    };
    let ctx = Ctx {
        now: now() + jiff::SignedDuration::from_hours(hours),
        ..ctx()
    };
    collect(store, &ctx, &source, manners, |_| true).unwrap()
}

fn rejects(store: &Store) -> Vec<String> {
    let reader = store.reader().unwrap();
    let source = reader.sources().unwrap().remove(0);
    let rejects = reader.rejects(&source.id).unwrap().into_iter();
    rejects
        .map(|(record, _)| record.rsplit('/').next().unwrap_or_default().to_owned())
        .collect()
}

/// How the source does so many hours later.
fn health(store: &Store, hours: i64) -> (Health, i64) {
    let reader = store.reader().unwrap();
    let at = now() + jiff::SignedDuration::from_hours(hours);
    let state = reader.source_states(at).unwrap().remove(0);
    (state.health, state.items)
}

fn failed(store: &Store) -> i64 {
    let reader = store.reader().unwrap();
    let source = reader.sources().unwrap().remove(0);
    let tally = reader.tally(&source.id, Timestamp::UNIX_EPOCH).unwrap();
    tally.failed
}

#[test]
fn a_record_that_was_passed_over_is_on_record() {
    on_every_engine(|store| {
        let server = parliament(|name| match name {
            "TA-10-2026-0001" => told(name),
            _ => missing(),
        });
        let brought = look(store, "europarl", &server, 0);
        assert_eq!((brought.fault, brought.counts.added), (None, 1));
        let rejects = rejects(store);
        assert!(
            rejects.contains(&"TA-10-2026-0002".to_owned()),
            "{rejects:?}"
        );
        assert_eq!(brought.rejected, rejects.len());
        assert_eq!(health(store, 0), (Health::Fine, 1));
        // A look that lies ahead of the clock tells nothing of how long ago it was.
        assert_eq!(health(store, -2), (Health::Late, 1));
    });
}

#[test]
fn records_that_all_fail_are_asked_for_again() {
    on_every_engine(|store| {
        for (hours, bent) in [(0, "dicht"), (1, "vorm"), (2, "fout")] {
            let server = parliament(move |_| match bent {
                "dicht" => Reply::new("403 Forbidden", ""),
                "vorm" => json(r#"{"nieuw":[]}"#),
                _ => Reply::new("500 Internal Server Error", ""),
            });
            let brought = look(store, "europarl", &server, hours);
            assert!(brought.fault.is_some(), "{bent}: {:?}", rejects(store));
            let expected = match bent {
                "vorm" => Health::Changed,
                _ => Health::Failing,
            };
            assert_eq!(health(store, hours), (expected, 0), "{bent}");
        }
        assert_eq!(failed(store), 3, "a change of form is a look that failed");
        let brought = look(store, "europarl", &parliament(told_alike), 3);
        assert_eq!((brought.fault, brought.counts.added), (None, 2));
    });
}

/// Texts as they are asked for, alone or together.
fn told_alike(names: &str) -> Reply {
    match names.contains(',') {
        true => missing(),
        false => told(names),
    }
}

#[test]
fn a_feed_of_few_items_of_which_none_can_be_used_has_changed() {
    on_every_engine(|store| {
        let feed = |link: &'static str| {
            serve_script(move |_| {
                let item = |n: usize| {
                    format!(
                        "<item><guid>{n}</guid><title>Stuk {n}</title><link>{link}</link><pubDate>Wed, 01 Oct 2025 08:00:00 GMT</pubDate></item>"
                    )
                };
                let body = format!(
                    "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Krant</title>{}{}</channel></rss>",
                    item(1),
                    item(2)
                );
                Reply::ok("application/rss+xml", body).with("ETag: \"1\"")
            })
        };
        let brought = look(store, "feed", &feed("javascript:alert(1)"), 0);
        assert!(brought.fault.is_some(), "{brought:?}");
        assert_eq!((brought.rejected, rejects(store).len()), (2, 2));
        assert_eq!(health(store, 0), (Health::Changed, 0));
        let brought = look(store, "feed", &feed("https://example.org/1"), 1);
        assert_eq!((brought.fault, brought.counts.added), (None, 2));
        assert_eq!(health(store, 1), (Health::Fine, 2));
    });
}
