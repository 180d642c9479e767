//! Acts of the Union as Dutch, German and English papers cite them: "Richtlijn (EU) 2022/2555",
//! "Verordnung (EU) Nr. 1303/2013", "Directive 2012/27/EU". Numbers of proposals are read in
//! `com_number`.

/// Acts that are told from one text at most.
const MOST: usize = 20;

/// The words for the sorts of acts, with the letter that CELEX has for them.
const SORTS: [(&str, char); 10] = [
    ("richtlijn", 'L'),
    ("richtlinie", 'L'),
    ("directive", 'L'),
    ("verordening", 'R'),
    ("verordnung", 'R'),
    ("regulation", 'R'),
    ("besluit", 'D'),
    ("beschluss", 'D'),
    ("beschluß", 'D'),
    ("decision", 'D'),
];

/// The identities of the acts that a text cites, each once, in order: `celex:32024L1275`.
pub fn acts(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    for (place, word) in words.iter().enumerate() {
        let Some(sort) = sort_of(word) else { continue };
        let next: Vec<&str> = words[place + 1..].iter().take(4).copied().collect();
        if let Some(celex) = number(&next, sort)
            && !found.contains(&celex)
            && found.len() < MOST
        {
            found.push(celex);
        }
    }
    found
}

/// The letter of a word such as "Richtlinie" or "EU-Gebäuderichtlinie".
fn sort_of(word: &str) -> Option<char> {
    let lower = word.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let known = SORTS.iter().find(|(sort, _)| bare.ends_with(sort));
    known.map(|(_, letter)| *letter)
}

/// The identity made of the words behind the sort: "(EU) 2024/1275", "(EU) Nr. 1303/2013" or
/// "2012/27/EU". Without the mark of the Union it is no act of the Union.
fn number(next: &[&str], sort: char) -> Option<String> {
    let is_union = |text: &str| {
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        ["EU", "EG", "EC", "EWG", "EEG", "EEC"].contains(&bare)
    };
    let is_nr = |text: &&&str| ["nr.", "no", "no.", "nr"].contains(&text.to_lowercase().as_str());
    let marked = next
        .first()
        .is_some_and(|first| first.starts_with('(') && is_union(first));
    let rest = if marked { &next[1..] } else { next };
    let turned = rest.first().as_ref().is_some_and(is_nr);
    let figure = if turned { rest.get(1)? } else { rest.first()? };
    let mut parts = figure
        .trim_matches(|c: char| !c.is_alphanumeric())
        .split('/');
    let (one, two) = (parts.next()?, parts.next()?);
    let suffix = parts.next();
    let union = marked || suffix.is_some_and(is_union);
    let (year, running) = if turned { (two, one) } else { (one, two) };
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let plausible = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    (union && plausible && digits(year, 4) && digits(running, 4))
        .then(|| format!("celex:3{year}{sort}{running:0>4}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_known_in_each_way_of_writing() {
        for (text, celex) in [
            (
                "Bezug: Richtlinie (EU) 2024/1275 vom 24. April 2024",
                "celex:32024L1275",
            ),
            (
                "de richtlijn (EU) 2022/2555, hierna NIS2",
                "celex:32022L2555",
            ),
            (
                "Verordnung (EU) Nr. 1303/2013 des Rates",
                "celex:32013R1303",
            ),
            ("Regulation (EU) No 604/2013", "celex:32013R0604"),
            ("Directive 2012/27/EU", "celex:32012L0027"),
            ("Uitvoeringsverordening (EU) 2021/5", "celex:32021R0005"),
            ("Besluit (EU) 2015/1814", "celex:32015D1814"),
        ] {
            assert_eq!(acts(text), [celex], "{text}");
        }
        let both = "Verordening (EU) 2021/1119 en verordening (EU) 2021/1119; richtlijn 2009/28/EG";
        assert_eq!(acts(both), ["celex:32021R1119", "celex:32009L0028"]);
    }

    #[test]
    fn national_rules_and_loose_figures_are_none() {
        for text in [
            "Verordnung 12/2024",
            "richtlijn 2024",
            "(EU) 2024/1275",
            "Richtlinie (EU) 24/1275",
            "Besluit (EU)",
            "Verordnung (EU) Nr.",
        ] {
            assert!(acts(text).is_empty(), "{text}");
        }
    }
}
