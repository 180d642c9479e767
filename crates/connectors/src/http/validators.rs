//! What servers gave us to ask "anything new?" with: `ETag` and `Last-Modified` by address. The
//! caller loads and saves them; here is no file and no database.

use reqwest::RequestBuilder;
use reqwest::header::{
    ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a server said of one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validator {
    /// The `ETag`, with its quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The `Last-Modified` date as the server wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

impl Validator {
    /// What the headers of an answer give; `None` when they give nothing.
    pub fn of(headers: &HeaderMap) -> Option<Validator> {
        let read = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::to_owned);
        let (etag, last_modified) = (read(ETAG), read(LAST_MODIFIED));
        (etag.is_some() || last_modified.is_some()).then_some(Validator {
            etag,
            last_modified,
        })
    }
}

/// Validators by address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Validators(pub BTreeMap<String, Validator>);

impl Validators {
    /// Adds or replaces validators.
    pub fn extend(&mut self, more: Vec<(String, Validator)>) {
        self.0.extend(more);
    }

    /// Makes a request conditional on what is known of its address.
    pub fn apply(&self, url: &str, mut call: RequestBuilder) -> RequestBuilder {
        if let Some(known) = self.0.get(url) {
            if let Some(etag) = &known.etag {
                call = call.header(IF_NONE_MATCH, etag);
            }
            if let Some(date) = &known.last_modified {
                call = call.header(IF_MODIFIED_SINCE, date);
            }
        }
        call
    }
}
