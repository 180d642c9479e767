//! Titles of papers stand in capitals ("MOTIE VAN HET LID ..."). Here they become readable; what
//! else stands on a paper is read in `paper`.

/// Words that stay small within a name or an office.
const SMALL: [&str; 22] = [
    "van",
    "de",
    "het",
    "den",
    "der",
    "en",
    "'t",
    "ten",
    "ter",
    "te",
    "voor",
    "in",
    "op",
    "over",
    "aan",
    "met",
    "vervanging",
    "die",
    "gedrukt",
    "onder",
    "nr.",
    "c.s.",
];
/// Words after which names or offices follow.
const OPENERS: [&str; 7] = [
    "lid",
    "leden",
    "minister",
    "ministers",
    "staatssecretaris",
    "minister-president",
    "commissie",
];
/// Words of the form itself, which stay small wherever they stand.
const FORM: [&str; 14] = [
    "lid",
    "leden",
    "minister",
    "ministers",
    "staatssecretaris",
    "minister-president",
    "commissie",
    "vaste",
    "gewijzigde",
    "nader",
    "tweede",
    "motie",
    "brief",
    "amendement",
];

/// A heading in normal case. Names take the spelling of the signatures under the text where they
/// stand there, else a capital each.
pub fn readable(heading: &str, signatures: &[String]) -> String {
    let letters = heading.chars().filter(|c| c.is_alphabetic());
    if letters.clone().count() == 0 || letters.clone().any(char::is_lowercase) {
        return heading.to_owned();
    }
    let words: Vec<String> = heading.split_whitespace().map(str::to_lowercase).collect();
    let cased = cased(&words);
    let text = signatures
        .iter()
        .fold(cased.join(" "), |text, name| respell(&text, name));
    capital(&text)
}

/// The words with a capital where a name or an office has one.
fn cased(words: &[String]) -> Vec<String> {
    let (mut named, mut members, mut begins) = (false, false, false);
    let case = |word: &String| {
        let small = SMALL.contains(&word.as_str()) || FORM.contains(&word.as_str());
        let first = begins && !["c.s.", "het"].contains(&word.as_str());
        members |= word == "lid" || word == "leden";
        // A name of a member begins with a capital, particle or not: "het lid Van Voorbeeld".
        begins = members && ["lid", "leden", "en"].contains(&word.as_str());
        let upper = (named && !small) || first;
        named |= OPENERS.contains(&word.as_str());
        if upper { capital(word) } else { word.clone() }
    };
    words.iter().map(case).collect()
}

/// A capital at the start and after each hyphen.
fn capital(word: &str) -> String {
    let mut start = true;
    word.chars()
        .map(|c| {
            let upper = start && c.is_alphabetic();
            start = (start && !c.is_alphabetic()) || (c == '-' && !word.contains(' '));
            if upper {
                c.to_uppercase().next().unwrap_or(c)
            } else {
                c
            }
        })
        .collect()
}

/// Puts a name into the text in its own spelling, where it stands as whole words.
fn respell(text: &str, name: &str) -> String {
    let (lower_text, lower_name) = (text.to_lowercase(), name.to_lowercase());
    if name.is_empty() || lower_text.len() != text.len() || lower_name.len() != name.len() {
        return text.to_owned();
    }
    let Some(at) = lower_text.find(&lower_name) else {
        return text.to_owned();
    };
    let end = at + name.len();
    let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-');
    let (before, after) = match (text.get(..at), text.get(end..)) {
        (Some(before), Some(after)) => (before, after),
        _ => return text.to_owned(),
    };
    if whole(before.chars().last()) && whole(after.chars().next()) {
        format!("{before}{name}{after}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_in_capitals_becomes_readable() {
        let names = ["Van der Brugge".to_owned(), "El Zand".to_owned()];
        assert_eq!(
            readable(
                "GEWIJZIGDE MOTIE VAN DE LEDEN VAN DER BRUGGE EN EL ZAND C.S.",
                &names
            ),
            "Gewijzigde motie van de leden Van der Brugge en El Zand c.s."
        );
        assert_eq!(
            readable(
                "BRIEF VAN DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT",
                &[]
            ),
            "Brief van de minister van Infrastructuur en Waterstaat"
        );
        assert_eq!(
            readable("MOTIE VAN DE LEDEN VAN VOORBEELD EN DE PROEF", &[]),
            "Motie van de leden Van Voorbeeld en De Proef"
        );
        assert_eq!(
            readable("MOTIE VAN HET LID DIJK-SMIT", &[]),
            "Motie van het lid Dijk-Smit"
        );
        assert_eq!(readable("Al goed geschreven", &[]), "Al goed geschreven");
        assert_eq!(readable("", &[]), "");
    }
}
