//! Everything that others wrote, as hostile as it can be, through every form of a digest: nothing of it
//! runs, ends a line that it should not, or turns the line around.

use jiff::civil::date;
use noaber_domain::*;
use noaber_reports::spoken::spoken;
use noaber_reports::{
    Ahead, Changed, Digest, Entry, Heard, News, Silence, Touch, Unheard, atom, mail,
};

const EVIL: &str = "<script>alert('1')</script>\r\nBcc: x@elders.example\r\n\r\n\u{0}\u{7}\u{1b}[31m\"'><img src=x onerror=alert(1)>\u{202e}txt\u{2066}\u{2028}\u{200f}&amp;]]>--><!-- einde";

fn wording() -> Wording {
    Wording::of(Language::Nl, EVIL)
}

fn touch() -> Touch {
    Touch {
        dossier: "spoor".parse().expect("an id"),
        title: wording(),
        signal: Some(SignalId(1)),
        score: Share::new(0.9),
        tier: Tier::Decide,
        bearing: Bearing::Threat,
        reasons: vec![Reason {
            code: "title-hit".into(),
            words: vec![EVIL.into()],
            share: 0.9,
        }],
        passages: vec![Passage {
            field: Field::Body,
            text: EVIL.into(),
            marks: vec![(0, 8)],
        }],
    }
}

fn entry(nr: i64, news: News, url: &str) -> Entry {
    Entry {
        item: ItemId(nr),
        ledger: LedgerNumber(nr),
        found: "2025-10-02T08:00:00Z".parse().expect("a moment"),
        news,
        title: EVIL.into(),
        language: Some(Language::De),
        url: url.into(),
        source: wording(),
        kind: ItemKind::Debate,
        label: Some(EVIL.into()),
        country: Country::De,
        published: Some(date(2025, 10, 1)),
        tier: Tier::Decide,
        deadline: None,
        off: None,
        changes: vec![Changed::Title(EVIL.into())],
        touches: vec![touch()],
    }
}

fn digest() -> Digest {
    let on = ItemDate {
        on: date(2025, 10, 6),
        at: None,
        what: DateKind::Deadline,
    };
    Digest {
        region: wording(),
        region_id: "twente".into(),
        number: 1,
        language: Language::Nl,
        reader: EVIL.into(),
        made: "2025-10-02T08:00:00Z".parse().expect("a moment"),
        today: date(2025, 10, 2),
        entries: vec![
            entry(1, News::New, "javascript:alert(1)"),
            entry(2, News::Changed, "https://example.org/\"><script>"),
            entry(3, News::Withdrawn, "https://example.org/3"),
        ],
        more: true,
        silences: vec![Silence {
            source: "stukken".parse().expect("an id"),
            name: wording(),
            since: Some(date(2025, 9, 24)),
            noticed: "2025-10-02T08:00:00Z".parse().expect("a moment"),
            changed: "2025-10-02T08:00:00Z".parse().expect("a moment"),
            expected: 3.0,
            until: None,
        }],
        ahead: vec![Ahead {
            date: on,
            item: ItemId(4),
            title: EVIL.into(),
            language: None,
            url: "data:text/html,x".into(),
            dossiers: vec![wording()],
            reminder: None,
            due: false,
        }],
        heard: Heard {
            papers: 3,
            sources: 1,
            unheard: Some(vec![Unheard {
                why: "failing".into(),
                names: vec![wording(); 4],
            }]),
        },
        desk: None,
        stop: None,
    }
}

/// Characters that steer, break or turn a line.
fn steers(text: &str, breaks: &str) -> Option<char> {
    let turns = "\u{202e}\u{2066}\u{2028}\u{200f}";
    text.chars()
        .find(|c| (c.is_control() && !breaks.contains(*c)) || turns.contains(*c))
}

#[test]
fn a_subject_is_one_line() {
    let subject = mail(&digest()).subject;
    assert_eq!(steers(&subject, ""), None, "{subject:?}");
}

#[test]
fn markup_holds_nothing_that_others_wrote_as_markup() {
    let html = mail(&digest()).html;
    let xml = atom::atom(&digest(), None);
    for (text, own) in [(&html, "<!doctype"), (&xml, "<?xml")] {
        assert!(text.starts_with(own));
        assert_eq!(steers(text, "\n\t"), None);
        for bad in ["<script", "<img", "]]>", "<!--", "javascript:", "data:text"] {
            assert!(!text.contains(bad), "{bad} in {text}");
        }
        assert!(text.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"));
    }
    let addresses = html.split("href=\"").skip(1);
    for address in addresses.map(|rest| rest.split('"').next().unwrap_or_default()) {
        assert!(address.starts_with("https://example.org/"), "{address}");
    }
    // In an attribute or an element, every mark of markup is ours: they come in pairs.
    assert_eq!(html.matches('<').count(), html.matches('>').count());
    assert_eq!(xml.matches('<').count(), xml.matches('>').count());
}

#[test]
fn in_plain_text_nothing_begins_a_line_of_its_own() {
    let text = mail(&digest()).text;
    assert_eq!(steers(&text, "\n"), None, "{text:?}");
    assert_eq!(text.matches("-- \n").count(), 1, "one signature: ours");
    let wide = text.lines().find(|line| line.chars().count() > 72);
    assert_eq!(wide, None);
}

#[test]
fn on_a_page_every_text_is_a_line() {
    let page = spoken(&digest());
    let entries = page.entries.iter().flat_map(|e| {
        let touches = e
            .touches
            .iter()
            .map(|(title, bears, why)| format!("{title}{bears}{why}"));
        e.news
            .iter()
            .cloned()
            .chain(touches)
            .chain([e.title.clone(), e.origin.clone()])
    });
    let dates = page
        .ahead
        .iter()
        .map(|d| format!("{}{}", d.title, d.dossiers));
    for text in entries
        .chain(dates)
        .chain(page.silences)
        .chain([page.gist, page.heard])
    {
        assert_eq!(steers(&text, ""), None, "{text:?}");
    }
    assert_eq!(page.entries[0].url, None, "nothing that runs is a link");
}
