//! A small world with two sources that publish papers and misbehave on demand, the desk that reads
//! them, and what must be true of the desk in the end.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use noaber_domain::{ItemId, Who};
use noaber_store::Store;
use noaber_store::views::{SignalFilter, SourceState};
use noaber_testkit::{Asked, Reply, ScriptedServer, serve_script};
use noaber_work::{Ctx, load_region};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The two sources: a feed, and the open data of the Dutch House.
pub const FEED: &str = "krant";
pub const HOUSE: &str = "kamer";

const REGION: &str = "id = \"twente\"\nname = { nl = \"Twente\" }\nabout = { nl = \"Veertien gemeenten\" }\nlanguage = \"nl\"\ntime_zone = \"Europe/Amsterdam\"\nmembers = [\"hengelo\"]\n";
const ORGANISATIONS: &str = "[[organisation]]\nid = \"hengelo\"\nkind = \"municipality\"\nname = { nl = \"Hengelo\" }\ncountry = \"nl\"\nof_region = true\n";
const DOSSIER: &str = "id = \"spoor\"\ntitle = { nl = \"Spoor naar Duitsland\" }\nabout = { nl = \"De trein over de grens.\" }\n\n[[interest]]\nid = \"spoor-nl\"\nlanguage = \"nl\"\nquery = \"spoorverbinding\"\nalways = true\n";

/// How long a slow source takes. Nobody waits that long.
const SLOW: Duration = Duration::from_millis(2_500);

/// How a source behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// As it should.
    Good,
    /// It takes no connection to its end.
    Down,
    /// It answers after everybody has gone.
    Slow,
    /// 429, and to come back in an hour.
    Busy,
    /// 429, without a word on when.
    BusyUnsaid,
    /// 503, without a word on when.
    Overloaded,
    /// 503, and to come back on a day far ahead.
    OverloadedUntil,
    /// 429 to the first request of each look, and to come back in a second.
    BusyForOnce,
    /// A page with status 200 that holds programs back.
    Blocked,
    /// A page that breaks off within its announced length.
    Cut,
    /// A page that ends too early and says that this is its length.
    Half,
    /// Windows-1252 that calls itself UTF-8.
    OtherEncoding,
    /// The link to the second page leads nowhere any more.
    PlaceGone,
    /// The newest last, and in the House's list first.
    Reversed,
    /// The first page again and again, each under a new address.
    SameForEver,
}

/// A paper.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Its number, unique in the world.
    pub number: usize,
    /// Whether it is about the railway.
    pub matching: bool,
    /// The day it bears.
    pub published: Date,
    /// When the source came to hold it.
    pub changed: Timestamp,
}

impl Paper {
    fn title(&self) -> String {
        match self.matching {
            true => format!("Één spoorverbinding naar Münster, stuk {}", self.number),
            false => format!("Begroting van één gemeente, stuk {}", self.number),
        }
    }

    /// The key under which the desk keeps it.
    pub fn key(&self, source: &str) -> String {
        match source {
            FEED => format!("feed:{FEED}:stuk-{}", self.number),
            _ => format!("tk:zaak:{}", self.id()),
        }
    }

    fn id(&self) -> String {
        format!("00000000-0000-4000-8000-{:012}", self.number)
    }
}

#[derive(Default)]
struct State {
    papers: BTreeMap<&'static str, Vec<Paper>>,
    moods: BTreeMap<&'static str, Mood>,
    published: usize,
    /// How often each source was asked, and how often its answer was on time.
    asked: BTreeMap<&'static str, (u64, u64)>,
    /// Whether a source that is busy for once has been so.
    was_busy: bool,
}

/// The world.
pub struct World {
    state: Arc<Mutex<State>>,
    /// Its server.
    pub server: ScriptedServer,
}

impl World {
    /// A world in which nothing was published yet and all goes well.
    pub fn new() -> World {
        let state: Arc<Mutex<State>> = Arc::default();
        let shared = Arc::clone(&state);
        let server = serve_script(move |asked| shared.lock().unwrap().answer(asked));
        World { state, server }
    }

    pub fn behave(&self, source: &'static str, mood: Mood) {
        let mut state = self.state.lock().unwrap();
        state.moods.insert(source, mood);
        state.was_busy = false;
    }

    /// How often a source was asked so far, and how often it answered while somebody listened.
    pub fn asked(&self, source: &'static str) -> (u64, u64) {
        let state = self.state.lock().unwrap();
        state.asked.get(source).copied().unwrap_or_default()
    }

    /// Four papers of each source come out; the second of each is about the railway, the third too,
    /// and bears a day three weeks ago.
    pub fn publish(&self, at: Timestamp) {
        let day = at.to_zoned(TimeZone::UTC).date();
        for source in [FEED, HOUSE] {
            for place in 0..4 {
                let published = if place == 2 { day - 21.days() } else { day };
                let matching = place == 1 || place == 2;
                let changed = at + SignedDuration::from_mins(place);
                self.publish_one(source, matching, published, changed);
            }
        }
    }

    /// One paper of one source comes out.
    pub fn publish_one(
        &self,
        source: &'static str,
        matching: bool,
        published: Date,
        changed: Timestamp,
    ) -> Paper {
        let mut state = self.state.lock().unwrap();
        state.published += 1;
        let paper = Paper {
            number: state.published,
            matching,
            published,
            changed,
        };
        let papers = state.papers.entry(source).or_default();
        papers.push(paper.clone());
        paper
    }

    /// What a source published so far.
    pub fn papers(&self, source: &str) -> Vec<Paper> {
        let state = self.state.lock().unwrap();
        state.papers.get(source).cloned().unwrap_or_default()
    }

    /// The keys of everything published that the test asks for.
    pub fn keys(&self, wanted: impl Fn(&Paper) -> bool) -> BTreeSet<String> {
        let of = |source| {
            let papers = self.papers(source).into_iter();
            papers
                .filter(|p| wanted(p))
                .map(move |p| p.key(source))
                .collect::<Vec<_>>()
        };
        [FEED, HOUSE].into_iter().flat_map(of).collect()
    }

    /// Writes the region whose sources these are.
    pub fn write_pack(&self, folder: &Path) {
        let sources = format!(
            "[[source]]\nid = \"{FEED}\"\nkind = \"feed\"\nname = {{ nl = \"Krant\" }}\naddress = \"{}\"\ncountry = \"nl\"\nlanguage = \"nl\"\n\n[[source]]\nid = \"{HOUSE}\"\nkind = \"tweede_kamer\"\nname = {{ nl = \"Kamer\" }}\naddress = \"{}\"\ncountry = \"nl\"\nlanguage = \"nl\"\n[source.settings]\nentity = \"Zaak\"\nexpand = \"no\"\nsince = \"2026-01-01\"\n",
            self.server.address("feed.xml"),
            self.server.address("odata"),
        );
        std::fs::create_dir_all(folder.join("dossiers")).unwrap();
        for (name, text) in [
            ("region.toml", REGION),
            ("organisations.toml", ORGANISATIONS),
            ("dossiers/spoor.toml", DOSSIER),
            ("sources.toml", &sources),
        ] {
            std::fs::write(folder.join(name), text).unwrap();
        }
    }

    /// Loads that region, with the query of its interest as given or as it stands.
    pub fn load(&self, store: &Store, query: Option<&str>, now: Timestamp) {
        let folder = tempfile::tempdir().unwrap();
        self.write_pack(folder.path());
        let mut pack = load_region::check(folder.path()).unwrap();
        if let Some(query) = query {
            pack.interests[0].query = query.to_owned();
        }
        load_region::load(store, &Who("test".into()), "test", &pack, now).unwrap();
    }
}

impl State {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let source = if asked.path.starts_with("/feed") {
            FEED
        } else {
            HOUSE
        };
        let mood = self.moods.get(source).copied().unwrap_or(Mood::Good);
        let counts = self.asked.entry(source).or_default();
        counts.0 += 1;
        counts.1 += u64::from(!matches!(mood, Mood::Down | Mood::Slow));
        let first = !std::mem::replace(&mut self.was_busy, mood == Mood::BusyForOnce);
        let good = match source {
            FEED => self.feed(mood),
            _ => self.house(mood, asked),
        };
        let length = good.body.len();
        match mood {
            Mood::Down => Reply::nothing(),
            Mood::Slow => good.after(SLOW),
            Mood::Busy => Reply::new("429 Too Many Requests", "").with("Retry-After: 3600"),
            Mood::BusyUnsaid => Reply::new("429 Too Many Requests", "too many"),
            Mood::BusyForOnce if first => {
                Reply::new("429 Too Many Requests", "").with("Retry-After: 1")
            }
            Mood::OverloadedUntil => Reply::new("503 Service Unavailable", "storing")
                .with("Retry-After: Wed, 21 Oct 2099 07:28:00 GMT"),
            Mood::Overloaded => Reply::new("503 Service Unavailable", "storing"),
            Mood::Blocked => Reply::ok("text/html", "<html>The request is blocked</html>"),
            Mood::Cut => good.cut(length / 2),
            Mood::Half => Reply {
                body: good.body[..length / 2].to_vec(),
                ..good
            },
            Mood::OtherEncoding => {
                let text = String::from_utf8(good.body.clone()).unwrap();
                let bytes = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap());
                Reply {
                    body: bytes.collect(),
                    ..good
                }
            }
            _ => good,
        }
    }

    fn feed(&self, mood: Mood) -> Reply {
        let none = Vec::new();
        let papers = self.papers.get(FEED).unwrap_or(&none);
        let mut entries: Vec<String> = papers.iter().map(|paper| {
            let day = paper.published.strftime("%d %b %Y");
            format!("<item><guid>stuk-{}</guid><title>{}</title><link>https://example.org/{}</link><pubDate>{day} 08:00:00 GMT</pubDate></item>", paper.number, paper.title(), paper.number)
        }).collect();
        if mood != Mood::Reversed {
            entries.reverse();
        }
        let body = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>Krant</title>{}</channel></rss>",
            entries.concat()
        );
        Reply::ok("application/rss+xml; charset=utf-8", body)
    }

    /// Two rows a page; the link to the next one names another name of this machine, so that no
    /// pause for politeness is made.
    fn house(&self, mood: Mood, asked: &Asked) -> Reply {
        let after = |name: &str| asked.path.split(name).nth(1).map(str::to_owned);
        let number = |text: String| text.split('&').next().and_then(|t| t.parse::<usize>().ok());
        let skip = after("$skiptoken=").and_then(number).unwrap_or(0);
        if mood == Mood::PlaceGone && skip > 0 {
            return Reply::new("410 Gone", "the token is too old");
        }
        let since: Option<Timestamp> =
            after("gt%20").and_then(|text| text.split(['&', '%']).next()?.parse().ok());
        let none = Vec::new();
        let mut papers: Vec<&Paper> = self.papers.get(HOUSE).unwrap_or(&none).iter().collect();
        papers.retain(|paper| since.is_none_or(|since| paper.changed > since));
        if mood == Mood::Reversed {
            papers.reverse();
        }
        let from = if mood == Mood::SameForEver { 0 } else { skip };
        let rows: Vec<String> = papers.iter().skip(from).take(2).map(|paper| format!(
            r#"{{"Id":"{}","Nummer":"2026Z{:05}","Soort":"Motie","Onderwerp":"{}","GestartOp":"{}T00:00:00+02:00","ApiGewijzigdOp":"{}","Verwijderd":false}}"#,
            paper.id(), paper.number, paper.title(), paper.published, paper.changed)).collect();
        let mut body = format!("{{\"value\":[{}]", rows.join(","));
        if from + 2 < papers.len() {
            let path = asked.path.split("&$skiptoken").next().unwrap_or_default();
            let host = asked.header("host").unwrap_or_default();
            let other = if host.starts_with("127") {
                host.replace("127.0.0.1", "localhost")
            } else {
                host.replace("localhost", "127.0.0.1")
            };
            write!(
                body,
                ",\"@odata.nextLink\":\"http://{other}{path}&$skiptoken={}\"",
                skip + 2
            )
            .unwrap();
        }
        Reply::ok("application/json; charset=utf-8", body + "}")
    }
}

pub fn ctx(now: Timestamp) -> Ctx {
    Ctx {
        region: "twente".parse().unwrap(),
        who: Who("test".into()),
        now,
    }
}

/// The keys of all items, each with how many versions it has. Fails when one is there twice.
pub fn items(store: &Store) -> BTreeMap<String, i64> {
    let heads = store
        .reader()
        .unwrap()
        .heads_after(ItemId(0), 10_000)
        .unwrap();
    let count = heads.len();
    let own = |key: &str| key.starts_with("noaber:");
    let all: BTreeMap<String, i64> = heads.into_iter().map(|h| (h.key, h.version)).collect();
    assert_eq!(all.len(), count, "an item is there twice");
    all.into_iter().filter(|(key, _)| !own(key)).collect()
}

/// The keys of the items of all signals, one for each signal.
pub fn signals(store: &Store) -> Vec<String> {
    let all = SignalFilter {
        limit: 10_000,
        ..SignalFilter::default()
    };
    let today = jiff::civil::date(2026, 6, 1);
    let region = "twente".parse().unwrap();
    let part = store
        .reader()
        .unwrap()
        .signals(&region, &all, today)
        .unwrap();
    let keys = part.rows.into_iter().map(|card| card.item.key);
    keys.filter(|key| !key.starts_with("noaber:")).collect()
}

pub fn state(store: &Store, source: &str, now: Timestamp) -> SourceState {
    let states = store.reader().unwrap().source_states(now).unwrap();
    states
        .into_iter()
        .find(|s| s.id.as_str() == source)
        .unwrap()
}
