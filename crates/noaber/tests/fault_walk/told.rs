//! What `noaber proof --json` says of a desk, asked as a person would: with the program itself. What
//! must be true of it is said by the tests; this reads it, and counts what the servers saw.

use crate::post::Post;
use crate::world::{FEED, HOUSE, World};
use jiff::Timestamp;
use noaber_store::Store;
use serde_json::Value;
use std::process::{Command, Stdio};

/// The program on a desk, with nothing of the environment it is tested in.
pub fn program(address: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_noaber"));
    command.args(["--data", address]).stdin(Stdio::null());
    let settings = "REGION ADDRESS DATA SPEAK WHO SMTP MAIL_FROM OWN_NETWORK FAULT LOG";
    for name in settings.split(' ') {
        command.env_remove(format!("NOABER_{name}"));
    }
    for proxy in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env_remove(proxy);
    }
    command
}

/// A proof as it was printed.
pub struct Told {
    all: Value,
    /// What the exit code said: nothing needs attention.
    pub fine: bool,
}

impl Told {
    /// Asks for everything since long ago. The desk's clock is the one that stands in its database,
    /// else that of the machine.
    pub fn ask(address: &str) -> Told {
        let out = program(address)
            .args(["proof", "--json", "--since", "2000-01-01"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&out.stderr);
        let fine = match out.status.code() {
            Some(0) => true,
            Some(1) => false,
            other => panic!("the proof ended with {other:?}: {said}"),
        };
        let all: Value = serde_json::from_slice(&out.stdout).unwrap();
        assert_eq!(all["fine"], fine, "the exit code says what the list says");
        Told { all, fine }
    }

    /// The same as a person reads it.
    pub fn text(address: &str) -> String {
        let out = program(address).arg("proof").output().unwrap();
        String::from_utf8(out.stdout).unwrap()
    }

    pub fn source(&self, id: &str) -> &Value {
        let all = self.all["sources"].as_array().unwrap();
        all.iter().find(|source| source["id"] == id).unwrap()
    }

    pub fn state(&self, source: &str) -> &str {
        self.source(source)["health"].as_str().unwrap()
    }

    /// A count of what a source was asked since the beginning: `asked`, `answered`, `new` and so on.
    pub fn count(&self, source: &str, what: &str) -> u64 {
        let tally = &self.source(source)["tally"];
        let told = tally[what].as_u64();
        told.unwrap_or_else(|| panic!("no {what} in {tally}"))
    }

    /// The one interest of the world.
    pub fn interest(&self) -> &Value {
        &self.all["interests"][0]
    }

    pub fn letters(&self) -> &Value {
        &self.all["letters"]
    }

    pub fn silences(&self) -> &[Value] {
        self.all["silences"].as_array().unwrap()
    }

    pub fn number(&self, what: &str) -> i64 {
        self.all[what].as_i64().unwrap()
    }

    /// That sources were asked and answered, and letters taken, as often as the servers counted; or no
    /// oftener, where the desk cannot know it exactly.
    pub fn counts(&self, world: &World, post: &Post, exactly: bool, when: &str) {
        let sent = self.letters()["sent"].as_u64().unwrap();
        let taken = post.taken() as u64;
        match exactly {
            true => assert_eq!(sent, taken, "{when}: letters sent"),
            false => assert!(sent <= taken, "{when}: {sent} sent of {taken}"),
        }
        for source in [FEED, HOUSE] {
            let there = world.asked(source);
            let told = (self.count(source, "asked"), self.count(source, "answered"));
            let when = format!("{when}: {source} told {told:?}, asked and answered {there:?}");
            match exactly {
                true => assert_eq!(told, there, "{when}"),
                false => assert!(told.0 <= there.0 && told.1 <= there.1, "{when}"),
            }
        }
    }

    /// What must be true of every proof, whatever happened: it counts what is in the store, and it is
    /// fine only when nothing is the matter.
    pub fn is_true(&self, world: &World, store: &Store, post: &Post, when: &str) {
        let there = crate::world::items(store);
        for source in [FEED, HOUSE] {
            let published = world.papers(source);
            let keys = published.iter().map(|paper| paper.key(source));
            let here = keys.filter(|key| there.contains_key(key)).count();
            assert_eq!(self.count(source, "new"), here as u64, "{when}: {source}");
        }
        let end = store.reader().unwrap().ledger_end().unwrap().0;
        assert_eq!(self.number("ledger_end"), end, "{when}");
        let hits = crate::world::signals(store).len() as i64;
        assert_eq!(self.interest()["since"], hits, "{when}: hits");
        let letters = self.letters();
        assert_eq!(
            letters["waiting"]["letters"],
            post.waiting(store),
            "{when}: letters that wait"
        );
        self.is_consistent(when);
    }

    /// That it is called fine only when each part of it is.
    pub fn is_consistent(&self, when: &str) {
        let fine = [FEED, HOUSE].iter().all(|one| self.state(one) == "fine")
            && self.all["fresh"] == true
            && self.number("matched_to") == self.number("ledger_end")
            && self.interest()["fault"].is_null()
            && self.letters()["waiting"]["answer"].is_null()
            && self.letters()["failed"] == 0;
        assert_eq!(self.fine, fine, "{when}: {}", self.all);
    }

    /// A moment of it.
    pub fn moment(value: &Value) -> Timestamp {
        value.as_str().unwrap().parse().unwrap()
    }
}
