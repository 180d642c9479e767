//! Faults of single fields: names, types, codes, bounds. Faults of files, ids and references are in
//! the file above.

use super::*;

#[test]
fn an_unknown_field_is_told_with_the_nearest_known_one() {
    assert_eq!(
        faults_after("sources.toml", "country", "every_hour = 3\ncountry"),
        ["sources.toml:6:1: unknown field `every_hour`; did you mean `every_hours`?"]
    );
    assert_eq!(
        faults_after(
            "agendas.toml",
            "title = { nl = \"Bereikbaar\" }",
            "title = \"B\"\nfarbe = 3"
        ),
        ["agendas.toml:9:1: unknown field `farbe`; known here: about, id, serves, title"]
    );
    assert_eq!(
        faults_after(
            "organisations.toml",
            "[[organisation]]",
            "[[organisations]]"
        )[0],
        "organisations.toml:1:3: unknown field `organisations`; did you mean `organisation`?"
    );
}

#[test]
fn a_missing_field_is_told_at_the_head_of_its_table() {
    assert_eq!(
        faults_after("dossiers/spoor.toml", "query = \"trein AND grens\"\n", ""),
        ["dossiers/spoor.toml:6:1: the field `query` is missing"]
    );
    assert_eq!(
        faults_after("region.toml", "language = \"nl\"\n", ""),
        ["region.toml:1:1: the field `language` is missing"]
    );
}

#[test]
fn a_wrong_type_says_what_was_expected_and_what_stands_there() {
    assert_eq!(
        faults_after("region.toml", "members = [\"dorp\"]", "members = \"dorp\""),
        ["region.toml:6:11: `members` should be a list, not a string"]
    );
    assert_eq!(
        faults_after(
            "organisations.toml",
            "of_region = true",
            "of_region = \"ja\""
        ),
        ["organisations.toml:6:13: `of_region` should be true or false, not a string"]
    );
    assert_eq!(
        faults_after("region.toml", "name = \"Heuvelland\"", "name = 5"),
        ["region.toml:2:8: `name` should be a string or a table of languages, not an integer"]
    );
    assert_eq!(
        faults_after("agendas.toml", "[[agenda]]", "[agenda]")[0],
        "agendas.toml:1:1: `agenda` should be a list, not a table"
    );
    assert_eq!(
        faults_after("sources.toml", "{ entity = \"Zaak\" }", "{ entity = 3 }"),
        ["sources.toml:7:23: `settings.entity` should be a string, not an integer"]
    );
}

#[test]
fn who_decides_stands_once_on_a_side() {
    let authority = "\n[[authority]]\ncountry = \"de\"\nname = \"Amt\"\n";
    let twice = format!("priority = 4\n{authority}");
    assert_eq!(
        faults_after("dossiers/spoor.toml", "priority = 4\n", &twice),
        Vec::<String>::new()
    );
    let twice = format!("priority = 4\n{authority}{authority}");
    assert_eq!(
        faults_after("dossiers/spoor.toml", "priority = 4\n", &twice),
        [
            "dossiers/spoor.toml:12:8: this authority was given before for de; say all it decides in one place"
        ]
    );
    let other = format!("priority = 4\n{}", authority.replace("\"de\"", "\"be\""));
    assert_eq!(
        faults_after("dossiers/spoor.toml", "priority = 4\n", &other),
        ["dossiers/spoor.toml:7:11: unknown country `be`; did you mean `de`?"]
    );
}

#[test]
fn unknown_codes_name_the_known_ones() {
    assert_eq!(
        faults_after("organisations.toml", "country = \"nl\"", "country = \"be\"").len(),
        1
    );
    assert_eq!(
        faults_after("organisations.toml", "\"municipality\"", "\"municipalty\""),
        ["organisations.toml:3:8: unknown kind `municipalty`; did you mean `municipality`?"]
    );
    assert_eq!(
        faults_after(
            "sources.toml",
            "country = \"nl\"",
            "country = \"frankrijk\""
        ),
        ["sources.toml:6:11: unknown country `frankrijk`; expected nl, de, eu"]
    );
    assert_eq!(
        faults_after("sources.toml", "\"tweede_kamer\"", "\"tweedekamer\""),
        ["sources.toml:3:8: unknown kind `tweedekamer`; did you mean `tweede_kamer`?"]
    );
    assert_eq!(
        faults_after("region.toml", "language = \"nl\"", "language = \"frysk\""),
        ["region.toml:4:12: unknown language `frysk`; expected nl, de, en"]
    );
    assert_eq!(
        faults_after(
            "dossiers/spoor.toml",
            "{ nl = \"Spoor\" }",
            "{ nederlands = \"Spoor\" }"
        ),
        ["dossiers/spoor.toml:1:11: unknown language `nederlands`; expected nl, de, en"]
    );
}

#[test]
fn empty_texts_are_faults() {
    assert_eq!(
        faults_after(
            "dossiers/spoor.toml",
            "{ nl = \"Spoor\" }",
            "{ nl = \"  \" }"
        ),
        ["dossiers/spoor.toml:1:16: `title.nl` is empty"]
    );
    assert_eq!(
        faults_after("dossiers/spoor.toml", "{ nl = \"Spoor\" }", "{}"),
        ["dossiers/spoor.toml:1:9: `title` holds no text in any language"]
    );
    assert_eq!(
        faults_after("dossiers/spoor.toml", "\"trein AND grens\"", "\" \""),
        ["dossiers/spoor.toml:9:9: `query` is empty"]
    );
}

#[test]
fn numbers_lie_within_their_bounds() {
    assert_eq!(
        faults_after("dossiers/spoor.toml", "priority = 4", "priority = 6"),
        ["dossiers/spoor.toml:4:12: `priority` should lie from 1 to 5, not 6"]
    );
    assert_eq!(
        faults_after("sources.toml", "country", "every_hours = 0\ncountry"),
        ["sources.toml:6:15: `every_hours` should lie from 1 to 8784, not 0"]
    );
    assert_eq!(
        faults_after(
            "agendas.toml",
            "owner",
            "year = 99999999999999999999\nowner"
        ),
        ["agendas.toml:4:8: `year` should lie from 1000 to 2999, not 99999999999999999999"]
    );
    assert_eq!(
        faults_after("agendas.toml", "owner", "year = 2016.0\nowner"),
        ["agendas.toml:4:8: `year` should be a whole number, not a float"]
    );
    let mut files = whole();
    files.push(file(
        "networks.toml",
        "[[network]]\nid = \"net\"\nname = \"Net\"\nscale = \"Europa\"\nabout = \"Samen.\"\n\
         [[network.seat]]\nholder = \"dorp\"\nbody = \"Raad\"\ncount = 5\nof = 2\n",
    ));
    files.push(file(
        "programmes.toml",
        "[[programme]]\nid = \"p\"\nname = \"P\"\nabout = \"Geld.\"\npayer = \"EU\"\nfrom = 2027\nto = 2021",
    ));
    assert_eq!(
        faults_of(&files),
        [
            "networks.toml:10:6: 5 seats are held of only 2",
            "programmes.toml:7:6: the programme ends in 2021, before it begins in 2027"
        ]
    );
}

#[test]
fn time_zones_and_addresses_must_be_real() {
    assert_eq!(
        faults_after("region.toml", "Europe/Amsterdam", "Europe/Enschede"),
        [
            "region.toml:5:13: `Europe/Enschede` is not a time zone; expected an IANA name such as `Europe/Amsterdam`"
        ]
    );
    for bad in ["www.example.org/odata", "ftp://example.org/", "/odata"] {
        let faults = faults_after("sources.toml", "https://example.org/odata/", bad);
        assert_eq!(
            faults,
            [format!(
                "sources.toml:5:11: `{bad}` is not an absolute address; expected https://…, http://… or file:///…"
            )]
        );
    }
    let local = faults_after(
        "sources.toml",
        "https://example.org/odata/",
        "file:///srv/items.jsonl",
    );
    assert!(local.is_empty(), "{local:#?}");
}

#[test]
fn columns_count_characters_and_no_text_makes_reading_panic() {
    assert_eq!(
        faults_after(
            "dossiers/spoor.toml",
            "{ nl = \"Spoor\" }",
            "{ de = \"Schieneßäöü\", xx = \"\" }"
        ),
        ["dossiers/spoor.toml:1:31: unknown language `xx`; expected nl, de, en"]
    );
    for text in [
        "\u{0}",
        "[[",
        "= =",
        "a.b.c = {",
        "'''",
        "[[organisation]]\n[organisation]",
    ] {
        let mut files = whole();
        files[1].text = text.into();
        assert!(read(&files).is_err(), "{text:?}");
    }
}
