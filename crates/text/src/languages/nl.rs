//! Dutch: what its stemmer must not do, its compounds, abbreviations and function words. Snowball's
//! Dutch (Kraaij and Pohlmann) takes the prefix `ge` off everything; here only participles lose it.

use crate::compounds::Rules;
use crate::stems::snowball;
use frostem::Algorithm;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The stem of a folded Dutch word. `gemeente`, `gebied` and `gezondheid` keep their `ge`; only
/// participles in `-eerd` and `-ierd` (`gefinancierd`) lose it.
pub(crate) fn stem(folded: &str) -> String {
    if let Some(stem) = exception(folded) {
        return stem;
    }
    let stemmed = snowball(Algorithm::Dutch, folded);
    if !folded.starts_with("ge") || stemmed.starts_with("ge") || is_participle(folded) {
        return stemmed;
    }
    // The stemmer takes no other prefix, so the word is shown to it with another first letter.
    let veiled = snowball(Algorithm::Dutch, &format!("k{}", &folded[1..]));
    format!("g{}", &veiled[1..])
}

/// Nouns whose forms the stemmer tears apart (`grens` and `grenzen`) or joins to another word
/// (`plaats` and `plaat`): each with its other forms. A compound that ends in one behaves like it.
const NOUNS: &[(&str, &[&str])] = &[
    ("grens", &["grenzen"]),
    ("verdrag", &["verdragen"]),
    ("akkoord", &["akkoorden"]),
    ("fonds", &["fondsen"]),
    ("kans", &["kansen"]),
    ("proces", &["processen"]),
    ("adres", &["adressen"]),
    ("congres", &["congressen"]),
    ("balans", &["balansen"]),
    ("toets", &["toetsen"]),
    ("fiets", &["fietsen"]),
    ("plaats", &["plaatsen"]),
    ("advies", &["adviezen"]),
    ("verlies", &["verliezen"]),
    ("mens", &["mensen"]),
    ("koers", &["koersen"]),
    ("beurs", &["beurzen"]),
    ("impuls", &["impulsen"]),
    ("korps", &["korpsen"]),
    ("accijns", &["accijnzen"]),
    ("haven", &["havens"]),
    ("keten", &["ketens", "ketenen"]),
    ("wapen", &["wapens"]),
    ("wagen", &["wagens"]),
    ("inkomen", &["inkomens"]),
    ("vermogen", &["vermogens"]),
    ("gegeven", &["gegevens"]),
    ("molen", &["molens"]),
    ("toren", &["torens"]),
    ("examen", &["examens"]),
    ("maatregel", &["maatregelen", "maatregels"]),
    ("toeslag", &["toeslagen"]),
    ("opslag", &["opslagen"]),
    ("grondslag", &["grondslagen"]),
    ("verbod", &["verboden"]),
    ("gebrek", &["gebreken"]),
    ("sector", &["sectoren", "sectors"]),
    ("factor", &["factoren"]),
    ("reactor", &["reactoren", "reactors"]),
    ("indicator", &["indicatoren"]),
    ("monitor", &["monitoren", "monitors"]),
    ("snelweg", &["snelwegen"]),
    ("spoorweg", &["spoorwegen"]),
    ("vaarweg", &["vaarwegen"]),
    ("waterweg", &["waterwegen"]),
    ("rijksweg", &["rijkswegen"]),
    ("fietspad", &["fietspaden"]),
    ("schuld", &["schulden"]),
    ("veld", &["velden"]),
    ("beeld", &["beelden"]),
    ("woord", &["woorden"]),
    ("geld", &["gelden"]),
    ("standaard", &["standaarden"]),
    ("apotheek", &["apotheken"]),
    ("hypotheek", &["hypotheken"]),
    ("bibliotheek", &["bibliotheken"]),
    ("probleem", &["problemen"]),
    ("nadeel", &["nadelen"]),
    ("voordeel", &["voordelen"]),
    ("materiaal", &["materialen"]),
    ("initiatief", &["initiatieven"]),
    ("alternatief", &["alternatieven"]),
    ("iteit", &["iteiten"]),
    ("baarheid", &["baarheden"]),
    ("overheid", &["overheden"]),
    ("eenheid", &["eenheden"]),
    ("hoeveelheid", &["hoeveelheden"]),
    ("minderheid", &["minderheden"]),
    ("stelsel", &["stelsels"]),
    ("markt", &["markten"]),
    ("waarde", &["waarden", "waardes"]),
    ("beginsel", &["beginselen"]),
    ("slid", &["sleden"]),
    ("kamerlid", &["kamerleden"]),
    ("statenlid", &["statenleden"]),
    ("kind", &["kinderen"]),
    ("schip", &["schepen"]),
    ("centrum", &["centra", "centrums"]),
    ("museum", &["musea", "museums"]),
    ("crisis", &["crises", "crisissen"]),
    ("criterium", &["criteria"]),
    ("politicus", &["politici"]),
    ("provinciaal", &["provinciale"]),
    ("hoofdstad", &["hoofdsteden"]),
    ("binnenstad", &["binnensteden"]),
    ("instelling", &["instellingen"]),
    ("briefing", &["briefings"]),
    ("planning", &["planningen"]),
    ("rekening", &["rekeningen"]),
    (
        "begeleid",
        &["begeleiding", "begeleiden", "begeleidt", "begeleide"],
    ),
    ("veilig", &["veilige", "veiliger", "veiligheid"]),
    ("veiling", &["veilingen"]),
    ("openbaar", &["openbare", "openbaarheid"]),
];

/// Whole words that the stemmer joins to unlike ones (`ouderen` to `ouders`, `korting` to `kort`,
/// `zorg` to `zorgen`, `wijziging` to `wijzen`) or leaves apart (`stad` and `steden`): each with its other forms. Words that end in one are left alone.
const WORDS: &[(&str, &[&str])] = &[
    ("zorgen", &["zorgt", "zorgde", "gezorgd"]),
    ("lid", &["leden"]),
    ("stad", &["steden"]),
    ("weg", &["wegen"]),
    ("leiding", &["leidingen"]),
    ("houding", &["houdingen"]),
    ("voorstelling", &["voorstellingen"]),
    ("ronde", &["ronden", "rondes"]),
    ("passend", &["passende"]),
    ("geldig", &["geldige", "geldigheid"]),
    ("weerbaar", &["weerbare", "weerbaarheid"]),
    ("leefbaar", &["leefbare", "leefbaarheid"]),
    ("ouderen", &[]),
    ("vereniging", &["verenigingen"]),
    ("korting", &["kortingen"]),
    ("scholing", &["scholingen"]),
    ("handeling", &["handelingen"]),
    ("beschikbaar", &["beschikbare", "beschikbaarheid"]),
    ("beschikking", &["beschikkingen"]),
    ("betrekking", &["betrekkingen"]),
    (
        "wijzig",
        &[
            "wijzigen",
            "wijzigt",
            "wijziging",
            "wijzigingen",
            "gewijzigd",
            "gewijzigde",
        ],
    ),
    ("richting", &["richtingen"]),
    ("werving", &[]),
    ("uiting", &["uitingen"]),
    ("middelbaar", &["middelbare"]),
    ("relatief", &["relatieve"]),
    ("nodig", &["nodige"]),
    ("spanje", &[]),
    ("maarten", &[]),
    ("derde", &["derden"]),
];

static ENDINGS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let forms = |(noun, others): &(&'static str, &'static [&'static str])| {
        let noun = *noun;
        let others = others.iter().map(move |other| (*other, noun));
        std::iter::once((noun, noun)).chain(others)
    };
    NOUNS.iter().flat_map(forms).collect()
});

static WHOLE: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let forms = |(word, others): &(&'static str, &'static [&'static str])| {
        let word = *word;
        let others = others.iter().map(move |other| (*other, word));
        std::iter::once((word, word)).chain(others)
    };
    WORDS.iter().flat_map(forms).collect()
});

/// The stem of a word that is listed, or ends in one of the nouns above.
fn exception(folded: &str) -> Option<String> {
    if let Some(word) = WHOLE.get(folded) {
        return Some((*word).to_owned());
    }
    let starts = folded.char_indices().map(|(i, _)| i);
    let ending = starts
        .filter(|start| *start != 1)
        .find_map(|start| ENDINGS.get(&folded[start..]).map(|noun| (start, noun)));
    ending.map(|(start, noun)| format!("{}{noun}", &folded[..start]))
}

fn is_participle(folded: &str) -> bool {
    let plain = folded.trim_end_matches("en").trim_end_matches('e');
    plain.len() > 6 && (plain.ends_with("eerd") || plain.ends_with("ierd"))
}

/// How Dutch makes compounds: *gezondheid-s-zorg*, *ziekte-n-beeld*, *boek-en-bon*.
pub(crate) const COMPOUNDS: Rules = Rules {
    links: &[("", 0), ("s", -2), ("en", 2), ("n", 3), ("e", 3), ("er", 4)],
    no_parts: &[
        "aan", "aard", "achter", "achtig", "alle", "alles", "anti", "baar", "baarheid", "beide",
        "binnen", "boven", "buiten", "daar", "deze", "dien", "door", "ende", "eerd", "eerde",
        "eert", "enkele", "eren", "erende", "even", "gang", "gehele", "gelijk", "geven", "gaande",
        "gesteld", "gestelde", "haar", "haft", "hebben", "heden", "heid", "heel", "hier", "hoge",
        "houdende", "hoog", "ieder", "ingen", "inge", "inter", "isch", "ische", "klein", "komen",
        "kort", "krijgen", "laag", "laat", "lang", "langs", "lijk", "lijke", "ling", "lingen",
        "loos", "loosheid", "loze", "maken", "male", "matig", "matige", "mede", "meer", "ment",
        "midden", "naal", "naar", "nale", "nemen", "niet", "onder", "ongeveer", "over", "rende",
        "rijk", "rijke", "samen", "schap", "schappen", "sinds", "stellen", "ster", "sters", "sten",
        "tegen", "tegemoet", "teit", "terecht", "teren", "terug", "teur", "teuren", "tief", "tiek",
        "tieke", "tige", "tijd", "tijdens", "toen", "trans", "tussen", "vast", "veel", "vinden",
        "voor", "vrij", "waar", "minder", "open", "rijks", "staats", "stop", "eerste", "houd",
        "waard", "waardig", "waardige", "waarin", "want", "weer", "welk", "welke", "worden",
        "zaam", "zelf", "zelfs", "zich", "zijn", "zonder",
    ],
    whole: &[
        "gelderland",
        "middelburg",
        "nederland",
        "ijmuiden",
        "dijkgraaf",
        "maastricht",
        "waterstof",
        "waterstaat",
        "stikstof",
        "rechtbank",
        "jaarverslag",
        "maatwerk",
    ],
};

/// Words that a point follows within a sentence, without that point.
pub(crate) const ABBREVIATIONS: &[&str] = &[
    "aanh", "art", "artt", "bijl", "bijv", "bv", "blz", "ca", "cie", "dhr", "dr", "drs", "dwz",
    "enz", "etc", "evt", "excl", "fig", "ggz", "hfst", "incl", "ing", "ir", "jl", "lid", "max",
    "mevr", "min", "mln", "mld", "mr", "mw", "nl", "nr", "nrs", "par", "pag", "plm", "prof", "red",
    "resp", "sec", "st", "tel", "tk", "vgl", "vz", "zgn",
];

/// Words that a text of some length cannot do without, and that neither German nor English has.
pub(crate) const FUNCTION_WORDS: &[&str] = &[
    "de", "het", "een", "van", "voor", "met", "niet", "naar", "zijn", "wordt", "worden", "bij",
    "ook", "aan", "om", "uit", "over", "tot", "deze", "dit", "dat", "heeft", "hebben", "er",
    "maar", "te", "en", "door", "inzake", "tussen", "inzet", "lid", "leden", "moet", "moeten",
    "kan", "geen", "meer", "ter", "ten", "onder", "tegen", "zonder", "hun", "waarin", "waarbij",
    "tijdens", "op",
];
