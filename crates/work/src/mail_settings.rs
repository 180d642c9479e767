//! How mail is sent: the server, its protection and login, the sender, and the address of the desk, as
//! settings of whoever runs it. Sending itself stands in `post`.

use crate::post::Protection;
use lettre::message::Mailbox;
use lettre::transport::smtp::client::Certificate;
use std::time::Duration;

/// How long a server may take to answer a command.
const PATIENCE: Duration = Duration::from_secs(30);

/// How mail is sent, and what its links lead to.
#[derive(Debug, Clone)]
pub struct MailSettings {
    pub(crate) server: Server,
    pub(crate) from: Mailbox,
    pub(crate) desk: Option<String>,
    pub(crate) patience: Duration,
    /// Certificates of authorities that are trusted beside those of the system.
    pub(crate) authorities: Vec<Certificate>,
}

/// The server that takes our mail.
#[derive(Clone)]
pub(crate) struct Server {
    pub host: String,
    pub port: u16,
    pub protection: Protection,
    pub login: Option<(String, String)>,
}

impl Server {
    /// Host and port, as one says them.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{} ({:?})", self.host, self.port, self.protection)
    }
}

/// A setting that cannot be used. Never says what a password is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} cannot be used: {why}")]
pub struct BadSetting {
    /// Name of the setting.
    pub name: &'static str,
    /// What is wrong, and what was expected.
    pub why: String,
}

impl MailSettings {
    /// From NOABER_SMTP, NOABER_SMTP_CA, NOABER_MAIL_FROM and NOABER_ADDRESS; nothing when no server is
    /// set.
    pub fn of_env() -> Result<Option<MailSettings>, BadSetting> {
        let read = |name| {
            std::env::var(name)
                .ok()
                .filter(|value| !value.trim().is_empty())
        };
        let Some(server) = read("NOABER_SMTP") else {
            return Ok(None);
        };
        let from = read("NOABER_MAIL_FROM").ok_or_else(|| BadSetting {
            name: "NOABER_MAIL_FROM",
            why:
                "a server is set, but no sender; expected an address such as noaber@region.example"
                    .into(),
        })?;
        let settings = MailSettings::read(&server, &from, address_of_env())?;
        let Some(file) = read("NOABER_SMTP_CA") else {
            return Ok(Some(settings));
        };
        let pem = std::fs::read(file.trim()).map_err(|why| BadSetting {
            name: "NOABER_SMTP_CA",
            why: format!("{}: {why}; expected a readable PEM file", file.trim()),
        })?;
        settings.with_authority(&pem).map(Some)
    }

    /// From the address of a server, `smtp://user:password@host:port`, the address of the sender, and
    /// the address of the desk. `smtp` asks for STARTTLS, `smtps` speaks TLS from the start;
    /// `?tls=offered` and `?tls=none` ask for less, and on this machine itself nothing is asked.
    pub fn read(
        server: &str,
        from: &str,
        desk: Option<String>,
    ) -> Result<MailSettings, BadSetting> {
        let from: Mailbox = from.trim().parse().map_err(|why| BadSetting {
            name: "NOABER_MAIL_FROM",
            why: format!("{why}; expected an address such as noaber@region.example"),
        })?;
        Ok(MailSettings {
            server: read_server(server.trim())?,
            from,
            desk,
            patience: PATIENCE,
            authorities: Vec::new(),
        })
    }

    /// The same, trusting in addition the authorities whose certificates stand in this PEM text. What
    /// is not signed by one that is trusted stays refused.
    pub fn with_authority(mut self, pem: &[u8]) -> Result<MailSettings, BadSetting> {
        let bad = |why: String| BadSetting {
            name: "NOABER_SMTP_CA",
            why: format!("{why}; expected certificates as -----BEGIN CERTIFICATE-----"),
        };
        let begin = b"-----BEGIN CERTIFICATE-----";
        if !pem.windows(begin.len()).any(|part| part == begin) {
            return Err(bad("it holds no certificate".into()));
        }
        let authority = Certificate::from_pem(pem).map_err(|why| bad(why.to_string()))?;
        self.authorities.push(authority);
        Ok(self)
    }

    /// The same, with another patience for a server that does not answer.
    pub fn with_patience(mut self, patience: Duration) -> MailSettings {
        self.patience = patience;
        self
    }

    /// The domain of the sender.
    pub(crate) fn domain(&self) -> &str {
        self.from.email.domain()
    }
}

/// The address of the desk for readers of letters, from NOABER_ADDRESS.
pub fn address_of_env() -> Option<String> {
    let address = std::env::var("NOABER_ADDRESS").ok()?;
    let address = address.trim().trim_end_matches('/');
    let web = address.starts_with("https://") || address.starts_with("http://");
    web.then(|| address.to_owned())
}

fn read_server(text: &str) -> Result<Server, BadSetting> {
    // What is wrong is said without the text itself: it may hold a password.
    let bad = |why: &str| BadSetting {
        name: "NOABER_SMTP",
        why: format!("{why}; expected smtp://user:password@host:port or smtps://…"),
    };
    let url = url::Url::parse(text).map_err(|why| bad(&why.to_string()))?;
    let host = url.host_str().filter(|host| !host.is_empty());
    let host = host.ok_or_else(|| bad("there is no host"))?;
    let here = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
    let asked = url.query_pairs().find(|(name, _)| name == "tls");
    let (protection, port) = match (url.scheme(), asked.as_ref().map(|(_, how)| how.as_ref())) {
        ("smtps", None) => (Protection::Tls, 465),
        ("smtp", Some("required")) => (Protection::StartTls, 587),
        ("smtp", Some("offered")) => (Protection::IfOffered, 25),
        ("smtp", Some("none")) => (Protection::None, 25),
        ("smtp", None) if here => (Protection::None, 25),
        ("smtp", None) => (Protection::StartTls, 587),
        ("smtp" | "smtps", Some(_)) => return Err(bad("tls is required, offered or none")),
        _ => return Err(bad("the scheme is neither smtp nor smtps")),
    };
    let plain = |part: &str| unescape(part).ok_or_else(|| bad("user or password is no UTF-8"));
    let login = match (url.username(), url.password()) {
        ("", _) => None,
        (user, password) => Some((plain(user)?, plain(password.unwrap_or_default())?)),
    };
    if login.is_some() && protection == Protection::None && !here {
        return Err(bad(
            "a password would travel unprotected to another machine; leave out tls=none, or the login",
        ));
    }
    Ok(Server {
        host: host.trim_matches(['[', ']']).to_owned(),
        port: url.port().unwrap_or(port),
        protection,
        login,
    })
}

/// Takes `%2F` and its like out of a part of an address.
fn unescape(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |b: Option<u8>| char::from(b?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(text: &str) -> Result<Server, BadSetting> {
        read_server(text)
    }

    #[test]
    fn a_server_is_asked_for_as_much_protection_as_it_should_have() {
        let told = |text: &str| {
            let server = server(text).expect("a server");
            (server.host, server.port, server.protection)
        };
        let host = || "mail.example".to_owned();
        assert_eq!(
            told("smtp://mail.example"),
            (host(), 587, Protection::StartTls)
        );
        assert_eq!(told("smtps://mail.example"), (host(), 465, Protection::Tls));
        assert_eq!(
            told("smtp://mail.example:25?tls=none"),
            (host(), 25, Protection::None)
        );
        assert_eq!(
            told("smtp://mail.example?tls=offered").2,
            Protection::IfOffered
        );
        assert_eq!(told("smtp://127.0.0.1:2525").2, Protection::None);
        assert_eq!(told("smtp://[::1]:25").0, "::1");
    }

    #[test]
    fn a_login_is_read_and_never_shown() {
        let one = server("smtp://a%40b:p%2Fw@mail.example").expect("a server");
        assert_eq!(one.login, Some(("a@b".into(), "p/w".into())));
        assert!(!format!("{one:?}").contains("p/w"), "{one:?}");
        let bad = server("http://u:geheim@mail.example").expect_err("no mail server");
        assert!(!bad.to_string().contains("geheim"), "{bad}");
        for bad in [
            "",
            "mail.example",
            "smtp://",
            "smtp://h?tls=maybe",
            "smtps://h?tls=none",
            "smtp://u:p@h?tls=none",
        ] {
            assert!(server(bad).is_err(), "{bad}");
        }
    }
}
