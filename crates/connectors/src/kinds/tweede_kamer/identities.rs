//! By what names other sources know a paper, a case or a meeting of the House: their numbers in the
//! official publications and in the House's own registers.

use super::fields::{file_of, id_of, related};
use crate::formats::json::string;
use serde_json::Value;

/// What tells that a case is no more than its paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// The two sorts, or that it is the only case of the paper.
    Alone,
    /// The two sorts. Without its sort the case may be the bill that the paper would change.
    BySort,
    /// The two sorts, the title, and the place in the file or the day: a case may hold several
    /// letters, even under one title, such as a delay and the answer.
    ByTitleAndDay,
}

/// Sorts of paper that are all there is of a case, with the sort of that case and what tells it.
const WHOLE_CASES: [(&str, &str, Told); 7] = [
    ("motie", "motie", Told::Alone),
    ("amendement", "amendement", Told::BySort),
    ("schriftelijke vragen", "schriftelijke vragen", Told::Alone),
    ("brief regering", "brief regering", Told::ByTitleAndDay),
    ("brief commissie", "brief commissie", Told::ByTitleAndDay),
    ("brief lid", "brief van lid", Told::ByTitleAndDay),
    ("position paper", "position paper", Told::ByTitleAndDay),
];

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

/// The id of the case of which this paper is the whole, such as the case of a motion: the House
/// keeps both, but they are one thing with one title. A case that comes without its sort is known
/// by being the only one, for sorts of paper that never come with another. Where both tell their
/// place in the file, it is the same.
pub fn whole_case(row: &Value, sort: &str) -> Option<String> {
    let lower = sort.to_lowercase();
    let known = WHOLE_CASES
        .iter()
        .find(|(paper, _, _)| lower.starts_with(paper));
    let (_, case_sort, told) = *known?;
    let cases = related(row, "Zaak");
    let fits = |case: &&&Value| match string(case, &["Soort"]) {
        Some(sort) => {
            let alike = sort.to_lowercase().starts_with(case_sort);
            let places = place_of(row).zip(place_of(case));
            let same_place = places.map(|(own, other)| own == other);
            let known = told != Told::ByTitleAndDay || is_named_alike(row, case, same_place);
            alike && same_place != Some(false) && known
        }
        None => told == Told::Alone && cases.len() == 1,
    };
    let mut fitting = cases.iter().filter(fits);
    let only = fitting.next().filter(|_| fitting.next().is_none())?;
    id_of(only)
}

/// Whether a paper and a case bear the same title, and the same place in the file or the same day:
/// a case begins on the day of its first paper, or on the day that was registered.
fn is_named_alike(row: &Value, case: &Value, same_place: Option<bool>) -> bool {
    let title = title_of(row);
    let began = day_of(case, "GestartOp");
    let same_day = ["Datum", "DatumRegistratie"]
        .iter()
        .any(|field| began.is_some() && day_of(row, field) == began);
    title.is_some() && title == title_of(case) && (same_place == Some(true) || same_day)
}

/// The day of a moment as the House writes it, without its time.
fn day_of(row: &Value, field: &str) -> Option<String> {
    string(row, &[field])?.get(..10).map(str::to_owned)
}

/// The place of a paper or a case in its file, from one on.
fn place_of(row: &Value) -> Option<i64> {
    let told = string(row, &["Ondernummer", "Volgnummer"])?.parse().ok()?;
    (told > 0).then_some(told)
}

/// A title as two rows of one thing have it in common: without capitals and spare blanks.
fn title_of(row: &Value) -> Option<String> {
    let title = string(row, &["Onderwerp"])?.to_lowercase();
    let words: Vec<&str> = title.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
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
    let place = place_of(row)?;
    let second_chamber = string(row, &["Kamer"]).is_none_or(|chamber| chamber == "2");
    let file = file_of(row).filter(|_| second_chamber)?;
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
    fn a_motion_is_its_case_and_a_letter_only_under_the_same_title_on_the_same_day() {
        let case = |id: &str, sort: &str, title: &str| json!({ "Id": id, "Soort": sort, "Onderwerp": title, "GestartOp": "2025-03-04T00:00:00+01:00" });
        let row = |cases: Vec<Value>| json!({ "Onderwerp": "Over  Sloten ", "Datum": "2025-03-04T00:00:00+01:00", "Zaak": cases });
        let whole = |sort, cases| whole_case(&row(cases), sort);
        let motion = || case("AB-1", "Motie", "over iets anders");
        let letter = || case("ab-2", "Brief regering", "over sloten");
        let bill = || case("ab-3", "Wetgeving", "Over sloten");
        let bare = || json!({ "Id": "ab-4" });

        assert_eq!(
            whole("Motie (gewijzigd/nader)", vec![bill(), motion()]).as_deref(),
            Some("ab-1")
        );
        assert_eq!(
            whole("Brief regering", vec![bill(), letter()]).as_deref(),
            Some("ab-2")
        );
        assert_eq!(whole("Motie", vec![bare()]).as_deref(), Some("ab-4"));
        let numbered = |place: i64| json!({ "Id": format!("ab-{place}"), "Soort": "Motie", "Volgnummer": place });
        let row_9 = json!({ "Ondernummer": "9", "Zaak": [numbered(8), numbered(9)] });
        assert_eq!(whole_case(&row_9, "Motie").as_deref(), Some("ab-9"));
        let row_7 = json!({ "Volgnummer": 7, "Zaak": [numbered(8)] });
        assert_eq!(
            whole_case(&row_7, "Motie"),
            None,
            "the case of another motion"
        );
        for (sort, cases) in [
            ("Brief regering", vec![bare()]),
            // What it would change comes without its sort: the bill is not the amendment.
            ("Amendement", vec![bare()]),
            (
                "Brief regering",
                vec![case("ab-5", "Brief regering", "over dijken")],
            ),
            ("Brief regering", vec![bill()]),
            ("Motie", vec![motion(), motion()]),
            ("Motie", vec![bare(), bare()]),
            ("Motie", vec![]),
            ("Memorie van toelichting", vec![bill()]),
            (
                "Antwoord schriftelijke vragen",
                vec![case("ab-6", "Schriftelijke vragen", "Over sloten")],
            ),
        ] {
            assert_eq!(whole(sort, cases), None, "{sort}");
        }
    }

    #[test]
    fn of_two_letters_under_one_title_the_case_is_the_first() {
        let case = json!({ "Id": "ab-1", "Soort": "Brief van lid", "Onderwerp": "Emailprocedure",
            "GestartOp": "2024-11-29T00:00:00+01:00", "Volgnummer": -1 });
        let letter = |day: &str, registered: &str, place: i64| {
            let row = json!({ "Onderwerp": "Emailprocedure", "Datum": day, "Volgnummer": place,
                "DatumRegistratie": registered, "Zaak": [case] });
            whole_case(&row, "Brief lid")
        };
        let (first, later) = ("2024-11-29T00:00:00+01:00", "2024-12-02T00:00:00+01:00");
        assert_eq!(letter(first, first, -1).as_deref(), Some("ab-1"));
        assert_eq!(letter("2024-11-20", first, -1).as_deref(), Some("ab-1"));
        assert_eq!(letter(later, later, -1), None, "it is a letter of its own");

        let numbered = json!({ "Onderwerp": "Sloten", "Datum": later, "Volgnummer": 7,
            "Zaak": [{ "Id": "ab-2", "Soort": "Brief regering", "Onderwerp": "Sloten",
                "GestartOp": first, "Volgnummer": 7 }] });
        let known = whole_case(&numbered, "Brief regering");
        assert_eq!(known.as_deref(), Some("ab-2"), "by its place in the file");

        let untitled = json!({ "Datum": first, "Zaak": [
            { "Id": "ab-3", "Soort": "Brief regering", "GestartOp": first }] });
        assert_eq!(whole_case(&untitled, "Brief regering"), None);
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
