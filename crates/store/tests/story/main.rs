//! One story told on every engine: a region is loaded, papers arrive, change and go, signals are
//! judged, everything is found, checked, exported and read back. Here is what the chapters share.

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot do it should stop at"
)]

mod calendar;
mod cases;
mod desk;
mod exports;
mod interests;
mod items;
mod lateness;
mod learning;
mod origins;
mod own_sources;
mod recut;
mod regions;
mod search;
mod sights;
mod signals;
mod take_down;

pub(crate) use jiff::Timestamp;
pub(crate) use jiff::civil::date;
pub(crate) use noaber_domain::*;
pub(crate) use noaber_store::views::{Health, Order, SearchAsk, SignalFilter, Standing};
pub(crate) use noaber_store::{
    Fault, RunEnd, Store, Taken, TakenCounts, Validator, check, export, import,
};
pub(crate) use noaber_testkit::databases;

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn now() -> Timestamp {
    at("2025-10-02T08:00:00Z")
}

pub(crate) fn id<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

pub(crate) fn nl(text: &str) -> Wording {
    Wording::of(Language::Nl, text)
}

pub(crate) fn pack() -> RegionPack {
    let json = serde_json::json!({
        "region": {
            "id": "twente", "name": {"nl": "Twente"}, "about": {"nl": "Een streek"},
            "language": "nl", "time_zone": "Europe/Amsterdam", "members": []
        },
        "organisations": [
            {"id": "hengelo", "kind": "municipality", "name": {"nl": "Hengelo"}, "country": "nl", "of_region": true}
        ],
        "networks": [], "agendas": [], "agreements": [], "programmes": [],
        "dossiers": [
            {"id": "spoor", "title": {"nl": "Spoor", "de": "Bahn"}, "about": {"nl": "De trein"}, "priority": 5},
            {"id": "arbeid", "title": {"nl": "Arbeid"}, "about": {"nl": "Werk over de grens"}}
        ],
        "interests": [
            {"id": "spoor-nl", "dossier": "spoor", "language": "nl", "query": "spoor"}
        ],
        "sources": [
            {"id": "tk-zaak", "kind": "tweede_kamer", "name": {"nl": "Tweede Kamer"}, "address": "https://example.org/odata", "country": "nl", "language": "nl", "silent_after_days": 3},
            {"id": "dip", "kind": "dip", "name": {"de": "Bundestag"}, "address": "https://example.org/dip", "country": "de", "language": "de"}
        ]
    });
    serde_json::from_value(json).unwrap()
}

pub(crate) fn item(key: &str, title: &str, body: &str) -> Item {
    Item {
        key: key.into(),
        number: Some(key.to_uppercase()),
        kind: ItemKind::Motion,
        label: Some("Motie".into()),
        country: Country::Nl,
        language: Some(Language::Nl),
        title: title.into(),
        body: body.into(),
        url: format!("https://example.org/{key}"),
        published: Some(date(2025, 9, 30)),
        dates: vec![ItemDate {
            on: date(2025, 10, 6),
            at: None,
            what: DateKind::Event,
        }],
        actors: vec!["commissie I&W".into()],
        committee: Some("Infrastructuur en Waterstaat".into()),
        file: None,
        links: Vec::new(),
        same: Vec::new(),
        state: None,
        topics: vec![],
    }
}

pub(crate) fn german() -> Item {
    Item {
        country: Country::De,
        language: Some(Language::De),
        kind: ItemKind::Question,
        published: Some(date(2025, 9, 1)),
        dates: vec![],
        ..item(
            "dip:1",
            "Bahnverbindung von Münster nach Enschede",
            "Grenzüberschreitender Verkehr.",
        )
    }
}

pub(crate) fn papers() -> Vec<Item> {
    vec![
        item(
            "tk:1",
            "Motie over het spoor naar Duitsland",
            "De trein via Hengelo moet sneller. De gemeenten vragen het.",
        ),
        item(
            "tk:2",
            "Motie over de visserij",
            "Minder vangst op de Noordzee.",
        ),
        Item {
            published: Some(date(2025, 10, 1)),
            ..item(
                "tk:3",
                "Brief over gemeentefinanciën",
                "Elke gemeente krijgt minder.",
            )
        },
    ]
}

pub(crate) fn take(
    store: &Store,
    items: &[Item],
    tombstones: &[Tombstone],
    cursor: &str,
) -> TakenCounts {
    let source = id("tk-zaak");
    let mut change = store.change(&Who::desk(), "test", now()).unwrap();
    let run = change.begin_run(&source).unwrap();
    let rejected = [("rij 4".to_owned(), "no title".to_owned())];
    let counts = change
        .take_in(&Taken {
            source: &source,
            run,
            items,
            tombstones,
            rejected: &rejected,
            cursor: Some(cursor),
        })
        .unwrap();
    change.end_run(&source, run, &RunEnd::Done).unwrap();
    change.commit().unwrap();
    counts
}

pub(crate) fn signal(item: i64, dossier: &str, score: f64, tier: Tier) -> Signal {
    Signal {
        id: SignalId(0),
        dossier: id(dossier),
        interest: id("spoor-nl"),
        item: ItemId(item),
        ledger: LedgerNumber(item),
        score: Share::new(score),
        tier,
        bearing: Bearing::Opportunity,
        trigger: Some(Quote {
            text: "De trein moet sneller.".into(),
            words: vec!["sneller".into()],
        }),
        reasons: vec![Reason {
            code: "title-hit".into(),
            words: vec!["spoor".into()],
            share: score,
        }],
        passages: vec![Passage {
            field: Field::Title,
            text: "Motie over het spoor".into(),
            marks: vec![(15, 20)],
        }],
        named: vec![id("hengelo")],
        deadline: Some(ItemDate {
            on: date(2025, 10, 6),
            at: None,
            what: DateKind::Event,
        }),
    }
}

pub(crate) fn on_every_engine(story: impl Fn(&Store)) {
    for database in databases() {
        eprintln!("on {}", database.name);
        let store = Store::open(&database.address, now()).unwrap();
        story(&store);
    }
}

pub(crate) fn with_papers(store: &Store) -> RegionId {
    let mut change = store.change(&Who::desk(), "begin", now()).unwrap();
    change.load_region(&pack()).unwrap();
    change.commit().unwrap();
    take(store, &papers(), &[], "c1");
    take(store, &[german()], &[], "c2");
    id("twente")
}
