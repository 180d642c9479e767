//! Sources that people add at the desk, beside those of the pack. The story begins in `main.rs`.

use crate::*;
use noaber_store::KnownSource;

fn own(name: &str) -> Source {
    let json = serde_json::json!({
        "id": "stadje", "kind": "feed", "name": {"nl": name},
        "address": "https://stadje.example/feed.xml", "country": "nl"
    });
    serde_json::from_value(json).unwrap()
}

fn change<T>(store: &Store, deed: impl FnOnce(&mut noaber_store::Change<'_>) -> T) -> T {
    let mut change = store.change(&Who::desk(), "bron", now()).unwrap();
    let done = deed(&mut change);
    change.commit().unwrap();
    done
}

fn listed(store: &Store) -> Vec<String> {
    let sources = store.reader().unwrap().sources().unwrap();
    sources.into_iter().map(|s| s.id.into()).collect()
}

fn kept(store: &Store) -> KnownSource {
    let reader = store.reader().unwrap();
    reader.known_source(&id("stadje")).unwrap().unwrap()
}

#[test]
fn an_own_source_stands_beside_the_pack_and_what_it_brought_outlives_it() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let source: SourceId = id("stadje");
        let known = change(store, |c| {
            c.add_own_source(&region, &own("Stadje")).unwrap();
            c.known_sources().unwrap()
        });
        let told: Vec<(&str, bool)> = known
            .iter()
            .map(|one| (one.source.id.as_str(), one.own.is_some()))
            .collect();
        assert_eq!(told, [("tk-zaak", false), ("dip", false), ("stadje", true)]);
        change(store, |c| {
            let run = c.begin_run(&source).unwrap();
            let items = [item("feed:1", "Stadje bouwt een haven", "")];
            let taken = Taken {
                source: &source,
                run,
                items: &items,
                tombstones: &[],
                rejected: &[],
                cursor: None,
            };
            c.take_in(&taken).unwrap();
            c.end_run(&source, run, &RunEnd::Done).unwrap();
        });

        // A pack that comes later, even with a source of that name, leaves it alone.
        let mut pack = pack();
        let mut other = own("Uit het pak");
        other.address = "https://elders.example/".into();
        pack.sources.push(other);
        let loaded = change(store, |c| c.load_region(&pack).unwrap());
        assert_eq!((loaded.added, loaded.changed), (0, 0));
        assert_eq!(loaded.skipped, std::slice::from_ref(&source));
        assert_eq!(kept(store).source, own("Stadje"));

        let rests = Source {
            active: false,
            ..own("Stadje nieuws")
        };
        assert!(change(store, |c| {
            c.change_own_source(&region, &rests, "source-rested")
                .unwrap()
        }));
        let states = store.reader().unwrap().source_states(now()).unwrap();
        assert_eq!((states[2].health, states[2].own), (Health::Off, true));
        let of_pack = Source {
            id: id("dip"),
            ..own("Anders")
        };
        assert!(!change(store, |c| {
            c.change_own_source(&region, &of_pack, "source-changed")
                .unwrap()
                || c.remove_own_source(&region, &of_pack.id).unwrap()
        }));

        change(store, |c| c.raise_silence(&source, None, 3.0).unwrap());
        assert!(change(store, |c| c
            .remove_own_source(&region, &source)
            .unwrap()));
        assert!(!change(store, |c| c
            .remove_own_source(&region, &source)
            .unwrap()));
        assert_eq!(listed(store), ["tk-zaak", "dip"]);
        let reader = store.reader().unwrap();
        assert_eq!(reader.source_states(now()).unwrap().len(), 2);
        assert!(kept(store).removed.is_some());
        let silence = reader.silences(now()).unwrap().remove(0);
        assert!(silence.closed.is_some() && !silence.spoke, "{silence:?}");
        let item = reader.item_by_key("feed:1").unwrap().unwrap();
        assert_eq!(item.head.source_name.nl.as_deref(), Some("Stadje nieuws"));
        assert!(check(store).unwrap().iter().all(|f| f.fine));

        let validator = Validator {
            url: "https://stadje.example/feed.xml".into(),
            etag: Some("x".into()),
            modified: None,
        };
        assert!(change(store, |c| {
            c.keep_validators(&source, std::slice::from_ref(&validator))
                .unwrap();
            c.bring_back_source(&region, &source).unwrap()
        }));
        assert!(!change(store, |c| c
            .bring_back_source(&region, &source)
            .unwrap()));
        let reader = store.reader().unwrap();
        assert_eq!(
            reader.validators(&source).unwrap(),
            [],
            "it is read in full once"
        );
        assert_eq!(listed(store), ["tk-zaak", "dip", "stadje"]);
        let history = reader.source_history(&source, 10).unwrap();
        let what: Vec<&str> = history.iter().map(|line| line.what.as_str()).collect();
        let all = [
            "source-back",
            "source-removed",
            "source-rested",
            "source-added",
        ];
        assert_eq!(what, all);
    });
}

#[test]
fn own_sources_go_along_in_an_export_and_an_older_export_has_none() {
    on_every_engine(|store| {
        let region = with_papers(store);
        change(store, |c| {
            c.add_own_source(&region, &own("Stadje")).unwrap();
            let second = Source {
                id: id("stadje-2"),
                ..own("Weg")
            };
            c.add_own_source(&region, &second).unwrap();
            c.remove_own_source(&region, &second.id).unwrap();
        });
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        export(store, &region, &out, now(), |_, _| {}).unwrap();
        let copy = folder.path().join("copy.db");
        let copy = Store::open(&copy.to_string_lossy(), now()).unwrap();
        import(&copy, &out, &Who::desk(), now(), |_, _| {}).unwrap();
        let own = |store: &Store| store.reader().unwrap().own_sources().unwrap();
        assert_eq!(own(&copy), own(store));
        assert_eq!(listed(&copy), ["tk-zaak", "dip", "stadje"]);

        // What a program wrote that knew no own sources.
        let lines = std::fs::read_to_string(out.join("sources.jsonl")).unwrap();
        let of_pack = lines.lines().filter(|line| !line.contains("\"own\""));
        let of_pack: Vec<&str> = of_pack.collect();
        assert_eq!(of_pack.len(), 2);
        std::fs::write(out.join("sources.jsonl"), of_pack.join("\n") + "\n").unwrap();
        let summary = std::fs::read_to_string(out.join("export.json")).unwrap();
        let mut summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
        let digests: String = of_pack
            .iter()
            .map(|line| noaber_store::digest(line))
            .collect();
        for table in summary["tables"].as_array_mut().unwrap() {
            if table["name"] == "sources" {
                table["rows"] = 2.into();
                table["digest"] = noaber_store::digest(&digests).into();
            }
        }
        std::fs::write(out.join("export.json"), summary.to_string()).unwrap();
        let old = folder.path().join("old.db");
        let old = Store::open(&old.to_string_lossy(), now()).unwrap();
        import(&old, &out, &Who::desk(), now(), |_, _| {}).unwrap();
        assert_eq!((listed(&old).len(), own(&old).len()), (2, 0));
    });
}
