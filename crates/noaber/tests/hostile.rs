//! Files that want to do harm, given to the real program: what can be read is read, what cannot is
//! ended in time and told, and titles stay titles on every page that shows them.

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot do it should stop at"
)]

use noaber_connectors::{Extract, Page, extracted};
use noaber_testkit::{Asked, Reply, recordings, serve_script};
use noaber_work::read_files::{FileLimits, in_a_process};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_noaber"))
}

fn reader() -> Extract {
    in_a_process(program(), FileLimits::default())
}

fn read(extract: &Extract, bytes: Vec<u8>) -> Result<String, String> {
    let page = Page {
        url: "https://example.org/stuk".into(),
        status: 200,
        content_type: None,
        body: bytes,
        retrieved: jiff::Timestamp::UNIX_EPOCH,
        carry: None,
        headers: Vec::new(),
    };
    let read = extract.page(page).map_err(|why| why.to_string())?;
    Ok(extracted(&read).unwrap().to_owned())
}

fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let mut text = String::new();
    for paragraph in paragraphs {
        write!(text, "<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>").unwrap();
    }
    let xml = format!("<w:document xmlns:w='w'><w:body>{text}</w:body></w:document>");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default();
    writer.start_file("word/document.xml", packed).unwrap();
    writer.write_all(xml.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

/// A PDF of these objects, numbered from 1, the first of which is its catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        writeln!(out, "{} 0 obj", number + 1).unwrap();
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let table = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in &places {
        writeln!(out, "{place:010} 00000 n ").unwrap();
    }
    let count = objects.len() + 1;
    write!(
        out,
        "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    )
    .unwrap();
    out
}

fn stream(head: &str, content: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {head} /Length {} >>\nstream\n", content.len()).into_bytes();
    out.extend_from_slice(content);
    out.extend_from_slice(b"\nendstream");
    out
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

const FONT: &[u8] =
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

/// A PDF of one page with this content.
fn page_of(content: Vec<u8>) -> Vec<u8> {
    pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>".to_vec(),
        content,
        FONT.to_vec(),
        stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>", b"/X Do"),
    ])
}

#[test]
fn files_are_read_by_a_process_of_their_own() {
    let extract = reader();
    let text = read(&extract, docx(&["Vragen &amp; antwoorden", "Over de N35"]));
    assert_eq!(text.unwrap(), "Vragen & antwoorden\nOver de N35");
    let words = stream(
        "",
        b"BT /F1 12 Tf 50 700 Td (De trein naar M\\374nster) Tj ET",
    );
    let text = read(&extract, page_of(words)).unwrap();
    assert_eq!(text, "De trein naar Münster");
}

#[test]
fn recorded_files_are_read_whole() {
    let Some(folder) = recordings() else { return };
    let extract = reader();
    let council = folder.join("nl/councils/open-raadsinformatie/payloads/Besluitenlijst-raadsvergadering-29-juni-2015.pdf");
    let text = read(&extract, std::fs::read(council).unwrap()).unwrap();
    assert!(
        text.starts_with("Besluitenlijst raadsvergadering 29 juni 2015"),
        "{text:.80}"
    );
    assert!(text.contains("De raad besluit unaniem:") && text.contains("coöperatie"));
    assert!(
        text.trim_end()
            .ends_with("sluit de voorzitter de vergadering.")
    );
    let mut count = 0;
    for entry in std::fs::read_dir(folder.join("nl/docx/sampledocs")).unwrap() {
        let path = entry.unwrap().path();
        let text = read(&extract, std::fs::read(&path).unwrap()).unwrap();
        assert!(
            text.contains("Kamervragen") && text.contains("Antwoord"),
            "{path:?}"
        );
        assert!(
            !text.contains(['<', '\u{fffd}']) && text.len() > 4_000,
            "{path:?}"
        );
        count += 1;
    }
    assert_eq!(count, 8);
}

#[test]
fn a_file_that_loops_hoards_or_overflows_is_ended_and_told() {
    let tree = pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>".to_vec(),
    ]);
    let itself = page_of(stream("", b"/X Do"));
    let nested = page_of(stream("", "[".repeat(3_000_000).as_bytes()));
    // More than a gigabyte, packed twice.
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..1_200 {
        packer.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let hoard = packed(&packer.finish().unwrap());
    let hoard = page_of(stream("/Filter [/FlateDecode /FlateDecode]", &hoard));
    let busy = b"q 1 0 0 1 0 0 cm BT /F1 9 Tf (a) Tj ET Q\n".repeat(2_000_000);
    let busy = page_of(stream("/Filter /FlateDecode", &packed(&busy)));
    let limits = FileLimits {
        time: Duration::from_secs(3),
        ..FileLimits::default()
    };
    let extract = in_a_process(program(), limits);
    for (what, bytes) in [
        ("a page tree that holds itself", tree),
        ("a form that draws itself", itself),
        ("deep nesting", nested),
        ("a hoard", hoard),
        ("a page without end", busy),
    ] {
        assert!(bytes.len() < 6_000_000, "{what}: {}", bytes.len());
        let begun = Instant::now();
        let told = read(&extract, bytes);
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(8), "{what} took {took:?}");
        let why = told.expect_err(what);
        eprintln!("{what}: {took:?}: {why}");
        assert!(why.contains("a file with text"), "{what}: {why}");
    }
    let text = read(&reader(), docx(&["Het leven gaat door"]));
    assert_eq!(text.unwrap(), "Het leven gaat door");
}

#[test]
fn what_the_process_may_not_do_it_cannot() {
    let mut child = Command::new(program())
        .arg("extract")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let limits = PathBuf::from(format!("/proc/{}/limits", child.id()));
    if limits.is_file() {
        let begun = Instant::now();
        let limited = || {
            let told = std::fs::read_to_string(&limits).unwrap_or_default();
            let line = |name: &str| {
                told.lines()
                    .find(|l| l.starts_with(name))
                    .map(str::to_owned)
            };
            let space = line("Max address space").unwrap_or_default();
            space.contains("1073741824") && line("Max cpu time").unwrap_or_default().contains("60")
        };
        while !limited() {
            assert!(
                begun.elapsed() < Duration::from_secs(10),
                "it has no limits"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    drop(child.stdin.take());
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(3), "nothing is no file");
}

const TITLE: &str = "&lt;script&gt;alert(1)&lt;/script&gt;Spoorverbinding &lt;img src=x onerror=alert(2)&gt; &amp;lt;script&amp;gt;alert(3)&amp;lt;/script&amp;gt; \"x' onmouseover='alert(4)";

#[test]
fn a_title_that_is_a_script_is_only_a_title_on_every_page() {
    let server = serve_script(|_: &Asked| {
        Reply::ok(
            "application/rss+xml",
            format!(
                "<rss version=\"2.0\"><channel><title>&lt;b&gt;Krant</title><item><guid>1</guid><title>{TITLE}</title><link>https://example.org/?a=%22%3E%3Cscript%3E</link><description>{TITLE}</description><author>{TITLE}</author><category>{TITLE}</category></item></channel></rss>"
            ),
        )
    });
    let folder = tempfile::tempdir().unwrap();
    write_pack(&folder.path().join("pack"), &server.address("feed.xml"));
    let data = folder.path().join("data");
    let noaber = |args: &[&str]| {
        let out = Command::new(program())
            .arg("--data")
            .arg(&data)
            .args(args)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(
            out.status.success(),
            "{args:?}: {}",
            String::from_utf8_lossy(&out.stderr)
        );
        String::from_utf8(out.stdout).unwrap()
    };
    noaber(&["region", "load", "pack"]);
    noaber(&["collect", "--all", "--own-network"]);
    let found = noaber(&["signals", "--json"]);
    assert!(found.contains("Spoorverbinding"), "{found}");
    let desk = Desk::open(&data);
    for path in [
        "/",
        "/signals",
        "/signals.json",
        "/signals.csv",
        "/signals.atom",
        "/search?q=spoorverbinding",
        "/search.json?q=spoorverbinding",
        "/items/1",
        "/dossiers",
        "/dossiers/spoor",
        "/sources",
        "/agenda",
        "/calendar",
        "/digest",
    ] {
        let (head, body) = desk.get(path);
        if head.contains("404 Not Found") {
            continue;
        }
        assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
        let markup = !head.contains("application/json") && !head.contains("text/csv");
        if markup {
            for harm in ["<script>alert", "<img src=x", "onmouseover='alert(4)"] {
                assert!(!body.contains(harm), "{path}: {harm}");
            }
        }
        assert!(
            head.to_lowercase()
                .contains("x-content-type-options: nosniff"),
            "{path}: {head}"
        );
    }
}

fn write_pack(folder: &Path, feed: &str) {
    std::fs::create_dir_all(folder.join("dossiers")).unwrap();
    for (name, text) in [
        ("region.toml", "id = \"twente\"\nname = { nl = \"Twente\" }\nabout = { nl = \"Veertien gemeenten\" }\nlanguage = \"nl\"\ntime_zone = \"Europe/Amsterdam\"\nmembers = [\"hengelo\"]\n".to_owned()),
        ("organisations.toml", "[[organisation]]\nid = \"hengelo\"\nkind = \"municipality\"\nname = { nl = \"Hengelo\" }\ncountry = \"nl\"\nof_region = true\n".to_owned()),
        ("dossiers/spoor.toml", "id = \"spoor\"\ntitle = { nl = \"Spoor\" }\nabout = { nl = \"De trein.\" }\n\n[[interest]]\nid = \"spoor-nl\"\nlanguage = \"nl\"\nquery = \"spoorverbinding\"\nalways = true\n".to_owned()),
        ("sources.toml", format!("[[source]]\nid = \"krant\"\nkind = \"feed\"\nname = {{ nl = \"Krant\" }}\naddress = \"{feed}\"\ncountry = \"nl\"\nlanguage = \"nl\"\n")),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

/// The desk in the browser; closed when this value is dropped.
struct Desk {
    child: Child,
    address: String,
}

impl Desk {
    fn open(data: &Path) -> Desk {
        let mut child = Command::new(program())
            .arg("--data")
            .arg(data)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap();
        let address = address.split('/').next().unwrap().to_owned();
        Desk { child, address }
    }

    fn get(&self, path: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        let host = &self.address;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // It holds nothing that could be lost.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
