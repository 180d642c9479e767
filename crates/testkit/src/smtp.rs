//! A mail server on the loopback address that does what a test tells it to: take letters, refuse them,
//! put them off, hang or go away. It speaks as much of RFC 5321 as a client needs and keeps what it took.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// A point of the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpPoint {
    /// Where it greets.
    Greeting,
    /// After `EHLO`.
    Hello,
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
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the loopback address has a port");
    let at = listener
        .local_addr()
        .expect("a bound listener has an address");
    let state = Arc::new(State::default());
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

struct Talk<'a> {
    state: &'a State,
    reader: BufReader<TcpStream>,
    writer: TcpStream,
}

impl<'a> Talk<'a> {
    fn new(stream: TcpStream, state: &'a State) -> std::io::Result<Talk<'a>> {
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        Ok(Talk {
            state,
            reader: BufReader::new(stream.try_clone()?),
            writer: stream,
        })
    }

    fn run(&mut self) -> std::io::Result<()> {
        let mut letter = TakenLetter {
            from: String::new(),
            to: Vec::new(),
            data: Vec::new(),
        };
        if !self.reach(SmtpPoint::Greeting, "220 test ready", None)? {
            return Ok(());
        }
        let mut line = String::new();
        while self.reader.read_line(&mut line)? > 0 {
            let upper = line.to_ascii_uppercase();
            let on = if upper.starts_with("EHLO") || upper.starts_with("HELO") {
                self.reach(SmtpPoint::Hello, "250-test\r\n250 8BITMIME", None)?
            } else if upper.starts_with("MAIL FROM:") {
                letter.from = line[10..].trim().to_owned();
                letter.to.clear();
                self.reach(SmtpPoint::Mail, "250 sender ok", None)?
            } else if upper.starts_with("RCPT TO:") {
                letter.to.push(line[8..].trim().to_owned());
                self.reach(SmtpPoint::Recipient, "250 recipient ok", None)?
            } else if upper.starts_with("DATA") {
                self.take(&mut letter)?
            } else if upper.starts_with("QUIT") {
                self.say("221 bye")?;
                false
            } else {
                self.say("502 not known here")?;
                true
            };
            if !on {
                return Ok(());
            }
            line.clear();
        }
        Ok(())
    }

    fn take(&mut self, letter: &mut TakenLetter) -> std::io::Result<bool> {
        let deed = self.deed(SmtpPoint::Data);
        if let Some(deed) = deed {
            return self.act(deed, None);
        }
        self.say("354 go on")?;
        letter.data.clear();
        let mut line = Vec::new();
        loop {
            line.clear();
            if self.reader.read_until(b'\n', &mut line)? == 0 {
                // Without the last dot there is no letter.
                return Ok(false);
            }
            if line == b".\r\n" {
                break;
            }
            let text = line.strip_prefix(b".").unwrap_or(&line);
            letter.data.extend_from_slice(text);
        }
        self.reach(SmtpPoint::Letter, "250 2.0.0 taken", Some(letter))
    }

    /// Does what was asked for at this point, or says yes and keeps the letter.
    fn reach(
        &mut self,
        point: SmtpPoint,
        yes: &str,
        letter: Option<&TakenLetter>,
    ) -> std::io::Result<bool> {
        if let Some(deed) = self.deed(point) {
            return self.act(deed, letter);
        }
        self.keep(letter);
        self.say(yes).map(|()| true)
    }

    fn act(&mut self, deed: SmtpDeed, letter: Option<&TakenLetter>) -> std::io::Result<bool> {
        match deed {
            SmtpDeed::Say(said) => self.say(said).map(|()| true),
            SmtpDeed::Close => Ok(false),
            SmtpDeed::TakeAndClose => {
                self.keep(letter);
                Ok(false)
            }
            SmtpDeed::Hang => {
                let mut rest = String::new();
                while self.reader.read_line(&mut rest)? > 0 {}
                Ok(false)
            }
        }
    }

    fn keep(&self, letter: Option<&TakenLetter>) {
        if let Some(letter) = letter {
            lock(&self.state.taken).push(letter.clone());
        }
    }

    fn deed(&self, point: SmtpPoint) -> Option<SmtpDeed> {
        let mut once = lock(&self.state.once);
        if once.front().is_some_and(|(at, _)| *at == point) {
            return once.pop_front().map(|(_, deed)| deed);
        }
        let always = lock(&self.state.always);
        always.filter(|(at, _)| *at == point).map(|(_, deed)| deed)
    }

    fn say(&mut self, text: &str) -> std::io::Result<()> {
        self.writer.write_all(format!("{text}\r\n").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
