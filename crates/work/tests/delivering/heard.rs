//! What a letter says of sources that were never read or that failed, and of a meeting that was called
//! off. The story begins in `main.rs`.

use crate::desk::*;
use noaber_domain::*;
use noaber_store::RunEnd;
use noaber_work::digest;

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_desk_that_has_heard_nothing_does_not_say_that_nothing_is_silent() {
    for desk in desks() {
        let added = desk.subscribe(Cadence::AtOnce);
        let place = digest::desk(&desk.region, Some(DESK.into()));
        let said = || {
            let reader = desk.store.reader().unwrap();
            let one = reader.subscriber(&desk.region.id, added.id);
            let one = one.unwrap().unwrap();
            let ctx = desk.ctx();
            let read = digest::read(&desk.store, &ctx, &place, &one, None, Language::Nl);
            let feed = digest::feed(&desk.store, &ctx, &place, &added.secret);
            [read.unwrap().unwrap().heard, feed.unwrap().unwrap()]
        };
        for text in said() {
            let never = "0 stukken gelezen uit 0 bronnen; 1 bron is nog nooit gelezen (Stukken).";
            assert!(text.contains(never), "{text}");
        }
        let source: SourceId = "stukken".parse().unwrap();
        let mut change = desk.store.change(&Who::desk(), "", desk.now).unwrap();
        let run = change.begin_run(&source).unwrap();
        let failed = RunEnd::Failed("no answer".into());
        change.end_run(&source, run, &failed).unwrap();
        change.commit().unwrap();
        for text in said() {
            assert!(text.contains("1 bron geeft een fout (Stukken)."), "{text}");
            assert!(!text.contains("stil"), "{text}");
        }
    }
}

#[test]
fn a_meeting_that_was_called_off_says_so_to_who_knew_of_it_and_to_who_did_not() {
    for mut desk in desks() {
        desk.subscribe(Cadence::AtOnce);
        desk.publish(&[spoor("debat")]);
        assert_eq!(desk.deliver().sent, 1);
        desk.subscribe(Cadence::AtOnce);
        desk.later(1);
        let off = spoor("debat").replace("\"dates\"", "\"state\":\"cancelled\",\"dates\"");
        desk.publish(&[off]);
        assert_eq!(desk.deliver().sent, 2);
        let mails = desk.mails();
        let said = "Vervallen: Vergadering ma 6 okt 13:00";
        for [_, text, html] in &mails[1..] {
            assert!(flat(html).contains(said), "{html}");
            let text = flat(text);
            let loud = text.contains(&said.to_uppercase());
            assert!(loud || text.contains(said), "{text}");
            assert!(!text.contains("Stand: vervallen"), "{text}");
        }
        let changed = mails[1..]
            .iter()
            .filter(|m| m[1].contains("Gewijzigd sinds"));
        assert_eq!(changed.count(), 1, "one of the two knew of it");
    }
}
