//! Where the database is: a file or folder of our own, or a server. Read from what the operator
//! typed; shown without its password.

use std::path::{Path, PathBuf};

/// Name of the database file within a data folder.
const FILE: &str = "noaber.db";

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Address {
    /// A file, embedded.
    File(PathBuf),
    /// A server, by its URL.
    Server(String),
}

impl Address {
    /// Reads what the operator typed: a `postgres://` URL, a file that ends in `.db`, or else a
    /// folder, in which the file is `noaber.db`.
    pub fn read(text: &str) -> Address {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Address::Server(text.to_owned());
        }
        let path = Path::new(text);
        if path.extension().is_some_and(|e| e == "db") {
            Address::File(path.to_owned())
        } else {
            Address::File(path.join(FILE))
        }
    }
}

impl std::fmt::Display for Address {
    /// The address without a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Address::File(path) => write!(f, "{}", path.display()),
            Address::Server(url) => match (url.find("://"), url.rfind('@')) {
                (Some(scheme), Some(at)) if at > scheme => {
                    let user = url[scheme + 3..at].split(':').next().unwrap_or("");
                    write!(f, "{}{user}{}", &url[..scheme + 3], &url[at..])
                }
                _ => f.write_str(url),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let shown = Address::read("postgres://noaber:geheim@db.example:5432/noaber").to_string();
        assert_eq!(shown, "postgres://noaber@db.example:5432/noaber");
    }

    #[test]
    fn a_folder_holds_the_file() {
        assert_eq!(
            Address::read("data"),
            Address::File("data/noaber.db".into())
        );
        assert_eq!(Address::read("x/y.db"), Address::File("x/y.db".into()));
    }
}
