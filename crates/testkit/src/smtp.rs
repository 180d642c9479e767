//! A mail server on the loopback address that does what a test tells it to: take letters, refuse them,
//! put them off, hang or go away. It speaks as much of RFC 5321 as a client needs and keeps what it took.

use std::collections::VecDeque;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

mod protection;
mod talk;

use protection::Identity;
use talk::Talk;

pub use protection::{SmtpProtection, SmtpWays};

/// A point of the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpPoint {
    /// Where it greets.
    Greeting,
    /// After `EHLO`.
    Hello,
    /// After `STARTTLS`.
    StartTls,
    /// After the login.
    Login,
    /// After `MAIL FROM`.
    Mail,
    /// After `RCPT TO`.
    Recipient,
    /// After `DATA`.
    Data,
    /// After the whole letter; what it says here decides whether it took it.
    Letter,
}

/// What the server does at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpDeed {
    /// Says this instead of yes, such as `451 4.7.1 later`.
    Say(&'static str),
    /// Says nothing until the client gives up.
    Hang,
    /// Closes the connection.
    Close,
    /// Takes the letter and closes the connection without a word: the window that the protocol leaves.
    TakeAndClose,
}

/// A letter that the server took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenLetter {
    /// What followed `MAIL FROM:`.
    pub from: String,
    /// What followed each `RCPT TO:`.
    pub to: Vec<String>,
    /// The letter as it came, without the dots that the protocol adds.
    pub data: Vec<u8>,
    /// Whether it came over TLS.
    pub protected: bool,
}

/// A running mail server; it stops when this value is dropped.
#[derive(Debug)]
pub struct SmtpServer {
    at: SocketAddr,
    state: Arc<State>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct State {
    ways: SmtpWays,
    identity: Option<Identity>,
    heard: Mutex<Vec<(bool, String)>>,
    stop: AtomicBool,
    always: Mutex<Option<(SmtpPoint, SmtpDeed)>>,
    once: Mutex<VecDeque<(SmtpPoint, SmtpDeed)>>,
    taken: Mutex<Vec<TakenLetter>>,
}

/// Starts a server that takes every letter, on a free port of the loopback address.
///
/// # Panics
/// When no port can be had on the loopback address.
pub fn serve_smtp() -> SmtpServer {
    serve_smtp_with(SmtpWays::default())
}

/// Starts a server that protects its connections and asks for a login as told; its certificate is made
/// for the occasion.
///
/// # Panics
/// When no port can be had on the loopback address, or no certificate be made.
pub fn serve_smtp_with(ways: SmtpWays) -> SmtpServer {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the loopback address has a port");
    let at = listener
        .local_addr()
        .expect("a bound listener has an address");
    let protected = ways.protection != SmtpProtection::None;
    let state = Arc::new(State {
        identity: protected.then(Identity::new),
        ways,
        ..State::default()
    });
    let shared = Arc::clone(&state);
    let thread = std::thread::spawn(move || listen(&listener, &shared));
    SmtpServer {
        at,
        state,
        thread: Some(thread),
    }
}

impl SmtpServer {
    /// Its address, as a setting of the product: `smtp://127.0.0.1:port`.
    pub fn address(&self) -> String {
        format!("smtp://{}", self.at)
    }

    /// Host and port.
    pub fn place(&self) -> String {
        self.at.to_string()
    }

    /// The certificate that whoever is to trust it must trust, as PEM; empty without protection.
    pub fn authority(&self) -> String {
        let identity = self.state.identity.as_ref();
        identity.map(|one| one.pem.clone()).unwrap_or_default()
    }

    /// Every line of every conversation, each with whether it came over TLS; letters apart.
    pub fn heard(&self) -> Vec<(bool, String)> {
        lock(&self.state.heard).clone()
    }

    /// From now on always does this at that point; nothing takes it back to saying yes.
    pub fn always(&self, deed: Option<(SmtpPoint, SmtpDeed)>) {
        *lock(&self.state.always) = deed;
    }

    /// Does this the next time that point is reached, after what was asked for before.
    pub fn once(&self, point: SmtpPoint, deed: SmtpDeed) {
        lock(&self.state.once).push_back((point, deed));
    }

    /// The letters it took, oldest first.
    pub fn taken(&self) -> Vec<TakenLetter> {
        lock(&self.state.taken).clone()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.state.stop.store(true, Ordering::SeqCst);
        // The listener waits in accept: one last connection lets it see the flag.
        let _ = TcpStream::connect(self.at);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn listen(listener: &TcpListener, state: &Arc<State>) {
    for stream in listener.incoming() {
        if state.stop.load(Ordering::SeqCst) {
            return;
        }
        let state = Arc::clone(state);
        // A client that goes away halfway is its own test's matter.
        std::thread::spawn(move || stream.and_then(|stream| Talk::new(stream, &state)?.run()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Write};

    fn talk(server: &SmtpServer, lines: &[&str]) -> Vec<String> {
        let mut stream = TcpStream::connect(server.at).expect("the server listens");
        let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
        let mut said = Vec::new();
        let mut line = String::new();
        reader.read_line(&mut line).expect("a greeting");
        for one in lines {
            write!(stream, "{one}\r\n").expect("it takes a line");
            line.clear();
            reader.read_line(&mut line).expect("it answers");
            said.push(line.trim().to_owned());
        }
        said
    }

    #[test]
    fn it_takes_a_letter_and_refuses_when_told_to() {
        let server = serve_smtp();
        let lines = [
            "MAIL FROM:<a@b.c>",
            "RCPT TO:<d@e.f>",
            "DATA",
            "Subject: x\r\n\r\n..dot\r\n.",
        ];
        assert_eq!(talk(&server, &lines)[3], "250 2.0.0 taken");
        assert_eq!(server.taken()[0].to, ["<d@e.f>"]);
        assert_eq!(server.taken()[0].data, b"Subject: x\r\n\r\n.dot\r\n");
        server.once(SmtpPoint::Recipient, SmtpDeed::Say("550 nobody"));
        assert_eq!(talk(&server, &lines[..2])[1], "550 nobody");
        assert_eq!(talk(&server, &lines[..2])[1], "250 recipient ok");
    }
}
