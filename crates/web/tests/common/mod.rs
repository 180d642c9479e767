//! A desk on a loopback port with a small region in a real store, and a client that says exactly
//! what it is told to say. The tests themselves stand in the files beside this folder.
#![allow(dead_code)]

use jiff::Timestamp;
use jiff::civil::date;
use noaber_domain::*;
use noaber_locale::Catalog;
use noaber_store::{Store, Taken};
use noaber_web::{Access, State};
use noaber_work::Clock;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

/// A title that would run as script if a page were careless.
pub const HOSTILE: &str = "<script>alert('x')</script> \"spoor\" & 'grens' \u{202e}om";

pub struct Desk {
    pub at: SocketAddr,
    pub store: Store,
    pub signals: Vec<SignalId>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    _folder: Option<tempfile::TempDir>,
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// `name=value` of a cookie that was set.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.head
            .lines()
            .filter(|line| line.to_ascii_lowercase().starts_with("set-cookie:"))
            .filter_map(|line| line.split_once(':')?.1.trim().split(';').next())
            .find(|pair| pair.starts_with(&format!("{name}=")))
            .map(str::to_owned)
    }
}

impl Desk {
    pub fn local() -> Desk {
        Desk::open(Access::Local)
    }

    pub fn open(access: Access) -> Desk {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mut desk = Desk::at(&folder.path().display().to_string(), access);
        desk._folder = Some(folder);
        desk
    }

    /// A desk on a database that the test keeps.
    pub fn at(database: &str, access: Access) -> Desk {
        let store = Store::open(database, now()).expect("a store");
        let signals = fill(&store);
        let state = State {
            store: store.clone(),
            clock: Clock::fixed(now()),
            region: RegionId::new("grensland").expect("an id"),
            access,
            catalog: Arc::new(Catalog::new()),
            backfilling: Default::default(),
            mirror: Default::default(),
            related: Default::default(),
            outward: noaber_work::own_sources::Outward::this_machine(),
        };
        let (told, address) = std::sync::mpsc::channel();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
                    .await
                    .expect("a port");
                told.send(listener.local_addr().expect("its address"))
                    .expect("somebody waits");
                let end = async { drop(stopped.await) };
                noaber_web::serve(listener, state, end)
                    .await
                    .expect("it serves");
            });
        });
        let at = address.recv().expect("the desk listens");
        Desk {
            at,
            store,
            signals,
            stop: Some(stop),
            _folder: None,
        }
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[], "")
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.ask("GET", path, headers, "")
    }

    /// Posts a form as a browser on this desk would: with cookie and token.
    pub fn post(&self, path: &str, form: &str, headers: &[(&str, &str)]) -> Reply {
        let page = self.get("/");
        let cookie = page
            .cookie("noaber-form")
            .expect("a page sets the cookie for forms");
        let token = cookie.split_once('=').expect("a value").1;
        let body = format!("csrf={token}&{form}");
        let mut all = vec![("Cookie", cookie.as_str())];
        all.extend_from_slice(headers);
        self.ask("POST", path, &all, &body)
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut stream = TcpStream::connect(self.at).expect("the desk listens");
        let mut text = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            text.push_str(&format!("Host: {}\r\n", self.at));
        }
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        if method == "POST" {
            text.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
            text.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        text.push_str("\r\n");
        text.push_str(body);
        stream
            .write_all(text.as_bytes())
            .expect("it takes the request");
        let mut bytes = Vec::new();
        // A desk that refuses a body it will not read may close first; what it said is kept.
        let _ = stream.read_to_end(&mut bytes);
        let answer = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head
            .split_whitespace()
            .nth(1)
            .and_then(|code| code.parse().ok())
            .unwrap_or(0);
        Reply {
            status,
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }
}

pub fn now() -> Timestamp {
    "2025-10-02T09:00:00Z".parse().expect("a moment")
}

fn nl(text: &str) -> Wording {
    Wording::of(Language::Nl, text)
}

fn three(nl: &str, de: &str, en: &str) -> Wording {
    Wording {
        nl: Some(nl.into()),
        de: Some(de.into()),
        en: Some(en.into()),
    }
}

fn id<T: std::str::FromStr<Err = noaber_domain::id::NotAnId>>(text: &str) -> T {
    text.parse().expect("an id")
}

pub fn pack() -> RegionPack {
    RegionPack {
        region: Region {
            id: id("grensland"),
            name: nl("Grensland"),
            about: nl("Een verzonnen streek aan een verzonnen grens."),
            language: Language::Nl,
            time_zone: "Europe/Amsterdam".into(),
            nuts: None,
            members: vec![id("stadje")],
            ladder: vec![Rung {
                name: nl("Streek"),
                what: nl("Eén gemeente"),
            }],
            strengths: Vec::new(),
            contacts: Vec::new(),
        },
        organisations: vec![Organisation {
            id: id("stadje"),
            kind: OrganisationKind::Municipality,
            name: nl("Stadje"),
            country: Country::Nl,
            aliases: Vec::new(),
            context: Vec::new(),
            of_region: true,
        }],
        networks: vec![Network {
            id: id("spoornet"),
            name: nl("Spoornet"),
            scale: nl("Europa"),
            size: nl("12 steden"),
            about: nl("Steden langs het spoor."),
            part: nl("Lid sinds 2020"),
            members: vec![id("stadje")],
            forums: vec![Forum {
                name: nl("Forum rails"),
                about: nl("Over rails."),
                lead: Some(id("stadje")),
                note: nl("Stand 2024"),
            }],
            seats: vec![Seat {
                holder: id("stadje"),
                body: nl("Raad"),
                count: 2,
                of: Some(84),
            }],
            known_in: Some(2025),
        }],
        agendas: vec![Agenda {
            id: id("agenda"),
            title: nl("Agenda 2024–2028"),
            owner: nl("Grensland"),
            year: Some(2024),
            about: Wording::default(),
            lines: vec![
                Line {
                    id: id("bereikbaar"),
                    title: nl("Bereikbaarheid"),
                    about: nl("Sneller."),
                    serves: vec![id("groen")],
                },
                Line {
                    id: id("groen"),
                    title: nl("Groen"),
                    about: Wording::default(),
                    serves: Vec::new(),
                },
            ],
            example: true,
        }],
        dossiers: vec![dossier()],
        interests: vec![Interest {
            id: id("spoor-nl"),
            dossier: id("spoor"),
            language: Some(Language::Nl),
            query: "spoor AND <grens>".into(),
            always: false,
            example: true,
        }],
        sources: vec![Source {
            id: id("kamer"),
            kind: "feed".into(),
            name: nl("Kamer"),
            address: "https://example.org/feed".into(),
            country: Country::Nl,
            language: Some(Language::Nl),
            every_hours: 6,
            silent_after_days: 7,
            settings: Default::default(),
            active: true,
        }],
        agreements: vec![Agreement {
            id: id("afspraak"),
            name: nl("Afspraak"),
            about: nl("Samen rijden."),
            parties: vec![id("stadje")],
            others: vec!["Buurstad".into()],
            year: Some(2023),
            twinning: false,
        }],
        programmes: vec![Programme {
            id: id("potje"),
            name: nl("Potje"),
            about: nl("Betaalt rails."),
            payer: nl("Europa"),
            from: Some(2021),
            to: Some(2027),
        }],
    }
}

fn dossier() -> Dossier {
    Dossier {
        id: id("spoor"),
        title: three(
            "Spoor over de grens",
            "Bahn über die Grenze",
            "Rail across the border",
        ),
        about: three(
            "Sneller naar de buren.",
            "Schneller zum Nachbarn.",
            "Faster to the neighbours.",
        ),
        lines: vec![id("bereikbaar")],
        position: nl("Wij willen een trein."),
        ask: nl("Wij vragen de minister een trein."),
        example: true,
        arguments: vec![Argument {
            text: nl("Het is dichtbij."),
            evidence: nl("12 km, 2024"),
            example: true,
        }],
        lead: Some(id("stadje")),
        networks: vec![id("spoornet")],
        agreements: vec![id("afspraak")],
        programmes: vec![id("potje")],
        authorities: vec![Authority {
            country: Country::De,
            name: three("Amt für Bahnen", "Amt für Bahnen", "Amt für Bahnen"),
            decides: three("Bestelt treinen", "Bestellt Züge", "Orders trains"),
            known_in: Some(2025),
        }],
        priority: 4,
    }
}

fn item(key: &str, title: &str, language: Language) -> Item {
    Item {
        key: key.into(),
        number: Some("2025Z1".into()),
        kind: ItemKind::Debate,
        label: None,
        country: Country::Nl,
        language: Some(language),
        title: title.into(),
        body: "Eerste alinea over het spoor.\nTweede alinea <b>zonder</b> opmaak.".into(),
        url: "https://example.org/stuk?a=1&b=2".into(),
        published: Some(date(2025, 10, 1)),
        dates: vec![ItemDate {
            on: date(2025, 10, 6),
            at: None,
            what: DateKind::Event,
        }],
        actors: vec!["Commissie".into()],
        committee: Some("I&W".into()),
        file: None,
        links: Vec::new(),
        same: Vec::new(),
        state: None,
        topics: vec!["spoor".into()],
    }
}

fn signal(item: ItemId, ledger: LedgerNumber, tier: Tier, title: &str) -> Signal {
    let end = title.find("spoor").unwrap_or(0);
    Signal {
        id: SignalId(0),
        dossier: id("spoor"),
        interest: id("spoor-nl"),
        item,
        ledger,
        score: Share::new(0.94),
        tier,
        bearing: Bearing::Opportunity,
        trigger: Some(Quote {
            text: "Kans voor het spoor.".into(),
            words: vec!["kans".into()],
        }),
        reasons: vec![
            Reason {
                code: "title-hit".into(),
                words: vec!["spoor".into()],
                share: 0.7,
            },
            Reason {
                code: "deadline".into(),
                words: vec!["2025-10-06".into()],
                share: 0.3,
            },
            Reason {
                code: "country".into(),
                words: vec!["NL".into()],
                share: -0.06,
            },
            Reason {
                code: "kind".into(),
                words: vec!["debate".into()],
                share: 0.0,
            },
        ],
        passages: vec![
            Passage {
                field: Field::Title,
                text: title.into(),
                marks: vec![(end, end + 5)],
            },
            Passage {
                field: Field::Body,
                text: "Eerste alinea over het spoor.".into(),
                marks: vec![(23, 28)],
            },
        ],
        named: vec![id("stadje")],
        deadline: Some(ItemDate {
            on: date(2025, 10, 6),
            at: None,
            what: DateKind::Event,
        }),
    }
}

/// Loads the pack, takes in three items in two versions, and keeps a signal of each tier.
fn fill(store: &Store) -> Vec<SignalId> {
    let pack = pack();
    let source: SourceId = id("kamer");
    let titles = [
        (HOSTILE, Language::Nl),
        ("Bahn: spoor im Grenzraum", Language::De),
        ("A spoor of rail", Language::En),
    ];
    let mut items: Vec<Item> = titles
        .iter()
        .enumerate()
        .map(|(at, (title, language))| item(&format!("proef:{at}"), title, *language))
        .collect();
    items[2].url = "javascript:alert(1)".into();
    let mut change = store
        .change(&Who::desk(), "proef", now())
        .expect("a change");
    change.load_region(&pack).expect("the pack is taken");
    let run = change.begin_run(&source).expect("a run");
    let mut taken = Taken {
        source: &source,
        run,
        items: &items,
        tombstones: &[],
        rejected: &[],
        cursor: None,
    };
    change.take_in(&taken).expect("items are taken");
    let mut changed = items[0].clone();
    changed.body.push_str("\nDerde alinea is nieuw.");
    let again = [changed];
    taken.items = &again;
    change.take_in(&taken).expect("a new version is taken");
    change.commit().expect("it lasts");

    let region: RegionId = id("grensland");
    let reader = store.reader().expect("a reader");
    let mut found = Vec::new();
    for (at, tier) in Tier::ALL.into_iter().enumerate() {
        let kept = reader
            .item_by_key(&format!("proef:{at}"))
            .expect("it reads")
            .expect("it is there");
        found.push(signal(
            kept.head.id,
            kept.head.ledger,
            tier,
            &kept.item.title,
        ));
    }
    let ids: Vec<ItemId> = found.iter().map(|signal| signal.item).collect();
    let mut change = store
        .change(&Who::desk(), "proef", now())
        .expect("a change");
    change
        .keep_signals(&region, &ids, &found)
        .expect("signals are kept");
    change.commit().expect("it lasts");
    let all = noaber_store::views::SignalFilter {
        limit: 10,
        ..Default::default()
    };
    let part = reader
        .signals(&region, &all, date(2025, 10, 2))
        .expect("it reads");
    let mut ids: Vec<SignalId> = part.rows.iter().map(|row| row.signal.id).collect();
    ids.sort();
    ids
}
