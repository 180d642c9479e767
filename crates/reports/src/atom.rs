//! A digest as an Atom feed (RFC 4287): one entry an item, under an id that stays the same when the
//! item changes, so that a feed reader shows it as changed and not twice.

use crate::digest::{Digest, Entry, Silence};
use crate::html::escape;
use crate::mail::best_passages;
use crate::say::{Say, clean, web_address};
use jiff::Timestamp;

/// Writes the feed. `own` is its address, when the desk can be reached; a digest without entries is a
/// feed without entries.
pub fn atom(digest: &Digest, own: Option<&str>) -> String {
    let say = Say::of(digest);
    let region = say.wording(&digest.region);
    let entries = digest.entries.iter().map(|e| e.found);
    let updated = entries
        .chain(digest.silences.iter().map(|s| s.changed))
        .max();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>urn:noaber:{}:digest</id>\n<title>Noaber {}</title>\n<subtitle>{}</subtitle>\n<updated>{}</updated>\n<author><name>Noaber</name></author>\n",
        say.code(),
        escape(&digest.region_id),
        escape(&region),
        escape(&say.heard(digest)),
        second(updated.unwrap_or(digest.made)),
    );
    if let Some(own) = own {
        xml.push_str(&format!("<link rel=\"self\" href=\"{}\"/>\n", escape(own)));
    }
    for entry in &digest.entries {
        xml.push_str(&one(&say, digest, entry));
    }
    for silence in &digest.silences {
        xml.push_str(&silent(&say, digest, silence));
    }
    xml.push_str("</feed>\n");
    xml
}

fn one(say: &Say, digest: &Digest, entry: &Entry) -> String {
    let mut xml = format!(
        "<entry>\n<id>urn:noaber:{}:item:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n",
        escape(&digest.region_id),
        entry.item,
        escape(&clean(&entry.title)),
        second(entry.found),
    );
    if let Some(url) = web_address(&entry.url) {
        xml.push_str(&format!(
            "<link rel=\"alternate\" href=\"{}\"/>\n",
            escape(url)
        ));
    }
    for touch in &entry.touches {
        let (term, label) = (touch.dossier.as_str(), say.wording(&touch.title));
        xml.push_str(&format!(
            "<category term=\"{term}\" label=\"{}\"/>\n",
            escape(&label)
        ));
    }
    xml.push_str(&format!(
        "<summary type=\"text\">{}</summary>\n</entry>\n",
        escape(&summary(say, entry))
    ));
    xml
}

/// A silence keeps its entry when it ends, so that a feed reader shows it as changed.
fn silent(say: &Say, digest: &Digest, silence: &Silence) -> String {
    let link = digest.desk.as_ref().map_or_else(String::new, |desk| {
        format!(
            "<link rel=\"alternate\" href=\"{}/sources\"/>\n",
            escape(desk)
        )
    });
    format!(
        "<entry>\n<id>urn:noaber:{}:silence:{}:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n{link}<summary type=\"text\">{}</summary>\n</entry>\n",
        escape(&digest.region_id),
        silence.source,
        silence.noticed.as_second(),
        escape(&say.wording(&silence.name)),
        second(silence.changed),
        escape(&say.silence(silence)),
    )
}

fn summary(say: &Say, entry: &Entry) -> String {
    let mut parts = vec![format!("{} · {}", say.asks(entry), say.origin(entry))];
    for touch in &entry.touches {
        parts.push(format!(
            "{}: {} · {}",
            say.wording(&touch.title),
            say.bears(touch),
            say.reasons(entry, touch)
        ));
    }
    let passages = best_passages(entry).into_iter().take(1);
    parts.extend(passages.map(|p| format!("“{}”", clean(&p.text))));
    parts.join("\n")
}

fn second(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
