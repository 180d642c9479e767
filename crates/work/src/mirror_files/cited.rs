//! What a person may write to name a paper: a number as it is cited, a key, or the address of its page.
//! Here that becomes everything that it can be kept under; what is kept is looked up by the caller.

use noaber_domain::ItemId;

/// What a text may be kept under, the likelier first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cited {
    /// Keys and identities.
    pub names: Vec<String>,
    /// Numbers in lower case, without spaces.
    pub numbers: Vec<String>,
    /// Addresses of pages.
    pub addresses: Vec<String>,
    /// The number that an address of the desk ends in.
    pub here: Option<ItemId>,
}

/// Everything that a text can stand for.
pub(super) fn cited(text: &str) -> Cited {
    let mut cited = Cited::default();
    let text = text.trim();
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let last = path.trim_end_matches('/').rsplit_once("/items/");
    cited.here = last.and_then(|(_, id)| id.parse().ok()).map(ItemId);
    match text.split_once("://") {
        Some((_, rest)) => cited.address(rest),
        None => cited.number(text),
    }
    cited
}

impl Cited {
    /// An address as it may be kept, and the numbers that stand in it.
    fn address(&mut self, rest: &str) {
        let whole = rest.split('#').next().unwrap_or_default();
        let (path, query) = whole.split_once('?').unwrap_or((whole, ""));
        for place in [whole, path] {
            let bare = place.trim_end_matches('/');
            let bare = bare.strip_prefix("www.").unwrap_or(bare);
            for (scheme, host) in [
                ("https", ""),
                ("https", "www."),
                ("http", ""),
                ("http", "www."),
            ] {
                for end in ["", "/"] {
                    self.addresses.push(format!("{scheme}://{host}{bare}{end}"));
                }
            }
        }
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        // The page of a procedure at the Bundestag has its title where the kept address has a dash.
        if let ["dip.bundestag.de", kind, _, id] = parts[..] {
            self.names.push(format!("dip:{kind}:{id}"));
        }
        for (_, value) in url::form_urlencoded::parse(query.as_bytes()) {
            self.part(value.trim_start_matches("CELEX:"));
        }
        if let [host, .., last] = parts[..] {
            let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
            self.printed(host, parts.get(1).copied().unwrap_or_default(), stem);
            // `A-9-2023-0147_EN` is the page of one language.
            let stem = stem.rsplit_once('_').filter(|(_, end)| end.len() == 2);
            let stem = stem.map_or(last, |(stem, _)| stem);
            self.part(stem.rsplit_once('.').map_or(stem, |(stem, _)| stem));
        }
    }

    /// A part of an address, when it is long enough to be a number that stands for one paper alone.
    fn part(&mut self, text: &str) {
        if text.len() >= 5 && text.contains(|c: char| c.is_ascii_digit()) {
            self.number(text);
        }
    }

    /// The printed papers of the Bundestag and the Bundesrat: `btd/21/005/2100581`, `brd/2026/0292-26`.
    fn printed(&mut self, host: &str, house: &str, stem: &str) {
        if host != "dserver.bundestag.de" {
            return;
        }
        let bare = |number: &str| number.trim_start_matches('0').to_owned();
        match (house, stem.split_at_checked(2), stem.split_once('-')) {
            ("btd", Some((term, number)), _) => {
                self.german("bt", &format!("{term}/{}", bare(number)))
            }
            ("brd", _, Some((number, year))) => {
                self.german("br", &format!("{}/{year}", bare(number)))
            }
            _ => {}
        }
    }

    fn german(&mut self, house: &str, number: &str) {
        self.names.push(format!("{house}-drs:{number}"));
        self.numbers.push(format!("{house}-drs.{number}"));
    }

    /// A number, a key or an identity as people write it.
    fn number(&mut self, text: &str) {
        let lower = text.to_lowercase();
        let tight: String = lower.split_whitespace().collect();
        self.names.extend([text.to_owned(), lower.clone()]);
        for prefix in ["tk:", "procedure:", "celex:", "bt-drs:", "call:"] {
            self.names.push(format!("{prefix}{text}"));
            self.names.push(format!("{prefix}{}", text.to_uppercase()));
        }
        self.names.push(format!("ep:{lower}"));
        self.numbers.push(tight.clone());
        let com = tight
            .strip_prefix("com(")
            .and_then(|rest| rest.split_once(')'));
        if let Some((year, number)) = com {
            let number = number.trim_end_matches("final");
            self.names.push(format!("com-{year}-{number}"));
            self.numbers.push(format!("com({year}){number}"));
        }
        self.drucksache(&tight);
        self.kamerstuk(&lower);
    }

    /// `BT-Drs. 21/581`, `Drucksache 21/581`, `21/581`; without a house, of either.
    fn drucksache(&mut self, tight: &str) {
        let Some(from) = tight.find(|c: char| c.is_ascii_digit()) else {
            return;
        };
        let (before, number) = tight.split_at(from);
        let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
        let two = number.split_once('/');
        let is_number = two.is_some_and(|(a, b)| digits(a) && digits(b));
        let is_called = before.is_empty() || before.contains("drs") || before.contains("drucks");
        if !is_number || !is_called {
            return;
        }
        let of_states = before.starts_with("br") || before.contains("bundesrat");
        let of_diet = before.starts_with("bt") || before.contains("bundestag");
        if !of_states {
            self.german("bt", number);
        }
        if !of_diet {
            self.german("br", number);
        }
    }

    /// `36410-A-32`, `Kamerstuk 36 410 A, nr. 32`, `kst-36410-A-32`.
    fn kamerstuk(&mut self, lower: &str) {
        let parts = lower.split(|c: char| !c.is_ascii_alphanumeric());
        let called = [
            "",
            "kst",
            "kamerstuk",
            "kamerstukken",
            "ii",
            "i",
            "nr",
            "nrs",
        ];
        let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        // Names of papers stand before the number of the file; a file may be called `II` behind it.
        while parts.first().is_some_and(|first| called.contains(first)) {
            parts.remove(0);
        }
        parts.retain(|part| !["nr", "nrs"].contains(part));
        let digits =
            |part: &str, n: usize| part.len() == n && part.chars().all(|c| c.is_ascii_digit());
        let file = match parts[..] {
            [thousands, rest, ..] if digits(thousands, 2) && digits(rest, 3) => {
                parts.drain(..2).collect::<String>()
            }
            [file, ..] if digits(file, 5) => parts.remove(0).to_owned(),
            _ => return,
        };
        if !parts.is_empty() {
            let number = format!("kst-{file}-{}", parts.join("-"));
            self.names.extend([number.clone(), format!("kst:{number}")]);
            self.numbers.push(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_known_however_people_write_them() {
        let has = |text: &str, number: &str| {
            let cited = cited(text);
            assert!(
                cited.numbers.iter().any(|one| one == number),
                "{text}: {:?}",
                cited.numbers
            );
        };
        for text in [
            "BT-Drs. 21/581",
            "bt-drs 21/581",
            "21/581",
            "Drucksache 21/581",
        ] {
            has(text, "bt-drs.21/581");
        }
        has(
            "https://dserver.bundestag.de/btd/21/005/2100581.pdf",
            "bt-drs.21/581",
        );
        has(
            "https://dserver.bundestag.de/brd/2026/0292-26.pdf",
            "br-drs.292/26",
        );
        for text in [
            "36410-A-32",
            "Kamerstukken II 36 410 A, nr. 32",
            "KST-36410-A-32",
        ] {
            has(text, "kst-36410-a-32");
        }
        has(
            "https://zoek.officielebekendmakingen.nl/kst-36410-A-32.html",
            "kst-36410-a-32",
        );
        has("2024A00630", "2024a00630");
        has(
            "https://www.tweedekamer.nl/kamerstukken/detail?id=2025Z10741",
            "2025z10741",
        );
        has("A9-0147/2023", "a9-0147/2023");
        has("COM (2021) 206 final", "com(2021)206");
    }

    #[test]
    fn keys_and_identities_are_tried_and_the_houses_kept_apart() {
        let names = |text: &str| cited(text).names;
        assert!(names("COM(2021) 206").contains(&"com-2021-206".into()));
        assert!(names("2024a00630").contains(&"tk:2024A00630".into()));
        let page = "https://www.europarl.europa.eu/doceo/document/A-9-2023-0147_NL.html";
        assert!(names(page).contains(&"ep:a-9-2023-0147".into()));
        let procedure = "https://dip.bundestag.de/vorgang/ausbau-der-schiene/56715";
        assert!(names(procedure).contains(&"dip:vorgang:56715".into()));
        let act = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:52021PC0206";
        assert!(names(act).contains(&"celex:52021PC0206".into()));
        assert!(!names("BT-Drs. 21/581").contains(&"br-drs:21/581".into()));
        assert!(!names("BR-Drs. 292/26").contains(&"bt-drs:292/26".into()));
    }

    #[test]
    fn addresses_are_one_with_and_without_trimmings() {
        let kept = "https://www.example.org/stuk".to_owned();
        for text in [
            "http://example.org/stuk/#top",
            "https://www.example.org/stuk?lang=nl",
        ] {
            assert!(cited(text).addresses.contains(&kept), "{text}");
        }
        assert_eq!(cited("/items/108").here, Some(ItemId(108)));
        assert_eq!(
            cited("http://desk:8080/items/108?lang=nl#files").here,
            Some(ItemId(108))
        );
        assert_eq!(cited("https://example.org/items/108/en").here, None);
        assert_eq!(cited(""), cited("   "));
        let page = cited("https://example.org/page?id=1");
        assert!(
            page.numbers.is_empty(),
            "one digit is no number of a paper: {page:?}"
        );
        for odd in [
            "/",
            "://",
            "ä",
            "https://",
            "1/",
            "dserver.bundestag.de/btd/ä",
        ] {
            cited(odd);
            cited(&format!("https://dserver.bundestag.de/btd/{odd}"));
        }
    }
}
