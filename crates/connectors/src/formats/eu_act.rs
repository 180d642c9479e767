//! Acts of the Union as Dutch, German and English papers cite them: "Richtlijn (EU) 2022/2555",
//! "Verordnung (EU) Nr. 1303/2013", "Directive 2012/27/EU". Numbers of proposals are read in
//! `com_number`.

use noaber_domain::{Link, Relation};

/// Acts that are told from one text at most.
const MOST: usize = 20;
/// Words before an act among which one says that it is carried out.
const NEAR: usize = 6;

/// The words for the sorts of acts, with the letter that CELEX has for them; more particular words
/// first. Endings of number and case may follow.
const SORTS: [(&str, char); 12] = [
    ("rahmenbeschluss", 'F'),
    ("kaderbesluit", 'F'),
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
const ENDINGS: [&str; 6] = ["", "n", "en", "es", "s", "e"];
/// Marks of the communities; those before the year 2010 and those of policies among them.
const UNION: [&str; 13] = [
    "EU", "EG", "EC", "EWG", "EEG", "EEC", "EGKS", "EURATOM", "GASP", "GBVB", "CFSP", "JI", "JBZ",
];
/// Beginnings of the words that say that an act is carried out.
const CARRIED: [&str; 7] = [
    "implement",
    "uitvoering",
    "omzetting",
    "umsetzung",
    "durchführung",
    "ausführung",
    "transpos",
];

/// The identities of the acts that a text cites, each once, in order: `celex:32024L1275`.
pub fn acts(text: &str) -> Vec<String> {
    cited(text).into_iter().map(|(celex, _)| celex).collect()
}

/// What a paper says of the acts that its text cites: those that stand close behind a word such as
/// "implementatie" or "Umsetzung" are carried out, the others have to do with it.
pub fn links(text: &str) -> Vec<Link> {
    let relation = |carried| match carried {
        true => Relation::Implements,
        false => Relation::Related,
    };
    let cited = cited(text).into_iter();
    cited
        .map(|(celex, carried)| Link::new(relation(carried), celex))
        .collect()
}

/// The acts, each with whether it is said to be carried out.
fn cited(text: &str) -> Vec<(String, bool)> {
    let mut found: Vec<(String, bool)> = Vec::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    // What is said to be carried out is the act that follows, not the one that this act amends.
    let mut spoken_for = 0;
    for (place, word) in words.iter().enumerate() {
        let Some(sort) = sort_of(word) else { continue };
        let before = &words[spoken_for.max(place.saturating_sub(NEAR))..place];
        let carried = before.iter().any(|word| carries_out(word));
        let next: Vec<&str> = words[place + 1..].iter().take(5).copied().collect();
        let Some(celex) = number(&next, sort) else {
            continue;
        };
        spoken_for = place + 1;
        if found.len() < MOST && found.iter().all(|(known, _)| *known != celex) {
            found.push((celex, carried));
        }
    }
    found
}

fn carries_out(word: &str) -> bool {
    let lower = word.to_lowercase();
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    // "Uitvoeringsverordening" is the name of an act.
    CARRIED.iter().any(|start| bare.starts_with(start)) && sort_of(word).is_none()
}

/// The letter of a word such as "Richtlinie" or "EU-Gebäuderichtlinie".
fn sort_of(word: &str) -> Option<char> {
    let lower = word.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let ends = |sort: &str| {
        ENDINGS.iter().any(|ending| {
            bare.strip_suffix(ending)
                .is_some_and(|stem| stem.ends_with(sort))
        })
    };
    let known = SORTS.iter().find(|(sort, _)| ends(sort));
    known.map(|(_, letter)| *letter)
}

/// The identity made of the words behind the sort: "(EU) 2024/1275", "(EU, Euratom) Nr. 966/2012"
/// or "2012/27/EU". Without the mark of the Union it is no act of the Union.
fn number(next: &[&str], sort: char) -> Option<String> {
    let is_nr = |text: &str| ["nr.", "no", "no.", "nr"].contains(&text.to_lowercase().as_str());
    let marked = next
        .first()
        .is_some_and(|first| first.starts_with('(') && is_union(first));
    let marks = if marked {
        1 + next.iter().position(|word| word.ends_with(')'))?
    } else {
        0
    };
    let rest = next.get(marks..)?;
    let turned = rest.first().is_some_and(|word| is_nr(word));
    let figure = if turned { rest.get(1)? } else { rest.first()? };
    let bare = figure.trim_matches(|c: char| !c.is_alphanumeric());
    let glued = bare.strip_prefix("Nr.").or(bare.strip_prefix("nr."));
    let mut parts = glued.unwrap_or(bare).split('/');
    let (one, two) = (parts.next()?, parts.next()?);
    let suffix = parts.next().is_some_and(is_union);
    if !marked && !suffix {
        return None;
    }
    // Regulations had the number first and the year last until 2014, then all acts the year first.
    let number_first = turned || glued.is_some() || (marked && !is_union_of_2010(next));
    let (year, running) = match (year_of(one), year_of(two)) {
        (_, Some(year)) if sort == 'R' && number_first && !suffix => (year, one),
        (Some(year), _) => (year, two),
        (None, Some(year)) if !suffix => (year, one),
        _ => return None,
    };
    let plain = (1..=4).contains(&running.len()) && running.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| format!("celex:3{year}{sort}{running:0>4}"))
}

/// Whether the first mark is that of the Union itself, which follows the communities.
fn is_union_of_2010(next: &[&str]) -> bool {
    next.first().is_some_and(|mark| mark.starts_with("(EU"))
}

fn is_union(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    UNION.contains(&bare.to_uppercase().as_str())
}

/// A year, in four digits or for the last century in two.
fn year_of(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let year: u16 = text.parse().ok().filter(|_| digits)?;
    match (text.len(), year) {
        (4, 1952..=2049) => Some(year),
        (2, 52..=99) => Some(1900 + year),
        _ => None,
    }
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
            ("Verordnung (EU) Nr.1303/2013", "celex:32013R1303"),
            ("Regulation (EU) No 604/2013", "celex:32013R0604"),
            ("Directive 2012/27/EU", "celex:32012L0027"),
            (
                "richtlijn nr. 2007/2/EG van het Parlement",
                "celex:32007L0002",
            ),
            ("Richtlinie (EG) Nr. 2009/48", "celex:32009L0048"),
            ("Uitvoeringsverordening (EU) 2021/5", "celex:32021R0005"),
            ("Besluit (EU) 2015/1814", "celex:32015D1814"),
            ("der Richtlinien 94/62/EG", "celex:31994L0062"),
            ("des Rahmenbeschlusses 2004/757/JI", "celex:32004F0757"),
            ("des Beschlusses 2013/467/GASP", "celex:32013D0467"),
            ("Richtlinie 2013/59/Euratom", "celex:32013L0059"),
            ("Verordnung (EG) 1907/2006", "celex:32006R1907"),
            ("Verordening (EG) nr. 2037/2000", "celex:32000R2037"),
            ("Verordnung (EWG) Nr. 2658/87", "celex:31987R2658"),
            ("Verordening (EU, Euratom) 2018/1046", "celex:32018R1046"),
            ("Verordnung (EU, Euratom) Nr. 966/2012", "celex:32012R0966"),
            ("verordening (EU) 1303/2013", "celex:32013R1303"),
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
            "Besluit (EU",
            "Verordnung (EU) Nr.",
            "Verordnung (EU) 1303/1304",
            "Richtlinie (EU) /2014",
        ] {
            assert!(acts(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_act_is_carried_out_where_a_word_says_so() {
        let title = "Wijziging van de Voorbeeldwet ter implementatie van Richtlijn (EU) 2023/2413 tot wijziging van Richtlijn (EU) 2018/2001";
        let carried = Link::new(Relation::Implements, "celex:32023L2413");
        let amended = Link::new(Relation::Related, "celex:32018L2001");
        assert_eq!(links(title), [carried, amended.clone()]);
        assert_eq!(
            links("Gespräch über die Richtlinie (EU) 2018/2001"),
            [amended]
        );
        let named = "Wijziging van Uitvoeringsverordening (EU) 2021/5";
        assert_eq!(links(named)[0].what, Relation::Related);
        let german = "Gesetz zur Umsetzung der Richtlinie 94/62/EG";
        let carried = Link::new(Relation::Implements, "celex:31994L0062");
        assert_eq!(links(german), [carried]);
    }
}
