//! Stylesheets and scripts of the web desk, made by npm once and embedded in the binary.
//! What they look like is decided in `crates/web/assets`.

use crate::tools;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// Makes `crates/web/assets/dist` when it is missing or older than what it is made from.
pub fn assets() -> Result<()> {
    let folder = tools::root().join("crates/web/assets");
    let stamp = tools::root().join("target/assets.stamp");
    let sum = checksum(&folder)?;
    let known = std::fs::read_to_string(&stamp).unwrap_or_default();
    if known == sum && folder.join("dist").is_dir() {
        return Ok(());
    }
    println!("assets: making crates/web/assets/dist");
    install(&folder)?;
    tools::run_quietly(Command::new("node").arg("build.mjs").current_dir(&folder))
        .context("the stylesheets of the web desk could not be made")?;
    if !folder.join("dist").is_dir() {
        bail!("build.mjs ended well but made no folder crates/web/assets/dist");
    }
    std::fs::create_dir_all(tools::root().join("target"))?;
    std::fs::write(&stamp, sum).context("could not note that the assets are made")
}

/// Installs exactly what the lock file of a folder names, installing node and npm first where
/// they are missing and we may.
pub fn install(folder: &Path) -> Result<()> {
    tools::need("Node.js with npm", &["nodejs", "npm"], || {
        tools::find("node").and(tools::find("npm"))
    })?;
    let lock = std::fs::read(folder.join("package-lock.json")).with_context(|| {
        format!(
            "{} has no package-lock.json to install from",
            folder.display()
        )
    })?;
    let stamp = folder.join("node_modules/.noaber-installed");
    let sum = format!("{:016x}", tools::fnv(lock));
    if std::fs::read_to_string(&stamp).is_ok_and(|known| known == sum) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        "--ignore-scripts",
    ])
    .current_dir(folder);
    tools::run_quietly(&mut npm).context(
        "npm could not install the packages of the lock file; it needs the network or a warm cache",
    )?;
    std::fs::write(&stamp, sum).context("could not note that the packages are installed")
}

/// One number over the names and contents of everything the assets are made from.
fn checksum(folder: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    for file in tools::files_below(folder, &["dist", "node_modules"])? {
        bytes.extend(file.to_string_lossy().bytes());
        bytes.extend(std::fs::read(&file)?);
    }
    Ok(format!("{:016x}", tools::fnv(bytes)))
}
