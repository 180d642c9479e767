//! The text of a paper: its paragraphs, who signed, and a day that is only written out. Its number,
//! file and title are read in `paper`.

use crate::formats::xml::Node;

/// Elements that are a paragraph of their own.
const PARAGRAPHS: [&str; 8] = [
    "al",
    "tuskop",
    "tussenkop",
    "kop",
    "entry",
    "noot.al",
    "functie",
    "naam",
];

/// Elements that say nothing to readers of the text.
const SKIPPED: [&str; 8] = [
    "metadata",
    "kamerstukkop",
    "dossier",
    "stuknr",
    "datumtekst",
    "noot.nr",
    "frontm",
    "li.nr",
];

/// `12 maart 1998` in a date element without a machine-readable form, as `1998-03-12`.
pub fn date_in_words(root: &Node) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let words = root
        .find("datum")
        .or_else(|| root.find("datumtekst"))?
        .text()
        .to_lowercase();
    // Some papers have "1april 2025".
    let apart = words.chars().fold(String::new(), |mut out, c| {
        if c.is_alphabetic() && out.ends_with(|before: char| before.is_ascii_digit()) {
            out.push(' ');
        }
        out.push(c);
        out
    });
    let words: Vec<&str> = apart.split_whitespace().collect();
    words.windows(3).find_map(|three| {
        let month = MONTHS.iter().position(|name| *name == three[1])? + 1;
        let day: u8 = three[0].parse().ok()?;
        let year: u16 = three[2].trim_end_matches('.').parse().ok()?;
        Some(format!("{year:04}-{month:02}-{day:02}"))
    })
}

/// The paragraphs of the text, in order.
pub fn paragraphs(root: &Node) -> Vec<String> {
    let mut found = Vec::new();
    let text = root
        .find("stuk")
        .or_else(|| root.find("body"))
        .unwrap_or(root);
    let mut nodes: Vec<&Node> = text.nodes().filter(|node| node.name != "titel").collect();
    nodes.reverse();
    while let Some(node) = nodes.pop() {
        if PARAGRAPHS.contains(&node.name.as_str()) && !SKIPPED.contains(&node.name.as_str()) {
            let text = node.text();
            if !text.is_empty() {
                found.push(text);
            }
        } else if !SKIPPED.contains(&node.name.as_str()) {
            let within: Vec<&Node> = node.nodes().collect();
            nodes.extend(within.into_iter().rev());
        }
    }
    found
}

/// Who signed: in a motion the short lines after "orde van de dag", elsewhere the names under the
/// text.
pub fn signatures(root: &Node, body: &[String]) -> Vec<String> {
    let end = body
        .iter()
        .rposition(|line| line.contains("orde van de dag"));
    if let Some(end) = end {
        let names = body[end + 1..]
            .iter()
            .map(|line| line.trim_end_matches(['.', ';', ',']));
        let short = names.filter(|name| (1..=5).contains(&name.split_whitespace().count()));
        return short.map(str::to_owned).collect();
    }
    let signed = |name: &str| {
        root.all(name)
            .into_iter()
            .flat_map(|block| block.all("naam"))
    };
    signed("ondertekening")
        .chain(signed("ondtek"))
        .map(Node::text)
        .collect()
}
