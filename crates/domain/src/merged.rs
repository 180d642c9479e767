//! One item out of what several sources say of the same thing. Which of them belong together is
//! found by the store; here is what is shown of them, whatever the order in which they came.

use crate::item::{Item, ItemDate, ItemKind};
use crate::wording::Language;
use std::cmp::Ordering;

impl Item {
    /// The item that these accounts of one thing make together; `None` when there are none. A pure
    /// function of the accounts: their order does not matter, one account is the item itself.
    ///
    /// Registers go before news, then the key decides whose word counts for title, number, sort and
    /// state. The longest text wins; dates, actors, subjects, links and identities are united; the
    /// first day of publication counts.
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
            published: ranked.iter().filter_map(|i| i.published).min(),
            dates: dates(&ranked),
            actors: united(&ranked, |i| &i.actors),
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

/// The first account with a title in the language of the text.
fn titled<'a>(ranked: &[&'a Item], language: Option<Language>) -> Option<&'a Item> {
    let fits = |i: &&&Item| i.language == language && !i.title.trim().is_empty();
    ranked.iter().find(fits).copied()
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
