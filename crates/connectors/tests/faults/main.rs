//! Every kind of source against every fault there is, at every request of its run: nothing panics,
//! nothing that the source holds is passed over, and what went wrong is told. The services in small
//! stand beside this file; what single kinds do about single faults is tested elsewhere.

mod any;
mod breaking;
mod council;
mod house;
mod passing;
#[path = "../server/mod.rs"]
mod server;
mod union;

use noaber_connectors::formats::files::text_of;
use noaber_connectors::{Extract, Fetcher, Harvest, Manners, Run, Validators, kinds};
use noaber_domain::Source;
use noaber_domain::source::Cursor;
use noaber_testkit::{Asked, Reply, ScriptedServer, serve_script};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What a service sees of a request.
pub(crate) struct Ask {
    /// Path and query.
    pub(crate) path: String,
    /// The address of the service, without a slash at its end.
    pub(crate) host: String,
    /// Whether it is asked under the condition that something changed.
    pub(crate) conditional: bool,
    /// Whether lists are to come in the wrong order.
    pub(crate) upside_down: bool,
}

/// A service in small: what it holds, and how it answers when all is well.
pub(crate) struct Service {
    pub(crate) kind: &'static str,
    /// What stands behind the host in the address of the source.
    pub(crate) path: &'static str,
    /// Settings; `BASE` stands for the host.
    pub(crate) settings: &'static [(&'static str, &'static str)],
    /// Where the run begins.
    pub(crate) cursor: Option<&'static str>,
    /// All that it holds.
    pub(crate) keys: &'static [&'static str],
    /// Whether its cursor is a moment of our clock or of theirs.
    pub(crate) dated: bool,
    pub(crate) answer: fn(&Ask) -> Reply,
}

/// All services, at least one of each kind that is read over the network.
pub(crate) fn services() -> Vec<Service> {
    let all = [
        house::services(),
        council::services(),
        union::services(),
        any::services(),
    ];
    all.into_iter().flatten().collect()
}

/// A service that runs, and the source that reads it.
pub(crate) struct Running {
    pub(crate) server: ScriptedServer,
    pub(crate) source: Source,
    pub(crate) upside_down: Arc<AtomicBool>,
}

impl Service {
    /// Runs the service; `bend` may make something else of the n-th answer to an address.
    pub(crate) fn run(
        &self,
        bend: impl Fn(&Ask, Reply) -> Reply + Send + Sync + 'static,
    ) -> Running {
        let (answer, upside_down) = (self.answer, Arc::new(AtomicBool::new(false)));
        let turned = upside_down.clone();
        let server = serve_script(move |asked: &Asked| {
            let ask = Ask {
                path: asked.path.clone(),
                host: format!("http://{}", asked.header("host").unwrap_or_default()),
                conditional: asked.header("if-none-match").is_some(),
                upside_down: turned.load(Ordering::SeqCst),
            };
            bend(&ask, answer(&ask))
        });
        let base = server.address("");
        let base = base.trim_end_matches('/');
        let settings: Vec<(&str, String)> = self
            .settings
            .iter()
            .map(|(name, value)| (*name, value.replace("BASE", base)))
            .collect();
        let settings: Vec<(&str, &str)> = settings.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let source = server::source(self.kind, &format!("{base}{}", self.path), &settings);
        Running {
            server,
            source,
            upside_down,
        }
    }

    pub(crate) fn begin(&self) -> Option<Cursor> {
        self.cursor.map(|cursor| Cursor(cursor.to_owned()))
    }

    pub(crate) fn all(&self) -> BTreeSet<String> {
        self.keys.iter().map(|key| (*key).to_owned()).collect()
    }
}

/// A reader without patience, which knows real files and has a key.
pub(crate) fn reader(validators: Validators) -> Fetcher {
    let manners = Manners {
        tries: 1,
        timeout: Duration::from_secs(3),
        keys: |name| (name == "NOABER_DIP_KEY").then(|| "sleutel".to_owned()),
        extract: Extract::new(|bytes| match bytes.starts_with(b"%PDF") {
            true => Ok("De tekst van een stuk.".into()),
            false => text_of(bytes).map_err(|fault| fault.to_string()),
        }),
        ..server::manners()
    };
    Fetcher::new(manners, validators).expect("a fetcher")
}

pub(crate) async fn look(
    fetcher: &Fetcher,
    running: &Running,
    cursor: Option<Cursor>,
) -> (Run, BTreeSet<String>) {
    let (run, pages) = server::run(&running.source, cursor, fetcher).await;
    let found = keys(&pages);
    // Who stores the pages hears of all that was passed over: nothing else is stored.
    let told: usize = pages.iter().map(|page| page.rejected.len()).sum();
    assert_eq!(run.rejected_count, told, "{}", running.source.kind);
    (run, found)
}

pub(crate) fn keys(pages: &[Harvest]) -> BTreeSet<String> {
    let items = pages.iter().flat_map(|page| &page.items);
    items.map(|item| item.key.clone()).collect()
}

pub(crate) fn json(body: &str) -> Reply {
    Reply::ok("application/json", body)
}

pub(crate) fn xml(body: &str) -> Reply {
    Reply::ok("application/xml", body)
}

pub(crate) fn pdf() -> Reply {
    Reply::ok("application/pdf", "%PDF-1.7 x")
}

pub(crate) fn missing() -> Reply {
    Reply::new("404 Not Found", "niet gevonden")
}

/// The text between two marks, the second of which may be the end.
pub(crate) fn between<'a>(text: &'a str, from: &str, to: &[char]) -> Option<&'a str> {
    let (_, rest) = text.split_once(from)?;
    Some(&rest[..rest.find(to).unwrap_or(rest.len())])
}

#[tokio::test]
async fn every_kind_that_is_read_over_the_network_has_a_service_here_and_is_read_whole() {
    for kind in kinds::ALL {
        let card = (kind.card)();
        let served = services().iter().any(|service| service.kind == card.code);
        assert!(served || card.reads_folder, "{} has no service", card.code);
    }
    let fetcher = reader(Validators::default());
    for service in services() {
        let running = service.run(|_, reply| reply);
        let (run, found) = look(&fetcher, &running, service.begin()).await;
        let kind = service.kind;
        assert_eq!((run.fault, run.complete), (None, true), "{kind}");
        assert!(
            found.is_superset(&service.all()),
            "{kind}: {found:?} lacks some of {:?}",
            service.keys
        );
        // The second look begins where the first ended, and ends as well.
        let (again, _) = look(&fetcher, &running, run.cursor).await;
        assert_eq!((again.fault, again.complete), (None, true), "{kind}");
    }
}
