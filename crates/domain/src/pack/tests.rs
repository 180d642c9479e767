//! Every fault a pack can have, each with the exact place and words it is told with. The pack of
//! Twente itself is read in `tests/twente.rs`.

mod fields;

use super::*;
use crate::id::InterestId;

const REGION: &str = r#"id = "heuvelland"
name = "Heuvelland"
about = { nl = "Een streek van het voorbeeld." }
language = "nl"
time_zone = "Europe/Amsterdam"
members = ["dorp"]
"#;

const ORGANISATIONS: &str = r#"[[organisation]]
id = "dorp"
kind = "municipality"
name = "Dorp"
country = "nl"
of_region = true
"#;

const AGENDAS: &str = r#"[[agenda]]
id = "koers"
title = { nl = "Koers" }
owner = { nl = "De streek" }

[[agenda.line]]
id = "bereikbaar"
title = { nl = "Bereikbaar" }

[[agenda.line]]
id = "thuis"
title = { nl = "Thuis" }
serves = ["bereikbaar"]
"#;

const DOSSIER: &str = r#"title = { nl = "Spoor" }
about = { nl = "De trein.", de = "Der Zug.", en = "The train." }
lines = ["bereikbaar"]
priority = 4

[[interest]]
id = "spoor-nl"
language = "nl"
query = "trein AND grens"

[[interest]]
id = "spoor-de"
language = "de"
query = '''
Zug NEAR/5 Grenze
OR Bahn'''
"#;

const SOURCES: &str = r#"[[source]]
id = "kamer"
kind = "tweede_kamer"
name = "Kamer"
address = "https://example.org/odata/"
country = "nl"
settings = { entity = "Zaak" }
"#;

fn file(name: &str, text: &str) -> PackFile {
    PackFile {
        name: name.into(),
        text: text.into(),
    }
}

fn whole() -> Vec<PackFile> {
    vec![
        file("region.toml", REGION),
        file("organisations.toml", ORGANISATIONS),
        file("agendas.toml", AGENDAS),
        file("dossiers/spoor.toml", DOSSIER),
        file("sources.toml", SOURCES),
    ]
}

/// The faults of the whole pack after one change in one file.
fn faults_after(name: &str, old: &str, new: &str) -> Vec<String> {
    let mut files = whole();
    let changed = files.iter_mut().find(|f| f.name == name).expect(name);
    assert!(changed.text.contains(old), "{name} does not hold {old}");
    changed.text = changed.text.replacen(old, new, 1);
    faults_of(&files)
}

fn faults_of(files: &[PackFile]) -> Vec<String> {
    match read(files) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(Fault::to_string).collect(),
    }
}

#[test]
fn a_region_file_alone_is_a_pack() {
    let alone = REGION.replace("members = [\"dorp\"]\n", "");
    let (pack, _) = read(&[file("region.toml", &alone)]).expect("a whole pack");
    assert_eq!(pack.region.id.as_str(), "heuvelland");
    assert!(pack.dossiers.is_empty());
}

#[test]
fn a_whole_pack_is_read_with_the_places_of_its_queries() {
    let (pack, places) = read(&whole()).expect("a whole pack");
    assert_eq!(pack.dossiers[0].id.as_str(), "spoor");
    assert_eq!(pack.dossiers[0].priority, 4);
    assert_eq!(pack.interests.len(), 2);
    assert_eq!(pack.interests[1].query, "Zug NEAR/5 Grenze\nOR Bahn");
    assert_eq!(pack.organisations[0].name.de.as_deref(), Some("Dorp"));
    assert_eq!(pack.sources[0].every_hours, 6);
    let place = |id| places.query(&InterestId::new(id).expect("a slug")).cloned();
    let nl = place("spoor-nl").expect("a place");
    assert_eq!(nl.to_string(), "dossiers/spoor.toml:9:10");
    let de = place("spoor-de").expect("a place");
    assert_eq!((de.line, de.column), (15, 1), "after the opening quotes");
    assert_eq!(place("spoor-en"), None);
}

#[test]
fn byte_order_mark_carriage_returns_and_a_missing_last_line_break_are_fine() {
    let mut files = whole();
    for f in &mut files {
        f.text = format!("\u{feff}{}", f.text.trim_end().replace('\n', "\r\n"));
        f.name = format!(".\\{}", f.name.replace('/', "\\"));
    }
    let (_, places) = read(&files).expect("a whole pack");
    let id = InterestId::new("spoor-de").expect("a slug");
    assert_eq!(places.query(&id).map(|p| p.line), Some(15));
    let broken = faults_of(&[file("region.toml", "\u{feff}id = \"x\"\r\nä = 1\r\n")]);
    assert!(
        broken[0].starts_with("region.toml:2:1: not TOML"),
        "{broken:?}"
    );
}

#[test]
fn a_pack_without_its_region_is_refused() {
    let faults = faults_of(&[file("organisations.toml", ORGANISATIONS)]);
    assert_eq!(
        faults,
        ["region.toml:1:1: the file is missing; a pack needs at least this one"]
    );
}

#[test]
fn a_file_no_pack_has_is_named_and_other_sorts_of_file_are_passed_over() {
    let mut files = whole();
    files.push(file("agenda.toml", ""));
    files.push(file("README.md", "# not TOML"));
    assert_eq!(
        faults_of(&files),
        [
            "agenda.toml:1:1: `agenda.toml` is not a file of a region pack; did you mean `agendas.toml`?"
        ]
    );
    files.push(file("./region.toml", REGION));
    assert!(
        faults_of(&files).contains(&"region.toml:1:1: the file was given twice".to_string()),
        "{:?}",
        faults_of(&files)
    );
}

#[test]
fn faulty_toml_is_told_with_its_place_and_other_files_are_still_read() {
    let mut files = whole();
    files[1].text = ORGANISATIONS.replace("name = \"Dorp\"", "name = \"Dorp");
    files[2].text = AGENDAS.replace("owner", "ouner");
    let faults = faults_of(&files);
    assert!(
        faults[0].starts_with("agendas.toml:1:1: the field `owner` is missing"),
        "{faults:#?}"
    );
    assert_eq!(
        faults[1],
        "agendas.toml:4:1: unknown field `ouner`; did you mean `owner`?"
    );
    assert!(
        faults[2].starts_with("organisations.toml:4:13: not TOML: "),
        "{faults:#?}"
    );
    assert!(
        !faults.iter().any(|f| f.contains("there is no")),
        "{faults:#?}"
    );
}

#[test]
fn a_field_given_twice_is_faulty_toml() {
    let faults = faults_after("region.toml", "language", "name = \"Elders\"\nlanguage");
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(
        faults[0].starts_with("region.toml:4:1: not TOML: duplicate key"),
        "{faults:#?}"
    );
}

#[test]
fn a_bad_id_is_refused_wherever_it_stands() {
    let faults = faults_after("organisations.toml", "id = \"dorp\"", "id = \"Het Dorp\"");
    assert!(
        faults[0].starts_with("organisations.toml:2:6: 'Het Dorp' is not an id"),
        "{faults:#?}"
    );
    let faults = faults_after("region.toml", "[\"dorp\"]", "[\"dorp\", \"É\"]");
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].starts_with("region.toml:6:20: 'É' is not an id"),
        "{faults:#?}"
    );
    let mut files = whole();
    files[3].name = "dossiers/Spoor Duitsland.toml".into();
    let faults = faults_of(&files);
    assert!(
        faults[0].starts_with("dossiers/Spoor Duitsland.toml:1:1: 'Spoor Duitsland' is not an id"),
        "{faults:#?}"
    );
    assert!(faults[0].ends_with("rename the file"), "{faults:#?}");
}

#[test]
fn the_id_in_a_dossier_must_be_the_name_of_its_file() {
    let same = faults_after("dossiers/spoor.toml", "title", "id = \"spoor\"\ntitle");
    assert!(same.is_empty(), "{same:#?}");
    assert_eq!(
        faults_after("dossiers/spoor.toml", "title", "id = \"weg\"\ntitle"),
        ["dossiers/spoor.toml:1:6: the id `weg` is not the name of the file, `spoor`"]
    );
}

#[test]
fn an_id_given_twice_says_where_the_other_is() {
    let twice = format!("{ORGANISATIONS}\n{ORGANISATIONS}");
    assert_eq!(
        faults_after("organisations.toml", ORGANISATIONS, &twice),
        [
            "organisations.toml:9:6: the organisation `dorp` was given before, at organisations.toml:2:6"
        ]
    );
    let mut files = whole();
    let other =
        "title = \"Weg\"\nabout = \"De weg.\"\n[[interest]]\nid = \"spoor-nl\"\nquery = \"weg\"";
    files.push(file("dossiers/weg.toml", other));
    assert_eq!(
        faults_of(&files),
        [
            "dossiers/weg.toml:4:6: the interest `spoor-nl` was given before, at dossiers/spoor.toml:7:6"
        ]
    );
}

#[test]
fn a_reference_to_nothing_suggests_the_nearest() {
    assert_eq!(
        faults_after(
            "dossiers/spoor.toml",
            "[\"bereikbaar\"]",
            "[\"berijkbaar\"]"
        ),
        [
            "dossiers/spoor.toml:3:10: there is no strategy line `berijkbaar`; did you mean `bereikbaar`?"
        ]
    );
    assert_eq!(
        faults_after(
            "dossiers/spoor.toml",
            "priority",
            "lead = \"hoofdstad\"\npriority"
        ),
        ["dossiers/spoor.toml:4:8: there is no organisation `hoofdstad`"]
    );
    assert_eq!(
        faults_after("region.toml", "[\"dorp\"]", "[\"dorp\", \"dorp\"]"),
        ["region.toml:6:20: `dorp` stands twice in `members`"]
    );
}

#[test]
fn a_strategy_line_never_serves_itself() {
    assert_eq!(
        faults_after("agendas.toml", "[\"bereikbaar\"]", "[\"thuis\"]"),
        ["agendas.toml:11:6: the strategy line serves itself: thuis → thuis"]
    );
    assert_eq!(
        faults_after(
            "agendas.toml",
            "title = { nl = \"Bereikbaar\" }",
            "title = \"B\"\nserves = [\"thuis\"]"
        ),
        [
            "agendas.toml:7:6: the strategy line serves itself: bereikbaar → thuis → bereikbaar",
            "agendas.toml:12:6: the strategy line serves itself: thuis → bereikbaar → thuis"
        ]
    );
}

#[test]
fn what_cannot_be_heard_is_a_source_that_is_off_and_says_why() {
    let mut files = whole();
    files[4].text.push_str(
        "[[missing]]\nid = \"raad\"\nname = \"Raad\"\naddress = \"https://example.org/\"\ncountry = \"nl\"\nwhy = { nl = \"geen feed\", en = \"no feed\" }\nremedy = \"vraag er een\"\n",
    );
    let (pack, _) = read(&files).expect("a pack");
    let raad = pack
        .sources
        .iter()
        .find(|s| s.id.as_str() == "raad")
        .expect("a source");
    assert!(!raad.active);
    let why = raad.missing().expect("a reason");
    assert_eq!(why.get(crate::Language::En), Some("no feed"));
    assert!(raad.remedy().is_some() && pack.sources[0].missing().is_none());
    files[4].text = files[4].text.replace("why =", "wy =");
    assert!(!faults_of(&files).is_empty());
}

#[test]
fn all_faults_of_all_files_come_at_once_in_order() {
    let mut files = whole();
    files[0].text = REGION
        .replace("\"nl\"\n", "\"xx\"\n")
        .replace("Europe/Amsterdam", "Mars");
    files[3].text = DOSSIER.replace("priority = 4", "priority = 0");
    files[4].text = SOURCES
        .replace("https:", "htps:")
        .replace("\"nl\"", "\"lu\"");
    let faults = faults_of(&files);
    let places: Vec<String> = faults
        .iter()
        .map(|f| f.split(": ").next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        places,
        [
            "dossiers/spoor.toml:4:12",
            "region.toml:4:12",
            "region.toml:5:13",
            "sources.toml:5:11",
            "sources.toml:6:11"
        ]
    );
}
