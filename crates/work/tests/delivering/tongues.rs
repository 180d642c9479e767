//! The same digest in Dutch, German and English. The story begins in `main.rs`.

use crate::desk::*;
use noaber_domain::*;

#[test]
fn a_letter_speaks_the_language_of_its_reader_throughout() {
    let said = [
        (
            Language::De,
            "Noaber Twente: 3 Dokumente für Sie, davon 2 zur Entscheidung",
            [
                "Bahn nach Deutschland",
                "in 4 Tagen",
                "WAS BEVORSTEHT",
                "keine Quelle schweigt",
                "Abbestellen",
            ],
        ),
        (
            Language::En,
            "Noaber Twente: 3 papers for you, 2 of them to decide on",
            [
                "Rail to Germany",
                "in 4 days",
                "WHAT LIES AHEAD",
                "no source is silent",
                "Unsubscribe",
            ],
        ),
    ];
    for (language, subject, words) in said {
        for mut desk in desks() {
            desk.subscribe_in(language, Cadence::AtOnce);
            desk.publish(&[
                spoor("een"),
                paper("drie", "2025-10-01", "Spoorverbinding drie", "2025-12-24"),
                paper("twee", "2025-10-01", "Spoorverbinding twee", "2025-10-15"),
            ]);
            assert_eq!(desk.deliver().sent, 1);
            let [told, text, html] = desk.mails().pop().unwrap();
            assert_eq!(told, subject);
            desk.later(24);
            desk.publish(&[paper(
                "een",
                "2025-10-01",
                "Spoorverbinding een",
                "2025-10-08",
            )]);
            assert_eq!(desk.deliver().sent, 1);
            let [_, changed, _] = desk.mails().pop().unwrap();
            let code = language.code();
            assert!(html.contains(&format!("<html lang=\"{code}\">")), "{html}");
            let all = format!("{text}{changed}").to_lowercase();
            let all = all.split_whitespace().collect::<Vec<_>>().join(" ");
            for word in words {
                assert!(all.contains(&word.to_lowercase()), "{word} in {all}");
            }
            for dutch in [
                " stuk ",
                "sluit",
                "bron",
                "afmelden",
                "waarom",
                "verplaatst",
                "dagen",
            ] {
                assert!(!all.contains(dutch), "{dutch} in {all}");
            }
        }
    }
}
