//! Where recorded payloads lie in a folder, and to which source each belongs. What a payload says
//! is the business of its kind.

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use noaber_domain::{Country, Source, Wording};
use noaber_work::collect::Recorded;
use noaber_work::flat_table;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// How pages lie in a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Every file of a compressed archive is a page.
    Archive,
    /// Every file of a folder whose name begins so is a page.
    Files(&'static str),
    /// One compressed file is a page.
    Compressed,
    /// The flat table of Bundestag procedures of older terms; rows become pages as the living
    /// service would send them.
    Procedures,
    /// Items in the exchange format, of several sources, told apart by their keys.
    Sample,
}

/// Where things lie: path, kind of source, its entity, and the form.
const PLACES: &[(&str, &str, &str, Form)] = &[
    ("papers.jsonl", "", "", Form::Sample),
    // What was told of some of them a look later.
    ("later.jsonl", "", "", Form::Sample),
    (
        "nl/tk-odata/activiteit.tar.gz",
        "tweede_kamer",
        "Activiteit",
        Form::Archive,
    ),
    (
        "nl/tk-odata/document.tar.gz",
        "tweede_kamer",
        "Document",
        Form::Archive,
    ),
    (
        "nl/tk-odata/zaak_documents.tar.gz",
        "tweede_kamer",
        "Zaak",
        Form::Archive,
    ),
    (
        "nl/tk-odata/document_publications_kst_xml.tar.gz",
        "kst",
        "",
        Form::Archive,
    ),
    (
        "de/dip_api_recorded",
        "dip",
        "vorgang",
        Form::Files("vorgang_"),
    ),
    (
        "de/dip_api_recorded",
        "dip",
        "drucksache",
        Form::Files("drucksache_"),
    ),
    (
        "de/dip21/vorgaenge_wp18.tsv.gz",
        "dip",
        "vorgang",
        Form::Procedures,
    ),
    (
        "eu/sedia-calls/derived_calls_629.jsonl.gz",
        "sedia",
        "",
        Form::Compressed,
    ),
];

/// Which source a key of the sample belongs to: its beginning, kind and entity.
const KEYS: &[(&str, &str, &str)] = &[
    ("tk:zaak:", "tweede_kamer", "Zaak"),
    ("tk:document:", "tweede_kamer", "Document"),
    ("tk:activiteit:", "tweede_kamer", "Activiteit"),
    ("kst:", "kst", ""),
    ("dip:vorgang:", "dip", "vorgang"),
    ("dip:drucksache:", "dip", "drucksache"),
    ("sedia:", "sedia", ""),
];

/// Recorded pages of one source.
pub struct Recording {
    /// The source as it is read here.
    pub source: Source,
    path: PathBuf,
    form: Form,
    keys: Option<&'static str>,
}

/// The recordings that lie in `folder`, each with the source of the pack it belongs to.
pub fn find(folder: &Path, sources: &[Source]) -> Result<Vec<Recording>> {
    let mut found = Vec::new();
    for (path, kind, entity, form) in PLACES {
        let path = folder.join(path);
        if !path.exists() {
            continue;
        }
        if *form == Form::Sample {
            found.extend(sample(&path, sources));
        } else if let Some(source) = source_of(sources, kind, entity) {
            found.push(Recording {
                source,
                path,
                form: *form,
                keys: None,
            });
        }
    }
    anyhow::ensure!(
        !found.is_empty(),
        "{} holds no recordings: expected papers.jsonl (a sample) or folders such as nl/tk-odata. Nothing was changed; name another with --from",
        folder.display()
    );
    Ok(found)
}

fn source_of(sources: &[Source], kind: &str, entity: &str) -> Option<Source> {
    let fits = |s: &&Source| {
        s.kind == kind
            && s.settings
                .get("entity")
                .is_none_or(|e| entity.is_empty() || e.split(['-', ',']).any(|e| e == entity))
    };
    sources.iter().find(fits).cloned()
}

fn sample(path: &Path, sources: &[Source]) -> Vec<Recording> {
    let reading = |source: Source, keys| Recording {
        source: Source {
            kind: "jsonl".into(),
            ..source
        },
        path: path.to_owned(),
        form: Form::Sample,
        keys,
    };
    let mut all: Vec<Recording> = KEYS
        .iter()
        .filter_map(|(key, kind, entity)| {
            source_of(sources, kind, entity).map(|source| reading(source, Some(*key)))
        })
        .collect();
    all.extend(other_source().map(|source| reading(source, None)));
    // A file that cannot be read is told of when its pages are asked for.
    if let Ok(text) = std::fs::read_to_string(path) {
        all.retain(|one| lines_of(&text, one.keys).next().is_some());
    }
    all
}

/// The source of papers of the sample that no source of the pack brings.
pub fn other_source() -> Option<Source> {
    Some(Source {
        id: "sample".parse().ok()?,
        kind: "jsonl".into(),
        name: Wording {
            nl: Some("Voorbeeldstukken".into()),
            de: Some("Beispieldokumente".into()),
            en: Some("Sample papers".into()),
        },
        address: "https://data.europarl.europa.eu/".into(),
        country: Country::Eu,
        language: None,
        every_hours: 24,
        silent_after_days: 60,
        settings: Default::default(),
        active: true,
    })
}

impl Recording {
    /// The pages, read in a thread of their own a little ahead of whoever takes them. A recording
    /// that breaks off gives what came before, then one page that no kind can read, so that the
    /// fault is written down with the source.
    pub fn pages(&self) -> Receiver<Recorded> {
        let (sender, pages) = sync_channel(16);
        let (path, form, keys) = (self.path.clone(), self.form, self.keys);
        std::thread::spawn(move || {
            if let Err(fault) = send(&path, form, keys, &sender) {
                let name = format!("{} ({fault:#})", path.display());
                // Whoever took the pages may have stopped; then nobody needs to know.
                let _ = sender.send(Recorded {
                    name,
                    bytes: Vec::new(),
                });
            }
        });
        pages
    }
}

fn send(path: &Path, form: Form, keys: Option<&str>, to: &SyncSender<Recorded>) -> Result<()> {
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    match form {
        Form::Archive => {
            let mut archive = tar::Archive::new(GzDecoder::new(open(path)?));
            for entry in archive.entries()? {
                let mut entry = entry?;
                if !entry.header().entry_type().is_file() {
                    continue;
                }
                let name = entry
                    .path()?
                    .file_name()
                    .map(|n| n.to_string_lossy().into_owned());
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes)?;
                to.send(Recorded {
                    name: name.unwrap_or_default(),
                    bytes,
                })?;
            }
        }
        Form::Files(beginning) => {
            let mut files: Vec<PathBuf> = std::fs::read_dir(path)?
                .map(|e| e.map(|e| e.path()))
                .collect::<Result<_, _>>()?;
            files.sort();
            for file in files {
                let name = file.file_name().map(|n| n.to_string_lossy().into_owned());
                let name = name.unwrap_or_default();
                if name.starts_with(beginning) {
                    to.send(Recorded {
                        bytes: std::fs::read(&file)?,
                        name,
                    })?;
                }
            }
        }
        Form::Compressed => {
            let mut bytes = Vec::new();
            GzDecoder::new(open(path)?).read_to_end(&mut bytes)?;
            to.send(Recorded { name, bytes })?;
        }
        Form::Procedures => {
            for page in flat_table::pages(GzDecoder::new(open(path)?))? {
                to.send(page?)?;
            }
        }
        Form::Sample => {
            let text = std::fs::read_to_string(path)?;
            let lines: Vec<&str> = lines_of(&text, keys).collect();
            if !lines.is_empty() {
                to.send(Recorded {
                    name,
                    bytes: lines.join("\n").into_bytes(),
                })?;
            }
        }
    }
    Ok(())
}

fn open(path: &Path) -> Result<BufReader<File>> {
    File::open(path)
        .map(BufReader::new)
        .with_context(|| format!("cannot read {}", path.display()))
}

/// The lines of a sample that one source brings; `keys` is what its keys begin with, none for what no
/// source of the pack brings.
fn lines_of<'t>(text: &'t str, keys: Option<&'t str>) -> impl Iterator<Item = &'t str> {
    let mine = move |line: &&str| match (keys, key_of(line)) {
        (Some(keys), Some(key)) => key.starts_with(keys),
        (None, Some(key)) => !KEYS.iter().any(|k| key.starts_with(k.0)),
        (_, None) => keys.is_none(),
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.filter(mine)
}

fn key_of(line: &str) -> Option<String> {
    let record: serde_json::Value = serde_json::from_str(line).ok()?;
    record.get("key")?.as_str().map(str::to_owned)
}
