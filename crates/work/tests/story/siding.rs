//! Files side by side: a paper is found by whatever people call it, and the side that is missing is
//! suggested first. The story begins in `main.rs`.

use crate::*;
use noaber_work::mirror::Mirror;
use noaber_work::mirror_files::{keep, named, suggestions};

/// A paper of an arena with a number and the page of its publisher.
fn numbered(key: &str, country: &str, number: &str, url: &str) -> String {
    format!(
        r#"{{"key":"{key}","kind":"motion","country":"{country}","language":"nl","number":"{number}","title":"De spoorverbinding {number}","body":"","url":"{url}","published":"2025-09-30"}}"#
    )
}

#[test]
fn a_paper_is_found_by_every_number_and_address_that_the_desk_shows() {
    let pdf = "https://dserver.bundestag.de/btd/21/005/2100581.pdf";
    let report = "https://www.europarl.europa.eu/doceo/document/A-9-2023-0147_EN.html";
    let paper = "https://zoek.officielebekendmakingen.nl/kst-36410-A-32.html";
    let debate = "https://www.tweedekamer.nl/debat?id=2024A00630";
    on_every_engine(|store| {
        let lines = [
            numbered("dip:1", "de", "BT-Drs. 21/581", pdf),
            numbered("ep:a-9-2023-0147", "eu", "A9-0147/2023", report),
            numbered("x:2", "nl", "kst-36410-A-32", paper),
            numbered("x:3", "nl", "2024A00630", debate),
        ];
        take(store, &lines);
        let reader = store.reader().unwrap();
        let found = |text: &str| {
            let id = named(&reader, text).unwrap()?;
            Some(reader.item_head(id).unwrap()?.key)
        };
        let all = [
            (
                "dip:1",
                vec!["BT-Drs. 21/581", "21/581", "drucksache 21/581", pdf],
            ),
            (
                "ep:a-9-2023-0147",
                vec!["A9-0147/2023", "a9-0147/2023", report, "ep:a-9-2023-0147"],
            ),
            (
                "x:2",
                vec!["36410-A-32", "36 410 A, nr. 32", paper, "KST-36410-A-32"],
            ),
            (
                "x:3",
                vec!["2024A00630", "2024a00630", debate, "/items/4?lang=nl"],
            ),
        ];
        for (key, names) in all {
            for name in names {
                assert_eq!(found(name).as_deref(), Some(key), "{name}");
            }
        }
        let page = report.replace("_EN.html", "_NL.pdf");
        assert_eq!(found(&page).as_deref(), Some("ep:a-9-2023-0147"));
        for nothing in [
            "",
            "21/58",
            "BR-Drs. 21/581",
            "/items/99",
            "https://example.org/",
        ] {
            assert_eq!(found(nothing), None, "{nothing}");
        }
    });
}

#[test]
fn what_was_taken_down_is_not_found_any_more() {
    on_every_engine(|store| {
        take(
            store,
            &[numbered("x:1", "nl", "2024A00630", "https://example.org/1")],
        );
        let item = ItemId(1);
        noaber_work::take_down::take_down(store, &ctx(), item, "verzoek").unwrap();
        let reader = store.reader().unwrap();
        for name in ["2024A00630", "x:1", "/items/1", "https://example.org/1"] {
            assert_eq!(named(&reader, name).unwrap(), None, "{name}");
        }
    });
}

#[test]
fn the_missing_sides_are_suggested_first() {
    on_every_engine(|store| {
        let mut lines: Vec<String> = (1..=12)
            .map(|n| {
                numbered(
                    &format!("nl:{n}"),
                    "nl",
                    &format!("2025Z{n:05}"),
                    "https://example.org/",
                )
            })
            .collect();
        lines.push(numbered(
            "de:1",
            "de",
            "BT-Drs. 21/1",
            "https://example.org/",
        ));
        lines.push(numbered(
            "eu:1",
            "eu",
            "A9-0001/2023",
            "https://example.org/",
        ));
        take(store, &lines);
        match_all(store);
        let dossier: DossierId = "spoor".parse().unwrap();
        let sides = || {
            let region = ctx().region;
            let all = suggestions(
                store,
                &Mirror::default(),
                &region,
                &dossier,
                date(2025, 10, 2),
            );
            let all = all.unwrap().into_iter();
            all.map(|one| one.item.country).collect::<Vec<_>>()
        };
        use Country::{De, Eu, Nl};
        assert_eq!(
            sides(),
            [Nl, De, Eu, Nl, Nl, Nl, Nl, Nl],
            "every side has its turn"
        );
        keep(store, &ctx(), &dossier, ItemId(1), "").unwrap();
        assert_eq!(
            sides(),
            [De, Eu],
            "a side that has a file is offered no signals"
        );
        keep(store, &ctx(), &dossier, ItemId(13), "").unwrap();
        assert_eq!(sides(), [Eu]);
    });
}
