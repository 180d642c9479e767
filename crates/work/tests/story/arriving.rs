//! What arrives, well or badly. The story begins in `main.rs`.

use crate::*;

#[test]
fn bad_records_are_named_and_the_rest_goes_on() {
    on_every_engine(|store| {
        let taken = take(
            store,
            &[
                paper("a", "2025-10-01", "Motie over een spoorverbinding"),
                "{ this is no record".into(),
                paper("b", "2025-13-45", "Een dag die niet bestaat"),
                paper("c", "2025-10-01", "Nog een stuk"),
            ],
        );
        assert_eq!((taken.counts.added, taken.rejected), (2, 2));
        let source = store.reader().unwrap().sources().unwrap().remove(1);
        let rejects = store.reader().unwrap().rejects(&source.id).unwrap();
        assert!(
            rejects[0].0.contains('2'),
            "the record is named: {rejects:?}"
        );
        let pages = ["", "<html>storing</html>", "\u{0}\u{1}"].map(|text| Recorded {
            name: "kapot.jsonl".into(),
            bytes: text.as_bytes().to_vec(),
        });
        let taken = take_recorded(store, &ctx(), &source, pages, |_| {}).unwrap();
        assert_eq!(taken.counts.added, 0);
        assert!(taken.rejected >= 2, "{taken:?}");
        assert!(noaber_store::check(store).unwrap().iter().all(|f| f.fine));
    });
}

#[test]
fn a_living_source_is_read_and_its_failure_is_written_down() {
    let feed = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Krant</title>
<item><guid>1</guid><title>Plan voor een spoorverbinding</title><link>https://example.org/1</link><pubDate>Wed, 01 Oct 2025 08:00:00 GMT</pubDate><description>Hengelo is blij.</description></item>
</channel></rss>"#;
    for database in databases() {
        let store = Store::open(&database.address, now()).unwrap();
        load(&store, DOSSIER);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("feed.xml"), feed).unwrap();
        let server = serve_files(folder.path());
        let mut source = store.reader().unwrap().sources().unwrap().remove(0);
        source.address = server.address("feed.xml");
        let manners = Manners {
            reach: Reach::Loopback,
            tries: 1,
            ..Manners::default()
        };
        let brought = collect(&store, &ctx(), &source, manners.clone(), |_| true).unwrap();
        assert_eq!((brought.counts.added, brought.fault.as_deref()), (1, None));
        assert_eq!(match_all(&store).added, 1);
        assert_eq!(try_source(&source, &manners), Ok(1));
        let again = collect(&store, &ctx(), &source, manners.clone(), |_| true).unwrap();
        assert_eq!(again.counts.added, 0, "known items are not taken in twice");

        source.address = source.address.replace("feed.xml", "weg.xml");
        let failed = collect(&store, &ctx(), &source, manners.clone(), |_| true).unwrap();
        assert!(failed.fault.is_some());
        assert!(try_source(&source, &manners).is_err());
        let state = store
            .reader()
            .unwrap()
            .source_states(now())
            .unwrap()
            .remove(0);
        assert_eq!(
            (state.health, state.failures, state.items),
            (Health::Failing, 1, 1)
        );
        std::fs::write(folder.path().join("nieuw.xml"), "<nieuw><vorm/></nieuw>").unwrap();
        source.address = source.address.replace("weg.xml", "nieuw.xml");
        let changed = collect(&store, &ctx(), &source, manners.clone(), |_| true).unwrap();
        assert!(changed.fault.unwrap().contains("may have changed its form"));
        let states = store.reader().unwrap().source_states(now()).unwrap();
        assert_eq!((states[0].health, states[0].failures), (Health::Changed, 2));
        source.kind = "nergens".into();
        let unknown = collect(&store, &ctx(), &source, manners, |_| true).unwrap();
        assert!(unknown.fault.unwrap().contains("nergens"));
    }
}

#[test]
fn a_poisoned_record_is_named_and_the_rest_of_its_page_is_kept() {
    on_every_engine(|store| {
        let words: String = (0..200_000).map(|n| format!("woord{n} ")).collect();
        let long = paper("lang", "2025-10-01", "Een stuk met heel veel woorden")
            .replace("De Kamer verzoekt om een besluit.", &words);
        let odd = paper("raar", "2025-10-01", "Een nummer met een nulteken")
            .replace("\"kind\"", "\"number\":\"2025\\u0000Z1\",\"kind\"");
        let taken = take(store, &[paper("a", "2025-10-01", "Gewoon"), long, odd]);
        assert_eq!((taken.counts.added, taken.rejected), (3, 0), "{taken:?}");
        let reader = store.reader().unwrap();
        let odd = reader.item_by_key("raar").unwrap().unwrap();
        assert_eq!(odd.item.number.as_deref(), Some("2025 Z1"));
        assert!(noaber_store::check(store).unwrap().iter().all(|f| f.fine));
    });
}

#[test]
fn many_that_open_a_new_database_at_once_wait_for_each_other() {
    for database in databases() {
        let opened: Vec<bool> = std::thread::scope(|scope| {
            let open = || {
                Store::open(&database.address, now())
                    .map_err(|f| eprintln!("{f}"))
                    .is_ok()
            };
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert!(
            opened.iter().all(|ok| *ok),
            "on {}: {opened:?}",
            database.name
        );
    }
}
