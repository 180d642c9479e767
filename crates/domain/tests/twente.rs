//! The pack of Twente as it stands in `regions/twente`: whole, in three languages, and without
//! people. The reader's own rules are tested beside it, in `src/pack/tests.rs`.

use noaber_domain::pack::{self, PackFile, Places};
use noaber_domain::{Country, Language, RegionPack, Wording};
use std::path::Path;

fn twente() -> (RegionPack, Places) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regions/twente");
    let mut files = Vec::new();
    for folder in ["", "dossiers/"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("the folder of the pack") {
            let path = entry.expect("an entry of the folder").path();
            if path.extension().is_some_and(|e| e == "toml") {
                let name = path.file_name().and_then(|n| n.to_str()).expect("a name");
                files.push(PackFile {
                    name: format!("{folder}{name}"),
                    text: std::fs::read_to_string(&path).expect("a readable file"),
                });
            }
        }
    }
    pack::read(&files).unwrap_or_else(|faults| {
        let faults: Vec<String> = faults.iter().map(|f| f.to_string()).collect();
        panic!("{}", faults.join("\n"))
    })
}

#[test]
fn the_region_has_its_municipalities_networks_and_dossiers() {
    let (pack, _) = twente();
    assert_eq!(pack.region.members.len(), 14);
    for member in &pack.region.members {
        let there = pack
            .organisations
            .iter()
            .any(|o| o.id == *member && o.of_region);
        assert!(there, "{member} counts as the region");
    }
    assert_eq!(pack.dossiers.len(), 10);
    assert_eq!(pack.networks.len(), 7);
    let seats: Vec<_> = pack.networks.iter().flat_map(|n| &n.seats).collect();
    assert_eq!((seats[0].count, seats[0].of), (2, Some(84)));
    let twins = pack.agreements.iter().filter(|a| a.twinning).count();
    assert_eq!(twins, 4);
}

#[test]
fn every_dossier_speaks_three_languages_and_serves_a_line() {
    let (pack, places) = twente();
    let whole = |w: &Wording| Language::ALL.iter().all(|l| w.get(*l).is_some());
    for dossier in &pack.dossiers {
        let id = &dossier.id;
        let texts = [
            &dossier.title,
            &dossier.about,
            &dossier.position,
            &dossier.ask,
        ];
        assert!(texts.iter().all(|w| whole(w)), "texts of {id}");
        assert!(dossier.arguments.len() >= 3, "arguments of {id}");
        assert!(dossier.arguments.iter().all(|a| whole(&a.text)), "{id}");
        assert!(!dossier.lines.is_empty(), "lines of {id}");
        for country in Country::ALL {
            let here = dossier.authorities.iter().filter(|a| a.country == country);
            let mut told = here.map(|a| (whole(&a.decides), a.known_in));
            assert!(told.next().is_some(), "who decides on {id} in {country:?}");
            assert!(told.all(|(said, year)| said && year.is_some()), "{id}");
        }
        for language in Language::ALL {
            let own =
                |i: &&noaber_domain::Interest| i.dossier == *id && i.language == Some(language);
            let interest = pack.interests.iter().find(own);
            let interest = interest.unwrap_or_else(|| panic!("{id} listens in {language}"));
            assert!(places.query(&interest.id).is_some_and(|p| p.line > 1));
        }
    }
}

#[test]
fn what_is_not_a_fact_of_the_region_is_marked() {
    let (pack, _) = twente();
    assert!(pack.agendas[0].example, "the lobby agenda is an example");
    for dossier in &pack.dossiers {
        assert!(dossier.example, "position and ask of {}", dossier.id);
        for argument in dossier.arguments.iter().filter(|a| !a.example) {
            let there = !argument.evidence.is_empty();
            assert!(there, "an argument of {} without a fact", dossier.id);
        }
    }
}
