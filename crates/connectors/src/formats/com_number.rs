//! Numbers by which people cite papers of the Commission: COM(2021) 206, KOM(2013) 169 endg., CELEX
//! 52021PC0206, 2021/0106(COD). What a paper that cites one has to do with it is for the kinds.

use noaber_domain::{Link, Relation};

/// Links from one paper at most; a list of dozens of numbers says nothing about any of them.
const MOST: usize = 20;
/// What may stand between the letters, the year and the number instead of brackets.
const MARKS: [char; 4] = ['/', '_', '-', ':'];

/// The identities of all papers of the Commission that a text cites, each once, in order:
/// `com-2021-206` for "COM(2021) 206 final", `join-2025-3` for "JOIN(2025) 3". Reads the Dutch,
/// German and English ways of writing.
pub fn com_numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(['C', 'K', 'J']) {
        let alone = !text[..at].ends_with(|c: char| c.is_alphanumeric());
        let Some(identity) = alone.then(|| number_at(&text[at..])).flatten() else {
            continue;
        };
        if !found.contains(&identity) {
            found.push(identity);
        }
    }
    found
}

/// What a Dutch or German paper says of papers of the Commission. One that is cited in the title
/// is what the paper is about, and so is the first one in the text of a fiche (in which the Dutch
/// government tells what it thinks of a proposal); the others are merely mentioned.
pub fn links(title: &str, text: &str) -> Vec<Link> {
    let mut about = com_numbers(title);
    let mentioned = com_numbers(text);
    if about.is_empty() && is_fiche(title) {
        about.extend(mentioned.first().cloned());
    }
    let others = mentioned
        .into_iter()
        .filter(|number| !about.contains(number));
    let others: Vec<Link> = others.map(|to| Link::new(Relation::Related, to)).collect();
    let about = about
        .into_iter()
        .map(|to| Link::new(Relation::Implements, to));
    about.chain(others).take(MOST).collect()
}

/// Whether a title is that of a BNC fiche: "Fiche: Verordening …", "Fiche 2: Mededeling …".
pub fn is_fiche(title: &str) -> bool {
    let lower = title.trim_start().to_lowercase();
    lower.contains("bnc-fiche")
        || lower.strip_prefix("fiche").is_some_and(|rest| {
            rest.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit())
                .starts_with([':', '–', '-'])
        })
}

/// The identity of the paper that a CELEX number of a proposal or communication stands for:
/// `com-2021-206` for `52021PC0206`. `None` for other sectors, parts and corrections.
pub fn of_celex(celex: &str) -> Option<String> {
    let rest = celex
        .strip_prefix('5')
        .filter(|_| celex.len() == 11 && celex.is_ascii())?;
    let series = match &rest[4..6] {
        "PC" | "DC" => "com",
        "JC" => "join",
        _ => return None,
    };
    identity(series, &rest[..4], &rest[6..])
}

/// The numbers of procedures in a text, as `procedure:2021/0106(COD)`.
pub fn procedures(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('(') {
        let Some((before, kind)) = text.get(..at).zip(text.get(at + 1..at + 4)) else {
            continue;
        };
        let kind_is_whole =
            text[at + 4..].starts_with(')') && kind.bytes().all(|b| b.is_ascii_uppercase());
        let tail = before.trim_end();
        let number = tail
            .len()
            .checked_sub(9)
            .and_then(|start| tail.get(start..));
        if let Some(number) = number.filter(|number| kind_is_whole && is_procedure(number)) {
            let identity = format!("procedure:{number}({kind})");
            if !found.contains(&identity) {
                found.push(identity);
            }
        }
    }
    found
}

/// Whether it is a year and four digits, as in `2021/0106`.
fn is_procedure(number: &str) -> bool {
    let halves = number.split_once('/');
    halves
        .is_some_and(|(year, running)| is_year(year) && digits(running) == 4 && running.len() == 4)
}

/// The identity of the number at the start of `text`, when one stands there.
fn number_at(text: &str) -> Option<String> {
    let series = [("COM", "com"), ("KOM", "com"), ("JOIN", "join")];
    let (rest, series) = series
        .iter()
        .find_map(|(word, code)| Some((text.strip_prefix(word)?, *code)))?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace());
    match rest.strip_prefix('(') {
        Some(inner) => {
            let (year, after) = inner.split_once(')').filter(|(year, _)| year.len() < 8)?;
            running(series, year.trim(), after)
        }
        // Without brackets only a mark may stand between year and number, never a mere blank.
        None => {
            let bare = rest.strip_prefix(MARKS).unwrap_or(rest);
            let (year, after) = bare.split_at_checked(4)?;
            running(series, year, after.strip_prefix(MARKS)?)
        }
    }
}

/// The identity made of a year and the digits at the start of `after`.
fn running(series: &str, year: &str, after: &str) -> Option<String> {
    // A blank that got lost in a change of encoding stands as a question mark.
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '?'));
    identity(series, year, &after[..digits(after)])
}

fn identity(series: &str, year: &str, number: &str) -> Option<String> {
    let plausible =
        is_year(year) && (1..=5).contains(&number.len()) && digits(number) == number.len();
    let number: u32 = number
        .parse()
        .ok()
        .filter(|n| plausible && (1..=9_999).contains(n))?;
    Some(format!("{series}-{year}-{number}"))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && digits(text) == 4 && (text.starts_with("19") || text.starts_with("20"))
}

/// How many digits a text begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_writing_gives_one_identity() {
        for text in [
            "COM(2021) 206",
            "COM (2021)206 final",
            "(COM(2021) 0206)",
            "KOM(2021) 206 endg.; Ratsdok. 8115/21",
            "COM/2021/206 definitief",
            "COM_2021_0206",
            "COM-2021-206",
            "COM 2021/206",
            "uri=COM:2021:206:FIN",
            "COM (2021)?206 (Engelstalige versie)",
            "COM\u{a0}(2021)\n206",
        ] {
            assert_eq!(com_numbers(text), ["com-2021-206"], "{text}");
        }
        assert_eq!(
            com_numbers("COM(2025) 12 en JOIN(2025) 3, zie ook COM(2025) 12"),
            ["com-2025-12", "join-2025-3"]
        );
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for text in [
            "TELECOM(2021) 206",
            "COM 2021 206",
            "COM(2021)",
            "COM(21) 206",
            "COM(3021) 1",
            "COM(2021) x",
            "COM(2021) 123456",
            "C(2021) 206",
            "KOM-Osnabrück",
            "COM(2021é) 1",
            "COMé",
        ] {
            assert!(com_numbers(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_fiche_is_about_its_first_number_and_mentions_the_others() {
        let text = "a) Voorstel COM(2025) 123\nEerder: COM(2019) 640";
        let about = Link::new(Relation::Implements, "com-2025-123");
        let mentioned = Link::new(Relation::Related, "com-2019-640");
        assert_eq!(
            links("Fiche 2: Verordening grensoverschrijdend spoor", text),
            [about.clone(), mentioned.clone()]
        );
        assert_eq!(
            links("Mededeling KOM(2025) 123 endg.", text),
            [about, mentioned.clone()]
        );
        assert_eq!(links("Lijst van vragen", "Zie COM(2019) 640"), [mentioned]);
        assert!(!is_fiche("Fichebak van de Kamer") && is_fiche("BNC-fiche energie"));
    }

    #[test]
    fn celex_numbers_and_procedures_are_known() {
        assert_eq!(of_celex("52021PC0206").as_deref(), Some("com-2021-206"));
        assert_eq!(of_celex("52019DC0640").as_deref(), Some("com-2019-640"));
        assert_eq!(of_celex("52025JC0003").as_deref(), Some("join-2025-3"));
        for other in [
            "32024R1689",
            "52021PC0206(01)",
            "52021SC0084",
            "5",
            "é2021PC0206",
        ] {
            assert_eq!(of_celex(other), None, "{other}");
        }
        assert_eq!(
            procedures("(2025/2256(INI)) en 2021/0106 (COD); 21/0106(COD) é(COD)"),
            ["procedure:2025/2256(INI)", "procedure:2021/0106(COD)"]
        );
    }
}
