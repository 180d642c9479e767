//! Titles and names that would break a letter or a feed if they were believed. The story begins in
//! `main.rs`.

use crate::desk::*;
use mail_parser::MessageParser;
use noaber_domain::*;
use noaber_testkit::{SmtpDeed, SmtpPoint};
use noaber_work::digest;

const TITLE: &str = r"Spoorverbinding <script>alert(1)</script>\r\nBcc: iemand@elders.example\r\n\r\n<img src=x onerror=alert(2)>\u0000\u0007\u001b[31m\u202egnp.exe\u2066\u2028\u200f &amp; ]]> einde";

#[test]
fn a_title_is_a_line_of_plain_words_in_letter_and_feed() {
    for desk in desks() {
        let added = desk.subscribe(Cadence::AtOnce);
        desk.publish(&[paper("kwaad", "2025-10-01", TITLE, "2025-10-06")]);
        assert_eq!(desk.deliver().sent, 1);
        let taken = desk.server.taken().remove(0);
        assert_eq!(
            taken.to,
            ["<adviseur@twente.example>"],
            "nobody else gets it"
        );
        let message = MessageParser::default().parse(&taken.data[..]).unwrap();
        assert!(message.bcc().is_none(), "a title makes no header");
        let [subject, text, html] = desk.mails().remove(0);
        let place = digest::desk(&desk.region, Some(DESK.into()));
        let xml = digest::feed(&desk.store, &desk.ctx(), &place, &added.secret);
        let xml = xml.unwrap().unwrap();
        for (part, name) in [
            (&subject, "subject"),
            (&text, "text"),
            (&html, "HTML"),
            (&xml, "Atom"),
        ] {
            let bad = |c: char| {
                c.is_control() && !"\r\n\t".contains(c)
                    || "\u{202e}\u{2066}\u{2028}\u{200f}".contains(c)
            };
            assert!(!part.contains(bad), "{name}: {part:?}");
        }
        for part in [&html, &xml] {
            assert!(
                !part.contains("<script") && !part.contains("<img"),
                "{part}"
            );
            assert!(!part.contains("]]>"), "{part}");
        }
        let lines: Vec<&str> = text.lines().collect();
        let starts = |line: &&&str| line.starts_with("Bcc:") || line.starts_with("<img");
        assert!(
            lines.iter().filter(starts).count() == 0 || !text.contains("\n\n<img"),
            "{text}"
        );
        let title = html
            .split("<h2")
            .nth(1)
            .unwrap()
            .split("</h2>")
            .next()
            .unwrap();
        assert!(!title.contains('\n'), "{title}");
        assert!(title.contains("Bcc: iemand@elders.example"), "{title}");
    }
}

#[test]
fn the_name_of_a_reader_cannot_make_a_header() {
    for desk in desks() {
        let wish = |name: &str, address: &str| Wish {
            name: name.into(),
            address: address.into(),
            language: Language::Nl,
            cadence: Cadence::AtOnce,
            tiers: Tier::ALL.to_vec(),
            dossiers: Vec::new(),
            heartbeat: false,
        };
        for (name, address) in [
            ("Jan\r\nBcc: x@elders.example", "jan@twente.example"),
            ("Jan", "jan@twente.example\r\nRCPT TO:<x@elders.example>"),
            ("Jan", "jan@twente.example> SIZE=1"),
        ] {
            assert!(digest::add(&desk.store, &desk.ctx(), wish(name, address)).is_err());
        }
        let odd = wish("Jan \"de\" <Vries>, ing. \u{202e}é", "jan@twente.example");
        digest::add(&desk.store, &desk.ctx(), odd).unwrap();
        desk.publish(&[spoor("een")]);
        assert_eq!(desk.deliver().sent, 1);
        let taken = desk.server.taken().remove(0);
        assert_eq!(taken.to, ["<jan@twente.example>"]);
        let message = MessageParser::default().parse(&taken.data[..]).unwrap();
        let to = message.to().unwrap().as_list().unwrap();
        assert_eq!(to.len(), 1, "{to:?}");
        assert_eq!(to[0].address(), Some("jan@twente.example"));
        let html = message.body_html(0).unwrap();
        assert!(
            html.contains("&lt;Vries&gt;") && !html.contains('\u{202e}'),
            "{html}"
        );
    }
}

#[test]
fn what_a_server_says_of_a_reader_goes_with_them() {
    for desk in desks() {
        let id = desk.subscribe(Cadence::AtOnce).id;
        desk.publish(&[spoor("een")]);
        let answer = "550 5.1.1 <adviseur@twente.example>: unknown";
        desk.server
            .once(SmtpPoint::Recipient, SmtpDeed::Say(answer));
        assert_eq!(desk.deliver().failed, 1);
        let line = || {
            let reader = desk.store.reader().unwrap();
            reader.outbox(&desk.region.id, None, 9).unwrap().remove(0)
        };
        let kept = line().answer;
        assert!(
            kept.starts_with("550") && kept.contains("unknown"),
            "{kept}"
        );
        assert!(!kept.contains('@'), "{kept}");
        digest::remove(&desk.store, &desk.ctx(), id).unwrap();
        assert_eq!(
            (line().state.as_str(), line().answer.as_str()),
            ("dropped", "")
        );
    }
}
