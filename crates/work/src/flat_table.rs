//! The flat table of Bundestag procedures of older terms, as pages in the shape in which the living
//! service sends procedures. What a procedure means is the business of its kind.

use crate::collect::Recorded;
use csv::{ReaderBuilder, StringRecord};
use serde_json::{Value, json};
use std::io::Read;

/// Rows that make a page.
const ROWS: usize = 1_000;

/// The rows of a table with tabs between its cells, each as a procedure.
pub fn procedures(
    table: impl Read,
) -> Result<impl Iterator<Item = Result<Value, csv::Error>>, csv::Error> {
    let mut reader = ReaderBuilder::new();
    reader.delimiter(b'\t').flexible(true);
    let mut table = reader.from_reader(table);
    let columns = table.headers()?.clone();
    let rows = table.into_records();
    Ok(rows.map(move |row| Ok(procedure(&columns, &row?))))
}

/// The same as pages of a thousand. A table that breaks off gives what came before, then the fault.
pub fn pages(
    table: impl Read,
) -> Result<impl Iterator<Item = Result<Recorded, csv::Error>>, csv::Error> {
    let mut rows = procedures(table)?;
    let (mut page, mut broken) = (0, None);
    Ok(std::iter::from_fn(move || {
        if let Some(fault) = broken.take() {
            return Some(Err(fault));
        }
        let mut documents = Vec::new();
        while documents.len() < ROWS && broken.is_none() {
            match rows.next() {
                Some(Ok(procedure)) => documents.push(procedure),
                Some(Err(fault)) => broken = Some(fault),
                None => break,
            }
        }
        if documents.is_empty() {
            return broken.take().map(Err);
        }
        page += 1;
        Some(Ok(Recorded {
            name: format!("vorgang-{page}.json"),
            bytes: json!({ "documents": documents }).to_string().into_bytes(),
        }))
    }))
}

fn procedure(columns: &StringRecord, row: &StringRecord) -> Value {
    let cell = |name: &str| {
        let at = columns.iter().position(|column| column == name)?;
        row.get(at).filter(|text| !text.is_empty())
    };
    let several = |name: &str| -> Vec<&str> {
        let text = cell(name).map(|text| text.split('|').collect());
        text.unwrap_or_default()
    };
    let subjects: Vec<Value> = several("schlagworte")
        .into_iter()
        .map(|name| json!({ "name": name, "typ": "Sachbegriffe", "fundstelle": false }))
        .collect();
    json!({
        "id": cell("vorgang_id"),
        "typ": "Vorgang",
        "vorgangstyp": cell("vorgangstyp"),
        "wahlperiode": cell("wahlperiode").and_then(|term| term.parse::<i64>().ok()),
        "datum": cell("erste_fundstelle"),
        "titel": cell("titel"),
        "abstract": cell("abstrakt"),
        "sachgebiet": several("sachgebiet"),
        "initiative": several("initiative"),
        "deskriptor": subjects,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "vorgang_id\tvorgangstyp\twahlperiode\terste_fundstelle\ttitel\tabstrakt\tsachgebiet\tinitiative\tschlagworte\n";

    #[test]
    fn a_row_becomes_a_procedure_as_the_service_sends_it() {
        let table = format!(
            "{HEAD}77\tAntrag\t18\t2016-02-01\tBahn nach Enschede\t\tVerkehr|Europa\t\tBahn|Grenze\n"
        );
        let row = procedures(table.as_bytes())
            .unwrap()
            .next()
            .unwrap()
            .unwrap();
        assert_eq!(row["id"], "77");
        assert_eq!(row["wahlperiode"], 18);
        assert_eq!(row["sachgebiet"], json!(["Verkehr", "Europa"]));
        assert_eq!(row["deskriptor"][1]["name"], "Grenze");
        assert!(row["abstract"].is_null() && row["initiative"] == json!([]));
    }

    #[test]
    fn pages_hold_a_thousand_and_a_broken_table_gives_what_came_before() {
        let mut table = HEAD.to_owned();
        (0..1_001).for_each(|n| table.push_str(&format!("{n}\tAntrag\n")));
        let mut bytes = table.into_bytes();
        let names = |bytes: &[u8]| -> Vec<Result<String, String>> {
            let pages = pages(bytes).unwrap();
            pages
                .map(|p| p.map(|p| p.name).map_err(|e| e.to_string()))
                .collect()
        };
        let both = [
            Ok("vorgang-1.json".to_owned()),
            Ok("vorgang-2.json".to_owned()),
        ];
        assert_eq!(names(&bytes), both);
        bytes.extend_from_slice(b"\xff\xfe\tAntrag\n");
        let told = names(&bytes);
        assert!(
            told.len() == 3 && told[..2] == both && told[2].is_err(),
            "{told:?}"
        );
    }
}
