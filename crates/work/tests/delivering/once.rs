//! Nothing is told twice and nothing is lost: whatever comes late, fails or dies in between. The story
//! begins in `main.rs`.

use crate::desk::*;
use jiff::civil::time;
use mail_parser::MessageParser;
use noaber_domain::*;
use noaber_testkit::{SmtpDeed, SmtpPoint};
use noaber_work::deliver::{Delivered, Step};
use noaber_work::digest;

#[test]
fn a_paper_is_told_once_as_a_letter_that_parses_back() {
    for desk in desks() {
        desk.publish(&[spoor("oud")]);
        desk.subscribe(Cadence::AtOnce);
        assert_eq!(
            desk.deliver(),
            Delivered::default(),
            "what there was is no news"
        );
        desk.publish(&[paper(
            "een",
            "2025-10-01",
            "Spoorverbinding <script>alert(1)</script> & 'Twente' één",
            "2025-10-06",
        )]);
        let done = desk.deliver();
        assert_eq!((done.made, done.sent), (1, 1), "{done:?}");
        assert_eq!(desk.deliver(), Delivered::default(), "never twice");

        let taken = desk.server.taken();
        assert_eq!(taken[0].to, ["<adviseur@twente.example>"]);
        let message = MessageParser::default().parse(&taken[0].data[..]).unwrap();
        assert_eq!(
            message.subject(),
            Some("Noaber Twente: één stuk voor u om over te beslissen")
        );
        let html = message.body_html(0).unwrap();
        let text = message.body_text(0).unwrap();
        assert!(html.contains("&amp; &#39;Twente&#39; één"), "{html}");
        assert!(!html.contains("<script"), "{html}");
        for part in [&html, &text] {
            assert!(part.contains("Spoor naar Duitsland"), "{part}");
            assert!(part.contains("over 4 dagen"), "{part}");
            assert!(part.contains("https://example.org/een"), "{part}");
        }
        let wide = text.lines().filter(|line| line.chars().count() > 72);
        let wide: Vec<&str> = wide.filter(|line| !line.contains("https://")).collect();
        assert_eq!(wide, Vec::<&str>::new());
        let header = |name: &str| message.header_raw(name).unwrap_or("").trim().to_owned();
        assert_eq!(header("Auto-Submitted"), "auto-generated");
        assert_eq!(
            header("List-Unsubscribe-Post"),
            "List-Unsubscribe=One-Click"
        );
        assert!(message.date().is_some() && message.message_id().is_some());

        let raw = header("List-Unsubscribe").replace(['\r', '\n', ' '], "");
        let secret = raw
            .trim_matches(['<', '>'])
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned();
        assert!(digest::stop(&desk.store, &desk.ctx(), &secret).unwrap());
        assert!(!digest::stop(&desk.store, &desk.ctx(), &secret).unwrap());
        let reader = desk.store.reader().unwrap();
        assert_eq!(reader.subscribers(&desk.region.id).unwrap(), []);
        let history = format!("{:?}", reader.changes(100).unwrap());
        assert!(history.contains("subscriber-removed"), "{history}");
        assert!(!history.contains("adviseur@twente.example"), "{history}");
        assert!(!history.contains("Den Haag"), "{history}");
    }
}

#[test]
fn what_changed_is_told_as_changed_and_what_went_as_withdrawn() {
    for mut desk in desks() {
        desk.subscribe(Cadence::AtOnce);
        desk.publish(&[paper("een", "2025-10-01", "Spoorverbinding", "2025-10-06")]);
        assert_eq!(desk.deliver().sent, 1);
        desk.later(1);
        desk.publish(&[paper("een", "2025-10-01", "Spoorverbinding", "2025-10-09")]);
        assert_eq!(desk.deliver().sent, 1);
        let letter = desk.letters().pop().unwrap();
        assert!(letter.contains("Gewijzigd sinds u het las"), "{letter}");
        assert!(
            letter.contains("verplaatst van ma 6 okt 13:00 naar do 9 okt 13:00"),
            "{letter}"
        );
        desk.later(1);
        desk.publish(&[paper("een", "2025-10-01", "Spoorverbinding ", "2025-10-09")]);
        assert_eq!(desk.deliver(), Delivered::default(), "a space is no news");
    }
}

#[test]
fn what_arrives_three_weeks_late_is_told_however_old_it_is() {
    for mut desk in desks() {
        desk.subscribe(Cadence::Daily {
            at: time(7, 0, 0, 0),
        });
        desk.publish(&[spoor("nieuw")]);
        assert_eq!(desk.deliver(), Delivered::default(), "it is not yet seven");
        desk.later(24);
        assert_eq!(desk.deliver().sent, 1);
        desk.publish(&[paper(
            "laat",
            "2025-09-11",
            "Spoorverbinding te laat",
            "2025-10-08",
        )]);
        desk.later(24);
        assert_eq!(desk.deliver().sent, 1);
        assert_eq!(count(&desk, "te laat"), 1);
        assert_eq!(count(&desk, "Spoorverbinding nieuw"), 1);
    }
}

#[test]
fn a_quiet_day_says_that_all_is_well() {
    for mut desk in desks() {
        let id = desk
            .subscribe(Cadence::Daily {
                at: time(7, 0, 0, 0),
            })
            .id;
        let reader = desk.store.reader().unwrap();
        let wish = reader
            .subscriber(&desk.region.id, id)
            .unwrap()
            .unwrap()
            .wish;
        let wish = Wish {
            heartbeat: true,
            ..wish
        };
        digest::change(&desk.store, &desk.ctx(), id, wish).unwrap();
        desk.publish(&[
            paper("iets", "2025-10-01", "Iets over de weg", "2025-10-08")
                .replace("spoorverbinding", "weg"),
        ]);
        desk.later(24);
        assert_eq!(desk.deliver().sent, 1);
        let letter = desk.letters().pop().unwrap();
        assert!(letter.contains("Niets nieuws voor u."), "{letter}");
        assert!(letter.contains("1 stuk gelezen uit 1 bron;"), "{letter}");
    }
}

#[test]
fn a_server_that_refuses_for_two_days_gets_everything_once() {
    for mut desk in desks() {
        desk.subscribe(Cadence::AtOnce);
        let refusals = [
            (
                SmtpPoint::Greeting,
                SmtpDeed::Say("421 4.3.2 closed for the weekend"),
            ),
            (SmtpPoint::Recipient, SmtpDeed::Say("451 4.7.1 greylisted")),
            (SmtpPoint::Mail, SmtpDeed::Close),
            (SmtpPoint::Letter, SmtpDeed::Say("452 4.2.2 full")),
            (SmtpPoint::Data, SmtpDeed::Hang),
        ];
        for hour in 0..48 {
            desk.server.always(Some(refusals[hour % refusals.len()]));
            if hour % 12 == 0 {
                desk.publish(&[spoor(&format!("nr{hour}"))]);
            }
            let done = desk.deliver();
            assert_eq!(
                (done.sent, done.failed, done.unclear),
                (0, 0, 0),
                "{hour}: {done:?}"
            );
            desk.later(1);
        }
        assert_eq!(desk.states(), [("waiting".to_owned(), 4)]);
        let reader = desk.store.reader().unwrap();
        let lines = reader.outbox(&desk.region.id, None, 10).unwrap();
        assert!(
            lines.iter().any(|line| line.answer.contains("greylisted")),
            "{lines:?}"
        );
        desk.server.always(None);
        for _ in 0..6 {
            desk.later(4);
            desk.deliver();
        }
        assert_eq!(desk.states(), [("sent".to_owned(), 4)]);
        for hour in [0, 12, 24, 36] {
            assert_eq!(
                count(&desk, &format!("Spoorverbinding nr{hour} over")),
                1,
                "{hour}"
            );
        }
    }
}

#[test]
fn what_is_refused_for_good_is_shown_and_can_be_tried_again() {
    for desk in desks() {
        let id = desk.subscribe(Cadence::AtOnce).id;
        desk.publish(&[spoor("een")]);
        desk.server.once(
            SmtpPoint::Recipient,
            SmtpDeed::Say("550 5.1.1 no such user"),
        );
        assert_eq!(desk.deliver().failed, 1);
        let reader = desk.store.reader().unwrap();
        let line = reader
            .outbox(&desk.region.id, Some(id), 10)
            .unwrap()
            .remove(0);
        assert_eq!(
            (line.state.as_str(), line.answer.as_str()),
            ("failed", "550 5.1.1 no such user")
        );
        assert_eq!(desk.deliver(), Delivered::default());
        digest::retry(&desk.store, &desk.ctx(), line.id).unwrap();
        assert_eq!(desk.deliver().sent, 1);
        let line = reader
            .outbox(&desk.region.id, Some(id), 10)
            .unwrap()
            .remove(0);
        assert_eq!(
            (line.state.as_str(), line.answer.as_str()),
            ("sent", "250 2.0.0 taken")
        );
        assert!(
            digest::retry(&desk.store, &desk.ctx(), line.id).is_err(),
            "sent is sent"
        );
    }
}

#[test]
fn a_connection_that_breaks_after_the_letter_tells_so_and_tries_the_same_letter_again() {
    for mut desk in desks() {
        desk.subscribe(Cadence::AtOnce);
        desk.publish(&[spoor("een")]);
        desk.server.once(SmtpPoint::Letter, SmtpDeed::TakeAndClose);
        assert_eq!(desk.deliver().unclear, 1);
        assert_eq!(desk.states(), [("uncertain".to_owned(), 1)]);
        desk.later(1);
        assert_eq!(desk.deliver().sent, 1);
        let reader = desk.store.reader().unwrap();
        let line = reader.outbox(&desk.region.id, None, 10).unwrap().remove(0);
        assert_eq!((line.state.as_str(), line.unclear), ("sent", 1));
        let ids: Vec<String> = desk
            .server
            .taken()
            .iter()
            .map(|one| {
                let message = MessageParser::default().parse(&one.data[..]).unwrap();
                message.message_id().unwrap().to_owned()
            })
            .collect();
        assert_eq!(ids.len(), 2);
        assert_eq!(ids[0], ids[1], "a server can fold them");
    }
}

#[test]
fn a_program_that_dies_between_any_two_steps_loses_nothing() {
    for step in Step::ALL {
        for mut desk in desks() {
            desk.subscribe(Cadence::AtOnce);
            desk.publish(&[spoor("een"), spoor("twee")]);
            desk.deliver_until(|reached| reached != step);
            desk.publish(&[spoor("drie")]);
            for _ in 0..3 {
                desk.later(1);
                desk.deliver();
            }
            assert_eq!(
                desk.states()
                    .iter()
                    .map(|s| s.0.as_str())
                    .collect::<Vec<_>>(),
                ["sent"]
            );
            for title in ["een", "twee", "drie"] {
                let told = count(&desk, &format!("Spoorverbinding {title} over"));
                // Only after the server answered, and before that was written down, is doubling the
                // price of never losing.
                let most = if step == Step::Answered && title != "drie" {
                    2
                } else {
                    1
                };
                assert!((1..=most).contains(&told), "{step:?} {title}: {told}");
                assert!(step != Step::Answered || title == "drie" || told == 2);
            }
        }
    }
}

#[test]
fn a_pause_holds_and_a_removal_erases() {
    for mut desk in desks() {
        let id = desk.subscribe(Cadence::AtOnce).id;
        desk.publish(&[spoor("een")]);
        desk.server
            .once(SmtpPoint::Mail, SmtpDeed::Say("451 later"));
        assert_eq!(desk.deliver().later, 1);
        let until = Some(jiff::civil::date(2025, 10, 4));
        digest::pause(&desk.store, &desk.ctx(), id, until).unwrap();
        desk.publish(&[spoor("twee")]);
        desk.later(1);
        assert_eq!(desk.deliver(), Delivered::default());
        assert_eq!(desk.states(), [("held".to_owned(), 1)]);
        desk.later(48);
        let done = desk.deliver();
        assert_eq!((done.made, done.sent), (1, 2), "{done:?}");
        desk.publish(&[spoor("drie")]);
        desk.server
            .once(SmtpPoint::Mail, SmtpDeed::Say("451 later"));
        assert_eq!(desk.deliver().later, 1);
        digest::remove(&desk.store, &desk.ctx(), id).unwrap();
        desk.later(24);
        assert_eq!(desk.deliver(), Delivered::default());
        assert_eq!(count(&desk, "Spoorverbinding drie"), 0);
    }
}

#[test]
fn the_feed_opens_with_its_secret_alone() {
    for desk in desks() {
        let added = desk.subscribe(Cadence::AtOnce);
        desk.publish(&[spoor("een"), spoor("twee")]);
        let place = digest::desk(&desk.region, Some(DESK.into()));
        let feed = |secret: &str| digest::feed(&desk.store, &desk.ctx(), &place, secret).unwrap();
        let xml = feed(&added.secret).unwrap();
        assert_eq!(xml.matches("<entry>").count(), 2, "{xml}");
        assert!(xml.contains("urn:noaber:twente:item:"), "{xml}");
        assert_eq!(feed("anders"), None);
        let fresh = digest::renew_feed(&desk.store, &desk.ctx(), added.id).unwrap();
        assert_eq!(feed(&added.secret), None);
        assert!(feed(&fresh).is_some());
    }
}
