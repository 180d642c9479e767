//! The collections of the repository of official publications: that each is asked for by its name
//! and its records are read, recorded ones included.

mod server;

use noaber_connectors::{Page, kinds};
use noaber_domain::{Item, ItemKind};
use server::source;
use std::path::Path;

/// The collections of the repository that the desk listens to, and what their publications are.
const COLLECTIONS: [(&str, &str, &str, ItemKind); 7] = [
    (
        "Kamerstuk",
        "kst-99010-2",
        "Eerste Kamer der Staten-Generaal",
        ItemKind::Other,
    ),
    (
        "Staatscourant",
        "stcrt-2026-1",
        "Ministerie van Proef",
        ItemKind::Other,
    ),
    (
        "Staatsblad",
        "stb-2026-3",
        "Ministerie van Proef",
        ItemKind::Law,
    ),
    (
        "Provinciaal blad",
        "prb-2026-4",
        "Overijssel",
        ItemKind::Other,
    ),
    ("Gemeenteblad", "gmb-2026-5", "Enschede", ItemKind::Other),
    (
        "Waterschapsblad",
        "wsb-2026-6",
        "Vechtstromen",
        ItemKind::Other,
    ),
    (
        "Blad gemeenschappelijke regeling",
        "bgr-2026-7",
        "SamenTwente",
        ItemKind::Other,
    ),
];

#[test]
fn each_collection_of_the_repository_is_asked_for_by_name_and_its_records_are_read() {
    let kind = kinds::find("koop_sru").expect("a kind");
    let now = "2026-06-01T12:00:00Z".parse().expect("a moment");
    for (name, number, creator, sort) in COLLECTIONS {
        let settings = [("publications", name), ("creators", creator)];
        let of = source("koop_sru", "https://repository.overheid.nl/sru", &settings);
        let asked = (kind.start)(&of, None, now).expect("it starts").remove(0);
        let query = |term: &str| {
            url::form_urlencoded::byte_serialize(term.as_bytes())
                .collect::<String>()
                .replace('+', "%20")
        };
        for part in [
            format!("w.publicatienaam==\"{name}\""),
            format!("dt.creator==\"{creator}\""),
        ] {
            assert!(asked.url.contains(&query(&part)), "{part} in {}", asked.url);
        }
        let record = format!(
            "<record><identifier>{number}</identifier><title>Titel</title><publicatienaam>{name}</publicatienaam><creator>{creator}</creator><issued>2026-05-30</issued></record>"
        );
        let page = Page {
            url: asked.url,
            status: 200,
            content_type: None,
            body: format!("<searchRetrieveResponse><numberOfRecords>1</numberOfRecords><records>{record}</records></searchRetrieveResponse>").into_bytes(),
            retrieved: now,
            carry: asked.carry,
            headers: Vec::new(),
        };
        let read = (kind.read)(&of, &page).expect("readable");
        let item = &read.items[0];
        assert_eq!(item.number.as_deref(), Some(number));
        assert_eq!(item.actors, [creator]);
        assert_eq!(item.label.as_deref(), Some(name));
        assert!(
            item.kind == sort || sort == ItemKind::Other,
            "{name}: {:?}",
            item.kind
        );
        assert_eq!(
            item.published.map(|day| day.to_string()).as_deref(),
            Some("2026-05-30")
        );
        assert!(read.cursor.is_some());
    }
}

#[test]
fn recorded_searches_of_the_repository_are_read_for_every_publication() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/nl/koop-sru");
    if !folder.exists() {
        println!("skipped: ../shared/data/nl/koop-sru is not here");
        return;
    }
    let of = source(
        "koop_sru",
        "https://repository.overheid.nl/sru",
        &[("publications", "Staatsblad")],
    );
    let kind = kinds::find("koop_sru").expect("a kind");
    for (name, texts) in [
        ("sru_staatsblad_amvb_page.xml", 1),
        ("sru_eerstekamer_kamerstukken_page.xml", 4),
    ] {
        let page = Page {
            url: "https://repository.overheid.nl/sru".into(),
            status: 200,
            content_type: None,
            body: std::fs::read(folder.join(name)).expect("a recorded answer"),
            retrieved: jiff::Timestamp::UNIX_EPOCH,
            carry: None,
            headers: Vec::new(),
        };
        let harvest = (kind.read)(&of, &page).expect("readable");
        assert_eq!(harvest.next.len(), texts, "{name}");
        assert!(harvest.rejected.is_empty(), "{:?}", harvest.rejected);
        let known = harvest
            .next
            .iter()
            .filter_map(|next| next.otherwise.as_ref());
        let found: Vec<&Item> = known.flat_map(|title_only| &title_only.items).collect();
        println!(
            "{name}: {:?}",
            found
                .iter()
                .map(|i| (&i.key, i.kind.code(), &i.same))
                .collect::<Vec<_>>()
        );
        assert_eq!(found.len(), texts);
    }
}
