//! A file server on the loopback address, for tests of code that fetches. One request a
//! connection, GET only; it is no part of the product and knows nothing of the sources.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// A running file server; it stops when this value is dropped.
#[derive(Debug)]
pub struct FileServer {
    at: SocketAddr,
    state: Arc<State>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct State {
    root: PathBuf,
    stop: AtomicBool,
    requests: AtomicU32,
}

/// Serves the files under `root` on a free port of the loopback address.
///
/// # Panics
/// When no port can be had on the loopback address.
pub fn serve_files(root: &Path) -> FileServer {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the loopback address has a port");
    let at = listener
        .local_addr()
        .expect("a bound listener has an address");
    let state = Arc::new(State {
        root: root.to_owned(),
        stop: AtomicBool::new(false),
        requests: AtomicU32::new(0),
    });
    let shared = Arc::clone(&state);
    let thread = std::thread::spawn(move || listen(&listener, &shared));
    FileServer {
        at,
        state,
        thread: Some(thread),
    }
}

impl FileServer {
    /// The address of a file: `path` is relative to the root, such as `page-1.json?skip=10`.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}/{}", self.at, path.trim_start_matches('/'))
    }

    /// How many requests were answered so far.
    pub fn requests(&self) -> u32 {
        self.state.requests.load(Ordering::SeqCst)
    }
}

impl Drop for FileServer {
    fn drop(&mut self) {
        self.state.stop.store(true, Ordering::SeqCst);
        // The listener waits in accept: one last connection lets it see the flag.
        let _ = TcpStream::connect(self.at);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn listen(listener: &TcpListener, state: &State) {
    for stream in listener.incoming() {
        if state.stop.load(Ordering::SeqCst) {
            return;
        }
        // A client that goes away halfway is its own test's matter.
        let _ = stream.and_then(|stream| answer(stream, state));
    }
}

fn answer(mut stream: TcpStream, state: &State) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    state.requests.fetch_add(1, Ordering::SeqCst);
    let asked = request.split(' ').nth(1).unwrap_or("/");
    let (status, body) = match find(&state.root, asked) {
        Some(body) => ("200 OK", body),
        None => ("404 Not Found", Vec::new()),
    };
    let length = body.len();
    let kind = content_type(asked);
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&body)
}

/// The file that is asked for; nothing outside the root, whatever the path says.
fn find(root: &Path, asked: &str) -> Option<Vec<u8>> {
    let path = asked.split(['?', '#']).next()?.trim_start_matches('/');
    let inside = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    inside
        .then(|| std::fs::read(root.join(path)).ok())
        .flatten()
}

fn content_type(asked: &str) -> &'static str {
    let path = asked.split('?').next().unwrap_or("");
    match path.rsplit('.').next().unwrap_or("") {
        "json" => "application/json; charset=utf-8",
        "xml" | "rss" | "atom" => "application/xml; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn get(server: &FileServer, path: &str) -> String {
        let mut stream = TcpStream::connect(server.at).expect("the server listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").expect("it takes a request");
        let mut text = String::new();
        stream
            .read_to_string(&mut text)
            .expect("it answers in full");
        text
    }

    #[test]
    fn files_are_served_and_nothing_outside_the_root() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        std::fs::write(folder.path().join("a.json"), "[1]").expect("the folder can be written");
        let server = serve_files(folder.path());
        assert!(server.address("/a.json").ends_with("/a.json"));
        let page = get(&server, "/a.json?skip=10");
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(
            page.contains("application/json") && page.ends_with("[1]"),
            "{page}"
        );
        assert!(get(&server, "/none.json").starts_with("HTTP/1.1 404"));
        assert!(get(&server, "/../../etc/hostname").starts_with("HTTP/1.1 404"));
        assert_eq!(server.requests(), 3);
    }
}
