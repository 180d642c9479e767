//! Fetching from a real HTTP server on this machine that behaves as badly as real ones do.

mod server;

use noaber_connectors::{Fault, Fetcher, Limits, Manners, Reach, Validators, harvest, kinds};
use std::time::{Duration, Instant};

use server::*;

#[tokio::test]
async fn a_busy_host_is_asked_again_after_the_time_it_names() {
    let (base, log) = serve(|_, before| match before {
        0 => reply("429 Too Many Requests", &["Retry-After: 1"], "later"),
        1 => reply("503 Service Unavailable", &[], "even niet"),
        _ => feed_reply(&[]),
    })
    .await;
    let begun = Instant::now();
    let (run, pages) = run(&source("feed", &base, &[]), None, &fetcher(manners())).await;
    assert_eq!((run.fault, run.complete, pages.len()), (None, true, 1));
    assert!(
        begun.elapsed() >= Duration::from_secs(1),
        "Retry-After was not kept"
    );
    let log = log.lock().expect("the log");
    assert_eq!(log.len(), 3);
    assert!(
        log[0].head.contains("user-agent: noaber/"),
        "{}",
        log[0].head
    );
}

#[tokio::test]
async fn a_host_that_stays_away_or_asks_too_long_a_wait_ends_the_run_with_a_fault() {
    let (base, log) = serve(|_, _| reply("503 Service Unavailable", &[], "storing")).await;
    let (first, pages) = run(&source("feed", &base, &[]), None, &fetcher(manners())).await;
    assert!(
        matches!(first.fault, Some(Fault::Unreachable { tries: 3, .. })),
        "{:?}",
        first.fault
    );
    assert!(pages.is_empty() && !first.complete);
    assert_eq!(log.lock().expect("the log").len(), 3);

    let (base, log) =
        serve(|_, _| reply("429 Too Many Requests", &["Retry-After: 3600"], "")).await;
    let (second, _) = run(&source("feed", &base, &[]), None, &fetcher(manners())).await;
    assert!(
        matches!(
            second.fault,
            Some(Fault::Busy {
                status: 429,
                seconds: 3600,
                ..
            })
        ),
        "{:?}",
        second.fault
    );
    assert_eq!(log.lock().expect("the log").len(), 1);

    let (base, log) = serve(|_, _| reply("404 Not Found", &[], "weg")).await;
    let (third, _) = run(&source("feed", &base, &[]), None, &fetcher(manners())).await;
    assert!(
        matches!(third.fault, Some(Fault::Status { status: 404, .. })),
        "{:?}",
        third.fault
    );
    assert_eq!(
        log.lock().expect("the log").len(),
        1,
        "a 404 is not tried again"
    );
}

#[tokio::test]
async fn an_unchanged_page_is_not_read_again() {
    let (base, log) = serve(|asked, _| {
        if asked.head.contains("if-none-match: \"v1\"") {
            reply("304 Not Modified", &["ETag: \"v1\""], "")
        } else {
            feed_reply(&[
                "ETag: \"v1\"",
                "Last-Modified: Sun, 01 Nov 2026 10:00:00 GMT",
            ])
        }
    })
    .await;
    let source = source("feed", &base, &[]);
    let first = fetcher(manners());
    assert_eq!(run(&source, None, &first).await.1.len(), 1);
    let second = Fetcher::new(manners(), first.validators()).expect("a fetcher");
    let (again, pages) = run(&source, None, &second).await;
    assert_eq!(
        (again.not_modified, pages.len(), again.complete),
        (1, 0, true)
    );
    assert!(
        log.lock().expect("the log")[1]
            .head
            .contains("if-modified-since: sun, 01 nov 2026")
    );
}

#[tokio::test]
async fn a_page_whose_run_was_cut_off_is_read_in_full_next_time() {
    let (base, _) = serve(|_, _| feed_reply(&["ETag: \"v1\""])).await;
    let source = source("feed", &base, &[]);
    let fetcher = fetcher(manners());
    let kind = kinds::find("feed").expect("a kind");
    let failed = harvest(kind, &source, None, &fetcher, Limits::default(), |_| {
        Err::<bool, _>("the disk is full")
    })
    .await;
    assert_eq!(failed, Err("the disk is full"));
    assert!(
        fetcher.validators().0.is_empty(),
        "a page that was not stored must come again"
    );
}

#[tokio::test]
async fn a_slow_answer_times_out() {
    let (base, _) = serve(|_, _| Vec::new()).await;
    let hasty = Manners {
        timeout: Duration::from_millis(200),
        tries: 2,
        ..manners()
    };
    let begun = Instant::now();
    let (run, _) = run(&source("feed", &base, &[]), None, &fetcher(hasty)).await;
    assert!(
        matches!(&run.fault, Some(Fault::Unreachable { why, .. }) if why.contains("timed out")),
        "{:?}",
        run.fault
    );
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_page_of_fifty_megabytes_is_cut_off_and_nothing_of_it_kept() {
    let (base, _) =
        serve(|_, _| ok_json(&format!("{{\"value\":[{}", " ".repeat(50_000_000)))).await;
    let (run, pages) = run(
        &source("tweede_kamer", &base, &[("expand", "no")]),
        None,
        &fetcher(manners()),
    )
    .await;
    assert!(
        matches!(run.fault, Some(Fault::TooBig { limit: 200_000, .. })),
        "{:?}",
        run.fault
    );
    assert!(pages.is_empty());
}

#[tokio::test]
async fn redirects_are_followed_but_never_into_a_private_network() {
    let (base, _) = serve(|asked, _| match asked.path.as_str() {
        "/oud" => reply("301 Moved Permanently", &["Location: /nieuw"], ""),
        "/nieuw" => feed_reply(&[]),
        "/kring" => reply("302 Found", &["Location: /kring"], ""),
        "/bestand" => reply("302 Found", &["Location: file:///etc/hostname"], ""),
        _ => reply("302 Found", &["Location: http://10.0.0.1/geheim"], ""),
    })
    .await;
    let fetcher = fetcher(manners());
    let (good, pages) = run(&source("feed", &format!("{base}/oud"), &[]), None, &fetcher).await;
    assert_eq!((good.fault, pages.len()), (None, 1));
    for (path, mark) in [
        ("/binnen", "private network"),
        ("/bestand", "neither http nor https"),
    ] {
        let (bad, pages) = run(
            &source("feed", &format!("{base}{path}"), &[]),
            None,
            &fetcher,
        )
        .await;
        assert!(
            matches!(&bad.fault, Some(Fault::Refused { why, .. }) if why.contains(mark)),
            "{:?}",
            bad.fault
        );
        assert!(pages.is_empty());
    }
    let (round, _) = run(
        &source("feed", &format!("{base}/kring"), &[]),
        None,
        &fetcher,
    )
    .await;
    assert!(
        matches!(round.fault, Some(Fault::Circle { .. })),
        "{:?}",
        round.fault
    );
    let public = Fetcher::new(
        Manners {
            reach: Reach::Public,
            ..manners()
        },
        Validators::default(),
    )
    .expect("a fetcher");
    for address in [base.replace("127.0.0.1", "localhost"), base] {
        let (own, _) = run(&source("feed", &address, &[]), None, &public).await;
        assert!(own.fault.is_some(), "this machine must not be asked");
    }
}

#[tokio::test]
async fn a_key_that_is_not_in_the_environment_is_told_and_no_other_variable_is_sent() {
    let (base, log) = serve(|_, _| ok_json(r#"{"cursor":"A","documents":[]}"#)).await;
    let missing = source("dip", &base, &[("api_key_env", "NOABER_NO_SUCH_KEY")]);
    let (bad, _) = run(&missing, None, &fetcher(manners())).await;
    let told = bad.fault.expect("a fault").to_string();
    assert!(told.contains("NOABER_NO_SUCH_KEY"), "{told}");
    assert!(
        log.lock().expect("the log").is_empty(),
        "nothing is asked without a key"
    );
    let stranger = source("dip", &base, &[("api_key_env", "PATH")]);
    let (refused, _) = run(&stranger, None, &fetcher(manners())).await;
    assert!(
        matches!(
            refused.fault,
            Some(Fault::Setting {
                setting: "api_key_env",
                ..
            })
        ),
        "{:?}",
        refused.fault
    );
}

#[tokio::test]
async fn requests_to_one_host_keep_their_pace() {
    let (base, _) = serve(|asked, _| paged(asked, &host_of(asked))).await;
    let begun = Instant::now();
    let slow = Manners {
        haste: 1.0,
        ..manners()
    };
    run(&source("tweede_kamer", &base, &[]), None, &fetcher(slow)).await;
    // The card allows two requests a second: four requests, three pauses.
    assert!(
        begun.elapsed() >= Duration::from_millis(1_400),
        "{:?}",
        begun.elapsed()
    );
}

#[tokio::test]
async fn a_key_goes_to_the_host_it_is_meant_for_and_nowhere_else() {
    let (base, log) = serve(|asked, before| match before {
        0 => {
            let elsewhere = host_of(asked).replace("127.0.0.1", "localhost");
            reply("302 Found", &[&format!("Location: {elsewhere}/anders")], "")
        }
        _ => ok_json(r#"{"cursor":"A","documents":[]}"#),
    })
    .await;
    let keys = |name: &str| (name == "NOABER_DIP_KEY").then(|| "Geheim42".to_owned());
    let fetcher = fetcher(Manners { keys, ..manners() });
    let (run, _) = run(&source("dip", &base, &[]), None, &fetcher).await;
    let log = log.lock().expect("the log");
    assert!(
        log[0].head.contains("authorization: apikey geheim42"),
        "{}",
        log[0].head
    );
    assert!(
        log[1].path.starts_with("/anders") && !log[1].head.contains("geheim42"),
        "{}",
        log[1].head
    );
    assert!(
        !format!("{run:?}").to_lowercase().contains("geheim42"),
        "a key must not be told"
    );
}
