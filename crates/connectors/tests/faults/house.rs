//! The House of Representatives and the repository of official publications in small.

use crate::{Ask, Service, between, json, missing, pdf, xml};
use noaber_testkit::Reply;

pub(crate) fn services() -> Vec<Service> {
    let odata = |settings, keys| Service {
        kind: "tweede_kamer",
        path: "",
        settings,
        cursor: None,
        keys,
        dated: true,
        answer: rows,
    };
    let sru = |kind, settings| Service {
        kind,
        path: "/sru",
        settings,
        cursor: None,
        keys: &[
            "kst:kst-99-1",
            "kst:kst-99-2",
            "kst:kst-99-3",
            "kst:kst-99-4",
            "kst:kst-99-5",
        ],
        dated: true,
        answer: repository,
    };
    vec![
        odata(
            &[("entity", "Zaak,Document"), ("since", "2026-01-01")],
            CASES,
        ),
        odata(
            &[
                ("entity", "Zaak,Document"),
                ("since", "2026-01-01"),
                ("page_size", "2"),
            ],
            CASES,
        ),
        odata(
            &[("entity", "Stemming"), ("since", "2026-01-01")],
            &["tk:besluit:b1", "tk:besluit:b2", "tk:besluit:b3"],
        ),
        Service {
            kind: "vlos",
            path: "",
            settings: &[("since", "2026-01-01")],
            cursor: None,
            keys: &[
                "tk:verslag:s1:2026a1",
                "tk:verslag:s2:2026a2",
                "tk:verslag:s3:2026a3",
            ],
            dated: true,
            answer: rows,
        },
        Service {
            kind: "tk_syncfeed",
            path: "/SyncFeed/2.0",
            settings: &[("category", "Document,Zaak"), ("odata", "BASE")],
            cursor: Some(r#"{"Document":5,"Zaak":5}"#),
            keys: &[
                "tk:document:d1",
                "tk:document:d2",
                "tk:document:d3",
                "tk:zaak:z1",
            ],
            dated: false,
            answer: feed,
        },
        sru("kst", &[("since", "2026-01-01")]),
        sru(
            "koop_sru",
            &[("since", "2026-01-01"), ("publications", "Kamerstuk")],
        ),
    ]
}

const CASES: &[&str] = &[
    "tk:zaak:z1",
    "tk:zaak:z2",
    "tk:zaak:z3",
    "tk:zaak:z4",
    "tk:zaak:z5",
    "tk:document:d1",
    "tk:document:d2",
    "tk:document:d3",
];

/// When the n-th row of an entity changed.
fn changed(n: usize) -> String {
    format!("2026-02-0{n}T10:00:00Z")
}

/// The n-th row of an entity.
fn row(entity: &str, n: usize) -> String {
    let own = match entity {
        "Zaak" => format!(
            r#""Id":"z{n}","Nummer":"2026Z{n}","Soort":"Motie","Onderwerp":"Zaak {n}","GestartOp":null"#
        ),
        "Document" => format!(
            r#""Id":"d{n}","Nummer":"2026D{n}","Soort":"Brief","Onderwerp":"Stuk {n}","ContentType":"application/pdf","KenmerkAfzender":null"#
        ),
        "Stemming" => {
            format!(r#""Id":"s{n}","Besluit_Id":"b{n}","Soort":"Voor","FractieGrootte":5"#)
        }
        "Besluit" => format!(
            r#""Id":"b{n}","BesluitSoort":"Stemmen - aangenomen","Status":"Besluit","BesluitTekst":"Aangenomen.","Zaak":[{{"Id":"z{n}","Nummer":"2026Z{n}","Onderwerp":"Motie {n}"}}],"Stemming":[]"#
        ),
        _ => format!(r#""Id":"v{n}","Vergadering_Id":"s{n}","Status":"Gecorrigeerd""#),
    };
    format!(
        r#"{{{own},"ApiGewijzigdOp":"{}","Verwijderd":false}}"#,
        changed(n)
    )
}

/// OData with pages of two rows: by nextLink, or by `$top` without one, in the order of change.
fn rows(ask: &Ask) -> Reply {
    let path = ask.path.as_str();
    if path.contains("/resource") {
        return match between(path, "/Verslag(v", &[')']) {
            Some(n) => xml(&format!(
                "<vlosCoreDocument status='Gecorrigeerd'><vergadering soort='Commissie' objectid='s{n}'><activiteit soort='Commissiedebat' objectid='a{n}'><onderwerp>Debat {n}</onderwerp><parlisid>2026A{n}</parlisid><activiteithoofd soort='Algemeen'><tekst><alinea><alineaitem>Aan de orde is het spoor.</alineaitem></alinea></tekst></activiteithoofd></activiteit></vergadering></vlosCoreDocument>"
            )),
            None => pdf(),
        };
    }
    let entity = between(path, "/", &['?']).unwrap_or_default();
    let count = if entity == "Zaak" { 5 } else { 3 };
    let asked_by_id = |n: &usize| path.contains(&format!("eq%20{}{n}", entity[..1].to_lowercase()));
    if path.contains("Id%20eq") {
        let found: Vec<String> = (1..=count)
            .filter(asked_by_id)
            .map(|n| row(entity, n))
            .collect();
        return json(&format!(r#"{{"value":[{}]}}"#, found.join(",")));
    }
    let bound = between(path, "ApiGewijzigdOp%20g", &['&']).unwrap_or("t%202026");
    let (inclusive, from) = (bound.starts_with('e'), &bound[4..]);
    let within = |n: &usize| changed(*n).as_str() > from || (inclusive && changed(*n) == from);
    let mut all: Vec<usize> = (1..=count).filter(within).collect();
    if ask.upside_down {
        all.reverse();
    }
    let number = |name| between(path, name, &['&']).and_then(|n| n.parse().ok());
    let skip: usize = number("$skip=").or(number("$skiptoken=")).unwrap_or(0);
    let page: Vec<String> = all
        .iter()
        .skip(skip)
        .take(2)
        .map(|n| row(entity, *n))
        .collect();
    let bare = path.split("&$skiptoken").next().unwrap_or(path);
    let link = match number("$top=").is_none() && all.len() > skip + 2 {
        true => format!(
            r#","@odata.nextLink":"{}{bare}&$skiptoken={}""#,
            ask.host,
            skip + 2
        ),
        false => String::new(),
    };
    json(&format!(r#"{{"value":[{}]{link}}}"#, page.join(",")))
}

/// The SyncFeed: three papers on two pages, a case, and the rows behind them.
fn feed(ask: &Ask) -> Reply {
    let path = ask.path.as_str();
    if !path.starts_with("/SyncFeed") {
        return rows(ask);
    }
    let entry = |element: &str, id: &str, next: u32| {
        format!(
            "<entry><title>{id}</title><updated>2026-05-30T10:00:00Z</updated><link rel='next' href='x?skiptoken={next}'/><content><{element} id='{id}' verwijderd='false' bijgewerkt='2026-05-30T12:00:00'><onderwerp>Iets</onderwerp><nummer>2026X{next}</nummer></{element}></content></entry>"
        )
    };
    let token = between(path, "skiptoken=", &['&']).unwrap_or("0");
    let mut entries = match (path.contains("category=Document"), token) {
        (true, "0" | "5") => vec![entry("document", "d1", 7), entry("document", "d2", 9)],
        (true, "7") => vec![entry("document", "d2", 9)],
        (true, "9") => vec![entry("document", "d3", 12)],
        (false, "0" | "5") => vec![entry("zaak", "z1", 12)],
        _ => Vec::new(),
    };
    if ask.upside_down {
        entries.reverse();
    }
    Reply::ok(
        "application/atom+xml",
        format!("<feed>{}</feed>", entries.concat()),
    )
}

/// SRU with pages of two records in the order of identifiers, each with its text.
fn repository(ask: &Ask) -> Reply {
    let path = ask.path.as_str();
    if let Some(n) = between(path, "/kst-99-", &['.']) {
        return xml(&format!(
            "<officiele-publicatie><kamerstuk><dossier><dossiernummer><dossiernr>99</dossiernr></dossiernummer><titel>D</titel></dossier><stuk><stuknr>Nr. <ondernummer>{n}</ondernummer></stuknr><titel>MOTIE</titel><al>Tekst.</al></stuk></kamerstuk></officiele-publicatie>"
        ));
    }
    if !path.starts_with("/sru") {
        return missing();
    }
    let last = between(path, "identifier%3E%22kst-99-", &['%']).and_then(|n| n.parse().ok());
    let mut left: Vec<usize> = (1..=5)
        .filter(|n| last.is_none_or(|last| *n > last))
        .collect();
    if ask.upside_down {
        left.reverse();
    }
    let record = |n: &usize| {
        format!(
            "<record><recordData><gzd><originalData><meta><owmskern><identifier>kst-99-{n}</identifier></owmskern><owmsmantel><issued>2026-03-03</issued></owmsmantel><tpmeta><documenttitel>Motie {n}</documenttitel><subrubriek>Motie</subrubriek></tpmeta></meta></originalData><enrichedData><itemUrl manifestation=\"xml\">{}/kst-99-{n}.xml</itemUrl></enrichedData></gzd></recordData></record>",
            ask.host
        )
    };
    let records: String = left.iter().take(2).map(record).collect();
    let more = match left.len() > 2 {
        true => "<nextRecordPosition>3</nextRecordPosition>",
        false => "",
    };
    xml(&format!(
        "<searchRetrieveResponse><numberOfRecords>{}</numberOfRecords><records>{records}</records>{more}</searchRetrieveResponse>",
        left.len()
    ))
}
