//! The program dies: before and after everything it makes last, one point after the other until
//! there is none left, and by a kill while it waits for a source. Run again, it goes on.

use crate::post::Post;
use crate::told::{Told, program};
use crate::world::*;
use jiff::{SignedDuration, Timestamp};
use noaber_store::Store;
use noaber_testkit::databases;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// What a desk does in a round, from reading to telling. Each is walked point by point.
const ROUND: [&[&str]; 2] = [&["collect", "--all", "--own-network"], &["deliver"]];

/// Points that each part of a round has at least: a look begins, keeps its pages and ends, for two
/// sources, and matching keeps what it found; a letter is made, claimed, handed over and settled.
const FEWEST: [u32; 2] = [20, 8];
/// After this long a letter that a dead program had claimed is taken up by the next.
const LEASE: SignedDuration = SignedDuration::from_hours(1);

fn noaber(post: &Post, address: &str, args: &[&str]) -> Command {
    let mut command = program(address);
    command
        .args(args)
        .env("NOABER_CONTACT", "https://example.org/desk")
        .env("NOABER_SMTP", post.server.address())
        .env("NOABER_MAIL_FROM", "desk@region.example");
    command
}

fn done(post: &Post, address: &str, args: &[&str]) {
    let out = noaber(post, address, args).output().unwrap();
    assert!(out.status.success(), "{args:?}: {}", said(&out));
}

fn said(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

fn load(world: &World, post: &Post, address: &str) {
    let pack = tempfile::tempdir().unwrap();
    world.write_pack(pack.path());
    done(
        post,
        address,
        &["region", "load", &pack.path().to_string_lossy()],
    );
    post.subscribe(
        &Store::open(address, Timestamp::now()).unwrap(),
        Timestamp::now(),
    );
}

/// What must be true at any moment, however the program ended: nothing is there that was not
/// published, and a source of which the desk says that it was read whole is there whole.
fn tells_the_truth(world: &World, post: &Post, address: &str, when: &str) -> Told {
    let store = Store::open(address, Timestamp::now()).unwrap();
    let there = items(&store);
    let all = world.keys(|_| true);
    assert!(there.keys().all(|key| all.contains(key)), "{when}");
    for source in [FEED, HOUSE] {
        let state = state(&store, source, Timestamp::now());
        let keys: Vec<String> = world.papers(source).iter().map(|p| p.key(source)).collect();
        let here = keys.iter().filter(|key| there.contains_key(*key)).count();
        assert_eq!(state.items as usize, here, "{when}: {source}");
        if state.runs.first().is_some_and(|run| run.outcome == "ok") {
            assert_eq!(here, keys.len(), "{when}: {source} was called whole");
        }
    }
    let findings = noaber_store::check(&store).unwrap();
    assert!(findings.iter().all(|f| f.fine), "{when}: {findings:?}");
    let told = Told::ask(address);
    // What was asked after the last page that was kept, a program that died took along.
    told.counts(world, post, false, when);
    told.is_true(world, &store, post, when);
    for source in [FEED, HOUSE] {
        let whole = told.count(source, "new") as usize == world.papers(source).len();
        let here = (told.state(source), whole);
        let true_of_it = matches!(here, ("fine", true) | ("late" | "unread", _));
        assert!(true_of_it, "{when}: {source} is {here:?}");
    }
    told
}

/// What must be true once the program was run again to its end.
fn is_whole(world: &World, post: &Post, address: &str, when: &str) {
    tells_the_truth(world, post, address, when);
    let store = Store::open(address, Timestamp::now()).unwrap();
    let there: BTreeSet<String> = items(&store).into_keys().collect();
    assert_eq!(there, world.keys(|_| true), "{when}");
    assert!(
        items(&store).values().all(|version| *version == 1),
        "{when}"
    );
    let found = signals(&store);
    let once: BTreeSet<String> = found.iter().cloned().collect();
    assert_eq!(once, world.keys(|p| p.matching), "{when}");
    assert_eq!(found.len(), once.len(), "{when}: a signal is there twice");
    post.deliver(&store, Timestamp::now() + LEASE);
    assert_eq!(post.waiting(&store), 0, "{when}");
    let papers = [FEED, HOUSE]
        .into_iter()
        .flat_map(|source| world.papers(source));
    let matching = papers.filter(|paper| paper.matching);
    let told: BTreeMap<usize, usize> = matching.map(|paper| (paper.number, 1)).collect();
    assert_eq!(post.told(), told, "{when}: papers told, how often");
    let proof = Told::ask(address);
    proof.is_true(world, &store, post, when);
    assert!(proof.fine, "{when}: the proof says so");
    let (to, end) = (&proof.interest()["matched_to"], proof.number("ledger_end"));
    assert_eq!(to, end, "{when}");
}

/// Runs a command that dies at a point; `false` when it came to its end before it.
fn dies_at(post: &Post, address: &str, args: &[&str], point: u32) -> bool {
    let number = point.to_string();
    let out = noaber(post, address, args)
        .env("NOABER_FAULT", &number)
        .output();
    let out = out.unwrap();
    match out.status.code() {
        None => true,
        Some(0) => false,
        Some(other) => panic!("point {point} ended with {other}: {}", said(&out)),
    }
}

#[test]
fn the_program_may_die_at_any_point() {
    if !cfg!(debug_assertions) {
        eprintln!("skipped: a release build has no points at which it dies");
        return;
    }
    let world = World::new();
    world.publish("2026-06-01T10:00:00Z".parse().unwrap());
    for (leg, args) in ROUND.iter().enumerate() {
        let mut walked = 0;
        loop {
            let mut over = 0;
            for database in databases() {
                let when = format!("{}: {args:?}, point {}", database.name, walked + 1);
                let post = Post::new();
                load(&world, &post, &database.address);
                for before in &ROUND[..leg] {
                    done(&post, &database.address, before);
                }
                if !dies_at(&post, &database.address, args, walked + 1) {
                    over += 1;
                }
                tells_the_truth(&world, &post, &database.address, &when);
                for again in &ROUND {
                    done(&post, &database.address, again);
                }
                is_whole(&world, &post, &database.address, &when);
            }
            if over > 0 {
                break;
            }
            walked += 1;
        }
        assert!(
            walked >= FEWEST[leg],
            "{args:?} died at {walked} points only"
        );
        eprintln!("{args:?}: died at each of {walked} points, and went on");
    }
}

#[test]
fn the_program_may_be_killed_while_it_waits_for_a_source() {
    for database in databases() {
        let world = World::new();
        world.publish("2026-06-01T10:00:00Z".parse().unwrap());
        let post = Post::new();
        load(&world, &post, &database.address);
        for mood in [Mood::Slow, Mood::Good] {
            world.behave(HOUSE, mood);
            let asked = world.server.asked().len();
            let mut child = noaber(&post, &database.address, ROUND[0])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            wait_until(|| world.server.asked().len() >= asked + 2);
            child.kill().unwrap();
            child.wait().unwrap();
            tells_the_truth(&world, &post, &database.address, database.name);
        }
        world.behave(HOUSE, Mood::Good);
        done(&post, &database.address, ROUND[0]);
        is_whole(&world, &post, &database.address, database.name);
    }
}

fn wait_until(come: impl Fn() -> bool) {
    let begun = Instant::now();
    while !come() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it never came");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn without_leave_the_desk_does_not_look_into_its_own_network() {
    let world = World::new();
    world.publish("2026-06-01T10:00:00Z".parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let address = folder.path().join("noaber.db");
    let address = address.to_string_lossy();
    let post = Post::new();
    load(&world, &post, &address);
    let out = noaber(&post, &address, &["collect", "--all"])
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(1), "{}", said(&out));
    assert!(world.server.asked().is_empty());
    assert!(Path::new(&*address).is_file());
    let store = Store::open(&address, Timestamp::now()).unwrap();
    let fault = state(&store, FEED, Timestamp::now()).fault.unwrap();
    assert!(fault.contains("private network"), "{fault}");
}
