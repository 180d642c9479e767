//! What can go wrong in a run, told to an operator: what was expected, what came, where to look.
//! What can go wrong in a single page is `connector::Unreadable`.

use crate::connector::Unreadable;

/// Why a run ended before its end. What was handed over before stays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The source row names a kind that does not exist.
    #[error("source '{source_id}': there is no kind '{kind}'; `noaber sources --kinds` lists them")]
    UnknownKind {
        /// The source.
        source_id: String,
        /// The kind it names.
        kind: String,
    },
    /// A setting of the source cannot be used.
    #[error("source '{source_id}', setting '{setting}': {why}")]
    Setting {
        /// The source.
        source_id: String,
        /// The setting.
        setting: &'static str,
        /// What was expected and what stands there.
        why: String,
    },
    /// The key that a source needs is not in the environment.
    #[error("the environment variable {variable} is empty; set it to the key for {host}")]
    NoKey {
        /// The variable.
        variable: String,
        /// The host that wants the key.
        host: String,
    },
    /// The host did not answer.
    #[error(
        "{url}: no answer after {tries} tries ({why}); the cursor is unchanged, safe to try again"
    )]
    Unreachable {
        /// The address, without its query.
        url: String,
        /// How often it was tried.
        tries: u32,
        /// The last cause.
        why: String,
    },
    /// The host asked to come back later than we are willing to wait.
    #[error("{url}: busy (status {status}), come back in {seconds} s; the cursor is unchanged")]
    Busy {
        /// The address, without its query.
        url: String,
        /// The HTTP status.
        status: u16,
        /// Seconds to wait.
        seconds: u64,
    },
    /// The host answered with an error status.
    #[error("{url}: expected status 200, came {status} (\"{start}\")")]
    Status {
        /// The address, without its query.
        url: String,
        /// The HTTP status.
        status: u16,
        /// First 80 characters of the answer.
        start: String,
    },
    /// The answer is larger than the limit.
    #[error(
        "{url}: the answer is larger than {limit} bytes and was cut off; nothing of it was kept"
    )]
    TooBig {
        /// The address, without its query.
        url: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// The address, or a redirect, leads into a private network or is not http(s).
    #[error("{url}: refused, the address {why}")]
    Refused {
        /// The address, without its query.
        url: String,
        /// Why.
        why: String,
    },
    /// A folder, or a file in it, cannot be read.
    #[error("{path}: {why}; look at the folder and its rights, the cursor is unchanged")]
    Folder {
        /// The folder or the file.
        path: String,
        /// What was expected and what came.
        why: String,
    },
    /// The source sends the same page for ever.
    #[error("{url}: the same page came again; the run was ended to spare the source")]
    Circle {
        /// The address, without its query.
        url: String,
    },
    /// The page could not be read.
    #[error("{url}: {why}")]
    Page {
        /// The address, without its query.
        url: String,
        /// What is wrong with it.
        why: Unreadable,
    },
    /// The client could not be built.
    #[error("the HTTP client could not be set up: {0}")]
    Client(String),
}

impl Fault {
    /// Whether the host gave no answer at all: a name that is not known, a line that is down.
    pub fn is_no_answer(&self) -> bool {
        matches!(self, Fault::Unreachable { .. })
    }

    /// Whether a sound page came in a form that we do not know: the source may have changed.
    pub fn is_change_of_form(&self) -> bool {
        matches!(
            self,
            Fault::Page {
                why: Unreadable::FormChanged { .. },
                ..
            }
        )
    }

    /// Whether it is one record that cannot be had or read, today or any other day: the service has
    /// lost it or fails at it, or it is too big or broken. Another form, or a door that is shut, is
    /// the service's doing and would be met at every record.
    pub fn is_of_one_record(&self) -> bool {
        match self {
            Fault::Status { status: 500.., .. } => true,
            Fault::TooBig { .. } | Fault::Refused { .. } => true,
            Fault::Page { why, .. } => {
                matches!(
                    why,
                    Unreadable::Malformed { .. } | Unreadable::Refused { .. }
                )
            }
            _ => self.is_record_gone(),
        }
    }

    /// Whether the service says that it does not have this record, or may not give it.
    pub fn is_record_gone(&self) -> bool {
        matches!(
            self,
            Fault::Status {
                status: 404 | 410 | 451,
                ..
            }
        )
    }

    /// Whether the service does not know the place that was asked for any more.
    pub fn is_place_gone(&self) -> bool {
        matches!(
            self,
            Fault::Status {
                status: 400 | 404 | 410 | 416,
                ..
            }
        )
    }

    /// Whether the service holds us back with a challenge or block page.
    pub fn is_block(&self) -> bool {
        let why = match self {
            Fault::Page { why, .. } => why,
            _ => return false,
        };
        matches!(why, Unreadable::Blocked { .. })
    }
}

/// An address as it may be logged: without query and user information, so without keys.
pub fn loggable(url: &str) -> String {
    let bare = url.split(['?', '#']).next().unwrap_or(url);
    match bare.split_once("://") {
        Some((scheme, rest)) => match rest.split_once('/') {
            Some((host, path)) => format!("{scheme}://{}/{path}", after_user(host)),
            None => format!("{scheme}://{}", after_user(rest)),
        },
        None => bare.to_owned(),
    }
}

fn after_user(host: &str) -> &str {
    host.rsplit_once('@').map_or(host, |(_, host)| host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_a_log_has_no_key_and_no_password() {
        assert_eq!(
            loggable("https://me:secret@host.example/a/b?apikey=1#x"),
            "https://host.example/a/b"
        );
        assert_eq!(loggable("https://host.example?k=1"), "https://host.example");
    }
}
