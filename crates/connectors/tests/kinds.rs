//! The kinds that a region pack may name are the kinds there are.

use noaber_connectors::kinds;

#[test]
fn a_pack_may_name_every_kind_and_no_other() {
    let mut known: Vec<&str> = kinds::ALL.iter().map(|kind| (kind.card)().code).collect();
    let mut named: Vec<&str> = noaber_domain::pack::SOURCE_KINDS.to_vec();
    known.sort_unstable();
    named.sort_unstable();
    assert_eq!(known, named);
}
