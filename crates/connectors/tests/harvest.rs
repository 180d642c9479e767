//! Runs against a real HTTP server on this machine that behaves as badly as real ones do.

use noaber_connectors::{
    Fault, Fetcher, Harvest, Limits, Manners, Reach, Run, Unreadable, Validators, harvest, kinds,
};
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Source, SourceId, Wording};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came: its first line and its headers, in lower case.
#[derive(Clone, Debug)]
struct Asked {
    path: String,
    head: String,
}

type Log = Arc<Mutex<Vec<Asked>>>;

/// Serves whatever `answer` makes of a request and of how many came before; notes all requests.
async fn serve(answer: impl Fn(&Asked, usize) -> Vec<u8> + Send + Sync + 'static) -> (String, Log) {
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

async fn talk(
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

fn reply(status: &str, headers: &[&str], body: &str) -> Vec<u8> {
    let mut out = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    for header in headers {
        write!(out, "{header}\r\n").expect("a string takes all");
    }
    format!("{out}\r\n{body}").into_bytes()
}

fn ok_json(body: &str) -> Vec<u8> {
    reply("200 OK", &["Content-Type: application/json"], body)
}

fn manners() -> Manners {
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

fn fetcher(manners: Manners) -> Fetcher {
    Fetcher::new(manners, Validators::default()).expect("a fetcher")
}

fn source(kind: &str, address: &str, settings: &[(&str, &str)]) -> Source {
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

async fn run(source: &Source, cursor: Option<Cursor>, fetcher: &Fetcher) -> (Run, Vec<Harvest>) {
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

fn case(number: usize, changed: &str) -> String {
    format!(
        r#"{{"Id":"00000000-0000-4000-8000-{number:012}","Nummer":"2026Z{number:05}","Soort":"Motie","Onderwerp":"Zaak {number}","GestartOp":"2026-02-01T00:00:00+01:00","ApiGewijzigdOp":"{changed}","Verwijderd":false}}"#
    )
}

fn keys(pages: &[Harvest]) -> Vec<String> {
    pages
        .iter()
        .flat_map(|page| {
            page.items
                .iter()
                .map(|item| item.number.clone().unwrap_or_default())
        })
        .collect()
}

const FEED: &str = r#"<rss version="2.0"><channel><title>N</title><item><title>Bericht</title><link>https://example.org/1</link></item></channel></rss>"#;

fn feed_reply(headers: &[&str]) -> Vec<u8> {
    let all: Vec<&str> = ["Content-Type: application/rss+xml"]
        .iter()
        .chain(headers)
        .copied()
        .collect();
    reply("200 OK", &all, FEED)
}

#[tokio::test]
async fn a_busy_host_is_asked_again_after_the_time_it_names() {
    let (base, log) = serve(|_, before| match before {
        0 => reply("429 Too Many Requests", &["Retry-After: 1"], "later"),
        1 => reply("503 Service Unavailable", &[], "even niet"),
        _ => feed_reply(&[]),
    })
    .await;
    let begun = Instant::now();
    let (run, pages) = run(&source("feed", &base, &[]), None, &fetcher(manners())).await;
    assert_eq!((run.fault, run.complete, pages.len()), (None, true, 1));
    assert!(
        begun.elapsed() >= Duration::from_secs(1),
        "Retry-After was not kept"
    );
    let log = log.lock().expect("the log");
    assert_eq!(log.len(), 3);
    assert!(
        log[0].head.contains("user-agent: noaber/"),
        "{}",
        log[0].head
    );
}

#[tokio::test]
async fn a_host_that_stays_away_or_asks_too_long_a_wait_ends_the_run_with_a_fault() {
    let (base, log) = serve(|_, _| reply("503 Service Unavailable", &[], "storing")).await;
    let (first, pages) = run(&source("feed", &base, &[]), None, &fetcher(manners())).await;
    assert!(
        matches!(first.fault, Some(Fault::Unreachable { tries: 3, .. })),
        "{:?}",
        first.fault
    );
    assert!(pages.is_empty() && !first.complete);
    assert_eq!(log.lock().expect("the log").len(), 3);

    let (base, log) =
        serve(|_, _| reply("429 Too Many Requests", &["Retry-After: 3600"], "")).await;
    let (second, _) = run(&source("feed", &base, &[]), None, &fetcher(manners())).await;
    assert!(
        matches!(
            second.fault,
            Some(Fault::Busy {
                status: 429,
                seconds: 3600,
                ..
            })
        ),
        "{:?}",
        second.fault
    );
    assert_eq!(log.lock().expect("the log").len(), 1);

    let (base, log) = serve(|_, _| reply("404 Not Found", &[], "weg")).await;
    let (third, _) = run(&source("feed", &base, &[]), None, &fetcher(manners())).await;
    assert!(
        matches!(third.fault, Some(Fault::Status { status: 404, .. })),
        "{:?}",
        third.fault
    );
    assert_eq!(
        log.lock().expect("the log").len(),
        1,
        "a 404 is not tried again"
    );
}

#[tokio::test]
async fn an_unchanged_page_is_not_read_again() {
    let (base, log) = serve(|asked, _| {
        if asked.head.contains("if-none-match: \"v1\"") {
            reply("304 Not Modified", &["ETag: \"v1\""], "")
        } else {
            feed_reply(&[
                "ETag: \"v1\"",
                "Last-Modified: Sun, 01 Nov 2026 10:00:00 GMT",
            ])
        }
    })
    .await;
    let source = source("feed", &base, &[]);
    let first = fetcher(manners());
    assert_eq!(run(&source, None, &first).await.1.len(), 1);
    let second = Fetcher::new(manners(), first.validators()).expect("a fetcher");
    let (again, pages) = run(&source, None, &second).await;
    assert_eq!(
        (again.not_modified, pages.len(), again.complete),
        (1, 0, true)
    );
    assert!(
        log.lock().expect("the log")[1]
            .head
            .contains("if-modified-since: sun, 01 nov 2026")
    );
}

#[tokio::test]
async fn a_page_whose_run_was_cut_off_is_read_in_full_next_time() {
    let (base, _) = serve(|_, _| feed_reply(&["ETag: \"v1\""])).await;
    let source = source("feed", &base, &[]);
    let fetcher = fetcher(manners());
    let kind = kinds::find("feed").expect("a kind");
    let failed = harvest(kind, &source, None, &fetcher, Limits::default(), |_| {
        Err::<bool, _>("the disk is full")
    })
    .await;
    assert_eq!(failed, Err("the disk is full"));
    assert!(
        fetcher.validators().0.is_empty(),
        "a page that was not stored must come again"
    );
}

#[tokio::test]
async fn a_slow_answer_times_out() {
    let (base, _) = serve(|_, _| Vec::new()).await;
    let hasty = Manners {
        timeout: Duration::from_millis(200),
        tries: 2,
        ..manners()
    };
    let begun = Instant::now();
    let (run, _) = run(&source("feed", &base, &[]), None, &fetcher(hasty)).await;
    assert!(
        matches!(&run.fault, Some(Fault::Unreachable { why, .. }) if why.contains("timed out")),
        "{:?}",
        run.fault
    );
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_page_of_fifty_megabytes_is_cut_off_and_nothing_of_it_kept() {
    let (base, _) =
        serve(|_, _| ok_json(&format!("{{\"value\":[{}", " ".repeat(50_000_000)))).await;
    let (run, pages) = run(
        &source("tweede_kamer", &base, &[]),
        None,
        &fetcher(manners()),
    )
    .await;
    assert!(
        matches!(run.fault, Some(Fault::TooBig { limit: 200_000, .. })),
        "{:?}",
        run.fault
    );
    assert!(pages.is_empty());
}

#[tokio::test]
async fn redirects_are_followed_but_never_into_a_private_network() {
    let (base, _) = serve(|asked, _| match asked.path.as_str() {
        "/oud" => reply("301 Moved Permanently", &["Location: /nieuw"], ""),
        "/nieuw" => feed_reply(&[]),
        "/kring" => reply("302 Found", &["Location: /kring"], ""),
        "/bestand" => reply("302 Found", &["Location: file:///etc/hostname"], ""),
        _ => reply("302 Found", &["Location: http://10.0.0.1/geheim"], ""),
    })
    .await;
    let fetcher = fetcher(manners());
    let (good, pages) = run(&source("feed", &format!("{base}/oud"), &[]), None, &fetcher).await;
    assert_eq!((good.fault, pages.len()), (None, 1));
    for (path, mark) in [
        ("/binnen", "private network"),
        ("/bestand", "neither http nor https"),
    ] {
        let (bad, pages) = run(
            &source("feed", &format!("{base}{path}"), &[]),
            None,
            &fetcher,
        )
        .await;
        assert!(
            matches!(&bad.fault, Some(Fault::Refused { why, .. }) if why.contains(mark)),
            "{:?}",
            bad.fault
        );
        assert!(pages.is_empty());
    }
    let (round, _) = run(
        &source("feed", &format!("{base}/kring"), &[]),
        None,
        &fetcher,
    )
    .await;
    assert!(
        matches!(round.fault, Some(Fault::Circle { .. })),
        "{:?}",
        round.fault
    );
    let public = Fetcher::new(
        Manners {
            reach: Reach::Public,
            ..manners()
        },
        Validators::default(),
    )
    .expect("a fetcher");
    for address in [base.replace("127.0.0.1", "localhost"), base] {
        let (own, _) = run(&source("feed", &address, &[]), None, &public).await;
        assert!(own.fault.is_some(), "this machine must not be asked");
    }
}

#[tokio::test]
async fn a_source_that_sends_the_same_page_for_ever_is_left() {
    let (base, log) = serve(|asked, before| {
        let row = case(1, "2026-02-01T00:00:00Z");
        let host = asked
            .head
            .split("host: ")
            .nth(1)
            .and_then(|h| h.split_whitespace().next())
            .unwrap_or("")
            .to_owned();
        // The first source repeats its link, the second counts it up around the same rows.
        let token = if asked.path.starts_with("/telt") {
            before
        } else {
            7
        };
        let path = asked.path.split('?').next().unwrap_or("");
        ok_json(&format!(
            r#"{{"value":[{row}],"@odata.nextLink":"http://{host}{path}?$skiptoken={token}"}}"#
        ))
    })
    .await;
    let (same, pages) = run(
        &source("tweede_kamer", &base, &[("entity", "Zaak")]),
        None,
        &fetcher(manners()),
    )
    .await;
    assert!(
        matches!(same.fault, Some(Fault::Circle { .. })),
        "{:?}",
        same.fault
    );
    assert_eq!(pages.len(), 1);
    assert!(log.lock().expect("the log").len() <= 3);
    let counting = source(
        "tweede_kamer",
        &format!("{base}/telt"),
        &[("entity", "Zaak")],
    );
    let kind = kinds::find("tweede_kamer").expect("a kind");
    let limits = Limits { pages: 5 };
    let bounded = harvest(kind, &counting, None, &fetcher(manners()), limits, |_| {
        Ok::<_, Infallible>(true)
    })
    .await;
    assert_eq!(
        bounded.expect("no fault of storing").pages,
        5,
        "the limit of pages holds"
    );
}

/// Two pages of cases by nextLink, then papers and meetings, each empty.
fn paged(asked: &Asked, host: &str) -> Vec<u8> {
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

fn host_of(asked: &Asked) -> String {
    let host = asked
        .head
        .split("host: ")
        .nth(1)
        .and_then(|h| h.split_whitespace().next())
        .unwrap_or("");
    format!("http://{host}")
}

#[tokio::test]
async fn pages_follow_the_next_link_and_then_the_next_entity() {
    let (base, log) = serve(|asked, _| paged(asked, &host_of(asked))).await;
    let (run, pages) = run(
        &source("tweede_kamer", &base, &[("since", "2026-01-31")]),
        None,
        &fetcher(manners()),
    )
    .await;
    assert_eq!(
        (run.fault, run.complete, run.pages, run.items),
        (None, true, 4, 3)
    );
    assert_eq!(keys(&pages), ["2026Z00001", "2026Z00002", "2026Z00003"]);
    let cursor = run.cursor.expect("a cursor").0;
    assert!(
        cursor.contains(r#""Zaak":"2026-02-03T00:00:00Z""#),
        "{cursor}"
    );
    let log = log.lock().expect("the log");
    assert!(
        log[0]
            .path
            .starts_with("/Zaak?$filter=ApiGewijzigdOp%20gt%202026-01-30T23:50:00Z&$orderby="),
        "{}",
        log[0].path
    );
    assert!(log[2].path.starts_with("/Document?") && log[3].path.starts_with("/Activiteit?"));
}

#[tokio::test]
async fn without_a_next_link_pages_follow_by_skip_until_a_short_one() {
    let (base, log) = serve(|asked, _| {
        let first = if asked.path.contains("$skip=4") {
            5
        } else if asked.path.contains("$skip=2") {
            3
        } else {
            1
        };
        let rows: Vec<String> = (first..(first + 2).min(6))
            .map(|n| case(n, "2026-02-01T00:00:00Z"))
            .collect();
        ok_json(&format!(r#"{{"value":[{}]}}"#, rows.join(",")))
    })
    .await;
    let settings = [("entity", "Zaak"), ("page_size", "2")];
    let (run, pages) = run(
        &source("tweede_kamer", &base, &settings),
        None,
        &fetcher(manners()),
    )
    .await;
    assert_eq!((run.fault, run.complete, run.pages), (None, true, 3));
    assert_eq!(keys(&pages).len(), 5);
    assert!(
        log.lock().expect("the log")[2]
            .path
            .ends_with("&$top=2&$skip=4")
    );
}

#[tokio::test]
async fn a_run_that_was_cut_off_resumes_at_its_cursor() {
    let (base, log) = serve(|asked, before| {
        if before == 1 {
            return ok_json("<html>");
        }
        paged(asked, &host_of(asked))
    })
    .await;
    let source = source(
        "tweede_kamer",
        &base,
        &[("since", "2026-01-01"), ("entity", "Zaak")],
    );
    let fetcher = fetcher(manners());
    let (first, pages) = run(&source, None, &fetcher).await;
    assert!(
        matches!(
            &first.fault,
            Some(Fault::Page {
                why: Unreadable::WrongType { .. },
                ..
            })
        ),
        "{:?}",
        first.fault
    );
    assert_eq!(
        keys(&pages),
        ["2026Z00001", "2026Z00002"],
        "what came before the fault was handed over"
    );
    assert_eq!(
        pages[0].cursor, first.cursor,
        "each page carries the cursor to store with it"
    );
    let (second, pages) = run(&source, first.cursor, &fetcher).await;
    assert!(second.complete && keys(&pages).contains(&"2026Z00003".to_owned()));
    let log = log.lock().expect("the log");
    assert!(
        log[2].path.contains("gt%202026-02-01T23:50:00Z"),
        "{}",
        log[2].path
    );
}

#[tokio::test]
async fn the_caller_can_stop_a_run_after_any_page() {
    let (base, log) = serve(|asked, _| paged(asked, &host_of(asked))).await;
    let kind = kinds::find("tweede_kamer").expect("a kind");
    let source = source("tweede_kamer", &base, &[]);
    let stopped = harvest(
        kind,
        &source,
        None,
        &fetcher(manners()),
        Limits::default(),
        |_| Ok::<_, Infallible>(false),
    )
    .await;
    let stopped = stopped.expect("no fault of storing");
    assert_eq!(
        (stopped.pages, stopped.complete, stopped.fault),
        (1, false, None)
    );
    assert_eq!(log.lock().expect("the log").len(), 1);
}

#[tokio::test]
async fn a_key_that_is_not_in_the_environment_is_told_and_no_other_variable_is_sent() {
    let (base, log) = serve(|_, _| ok_json(r#"{"cursor":"A","documents":[]}"#)).await;
    let missing = source("dip", &base, &[("api_key_env", "NOABER_NO_SUCH_KEY")]);
    let (bad, _) = run(&missing, None, &fetcher(manners())).await;
    let told = bad.fault.expect("a fault").to_string();
    assert!(told.contains("NOABER_NO_SUCH_KEY"), "{told}");
    assert!(
        log.lock().expect("the log").is_empty(),
        "nothing is asked without a key"
    );
    let stranger = source("dip", &base, &[("api_key_env", "PATH")]);
    let (refused, _) = run(&stranger, None, &fetcher(manners())).await;
    assert!(
        matches!(
            refused.fault,
            Some(Fault::Setting {
                setting: "api_key_env",
                ..
            })
        ),
        "{:?}",
        refused.fault
    );
}

#[tokio::test]
async fn the_german_list_ends_when_its_cursor_stands_still() {
    let (base, log) = serve(|asked, _| {
        let next = if asked.path.contains("cursor=B") || asked.path.contains("cursor=A") { "B" } else { "A" };
        let entity = if asked.path.starts_with("/drucksache") { "d" } else { "v" };
        ok_json(&format!(r#"{{"cursor":"{next}","documents":[{{"id":"{entity}{next}","typ":"Vorgang","vorgangstyp":"Antrag","titel":"T {next}","datum":"2026-05-04"}}]}}"#))
    })
    .await;
    let kind = kinds::find("dip").expect("a kind");
    let source = source("dip", &base, &[]);
    let now = "2026-06-01T00:00:00Z".parse().expect("a moment");
    let client = fetcher(manners());
    let mut asked = (kind.start)(&source, None, now).expect("it starts");
    let mut last = None;
    let mut count = 0;
    // Walked by hand, without the key, as the loop would.
    while let Some(mut request) = asked.pop() {
        request.headers.clear();
        let noaber_connectors::http::Fetched::Page(page, _) =
            client.fetch(&request, 1_000.0).await.expect("a page")
        else {
            panic!("a page was expected");
        };
        let harvest = (kind.read)(&source, &page).expect("readable");
        asked.extend(harvest.next);
        last = harvest.cursor;
        count += 1;
        assert!(count < 20, "the list never ends");
    }
    assert_eq!(count, 6, "three pages of each entity");
    assert_eq!(
        last,
        Some(Cursor(
            r#"{"since":"2026-05-31T22:00:00Z","until":"2026-06-01T00:00:00Z"}"#.into()
        ))
    );
    assert!(
        log.lock().expect("the log")[5]
            .path
            .contains("/drucksache?")
    );
}

#[tokio::test]
async fn calls_are_asked_for_by_multipart_and_page_by_page() {
    let (base, log) = serve(|asked, _| {
        let number = if asked.path.contains("pageNumber=2") { 2 } else { 1 };
        ok_json(&format!(r#"{{"totalResults":150,"results":[{{"metadata":{{"identifier":["C-{number}"],"title":["Call {number}"]}}}}]}}"#))
    })
    .await;
    let (run, pages) = run(
        &source("sedia", &format!("{base}/search?apiKey=SEDIA"), &[]),
        None,
        &fetcher(manners()),
    )
    .await;
    assert_eq!((run.fault, run.complete, run.pages), (None, true, 2));
    assert_eq!(keys(&pages), ["C-1", "C-2"]);
    assert_eq!(
        run.cursor,
        Some(Cursor("1".into())),
        "the next run begins at the first page"
    );
    let log = log.lock().expect("the log");
    assert!(
        log[0]
            .head
            .starts_with("post /search?apikey=sedia&pagesize=100&pagenumber=1"),
        "{}",
        log[0].head
    );
    assert!(log[0].head.contains("multipart/form-data"));
}

const RECORD: &str = r#"<record><recordData><gzd><originalData><meta><owmskern><identifier>kst-99-{N}</identifier></owmskern><owmsmantel><issued>2026-03-03</issued></owmsmantel><tpmeta><documenttitel>Motie {N}</documenttitel><subrubriek>Motie</subrubriek></tpmeta></meta></originalData><enrichedData><itemUrl manifestation="xml">{HOST}/kst-99-{N}.xml</itemUrl></enrichedData></gzd></recordData></record>"#;

#[tokio::test]
async fn a_search_leads_to_its_texts_and_a_missing_text_leaves_the_title() {
    let (base, log) = serve(|asked, _| {
        let xml = |body: &str| reply("200 OK", &["Content-Type: application/xml"], body);
        let host = host_of(asked);
        if asked.path.contains("kst-99-2.xml") {
            return reply("404 Not Found", &[], "fout404");
        }
        if asked.path.ends_with(".xml") {
            return xml("<officiele-publicatie><kamerstuk><dossier><dossiernummer><dossiernr>99</dossiernr></dossiernummer><titel>D</titel></dossier><stuk><stuknr>Nr. <ondernummer>1</ondernummer></stuknr><titel>MOTIE</titel><al>Tekst.</al></stuk></kamerstuk></officiele-publicatie>");
        }
        let last_page = asked.path.contains("identifier%3E%22kst-99-2");
        let numbers: &[&str] = if last_page { &["3"] } else { &["1", "2"] };
        let records: String = numbers.iter().map(|n| RECORD.replace("{N}", n).replace("{HOST}", &host)).collect();
        let more = if last_page { "" } else { "<nextRecordPosition>3</nextRecordPosition>" };
        xml(&format!("<searchRetrieveResponse><numberOfRecords>3</numberOfRecords><records>{records}</records>{more}</searchRetrieveResponse>"))
    })
    .await;
    let (run, pages) = run(
        &source("kst", &format!("{base}/sru"), &[("since", "2026-03-01")]),
        None,
        &fetcher(manners()),
    )
    .await;
    assert_eq!(
        (run.fault.clone(), run.complete),
        (None, true),
        "{:?}",
        run.fault
    );
    let items: Vec<_> = pages.iter().flat_map(|page| &page.items).collect();
    let seen: Vec<(&str, bool)> = items
        .iter()
        .map(|i| (i.key.as_str(), i.body.is_empty()))
        .collect();
    assert_eq!(
        seen,
        [
            ("kst:kst-99-1", false),
            ("kst:kst-99-2", true),
            ("kst:kst-99-3", false)
        ]
    );
    assert_eq!(run.rejected_count, 1);
    assert!(run.cursor.expect("a cursor").0.contains("\"since\""));
    assert_eq!(log.lock().expect("the log").len(), 5);
}

#[tokio::test]
async fn requests_to_one_host_keep_their_pace() {
    let (base, _) = serve(|asked, _| paged(asked, &host_of(asked))).await;
    let begun = Instant::now();
    let slow = Manners {
        haste: 1.0,
        ..manners()
    };
    run(&source("tweede_kamer", &base, &[]), None, &fetcher(slow)).await;
    // The card allows two requests a second: four requests, three pauses.
    assert!(
        begun.elapsed() >= Duration::from_millis(1_400),
        "{:?}",
        begun.elapsed()
    );
}
