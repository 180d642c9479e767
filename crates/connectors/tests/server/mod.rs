//! A real HTTP server on this machine for the tests of runs, and what they have in common. Each
//! test file uses its own part of it.
#![allow(dead_code)]

use noaber_connectors::{
    Fetcher, Harvest, Limits, Manners, Reach, Run, Validators, harvest, kinds,
};
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Source, SourceId, Wording};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came: its first line and its headers, in lower case.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub head: String,
}

pub type Log = Arc<Mutex<Vec<Asked>>>;

/// Serves whatever `answer` makes of a request and of how many came before; notes all requests.
pub async fn serve(
    answer: impl Fn(&Asked, usize) -> Vec<u8> + Send + Sync + 'static,
) -> (String, Log) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let log = Log::default();
    let (notes, answer) = (log.clone(), Arc::new(answer));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (notes, answer) = (notes.clone(), answer.clone());
            tokio::spawn(async move {
                let _ = talk(stream, &notes, |asked, before| answer(asked, before)).await;
            });
        }
    });
    (base, log)
}

pub async fn talk(
    mut stream: TcpStream,
    log: &Log,
    answer: impl Fn(&Asked, usize) -> Vec<u8>,
) -> std::io::Result<()> {
    let mut seen = Vec::new();
    let mut piece = [0u8; 4096];
    while !seen.windows(4).any(|w| w == b"\r\n\r\n") {
        let count = stream.read(&mut piece).await?;
        if count == 0 {
            return Ok(());
        }
        seen.extend_from_slice(&piece[..count]);
    }
    let text = String::from_utf8_lossy(&seen).into_owned();
    let path = text.split_whitespace().nth(1).unwrap_or("").to_owned();
    let asked = Asked {
        path,
        head: text.to_lowercase(),
    };
    let before = {
        let mut log = log.lock().expect("the log");
        log.push(asked.clone());
        log.len() - 1
    };
    let bytes = answer(&asked, before);
    if bytes.is_empty() {
        tokio::time::sleep(Duration::from_secs(30)).await;
    }
    stream.write_all(&bytes).await?;
    stream.shutdown().await
}

pub fn reply(status: &str, headers: &[&str], body: &str) -> Vec<u8> {
    let mut out = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    for header in headers {
        write!(out, "{header}\r\n").expect("a string takes all");
    }
    format!("{out}\r\n{body}").into_bytes()
}

pub fn ok_json(body: &str) -> Vec<u8> {
    reply("200 OK", &["Content-Type: application/json"], body)
}

pub fn manners() -> Manners {
    Manners {
        haste: 10_000.0,
        timeout: Duration::from_secs(5),
        largest: 200_000,
        tries: 3,
        first_pause: Duration::from_millis(20),
        longest_pause: Duration::from_secs(3),
        reach: Reach::Loopback,
        ..Manners::default()
    }
}

pub fn fetcher(manners: Manners) -> Fetcher {
    Fetcher::new(manners, Validators::default()).expect("a fetcher")
}

pub fn source(kind: &str, address: &str, settings: &[(&str, &str)]) -> Source {
    Source {
        id: SourceId::new("proef").expect("a slug"),
        kind: kind.into(),
        name: Wording::default(),
        address: address.into(),
        country: Country::Nl,
        language: None,
        every_hours: 6,
        silent_after_days: 7,
        settings: settings
            .iter()
            .map(|(k, v)| ((*k).into(), (*v).into()))
            .collect::<BTreeMap<_, _>>(),
        active: true,
    }
}

pub async fn run(
    source: &Source,
    cursor: Option<Cursor>,
    fetcher: &Fetcher,
) -> (Run, Vec<Harvest>) {
    let kind = kinds::find(&source.kind).expect("a kind on the list");
    let mut pages = Vec::new();
    let run = harvest(
        kind,
        source,
        cursor,
        fetcher,
        Limits { pages: 50 },
        |page| {
            pages.push(page);
            Ok::<bool, Infallible>(true)
        },
    )
    .await
    .expect("storing cannot fail here");
    (run, pages)
}

pub fn case(number: usize, changed: &str) -> String {
    format!(
        r#"{{"Id":"00000000-0000-4000-8000-{number:012}","Nummer":"2026Z{number:05}","Soort":"Motie","Onderwerp":"Zaak {number}","GestartOp":"2026-02-01T00:00:00+01:00","ApiGewijzigdOp":"{changed}","Verwijderd":false}}"#
    )
}

pub fn keys(pages: &[Harvest]) -> Vec<String> {
    pages
        .iter()
        .flat_map(|page| {
            page.items
                .iter()
                .map(|item| item.number.clone().unwrap_or_default())
        })
        .collect()
}

pub const FEED: &str = r#"<rss version="2.0"><channel><title>N</title><item><title>Bericht</title><link>https://example.org/1</link></item></channel></rss>"#;

pub fn feed_reply(headers: &[&str]) -> Vec<u8> {
    let all: Vec<&str> = ["Content-Type: application/rss+xml"]
        .iter()
        .chain(headers)
        .copied()
        .collect();
    reply("200 OK", &all, FEED)
}

/// Two pages of cases by nextLink, then papers and meetings, each empty.
pub fn paged(asked: &Asked, host: &str) -> Vec<u8> {
    let path = asked.path.as_str();
    if path.contains("skiptoken=2") {
        ok_json(&format!(
            r#"{{"value":[{}]}}"#,
            case(3, "2026-02-03T00:00:00Z")
        ))
    } else if path.starts_with("/Zaak") {
        let rows = [
            case(1, "2026-02-01T00:00:00Z"),
            case(2, "2026-02-02T00:00:00Z"),
        ]
        .join(",");
        ok_json(&format!(
            r#"{{"value":[{rows}],"@odata.nextLink":"{host}/Zaak?$skiptoken=2"}}"#
        ))
    } else {
        ok_json(r#"{"value":[]}"#)
    }
}

pub fn host_of(asked: &Asked) -> String {
    let host = asked
        .head
        .split("host: ")
        .nth(1)
        .and_then(|h| h.split_whitespace().next())
        .unwrap_or("");
    format!("http://{host}")
}
