//! Councils and German parliaments in small.

use crate::{Ask, Service, between, json, missing, pdf};
use noaber_testkit::Reply;
use std::fmt::Write as _;

pub(crate) fn services() -> Vec<Service> {
    vec![
        Service {
            kind: "open_besluitvorming",
            path: "",
            settings: &[("organisation", "proef")],
            cursor: None,
            keys: &[
                "obv:document:notubiz:gemeente:proef:1",
                "obv:document:notubiz:gemeente:proef:2",
                "obv:document:notubiz:gemeente:proef:3",
                "obv:document:notubiz:gemeente:proef:4",
            ],
            dated: false,
            answer: besluitvorming,
        },
        Service {
            kind: "notubiz",
            path: "",
            settings: &[("organisation", "275"), ("modules", "6")],
            cursor: None,
            keys: &[
                "notubiz:meeting:1",
                "notubiz:meeting:2",
                "notubiz:document:101",
                "notubiz:document:102",
                "notubiz:motion:7",
            ],
            dated: false,
            answer: notubiz,
        },
        Service {
            kind: "gemeente_oplossingen",
            path: "/api",
            settings: &[("organisation", "proef")],
            cursor: None,
            keys: &[
                "go:proef:meeting:1",
                "go:proef:document:5",
                "go:proef:document:6",
            ],
            dated: false,
            answer: oplossingen,
        },
        Service {
            kind: "dip",
            path: "",
            settings: &[("since", "2026-01-01")],
            cursor: None,
            keys: &[
                "dip:vorgang:1",
                "dip:vorgang:2",
                "dip:vorgang:3",
                "dip:drucksache:4",
            ],
            dated: true,
            answer: dip,
        },
        Service {
            kind: "parlamentsspiegel",
            path: "/suche",
            settings: &[("since", "2026-01-01")],
            cursor: None,
            keys: &[],
            dated: true,
            answer: parlamentsspiegel,
        },
    ]
}

fn besluitvorming(ask: &Ask) -> Reply {
    let path = ask.path.as_str();
    if path.starts_with("/api/status") {
        return json(r#"{"suppliers":[],"sources":[{"sourceKey":"proef","state":"ok"}]}"#);
    }
    if let Some(n) = between(
        path,
        "/entities/document%3Anotubiz%3Agemeente%3Aproef%3A",
        &['?'],
    ) {
        return json(&format!(
            r#"{{"entityId":"document:notubiz:gemeente:proef:{n}","markdownText":"De trein rijdt."}}"#
        ));
    }
    let record = |n: u32| {
        format!(
            "{{\"seq\":{n},\"op\":\"upsert\",\"entity_id\":\"document:notubiz:gemeente:proef:{n}\",\"source_key\":\"proef\",\"payload\":{{\"name\":\"Stuk {n}\"}}}}\n"
        )
    };
    let lines = |more: &str, next: &str, numbers: &[u32]| {
        let mut numbers = numbers.to_vec();
        if ask.upside_down {
            numbers.reverse();
        }
        let body: String = numbers.into_iter().map(record).collect();
        Reply::ok("application/x-ndjson", body)
            .with(&format!("X-Has-More: {more}"))
            .with(&format!("X-Next-Cursor: {next}"))
            .with("X-Changes-Cursor: 7")
    };
    match (path.contains("/export/changes"), path.contains("cursor=")) {
        (false, false) => lines("true", "document:x", &[1, 2]),
        (false, true) => lines("false", "", &[3]),
        (true, _) if !path.contains("cursor=9") => lines("false", "9", &[4]),
        (true, _) => lines("false", "9", &[]),
    }
}

fn notubiz(ask: &Ask) -> Reply {
    let path = ask.path.split('?').next().unwrap_or_default();
    let meeting = |n: u32| {
        json(&format!(
            r#"{{"meeting":{{"id":{n},"plannings":[{{"start_date":"2026-06-16 19:30:00"}}],"attributes":[{{"id":1,"value":"Raad {n}"}}],"documents":[{{"id":10{n},"title":"Stuk","version":1}}],"agenda_items":[]}}}}"#
        ))
    };
    match path {
        "/events" if ask.path.contains("page=1") => {
            json(r#"{"events":[{"id":1}],"pagination":{"has_more_pages":true}}"#)
        }
        "/events" => json(r#"{"events":[{"id":2}],"pagination":{"has_more_pages":false}}"#),
        "/events/meetings/1" => meeting(1),
        "/events/meetings/2" => meeting(2),
        "/modules/6/items" => json(
            r#"{"items":[{"id":7,"module_id":6,"last_modified":"2026-01-02 10:00:00","attributes":[{"id":1,"values":[{"content":"Motie over het spoor"}]}]}]}"#,
        ),
        "/document/101/1" | "/document/102/1" => pdf(),
        _ => missing(),
    }
}

fn oplossingen(ask: &Ask) -> Reply {
    match ask.path.as_str() {
        path if path.starts_with("/api/v1/meetings?") => json(
            r#"[{"id":1,"date":"2026-06-14","items":[],"documents":[{"id":5,"filename":"Stuk.pdf"},{"id":6,"filename":"Bijlage.pdf"}]}]"#,
        ),
        path if path.starts_with("/api/v1/meetings/1/documents/") => pdf(),
        _ => missing(),
    }
}

/// Two pages of procedures, then one of papers; a list ends when its cursor stands still.
fn dip(ask: &Ask) -> Reply {
    let path = ask.path.as_str();
    let place = between(path, "cursor=", &['&']).unwrap_or("");
    let vorgang = |n: u32| {
        format!(
            r#"{{"id":"{n}","typ":"Vorgang","vorgangstyp":"Antrag","titel":"Vorgang {n}","datum":"2026-05-04","aktualisiert":"2026-05-04T10:00:00+02:00"}}"#
        )
    };
    let (next, mut rows) = match (path.starts_with("/vorgang"), place) {
        (true, "") => ("A", vec![vorgang(1), vorgang(2)]),
        (true, "A") => ("B", vec![vorgang(3)]),
        (true, _) => ("B", Vec::new()),
        (false, "") => ("C", vec![r#"{"id":"4","typ":"Dokument","dokumentart":"Drucksache","drucksachetyp":"Antrag","dokumentnummer":"21/4","titel":"Antrag 4","datum":"2026-05-04"}"#.to_owned()]),
        (false, _) => ("C", Vec::new()),
    };
    if ask.upside_down {
        rows.reverse();
    }
    json(&format!(
        r#"{{"numFound":4,"cursor":"{next}","documents":[{}]}}"#,
        rows.join(",")
    ))
}

fn parlamentsspiegel(ask: &Ask) -> Reply {
    let mut numbers: Vec<usize> = match between(&ask.path, "page=", &['&']) {
        Some("0") => (1..51).collect(),
        _ => (51..53).collect(),
    };
    if ask.upside_down {
        numbers.reverse();
    }
    let mut blocks = String::new();
    for n in numbers {
        write!(blocks, r#"<div class="ps-vorgang"><p class="ps-titel"><a aria-controls="ps-detail-NW_V{n}_D{n}"><span>Vorgang {n}</span></a></p><p class="ps-dokument"><a href="https://example.org/{n}.pdf"><span>Drucksache 18/{n}</span></a><span>NRW</span><span>Antrag; 29.04.2026</span></p></div>"#)
            .expect("a string takes all");
    }
    let page =
        format!("<!DOCTYPE html><html><body><div id=\"iTreffer\">{blocks}</div></body></html>");
    Reply::ok("text/html;charset=UTF-8", page)
}
