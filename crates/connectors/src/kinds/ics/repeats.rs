//! The days on which an event repeats, within a window of two calendar years. Rules that need more
//! than counting days, weeks, months and years are not followed, and that is said.

use super::times::{Moment, read};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Dates of one event at most.
const MOST_DATES: usize = 60;
/// Steps of counting at most: two centuries of days.
const MOST_STEPS: usize = 73_000;

/// The dates of an event that repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dates {
    /// All dates within the window.
    All(Vec<Moment>),
    /// The rule cannot be followed: only the first date is known.
    First(String),
}

/// What a rule says.
struct Rule {
    every: Every,
    interval: i64,
    count: Option<usize>,
    until: Option<Moment>,
    weekdays: Vec<(i8, Weekday)>,
    month_days: Vec<i8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
}

/// The dates of the rule `FREQ=WEEKLY;BYDAY=TU` from the first one, from the first day of `year` to
/// the last of the year after it.
pub fn dates(rule: &str, first: Moment, year: i16) -> Dates {
    let Some(rule) = Rule::of(rule) else {
        return Dates::First(format!(
            "the rule '{}' is not followed",
            rule.chars().take(80).collect::<String>()
        ));
    };
    let mut found = Vec::new();
    let days = rule.days(first.on, year).take(MOST_STEPS);
    for (counted, on) in (1..).zip(days.filter(|on| *on >= first.on)) {
        let moment = Moment { on, at: first.at };
        let past = rule.until.is_some_and(|until| on > until.on);
        if past
            || rule.count.is_some_and(|most| counted > most)
            || on.year() > year + 1
            || found.len() >= MOST_DATES
        {
            break;
        }
        if on.year() >= year {
            found.push(moment);
        }
    }
    Dates::All(found)
}

impl Rule {
    fn of(text: &str) -> Option<Rule> {
        let mut rule = Rule {
            every: Every::Day,
            interval: 1,
            count: None,
            until: None,
            weekdays: Vec::new(),
            month_days: Vec::new(),
        };
        let mut known = false;
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let (name, value) = part.split_once('=')?;
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => {
                    rule.every = every(value.trim())?;
                    known = true;
                }
                "INTERVAL" => {
                    rule.interval = value
                        .trim()
                        .parse()
                        .ok()
                        .filter(|n| (1..=1000).contains(n))?
                }
                "COUNT" => rule.count = Some(value.trim().parse().ok()?),
                "UNTIL" => rule.until = Some(read(value.trim(), None)?.0),
                "BYDAY" => rule.weekdays = value.split(',').map(weekday).collect::<Option<_>>()?,
                "BYMONTHDAY" => {
                    let days = value.split(',').map(|day| day.trim().parse::<i8>().ok());
                    rule.month_days = days.collect::<Option<_>>()?;
                }
                "WKST" => {}
                _ => return None,
            }
        }
        (known && rule.can_be_followed()).then_some(rule)
    }

    fn can_be_followed(&self) -> bool {
        let ordinal = self.weekdays.iter().any(|(nth, _)| *nth != 0);
        let month_days = self.month_days.iter().all(|day| (1..=31).contains(day));
        month_days
            && match self.every {
                Every::Day | Every::Year => self.weekdays.is_empty() && self.month_days.is_empty(),
                Every::Week => !ordinal && self.month_days.is_empty(),
                Every::Month => {
                    (self.weekdays.is_empty() || self.month_days.is_empty())
                        && self.weekdays.iter().all(|(nth, _)| *nth != 0)
                }
            }
    }

    /// The days of the rule in their order, some of which may lie before the first.
    fn days(&self, first: Date, year: i16) -> Box<dyn Iterator<Item = Date> + '_> {
        let step = move |n: usize| {
            i64::try_from(n)
                .unwrap_or(i64::MAX)
                .checked_mul(self.interval)
        };
        let skipped = self.skipped(first, year);
        let steps = skipped..skipped + MOST_STEPS;
        match self.every {
            Every::Day => {
                Box::new(steps.map_while(move |n| first.checked_add(step(n)?.days()).ok()))
            }
            Every::Year => Box::new(
                steps
                    .map_while(move |n| {
                        i16::try_from(i64::from(first.year()) + step(n)?)
                            .ok()
                            .filter(|y| *y < 2101)
                    })
                    .filter_map(move |year| Date::new(year, first.month(), first.day()).ok()),
            ),
            Every::Week => {
                let back = i64::from(first.weekday().to_monday_zero_offset());
                let monday = first.checked_sub(back.days()).unwrap_or(first);
                Box::new(
                    steps
                        .map_while(move |n| monday.checked_add(step(n)?.weeks()).ok())
                        .flat_map(move |monday| self.of_week(monday, first.weekday())),
                )
            }
            Every::Month => {
                let start = first.first_of_month();
                Box::new(
                    steps
                        .map_while(move |n| start.checked_add(step(n)?.months()).ok())
                        .flat_map(move |month| self.of_month(month, first.day())),
                )
            }
        }
    }

    /// Steps that lead to nothing within the window, where nobody counts them.
    fn skipped(&self, first: Date, year: i16) -> usize {
        let start = Date::new(year, 1, 1).unwrap_or(first);
        let days = first
            .until(start)
            .map_or(0, |span| i64::from(span.get_days()));
        let step = match self.every {
            Every::Day => self.interval,
            Every::Week => self.interval.saturating_mul(7),
            Every::Month | Every::Year => return 0,
        };
        match self.count {
            None => usize::try_from(days / step.max(1) - 1).unwrap_or(0),
            Some(_) => 0,
        }
    }

    fn of_week(&self, monday: Date, own: Weekday) -> Vec<Date> {
        let mut days: Vec<i64> = match self.weekdays.is_empty() {
            true => vec![i64::from(own.to_monday_zero_offset())],
            false => self
                .weekdays
                .iter()
                .map(|(_, day)| i64::from(day.to_monday_zero_offset()))
                .collect(),
        };
        days.sort_unstable();
        days.dedup();
        days.into_iter()
            .filter_map(|day| monday.checked_add(day.days()).ok())
            .collect()
    }

    fn of_month(&self, month: Date, own: i8) -> Vec<Date> {
        let mut days: Vec<Date> = if !self.weekdays.is_empty() {
            let nth = |(nth, day): &(i8, Weekday)| month.nth_weekday_of_month(*nth, *day).ok();
            self.weekdays.iter().filter_map(nth).collect()
        } else {
            let named = if self.month_days.is_empty() {
                vec![own]
            } else {
                self.month_days.clone()
            };
            named
                .into_iter()
                .filter_map(|day| Date::new(month.year(), month.month(), day).ok())
                .collect()
        };
        days.sort_unstable();
        days.dedup();
        days
    }
}

fn every(name: &str) -> Option<Every> {
    Some(match name.to_ascii_uppercase().as_str() {
        "DAILY" => Every::Day,
        "WEEKLY" => Every::Week,
        "MONTHLY" => Every::Month,
        "YEARLY" => Every::Year,
        _ => return None,
    })
}

/// `TU`, `2TU` or `-1FR`.
fn weekday(text: &str) -> Option<(i8, Weekday)> {
    let text = text.trim();
    let at = text.len().checked_sub(2)?;
    let (number, day) = (text.get(..at)?, text.get(at..)?);
    let day = match day.to_ascii_uppercase().as_str() {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    };
    match number {
        "" => Some((0, day)),
        _ => number
            .parse::<i8>()
            .ok()
            .filter(|n| (1..=5).contains(&n.abs()))
            .map(|n| (n, day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn of(rule: &str, first: Date) -> Vec<String> {
        match dates(
            rule,
            Moment {
                on: first,
                at: None,
            },
            2026,
        ) {
            Dates::All(all) => all.iter().map(|m| m.on.to_string()).collect(),
            Dates::First(why) => vec![why],
        }
    }

    #[test]
    fn rules_are_counted_from_the_first_date() {
        assert_eq!(
            of("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", date(2026, 3, 17)),
            ["2026-03-17", "2026-03-19", "2026-03-24", "2026-03-26"]
        );
        assert_eq!(
            of(
                "FREQ=WEEKLY;INTERVAL=2;UNTIL=20260415T000000Z",
                date(2026, 3, 18)
            ),
            ["2026-03-18", "2026-04-01", "2026-04-15"]
        );
        assert_eq!(
            of("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", date(2026, 1, 30)),
            ["2026-01-30", "2026-02-27"]
        );
        assert_eq!(
            of("FREQ=MONTHLY;COUNT=2", date(2026, 1, 31)),
            ["2026-01-31", "2026-03-31"]
        );
        assert_eq!(
            of("FREQ=YEARLY", date(2020, 5, 5)),
            ["2026-05-05", "2027-05-05"]
        );
        assert_eq!(of("FREQ=DAILY", date(2026, 1, 1)).len(), MOST_DATES);
        assert_eq!(
            of("FREQ=DAILY;INTERVAL=3", date(1999, 1, 1))[..2],
            ["2026-01-03", "2026-01-06"]
        );
        assert_eq!(
            of("FREQ=WEEKLY;BYDAY=MO", date(1999, 1, 4))[0],
            "2026-01-05"
        );
        assert!(of("FREQ=YEARLY;COUNT=2", date(2020, 5, 5)).is_empty());
    }

    #[test]
    fn a_rule_that_is_not_followed_says_so() {
        for rule in [
            "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1",
            "FREQ=HOURLY",
            "",
            "FREQ=WEEKLY;BYDAY=XX",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;INTERVAL=99999999999",
        ] {
            assert!(
                of(rule, date(2026, 1, 1))[0].contains("is not followed"),
                "{rule}"
            );
        }
    }
}
