//! A private PostgreSQL for the tests, from the installed programs, that is gone afterwards
//! whatever happens. Making databases on it is the business of the testkit.

use crate::tools;
use anyhow::{Context, Result, bail};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running server, reachable on the loopback address only, with a random password.
pub struct Cluster {
    /// `postgres://user:password@127.0.0.1:PORT/postgres`, of a user who may make databases.
    pub address: String,
    keeper: Child,
}

/// Starts the server and waits until it answers.
pub fn start() -> Result<Cluster> {
    let programs = tools::need("PostgreSQL", &["postgresql"], programs)?;
    let owner = Owner::of_server()?;
    let folder = make_folder(&owner)?;
    let password = tools::random_hex()?;
    make_cluster(&programs, &folder, &owner, &password)?;
    let port = free_port()?;
    let keeper = keep(&programs, &folder, &owner, port)?;
    let cluster = Cluster {
        address: format!("postgres://noaber:{password}@127.0.0.1:{port}/postgres"),
        keeper,
    };
    wait_until_ready(&programs, &folder, port)?;
    Ok(cluster)
}

/// Runs a server until the terminal is interrupted, for tests by hand.
pub fn stand() -> Result<()> {
    let mut cluster = start()?;
    println!("export NOABER_TEST_PG={}", cluster.address);
    println!("It runs until Ctrl-C.");
    // Not `wait`, which would first close the pipe that the keeper listens to.
    while cluster.keeper.try_wait()?.is_none() {
        std::thread::sleep(Duration::from_millis(500));
    }
    bail!("the server ended by itself")
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // The keeper reads from this pipe; at its end it stops the server and clears the folder.
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// Where `initdb` and its companions are: Debian keeps them off the search path, by version.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok();
    let mut found: Vec<(u32, PathBuf)> = versions
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|e| Some((e.file_name().to_str()?.parse().ok()?, e.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .collect();
    found.sort();
    found
        .pop()
        .map(|(_, bin)| bin)
        .or_else(|| Some(tools::find("initdb")?.parent()?.to_owned()))
}

/// Whom the server runs as: PostgreSQL refuses the superuser, so there it is the user that its
/// package made.
struct Owner(Option<(u32, u32)>);

impl Owner {
    fn of_server() -> Result<Owner> {
        if !tools::is_root() {
            return Ok(Owner(None));
        }
        let id = |flag| -> Result<u32> {
            let said = tools::run_quietly(Command::new("id").args([flag, "postgres"]))
                .context("PostgreSQL does not run as root, and there is no user 'postgres'")?;
            said.trim().parse().context("`id` gave no number")
        };
        Ok(Owner(Some((id("-u")?, id("-g")?))))
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        if let Owner(Some((user, group))) = self {
            command.uid(*user).gid(*group);
        }
        command
    }
}

fn make_folder(owner: &Owner) -> Result<PathBuf> {
    let name = format!(
        "noaber-pg-{}-{}",
        std::process::id(),
        &tools::random_hex()?[..8]
    );
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    if let Owner(Some((user, group))) = owner {
        std::os::unix::fs::chown(&folder, Some(*user), Some(*group))?;
    }
    Ok(folder)
}

fn make_cluster(programs: &Path, folder: &Path, owner: &Owner, password: &str) -> Result<()> {
    let secret = folder.join("password");
    std::fs::write(&secret, password)?;
    let mut initdb = owner.command(programs.join("initdb"));
    initdb
        .current_dir(folder)
        .args([
            "--username=noaber",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
        ])
        .args(["--locale=C.UTF-8", "--no-sync", "--pwfile"])
        .arg(&secret)
        .arg("--pgdata")
        .arg(folder.join("data"));
    let made = tools::run_quietly(&mut initdb).map(|_| ());
    let forgotten = std::fs::remove_file(&secret);
    if made.is_err() {
        let _ = std::fs::remove_dir_all(folder);
    }
    made.and(forgotten.context("the password file stays behind"))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("the loopback has no free port")?;
    Ok(listener.local_addr()?.port())
}

/// A shell that starts the server and waits at a pipe from us. However we end, also by Ctrl-C or
/// by force, the pipe then closes, and the shell stops the server and clears the folder.
fn keep(programs: &Path, folder: &Path, owner: &Owner, port: u16) -> Result<Child> {
    const STORY: &str = r#"
        trap '' INT TERM HUP
        "$1/postgres" -D "$2/data" -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 \
            >"$2/log" 2>&1 &
        server=$!
        cat >/dev/null
        kill -INT $server 2>/dev/null
        wait $server
        cd / && rm -rf "$2"
    "#;
    owner
        .command("/bin/sh")
        .args(["-c", STORY, "keeper"])
        .arg(programs)
        .arg(folder)
        .arg(port.to_string())
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .context("could not start the shell that keeps the test server")
}

fn wait_until_ready(programs: &Path, folder: &Path, port: u16) -> Result<()> {
    let port = port.to_string();
    let asked = Instant::now();
    while asked.elapsed() < Duration::from_secs(60) {
        let mut ready = Command::new(programs.join("pg_isready"));
        ready.args(["-q", "-h", "127.0.0.1", "-p", &port]);
        if ready.status().is_ok_and(|status| status.success()) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
    bail!("the private PostgreSQL did not answer within a minute. Its log:\n{log}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_server_answers_and_leaves_nothing_behind() {
        if programs().is_none() {
            println!("skipped: PostgreSQL is not installed");
            return;
        }
        let cluster = start().expect("the installed programs make a cluster");
        let port = cluster
            .address
            .rsplit([':', '/'])
            .nth(1)
            .expect("an address has a port");
        let at = format!("127.0.0.1:{port}");
        assert!(std::net::TcpStream::connect(&at).is_ok(), "{at}");
        let ours = format!("noaber-pg-{}-", std::process::id());
        let folders = || {
            let here = std::fs::read_dir(std::env::temp_dir()).expect("there is one");
            let names = here.flatten().map(|e| e.file_name());
            names
                .filter(|n| n.to_string_lossy().starts_with(&ours))
                .count()
        };
        assert_eq!(folders(), 1);
        drop(cluster);
        assert_eq!(folders(), 0);
        assert!(std::net::TcpStream::connect(&at).is_err());
    }
}
