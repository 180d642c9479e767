//! A paper that is the whole of its case: both are one item, whichever comes first.

use crate::origins::*;
use crate::*;

/// A motion as the register has it: the case with its state, and the paper that is the whole of it.
fn motion() -> [Item; 2] {
    let case = Item {
        kind: ItemKind::Motion,
        topics: vec!["Kabinetsappreciatie: Oordeel Kamer".into()],
        same: vec!["tk:2026Z7".into()],
        state: Some(ItemState::Adopted),
        ..item("tk:zaak:7", "Motie over sloten", "")
    };
    let paper = Item {
        kind: ItemKind::Motion,
        same: vec!["tk:2026D7".into(), "kst-1-7".into(), "tk:zaak:7".into()],
        ..item("tk:document:7", "Motie over sloten", "")
    };
    [case, paper]
}

#[test]
fn a_paper_that_is_the_whole_of_its_case_is_one_item_with_it_and_its_votes_lead_there() {
    on_every_engine(|store| {
        loaded(store);
        let [case, paper] = motion();
        let printed = Item {
            same: vec!["kst-1-7".into()],
            ..item("kst:kst-1-7", "Motie — Sloten", "De Kamer verzoekt.")
        };
        let vote = Item {
            links: vec![
                Link::new(Relation::Concerns, "tk:zaak:7"),
                Link::new(Relation::Concerns, "tk:2026D7"),
            ],
            ..item("tk:besluit:7", "Stemming", "")
        };
        from(store, "tk-zaak", &[vote, case], &[]);
        from(store, "dip", &[printed], &[]);
        let reader = store.reader().unwrap();
        assert_eq!(
            reader.item_count().unwrap(),
            3,
            "nothing tells them one yet"
        );
        from(store, "tk-zaak", &[paper], &[]);
        assert_eq!(content(store).len(), 2);
        let id = reader.item_named("tk:zaak:7").unwrap().unwrap();
        for name in ["tk:document:7", "kst:kst-1-7", "tk:2026Z7", "tk:2026D7"] {
            assert_eq!(reader.item_named(name).unwrap(), Some(id), "{name}");
        }
        let one = reader.item(id).unwrap().unwrap().item;
        assert_eq!(one.state, Some(ItemState::Adopted), "of the case");
        assert_eq!(one.body, "De Kamer verzoekt.", "of the publication");
        assert_eq!(one.topics, ["Kabinetsappreciatie: Oordeel Kamer"]);
        let from_vote = reader.links_from(ItemId(1)).unwrap();
        assert_eq!(from_vote.len(), 1, "two names, one item: {from_vote:?}");
        let trail = reader.trail(id).unwrap();
        let steps: Vec<ItemId> = trail.rows.iter().map(|row| row.item.id).collect();
        assert_eq!(steps.len(), 2, "{trail:?}");
        assert!(steps.contains(&ItemId(1)) && trail.missing.is_empty());
        whole(store);

        from(store, "tk-zaak", &[], &[gone("tk:zaak:7")]);
        let one = reader.item(id).unwrap().unwrap();
        assert_eq!(
            (one.head.gone, one.item.state),
            (None, None),
            "the paper stays"
        );
        whole(store);
    });
}

#[test]
fn a_case_finds_its_paper_whichever_comes_first() {
    on_every_engine(|store| {
        loaded(store);
        let [case, paper] = motion();
        from(store, "tk-zaak", &[paper], &[]);
        from(store, "tk-zaak", &[case], &[]);
        let reader = store.reader().unwrap();
        assert_eq!(reader.item_count().unwrap(), 1);
        let one = reader.item_by_key("tk:zaak:7").unwrap().unwrap();
        assert_eq!(one.item.key, "tk:document:7");
        assert_eq!(one.item.state, Some(ItemState::Adopted));
        whole(store);
    });
}
