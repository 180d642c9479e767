//! How a mail server of a test protects a connection: in the clear, by STARTTLS, or from the first byte,
//! with a certificate that was made for the occasion. What is said on it stands in `talk`.

use rustls::crypto::ring::default_provider;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

/// When a connection is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SmtpProtection {
    /// Never.
    #[default]
    None,
    /// From STARTTLS on.
    StartTls,
    /// From the first byte.
    FromStart,
}

/// What a server asks of its clients.
#[derive(Debug, Clone, Default)]
pub struct SmtpWays {
    /// How it protects connections.
    pub protection: SmtpProtection,
    /// The user and the password that it wants to hear before it takes a letter.
    pub login: Option<(&'static str, &'static str)>,
    /// The ways of logging in that it offers, such as `PLAIN LOGIN`. Where it protects by STARTTLS it
    /// offers them only afterwards.
    pub mechanisms: &'static str,
}

/// A certificate for the loopback address, with its key.
#[derive(Debug)]
pub(super) struct Identity {
    /// The certificate, for whoever is to trust it.
    pub pem: String,
    config: Arc<ServerConfig>,
}

impl Identity {
    pub fn new() -> Identity {
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let made =
            rcgen::generate_simple_self_signed(names).expect("names of the loopback address");
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the provider has the usual versions")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], PrivateKeyDer::Pkcs8(key))
            .expect("the key is that of the certificate");
        Identity {
            pem: made.cert.pem(),
            config: Arc::new(config),
        }
    }

    pub fn protect(&self, stream: TcpStream) -> std::io::Result<Wire> {
        let connection = ServerConnection::new(Arc::clone(&self.config));
        let connection = connection.map_err(std::io::Error::other)?;
        Ok(Wire::Tls(Box::new(StreamOwned::new(connection, stream))))
    }
}

/// A connection, protected or not.
pub(super) enum Wire {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Read for Wire {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Wire::Plain(stream) => stream.read(into),
            Wire::Tls(stream) => stream.read(into),
        }
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Wire::Plain(stream) => stream.write(bytes),
            Wire::Tls(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Wire::Plain(stream) => stream.flush(),
            Wire::Tls(stream) => stream.flush(),
        }
    }
}
