//! One empty database for each engine that is at hand, gone again when the test ends.
//! Opening them, and everything that is kept in them, is the business of the store.

use postgres::{Client, NoTls};
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// Environment variable with the address of a PostgreSQL server on which tests may make databases.
const SERVER: &str = "NOABER_TEST_PG";

/// An empty database. It disappears when this value is dropped, so keep it as long as the store
/// that uses it.
#[derive(Debug)]
pub struct TestDatabase {
    /// Name of the engine, for the messages of a failing test: `sqlite` or `postgresql`.
    pub name: &'static str,
    /// Where it is: the path of a file that does not exist yet (its folder does), or an address
    /// such as `postgres://user:password@127.0.0.1:5433/noaber_test_1_0`.
    pub address: String,
    room: Room,
}

#[derive(Debug)]
enum Room {
    Folder { _keep: TempDir },
    Server { server: String, database: String },
}

/// An empty database of every engine at hand: a SQLite file always, a PostgreSQL database when
/// `NOABER_TEST_PG` holds the address of a server where databases may be created. Without it the
/// skip is printed once.
///
/// # Panics
/// When no temporary folder can be made, or the server that was named does not answer: a test
/// that was asked to run on it must not pass without it.
pub fn databases() -> Vec<TestDatabase> {
    let mut found = vec![sqlite()];
    match std::env::var(SERVER) {
        Ok(server) if !server.trim().is_empty() => found.push(postgresql(server.trim())),
        _ => say_once(),
    }
    found
}

impl TestDatabase {
    /// Runs statements on this database as somebody does who stands beside the program: one text for a
    /// file, one for a server.
    ///
    /// # Panics
    /// When a statement is refused.
    pub fn tamper(&self, on_a_file: &str, on_a_server: &str) {
        match &self.room {
            Room::Folder { .. } => {
                let file = rusqlite::Connection::open(&self.address).expect("the file opens");
                file.busy_timeout(std::time::Duration::from_secs(30))
                    .expect("a time to wait is taken");
                file.execute_batch(on_a_file).expect("the file takes it");
            }
            Room::Server { .. } => run(&self.address, &[on_a_server]).expect("the server takes it"),
        }
    }

    /// Cuts every connection to this database, as a server does that is started anew. A file has
    /// none that could be cut.
    ///
    /// # Panics
    /// When the server does not answer.
    pub fn cut_connections(&self) {
        if let Room::Server { server, database } = &self.room {
            let statement = format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
            );
            run(server, &[&statement]).expect("the server cuts connections to a test database");
        }
    }
}

fn sqlite() -> TestDatabase {
    let folder = TempDir::with_prefix("noaber-test-").expect("a temporary folder can be made");
    let file = folder.path().join("noaber.db");
    TestDatabase {
        name: "sqlite",
        address: file.to_string_lossy().into_owned(),
        room: Room::Folder { _keep: folder },
    }
}

fn postgresql(server: &str) -> TestDatabase {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let database = format!("noaber_test_{}_{number}", std::process::id());
    // A number left behind by a test that was killed long ago may come round again.
    let drop = format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)");
    let create = format!("CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8'");
    if let Err(fault) = run(server, &[&drop, &create]) {
        panic!(
            "{SERVER} is set, so tests must run on PostgreSQL too, but no database could be made \
             there: {fault}. Expected an address such as postgres://user:password@127.0.0.1:5432/postgres \
             of a user with the CREATEDB right; unset {SERVER} to test on SQLite alone."
        );
    }
    TestDatabase {
        name: "postgresql",
        address: with_database(server, &database),
        room: Room::Server {
            server: server.to_owned(),
            database,
        },
    }
}

fn run(server: &str, statements: &[&str]) -> Result<(), String> {
    let mut client = Client::connect(server, NoTls).map_err(|fault| in_full(&fault))?;
    for statement in statements {
        client
            .batch_execute(statement)
            .map_err(|fault| in_full(&fault))?;
    }
    Ok(())
}

/// The fault with its causes; the driver's own message is only "db error".
fn in_full(fault: &postgres::Error) -> String {
    let cause = std::error::Error::source(fault);
    cause.map_or(fault.to_string(), |c| format!("{fault}: {c}"))
}

/// The same address with another database: `scheme://authority/DATABASE?parameters`.
fn with_database(server: &str, database: &str) -> String {
    let (rest, parameters) = server
        .split_once('?')
        .map_or((server, String::new()), |(rest, p)| (rest, format!("?{p}")));
    let authority_at = rest.find("://").map_or(0, |at| at + 3);
    let end = rest[authority_at..]
        .find('/')
        .map_or(rest.len(), |at| authority_at + at);
    format!("{}/{database}{parameters}", &rest[..end])
}

fn say_once() {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        eprintln!(
            "skipped on PostgreSQL: {SERVER} is not set. `cargo xtask test` starts a private \
             server and sets it; or name one: {SERVER}=postgres://user:password@127.0.0.1:5432/postgres"
        );
    });
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Room::Server { server, database } = &self.room {
            let statement = format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)");
            if let Err(fault) = run(server, &[&statement]) {
                eprintln!("the test database {database} stays behind: {fault}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_test_gets_a_database_of_its_own_that_is_gone_afterwards() {
        let (one, two) = (sqlite(), sqlite());
        assert_ne!(one.address, two.address);
        let folder = std::path::Path::new(&one.address)
            .parent()
            .expect("a file is in a folder")
            .to_owned();
        assert!(folder.is_dir());
        drop(one);
        assert!(!folder.exists());
    }

    #[test]
    fn a_database_on_the_named_server_is_empty_and_gone_afterwards() {
        let Some(pg) = databases().into_iter().find(|d| d.name == "postgresql") else {
            return;
        };
        let address = pg.address.clone();
        let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
        let count: i64 = Client::connect(&address, NoTls)
            .expect("a fresh database answers")
            .query_one(tables, &[])
            .expect("the catalogue can be read")
            .get(0);
        assert_eq!(count, 0);
        drop(pg);
        assert!(Client::connect(&address, NoTls).is_err());
    }

    #[test]
    fn only_the_database_changes_in_an_address() {
        for (server, expected) in [
            ("postgres://u:p@h:5/postgres", "postgres://u:p@h:5/x"),
            ("postgres://u@h", "postgres://u@h/x"),
            (
                "postgres://h/a?sslmode=disable",
                "postgres://h/x?sslmode=disable",
            ),
        ] {
            assert_eq!(with_database(server, "x"), expected);
        }
    }
}
