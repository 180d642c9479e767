//! Running other programs and finding them, the same way for every chore. What is run, and in
//! which order, is each chore's own story.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The root of the project.
pub fn root() -> PathBuf {
    let here = std::env::var("CARGO_MANIFEST_DIR");
    let here = here.unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let here = PathBuf::from(here);
    here.parent().map(Path::to_owned).unwrap_or(here)
}

/// The cargo that runs us, at the root. What `cargo run` told us about our own package is taken
/// out: build scripts watch those names and would build again what is built already.
pub fn cargo(args: &[&str]) -> Command {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(args).current_dir(root());
    for (name, _) in std::env::vars_os() {
        let about_us = [
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
            "CARGO_BIN_",
            "CARGO_CRATE_",
        ];
        let text = name.to_string_lossy();
        if about_us.iter().any(|start| text.starts_with(start)) || text == "CARGO_PRIMARY_PACKAGE" {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs a program to its end with our own input and output.
pub fn run(command: &mut Command) -> Result<()> {
    let words = spelled(command);
    let status = command
        .status()
        .with_context(|| format!("could not start `{words}`"))?;
    if !status.success() {
        bail!("`{words}` ended with {status}");
    }
    Ok(())
}

/// Runs a program without showing what it says, unless it fails.
pub fn run_quietly(command: &mut Command) -> Result<String> {
    let words = spelled(command);
    let out = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("could not start `{words}`"))?;
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    if !out.status.success() {
        let fault = String::from_utf8_lossy(&out.stderr);
        bail!(
            "`{words}` ended with {}:\n{}",
            out.status,
            without_hosts(&format!("{said}{fault}"))
        );
    }
    Ok(said)
}

/// The program and its arguments, as one would type them.
fn spelled(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

/// Package managers name the hosts they talk to when they fail; a log that is shown to others
/// need not.
fn without_hosts(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = [rest.find("http://"), rest.find("https://")]
        .into_iter()
        .flatten()
        .min()
    {
        clean.push_str(&rest[..at]);
        clean.push_str("(address)");
        let end = rest[at..]
            .find(|c: char| c.is_whitespace() || "\"')>".contains(c))
            .map_or(rest.len(), |length| at + length);
        rest = &rest[end..];
    }
    clean.push_str(rest);
    clean
}

/// Where a program is, looking along the search path.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Whether we are the superuser, who may install packages and whom PostgreSQL refuses to serve.
pub fn is_root() -> bool {
    run_quietly(Command::new("id").arg("-u")).is_ok_and(|said| said.trim() == "0")
}

/// Makes sure that something is there: `look` finds it, and where it does not, the Debian
/// packages are installed if we may, else the message says what to install.
pub fn need<T>(what: &str, packages: &[&str], look: impl Fn() -> Option<T>) -> Result<T> {
    if let Some(found) = look() {
        return Ok(found);
    }
    let list = packages.join(" ");
    if !is_root() || find("apt-get").is_none() {
        bail!(advice(what, &list));
    }
    println!("{what} is missing: installing {list}");
    let mut update = Command::new("apt-get");
    if run_quietly(update.args(["update", "-qq"])).is_err() {
        println!("the lists of packages could not all be renewed; trying with what is known");
    }
    let mut install = Command::new("apt-get");
    install
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    run_quietly(&mut install)?;
    look().with_context(|| format!("{what} is still missing after installing {list}"))
}

fn advice(what: &str, packages: &str) -> String {
    format!(
        "{what} is missing. On Debian or Ubuntu: sudo apt-get install {packages}. Then run the \
         same command again; what was built so far is kept."
    )
}

/// Sixteen random bytes as 32 hexadecimal digits.
pub fn random_hex() -> Result<String> {
    use std::io::Read;
    let mut bytes = [0_u8; 16];
    std::fs::File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut bytes))
        .context("could not read random bytes")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// FNV-1a over bytes, 64 bits: tells whether a file changed, and is no protection against
/// somebody who wants to deceive.
pub fn fnv(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Every file below a folder, sorted, passing over folders with one of the given names.
pub fn files_below(folder: &Path, skip: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let entries = std::fs::read_dir(&next)
            .with_context(|| format!("could not list {}", next.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let kind = entry.file_type()?;
            if kind.is_dir() && !skip.iter().any(|s| name == *s) {
                open.push(entry.path());
            } else if kind.is_file() {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_package_manager_does_not_spread_host_names() {
        let said = "GET https://packages.example/x 404\n(see http://a.example)";
        assert_eq!(without_hosts(said), "GET (address) 404\n(see (address))");
    }

    #[test]
    fn what_is_there_is_not_installed_and_what_is_not_is_named_with_its_package() {
        let found = need("Something", &["noaber-no-such-package"], || Some(1));
        assert_eq!(found.ok(), Some(1));
        assert!(advice("Chromium", "chromium").contains("apt-get install chromium"));
    }

    #[test]
    fn a_changed_byte_changes_the_checksum() {
        assert_eq!(
            fnv(*b"a"),
            0xaf63_dc4c_8601_ec8c,
            "the published test vector"
        );
        assert_ne!(fnv(*b"CREATE TABLE a"), fnv(*b"CREATE TABLE b"));
    }

    #[test]
    fn a_build_that_we_start_is_the_build_one_starts_by_hand() {
        let command = cargo(&["build"]);
        let forgotten: Vec<_> = command
            .get_envs()
            .filter(|(_, value)| value.is_none())
            .collect();
        assert!(
            forgotten.iter().any(|(name, _)| *name == "CARGO_PKG_NAME"),
            "{forgotten:?}"
        );
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Cargo.toml").is_file() && root().join("crates").is_dir());
    }
}
