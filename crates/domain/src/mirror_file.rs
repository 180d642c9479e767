//! A mirror file: the files of one matter on all sides of the border, held side by side in a dossier.
//! What stands in a file and how it goes on is known from its item; here is who decides on it.

use crate::id::{DossierId, ItemId};
use crate::item::ItemKind;
use serde::{Deserialize, Serialize};

/// Longest name of an authority, in characters.
const LONGEST: usize = 200;

/// One file of a dossier: the Dutch case, the German procedure or the European one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MirrorFile {
    /// The dossier that holds it.
    pub dossier: DossierId,
    /// The item that stands for the file: a bill, a case, a procedure.
    pub item: ItemId,
    /// Who decides there, as the desk wrote it; empty where it wrote nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub competent: String,
}

/// A name of an authority that cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the name of an authority is one line of at most 200 characters")]
pub struct BadName;

/// Brings the name of an authority into its form: one line, without space around it.
pub fn competent(text: &str) -> Result<String, BadName> {
    let text = text.trim();
    let plain = !text.chars().any(char::is_control);
    match plain && text.chars().count() <= LONGEST {
        true => Ok(text.to_owned()),
        false => Err(BadName),
    }
}

/// Whether an item of this sort can stand for a file that goes through stages.
pub fn may_stand_for(kind: ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Bill
            | ItemKind::Law
            | ItemKind::Proposal
            | ItemKind::Motion
            | ItemKind::Letter
            | ItemKind::Consultation
            | ItemKind::Report
            | ItemKind::Question
            | ItemKind::Other
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_authority_is_one_short_line() {
        assert_eq!(
            competent("  Ministerie van BZK "),
            Ok("Ministerie van BZK".into())
        );
        assert_eq!(competent(""), Ok(String::new()));
        assert_eq!(competent("a\nb"), Err(BadName));
        assert_eq!(competent(&"a".repeat(201)), Err(BadName));
    }

    #[test]
    fn what_only_happens_stands_for_no_file() {
        assert!(may_stand_for(ItemKind::Bill) && !may_stand_for(ItemKind::Vote));
    }
}
