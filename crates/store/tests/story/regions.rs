//! Regions and what they bring. The story begins in `main.rs`.

use crate::*;

#[test]
fn a_region_is_loaded_once_and_only_what_differs_changes() {
    on_every_engine(|store| {
        let load = |pack: &RegionPack| {
            let mut change = store
                .change(&Who("beheer".into()), "nieuw pakket", now())
                .unwrap();
            let loaded = change.load_region(pack).unwrap();
            change.commit().unwrap();
            (loaded.added, loaded.changed, loaded.removed)
        };
        assert_eq!(load(&pack()), (7, 0, 0));
        let lines = store.reader().unwrap().changes(100).unwrap().len();
        assert_eq!(
            load(&pack()),
            (0, 0, 0),
            "the same pack again changes nothing"
        );
        let reader = store.reader().unwrap();
        assert_eq!(
            reader.changes(100).unwrap().len(),
            lines,
            "and writes no history"
        );

        let mut other = pack();
        other.dossiers.remove(1);
        other.dossiers[0].title = nl("Spoor naar Duitsland");
        assert_eq!(load(&other), (0, 1, 1));
        let region: RegionId = id("twente");
        assert_eq!(reader.regions().unwrap().len(), 1);
        assert_eq!(reader.region(&region).unwrap().unwrap().name, nl("Twente"));
        assert_eq!(reader.dossiers(&region).unwrap().len(), 1);
        assert_eq!(reader.organisations(&region).unwrap()[0].id, id("hengelo"));
        assert_eq!(reader.interests(&region).unwrap()[0].query, "spoor");
        assert!(reader.networks(&region).unwrap().is_empty());
        assert!(reader.agendas(&region).unwrap().is_empty());
        assert!(reader.agreements(&region).unwrap().is_empty());
        assert!(reader.programmes(&region).unwrap().is_empty());
        let history = reader.history("dossier", "spoor", 10).unwrap();
        assert_eq!(history[0].what, "dossier-changed");
        assert_eq!(
            (history[0].who.as_str(), history[0].why.as_str()),
            ("beheer", "nieuw pakket")
        );
        assert!(
            history[0].detail.contains("\"Spoor\""),
            "the old text is kept: {}",
            history[0].detail
        );
        assert!(reader.dossier(&region, &id("arbeid")).unwrap().is_none());
    });
}
