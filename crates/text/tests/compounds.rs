//! Compounds from outside: what is divided and what is not, and how queries and texts meet by it.

use noaber_text::{Analyser, Document, Found, Lang, Plan, parse};

fn parts(lang: Lang, word: &str) -> Vec<String> {
    let tokens = Analyser::new().tokens(Some(lang), word);
    let parts = tokens.iter().filter(|t| t.part);
    parts.map(|t| t.folded().to_owned()).collect()
}

fn find(query: &str, lang: Lang, text: &str) -> Option<Found> {
    let analyser = Analyser::new();
    let query = parse(query).unwrap_or_else(|fault| panic!("{}", fault.render(query)));
    Plan::new(&analyser, &query).find(&Document::new(&analyser, Some(lang), text, ""))
}

#[test]
fn words_are_divided_with_their_links() {
    let mut wrong: Vec<String> = Vec::new();
    for (lang, word, want) in [
        (Lang::Nl, "arbeidsmarktkrapte", "arbeidsmarkt_krapte"),
        (Lang::Nl, "gezondheidsraad", "gezondheid_raad"),
        (Lang::Nl, "regiodeal", "regio_deal"),
        (Lang::Nl, "ziekenhuiszorg", "ziekenhuis_zorg"),
        (Lang::Nl, "spoorverbinding", "spoor_verbinding"),
        (Lang::Nl, "grenscontroles", "grens_controles"),
        (
            Lang::Nl,
            "Klimaattransitieplannen",
            "klimaattransitie_plannen",
        ),
        (
            Lang::De,
            "Grenzpendlerbesteuerung",
            "grenzpendler_besteuerung",
        ),
        (Lang::De, "Fachkräftemangel", "fachkrafte_mangel"),
        (
            Lang::De,
            "Krankenhausfinanzierung",
            "krankenhaus_finanzierung",
        ),
        (Lang::De, "Forschungsprojekt", "forschung_projekt"),
        (
            Lang::De,
            "Jugendarbeitslosigkeit",
            "jugend_arbeitslosigkeit",
        ),
    ] {
        let parts = parts(lang, word);
        wrong.extend((!parts.iter().any(|p| p == want)).then(|| format!("{word}: {parts:?}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn words_of_their_own_are_left_whole() {
    let mut divided: Vec<String> = Vec::new();
    for (lang, word) in [
        (Lang::Nl, "landbouw"),
        (Lang::Nl, "waterstof"),
        (Lang::Nl, "waarborgen"),
        (Lang::Nl, "overheid"),
        (Lang::Nl, "waterschap"),
        (Lang::Nl, "minister"),
        (Lang::Nl, "gemeenten"),
        (Lang::Nl, "Nederland"),
        (Lang::Nl, "voorstel"),
        (Lang::Nl, "grensloos"),
        (Lang::Nl, "Wierden"),
        (Lang::De, "Landwirtschaft"),
        (Lang::De, "Möglichkeiten"),
        (Lang::De, "Niedersachsen"),
        (Lang::De, "Verordnung"),
        (Lang::En, "neighbourhood"),
    ] {
        let parts = parts(lang, word);
        divided.extend((!parts.is_empty()).then(|| format!("{word}: {parts:?}")));
    }
    assert!(divided.is_empty(), "{divided:#?}");
}

#[test]
fn a_compound_and_its_parts_meet_both_ways() {
    for (query, lang, text) in [
        ("arbeidsmarktkrapte", Lang::Nl, "krapte op de arbeidsmarkt"),
        (
            "arbeidsmarktkrapte",
            Lang::Nl,
            "de arbeidsmarkt kent krapte",
        ),
        ("krapte", Lang::Nl, "arbeidsmarktkrapte"),
        ("krapte NEAR/3 arbeidsmarkt", Lang::Nl, "arbeidsmarktkrapte"),
        ("\"arbeidsmarkt krapte\"", Lang::Nl, "de arbeidsmarktkrapte"),
        ("regiodeal", Lang::Nl, "de Regio Deal"),
        ("regiodeal", Lang::Nl, "de regio-deals"),
        ("\"Regio Deal\"", Lang::Nl, "de regiodeal"),
        ("\"Regio Deal\"", Lang::Nl, "de regio-deal"),
        ("regio-deal", Lang::Nl, "de regiodeal"),
        ("regio-deal", Lang::Nl, "de Regio Deal"),
        (
            "Grenzpendlerbesteuerung",
            Lang::De,
            "Besteuerung der Grenzpendler",
        ),
        ("Besteuerung", Lang::De, "Grenzpendlerbesteuerung"),
        ("Fachkräftemangel", Lang::De, "Mangel an Fachkräften"),
    ] {
        assert!(find(query, lang, text).is_some(), "{query} in {text}");
    }
    for (query, lang, text) in [
        (
            "arbeidsmarktkrapte",
            Lang::Nl,
            "krapte hier, terwijl men elders vrijuit de arbeidsmarkt roemt",
        ),
        ("=krapte", Lang::Nl, "arbeidsmarktkrapte"),
        ("kra*", Lang::Nl, "arbeidsmarktkrapte"),
        ("\"krapte op\"", Lang::Nl, "arbeidsmarktkrapte op"),
        ("grens", Lang::Nl, "een grensloos plan"),
    ] {
        assert!(find(query, lang, text).is_none(), "{query} in {text}");
    }
}

#[test]
fn a_meeting_by_parts_is_told_apart_and_marked_whole() {
    let text = "De arbeidsmarktkrapte en de krapte op de arbeidsmarkt";
    let found = find("arbeidsmarktkrapte", Lang::Nl, text).expect("found");
    let weak: Vec<bool> = found.hits.iter().map(|hit| hit.compound).collect();
    assert!(weak.contains(&false) && weak.contains(&true), "{found:?}");
    assert!(found.hits.iter().all(|hit| hit.atom == 0));
    let marked: Vec<&str> = found
        .marks()
        .iter()
        .map(|m| &text[m.start..m.end])
        .collect();
    assert!(marked.contains(&"arbeidsmarktkrapte"), "{marked:?}");
}

#[test]
fn hidden_atoms_are_not_shown() {
    let analyser = Analyser::new();
    let query = parse("arbeidsmarktkrapte, spoor NEAR/2 trein").expect("a query");
    let plan = Plan::new(&analyser, &query);
    let labels: Vec<&str> = plan.atoms().iter().map(|a| a.label.as_str()).collect();
    assert_eq!(labels, ["arbeidsmarktkrapte", "spoor", "trein"]);
}

#[test]
fn a_plus_and_an_umlaut_can_make_another_word() {
    for (query, lang, text, found) in [
        ("Erasmus+", Lang::Nl, "het programma Erasmus+, dat", true),
        ("Erasmus+", Lang::Nl, "de brug van Erasmus", false),
        ("Erasmus", Lang::Nl, "het programma Erasmus+.", true),
        ("R&D", Lang::Nl, "uitgaven aan R&D in Twente", true),
        ("Förderung", Lang::De, "Förderungen", true),
        ("Förderung", Lang::De, "Foerderung", true),
        ("Förderung", Lang::De, "die Forderung", false),
        ("Forderung", Lang::De, "die Förderung", false),
        ("Änderung", Lang::De, "andere", false),
        ("Länder", Lang::De, "das Land", true),
        ("Verträge", Lang::De, "der Vertrag", true),
        ("ouderen", Lang::Nl, "de ouders", false),
        ("overheid", Lang::Nl, "over", false),
        ("zorg", Lang::Nl, "wij zorgen ervoor", false),
        ("stad", Lang::Nl, "de steden", true),
        ("stad", Lang::Nl, "geld besteden", false),
        ("raadslid", Lang::Nl, "de raadsleden", true),
        ("lid", Lang::Nl, "de leden", true),
        ("lid", Lang::Nl, "het verleden", false),
        ("markt", Lang::Nl, "Mark", false),
        ("fördern", Lang::De, "Förderung", true),
        ("beleid", Lang::Nl, "begeleiding", false),
        ("36410", Lang::Nl, "Kamerstuk 36 410, nr. 3", true),
        ("\"36 410\"", Lang::Nl, "Kamerstuk 36410", true),
        ("2016/679", Lang::Nl, "Verordening (EU) 2016/679", true),
        ("20/1234", Lang::De, "Drucksache 20/1234", true),
        ("35a", Lang::De, "§ 35a SGB VIII", true),
    ] {
        assert_eq!(
            find(query, lang, text).is_some(),
            found,
            "{query} in {text}"
        );
    }
    for query in ["Münster", "Munster", "Muenster"] {
        for text in ["Münster", "Munster", "Muenster", "MÜNSTER"] {
            for lang in Lang::ALL {
                assert!(find(query, lang, text).is_some(), "{query} {lang} {text}");
            }
        }
    }
}
