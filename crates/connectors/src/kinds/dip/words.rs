//! What the German words of DIP mean across countries: sorts of papers, states of procedures,
//! results of votes, numbers of papers within a title. The records are read elsewhere.

use noaber_domain::{ItemKind, ItemState};

/// What a sort of procedure or paper is; more particular words first.
pub fn kind_of(sort: &str) -> ItemKind {
    let known: &[(&str, ItemKind)] = &[
        ("entschließung", ItemKind::Motion),
        ("änderungsantrag", ItemKind::Amendment),
        ("beschlussempfehlung", ItemKind::Report),
        ("antwort", ItemKind::Answer),
        ("frage", ItemKind::Question),
        ("anfrage", ItemKind::Question),
        ("gesetz", ItemKind::Bill),
        ("verordnung", ItemKind::Law),
        ("verwaltungsvorschrift", ItemKind::Law),
        ("völkerrechtlich", ItemKind::Bill),
        ("unterrichtung", ItemKind::Letter),
        ("eu-vorlage", ItemKind::Proposal),
        ("antrag", ItemKind::Proposal),
        ("bericht", ItemKind::Report),
        ("gutachten", ItemKind::Report),
        ("regierungserklärung", ItemKind::Debate),
        ("aktuelle stunde", ItemKind::Debate),
        ("debatte", ItemKind::Debate),
        ("befragung", ItemKind::Debate),
        ("wahl", ItemKind::Vote),
        ("petition", ItemKind::Proposal),
    ];
    first(sort, known).unwrap_or(ItemKind::Other)
}

/// How far a procedure has come, from its `beratungsstand`. What is not over is open.
pub fn state_of(stage: &str) -> Option<ItemState> {
    let known: &[(&str, ItemState)] = &[
        ("verkündet", ItemState::Adopted),
        ("abgelehnt", ItemState::Rejected),
        ("nicht angenommen", ItemState::Rejected),
        ("angenommen", ItemState::Adopted),
        ("zurückgezogen", ItemState::Withdrawn),
        ("erledigt", ItemState::Closed),
        ("beantwortet", ItemState::Closed),
        ("abgeschlossen", ItemState::Closed),
        ("zusammengeführt", ItemState::Closed),
    ];
    let open = Some(ItemState::Open).filter(|_| !stage.trim().is_empty());
    first(stage, known).or(open)
}

/// What a vote decided, from its `beschlusstenor`; `None` when it was a mere step on the way.
pub fn result_of(tenor: &str) -> Option<ItemState> {
    let known: &[(&str, ItemState)] = &[
        ("erledigt", ItemState::Closed),
        ("ablehnung", ItemState::Rejected),
        ("annahme", ItemState::Adopted),
        ("zustimmung", ItemState::Adopted),
        ("kenntnisnahme", ItemState::Closed),
    ];
    first(tenor, known)
}

fn first<T: Copy>(text: &str, known: &[(&str, T)]) -> Option<T> {
    let lower = text.to_lowercase();
    let found = known.iter().find(|(word, _)| lower.contains(word));
    found.map(|(_, meaning)| *meaning)
}

/// The numbers of papers that a title names after the word "Drucksache": `21/6278` and `21/6565`
/// in "- Drucksachen 21/6278, 21/6565 -", `292/26` in "- Drucksache 292/26 -".
pub fn papers_in(title: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, word) in title.match_indices("Drucksache") {
        let rest = title[at + word.len()..].trim_start_matches('n');
        let numbers = rest
            .split([',', ' ', '\n', '\r', '\u{a0}'])
            .filter(|piece| !piece.is_empty() && *piece != "und");
        for number in numbers.map_while(paper) {
            if !found.contains(&number) {
                found.push(number);
            }
        }
    }
    found
}

/// A number such as `21/6278` or `292/26`.
pub fn paper(piece: &str) -> Option<String> {
    let bare = piece.trim().trim_matches(['(', ')', ';', ':', '.']);
    let (term, running) = bare.split_once('/')?;
    let digits =
        |text: &str| (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    (digits(term) && digits(running)).then(|| bare.to_owned())
}

/// The identity of a printed paper: `bt-drs:21/7009`, `br-drs:292/26`.
pub fn paper_identity(house: &str, number: &str) -> String {
    format!("{}-drs:{number}", house.to_lowercase())
}

/// The identity of the minutes of a sitting: `bt-plpr:21/90`.
pub fn minutes_identity(house: &str, number: &str) -> String {
    format!("{}-plpr:{number}", house.to_lowercase())
}

/// The identity of a paper that is known by its number alone. Papers of the Bundestag begin with
/// the electoral term, those of the Bundesrat end in the year: only they have more than two digits
/// before the stroke, or fewer than three behind it.
pub fn cited_identity(number: &str) -> String {
    let (before, behind) = number.split_once('/').unwrap_or((number, ""));
    let of_states = before.len() > 2
        || (behind.len() == 2 && before.parse::<u32>().is_ok_and(|term| term > 40));
    paper_identity(if of_states { "BR" } else { "BT" }, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_sorts_are_known_by_their_words() {
        assert_eq!(kind_of("Kleine Anfrage"), ItemKind::Question);
        assert_eq!(kind_of("Antwort"), ItemKind::Answer);
        assert_eq!(kind_of("Antrag"), ItemKind::Proposal);
        assert_eq!(kind_of("Entschließungsantrag BT"), ItemKind::Motion);
        assert_eq!(kind_of("Gesetzgebung"), ItemKind::Bill);
        assert_eq!(kind_of("Beschlussempfehlung und Bericht"), ItemKind::Report);
        assert_eq!(kind_of("Ansprache"), ItemKind::Other);
    }

    #[test]
    fn stages_and_results_are_known_by_their_words() {
        assert_eq!(state_of("Verkündet"), Some(ItemState::Adopted));
        assert_eq!(state_of("Abgelehnt"), Some(ItemState::Rejected));
        assert_eq!(
            state_of("Erledigt durch Ablauf der Wahlperiode"),
            Some(ItemState::Closed)
        );
        assert_eq!(
            state_of("Beschlussempfehlung liegt vor"),
            Some(ItemState::Open)
        );
        assert_eq!(state_of(" "), None);
        assert_eq!(
            result_of("Annahme in Ausschussfassung"),
            Some(ItemState::Adopted)
        );
        assert_eq!(
            result_of("Ablehnung der Vorlage"),
            Some(ItemState::Rejected)
        );
        assert_eq!(result_of("Überweisung"), None);
    }

    #[test]
    fn papers_are_found_in_titles() {
        let title = "a) zu dem Gesetzentwurf\r\n- Drucksachen 21/6278, 21/6565 und 292/26 -\r\nEntwurf 1/2\r\n- Drucksache 21/3910 -\r\nDrucksache: ohne";
        assert_eq!(
            papers_in(title),
            ["21/6278", "21/6565", "292/26", "21/3910"]
        );
        assert_eq!(cited_identity("21/6278"), "bt-drs:21/6278");
        assert_eq!(cited_identity("292/26"), "br-drs:292/26");
        assert_eq!(cited_identity("21/12"), "bt-drs:21/12");
    }
}
