//! One conversation of a mail server of a test, from the greeting to the farewell. How the connection is
//! protected stands in `protection`.

use super::protection::{SmtpProtection, Wire};
use super::{SmtpDeed, SmtpPoint, State, TakenLetter, lock};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

pub(super) struct Talk<'a> {
    state: &'a State,
    wire: BufReader<Wire>,
    protected: bool,
    known: bool,
}

impl<'a> Talk<'a> {
    pub fn new(stream: TcpStream, state: &'a State) -> std::io::Result<Talk<'a>> {
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let (wire, protected) = match (state.ways.protection, &state.identity) {
            (SmtpProtection::FromStart, Some(identity)) => (identity.protect(stream)?, true),
            _ => (Wire::Plain(stream), false),
        };
        Ok(Talk {
            state,
            wire: BufReader::new(wire),
            protected,
            known: state.ways.login.is_none(),
        })
    }

    pub fn run(&mut self) -> std::io::Result<()> {
        let mut letter = TakenLetter {
            from: String::new(),
            to: Vec::new(),
            data: Vec::new(),
            protected: false,
        };
        if !self.reach(SmtpPoint::Greeting, "220 test ready", None)? {
            return Ok(());
        }
        let mut line = String::new();
        while self.wire.read_line(&mut line)? > 0 {
            lock(&self.state.heard).push((self.protected, line.trim().to_owned()));
            let upper = line.to_ascii_uppercase();
            let on = if upper.starts_with("EHLO") || upper.starts_with("HELO") {
                self.reach(SmtpPoint::Hello, &self.offers(), None)?
            } else if upper.starts_with("STARTTLS") {
                self.start_tls()?
            } else if upper.starts_with("AUTH ") {
                self.log_in(line.trim())?
            } else if upper.starts_with("MAIL FROM:") && !self.known {
                self.say("530 5.7.0 log in first")?;
                true
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

    /// What it answers to `EHLO`.
    fn offers(&self) -> String {
        let mut lines = vec!["250-test".to_owned()];
        let ways = &self.state.ways;
        let may_protect = ways.protection == SmtpProtection::StartTls && !self.protected;
        if may_protect {
            lines.push("250-STARTTLS".into());
        }
        if ways.login.is_some() && !may_protect {
            lines.push(format!("250-AUTH {}", ways.mechanisms));
        }
        lines.push("250 8BITMIME".into());
        lines.join("\r\n")
    }

    fn start_tls(&mut self) -> std::io::Result<bool> {
        let Some(identity) = &self.state.identity else {
            return self.say("502 not known here").map(|()| true);
        };
        if let Some(deed) = self.deed(SmtpPoint::StartTls) {
            return self.act(deed, None);
        }
        self.say("220 2.0.0 go on")?;
        let Wire::Plain(stream) = self.wire.get_ref() else {
            return Ok(false);
        };
        let wire = identity.protect(stream.try_clone()?)?;
        self.wire = BufReader::new(wire);
        self.protected = true;
        Ok(true)
    }

    /// `AUTH PLAIN` in one line and `AUTH LOGIN` in three.
    fn log_in(&mut self, line: &str) -> std::io::Result<bool> {
        if let Some(deed) = self.deed(SmtpPoint::Login) {
            return self.act(deed, None);
        }
        let Some((user, password)) = self.state.ways.login else {
            return self.say("502 not known here").map(|()| true);
        };
        self.known = match line.split_once(' ').map_or("", |(_, rest)| rest) {
            rest if rest.starts_with("PLAIN ") => {
                rest[6..] == base64(format!("\0{user}\0{password}").as_bytes())
            }
            "LOGIN" => {
                self.asked("Username:")? == base64(user.as_bytes())
                    && self.asked("Password:")? == base64(password.as_bytes())
            }
            _ => false,
        };
        match self.known {
            true => self.say("235 2.7.0 welcome")?,
            false => self.say("535 5.7.8 user or password is wrong")?,
        }
        Ok(true)
    }

    fn asked(&mut self, what: &str) -> std::io::Result<String> {
        self.say(&format!("334 {}", base64(what.as_bytes())))?;
        let mut line = String::new();
        self.wire.read_line(&mut line)?;
        let line = line.trim().to_owned();
        lock(&self.state.heard).push((self.protected, line.clone()));
        Ok(line)
    }

    fn take(&mut self, letter: &mut TakenLetter) -> std::io::Result<bool> {
        let deed = self.deed(SmtpPoint::Data);
        if let Some(deed) = deed {
            return self.act(deed, None);
        }
        self.say("354 go on")?;
        letter.data.clear();
        letter.protected = self.protected;
        let mut line = Vec::new();
        loop {
            line.clear();
            if self.wire.read_until(b'\n', &mut line)? == 0 {
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
                while self.wire.read_line(&mut rest)? > 0 {}
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
        let wire = self.wire.get_mut();
        wire.write_all(format!("{text}\r\n").as_bytes())?;
        wire.flush()
    }
}

/// Bytes as base64 (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            match at <= group.len() {
                true => text.push(char::from(DIGITS[(bits >> (18 - 6 * at)) as usize & 63])),
                false => text.push('='),
            }
        }
    }
    text
}
