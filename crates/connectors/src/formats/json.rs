//! JSON pages: the guard, and small readers of values that may be absent, null or of another
//! type. What the fields mean is for the kinds.

use super::guard::{Form, start_of, text_of};
use crate::connector::{Page, Unreadable};
use serde_json::Value;

/// The JSON value of a page; `Unreadable` says whether it was empty, HTML, cut off or broken.
pub fn value_of(page: &Page, expected: &'static str) -> Result<Value, Unreadable> {
    let text = text_of(page, Form::Json, expected)?;
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|fault| {
        let start = start_of(&text);
        if fault.is_eof() {
            Unreadable::Truncated {
                expected,
                length: page.body.len(),
                start,
            }
        } else {
            Unreadable::Malformed {
                expected,
                why: fault.to_string(),
                start,
            }
        }
    })
}

/// The first of `names` that holds a string with more than white space, or a number.
pub fn string(record: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match record.get(*name)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// All strings of a field that holds a string or an array of strings.
pub fn strings(record: &Value, name: &str) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match record.get(name) {
        Some(Value::Array(values)) => values.iter().filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The members of an array field; nothing when it is absent or no array.
pub fn list<'a>(record: &'a Value, name: &str) -> &'a [Value] {
    record
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Why a sound page of JSON is not in the form that we know.
pub fn form_changed(page: &Page, expected: &'static str, why: &str) -> Unreadable {
    Unreadable::FormChanged {
        expected,
        why: why.to_owned(),
        start: start_of(&String::from_utf8_lossy(&page.body)),
    }
}
