//! A paper is taken down while letters that carry it wait: they go out without it, once. The story
//! begins in `main.rs`.

use crate::desk::*;
use mail_parser::MessageParser;
use noaber_domain::*;
use noaber_store::{Letter, Outcome, Parcel};
use noaber_testkit::{SmtpDeed, SmtpPoint};
use noaber_work::deliver::{Delivered, Step};
use noaber_work::digest;
use noaber_work::take_down::take_down;

const LATER: SmtpDeed = SmtpDeed::Say("451 later");

fn strike(desk: &Desk, key: &str) -> i64 {
    let item = desk.item(key);
    take_down(&desk.store, &desk.ctx(), item, "verzoek")
        .unwrap()
        .letters
}

fn message_ids(desk: &Desk) -> Vec<String> {
    let id = |data: &[u8]| {
        let message = MessageParser::default().parse(data).unwrap();
        message.message_id().unwrap().to_owned()
    };
    desk.server
        .taken()
        .iter()
        .map(|one| id(&one.data))
        .collect()
}

/// Whether a file of the database holds these words, after it was cleared up.
fn on_disk(desk: &Desk, words: &str) -> bool {
    let Some(file) = desk.store.file() else {
        return false;
    };
    assert!(desk.store.purge().unwrap());
    let folder = std::fs::read_dir(file.parent().unwrap()).unwrap();
    let mut bytes = folder.map(|found| std::fs::read(found.unwrap().path()).unwrap());
    bytes.any(|all| {
        all.windows(words.len())
            .any(|part| part == words.as_bytes())
    })
}

#[test]
fn a_letter_that_waits_goes_out_without_it() {
    for mut desk in desks() {
        desk.subscribe(Cadence::AtOnce);
        desk.publish(&[spoor("goed"), spoor("geheim")]);
        desk.server.once(SmtpPoint::Mail, LATER);
        assert_eq!(desk.deliver().later, 1);
        let reader = desk.store.reader().unwrap();
        let line = |state: &str| {
            let line = reader.outbox(&desk.region.id, None, 9).unwrap().remove(0);
            assert_eq!(line.state, state);
            line
        };
        let before = line("waiting");
        assert_eq!(strike(&desk, "geheim"), 1);
        assert_eq!(line("waiting").contents.len(), 1);
        assert!(!on_disk(&desk, "geheim over de grens"));
        desk.later(1);
        let done = desk.deliver();
        assert_eq!((done.made, done.sent), (0, 1), "{done:?}");
        let [subject, text, html] = desk.mails().pop().unwrap();
        assert!(subject.contains("één stuk voor u"), "{subject}");
        for part in [&text, &html] {
            assert!(
                part.contains("Spoorverbinding goed") && !part.contains("geheim"),
                "{part}"
            );
        }
        assert_eq!(
            message_ids(&desk),
            [before.message_id.trim_matches(['<', '>'])]
        );
        desk.later(24);
        assert_eq!(
            desk.deliver(),
            Delivered::default(),
            "who never read it is told nothing of it"
        );
    }
}

#[test]
fn a_letter_in_which_nothing_is_left_is_dropped_and_what_was_read_is_told_as_removed() {
    for mut desk in desks() {
        desk.subscribe(Cadence::AtOnce);
        desk.publish(&[spoor("gelezen")]);
        assert_eq!(desk.deliver().sent, 1);
        desk.publish(&[spoor("geheim")]);
        desk.server
            .once(SmtpPoint::Recipient, SmtpDeed::Say("550 no"));
        assert_eq!(desk.deliver().failed, 1);
        assert_eq!(strike(&desk, "geheim"), 1);
        let states = [("dropped".to_owned(), 1), ("sent".to_owned(), 1)];
        assert_eq!(desk.states(), states);
        desk.later(1);
        assert_eq!(desk.deliver(), Delivered::default());

        assert_eq!(strike(&desk, "gelezen"), 0, "that one is with its reader");
        assert_eq!(desk.deliver().sent, 1);
        let [_, text, html] = desk.mails().pop().unwrap();
        assert!(text.contains("Een stuk dat u eerder kreeg"), "{text}");
        assert!(text.contains("Op verzoek verwijderd"), "{text}");
        assert!(
            !text.contains("gelezen over") && !html.contains("/items/"),
            "{html}"
        );
        desk.later(1);
        assert_eq!(desk.deliver(), Delivered::default());
    }
}

#[test]
fn a_letter_that_is_under_way_is_stopped_until_the_server_is_given_it() {
    for mut desk in desks() {
        desk.subscribe(Cadence::AtOnce);
        desk.publish(&[spoor("goed"), spoor("geheim")]);
        let done = desk.deliver_until(|step| {
            if step == Step::Ready && desk.server.taken().is_empty() {
                let down = desk.store.reader().unwrap().item_named("geheim").unwrap();
                if let Some(item) = down {
                    take_down(&desk.store, &desk.ctx(), item, "verzoek").unwrap();
                }
            }
            true
        });
        assert_eq!((done.sent, done.unclear), (0, 0), "{done:?}");
        desk.later(1);
        assert_eq!(desk.deliver().sent, 1);
        assert_eq!(desk.letters().len(), 1);
        assert!(
            !desk.letters()[0].contains("geheim"),
            "{:?}",
            desk.letters()
        );
    }
}

#[test]
fn an_uncertain_letter_keeps_its_message_id_and_a_held_one_waits_without_it() {
    for mut desk in desks() {
        let id = desk.subscribe(Cadence::AtOnce).id;
        desk.publish(&[spoor("goed"), spoor("geheim")]);
        desk.server.once(SmtpPoint::Letter, SmtpDeed::TakeAndClose);
        assert_eq!(desk.deliver().unclear, 1);
        let until = Some(jiff::civil::date(2025, 10, 4));
        digest::pause(&desk.store, &desk.ctx(), id, until).unwrap();
        assert_eq!(strike(&desk, "geheim"), 1);
        desk.later(1);
        assert_eq!(desk.deliver(), Delivered::default());
        desk.later(48);
        let done = desk.deliver();
        assert_eq!(
            done.sent, 2,
            "the same letter, and that a paper they may have read was removed"
        );
        let ids = message_ids(&desk);
        assert_eq!(
            ids.iter().filter(|one| **one == ids[0]).count(),
            2,
            "a server can fold them"
        );
        let letters = desk.letters();
        assert_eq!(
            letters.iter().filter(|one| one.contains("geheim")).count(),
            1
        );
        assert!(
            letters
                .iter()
                .any(|one| one.contains("Op verzoek verwijderd")),
            "{letters:?}"
        );
    }
}

#[test]
fn a_letter_of_an_older_program_is_dropped_and_the_rest_of_it_told_anew() {
    for mut desk in desks() {
        let id = desk.subscribe(Cadence::AtOnce).id;
        desk.publish(&[spoor("goed"), spoor("geheim")]);
        let reader = desk.store.reader().unwrap();
        let one = reader.subscriber(&desk.region.id, id).unwrap().unwrap();
        let (from, to) = reader.marks(&desk.region.id, id).unwrap();
        let told: Vec<_> = ["goed", "geheim"]
            .map(|key| (desk.item(key), "spoor".parse().unwrap(), to.ledger, false))
            .into();
        let letter = Letter {
            subject: "Noaber".into(),
            html: "geheim".into(),
            text: "geheim".into(),
            stop: "s".into(),
            makings: serde_json::Value::Null,
        };
        let parcel = Parcel {
            subscriber: &one,
            from,
            to,
            told: &told,
            passed: &[],
            notices: &[],
            message_id: "<1@twente.example>",
            letter: &letter,
        };
        let mut change = desk.store.change(&Who::desk(), "", desk.now).unwrap();
        assert!(change.post(&desk.region.id, &parcel).unwrap());
        change.commit().unwrap();
        assert_eq!(strike(&desk, "geheim"), 1);
        desk.later(1);
        let done = desk.deliver();
        assert_eq!((done.made, done.sent), (1, 1), "{done:?}");
        assert_eq!(count(&desk, "Spoorverbinding goed"), 1);
        assert!(!desk.letters()[0].contains("geheim"));
    }
}

#[test]
fn a_digest_that_was_gathered_before_a_take_down_is_not_kept() {
    for desk in desks() {
        let id = desk.subscribe(Cadence::AtOnce).id;
        desk.publish(&[spoor("goed"), spoor("geheim")]);
        let reader = desk.store.reader().unwrap();
        let one = reader.subscriber(&desk.region.id, id).unwrap().unwrap();
        let (from, to) = reader.marks(&desk.region.id, id).unwrap();
        let (good, secret) = (desk.item("goed"), desk.item("geheim"));
        let told = |item, gone| (item, "spoor".parse().unwrap(), to.ledger, gone);
        strike(&desk, "geheim");
        let post = |told: &[_], ahead: &[ItemId]| {
            let ahead: Vec<_> = ahead
                .iter()
                .map(|id| serde_json::json!({"item": id.0}))
                .collect();
            let letter = Letter {
                subject: "Noaber".into(),
                html: "geheim".into(),
                text: "geheim".into(),
                stop: "s".into(),
                makings: serde_json::json!({"entries": [], "ahead": ahead}),
            };
            let parcel = Parcel {
                subscriber: &one,
                from,
                to,
                told,
                passed: &[],
                notices: &[],
                message_id: "<1@twente.example>",
                letter: &letter,
            };
            let mut change = desk.store.change(&Who::desk(), "", desk.now).unwrap();
            change.post(&desk.region.id, &parcel).unwrap()
        };
        assert!(post(&[told(good, false)], &[good]));
        assert!(!post(&[told(good, false), told(secret, false)], &[]));
        assert!(
            !post(&[told(good, false)], &[good, secret]),
            "as what lies ahead"
        );
        assert!(
            !post(&[told(secret, true)], &[]),
            "withdrawn, and then taken down"
        );
        let head = reader.item_head(secret).unwrap().unwrap();
        let removed = (secret, "spoor".parse().unwrap(), head.ledger, true);
        assert!(post(&[removed], &[]), "that it was removed is told");
    }
}

#[test]
fn who_gets_the_letter_while_the_item_is_taken_down_hears_of_the_removal() {
    for mut desk in desks() {
        desk.subscribe(Cadence::AtOnce);
        desk.publish(&[spoor("goed"), spoor("geheim")]);
        desk.deliver_until(|step| step != Step::Ready);
        let reader = desk.store.reader().unwrap();
        let line = reader.outbox(&desk.region.id, None, 9).unwrap().remove(0);
        assert_eq!(line.state, "claimed");
        let (beside, item) = (desk.beside(), desk.item("geheim"));
        let mut giving = desk.store.change(&Who::desk(), "", desk.now).unwrap();
        assert!(giving.hand_over_letter(line.id).unwrap());
        std::thread::scope(|scope| {
            let taking = scope.spawn(|| take_down(&beside, &desk.ctx(), item, "verzoek"));
            std::thread::sleep(std::time::Duration::from_millis(500));
            giving.commit().unwrap();
            assert_eq!(taking.join().unwrap().unwrap().letters, 1);
        });
        let mut given = desk.store.change(&Who::desk(), "", desk.now).unwrap();
        given
            .settle_letter(line.id, &Outcome::Sent, "250 ok")
            .unwrap();
        given.commit().unwrap();
        desk.later(1);
        assert_eq!(desk.deliver().sent, 1);
        let letter = desk.letters().pop().unwrap();
        assert!(letter.contains("Op verzoek verwijderd"), "{letter}");
    }
}
