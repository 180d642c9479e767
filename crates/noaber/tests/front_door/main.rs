//! The program as a person meets it: its answers, its exit codes, and what a killed or hungry run
//! leaves behind.

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot do it should stop at"
)]

mod dates;
mod room;

use room::{Room, code, root, told};
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

#[test]
fn the_demo_ends_in_signals_with_reasons_in_three_languages() {
    let room = Room::new();
    let text = room.demo();
    assert!(text.contains("The demo's clock stands at"), "{text}");
    assert!(text.contains("in the title"), "reasons in words: {text}");
    let signals = room.json(&["signals", "--json", "--limit", "0"]);
    let signals = signals.as_array().unwrap();
    assert!(signals.len() > 50, "only {} signals", signals.len());
    for language in ["nl", "de", "en"] {
        let of = signals
            .iter()
            .filter(|s| s["item"]["language"] == language)
            .count();
        assert!(of >= 3, "only {of} signals in {language}");
    }
    for signal in signals {
        for field in [
            "id", "tier", "kind", "score", "dossier", "item", "reasons", "passages",
        ] {
            assert!(!signal[field].is_null(), "{field} is missing in {signal}");
        }
        for field in ["country", "source", "title", "url"] {
            assert!(
                signal["item"][field].is_string(),
                "item.{field} is missing in {signal}"
            );
        }
        assert!(
            !signal["reasons"].as_array().unwrap().is_empty(),
            "no reason: {signal}"
        );
        let shares: f64 = signal["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["share"].as_f64().unwrap())
            .sum();
        let score = signal["score"].as_f64().unwrap();
        assert!(
            (shares - score).abs() < 0.01,
            "shares {shares} and score {score}: {signal}"
        );
    }
    assert!(
        room.demo().contains("shown again"),
        "a second demo changes nothing"
    );
}

#[test]
fn every_list_speaks_json_and_every_answer_has_its_code() {
    let room = Room::new();
    let nothing = room.run(&["signals"]);
    assert_eq!(code(&nothing), 3);
    assert!(told(&nothing).contains("noaber demo"), "{}", told(&nothing));
    assert!(!room.path("data").exists(), "asking makes nothing");
    room.demo();
    let listed = room.json(&["sources", "--json"]).as_array().unwrap().len();
    let pack = std::fs::read_to_string(root().join("regions/twente/sources.toml")).unwrap();
    let rows = pack
        .lines()
        .filter(|line| matches!(*line, "[[source]]" | "[[missing]]"));
    assert_eq!(
        listed,
        rows.count() + 1,
        "every row of the pack, and the sample itself"
    );
    let found = room.json(&["search", "--json", "spoor"]);
    assert!(!found["items"].as_array().unwrap().is_empty());
    assert_eq!(
        (&found["exact"], &found["stopped"]),
        (&Value::Bool(true), &Value::Null)
    );
    assert_eq!(room.json(&["region", "list", "--json"])[0]["id"], "twente");
    let check = room.json(&["check", "--json"]);
    assert!(
        check.as_array().unwrap().iter().all(|f| f["fine"] == true),
        "{check}"
    );
    assert_eq!(code(&room.run(&["search", "zwaartekrachtgolfdetector"])), 1);
    assert_eq!(code(&room.run(&["signals", "--tier", "soon"])), 2);
    assert_eq!(code(&room.run(&["fly"])), 2);
    let decide = room.json(&[
        "signals", "--json", "--tier", "decide", "--order", "deadline",
    ]);
    assert!(
        decide
            .as_array()
            .unwrap()
            .iter()
            .all(|s| s["tier"] == "decide")
    );
    let again = room.json(&["match", "--json"]);
    assert_eq!(
        (&again["walked"], &again["added"]),
        (&Value::from(0), &Value::from(0))
    );
    assert!(room.done(&["match", "--again"]).contains("0 new signals"));
    let live = room.run(&["collect"]);
    assert_eq!(code(&live), 3);
    assert!(
        told(&live).contains("demo"),
        "a demo takes nothing in: {}",
        told(&live)
    );
}

#[test]
fn a_query_is_checked_and_tried() {
    let room = Room::new();
    assert!(
        !room
            .done(&["query", "check", "spoor  and  grens*"])
            .trim()
            .is_empty()
    );
    let canonical = room.done(&["query", "check", "spoor AND (trein OR bus) NOT auto"]);
    assert_eq!(room.done(&["query", "check", canonical.trim()]), canonical);
    let fault = room.run(&["query", "check", "spoor AND (trein"]);
    assert_eq!(code(&fault), 1);
    let text = String::from_utf8(fault.stdout).unwrap();
    assert!(text.contains('^'), "the place is shown: {text}");
    let attempt = |query: &str, language: &str, text: &str| {
        let mut child = room
            .command(&["query", "try", query, "--language", language])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        let out = child.wait_with_output().unwrap();
        (code(&out), String::from_utf8(out.stdout).unwrap())
    };
    let text = "De grenswerker betaalt. De rest niet. Alle gemeenten helpen.";
    assert_eq!(
        attempt("grenswerkers", "nl", text),
        (0, "De [grenswerker] betaalt.\n".into())
    );
    assert_eq!(
        attempt("gemeente", "nl", text),
        (0, "Alle [gemeenten] helpen.\n".into())
    );
    assert_eq!(attempt("vliegveld", "nl", text), (1, String::new()));
    assert_eq!(attempt("(", "nl", text).0, 3);
    assert_eq!(attempt("a", "xx", text).0, 2);
}

#[test]
fn a_pack_is_checked_with_file_and_line() {
    let room = Room::new();
    let fine = room.done(&["region", "check", "regions/twente"]);
    assert!(fine.contains("10 dossiers"), "{fine}");
    let bad = room.path("pack");
    std::fs::create_dir_all(&bad).unwrap();
    std::fs::write(bad.join("region.toml"), "id = \"x\"\nnaam = \"X\"\n").unwrap();
    let out = room.run(&["region", "check", &bad.to_string_lossy()]);
    assert_eq!(code(&out), 1);
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(text.contains("region.toml:2:"), "{text}");
    assert_eq!(
        code(&room.run(&["region", "load", &bad.to_string_lossy()])),
        1
    );
    assert!(!room.path("data").exists(), "a bad pack changes nothing");
    assert!(
        room.done(&["region", "load", "regions/twente"])
            .contains("added")
    );
    assert!(
        room.done(&["region", "load", "regions/twente"])
            .contains("0 added, 0 changed, 0 removed")
    );
}

#[test]
fn an_export_comes_back_the_same_and_a_backup_opens() {
    let room = Room::new();
    room.demo();
    let out = room.path("out");
    room.done(&["export", &out.to_string_lossy()]);
    for file in [
        "export.json",
        "items.jsonl",
        "signals.jsonl",
        "signals.csv",
        "items.csv",
        "history.csv",
    ] {
        assert!(out.join(file).is_file(), "{file} is missing");
    }
    assert_eq!(
        code(&room.run(&["export", &out.to_string_lossy()])),
        3,
        "never written over"
    );
    let other = Room::new();
    other.done(&["import", &out.to_string_lossy()]);
    let of = |room: &Room| room.json(&["signals", "--json", "--limit", "0"]);
    assert_eq!(of(&room), of(&other));
    assert_eq!(code(&other.run(&["import", &out.to_string_lossy()])), 3);
    let copy = room.path("copy.db");
    room.done(&["backup", &copy.to_string_lossy()]);
    let copied = Room {
        folder: tempfile::tempdir().unwrap(),
    };
    std::fs::create_dir_all(copied.path("data")).unwrap();
    std::fs::rename(&copy, copied.path("data").join("noaber.db")).unwrap();
    assert!(!copied.done(&["check"]).contains("NO"));
    assert_eq!(of(&room), of(&copied));
}

#[test]
fn a_demo_that_is_killed_loses_nothing_and_goes_on() {
    let whole = Room::new();
    whole.demo();
    let wanted = whole
        .json(&["signals", "--json", "--limit", "0"])
        .as_array()
        .unwrap()
        .len();
    for pause in [5, 20, 40, 80, 120, 180, 260, 400] {
        let room = Room::new();
        let mut child = room
            .command(&["demo", "--no-serve"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        room.demo();
        let check = room.json(&["check", "--json"]);
        assert!(
            check.as_array().unwrap().iter().all(|f| f["fine"] == true),
            "after {pause} ms: {check}"
        );
        let got = room
            .json(&["signals", "--json", "--limit", "0"])
            .as_array()
            .unwrap()
            .len();
        assert_eq!(got, wanted, "after a kill at {pause} ms");
    }
}

#[test]
fn a_desk_for_other_machines_needs_a_key() {
    let room = Room::new();
    room.demo();
    let open = room.run(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(code(&open), 3);
    assert!(told(&open).contains("--key-file"), "{}", told(&open));
    let short = room.path("key");
    std::fs::write(&short, "kort\n").unwrap();
    let refused = room.run(&[
        "serve",
        "--listen",
        "0.0.0.0:0",
        "--key-file",
        &short.to_string_lossy(),
    ]);
    assert_eq!(code(&refused), 3);
    assert!(!told(&refused).contains("kort"), "a key is never told");
}

#[test]
fn the_proof_is_a_page_for_people_and_an_answer_for_timers() {
    let room = Room::new();
    room.demo();
    let out = room.run(&["proof", "--since", "2026-08-01"]);
    assert_eq!(code(&out), 1, "most sources of a demo were never asked");
    let text = String::from_utf8(out.stdout).unwrap();
    let listed = room.run(&["proof", "--since", "2026-08-01", "--json"]);
    let proof: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let end = proof["ledger_end"].as_i64().unwrap();
    assert!(text.contains(&format!("everything up to ledger number {end} was matched")));
    let attention = text.find("needs attention:").unwrap();
    assert!(
        attention < text.find("silent after").unwrap(),
        "first what matters: {text}"
    );
    assert!(text[attention..].contains("never asked, "), "{text}");
    for source in proof["sources"].as_array().unwrap() {
        let id = source["id"].as_str().unwrap();
        let row = text.lines().find(|line| line.split(' ').next() == Some(id));
        assert!(
            row.unwrap().contains(source["health"].as_str().unwrap()),
            "{id}"
        );
    }
    let later = room.run(&["proof", "--since", "2026-09-01", "--json"]);
    let later: Value = serde_json::from_slice(&later.stdout).unwrap();
    let sum = |proof: &Value, count: fn(&Value) -> &Value| -> i64 {
        let all = proof["sources"].as_array().unwrap();
        all.iter()
            .map(|source| count(source).as_i64().unwrap())
            .sum()
    };
    let new = |proof: &Value| sum(proof, |source| &source["tally"]["new"]);
    let there = sum(&proof, |source| &source["items"]);
    assert!(
        there > 100 && new(&proof) == there,
        "{there} came from them"
    );
    assert_eq!(new(&later), 0, "nothing came after the demo's clock");
    let wrong = room.run(&["proof", "--since", "yesterday"]);
    assert_eq!(code(&wrong), 2);
    assert!(told(&wrong).contains("2026-11-01"), "{}", told(&wrong));
}

#[test]
fn a_full_disk_is_said_and_costs_nothing() {
    let small = Path::new("/dev/full");
    if !small.exists() {
        eprintln!("skipped: this machine has no /dev/full");
        return;
    }
    let room = Room::new();
    room.demo();
    let full = std::fs::OpenOptions::new().write(true).open(small).unwrap();
    let out = room
        .command(&["signals", "--json"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(
        code(&out),
        3,
        "an answer that could not be written is no success"
    );
}

#[test]
fn the_page_of_connectors_is_printed_from_the_cards() {
    let printed = Room::new().done(&["sources", "--kinds"]);
    let kept = std::fs::read_to_string(root().join("docs/connectors.md")).unwrap();
    assert!(
        printed == kept,
        "write it anew: noaber sources --kinds > docs/connectors.md"
    );
}
