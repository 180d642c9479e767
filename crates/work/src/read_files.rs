//! Having the text of files read by a process of its own, so that a hostile file can break nothing
//! but that process. Which program that is, the front door says; how files are read,
//! `connectors::formats::files`.

use noaber_connectors::Extract;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How far the reading of one file may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLimits {
    /// Time until its process is ended.
    pub time: Duration,
    /// Bytes of text that are taken; a process that gives more is ended.
    pub text: u64,
}

impl Default for FileLimits {
    fn default() -> FileLimits {
        FileLimits {
            time: Duration::from_secs(30),
            text: 16 * 1024 * 1024,
        }
    }
}

/// A reader of files that hands each to `program extract` on its standard input and takes the text
/// from its standard output. The program limits its own memory; time and size are limited here.
pub fn in_a_process(program: PathBuf, limits: FileLimits) -> Extract {
    Extract::new(move |bytes| {
        let mut child = Command::new(&program)
            .arg("extract")
            // It reads one file and needs nothing of what this process knows, keys least of all.
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|why| format!("no process to read it in: {why}"))?;
        let told = talk(&mut child, bytes, limits);
        // Ended or not, nothing is left behind.
        let _ = child.kill();
        let status = child.wait().map_err(|why| why.to_string())?;
        match told {
            Ok((text, _)) if status.success() => Ok(text.trim_end().to_owned()),
            Ok((_, said)) if said.trim().is_empty() || status.code().is_none() => Err(format!(
                "its process ended without a word ({status}); the file may be damaged or made to do harm"
            )),
            Ok((_, said)) => {
                let said = said.trim().trim_start_matches("noaber: ");
                Err(said.chars().take(300).collect())
            }
            Err(why) => Err(why),
        }
    })
}

/// Gives the file to a process and takes what it says: text, and words about a fault.
fn talk(child: &mut Child, bytes: &[u8], limits: FileLimits) -> Result<(String, String), String> {
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if let Some(mut input) = input {
                // A process that ended early closes its end; what it said tells why.
                let _ = input.write_all(bytes);
            }
        });
        let text = gather(scope, output, limits.text);
        let said = gather(scope, errors, 64 * 1024);
        let taken = text.recv_timeout(limits.time);
        if taken.is_err() {
            // Only its end lets the threads above end.
            let _ = child.kill();
        }
        let text = taken.map_err(|_| {
            format!(
                "it took longer than {} s to read and was given up",
                limits.time.as_secs()
            )
        })?;
        if text.len() as u64 > limits.text {
            let _ = child.kill();
            return Err(format!("it gave more than {} bytes of text", limits.text));
        }
        let said = said.recv_timeout(limits.time).unwrap_or_default();
        let text = String::from_utf8(text).map_err(|_| "its text is not UTF-8".to_owned())?;
        Ok((text, String::from_utf8_lossy(&said).into_owned()))
    })
}

/// Takes what comes, one byte more than the limit at most, on a thread of its own.
fn gather<'s>(
    scope: &'s std::thread::Scope<'s, '_>,
    from: Option<impl Read + Send + 's>,
    limit: u64,
) -> Receiver<Vec<u8>> {
    let (hand, receiver) = channel();
    scope.spawn(move || {
        let mut taken = Vec::new();
        if let Some(from) = from {
            // What came before a fault of the pipe is all there is.
            let _ = from.take(limit + 1).read_to_end(&mut taken);
        }
        // Whoever waited may have given up.
        let _ = hand.send(taken);
    });
    receiver
}

#[cfg(test)]
mod tests {
    use super::*;
    use noaber_connectors::{Page, extracted};
    use std::os::unix::fs::PermissionsExt;
    use std::time::Instant;

    /// A stand-in for the program, that does what a script says.
    fn reader(script: &str, limits: FileLimits) -> (tempfile::TempDir, Extract) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("reader");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
        let extract = in_a_process(program, limits);
        (folder, extract)
    }

    fn page() -> Page {
        let mut body = b"%PDF-1.7\n".to_vec();
        body.resize(500_000, b'x');
        Page {
            url: "https://a.example/file".into(),
            status: 200,
            content_type: None,
            body,
            retrieved: jiff::Timestamp::UNIX_EPOCH,
            carry: None,
            headers: Vec::new(),
        }
    }

    #[test]
    fn a_file_goes_in_and_its_text_comes_out() {
        let (_folder, extract) = reader("/usr/bin/wc -c", FileLimits::default());
        let read = extract.page(page()).unwrap();
        assert_eq!(extracted(&read).map(str::trim), Some("500000"));
    }

    #[test]
    fn a_process_that_hangs_floods_or_dies_is_told_and_ended() {
        let short = FileLimits {
            time: Duration::from_millis(300),
            text: 1_000,
        };
        let began = Instant::now();
        for (script, told) in [
            ("exec /bin/sleep 60", "longer than"),
            ("exec /usr/bin/yes", "more than 1000 bytes"),
            ("echo broken page tree >&2; exit 3", "broken page tree"),
            ("kill -9 $$", "without a word"),
        ] {
            let (_folder, extract) = reader(script, short);
            let why = extract.page(page()).unwrap_err().to_string();
            assert!(why.contains(told), "{script}: {why}");
        }
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "none was waited for"
        );
    }
}
