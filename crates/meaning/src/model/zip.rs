//! Just enough of the ZIP format to take a named file out of an archive that is in memory.
//! Encrypted, split and 64-bit archives are not read.

use crate::fault::{Fault, damaged};
use std::io::Read;

/// No file of the model is larger; a smaller archive that says so is a trap.
const LARGEST: u64 = 256 << 20;

/// One file of an archive, still packed.
struct Entry {
    name: String,
    method: u16,
    packed: usize,
    size: u64,
    header: usize,
}

/// An archive and its list of files.
pub struct Archive<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry>,
}

impl<'a> Archive<'a> {
    /// Reads the list at the end of the archive.
    pub fn read(bytes: &'a [u8]) -> Result<Archive<'a>, Fault> {
        let from = bytes.len().saturating_sub(22 + 65_535);
        let end = bytes[from..]
            .windows(4)
            .rposition(|four| four == b"PK\x05\x06")
            .ok_or_else(|| damaged("the file is not a ZIP archive"))?
            + from;
        let count = short(bytes, end + 10)?;
        let mut at = long(bytes, end + 16)? as usize;
        let mut entries = Vec::with_capacity(usize::from(count));
        for _ in 0..count {
            let (entry, next) = listed(bytes, at)?;
            entries.push(entry);
            at = next;
        }
        Ok(Archive { bytes, entries })
    }

    /// The names of all files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// The content of a file.
    pub fn file(&self, name: &str) -> Result<Vec<u8>, Fault> {
        let missing = || damaged(format!("the archive has no file {name}"));
        let entry = self.entries.iter().find(|entry| entry.name == name);
        let entry = entry.ok_or_else(missing)?;
        // Lengths of name and extra field stand again before the content, and may differ there.
        let head = usize::from(short(self.bytes, entry.header + 26)?);
        let extra = usize::from(short(self.bytes, entry.header + 28)?);
        let start = entry.header + 30 + head + extra;
        let packed = slice(self.bytes, start, entry.packed)?;
        let content = unpack(packed, entry)?;
        if content.len() as u64 == entry.size {
            Ok(content)
        } else {
            Err(damaged(format!(
                "{name} has {} bytes where the list says {}",
                content.len(),
                entry.size
            )))
        }
    }
}

/// One line of the list, and where the next begins.
fn listed(bytes: &[u8], at: usize) -> Result<(Entry, usize), Fault> {
    if slice(bytes, at, 4)? != b"PK\x01\x02" {
        return Err(damaged("the list of the archive breaks off"));
    }
    let name = usize::from(short(bytes, at + 28)?);
    let rest = usize::from(short(bytes, at + 30)?) + usize::from(short(bytes, at + 32)?);
    let entry = Entry {
        name: String::from_utf8_lossy(slice(bytes, at + 46, name)?).into_owned(),
        method: short(bytes, at + 10)?,
        packed: long(bytes, at + 20)? as usize,
        size: u64::from(long(bytes, at + 24)?),
        header: long(bytes, at + 42)? as usize,
    };
    Ok((entry, at + 46 + name + rest))
}

fn unpack(packed: &[u8], entry: &Entry) -> Result<Vec<u8>, Fault> {
    if entry.size > LARGEST {
        return Err(damaged(format!(
            "{} claims to be {} bytes large",
            entry.name, entry.size
        )));
    }
    match entry.method {
        0 => Ok(packed.to_vec()),
        8 => {
            let mut content = Vec::with_capacity(entry.size as usize);
            let mut unpacked = flate2::read::DeflateDecoder::new(packed).take(entry.size + 1);
            let read = unpacked.read_to_end(&mut content);
            read.map_err(|why| damaged(format!("{} cannot be unpacked: {why}", entry.name)))?;
            Ok(content)
        }
        other => Err(damaged(format!(
            "{} is packed in an unknown way ({other})",
            entry.name
        ))),
    }
}

fn slice(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], Fault> {
    let end = at.saturating_add(length);
    let cut = || damaged("the archive is cut off");
    bytes.get(at..end).ok_or_else(cut)
}

fn short(bytes: &[u8], at: usize) -> Result<u16, Fault> {
    let two = slice(bytes, at, 2)?;
    Ok(u16::from_le_bytes([two[0], two[1]]))
}

fn long(bytes: &[u8], at: usize) -> Result<u32, Fault> {
    let four = slice(bytes, at, 4)?;
    Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use std::io::Write;

    /// An archive of deflated files, made by hand.
    pub fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut body, mut list) = (Vec::new(), Vec::new());
        for (name, content) in files {
            let mut deflate =
                flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
            deflate.write_all(content).expect("in memory");
            let small = deflate.finish().expect("in memory");
            let header = body.len() as u32;
            let mut about = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            about.extend((small.len() as u32).to_le_bytes());
            about.extend((content.len() as u32).to_le_bytes());
            about.extend((name.len() as u16).to_le_bytes());
            about.extend([0, 0]);
            body.extend(b"PK\x03\x04");
            body.extend(&about);
            body.extend(name.bytes());
            body.extend(small);
            list.extend(b"PK\x01\x02\x14\x00");
            list.extend(&about);
            list.extend([0; 10]);
            list.extend(header.to_le_bytes());
            list.extend(name.bytes());
        }
        let start = body.len() as u32;
        body.extend(&list);
        body.extend(b"PK\x05\x06\0\0\0\0");
        body.extend((files.len() as u16).to_le_bytes());
        body.extend((files.len() as u16).to_le_bytes());
        body.extend((list.len() as u32).to_le_bytes());
        body.extend(start.to_le_bytes());
        body.extend([0, 0]);
        body
    }

    #[test]
    fn files_come_out_as_they_went_in() {
        let long = b"gemeente ".repeat(5_000);
        let bytes = packed(&[("a/one.txt", b"eins"), ("two.bin", &long)]);
        let archive = Archive::read(&bytes).expect("an archive");
        assert_eq!(
            archive.names().collect::<Vec<_>>(),
            ["a/one.txt", "two.bin"]
        );
        assert_eq!(archive.file("a/one.txt").expect("a file"), b"eins");
        assert_eq!(archive.file("two.bin").expect("a file"), long);
        assert!(archive.file("three").is_err());
    }

    #[test]
    fn a_damaged_archive_is_refused_wherever_the_damage_is() {
        let bytes = packed(&[("a", &b"abcdefgh".repeat(40)), ("b", b"x")]);
        // The last two bytes only say that no comment follows.
        for end in 0..bytes.len() - 2 {
            let cut = &bytes[..end];
            assert!(
                Archive::read(cut).and_then(|a| a.file("a")).is_err(),
                "{end}"
            );
        }
        for at in 0..bytes.len() {
            let mut bent = bytes.clone();
            bent[at] ^= 0xff;
            // Whatever comes of it, it is an answer.
            let _ = Archive::read(&bent).and_then(|a| a.file("a"));
        }
    }
}
