//! Which reports changed: rows of the House's OData, the newest report of each sitting, and the
//! pages that follow. The reports themselves are read in `report`.

use super::EXPECTED;
use crate::connector::{Harvest, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::json::{self, list, string};
use crate::kinds::tweede_kamer::notes::{FollowUp, Marks, Note, complete};
use crate::kinds::tweede_kamer::{base, paging};
use jiff::{SignedDuration, Timestamp};
use noaber_domain::Source;
use noaber_domain::source::Cursor;
use serde_json::Value;

const XML: &str = "application/xml, text/xml";
/// The name under which the mark of this kind stands.
const MARK: &str = "Verslag";
/// Changes are read again over this span, since rows are not always published in order.
const OVERLAP: SignedDuration = SignedDuration::from_mins(10);

/// The first request: all reports that changed since the mark, oldest change first; or the page at
/// which the last run broke off.
pub fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<Vec<Request>, Fault> {
    let marks = paging::marks(source, cursor, &[MARK], now)?;
    let first = |marks: &Marks| {
        let from = *marks.read.get(MARK)? - OVERLAP;
        let url = format!(
            "{}/Verslag?$filter=ApiGewijzigdOp%20gt%20{from}&$orderby=ApiGewijzigdOp",
            base(source)
        );
        Some(paging::rows_request(url, marks))
    };
    let request = paging::resume(source, &marks, &[MARK], first);
    Ok(request.into_iter().collect())
}

/// Reads a page of rows: each report with text is asked for, an older one of the same sitting is
/// not.
pub fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let answer = json::value_of(page, EXPECTED)?;
    if let Some(error) = answer.get("error") {
        return Err(Unreadable::Refused {
            expected: EXPECTED,
            why: string(error, &["message"]).unwrap_or_else(|| error.to_string()),
        });
    }
    if !answer.get("value").is_some_and(Value::is_array) {
        return Err(json::form_changed(page, EXPECTED, "there is no 'value'"));
    }
    let rows = list(&answer, "value");
    let mut marks = Note::of(page).marks.unwrap_or_default();
    let next = paging::walk(page, &answer, rows, MARK, &mut marks);
    let mut harvest = Harvest::default();
    let wanted = wanted(rows).into_iter();
    let follow_ups = wanted.map(|id| report_request(source, &id)).collect();
    complete(&mut harvest, follow_ups, Some(marks.cursor()));
    harvest.next.extend(next);
    Ok(harvest)
}

/// The ids of the reports to read: the newest of each sitting that has text. `Casco` is a frame
/// without any.
fn wanted(rows: &[Value]) -> Vec<String> {
    let mut newest: Vec<(String, &Value)> = Vec::new();
    for row in rows {
        let gone = row.get("Verwijderd") == Some(&Value::Bool(true));
        let frame = string(row, &["Status"]).is_none_or(|status| status == "Casco");
        if gone || frame {
            continue;
        }
        let sitting = string(row, &["Vergadering_Id", "Id"]).unwrap_or_default();
        match newest.iter_mut().find(|(known, _)| *known == sitting) {
            Some((_, known)) if paging::changed(row) >= paging::changed(known) => *known = row,
            Some(_) => {}
            None => newest.push((sitting, row)),
        }
    }
    newest
        .into_iter()
        .filter_map(|(_, row)| string(row, &["Id"]))
        .collect()
}

fn report_request(source: &Source, id: &str) -> FollowUp {
    FollowUp {
        url: format!("{}/Verslag({id})/resource", base(source)),
        accept: XML,
        note: Note::default(),
        otherwise: Harvest::default(),
    }
}
