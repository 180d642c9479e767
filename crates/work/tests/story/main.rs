//! The verbs on every engine: what arrives late is matched, what was judged stays judged, what was
//! cut off goes on, and what is faulty changes nothing. Here is what the chapters share.

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot do it should stop at"
)]

mod arriving;
mod learning;
mod own_sources;
mod passing_over;
mod proving;
mod recutting;
mod shaping;
mod siding;
mod taking_down;
mod walking;

pub(crate) use jiff::Timestamp;
pub(crate) use jiff::civil::date;
pub(crate) use noaber_connectors::{Manners, Reach};
pub(crate) use noaber_domain::*;
pub(crate) use noaber_store::Store;
pub(crate) use noaber_store::views::{Health, SignalFilter};
pub(crate) use noaber_testkit::{databases, serve_files};
pub(crate) use noaber_work::collect::{Recorded, collect, take_recorded, try_source};
pub(crate) use noaber_work::load_region::{self, BadPack};
pub(crate) use noaber_work::{Clock, Ctx, Refused, match_items, shape_dossier, triage};
pub(crate) use std::path::Path;

const REGION: &str = r#"
id = "twente"
name = { nl = "Twente" }
about = { nl = "Veertien gemeenten" }
language = "nl"
time_zone = "Europe/Amsterdam"
members = ["hengelo"]
"#;
const ORGANISATIONS: &str = r#"
[[organisation]]
id = "hengelo"
kind = "municipality"
name = { nl = "Hengelo" }
country = "nl"
of_region = true
"#;
pub(crate) const DOSSIER: &str = r#"
id = "spoor"
title = { nl = "Spoor naar Duitsland" }
about = { nl = "De trein over de grens." }

[[interest]]
id = "spoor-nl"
language = "nl"
query = "spoorverbinding, \"trein naar Duitsland\""
"#;
const SOURCES: &str = r#"
[[source]]
id = "krant"
kind = "feed"
name = { nl = "Krant" }
address = "https://example.org/feed.xml"
country = "nl"
language = "nl"

[[source]]
id = "stukken"
kind = "jsonl"
name = { nl = "Stukken" }
address = "https://example.org/stukken"
country = "nl"
language = "nl"
"#;

pub(crate) fn now() -> Timestamp {
    "2025-10-02T10:00:00Z".parse().unwrap()
}

pub(crate) fn ctx() -> Ctx {
    Ctx {
        region: "twente".parse().unwrap(),
        who: Who("test".into()),
        now: now(),
    }
}

pub(crate) fn write_pack(folder: &Path, dossier: &str) {
    std::fs::create_dir_all(folder.join("dossiers")).unwrap();
    for (name, text) in [
        ("region.toml", REGION),
        ("organisations.toml", ORGANISATIONS),
        ("dossiers/spoor.toml", dossier),
        ("sources.toml", SOURCES),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

pub(crate) fn load(store: &Store, dossier: &str) {
    let folder = tempfile::tempdir().unwrap();
    write_pack(folder.path(), dossier);
    let pack = load_region::check(folder.path()).unwrap();
    load_region::load(store, &Who("test".into()), "test", &pack, now()).unwrap();
}

pub(crate) fn paper(key: &str, day: &str, title: &str) -> String {
    format!(
        r#"{{"key":"{key}","kind":"motion","country":"nl","language":"nl","title":"{title}","body":"De Kamer verzoekt om een besluit.","url":"https://example.org/{key}","published":"{day}"}}"#
    )
}

pub(crate) fn take(store: &Store, lines: &[String]) -> noaber_work::collect::Collected {
    let source = store.reader().unwrap().sources().unwrap().remove(1);
    let page = Recorded {
        name: "a.jsonl".into(),
        bytes: lines.join("\n").into_bytes(),
    };
    take_recorded(store, &ctx(), &source, [page], |_| {}).unwrap()
}

pub(crate) fn match_all(store: &Store) -> match_items::Matched {
    match_items::match_items(store, &ctx(), date(2025, 10, 2), |_, _| true).unwrap()
}

pub(crate) fn titles(store: &Store) -> Vec<String> {
    let reader = store.reader().unwrap();
    let part = reader
        .signals(&ctx().region, &SignalFilter::default(), date(2025, 10, 2))
        .unwrap();
    part.rows.into_iter().map(|c| c.item.title).collect()
}

pub(crate) fn on_every_engine(story: impl Fn(&Store)) {
    for database in databases() {
        eprintln!("on {}", database.name);
        let store = Store::open(&database.address, now()).unwrap();
        load(&store, DOSSIER);
        story(&store);
    }
}
