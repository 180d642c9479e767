//! Keys and identities of official publications: how a paper is known here, and by which names
//! other sources know it. What stands in a paper is read elsewhere.

/// Whether a number is one of a paper of either chamber: `kst-36045-299`.
pub fn is_kamerstuk(number: &str) -> bool {
    number.to_ascii_lowercase().starts_with("kst-")
}

/// The key of a publication: Kamerstukken have their own, whichever source brings them.
pub fn key(number: &str) -> String {
    match is_kamerstuk(number) {
        true => format!("kst:{number}"),
        false => format!("koop:{number}"),
    }
}

/// The identities of a publication: its number in lower case and, for a paper of a chamber that is
/// not typeset yet (`kst-1259252`), the number that it will have in its file (`kst-36867-d`).
pub fn of(number: &str, file: Option<&str>, place: Option<&str>) -> Vec<String> {
    let own = number.to_lowercase();
    let unset = is_kamerstuk(number) && own.matches('-').count() == 1;
    let final_number = match (file.and_then(joined), place.and_then(joined)) {
        (Some(file), Some(place)) if unset => Some(format!("kst-{file}-{place}")),
        _ => None,
    };
    std::iter::once(own).chain(final_number).collect()
}

/// `36410 XIV` as `36410-xiv`; nothing when it is no number at all.
fn joined(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join("-").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_has_one_identity_before_and_after_typesetting() {
        assert_eq!(
            of("kst-9900001", Some("99410 XIV"), Some("D")),
            ["kst-9900001", "kst-99410-xiv-d"]
        );
        assert_eq!(
            of("kst-99410-XIV-D", Some("99410-XIV"), Some("D")),
            ["kst-99410-xiv-d"]
        );
        assert_eq!(of("stcrt-2026-123", None, None), ["stcrt-2026-123"]);
        assert_eq!(of("kst-9900001", Some(" "), Some("1")), ["kst-9900001"]);
        assert_eq!(key("kst-99001-7"), "kst:kst-99001-7");
        assert_eq!(key("gmb-2026-4"), "koop:gmb-2026-4");
    }
}
