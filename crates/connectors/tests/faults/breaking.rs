//! What goes wrong, and what must hold whatever goes wrong: all that a service holds arrives in the
//! end, and what went wrong is told. The services stand beside this file.

use crate::{Ask, Running, Service, keys, look, reader, server, services};
use noaber_connectors::{Fault, Fetcher, Rejected, Run, Validators};
use noaber_domain::source::Cursor;
use noaber_testkit::Reply;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

/// Something that goes wrong with an answer.
#[derive(Clone, Copy)]
struct Trouble {
    name: &'static str,
    bend: fn(Reply) -> Reply,
    /// Whether a reader may take it in stride and say nothing.
    harmless: bool,
    /// Whether the service says that this one record is gone: then it may be passed over, if told.
    of_record: bool,
}

impl Trouble {
    const fn new(name: &'static str, bend: fn(Reply) -> Reply) -> Trouble {
        Trouble {
            name,
            bend,
            harmless: false,
            of_record: false,
        }
    }

    const fn harmless(mut self) -> Trouble {
        self.harmless = true;
        self
    }

    const fn of_record(mut self) -> Trouble {
        self.of_record = true;
        self
    }
}

/// An answer of the same type with this body.
fn with(reply: &Reply, body: impl Into<Vec<u8>>) -> Reply {
    Reply {
        body: body.into(),
        ..reply.clone()
    }
}

const TROUBLES: &[Trouble] = &[
    Trouble::new("source down", |_| Reply::nothing()),
    Trouble::new("503", |_| Reply::new("503 Service Unavailable", "storing")),
    Trouble::new("503 with Retry-After", |_| {
        Reply::new("503 Service Unavailable", "").with("Retry-After: 7200")
    }),
    Trouble::new("429", |_| Reply::new("429 Too Many Requests", "")),
    Trouble::new("429 with Retry-After", |_| {
        Reply::new("429 Too Many Requests", "").with("Retry-After: 3600")
    }),
    Trouble::new("block page with 200", |_| {
        Reply::ok(
            "text/html",
            "<html><script src='/.enodia/challenge.js'></script></html>",
        )
    }),
    Trouble::new("maintenance page with 200", |_| {
        Reply::ok(
            "text/html",
            "<!DOCTYPE html><html><head><title>Storing</title></head><body>Even geduld</body></html>",
        )
    }),
    Trouble::new("half a page", |reply| {
        // Not at the end of a line: of whole lines nobody can tell that some are missing.
        let half = reply.body.len() * 2 / 3;
        with(&reply, &reply.body[..half])
    })
    .harmless(),
    Trouble::new("connection cut", |reply| {
        let half = reply.body.len() / 2;
        reply.cut(half)
    })
    .harmless(),
    Trouble::new("swapped encoding", |reply| {
        let text = String::from_utf8_lossy(&reply.body).into_owned();
        let wide = std::iter::once(0xfeff).chain(text.encode_utf16());
        with(&reply, wide.flat_map(u16::to_be_bytes).collect::<Vec<u8>>())
    })
    .harmless(),
    Trouble::new("bytes of no encoding", |reply| {
        let bent = reply.body.iter().map(|byte| byte | 0x80);
        with(&reply, bent.collect::<Vec<u8>>())
    }),
    Trouble::new("place or record gone", |_| Reply::new("410 Gone", "weg")).of_record(),
    Trouble::new("error of the service", |_| {
        Reply::new("500 Internal Server Error", "{}")
    })
    .of_record(),
    Trouble::new("redirect to a private address", |_| {
        Reply::new("302 Found", "").with("Location: http://169.254.169.254/latest/meta-data/")
    })
    .of_record(),
    Trouble::new("100 MB", |reply| {
        with(&reply, vec![b' '; 1 << 16]).times(1_600)
    })
    .of_record(),
    Trouble::new("flood of entities", |reply| with(&reply, laughs())).of_record(),
    Trouble::new("depth without end", |reply| {
        with(&reply, "[{\"value\":".repeat(20_000))
    })
    .of_record(),
    Trouble::new("zip bomb", |reply| with(&reply, BOMB.clone())).of_record(),
    Trouble::new("a form that nobody knows", |reply| {
        let sort = reply.headers.concat();
        let body = match (sort.contains("json"), sort.contains("html")) {
            (true, _) => "{\"nieuw\":{\"vorm\":[1,2,3]}}",
            (_, true) => "<!DOCTYPE html><html><body><main>Nieuw</main></body></html>",
            _ => "<nieuw><vorm>1</vorm></nieuw>",
        };
        with(&reply, body)
    })
    .of_record(),
];

/// XML whose entities would fill any memory, were they expanded.
fn laughs() -> String {
    let inner = (1..30).map(|n| {
        let ten = format!("&a{};", n - 1).repeat(10);
        format!("<!ENTITY a{n} \"{ten}\">")
    });
    let inner: String = inner.collect();
    format!("<!DOCTYPE r [<!ENTITY a0 \"ha\">{inner}]><r>&a29;</r>")
}

/// An archive that is small until it unpacks.
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let fast = zip::write::SimpleFileOptions::default().compression_level(Some(1));
    writer
        .start_file("word/document.xml", fast)
        .expect("memory takes it");
    for _ in 0..66 {
        writer.write_all(&[b'a'; 1 << 20]).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
});

/// The addresses of a whole run in order, without those asked before.
async fn walk(fetcher: &Fetcher, service: &Service) -> Vec<String> {
    let running = service.run(|_, reply| reply);
    look(fetcher, &running, service.begin()).await;
    let mut paths: Vec<String> = Vec::new();
    for asked in running.server.asked() {
        if !paths.contains(&asked.path) {
            paths.push(asked.path);
        }
    }
    paths
}

/// A service of which the answers to one request go wrong until the switch is off.
fn troubled(service: &Service, path: &str, bend: fn(Reply) -> Reply) -> (Running, Switch) {
    let (switch, path) = (Switch::default(), path.to_owned());
    let on = switch.clone();
    let running = service.run(
        move |ask: &Ask, reply| match on.is_on() && ask.path == path {
            true => bend(reply),
            false => reply,
        },
    );
    (running, switch)
}

#[derive(Clone)]
struct Switch(Arc<AtomicUsize>);

impl Default for Switch {
    fn default() -> Switch {
        Switch(Arc::new(AtomicUsize::new(1)))
    }
}

impl Switch {
    fn is_on(&self) -> bool {
        self.0.load(Ordering::SeqCst) == 1
    }

    fn off(&self) {
        self.0.store(0, Ordering::SeqCst);
    }
}

/// Whether something was passed over and said to be so.
fn told_as_lost(run: &Run) -> bool {
    run.rejected.iter().any(|record: &Rejected| !record.kept)
}

/// The table: every trouble at every address of every service.
#[tokio::test]
async fn nothing_is_lost_whatever_goes_wrong_at_whichever_request() {
    let mut faults: Vec<String> = Vec::new();
    let fetcher = reader(Validators::default());
    for service in services() {
        let paths = walk(&fetcher, &service).await;
        for (place, path) in paths.iter().enumerate() {
            for trouble in TROUBLES {
                // Unpacking takes its time, and what a busy host says is the same at each address:
                // the last is enough.
                let same = trouble.name == "zip bomb" || trouble.name.starts_with(['4', '5']);
                if same && place + 1 < paths.len() {
                    continue;
                }
                let at = format!(
                    "{} {}: {} at {path}",
                    service.kind, service.path, trouble.name
                );
                if let Err(why) = one_trouble(&fetcher, &service, path, trouble).await {
                    faults.push(format!("{at}: {why}"));
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

async fn one_trouble(
    fetcher: &Fetcher,
    service: &Service,
    path: &str,
    trouble: &Trouble,
) -> Result<(), String> {
    let (running, switch) = troubled(service, path, trouble.bend);
    let (first, mut kept) = look(fetcher, &running, service.begin()).await;
    let told = first.fault.is_some() || first.rejected_count > 0;
    if !told && !trouble.harmless {
        return Err("nothing was told".into());
    }
    switch.off();
    let cursor = first.cursor.clone();
    let (second, more) = look(fetcher, &running, cursor.clone()).await;
    if second.fault.is_some() || !second.complete {
        return Err(format!(
            "it did not recover: {:?} from {cursor:?}",
            second.fault
        ));
    }
    kept.extend(more);
    let lost: Vec<String> = service.all().difference(&kept).cloned().collect();
    let excused = trouble.of_record && told_as_lost(&first);
    match lost.is_empty() || excused {
        true => Ok(()),
        false => Err(format!(
            "lost {lost:?}; cursor {cursor:?}; told {:?} {:?}",
            first.fault, first.rejected
        )),
    }
}

/// Lists in the wrong order, broken off at each request: nothing is lost, or it is told until it is
/// mended.
#[tokio::test]
async fn nothing_is_lost_when_the_order_is_reversed_and_the_run_breaks_off_anywhere() {
    let fetcher = reader(Validators::default());
    for service in services() {
        let running = service.run(|_, reply| reply);
        running.upside_down.store(true, Ordering::SeqCst);
        let (whole, _) = look(&fetcher, &running, service.begin()).await;
        for place in 0..running.server.asked().len() {
            let count = Arc::new(AtomicUsize::new(0));
            let (asked, switch) = (count.clone(), Switch::default());
            let on = switch.clone();
            let running = service.run(move |_, reply| {
                let nth = asked.fetch_add(1, Ordering::SeqCst);
                match on.is_on() && nth >= place {
                    true => Reply::nothing(),
                    false => reply,
                }
            });
            running.upside_down.store(true, Ordering::SeqCst);
            let (first, mut kept) = look(&fetcher, &running, service.begin()).await;
            assert!(first.fault.is_some(), "{}: {place}", service.kind);
            switch.off();
            let (second, more) = look(&fetcher, &running, first.cursor).await;
            kept.extend(more);
            assert_eq!(
                second.fault.is_some(),
                whole.fault.is_some(),
                "{}",
                service.kind
            );
            if whole.fault.is_some() {
                // It says that the order is wrong, and goes on where it was once it is right again.
                running.upside_down.store(false, Ordering::SeqCst);
                let (third, rest) = look(&fetcher, &running, second.cursor).await;
                assert_eq!(third.fault, None, "{}", service.kind);
                kept.extend(rest);
            }
            let lost: Vec<String> = service.all().difference(&kept).cloned().collect();
            assert!(lost.is_empty(), "{} at {place}: {lost:?}", service.kind);
        }
    }
}

/// The same list for ever: the run ends by itself, and nothing is lost afterwards.
#[tokio::test]
async fn the_same_page_for_ever_ends_the_run_and_costs_nothing() {
    let fetcher = reader(Validators::default());
    for service in services() {
        let paths = walk(&fetcher, &service).await;
        // A report of a debate does not name itself: another in its place cannot be told from it.
        let known = |path: &String| service.kind != "vlos" || !path.contains("/resource");
        let places = (0..paths.len()).filter(|place| known(&paths[*place]));
        for place in places {
            let held: Arc<Mutex<Option<Reply>>> = Arc::default();
            let (count, switch) = (AtomicUsize::new(0), Switch::default());
            let on = switch.clone();
            let running = service.run(move |_, reply| {
                let nth = count.fetch_add(1, Ordering::SeqCst);
                if !on.is_on() || nth < place {
                    return reply;
                }
                let mut held = held.lock().expect("nobody panicked");
                held.get_or_insert(reply).clone()
            });
            let (first, mut kept) = look(&fetcher, &running, service.begin()).await;
            let asked = running.server.asked().len();
            assert!(
                asked < 60,
                "{}: {asked} requests from {place} on",
                service.kind
            );
            switch.off();
            let (second, more) = look(&fetcher, &running, first.cursor.clone()).await;
            kept.extend(more);
            assert_eq!(second.fault, None, "{} at {place}", service.kind);
            let lost: Vec<String> = service.all().difference(&kept).cloned().collect();
            let told = first.fault.is_some() || first.rejected_count > 0;
            assert!(
                lost.is_empty() || (told && told_as_lost(&first)),
                "{} at {place}: {lost:?}; {:?} {:?} {:?}",
                service.kind,
                first.fault,
                first.rejected,
                first.cursor
            );
        }
    }
}

/// A run was made while our clock, or theirs, was years ahead: what is read afterwards begins with
/// a moment that has been.
#[tokio::test]
async fn a_clock_that_was_ahead_hides_nothing() {
    let fetcher = reader(Validators::default());
    for service in services().iter().filter(|service| service.dated) {
        let running = service.run(|_, reply| reply);
        let (whole, _) = look(&fetcher, &running, service.begin()).await;
        let cursor = whole.cursor.expect("a cursor").0;
        let year = jiff::Timestamp::now().to_string()[..4].to_owned();
        let ahead = cursor.replace(&year, "2093");
        assert_ne!(cursor, ahead, "{}: {cursor}", service.kind);
        let (run, found) = look(&fetcher, &running, Some(Cursor(ahead))).await;
        assert_eq!(run.fault, None, "{}", service.kind);
        let lost: Vec<String> = service.all().difference(&found).cloned().collect();
        assert!(lost.is_empty(), "{}: {lost:?}", service.kind);
    }
}

/// A service that answers "unchanged" wherever it may does not keep the rest of a run from being
/// read, nor the cursor from moving.
#[tokio::test]
async fn an_answer_that_nothing_changed_hides_nothing_that_follows() {
    for service in services() {
        let seen: Arc<Mutex<BTreeSet<String>>> = Arc::default();
        let running = service.run(move |ask, reply| {
            let known = !seen
                .lock()
                .expect("nobody panicked")
                .insert(ask.path.clone());
            let tag = "ETag: \"1\"";
            match known && ask.conditional {
                true => Reply::new("304 Not Modified", "").with(tag),
                false => reply.with(tag),
            }
        });
        let fetcher = reader(Validators::default());
        let (first, pages) = server::run(&running.source, service.begin(), &fetcher).await;
        assert!(keys(&pages).is_superset(&service.all()), "{}", service.kind);
        // Once more from the beginning: were the cursor lost, as after a restored backup.
        let (again, _) = server::run(&running.source, service.begin(), &fetcher).await;
        assert_eq!(
            (again.fault, again.complete),
            (None, true),
            "{}",
            service.kind
        );
        assert_eq!(
            again.requests, first.requests,
            "{}: some requests did not follow",
            service.kind
        );
        assert_eq!(
            again.cursor.is_some(),
            first.cursor.is_some(),
            "{}: the cursor",
            service.kind
        );
    }
}

/// Rows of which none can be used are another form, not a list of bad rows to pass over.
#[tokio::test]
async fn a_list_of_which_no_record_can_be_used_is_a_change_of_form_and_moves_no_cursor() {
    let fetcher = reader(Validators::default());
    let service = Service {
        kind: "tweede_kamer",
        path: "",
        settings: &[("entity", "Zaak"), ("since", "2026-01-01")],
        cursor: None,
        keys: &[],
        dated: true,
        answer: |_| {
            let row = r#"{"Identificatie":"z","Onderwerp":"Zaak","ApiGewijzigdOp":"2026-02-01T10:00:00Z"}"#;
            crate::json(&format!("{{\"value\":[{}]}}", [row; 6].join(",")))
        },
    };
    let running = service.run(|_, reply| reply);
    let (run, _) = look(&fetcher, &running, None).await;
    let fault = run.fault.expect("a fault");
    assert!(fault.is_change_of_form() && run.cursor.is_none(), "{fault}");
    assert!(
        fault.to_string().contains("may have changed its form"),
        "{fault}"
    );
    assert!(!matches!(fault, Fault::Unreachable { .. }));
}
