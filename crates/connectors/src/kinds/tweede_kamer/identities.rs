//! By what names other sources know a paper, a case or a meeting of the House: their numbers in the
//! official publications and in the House's own registers.

use super::fields::{file_of, related};
use crate::formats::json::string;
use serde_json::Value;

/// The identity of a number that the House gave: `tk:2025Z17510`, `tk:2025A04496`, `tk:2025D43338`.
pub fn of_number(number: &str) -> String {
    format!("tk:{number}")
}

/// All identities of a paper.
pub fn of_paper(row: &Value, sort: &str) -> Vec<String> {
    let own = string(row, &["Nummer", "DocumentNummer"]).map(|number| of_number(&number));
    let published = published_as(row).or_else(|| in_file(row));
    let answer = string(row, &["Aanhangselnummer"]).and_then(|number| appendix(&number));
    let question = sort
        .to_lowercase()
        .starts_with("schriftelijke vragen")
        .then(|| related(row, "Zaak").into_iter().next())
        .flatten()
        .and_then(|case| string(case, &["Nummer"]))
        .map(|number| format!("kv-tk-{}", number.to_lowercase()));
    let mut all: Vec<String> = Vec::new();
    for identity in [own, published, answer, question].into_iter().flatten() {
        if !all.contains(&identity) {
            all.push(identity);
        }
    }
    all
}

/// The number of the official publication, as the publisher told the House.
fn published_as(row: &Value) -> Option<String> {
    let version = related(row, "HuidigeDocumentVersie").into_iter().next()?;
    let told = string(version, &["ExterneIdentifier"]).or_else(|| {
        related(version, "DocumentPublicatie")
            .into_iter()
            .find_map(|file| string(file, &["Identifier"]))
    })?;
    Some(told.to_lowercase())
}

/// The number of the official publication put together from the file and the place in it.
fn in_file(row: &Value) -> Option<String> {
    let place: i64 = string(row, &["Ondernummer", "Volgnummer"])?.parse().ok()?;
    let second_chamber = string(row, &["Kamer"]).is_none_or(|chamber| chamber == "2");
    let file = file_of(row).filter(|_| place > 0 && second_chamber)?;
    Some(format!("kst-{file}-{place}").to_lowercase())
}

/// `ah-tk-20242025-2753` for the appendix number 242502753: two years, then the place.
fn appendix(number: &str) -> Option<String> {
    if number.len() != 9 || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year = |two: &str| match two.parse::<u16>() {
        Ok(two) if two >= 50 => Some(1900 + two),
        Ok(two) => Some(2000 + two),
        Err(_) => None,
    };
    let (first, second) = (year(&number[..2])?, year(&number[2..4])?);
    let place: u32 = number[4..].parse().ok()?;
    Some(format!("ah-tk-{first}{second}-{place}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_paper_is_known_by_its_file_and_place() {
        let row = json!({ "DocumentNummer": "2023D49011", "Volgnummer": 1996, "Kamer": 2,
            "Kamerstukdossier": [{ "Nummer": 99410, "Toevoeging": "XIV" }] });
        assert_eq!(
            of_paper(&row, "Motie"),
            ["tk:2023D49011", "kst-99410-xiv-1996"]
        );
        let told = json!({ "Nummer": "2023D49011", "Ondernummer": -1,
            "HuidigeDocumentVersie": { "ExterneIdentifier": "kst-99410-XIV-7" } });
        assert_eq!(
            of_paper(&told, "Motie"),
            ["tk:2023D49011", "kst-99410-xiv-7"]
        );
        let none = json!({ "Volgnummer": -1, "Kamerstukdossier": [{ "Nummer": 99410 }] });
        assert!(of_paper(&none, "Motie").is_empty());
    }

    #[test]
    fn questions_and_answers_are_known_by_their_numbers() {
        assert_eq!(
            appendix("242502753").as_deref(),
            Some("ah-tk-20242025-2753")
        );
        assert_eq!(
            appendix("990001234").as_deref(),
            Some("ah-tk-19992000-1234")
        );
        for bad in ["", "24250275", "2425027531", "24é502753"] {
            assert_eq!(appendix(bad), None);
        }
        let row = json!({ "Zaak": [{ "Id": "x", "Nummer": "2026Z00007" }] });
        assert_eq!(of_paper(&row, "Schriftelijke vragen"), ["kv-tk-2026z00007"]);
    }
}
