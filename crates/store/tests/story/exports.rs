//! Out into files, and back. The story begins in `main.rs`.

use crate::*;

#[test]
fn an_export_reads_back_to_the_same_state() {
    for (from, to) in databases().into_iter().zip(databases().into_iter().rev()) {
        let store = Store::open(&from.address, now()).unwrap();
        let region = with_papers(&store);
        let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
        change
            .keep_signals(
                &region,
                &[ItemId(1)],
                &[signal(1, "spoor", 0.921_064_314_245_735_9, Tier::Decide)],
            )
            .unwrap();
        change.set("clock", "2025-10-02T08:00:00Z").unwrap();
        change.commit().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        let summary = export(&store, &region, &one, now(), |_, _| {}).unwrap();
        assert!(matches!(
            export(&store, &region, &one, now(), |_, _| {}),
            Err(Fault::File { .. })
        ));

        let other = Store::open(&to.address, now()).unwrap();
        let brought = import(&other, &one, &Who::desk(), now(), |_, _| {}).unwrap();
        assert_eq!(brought, summary);
        let again = export(&other, &region, &two, now(), |_, _| {}).unwrap();
        assert_eq!(
            again, summary,
            "the same rows with the same digests, whichever engine"
        );
        assert_eq!(
            other.reader().unwrap().setting("clock").unwrap().as_deref(),
            Some("2025-10-02T08:00:00Z")
        );
        let ask = SearchAsk {
            words: "gemeente".into(),
            ..SearchAsk::default()
        };
        assert_eq!(
            other.reader().unwrap().search(&region, &ask).unwrap().count,
            2
        );
        assert!(check(&other).unwrap().iter().all(|f| f.fine));
        let judged = take(&other, &[item("tk:50", "Nieuw", "")], &[], "c9");
        assert_eq!(judged.added, 1, "numbers go on where they were");
        assert!(matches!(
            import(&other, &one, &Who::desk(), now(), |_, _| {}),
            Err(Fault::Refused(_))
        ));
    }
}

#[test]
fn a_spoilt_export_brings_nothing() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        export(store, &region, &out, now(), |_, _| {}).unwrap();
        let file = out.join("items.jsonl");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace("visserij", "landbouw")).unwrap();
        let empty = folder.path().join("empty.db");
        let other = Store::open(&empty.to_string_lossy(), now()).unwrap();
        let fault = import(&other, &out, &Who::desk(), now(), |_, _| {}).unwrap_err();
        assert!(fault.to_string().contains("items.jsonl"), "{fault}");
        assert_eq!(other.reader().unwrap().item_count().unwrap(), 0);
        assert!(other.reader().unwrap().regions().unwrap().is_empty());
    });
}

#[test]
fn a_reader_cannot_change_anything_and_a_backup_is_whole() {
    for database in databases() {
        let store = Store::open(&database.address, now()).unwrap();
        with_papers(&store);
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy.db");
        match store.file() {
            None => assert!(store.backup(&copy).is_err(), "a server has its own tools"),
            Some(_) => {
                store.backup(&copy).unwrap();
                assert!(
                    store.backup(&copy).is_err(),
                    "a backup is never written over"
                );
                let copied = Store::open(&copy.to_string_lossy(), now()).unwrap();
                assert_eq!(copied.reader().unwrap().item_count().unwrap(), 4);
            }
        }
    }
}

#[test]
fn an_export_of_before_there_was_learning_is_read() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
        let found = [signal(1, "spoor", 0.9, Tier::Know)];
        change.keep_signals(&region, &[ItemId(1)], &found).unwrap();
        change.commit().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        export(store, &region, &out, now(), |_, _| {}).unwrap();
        let file = out.join("export.json");
        let mut summary: noaber_store::Summary =
            serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for later in ["muted", "learning"] {
            std::fs::remove_file(out.join(format!("{later}.jsonl"))).unwrap();
            summary.tables.retain(|t| t.name != later);
        }
        std::fs::write(&file, serde_json::to_string(&summary).unwrap()).unwrap();
        let empty = folder.path().join("empty.db");
        let other = Store::open(&empty.to_string_lossy(), now()).unwrap();
        import(&other, &out, &Who::desk(), now(), |_, _| {}).unwrap();
        let mut change = other.change(&Who::desk(), "matching", now()).unwrap();
        let more = [signal(2, "spoor", 0.9, Tier::Know)];
        assert_eq!(
            change.keep_signals(&region, &[ItemId(2)], &more).unwrap(),
            1
        );
        change.commit().unwrap();
        let filter = SignalFilter::default();
        let reader = other.reader().unwrap();
        let rows = reader
            .signals(&region, &filter, date(2025, 10, 2))
            .unwrap()
            .rows;
        let mut numbers: Vec<i64> = rows.iter().map(|c| c.signal.id.0).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2], "numbers go on where they were");
    });
}
