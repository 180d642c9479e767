//! The institutions of the European Union in small.

use crate::{Ask, Service, between, json, missing};
use noaber_testkit::Reply;

pub(crate) fn services() -> Vec<Service> {
    vec![
        Service {
            kind: "cellar",
            path: "/webapi/rdf/sparql",
            settings: &[("window", "2")],
            cursor: None,
            keys: &["cellar:32026L0001", "cellar:52026PC0002"],
            dated: true,
            answer: cellar,
        },
        Service {
            kind: "europarl",
            path: "",
            settings: &[("feeds", "adopted-texts,committee-documents,meetings")],
            cursor: None,
            keys: &[
                "ep:TA-10-2026-0001",
                "ep:TA-10-2026-0002",
                "ep:TA-10-2026-0003",
                "ep:TA-10-2026-0004",
                "ep:TA-10-2026-0005",
                "ep:TA-10-2026-0006",
                "ep:TA-10-2026-0007",
                "ep:TA-10-2026-0008",
                "ep:TA-10-2026-0009",
                "ep:CJ-10-2026-0001",
            ],
            dated: false,
            answer: parliament,
        },
        Service {
            kind: "have_your_say",
            path: "",
            settings: &[],
            cursor: None,
            keys: &["hys:7", "hys:8", "hys:9"],
            dated: false,
            answer: initiatives,
        },
        Service {
            kind: "sedia",
            path: "/search",
            settings: &[],
            cursor: None,
            keys: &["sedia:c-1", "sedia:c-2", "sedia:c-3"],
            dated: false,
            answer: calls,
        },
    ]
}

fn cellar(ask: &Ask) -> Reply {
    let path = ask.path.as_str();
    let rows = |variables: &str, bindings: &str| {
        json(&format!(
            r#"{{"head":{{"vars":[{variables}]}},"results":{{"bindings":[{bindings}]}}}}"#
        ))
    };
    if path.starts_with("/resource/celex/") {
        return Reply::ok(
            "application/xhtml+xml",
            "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>Artikel 1</p></body></html>",
        );
    }
    if path.contains("VALUES") {
        let fact = |celex: &str| {
            format!(
                r#"{{"celex":{{"value":"{celex}"}},"date":{{"value":"2026-05-20"}},"field":{{"value":"title"}},"value":{{"value":"Titel {celex}"}},"lang":{{"value":"NLD"}}}}"#
            )
        };
        return rows(
            r#""celex","field""#,
            &[fact("32026L0001"), fact("52026PC0002")].join(","),
        );
    }
    // The works bear the date of today, which is asked for last.
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(1)));
    let is_today = path.contains(&format!("%3E%3D+%22{}%22", today.date()))
        || path.contains(&format!("%3E%3D%20%22{}%22", today.date()));
    let mut works = [
        r#"{"work":{"value":"http://example.org/1"},"celex":{"value":"32026L0001"}}"#,
        r#"{"work":{"value":"http://example.org/2"},"celex":{"value":"52026PC0002"}}"#,
    ];
    if ask.upside_down {
        works.reverse();
    }
    let found = if is_today {
        works.join(",")
    } else {
        String::new()
    };
    rows(r#""work","celex","modified""#, &found)
}

fn parliament(ask: &Ask) -> Reply {
    let path = ask.path.as_str();
    let of = |name: &str, ids: Vec<String>| {
        let mut rows: Vec<String> = ids.iter().map(|id| name.replace("{N}", id)).collect();
        if ask.upside_down {
            rows.reverse();
        }
        json(&format!(r#"{{"data":[{}]}}"#, rows.join(",")))
    };
    let named = r#"{"type":"Work","identifier":"{N}"}"#;
    let told = r#"{"type":"Work","work_type":"def/ep-document-types/TEXT_ADOPTED","identifier":"{N}","title_dcterms":{"en":"Text {N}"}}"#;
    for (feed, prefix, count) in [("adopted-texts", "TA", 9), ("committee-documents", "CJ", 1)] {
        if path.starts_with(&format!("/{feed}/feed?")) {
            return of(
                named,
                (1..=count)
                    .map(|n| format!("{prefix}-10-2026-{n:04}"))
                    .collect(),
            );
        }
        if let Some(ids) = between(path, &format!("/{feed}/"), &['?']) {
            return of(told, ids.split(',').map(str::to_owned).collect());
        }
    }
    match path.starts_with("/meetings?") {
        true => json(r#"{"data":[]}"#),
        false => missing(),
    }
}

fn initiatives(ask: &Ask) -> Reply {
    let path = ask.path.as_str();
    let one = |n: usize| {
        format!(
            r#"{{"id":{n}.0,"shortTitle":"Initiative {n}","currentStatuses":[{{"receivingFeedbackStatus":"OPEN","isCurrent":true}}]}}"#
        )
    };
    let list = |numbers: &[usize]| {
        let mut rows: Vec<String> = numbers.iter().map(|n| one(*n)).collect();
        if ask.upside_down {
            rows.reverse();
        }
        json(&format!(
            r#"{{"initiativeResultDtoPage":{{"totalPages":2.0,"content":[{}]}}}}"#,
            rows.join(",")
        ))
    };
    match (
        between(path, "page=", &['&']),
        between(path, "/groupInitiatives/", &['?']),
    ) {
        (Some("0"), _) => list(&[7, 8]),
        (Some(_), _) => list(&[9]),
        (_, Some(n)) => json(&format!(
            r#"{{"id":{n}.0,"shortTitle":"Initiative {n}","dossierSummary":"<p>Why</p>"}}"#
        )),
        _ => missing(),
    }
}

/// Two pages of calls; the last of them is without its text and is asked for by name.
fn calls(ask: &Ask) -> Reply {
    let call = |n: usize, text: &str| {
        format!(
            r#"{{"metadata":{{"identifier":["C-{n}"],"title":["Call {n}"],"status":["31094502"]{text}}}}}"#
        )
    };
    let text = r#","descriptionByte":["The long text"]"#;
    let list = |rows: &[String]| {
        let mut rows = rows.to_vec();
        if ask.upside_down {
            rows.reverse();
        }
        json(&format!(
            r#"{{"totalResults":103,"results":[{}]}}"#,
            rows.join(",")
        ))
    };
    let path = ask.path.as_str();
    match (path.contains("text=***"), path.contains("pageNumber=1")) {
        (true, true) => list(&[call(1, text), call(2, text)]),
        (true, false) => list(&[call(3, "")]),
        (false, _) => list(&[call(3, text)]),
    }
}
