//! The fault walk: sources that fail in every way known, a database that goes away, a program that
//! dies at every point. Afterwards every matching paper was told once, nothing is lost, nothing is
//! there twice; and at every step `noaber proof --json`, the program itself, told the truth: its counts
//! of what was asked, answered and new are those of the servers, and a source is called what it is.
//!
//! Each test runs on both databases.
//!
//! | fault | test |
//! |---|---|
//! | source down, or closes without a word | `outlived::what_sources_do_wrong_…` (`Down`), `days_of_silence_on_the_line_…` |
//! | slow | the same (`Slow`); killed while it waits: `killed::the_program_may_be_killed_while_it_waits_…` |
//! | 429 with Retry-After, long and short; without | the same (`Busy`, `BusyForOnce`; `BusyUnsaid`) |
//! | 503 with Retry-After as a day; without | the same (`OverloadedUntil`; `Overloaded`) |
//! | block page with status 200 | the same (`Blocked`) |
//! | half a page, told and untold | the same (`Cut`, `Half`) |
//! | encoding other than announced | the same (`OtherEncoding`) |
//! | cursor gone | the same (`PlaceGone`), `days_of_silence_on_the_line_…` |
//! | order reversed | the same (`Reversed`) |
//! | the same page for ever | the same (`SameForEver`) |
//! | down for days | `outlived::days_of_silence_on_the_line_lose_nothing` |
//! | answers, and brings nothing | `quiet::a_source_that_answers_and_brings_nothing_is_called_silent` |
//! | nobody asks | `quiet::a_desk_that_does_not_ask_says_so` |
//! | a paper three weeks late | `quiet::a_paper_that_comes_three_weeks_late_is_told_and_named` |
//! | clock back, forward | `quiet::a_clock_that_jumps_…`, `quiet::a_source_that_was_asked_in_a_future_…` |
//! | a query that fails for a while | `outlived::a_query_that_fails_once_finds_everything_afterwards` |
//! | mail server refuses for two days | `outlived::a_mail_server_that_refuses_for_two_days_…` |
//! | database goes away | `outlived::a_database_that_goes_away_during_a_look_…` |
//! | killed at every point of collect, match, deliver | `killed::the_program_may_die_at_any_point` |
//! | an address of the own network | `killed::without_leave_the_desk_does_not_look_…` |

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot do it should stop at"
)]

mod desk;
mod killed;
mod outlived;
mod post;
mod quiet;
mod told;
mod world;
