//! What the desk gathers, and how sources do. The story begins in `main.rs`.

use crate::*;

#[test]
fn the_desk_gathers_what_today_needs() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
        let found = [
            signal(1, "spoor", 0.9, Tier::Decide),
            signal(1, "arbeid", 0.5, Tier::Decide),
            Signal {
                deadline: None,
                ..signal(3, "arbeid", 0.8, Tier::Know)
            },
            Signal {
                deadline: None,
                ..signal(4, "spoor", 0.3, Tier::Know)
            },
        ];
        change
            .keep_signals(&region, &[ItemId(1), ItemId(3), ItemId(4)], &found)
            .unwrap();
        change.commit().unwrap();
        let reader = store.reader().unwrap();
        let today = reader.today(&region, now(), date(2025, 10, 2)).unwrap();
        assert_eq!(
            (today.read, today.items, today.ledger),
            (4, 4, LedgerNumber(4))
        );
        assert_eq!(today.tiers[0].cards.len(), 1, "one card per item");
        assert_eq!(today.tiers[0].total, 2);
        let know: Vec<_> = today.tiers[2]
            .cards
            .iter()
            .map(|c| c.item.country)
            .collect();
        assert_eq!(know, [Country::Nl, Country::De], "every arena has its turn");
        assert_eq!(today.agenda.len(), 1);
        assert_eq!(today.agenda[0].dossiers.len(), 2);
        assert_eq!(today.agenda[0].date.on, date(2025, 10, 6));
        let spoor = today
            .momentum
            .iter()
            .find(|m| m.dossier == id("spoor"))
            .unwrap();
        assert_eq!((spoor.weeks.iter().sum::<i64>(), spoor.open), (2, 2));
        let rows = reader.dossier_rows(&region).unwrap();
        assert_eq!((rows[0].signals, rows[0].priority), (2, 5));
    });
}

#[test]
fn sources_tell_how_they_do() {
    on_every_engine(|store| {
        with_papers(store);
        let reader = store.reader().unwrap();
        let health = |when: &str| -> Vec<Health> {
            reader
                .source_states(at(when))
                .unwrap()
                .iter()
                .map(|s| s.health)
                .collect()
        };
        assert_eq!(
            health("2025-10-02T09:00:00Z"),
            [Health::Fine, Health::Unread]
        );
        assert_eq!(health("2025-10-03T09:00:00Z")[0], Health::Late);
        let state = reader.source_states(now()).unwrap().remove(0);
        assert_eq!((state.items, state.lag_days, state.rejected), (4, None, 1));
        assert_eq!(state.runs.len(), 2);
        assert_eq!(state.newest_published, Some(date(2025, 10, 1)));
        assert_eq!(reader.rejects(&id("tk-zaak")).unwrap()[0].0, "rij 4");

        let source: SourceId = id("tk-zaak");
        let look = |end: &RunEnd, when: &str| {
            let mut change = store.change(&Who::desk(), "look", at(when)).unwrap();
            let run = change.begin_run(&source).unwrap();
            change.end_run(&source, run, end).unwrap();
            change
                .keep_validators(
                    &source,
                    &[Validator {
                        url: "https://example.org/a".into(),
                        etag: Some("x".into()),
                        modified: None,
                    }],
                )
                .unwrap();
            change.commit().unwrap();
        };
        look(&RunEnd::Done, "2025-10-06T09:00:00Z");
        assert_eq!(
            health("2025-10-06T10:00:00Z")[0],
            Health::Silent,
            "an answer without news is silence in time"
        );
        look(&RunEnd::Failed("503".into()), "2025-10-06T10:00:00Z");
        assert_eq!(health("2025-10-06T10:00:00Z")[0], Health::Failing);
        assert_eq!(
            reader.source_states(now()).unwrap()[0].fault.as_deref(),
            Some("503")
        );
        look(&RunEnd::Stopped, "2025-10-06T11:00:00Z");
        assert_eq!(
            reader.validators(&source).unwrap()[0].etag.as_deref(),
            Some("x")
        );
        let mut change = store
            .change(&Who::desk(), "look", at("2025-10-07T09:00:00Z"))
            .unwrap();
        let run = change.begin_run(&source).unwrap();
        let items = [item("tk:70", "Nieuw", "")];
        let taken = Taken {
            source: &source,
            run,
            items: &items,
            tombstones: &[],
            rejected: &[],
            cursor: None,
        };
        change.take_in(&taken).unwrap();
        change.commit().unwrap();
        let state = reader
            .source_states(at("2025-10-07T09:00:00Z"))
            .unwrap()
            .remove(0);
        assert_eq!(
            state.lag_days,
            Some(7),
            "the first look brought the past along and does not count"
        );
        assert!(state.broken_off(), "a look that did not end is told");
        assert_eq!(reader.sources().unwrap().len(), 2);
    });
}
