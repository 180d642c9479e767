//! Sources that are added on the command line: what is looked at, what is refused, and what becomes of
//! them. What else the program answers is tested in `front_door`.

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot do it should stop at"
)]

use noaber_testkit::{Asked, Reply, serve_script};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with a desk in it.
struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Room {
        let folder = tempfile::tempdir().unwrap();
        Room { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_noaber"));
        command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
        command
            .arg("--data")
            .arg(self.path("data"))
            .args(["--speak", "en"])
            .args(args);
        for unset in [
            "NOABER_DATA",
            "NOABER_REGION",
            "NOABER_OWN_NETWORK",
            "NOABER_MAIL_DROPS",
        ] {
            command.env_remove(unset);
        }
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    fn done(&self, args: &[&str]) -> String {
        let out = self.run(args);
        assert!(out.status.success(), "{args:?}: {}", told(&out));
        String::from_utf8(out.stdout).unwrap()
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.done(args)).unwrap()
    }
}

fn code(out: &Output) -> i32 {
    out.status.code().unwrap()
}

fn told(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

const FEED: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Nieuws van Stadje</title>
<item><guid>1</guid><title>&lt;script&gt;alert(1)&lt;/script&gt;De haven gaat open</title><link>https://stadje.example/1</link><pubDate>Wed, 01 Oct 2025 08:00:00 GMT</pubDate></item>
</channel></rss>"#;

fn publisher(asked: &Asked) -> Reply {
    let link = |path: &str, title: &str| {
        format!("<link rel=alternate type=application/rss+xml title='{title}' href='/{path}'>")
    };
    let page = |links: String| Reply::ok("text/html", format!("<!doctype html><html>{links}"));
    match asked.path.rsplit('/').next().unwrap_or("") {
        "feed.xml" | "other.xml" => Reply::ok("application/rss+xml", FEED),
        "one" => page(link("feed.xml", "Nieuws")),
        "two" => page(link("feed.xml", "Nieuws") + &link("other.xml", "Raad")),
        "metadata" => Reply::new("302 Found", "").with("Location: http://169.254.169.254/latest"),
        _ => Reply::new("404 Not Found", ""),
    }
}

#[test]
fn a_source_is_added_read_rested_and_taken_out() {
    let server = serve_script(publisher);
    let room = Room::new();
    room.done(&["region", "load", "regions/twente"]);
    let listed = || {
        let all = room.json(&["sources", "--json"]);
        all.as_array().unwrap().len()
    };
    let before = listed();
    let feed = server.address("feed.xml");

    let refused = room.run(&["sources", "add", &feed]);
    assert_eq!(code(&refused), 3);
    assert!(
        told(&refused).contains("--own-network"),
        "{}",
        told(&refused)
    );
    assert!(server.asked().is_empty(), "nobody was asked");
    let two = room.run(&["sources", "add", &server.address("two"), "--own-network"]);
    let offered = String::from_utf8_lossy(&two.stdout).into_owned();
    assert_eq!(code(&two), 1);
    assert!(
        offered.contains(&feed) && offered.contains("other.xml"),
        "{offered}"
    );
    let dry = ["sources", "add", &feed, "--own-network", "--dry-run"];
    let looked = room.done(&dry);
    assert!(
        looked.contains("Nieuws van Stadje (feed): 1 items, the newest of 2025-10-01"),
        "{looked}"
    );
    assert_eq!(listed(), before);

    let one = server.address("one");
    let added = room.run(&[
        "sources",
        "add",
        &one,
        "--own-network",
        "--read",
        "--country",
        "de",
    ]);
    let text = String::from_utf8_lossy(&added.stdout).into_owned();
    assert_eq!(code(&added), 0, "{text}{}", told(&added));
    assert!(
        text.contains("added as source 'own-nieuws-van-stadje'"),
        "{text}"
    );
    assert_eq!(listed(), before + 1);
    let found = room.json(&["search", "haven", "--json"]);
    assert!(found.to_string().contains("De haven gaat open"), "{found}");
    let twice = room.run(&["sources", "add", &feed, "--own-network"]);
    assert_eq!(code(&twice), 3);
    assert!(
        told(&twice).contains("read already, by source 'own-nieuws-van-stadje'"),
        "{}",
        told(&twice)
    );

    let id = "own-nieuws-van-stadje";
    room.done(&[
        "sources",
        "change",
        id,
        "--name",
        "Haven",
        "--every-hours",
        "24",
    ]);
    room.done(&["sources", "rest", id]);
    let state = room.json(&["sources", "--json"]);
    let state = state
        .as_array()
        .unwrap()
        .iter()
        .find(|s| s["id"] == id)
        .unwrap()
        .clone();
    assert_eq!(
        (&state["health"], &state["name"]["en"]),
        (&"off".into(), &"Haven".into())
    );
    room.done(&["sources", "resume", id]);
    room.done(&["region", "load", "regions/twente"]);
    room.done(&["sources", "remove", id]);
    assert_eq!(listed(), before, "what was taken out is not listed");
    room.done(&["sources", "restore", id]);
    let out = room.path("out");
    room.done(&["export", out.to_str().unwrap()]);
    let copy = Room::new();
    copy.done(&["import", out.to_str().unwrap()]);
    assert_eq!(
        copy.json(&["sources", "--json"]).as_array().unwrap().len(),
        before + 1
    );

    for (args, words) in [
        (
            ["sources", "remove", "tk-odata"],
            "comes with the region pack",
        ),
        (["sources", "rest", "geen"], "there is no source 'geen'"),
        (
            ["sources", "add", "file:///etc/passwd"],
            "only addresses that begin with https",
        ),
    ] {
        let refused = room.run(&args);
        assert_eq!(code(&refused), 3, "{args:?}");
        assert!(
            told(&refused).contains(words),
            "{args:?}: {}",
            told(&refused)
        );
    }
}

#[test]
fn a_public_address_that_leads_inside_is_not_followed() {
    // A proxy stands in for the public internet: what it answers comes from a public address.
    let inside = serve_script(|_: &Asked| Reply::ok("application/rss+xml", FEED));
    let own = inside.address("feed.xml");
    let internet = serve_script(move |asked: &Asked| match asked.path.ends_with("/inside") {
        true => Reply::new("302 Found", "").with(&format!("Location: {own}")),
        false => publisher(asked),
    });
    let room = Room::new();
    room.done(&["region", "load", "regions/twente"]);
    for path in ["inside", "metadata"] {
        let address = format!("http://93.184.216.34/{path}");
        let out = room
            .command(&["sources", "add", &address])
            .env("http_proxy", internet.address(""))
            .env_remove("no_proxy")
            .env_remove("NO_PROXY")
            .output()
            .unwrap();
        assert_eq!(code(&out), 3);
        assert!(
            told(&out).contains("lies in a private network"),
            "{}",
            told(&out)
        );
    }
    assert_eq!(internet.asked().len(), 2, "the public addresses were asked");
    // A name that leads inside is not left to the proxy to resolve.
    let out = room
        .command(&["sources", "add", "http://localhost/feed.xml"])
        .env("http_proxy", internet.address(""))
        .env_remove("no_proxy")
        .env_remove("NO_PROXY")
        .output()
        .unwrap();
    assert_eq!(
        (code(&out), internet.asked().len()),
        (3, 2),
        "{}",
        told(&out)
    );
    assert!(inside.asked().is_empty(), "what lies inside was not");
}

#[cfg(unix)]
#[test]
fn a_mail_drop_is_added_within_the_folder_that_was_set() {
    let room = Room::new();
    room.done(&["region", "load", "regions/twente"]);
    let (drops, outside) = (room.path("drops"), room.path("outside"));
    std::fs::create_dir_all(drops.join("news")).unwrap();
    std::fs::create_dir_all(&outside).unwrap();
    std::os::unix::fs::symlink(&outside, drops.join("link")).unwrap();
    let mail = "From: Pers <pers@stadje.example>\r\nSubject: Haven open\r\nMessage-ID: <1@stadje.example>\r\nDate: Thu, 02 Oct 2025 09:00:00 +0200\r\n\r\nDe haven is open.\r\n";
    std::fs::write(drops.join("news/een.eml"), mail).unwrap();
    let add = |folder: &Path, set: bool| {
        let folder = folder.display().to_string();
        let args = [
            "sources", "add", &folder, "--kind", "maildrop", "--name", "Post", "--read",
        ];
        let mut command = room.command(&args);
        command.env_remove("NOABER_MAIL_DROPS");
        if set {
            command.env("NOABER_MAIL_DROPS", &drops);
        }
        command.output().unwrap()
    };
    for (folder, set, words) in [
        (drops.join("news"), false, "NOABER_MAIL_DROPS"),
        (outside.clone(), true, "lies outside"),
        (drops.join("link"), true, "lies outside"),
    ] {
        let refused = add(&folder, set);
        assert_eq!(code(&refused), 3);
        assert!(told(&refused).contains(words), "{}", told(&refused));
    }
    let added = add(&drops.join("news"), true);
    let text = String::from_utf8_lossy(&added.stdout).into_owned();
    assert_eq!(code(&added), 0, "{text}{}", told(&added));
    assert!(room.done(&["search", "haven"]).contains("Haven open"));
}

/// A region that listens to a feed that answers and to two sources of a host that does not.
fn listening(room: &Room, feed: &str) {
    let pack = room.path("pack");
    std::fs::create_dir_all(pack.join("dossiers")).unwrap();
    let twente = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regions/twente");
    for folder in ["", "dossiers"] {
        for entry in std::fs::read_dir(twente.join(folder)).unwrap() {
            let from = entry.unwrap().path();
            if from.extension().is_some_and(|end| end == "toml") {
                let to = pack.join(folder).join(from.file_name().unwrap());
                std::fs::copy(&from, to).unwrap();
            }
        }
    }
    // Nobody listens on the first port of this machine.
    let dead = "http://127.0.0.1:1/feed.xml";
    let row = |id: &str, address: &str| {
        format!(
            "[[source]]\nid = \"{id}\"\nkind = \"feed\"\nname = {{ nl = \"{id}\" }}\naddress = \"{address}\"\ncountry = \"nl\"\n\n"
        )
    };
    let rows = row("haven", feed) + &row("dood", dead) + &row("dood-ook", dead);
    std::fs::write(pack.join("sources.toml"), rows).unwrap();
    room.done(&["region", "load", pack.to_str().unwrap()]);
}

/// Whether a search finds the paper of the feed; one that finds nothing ends with code 1.
fn is_found(room: &Room) -> bool {
    let out = room.run(&["search", "haven", "--json"]);
    String::from_utf8_lossy(&out.stdout).contains("De haven gaat open")
}

#[test]
fn every_source_is_tried_and_a_dead_host_once() {
    let server = serve_script(publisher);
    let room = Room::new();
    listening(&room, &server.address("feed.xml"));
    let out = room.run(&["check", "--live", "--own-network"]);
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    assert_eq!(code(&out), 1, "{text}{}", told(&out));
    for words in [
        "ok  haven: 1 items on the first page",
        "NO  dood: http://127.0.0.1:1/feed.xml: no answer",
        "NO  dood-ook: not asked: 127.0.0.1:1 gave no answer for dood",
        "1 of 3 sources answered; nothing was kept or changed",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("without a network"), "one answered: {text}");
    let out = room.run(&["check", "--live", "--own-network", "--json"]);
    let told: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(told["sources"][0]["answered"], true, "{told}");
    assert_eq!(told["sources"].as_array().unwrap().len(), 3);
    assert!(!is_found(&room), "nothing is kept");
}

#[test]
fn an_open_desk_reads_its_sources_when_asked_to() {
    let server = serve_script(publisher);
    let room = Room::new();
    listening(&room, &server.address("feed.xml"));
    let mut desk = room
        .command(&["serve", "--listen", "127.0.0.1:0", "--collect"])
        .env("NOABER_OWN_NETWORK", "1")
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let found = (0..300).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        is_found(&room)
    });
    // What it had taken in is kept; the rest it may leave.
    desk.kill().unwrap();
    desk.wait().unwrap();
    assert!(found, "the feed was read beside the desk");
}
