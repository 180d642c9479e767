//! What a signal asks of the reader, by its dates and its score. A pure rule, so that a signal can
//! be looked at again every day.

use jiff::civil::Date;
use noaber_domain::{DateKind, ItemDate, ItemKind, Tier};

/// A date this near asks a decision.
const DECIDE_DAYS: i64 = 45;
/// A call that closes this soon asks for work.
const CALL_DAYS: i64 = 120;
/// What was published this lately is fresh.
const FRESH_DAYS: i64 = 30;
/// The score from which a date ahead asks a decision.
const DECIDE_SCORE: f64 = 0.4;
/// The score from which something fresh asks to be done.
const ACT_SCORE: f64 = 0.6;

/// The tier of an item of this kind with this score (0 to 1), its next date and its day of
/// publication, as seen on `today`.
///
/// - *decide*: a deadline, debate, meeting or vote within 45 days, and a score of at least 0.4
/// - *act*: a score of at least 0.6 and published in the last 30 days, or a call that closes within
///   120 days
/// - *know*: everything else
pub fn tier(
    score: f64,
    kind: ItemKind,
    deadline: Option<ItemDate>,
    published: Option<Date>,
    today: Date,
) -> Tier {
    let ahead = deadline
        .filter(|date| date.what != DateKind::Opening)
        .map(|date| until(today, date.on))
        .filter(|days| *days >= 0);
    if ahead.is_some_and(|days| days <= DECIDE_DAYS) && score >= DECIDE_SCORE {
        return Tier::Decide;
    }
    let closing = kind == ItemKind::Call && ahead.is_some_and(|days| days <= CALL_DAYS);
    let age = published.map(|day| until(day, today));
    let fresh = age.is_some_and(|days| (0..=FRESH_DAYS).contains(&days));
    if (fresh && score >= ACT_SCORE) || (closing && score >= DECIDE_SCORE) {
        return Tier::Act;
    }
    Tier::Know
}

/// Days from one day to another; negative when the other is earlier.
pub fn until(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn on(day: Date, what: DateKind) -> Option<ItemDate> {
        Some(ItemDate {
            on: day,
            at: None,
            what,
        })
    }

    #[test]
    fn dates_and_scores_make_the_tier() {
        let today = date(2026, 3, 1);
        let debate = on(date(2026, 4, 15), DateKind::Event);
        let late = on(date(2026, 4, 16), DateKind::Event);
        let call = on(date(2026, 6, 1), DateKind::Deadline);
        let opening = on(date(2026, 3, 5), DateKind::Opening);
        let fresh = Some(date(2026, 2, 1));
        let stale = Some(date(2026, 1, 1));
        let tomorrow = Some(date(2026, 3, 2));
        for (score, kind, deadline, published, want) in [
            (0.5, ItemKind::Debate, debate, stale, Tier::Decide),
            (0.3, ItemKind::Debate, debate, stale, Tier::Know),
            (0.5, ItemKind::Debate, late, stale, Tier::Know),
            (0.9, ItemKind::Motion, opening, stale, Tier::Know),
            (0.7, ItemKind::Motion, None, fresh, Tier::Act),
            (0.7, ItemKind::Motion, None, stale, Tier::Know),
            (0.7, ItemKind::Motion, None, tomorrow, Tier::Know),
            (0.5, ItemKind::Call, call, stale, Tier::Act),
            (0.5, ItemKind::Report, call, stale, Tier::Know),
            (0.9, ItemKind::Report, None, None, Tier::Know),
        ] {
            let got = tier(score, kind, deadline, published, today);
            assert_eq!(got, want, "{score} {kind:?} {deadline:?} {published:?}");
        }
    }

    #[test]
    fn a_tier_fades_by_itself_as_days_go_by() {
        let debate = on(date(2026, 3, 10), DateKind::Event);
        let published = Some(date(2026, 3, 1));
        let on_day = |day| tier(0.8, ItemKind::Debate, debate, published, date(2026, 3, day));
        assert_eq!(on_day(10), Tier::Decide);
        assert_eq!(on_day(11), Tier::Act);
        assert_eq!(
            tier(0.8, ItemKind::Debate, debate, published, date(2026, 4, 11)),
            Tier::Know
        );
    }
}
