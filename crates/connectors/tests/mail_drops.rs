//! A mail drop that was added at the desk is read only within the folder that the operator set, also
//! when its place changes later. How mails are read is tested with the kind.

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot do it should stop at"
)]

use noaber_connectors::folder::{WITHIN_DROPS, mail_drop};
use noaber_connectors::{
    Fault, Fetcher, Harvest, Limits, Manners, Run, Validators, harvest, kinds,
};
use noaber_domain::Source;
use std::path::Path;
use std::sync::OnceLock;

/// The folder that the operator set, as the environment of a test cannot be changed.
static DROPS: OnceLock<String> = OnceLock::new();

fn run(source: &Source) -> Run {
    let manners = Manners {
        keys: |_| DROPS.get().cloned(),
        ..Manners::default()
    };
    let fetcher = Fetcher::new(manners, Validators::default()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let kind = kinds::find("maildrop").unwrap();
    let keep = |_: Harvest| Ok::<bool, std::convert::Infallible>(true);
    let Ok(run) = runtime.block_on(harvest(
        kind,
        source,
        None,
        &fetcher,
        Limits::default(),
        keep,
    ));
    run
}

fn source(address: String) -> Source {
    let json = serde_json::json!({
        "id": "post", "kind": "maildrop", "name": {"nl": "Post"}, "address": address,
        "country": "nl", "settings": { WITHIN_DROPS: "yes" }
    });
    serde_json::from_value(json).unwrap()
}

fn told(fault: Option<Fault>) -> String {
    fault.map(|fault| fault.to_string()).unwrap_or_default()
}

#[cfg(unix)]
#[test]
fn an_added_mail_drop_stays_within_the_folder_that_was_set() {
    let room = tempfile::tempdir().unwrap();
    let (drops, outside) = (room.path().join("drops"), room.path().join("outside"));
    for folder in [drops.join("news"), outside.clone()] {
        std::fs::create_dir_all(&folder).unwrap();
        let mail = "From: Pers <pers@stadje.example>\r\nSubject: Nieuws\r\nMessage-ID: <1@stadje.example>\r\nDate: Thu, 02 Oct 2025 09:00:00 +0200\r\n\r\nDe brug gaat open.\r\n";
        std::fs::write(folder.join("een.eml"), mail).unwrap();
    }
    let link = drops.join("link");
    std::os::unix::fs::symlink(&outside, &link).unwrap();
    let set = drops.display().to_string();
    let ask =
        |folder: &Path, drops: Option<&str>| mail_drop(folder, drops).map_err(|f| f.to_string());

    let address = ask(&drops.join("news"), Some(&set)).unwrap();
    assert!(
        address.starts_with("file:///") && address.ends_with("/drops/news"),
        "{address}"
    );
    for (folder, wrong) in [
        (&outside, "lies outside"),
        (&link, "lies outside"),
        (&drops.join("news/../../outside"), "lies outside"),
        (&drops, "lies outside"),
        (&drops.join("none"), "No such file"),
        (&drops.join("news/een.eml"), "expected a folder"),
    ] {
        let why = ask(folder, Some(&set)).unwrap_err();
        assert!(why.contains(wrong), "{}: {why}", folder.display());
    }
    let unset = ask(&drops.join("news"), None).unwrap_err();
    assert!(unset.contains("NOABER_MAIL_DROPS"), "{unset}");
    assert!(ask(&drops.join("news"), Some(" ")).is_err());

    let kept = source(address.clone());
    assert!(told(run(&kept).fault).contains("no folder for mail drops is set"));
    DROPS.set(set).unwrap();
    let read = run(&kept);
    assert_eq!((told(read.fault), read.items), (String::new(), 1));
    // Its place was taken by a link that leads out.
    std::fs::rename(drops.join("news"), drops.join("old")).unwrap();
    std::os::unix::fs::symlink(&outside, drops.join("news")).unwrap();
    let read = run(&kept);
    assert!(told(read.fault).contains("lies outside"));
    assert_eq!(read.items, 0);
}
