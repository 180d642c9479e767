//! What wants to do harm: bombs, entities, loops, floods, lies about encoding and ways into the
//! network the desk stands in. Each comes from a real server or as a page, and each is outlived.

mod server;

use noaber_connectors::formats::files::text_of;
use noaber_connectors::{Extract, Fault, Fetcher, Manners, Page, Run, Unreadable, kinds};
use noaber_domain::Item;
use noaber_testkit::{Asked, Reply, ScriptedServer, serve_script};
use server::{fetcher, manners, source};
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

const RSS: &str = "application/rss+xml";
/// The longest that any of this may take; without bounds most of it would take for ever.
const PATIENCE: Duration = Duration::from_secs(20);

async fn asked(kind: &str, address: &str, fetcher: &Fetcher) -> (Run, Vec<Item>) {
    let begun = Instant::now();
    let (run, pages) = server::run(&source(kind, address, &[]), None, fetcher).await;
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    (run, pages.into_iter().flat_map(|page| page.items).collect())
}

/// A feed with one entry, served as it stands.
fn feed(prologue: &str, title: &str, link: &str, text: &str) -> String {
    format!(
        "{prologue}<rss version=\"2.0\"><channel><title>Krant</title><item><guid>1</guid><title>{title}</title><link>{link}</link><description>{text}</description></item></channel></rss>"
    )
}

fn served(body: impl Into<Vec<u8>>) -> ScriptedServer {
    let body = body.into();
    serve_script(move |_: &Asked| Reply::ok(RSS, body.clone()))
}

fn page(body: impl Into<Vec<u8>>, content_type: &str) -> Page {
    Page {
        url: "https://data.example.org/api".into(),
        status: 200,
        content_type: Some(content_type.into()),
        body: body.into(),
        retrieved: jiff::Timestamp::UNIX_EPOCH,
        carry: None,
        headers: Vec::new(),
    }
}

#[tokio::test]
async fn a_feed_of_a_hundred_megabytes_is_cut_off() {
    let piece = "<item><title>Nog een</title></item>".repeat(30_000);
    let server = serve_script(move |_| Reply::ok(RSS, piece.clone()).times(100));
    let usual = fetcher(Manners {
        largest: Manners::default().largest,
        ..manners()
    });
    let (run, items) = asked("feed", &server.address("feed.xml"), &usual).await;
    assert!(
        matches!(run.fault, Some(Fault::TooBig { limit, .. }) if limit == 20 * 1024 * 1024),
        "{:?}",
        run.fault
    );
    assert!(items.is_empty() && server.asked().len() == 1);
}

#[tokio::test]
async fn a_small_answer_that_unpacks_to_a_flood_is_cut_off() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..60 {
        packer.write_all(&[b' '; 1 << 20]).expect("memory takes it");
    }
    let packed = packer.finish().expect("memory takes it");
    assert!(packed.len() < 1_000_000, "it is small until it unpacks");
    let server =
        serve_script(move |_| Reply::ok(RSS, packed.clone()).with("Content-Encoding: gzip"));
    let (run, items) = asked("feed", &server.address("bom"), &fetcher(manners())).await;
    assert!(
        matches!(run.fault, Some(Fault::TooBig { .. })),
        "{:?}",
        run.fault
    );
    assert!(items.is_empty());
}

#[tokio::test]
async fn an_answer_that_drips_for_ever_is_given_up() {
    let server = serve_script(|_| {
        Reply::ok(RSS, "<rss>".repeat(50))
            .cut(20)
            .after(Duration::from_secs(3))
    });
    let hasty = fetcher(Manners {
        timeout: Duration::from_millis(300),
        tries: 2,
        ..manners()
    });
    let (run, _) = asked("feed", &server.address("traag"), &hasty).await;
    assert!(
        matches!(run.fault, Some(Fault::Unreachable { tries: 2, .. })),
        "{:?}",
        run.fault
    );
}

#[tokio::test]
async fn entities_of_a_page_are_neither_expanded_nor_fetched() {
    let mut laughs = String::from("<!DOCTYPE r [<!ENTITY a0 \"ha\">");
    for n in 1..30 {
        let inner = format!("&a{};", n - 1).repeat(10);
        write!(laughs, "<!ENTITY a{n} \"{inner}\">").expect("a string takes all");
    }
    laughs.push_str("]>");
    let server = serve_script(move |asked| {
        let host = asked.header("host").unwrap_or_default();
        let outside = format!(
            "<!DOCTYPE r [<!ENTITY a29 SYSTEM \"file:///etc/hostname\"><!ENTITY % b SYSTEM \"http://{host}/geheim\"> %b;]>"
        );
        let prologue = match asked.path.as_str() {
            "/lach" => laughs.as_str(),
            _ => outside.as_str(),
        };
        Reply::ok(
            RSS,
            feed(
                prologue,
                "Kop &a29; staart",
                "https://example.org/1",
                "&a29;&a29;",
            ),
        )
    });
    for path in ["lach", "buiten"] {
        let (run, items) = asked("feed", &server.address(path), &fetcher(manners())).await;
        match run.fault {
            None => {
                assert!(items[0].title.starts_with("Kop"), "{}", items[0].title);
                let length = items[0].title.len() + items[0].body.len();
                assert!(length < 60, "{path}: something was expanded");
            }
            Some(fault) => assert!(matches!(fault, Fault::Page { .. }), "{path}: {fault}"),
        }
    }
    assert!(server.asked().iter().all(|asked| asked.path != "/geheim"));
}

#[tokio::test]
async fn titles_carry_no_markup_no_direction_and_no_control_characters() {
    let title = "&lt;script&gt;alert(1)&lt;/script&gt;Weg &#x202e;tsal&#x2066; &#0;\u{7}&#xfffe;N35 &lt;img src=x onerror=alert(2)&gt;\u{200b}verbreed<![CDATA[<b onclick='alert(3)'>d</b>\u{202d}]]>";
    let server = served(feed(
        "",
        title,
        "https://example.org/1",
        "<![CDATA[<script>alert(4)</script><p onclick='alert(5)'>Tekst</p><iframe src='javascript:alert(6)'></iframe>]]>",
    ));
    let (run, items) = asked("feed", &server.address("titel"), &fetcher(manners())).await;
    assert_eq!(run.fault, None);
    assert_eq!(items[0].title, "Weg tsal N35 verbreedd");
    assert_eq!(items[0].body, "Tekst");
}

#[tokio::test]
async fn an_address_that_is_no_page_never_becomes_a_link() {
    for link in [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/hostname",
        "vbscript:x",
        "JaVaScRiPt&#58;alert(1)",
    ] {
        let server = served(feed("", "Kop", link, "Tekst"));
        let (run, items) = asked("feed", &server.address("link"), &fetcher(manners())).await;
        for item in &items {
            assert!(item.url.starts_with("http://127.0.0.1"), "{}", item.url);
        }
        // When nothing is left of what a source says, it is called changed.
        let changed = run.fault.as_ref().is_some_and(Fault::is_change_of_form);
        assert_eq!(changed, items.is_empty(), "{link}: {:?}", run.fault);
        assert!(items.len() + run.rejected_count == 1, "{link} is told of");
    }
}

#[tokio::test]
async fn a_lie_about_the_encoding_costs_no_letter() {
    let text = feed(
        "<?xml version=\"1.0\" encoding=\"X\"?>",
        "Één brug naar Münster: € 5",
        "https://example.org/1",
        "Coördinatie",
    );
    let latin = |text: &str| -> Vec<u8> {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        bytes.into_owned()
    };
    let wide = |text: &str| -> Vec<u8> {
        let words = std::iter::once(0xfeff).chain(text.encode_utf16());
        words.flat_map(u16::to_le_bytes).collect()
    };
    let says = |name: &str| text.replace("encoding=\"X\"", &format!("encoding=\"{name}\""));
    for (body, claimed) in [
        (
            says("utf-8").into_bytes(),
            "application/xml; charset=iso-8859-1",
        ),
        (
            says("iso-8859-1").into_bytes(),
            "application/xml; charset=utf-8",
        ),
        (latin(&says("utf-8")), "application/xml; charset=utf-8"),
        (latin(&says("utf-8")), "application/xml"),
        (latin(&says("windows-1252")), "text/xml; charset=\"utf-8\""),
        (latin(&says("utf-8")), "text/xml; charset=klingon"),
        (wide(&says("utf-8")), "text/xml; charset=utf-8"),
    ] {
        let server = serve_script(move |_| Reply::ok(claimed, body.clone()));
        let (run, items) = asked("feed", &server.address("x"), &fetcher(manners())).await;
        assert_eq!(run.fault, None, "{claimed}");
        assert_eq!(items[0].title, "Één brug naar Münster: € 5", "{claimed}");
        assert_eq!(items[0].body, "Coördinatie", "{claimed}");
    }
}

#[tokio::test]
async fn no_redirect_leads_into_the_network_the_desk_stands_in() {
    let ways = [
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/meta-data/",
        "http://192.168.0.1:8080/admin",
        "http://172.16.0.9/",
        "http://100.64.0.1/",
        "http://[fd00::1]/",
        "http://[fe80::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:a00:1::]/",
        "http://[::10.0.0.1]/",
        "http://0xa.0.0.1/",
        "http://167772161/",
        "http://0/",
        "//10.0.0.1/geheim",
        "ftp://example.org/",
        "gopher://10.0.0.1:25/",
        "file:///etc/hostname",
    ];
    let server = serve_script(move |asked| {
        let number: usize = asked.path.trim_start_matches('/').parse().unwrap_or(0);
        Reply::new("302 Found", "").with(&format!("Location: {}", ways[number % ways.len()]))
    });
    for (number, way) in ways.iter().enumerate() {
        let (run, _) = asked(
            "feed",
            &server.address(&number.to_string()),
            &fetcher(manners()),
        )
        .await;
        assert!(
            matches!(run.fault, Some(Fault::Refused { .. })),
            "{way}: {:?}",
            run.fault
        );
    }
    assert_eq!(server.asked().len(), ways.len(), "nothing is tried again");
}

#[tokio::test]
async fn a_source_that_somebody_adds_cannot_reach_this_machine() {
    let server = served(feed("", "Kop", "https://example.org/1", "Tekst"));
    let public = fetcher(Manners {
        reach: Manners::default().reach,
        tries: 1,
        ..manners()
    });
    let port = server.port();
    for host in [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "0.0.0.0",
        "[::ffff:127.0.0.1]",
        "127.1",
        "2130706433",
    ] {
        let (run, items) = asked("feed", &format!("http://{host}:{port}/feed.xml"), &public).await;
        assert!(run.fault.is_some() && items.is_empty(), "{host}");
    }
    assert!(server.asked().is_empty(), "this machine was asked");
}

#[tokio::test]
async fn a_page_cannot_send_the_desk_into_its_own_network_either() {
    let record = "<record><recordData><gzd><originalData><meta><owmskern><identifier>kst-99-1</identifier></owmskern><owmsmantel><issued>2026-03-03</issued></owmsmantel><tpmeta><documenttitel>Motie</documenttitel><subrubriek>Motie</subrubriek></tpmeta></meta></originalData><enrichedData><itemUrl manifestation=\"xml\">http://10.0.0.1/kst-99-1.xml</itemUrl></enrichedData></gzd></recordData></record>";
    let body = format!(
        "<searchRetrieveResponse><numberOfRecords>1</numberOfRecords><records>{record}</records></searchRetrieveResponse>"
    );
    let server = serve_script(move |_| Reply::ok("application/xml", body.clone()));
    let (run, items) = asked("kst", &server.address("sru"), &fetcher(manners())).await;
    assert_eq!(
        items.len(),
        1,
        "the paper stays, without its text: {:?}",
        run.fault
    );
    assert!(items[0].body.is_empty());
    assert!(
        run.rejected[0].fault.contains("private network"),
        "{:?}",
        run.rejected
    );
}

/// A ZIP archive with one file in it.
fn zipped(name: &str, content: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default();
    writer.start_file(name, packed).expect("memory takes it");
    writer.write_all(content).expect("memory takes it");
    writer.finish().expect("memory takes it").into_inner()
}

#[tokio::test]
async fn a_file_that_is_a_bomb_ends_as_a_fault_and_the_next_source_is_read() {
    let mut bomb = b"<w:document xmlns:w='x'><w:p><w:t>".to_vec();
    bomb.resize(70 * 1024 * 1024, b'a');
    let bomb = zipped("word/document.xml", &bomb);
    assert!(bomb.len() < 150_000, "it is small until it unpacks");
    let server = serve_script(move |_| {
        Reply::ok(
            "application/vnd.openxmlformats-officedocument",
            bomb.clone(),
        )
    });
    let reading = fetcher(Manners {
        extract: Extract::new(|bytes| text_of(bytes).map_err(|fault| fault.to_string())),
        ..manners()
    });
    let (run, items) = asked("feed", &server.address("stuk.docx"), &reading).await;
    let told = run.fault.expect("a fault").to_string();
    assert!(
        told.contains("refused as a bomb") && items.is_empty(),
        "{told}"
    );
    let good = served(feed("", "Kop", "https://example.org/1", "Tekst"));
    let (run, items) = asked("feed", &good.address("feed.xml"), &reading).await;
    assert_eq!((run.fault, items.len()), (None, 1));
}

#[test]
fn an_archive_full_of_entities_or_of_depth_is_read_or_refused_in_good_time() {
    let begun = Instant::now();
    let mut laughs = String::from("<!DOCTYPE d [<!ENTITY a 'haha'>");
    for n in 0..1_000 {
        write!(laughs, "<!ENTITY a{n} '{}'>", "&a;".repeat(100)).expect("a string takes all");
    }
    let laughs = format!(
        "{laughs}]><w:d xmlns:w='x'><w:p><w:t>Een {} twee</w:t></w:p></w:d>",
        "&a999;".repeat(10_000)
    );
    let text = text_of(&zipped("word/document.xml", laughs.as_bytes())).expect("it is a text");
    assert_eq!(text, "Een twee");
    let deep = "<w:txbxContent><w:p>".repeat(500_000);
    let read = text_of(&zipped("word/document.xml", deep.as_bytes()));
    assert!(read.is_err(), "there is no text in it");
    assert!(begun.elapsed() < PATIENCE);
}

#[test]
fn depth_zeros_and_long_lines_make_no_reader_break_down() {
    let bodies: [(&str, Vec<u8>); 8] = [
        ("deep JSON", "[{\"value\":".repeat(300_000).into_bytes()),
        ("deep XML", "<a><b>".repeat(300_000).into_bytes()),
        (
            "deep HTML",
            format!("<html><body>{}", "<div><table><tr><td>".repeat(100_000)).into_bytes(),
        ),
        ("zeros", vec![0; 3_000_000]),
        ("open tags", "<".repeat(2_000_000).into_bytes()),
        (
            "open quotes",
            format!("<rss version='{}", "\"'".repeat(1_000_000)).into_bytes(),
        ),
        (
            "ampersands",
            format!("<rss>{}</rss>", "&".repeat(2_000_000)).into_bytes(),
        ),
        (
            "one long number",
            format!("{{\"value\":[{}]}}", "9".repeat(2_000_000)).into_bytes(),
        ),
    ];
    for kind in kinds::ALL {
        let card = (kind.card)();
        let row = source(card.code, "https://data.example.org/api", &[]);
        for (what, body) in &bodies {
            for sort in ["application/json", "application/xml", "text/html"] {
                let begun = Instant::now();
                let read = (kind.read)(&row, &page(body.clone(), sort));
                let took = begun.elapsed();
                assert!(took < PATIENCE, "{}: {what} took {took:?}", card.code);
                if let Ok(harvest) = read {
                    assert!(harvest.items.is_empty(), "{}: {what}", card.code);
                }
            }
        }
    }
}

#[test]
fn a_feed_in_json_that_is_too_deep_is_told_as_malformed() {
    let body = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":{}",
        "[".repeat(200_000)
    );
    let kind = kinds::find("feed").expect("a kind");
    let row = source("feed", "https://data.example.org/feed", &[]);
    let read = (kind.read)(&row, &page(body, "application/feed+json"));
    assert!(
        matches!(read, Err(Unreadable::Malformed { .. })),
        "{read:?}"
    );
}
