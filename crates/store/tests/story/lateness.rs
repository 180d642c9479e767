//! How late papers come, and that nobody counts it who does not tell it. The story begins in `main.rs`.

use crate::*;
use noaber_store::Lateness;

/// A look at this moment that brings papers: key, day of publication.
fn bring(store: &Store, when: &str, papers: &[(&str, jiff::civil::Date)]) {
    let source = id("tk-zaak");
    let items: Vec<Item> = papers
        .iter()
        .map(|(key, day)| Item {
            published: Some(*day),
            ..item(key, &format!("Stuk {key}"), "")
        })
        .collect();
    let mut change = store.change(&Who::desk(), "look", at(when)).unwrap();
    let run = change.begin_run(&source).unwrap();
    let taken = Taken {
        source: &source,
        run,
        items: &items,
        tombstones: &[],
        rejected: &[],
        cursor: None,
    };
    change.take_in(&taken).unwrap();
    change.end_run(&source, run, &RunEnd::Done).unwrap();
    change.commit().unwrap();
}

fn story(store: &Store) {
    crate::origins::loaded(store);
    bring(store, "2025-10-01T08:00:00Z", &[("tk:0", date(2020, 1, 1))]);
    let soon: Vec<String> = (0..30).map(|n| format!("tk:s{n}")).collect();
    let soon: Vec<_> = soon
        .iter()
        .map(|k| (k.as_str(), date(2025, 10, 1)))
        .collect();
    bring(store, "2025-10-02T08:00:00Z", &soon);
    let late = [
        ("tk:a", date(2025, 9, 30)),
        ("tk:b", date(2025, 9, 1)),
        ("tk:c", date(2025, 9, 1)),
        ("tk:d", date(2025, 8, 1)),
        // Of a day still to come: not late.
        ("tk:e", date(2025, 11, 1)),
    ];
    bring(store, "2025-10-03T08:00:00Z", &late);
}

#[test]
fn the_latest_papers_are_named_and_what_the_first_look_brought_is_not_late() {
    on_every_engine(|store| {
        story(store);
        let reader = store.reader().unwrap();
        let late = |since| reader.lateness(&id("tk-zaak"), at(since)).unwrap();
        let named = |key: &str, days| (format!("tk:{key}"), format!("Stuk tk:{key}"), days);
        let all = late("2025-09-15T00:00:00Z");
        let latest = vec![named("d", 63), named("c", 32), named("b", 32)];
        let told = (all.papers, all.median, all.p95, all.latest);
        assert_eq!(told, (35, 1, 32, latest));
        let last = late("2025-10-03T00:00:00Z");
        assert_eq!((last.papers, last.median, last.p95), (5, 32, 63));
        assert!(last.latest.is_empty(), "none is far beyond the others");
        assert_eq!(late("2025-10-04T00:00:00Z"), Lateness::default());
    });
}

#[test]
fn how_a_source_does_is_told_without_counting_its_papers() {
    for database in databases() {
        let store = Store::open(&database.address, now()).unwrap();
        story(&store);
        let then = at("2025-10-03T09:00:00Z");
        let told = store.reader().unwrap().source_states(then).unwrap();
        assert_eq!(told[0].lag_days, Some(1));
        let broken = "UPDATE origins SET arrived = 'x' WHERE item_key = 'tk:a'";
        database.tamper(broken, broken);
        let reader = store.reader().unwrap();
        assert!(
            reader.source_states(then).is_err(),
            "a paper cannot be counted"
        );
        let health = reader.source_health(then).unwrap();
        assert_eq!(health.len(), told.len());
        assert_eq!(
            (health[0].health, health[0].lag_days),
            (told[0].health, None)
        );
    }
}
