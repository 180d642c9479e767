//! What is told beside papers: silences, when they begin and when they end, and deadlines that come
//! near. The story begins in `main.rs`.

use crate::desk::*;
use noaber_domain::*;
use noaber_work::deliver::Delivered;
use noaber_work::proof::listen;
use noaber_work::{digest, own_sources};

fn silence(desk: &Desk, since: &str) {
    let mut change = desk
        .store
        .change(&Who::desk(), "listening", desk.now)
        .unwrap();
    let source = "stukken".parse().unwrap();
    let since = Some(since.parse().unwrap());
    assert!(change.raise_silence(&source, since, 4.3).unwrap());
    change.commit().unwrap();
}

fn speaks(desk: &Desk) {
    let mut change = desk
        .store
        .change(&Who::desk(), "listening", desk.now)
        .unwrap();
    assert!(change.close_silence(&"stukken".parse().unwrap()).unwrap());
    change.commit().unwrap();
}

#[test]
fn a_silence_is_told_once_when_it_begins_and_once_when_it_ends() {
    for mut desk in desks() {
        let added = desk.subscribe(Cadence::AtOnce);
        desk.later(24);
        silence(&desk, "2025-09-24T08:00:00Z");
        let late = desk.subscribe(Cadence::AtOnce);
        desk.later(1);
        assert_eq!(
            desk.deliver().sent,
            1,
            "who came later knows it from the desk"
        );
        assert_eq!(desk.deliver(), Delivered::default());
        let [subject, text, html] = desk.mails().pop().unwrap();
        assert_eq!(subject, "Noaber Twente: één bron is stilgevallen");
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            flat.contains("‘Stukken’ zwijgt sinds wo 24 sep; in die tijd waren ongeveer 4 stukken te verwachten."),
            "{text}"
        );
        assert!(html.contains("https://noaber.example/sources"), "{html}");

        desk.later(48);
        speaks(&desk);
        desk.publish(&[spoor("een")]);
        assert_eq!(
            desk.deliver().sent,
            2,
            "one of them with the end of the silence"
        );
        let ends = "‘Stukken’ zweeg sinds wo 24 sep en laat sinds zo 5 okt weer van zich horen.";
        let told = |mail: &[String; 3]| {
            mail[1]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .contains(ends)
        };
        assert_eq!(desk.mails().iter().filter(|mail| told(mail)).count(), 1);
        desk.later(1);
        assert_eq!(desk.deliver(), Delivered::default());

        let reader = desk.store.reader().unwrap();
        let one = reader
            .subscriber(&desk.region.id, added.id)
            .unwrap()
            .unwrap();
        let place = digest::desk(&desk.region, Some(DESK.into()));
        let read = |number| {
            let ctx = desk.ctx();
            digest::read(&desk.store, &ctx, &place, &one, number, Language::Nl)
                .unwrap()
                .unwrap()
                .silences
        };
        assert!(
            read(Some(1))[0].contains("zwijgt sinds"),
            "{:?}",
            read(Some(1))
        );
        assert!(
            read(Some(2))[0].contains("zweeg sinds"),
            "{:?}",
            read(Some(2))
        );
        assert_eq!(read(None), Vec::<String>::new());
        let xml = digest::feed(&desk.store, &desk.ctx(), &place, &late.secret);
        let xml = xml.unwrap().unwrap();
        assert!(xml.contains("urn:noaber:twente:silence:stukken:"), "{xml}");
    }
}

#[test]
fn a_silence_that_came_and_went_between_two_letters_is_one_line() {
    for mut desk in desks() {
        desk.subscribe(Cadence::AtOnce);
        desk.later(1);
        silence(&desk, "2025-09-24T08:00:00Z");
        desk.later(2);
        speaks(&desk);
        assert_eq!(desk.deliver().sent, 1);
        let [subject, text, _] = desk.mails().pop().unwrap();
        assert_eq!(subject, "Noaber Twente: één bron laat weer van zich horen");
        assert_eq!(text.matches("zweeg sinds").count(), 1, "{text}");
        desk.later(2);
        assert_eq!(desk.deliver(), Delivered::default());
    }
}

/// Adds a source of one's own.
fn own_source(desk: &Desk) -> SourceId {
    let wish = own_sources::Wish {
        kind: "feed".into(),
        address: "https://stadje.example/feed.xml".into(),
        name: "Stadje".into(),
        spoken: Language::Nl,
        country: Country::Nl,
        language: None,
        every_hours: 6,
    };
    let here = own_sources::Outward::this_machine();
    own_sources::add(&desk.store, &desk.ctx(), &here, &wish).unwrap()
}

#[test]
fn that_nobody_listens_any_more_to_a_silent_source_is_told_as_no_return() {
    let ways: [fn(&Desk, &SourceId); 2] = [
        |desk, id| own_sources::rest(&desk.store, &desk.ctx(), id, true).unwrap(),
        |desk, id| own_sources::remove(&desk.store, &desk.ctx(), id).unwrap(),
    ];
    for leave in ways {
        for mut desk in desks() {
            let id = own_source(&desk);
            let added = desk.subscribe(Cadence::AtOnce);
            let silent = |desk: &Desk| {
                let mut change = desk.store.change(&Who::desk(), "", desk.now).unwrap();
                assert!(change.raise_silence(&id, None, 4.0).unwrap());
                change.commit().unwrap();
            };
            desk.later(1);
            silent(&desk);
            assert_eq!(desk.deliver().sent, 1);
            desk.later(24);
            leave(&desk, &id);
            listen(&desk.store, &desk.ctx(), jiff::civil::date(2025, 10, 3)).unwrap();
            let reader = desk.store.reader().unwrap();
            let silence = reader.silences(desk.now).unwrap_or_default();
            assert!(silence.is_empty(), "it goes on no more: {silence:?}");
            assert_eq!(desk.deliver(), Delivered::default());
            let place = digest::desk(&desk.region, Some(DESK.into()));
            let xml = digest::feed(&desk.store, &desk.ctx(), &place, &added.secret);
            assert!(!xml.unwrap().unwrap().contains(":silence:"));
            let one = reader
                .subscriber(&desk.region.id, added.id)
                .unwrap()
                .unwrap();
            let first = digest::read(
                &desk.store,
                &desk.ctx(),
                &place,
                &one,
                Some(1),
                Language::Nl,
            );
            assert!(first.unwrap().unwrap().silences[0].contains("‘Stadje’"));
            let all = reader.silences(jiff::Timestamp::UNIX_EPOCH).unwrap();
            assert!(all[0].closed.is_some() && !all[0].spoke, "{all:?}");
            let lines = reader.source_history(&id, 99).unwrap();
            assert!(lines.iter().all(|line| line.what != "source-speaks"));

            // One that came and went between two letters is no news at all.
            silent(&desk);
            desk.later(1);
            let mut change = desk.store.change(&Who::desk(), "", desk.now).unwrap();
            assert!(change.leave_silence(&id).unwrap());
            change.commit().unwrap();
            assert_eq!(desk.deliver(), Delivered::default());
        }
    }
}

fn call(key: &str, closes: &str) -> String {
    let title = format!("Spoorverbinding {key} over de grens");
    paper(key, "2025-10-01", &title, closes)
        .replace("\"kind\":\"debate\"", "\"kind\":\"call\"")
        .replace("\"what\":\"event\"", "\"what\":\"deadline\"")
}

#[test]
fn a_deadline_is_brought_to_mind_a_week_and_two_days_before_and_each_once() {
    for mut desk in desks() {
        let id = desk.subscribe(Cadence::AtOnce).id;
        desk.publish(&[call("oproep", "2025-10-12")]);
        assert_eq!(desk.deliver().sent, 1, "as news");
        let mut on = Vec::new();
        for _ in 0..12 {
            desk.later(24);
            for _ in 0..desk.deliver().sent {
                on.push(desk.now.strftime("%-d").to_string());
            }
        }
        assert_eq!(on, ["5", "10"]);
        for [subject, text, _] in &desk.mails()[1..] {
            assert_eq!(subject, "Noaber Twente: één termijn nadert");
            assert_eq!(text.matches("Sluit zo 12 okt").count(), 1, "{text}");
            assert_eq!(text.matches("Spoorverbinding oproep").count(), 1, "{text}");
        }
        let history = desk
            .store
            .reader()
            .unwrap()
            .outbox(&desk.region.id, Some(id), 9);
        assert_eq!(history.unwrap()[0].notices.len(), 1);
    }
}

#[test]
fn what_an_entry_says_is_not_said_again_as_a_deadline() {
    for mut desk in desks() {
        desk.subscribe(Cadence::AtOnce);
        desk.publish(&[call("nabij", "2025-10-07"), call("ver", "2025-11-20")]);
        assert_eq!(desk.deliver().sent, 1);
        let [subject, text, _] = desk.mails().pop().unwrap();
        assert!(!subject.contains("termijn"), "{subject}");
        assert_eq!(
            text.matches("7 okt").count() + text.matches("7 OKT").count(),
            1,
            "{text}"
        );
        desk.later(24);
        assert_eq!(
            desk.deliver(),
            Delivered::default(),
            "a week before it was told as news"
        );
        desk.later(48);
        assert_eq!(
            desk.deliver().sent,
            1,
            "two days before it is brought to mind"
        );
        let about_less = Wish {
            tiers: vec![Tier::Know],
            ..desk
                .store
                .reader()
                .unwrap()
                .subscribers(&desk.region.id)
                .unwrap()[0]
                .wish
                .clone()
        };
        let id = desk
            .store
            .reader()
            .unwrap()
            .subscribers(&desk.region.id)
            .unwrap()[0]
            .id;
        digest::change(&desk.store, &desk.ctx(), id, about_less).unwrap();
        desk.publish(&[call("morgen", "2025-10-07")]);
        assert_eq!(
            desk.deliver(),
            Delivered::default(),
            "not for whoever asked for other tiers"
        );
    }
}
