//! The cards of all kinds as a page of documentation, after a table of what must be heard. What
//! stands on a card is written in the kind's own file, what must be heard in `coverage`.

use crate::connector::Card;
use crate::coverage::EARS;
use crate::kinds;
use noaber_domain::Language;
use std::fmt::Write;

const HEAD: &str = "# Connectors

Printed from the cards in `crates/connectors/src/kinds`; change them there.
No kind was asked at its living service yet: `noaber check --live` does so on a connected machine, and keeps nothing.

## What is heard

| where | what | kinds | not heard |
|---|---|---|---|
";

const KINDS: &str = "
## The kinds

| kind | what | languages | requests/s | key | held against |
|---|---|---|---|---|---|
";

/// The text of `docs/connectors.md`.
pub fn cards_markdown() -> String {
    let mut out = String::from(HEAD);
    for ear in EARS {
        let link = |code: &&str| format!("[`{code}`](#{code})");
        let kinds: Vec<String> = ear.kinds.iter().map(link).collect();
        let kinds = match kinds.is_empty() {
            true => "none".to_owned(),
            false => kinds.join(", "),
        };
        let line = format!(
            "| {} | {} | {kinds} | {} |\n",
            ear.place, ear.what, ear.missing
        );
        out.push_str(&line);
    }
    out.push_str(KINDS);
    let cards: Vec<Card> = kinds::ALL.iter().map(|kind| (kind.card)()).collect();
    for card in &cards {
        let line = format!(
            "| [`{}`](#{}) | {} | {} | {} | {} | {} |\n",
            card.code,
            card.code,
            card.title.text(Language::En),
            languages(card),
            card.requests_per_second,
            if card.needs_key { "yes" } else { "no" },
            card.seen,
        );
        out.push_str(&line);
    }
    for card in &cards {
        out.push_str(&section(card));
    }
    out
}

fn section(card: &Card) -> String {
    let mut out = format!(
        "\n## {}\n\n{}.\n\n",
        card.code,
        card.title.text(Language::En)
    );
    let rows = [
        ("Owner", card.owner),
        ("Licence", card.licence),
        ("Home", card.home),
        ("Held against", card.seen),
    ];
    for (name, value) in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "- {name}: {value}");
    }
    for (name, meaning) in card.settings {
        let _ = writeln!(out, "- Setting `{name}`: {meaning}");
    }
    for note in card.notes {
        let _ = writeln!(out, "- {note}");
    }
    out
}

fn languages(card: &Card) -> String {
    let codes: Vec<&str> = card
        .languages
        .iter()
        .map(|language| language.code())
        .collect();
    if codes.is_empty() {
        "any".into()
    } else {
        codes.join(", ")
    }
}
