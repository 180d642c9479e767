//! What every kind promises, held for all of them: whole pages give the same clean items each time,
//! broken ones are told as unreadable, and nothing that comes makes a reader panic.
//!
//! Each fixture has its harvest beside it as `<name>.snap`; `NOABER_SNAPSHOTS=write` writes them
//! anew, the code of a kind those of that kind alone, to be read before they are committed.

use noaber_connectors::{Harvest, Kind, Method, Page, Unreadable, cards_markdown, kinds};
use noaber_domain::{Country, Source, SourceId, Wording};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn all() -> Vec<Kind> {
    kinds::ALL
        .iter()
        .copied()
        .chain([kinds::_example::KIND])
        .collect()
}

fn code(kind: Kind) -> &'static str {
    (kind.card)().code
}

fn source(kind: Kind) -> Source {
    Source {
        id: SourceId::new("voorbeeld").expect("a slug"),
        kind: code(kind).into(),
        name: Wording::default(),
        address: match (kind.card)().reads_folder {
            true => "file:///srv/example/post".into(),
            false => "https://data.example.org/api".into(),
        },
        country: Country::Nl,
        language: None,
        every_hours: 6,
        silent_after_days: 7,
        settings: settings(code(kind)),
        active: true,
    }
}

/// The settings without which a kind does not start.
fn settings(code: &str) -> BTreeMap<String, String> {
    let needed = match code {
        "koop_sru" => ("publications", "Staatscourant, Gemeenteblad"),
        "open_besluitvorming" => ("organisation", "voorbeeld"),
        "notubiz" => ("organisation", "275"),
        _ => return BTreeMap::new(),
    };
    BTreeMap::from([(needed.0.to_owned(), needed.1.to_owned())])
}

fn fixtures(kind: Kind) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(code(kind));
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("every kind has a folder of fixtures")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e != "snap"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} has no fixture", code(kind));
    paths
}

/// The page that the first request of a run would have led to.
fn page(kind: Kind, body: Vec<u8>, content_type: Option<&str>) -> Page {
    let now = "2026-06-01T12:00:00Z".parse().expect("a moment");
    let first = (kind.start)(&source(kind), None, now)
        .expect("the kind starts")
        .remove(0);
    Page {
        url: first.url,
        status: 200,
        content_type: content_type.map(str::to_owned),
        body,
        retrieved: now,
        carry: first.carry,
        headers: Vec::new(),
    }
}

fn read(kind: Kind, body: Vec<u8>, content_type: Option<&str>) -> Result<Harvest, Unreadable> {
    (kind.read)(&source(kind), &page(kind, body, content_type))
}

/// A fixture as the answer to the request that asks for such a page.
fn read_fixture(kind: Kind, path: &Path, body: Vec<u8>) -> Result<Harvest, Unreadable> {
    let mut page = page(kind, body, Some(content_type(path)));
    let name = path.file_name().map(|name| name.to_string_lossy());
    let name = name.unwrap_or_default();
    let base = "https://data.example.org/api";
    let other = match (
        code(kind),
        name.split(['.', '_']).next().unwrap_or_default(),
    ) {
        ("tweede_kamer", "activiteiten") => Some(page.url.replace("/Zaak?", "/Activiteit?")),
        ("tweede_kamer", "documenten") => Some(page.url.replace("/Zaak?", "/Document?")),
        ("tweede_kamer", "besluiten") => Some(page.url.replace("/Zaak?", "/Besluit?")),
        ("tweede_kamer", "toezeggingen") => Some(page.url.replace("/Zaak?", "/Toezegging?")),
        ("notubiz", "meeting") => Some(format!("{base}/events/meetings/9101?format=json")),
        ("notubiz", "motions") => Some(format!("{base}/modules/6/items?format=json")),
        _ => None,
    };
    page.url = other.unwrap_or(page.url);
    (kind.read)(&source(kind), &page)
}

fn content_type(path: &Path) -> &'static str {
    if path.extension().is_some_and(|e| e == "xml") {
        "application/xml"
    } else if path.extension().is_some_and(|e| e == "html") {
        "text/html; charset=utf-8"
    } else if path.extension().is_some_and(|e| e == "ics") {
        "text/calendar; charset=utf-8"
    } else if path.extension().is_some_and(|e| e == "eml") {
        "message/rfc822"
    } else {
        "application/json; charset=utf-8"
    }
}

fn each_fixture(mut look: impl FnMut(Kind, &Path, Vec<u8>)) {
    for kind in all() {
        for path in fixtures(kind) {
            let body = std::fs::read(&path).expect("a fixture reads");
            look(kind, &path, body);
        }
    }
}

#[test]
fn the_same_page_twice_gives_the_same_unique_keys() {
    each_fixture(|kind, path, body| {
        let once = read_fixture(kind, path, body.clone()).expect("a fixture is readable");
        let twice = read_fixture(kind, path, body).expect("a fixture is readable");
        assert_eq!(once, twice, "{}", path.display());
        let keys: HashSet<&str> = once.items.iter().map(|item| item.key.as_str()).collect();
        assert_eq!(keys.len(), once.items.len(), "{}", path.display());
        assert!(
            !once.items.is_empty() || !once.next.is_empty(),
            "{}",
            path.display()
        );
    });
}

#[test]
fn items_are_clean_dated_within_reason_and_have_absolute_addresses() {
    each_fixture(|kind, path, body| {
        let harvest = read_fixture(kind, path, body).expect("a fixture is readable");
        for item in &harvest.items {
            let at = format!("{} {}", path.display(), item.key);
            let url = url::Url::parse(&item.url).expect("an absolute address");
            assert!(matches!(url.scheme(), "http" | "https"), "{at}");
            assert!(
                !item.title.is_empty() && !item.title.chars().any(char::is_control),
                "{at}"
            );
            assert!(
                !item.title.contains(['<', '\u{202e}']) && !item.body.contains("<script"),
                "{at}"
            );
            let days = item
                .published
                .into_iter()
                .chain(item.dates.iter().map(|date| date.on));
            assert!(
                days.into_iter()
                    .all(|day| (1900..=2100).contains(&day.year())),
                "{at}"
            );
            assert!(item.dates.is_sorted(), "{at}");
        }
        for request in &harvest.next {
            let folder = (kind.card)().reads_folder && request.url.starts_with("file:///");
            assert!(
                request.url.starts_with("https://") || folder,
                "{}",
                request.url
            );
        }
    });
}

#[test]
fn pages_that_are_not_what_was_asked_for_are_unreadable() {
    let html =
        b"<!DOCTYPE html><html><head><title>Storing</title></head><body>Even geduld</body></html>";
    for kind in all() {
        let name = code(kind);
        for empty in [&b""[..], b"  \n ", b"\xEF\xBB\xBF"] {
            assert!(
                matches!(
                    read(kind, empty.to_vec(), None),
                    Err(Unreadable::Empty { .. })
                ),
                "{name}"
            );
        }
        for sort in [
            Some("text/html"),
            Some("application/json"),
            Some("text/xml"),
            None,
        ] {
            let fault = read(kind, html.to_vec(), sort).expect_err("an error page with status 200");
            assert!(
                matches!(fault, Unreadable::WrongType { .. }),
                "{name}: {fault}"
            );
            assert!(fault.to_string().contains("Storing"), "{name}: {fault}");
        }
        for (body, sort) in [
            (&b"%PDF-1.7 x"[..], "application/pdf"),
            (b"\x89PNG\r\n", "image/png"),
            (b"gewoon tekst", "text/plain"),
        ] {
            let fault = read(kind, body.to_vec(), Some(sort)).expect_err("another type");
            assert!(
                matches!(fault, Unreadable::WrongType { .. }),
                "{name}: {fault}"
            );
        }
        for strange in [
            "{}",
            "{\"a\":1}",
            "<other/>",
            "<?xml version='1.0'?><rss version='9'/>",
        ] {
            assert!(
                read(kind, strange.into(), None).is_err(),
                "{name}: {strange}"
            );
        }
        let block = b"<html><script src='/.enodia/challenge.js'></script></html>";
        assert!(
            matches!(
                read(kind, block.to_vec(), None),
                Err(Unreadable::Blocked { .. })
            ),
            "{name}"
        );
    }
}

#[test]
fn a_good_page_under_a_wrong_content_type_is_unreadable() {
    each_fixture(|kind, path, body| {
        for sort in ["image/png", "application/pdf"] {
            let fault = read(kind, body.clone(), Some(sort)).expect_err("a wrong content type");
            assert!(
                matches!(fault, Unreadable::WrongType { .. }),
                "{}: {fault}",
                path.display()
            );
        }
    });
}

#[test]
fn half_a_page_is_unreadable_and_says_so() {
    each_fixture(|kind, path, body| {
        let half = body[..body.len() / 2].to_vec();
        match read(kind, half, Some(content_type(path))) {
            Err(Unreadable::Truncated { length, .. }) => assert_eq!(length, body.len() / 2),
            Err(other) => panic!("{}: {other}", path.display()),
            // Lines stand alone: the whole ones are kept, the broken one is named.
            Ok(harvest) => {
                assert_eq!(code(kind), "jsonl");
                assert!(!harvest.rejected.is_empty());
            }
        }
    });
}

#[test]
fn no_cut_and_no_flipped_byte_makes_a_reader_panic() {
    each_fixture(|kind, path, body| {
        for length in (0..body.len()).step_by(7) {
            let _ = read(kind, body[..length].to_vec(), Some(content_type(path)));
        }
        for place in (0..body.len()).step_by(5) {
            for change in [0x01, 0x20, 0x80, 0xff] {
                let mut bent = body.clone();
                bent[place] ^= change;
                if let Ok(harvest) = read(kind, bent, None) {
                    assert!(harvest.items.iter().all(|item| !item.title.is_empty()));
                }
            }
        }
    });
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    #[test]
    fn no_bytes_at_all_make_a_reader_panic(body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400), open in 0usize..6) {
        let starts = ["", "{\"value\":[", "<rss version=\"2.0\"><channel><item>", "[{\"Id\":\"", "<kamerwrk><stuk>", "{\"results\":[{\"metadata\":{"];
        let whole: Vec<u8> = starts[open].bytes().chain(body).collect();
        for kind in all() {
            let _ = read(kind, whole.clone(), None);
        }
    }
}

#[test]
fn deeply_nested_pages_are_refused() {
    let xml = format!("<feed>{}", "<a>".repeat(100_000));
    let json = format!("{{\"value\":{}", "[".repeat(100_000));
    for kind in all() {
        assert!(
            read(kind, xml.clone().into(), None).is_err(),
            "{}",
            code(kind)
        );
        assert!(
            read(kind, json.clone().into(), None).is_err(),
            "{}",
            code(kind)
        );
    }
}

#[test]
fn each_harvest_equals_its_snapshot() {
    let wish = std::env::var("NOABER_SNAPSHOTS").unwrap_or_default();
    each_fixture(|kind, path, body| {
        let write = wish == "write" || wish == code(kind);
        let harvest = read_fixture(kind, path, body).expect("a fixture is readable");
        let now = snapshot(&harvest);
        let file = path.with_extension(format!(
            "{}.snap",
            path.extension()
                .expect("a fixture has one")
                .to_string_lossy()
        ));
        if write {
            std::fs::write(&file, &now).expect("the snapshot can be written");
        }
        let before = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(
            now,
            before,
            "{}: NOABER_SNAPSHOTS=write writes it anew",
            file.display()
        );
    });
}

fn snapshot(harvest: &Harvest) -> String {
    let mut out = String::new();
    for item in &harvest.items {
        let text = serde_json::to_string_pretty(item).expect("an item is JSON");
        writeln!(out, "item {text}").expect("a string takes all");
    }
    for gone in &harvest.tombstones {
        writeln!(out, "gone {} ({})", gone.key, gone.reason).expect("a string takes all");
    }
    for record in &harvest.rejected {
        writeln!(
            out,
            "rejected {} (kept: {}): {}",
            record.record, record.kept, record.fault
        )
        .expect("a string takes all");
    }
    for next in &harvest.next {
        let method = if next.method == Method::Get {
            "GET"
        } else {
            "POST"
        };
        writeln!(out, "next {method} {}", next.url).expect("a string takes all");
    }
    writeln!(
        out,
        "cursor {}",
        harvest
            .cursor
            .as_ref()
            .map_or("-", |cursor| cursor.0.as_str())
    )
    .expect("a string takes all");
    out
}

#[test]
fn every_card_tells_what_people_must_know() {
    let text = cards_markdown();
    let mut codes = HashSet::new();
    for kind in kinds::ALL {
        let card = (kind.card)();
        assert!(
            codes.insert(card.code),
            "{} stands twice on the list",
            card.code
        );
        assert!(text.contains(&format!("## {}", card.code)));
        assert!(!card.owner.is_empty() && !card.licence.is_empty() && !card.notes.is_empty());
        assert!(card.home.starts_with("https://") && card.requests_per_second > 0.0);
        for language in noaber_domain::Language::ALL {
            assert!(
                card.title.get(language).is_some(),
                "{} lacks a title in {language}",
                card.code
            );
        }
        assert!(kinds::find(card.code).is_some());
    }
    assert!(
        kinds::find("example").is_none(),
        "the example is not on the list"
    );
}
