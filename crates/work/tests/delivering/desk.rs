//! A small desk on every engine with a real mail server beside it, and papers to publish on it. The
//! tests themselves stand in the files beside this one.

use jiff::{SignedDuration, Timestamp};
use mail_parser::MessageParser;
use noaber_domain::*;
use noaber_store::Store;
use noaber_testkit::{SmtpServer, databases, serve_smtp};
use noaber_work::collect::{Recorded, take_recorded};
use noaber_work::deliver::{Delivered, MailSettings, Step, deliver};
use noaber_work::{Ctx, digest, load_region, match_items};
use std::time::Duration;

pub const DESK: &str = "https://noaber.example";
const FILES: [(&str, &str); 4] = [
    (
        "region.toml",
        "id = \"twente\"\nname = { nl = \"Twente\" }\nabout = { nl = \"Veertien\" }\nlanguage = \"nl\"\ntime_zone = \"Europe/Amsterdam\"\nmembers = [\"hengelo\"]\n",
    ),
    (
        "organisations.toml",
        "[[organisation]]\nid = \"hengelo\"\nkind = \"municipality\"\nname = { nl = \"Hengelo\" }\ncountry = \"nl\"\nof_region = true\n",
    ),
    (
        "dossiers/spoor.toml",
        "id = \"spoor\"\ntitle = { nl = \"Spoor naar Duitsland\", de = \"Bahn nach Deutschland\", en = \"Rail to Germany\" }\nabout = { nl = \"De trein.\" }\n\n[[interest]]\nid = \"spoor-nl\"\nlanguage = \"nl\"\nquery = \"spoorverbinding\"\n",
    ),
    (
        "sources.toml",
        "[[source]]\nid = \"stukken\"\nkind = \"jsonl\"\nname = { nl = \"Stukken\" }\naddress = \"https://example.org/stukken\"\ncountry = \"nl\"\nlanguage = \"nl\"\n",
    ),
];

pub struct Desk {
    pub store: Store,
    pub region: Region,
    pub server: SmtpServer,
    pub settings: MailSettings,
    pub now: Timestamp,
    _database: noaber_testkit::TestDatabase,
}

pub fn desks() -> Vec<Desk> {
    databases().into_iter().map(Desk::open).collect()
}

impl Desk {
    fn open(database: noaber_testkit::TestDatabase) -> Desk {
        let now: Timestamp = "2025-10-02T10:00:00Z".parse().unwrap();
        let store = Store::open(&database.address, now).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("dossiers")).unwrap();
        for (name, text) in FILES {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let pack = load_region::check(folder.path()).unwrap();
        load_region::load(&store, &Who("test".into()), "test", &pack, now).unwrap();
        let region = store.reader().unwrap().regions().unwrap().remove(0);
        let server = serve_smtp();
        let settings = MailSettings::read(
            &server.address(),
            "Noaber <noaber@twente.example>",
            Some(DESK.into()),
        )
        .unwrap()
        .with_patience(Duration::from_millis(400));
        Desk {
            store,
            region,
            server,
            settings,
            now,
            _database: database,
        }
    }

    pub fn ctx(&self) -> Ctx {
        Ctx {
            region: self.region.id.clone(),
            who: Who("test".into()),
            now: self.now,
        }
    }

    pub fn later(&mut self, hours: i64) {
        self.now += SignedDuration::from_hours(hours);
    }

    pub fn subscribe(&self, cadence: Cadence) -> digest::Added {
        self.subscribe_in(Language::Nl, cadence)
    }

    pub fn subscribe_in(&self, language: Language, cadence: Cadence) -> digest::Added {
        let wish = Wish {
            name: "Adviseur Den Haag".into(),
            address: "adviseur@twente.example".into(),
            language,
            cadence,
            tiers: Tier::ALL.to_vec(),
            dossiers: Vec::new(),
            heartbeat: false,
        };
        digest::add(&self.store, &self.ctx(), wish).unwrap()
    }

    /// Takes in papers and matches them.
    pub fn publish(&self, papers: &[String]) {
        let source = self.store.reader().unwrap().sources().unwrap().remove(0);
        let page = Recorded {
            name: "a.jsonl".into(),
            bytes: papers.join("\n").into_bytes(),
        };
        take_recorded(&self.store, &self.ctx(), &source, [page], |_| {}).unwrap();
        let today = self.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        match_items::match_items(&self.store, &self.ctx(), today, |_, _| true).unwrap();
    }

    pub fn deliver(&self) -> Delivered {
        self.deliver_until(|_| true)
    }

    pub fn deliver_until(&self, mut watch: impl FnMut(Step) -> bool) -> Delivered {
        deliver(
            &self.store,
            &self.ctx(),
            &self.region,
            &self.settings,
            &mut watch,
        )
        .unwrap()
    }

    pub fn states(&self) -> Vec<(String, i64)> {
        let reader = self.store.reader().unwrap();
        reader.outbox_counts(&self.region.id).unwrap()
    }

    /// Another program on the same database.
    pub fn beside(&self) -> Store {
        Store::open(&self._database.address, self.now).unwrap()
    }

    /// The number of an item.
    pub fn item(&self, key: &str) -> ItemId {
        let reader = self.store.reader().unwrap();
        reader.item_named(key).unwrap().expect("it was published")
    }

    /// Subject, text and HTML of every letter that the server took.
    pub fn mails(&self) -> Vec<[String; 3]> {
        let part = |data: &[u8]| {
            let message = MessageParser::default().parse(data).unwrap();
            let subject = message.subject().unwrap().to_owned();
            let text = message.body_text(0).unwrap().into_owned();
            [subject, text, message.body_html(0).unwrap().into_owned()]
        };
        let taken = self.server.taken();
        taken.iter().map(|one| part(&one.data)).collect()
    }

    /// The plain text of every letter that the server took.
    pub fn letters(&self) -> Vec<String> {
        let taken = self.server.taken();
        let text = |data: &[u8]| {
            let message = MessageParser::default().parse(data).unwrap();
            message.body_text(0).unwrap().into_owned()
        };
        taken.iter().map(|one| text(&one.data)).collect()
    }
}

pub fn paper(key: &str, day: &str, title: &str, debate: &str) -> String {
    format!(
        r#"{{"key":"{key}","kind":"debate","country":"nl","language":"nl","title":"{title}","body":"De Kamer spreekt over de spoorverbinding met Duitsland en over Hengelo.","url":"https://example.org/{key}","published":"{day}","dates":[{{"on":"{debate}","at":"13:00:00","what":"event"}}]}}"#
    )
}

pub fn spoor(key: &str) -> String {
    let title = format!("Spoorverbinding {key} over de grens");
    paper(key, "2025-10-01", &title, "2025-10-06")
}

/// How many letters tell this as news; what lies ahead is repeated in every letter.
pub fn count(desk: &Desk, words: &str) -> usize {
    let letters = desk.letters();
    let news = |one: &str| one.split("WAT ERAAN KOMT").next().unwrap().contains(words);
    letters.iter().filter(|one| news(one)).count()
}
