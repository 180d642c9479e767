//! What the House's own word for a sort (Soort) means across countries. The word itself stays on
//! the item as its label.

use noaber_domain::{DateKind, ItemKind, ItemState};

/// The kind of a case or a paper. Sorts are matched by their first words, since the House varies
/// the rest: `Motie`, `Motie (gewijzigd/nader)`.
pub fn paper(sort: &str) -> ItemKind {
    let lower = sort.to_lowercase();
    PAPERS
        .iter()
        .find(|(start, _)| lower.starts_with(start))
        .map_or(ItemKind::Other, |(_, kind)| *kind)
}

/// More particular starts stand before more general ones.
const PAPERS: &[(&str, ItemKind)] = &[
    ("motie", ItemKind::Motion),
    ("amendement", ItemKind::Amendment),
    ("nota van wijziging", ItemKind::Amendment),
    ("wijzigingen voorgesteld", ItemKind::Amendment),
    ("antwoord", ItemKind::Answer),
    ("lijst van vragen en antwoorden", ItemKind::Answer),
    ("nota n.a.v.", ItemKind::Answer),
    ("mededeling (uitstel antwoord)", ItemKind::Answer),
    ("nader rapport", ItemKind::Answer),
    ("lijst van vragen", ItemKind::Question),
    ("schriftelijke vragen", ItemKind::Question),
    ("mondelinge vragen", ItemKind::Question),
    ("interpellatie", ItemKind::Question),
    ("rondvraagpunt", ItemKind::Question),
    ("verzoek bij", ItemKind::Question),
    ("inbreng", ItemKind::Question),
    ("brief", ItemKind::Letter),
    ("rapport/brief", ItemKind::Report),
    ("geleidende brief", ItemKind::Letter),
    ("aanbiedingsbrief", ItemKind::Letter),
    ("koninklijke boodschap", ItemKind::Letter),
    ("voorstel van wet", ItemKind::Bill),
    ("memorie van toelichting", ItemKind::Bill),
    ("bijgewerkte tekst", ItemKind::Bill),
    ("artikelen/onderdelen", ItemKind::Bill),
    ("wetgeving", ItemKind::Bill),
    ("initiatiefwetgeving", ItemKind::Bill),
    ("begroting", ItemKind::Bill),
    ("verdrag", ItemKind::Bill),
    ("initiatiefnota", ItemKind::Proposal),
    ("eu-voorstel", ItemKind::Proposal),
    ("lijst met eu-voorstellen", ItemKind::Proposal),
    ("voorstel tot wijziging", ItemKind::Proposal),
    ("wijziging rvo", ItemKind::Proposal),
    ("verzoekschrift", ItemKind::Proposal),
    ("pkb/structuurvisie", ItemKind::Proposal),
    ("eindtekst", ItemKind::Law),
    ("advies", ItemKind::Report),
    ("voorlichting", ItemKind::Report),
    ("position paper", ItemKind::Report),
    ("wetenschap", ItemKind::Report),
    ("netwerkverkenning", ItemKind::Report),
    ("jaarverslag", ItemKind::Report),
    ("parlementair onderzoek", ItemKind::Report),
    ("nationale ombudsman", ItemKind::Report),
    ("verslag van een rapporteur", ItemKind::Report),
    ("verslag", ItemKind::Record),
    ("stenogram", ItemKind::Record),
    ("besluitenlijst", ItemKind::Record),
    ("stemmingslijst", ItemKind::Vote),
    ("overzicht verzoeken", ItemKind::Record),
    ("lijst van ingekomen", ItemKind::Record),
    ("agenda", ItemKind::Meeting),
    ("convocatie", ItemKind::Meeting),
    ("sprekerslijst", ItemKind::Meeting),
    ("bijlage", ItemKind::Annex),
];

/// The kind of a meeting, and what its date is: written rounds (Inbreng) close, votes are votes,
/// all else takes place.
pub fn meeting(sort: &str) -> (ItemKind, DateKind) {
    let lower = sort.to_lowercase();
    let starts = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
    if starts(&["stemmingen", "hamerstukken"]) {
        (ItemKind::Vote, DateKind::Vote)
    } else if starts(&["inbreng", "schriftelijk commentaar"]) {
        (ItemKind::Consultation, DateKind::Deadline)
    } else if starts(&["e-mailprocedure"]) {
        (ItemKind::Meeting, DateKind::Deadline)
    } else if lower.contains("debat")
        || starts(&[
            "algemeen overleg",
            "wetgevingsoverleg",
            "notaoverleg",
            "begrotingsoverleg",
            "vragenuur",
        ])
    {
        (ItemKind::Debate, DateKind::Event)
    } else {
        (ItemKind::Meeting, DateKind::Event)
    }
}

/// What a sort of decision says of the case; `None` when it only moves the case along.
pub fn decided(sort: &str) -> Option<ItemState> {
    let lower = sort.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&["aangenomen", "zonder stemming aannemen", "overgenomen"]) {
        Some(ItemState::Adopted)
    } else if has(&["verworpen"]) {
        Some(ItemState::Rejected)
    } else if has(&["ingetrokken"]) {
        Some(ItemState::Withdrawn)
    } else if has(&["aangehouden"]) {
        Some(ItemState::Open)
    } else if has(&["vervallen"]) {
        Some(ItemState::Closed)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_says_what_became_of_the_case() {
        assert_eq!(decided("Stemmen - aangenomen"), Some(ItemState::Adopted));
        assert_eq!(
            decided("Stemmen - zonder stemming aannemen"),
            Some(ItemState::Adopted)
        );
        assert_eq!(decided("Stemmen - verworpen"), Some(ItemState::Rejected));
        assert_eq!(
            decided("Stemmen - ingetrokken (al tijdens debat)"),
            Some(ItemState::Withdrawn)
        );
        assert_eq!(decided("Stemmen - aangehouden"), Some(ItemState::Open));
        assert_eq!(decided("Agenderen - commissiedebat"), None);
        assert_eq!(
            decided("V.k.a. - voor kennisgeving aannemen (commissie)"),
            None
        );
    }

    #[test]
    fn a_sort_is_known_by_its_first_words() {
        assert_eq!(paper("Motie (gewijzigd/nader)"), ItemKind::Motion);
        assert_eq!(paper("Lijst van vragen en antwoorden"), ItemKind::Answer);
        assert_eq!(paper("Lijst van vragen"), ItemKind::Question);
        assert_eq!(paper("Rapport/brief Algemene Rekenkamer"), ItemKind::Report);
        assert_eq!(paper("Verslag van een commissiedebat"), ItemKind::Record);
        assert_eq!(paper("Iets nieuws"), ItemKind::Other);
        assert_eq!(meeting("Stemmingen"), (ItemKind::Vote, DateKind::Vote));
        assert_eq!(
            meeting("Inbreng schriftelijk overleg").1,
            DateKind::Deadline
        );
        assert_eq!(meeting("Plenair debat (debat)").0, ItemKind::Debate);
        assert_eq!(meeting("Werkbezoek").0, ItemKind::Meeting);
    }
}
