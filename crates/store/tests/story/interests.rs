//! Interests in the making: what they would find, and the past that waits for them. The story
//! begins in `main.rs`.

use crate::*;
use noaber_store::views::{Count, PreviewAsk};

fn ask(query: &str, saved: Option<&str>) -> PreviewAsk {
    PreviewAsk {
        query: query.into(),
        language: Some(Language::Nl),
        saved: saved.map(str::to_owned),
    }
}

#[test]
fn a_query_shows_what_it_would_find_before_it_is_saved() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let reader = store.reader().unwrap();
        let today = date(2025, 10, 2);
        let preview = reader
            .preview(&region, &ask("spoor, gemeente, zeppelin", None), today)
            .unwrap()
            .unwrap();
        let exactly = |n| Count { n, more: false };
        assert_eq!((preview.week, preview.all), (exactly(2), exactly(2)));
        let hits: Vec<i64> = preview.terms.iter().map(|t| t.all.n).collect();
        assert_eq!(
            hits,
            [1, 2, 0],
            "a word that never hit is told: {:?}",
            preview.terms
        );
        assert_eq!(preview.kept.len(), 2);
        assert_eq!(preview.flood, None);

        let changed = reader
            .preview(
                &region,
                &ask("visserij, spoor", Some("spoor, gemeente")),
                today,
            )
            .unwrap()
            .unwrap();
        let keys = |rows: &[noaber_store::views::SearchRow]| -> Vec<String> {
            rows.iter().map(|r| r.item.key.clone()).collect()
        };
        assert_eq!(keys(&changed.kept), ["tk:1"]);
        assert_eq!(keys(&changed.gained), ["tk:2"]);
        assert_eq!(keys(&changed.lost), ["tk:3"]);
        let german = reader
            .preview(&region, &ask("Bahnverbindung", None), today)
            .unwrap()
            .unwrap();
        assert_eq!(german.all.n, 0, "an interest reads its own language");
        let fault = reader
            .preview(&region, &ask("spoor AND (", None), today)
            .unwrap()
            .unwrap_err();
        assert!(fault.at >= 5, "the place is told: {fault}");
    });
}

#[test]
fn what_is_changed_at_the_desk_outlives_the_pack_and_asks_for_its_past() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let mut change = store.change(&Who::desk(), "matching", now()).unwrap();
        let with = store.reader().unwrap().matched(&region, "v1").unwrap();
        change
            .set_matched(&region, (with.to, LedgerNumber(4)), "v1", &with.fingerprint)
            .unwrap();
        change.commit().unwrap();
        let reader = store.reader().unwrap();
        let mut interest = reader.interests(&region).unwrap().remove(0);
        interest.query = "visserij".into();
        let mut dossier = reader.dossiers(&region).unwrap().remove(0);
        dossier.id = id("zee");
        let mut change = store
            .change(&Who("adviseur".into()), "verbreed", now())
            .unwrap();
        change.save_interest(&region, &interest).unwrap();
        change.save_dossier(&region, &dossier).unwrap();
        change.commit().unwrap();
        let after = reader.matched(&region, "v1").unwrap();
        assert_eq!((after.to, after.fresh), (LedgerNumber(4), true));
        assert_ne!(after.fingerprint, with.fingerprint);
        let waiting = reader.backfills(&region).unwrap();
        assert_eq!((waiting.len(), waiting[0].total), (1, 0));
        assert_eq!(
            reader.history("interest", "spoor-nl", 1).unwrap()[0].why,
            "verbreed"
        );

        let mut change = store.change(&Who::desk(), "load", now()).unwrap();
        change.load_region(&pack()).unwrap();
        change.set_backfill(&region, &interest.id, 1, 2).unwrap();
        change.commit().unwrap();
        assert_eq!(reader.interests(&region).unwrap()[0].query, "visserij");
        assert!(reader.dossier(&region, &id("zee")).unwrap().is_some());
        assert_eq!(reader.backfills(&region).unwrap()[0].done, 1);
        let ask = SearchAsk {
            words: "visserij".into(),
            ..SearchAsk::default()
        };
        let items = reader.candidates(&region, &ask, &id("spoor"), 10).unwrap();
        assert_eq!(items, [ItemId(2)]);
        assert_eq!(
            reader.items(&[ItemId(2), ItemId(99)]).unwrap()[0].item.key,
            "tk:2"
        );
        assert_eq!(reader.heads_after(ItemId(2), 10).unwrap().len(), 2);
        let mut change = store.change(&Who::desk(), "done", now()).unwrap();
        let waiting = reader.backfills(&region).unwrap().remove(0);
        let old = noaber_store::Backfill {
            asked: "earlier".into(),
            ..waiting.clone()
        };
        change.end_backfill(&region, &old).unwrap();
        change.end_backfill(&region, &waiting).unwrap();
        change.commit().unwrap();
        assert!(reader.backfills(&region).unwrap().is_empty());
    });
}

#[test]
fn what_items_mean_is_kept_with_the_version_that_was_read() {
    on_every_engine(|store| {
        with_papers(store);
        let reader = store.reader().unwrap();
        let missing = reader.without_vector("m1", i64::MAX, 10).unwrap();
        assert_eq!(missing.len(), 4);
        assert!(missing[0].0 > missing[1].0, "newest first");
        let mut change = store.change(&Who::desk(), "meaning", now()).unwrap();
        let first = &missing[0].1.head;
        change
            .keep_vectors("m1", vec![(first.id, first.ledger, vec![0, 255, 7])])
            .unwrap();
        change.commit().unwrap();
        assert_eq!(reader.without_vector("m1", i64::MAX, 10).unwrap().len(), 3);
        assert_eq!(reader.without_vector("m2", i64::MAX, 10).unwrap().len(), 4);
        assert_eq!(
            reader.without_vector("m1", missing[1].0, 10).unwrap().len(),
            2
        );
        let kept = reader.vectors("m1", 0, 10).unwrap();
        assert_eq!((kept.len(), kept[0].vector.clone()), (1, vec![0, 255, 7]));
        assert_eq!((kept[0].item, kept[0].country), (first.id, Country::Nl));
        assert!(
            reader
                .vectors("m1", kept[0].written, 10)
                .unwrap()
                .is_empty()
        );
        assert_eq!(reader.vector_count("m1").unwrap(), 1);
    });
}

#[test]
fn an_interest_that_was_taken_out_stays_out() {
    on_every_engine(|store| {
        let region = with_papers(store);
        let of = |store: &Store| store.reader().unwrap().interests(&region).unwrap();
        let gone = of(store)[0].clone();
        let mut change = store.change(&Who::desk(), "leeg", now()).unwrap();
        change.remove_interest(&region, &gone).unwrap();
        change.commit().unwrap();
        assert!(of(store).iter().all(|one| one.id != gone.id));
        let mut change = store.change(&Who::desk(), "pack", now()).unwrap();
        change.load_region(&pack()).unwrap();
        change.commit().unwrap();
        assert!(
            of(store).iter().all(|one| one.id != gone.id),
            "a pack does not bring it back"
        );
        let mut change = store.change(&Who::desk(), "weer", now()).unwrap();
        change.save_interest(&region, &gone).unwrap();
        change.commit().unwrap();
        assert!(of(store).iter().any(|one| one.id == gone.id));
    });
}

#[test]
fn words_are_counted_once_for_each_item() {
    on_every_engine(|store| {
        with_papers(store);
        let reader = store.reader().unwrap();
        let waiting = reader.words_to_count().unwrap();
        assert!(waiting > 0);
        let first = reader.count_words(2).unwrap().unwrap();
        let same = reader.count_words(2).unwrap().unwrap();
        let mut change = store.change(&Who::desk(), "words", now()).unwrap();
        assert!(change.keep_words(first).unwrap());
        assert!(!change.keep_words(same).unwrap(), "nobody counts twice");
        change.commit().unwrap();
        while let Some(counts) = reader.count_words(2).unwrap() {
            let mut change = store.change(&Who::desk(), "words", now()).unwrap();
            change.keep_words(counts).unwrap();
            change.commit().unwrap();
        }
        assert_eq!(reader.words_to_count().unwrap(), 0);
        let words = reader.vocabulary(Language::Nl, 1, 100).unwrap();
        assert!(!words.is_empty() && words.iter().all(|w| w.items <= waiting));
        assert!(words.windows(2).all(|two| two[0].items >= two[1].items));
        let spoor = reader.items_with(Language::Nl, "spoor").unwrap();
        assert!(spoor.n > 0 && !spoor.more);
        let kept = vec![("spoor".to_owned(), vec![1, 2, 3])];
        let mut change = store.change(&Who::desk(), "words", now()).unwrap();
        change
            .keep_word_vectors("m", Language::Nl, kept.clone())
            .unwrap();
        change.commit().unwrap();
        assert_eq!(reader.word_vectors("m", Language::Nl).unwrap(), kept);
        assert!(
            reader
                .word_vectors("other", Language::Nl)
                .unwrap()
                .is_empty()
        );
    });
}
