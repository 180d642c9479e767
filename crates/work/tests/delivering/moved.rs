//! A desk moves by export and import: who was told what goes along, secrets do not, and what no server
//! took is told from the new desk. The story begins in `main.rs`.

use crate::desk::*;
use noaber_domain::*;
use noaber_store::{AT_REST, Store, export, import};
use noaber_testkit::{SmtpDeed, SmtpPoint};
use noaber_work::deliver::Delivered;
use noaber_work::digest;

#[test]
fn nothing_is_sent_twice_or_lost_and_nothing_goes_out_before_somebody_resumes_it() {
    for (mut desk, fresh) in desks().into_iter().zip(noaber_testkit::databases()) {
        let added = desk.subscribe(Cadence::AtOnce);
        desk.publish(&[spoor("een")]);
        assert_eq!(desk.deliver().sent, 1);
        desk.later(1);
        desk.publish(&[spoor("twee")]);
        desk.server
            .once(SmtpPoint::Mail, SmtpDeed::Say("451 later"));
        assert_eq!(desk.deliver().later, 1);

        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        export(&desk.store, &desk.region.id, &out, desk.now, |_, _| {}).unwrap();
        let file = std::fs::read_to_string(out.join("outbox.jsonl")).unwrap();
        assert!(
            !file.contains("secret") && !file.contains("Spoorverbinding"),
            "{file}"
        );
        let moved = Store::open(&fresh.address, desk.now).unwrap();
        import(&moved, &out, &Who::desk(), desk.now, |_, _| {}).unwrap();
        let before = std::mem::replace(&mut desk.store, moved);
        drop(before);

        let reader = desk.store.reader().unwrap();
        let one = reader.subscribers(&desk.region.id).unwrap().remove(0);
        assert_eq!((one.id, one.number), (added.id, 2));
        assert_eq!(one.paused_until, Some(AT_REST));
        let place = digest::desk(&desk.region, None);
        let feed = digest::feed(&desk.store, &desk.ctx(), &place, &added.secret).unwrap();
        assert_eq!(feed, None, "the old address of the feed opens nothing");
        desk.later(24);
        assert_eq!(desk.deliver(), Delivered::default(), "it rests");
        let states = [("moved".to_owned(), 1), ("sent".to_owned(), 1)];
        assert_eq!(desk.states(), states);

        digest::pause(&desk.store, &desk.ctx(), one.id, None).unwrap();
        desk.publish(&[spoor("drie")]);
        assert_eq!(desk.deliver().sent, 1);
        for (key, times) in [("een", 1), ("twee", 1), ("drie", 1)] {
            let words = format!("Spoorverbinding {key} over");
            assert_eq!(count(&desk, &words), times, "{key}");
        }
        assert_eq!(desk.letters().len(), 2);
    }
}
