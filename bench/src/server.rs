//! The desk as it is run: how fast it starts, answers, and how much memory it holds.

use crate::report::{Report, percentile};
use anyhow::{Context, Result, ensure};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Requests per page.
const REQUESTS: usize = 100;

/// A server that is stopped when it is no longer needed.
struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It holds nothing that could be lost.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts the desk on the filled database and measures it.
pub fn run(report: &mut Report, target: &Path, room: &Path) -> Result<()> {
    if !["start", "today", "signals", "memory"]
        .iter()
        .any(|name| report.wants(name))
    {
        return Ok(());
    }
    let mut starts = Vec::new();
    for _ in 0..5 {
        let (_server, took) = start(target, room)?;
        starts.push(took);
    }
    report.at_most(
        "start",
        percentile(&mut starts, 0.5),
        "ms",
        None,
        300.0,
        "from the command to the first answer of /healthz/ready, median of five",
    );
    let (server, _) = start(target, room)?;
    for (name, path, what) in [
        (
            "today-p95",
            "/",
            "the whole page over HTTP at 268,047 items",
        ),
        (
            "signals-p95",
            "/signals",
            "the whole page over HTTP at 268,047 items",
        ),
    ] {
        let mut times = Vec::new();
        for round in 0..REQUESTS + 5 {
            let begin = Instant::now();
            let page = get(&server.address, path)?;
            ensure!(
                page.starts_with("HTTP/1.1 200"),
                "{path} answered {}",
                &page[..page.len().min(60)]
            );
            if round >= 5 {
                times.push(begin.elapsed().as_secs_f64() * 1e3);
            }
        }
        report.at_most(name, percentile(&mut times, 0.95), "ms", None, 30.0, what);
    }
    for query in ["motie", "gemeente", "spoor", "brief%20regering", "de"] {
        get(&server.address, &format!("/search?q={query}"))?;
        get(&server.address, &format!("/search?q={query}&order=best"))?;
    }
    report.at_most(
        "memory",
        resident(&server.child)?,
        "MB",
        None,
        300.0,
        "highest resident memory of the server after these requests and ten searches",
    );
    Ok(())
}

fn start(target: &Path, room: &Path) -> Result<(Server, f64)> {
    let begin = Instant::now();
    let mut child = Command::new(target.join("release/noaber"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(room.join("desk"))
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start target/release/noaber")?;
    let mut line = String::new();
    let out = child.stdout.take().context("no output")?;
    BufReader::new(out).read_line(&mut line)?;
    let address = line
        .split("http://")
        .nth(1)
        .and_then(|rest| rest.split('/').next());
    let address = address
        .with_context(|| format!("expected an address, came '{line}'"))?
        .to_owned();
    let server = Server { child, address };
    let page = get(&server.address, "/healthz/ready")?;
    ensure!(page.starts_with("HTTP/1.1 200"), "not ready: {page}");
    Ok((server, begin.elapsed().as_secs_f64() * 1e3))
}

fn get(address: &str, path: &str) -> Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Highest resident memory of a process so far, in MB.
fn resident(child: &Child) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()))?;
    let line = status
        .lines()
        .find(|l| l.starts_with("VmHWM"))
        .context("no VmHWM")?;
    let kilobytes: f64 = line
        .split_whitespace()
        .nth(1)
        .context("no number")?
        .parse()?;
    Ok(kilobytes / 1e3)
}
