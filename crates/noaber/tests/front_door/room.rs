//! A desk of its own for each test, and the program on it. What the program must answer is said by
//! the tests.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A place with a desk, gone again when the test ends.
pub struct Room {
    pub folder: tempfile::TempDir,
}

impl Room {
    pub fn new() -> Room {
        Room {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_noaber"));
        command
            .current_dir(root())
            .args(["--data"])
            .arg(self.path("data"))
            .args(["--speak", "en"])
            .args(args)
            .env_remove("NOABER_DATA")
            .env_remove("NOABER_REGION")
            .env_remove("NOABER_ADDRESS");
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).stdin(Stdio::null()).output().unwrap()
    }

    pub fn done(&self, args: &[&str]) -> String {
        let out = self.run(args);
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(
            out.status.success(),
            "{args:?} ended with {:?}: {told}",
            out.status
        );
        String::from_utf8(out.stdout).unwrap()
    }

    pub fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.done(args)).unwrap()
    }

    /// What the desk answers in the browser: head and body.
    pub fn get(&self, path: &str) -> (String, String) {
        let mut child = self
            .command(&["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap();
        let address = address.split('/').next().unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        // It holds nothing that could be lost.
        let _ = child.kill();
        let _ = child.wait();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    pub fn demo(&self) -> String {
        self.done(&["demo", "--no-serve"])
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn code(out: &Output) -> i32 {
    out.status.code().unwrap()
}

pub fn told(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}
