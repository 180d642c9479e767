//! Ids made of names that people write, and free ones among those that are taken. What may be an id at
//! all is known in `domain`.

/// The letters and digits of a name that an id may hold, the rest as hyphens, at most `most`
/// characters; empty when nothing is left.
pub(crate) fn slug(name: &str, most: usize) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'à'..='å' => slug.push('a'),
            'è'..='ë' => slug.push('e'),
            'ì'..='ï' => slug.push('i'),
            'ò'..='ö' => slug.push('o'),
            'ù'..='ü' => slug.push('u'),
            'ß' => slug.push_str("ss"),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    let cut: String = slug.chars().take(most).collect();
    cut.trim_end_matches('-').to_owned()
}

/// This id, with a number behind it when it is taken.
pub(crate) fn free(id: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut last = id.to_owned();
    let mut nth = 1;
    while taken(&last) {
        nth += 1;
        last = format!("{id}-{nth}");
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_an_id_that_is_free() {
        for (name, id) in [
            ("Spoor: Enschede–Münster", "spoor-enschede-munster"),
            ("  Straße 7! ", "strasse-7"),
            ("České", "eske"),
            ("…", ""),
        ] {
            assert_eq!(slug(name, 40), id, "{name}");
        }
        assert_eq!(slug("aan het water", 8), "aan-het");
        assert_eq!(free("spoor", |_| false), "spoor");
        assert_eq!(
            free("spoor", |id| id == "spoor" || id == "spoor-2"),
            "spoor-3"
        );
    }
}
