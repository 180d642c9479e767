//! The codes that `kind:` and `country:` take, and what advisers call them in Dutch and German. What
//! a kind or a country is stands in `domain`; a test in `matching` holds these lists against it.

use super::{Field, Node};
use crate::fold::fold;

/// A code, and the other words for it.
type Row = (&'static str, &'static [&'static str]);

/// Kinds of paper.
const KINDS: &[Row] = &[
    ("motion", &["motie", "moties", "entschließungsantrag"]),
    (
        "amendment",
        &["amendement", "änderungsantrag", "aenderungsantrag"],
    ),
    (
        "letter",
        &["brief", "kamerbrief", "unterrichtung", "schreiben"],
    ),
    (
        "question",
        &["vraag", "vragen", "kamervraag", "kamervragen", "anfrage"],
    ),
    ("answer", &["antwoord", "antwoorden", "antwort"]),
    ("bill", &["wetsvoorstel", "gesetzentwurf"]),
    ("proposal", &["voorstel", "antrag", "vorschlag"]),
    ("report", &["rapport", "bericht"]),
    ("debate", &["debat", "debatte"]),
    ("meeting", &["bijeenkomst", "vergadering", "sitzung"]),
    ("vote", &["stemming", "abstimmung"]),
    ("commitment", &["toezegging", "zusage"]),
    ("call", &["oproep", "förderaufruf", "foerderaufruf"]),
    ("consultation", &["consultatie", "konsultation"]),
    ("law", &["wet", "besluit", "gesetz", "beschluss"]),
    ("record", &["verslag", "notulen", "protokoll"]),
    ("news", &["nieuws", "nachricht", "nachrichten"]),
    ("annex", &["bijlage", "anlage"]),
    ("other", &["overig", "sonstiges"]),
];
/// Countries, and the Union.
const COUNTRIES: &[Row] = &[
    ("nl", &["nederland", "niederlande", "netherlands"]),
    ("de", &["duitsland", "deutschland", "germany"]),
    ("eu", &["europa", "europe"]),
];
/// Letters that a word shares with one that is known before that one is suggested.
const ALIKE: usize = 3;

/// The rows of a field; none when it takes a text, or codes that only sources know.
fn rows(field: Field) -> Option<&'static [Row]> {
    match field {
        Field::Kind => Some(KINDS),
        Field::Country => Some(COUNTRIES),
        Field::Title | Field::Actor | Field::Committee | Field::Source => None,
    }
}

/// The codes that a field takes, in their order; none when any word will do.
pub fn codes(field: Field) -> Option<impl Iterator<Item = &'static str>> {
    rows(field).map(|rows| rows.iter().map(|(code, _)| *code))
}

/// Every word for a row.
fn words(row: &Row) -> impl Iterator<Item = &'static str> {
    std::iter::once(row.0).chain(row.1.iter().copied())
}

/// What a field is asked for, with the words for its codes as codes; the word that stands for none.
pub(super) fn read(field: Field, asked: Node) -> Result<Node, String> {
    let Some(rows) = rows(field) else {
        return Ok(asked);
    };
    match asked {
        Node::Any(members) => {
            let members = members.into_iter().map(|member| read(field, member));
            Ok(Node::Any(members.collect::<Result<_, _>>()?))
        }
        Node::Word { text, form } => {
            let word = fold(&text);
            let meant = |row: &&Row| words(row).any(|known| fold(known) == word);
            let (code, _) = rows.iter().find(meant).ok_or(text)?;
            let text = (*code).to_owned();
            Ok(Node::Word { text, form })
        }
        other => Ok(other),
    }
}

/// A field with every code that it takes: `country:(nl, de, eu)`.
pub(super) fn all(field: Field) -> String {
    let codes: Vec<&str> = codes(field).into_iter().flatten().collect();
    format!("{}:({})", field.name(), codes.join(", "))
}

/// A field with the code whose name begins as a word does that stands for none.
pub(super) fn alike(field: Field, word: &str) -> Option<String> {
    let word = fold(word);
    let shared = |known: &str| {
        let known = fold(known);
        let pairs = known.chars().zip(word.chars());
        pairs.take_while(|(a, b)| a == b).count()
    };
    let alike = |row: &Row| words(row).map(shared).max().unwrap_or(0);
    let rows = rows(field)?.iter().map(|row| (alike(row), row.0));
    // Of those that are as much alike the first is meant.
    let (letters, code) = rows.rev().max_by_key(|(letters, _)| *letters)?;
    (letters >= ALIKE).then(|| format!("{}:{code}", field.name()))
}
