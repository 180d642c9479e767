//! A day of the desk: twenty sources on a server of this machine publish two thousand real papers at
//! the hours at which the House of Representatives meets, and the released program collects them.

use crate::replay::{Form, pages, procedure_rows};
use crate::report::Report;
use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, Timestamp};
use nix::sys::resource::{UsageWho, getrusage};
use noaber_testkit::{Asked, Reply, serve_script};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Looks in a day, one every two hours.
const LOOKS: usize = 12;
/// Papers that the three lists of the House, the Bundestag and each of sixteen feeds publish.
const LISTS: [(&str, &str, usize); 3] = [
    ("Zaak", "nl/tk-odata/zaak_documents.tar.gz", 350),
    ("Document", "nl/tk-odata/document.tar.gz", 400),
    ("Activiteit", "nl/tk-odata/activiteit.tar.gz", 100),
];
const PROCEDURES: usize = 190;
const FEEDS: usize = 16;
const ENTRIES: usize = 60;
/// Newest entries that a feed shows.
const SHOWN: usize = 30;

/// Runs the day and measures what it cost.
pub fn run(
    report: &mut Report,
    root: &Path,
    target: &Path,
    recordings: &Path,
    room: &Path,
) -> Result<()> {
    if !report.wants("day") {
        return Ok(());
    }
    let day = Arc::new(Day::read(recordings)?);
    let look = Arc::new(AtomicUsize::new(0));
    let (shared, at) = (Arc::clone(&day), Arc::clone(&look));
    let server = serve_script(move |asked| shared.answer(asked, at.load(Ordering::SeqCst)));
    let pack = room.join("pack");
    copy(&root.join("regions/twente"), &pack)?;
    std::fs::write(pack.join("sources.toml"), sources(&server.address("")))?;
    let data = room.join("day");
    let noaber = |args: &[&str]| {
        let mut command = Command::new(target.join("release/noaber"));
        command.arg("--data").arg(&data).args(args);
        command
            .env("NOABER_DIP_KEY", "bench")
            .env("NOABER_CONTACT", "https://example.org/bench")
            .env_remove("HTTP_PROXY")
            .env_remove("http_proxy");
        command.stdout(Stdio::null());
        command
    };
    let loaded = noaber(&["region", "load", &pack.to_string_lossy()]).status()?;
    ensure!(loaded.success(), "the pack was not loaded");
    let (before, mut highest) = (worked()?, 0.0f64);
    for number in 0..LOOKS {
        look.store(number, Ordering::SeqCst);
        let child = noaber(&["collect", "--all", "--own-network"]).spawn();
        highest = highest.max(watch(child.context("cannot start target/release/noaber")?)?);
    }
    let seconds = worked()? - before;
    let told = noaber(&["--json", "sources"])
        .stdout(Stdio::piped())
        .output()?;
    let states: Vec<Value> = serde_json::from_slice(&told.stdout)?;
    let items: i64 = states
        .iter()
        .filter_map(|state| state["items"].as_i64())
        .sum();
    ensure!(
        items as usize == day.count(),
        "{} papers were published, {items} came",
        day.count()
    );
    eprintln!("{items} items of {} sources in {LOOKS} looks", states.len());
    report.at_most("day-processor", seconds, "s", None, 60.0,
        "processor time of twelve looks at twenty sources that publish 2,000 papers in a day: fetched, read, kept, matched against ten dossiers");
    report.at_most(
        "day-memory",
        highest,
        "MB",
        None,
        300.0,
        "highest resident memory of any of these looks",
    );
    Ok(())
}

/// Seconds of processor time of all programs that this one started and that have ended.
fn worked() -> Result<f64> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds =
        |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
}

/// Waits for a program; gives the most memory it was seen with, in MB.
fn watch(mut child: Child) -> Result<f64> {
    let file = format!("/proc/{}/status", child.id());
    let mut highest = 0.0f64;
    loop {
        let status = std::fs::read_to_string(&file).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM"));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
        highest = highest.max(kilobytes.unwrap_or(0.0) / 1e3);
        if let Some(ended) = child.try_wait()? {
            ensure!(ended.success(), "a look ended with {ended}");
            return Ok(highest);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn sources(base: &str) -> String {
    let base = base.trim_end_matches('/');
    let mut out = String::new();
    let mut row = |id: &str, kind: &str, path: &str, country: &str, settings: &str| {
        writeln!(out, "[[source]]\nid = \"{id}\"\nkind = \"{kind}\"\nname = {{ nl = \"{id}\" }}\naddress = \"{base}/{path}\"\ncountry = \"{country}\"\nlanguage = \"{country}\"\n{settings}").unwrap_or_default();
    };
    for (entity, ..) in LISTS {
        let settings = format!(
            "settings = {{ entity = \"{entity}\", expand = \"no\", text = \"no\", since = \"2025-10-01\" }}"
        );
        row(
            &format!("kamer-{}", entity.to_lowercase()),
            "tweede_kamer",
            "odata",
            "nl",
            &settings,
        );
    }
    let key = "settings = { entity = \"vorgang\", api_key_env = \"NOABER_DIP_KEY\" }";
    row("bundestag", "dip", "dip", "de", key);
    for feed in 0..FEEDS {
        row(
            &format!("feed-{feed}"),
            "feed",
            &format!("feed/{feed}"),
            "nl",
            "",
        );
    }
    out
}

/// All that is published, in order, and how much of it by the end of each look.
struct Day {
    lists: BTreeMap<&'static str, Vec<Value>>,
    procedures: Vec<Value>,
    entries: Vec<String>,
    shares: [f64; LOOKS],
    /// How far the Bundestag's list was given away.
    given: Mutex<usize>,
}

impl Day {
    fn read(recordings: &Path) -> Result<Day> {
        let mut lists = BTreeMap::new();
        for (entity, path, count) in LISTS {
            lists.insert(entity, rows(&recordings.join(path), count)?);
        }
        let texts = pages(
            recordings.join("nl/tk-odata/document_publications_kst_xml.tar.gz"),
            Form::Archive,
        );
        let entries = texts.iter().take(FEEDS * ENTRIES).enumerate();
        let entries = entries
            .map(|(number, page)| entry(number, &String::from_utf8_lossy(&page.bytes)))
            .collect();
        let procedures = procedure_rows(
            &recordings.join("de/dip21/vorgaenge_wp18.tsv.gz"),
            PROCEDURES,
        )?;
        Ok(Day {
            lists,
            procedures,
            entries,
            shares: rhythm(&rows(
                &recordings.join("nl/tk-odata/activiteit.tar.gz"),
                5_000,
            )?),
            given: Mutex::new(0),
        })
    }

    fn count(&self) -> usize {
        self.lists.values().map(Vec::len).sum::<usize>()
            + self.procedures.len()
            + self.entries.len()
    }

    /// How many of so many are out by the end of a look.
    fn out(&self, of: usize, look: usize) -> usize {
        (self.shares[look.min(LOOKS - 1)] * of as f64).round() as usize
    }

    fn answer(&self, asked: &Asked, look: usize) -> Reply {
        let json = |body: String| Reply::ok("application/json", body);
        if let Some(rest) = asked.path.strip_prefix("/feed/") {
            return Reply::ok(
                "application/rss+xml",
                self.feed(rest.parse().unwrap_or(0), look),
            );
        }
        if asked.path.starts_with("/dip") {
            return json(self.bundestag(look).to_string());
        }
        let entity = LISTS
            .iter()
            .find(|list| asked.path.contains(&format!("/{}?", list.0)));
        match entity {
            Some((entity, ..)) => json(self.house(entity, asked, look).to_string()),
            None => Reply::new("404 Not Found", ""),
        }
    }

    fn house(&self, entity: &str, asked: &Asked, look: usize) -> Value {
        let number = |name: &str| {
            let text = asked.path.split(name).nth(1)?;
            text.split(['&', '%']).next().map(str::to_owned)
        };
        let since: Option<Timestamp> = number("gt%20").and_then(|text| text.parse().ok());
        let skip = number("$skip=")
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        let all = self
            .lists
            .get(entity)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let newer = |row: &&Value| {
            let changed = row["ApiGewijzigdOp"]
                .as_str()
                .and_then(|text| text.parse::<Timestamp>().ok());
            since.is_none_or(|since| changed.is_some_and(|changed| changed > since))
        };
        let out: Vec<&Value> = all[..self.out(all.len(), look)]
            .iter()
            .filter(newer)
            .skip(skip)
            .take(250)
            .collect();
        serde_json::json!({"value": out})
    }

    /// What is new, and then a cursor that stands still.
    fn bundestag(&self, look: usize) -> Value {
        let mut given = self
            .given
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let to = self.out(self.procedures.len(), look);
        let new = &self.procedures[(*given).min(to)..to];
        *given = to;
        serde_json::json!({"cursor": format!("look-{look}"), "documents": new})
    }

    fn feed(&self, feed: usize, look: usize) -> String {
        let own = self.entries.chunks(ENTRIES).nth(feed).unwrap_or_default();
        let out = &own[..self.out(own.len(), look)];
        let shown: String = out.iter().rev().take(SHOWN).map(String::as_str).collect();
        format!("<rss version=\"2.0\"><channel><title>Feed {feed}</title>{shown}</channel></rss>")
    }
}

/// The first rows of an archive, as if they had changed one after the other on one day.
fn rows(archive: &Path, count: usize) -> Result<Vec<Value>> {
    let begin: Timestamp = "2025-10-02T00:00:00Z".parse()?;
    let (mut found, mut seen) = (Vec::new(), std::collections::HashSet::new());
    for page in pages(archive.to_owned(), Form::Archive) {
        let read: Value = serde_json::from_slice(&page.bytes)?;
        let many = match read {
            Value::Array(rows) => rows,
            one => vec![one],
        };
        for mut row in many {
            let living = row["Verwijderd"] != true && row["Verwijderd"] != 1;
            if !living || !seen.insert(row["Id"].to_string()) {
                continue;
            }
            let at = begin + SignedDuration::from_secs(60 * found.len() as i64);
            row["ApiGewijzigdOp"] = at.to_string().into();
            // Papers of a case come with their own list.
            row["Document"] = Value::Null;
            found.push(row);
            if found.len() == count {
                return Ok(found);
            }
        }
    }
    anyhow::bail!(
        "{} holds {} rows, not {count}",
        archive.display(),
        found.len()
    )
}

/// The share of activities that began before the end of each look.
fn rhythm(activities: &[Value]) -> [f64; LOOKS] {
    let hour = |row: &Value| {
        row["Aanvangstijd"]
            .as_str()?
            .get(11..13)?
            .parse::<usize>()
            .ok()
    };
    let hours: Vec<usize> = activities.iter().filter_map(hour).collect();
    let mut shares = [1.0; LOOKS];
    for (look, share) in shares.iter_mut().enumerate().take(LOOKS - 1) {
        let before = hours
            .iter()
            .filter(|hour| **hour < (look + 1) * 24 / LOOKS)
            .count();
        *share = before as f64 / hours.len().max(1) as f64;
    }
    shares
}

/// An entry of a feed with the words of a paper.
fn entry(number: usize, xml: &str) -> String {
    let mut words = String::new();
    for piece in xml.split('<').skip(1) {
        words.push_str(piece.split_once('>').map_or("", |(_, text)| text));
        words.push(' ');
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = words
        .chars()
        .take(120)
        .collect::<String>()
        .replace(['<', '>', '&'], " ");
    format!(
        "<item><guid>stuk-{number}</guid><title>{title}</title><link>https://example.org/{number}</link><pubDate>Thu, 02 Oct 2025 08:00:00 GMT</pubDate><description><![CDATA[{words}]]></description></item>"
    )
}
