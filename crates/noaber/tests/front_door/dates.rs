//! `noaber calendar`: the list, the file for calendar programs, and the calendars with a secret
//! address. What stands in the calendar of the web desk is tested there.

use crate::room::{Room, code, told};
use serde_json::Value;

#[test]
fn the_calendar_is_a_list_and_a_file() {
    let room = Room::new();
    room.demo();
    let span = ["--from", "2026-09-01", "--to", "2026-09-15"];
    let list = |more: &[&str]| {
        let args = [&["calendar", "--json"], &span[..], more].concat();
        room.json(&args).as_array().unwrap().clone()
    };
    let all = list(&["--all"]);
    let days: Vec<&str> = all
        .iter()
        .map(|r| r["date"]["on"].as_str().unwrap())
        .collect();
    assert!(days.len() > 10 && days.is_sorted(), "{days:?}");
    assert!(days.iter().all(|day| (span[1]..=span[3]).contains(day)));
    let own = list(&[]);
    assert!(
        !own.is_empty() && own.len() < all.len(),
        "only with a signal"
    );
    let dossier = own[0]["dossiers"][0][0].as_str().unwrap();
    let of_one = list(&["--dossier", dossier]);
    assert!(!of_one.is_empty() && of_one.len() < own.len());
    let country = |row: &&Value| row["item"]["country"] == "eu";
    let of_eu = all.iter().filter(country).count();
    assert_eq!(list(&["--all", "--country", "eu"]).len(), of_eu);

    let file = room.path("september.ics");
    let name = file.to_string_lossy();
    let args = [&["calendar", "--all", "--ics", &name], &span[..]].concat();
    room.done(&args);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(
        text.split("\r\n")
            .all(|line| line.len() <= 75 && !line.contains('\n'))
    );
    let names: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("UID:"))
        .collect();
    let once: std::collections::BTreeSet<&&str> = names.iter().collect();
    assert_eq!(
        (names.len(), once.len()),
        (all.len(), all.len()),
        "each date once"
    );
    let first = all[0]["date"]["on"].as_str().unwrap().replace('-', "");
    assert!(
        text.contains(&format!("DTSTART;VALUE=DATE:{first}")),
        "{text}"
    );

    for (args, expected, words) in [
        (&["--from", "tomorrow"][..], 2, "2026-11-01"),
        (
            &["--from", "2026-09-15", "--to", "2026-09-01"],
            2,
            "later day",
        ),
        (&["--country", "fr"], 2, "no arena"),
        (&["--dossier", "no-such"], 3, "no dossier 'no-such'"),
        (&["--source", "no-such"], 3, "noaber sources"),
        (&["--ics", "/no/such/folder/a.ics"], 3, "could not write"),
    ] {
        let out = room.run(&[&["calendar"], args].concat());
        assert_eq!(code(&out), expected, "{args:?}");
        assert!(told(&out).contains(words), "{args:?}: {}", told(&out));
    }
}

#[test]
fn a_calendar_with_a_secret_address_can_be_withdrawn() {
    let room = Room::new();
    room.demo();
    let made = room.run(&["calendar", "--country", "eu", "--all", "add", "Brussels"]);
    let path = String::from_utf8(made.stdout.clone()).unwrap();
    let path = path.trim();
    assert!(
        path.starts_with("/feeds/") && path.ends_with("/noaber.ics"),
        "{path}"
    );
    assert!(told(&made).contains("NOABER_ADDRESS"), "{}", told(&made));
    let other = room
        .command(&["calendar", "--json", "add", "Everything of ours"])
        .env("NOABER_ADDRESS", "https://desk.example/")
        .output()
        .unwrap();
    let other: Value = serde_json::from_slice(&other.stdout).unwrap();
    let address = other["address"].as_str().unwrap();
    assert!(
        address.starts_with("https://desk.example/feeds/"),
        "{address}"
    );

    let listed = room.done(&["calendar", "list", "--json"]);
    let secret = path.split('/').nth(2).unwrap();
    assert!(!listed.contains(secret), "a secret is shown once");
    let listed: Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed.as_array().unwrap().len(), 2);
    assert_eq!(
        (&listed[0]["name"], &listed[0]["id"]),
        (&"Brussels".into(), &1.into())
    );
    assert!(
        room.done(&["calendar", "list"])
            .contains("Everything of ours")
    );

    let (head, body) = room.get(path);
    assert!(
        head.starts_with("HTTP/1.1 200") && head.contains("text/calendar"),
        "{head}"
    );
    assert!(
        body.contains("X-WR-CALNAME:Brussels") && body.contains("BEGIN:VEVENT"),
        "{body}"
    );
    room.done(&["calendar", "withdraw", "1"]);
    let (head, body) = room.get(path);
    assert!(
        !head.starts_with("HTTP/1.1 200") && !body.contains("VEVENT"),
        "{head}"
    );
    let again = room.run(&["calendar", "withdraw", "1"]);
    assert_eq!(code(&again), 3);
    assert!(
        told(&again).contains("withdrawn already"),
        "{}",
        told(&again)
    );
    assert_eq!(code(&room.run(&["calendar", "withdraw", "9"])), 3);
    assert_eq!(code(&room.run(&["calendar", "add", "two\nlines"])), 3);
    let listed = room.json(&["calendar", "list", "--json"]);
    let withdrawn = |id: i64| {
        let feed = listed.as_array().unwrap().iter().find(|f| f["id"] == id);
        !feed.unwrap()["withdrawn"].is_null()
    };
    assert_eq!((withdrawn(1), withdrawn(2)), (true, false), "{listed}");
}
