//! One story told on every engine: a region is loaded, papers arrive, change and go, signals are
//! judged, everything is found, checked, exported and read back.

use jiff::Timestamp;
use jiff::civil::date;
use noaber_domain::*;
use noaber_store::views::{Health, Order, SearchAsk, SignalFilter, Standing};
use noaber_store::{Fault, RunEnd, Store, Taken, TakenCounts, Validator, check, export, import};
use noaber_testkit::databases;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2025-10-02T08:00:00Z")
}

fn id<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

fn nl(text: &str) -> Wording {
    Wording::of(Language::Nl, text)
}

fn pack() -> RegionPack {
    let json = serde_json::json!({
        "region": {
            "id": "twente", "name": {"nl": "Twente"}, "about": {"nl": "Een streek"},
            "language": "nl", "time_zone": "Europe/Amsterdam", "members": []
        },
        "organisations": [
            {"id": "hengelo", "kind": "municipality", "name": {"nl": "Hengelo"}, "country": "nl", "of_region": true}
        ],
        "networks": [], "agendas": [], "agreements": [], "programmes": [],
        "dossiers": [
            {"id": "spoor", "title": {"nl": "Spoor", "de": "Bahn"}, "about": {"nl": "De trein"}, "priority": 5},
            {"id": "arbeid", "title": {"nl": "Arbeid"}, "about": {"nl": "Werk over de grens"}}
        ],
        "interests": [
            {"id": "spoor-nl", "dossier": "spoor", "language": "nl", "query": "spoor"}
        ],
        "sources": [
            {"id": "tk-zaak", "kind": "tweede_kamer", "name": {"nl": "Tweede Kamer"}, "address": "https://example.org/odata", "country": "nl", "language": "nl", "silent_after_days": 3},
            {"id": "dip", "kind": "dip", "name": {"de": "Bundestag"}, "address": "https://example.org/dip", "country": "de", "language": "de"}
        ]
    });
    serde_json::from_value(json).unwrap()
}

fn item(key: &str, title: &str, body: &str) -> Item {
    Item {
        key: key.into(),
        number: Some(key.to_uppercase()),
        kind: ItemKind::Motion,
        label: Some("Motie".into()),
        country: Country::Nl,
        language: Some(Language::Nl),
        title: title.into(),
        body: body.into(),
        url: format!("https://example.org/{key}"),
        published: Some(date(2025, 9, 30)),
        dates: vec![ItemDate {
            on: date(2025, 10, 6),
            at: None,
            what: DateKind::Event,
        }],
        actors: vec!["commissie I&W".into()],
        committee: Some("Infrastructuur en Waterstaat".into()),
        file: None,
        topics: vec![],
    }
}

fn german() -> Item {
    Item {
        country: Country::De,
        language: Some(Language::De),
        kind: ItemKind::Question,
        published: Some(date(2025, 9, 1)),
        dates: vec![],
        ..item(
            "dip:1",
            "Bahnverbindung von Münster nach Enschede",
            "Grenzüberschreitender Verkehr.",
        )
    }
}

fn papers() -> Vec<Item> {
    vec![
        item(
            "tk:1",
            "Motie over het spoor naar Duitsland",
            "De trein via Hengelo moet sneller. De gemeenten vragen het.",
        ),
        item(
            "tk:2",
            "Motie over de visserij",
            "Minder vangst op de Noordzee.",
        ),
        Item {
            published: Some(date(2025, 10, 1)),
            ..item(
                "tk:3",
                "Brief over gemeentefinanciën",
                "Elke gemeente krijgt minder.",
            )
        },
    ]
}

fn take(store: &Store, items: &[Item], tombstones: &[Tombstone], cursor: &str) -> TakenCounts {
    let source = id("tk-zaak");
    let mut change = store.change(&Who::desk(), "test", now()).unwrap();
    let run = change.begin_run(&source).unwrap();
    let rejected = [("rij 4".to_owned(), "no title".to_owned())];
    let counts = change
        .take_in(&Taken {
            source: &source,
            run,
            items,
            tombstones,
            rejected: &rejected,
            cursor: Some(cursor),
        })
        .unwrap();
    change.end_run(&source, run, &RunEnd::Done).unwrap();
    change.commit().unwrap();
    counts
}

fn signal(item: i64, dossier: &str, score: f64, tier: Tier) -> Signal {
    Signal {
        id: SignalId(0),
        dossier: id(dossier),
        interest: id("spoor-nl"),
        item: ItemId(item),
        ledger: LedgerNumber(item),
        score: Share::new(score),
        tier,
        bearing: Bearing::Opportunity,
        trigger: Some(Quote {
            text: "De trein moet sneller.".into(),
            words: vec!["sneller".into()],
        }),
        reasons: vec![Reason {
            code: "title-hit".into(),
            words: vec!["spoor".into()],
            share: score,
        }],
        passages: vec![Passage {
            field: Field::Title,
            text: "Motie over het spoor".into(),
            marks: vec![(15, 20)],
        }],
        named: vec![id("hengelo")],
        deadline: Some(ItemDate {
            on: date(2025, 10, 6),
            at: None,
            what: DateKind::Event,
        }),
    }
}

fn on_every_engine(story: impl Fn(&Store)) {
    for database in databases() {
        eprintln!("on {}", database.name);
        let store = Store::open(&database.address, now()).unwrap();
        story(&store);
    }
}

fn with_papers(store: &Store) -> RegionId {
    let mut change = store.change(&Who::desk(), "begin", now()).unwrap();
    change.load_region(&pack()).unwrap();
    change.commit().unwrap();
    take(store, &papers(), &[], "c1");
    take(store, &[german()], &[], "c2");
    id("twente")
}

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

#[test]
fn items_take_their_place_in_the_ledger_in_order_of_arrival() {
    on_every_engine(|store| {
        with_papers(store);
        let again = take(store, &papers(), &[], "c3");
        assert_eq!((again.added, again.changed, again.same), (0, 0, 3));

        let mut moved = papers();
        moved[0].title = "Gewijzigde motie over het spoor naar Duitsland".into();
        moved[0].published = Some(date(2025, 10, 2));
        let gone = Tombstone {
            key: "tk:2".into(),
            reason: "deleted".into(),
        };
        let unknown = Tombstone {
            key: "tk:99".into(),
            reason: "deleted".into(),
        };
        let counts = take(store, &moved, &[gone.clone(), unknown, gone], "c4");
        assert_eq!(
            counts,
            TakenCounts {
                added: 0,
                changed: 1,
                same: 2,
                gone: 1,
                unknown: 2
            }
        );
        let reader = store.reader().unwrap();
        assert_eq!(reader.ledger_end().unwrap(), LedgerNumber(6));
        let entries = reader.ledger_after(LedgerNumber(0), 100).unwrap();
        let numbers: Vec<i64> = entries.iter().map(|e| e.number.0).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
        assert!(
            !entries[0].newest && entries[4].newest,
            "only the newest version is matched"
        );
        assert!(entries[5].body.is_none(), "a tombstone has no body");

        let first = reader.item_by_key("tk:1").unwrap().unwrap();
        assert_eq!(
            (first.head.version, first.head.ledger),
            (2, LedgerNumber(5))
        );
        let titles: Vec<String> = reader
            .versions(first.head.id)
            .unwrap()
            .into_iter()
            .map(|v| v.item.title)
            .collect();
        assert_eq!(titles.len(), 2);
        assert!(titles[1].starts_with("Gewijzigde"));
        let second = reader.item_by_key("tk:2").unwrap().unwrap();
        assert_eq!(second.head.gone.as_deref(), Some("deleted"));
        assert_eq!(
            second.item.title, "Motie over de visserij",
            "a gone item keeps its last text"
        );

        let back = take(store, &papers()[1..2], &[], "c5");
        assert_eq!(back.changed, 1, "what came back is a new version");
        assert_eq!(reader.item_by_key("tk:2").unwrap().unwrap().head.gone, None);
        assert_eq!(reader.item_count().unwrap(), 4);
        assert_eq!(reader.days().unwrap()[0], (date(2025, 10, 2), 1));
        assert!(reader.item(ItemId(77)).unwrap().is_none());
        assert!(
            check(store).unwrap().iter().all(|f| f.fine),
            "{:?}",
            check(store)
        );
    });
}

#[test]
fn a_page_is_kept_whole_or_not_at_all() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let source: SourceId = id("tk-zaak");
        {
            let mut change = store.change(&Who::desk(), "cut off", now()).unwrap();
            let run = change.begin_run(&source).unwrap();
            let items = [item("tk:9", "Nooit aangekomen", "spoor")];
            let taken = Taken {
                source: &source,
                run,
                items: &items,
                tombstones: &[],
                rejected: &[],
                cursor: Some("c9"),
            };
            change.take_in(&taken).unwrap();
        }
        let reader = store.reader().unwrap();
        assert!(reader.item_by_key("tk:9").unwrap().is_none());
        assert_eq!(reader.cursor(&source).unwrap(), Some(Cursor("c2".into())));
        assert_eq!(reader.ledger_end().unwrap(), LedgerNumber(4));
        let ask = SearchAsk {
            words: "aangekomen".into(),
            ..SearchAsk::default()
        };
        assert_eq!(reader.search(&region, &ask).unwrap().count, 0);
        assert_eq!(
            take(store, &[item("tk:9", "Toch aangekomen", "")], &[], "c9").added,
            1
        );
        assert_eq!(reader.search(&region, &ask).unwrap().count, 1);
    });
}

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
fn signals_are_kept_renewed_and_judged() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let keep = |found: &[Signal]| {
            let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
            let items: Vec<ItemId> = (1..=4).map(ItemId).collect();
            let added = change.keep_signals(&region, &items, found).unwrap();
            change.set_matched(&region, LedgerNumber(4), "v1").unwrap();
            change.commit().unwrap();
            added
        };
        let first = signal(1, "spoor", 0.9, Tier::Decide);
        let second = signal(1, "arbeid", 0.4, Tier::Know);
        let third = Signal {
            deadline: None,
            bearing: Bearing::Threat,
            ..signal(4, "spoor", 0.6, Tier::Know)
        };
        assert_eq!(keep(&[first.clone(), second.clone(), third]), 3);
        let reader = store.reader().unwrap();
        assert_eq!(
            reader.matched(&region, "v1").unwrap(),
            (LedgerNumber(4), true)
        );
        assert!(
            !reader.matched(&region, "v2").unwrap().1,
            "another version matches again"
        );
        assert_eq!(reader.newest_signal(&region).unwrap(), LedgerNumber(4));

        let today = date(2025, 10, 2);
        let list = |filter: &SignalFilter| -> Vec<i64> {
            let part = reader.signals(&region, filter, today).unwrap();
            assert_eq!(part.total as usize, part.rows.len());
            part.rows.iter().map(|c| c.signal.item.0).collect()
        };
        let any = SignalFilter::default();
        assert_eq!(list(&any), [4, 1, 1], "newest arrival first");
        assert_eq!(
            list(&SignalFilter {
                order: Order::Best,
                ..any.clone()
            }),
            [1, 4, 1]
        );
        assert_eq!(
            list(&SignalFilter {
                order: Order::Deadline,
                ..any.clone()
            }),
            [1, 1, 4]
        );
        assert_eq!(
            list(&SignalFilter {
                tier: Some(Tier::Decide),
                ..any.clone()
            }),
            [1]
        );
        assert_eq!(
            list(&SignalFilter {
                bearing: Some(Bearing::Threat),
                ..any.clone()
            }),
            [4]
        );
        assert_eq!(
            list(&SignalFilter {
                dossier: Some(id("arbeid")),
                ..any.clone()
            }),
            [1]
        );
        assert_eq!(
            list(&SignalFilter {
                country: Some(Country::De),
                ..any.clone()
            }),
            [4]
        );
        assert_eq!(
            list(&SignalFilter {
                language: Some(Language::Nl),
                ..any.clone()
            }),
            [1, 1]
        );
        assert_eq!(
            list(&SignalFilter {
                from: Some(date(2025, 9, 15)),
                ..any.clone()
            }),
            [1, 1]
        );
        assert_eq!(
            list(&SignalFilter {
                item: Some(ItemId(4)),
                ..any.clone()
            }),
            [4]
        );

        let card = reader
            .signals(
                &region,
                &SignalFilter {
                    tier: Some(Tier::Decide),
                    ..any.clone()
                },
                today,
            )
            .unwrap()
            .rows
            .remove(0);
        assert_eq!(card.signal.reasons, first.reasons);
        assert_eq!(card.signal.deadline, first.deadline);
        assert_eq!(card.dossier_title.text(Language::De), "Bahn");
        assert_eq!(card.item.source_name, nl("Tweede Kamer"));
        let judge = |triage: &Triage| {
            let mut change = store
                .change(&Who("adviseur".into()), "bellen", now())
                .unwrap();
            change.set_triage(&region, &card, triage).unwrap();
            change.commit().unwrap();
        };
        judge(&Triage::Judged {
            verdict: Verdict::Act,
            why: "bellen".into(),
        });
        assert_eq!(
            list(&SignalFilter {
                standing: Standing::Judged(Verdict::Act),
                ..any.clone()
            }),
            [1]
        );
        assert_eq!(
            list(&SignalFilter {
                standing: Standing::Open,
                ..any.clone()
            }),
            [4, 1]
        );
        let history = reader.history("dossier", "spoor", 5).unwrap();
        assert_eq!(
            (history[0].what.as_str(), history[0].why.as_str()),
            ("signal-act", "bellen")
        );

        assert_eq!(keep(&[second]), 0);
        assert_eq!(
            list(&any),
            [1, 1],
            "an open signal that is no longer found goes, a judged one stays"
        );
        let judged = reader.signal(&region, card.signal.id).unwrap().unwrap();
        assert_eq!(judged.triage.verdict(), Some(Verdict::Act));
        judge(&Triage::Open);
        assert_eq!(
            reader
                .history("signal", &card.signal.id.to_string(), 5)
                .unwrap()[0]
                .what,
            "signal-undone"
        );

        let tiering = reader.tierings(&region).unwrap();
        assert_eq!(
            (tiering[0].tier, tiering[0].deadline),
            (Tier::Decide, Some(date(2025, 10, 6)))
        );
        let mut change = store.change(&Who::desk(), "another day", now()).unwrap();
        change.set_tier(card.signal.id, Tier::Know, None).unwrap();
        change.set_unmatched(&region, "v1").unwrap();
        change.commit().unwrap();
        let card = reader.signal(&region, card.signal.id).unwrap().unwrap();
        assert_eq!((card.signal.tier, card.signal.deadline), (Tier::Know, None));
        assert_eq!(
            reader.matched(&region, "v1").unwrap(),
            (LedgerNumber(0), true)
        );
    });
}

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
        assert_eq!(
            (state.items, state.lag_days, state.rejected),
            (4, Some(2), 1)
        );
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
        assert_eq!(reader.sources().unwrap().len(), 2);
    });
}

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
                &[signal(1, "spoor", 0.9, Tier::Decide)],
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
