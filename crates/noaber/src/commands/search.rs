//! `noaber search`: everything that was published, newest or best first.

use crate::cli::{Cli, Search};
use crate::commands::query::marked;
use crate::compose::Desk;
use crate::out::{self, Answer, Mistyped};
use anyhow::Result;
use noaber_domain::{Country, ItemKind};
use noaber_store::views::SearchAsk;

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
        ..SearchAsk::default()
    };
    let answer = desk.store.reader()?.search(&region.id, &ask)?;
    if cli.json {
        out::json(&answer.rows)?;
    } else {
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
    }
    Ok(if answer.rows.is_empty() {
        Answer::No
    } else {
        Answer::Done
    })
}
