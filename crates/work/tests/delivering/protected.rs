//! To a mail server over TLS and with a login: and to one that does not protect what it should, nothing.
//! The story begins in `main.rs`.

use crate::desk::*;
use noaber_domain::*;
use noaber_testkit::{SmtpDeed, SmtpPoint, SmtpProtection, SmtpServer, SmtpWays, serve_smtp_with};
use noaber_work::deliver::MailSettings;
use std::time::Duration;

const LOGIN: Option<(&str, &str)> = Some(("bureau", "geheim+wacht/woord"));
const USER: &str = "bureau:geheim%2Bwacht%2Fwoord";

fn server(protection: SmtpProtection, mechanisms: &'static str) -> SmtpServer {
    serve_smtp_with(SmtpWays {
        protection,
        login: (!mechanisms.is_empty()).then_some(LOGIN).flatten(),
        mechanisms,
    })
}

/// Points a desk with a letter in waiting at a server.
fn point(desk: &mut Desk, server: SmtpServer, address: &str, trusted: bool) {
    let address = address.replace("PLACE", &server.place());
    let settings = MailSettings::read(&address, "noaber@twente.example", Some(DESK.into()));
    let settings = settings.unwrap().with_patience(Duration::from_secs(2));
    desk.settings = match trusted {
        true => settings
            .with_authority(server.authority().as_bytes())
            .unwrap(),
        false => settings,
    };
    desk.server = server;
}

fn with_letter() -> Vec<Desk> {
    let mut all = desks();
    // What travels is the same on both engines; one is enough to see how.
    all.truncate(1);
    for desk in &all {
        desk.subscribe(Cadence::AtOnce);
        desk.publish(&[spoor("een")]);
    }
    all
}

/// Delivers in vain, and gives what was said. No word of the letter or the login was heard.
fn in_vain(desk: &Desk) -> String {
    let done = desk.deliver();
    assert_eq!(
        (done.sent, done.failed, done.unclear),
        (0, 0, 0),
        "{done:?}"
    );
    assert_eq!(desk.server.taken(), []);
    let heard = desk.server.heard();
    let secret = |line: &str| line.starts_with("AUTH") || line.starts_with("MAIL");
    assert!(
        !heard.iter().any(|(tls, line)| !tls && secret(line)),
        "{heard:?}"
    );
    assert_eq!(
        desk.states(),
        [("waiting".to_owned(), 1)],
        "nothing is lost"
    );
    done.server.expect("the server could not be used")
}

#[test]
fn a_letter_goes_over_tls_from_the_first_byte_or_from_starttls_on() {
    let ways = [
        (SmtpProtection::FromStart, "smtps://PLACE", ""),
        (SmtpProtection::StartTls, "smtp://PLACE?tls=required", ""),
        (SmtpProtection::StartTls, "smtp://PLACE?tls=offered", ""),
        (
            SmtpProtection::FromStart,
            "smtps://USER@PLACE",
            "PLAIN LOGIN",
        ),
        (
            SmtpProtection::StartTls,
            "smtp://USER@PLACE?tls=required",
            "PLAIN",
        ),
        (
            SmtpProtection::StartTls,
            "smtp://USER@PLACE?tls=offered",
            "LOGIN",
        ),
    ];
    for (protection, address, mechanisms) in ways {
        for mut desk in with_letter() {
            let address = address.replace("USER", USER);
            point(&mut desk, server(protection, mechanisms), &address, true);
            let done = desk.deliver();
            assert_eq!(done.sent, 1, "{address}: {done:?}");
            assert!(desk.server.taken()[0].protected, "{address}");
            let heard = desk.server.heard();
            let logged_in = heard
                .iter()
                .any(|(tls, line)| *tls && line.starts_with("AUTH"));
            assert_eq!(logged_in, !mechanisms.is_empty(), "{address}: {heard:?}");
            assert!(!format!("{:?}", desk.settings).contains("geheim"));
        }
    }
}

#[test]
fn a_certificate_that_nobody_vouches_for_gets_nothing() {
    for (protection, address) in [
        (SmtpProtection::FromStart, "smtps://USER@PLACE"),
        (SmtpProtection::StartTls, "smtp://USER@PLACE?tls=required"),
        (SmtpProtection::StartTls, "smtp://USER@PLACE?tls=offered"),
    ] {
        for mut desk in with_letter() {
            let address = address.replace("USER", USER);
            point(&mut desk, server(protection, "PLAIN"), &address, false);
            let said = in_vain(&desk);
            assert!(
                said.contains("NOABER_SMTP_CA") && said.contains("127.0.0.1:"),
                "{said}"
            );
            let authority = desk.server.authority();
            desk.settings = desk
                .settings
                .clone()
                .with_authority(authority.as_bytes())
                .unwrap();
            desk.later(1);
            assert_eq!(
                desk.deliver().sent,
                1,
                "once it is named, the same letter goes"
            );
        }
    }
}

#[test]
fn a_server_without_the_protection_that_was_asked_for_gets_nothing() {
    for mut desk in with_letter() {
        let plain = server(SmtpProtection::None, "PLAIN LOGIN");
        point(
            &mut desk,
            plain,
            &format!("smtp://{USER}@PLACE?tls=required"),
            false,
        );
        let said = in_vain(&desk);
        assert!(said.contains("offers no STARTTLS"), "{said}");
        desk.later(1);
        let plain = server(SmtpProtection::None, "PLAIN LOGIN");
        point(
            &mut desk,
            plain,
            &format!("smtp://{USER}@PLACE?tls=offered"),
            false,
        );
        let said = in_vain(&desk);
        assert!(
            said.contains("a password is not sent unprotected"),
            "{said}"
        );
        desk.later(1);
        let strips = server(SmtpProtection::StartTls, "PLAIN");
        strips.once(
            SmtpPoint::StartTls,
            SmtpDeed::Say("454 4.7.0 TLS not available"),
        );
        point(
            &mut desk,
            strips,
            &format!("smtp://{USER}@PLACE?tls=offered"),
            true,
        );
        let said = in_vain(&desk);
        assert!(said.contains("454"), "{said}");
        desk.later(24);
        assert_eq!(desk.deliver().sent, 1);
    }
}

#[test]
fn a_login_that_is_refused_is_told_without_the_password() {
    for mut desk in with_letter() {
        let one = server(SmtpProtection::FromStart, "PLAIN LOGIN");
        point(&mut desk, one, "smtps://bureau:verkeerd@PLACE", true);
        let said = in_vain(&desk);
        assert!(said.contains("the login was refused: 535"), "{said}");
        assert!(!said.contains("verkeerd"), "{said}");
        let one = server(SmtpProtection::FromStart, "XOAUTH2");
        point(&mut desk, one, &format!("smtps://{USER}@PLACE"), true);
        desk.later(1);
        let said = in_vain(&desk);
        assert!(said.contains("the login failed"), "{said}");
        let one = server(SmtpProtection::FromStart, "PLAIN");
        point(&mut desk, one, "smtps://PLACE", true);
        desk.later(1);
        let said = in_vain(&desk);
        assert!(said.contains("wants a login: 530"), "{said}");
    }
}

#[test]
fn a_file_without_certificate_is_no_authority() {
    let settings = || MailSettings::read("smtps://mail.example", "a@b.example", None).unwrap();
    for bad in [
        "",
        "geen certificaat",
        "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----",
    ] {
        let refused = settings().with_authority(bad.as_bytes()).unwrap_err();
        assert!(refused.to_string().contains("NOABER_SMTP_CA"), "{refused}");
    }
}
