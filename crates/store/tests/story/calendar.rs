//! Dates, commitments, trails and the files of a dossier, as they are asked by day and by choice. The
//! story begins in `main.rs`.

use crate::*;
use jiff::civil::time;
use noaber_store::{Bond, CalendarRow, CommitmentFilter};

fn october() -> Days {
    Days::month(date(2025, 10, 1))
}

fn all() -> Selection {
    Selection {
        all: true,
        ..Selection::default()
    }
}

fn rows(store: &Store, selection: &Selection) -> Vec<CalendarRow> {
    let reader = store.reader().unwrap();
    let days = Days {
        from: date(2025, 1, 1),
        to: date(2027, 12, 31),
    };
    let rows = reader
        .calendar(&id("twente"), selection, days, 100)
        .unwrap();
    let total = reader
        .calendar_total(&id("twente"), selection, days)
        .unwrap();
    assert_eq!(rows.len() as i64, total);
    rows
}

fn on(what: DateKind, on: jiff::civil::Date) -> ItemDate {
    ItemDate { on, at: None, what }
}

fn call() -> Item {
    Item {
        kind: ItemKind::Call,
        country: Country::Eu,
        actors: vec!["Commission_100%".into()],
        dates: vec![
            on(DateKind::Opening, date(2025, 10, 1)),
            on(DateKind::Deadline, date(2025, 10, 7)),
            on(DateKind::Deadline, date(2026, 3, 3)),
        ],
        ..item("call:1", "Call for rail", "Rails.")
    }
}

fn found(store: &Store, item: i64, dossier: &str) {
    let mut change = store.change(&Who::desk(), "match", now()).unwrap();
    let signals = [signal(item, dossier, 0.9, Tier::Act)];
    change
        .keep_signals(&id("twente"), &[ItemId(item)], &signals)
        .unwrap();
    change.commit().unwrap();
}

#[test]
fn the_calendar_follows_what_moves_and_says_what_is_off() {
    on_every_engine(|store| {
        with_papers(store);
        take(store, &[call()], &[], "c3");
        let before = rows(store, &all());
        assert_eq!(before.len(), 6, "three debates and three dates of the call");
        assert!(before.iter().all(|row| !row.off && row.dossiers.is_empty()));
        assert!(before.is_sorted_by_key(|row| row.date.on));

        let mut moved = call();
        moved.dates = vec![ItemDate {
            at: Some(time(17, 0, 0, 0)),
            ..on(DateKind::Deadline, date(2025, 10, 8))
        }];
        take(store, &[moved], &[], "c4");
        let gone = Tombstone {
            key: "tk:2".into(),
            reason: "deleted".into(),
        };
        take(store, &[], &[gone], "c5");
        let after = rows(store, &all());
        let told = |row: &CalendarRow| (row.date.what, row.nr, row.date.on, row.off);
        let of_call: Vec<_> = after
            .iter()
            .filter(|r| r.item.key == "call:1")
            .map(told)
            .collect();
        assert_eq!(
            of_call,
            [
                (DateKind::Opening, 0, date(2025, 10, 1), true),
                (DateKind::Deadline, 0, date(2025, 10, 8), false),
                (DateKind::Deadline, 1, date(2026, 3, 3), true),
            ],
            "what is no longer there is said to be off under its old name"
        );
        let at = after.iter().find_map(|row| row.date.at);
        assert_eq!(at, Some(time(17, 0, 0, 0)));
        let off: Vec<&str> = after
            .iter()
            .filter(|r| r.off)
            .map(|r| r.item.key.as_str())
            .collect();
        assert_eq!(off, ["call:1", "tk:2", "call:1"]);
        let version = after.iter().find(|r| r.item.key == "tk:2").unwrap();
        assert_eq!(
            version.item.version, 2,
            "a program sees that it was called off"
        );
    });
}

#[test]
fn a_choice_narrows_the_calendar() {
    on_every_engine(|store| {
        with_papers(store);
        take(store, &[call()], &[], "c3");
        assert!(
            rows(store, &Selection::default()).is_empty(),
            "nothing touches us yet"
        );
        found(store, 1, "spoor");
        found(store, 5, "arbeid");
        assert_eq!(rows(store, &Selection::default()).len(), 4);
        let chosen = |selection: Selection| {
            let mut keys: Vec<String> = rows(store, &selection)
                .into_iter()
                .map(|r| r.item.key)
                .collect();
            keys.dedup();
            keys
        };
        let spoor = Selection {
            dossier: Some(id("spoor")),
            ..Selection::default()
        };
        let named = rows(store, &spoor);
        assert_eq!(named.len(), 1);
        assert_eq!(
            named[0].dossiers,
            [(id("spoor"), pack().dossiers[0].title.clone())]
        );
        let with = |change: fn(&mut Selection)| {
            let mut selection = all();
            change(&mut selection);
            chosen(selection)
        };
        assert_eq!(with(|s| s.country = Some(Country::Eu)), ["call:1"]);
        assert_eq!(with(|s| s.kind = Some(ItemKind::Call)), ["call:1"]);
        assert_eq!(
            with(|s| s.source = Some(id("tk-zaak"))).len(),
            5,
            "sorted by day, then joined"
        );
        assert!(with(|s| s.source = Some(id("dip"))).is_empty());
        assert_eq!(with(|s| s.who = Some("_100%".into())), ["call:1"]);
        assert!(
            with(|s| s.who = Some("_1%".into())).is_empty(),
            "no letter stands for another"
        );
        assert_eq!(
            with(|s| s.who = Some(" Waterstaat".into()))
                .first()
                .map(String::as_str),
            Some("call:1")
        );
        let reader = store.reader().unwrap();
        let near = reader.reminders(&id("twente"), date(2025, 10, 5)).unwrap();
        let near: Vec<_> = near.iter().map(|r| (r.reminder, r.date.on)).collect();
        assert_eq!(near, [(Reminder::Urgent, date(2025, 10, 7))]);
        assert!(
            reader
                .calendar(&id("twente"), &all(), october(), 2)
                .unwrap()
                .len()
                == 2
        );
    });
}

fn commitment(key: &str, state: Option<ItemState>, due: Option<jiff::civil::Date>) -> Item {
    Item {
        kind: ItemKind::Commitment,
        state,
        dates: due
            .map(|day| on(DateKind::Deadline, day))
            .into_iter()
            .collect(),
        actors: vec!["De minister van I&W".into(), "Lid A (D66)".into()],
        links: vec![
            Link::new(Relation::PromisedIn, "tk:activiteit:9"),
            Link::new(Relation::Concerns, "tk:1"),
        ],
        ..item(key, key, "De minister stuurt een brief.")
    }
}

#[test]
fn commitments_are_late_from_the_day_after() {
    on_every_engine(|store| {
        with_papers(store);
        let debate = Item {
            kind: ItemKind::Debate,
            ..item("tk:activiteit:9", "Commissiedebat Spoor", "")
        };
        let promised = [
            commitment("tk:t:1", Some(ItemState::Open), Some(date(2025, 10, 1))),
            commitment("tk:t:2", Some(ItemState::Open), Some(date(2025, 12, 1))),
            commitment("tk:t:3", Some(ItemState::Kept), Some(date(2025, 9, 1))),
            commitment("tk:t:4", None, None),
            commitment("tk:t:5", Some(ItemState::Cancelled), None),
        ];
        take(store, &promised, &[], "c3");
        take(store, &[debate], &[], "c4");
        let region: RegionId = id("twente");
        let reader = store.reader().unwrap();
        let every = CommitmentFilter {
            all: true,
            limit: 10,
            ..CommitmentFilter::default()
        };
        let listed = |filter: &CommitmentFilter, today| {
            let part = reader.commitments(&region, filter, today).unwrap();
            assert_eq!(part.rows.len() as i64, part.total);
            let told = part.rows.iter().map(|r| (r.item.key.clone(), r.standing));
            told.collect::<Vec<_>>()
        };
        let today = date(2025, 10, 2);
        let keys: Vec<String> = listed(&every, today).into_iter().map(|(k, _)| k).collect();
        assert_eq!(keys, ["tk:t:1", "tk:t:2", "tk:t:4", "tk:t:3", "tk:t:5"]);
        let counts = reader.commitment_counts(&region, &every, today).unwrap();
        assert_eq!(
            (counts.late, counts.open, counts.kept, counts.dropped),
            (1, 2, 1, 1)
        );
        let later = reader
            .commitment_counts(&region, &every, date(2025, 12, 2))
            .unwrap();
        assert_eq!((later.late, later.open), (2, 1));
        let part = reader.commitments(&region, &every, today).unwrap();
        let debate = part.rows[0].promised_in.as_ref().map(|d| d.key.as_str());
        assert_eq!(
            debate,
            Some("tk:activiteit:9"),
            "the debate came after the promise"
        );
        assert_eq!(part.rows[0].what, "De minister stuurt een brief.");

        let ours = CommitmentFilter {
            all: false,
            ..every.clone()
        };
        assert!(listed(&ours, today).is_empty());
        found(store, 1, "spoor");
        assert_eq!(
            listed(&ours, today).len(),
            5,
            "by the paper that they concern"
        );
        let late = CommitmentFilter {
            standing: Some(Promise::Late),
            dossier: Some(id("spoor")),
            who: Some("lid a".into()),
            ..every.clone()
        };
        assert_eq!(listed(&late, today), [("tk:t:1".to_owned(), Promise::Late)]);
        let kept = commitment("tk:t:1", Some(ItemState::Kept), Some(date(2025, 10, 1)));
        take(store, &[kept], &[], "c5");
        assert!(listed(&late, today).is_empty());
    });
}

#[test]
fn the_trail_leads_from_a_paper_to_what_was_promised() {
    on_every_engine(|store| {
        with_papers(store);
        let link = |what, to: &str| vec![Link::new(what, to)];
        let items = [
            Item {
                links: vec![
                    Link::new(Relation::PartOf, "tk:zaak:1"),
                    Link::new(Relation::Implements, "com-2021-206"),
                ],
                ..item("tk:document:1", "Fiche", "")
            },
            item("tk:zaak:1", "Zaak", ""),
            Item {
                kind: ItemKind::Debate,
                links: link(Relation::Concerns, "tk:zaak:1"),
                ..item("tk:activiteit:1", "Debat", "")
            },
            Item {
                kind: ItemKind::Vote,
                state: Some(ItemState::Adopted),
                links: link(Relation::Concerns, "tk:zaak:1"),
                dates: vec![on(DateKind::Vote, date(2025, 10, 9))],
                ..item("tk:besluit:1", "Stemming", "")
            },
            Item {
                kind: ItemKind::Commitment,
                links: link(Relation::PromisedIn, "tk:activiteit:1"),
                ..item("tk:toezegging:1", "Toezegging", "")
            },
        ];
        take(store, &items, &[], "c3");
        let reader = store.reader().unwrap();
        let fiche = reader
            .item_by_key("tk:document:1")
            .unwrap()
            .unwrap()
            .head
            .id;
        let trail = reader.trail(fiche).unwrap();
        let mut bonds: Vec<(&str, Bond)> = trail
            .rows
            .iter()
            .map(|r| (r.item.key.as_str(), r.bond))
            .collect();
        assert_eq!(
            bonds.last().map(|b| b.0),
            Some("tk:besluit:1"),
            "in order of day"
        );
        bonds.sort_by_key(|(key, _)| *key);
        assert_eq!(
            bonds,
            [
                ("tk:activiteit:1", Bond::SameCase),
                ("tk:besluit:1", Bond::SameCase),
                ("tk:document:1", Bond::Itself),
                ("tk:toezegging:1", Bond::Promised),
                ("tk:zaak:1", Bond::To(Relation::PartOf)),
            ]
        );
        assert_eq!(
            trail.missing,
            [(Relation::Implements, "com-2021-206".to_owned())]
        );
        let alone = reader.trail(ItemId(1)).unwrap();
        assert!(alone.rows.is_empty() && alone.missing.is_empty());
    });
}

#[test]
fn secret_calendars_and_files_of_a_dossier_are_kept_with_their_history() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let mut change = store.change(&Who::desk(), "kalender", now()).unwrap();
        let number = change
            .add_feed(&region, "Spoor", Language::De, &all(), "geheim")
            .unwrap();
        let file = |competent: &str| MirrorFile {
            dossier: id("spoor"),
            item: ItemId(1),
            competent: competent.into(),
        };
        change.keep_mirror_file(&region, &file("")).unwrap();
        change
            .keep_mirror_file(&region, &file("Ministerie van I&W"))
            .unwrap();
        change
            .keep_mirror_file(&region, &file("Ministerie van I&W"))
            .unwrap();
        change.commit().unwrap();
        let reader = store.reader().unwrap();
        let feed = reader.feed_of_secret(&region, "geheim").unwrap().unwrap();
        assert_eq!(
            (feed.id, feed.language, feed.selection),
            (number, Language::De, all())
        );
        assert_eq!(reader.feed_of_secret(&region, "GEHEIM").unwrap(), None);
        let files = reader.mirror_files(&region, &id("spoor")).unwrap();
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].file, file("Ministerie van I&W"));
        let told: Vec<String> = reader
            .history("dossier", "spoor", 9)
            .unwrap()
            .into_iter()
            .map(|c| c.what)
            .collect();
        assert_eq!(told[..2], ["mirror-changed", "mirror-added"]);

        let mut change = store.change(&Who::desk(), "weg", now()).unwrap();
        assert!(change.withdraw_feed(&region, number).unwrap());
        assert!(!change.withdraw_feed(&region, number).unwrap());
        assert!(
            change
                .drop_mirror_file(&region, &id("spoor"), ItemId(1))
                .unwrap()
        );
        assert!(
            !change
                .drop_mirror_file(&region, &id("spoor"), ItemId(1))
                .unwrap()
        );
        change.commit().unwrap();
        assert_eq!(reader.feed_of_secret(&region, "geheim").unwrap(), None);
        assert!(reader.feeds(&region).unwrap()[0].withdrawn.is_some());
        assert!(
            reader
                .mirror_files(&region, &id("spoor"))
                .unwrap()
                .is_empty()
        );
    });
}
