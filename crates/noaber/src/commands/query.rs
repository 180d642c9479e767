//! `noaber query`: trying a query before it is saved.

use crate::cli::Query;
use crate::out::{self, Answer, Mistyped};
use anyhow::{Result, bail};
use noaber_domain::{Field, Passage};
use noaber_text::{Analyser, Document, Lang, Part, Plan, parse, recognise, sentences};
use std::io::{IsTerminal, Read};

/// Largest text that is tried, in bytes.
const LARGEST: u64 = 10 * 1024 * 1024;

/// Does what was asked with a query.
pub fn run(args: &Query) -> Result<Answer> {
    match args {
        Query::Check { query } => match parse(query) {
            Ok(read) => out::line(read.to_string()).map(|()| Answer::Done),
            Err(fault) => out::line(fault.render(query)).map(|()| Answer::No),
        },
        Query::Try { query, language } => attempt(query, language.as_deref()),
    }
}

fn attempt(query: &str, language: Option<&str>) -> Result<Answer> {
    let read = match parse(query) {
        Ok(read) => read,
        Err(fault) => bail!("the query cannot be read\n{}", fault.render(query)),
    };
    let text = standard_input()?;
    let lang =
        match language {
            None => recognise(&text),
            Some(code) => {
                let known = Lang::from_code(code);
                Some(known.ok_or_else(|| {
                    Mistyped(format!("'{code}' is no language here: nl, de or en"))
                })?)
            }
        };
    let analyser = Analyser::default();
    let document = Document::new(&analyser, lang, "", &text);
    let Some(found) = Plan::new(&analyser, &read).find(&document) else {
        eprintln!("no match");
        return Ok(Answer::No);
    };
    let marks: Vec<(usize, usize)> = found
        .marks()
        .iter()
        .filter(|m| m.part == Part::Body)
        .map(|m| (m.start, m.end))
        .collect();
    for (start, end) in sentences(lang, &text) {
        let within: Vec<(usize, usize)> = marks
            .iter()
            .filter(|m| m.0 >= start && m.0 < end)
            .map(|m| (m.0 - start, m.1.min(end) - start))
            .collect();
        if !within.is_empty() {
            let sentence = text[start..end].to_owned();
            out::line(marked(&Passage {
                field: Field::Body,
                text: sentence,
                marks: within,
            }))?;
        }
    }
    Ok(Answer::Done)
}

fn standard_input() -> Result<String> {
    if std::io::stdin().is_terminal() {
        eprintln!("type or paste a text; end with Ctrl-D");
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        bail!("the text is longer than 10 MiB; nothing was tried");
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A passage with its marks: bold on a terminal, in square brackets elsewhere.
pub fn marked(passage: &Passage) -> String {
    let (open, close) = match std::io::stdout().is_terminal() {
        true => ("\u{1b}[1m", "\u{1b}[0m"),
        false => ("[", "]"),
    };
    let mut text = String::new();
    for (run, is_marked) in passage.runs() {
        let run = out::clean(run);
        if is_marked {
            text.push_str(&format!("{open}{run}{close}"));
        } else {
            text.push_str(&run);
        }
    }
    text.trim().to_owned()
}
