//! Taking a paper down by the verb that the command line uses. The story begins in `main.rs`.

use crate::*;
use noaber_work::take_down::{lift, take_down};

#[test]
fn a_paper_is_taken_down_with_a_reason_and_comes_again_when_that_is_lifted() {
    on_every_engine(|store| {
        let lines = [paper("stuk:1", "2025-09-30", "De trein naar Duitsland")];
        take(store, &lines);
        match_all(store);
        assert_eq!(titles(store).len(), 1);
        let reader = store.reader().unwrap();
        let item = reader.item_named("stuk:1").unwrap().unwrap();
        assert!(matches!(
            take_down(store, &ctx(), item, "  "),
            Err(Refused::NoReason)
        ));
        assert_eq!(
            take_down(store, &ctx(), item, "verzoek").unwrap().signals,
            1
        );
        assert!(titles(store).is_empty());
        let again = take_down(store, &ctx(), item, "verzoek");
        assert!(matches!(again, Err(Refused::Unknown { noun: "item", .. })));
        take(store, &lines);
        match_all(store);
        assert!(
            titles(store).is_empty(),
            "a later harvest does not bring it back"
        );

        lift(store, &ctx(), item, "vergissing").unwrap();
        assert!(lift(store, &ctx(), item, "vergissing").is_err());
        take(store, &lines);
        match_all(store);
        assert_eq!(titles(store), ["De trein naar Duitsland"]);
    });
}
