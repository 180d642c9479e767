//! What is particular to each language: one small file each. Another language is another file, a
//! variant of [`crate::Lang`] and a line in the tables that use them.

pub(crate) mod de;
pub(crate) mod en;
pub(crate) mod nl;
