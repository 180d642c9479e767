//! A reader who is written to at once, and the mail server that takes their letters: which papers
//! they were told of, and how often.

use crate::world::ctx;
use jiff::Timestamp;
use mail_parser::MessageParser;
use noaber_domain::{Cadence, Language, Tier, Wish};
use noaber_store::Store;
use noaber_testkit::{SmtpServer, serve_smtp};
use noaber_work::deliver::{MailSettings, deliver};
use noaber_work::digest;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The way letters go.
pub struct Post {
    /// The server that takes them, or does not.
    pub server: SmtpServer,
    settings: MailSettings,
}

impl Post {
    /// A server that takes all letters.
    pub fn new() -> Post {
        let server = serve_smtp();
        let settings = MailSettings::read(&server.address(), "desk@region.example", None).unwrap();
        Post {
            server,
            settings: settings.with_patience(Duration::from_millis(500)),
        }
    }

    /// Adds a reader of everything.
    pub fn subscribe(&self, store: &Store, now: Timestamp) {
        let wish = Wish {
            name: "Adviser".into(),
            address: "adviser@region.example".into(),
            language: Language::Nl,
            cadence: Cadence::AtOnce,
            tiers: Tier::ALL.to_vec(),
            dossiers: Vec::new(),
            heartbeat: false,
        };
        digest::add(store, &ctx(now), wish).unwrap();
    }

    /// Makes and sends what is due.
    pub fn deliver(&self, store: &Store, now: Timestamp) {
        let ctx = ctx(now);
        let region = store
            .reader()
            .unwrap()
            .region(&ctx.region)
            .unwrap()
            .unwrap();
        deliver(store, &ctx, &region, &self.settings, &mut |_| true).unwrap();
    }

    /// Letters that were made and that the server did not take yet.
    pub fn waiting(&self, store: &Store) -> i64 {
        let counts = store.reader().unwrap();
        let counts = counts.outbox_counts(&"twente".parse().unwrap()).unwrap();
        let open = counts.iter().filter(|(state, _)| state != "sent");
        open.map(|(_, count)| count).sum()
    }

    /// Letters that the server took; the same one twice counts once.
    pub fn taken(&self) -> usize {
        let letters = self.server.taken().into_iter();
        let names = letters.map(|letter| {
            let message = MessageParser::default().parse(&letter.data).unwrap();
            message.message_id().unwrap().to_owned()
        });
        names.collect::<BTreeSet<_>>().len()
    }

    /// The numbers of the papers that letters told of, each with the number of its letters. The same
    /// letter twice, as its Message-ID says, is one: that much the protocol leaves open when a
    /// program dies between the server's yes and the note of it.
    pub fn told(&self) -> BTreeMap<usize, usize> {
        let (mut told, mut seen) = (BTreeMap::new(), BTreeSet::new());
        for letter in self.server.taken() {
            let message = MessageParser::default().parse(&letter.data).unwrap();
            if !seen.insert(message.message_id().unwrap().to_owned()) {
                continue;
            }
            let text = message.body_text(0).unwrap();
            for number in numbers(&text) {
                *told.entry(number).or_default() += 1;
            }
        }
        told
    }
}

/// What follows the word "stuk" in a text, wherever its lines are broken.
fn numbers(text: &str) -> BTreeSet<usize> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pairs = words.windows(2).filter(|pair| pair[0] == "stuk");
    let digits = |word: &str| {
        word.trim_matches(|c: char| !c.is_ascii_digit())
            .parse()
            .ok()
    };
    pairs.filter_map(|pair| digits(pair[1])).collect()
}
