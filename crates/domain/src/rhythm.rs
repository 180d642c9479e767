//! The rhythm of a source: how likely it is to bring something on a day, learned from the days
//! behind us, and what its silence therefore says. Where arrivals and sitting days are counted is
//! not known here.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Days of which a rhythm is learned at most, newest last.
const LEARNED_FROM: usize = 182;
/// Days of which nothing can be learned yet, when there are fewer.
const TOO_FEW: usize = 14;
/// The chance of a silence below which it is called late, and below which silent.
const LATE: f64 = 0.05;
const SILENT: f64 = 0.005;

/// A day that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// Which.
    pub day: Date,
    /// Whether the assembly that the source speaks for sat on it.
    pub sitting: bool,
    /// How much the source brought.
    pub arrivals: u32,
}

/// How likely a source is to bring anything on a day of each sort, and how much it then brings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rhythm {
    /// For Monday to Sunday: in days without and with a sitting.
    cells: [[Cell; 2]; 7],
    /// Days it was learned from.
    pub days: usize,
}

/// Days of one sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Cell {
    days: f64,
    active: f64,
    arrivals: f64,
}

/// What the silence of a source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Silence {
    /// As usual.
    Usual,
    /// Longer than nineteen times out of twenty.
    Late,
    /// So long that something is wrong: less than once in two hundred times.
    Silent,
}

/// What is expected of days that brought nothing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Expected {
    /// Items that such days bring on average.
    pub items: f64,
    /// The chance, 0 to 1, that they bring nothing though all is well.
    pub chance: f64,
    /// What follows from it.
    pub silence: Silence,
}

impl Rhythm {
    /// Learns from days that are over; older ones than half a year do not count. `None` when they
    /// are too few to say anything.
    pub fn learn(days: &[Day]) -> Option<Rhythm> {
        let days = &days[days.len().saturating_sub(LEARNED_FROM)..];
        // Before the first arrival there was no source, so those days say nothing.
        let first = days.iter().position(|day| day.arrivals > 0)?;
        let days = &days[first..];
        if days.len() < TOO_FEW {
            return None;
        }
        let mut cells = [[Cell::default(); 2]; 7];
        for day in days {
            let cell = &mut cells[row(day.day)][usize::from(day.sitting)];
            cell.days += 1.0;
            cell.active += f64::from(u8::from(day.arrivals > 0));
            cell.arrivals += f64::from(day.arrivals);
        }
        Some(Rhythm {
            cells,
            days: days.len(),
        })
    }

    /// The chance that such a day brings something. A sort of day that was hardly seen leans on the
    /// same weekday whatever sat, that one on all days.
    fn active(&self, day: Date, sitting: bool) -> f64 {
        let all = self.sum(|_, _| true);
        let weekday = self.sum(|weekday, _| weekday == row(day));
        let cell = self.cells[row(day)][usize::from(sitting)];
        let broad = lean(all.active, all.days, 0.5);
        let same = lean(weekday.active, weekday.days, broad);
        lean(cell.active, cell.days, same)
    }

    /// How much such a day brings on average.
    fn amount(&self, day: Date, sitting: bool) -> f64 {
        let all = self.sum(|_, _| true);
        let weekday = self.sum(|weekday, _| weekday == row(day));
        let cell = self.cells[row(day)][usize::from(sitting)];
        let broad = lean(all.arrivals, all.days, 0.0);
        let same = lean(weekday.arrivals, weekday.days, broad);
        lean(cell.arrivals, cell.days, same)
    }

    fn sum(&self, holds: impl Fn(usize, usize) -> bool) -> Cell {
        let mut sum = Cell::default();
        for (weekday, cells) in self.cells.iter().enumerate() {
            for (sitting, cell) in cells.iter().enumerate() {
                if holds(weekday, sitting) {
                    sum.days += cell.days;
                    sum.active += cell.active;
                    sum.arrivals += cell.arrivals;
                }
            }
        }
        sum
    }

    /// What days that brought nothing say: each with whether there was a sitting. Bursts do not
    /// count, only whether a day brings anything at all.
    pub fn silence(&self, empty: impl IntoIterator<Item = (Date, bool)>) -> Expected {
        let (mut items, mut chance) = (0.0, 1.0);
        for (day, sitting) in empty {
            items += self.amount(day, sitting);
            chance *= 1.0 - self.active(day, sitting);
        }
        Expected {
            items,
            chance,
            silence: Silence::of(chance),
        }
    }
}

/// Until when nothing need come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Patience {
    /// Nothing until the end of this day is unusual; `None` when no silence of a year would be.
    pub late: Option<Date>,
    /// Nothing until the end of this day says that something is wrong.
    pub silent: Option<Date>,
    /// Items that the days up to then would bring.
    pub expected: f64,
}

impl Rhythm {
    /// Until when nothing need come after `last`, the day of the last news.
    pub fn patience(&self, last: Date, sits: impl Fn(Date) -> bool) -> Patience {
        let mut patience = Patience {
            late: None,
            silent: None,
            expected: 0.0,
        };
        let mut chance = 1.0;
        let end = last.saturating_add(366.days());
        for day in days_between(last, end) {
            patience.expected += self.amount(day, sits(day));
            chance *= 1.0 - self.active(day, sits(day));
            match Silence::of(chance) {
                Silence::Silent => {
                    patience.late.get_or_insert(day);
                    patience.silent = Some(day);
                    break;
                }
                Silence::Late => {
                    patience.late.get_or_insert(day);
                }
                Silence::Usual => {}
            }
        }
        patience
    }

    /// Items that a working day brings on average.
    pub fn per_working_day(&self) -> f64 {
        let work = self.sum(|weekday, _| weekday < 5);
        lean(work.arrivals, work.days, 0.0)
    }
}

impl Silence {
    fn of(chance: f64) -> Silence {
        match chance {
            chance if chance < SILENT => Silence::Silent,
            chance if chance < LATE => Silence::Late,
            _ => Silence::Usual,
        }
    }

    /// Stable code, also the translation key `silence-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Silence::Usual => "usual",
            Silence::Late => "late",
            Silence::Silent => "silent",
        }
    }
}

/// The days after `last` and before `today`: those that are over and brought nothing.
pub fn days_between(last: Date, today: Date) -> impl Iterator<Item = Date> {
    let first = last.checked_add(1.day()).unwrap_or(Date::MAX);
    std::iter::successors(Some(first), |day| day.checked_add(1.day()).ok())
        .take_while(move |day| *day < today)
}

/// Counts with a guess that weighs as much as two days.
fn lean(count: f64, days: f64, guess: f64) -> f64 {
    (count + 2.0 * guess) / (days + 2.0)
}

fn row(day: Date) -> usize {
    day.weekday().to_monday_zero_offset() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    /// Half a year of a parliament: busy from Tuesday to Thursday while it sits, a recess of three
    /// weeks, nothing at weekends.
    fn parliament() -> Vec<Day> {
        let first = date(2025, 1, 6);
        let days = std::iter::successors(Some(first), |d| d.checked_add(1.day()).ok()).take(182);
        let made = days.enumerate().map(|(n, day)| {
            let recess = (56..77).contains(&n);
            let weekday = day.weekday();
            let works = !matches!(weekday, Weekday::Saturday | Weekday::Sunday);
            let middle = matches!(
                weekday,
                Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday
            );
            let arrivals = match (recess, works, middle) {
                (true, true, _) => u32::from(n % 5 == 0),
                (false, true, true) => 40 + (n % 7) as u32,
                (false, true, false) => 8,
                _ => 0,
            };
            Day {
                day,
                sitting: middle && !recess,
                arrivals,
            }
        });
        made.collect()
    }

    #[test]
    fn a_silent_sitting_day_is_told_and_a_silent_recess_is_not() {
        let rhythm = Rhythm::learn(&parliament()).unwrap();
        let tuesday = date(2025, 7, 8);
        let thursday = date(2025, 7, 10);
        let sat = rhythm.silence([(tuesday, true), (tuesday.tomorrow().unwrap(), true)]);
        assert_eq!(sat.silence, Silence::Silent, "{sat:?}");
        assert!(sat.items > 60.0);
        let recess = rhythm.silence(days_between(date(2025, 7, 4), thursday).map(|d| (d, false)));
        assert_ne!(recess.silence, Silence::Silent, "{recess:?}");
        let weekend = rhythm.silence([(date(2025, 7, 5), false), (date(2025, 7, 6), false)]);
        assert_eq!(weekend.silence, Silence::Usual, "{weekend:?}");
    }

    #[test]
    fn a_source_that_speaks_once_a_month_may_be_silent_for_weeks() {
        let mut days = parliament();
        for (n, day) in days.iter_mut().enumerate() {
            day.arrivals = u32::from(n % 30 == 0) * 12;
        }
        let rhythm = Rhythm::learn(&days).unwrap();
        let weeks = |n: i64| {
            let last = date(2025, 7, 6);
            let end = last.checked_add(n.weeks()).unwrap();
            rhythm.silence(days_between(last, end).map(|d| (d, false)))
        };
        assert_eq!(weeks(3).silence, Silence::Usual);
        assert_ne!(weeks(30).silence, Silence::Usual);
        let shorter = weeks(3).chance;
        assert!(weeks(6).chance < shorter, "silence never grows likelier");
    }

    #[test]
    fn patience_ends_sooner_while_there_is_a_sitting() {
        let rhythm = Rhythm::learn(&parliament()).unwrap();
        let monday = date(2025, 7, 7);
        let sits = rhythm.patience(monday, |day| day.weekday() != Weekday::Monday);
        let rests = rhythm.patience(monday, |_| false);
        assert!(
            sits.silent.unwrap() <= rests.silent.unwrap(),
            "{sits:?} {rests:?}"
        );
        assert!(sits.late.unwrap() <= sits.silent.unwrap());
        let told = rhythm.silence(
            days_between(monday, sits.silent.unwrap().tomorrow().unwrap())
                .map(|day| (day, day.weekday() != Weekday::Monday)),
        );
        assert_eq!(told.silence, Silence::Silent, "both say the same");
    }

    #[test]
    fn of_a_few_days_nothing_is_learned() {
        assert_eq!(Rhythm::learn(&[]), None);
        assert_eq!(Rhythm::learn(&parliament()[..10]), None);
        let mut never = parliament();
        never.iter_mut().for_each(|day| day.arrivals = 0);
        assert_eq!(Rhythm::learn(&never), None);
    }

    #[test]
    fn only_days_that_are_over_are_counted() {
        let days: Vec<Date> = days_between(date(2025, 7, 4), date(2025, 7, 7)).collect();
        assert_eq!(days, [date(2025, 7, 5), date(2025, 7, 6)]);
        assert_eq!(days_between(date(2025, 7, 7), date(2025, 7, 7)).count(), 0);
    }
}
