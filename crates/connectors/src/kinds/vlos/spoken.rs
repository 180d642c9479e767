//! The words of a part of a report: paragraphs in order, with each speaker's line before what he
//! or she said, who spoke, and which papers were cited. What becomes of them is told in `report`.

use crate::formats::xml::Node;

/// What was said in a part.
#[derive(Debug, Default)]
pub struct Spoken {
    /// Paragraphs in order; a speaker's name is one of its own.
    pub paragraphs: Vec<String>,
    /// Who spoke, with group or office, in order; whoever only chaired is left out.
    pub speakers: Vec<String>,
    /// Papers cited, as `kst-29924-274`.
    pub papers: Vec<String>,
    /// Files of the papers cited, as `29924`.
    pub files: Vec<String>,
}

/// Gathers the words of a part.
pub fn of(part: &Node) -> Spoken {
    let mut spoken = Spoken::default();
    // Nodes still to look at, the next one last.
    let mut waiting: Vec<&Node> = vec![part];
    while let Some(node) = waiting.pop() {
        match node.name.as_str() {
            "alineaitem" => paragraph(node, &mut spoken),
            "woordvoerder" | "interrumpant" => speaker(node, &mut spoken),
            _ => {}
        }
        cited(node, &mut spoken);
        let within: Vec<&Node> = node.nodes().collect();
        waiting.extend(within.into_iter().rev());
    }
    spoken
}

fn paragraph(node: &Node, spoken: &mut Spoken) {
    let text = node.text();
    if !text.is_empty() {
        spoken.paragraphs.push(text);
    }
}

fn speaker(node: &Node, spoken: &mut Spoken) {
    let chairs = node.child("isvoorzitter").map(Node::text);
    let Some(own) = node
        .child("spreker")
        .filter(|_| chairs.as_deref() != Some("true"))
    else {
        return;
    };
    let part = |name: &str| own.child(name).map(Node::text).unwrap_or_default();
    let (given, family) = (part("voornaam"), part("verslagnaam"));
    if family.is_empty() {
        return;
    }
    // The name in the report holds the first name already where two bear the same name.
    let name = match given.is_empty() || family.starts_with(&given) {
        true => family,
        false => format!("{given} {}", within(&family)),
    };
    let (group, office) = (part("fractie"), part("functie"));
    let role = if group.is_empty() { office } else { group };
    let whole = match role.is_empty() {
        true => name,
        false => format!("{name} ({role})"),
    };
    if !spoken.speakers.contains(&whole) {
        spoken.speakers.push(whole);
    }
}

/// A family name as it is written behind a first name: "Van der Berg" becomes "van der Berg".
fn within(family: &str) -> String {
    const PARTICLES: [&str; 9] = [
        "Van ", "De ", "Den ", "Der ", "Ten ", "Ter ", "Te ", "Het ", "In ",
    ];
    if !PARTICLES
        .iter()
        .any(|particle| family.starts_with(particle))
    {
        return family.to_owned();
    }
    let mut letters = family.chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// Papers cited directly within a node: a file number, then places in it.
fn cited(node: &Node, spoken: &mut Spoken) {
    let joined = |node: &Node| -> String { node.text().split_whitespace().collect() };
    let mut file = String::new();
    for child in node.nodes() {
        match child.name.as_str() {
            "dossiernummer" => {
                file = joined(child);
                if !file.is_empty() && !spoken.files.contains(&file) {
                    spoken.files.push(file.clone());
                }
            }
            "stuknummer" => {
                let place = joined(child);
                let paper = format!("kst-{file}-{place}").to_lowercase();
                let whole = !file.is_empty() && !place.is_empty();
                if whole && !spoken.papers.contains(&paper) {
                    spoken.papers.push(paper);
                }
            }
            _ => {}
        }
    }
}
