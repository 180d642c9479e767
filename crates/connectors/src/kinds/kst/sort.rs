//! What sort of thing an official publication is that is no Kamerstuk: from the name of the
//! publication, its own word for the sort, and its title.

use noaber_domain::ItemKind;

/// Words that decide, the first that stands in a text before those that follow in the list.
const WORDS: &[(&str, ItemKind)] = &[
    ("zonder antwoord", ItemKind::Question),
    ("aanhangsel", ItemKind::Answer),
    ("antwoord", ItemKind::Answer),
    ("kamervra", ItemKind::Question),
    ("handeling", ItemKind::Record),
    ("besluitenlijst", ItemKind::Record),
    ("openstelling", ItemKind::Call),
    ("subsidieplafond", ItemKind::Call),
    ("internetconsultatie", ItemKind::Consultation),
    ("ter inzage", ItemKind::Consultation),
    ("terinzage", ItemKind::Consultation),
    ("inspraak", ItemKind::Consultation),
    ("zienswijze", ItemKind::Consultation),
    ("ontwerp", ItemKind::Consultation),
    ("vergunning", ItemKind::Other),
    ("verkeersbesluit", ItemKind::Other),
    ("aanvraag", ItemKind::Other),
    ("benoeming", ItemKind::News),
    ("convenant", ItemKind::Report),
    ("verordening", ItemKind::Law),
    ("regeling", ItemKind::Law),
    ("beleidsregel", ItemKind::Law),
    ("besluit van algemene strekking", ItemKind::Law),
    ("amvb", ItemKind::Law),
    ("koninklijk besluit", ItemKind::Law),
    ("verdrag", ItemKind::Law),
    ("wet", ItemKind::Law),
    ("bijlage", ItemKind::Annex),
];

/// The kind of a publication. Its own word decides before its title; the Staatsblad and the
/// Tractatenblad hold nothing but law, whatever a title says.
pub fn kind_of(publication: &str, sort: &str, title: &str) -> ItemKind {
    let publication = publication.to_lowercase();
    if ["staatsblad", "tractatenblad"].contains(&publication.as_str()) {
        return ItemKind::Law;
    }
    let named = |text: &str| {
        let text = text.to_lowercase();
        let found = WORDS.iter().find(|(word, _)| stands_in(&text, word));
        found.map(|(_, kind)| *kind)
    };
    // "Andere voorlichting" and its like say nothing: then the title may.
    named(sort)
        .filter(|kind| *kind != ItemKind::Law)
        .or_else(|| named(title))
        .or_else(|| named(sort))
        .or_else(|| named(&publication))
        .unwrap_or(ItemKind::Other)
}

/// Whether a word stands in a text; a short one only as the beginning of a word of its own.
fn stands_in(text: &str, word: &str) -> bool {
    match word {
        "wet" => text.split(|c: char| !c.is_alphabetic()).any(|w| w == "wet"),
        _ => text.contains(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_word_decides_and_the_title_helps() {
        let of = kind_of;
        assert_eq!(of("Staatsblad", "AMvB", "Ontwerp van iets"), ItemKind::Law);
        assert_eq!(
            of("Staatscourant", "ministeriële regeling", "Regeling proeven"),
            ItemKind::Law
        );
        assert_eq!(
            of(
                "Provinciaal blad",
                "regeling",
                "Openstellingsbesluit proefspoor"
            ),
            ItemKind::Call
        );
        assert_eq!(
            of(
                "Gemeenteblad",
                "andere melding",
                "Ontwerpbestemmingsplan ligt ter inzage"
            ),
            ItemKind::Consultation
        );
        assert_eq!(
            of("Gemeenteblad", "omgevingsvergunning", "Verordening"),
            ItemKind::Other
        );
        assert_eq!(
            of(
                "Aanhangsel van de Handelingen",
                "",
                "Over het wetgevingsproces"
            ),
            ItemKind::Answer
        );
        assert_eq!(of("Gemeenteblad", "", "Wetenswaardig"), ItemKind::Other);
    }
}
