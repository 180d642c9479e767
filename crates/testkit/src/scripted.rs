//! An HTTP server on the loopback address that behaves as a test says: late, half, refusing, with
//! whatever bytes. What it is asked is noted; it is no part of the product and knows no source.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Bytes of a request's head that are read at most.
const LONGEST_HEAD: u64 = 64 * 1024;
/// A body larger than this is written in pieces of this size, so that a client that hangs up is
/// noticed.
const PIECE: usize = 64 * 1024;

/// A request as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Path and query, such as `/feed.xml?page=2`.
    pub path: String,
    /// Its headers, a line each, in lower case.
    pub head: String,
}

impl Asked {
    /// The value of a header, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines
            .find(|(known, _)| known.trim() == name)
            .map(|(_, value)| value.trim())
    }
}

/// What the server does with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Status and reason, such as `200 OK`; empty closes the connection without a word.
    pub status: String,
    /// Headers beside length and connection, such as `Retry-After: 3`.
    pub headers: Vec<String>,
    /// The body.
    pub body: Vec<u8>,
    /// How many bytes of the body are sent, where it breaks off: its length is told in full.
    pub cut: Option<usize>,
    /// How many times the body is sent in a row, for bodies that no test should hold in memory.
    pub times: usize,
    /// How long it waits before it answers.
    pub pause: Duration,
}

impl Reply {
    /// An answer with this status and body.
    pub fn new(status: &str, body: impl Into<Vec<u8>>) -> Reply {
        Reply {
            status: status.to_owned(),
            headers: Vec::new(),
            body: body.into(),
            cut: None,
            times: 1,
            pause: Duration::ZERO,
        }
    }

    /// A good answer of this type.
    pub fn ok(content_type: &str, body: impl Into<Vec<u8>>) -> Reply {
        Reply::new("200 OK", body).with(&format!("Content-Type: {content_type}"))
    }

    /// A connection that is closed without a word, as by a host that is down.
    pub fn nothing() -> Reply {
        Reply::new("", "")
    }

    /// The same with one more header.
    pub fn with(mut self, header: &str) -> Reply {
        self.headers.push(header.to_owned());
        self
    }

    /// The same, broken off after so many bytes of its body.
    pub fn cut(mut self, bytes: usize) -> Reply {
        self.cut = Some(bytes);
        self
    }

    /// The same with its body so many times in a row.
    pub fn times(mut self, times: usize) -> Reply {
        self.times = times;
        self
    }

    /// The same after a pause.
    pub fn after(mut self, pause: Duration) -> Reply {
        self.pause = pause;
        self
    }
}

/// A running server; it stops when this value is dropped.
#[derive(Debug)]
pub struct ScriptedServer {
    at: SocketAddr,
    stop: Arc<AtomicBool>,
    log: Arc<Mutex<Vec<Asked>>>,
    thread: Option<JoinHandle<()>>,
}

/// Serves whatever `answer` makes of a request, on a free port of the loopback address, each
/// connection on a thread of its own.
///
/// # Panics
/// When no port can be had on the loopback address.
pub fn serve_script(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> ScriptedServer {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the loopback address has a port");
    let at = listener
        .local_addr()
        .expect("a bound listener has an address");
    let (stop, log) = (Arc::new(AtomicBool::new(false)), Arc::default());
    let (stopped, notes) = (Arc::clone(&stop), Arc::clone(&log));
    let answer = Arc::new(answer);
    let thread = std::thread::spawn(move || {
        for stream in listener.incoming() {
            if stopped.load(Ordering::SeqCst) {
                return;
            }
            let (answer, notes) = (Arc::clone(&answer), Arc::clone(&notes));
            std::thread::spawn(move || {
                // A client that goes away halfway is its own test's matter.
                let _ = stream.and_then(|stream| talk(stream, &notes, &*answer));
            });
        }
    });
    ScriptedServer {
        at,
        stop,
        log,
        thread: Some(thread),
    }
}

impl ScriptedServer {
    /// The address of a path, such as `feed.xml`.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}/{}", self.at, path.trim_start_matches('/'))
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.at.port()
    }

    /// What was asked so far, in order.
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.log).clone()
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // The listener waits in accept: one last connection lets it see the flag.
        let _ = TcpStream::connect(self.at);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn talk(
    mut stream: TcpStream,
    log: &Mutex<Vec<Asked>>,
    answer: &(impl Fn(&Asked) -> Reply + ?Sized),
) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.set_write_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream.try_clone()?).take(LONGEST_HEAD);
    let (mut first, mut head) = (String::new(), String::new());
    lines.read_line(&mut first)?;
    while lines.read_line(&mut head)? > 2 {}
    if first.is_empty() {
        return Ok(());
    }
    let asked = Asked {
        path: first.split(' ').nth(1).unwrap_or("/").to_owned(),
        head: head.to_lowercase(),
    };
    lock(log).push(asked.clone());
    let reply = answer(&asked);
    std::thread::sleep(reply.pause);
    send(&mut stream, &reply)?;
    // What the client still sends is read, or its own side would see a broken connection.
    stream.shutdown(Shutdown::Write)
}

fn send(stream: &mut TcpStream, reply: &Reply) -> std::io::Result<()> {
    if reply.status.is_empty() {
        return Ok(());
    }
    let whole = reply.body.len() * reply.times;
    write!(stream, "HTTP/1.1 {}\r\n", reply.status)?;
    for header in &reply.headers {
        write!(stream, "{header}\r\n")?;
    }
    write!(
        stream,
        "Connection: close\r\nContent-Length: {whole}\r\n\r\n"
    )?;
    let mut left = reply.cut.unwrap_or(whole).min(whole);
    while left > 0 {
        for piece in reply.body.chunks(PIECE) {
            let piece = &piece[..piece.len().min(left)];
            stream.write_all(piece)?;
            left -= piece.len();
        }
    }
    Ok(())
}

/// What these locks guard is a list that is only added to.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(server: &ScriptedServer, path: &str) -> String {
        let mut stream = TcpStream::connect(server.at).expect("the server listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: X\r\n\r\n").expect("it takes a request");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("it is text");
        text
    }

    #[test]
    fn it_does_as_it_is_told_and_notes_what_it_was_asked() {
        let server = serve_script(|asked| match asked.path.as_str() {
            "/weg" => Reply::nothing(),
            "/half" => Reply::ok("text/plain", "0123456789").cut(4),
            "/veel" => Reply::ok("text/plain", "ab").times(3),
            _ => Reply::new("503 Service Unavailable", "storing").with("Retry-After: 2"),
        });
        assert_eq!(get(&server, "/weg"), "");
        let half = get(&server, "/half");
        assert!(half.contains("Content-Length: 10") && half.ends_with("\r\n\r\n0123"));
        assert!(get(&server, "/veel").ends_with("\r\n\r\nababab"));
        let busy = get(&server, "/");
        assert!(busy.starts_with("HTTP/1.1 503") && busy.contains("Retry-After: 2"));
        let asked = server.asked();
        assert_eq!(asked.len(), 4);
        assert_eq!(asked[1].path, "/half");
        assert_eq!(asked[1].header("host"), Some("x"));
    }
}
