//! The post: one letter over SMTP to its reader's server, step by step, so that whoever sends knows at
//! each step whether the server can have it already. What is sent when stands in `deliver`.

use crate::mail_settings::MailSettings;
use jiff::Timestamp;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use noaber_store::Posted;

/// Longest answer of a server that is kept, in characters.
const LONGEST_ANSWER: usize = 500;
/// How much longer a server may think about a whole letter than about a command (RFC 5321, section
/// 4.5.3.2).
const PATIENCE_FOR_LETTER: u32 = 5;

/// Refusals that are about who we are and say nothing of the letter (RFC 4954, section 6).
const WANTS_LOGIN: [u16; 4] = [530, 534, 535, 538];

/// How the connection to a server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protection {
    /// From the first byte.
    Tls,
    /// From STARTTLS on; a server without it gets nothing.
    StartTls,
    /// By STARTTLS where the server offers it.
    IfOffered,
    /// Not at all: for a server on the same machine.
    None,
}

/// Why a letter did not go out.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The server cannot be used now: no letter of anybody goes out.
    Server(String),
    /// This letter is refused for now.
    Later(String),
    /// This letter is refused for good.
    Never(String),
    /// The letter was given and no answer came.
    Unclear(String),
}

/// A server that is ready for the text of one letter.
pub(crate) struct Ready {
    connection: SmtpConnection,
    letter: Vec<u8>,
}

/// Writes the letter and brings the server to the point where it waits for the text.
pub(crate) fn prepare(
    settings: &MailSettings,
    posted: &Posted,
    to: &Mailbox,
) -> Result<Ready, Trouble> {
    let message = write(settings, posted, to).map_err(Trouble::Never)?;
    let mut connection = connect(settings).map_err(Trouble::Server)?;
    let refused = |why: Fault| match why.status() {
        None => Trouble::Server(words(&why)),
        Some(code) if WANTS_LOGIN.contains(&u16::from(code)) => Trouble::Server(format!(
            "{} wants a login: {}. Look at user and password in NOABER_SMTP",
            settings.server.place(),
            words(&why)
        )),
        Some(_) if why.is_permanent() => Trouble::Never(words(&why)),
        Some(_) => Trouble::Later(words(&why)),
    };
    let from = Some(settings.from.email.clone());
    let steps = connection
        .command(Mail::new(from, Vec::new()))
        .and_then(|_| connection.command(Rcpt::new(to.email.clone(), Vec::new())))
        .and_then(|_| connection.command(Data));
    if let Err(why) = steps {
        connection.abort();
        return Err(refused(why));
    }
    Ok(Ready {
        connection,
        letter: message.formatted(),
    })
}

impl Ready {
    /// Gives the server the text and waits for its answer.
    pub fn give(mut self, settings: &MailSettings) -> Result<String, Trouble> {
        let patience = settings.patience * PATIENCE_FOR_LETTER;
        if let Err(why) = self.connection.set_timeout(Some(patience)) {
            return Err(Trouble::Unclear(why.to_string()));
        }
        let answer = self.connection.message(&self.letter);
        // The letter is with the server or it is not: how the farewell goes changes nothing.
        self.connection.abort();
        answer
            .map(|said| answered(&said))
            .map_err(|why| match (why.status(), why.is_permanent()) {
                (None, _) => Trouble::Unclear(words(&why)),
                (_, true) => Trouble::Never(words(&why)),
                (_, false) => Trouble::Later(words(&why)),
            })
    }

    /// Leaves without giving the text: the server throws away what was begun.
    pub fn leave(self) {
        drop(self.connection);
    }
}

type Fault = lettre::transport::smtp::Error;

/// Opens a connection, protected and logged in as the settings ask, or says in words why not. Nothing
/// of a letter and no password travels before the protection that was asked for stands.
fn connect(settings: &MailSettings) -> Result<SmtpConnection, String> {
    let server = &settings.server;
    let hello = ClientId::Domain(settings.domain().to_owned());
    let from_start = match server.protection {
        Protection::Tls => Some(trust(settings)?),
        Protection::StartTls | Protection::IfOffered | Protection::None => None,
    };
    let mut connection = SmtpConnection::connect(
        (server.host.as_str(), server.port),
        Some(settings.patience),
        &hello,
        from_start.as_ref(),
        None,
    )
    .map_err(|why| said(settings, &why))?;
    if let Err(why) = make_ready(settings, &hello, &mut connection) {
        connection.abort();
        return Err(why);
    }
    Ok(connection)
}

/// STARTTLS and the login.
fn make_ready(
    settings: &MailSettings,
    hello: &ClientId,
    connection: &mut SmtpConnection,
) -> Result<(), String> {
    let server = &settings.server;
    let offered = connection.can_starttls();
    match server.protection {
        Protection::StartTls if !offered => {
            return Err(format!(
                "{} offers no STARTTLS, so it got no letter and no password. Use smtps:// when it speaks TLS from the start",
                server.place()
            ));
        }
        Protection::IfOffered if !offered && server.login.is_some() => {
            return Err(format!(
                "{} offers no STARTTLS, and a password is not sent unprotected; it got no letter",
                server.place()
            ));
        }
        Protection::StartTls | Protection::IfOffered if offered => {
            let tls = trust(settings)?;
            let done = connection.starttls(&tls, hello);
            done.map_err(|why| said(settings, &why))?;
        }
        Protection::StartTls | Protection::IfOffered | Protection::Tls | Protection::None => {}
    }
    let Some((user, password)) = &server.login else {
        return Ok(());
    };
    let login = Credentials::new(user.clone(), password.clone());
    match connection.auth(DEFAULT_MECHANISMS, &login) {
        Ok(_) => Ok(()),
        Err(why) if why.status().is_some() => Err(format!(
            "the login was refused: {}. Look at user and password in NOABER_SMTP",
            words(&why)
        )),
        Err(why) => Err(format!("the login failed: {}", words(&why))),
    }
}

/// Whom a server may be: it must prove its name by a certificate that an authority signed which the
/// system or NOABER_SMTP_CA trusts.
fn trust(settings: &MailSettings) -> Result<TlsParameters, String> {
    let mut tls = TlsParameters::builder(settings.server.host.clone());
    for authority in &settings.authorities {
        tls = tls.add_root_certificate(authority.clone());
    }
    tls.build().map_err(|why| words(&why))
}

/// What went wrong with a connection; a certificate that is not trusted is told as that.
fn said(settings: &MailSettings, why: &Fault) -> String {
    let words = words(why);
    match words.contains("certificate") {
        true => format!(
            "{} did not prove that it is that server, so it got no letter and no password: {words}. When your own authority signed its certificate, name that in NOABER_SMTP_CA",
            settings.server.place()
        ),
        false => words,
    }
}

/// The whole message. The same letter gives the same text under the same Message-ID at every try.
fn write(settings: &MailSettings, posted: &Posted, to: &Mailbox) -> Result<Message, String> {
    let letter = &posted.letter;
    let mut builder = Message::builder()
        .from(settings.from.clone())
        .to(to.clone())
        .subject(letter.subject.clone())
        .date(std::time::SystemTime::from(posted.made))
        .message_id(Some(posted.message_id.clone()));
    for (name, value) in headers(settings, &letter.stop) {
        let name = HeaderName::new_from_ascii_str(name);
        builder = builder.raw_header(HeaderValue::new(name, value));
    }
    let part = |kind: &str, body: &str| -> Result<SinglePart, String> {
        let kind = ContentType::parse(kind).map_err(|why| why.to_string())?;
        Ok(SinglePart::builder()
            .header(kind)
            .header(ContentTransferEncoding::QuotedPrintable)
            .body(body.to_owned()))
    };
    let text = part("text/plain; charset=utf-8; format=fixed", &letter.text)?;
    let html = part("text/html; charset=utf-8", &letter.html)?;
    let both = MultiPart::alternative().singlepart(text).singlepart(html);
    builder.multipart(both).map_err(|why| why.to_string())
}

/// What a machine reads: that no person wrote it, and how to stop it with one click (RFC 8058).
fn headers(settings: &MailSettings, stop: &str) -> Vec<(&'static str, String)> {
    let mut all = vec![("Auto-Submitted", "auto-generated".to_owned())];
    let Some(address) = &settings.desk else {
        return all;
    };
    let stop = format!("<{address}/digest/stop/{stop}>");
    all.push(("List-Unsubscribe", stop));
    if address.starts_with("https://") {
        let click = "List-Unsubscribe=One-Click".to_owned();
        all.push(("List-Unsubscribe-Post", click));
    }
    all
}

fn answered(said: &Response) -> String {
    let text: Vec<&str> = said.message().collect();
    short(&format!("{} {}", said.code(), text.join(" ")))
}

/// What went wrong, in the server's own words where it spoke.
fn words(why: &Fault) -> String {
    let source = std::error::Error::source(why).map(ToString::to_string);
    match (why.status(), source) {
        (Some(code), Some(said)) => short(&format!("{code} {said}")),
        _ => short(&why.to_string()),
    }
}

fn short(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().map(plain).collect();
    without_addresses(&text)
        .chars()
        .take(LONGEST_ANSWER)
        .collect()
}

/// What a server says, without the addresses it names: an answer stays where its reader may be erased.
fn without_addresses(text: &str) -> String {
    let (mut told, mut word) = (String::with_capacity(text.len()), String::new());
    let keep = |word: &mut String, told: &mut String| {
        told.push_str(if word.contains('@') { "…" } else { word });
        word.clear();
    };
    for c in text.chars() {
        if c.is_whitespace() || "<>()[]\"',;".contains(c) {
            keep(&mut word, &mut told);
            told.push(c);
        } else {
            word.push(c);
        }
    }
    keep(&mut word, &mut told);
    told
}

/// When a letter is tried again after so many tries: soon at first, then ever more rarely, and no more
/// after five days.
pub(crate) fn next_try(made: Timestamp, tries: i64, now: Timestamp) -> Option<Timestamp> {
    const MINUTES: [i64; 7] = [1, 5, 15, 30, 60, 120, 240];
    let at = usize::try_from(tries.max(1) - 1).unwrap_or(0);
    let pause = MINUTES[at.min(MINUTES.len() - 1)];
    let old = now.duration_since(made) >= jiff::SignedDuration::from_hours(5 * 24);
    (!old).then(|| now + jiff::SignedDuration::from_mins(pause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_kept_names_nobody() {
        for (said, kept) in [
            (
                "550 5.1.1 <adviseur@twente.example>: Recipient address rejected",
                "550 5.1.1 <…>: Recipient address rejected",
            ),
            (
                "550 adviseur@twente.example... User unknown",
                "550 … User unknown",
            ),
            (
                "250 2.0.0 Ok: queued as 4XyZ",
                "250 2.0.0 Ok: queued as 4XyZ",
            ),
        ] {
            assert_eq!(short(said), kept);
        }
    }
}
