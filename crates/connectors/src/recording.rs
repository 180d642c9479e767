//! Reading pages that were recorded earlier, from a file instead of the network. Where the files
//! lie is the caller's matter.

use crate::connector::{Harvest, Kind, Page, Unreadable};
use noaber_domain::Source;

/// Reads a recorded page of a source. `name` is the file's name; it serves as the address, so that
/// a kind can find in it what an address would tell (`kst-36045-299.xml`). No requests follow from
/// a recording and it moves no cursor.
pub fn read_recording(
    kind: Kind,
    source: &Source,
    bytes: &[u8],
    name: &str,
) -> Result<Harvest, Unreadable> {
    let page = Page {
        url: format!("recording:/{name}"),
        status: 200,
        content_type: None,
        body: bytes.to_vec(),
        retrieved: jiff::Timestamp::UNIX_EPOCH,
        carry: None,
        headers: Vec::new(),
    };
    let mut harvest = (kind.read)(source, &page)?;
    harvest.next.clear();
    harvest.cursor = None;
    Ok(harvest)
}
