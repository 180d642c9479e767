//! The digest on the desk: its forms, the outbox and what it says of letters that wait, the feed, and
//! the way to stop a digest from a letter, by hand and by the button of a mail program.

mod common;

use common::{Desk, Reply, now};
use jiff::{SignedDuration, Timestamp};
use noaber_domain::{RegionId, SubscriberId, Who};
use noaber_testkit::{SmtpDeed, SmtpPoint, SmtpServer, serve_smtp};
use noaber_work::deliver::{Delivered, MailSettings, deliver};
use noaber_work::{Ctx, digest};

const FORM: &str = "name=Adviseur&address=adviseur@stadje.example&language=nl&cadence=at-once&at=07:30&day=1&tier=decide&tier=act&tier=know";

fn ctx(at: Timestamp) -> Ctx {
    Ctx {
        region: RegionId::new("grensland").expect("an id"),
        who: Who::desk(),
        now: at,
    }
}

/// Subscribes somebody by the form; gives their number and the page.
fn subscribe(desk: &Desk) -> (SubscriberId, Reply) {
    let added = desk.post("/digest", FORM, &[]);
    assert_eq!(added.status, 200, "{}", added.body);
    let all = desk.store.reader().expect("a reader");
    let all = all.subscribers(&ctx(now()).region).expect("subscribers");
    (all.last().expect("somebody").id, added)
}

/// Raises a silence, so that there is something to tell, and delivers at a moment.
fn deliver_at(desk: &Desk, server: &SmtpServer, at: Timestamp) -> Delivered {
    let from = "noaber@stadje.example";
    let settings = MailSettings::read(&server.address(), from, Some("https://desk.example".into()));
    let reader = desk.store.reader().expect("a reader");
    let region = reader.regions().expect("regions").remove(0);
    let settings = settings.expect("settings");
    deliver(&desk.store, &ctx(at), &region, &settings, &mut |_| true).expect("a round")
}

fn something_new(desk: &Desk, at: Timestamp) {
    let mut change = desk
        .store
        .change(&Who::desk(), "listening", at)
        .expect("a change");
    let source = "kamer".parse().expect("an id");
    let raised = change.raise_silence(&source, Some(now()), 4.0);
    assert!(raised.expect("a silence"));
    change.commit().expect("it lasts");
}

fn hours(n: i64) -> Timestamp {
    now() + SignedDuration::from_hours(n)
}

#[test]
fn somebody_is_added_changed_paused_resumed_and_removed_by_forms() {
    let desk = Desk::local();
    for (form, why) in [
        (FORM.replace("name=Adviseur", "name="), "Vul een naam"),
        (FORM.replace("@stadje.example", ""), "geen e-mailadres"),
        (
            FORM.replace("&tier=decide&tier=act&tier=know", ""),
            "Kies ten minste",
        ),
        (FORM.replace("at=07:30", "at=laat"), "Kies hoe vaak"),
        (FORM.replace("at-once", "ooit"), "Kies hoe vaak"),
    ] {
        let page = desk.post("/digest?lang=nl", &form, &[]).body;
        assert!(page.contains(why), "{why}: {page}");
        assert!(page.contains("adviseur"), "what was typed stays");
    }
    let (id, page) = subscribe(&desk);
    assert!(page.body.contains("/digest/feed/"), "its feed, this once");
    let list = desk.get("/digest?lang=nl").body;
    assert!(list.contains("adviseur@stadje.example") && !list.contains("/digest/feed/"));

    let weekly = FORM.replace("at-once", "weekly").replace("day=1", "day=5");
    let saved = desk.post(&format!("/digest/{id}"), &weekly, &[]);
    assert_eq!(saved.status, 303);
    let list = desk.get("/digest?lang=nl").body;
    assert!(list.contains("elke week 07:30 (vrijdag)"), "{list}");

    let pause = |until: &str| desk.post(&format!("/digest/{id}/pause"), until, &[]).status;
    assert_eq!(pause("until=2025-12-01"), 303);
    assert!(desk.get("/digest?lang=nl").body.contains("gepauzeerd tot"));
    assert_eq!(pause("until=ooit"), 400);
    assert_eq!(pause("until="), 303);
    assert!(!desk.get("/digest?lang=nl").body.contains("gepauzeerd tot"));

    assert_eq!(desk.get(&format!("/digest/{id}/preview")).status, 200);
    assert_eq!(desk.get(&format!("/digest/{id}/1")).status, 404);
    assert_eq!(
        desk.post(&format!("/digest/{id}/remove"), "", &[]).status,
        303
    );
    assert!(!desk.get("/digest").body.contains("adviseur@"));
    for path in ["", "/pause", "/feed", "/remove"] {
        let gone = desk.post(&format!("/digest/{id}{path}"), FORM, &[]);
        assert_eq!(gone.status, 404, "{path}");
    }
    let forged = desk.ask("POST", "/digest", &[], FORM);
    assert_eq!(forged.status, 403, "a form of somebody else's page");
}

#[test]
fn the_feed_follows_its_secret() {
    let desk = Desk::local();
    let (id, page) = subscribe(&desk);
    let path = |body: &str| {
        let from = body.find("/digest/feed/").expect("an address");
        body[from..].split('<').next().expect("its end").to_owned()
    };
    let first = path(&page.body);
    let feed = desk.get(&first);
    assert_eq!(
        feed.header("content-type"),
        Some("application/atom+xml; charset=utf-8")
    );
    assert_eq!(feed.body.matches("<entry>").count(), 3, "{}", feed.body);
    assert!(!feed.body.contains("<script"), "{}", feed.body);
    assert!(feed.cookie("noaber-form").is_none());
    let renewed = desk.post(&format!("/digest/{id}/feed"), "", &[]);
    let second = path(&renewed.body);
    assert_eq!(desk.get(&first).status, 404);
    assert_eq!(desk.get(&second).status, 200);
}

/// The address to unsubscribe at, without the desk's own.
fn stop_path(server: &SmtpServer) -> String {
    let taken = server.taken();
    let text = String::from_utf8_lossy(&taken.last().expect("a letter").data).into_owned();
    let flat = text.replace("\r\n ", " ").replace("\r\n\t", " ");
    assert!(
        flat.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"),
        "{flat}"
    );
    let line = flat
        .lines()
        .find(|line| line.starts_with("List-Unsubscribe:"));
    let address = line
        .expect("the header")
        .split(['<', '>'])
        .nth(1)
        .expect("an address");
    address
        .strip_prefix("https://desk.example")
        .expect("on the desk")
        .to_owned()
}

#[test]
fn a_mail_program_stops_it_with_one_click_and_a_look_at_the_link_does_not() {
    let desk = Desk::local();
    let server = serve_smtp();
    subscribe(&desk);
    something_new(&desk, hours(1));
    assert_eq!(deliver_at(&desk, &server, hours(2)).sent, 1);
    let path = stop_path(&server);
    let page = desk.get(&format!("{path}?lang=nl"));
    assert_eq!(page.status, 200);
    assert!(
        page.body
            .contains("Wilt u het overzicht niet meer ontvangen?")
    );
    assert!(
        page.body.contains(&format!("action=\"{path}\"")),
        "{}",
        page.body
    );
    let subscribers = || {
        let reader = desk.store.reader().expect("a reader");
        reader
            .subscribers(&ctx(now()).region)
            .expect("subscribers")
            .len()
    };
    assert_eq!(subscribers(), 1, "looking is not leaving");
    assert_eq!(desk.ask("POST", "/digest/stop/0000", &[], "").status, 404);
    // As RFC 8058 has it: no cookie, no page before, the body that the header names.
    let click = desk.ask("POST", &path, &[], "List-Unsubscribe=One-Click");
    assert_eq!(click.status, 200, "{}", click.body);
    assert!(click.cookie("noaber-form").is_none());
    assert_eq!(subscribers(), 0);
    assert_eq!(
        desk.ask("POST", &path, &[], "List-Unsubscribe=One-Click")
            .status,
        404
    );
    let page = desk.get("/digest?lang=nl").body;
    assert!(page.contains("iemand die verwijderd is"), "{page}");
}

#[test]
fn the_page_tells_what_waits_since_when_and_what_the_server_said() {
    let desk = Desk::local();
    let server = serve_smtp();
    let (id, _) = subscribe(&desk);
    let page = || desk.get("/digest?lang=nl").body;
    assert!(!page().contains("bericht op bezorging"));
    something_new(&desk, hours(1));
    let no = SmtpDeed::Say("421 4.3.2 <b>dicht</b> voor het weekend");
    server.always(Some((SmtpPoint::Greeting, no)));
    for hour in 2..48 {
        assert_eq!(deliver_at(&desk, &server, hours(hour)).sent, 0);
    }
    let told = page();
    assert!(told.contains("Er wacht 1 bericht op bezorging"), "{told}");
    assert!(told.contains("421 4.3.2 &#60;b&#62;dicht"), "{told}");
    assert!(
        told.contains("Volgende poging:") && told.contains("laatste poging"),
        "{told}"
    );
    assert!(told.contains("1 melding"), "{told}");
    let path = "action=\"/digest/letters/1/retry\"";
    assert!(told.contains(path), "{told}");
    assert_eq!(desk.post("/digest/letters/1/retry", "", &[]).status, 303);
    server.always(None);
    assert_eq!(deliver_at(&desk, &server, hours(49)).sent, 1);
    let told = page();
    assert!(!told.contains("op bezorging"), "{told}");
    assert!(told.contains("aangenomen door de mailserver"), "{told}");
    assert_eq!(desk.post("/digest/letters/1/retry", "", &[]).status, 404);
    assert_eq!(server.taken().len(), 1);
    let past = desk.get(&format!("/digest/{id}/1?lang=nl")).body;
    assert!(past.contains("‘Kamer’ zwijgt sinds"), "{past}");
    let json = desk.get("/digest.json").body;
    assert!(
        json.contains("\"state\": \"sent\"") && !json.contains("adviseur@"),
        "{json}"
    );
}

#[test]
fn somebody_who_moved_along_rests_until_resumed() {
    let desk = Desk::local();
    let (id, _) = subscribe(&desk);
    let rest = Some(noaber_store::AT_REST);
    digest::pause(&desk.store, &ctx(now()), id, rest).expect("a pause");
    let page = desk.get("/digest?lang=nl").body;
    assert!(page.contains("staat stil sinds de verhuizing"), "{page}");
    assert!(!page.contains("9999"), "{page}");
    assert_eq!(
        desk.post(&format!("/digest/{id}/pause"), "until=", &[])
            .status,
        303
    );
    let page = desk.get("/digest?lang=nl").body;
    assert!(!page.contains("sinds de verhuizing"), "{page}");
}
