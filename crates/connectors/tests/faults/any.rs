//! What anybody may publish, in small: a feed, a calendar, an exchange file.

use crate::{Service, json};
use noaber_testkit::Reply;

pub(crate) fn services() -> Vec<Service> {
    vec![
        Service {
            kind: "feed",
            path: "/feed.xml",
            settings: &[],
            cursor: None,
            keys: &["feed:proef:1", "feed:proef:2"],
            dated: false,
            answer: |ask| {
                let mut entries = [
                    "<item><guid>1</guid><title>Één</title><link>https://example.org/1</link></item>",
                    "<item><guid>2</guid><title>Twee</title><link>https://example.org/2</link></item>",
                ];
                if ask.upside_down {
                    entries.reverse();
                }
                Reply::ok(
                    "application/rss+xml",
                    format!(
                        "<rss version=\"2.0\"><channel><title>N</title>{}</channel></rss>",
                        entries.concat()
                    ),
                )
            },
        },
        Service {
            kind: "ics",
            path: "/agenda.ics",
            settings: &[],
            cursor: None,
            keys: &["ics:proef:1"],
            dated: false,
            answer: |_| {
                Reply::ok(
                    "text/calendar",
                    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260616T093000Z\r\nSUMMARY:Overleg\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
                )
            },
        },
        Service {
            kind: "jsonl",
            path: "/items.jsonl",
            settings: &[],
            cursor: None,
            keys: &["sample:1", "sample:2"],
            dated: false,
            answer: |_| {
                let line = |n: u32| {
                    format!(
                        "{{\"key\":\"sample:{n}\",\"kind\":\"news\",\"country\":\"nl\",\"title\":\"Bericht {n}\",\"url\":\"https://example.org/{n}\"}}"
                    )
                };
                json(&format!("{}\n{}\n", line(1), line(2)))
            },
        },
    ]
}
