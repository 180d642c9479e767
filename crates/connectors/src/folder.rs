//! Reading a folder on this machine as a source, for the kinds whose card says so: a list of its
//! files, and one file at a time. What stands in the files is for the kind.

use crate::connector::{Page, Request};
use crate::fault::Fault;
use crate::http::Fetched;
use noaber_domain::Source;
use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use url::Url;

/// The variable that names the folder within which people may add mail drops at the desk.
pub const DROPS: &str = "NOABER_MAIL_DROPS";
/// The setting of a source whose folder must lie within that folder.
pub const WITHIN_DROPS: &str = "within_drops";

/// Files of one list at most; a folder with more is told in full, but listed up to here.
const MOST_FILES: usize = 20_000;

/// Answers a request from the folder of a source: its own address gives the list as JSON
/// (`{"files":[{"name","bytes","changed"}],"left_out":[…]}`), an address below it one file of at
/// most `largest` bytes. Nothing outside the folder is read, no link is followed, nothing changes.
/// The folder of a source with the setting [`WITHIN_DROPS`] must lie within `drops`.
pub fn fetch(
    source: &Source,
    request: &Request,
    largest: usize,
    drops: Option<&str>,
) -> Result<Fetched, Fault> {
    let root = root_of(source)?;
    if source.settings.contains_key(WITHIN_DROPS) {
        within(&root, drops)?;
    }
    let asked = path_of(&request.url)?;
    let (content_type, body) = if asked == path_of(&source.address)? {
        ("application/json", list(&root)?)
    } else {
        ("message/rfc822", file(&root, &asked, largest)?)
    };
    let page = Page {
        url: request.url.clone(),
        status: 200,
        content_type: Some(content_type.to_owned()),
        body,
        retrieved: jiff::Timestamp::now(),
        carry: request.carry.clone(),
        headers: Vec::new(),
    };
    Ok(Fetched::Page(page, None))
}

/// The folder of a source, links in the way to it resolved.
fn root_of(source: &Source) -> Result<PathBuf, Fault> {
    let named = path_of(&source.address)?;
    let root = fs::canonicalize(&named).map_err(|why| trouble(&named, &why))?;
    match root.is_dir() {
        true => Ok(root),
        false => Err(refused(&named, "expected a folder, found something else")),
    }
}

/// The folder of a mail drop that somebody wants to add at the desk, with all links in the way to it
/// resolved, as an address. Refuses one that does not lie within `drops`.
pub fn mail_drop(named: &Path, drops: Option<&str>) -> Result<String, Fault> {
    let root = fs::canonicalize(named).map_err(|why| trouble(named, &why))?;
    if !root.is_dir() {
        return Err(refused(named, "expected a folder, found something else"));
    }
    within(&root, drops)?;
    let address = Url::from_directory_path(&root);
    let address = address.map_err(|()| refused(named, "cannot be written as an address"))?;
    Ok(address.as_str().trim_end_matches('/').to_owned())
}

/// Refuses a folder that does not lie within `drops`, or is `drops` itself.
fn within(root: &Path, drops: Option<&str>) -> Result<(), Fault> {
    let drops = drops.map(str::trim).filter(|drops| !drops.is_empty());
    let drops = drops.ok_or_else(|| {
        refused(
            root,
            &format!(
                "no folder for mail drops is set; set {DROPS} to the one within which they may lie"
            ),
        )
    })?;
    let outer = fs::canonicalize(drops).map_err(|why| trouble(Path::new(drops), &why))?;
    match root.starts_with(&outer) && root != outer {
        true => Ok(()),
        false => Err(refused(
            root,
            &format!(
                "lies outside {}, the folder that {DROPS} names",
                outer.display()
            ),
        )),
    }
}

fn path_of(address: &str) -> Result<PathBuf, Fault> {
    let url = Url::parse(address)
        .ok()
        .filter(|url| url.scheme() == "file");
    let path = url.and_then(|url| url.to_file_path().ok());
    path.ok_or_else(|| Fault::Refused {
        url: address.to_owned(),
        why: "is not of the form file:///folder".into(),
    })
}

fn list(root: &Path) -> Result<Vec<u8>, Fault> {
    let (mut files, mut left_out) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(root).map_err(|why| trouble(root, &why))? {
        let entry = entry.map_err(|why| trouble(root, &why))?;
        let name = entry.file_name();
        let known = entry.metadata().ok().filter(Metadata::is_file);
        match (name.to_str(), known) {
            (Some(name), _) if name.starts_with('.') => {}
            (Some(name), Some(known)) if files.len() < MOST_FILES => {
                files.push(serde_json::json!({
                    "name": name, "bytes": known.len(), "changed": changed(&known),
                }));
            }
            _ => left_out.push(name.to_string_lossy().into_owned()),
        }
    }
    files.sort_by_key(|file| file["name"].as_str().map(str::to_owned));
    left_out.sort();
    let list = serde_json::json!({ "files": files, "left_out": left_out });
    Ok(list.to_string().into_bytes())
}

/// Milliseconds since 1970 at which a file changed last; 0 where the system does not say.
fn changed(file: &Metadata) -> u128 {
    let since = |moment: std::time::SystemTime| moment.duration_since(std::time::UNIX_EPOCH).ok();
    file.modified()
        .ok()
        .and_then(since)
        .map_or(0, |d| d.as_millis())
}

/// The content of a plain file that lies in the folder itself.
fn file(root: &Path, asked: &Path, largest: usize) -> Result<Vec<u8>, Fault> {
    let name = asked
        .file_name()
        .ok_or_else(|| refused(asked, "names no file"))?;
    let path = root.join(name);
    let lies_in = asked
        .parent()
        .and_then(|folder| fs::canonicalize(folder).ok());
    if lies_in.as_deref() != Some(root) {
        return Err(refused(asked, "lies outside the folder of its source"));
    }
    let seen = fs::symlink_metadata(&path).map_err(|why| trouble(&path, &why))?;
    let open = File::open(&path).map_err(|why| trouble(&path, &why))?;
    let opened = open.metadata().map_err(|why| trouble(&path, &why))?;
    if !seen.is_file() || !is_same(&seen, &opened) {
        return Err(refused(&path, "is a link or no plain file"));
    }
    let mut body = Vec::new();
    let most = largest as u64 + 1;
    open.take(most)
        .read_to_end(&mut body)
        .map_err(|why| trouble(&path, &why))?;
    match body.len() > largest {
        true => Err(Fault::TooBig {
            url: path.display().to_string(),
            limit: largest,
        }),
        false => Ok(body),
    }
}

/// Whether the file that was opened is the one that was looked at, and no link put in its place.
#[cfg(unix)]
fn is_same(seen: &Metadata, opened: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (seen.dev(), seen.ino()) == (opened.dev(), opened.ino())
}

#[cfg(not(unix))]
fn is_same(seen: &Metadata, opened: &Metadata) -> bool {
    seen.len() == opened.len() && seen.modified().ok() == opened.modified().ok()
}

fn trouble(path: &Path, why: &std::io::Error) -> Fault {
    refused(path, &why.to_string())
}

fn refused(path: &Path, why: &str) -> Fault {
    Fault::Folder {
        path: path.display().to_string(),
        why: why.to_owned(),
    }
}
