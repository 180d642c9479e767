//! `noaber search`: everything that was published, newest or best first.

use crate::cli::{Cli, Search};
use crate::commands::query::marked;
use crate::compose::Desk;
use crate::out::{self, Answer, Mistyped};
use anyhow::Result;
use noaber_domain::{Country, ItemKind};
use noaber_store::views::{SearchAnswer, SearchAsk, SearchRow, Stopped};
use serde::Serialize;

/// Searches; the answer is no when nothing is found.
pub fn run(cli: &Cli, args: &Search) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    let region = desk.region()?;
    let country = args.country.as_deref().map(|text| {
        let unknown = || Mistyped(format!("'{text}' is no arena: nl, de or eu"));
        Country::from_code(text).ok_or_else(unknown)
    });
    let kind = args.kind.as_deref().map(|text| {
        let known: Vec<&str> = ItemKind::ALL.iter().map(|k| k.code()).collect();
        let unknown = || Mistyped(format!("'{text}' is no sort of item: {}", known.join(", ")));
        ItemKind::from_code(text).ok_or_else(unknown)
    });
    let ask = SearchAsk {
        words: args.words.join(" "),
        best: args.best,
        country: country.transpose()?,
        kind: kind.transpose()?,
        limit: args.limit,
        before: args.before,
        ..SearchAsk::default()
    };
    let answer = desk.store.reader()?.search(&region.id, &ask)?;
    if cli.json {
        out::json(&Told::new(&answer, &ask.words))?;
    } else {
        print(&answer, &ask.words)?;
    }
    Ok(if answer.rows.is_empty() {
        Answer::No
    } else {
        Answer::Done
    })
}

/// The answer as JSON; the same names as the desk gives.
#[derive(Serialize)]
struct Told<'a> {
    understood: &'a str,
    fault: Option<String>,
    count: i64,
    /// Whether all were counted.
    exact: bool,
    /// Whether there are more after these.
    more: bool,
    /// Where looking stopped, when older papers were not looked at; `--before` goes on from there.
    stopped: Option<Stopped>,
    items: &'a [SearchRow],
}

impl Told<'_> {
    fn new<'a>(answer: &'a SearchAnswer, words: &str) -> Told<'a> {
        Told {
            understood: &answer.understood,
            fault: answer.fault.as_ref().map(|fault| fault.render(words)),
            count: answer.count,
            exact: answer.count < answer.counted_to,
            more: answer.more,
            stopped: answer.stopped,
            items: &answer.rows,
        }
    }
}

fn print(answer: &SearchAnswer, words: &str) -> Result<()> {
    for row in &answer.rows {
        let item = &row.item;
        let day = item
            .published
            .map_or(String::from("          "), |d| d.to_string());
        let number = item.number.as_deref().unwrap_or("");
        out::line(format!("{day}  {}  {}", number, out::clean(&item.title)))?;
        if let Some(passage) = &row.passage {
            out::line(format!("            {}", marked(passage)))?;
        }
    }
    if let Some(fault) = &answer.fault {
        let fault = fault.render(words);
        eprintln!(
            "this could not be read as a query; the words were searched for instead\n{fault}"
        );
    }
    let over = if answer.count >= answer.counted_to {
        "at least "
    } else {
        ""
    };
    eprintln!("{over}{} found for {}", answer.count, answer.understood);
    if let Some(stopped) = &answer.stopped {
        let back_to = stopped
            .back_to
            .map_or(String::new(), |day| format!(", back to {day}"));
        eprintln!(
            "the newest {} candidates were looked at{back_to}; `--before {}` looks on from there",
            stopped.looked_at, stopped.before
        );
    }
    Ok(())
}
