//! Searching what was published. The story begins in `main.rs`.

use crate::*;

#[test]
fn what_search_finds_is_what_was_published() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let reader = store.reader().unwrap();
        let find = |words: &str, best: bool| -> Vec<String> {
            let ask = SearchAsk {
                words: words.into(),
                best,
                ..SearchAsk::default()
            };
            let answer = reader.search(&region, &ask).unwrap();
            assert_eq!(answer.count as usize, answer.rows.len(), "{words}");
            answer.rows.into_iter().map(|r| r.item.key).collect()
        };
        for best in [false, true] {
            assert_eq!(find("gemeente", best).len(), 2, "a stem finds its forms");
            assert_eq!(find("\"spoor naar Duitsland\"", best), ["tk:1"]);
            assert_eq!(find("motie NOT visserij", best), ["tk:1"]);
            assert_eq!(find("title:gemeente*", best), ["tk:3"]);
            assert_eq!(
                find("Munster", best),
                ["dip:1"],
                "marks on letters do not matter"
            );
            assert_eq!(find("country:de", best), ["dip:1"]);
            assert_eq!(
                find("source:dip", best),
                ["dip:1"],
                "what an interest with it finds"
            );
            assert_eq!(find("committee:waterstaat spoor", best), ["tk:1"]);
            assert_eq!(find("trein NEAR/3 Hengelo", best), ["tk:1"]);
            assert_eq!(find("trein NEAR/1 gemeenten", best), Vec::<String>::new());
            assert_eq!(
                find("D'66 \"(", best),
                Vec::<String>::new(),
                "no query is no fault"
            );
            assert_eq!(find("", best), Vec::<String>::new());
        }
        assert_eq!(
            find("motie OR brief OR Bahn*", false),
            ["tk:3", "tk:2", "tk:1", "dip:1"],
            "newest day first"
        );
        let ask = SearchAsk {
            words: "motie, brief, Bahn*".into(),
            country: Some(Country::Nl),
            language: Some(Language::Nl),
            kind: Some(ItemKind::Motion),
            source: Some(id("tk-zaak")),
            from: Some(date(2025, 9, 30)),
            to: Some(date(2025, 9, 30)),
            limit: 1,
            ..SearchAsk::default()
        };
        let page = reader.search(&region, &ask).unwrap();
        assert_eq!((page.rows.len(), page.more, page.count), (1, true, 2));
        let passage = page.rows[0].passage.clone().unwrap();
        assert!(
            passage
                .runs()
                .iter()
                .any(|(text, marked)| *marked && *text == "Motie"),
            "{passage:?}"
        );
        let rest = reader
            .search(&region, &SearchAsk { offset: 1, ..ask })
            .unwrap();
        assert_eq!((rest.rows.len(), rest.more), (1, false));
    });
}

#[test]
fn a_search_that_stops_looking_says_where_and_goes_on_from_there() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let far: Vec<Item> = (0..2_010)
            .map(|n| {
                item(
                    &format!("far:{n}"),
                    "Tram",
                    "Hier staat ook iets over water.",
                )
            })
            .collect();
        let near = (0..3).map(|n| Item {
            published: Some(date(2020, 1, 1)),
            ..item(&format!("near:{n}"), "Oud", "Over tram water.")
        });
        let near: Vec<Item> = near.collect();
        take(store, &far, &[], "far");
        take(store, &near, &[], "near");
        let reader = store.reader().unwrap();
        for best in [false, true] {
            let ask = SearchAsk {
                words: "tram NEAR/1 water".into(),
                best,
                limit: 2,
                ..SearchAsk::default()
            };
            let first = reader.search(&region, &ask).unwrap();
            assert_eq!((first.rows.len(), first.more), (0, false));
            assert_eq!(first.count, first.counted_to, "there may be more");
            let stopped = first.stopped.expect("there are more candidates");
            assert_eq!(stopped.looked_at, 2_000);
            assert_eq!(stopped.back_to, Some(date(2025, 9, 30)));
            let ask = SearchAsk {
                before: Some(stopped.before),
                ..ask
            };
            let next = reader.search(&region, &ask).unwrap();
            assert_eq!((next.rows.len(), next.more), (2, true), "best: {best}");
            assert_eq!(next.stopped, None);
            let rest = reader
                .search(&region, &SearchAsk { offset: 2, ..ask })
                .unwrap();
            assert_eq!((rest.rows.len(), rest.more), (1, false));
            assert!(rest.count < rest.counted_to, "now all are counted");
        }
    });
}
