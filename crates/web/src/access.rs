//! Who may come in: everybody on the same machine, or whoever has the desk key. Accounts with
//! names and roles are not known yet; a right is asked for on every route all the same.

use rand::RngCore;
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long a session lasts without being used.
const SESSION: Duration = Duration::from_secs(12 * 60 * 60);
/// How long a wrong key makes the next one wait.
const PENALTY: Duration = Duration::from_millis(700);

/// How many may wait to show a key.
const QUEUE: usize = 16;

/// What a route asks of the visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Nothing: the way in, the assets, the health of the service.
    Anyone,
    /// To read what the desk knows.
    Read,
    /// To give verdicts.
    Triage,
    /// To make dossiers and write what they listen for.
    Shape,
    /// To change sources and settings.
    Manage,
}

/// How visitors are let in.
#[derive(Debug)]
pub enum Access {
    /// The listener is on a loopback address: everybody there is the adviser.
    Local,
    /// Anywhere else: a visitor shows the desk key once and gets a session.
    Key(Sessions),
}

impl Access {
    /// Access by key. `key` is what a visitor must show; it may not be empty.
    pub fn key(key: impl Into<String>) -> Access {
        Access::Key(Sessions {
            key: key.into(),
            open: Mutex::new(HashMap::new()),
            tries: Mutex::new(()),
            waiting: AtomicUsize::new(0),
        })
    }

    /// Whether a visitor with this session may use a route with this right.
    pub fn allows(&self, right: Right, session: Option<&str>) -> bool {
        match (self, right) {
            (_, Right::Anyone) | (Access::Local, _) => true,
            (Access::Key(sessions), Right::Read | Right::Triage | Right::Shape | Right::Manage) => {
                session.is_some_and(|token| sessions.is_open(token))
            }
        }
    }
}

/// The desk key and the sessions that were opened with it. They live as long as the program runs.
pub struct Sessions {
    key: String,
    open: Mutex<HashMap<String, Instant>>,
    tries: Mutex<()>,
    waiting: AtomicUsize,
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sessions")
    }
}

impl Sessions {
    /// Opens a session for whoever shows the key. A wrong key waits, one visitor at a time, so that
    /// guessing stays slow however many guess.
    pub fn sign_in(&self, shown: &str) -> Option<String> {
        let queue = self.queue()?;
        if self.key.is_empty() || !same(shown.trim().as_bytes(), self.key.as_bytes()) {
            std::thread::sleep(PENALTY);
            return None;
        }
        drop(queue);
        let token = random_token();
        let mut open = self.open();
        open.retain(|_, used| used.elapsed() < SESSION);
        open.insert(token.clone(), Instant::now());
        Some(token)
    }

    /// A place in the queue of those who show a key; `None` when it is full, so that guessing never
    /// holds up those who are in already.
    fn queue(&self) -> Option<std::sync::MutexGuard<'_, ()>> {
        if self.waiting.fetch_add(1, Ordering::SeqCst) >= QUEUE {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            return None;
        }
        let place = self
            .tries
            .lock()
            .unwrap_or_else(|broken| broken.into_inner());
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        Some(place)
    }

    /// Ends a session.
    pub fn sign_out(&self, token: &str) {
        self.open().remove(token);
    }

    fn is_open(&self, token: &str) -> bool {
        let mut open = self.open();
        match open.get_mut(token) {
            Some(used) if used.elapsed() < SESSION => {
                *used = Instant::now();
                true
            }
            _ => false,
        }
    }

    fn open(&self) -> std::sync::MutexGuard<'_, HashMap<String, Instant>> {
        self.open
            .lock()
            .unwrap_or_else(|broken| broken.into_inner())
    }
}

/// 32 random bytes as hexadecimal digits.
pub fn random_token() -> String {
    let mut bytes = [0u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Compares without telling by its duration where two texts differ.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    let mut differ = a.len() ^ b.len();
    for at in 0..a.len().max(b.len()) {
        let left = a.get(at).copied().unwrap_or(0);
        let right = b.get(at).copied().unwrap_or(0);
        differ |= usize::from(left ^ right);
    }
    differ == 0
}

/// Whether a Host header names this machine itself. A page elsewhere can point a name of its own
/// at 127.0.0.1; the header still carries that name, and is refused.
pub fn is_loopback_host(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_loopback() {
        for good in [
            "localhost",
            "localhost:8080",
            "127.0.0.1:80",
            "127.1.2.3",
            "[::1]:9",
            "[::1]",
        ] {
            assert!(is_loopback_host(good), "{good}");
        }
        for bad in [
            "example.org",
            "127.0.0.1.example.org:80",
            "10.0.0.1",
            "",
            "localhost.example",
        ] {
            assert!(!is_loopback_host(bad), "{bad}");
        }
    }

    #[test]
    fn a_session_opens_with_the_key_alone_and_ends() {
        let access = Access::key("sleutel");
        let Access::Key(sessions) = &access else {
            panic!("a key was asked for")
        };
        assert_eq!(sessions.sign_in("fout"), None);
        assert!(!Access::key("").allows(Right::Read, Some("")));
        let token = sessions.sign_in("sleutel").expect("the right key");
        assert!(access.allows(Right::Triage, Some(&token)));
        assert!(!access.allows(Right::Read, Some("anders")));
        assert!(!access.allows(Right::Read, None));
        sessions.sign_out(&token);
        assert!(!access.allows(Right::Read, Some(&token)));
    }

    #[test]
    fn comparing_tells_equal_from_different() {
        assert!(
            same(b"abc", b"abc")
                && !same(b"abc", b"abd")
                && !same(b"abc", b"ab")
                && !same(b"", b"a")
        );
    }
}
