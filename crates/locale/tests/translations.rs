//! The three files of translations say the same things, with the same variables.

use fluent_bundle::FluentResource;
use noaber_locale::{Arg, Catalog, Lang};
use std::collections::{BTreeMap, BTreeSet};

/// Key -> names of its variables, read from the file as text.
fn entries(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in lang.source().lines() {
        let is_entry = line.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        if let Some((name, _)) = line.split_once('=').filter(|_| is_entry) {
            key = name.trim().to_owned();
            let new = found.insert(key.clone(), BTreeSet::new()).is_none();
            assert!(new, "{}: {key} stands twice", lang.code());
        }
        let Some(variables) = found.get_mut(&key) else {
            continue;
        };
        for part in line.split('$').skip(1) {
            let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            variables.insert(part[..end.unwrap_or(part.len())].to_owned());
        }
    }
    found
}

#[test]
fn every_file_is_read_without_a_faulty_line() {
    for lang in Lang::ALL {
        if let Err((_, faults)) = FluentResource::try_new(lang.source().to_owned()) {
            panic!("{}.ftl: {faults:?}", lang.code());
        }
    }
}

#[test]
fn every_key_stands_in_all_languages_with_the_same_variables() {
    let dutch = entries(Lang::Nl);
    assert!(dutch.len() > 100, "only {} keys were read", dutch.len());
    for lang in [Lang::De, Lang::En] {
        let other = entries(lang);
        for (key, variables) in &dutch {
            let theirs = other.get(key);
            assert_eq!(Some(variables), theirs, "{key} in {}", lang.code());
        }
        for key in other.keys() {
            assert!(
                dutch.contains_key(key),
                "{key} of {} is not in nl",
                lang.code()
            );
        }
    }
}

#[test]
fn every_text_can_be_said_when_its_variables_are_given() {
    let catalog = Catalog::new();
    for lang in Lang::ALL {
        for (key, variables) in entries(lang) {
            for n in [0_i64, 1, 2, 1_412] {
                let args: Vec<(&str, Arg)> = variables
                    .iter()
                    .map(|name| {
                        (
                            name.as_str(),
                            if name == "n" {
                                Arg::from(n)
                            } else {
                                Arg::from("x")
                            },
                        )
                    })
                    .collect();
                let text = catalog.text(lang, &key, &args);
                assert!(!text.trim().is_empty(), "{key} is empty in {}", lang.code());
                assert!(
                    !text.contains("??") && !text.contains("{$"),
                    "{key}: {text}"
                );
            }
        }
    }
}

#[test]
fn a_missing_key_is_seen() {
    assert_eq!(
        Catalog::new().text(Lang::Nl, "no-such-key", &[]),
        "??no-such-key??"
    );
}

#[test]
fn days_ahead_and_ago_are_said_as_people_do() {
    let catalog = Catalog::new();
    assert_eq!(catalog.relative(Lang::Nl, 0), "vandaag");
    assert_eq!(catalog.relative(Lang::Nl, 4), "over 4 dagen");
    assert_eq!(catalog.relative(Lang::De, 1), "morgen");
    assert_eq!(catalog.relative(Lang::De, 4), "in 4 Tagen");
    assert_eq!(catalog.relative(Lang::En, -3), "3 days ago");
}
