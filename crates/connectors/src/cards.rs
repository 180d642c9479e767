//! The cards of all kinds as a page of documentation. What stands on a card is written in the
//! kind's own file.

use crate::connector::Card;
use crate::kinds;
use noaber_domain::Language;
use std::fmt::Write;

/// The text of `docs/connectors.md`.
pub fn cards_markdown() -> String {
    let mut out = String::from(
        "# Connectors\n\nPrinted from the cards in `crates/connectors/src/kinds`; change them there.\n\n\
         | kind | what | languages | requests/s | key |\n|---|---|---|---|---|\n",
    );
    let cards: Vec<Card> = kinds::ALL.iter().map(|kind| (kind.card)()).collect();
    for card in &cards {
        let line = format!(
            "| [`{}`](#{}) | {} | {} | {} | {} |\n",
            card.code,
            card.code,
            card.title.text(Language::En),
            languages(card),
            card.requests_per_second,
            if card.needs_key { "yes" } else { "no" },
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
