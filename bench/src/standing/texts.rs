//! Three thousand real texts to read and as many others to make queries from: motions, abstracts of
//! the Bundestag, and European calls. Short papers are joined, in their order, to the length of a page.

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use noaber_text::Lang;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Bytes that joined papers have at least.
const PAGE: usize = 1_600;

/// A text as it would come from its source.
#[derive(Debug, Clone)]
pub struct Text {
    /// Its language.
    pub lang: Lang,
    /// The title of its first paper.
    pub title: String,
    /// The rest.
    pub body: String,
}

/// The texts that are read, and those that queries are made from.
pub struct Texts {
    /// To be read.
    pub unseen: Vec<Text>,
    /// To make queries from.
    pub seen: Vec<Text>,
}

fn lines(path: &Path) -> Result<impl Iterator<Item = String>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(BufReader::new(GzDecoder::new(file))
        .lines()
        .map_while(Result::ok))
}

/// Reads the recordings.
pub fn texts(recordings: &Path) -> Result<Texts> {
    let json = |line: String| serde_json::from_str::<serde_json::Value>(&line);
    let field =
        |row: &serde_json::Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let mut motions = Vec::new();
    for line in lines(&recordings.join("nl/derived/moties_fulltext.jsonl.gz"))? {
        let row = json(line)?;
        motions.push((field(&row, "onderwerp"), field(&row, "tekst")));
    }
    let mut abstracts = Vec::new();
    for line in lines(&recordings.join("de/dip21/vorgaenge_wp18.tsv.gz"))?.skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        if let (Some(title), Some(text)) = (columns.get(4), columns.get(11)) {
            abstracts.push(((*title).to_owned(), (*text).to_owned()));
        }
    }
    let mut calls = Vec::new();
    for line in lines(&recordings.join("eu/sedia-calls/derived_calls_629.jsonl.gz"))? {
        let row = json(line)?;
        let body = [
            field(&row, "description"),
            field(&row, "topicConditions"),
            field(&row, "supportInfo"),
        ];
        calls.push((field(&row, "title"), body.join("\n")));
    }
    let mut texts = Texts {
        unseen: Vec::new(),
        seen: Vec::new(),
    };
    texts.divide(joined(Lang::Nl, motions), 1_200);
    texts.divide(joined(Lang::De, abstracts), 1_450);
    texts.divide(joined(Lang::En, calls), 350);
    Ok(texts)
}

fn joined(lang: Lang, papers: Vec<(String, String)>) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut full = true;
    for (title, body) in papers {
        match texts.last_mut().filter(|_| !full) {
            Some(text) => text.body.push_str(&format!("\n{title}\n{body}")),
            None => texts.push(Text { lang, title, body }),
        }
        full = texts.last().is_some_and(|text| text.body.len() >= PAGE);
    }
    texts
}

impl Texts {
    /// Takes `unseen` of the texts to be read, evenly over all, and as many of the others to make
    /// queries from.
    fn divide(&mut self, texts: Vec<Text>, unseen: usize) {
        let all = texts.len();
        let mut seen = 0;
        for (n, text) in texts.into_iter().enumerate() {
            if (n + 1) * unseen / all > n * unseen / all {
                self.unseen.push(text);
            } else if seen < unseen {
                self.seen.push(text);
                seen += 1;
            }
        }
    }
}
