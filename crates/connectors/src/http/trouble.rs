//! What goes wrong with one try of a request, and the small pieces of a request that can. When to
//! try again is decided in `http`.

use crate::connector::Part;
use crate::fault::{Fault, loggable};
use reqwest::header::LOCATION;
use reqwest::{Response, StatusCode};
use std::time::Duration;
use url::Url;

/// What went wrong with one try.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Trying again would not help.
    Final(Fault),
    /// It may pass.
    Passing {
        status: u16,
        wait: Option<Duration>,
        why: String,
    },
}

impl Trouble {
    pub fn passing(status: u16, why: String) -> Trouble {
        Trouble::Passing {
            status,
            wait: None,
            why,
        }
    }

    pub fn fault(self, url: &str, tries: u32, pause: Duration) -> Fault {
        let url = loggable(url);
        match self {
            Trouble::Final(fault) => fault,
            Trouble::Passing {
                status,
                wait: Some(_),
                ..
            } => Fault::Busy {
                url,
                status,
                seconds: pause.as_secs(),
            },
            // The host is there and fails at this one thing, such as a file that it lost.
            Trouble::Passing {
                status: status @ 500,
                why,
                ..
            } => Fault::Status {
                url,
                status,
                start: why,
            },
            Trouble::Passing { why, .. } => Fault::Unreachable { url, tries, why },
        }
    }
}

pub(super) fn onward(answer: &Response, target: &Url) -> Option<String> {
    if !answer.status().is_redirection() || answer.status() == StatusCode::NOT_MODIFIED {
        return None;
    }
    let place = answer.headers().get(LOCATION)?.to_str().ok()?;
    target.join(place).ok().map(String::from)
}

pub(super) fn form(parts: &[Part]) -> Result<reqwest::multipart::Form, Trouble> {
    parts
        .iter()
        .try_fold(reqwest::multipart::Form::new(), |form, part| {
            let content = reqwest::multipart::Part::text(part.content.clone())
                .mime_str(part.media_type)
                .map_err(|fault| Trouble::Final(Fault::Client(fault.to_string())))?;
            Ok(form.part(part.name.clone(), content))
        })
}

pub(super) fn secret(
    keys: fn(&str) -> Option<String>,
    variable: &str,
    target: &Url,
) -> Result<String, Trouble> {
    let value = keys(variable).unwrap_or_default();
    let allowed = variable.starts_with("NOABER_") && !value.trim().is_empty();
    let host = target.host_str().unwrap_or_default().to_owned();
    match allowed {
        true => Ok(value.trim().to_owned()),
        false => Err(Trouble::Final(Fault::NoKey {
            variable: variable.to_owned(),
            host,
        })),
    }
}

/// A fault with its causes, which reqwest keeps behind it, without the address (it may hold a key).
pub(super) fn chain(fault: &reqwest::Error) -> String {
    let mut causes = Vec::new();
    let mut cause = std::error::Error::source(fault);
    while let Some(next) = cause {
        causes.push(next.to_string());
        cause = next.source();
    }
    let sort = if fault.is_timeout() {
        "timed out"
    } else {
        "could not be reached"
    };
    match causes.last() {
        Some(last) => format!("{sort}: {last}"),
        None => sort.to_owned(),
    }
}
