//! The questions put to CELLAR, in SPARQL. What is done with the answers is not known here.

use jiff::ToSpan;
use jiff::civil::Date;
use noaber_domain::Language;

const PREFIXES: &str = "PREFIX cdm: <http://publications.europa.eu/ontology/cdm#>\n\
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n\
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n";
const MODIFIED: &str = "<http://publications.europa.eu/ontology/cdm/cmr#lastModificationDate>";
const LANGUAGES: &str = "http://publications.europa.eu/resource/authority/language/";
/// Works of one day at most; no day has a tenth of it.
pub const MOST: usize = 5_000;

/// Which works bear the date of this day, and when each was last changed. Without an order: that
/// would time out.
pub fn works_of(day: Date) -> String {
    let next = day.saturating_add(1.day());
    format!(
        "{PREFIXES}SELECT DISTINCT ?work ?celex ?modified WHERE {{\n\
         ?work cdm:work_date_document ?date ; cdm:resource_legal_id_celex ?celex .\n\
         FILTER(?date >= \"{day}\"^^xsd:date && ?date < \"{next}\"^^xsd:date)\n\
         FILTER NOT EXISTS {{ ?work cdm:do_not_index \"true\"^^xsd:boolean }}\n\
         OPTIONAL {{ ?work {MODIFIED} ?modified }}\n\
         }} LIMIT {MOST}"
    )
}

/// What there is to say of these works, a row a fact: its field, its value, and the language of a
/// title. Words come in `language`.
pub fn facts_of(works: &[String], language: Language) -> String {
    let works: String = works.iter().map(|work| format!(" <{work}>")).collect();
    let code = language.code();
    let word = |field: &str, path: &str| {
        format!(
            "{{ ?work {path} ?concept . ?concept skos:prefLabel ?value . \
             FILTER(LANG(?value) = \"{code}\") BIND(\"{field}\" AS ?field) }}"
        )
    };
    let act = |field: &str, path: &str| {
        format!(
            "{{ ?work {path} ?other . ?other cdm:resource_legal_id_celex ?value . \
             BIND(\"{field}\" AS ?field) }}"
        )
    };
    let title = format!(
        "{{ ?expression cdm:expression_belongs_to_work ?work ; cdm:expression_uses_language ?tongue ; \
         cdm:expression_title ?value . FILTER(?tongue IN (<{LANGUAGES}NLD>, <{LANGUAGES}DEU>, <{LANGUAGES}ENG>)) \
         BIND(STRAFTER(STR(?tongue), \"/language/\") AS ?lang) BIND(\"title\" AS ?field) }}"
    );
    let procedure = "{ ?work cdm:work_part_of_dossier ?dossier . \
         ?dossier cdm:procedure_code_interinstitutional_reference_procedure ?value . \
         BIND(\"procedure\" AS ?field) }";
    let adopted = "{ ?act cdm:resource_legal_adopts_resource_legal ?work ; \
         cdm:resource_legal_id_celex ?value . BIND(\"adopted_by\" AS ?field) }";
    let facts = [
        title,
        word("sort", "cdm:work_has_resource-type"),
        word("subject", "cdm:work_is_about_concept_eurovoc"),
        word("agent", "cdm:work_created_by_agent"),
        act("amends", "cdm:resource_legal_amends_resource_legal"),
        act("based_on", "cdm:resource_legal_based_on_resource_legal"),
        act("adopts", "cdm:resource_legal_adopts_resource_legal"),
        procedure.to_owned(),
        adopted.to_owned(),
    ];
    format!(
        "{PREFIXES}SELECT DISTINCT ?celex ?date ?field ?value ?lang WHERE {{\n\
         VALUES ?work {{{works} }}\n\
         ?work cdm:resource_legal_id_celex ?celex ; cdm:work_date_document ?date .\n{}\n}}",
        facts.join("\nUNION ")
    )
}
