//! One item out of what several sources say of the same thing. Which of them belong together is
//! found by the store; here is what is shown of them, whatever the order in which they came.

use crate::item::{Item, ItemDate, ItemKind};
use crate::wording::Language;
use jiff::civil::Date;
use std::cmp::Ordering;

/// How far days of publication lie apart at most, in days, for the earlier one to count. What lies
/// farther is a slip of the pen, such as last year's number in January.
const APART: i32 = 60;

impl Item {
    /// The item that these accounts of one thing make together; `None` when there are none. A pure
    /// function of the accounts: their order does not matter, one account is the item itself.
    ///
    /// Registers go before news, then the key decides whose word counts for number, sort and state,
    /// and for the title where it says more than the file it belongs to. The longest text wins;
    /// dates, actors, subjects, links and identities are united; the first day of publication
    /// counts, unless it lies far before the day of the account that leads.
    pub fn merged(accounts: &[Item]) -> Option<Item> {
        let mut ranked: Vec<&Item> = accounts.iter().collect();
        ranked.sort_by(|a, b| rank(a, b));
        ranked.dedup();
        let first = *ranked.first()?;
        if ranked.len() == 1 {
            return Some(first.clone());
        }
        // The first of the longest, so that a tie falls to the account that counts more.
        let longest = ranked.iter().rev().max_by_key(|one| one.body.len())?;
        let language = longest.language.or_else(|| some(&ranked, |i| i.language));
        let titled = titled(&ranked, language).unwrap_or(first);
        Some(Item {
            key: first.key.clone(),
            number: some(&ranked, |i| i.number.clone()),
            kind: first.kind,
            label: some(&ranked, |i| i.label.clone()),
            country: first.country,
            language,
            title: titled.title.clone(),
            body: longest.body.clone(),
            url: first.url.clone(),
            published: published(&ranked),
            dates: dates(&ranked),
            actors: people(united(&ranked, |i| &i.actors)),
            committee: some(&ranked, |i| i.committee.clone()),
            file: some(&ranked, |i| i.file.clone()),
            topics: united(&ranked, |i| &i.topics),
            links: united(&ranked, |i| &i.links),
            same: united(&ranked, |i| &i.same),
            state: some(&ranked, |i| i.state),
        })
    }
}

/// Whose word counts first. Accounts that are told apart by nothing else are told apart by all they
/// say, so that no two orders of arrival give two items.
fn rank(a: &Item, b: &Item) -> Ordering {
    let news = |i: &Item| matches!(i.kind, ItemKind::News | ItemKind::Other);
    news(a)
        .cmp(&news(b))
        .then_with(|| a.key.cmp(&b.key))
        .then_with(|| fullness(b).cmp(&fullness(a)))
        .then_with(|| format!("{a:?}").cmp(&format!("{b:?}")))
}

/// How much an account says beside its text.
fn fullness(item: &Item) -> (usize, usize) {
    let lists = [
        item.dates.len(),
        item.actors.len(),
        item.links.len(),
        item.topics.len(),
    ];
    let ones = [
        item.number.is_some(),
        item.committee.is_some(),
        item.file.is_some(),
        item.state.is_some(),
    ];
    let said = lists.iter().sum::<usize>() + ones.iter().filter(|there| **there).count();
    (said, item.body.len())
}

fn some<T>(ranked: &[&Item], of: impl Fn(&Item) -> Option<T>) -> Option<T> {
    ranked.iter().find_map(|item| of(item))
}

/// The first account with a title in the language of the text, rather one that tells the subject
/// than one that only names the file.
fn titled<'a>(ranked: &[&'a Item], language: Option<Language>) -> Option<&'a Item> {
    let fits = |i: &&&Item| i.language == language && !i.title.trim().is_empty();
    let fitting = || ranked.iter().filter(fits).copied();
    fitting().find(|i| !names_file(i)).or(fitting().next())
}

/// Whether a title tells no more than the sort of paper and the title of its file: "Motie van het
/// lid X — Waterbeleid". The title of the file is among the subjects.
fn names_file(item: &Item) -> bool {
    let file = |topic: &&String| !topic.trim().is_empty() && item.title.ends_with(topic.as_str());
    item.topics.iter().any(|topic| file(&topic))
}

/// The first day of publication within reach of the day that the leading account tells.
fn published(ranked: &[&Item]) -> Option<Date> {
    let led = some(ranked, |i| i.published)?;
    let near = |day: &Date| (*day - led).get_days().abs() <= APART;
    let days = ranked.iter().filter_map(|i| i.published);
    days.filter(near).min()
}

/// Everybody once: a family name alone gives way to the same name with initials or group.
fn people(all: Vec<String>) -> Vec<String> {
    let fuller = |name: &String| all.iter().any(|other| is_fuller(other, name));
    let told = all.iter().filter(|name| !fuller(name));
    told.cloned().collect()
}

/// Whether `other` is the name `short` with something before or a group behind it. A particle
/// before it makes it another name, "J. van Dijk" is not "Dijk"; alone it has a capital, "Van Dijk".
fn is_fuller(other: &str, short: &str) -> bool {
    let bare = other.split(" (").next().unwrap_or(other);
    let small = match short.split_once(' ') {
        Some((particle, family)) => format!("{} {family}", particle.to_lowercase()),
        None => short.to_owned(),
    };
    let within = bare.strip_suffix(short).or(bare.strip_suffix(&small));
    let Some(before) = within.filter(|_| other != short) else {
        return false;
    };
    let apart = before.is_empty() || before.ends_with(' ');
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let named = last.is_empty() || last.starts_with(char::is_uppercase);
    apart && named && !short.trim().is_empty()
}

fn united<T: Clone + PartialEq>(ranked: &[&Item], of: impl Fn(&Item) -> &Vec<T>) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for one in ranked.iter().flat_map(|item| of(item)) {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
    all
}

/// All dates in order; a day without a time gives way to the same day with one.
fn dates(ranked: &[&Item]) -> Vec<ItemDate> {
    let mut all = united(ranked, |item| &item.dates);
    all.sort_unstable();
    let timed = all.clone();
    all.retain(|date| {
        let better =
            |other: &ItemDate| other.on == date.on && other.what == date.what && other.at.is_some();
        date.at.is_some() || !timed.iter().any(better)
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Country, DateKind, Link, Relation};
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    fn account(key: &str, kind: ItemKind) -> Item {
        let url = format!("https://example.org/{key}");
        Item {
            language: Some(Language::Nl),
            ..Item::bare(key, kind, Country::Nl, format!("Titel van {key}"), url)
        }
    }

    #[test]
    fn what_two_sources_say_becomes_one_item() {
        let day = |at| ItemDate {
            on: date(2025, 10, 6),
            at,
            what: DateKind::Event,
        };
        let register = Item {
            number: Some("2025Z17510".into()),
            published: Some(date(2025, 10, 2)),
            dates: vec![day(Some(time(10, 0, 0, 0)))],
            actors: vec!["Lid A".into()],
            links: vec![Link::new(Relation::PartOf, "tk:zaak:1")],
            same: vec!["kst-1-2".into()],
            ..account("tk:document:1", ItemKind::Motion)
        };
        let publication = Item {
            body: "De hele tekst.".into(),
            published: Some(date(2025, 10, 1)),
            dates: vec![day(None)],
            actors: vec!["Lid B".into(), "Lid A".into()],
            same: vec!["kst-1-2".into()],
            ..account("kst:1-2", ItemKind::News)
        };
        let one = Item::merged(&[publication.clone(), register.clone()]);
        let one = one.expect("two accounts make an item");
        assert_eq!(one.key, "tk:document:1", "a register goes before news");
        assert_eq!(one.title, register.title);
        assert_eq!(one.body, "De hele tekst.");
        assert_eq!(one.published, Some(date(2025, 10, 1)));
        assert_eq!(one.dates, register.dates);
        assert_eq!(one.actors, ["Lid A", "Lid B"]);
        assert_eq!(one.same, ["kst-1-2"]);
        assert_eq!(Item::merged(&[]), None);
    }

    #[test]
    fn a_title_that_only_names_the_file_gives_way() {
        let publication = Item {
            title: "Motie van het lid Voorbeeld — Waterbeleid".into(),
            topics: vec!["Waterbeleid".into()],
            body: "De Kamer, gehoord de beraadslaging".into(),
            ..account("a:1", ItemKind::Motion)
        };
        let register = Item {
            title: "Motie van het lid Voorbeeld over schone sloten".into(),
            ..account("b:1", ItemKind::Motion)
        };
        let one = Item::merged(&[publication.clone(), register.clone()]);
        let one = one.expect("two accounts make an item");
        assert_eq!(one.key, publication.key, "the key leads all the same");
        assert_eq!(one.title, register.title);
        let alike = Item {
            key: "c:1".into(),
            ..publication.clone()
        };
        let one = Item::merged(&[alike, publication.clone()]);
        assert_eq!(one.map(|one| one.title), Some(publication.title));
    }

    #[test]
    fn a_slip_of_the_pen_does_not_date_an_item_back() {
        let on = |key: &str, day| Item {
            published: day,
            ..account(key, ItemKind::Motion)
        };
        let led = on("b:1", Some(date(2025, 3, 20)));
        let day = |other: Item| Item::merged(&[led.clone(), other]).and_then(|one| one.published);
        assert_eq!(day(on("c:1", Some(date(2024, 3, 20)))), led.published);
        let before = Some(date(2025, 3, 18));
        assert_eq!(day(on("c:1", before)), before);
        assert_eq!(day(on("c:1", None)), led.published);
        assert_eq!(
            day(on("a:1", None)),
            led.published,
            "whoever tells a day leads"
        );
    }

    #[test]
    fn a_person_is_named_once() {
        let by = |key: &str, names: &[&str]| Item {
            actors: names.iter().map(|name| (*name).to_owned()).collect(),
            ..account(key, ItemKind::Motion)
        };
        let printed = by("a:1", &["Dijk", "Van den Berg", "Proef"]);
        let register = by(
            "b:1",
            &["T. van Dijk (CDA)", "J. van den Berg", "Proef (VVD)"],
        );
        let one = Item::merged(&[printed, register]).expect("two accounts make an item");
        let told = [
            "Dijk",
            "T. van Dijk (CDA)",
            "J. van den Berg",
            "Proef (VVD)",
        ];
        assert_eq!(one.actors, told);
    }

    #[test]
    fn title_and_text_speak_one_language() {
        let german = Item {
            language: Some(Language::De),
            body: "Der ganze Text.".into(),
            ..account("b:1", ItemKind::Report)
        };
        let dutch = account("a:1", ItemKind::Report);
        let one = Item::merged(&[dutch, german]).expect("two accounts make an item");
        assert_eq!(one.title, "Titel van b:1");
        assert_eq!(one.language, Some(Language::De));
    }

    fn any_account() -> impl Strategy<Value = Item> {
        let words = || proptest::collection::vec("[a-c]{1,2}", 0..3);
        let kind = proptest::sample::select(ItemKind::ALL.to_vec());
        let days = proptest::collection::vec((1i8..5, proptest::bool::ANY), 0..3);
        (("[ab]:[12]", kind, "[a-c ]{0,6}"), words(), words(), days).prop_map(
            |((key, kind, body), actors, same, days)| Item {
                body,
                published: days.first().map(|(day, _)| date(2025, 1, *day)),
                dates: days
                    .iter()
                    .map(|(day, timed)| ItemDate {
                        on: date(2025, 2, *day),
                        at: timed.then(|| time(10, 0, 0, 0)),
                        what: DateKind::Event,
                    })
                    .collect(),
                committee: actors.first().cloned(),
                actors,
                same,
                ..account(&key, kind)
            },
        )
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_does_not_matter(
            accounts in proptest::collection::vec(any_account(), 1..5),
            turn in 0usize..5,
        ) {
            let one = Item::merged(&accounts);
            let mut other = accounts.clone();
            other.rotate_left(turn % accounts.len());
            prop_assert_eq!(Item::merged(&other), one.clone());
            other.reverse();
            prop_assert_eq!(Item::merged(&other), one.clone());
            other.extend(accounts);
            prop_assert_eq!(Item::merged(&other), one, "the same account twice says nothing new");
        }

        #[test]
        fn one_account_is_the_item(account in any_account()) {
            let one = Item::merged(std::slice::from_ref(&account));
            prop_assert_eq!(one, Some(account));
        }

        #[test]
        fn what_was_merged_stays_as_it_is(
            accounts in proptest::collection::vec(any_account(), 1..5),
        ) {
            if let Some(one) = Item::merged(&accounts) {
                prop_assert_eq!(Item::merged(&[one.clone(), one.clone()]), Some(one));
            }
        }
    }
}
