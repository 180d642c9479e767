//! The text of a PDF. The reader of the library panics on some files and recurses on others; the
//! first is caught here, the second ends the process this runs in.

use super::{FileFault, paragraphs};

pub(super) fn text(bytes: &[u8]) -> Result<String, FileFault> {
    let broken = |why: String| FileFault::Broken { sort: "PDF", why };
    let read = std::panic::catch_unwind(|| pdf_extract::extract_text_from_mem(bytes));
    match read {
        Ok(Ok(raw)) => Ok(paragraphs(&raw)),
        Ok(Err(fault)) => Err(broken(fault.to_string())),
        Err(_) => Err(broken("its reader broke down on it".into())),
    }
}
